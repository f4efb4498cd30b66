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
    var line = 0
    var count: Exact?
    var sum: Exact?
    var net: Exact?
    var isDebit: Bool?
}

/// What the entries of a statement add up to; that of a part of them can be merged in.
struct CamtCounts: Sendable {
    private(set) var entries = 0
    private(set) var booked = Exact.zero
    private(set) var bookedCount = 0
    private(set) var credits = (count: 0, sum: Exact.zero)
    private(set) var debits = (count: 0, sum: Exact.zero)
    private(set) var firstDay: Day?
    private(set) var lastDay: Day?
    /// The sums of batched entries.
    private(set) var batches: [DeclaredTotal] = []

    /// Counts an entry; only booked ones in the account's currency enter its sum.
    mutating func count(_ entry: borrowing CamtEntry, _ amount: Exact?, isForeign: Bool) {
        entries += 1
        if let day = entry.bookingDay { span(day, day) }
        if let amount {
            if entry.status == .booked, !isForeign {
                booked.add(amount)
                bookedCount += 1
            }
            if entry.isDebit {
                debits.count += 1
                debits.sum.add(-amount)
            } else {
                credits.count += 1
                credits.sum.add(amount)
            }
        }
        if let batch = entry.batchCheck { batches.append(batch) }
    }

    /// Adds the counts of the entries that follow.
    mutating func merge(_ next: CamtCounts) {
        entries += next.entries
        booked.add(next.booked)
        bookedCount += next.bookedCount
        credits.count += next.credits.count
        credits.sum.add(next.credits.sum)
        debits.count += next.debits.count
        debits.sum.add(next.debits.sum)
        if let first = next.firstDay, let last = next.lastDay { span(first, last) }
        batches += next.batches
    }

    /// Moves the lines it names.
    mutating func shift(by lines: Int) {
        for index in batches.indices { batches[index].line += lines }
    }

    private mutating func span(_ first: Day, _ last: Day) {
        firstDay = min(firstDay ?? first, first)
        lastDay = max(lastDay ?? last, last)
    }
}

/// A statement, report or notification as it is read.
struct CamtStatement {
    private(set) var tail: StatementTail
    var counts = CamtCounts()
    var balances: [CamtBalance] = []
    var totals: [(CamtField, CamtTotal)] = []
    var page: (number: String, isLast: String) = ("", "")
    /// True once its head was told.
    var isAnnounced = false
    /// The decimals of the account's currency.
    private(set) var exponent = 2

    init(tail: StatementTail) { self.tail = tail }

    mutating func setID(_ id: String) { tail.id = id }
    mutating func setAccount(_ account: String) { tail.account = account }
    mutating func setRange(from day: Day?) { tail.from = day }
    mutating func setRange(to day: Day?) { tail.to = day }
    mutating func flaw(_ flaw: Flaw) { tail.flaws.append(flaw) }

    mutating func setCurrency(_ code: String) {
        tail.currency = code
        exponent = Currency(code)?.exponent ?? 2
    }

    /// The account's currency: stated, else that of its balances, else of its first entry.
    mutating func settleCurrency(_ entryCurrency: String) {
        guard tail.currency.isEmpty else { return }
        setCurrency(balances.first { !$0.currency.isEmpty }?.currency ?? entryCurrency)
    }

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
        tail.from = tail.from ?? counts.firstDay
        tail.to = tail.to ?? counts.lastDay
        tail.entries = counts.entries
        tail.booked = counts.booked
        tail.bookedCount = counts.bookedCount
        tail.declared = counts.batches
        tail.opening = opening
        tail.closing = closing?.signed
        for (field, total) in totals { compare(field, total) }
    }

    private mutating func compare(_ field: CamtField, _ total: CamtTotal) {
        let (credits, debits) = (counts.credits, counts.debits)
        let counted: (count: Int, sum: Exact)
        let name: String
        switch field {
        case .creditTotal: (counted, name) = (credits, "TtlCdtNtries")
        case .debitTotal: (counted, name) = (debits, "TtlDbtNtries")
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
