internal import Accounting
internal import Formats

/// A balance of a statement as it is read.
struct CamtBalance {
    var type = ""
    var amount: Exact?
    var isDebit = false
    var currency = ""

    var signed: Exact? { amount.map { isDebit ? -$0 : $0 } }
}

/// One of the sums of a transactions summary.
struct CamtTotal {
    var count: Exact?
    var sum: Exact?
    var net: Exact?
    var isDebit: Bool?
    var line = 0
}

/// A statement, report or notification as it is read.
struct CamtStatement {
    var tail: StatementTail
    var balances: [CamtBalance] = []
    var totals: [(CamtElement, CamtTotal)] = []
    var page: (number: String, isLast: String) = ("", "")
    var isAnnounced = false
    private var credits = (count: 0, sum: Exact.zero)
    private var debits = (count: 0, sum: Exact.zero)

    init(tail: StatementTail) { self.tail = tail }

    mutating func setCurrency(_ code: String) { tail.currency = code }

    /// The account's currency: stated, else that of its balances, else of its first entry.
    mutating func settleCurrency(_ entryCurrency: String) {
        if tail.currency.isEmpty {
            tail.currency = balances.first { !$0.currency.isEmpty }?.currency ?? entryCurrency
        }
    }

    /// Counts an entry; only booked ones in the account's currency enter its sum.
    mutating func count(_ entry: CamtEntry, _ amount: Exact?, isForeign: Bool) {
        tail.entries += 1
        if let day = entry.bookingDay {
            firstDay = min(firstDay ?? day, day)
            lastDay = max(lastDay ?? day, day)
        }
        if entry.status == .booked, !isForeign, let amount {
            tail.booked.add(amount)
            tail.bookedCount += 1
        }
        if let amount {
            if entry.isDebit {
                debits.count += 1
                debits.sum.add(-amount)
            } else {
                credits.count += 1
                credits.sum.add(amount)
            }
        }
        if let batch = entry.batchCheck { tail.declared.append(batch) }
    }

    private var firstDay: Day?
    private var lastDay: Day?

    /// OPBD, else PRCD (the previous closing), else the first of several interim balances.
    var opening: Exact? {
        for type in ["OPBD", "PRCD"] {
            if let found = balances.first(where: { $0.type == type }) { return found.signed }
        }
        let interim = balances.filter { $0.type == "ITBD" }
        return interim.count > 1 ? interim.first?.signed : nil
    }

    mutating func close() {
        let closing = balances.last { $0.type == "CLBD" } ?? balances.last { $0.type == "ITBD" }
        tail.statesRange = tail.from != nil && tail.to != nil
        tail.from = tail.from ?? firstDay
        tail.to = tail.to ?? lastDay
        tail.opening = opening
        tail.closing = closing?.signed
        for (element, total) in totals { compare(element, total) }
    }

    private mutating func compare(_ element: CamtElement, _ total: CamtTotal) {
        let counted: (count: Int, sum: Exact)
        let name: String
        switch element {
        case .ttlCdtNtries: (counted, name) = (credits, "TtlCdtNtries")
        case .ttlDbtNtries: (counted, name) = (debits, "TtlDbtNtries")
        default:
            var sum = credits.sum
            sum.add(debits.sum)
            (counted, name) = ((credits.count + debits.count, sum), "TtlNtries")
        }
        if let count = total.count {
            tail.declared.append(
                DeclaredTotal(
                    name: name + "/NbOfNtries", declared: count,
                    counted: Exact(mantissa: Int128(counted.count), scale: 0), line: total.line))
        }
        if let sum = total.sum {
            tail.declared.append(
                DeclaredTotal(
                    name: name + "/Sum", declared: sum, counted: counted.sum, line: total.line))
        }
        if let net = total.net, let isDebit = total.isDebit {
            var difference = credits.sum
            difference.add(-debits.sum)
            tail.declared.append(
                DeclaredTotal(
                    name: name + "/TtlNetNtry", declared: isDebit ? -net : net,
                    counted: difference, line: total.line))
        }
    }
}

