internal import Accounting

/// Finds the bank's references that stand on several rows of a statement: they identify none.
///
/// Such a reference is taken off all rows that are still at hand (those of the batch) and off
/// every later one. One of zeros and blanks is none. Past `most` references no row of the
/// statement keeps one: it is then told apart by its day, amount and text.
struct StatementReferences {
    private static let most = 1 << 18

    private var numbers = TextNumbers()
    /// Batch and row of the first row of each reference.
    private var rows: [(batch: Int, row: Int)] = []
    private var batch = 0

    /// The rows were handed over: they are no longer at hand.
    mutating func endBatch() { batch += 1 }

    /// Notes the reference of the row that `rows` ends with.
    mutating func check(_ bankRows: inout BankRows) {
        guard let reference = bankRows.references.last, reference.count > 0 else { return }
        let last = bankRows.references.count - 1
        let isNamed = bankRows.arena[reference].contains { $0 != 48 && $0 != 32 }
        guard isNamed, rows.count < StatementReferences.most else {
            bankRows.references[last] = .empty
            return
        }
        let number = numbers.number(bankRows.arena[reference])
        if number == rows.count { return rows.append((batch, last)) }
        bankRows.references[last] = .empty
        let first = rows[number]
        if first.batch == batch { bankRows.references[first.row] = .empty }
    }
}
