import Accounting
import Chance
import Ledger
import Posting
import Reports
import Testing

/// What another book has otherwise than the base, and how the base's figures then read.
///
/// Changes add up: one book may have several, so that one posting tries several laws.
struct Change {
    var book: RandomBook
    var cuts: Set<Int>
    /// The accounts' new codes.
    var name: @Sendable (String) -> String = { $0 }
    var prepare: [(Client) -> Void] = []
    /// False where other debits and credits come to the same balances.
    var keepsGross = true
    /// True where something must be rejected first.
    var isSpoiled = false
    /// True where a stranger's figures stand beside.
    var hasStranger = false

    /// The figures that the base must have in common with it.
    func shared(_ figures: Figures) -> Figures {
        let kept = keepsGross ? figures : figures.balances
        guard hasStranger else { return kept }
        // The stranger's invoices are income, owed on 411; their result goes to capital.
        let touched = Set(["411", "7088", "110", "120", "129"].map(name) + [""])
        return kept.filter {
            $0.report.hasPrefix("open") && !$0.name.hasPrefix("U1 ")
                || !touched.contains($0.account) || $0.report.hasPrefix("sales")
        }
    }
}

extension Law {
    /// A law that a change leaves the figures as they are; false: there is nothing to change.
    init(
        _ id: Int, _ name: String,
        change: @escaping @Sendable (inout Change, inout SeededNumbers) -> Bool
    ) {
        self.init(id, name) { law in
            var made = Change(book: law.book, cuts: law.cuts)
            return change(&made, &law.random) ? try law.hold(made) : .void
        }
        self.change = change
    }

    /// Laws that are tried together, and one by one where that fails: in the files' order, then
    /// in any.
    static let ordered = [
        Law(12, "a row in two parts is the same balances") { change, random in
            change.book.splitRows(&random) > 0
        },
        Law(11, "merging two accounts adds their lines") { change, random in
            let (one, other) = random.pick([("707", "706"), ("627", "606"), ("606", "627")])
            change.rename { $0 == one ? other : $0 }
            return true
        },
        Law(10, "renaming accounts permutes the reports") { change, random in
            if random.flip() {
                // In the same order.
                change.rename { "7" + $0 }
                return true
            }
            guard let codes = try? Fixture.accounts().map(\.code) else { return false }
            let names = Dictionary(uniqueKeysWithValues: zip(codes, random.shuffled(codes)))
            change.rename { names[$0] ?? $0 }
            return true
        },
        Law(25, "rules, parties and accounts in any order") { change, random in
            let settings = change.book.settings
            change.book.settings =
                random.shuffled(settings.filter { $0.kind == .rule })
                + settings.filter { $0.kind != .rule }
            var order = SeededNumbers(seed: random.next())
            change.prepare.append {
                $0.accounts = order.shuffled($0.accounts)
                $0.parties = order.shuffled($0.parties)
            }
            return true
        },
    ]

    static let unordered = [
        Law(9, "a pair that cancels changes no balance") { change, random in
            change.book.addPair(&random)
            change.keepsGross = false
            return true
        },
        Law(27, "what a stranger is invoiced changes nothing else") { change, random in
            change.book.addStranger(&random)
            change.hasStranger = true
            change.prepare.append {
                $0.parties.append(Party(id: "U1", name: "Umbra", kind: "both", termsDays: 9))
                $0.accounts.append(Account(code: "7088", name: "Others", kind: .income))
            }
            return true
        },
        Law(13, "the order of the files does not matter") { change, random in
            change.book.files = random.shuffled(change.book.files)
            change.keepsGross = false
            return true
        },
        Law(14, "nor does where one run ends and the next begins") { change, random in
            change.cuts = [random.below(change.book.files.count)]
            change.keepsGross = false
            return true
        },
        Law(21, "what was wrong, put right and dropped again, is the book it would have been") {
            change, random in
            let spoiled = change.book.spoil(&random)
            change.cuts.insert(change.book.files.count)
            change.book.files += spoiled
            change.keepsGross = false
            change.isSpoiled = true
            return !spoiled.isEmpty
        },
    ]
}

extension Change {
    mutating func rename(_ next: @escaping @Sendable (String) -> String) {
        let name = name
        self.name = { next(name($0)) }
    }
}

extension LawCase {
    /// Posts a changed book and holds its figures against the base's.
    func hold(_ change: Change) throws -> Verdict {
        let (client, figures) = try base()
        let name = change.name
        let changed = change.book.changed { $0.renamed(name) }
        let other = try post(changed, change.cuts) { client in
            for prepare in change.prepare { prepare(client) }
            client.rename(name)
        }
        if change.isSpoiled, try other.stopped() <= client.stopped() {
            return .broken("nothing was rejected")
        }
        return compare(
            change.shared(figures.mapped { $0.renamed(name) }),
            change.shared(try other.figures(changed)))
    }

    /// Laws tried in one book: each one's verdict, by itself where they do not hold together.
    func together(_ laws: [Law]) throws -> [Verdict] {
        var made = Change(book: book, cuts: cuts)
        var tried = made
        let applied = laws.map { law in
            tried = made
            guard law.change?(&tried, &random) ?? false else { return false }
            made = tried
            return true
        }
        let verdict = try hold(made)
        guard case .broken = verdict else { return applied.map { $0 ? .holds : .void } }
        let alone = try zip(laws, applied).map { law, isApplied in
            isApplied ? try law.check(self) : .void
        }
        // What only several changes at once break is each one's.
        let isFound = alone.contains { if case .broken = $0 { true } else { false } }
        return isFound ? alone : applied.map { $0 ? verdict : .void }
    }
}