/// The details of one transaction of an entry as they are read.
struct CamtDetails {
    var amount: Exact?
    var isDebit: Bool?
    var currency = ""
    var payerReference: [UInt8] = []
    var structuredReference: [UInt8] = []
    var debtor: [UInt8] = []
    var creditor: [UInt8] = []
    var debtorIBAN: [UInt8] = []
    var creditorIBAN: [UInt8] = []
    var text: [UInt8] = []

    mutating func add(_ piece: Bytes) { CamtEntry.join(&text, piece) }
}

/// An entry as it is read.
struct CamtEntry {
    /// The longest text kept of one entry's remittance information, in bytes.
    private static let longestText = 1024
    /// The most transactions of one entry that are posted each against its own counterpart.
    private static let mostParts = 100_000

    var line = 0
    var start: Int64 = 0
    var amount: Exact?
    var badAmount = ""
    var badDay = ""
    var currency = ""
    var isDebit = false
    var hasIndicator = false
    var status = EntryStatus.booked
    var bookingDay: Day?
    var valueDay: Day?
    var reference: [UInt8] = []
    var payerReference: [UInt8] = []
    var debtor: [UInt8] = []
    var creditor: [UInt8] = []
    var debtorIBAN: [UInt8] = []
    var creditorIBAN: [UInt8] = []
    var text: [UInt8] = []
    /// The transactions of the entry, kept while they may still make up a batch.
    private(set) var parts: [CamtDetails] = []
    private var detailCount = 0
    private var detailSum: Exact? = .zero

    var signed: Exact? { amount.map { isDebit ? -$0 : $0 } }

    mutating func setStatus(_ text: Bytes) {
        if text.elementsEqual("PDNG".utf8) {
            status = .pending
        } else if text.elementsEqual("INFO".utf8) {
            status = .information
        }
    }

    mutating func add(_ piece: Bytes) { CamtEntry.join(&text, piece) }

    /// Takes a transaction's texts; the parties of the first one name the entry.
    mutating func take(_ details: CamtDetails, isDebit: Bool) {
        detailCount += 1
        if detailCount <= CamtEntry.mostParts { parts.append(details) }
        if details.currency.isEmpty || details.currency == currency, let amount = details.amount {
            let opposite = details.isDebit.map { $0 != isDebit } ?? false
            detailSum?.add(opposite ? -amount : amount)
        } else {
            detailSum = nil
        }
        if detailCount == 1 {
            let structured = details.structuredReference
            payerReference = structured.isEmpty ? details.payerReference : structured
            debtor = details.debtor
            creditor = details.creditor
            debtorIBAN = details.debtorIBAN
            creditorIBAN = details.creditorIBAN
        } else {
            // Several payers: the entry is nobody's alone.
            debtor = []
            creditor = []
            debtorIBAN = []
            creditorIBAN = []
            let extra =
                details.structuredReference.isEmpty
                ? details.payerReference : details.structuredReference
            extra.withUnsafeBufferPointer { CamtEntry.join(&text, $0) }
        }
        details.text.withUnsafeBufferPointer { CamtEntry.join(&text, $0) }
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
    static func join(_ text: inout [UInt8], _ piece: Bytes) {
        guard !piece.isEmpty, text.count < longestText else { return }
        if !text.isEmpty { text.append(32) }
        var room = longestText - text.count
        var isCut = false
        for byte in piece {
            if room == 0 {
                isCut = true
                break
            }
            text.append(byte < 32 ? 32 : byte)
            room -= 1
        }
        // Never cut inside a character.
        if isCut {
            while let last = text.last, last & 0xC0 == 0x80 { text.removeLast() }
            if let last = text.last, last >= 0xC0 { text.removeLast() }
        }
    }
}
