internal import Accounting
internal import Formats

/// Makes e-invoices of what the reader tells.
final class EInvoiceReader: XMLHandler {
    /// The documents read since they were last taken.
    private(set) var drafts: [DocumentDraft] = []
    private(set) var documents = 0
    private var invoice: EInvoice?
    /// Of the document being read; apart from it, so that reading a value touches no other.
    private var flaws: [Flaw] = []
    private var entry: EInvoice.Entry?
    private var tax: DeclaredTax?
    private var isSeller = true
    private var registration = (id: "", scheme: "")
    private var term: (due: Day?, amount: Exact?) = (nil, nil)
    private var exchange = EInvoiceExchange()
    /// `currencyID` of the amount being told; empty for none.
    private var amountCurrency = ""
    private let fallback: Currency

    /// The most lines of one document: they stand in memory until it ends.
    private static let lineLimit = 100_000

    /// - Parameter fallback: whose decimals stand in where a document names no currency.
    init(_ fallback: Currency) { self.fallback = fallback }

    func takeDrafts() -> [DocumentDraft] {
        defer { drafts = [] }
        return drafts
    }

    func begin(_ field: Int, _ attributes: XMLAttributes, _ reader: XMLReader) throws {
        guard let field = EInvoiceField(rawValue: field) else { return }
        let span = Span(line: Int32(clamping: reader.line), offset: reader.tagOffset, length: 0)
        switch field {
        case .invoice, .creditNote:
            guard EInvoiceSyntax.owns(reader.elementNamespace) else { return }
            invoice = EInvoice(span: span)
            invoice?.isCreditNote = field == .creditNote
        case .seller: isSeller = true
        case .buyer: isSeller = false
        case .registration: registration = ("", "")
        case .registrationID: registration.scheme = attributes.value("schemeID") ?? ""
        case .terms: term = (nil, nil)
        case .line: entry = EInvoice.Entry(span: span)
        case .lineQuantity: entry?.unit = attributes.value("unitCode") ?? ""
        case .allowance: entry = EInvoice.Entry(kind: .allowance, span: span)
        case .logisticsCharge: entry = EInvoice.Entry(kind: .charge, span: span)
        case .tax:
            tax = DeclaredTax(category: "", rate: nil, base: nil, tax: nil, line: reader.line)
        case .exchange: exchange = EInvoiceExchange()
        case .totalLines, .totalAllowances, .totalCharges, .totalNet, .totalTax, .totalGross,
            .prepaid, .rounding, .payable, .taxAmount:
            amountCurrency = attributes.value("currencyID") ?? ""
        default: break
        }
    }

    func end(_ field: Int, text: Bytes, _ reader: XMLReader) throws {
        guard invoice != nil, let field = EInvoiceField(rawValue: field) else { return }
        switch field {
        case .invoice, .creditNote: endDocument(reader)
        case .number: invoice?.number = text.value
        case .type: invoice?.type = text.value
        case .currency: invoice?.currency = text.value
        case .issued: invoice?.issued = day(text, "BT-2", reader)
        case .due: if let due = day(text, "BT-9", reader) { invoice?.dues.append(due) }
        case .preceding: if invoice?.preceding == "" { invoice?.preceding = text.value }
        case .goods: if !text.value.isEmpty { invoice?.receipts.append(text.value) }
        case .payeeAccount: invoice?.payeeAccounts.append(IBAN.normalized(text.value))
        case .remittance: if invoice?.remittance == "" { invoice?.remittance = text.value }
        case .legalName, .tradingName, .partyID, .legalID, .endpoint, .country, .registration,
            .registrationID, .registrationScheme:
            endInParty(field, text)
        case .terms, .termsDue, .termsAmount: endInTerms(field, text, reader)
        case .line, .lineStatus, .lineName, .lineNet, .lineCategory, .lineRate, .lineGoods,
            .lineItem, .lineQuantity, .allowance, .logisticsCharge, .isCharge, .allowanceReason,
            .allowanceAmount, .allowanceCategory,
            .allowanceRate:
            try endInEntry(field, text, reader)
        case .tax, .taxBase, .taxAmount, .taxCategory, .taxRate: endInTax(field, text, reader)
        case .exchange: invoice?.rate = exchange.rate ?? invoice?.rate
        case .exchangeSource, .exchangeTarget, .exchangeRate, .exchangeOperator:
            exchange.take(field, text)
        case .seller, .buyer: break
        default: endInTotals(field, text, reader)
        }
    }
}

