internal import Accounting
internal import Ledger
internal import Validation

/// Bank rows whose identity is settled with others' of their batch or their statement.
extension Poster {
    /// Shows a batch's rows to the identity of their statement before any of them is judged.
    func expect(_ rows: BankRows, _ waiting: [Int]?, _ unit: inout StatementPosting) throws {
        guard unit.isDue, unit.head.posts, unit.account != nil else { return }
        var keys: [BankRowKey] = []
        var flaws = rows.flaws[...]
        for row in waiting ?? Array(0..<rows.count) {
            while let flaw = flaws.first, flaw.row < row { flaws.removeFirst() }
            guard let day = rows.bookedDay(row), try unit.identity.compares(day),
                flaws.first?.row != row, unit.head.isStatement || file.isDue(rows.spans[row].line),
                try waiting != nil || !unit.identity.waits(day)
            else { continue }
            keys.append(BankRowKey(row, of: rows, day))
        }
        if !keys.isEmpty { try unit.identity.expect(keys) }
    }

    /// True for a row that must wait for the end of its statement.
    func waits(_ row: Int, of rows: BankRows, _ unit: inout StatementPosting) throws -> Bool {
        guard unit.isDue, unit.head.posts, unit.account != nil, let day = rows.bookedDay(row),
            try unit.identity.waits(day)
        else { return false }
        unit.note(day, line: Int(rows.spans[row].line))
        return true
    }

    /// Posts the rows that have waited for the end of their statement.
    func postWaiting(_ tail: StatementTail?) throws {
        guard let waiting = file.unit?.waiting, !waiting.isEmpty else { return }
        file.unit?.waiting = []
        if let tail, let extent = file.unit.map({ extent(tail, $0) }) {
            var amounts: [Day: [Int64]] = [:]
            for (rows, picked) in waiting {
                for row in picked {
                    guard let day = rows.bookedDay(row) else { continue }
                    amounts[day, default: []].append(rows.amounts[row])
                }
            }
            try file.unit?.identity.settleWaiting(extent, amounts)
        }
        for (rows, picked) in waiting { try post(rows, waiting: picked) }
    }

    func extent(_ tail: StatementTail, _ unit: StatementPosting) -> RowIdentity.Extent {
        let record = record(tail, unit)
        return RowIdentity.Extent(
            opening: record.opening, closing: record.closing, first: unit.firstDay,
            last: unit.lastDay)
    }
}

extension BankRows {
    /// The day of a booked row.
    func bookedDay(_ row: Int) -> Day? {
        guard status[row] == .booked, days[row] != BankRows.missingDay else { return nil }
        return Day(number: days[row])
    }
}

extension BankRowKey {
    init(_ row: Int, of rows: BankRows, _ day: Day) {
        self.init(
            row: row, day: day, amount: rows.amounts[row],
            reference: rows.arena[rows.references[row]], text: rows.arena[rows.texts[row]],
            line: Int(rows.spans[row].line))
    }
}
