internal import Accounting
internal import Ledger
internal import Validation

/// What a payment service holds for the business, where it is an account like a bank's.
extension Poster {
    /// Enters an exchange of one currency of a balance for another: each at its own worth; what
    /// lies between the two is exchange gained or lost.
    func enterConversion(_ posting: PayoutEntry) throws {
        let (rows, day) = (posting.unit.rows, file.facts.postingDay(posting.day))
        let values = worths(rows, on: day)
        var columns = EntryBatch.Columns()
        columns.begin(
            .payout, day: day, documentDay: posting.day, file: file.id, span: rows[0].span,
            party: "", reference: posting.unit.number, text: posting.service.name)
        for (row, value) in zip(rows, values) {
            let own = currency(of: row)
            columns.post(
                try session.account(posting.service.balances[row.currency] ?? ""),
                signed: value.amount,
                original: own == books.currency ? nil : Money(row.net, own))
        }
        try postExchange(values.reduce(0) { $0 + $1.amount }, &columns)
        let entry = try session.append(try EntryBatch(columns))
        for value in values { try append(value.conversion, entry: entry) }
        for row in rows {
            try record([row], number: "", net: row.net, day: posting.day, entry: entry)
        }
    }

    /// What the sides of a conversion are worth: at the table's rate of the day; where it has
    /// none and one side is in the books' currency, what that side says.
    private func worths(_ rows: [PayoutRow], on day: Day)
        -> [(amount: Int64, conversion: Conversion?)]
    {
        let stated = rows.first { currency(of: $0) == books.currency }?.net
        return rows.map { row in
            var exchange = Exchange(own: currency(of: row), books)
            if let value = exchange.value(row.net, at: nil, on: day) {
                return (value.amount, value.conversion)
            }
            return (0 - (stated ?? 0), nil)
        }
    }

    /// Holds the running balances of a file together, and keeps them as statements of the
    /// accounts they are of: the books tie to their closing.
    func endBalances(_ service: PaymentService) throws {
        guard service.hasBalance, file.judgesAll else { return }
        var unit: Int64 = 0
        for (code, run) in file.payouts.balances.sorted(by: { $0.key < $1.key }) {
            guard let currency = Currency(code), let account = service.balances[code] else {
                continue
            }
            if let fault = run.fault {
                let exponent = currency.exponent
                let finding = ServiceBalance.finding(
                    at: Place(file: file.path, line: fault.line),
                    found: decimalText(fault.found, exponent: exponent),
                    [
                        "currency": code,
                        "expected": decimalText(fault.expected, exponent: exponent),
                        "difference": decimalText(
                            fault.found &- fault.expected, exponent: exponent),
                    ])
                for finding in file.judge.ruling(ServiceBalance.self, finding).findings {
                    file.log.add(finding, unit: 0, day: run.days?.upperBound, verdict: nil)
                }
            }
            guard let ends = run.ends, let days = run.days else { continue }
            unit += 1
            try session.append(
                StatementRecord(
                    file: file.id, unit: unit, account: try session.account(account),
                    name: service.name, from: days.lowerBound, to: days.upperBound,
                    opening: ends.opening, closing: ends.closing, rows: run.rows, line: run.line))
        }
    }
}
