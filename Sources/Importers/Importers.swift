/// Rows and elements in, draft batches with places out: one file per source format.
///
/// Input: the unpacked bytes of one drop entry and how its source is declared. Output: `Draft`s
/// in file order, ending in `.end` or `.refused`. Entry: `makeImporter(_:)`.
/// Architecture invariant: an importer knows formats, never a client's books; what it cannot read
/// one way it says as a flaw and never guesses.
public import Accounting
public import Formats

/// Reads one drop entry, piece by piece.
public protocol Importer: AnyObject {
    /// - Parameter emit: receives the drafts in file order.
    /// - Throws: `FormatError` where the file cannot be read further.
    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws

    /// Hands over what was read before a refusal, so that it is counted.
    func drain(_ emit: (Draft) -> Void)
}

/// The formats a source may declare; raw values are those of pipeline.yml.
public enum SourceFormat: String, Sendable, CaseIterable {
    case camt, ofx, mt940, bai2, cfonb120, coda, norma43, qif
    case bankCSV = "bank-csv"
    case salesCSV = "sales-csv"
    case salesJSONL = "sales-jsonl"
    case ubl, cii
    /// Either syntax of EN 16931, as each file shows.
    case eInvoice = "e-invoice"
    case salesXML = "sales-xml"
    case salesFixed = "sales-fixed"
    case documentsCSV = "documents-csv"
    case paymentsCSV = "payments-csv"
    case payrollCSV = "payroll-csv"
    case datev
    case payoutCSV = "payout-csv"
    case stockCSV = "stock-csv"
    case cashCSV = "cash-csv"
    case openingCSV = "opening-csv"
    case journalCSV = "journal-csv"
    case matchesCSV = "matches-csv"
    case questionsCSV = "questions-csv"

    /// The order in which a run takes files: openings, documents, sales, the payments of
    /// both, payroll, journals, bank, then what persons have decided of it.
    public var turn: Int {
        switch self {
        case .openingCSV: 0
        case .documentsCSV, .ubl, .cii, .eInvoice: 1
        case .salesCSV, .salesJSONL, .salesXML, .salesFixed: 2
        case .paymentsCSV: 3
        case .payrollCSV, .datev: 4
        case .stockCSV, .payoutCSV, .cashCSV: 5
        case .journalCSV: 6
        case .camt, .ofx, .mt940, .bai2, .cfonb120, .coda, .norma43, .qif, .bankCSV: 7
        case .matchesCSV, .questionsCSV: 8
        }
    }
}

/// How the last record of a file of sales states its rows and their sum.
public struct TrailerLayout: Sendable, Hashable {
    /// What the record begins with.
    public var begins: String
    /// Positions of fields from 1 in a table, columns in a fixed width; nil where not stated.
    public var rows: String?
    public var total: String?

    public init(begins: String, rows: String?, total: String?) {
        self.begins = begins
        self.rows = rows
        self.total = total
    }
}

/// How a source writes its files, as declared in pipeline.yml.
public struct SourceLayout: Sendable, Hashable {
    public var format: SourceFormat
    /// Header (or, without a header, the 1-based position) of each of our fields.
    public var columns: [String: String] = [:]
    public var delimiter = UInt8(ascii: ",")
    public var quote = UInt8(ascii: "\"")
    public var hasHeader = true
    public var encoding: TextEncoding?
    public var numbers: NumberFormat
    public var dates: String?
    /// The year of dates that state none (DATEV without its header).
    public var year: Int?
    /// Values of sales fields that the file does not state.
    public var defaults: [String: String] = [:]
    /// Starts of lines that are totals or notes, not rows.
    public var ignoredStarts: [String] = []
    /// Starts of the texts of rows that are balances or totals among the rows.
    public var ignoredTexts: [String] = []
    public var currency: Currency
    /// The currency of the books, which a stated rate leads to; nil where there is no client.
    public var booksCurrency: Currency?
    public var account: String?
    /// Words of a `sign` column: money out, money in.
    public var debitSigns: Set<String> = []
    public var creditSigns: Set<String> = []
    /// True where the debit column writes money out as a negative number.
    public var negativeDebits = false
    /// True where the amount column writes money out as a positive number, as some cards do.
    public var positiveDebits = false
    /// Statuses of orders that post and that post nothing.
    public var postingStatuses: Set<String> = ["paid", "refunded"]
    public var ignoredStatuses: Set<String> = ["voided"]
    /// Amounts of sales beside a row's own line, a column each.
    public var parts: [PartColumn] = []
    /// What texts of a `kind` column stand for; where none is declared, the published words.
    public var kinds: [KindWords] = []
    /// What texts of a document's `kind` column stand for; where none is declared, our own words.
    public var documentKinds: [String: DocumentKind] = [:]
    /// How a payment service writes its transactions.
    public var payouts = PayoutLayout()
    /// What texts of a stock document's `kind` column stand for; where none is declared, our own
    /// words.
    public var stockKinds: [String: StockMoveKind] = [:]
    /// True where stock files write what leaves stock as a negative quantity.
    public var signsQuantities = false
    /// True where unit prices and what an order states include the tax.
    public var pricesIncludeTax = false
    /// When a business day ends and in which zone it is told.
    public var clock = BusinessClock()
    /// The record at the end of a file of sales that states what it holds.
    public var trailer: TrailerLayout?
    /// The path of the element that is a row (XML).
    public var rowPath = ""
    /// Characters of a record, where fixed-width records have no line ends.
    public var recordWidth: Int?

