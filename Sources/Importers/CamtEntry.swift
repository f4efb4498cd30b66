internal import Accounting
internal import Formats

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
    private(set) var amount: Exact?
    private(set) var badAmount = ""
    /// The amount of a transaction that cannot be read.
    private(set) var badPartAmount = ""
    var badDay = ""
    var currency = ""
    var isDebit = false
    var hasIndicator = false
    var isReversal = false
    var status = EntryStatus.booked
    private(set) var badStatus = ""
    var bookingDay: Day?
    var valueDay: Day?
    /// How many transactions the bank says a batch has, and their sum.
    private(set) var batchCount: Exact?
    private(set) var batchTotal: Exact?

    /// The transaction being read.
    var details = CamtDetails()
    private(set) var isInDetails = false
    /// True for a structured reference said to be a Swiss QR reference.
    var isQRReference = false
    private(set) var detailCount = 0
    /// Σ of the details, those of the entry's own side positive; nil where one has no amount.
    private(set) var detailSum: Exact? = .zero
    /// True where the amount of a detail is only what was ordered.
    private(set) var isOrdered = false

    /// The amount being read: what it is, and whether it is in the entry's currency.
    private var amountKind = CamtAmount.Kind.stated
    private var isOwnAmount = false
    /// Amounts in other currencies: of the entry, the transaction being read and the first one.
    private var amounts = CamtAmounts()
    private var detailAmounts = CamtAmounts()
    private var firstAmounts = CamtAmounts()
    var charges = CamtCharges()

    /// The bank's own reference.
    private(set) var reference: [UInt8] = []
    private(set) var text: [UInt8] = []
    /// Where what the entry says of itself begins in its text, behind that of its transactions.
    private var informationStart: Int?
    /// What kind of entry it is, by ISO 20022 or by the bank.
    private(set) var code: [UInt8] = []
    /// The texts of its transactions.
    private(set) var arena = Arena()
    private var detailsText: [UInt8] = []
    /// The transactions of the entry, kept while they may still make up a batch; the first always.
    private(set) var parts: [CamtDetails] = []
    /// The texts of the parts that are kept end here.
    private var partsEnd = 0

    var signed: Exact? { amount.map { isDebit ? -$0 : $0 } }

    /// Begins another entry in the memory of this one.
    mutating func begin(line: Int, start: Int64) {
        var next = CamtEntry()
        (next.line, next.start) = (line, start)
        swap(&next.reference, &reference)
        swap(&next.text, &text)
        swap(&next.code, &code)
        swap(&next.arena, &arena)
        swap(&next.parts, &parts)
        swap(&next.detailsText, &detailsText)
        swap(&next.amounts, &amounts)
        swap(&next.detailAmounts, &detailAmounts)
        swap(&next.firstAmounts, &firstAmounts)
        swap(&next.charges, &charges)
        next.reference.removeAll(keepingCapacity: true)
        next.text.removeAll(keepingCapacity: true)
        next.code.removeAll(keepingCapacity: true)
        next.arena.bytes.removeAll(keepingCapacity: true)
        next.parts.removeAll(keepingCapacity: true)
        next.amounts.removeAll()
        next.firstAmounts.removeAll()
        next.charges.removeAll()
        self = next
    }

    /// Takes the entry's amount; of two none is.
    mutating func setAmount(_ text: Bytes) {
        let isSecond = amount != nil || !badAmount.isEmpty
        amount = isSecond ? nil : text.amount
        if amount == nil { badAmount = text.string }
    }

    /// Only what is booked posts; a status that ISO 20022 does not have is nobody's guess.
    mutating func setStatus(_ text: Bytes) {
        if text.spells("BOOK") {
            status = .booked
        } else if text.spells("PDNG") || text.spells("FUTR") {
            status = .pending
        } else if text.spells("INFO") {
            status = .information
        } else if text.contains(where: { $0 > 32 }) {
            badStatus = text.string.trimmed
        }
    }

    mutating func setReference(_ text: Bytes) {
        guard text.isReference else { return }
        reference.removeAll(keepingCapacity: true)
        reference.append(contentsOf: text)
    }

    /// What the entry says of itself (`AddtlNtryInf`).
    mutating func addInformation(_ piece: Bytes) {
        informationStart = informationStart ?? text.count
        CamtEntry.join(&text, piece)
    }

    /// What a transaction that says nothing is: what the entry says of itself, else, where it
    /// names nobody either, what kind it is.
    func textOfEach(isNamed: Bool) -> ArraySlice<UInt8> {
        let information = text[min(informationStart ?? text.count, text.count)...]
        return information.isEmpty && !isNamed ? code[...] : information.drop { $0 == 32 }
    }

    mutating func addCode(_ piece: Bytes) {
        guard !piece.isEmpty, code.count + piece.count < CamtEntry.longestText else { return }
        if !code.isEmpty { code.append(32) }
        code.append(contentsOf: piece)
    }

    /// True where the bank states the number or the sum of its transactions.
    var hasBatch: Bool { batchCount != nil || batchTotal != nil }

    /// What the bank says of a batch; an entry may hold several.
    mutating func addBatch(count: Exact? = nil, total: Exact? = nil) {
        if let count { batchCount = CamtEntry.sum(batchCount, count) }
        if let total { batchTotal = CamtEntry.sum(batchTotal, total) }
    }

    private static func sum(_ known: Exact?, _ next: Exact) -> Exact {
        var sum = known ?? .zero
        sum.add(next)
        return sum
    }

    // MARK: Amounts

    mutating func beginAmount(_ kind: CamtAmount.Kind, _ currency: String) {
        amountKind = kind
        isOwnAmount = currency.isEmpty || currency == self.currency
        guard !isOwnAmount else { return }
        if isInDetails {
            detailAmounts.begin(kind, currency)
        } else {
            amounts.begin(kind, currency)
        }
    }

    mutating func endAmount(_ text: Bytes) {
        switch (isOwnAmount, isInDetails) {
        case (true, true):
            details.set(text, amountKind)
            if amountKind == .stated, text.amount == nil, badPartAmount.isEmpty {
                badPartAmount = text.string
            }
        case (true, false): break
        case (false, true): detailAmounts.set(text.amount)
        case (false, false): amounts.set(text.amount)
        }
    }

    mutating func addRate(_ rate: Exact? = nil, unit: String = "") {
        if isInDetails {
            detailAmounts.add(rate: rate, unit: unit)
        } else {
            amounts.add(rate: rate, unit: unit)
        }
    }

    /// Makes an entry in another currency one in the account's, where it states what it is in
    /// that, or its only transaction does.
    /// - Returns: what it was.
    mutating func convert(to currency: String) -> CamtAmount? {
        let first = detailCount == 1 ? firstAmounts : CamtAmounts()
        guard let found = amounts.converted(to: currency) ?? first.converted(to: currency)
        else { return nil }
        let own = CamtAmount(kind: .stated, currency: self.currency, amount: amount)
        let original = amounts.rated(first.rated(own))
        (amount, self.currency) = (found, currency)
        // Its transactions are not compared: they may be in either currency.
        (detailSum, batchTotal) = (nil, nil)
        return original
    }

    /// The amount in another currency that the entry, or its only transaction, came from.
    func original(besides currency: String) -> CamtAmount? {
        if detailCount == 1, let found = firstAmounts.original(besides: currency) { return found }
        return amounts.original(besides: currency)
    }

    // MARK: Transactions

    mutating func beginDetails() {
        details = CamtDetails()
        (isInDetails, isQRReference) = (true, false)
        detailsText.removeAll(keepingCapacity: true)
        detailAmounts.removeAll()
        // What was read of one that is not kept goes.
        if arena.bytes.count > partsEnd {
            arena.bytes.removeLast(arena.bytes.count - partsEnd)
        }
    }

    /// Keeps a text of the transaction being read; none of a transaction beyond any bank's size.
    mutating func keep(_ text: Bytes) -> TextSlice {
        arena.bytes.count < CamtEntry.mostBytes ? arena.append(text) : .empty
    }

    /// A reference whose check digits do not hold is text and no reference; so is a second one.
    mutating func setStructuredReference(_ text: Bytes) {
        let reference = CamtReference.checked(text, isQR: isQRReference)
        isQRReference = false
        if let reference, details.structuredReference.count == 0 {
            details.structuredReference = reference.withUnsafeBufferPointer { keep($0) }
        } else {
            addToDetails(text)
        }
    }

    mutating func addToDetails(_ piece: some Collection<UInt8>) {
        CamtEntry.join(&detailsText, piece)
    }

    /// Takes the transaction that was read; the parties of the first one name the entry.
    mutating func endDetails() {
        isInDetails = false
        details.text = arena.append(detailsText)
        detailCount += 1
        let isKept =
            detailCount <= CamtEntry.mostParts && arena.bytes.count < CamtEntry.mostBytes
        if isKept || detailCount == 1 {
            parts.append(details)
            partsEnd = arena.bytes.count
        }
        if let amount = details.amount {
            let opposite = details.isDebit.map { $0 != isDebit } ?? false
            detailSum?.add(opposite ? -amount : amount)
        } else {
            detailSum = nil
        }
        if details.isOrdered { isOrdered = true }
        if detailCount == 1 {
            swap(&firstAmounts, &detailAmounts)
        } else {
            CamtEntry.join(&text, arena[details.reference])
        }
        CamtEntry.join(&text, detailsText)
    }

    /// Appends a piece of text with one blank between, line ends made blanks.
    static func join(_ text: inout [UInt8], _ piece: some Collection<UInt8>) {
        guard !piece.isEmpty, text.count < longestText else { return }
        if !text.isEmpty { text.append(32) }
        let start = text.count
        let room = longestText - start
        text.append(contentsOf: piece.prefix(room))
        text.withUnsafeMutableBufferPointer { bytes in
            for index in start..<bytes.count { bytes[index] = max(bytes[index], 32) }
        }
        // Never cut inside a character.
        if piece.count > room {
            while let last = text.last, last & 0xC0 == 0x80 { text.removeLast() }
            if let last = text.last, last >= 0xC0 { text.removeLast() }
        }
    }
}
