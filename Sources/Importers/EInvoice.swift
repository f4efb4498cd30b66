internal import Accounting
internal import Formats

/// An e-invoice as its elements are told: the terms of EN 16931-1, before it is a document.
struct EInvoice {
    /// BT-131, BT-92 or BT-99 with what it is taxed at; the sign is that of the document's sum.
    struct Entry {
        var kind = DocumentLineKind.item
        var span: Span
        var text = ""
        var amount: Exact?
        var category = ""
        var rate: Exact?
        /// The receipts or orders that it is for, and the item with its quantity in `unit`.
        var receipts: [String] = []
        var item = ""
        var quantity: Exact?
        var unit = ""
        /// False for a line that others detail or that only informs (BT-X-8 `GROUP`,
        /// `INFORMATION`): its amount is in theirs already.
        var counts = true
        /// False where nothing states an amount.
        var hasAmount = false
    }

    var span: Span
    var isCreditNote = false
    var number = ""
    var type = ""
    var issued: Day?
    var currency = ""
    var dues: [Day] = []
    var terms: [(due: Day, amount: Exact)] = []
    var preceding = ""
    /// The receipts and orders that the document is for, where its lines name none.
    var receipts: [String] = []
    var seller = PartyIdentity()
    var buyer = PartyIdentity()
    var payeeAccounts: [String] = []
    var remittance = ""
    var entries: [Entry] = []
    var declared = DeclaredTotals()
    var rate: ExchangeRate?
    var flaws: [Flaw] = []

    init(span: Span) { self.span = span }

    /// Type codes of UNTDID 1001 that the code list of EN 16931 counts as credit notes.
    private static let creditNotes: Set = [
        "81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "503", "532",
    ]

    /// BT-3 decides; a UBL CreditNote without one is what it is called.
    var kind: DocumentKind {
        type.isEmpty
            ? (isCreditNote ? .creditNote : .invoice)
            : (isCreditNote || EInvoice.creditNotes.contains(type) ? .creditNote : .invoice)
    }
}
