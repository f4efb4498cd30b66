public import Accounting

/// How a payment service writes its files, beside what any table says.
public struct PayoutLayout: Sendable, Hashable {
    /// What texts of the `kind` columns stand for; where none is declared, the published words.
    public var kinds: [PayoutWords] = []
    /// Amounts of files that state one a row (a marketplace's settlement), a column each.
    public var amounts: [PayoutAmount] = []
    /// Fields whose columns files may lack.
    public var optional: Set<String> = []
    /// Statuses of rows that the service has not settled: shown, not posted.
    public var pendingStatuses: Set<String> = ["pending"]
    /// True where the file writes a fee that the service keeps as a negative number.
    public var negativeFees = false
    /// True where amounts are whole minor units of their currency, as programming interfaces
    /// state them (`1999` for 19.99).
    public var minorUnits = false
    /// What texts of transactions are to the order they are of, where the file's sales and refunds
    /// are the client's only record of them.
    public var saleKinds: [KindWords] = []
    /// True where they post as sales.
    public var givesSales = false

    public init() {}

    /// What `columns` may name.
    public static let fields = PayoutField.names.filter { $0.last.map { !$0.isNumber } ?? false }
}

/// Texts of `kind` columns that stand for a kind of transaction.
///
/// A text that ends in `*` takes any end, one that begins with it any beginning; `+` or `-` before
/// it takes only rows that credit or debit the business: `-risk_reserved_funds` is kept back,
/// `+risk_reserved_funds` is let go. Of several that fit, the first.
public struct PayoutWords: Sendable, Hashable {
    public var kind: PayoutKind
    public var texts: [String]

    public init(kind: PayoutKind, texts: [String]) {
        self.kind = kind
        self.texts = texts
    }

    /// - Parameter amount: of the row, in minor units; 0 is on neither side.
    func has(_ text: String, _ amount: Int64) -> Bool {
        texts.contains { pattern in
            var pattern = Substring(pattern)
            if let sign = pattern.first, sign == "+" || sign == "-" {
                guard amount == 0 || (amount > 0) == (sign == "+") else { return false }
                pattern.removeFirst()
            }
            if pattern.hasSuffix("*") {
                return text.utf8.starts(with: pattern.utf8.dropLast())
            }
            guard pattern.first == "*" else { return pattern == text }
            return text.utf8.reversed().starts(with: pattern.utf8.dropFirst().reversed())
        }
    }
}

/// A column of amounts, one of which each row fills.
///
/// `{column: price-amount, label: ItemPrice, name_column: price-type}`: a row of kind `Order` that
/// fills it with the name `Principal` is told apart as `Order/ItemPrice/Principal`.
public struct PayoutAmount: Sendable, Hashable {
    public var column: String
    public var label: String
    /// Where the row itself names the amount.
    public var nameColumn: String?

    public init(column: String, label: String, nameColumn: String? = nil) {
        self.column = column
        self.label = label
        self.nameColumn = nameColumn
    }
}

/// What a table of transactions may have a column of.
///
/// `kind` of up to four columns is joined by `/`, `text` by blanks; of up to four columns of
/// `fee` the sum counts, of `reference` and of two of `date` the first that is filled.
enum PayoutField: Int, CaseIterable {
    case number, kind, kind_2, kind_3, kind_4, reference, reference_2, reference_3, reference_4
    case related, date, date_2, time, currency
    case gross, gross_debit, gross_credit, gross_currency
    case fee, fee_2, fee_3, fee_4, fee_tax, net, net_debit, net_credit, balance
    case payout, payout_date, total, party, text, text_2, text_3, text_4, status
    case store, product, quantity

    static let names = allCases.map { "\($0)" }
    static let kinds: [PayoutField] = [.kind, .kind_2, .kind_3, .kind_4]
    static let references: [PayoutField] = [.reference, .reference_2, .reference_3, .reference_4]
    static let fees: [PayoutField] = [.fee, .fee_2, .fee_3, .fee_4]
    static let texts: [PayoutField] = [.text, .text_2, .text_3, .text_4]
}

extension SourceLayout {
    /// Fields that may be spread over four columns: `kind`, `kind_2` …
    public static func spreads(_ field: String, _ format: SourceFormat) -> Bool {
        field == "text"
            || format == .payoutCSV && ["kind", "reference", "fee", "date"].contains(field)
    }

    /// True where files may lack the column of a field, or of a part of it.
    func isOptional(_ field: String) -> Bool {
        let parts = field.split(separator: "_")
        let whole = parts.last.flatMap { Int($0) } == nil ? field : String(field.dropLast(2))
        return payouts.optional.contains(whole)
    }
}
