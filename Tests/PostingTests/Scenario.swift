import Accounting
import Ledger
import Posting
import Testing
import Validation

/// A worked example in plain text: events, `---`, what the book then shows.
///
/// Every event is a file of its own; all stand in one transaction up to `run`, `again`, `lock`.
struct Scenario: CustomTestStringConvertible, Sendable {
    let name: String
    let events: [String]
    let expected: [String]

    var testDescription: String { name }

    /// Scenarios of a text: `# name`, the events, `---`, the expectation.
    static func all(_ text: String) -> [Scenario] {
        text.split(separator: "\n#").map { block in
            // A line that ends with a comma goes on in the next.
            let lines = block.replacing(/,\n\s*/, with: ", ").split(separator: "\n").map {
                $0.split(separator: " ").joined(separator: " ")
            }.filter { !$0.isEmpty }
            let rule = lines.firstIndex(of: "---") ?? lines.endIndex
            let name = lines.first.map { $0.split(separator: " ").filter { $0 != "#" } } ?? []
            return Scenario(
                name: name.joined(separator: " "), events: Array(lines[1..<rule]),
                expected: Array(lines[rule...].dropFirst()))
        }
    }

    /// Plays the events and holds the book against the expectation.
    func check() throws {
        let client = try Client()
        try client.play(events)
        let shown = try client.shown()
        #expect(shown == expected)
        try client.expectWhole()
    }
}

