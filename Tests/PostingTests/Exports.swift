import Accounting
import Ledger
import Posting
import Testing

/// A movement on an account, as its bank knows it.
struct Movement: Hashable {
    /// Days from the first of February 2026.
    var day: Int
    var amount: Int64
    /// The bank's reference where an export gives one.
    var number: Int
    var text = "CARD"
}

/// What a bank hands over of an account: movements in one form.
struct Export {
    enum Form: CaseIterable { case list, download, running, statement }

    var form: Form
    var movements: [Movement]
    var hasReferences = false
    /// The balance before the first movement.
    var opening: Int64 = 0
    var id = ""
    var isNewestFirst = false
    var source = "list"
    /// Numbers of movements that the bank has not booked yet.
    var pending: Set<Int> = []

    /// The movements that can post.
    var booked: [Movement] { movements.filter { !pending.contains($0.number) } }

    var isUnit: Bool { form != .list }

    func drafts(account: String, unit: Int, line: Int) throws -> [Draft] {
        var rows = BankRows()
        let listed = isNewestFirst ? movements.reversed() : movements
        let first = try day("2026-02-01")
        for (index, movement) in listed.enumerated() {
            rows.spans.append(Span(line: Int32(line + 1 + index), offset: 0, length: 1))
            rows.days.append((first + movement.day).number)
            rows.valueDays.append(BankRows.missingDay)
            rows.amounts.append(movement.amount)
            rows.status.append(pending.contains(movement.number) ? .pending : .booked)
            rows.references.append(
                hasReferences ? rows.arena.append("R\(movement.number)") : .empty)
            rows.payerReferences.append(.empty)
            rows.counterparties.append(.empty)
            rows.ibans.append(.empty)
            rows.texts.append(rows.arena.append(movement.text))
        }
        func exact(_ amount: Int64) -> Exact { Exact(mantissa: Int128(amount), scale: 2) }
        let total = booked.reduce(0) { $0 + $1.amount }
        let isProof = form == .statement || form == .running
        let head = StatementHead(
            unit: isUnit ? unit : 0, account: account, id: id, currency: try Fixture.euro(),
            opening: form == .statement ? exact(opening) : nil, isStatement: isUnit,
            provesDays: isProof, line: line)
        var tail = StatementTail(
            unit: head.unit, message: "M", account: account, id: id, line: line)
        tail.isStatement = isUnit
        tail.from = rows.days.min().map { Day(number: $0) }
        tail.to = rows.days.max().map { Day(number: $0) }
        tail.entries = rows.count
        tail.booked = exact(total)
        if isProof { (tail.opening, tail.closing) = (exact(opening), exact(opening + total)) }
        return [.statement(head), .bank(rows), .statementEnd(tail)]
    }
}

extension Export {
    /// What a movement does to the balance on its day.
    struct Step: Hashable { var (day, balance, amount): (Int, Int64, Int64) }

    var steps: Set<Step> { Export.steps(movements, from: opening) }

    /// The steps as they look where it is not known from which end the file is written.
    var readings: Set<Step> {
        var balance = opening
        var readings = steps
        for (_, movements) in Dictionary(grouping: movements, by: \.day).sorted(by: {
            $0.key < $1.key
        }) {
            readings.formUnion(Export.steps(movements.reversed(), from: balance))
            balance += movements.reduce(0) { $0 + $1.amount }
        }
        return readings
    }

    private static func steps(_ movements: [Movement], from opening: Int64) -> Set<Step> {
        var balance = opening
        return movements.reduce(into: []) { steps, movement in
            steps.insert(Step(day: movement.day, balance: balance, amount: movement.amount))
            balance += movement.amount
        }
    }
}

/// What became of a case: its rows that posted, and of each export those that wait.
struct Shown: Equatable {
    struct Row: Hashable, Comparable {
        var day: Int
        var amount: Int64
        var reference: String
        var text: String

        static func < (left: Row, right: Row) -> Bool {
            (left.day, left.amount, left.reference, left.text)
                < (right.day, right.amount, right.reference, right.text)
        }
    }

    var posted: [Row] = []
    /// By export, in the case's order.
    var held: [[Movement]] = []

