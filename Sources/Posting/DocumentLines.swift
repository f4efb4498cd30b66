internal import Accounting
internal import Validation

extension Poster {
    /// Gives the lines of an e-invoice their accounts and tax codes, and what was paid before
    /// (BT-113) a part among instalments.
    ///
    /// Account: the party's, else the source's `lines.account`. Tax code: the source's
    /// `lines.tax_codes`, else the party's where it fits, else the only one of taxes.csv that
    /// fits. What stays open is told by V-140 and V-141.
    /// - Returns: lines without a tax code, by their line in the file: the key of the setting.
    func settleLines(of draft: inout DocumentDraft, side: Side, party: Party?)
        -> [Int32: String]
    {
        var untaxed: [Int32: String] = [:]
        for index in draft.lines.indices {
            let line = draft.lines[index]
            draft.lines[index].account = party?.account ?? file.source.lineAccount ?? ""
            let key = DocumentSums.Rated(line.taxCategory, line.taxRate).text
            if let code = taxCode(line, key, draft.day, side, party) {
                draft.lines[index].taxCode = code
            } else {
                untaxed[line.span.line] = key
            }
        }
        if draft.prepaid != 0, !draft.instalments.isEmpty, let day = draft.day {
            draft.instalments.insert(Instalment(due: day, amount: draft.prepaid), at: 0)
        }
        return untaxed
    }

    /// Gives the lines of another program's export their account where they state none, and what
    /// its tax texts stand for: the source's `lines.tax_codes`. A text that is no code is told by
    /// V-117.
    func readLines(of draft: inout DocumentDraft, _ party: Party?) {
        for index in draft.lines.indices {
            let line = draft.lines[index]
            if line.account.isEmpty {
                draft.lines[index].account = party?.account ?? file.source.lineAccount ?? ""
            }
            draft.lines[index].taxCode = file.source.lineTaxCodes[line.taxCode] ?? line.taxCode
        }
    }

    /// nil where none fits, or several do.
    private func taxCode(
        _ line: DocumentLine, _ key: String, _ day: Day?, _ side: Side, _ party: Party?
    ) -> String? {
        if let stated = file.source.lineTaxCodes[key] { return stated }
        let fitting = books.taxes.values.filter { tax in
            (day.map { tax.applies(on: $0) } ?? true) && fits(tax, line, side)
        }
        if let own = party?.taxCode, fitting.contains(where: { $0.code == own }) {
            return own
        }
        if fitting.count == 1 { return fitting[0].code }
        // Without tax, a client that has no code for it needs none.
        let isFree = line.tax == 0 && kind(line, side) == .exempt
        return fitting.isEmpty && isFree ? "" : nil
    }

    private func fits(_ tax: Tax, _ line: DocumentLine, _ side: Side) -> Bool {
        guard tax.kind == kind(line, side) else { return false }
        // The buyer's own rate stands on no invoice that reverses the charge.
        if tax.kind == .exempt || tax.kind == .reverse { return true }
        let rate = Exact(mantissa: Int128(tax.rate.mantissa), scale: tax.rate.scale)
        return line.taxRate.map { $0.equals(rate) } ?? false
    }

    /// Which way a VAT category runs (UNTDID 5305): a buyer owes the tax of AE and, as an
    /// acquisition inside the Union, of K (directive 2006/112/EC art. 194 and 200).
    private func kind(_ line: DocumentLine, _ side: Side) -> TaxKind {
        switch line.taxCategory {
        case "AE", "K": side == .payable ? .reverse : .exempt
        case "Z", "E", "O", "G": .exempt
        case "" where line.tax == 0: .exempt
        default: side == .payable ? .input : .output
        }
    }
}
