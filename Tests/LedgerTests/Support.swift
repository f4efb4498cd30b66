import Accounting
import Digest
import Foundation
import GRDB
import Testing

@testable import Ledger

/// A folder that goes when the test is over.
final class Folder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("monthend-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }
    var book: String { path("book.sqlite") }
}

func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

func thrown(by body: () throws -> Void) -> Failure? {
    do { try body() } catch { return error as? Failure }
    return nil
}

/// Runs SQL on a book behind our back, as nobody may.
func tamper(_ path: String, _ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF;" + sql) }
    try queue.close()
}

func faults(of path: String) throws -> [String] {
    try Book(path: path, creating: false).read { try $0.verify() }
        .faults.map { "\($0.batch) \($0.what)" }
}

extension BookSession {
    /// One entry of two postings.
    @discardableResult
    func enter(
        _ debit: String, _ credit: String, _ amount: Int64, on text: String, file: Int64 = 1,
        kind: EntryKind = .normal, original: Money? = nil
    ) throws -> Int64 {
        let day = Int64(try day(text).number)
        var columns = EntryBatch.Columns()
        columns.kinds = [kind.rawValue]
        columns.days = [day]
        columns.documentDays = [day]
        columns.files = [file]
        columns.lines = [2]
        columns.offsets = [10]
        columns.lengths = [20]
        columns.recipes = [Recipe.voucher.rawValue]
        columns.parties = [columns.arena.append("C1")]
        columns.references = [columns.arena.append("OD/1")]
        columns.texts = [columns.arena.append("Texte é")]
        columns.post(try account(debit), signed: amount, original: original)
        columns.post(try account(credit), signed: -amount)
        return try append(try EntryBatch(columns))
    }

    @discardableResult
    func file(_ path: String) throws -> Int64 {
        let id = try reserveFile()
        try append(
            FileRecord(
                id: id, digest: sha256(Array(path.utf8)), path: path, source: "bank",
                format: "camt", size: 100, outcome: .posted))
        return id
    }
}

