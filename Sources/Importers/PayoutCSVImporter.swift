internal import Accounting
internal import Formats

/// Transactions of a payment service as CSV, a row a transaction, by declared columns
/// (`PayoutField`) or our own names.
///
/// What the first row of a payout states of it (`currency`, `payout_date`) holds for its other
/// rows that leave it empty. A row that fills `total` and no amount states what its payout comes
/// to: it is one of kind `payout` over that amount. A row that cannot be read spoils the payout
/// that it names, or, where it names neither of its neighbours', those of both.
final class PayoutCSVImporter: Importer {
    private let table: Table
    private let reader: PayoutReader
    private var rows: [PayoutRow] = []
    private var ignored: [IgnoredRow] = []
    private var sales: SettlementSales?
    private var spoiled = SpoiledPayouts()
    /// What payouts state of themselves in one of their rows.
    private var heads: [String: PayoutHead] = [:]

    init(_ layout: SourceLayout) {
        reader = PayoutReader(layout)
        table = Table(
            layout, fields: reader.tableFields, required: reader.required,
            undeclared: reader.undeclared, optional: reader.optional)
        sales = layout.payouts.givesSales ? SettlementSales(layout) : nil
        table.tellsHeaders = true
        table.unitField = PayoutField.payout.rawValue
        table.onSpoiled = { [weak self] payout, line in
            self?.spoiled.take(payout, line: line)
            self?.sales?.spoilAround(line: line)
        }
    }

    func drain(_ emit: (Draft) -> Void) { flush(rows.count, emit) }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        try table.feed(chunk, isLast: isLast, emit: emit) { row in
            take(row)
            // The last rows wait: the next one that cannot be read may spoil them.
            if rows.count >= 2 * Limits.batchRows { flush(Limits.batchRows, emit) }
        }
        if isLast {
            spoiled.end()
            flush(rows.count, emit)
            emit(.end(rows: table.rows))
        }
    }

    private func take(_ row: TableRow) {
        var payout = PayoutRow(span: row.span)
        payout.payout = row.string(PayoutField.payout.rawValue, &payout.flaws)
        spoiled.pass(payout.payout)
        switch reader.fate(of: row, &payout.flaws) {
        case .ignored(let reason):
            ignored.append(IgnoredRow(span: row.span, reason: reason))
        case .posts:
            let head = payout.payout.isEmpty ? nil : heads[payout.payout]
            let stated = reader.read(row, into: &payout, head)
            if !payout.payout.isEmpty, head == nil || head?.isWhole == false {
                heads[payout.payout] = stated
            }
            sales?.take(&payout, row, reader)
            rows.append(payout)
        }
    }

    private func flush(_ count: Int, _ emit: (Draft) -> Void) {
        table.flushAsides(emit)
        if !ignored.isEmpty { emit(.ignored(ignored)) }
        ignored.removeAll()
        if let batch = sales?.take(isLast: count == rows.count) { emit(.sales(batch)) }
        guard count > 0 else { return }
        var batch = Array(rows[..<count])
        rows.removeFirst(count)
        spoiled.mark(&batch)
        emit(.payouts(batch))
    }
}

/// What one row of a payout states of all of it.
struct PayoutHead {
    var currency: Currency?
    var day: Day?

    var isWhole: Bool { currency != nil && day != nil }
}

/// Payouts of which a row could not be read, with that row's line: they post whole or not at all.
private struct SpoiledPayouts {
    private var lines: [String: Int] = [:]
    /// The payout of the row before.
    private var last = ""
    /// Of rows behind it that could not be read.
    private var waiting: [(payout: String, line: Int)] = []

    mutating func take(_ payout: String, line: Int) { waiting.append((payout, line)) }

    /// A row of a payout is read: what could not be read before it is its own or the last one's.
    mutating func pass(_ payout: String) {
        for spoiled in waiting {
            if spoiled.payout != last || last == payout { note(payout, spoiled.line) }
            if spoiled.payout != payout { note(last, spoiled.line) }
            note(spoiled.payout, spoiled.line)
        }
        waiting.removeAll()
        last = payout
    }

    mutating func end() {
        for spoiled in waiting {
            note(last, spoiled.line)
            note(spoiled.payout, spoiled.line)
        }
        waiting.removeAll()
    }

    private mutating func note(_ payout: String, _ line: Int) {
        if !payout.isEmpty, lines[payout] == nil { lines[payout] = line }
    }

    func mark(_ rows: inout [PayoutRow]) {
        guard !lines.isEmpty else { return }
        for index in rows.indices {
            guard let line = lines[rows[index].payout] else { continue }
            rows[index].flaws.append(Flaw(.unitSpoiled, line: line))
        }
    }
}
