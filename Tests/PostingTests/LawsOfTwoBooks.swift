import Accounting
import Chance
import Ledger
import Posting
import Reports
import Testing
import Validation

/// Laws of two books that differ in one thing.
extension Law {
    static let ofTwoBooks = [
        Law(7, "negating every amount negates every figure") { law in
            let book = RandomBook(seed: law.book.seed, among: RandomBook.signless)
            let negative = book.changed { $0.times(-1) }
            let expected = try law.post(book, law.cuts(book)).figures(book).times(-1)
            let found = try law.post(negative, law.cuts(book)).figures(book)
            // A credit is in no bucket of age; an ended year's profit is a loss, on its account.
            func turned(_ figures: Figures) -> Figures {
                figures.filter { !$0.report.hasPrefix("bucket") }
                    .mapped { $0.renamed { $0 == "129" ? "120" : $0 } }
            }
            func swapped(_ figures: Figures) -> Figures {
                figures.mapped { figure in
                    var figure = figure
                    if figure.report == "gross" {
                        figure.name = figure.name == "debit" ? "credit" : "debit"
                    }
                    return figure
                }
            }
            let gross = swapped(expected).filter { $0.report == "gross" }.times(-1)
            return law.compare(
                turned(expected.balances).merged(gross),
                turned(found.balances).merged(found.filter { $0.report == "gross" }))
        },
        Law(8, "ten times every amount is ten times every figure") { law in
            // Without what is off by a cent: the tolerance stays what it is.
            let all = Set(RandomBook.Feature.allCases).subtracting([.flaws])
            let book = RandomBook(seed: law.book.seed, among: all, unit: 3000)
            let tenfold = book.changed { $0.times(10) }
            let expected = try law.post(book, law.cuts(book)).figures(book).times(10)
            return law.compare(
                expected, try law.post(tenfold, law.cuts(book)).figures(tenfold))
        },
        Law(26, "stricter settings accept a part of what was accepted") { law in
            let (client, figures) = try law.base()
            let strict = try law.post(law.book, law.cuts) { strict in
                if law.random.flip() { strict.tolerance = 0 }
                if law.random.flip() { strict.unmappedIsRejected = true }
                if law.random.flip() { strict.late = .held }
                if law.random.flip() {
                    let gone = law.random.pick(["606", "627", "706", "513", "101"])
                    strict.accounts.removeAll { $0.code == gone }
                }
                if law.random.flip() {
                    for name in strict.sources.keys { strict.sources[name]?.postsGoodUnits = false }
                }
                if law.random.flip() { strict.parties.removeAll { $0.id == "C2" } }
            }
            // The canary: a row that the stricter settings alone have accepted.
            var accepted = try strict.posted()
            if law.read(figures).difference(figures) != nil { accepted.insert("0.none:1") }
            let more = accepted.subtracting(try client.posted())
            return more.isEmpty ? .holds : .broken("\(more.sorted())")
        },
        Law(28, "a copy and a book made anew tell the same") { law in
            let (client, figures) = try law.base()
            let head = try client.book.read { try $0.lastBatch().head }
            let anew = try law.post(law.book, law.cuts)
            // The chain covers all that a figure can depend on.
            if try anew.book.read({ try $0.lastBatch().head }) != head {
                return .broken("the chain of the book made anew")
            }
            let copy = try Client(copyOf: client)
            let faults = try copy.book.read { try $0.verify().faults.map(\.what) }
            if !faults.isEmpty { return .broken("the copy: \(faults)") }
            return law.compare(figures, try copy.figures(law.book))
        },
    ]

    /// Laws that go on with the base's book, in this order.
    static let ofLaterBatches = [
        Law(15, "what is dropped again changes nothing") { law in
            let (client, figures) = try law.base()
            try client.play(law.book.files.map(\.text))
            try client.play(["again"])
            return law.compare(figures, try client.figures(law.book))
        },
        Law(18, "later batches do not change what was known") { law in
            let (client, _) = try law.base()
            try client.play(["voucher L1 \(law.book.first): 411 5.00 party=C2 doc=L1, 706 -5.00"])
            for (batch, then) in law.early {
                let now = try client.ageings(law.book, known: batch)
                if let broken = law.read(then).difference(now) {
                    return .broken("batch \(batch): \(broken)")
                }
            }
            return .holds
        },
        Law(1, "debits are credits after any command") { law in
            let (client, _) = try law.base()
            var shown = law.entries
            for _ in 0..<law.random.within(1...4) {
                let month = law.random.pick(law.book.all)
                let command = law.random.pick([
                    "again", "months \(month)", "lock \(month.last)",
                    "voucher \(law.random.below(1000)) \(month.first): 606 1.00, 513 -1.00",
                    law.random.pick(law.book.files).text,
                ])
                try client.play([command])
                shown.append(try client.entries())
            }
            for figures in shown.reversed() {
                if let broken = law.read(figures).difference(Figures()) { return .broken(broken) }
            }
            return .holds
        },
    ]
}