/// A book of two batches with rows in every chained table.
func fullBook(_ path: String) throws {
    let book = try Book(path: path, creating: true)
    try book.write { session in
        try session.begin()
        let file = try session.file("inbox/a.xml")
        let entry = try session.enter("411", "707", 12_000, on: "2026-01-05", file: file)
        try session.enter("512", "411", 12_000, on: "2026-01-20", file: file)
        let control = try session.account("411")
        let start = try day("2026-01-05")
        var item = ItemRecord(
            entry: entry, account: control, party: "C1", document: "F1", kind: "invoice",
            instalment: 1, day: start, documentDay: start, due: start + 30, amount: 12_000,
            currency: "EUR", file: file, line: 2)
        let first = try session.append(item)
        item.amount = -12_000
        item.kind = "payment"
        let second = try session.append(item)
        try session.allocate(
            item: first, counter: second, day: start + 15, amount: 12_000, original: 12_000)
        let document = try session.appendDocument(
            side: .receivable, party: "C1", kind: "invoice", number: "F1", day: start,
            gross: 12_000, entry: entry, content: sha256([1]))
        try session.appendBank(of: document, iban: "FR7630006000011234567890189")
        try session.append(paymentReference: "RF18539007547034", ofEntry: entry)
        try session.append(TaxLineRecord(entry: entry, code: "FR20", base: 10_000, tax: 2000))
        try session.moveTax(document: document, waiting: 1, account: 2, base: 12_000, tax: 2000)
        let transit = try session.append(
            TransitRecord(
                entry: entry, account: control, party: "C1", number: "R1", reference: "VIR",
                day: start, amount: 12_000))
        try session.clear(transit: transit, entry: entry + 1, day: start + 1)
        try session.appendSuspense(entry: entry + 1, ordinal: 0, text: "PART OF A BATCH")
        try session.appendSuspenseParty(
            entry: entry + 1, ordinal: 0, name: "Vallier", iban: "", reference: "F1")
        try session.append(
            AnswerRecord(file: file, line: 2, question: "a1b2", decision: "606100", entry: nil))
        let payroll = try session.append(
            PayrollRecord(
                entry: entry, source: "payroll", number: "2026-01", from: start, to: start + 26,
                payDay: start + 26))
        try session.append(
            PayrollElementRecord(
                payroll: payroll, element: "gross", account: control, agency: "", amount: 500))
        _ = try session.commit(settings: [("chart.csv", [1, 2, 3])])
    }
    try book.write { session in
        try session.begin()
        let file = try session.file("inbox/b.csv")
        let start = try day("2026-02-03")
        try appendBankFacts(session, file: file, start: start)
        try session.lock(through: start, reason: "closed")
        let sales = try appendSales(session, file: file)
        let dollars = Money(585, try #require(Currency("USD")))
        let entry = try session.enter(
            "517", "707", 500, on: "2026-02-03", file: file, original: dollars)
        let euro = try #require(Currency("EUR"))
        let rate = ExchangeRate(base: euro, quote: dollars.currency, mantissa: 117, scale: 2)
        try session.append(
            ConversionRecord(
                entry: entry, rate: try #require(rate), day: start, origin: .table))
        try session.appendSaleDay(
            id: 1, source: "shop", store: "paris", day: start, file: file, sales: sales,
            entry: entry, orders: 1, total: 500)
        try appendFrontOffice(session, file: file, entry: entry)
        _ = try session.commit(settings: [("chart.csv", [1, 2, 3, 4])])
    }
}

private func appendBankFacts(_ session: BookSession, file: Int64, start: Day) throws {
    let bank = try session.account("512")
    try session.append(
        StatementRecord(
            file: file, unit: 1, account: bank, name: "S1", from: start, to: start, opening: 0,
            closing: 500, rows: 1, line: 3))
    var tally = RowTally()
    tally.count(500)
    let verdict = try session.append(
        VerdictRecord(
            file: file, unit: 0, span: Span(line: 4, offset: 5, length: 6), tally: tally,
            currency: "EUR", day: start, outcome: .held, code: "I-304", twin: 1))
    try session.append(
        CoveredRecord(
            account: bank, day: start, file: file, source: "bank", rows: 1, debits: 500,
            credits: 0, proved: true))
    try session.append(.read, file: file, month: start.month, currency: "EUR", tally)
    try session.append(.posted, file: file, month: start.month, currency: "EUR", tally)
    try session.append(
        Finding("I-304", .error, at: Place(file: "inbox/b.csv", line: 4), found: "5", ["a": "b"]),
        file: file, unit: 0, day: start, verdict: verdict)
}

private func appendFrontOffice(_ session: BookSession, file: Int64, entry: Int64) throws {
    let start = try day("2026-02-03")
    let payout = try session.append(
        PayoutRecord(
            entry: entry, source: "stripe", number: "po_1", day: start,
            currency: try #require(Currency("USD")), net: 485, file: file, line: 2))
    try session.append(
        PayoutLineRecord(
            payout: payout, number: "ch_1", kind: "sale", reference: "O1", day: start, gross: 500,
            fee: 15, net: 485, line: 2))
    let scone = try session.word(Array("SCONE".utf8))
    let move = try session.append(
        StockMoveRecord(
            entry: entry, source: "stock", document: "R1", kind: .receipt, day: start,
            minute: 540, product: scone, sold: scone, location: "paris", quantity: 12_000,
            counted: 12_000, value: 600, file: file, line: 3))
    try session.appendCost(ofMove: move, entry: entry, amount: 50)
    try session.append(
        GoodsBilledRecord(
            entry: entry, party: "S1", receipt: "R1", product: scone, quantity: 12_000))
    try session.append(
        CashCountRecord(
            entry: entry, source: "drawers",
            count: DrawerCount(
                store: "paris", till: "1", day: start, float: 500, counted: 495, banked: 300),
            file: file, line: 4))
    try session.append(
        ReceiptRange(
            source: "tills", till: "1", prefix: "A-", numbers: 7...9, digits: 4,
            days: start...start, file: file, line: 2))
}

private func appendSales(_ session: BookSession, file: Int64) throws -> ClosedRange<Int64> {
    var sales = SaleColumns()
    let first = try session.nextSale()
    sales.days = [try session.reserveSaleDay()]
    sales.files = [file]
    sales.lines = [2]
    sales.offsets = [0]
    sales.lengths = [9]
    sales.orders = [sales.arena.append("O1")]
    sales.orderLines = [sales.arena.append("1")]
    sales.categories = [try session.word(Array("food".utf8))]
    sales.taxCodes = [try session.word(Array("S20".utf8))]
    sales.quantities = [1000]
    sales.nets = [400]
    sales.taxes = [100]
    sales.grosses = [500]
    sales.discounts = [0]
    sales.products = [try session.word(Array("SCONE".utf8))]
    sales.minutes = [605]
    sales.natures = [0]
    try session.append(sales)
    return first...first
}
