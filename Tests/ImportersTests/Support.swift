internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

/// What an importer gave for a file: its drafts, or the flaw it was refused with.
struct Imported {
    var drafts: [Draft] = []
    var refusal: Flaw?

    var bank: [BankLine] {
        drafts.flatMap { draft -> [BankLine] in
            guard case .bank(let rows) = draft else { return [] }
            return lines(rows)
        }
    }
    /// Amounts in other currencies, by row of their batch: `0 USD -4407 1.1018`.
    var originals: [String] {
        drafts.flatMap { draft -> [String] in
            guard case .bank(let rows) = draft else { return [] }
            return rows.originals.map { original in
                let money = original.money
                return "\(original.row) \(money.currency) \(money.minorUnits) "
                    + (original.rate.map { decimalText($0.mantissa, exponent: $0.scale) } ?? "–")
            }
        }
    }
    var tails: [StatementTail] {
        drafts.flatMap { draft -> [StatementTail] in
            guard case .statementEnd(let value) = draft else { return [] }
            return [value]
        }
    }
    var heads: [StatementHead] {
        drafts.flatMap { draft -> [StatementHead] in
            guard case .statement(let value) = draft else { return [] }
            return [value]
        }
    }
    var documents: [DocumentDraft] {
        drafts.flatMap { draft -> [DocumentDraft] in
            guard case .documents(let value) = draft else { return [] }
            return value
        }
    }
    var payments: [PaymentDraft] {
        drafts.flatMap { draft -> [PaymentDraft] in
            guard case .payments(let value) = draft else { return [] }
            return value
        }
    }
    var payouts: [PayoutRow] {
        drafts.flatMap { draft -> [PayoutRow] in
            guard case .payouts(let value) = draft else { return [] }
            return value
        }
    }
    var vouchers: [VoucherDraft] {
        drafts.flatMap { draft -> [VoucherDraft] in
            guard case .vouchers(let value) = draft else { return [] }
            return value
        }
    }
    var openings: [VoucherDraft] {
        drafts.flatMap { draft -> [VoucherDraft] in
            guard case .opening(let value) = draft else { return [] }
            return [value]
        }
    }
    var ignored: [IgnoredRow] {
        drafts.flatMap { draft -> [IgnoredRow] in
            guard case .ignored(let value) = draft else { return [] }
            return value
        }
    }
    var spoiled: [SpoiledRow] {
        drafts.flatMap { draft -> [SpoiledRow] in
            guard case .spoiled(let value) = draft else { return [] }
            return value
        }
    }
    var rows: Int? {
        drafts.compactMap { draft -> Int? in
            guard case .end(let rows) = draft else { return nil }
            return rows
        }.last
    }
    /// Defects of all rows, by line: `3 ragged`.
    var defects: [String] {
        var flaws: [Flaw] = bank.flatMap(\.flaws)
        flaws += spoiled.flatMap(\.flaws)
        flaws += documents.flatMap(\.flaws)
        flaws += payments.flatMap(\.flaws)
        flaws += vouchers.flatMap(\.flaws)
        flaws += openings.flatMap(\.flaws)
        return flaws.map { "\($0.line) \($0.defect)" }
    }
}

/// A bank row with its texts.
struct BankLine: Equatable {
    var span: Span
    var day: String
    var valueDay: String
    var amount: Int64
    var status: EntryStatus
    var reference: String
    var payerReference: String
    var counterparty: String
    var iban: String
    var text: String
    var parts: [String]
    var flaws: [Flaw]
}

private func lines(_ rows: BankRows) -> [BankLine] {
    func day(_ number: Int32) -> String {
        number == BankRows.missingDay ? "" : Day(number: number).description
    }
    return (0..<rows.count).map { index in
        let parts = rows.details.filter { $0.row == index }.map { part in
            [part.payerReference, part.counterparty, part.iban, part.text]
                .reduce("\(part.amount)") { $0 + "/" + rows.arena.text($1) }
        }
        return BankLine(
            span: rows.spans[index], day: day(rows.days[index]),
            valueDay: day(rows.valueDays[index]), amount: rows.amounts[index],
            status: rows.status[index], reference: rows.arena.text(rows.references[index]),
            payerReference: rows.arena.text(rows.payerReferences[index]),
            counterparty: rows.arena.text(rows.counterparties[index]),
            iban: rows.arena.text(rows.ibans[index]), text: rows.arena.text(rows.texts[index]),
            parts: parts, flaws: rows.flaws.filter { $0.row == index }.map(\.flaw))
    }
}

/// Reads a file through an importer in pieces of a size.
func importing(_ bytes: [UInt8], _ layout: SourceLayout, by size: Int = 1 << 18) throws
    -> Imported
{
    try importing(bytes, with: makeImporter(layout), by: size)
}

func importing(_ bytes: [UInt8], with importer: any Importer, by size: Int) throws -> Imported {
    var imported = Imported()
    do {
        var start = 0
        repeat {
            let end = min(start + size, bytes.count)
            try Array(bytes[start..<end]).withUnsafeBufferPointer { piece in
                try importer.feed(piece, isLast: end == bytes.count) { imported.drafts.append($0) }
            }
            start = end
        } while start < bytes.count
    } catch let error as FormatError { imported.refusal = error.flaw }
    return imported
}

func importing(_ text: String, _ layout: SourceLayout, by size: Int = 1 << 18) throws -> Imported {
    try importing(Array(text.utf8), layout, by: size)
}

func layout(
    _ format: SourceFormat, _ columns: [String: String] = [:], currency: String = "EUR",
    decimal: Character? = ".", dates: String? = nil
) throws -> SourceLayout {
    var layout = SourceLayout(
        format: format, numbers: NumberFormat(decimal: decimal?.asciiValue),
        currency: try #require(Currency(currency)))
    layout.columns = columns
    layout.dates = dates
    return layout
}

/// The text of a span of a file.
func slice(_ bytes: [UInt8], _ span: Span) -> String {
    String(decoding: bytes[Int(span.offset)..<Int(span.offset) + Int(span.length)], as: UTF8.self)
}
