internal import Accounting
internal import Formats

/// Reads what a transaction comes to: gross, fee, the tax within it, and net.
///
/// Of gross and net the one that is not stated follows from the other and the fee; where both are
/// they must agree. A gross amount in another currency than the net one's is not looked at.
struct PayoutAmounts {
    let reader: AmountReader
    private let payouts: PayoutLayout

    init(_ layout: SourceLayout) {
        payouts = layout.payouts
        reader = AmountReader(layout.numbers)
    }

    /// - Returns: true where the row states its payout's total alone.
    func read(
        _ row: TableRow, _ currency: Currency, _ payout: inout PayoutRow, _ flaws: inout [Flaw]
    ) -> Bool {
        let cells = PayoutCells(
            row: row, reader: reader, exponent: payouts.minorUnits ? 0 : currency.exponent)
        let before = flaws.count
        let total = cells.amount(.total, &flaws)
        payout.balance = cells.amount(.balance, &flaws)
        if !payouts.amounts.isEmpty {
            guard readOne(cells, &payout, &flaws) else {
                return take(total, cells, before, &payout, &flaws)
            }
            return false
        }
        let fees = PayoutField.fees.compactMap { cells.amount($0, &flaws) }
        let sign: Int64 = payouts.negativeFees ? -1 : 1
        payout.fee = sign * fees.reduce(0, &+)
        payout.feeTax = sign * (cells.amount(.fee_tax, &flaws) ?? 0)
        let gross = gross(cells, currency, &flaws)
        let net = cells.either(.net, .net_debit, .net_credit, &flaws)
        if gross == nil, net == nil, fees.isEmpty {
            return take(total, cells, before, &payout, &flaws)
        }
        payout.gross = gross ?? (net.map { $0 + payout.fee } ?? 0)
        payout.net = net ?? payout.gross - payout.fee
        if flaws.count == before, payout.net != payout.gross - payout.fee {
            flaws.append(differing(cells, currency, payout))
        }
        return false
    }

    /// The kind of a row that is no total; nil for one that the source does not name.
    func kind(of payout: PayoutRow) -> PayoutKind? {
        kind(payout.kindText, payout.gross == 0 ? payout.net : payout.gross)
    }

    private func kind(_ text: String, _ amount: Int64) -> PayoutKind? {
        payouts.kinds.isEmpty
            ? PayoutKind(rawValue: text) : payouts.kinds.first { $0.has(text, amount) }?.kind
    }

    /// The total that a row without amounts states of its payout: what leaves the service.
    private func take(
        _ total: Int64?, _ cells: PayoutCells, _ before: Int, _ payout: inout PayoutRow,
        _ flaws: inout [Flaw]
    ) -> Bool {
        guard let total else {
            if flaws.count == before { flaws.append(cells.missing) }
            return false
        }
        payout.gross = -total
        payout.net = -total
        return true
    }

    private func gross(
        _ cells: PayoutCells, _ currency: Currency, _ flaws: inout [Flaw]
    ) -> Int64? {
        let field = PayoutField.gross_currency.rawValue
        if cells.row.has(field) {
            let code = cells.row.string(field, &flaws).uppercased()
            if !code.isEmpty, code != currency.code { return nil }
        }
        return cells.either(.gross, .gross_debit, .gross_credit, &flaws)
    }

    private func differing(
        _ cells: PayoutCells, _ currency: Currency, _ payout: PayoutRow
    ) -> Flaw {
        let field = PayoutField.net.rawValue
        let exponent = currency.exponent
        return Flaw(
            .transactionNet, line: cells.row.line, column: cells.row.column(field),
            found: decimalText(payout.net, exponent: exponent),
            [
                "expected": decimalText(payout.gross - payout.fee, exponent: exponent),
                "gross": decimalText(payout.gross, exponent: exponent),
                "fee": decimalText(payout.fee, exponent: exponent),
            ])
    }

    /// Reads a row that fills one of the declared amounts, or several of one kind and their fees.
    ///
    /// - Returns: false where it fills none.
    private func readOne(
        _ cells: PayoutCells, _ payout: inout PayoutRow, _ flaws: inout [Flaw]
    ) -> Bool {
        let whole = payout.kindText
        var found: [(text: String, kind: PayoutKind?, amount: Int64)] = []
        var position = PayoutField.allCases.count
        for declared in payouts.amounts {
            let amount = cells.amount(at: position, &flaws)
            position += 1
            var name = ""
            if declared.nameColumn != nil {
                name = cells.row.string(position, &flaws)
                position += 1
            }
            guard let amount else { continue }
            let text = [whole, declared.label, name].filter { !$0.isEmpty }.joined(separator: "/")
            found.append((text, kind(text, amount), amount))
        }
        guard let main = found.first(where: { $0.kind != .fee }) ?? found.first else {
            return false
        }
        payout.kindText = main.text
        for part in found {
            if part.kind == main.kind {
                payout.gross += part.amount
            } else if part.kind == .fee {
                payout.fee -= part.amount
            } else {
                payout.kindText = part.text
                payout.gross += part.amount
                flaws.append(cells.mixed(part.text, main.text))
            }
        }
        payout.net = payout.gross - payout.fee
        return true
    }
}

/// The amounts of a row by their fields, in minor units.
struct PayoutCells {
    let row: TableRow
    let reader: AmountReader
    let exponent: Int

    func amount(_ field: PayoutField, _ flaws: inout [Flaw]) -> Int64? {
        amount(at: field.rawValue, &flaws)
    }

    func amount(at position: Int, _ flaws: inout [Flaw]) -> Int64? {
        row.amount(position, reader, exponent: exponent, &flaws)
    }

    /// A signed amount, or what a column of credits states less that of debits.
    func either(
        _ signed: PayoutField, _ debit: PayoutField, _ credit: PayoutField, _ flaws: inout [Flaw]
    ) -> Int64? {
        if row.has(signed.rawValue) { return amount(signed, &flaws) }
        let sides = [debit, credit].map { field -> Int64? in
            let amount = amount(field, &flaws)
            guard let amount, amount < 0 else { return amount }
            flaws.append(row.flaw(.amountAmbiguous, field.rawValue, row.bytes(field.rawValue)))
            return nil
        }
        guard sides.contains(where: { $0 != nil }) else { return nil }
        return (sides[1] ?? 0) - (sides[0] ?? 0)
    }

    /// The flaw of a row without amounts.
    var missing: Flaw {
        let stated = [PayoutField.net, .gross, .net_credit, .gross_credit].first {
            row.has($0.rawValue)
        }
        return Flaw(
            .fieldMissing, line: row.line, column: row.column((stated ?? .net).rawValue),
            ["field": "\(stated ?? .net)"])
    }

    /// The flaw of a row whose amounts are of two kinds.
    func mixed(_ text: String, _ other: String) -> Flaw {
        Flaw(
            .transactionKind, line: row.line, column: row.column(PayoutField.kind.rawValue),
            found: "\(other) + \(text)", ["setting": "kinds"])
    }
}