    /// Rows by day and amount alone.
    static func bare(_ movements: some Sequence<Movement>) -> [Row: Int] {
        movements.reduce(into: [:]) {
            $0[Row(day: $1.day, amount: $1.amount, reference: "", text: ""), default: 0] += 1
        }
    }

    var bare: [Row: Int] {
        posted.reduce(into: [:]) {
            $0[Row(day: $1.day, amount: $1.amount, reference: "", text: ""), default: 0] += 1
        }
    }

    var heldRows: Int { held.reduce(0) { $0 + $1.count } }
}

/// Plays many small cases in one book, each on a bank account of its own.
///
/// The n-th exports of all cases of a source are one file.
struct ManyAccounts {
    private static let most = 16
    let exports: PostingSource.Exports?
    /// How often open rows are judged again at the end.
    var rounds = 0

    func play(_ cases: [[Export]]) throws -> [Shown] {
        var shown: [Shown] = []
        var rest = cases[...]
        while !rest.isEmpty {
            shown += try playInOneBook(Array(rest.prefix(500)))
            rest = rest.dropFirst(500)
        }
        return shown
    }

    private func playInOneBook(_ cases: [[Export]]) throws -> [Shown] {
        let client = try posted(cases)
        return try results(cases, ManyAccounts.codes(cases), client)
    }

    static func codes(_ cases: [[Export]]) -> [String] {
        cases.indices.map { "B\(10_000 + $0)" }
    }

    /// A client whose book holds the cases.
    func posted(_ cases: [[Export]]) throws -> Client {
        let client = try Client()
        let codes = ManyAccounts.codes(cases)
        client.accounts += codes.map { Account(code: $0, name: $0, kind: .asset) }
        let own = Dictionary(uniqueKeysWithValues: codes.map { ($0, $0) })
        for name in ["list", "other"] {
            client.sources[name]?.accounts = own
            client.sources[name]?.exports = exports
        }
        try client.post(try files(cases, codes, client))
        for _ in 0..<rounds { try client.judgeAgain() }
        try client.expectWhole()
        return client
    }

    private func files(_ cases: [[Export]], _ codes: [String], _ client: Client) throws
        -> [Client.File]
    {
        var files: [Client.File] = []
        for slot in 0..<(cases.map(\.count).max() ?? 0) {
            for name in ["list", "other"] {
                var drafts: [Draft] = []
                var rows = 0
                for (index, exports) in cases.enumerated()
                where slot < exports.count && exports[slot].source == name {
                    drafts += try exports[slot].drafts(
                        account: codes[index], unit: index + 1, line: line(index, slot))
                    rows += exports[slot].movements.count
                }
                guard !drafts.isEmpty else { continue }
                let source = try #require(client.sources[name])
                files.append(
                    Client.File(
                        source: source, path: "\(slot).\(name)", drafts: drafts + [.end(rows: rows)]
                    ))
            }
        }
        return files
    }

    /// The line before the first row of an export.
    private func line(_ index: Int, _ slot: Int) -> Int {
        (index * ManyAccounts.most + slot) * 128 + 128
    }

    private func results(_ cases: [[Export]], _ codes: [String], _ client: Client) throws
        -> [Shown]
    {
        var shown = cases.map { Shown(held: $0.map { _ in [] }) }
        let (first, last) = (try day("2026-02-01"), try day("2099-12-31"))
        try client.book.read { snapshot in
            let places = Dictionary(
                uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
            let names = try snapshot.accountCodes().compactMapValues { places[$0] }
            try snapshot.journal(from: first, to: last) { line in
                guard let index = names[line.account] else { return }
                shown[index].posted.append(
                    Shown.Row(
                        day: line.documentDay - first, amount: line.debit - line.credit,
                        reference: line.reference, text: line.text))
            }
        }
        for index in shown.indices { shown[index].posted.sort() }
        for verdict in try client.openVerdicts() {
            let line = Int(verdict.span.line) - 128
            let (index, slot, row) = (
                line / 128 / ManyAccounts.most, line / 128 % ManyAccounts.most, line % 128 - 1
            )
            let export = cases[index][slot]
            let listed = export.isNewestFirst ? export.movements.reversed() : export.movements
            shown[index].held[slot] += verdict.unit == 0 ? [listed[row]] : export.booked
        }
        return shown
    }
}