extension EInvoiceReader {
    private func endInParty(_ field: EInvoiceField, _ text: Bytes) {
        let side = isSeller ? \EInvoice.seller : \EInvoice.buyer
        guard var party = invoice?[keyPath: side] else { return }
        let value = text.value
        switch field {
        case .legalName: party.name = value
        case .tradingName: if party.name.isEmpty { party.name = value }
        case .partyID, .legalID, .endpoint: if !value.isEmpty { party.legalIDs.append(value) }
        case .country: party.country = value
        case .registrationID: registration.id = value
        case .registrationScheme: registration.scheme = value
        case .registration where !registration.id.isEmpty:
            // CII names the scheme VA (UNTDID 1153), UBL VAT; the other is the national number.
            if ["VA", "VAT", ""].contains(registration.scheme), party.vatNumber.isEmpty {
                party.vatNumber = registration.id
            } else {
                party.legalIDs.append(registration.id)
            }
        default: break
        }
        invoice?[keyPath: side] = party
    }

    private func endInTerms(_ field: EInvoiceField, _ text: Bytes, _ reader: XMLReader) {
        switch field {
        case .termsDue: term.due = day(text, "BT-9", reader)
        case .termsAmount: term.amount = amount(text, reader)
        default:
            guard let due = term.due else { return }
            if let amount = term.amount {
                invoice?.terms.append((due, amount))
            } else {
                invoice?.dues.append(due)
            }
        }
    }

    private func endInEntry(
        _ field: EInvoiceField, _ text: Bytes, _ reader: XMLReader
    ) throws {
        switch field {
        case .lineStatus: entry?.counts = !["GROUP", "INFORMATION"].contains(text.value)
        case .lineName, .allowanceReason: entry?.text = text.value
        case .lineGoods: if !text.value.isEmpty { entry?.receipts.append(text.value) }
        case .lineItem: if entry?.item == "" { entry?.item = text.value }
        case .lineQuantity:
            // Posting needs no quantity: one that cannot be read leaves goods billed in part.
            entry?.quantity = Array(text.value.utf8).withUnsafeBufferPointer { $0.amount }
        case .lineCategory, .allowanceCategory: entry?.category = text.value
        case .lineRate, .allowanceRate: entry?.rate = rate(text, reader)
        case .isCharge:
            entry?.kind = ["true", "1"].contains(text.value) ? .charge : .allowance
        case .lineNet, .allowanceAmount:
            entry?.hasAmount = true
            entry?.amount = amount(text, reader)
        default:
            guard var whole = entry, let count = invoice?.entries.count else { return }
            guard count < EInvoiceReader.lineLimit else {
                let limit = "lines \(EInvoiceReader.lineLimit)"
                throw FormatError(Flaw(.limit, line: reader.line, ["limit": limit]))
            }
            whole.span.length = Int32(clamping: reader.offset - whole.span.offset)
            if whole.kind == .allowance { whole.amount = whole.amount.map { -$0 } }
            invoice?.entries.append(whole)
            entry = nil
        }
    }

    private func endInTax(_ field: EInvoiceField, _ text: Bytes, _ reader: XMLReader) {
        switch field {
        case .taxBase: tax?.base = amount(text, reader)
        case .taxAmount: if isOwnCurrency { tax?.tax = amount(text, reader) } else { tax = nil }
        case .taxCategory: tax?.category = text.value
        case .taxRate: tax?.rate = rate(text, reader)
        default:
            if let tax { invoice?.declared.taxes.append(tax) }
            tax = nil
        }
    }

