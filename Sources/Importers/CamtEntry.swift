internal import Accounting
internal import Formats

/// The details of one transaction of an entry as they are read; texts are slices of the entry's.
struct CamtDetails {
    var amount: Exact?
    var isDebit: Bool?
    var currency = ""
    var payerReference = TextSlice.empty
    var structuredReference = TextSlice.empty
    var debtor = TextSlice.empty
    var creditor = TextSlice.empty
    var debtorIBAN = TextSlice.empty
    var creditorIBAN = TextSlice.empty
    var text = TextSlice.empty

    /// The structured reference of the creditor, else that of the payer.
    var reference: TextSlice {
        structuredReference.count == 0 ? payerReference : structuredReference
    }
}

/// An entry as it is read; one is used for all, so that its memory is.
struct CamtEntry {
    /// The longest text kept of one entry's remittance information, in bytes.
    private static let longestText = 1024
    /// The most transactions of one entry that are posted each against its own counterpart.
    private static let mostParts = 100_000
    /// The most bytes their texts may have; slices count up to 2³¹.
    private static let mostBytes = 1 << 28

    private(set) var line = 0
    private(set) var start: Int64 = 0
    var amount: Exact?
    var badAmount = ""
    var badDay = ""
    var currency = ""
    var isDebit = false
    var hasIndicator = false
    var status = EntryStatus.booked
    var bookingDay: Day?
    var valueDay: Day?
    /// Of its only or first transaction.
    private(set) var payerReference = TextSlice.empty
    private(set) var debtor = TextSlice.empty
    private(set) var creditor = TextSlice.empty
    private(set) var debtorIBAN = TextSlice.empty
    private(set) var creditorIBAN = TextSlice.empty
    /// The transaction being read.
    var details = CamtDetails()
    private var detailCount = 0
    private var detailSum: Exact? = .zero

    /// The bank's own reference.
    private(set) var reference: [UInt8] = []
    private(set) var text: [UInt8] = []
    /// The texts of its transactions.
    private(set) var arena = Arena()
    private var detailsText: [UInt8] = []
    /// The transactions of the entry, kept while they may still make up a batch.
    private var parts: [CamtDetails] = []
    /// The texts of the parts that are kept end here.
    private var partsEnd = 0

    var signed: Exact? { amount.map { isDebit ? -$0 : $0 } }

    /// Begins another entry in the memory of this one.
    mutating func begin(line: Int, start: Int64) {
        var next = CamtEntry()
        (next.line, next.start) = (line, start)
        swap(&next.reference, &reference)
        swap(&next.text, &text)
        swap(&next.arena, &arena)
        swap(&next.parts, &parts)
        swap(&next.detailsText, &detailsText)
        next.reference.removeAll(keepingCapacity: true)
        next.text.removeAll(keepingCapacity: true)
        next.arena.bytes.removeAll(keepingCapacity: true)
        next.parts.removeAll(keepingCapacity: true)
        self = next
    }

    mutating func setStatus(_ text: Bytes) {
        if text.spells("PDNG") {
            status = .pending
        } else if text.spells("INFO") {
            status = .information
        }
    }

    mutating func setReference(_ text: Bytes) {
        reference.removeAll(keepingCapacity: true)
        reference.append(contentsOf: text)
    }

    mutating func add(_ piece: Bytes) { CamtEntry.join(&text, piece) }

    // MARK: Transactions

    mutating func beginDetails() {
        details = CamtDetails()
        detailsText.removeAll(keepingCapacity: true)
        // What was read of one that is not kept goes.
        arena.bytes.removeLast(arena.bytes.count - partsEnd)
    }

    /// Keeps a text of the transaction being read; none of a transaction beyond any bank's size.
    mutating func keep(_ text: Bytes) -> TextSlice {
        arena.bytes.count < CamtEntry.mostBytes ? arena.append(text) : .empty
    }

    mutating func addToDetails(_ piece: Bytes) { CamtEntry.join(&detailsText, piece) }

    /// Takes the transaction that was read; the parties of the first one name the entry.
    mutating func endDetails() {
        details.text = arena.append(detailsText)
        detailCount += 1
        let isKept =
            detailCount <= CamtEntry.mostParts && arena.bytes.count < CamtEntry.mostBytes
        if isKept || detailCount == 1 {
            parts.append(details)
            partsEnd = arena.bytes.count
        }
        if details.currency.isEmpty || details.currency == currency, let amount = details.amount {
            let opposite = details.isDebit.map { $0 != isDebit } ?? false
            detailSum?.add(opposite ? -amount : amount)
        } else {
            detailSum = nil
        }
        if detailCount == 1 {
            payerReference = details.reference
            (debtor, creditor) = (details.debtor, details.creditor)
            (debtorIBAN, creditorIBAN) = (details.debtorIBAN, details.creditorIBAN)
        } else {
            // Several payers: the entry is nobody's alone.
            (debtor, creditor, debtorIBAN, creditorIBAN) = (.empty, .empty, .empty, .empty)
            CamtEntry.join(&text, arena[details.reference])
        }
        CamtEntry.join(&text, detailsText)
    }

    /// Σ of the details beside the entry's amount, for a batch whose details all state one.
    var batchCheck: DeclaredTotal? {
        guard detailCount > 1, let amount, let detailSum else { return nil }
        return DeclaredTotal(name: "Ntry/TxDtls", declared: amount, counted: detailSum, line: line)
    }

    /// The transactions to post one by one: more than one, each with an amount, summing up.
    func postableParts(exponent: Int) -> [(part: CamtDetails, amount: Int64)] {
        guard detailCount > 1, parts.count == detailCount, let check = batchCheck,
            check.declared.equals(check.counted)
        else { return [] }
        var postable: [(CamtDetails, Int64)] = []
        for part in parts {
            guard let units = part.amount?.minorUnits(exponent: exponent) else { return [] }
            let isOut = part.isDebit ?? isDebit
            postable.append((part, isOut ? -units : units))
        }
        return postable
    }

    /// Appends a piece of text with one blank between, line ends made blanks.
    static func join(_ text: inout [UInt8], _ piece: some Collection<UInt8>) {
        guard !piece.isEmpty, text.count < longestText else { return }
        if !text.isEmpty { text.append(32) }
        let start = text.count
        let room = longestText - start
        text.append(contentsOf: piece.prefix(room))
        for index in start..<text.count where text[index] < 32 { text[index] = 32 }
        // Never cut inside a character.
        if piece.count > room {
            while let last = text.last, last & 0xC0 == 0x80 { text.removeLast() }
            if let last = text.last, last >= 0xC0 { text.removeLast() }
        }
    }
}
