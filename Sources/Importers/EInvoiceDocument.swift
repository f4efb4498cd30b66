internal import Accounting

/// The one way from the terms of EN 16931 to a document, whatever the syntax.
///
/// Figures are computed from lines, allowances and charges; what the file declares stands in
/// `declared` and is compared by the rules. One exception: the tax of a rate (BT-117) that is no
/// more than one unit of its currency from base × rate is the document's, as BR-CO-17 allows and
/// as the seller claims it; the rule A-219 tells how far it is off.
extension EInvoice {
    func document(_ fallback: Currency) -> DocumentDraft {
        var draft = DocumentDraft()
        draft.kind = kind
        draft.number = number
        draft.day = issued
        draft.currency = currency
        draft.span = span
        draft.appliesTo = preceding
        (draft.seller, draft.buyer) = (seller, buyer)
        draft.iban = payeeAccounts.first ?? ""
        draft.otherIBANs = Array(payeeAccounts.dropFirst())
        draft.paymentReference = remittance
        draft.declared = declared
        draft.rate = rate
        draft.flaws = flaws
        let known = Currency(currency)
        if number.isEmpty { draft.flaws.append(missing("BT-1")) }
        if issued == nil, !flaws.contains(where: { $0.arguments["field"] == "BT-2" }) {
            draft.flaws.append(missing("BT-2"))
        }
        if !currency.isEmpty, known == nil {
            draft.flaws.append(Flaw(.currencyUnknown, line: line, found: currency))
        }
        let exponent = (known ?? fallback).exponent
        draft.lines = lines(exponent, &draft.flaws)
        draft.listedLines = entries.count { $0.kind == .item }
        if draft.lines.isEmpty { draft.flaws.append(missing("BG-25")) }
        draft.prepaid = units(declared.prepaid, exponent, &draft.flaws)
        draft.rounding = units(declared.rounding, exponent, &draft.flaws)
        // Terms without an amount are periods of discount; the last is when all is due.
        draft.due = dues.max()
        if terms.count > 1 {
            draft.instalments = terms.map {
                Instalment(due: $0.due, amount: units($0.amount, exponent, &draft.flaws))
            }
        } else if let only = terms.first, draft.due == nil {
            draft.due = only.due
        }
        return draft
    }

    private var line: Int { Int(span.line) }

    private func missing(_ term: String) -> Flaw {
        Flaw(.fieldMissing, line: line, ["field": term])
    }

    private func units(_ amount: Exact?, _ exponent: Int, _ flaws: inout [Flaw]) -> Int64 {
        guard let amount else { return 0 }
        if let units = amount.minorUnits(exponent: exponent) { return units }
        flaws.append(
            Flaw(amount.unitsDefect(exponent: exponent), line: line, found: amount.text))
        return 0
    }

    /// A VAT category and rate: what BG-23 breaks the tax down by.
    private struct Rated: Hashable {
        var category: String
        var rate: Exact

        init(_ category: String, _ rate: Exact?) {
            self.category = category
            self.rate = (rate ?? .zero).shortened
        }
    }

    /// Lines with net, tax and gross in minor units.
    ///
    /// Net: the running sum rounded, so that lines of more decimals than the currency foot to the
    /// rounded total. Tax: that of a category and rate, apportioned to its lines.
    private func lines(_ exponent: Int, _ flaws: inout [Flaw]) -> [DocumentLine] {
        let counted = countedEntries(&flaws)
        // What is taken off the whole document is taken off the goods that all its lines are for.
        let named = Set(counted.filter { $0.kind == .item }.map(\.receipts))
        let shared = named.count == 1 ? named.first ?? [] : []
        var lines: [DocumentLine] = []
        var (sum, given): (Exact, Int64) = (.zero, 0)
        for entry in counted {
            let amount = entry.amount ?? .zero
            sum.add(amount)
            guard let due = sum.roundedUnits(exponent: exponent) else {
                flaws.append(
                    Flaw(.amountTooLarge, line: Int(entry.span.line), found: amount.text))
                return lines
            }
            var line = DocumentLine(
                span: entry.span, account: "", text: entry.text, taxCode: "", net: due - given,
                tax: 0, gross: due - given)
            line.kind = entry.kind
            line.taxCategory = entry.category
            line.taxRate = entry.rate?.shortened
            line.stated = amount
            line.receipts = [entry.receipts, receipts, shared].first { !$0.isEmpty } ?? []
            (line.item, line.unit) = (entry.item, entry.unit)
            line.quantity = entry.quantity?.minorUnits(exponent: 3)
            lines.append(line)
            given = due
        }
        spreadTax(over: &lines, exponent)
        return lines
    }