extension Client {
    /// - Parameter first: the number of the first event, which names its file.
    func play(_ events: [String], from first: Int = 0) throws {
        var files: [File] = []
        for (index, event) in zip(first..., events) {
            let line = ScriptLine(event)
            if let file = try file(line, index) {
                files.append(file)
                continue
            }
            try post(files)
            files = []
            switch line.words[0] {
            case "run": break
            case "again": try judgeAgain()
            case "lock": try lock(through: line.words[1])
            case "late": late = .held
            case "months": try adjustMonthEnds(through: line.words[1])
            case "tolerance": settlementTolerance = try cents(line.words[1])
            case "merge":
                let index = try #require(parties.firstIndex { $0.id == line.words[1] })
                parties[index].merged = (line.words[2], try day(line.words[3]))
            case "exports":
                for name in ["bank", "list", "other"] {
                    sources[name]?.exports = PostingSource.Exports(rawValue: line.words[1])
                }
            case "account":
                accounts.append(
                    Account(
                        code: line.words[1], name: line.words[1],
                        kind: try #require(AccountKind(rawValue: line.words[2]))))
            case "rate":
                let pair = try line.words[1].split(separator: "/").map {
                    try #require(Currency($0))
                }
                let rate = ExchangeRate(
                    base: pair[0], quote: pair[1],
                    mantissa: try cents(line.words[2]), scale: 2)
                _ = rates.add(try #require(rate), on: try day(line.words[3]))
            case "rule":
                rules.append(
                    MappingRule(
                        pattern: line.words[1], account: line.words[2],
                        tax: line.words.count > 3 ? line.words[3] : nil, party: nil))
            default: Issue.record("no such event: \(event)")
            }
        }
        try post(files)
    }

    private func file(_ line: ScriptLine, _ index: Int) throws -> File? {
        func file(_ source: String, _ drafts: [Draft]) throws -> File {
            File(
                source: try #require(sources[line.options["source"] ?? source]),
                path: "\(index).\(line.words[0])", drafts: drafts)
        }
        switch line.words[0] {
        case "opening": return try file("journal", [.opening(try line.voucher())])
        case "voucher": return try file("journal", [.vouchers([try line.voucher()])])
        case "invoice": return try file("ar", [.documents([try line.document(.invoice)])])
        case "credit": return try file("ar", [.documents([try line.document(.creditNote)])])
        case "bill": return try file("ap", [.documents([try line.document(.invoice)])])
        case "scredit": return try file("ap", [.documents([try line.document(.creditNote)])])
        case "receipt": return try file("ar", [.payments([try line.payment()])])
        case "payment": return try file("ap", [.payments([try line.payment()])])
        case "statement": return try file("bank", try line.bank(isStatement: true))
        case "running": return try file("bank", try line.running())
        case "ofx": return try file("bank", try line.ofx())
        case "list": return try file("list", try line.bank(isStatement: false))
        case "answer", "decide": return try file("answers", [.decisions(try decisions(line))])
        case "pay": return try file(line.words[1], [.payouts(try line.transactions())])
        case "till": return try file("till", [.sales(try line.sales())])
        case "stock": return try file("stock", [.stock([try line.stock()])])
        default: return nil
        }
    }

    /// `answer WORD: 606;P20` or `decide WORD: yes C1 F1, no C1 F2` on the suspense line whose
    /// text begins with the word; a word that begins none is taken for the id itself.
    private func decisions(_ line: ScriptLine) throws -> [DecisionDraft] {
        let known = try suspended().first { $0.text.starts(with: line.words[1].utf8) }
        return line.parts.enumerated().map { index, part in
            var draft = DecisionDraft(
                span: line.span(index), kind: line.words[0] == "decide" ? .match : .answer)
            draft.question = known?.id ?? line.words[1]
            draft.decision = part.words.joined(separator: " ")
            if draft.kind == .match {
                draft.decision = part.words[0]
                draft.party = part.words.count > 1 ? part.words[1] : ""
                draft.document = part.words.count > 2 ? part.words[2] : ""
                draft.instalment = part.words.count > 3 ? part.words[3] : ""
            }
            return draft
        }
    }

    /// Lines of the suspense account that nothing has settled.
    func suspended() throws -> [SuspenseLine] {
        try book.read { snapshot in
            let codes = try snapshot.accountCodes()
            guard let account = codes.first(where: { $0.value == "471" })?.key else { return [] }
            let dollars = codes.filter { $0.value == "514" }.map(\.key)
            return try snapshot.suspenseLines(account, foreign: dollars)
                .filter { $0.settled == nil }
        }
    }

    /// What is open in all on a control account.
    func openItems(of code: String) throws -> Int64 {
        try book.read { snapshot in
            let number = try snapshot.accountCodes().first { $0.value == code }?.key
            return try snapshot.openItems(on: number.map { [$0] } ?? [])
                .reduce(0) { $0 + $1.open.open }
        }
    }

    /// Balances by account, open items, payments on their way, rows that did not post.
    func shown() throws -> [String] {
        let never = try day("2099-12-31")
        return try book.read { snapshot in
            let codes = try snapshot.accountCodes()
            var balances: [String: Int64] = [:]
            for sum in try snapshot.monthSums() {
                balances[codes[sum.account] ?? "?", default: 0] += sum.debit - sum.credit
            }
            func text(_ amount: Int64) -> String { decimalText(amount, exponent: 2) }
            var lines = balances.filter { $0.value != 0 }.sorted { $0.key < $1.key }
                .map { "\($0.key) \(text($0.value))" }
            for (number, code) in codes.sorted(by: { $0.value < $1.value }) where code == "514" {
                let own = try snapshot.ownBalance(of: number, through: never)
                lines.append("own \(code) \(text(own))")
            }
            let controls = codes.filter { Client.controls.contains($0.value) }.map(\.key)
            for (open, _, _) in try snapshot.openItems(accounts: controls.sorted(), on: never)
            where !open.isSettled {
                let document = open.item.document.isEmpty ? "-" : open.item.document
                let party = open.item.party.isEmpty ? "-" : open.item.party
                let own =
                    open.item.currency == "EUR"
                    ? "" : " \(open.item.currency) \(text(open.openOriginal))"
                lines.append("open \(party) \(document) \(text(open.open))\(own)")
            }
            for (record, _, _) in try snapshot.transit(on: never) {
                lines.append("transit \(record.number) \(text(record.amount))")
            }
            var outcomes: [Outcome: Int64] = [:]
            for file in try snapshot.control(from: nil, to: nil, first: Month(number: 0)) {
                for (outcome, tally) in file.byOutcome {
                    outcomes[outcome, default: 0] += tally.rows
                }
            }
            for outcome in Outcome.allCases.dropFirst() {
                guard let rows = outcomes[outcome], rows != 0 else { continue }
                lines.append("rows \(outcome) \(rows)")
            }
            return lines
        }
    }

    /// Postings of an account: day, document day, recipe, amount.
    func entries(of code: String) throws -> [String] {
        try lines(of: code).map { line in
            let amount = decimalText(line.debit - line.credit, exponent: 2)
            return "\(line.day) \(line.documentDay) \(line.recipe.name) \(amount)"
        }
    }

    func lines(of code: String) throws -> [Snapshot.Line] {
        let (first, last) = (try day("2000-01-01"), try day("2099-12-31"))
        return try book.read { snapshot in
            var lines: [Snapshot.Line] = []
            let number = try snapshot.accountCodes().first { $0.value == code }?.key
            try snapshot.lines(of: try #require(number), from: first, to: last) {
                lines.append($0)
            }
            return lines
        }
    }

    /// Accounts whose every posting is an item.
    private static let controls: Set = ["401", "408", "411", "421", "5171", "5172"]

    /// On every day on which something happened: the items of a control account sum to it, less
    /// what a valuation has put there; in the books' currency both open amounts are one.
    private func expectSubledgerIsControl() throws {
        let start = try day("2000-01-01")
        try book.read { snapshot in
            for (number, code) in try snapshot.accountCodes() where Client.controls.contains(code) {
                var balances: [Day: Int64] = [:]
                try snapshot.lines(of: number, from: start, to: try day("2099-12-31")) {
                    let isValuation = [.revaluation, .revaluationReversed].contains($0.recipe)
                    balances[$0.day, default: 0] += isValuation ? 0 : $0.debit - $0.credit
                }
                var balance: Int64 = 0
                for (day, movement) in balances.sorted(by: { $0.key < $1.key }) {
                    balance += movement
                    let items = try snapshot.openItems(accounts: [number], on: day).map(\.item)
                    #expect(items.reduce(0) { $0 + $1.open } == balance, "\(code) on \(day)")
                    for open in items where open.openOriginal == 0 { #expect(open.open == 0) }
                    for open in items where open.item.currency == "EUR" {
                        #expect(open.open == open.openOriginal)
                    }
                }
            }
        }
    }

    /// What every book must show: its chain and sums hold, rows in are rows out, items are their
    /// control account.
    func expectWhole() throws {
        try expectSubledgerIsControl()
        try book.read { snapshot in
            #expect(try snapshot.verify().faults.map(\.what).isEmpty)
            for file in try snapshot.control(from: nil, to: nil, first: Month(number: 0)) {
                var accounted = RowTally()
                for tally in file.byOutcome.values { accounted.add(tally) }
                #expect(accounted == file.read, "rows of \(file.path)")
            }
            let sums = try snapshot.monthSums().reduce(0) { $0 + $1.debit - $1.credit }
            #expect(sums == 0)
        }
    }

    /// Rows in are rows out, file by file.
    func rowsHold() throws -> Bool {
        try book.read { snapshot in
            try snapshot.control(from: nil, to: nil, first: Month(number: 0)).allSatisfy { file in
                var accounted = RowTally()
                for tally in file.byOutcome.values { accounted.add(tally) }
                return accounted == file.read
            }
        }
    }

    /// Codes of the findings a file has ended with.
    var codes: [String] { receipts.flatMap { $0.findings.map(\.code.text) } }
}
