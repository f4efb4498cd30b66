internal import Accounting
internal import Formats

/// Reads a row of a payment service's table as the source declares it.
struct PayoutReader {
    enum Fate {
        case posts
        case ignored(IgnoredReason)
    }

    let layout: SourceLayout
    /// The fields by their names, then the columns of `amounts` by their headers.
    let tableFields: [String]
    /// Fields that no column fills: a table of another's making means its own by our names.
    let undeclared: Set<String>
    private let reader: DateReader
    let amounts: PayoutAmounts
    private let payoutClock: BusinessClock

    init(_ layout: SourceLayout) {
        self.layout = layout
        let lacking =
            layout.columns.isEmpty ? [] : Set(PayoutField.names).subtracting(layout.columns.keys)
        undeclared = lacking.intersection(["date", "kind"]).union([""])
        // One that must be there is asked for by its name.
        let names = PayoutField.names.map {
            lacking.contains($0) && $0 != "date" && $0 != "kind" ? "" : $0
        }
        tableFields =
            names
            + layout.payouts.amounts.flatMap { amount in
                [amount.column] + (amount.nameColumn.map { [$0] } ?? [])
            }
        reader = layout.dates.flatMap { DateReader(pattern: $0) } ?? DateReader()
        amounts = PayoutAmounts(layout)
        var clock = layout.clock
        // A payout leaves on a day of the calendar.
        clock.endsAt = 0
        payoutClock = clock
    }

    /// Fields whose columns a table must have.
    var required: [String] {
        let kind = layout.payouts.kinds.contains { $0.has("", 0) } || optional.contains("kind")
        return (optional.contains("date") ? [] : ["date"]) + (kind ? [] : ["kind"])
            + tableFields[PayoutField.allCases.count...]
    }

    var optional: Set<String> { Set(PayoutField.names.filter(layout.isOptional)) }

    /// What becomes of a row by its status; every row posts where there is none.
    func fate(of row: TableRow, _ flaws: inout [Flaw]) -> Fate {
        let field = PayoutField.status.rawValue
        guard row.has(field) else { return .posts }
        let status = row.string(field, &flaws)
        if layout.payouts.pendingStatuses.contains(status) { return .ignored(.pending) }
        if layout.ignoredStatuses.contains(status) { return .ignored(.voided) }
        if !layout.postingStatuses.contains(status) {
            flaws.append(row.flaw(.transactionStatus, field, row.bytes(field)))
        }
        return .posts
    }

    /// Reads all but the payout and the status.
    ///
    /// - Parameter head: what an earlier row of its payout has stated.
    /// - Returns: the same with what this row states.
    func read(_ row: TableRow, into payout: inout PayoutRow, _ head: PayoutHead?) -> PayoutHead {
        var flaws = payout.flaws
        func text(_ field: PayoutField) -> String { row.string(field.rawValue, &flaws) }
        payout.number = text(.number)
        payout.related = text(.related)
        payout.party = text(.party)
        payout.reference = PayoutField.references.lazy.map(text).first { !$0.isEmpty } ?? ""
        payout.text = joined(PayoutField.texts, row, " ", &flaws)
        payout.kindText = joined(PayoutField.kinds, row, "/", &flaws)
        var stated = head ?? PayoutHead()
        let currency = currency(row, &stated, &flaws)
        payout.currency = currency.code
        let field = PayoutField.payout_date.rawValue
        if let day = row.day(field, reader, required: false, &flaws) {
            let stamp = row.bytes(field)
            stated.day =
                stated.day
                ?? payoutClock.day(day, stamp: stamp, time: Bytes(start: nil, count: 0))
        }
        payout.payoutDay = stated.day
        let isTotal = amounts.read(row, currency, &payout, &flaws)
        payout.day = isTotal ? payout.payoutDay : day(row, &flaws)
        if isTotal {
            payout.kind = .payout
        } else if let kind = amounts.kind(of: payout) {
            payout.kind = kind
        } else {
            flaws.append(unknownKind(payout.kindText, row))
        }
        payout.flaws = flaws
        return stated
    }

    private func day(_ row: TableRow, _ flaws: inout [Flaw]) -> Day? {
        let dates = [PayoutField.date.rawValue, PayoutField.date_2.rawValue]
        let field = dates.first { !row.bytes($0).isEmpty } ?? dates[0]
        guard let day = row.day(field, reader, required: true, &flaws) else { return nil }
        let (stamp, time) = (row.bytes(field), row.bytes(PayoutField.time.rawValue))
        let business = layout.clock.day(day, stamp: stamp, time: time)
        if business == nil {
            flaws.append(Flaw(.fieldMissing, line: row.line, ["field": "time"]))
        }
        return business
    }

    /// The row's currency in capitals, else its payout's, else the source's.
    private func currency(
        _ row: TableRow, _ head: inout PayoutHead, _ flaws: inout [Flaw]
    ) -> Currency {
        let field = PayoutField.currency.rawValue
        let raw = row.bytes(field).withoutBlanks
        if raw.isEmpty { return head.currency ?? layout.currency }
        let capitals = raw.map { $0 >= 97 && $0 <= 122 ? $0 - 32 : $0 }
        guard let currency = Currency(bytes: capitals) else {
            var flaw = row.flaw(.currencyUnknown, field, raw)
            flaw.arguments["expected"] = layout.currency.code
            flaws.append(flaw)
            return layout.currency
        }
        if head.currency == nil { head.currency = currency }
        return currency
    }

    /// A kind that the source's words do not name.
    func unknownKind(_ text: String, _ row: TableRow, setting: String = "kinds") -> Flaw {
        Flaw(
            .transactionKind, line: row.line, column: row.column(PayoutField.kind.rawValue),
            found: text, ["setting": setting])
    }

    private func joined(
        _ fields: [PayoutField], _ row: TableRow, _ mark: String, _ flaws: inout [Flaw]
    ) -> String {
        fields.filter { row.has($0.rawValue) }.map { row.string($0.rawValue, &flaws) }
            .filter { !$0.isEmpty }.joined(separator: mark)
    }
}