    private func endInTotals(_ field: EInvoiceField, _ text: Bytes, _ reader: XMLReader) {
        guard isOwnCurrency, let amount = amount(text, reader) else { return }
        switch field {
        case .totalLines: invoice?.declared.lines = amount
        case .totalAllowances: invoice?.declared.allowances = amount
        case .totalCharges: invoice?.declared.charges = amount
        case .totalNet: invoice?.declared.net = amount
        case .totalTax:
            var sum = invoice?.declared.tax ?? .zero
            sum.add(amount)
            invoice?.declared.tax = sum
        case .totalGross: invoice?.declared.gross = amount
        case .prepaid: invoice?.declared.prepaid = amount
        case .rounding: invoice?.declared.rounding = amount
        case .payable: invoice?.declared.due = amount
        default: break
        }
    }

    /// False for the amount in the currency of accounting (BT-6, BT-111).
    private var isOwnCurrency: Bool {
        let own = invoice?.currency ?? ""
        return own.isEmpty || amountCurrency.isEmpty || amountCurrency == own
    }

    private func endDocument(_ reader: XMLReader) {
        guard var whole = invoice else { return }
        whole.span.length = Int32(clamping: reader.offset - whole.span.offset)
        whole.flaws = flaws
        flaws = []
        documents += 1
        drafts.append(whole.document(fallback))
        invoice = nil
    }

    // MARK: Values

    private func amount(_ text: Bytes, _ reader: XMLReader) -> Exact? {
        let value = text.value
        if let amount = Array(value.utf8).withUnsafeBufferPointer({ $0.amount }) { return amount }
        flaws.append(
            Flaw(.amountMalformed, line: reader.line, found: String(value.prefix(40))))
        return nil
    }

    private func rate(_ text: Bytes, _ reader: XMLReader) -> Exact? {
        let value = text.value
        if value.isEmpty { return nil }
        let rate = Array(value.utf8).withUnsafeBufferPointer { $0.amount }?.shortened
        if let rate, rate.isTaxRate { return rate }
        flaws.append(
            Flaw(.amountMalformed, line: reader.line, found: String(value.prefix(40))))
        return nil
    }

    /// ISO 8601 in UBL, `CCYYMMDD` with or without a time in CII (formats 102, 203, 204).
    private func day(_ text: Bytes, _ term: String, _ reader: XMLReader) -> Day? {
        let value = text.value
        let bytes = Array(value.utf8)
        if let day = bytes.withUnsafeBufferPointer({ $0.day }) { return day }
        if bytes.count >= 8, bytes.prefix(8).allSatisfy({ $0 >= 48 && $0 <= 57 }) {
            let digits = value.prefix(8)
            if let day = Day(
                iso: "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))")
            {
                return day
            }
        }
        flaws.append(
            Flaw(
                .dateMalformed, line: reader.line, found: String(value.prefix(40)), ["field": term])
        )
        return nil
    }
}

/// A rate of exchange as a document states it.
struct EInvoiceExchange {
    private var source: Currency?
    private var target: Currency?
    private var value: Exact?
    private var divides = false

    mutating func take(_ field: EInvoiceField, _ text: Bytes) {
        let word = text.value
        switch field {
        case .exchangeSource: source = Currency(word)
        case .exchangeTarget: target = Currency(word)
        case .exchangeRate: value = Array(word.utf8).withUnsafeBufferPointer { $0.amount }
        default: divides = word.lowercased() == "divide"
        }
    }

    /// Source × rate = target, or the other way where the operator divides.
    var rate: ExchangeRate? {
        guard let source, let target, let value else { return nil }
        return divides
            ? ExchangeRate(base: target, quote: source, value)
            : ExchangeRate(base: source, quote: target, value)
    }
}

extension Bytes {
    /// The text without blanks and line ends around it.
    fileprivate var value: String { string.trimmed }
}