    public init(format: SourceFormat, numbers: NumberFormat, currency: Currency) {
        self.format = format
        self.numbers = numbers
        self.currency = currency
    }
}

extension SourceFormat {
    /// True for pay journals.
    public var isPayroll: Bool { self == .payrollCSV || self == .datev }

    /// True for statements and lists of a bank.
    public var isBank: Bool { turn == SourceFormat.camt.turn }
}

/// The formats a file's first bytes are those of; more than one is no answer.
///
/// - Parameter head: the first 64 KiB at most, of any encoding.
public func recognisedFormats(_ head: [UInt8]) -> [SourceFormat] {
    let recognisers: [(SourceFormat, ([UInt8]) -> Bool)] = [
        (.ofx, OFXImporter.recognises), (.mt940, MT940Importer.recognises),
        (.bai2, BAI2Importer.recognises), (.cfonb120, CFONB120Importer.recognises),
        (.coda, CODAImporter.recognises), (.norma43, Norma43Importer.recognises),
        (.qif, QIFImporter.recognises), (.datev, DATEVImporter.recognises),
        (.payrollCSV, PayrollCSVImporter.recognises), (.stockCSV, StockCSVImporter.recognises),
        (.ubl, EInvoiceImporter.recognises(.ubl)), (.cii, EInvoiceImporter.recognises(.cii)),
    ]
    return recognisers.filter { $0.1(head) }.map(\.0)
}

/// The importer of a layout.
public func makeImporter(_ layout: SourceLayout) -> any Importer {
    switch layout.format {
    case .camt: CamtImporter()
    case .bankCSV: BankCSVImporter(layout)
    case .ofx: OFXImporter(layout)
    case .mt940: MT940Importer(layout)
    case .bai2: BAI2Importer(layout)
    case .cfonb120: CFONB120Importer(layout)
    case .coda: CODAImporter(layout)
    case .norma43: Norma43Importer(layout)
    case .qif: QIFImporter(layout)
    case .salesCSV: SalesCSVImporter(layout)
    case .salesJSONL: SalesJSONLImporter(layout)
    case .ubl: EInvoiceImporter(layout, .ubl)
    case .cii: EInvoiceImporter(layout, .cii)
    case .eInvoice: EInvoiceImporter(layout, nil)
    case .salesXML: SalesXMLImporter(layout)
    case .salesFixed: SalesFixedImporter(layout)
    case .documentsCSV: DocumentsCSVImporter(layout)
    case .paymentsCSV: PaymentsCSVImporter(layout)
    case .payrollCSV: PayrollCSVImporter(layout)
    case .datev: DATEVImporter(layout)
    case .payoutCSV: PayoutCSVImporter(layout)
    case .stockCSV: StockCSVImporter(layout)
    case .cashCSV: CashCSVImporter(layout)
    case .openingCSV: JournalCSVImporter(layout, isOpening: true)
    case .journalCSV: JournalCSVImporter(layout, isOpening: false)
    case .matchesCSV, .questionsCSV: DecisionsCSVImporter(layout)
    }
}