    /// What the net amount is the sum of, each with its category and rate.
    private func countedEntries(_ flaws: inout [Flaw]) -> [Entry] {
        // UBL lists allowances and charges before the lines they are on.
        var counted = entries.filter { $0.counts && $0.kind == .item }
        counted += entries.filter { $0.counts && $0.kind != .item }
        for entry in counted where !entry.hasAmount && !entry.text.isEmpty {
            flaws.append(
                Flaw(.fieldMissing, line: Int(entry.span.line), ["field": "BT-131"]))
        }
        if entries.isEmpty { counted = summaries }
        // UBL outside of EN 16931 may leave a line without a category: one alone is meant.
        let declared = Set(declared.taxes.map { Rated($0.category, $0.rate) })
        if declared.count == 1, let only = declared.first {
            for index in counted.indices where counted[index].category.isEmpty {
                (counted[index].category, counted[index].rate) = (only.category, only.rate)
            }
        }
        return counted
    }

    /// A document without lines: its bases by rate (BG-23), else its net amount (BT-109).
    private var summaries: [Entry] {
        let bases: [Entry] = declared.taxes.compactMap { tax in
            guard let base = tax.base else { return nil }
            var entry = Entry(kind: .summary, span: span, amount: base, hasAmount: true)
            (entry.category, entry.rate) = (tax.category, tax.rate)
            return entry
        }
        guard bases.isEmpty, let net = declared.net else { return bases }
        return [Entry(kind: .summary, span: span, amount: net, hasAmount: true)]
    }

    private func spreadTax(over lines: inout [DocumentLine], _ exponent: Int) {
        var groups: [Rated: [Int]] = [:]
        for (index, line) in lines.enumerated() {
            groups[Rated(line.taxCategory, line.taxRate), default: []].append(index)
        }
        let stated = Dictionary(grouping: declared.taxes) { Rated($0.category, $0.rate) }
        // A group's lines are its own: the order of the groups changes nothing.
        for (key, members) in groups {
            var base = Exact.zero
            for index in members { base.add(lines[index].stated ?? .zero) }
            let tax = tax(key, base, stated[key] ?? [], isOnly: groups.count == 1, exponent)
            let parts = apportion(tax, by: members.map { lines[$0].net })
            for (index, part) in zip(members, parts) {
                lines[index].tax = part
                lines[index].gross = lines[index].net + part
            }
        }
    }

    /// The tax of one category and rate in minor units.
    private func tax(
        _ key: Rated, _ base: Exact, _ taxes: [DeclaredTax], isOnly: Bool, _ exponent: Int
    ) -> Int64 {
        // Factur-X MINIMUM states the sum of taxes alone.
        if key.category.isEmpty, isOnly, entries.isEmpty {
            return declared.tax?.roundedUnits(exponent: exponent) ?? 0
        }
        let computed = base.tax(percent: key.rate, exponent: exponent) ?? 0
        var stated = Exact.zero
        for tax in taxes { stated.add(tax.tax ?? .zero) }
        guard taxes.contains(where: { $0.tax != nil }),
            let units = stated.minorUnits(exponent: exponent),
            (units - computed).magnitude <= EInvoice.unit(exponent)
        else { return computed }
        return units
    }

    /// One unit of a currency in its minor units.
    private static func unit(_ exponent: Int) -> UInt64 {
        (0..<exponent).reduce(1) { unit, _ in unit * 10 }
    }
}