extension LawCase {
    /// As many ends of runs as the base has, within another book.
    func cuts(_ book: RandomBook) -> Set<Int> { cuts.filter { $0 < book.files.count } }
}

extension Figure {
    func renamed(_ name: (String) -> String) -> Figure {
        var figure = self
        if !account.isEmpty { figure.account = name(account) }
        return figure
    }
}

extension RandomBook {
    /// Vouchers, bank lines or a document with its credit note that come to nothing.
    mutating func addPair(_ random: inout SeededNumbers) {
        let amount = Int64(random.within(1...90_000))
        let day = first + random.within(0...(last - first))
        let statements = files.indices.filter { files[$0].kind == .statement }
        switch random.below(3) {
        case 0 where !statements.isEmpty:
            let place = random.pick(statements)
            let at = random.below(files[place].parts.count)
            let day = files[place].parts[at][0]
            for sign in [1, Int64(-1)] {
                files[place].parts.insert(
                    [day, .amount(sign * amount), .text("PAIR \(sign > 0 ? "IN" : "OUT")")], at: at)
            }
        case 1:
            let part: [Word] = [.account("707"), .text("S20"), .amount(amount)]
            files.append(
                Deed(
                    kind: .invoice, head: [.text("PF-1"), .text("C1"), .text("\(day)")],
                    parts: [part]))
            files.append(
                Deed(
                    kind: .credit,
                    head: [.text("PA-1"), .text("C1"), .text("\(day)"), .text("for=PF-1")],
                    parts: [part]))
        default:
            for sign in [1, Int64(-1)] {
                files.append(
                    Deed(
                        kind: .voucher, head: [.text("P\(sign + 1)"), .text("\(day)")],
                        parts: [
                            [.account("606"), .amount(sign * amount)],
                            [.account("513"), .amount(-sign * amount)],
                        ]))
            }
        }
        files = random.shuffled(files)
        files.sort { $0.kind == .opening && $1.kind != .opening }
    }

    /// Parts rows on which nothing is rounded in two: lines of vouchers and untaxed documents,
    /// bank lines in suspense or under a rule without tax.
    /// - Returns: how many.
    mutating func splitRows(_ random: inout SeededNumbers) -> Int {
        var count = 0
        for place in files.indices {
            for part in files[place].parts.indices.reversed() {
                let amount = files[place].amount(part)
                guard mayPart(files[place], part), abs(amount) > 1, random.flip() else { continue }
                let first = amount / 2 + amount % 2
                files[place].parts[part] = files[place].part(part, first)
                files[place].parts.insert(files[place].part(part, amount - first), at: part)
                count += 1
            }
        }
        return count
    }

    private func mayPart(_ file: Deed, _ part: Int) -> Bool {
        let words = file.parts[part].map(\.text)
        switch file.kind {
        case .voucher: return !words.contains { $0.hasPrefix("party=") }
        case .invoice, .bill: return words.contains("-")
        case .statement:
            let plain = ["FEE ", "THE SHOP ", "WHO "]
            return !file.isForeign && plain.contains { words[2].hasPrefix($0) }
        default: return false
        }
    }

    /// Puts something wrong into some files.
    /// - Returns: the files as they should be.
    mutating func spoil(_ random: inout SeededNumbers) -> [Deed] {
        var spoiled: [Deed] = []
        for place in files.indices where random.below(3) == 0 {
            let file = files[place]
            switch file.kind {
            case .voucher, .invoice, .credit, .bill, .scredit:
                files[place].parts[0][0] = .text("999X")
            case .statement:
                let rows = file.parts.indices.reduce(0) { $0 + file.amount($1) }
                for case .option("opening", let opening) in file.head {
                    files[place].head.append(.option("closing", opening + rows + 1))
                }
            case .receipt, .payment: files[place].head[1] = .text("NOBODY")
            default: continue
            }
            spoiled.append(file)
        }
        return spoiled
    }

    /// Documents of a party that no bank line and no other file knows.
    mutating func addStranger(_ random: inout SeededNumbers) {
        for number in 0..<random.within(1...3) {
            let day = first + random.within(0...(last - first))
            files.append(
                Deed(
                    kind: .invoice,
                    head: [.text("UF-\(number)"), .text("U1"), .text("\(day)")],
                    parts: [[.text("7088"), .text("-"), .amount(Int64(random.within(1...90_000)))]]
                ))
        }
    }
}

extension Deed {
    /// A part with another amount.
    func part(_ part: Int, _ amount: Int64) -> [Word] {
        parts[part].map { if case .amount = $0 { .amount(amount) } else { $0 } }
    }
}
