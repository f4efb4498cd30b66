internal import Accounting
internal import Formats

/// A balance of a statement as it is read.
struct CamtBalance {
    var line = 0
    var type = ""
    var amount: Exact?
    /// The amount as it stands in the file.
    var found = ""
    var isDebit = false
    var currency = ""

    var signed: Exact? { amount.map { isDebit ? -$0 : $0 } }
}

/// One of the sums of a transactions summary.
struct CamtTotal {
    var field = CamtField.total
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
    private(set) var all = Sides()
    /// Of `all`, those that are not booked.
    private(set) var unbooked = Sides()
    private(set) var firstDay: Day?
    private(set) var lastDay: Day?
    /// What entries say of their batches and their transactions do not give; the first of many.
    private(set) var faults: [DeclaredTotal] = []

    /// Number and sum of money in and out, without a sign.
    struct Sides: Sendable {
        private(set) var credits = Side()
        private(set) var debits = Side()

        mutating func add(_ amount: Exact, isDebit: Bool) {
            if isDebit {
                debits.add(1, -amount)
            } else {
                credits.add(1, amount)
            }
        }

        mutating func add(_ next: Sides) {
            credits.add(next.credits.count, next.credits.sum)
            debits.add(next.debits.count, next.debits.sum)
        }

        mutating func subtract(_ part: Sides) {
            credits.add(-part.credits.count, -part.credits.sum)
            debits.add(-part.debits.count, -part.debits.sum)
        }
    }

    struct Side: Sendable {
        private(set) var count = 0
        private(set) var sum = Exact.zero

        mutating func add(_ count: Int, _ sum: Exact) {
            self.count += count
            self.sum.add(sum)
        }
    }

    /// Counts an entry; only booked ones in the account's currency enter its sum.
    mutating func count(
        _ entry: borrowing CamtEntry, _ amount: Exact?, isForeign: Bool, _ split: CamtSplit?
    ) {
        entries += 1
        if let day = entry.bookingDay { span(day, day) }
        if let amount {
            if entry.status == .booked, !isForeign {
                booked.add(amount)
                bookedCount += 1
            }
            all.add(amount, isDebit: entry.isDebit)
            if entry.status != .booked { unbooked.add(amount, isDebit: entry.isDebit) }
        }
        if split == nil || entry.hasBatch { keep(entry.batchFaults(split)) }
    }

    /// Adds the counts of the entries that follow.
    mutating func merge(_ next: CamtCounts) {
        entries += next.entries
        booked.add(next.booked)
        bookedCount += next.bookedCount
        all.add(next.all)
        unbooked.add(next.unbooked)
        if let first = next.firstDay, let last = next.lastDay { span(first, last) }
        keep(next.faults)
    }

    /// Moves the lines it names.
    mutating func shift(by lines: Int) {
        for index in faults.indices { faults[index].line += lines }
    }

    private mutating func keep(_ new: [DeclaredTotal]) {
        if !new.isEmpty { faults += new.prefix(Limits.findings - faults.count) }
    }

    private mutating func span(_ first: Day, _ last: Day) {
        firstDay = min(firstDay ?? first, first)
        lastDay = max(lastDay ?? last, last)
    }
}

/// A statement, report or notification as it is read.
struct CamtStatement {
    /// The most balances, and the most sums, that are kept: a year's of every day are fewer.
    private static let most = 1 << 14

    private(set) var tail: StatementTail
    /// Of the page being read, and of those before it.
    var counts = CamtCounts()
    private var earlier: CamtCounts?
    private(set) var balances: [CamtBalance] = []
    private var totals: [CamtTotal] = []
    /// Sums that may be those of all pages.
    private var laterTotals: [CamtTotal] = []
    var page = CamtPage()
    /// The bank's number of the statement (`ElctrncSeqNb`).
    var sequence = ""
    /// True once its head was told.
    var isAnnounced = false
    /// The decimals of the account's currency.
    private(set) var exponent = 2
    /// The account's number, to know it among the parties of an entry.
    private(set) var account: [UInt8] = []

    init(tail: StatementTail) { self.tail = tail }

    mutating func setID(_ id: String) { tail.id = id }
    mutating func setUnit(_ unit: Int) { tail.unit = unit }
    mutating func setRange(from day: Day?) { tail.from = day }
    mutating func setRange(to day: Day?) { tail.to = day }

    mutating func add(_ balance: CamtBalance) {
        guard balances.count < CamtStatement.most else { return }
        balances.append(balance)
        // A balance that cannot be read is not one that is not stated.
        if balance.amount == nil, ["OPBD", "PRCD", "CLBD", "ITBD"].contains(balance.type) {
            tail.flaws.append(
                Flaw(
                    .amountMalformed, line: balance.line, found: balance.found,
                    ["field": "Bal \(balance.type)"]))
        }
    }

    mutating func add(_ total: CamtTotal) {
        if totals.count + laterTotals.count < CamtStatement.most { totals.append(total) }
    }

    mutating func setAccount(_ number: String) {
        tail.account = number
        account = Array(number.utf8)
    }

    mutating func setCurrency(_ code: String) {
        tail.currency = code
        exponent = Currency(code)?.exponent ?? 2
    }

    /// The account's currency: stated, else that of its balances, else of its first entry.
    mutating func settleCurrency(_ entryCurrency: String) {
        guard tail.currency.isEmpty else { return }
        setCurrency(balances.first { !$0.currency.isEmpty }?.currency ?? entryCurrency)
    }

    /// OPBD, else PRCD (the previous closing), else the first of several interim balances; a page
    /// that is not the first is opened by its interim balance.
    var opening: Exact? {
        for type in ["OPBD", "PRCD"] {
            if let found = balances.first(where: { $0.type == type }) { return found.signed }
        }
        let interim = balances.filter { $0.type == "ITBD" }
        let isFollowed = page.first > 1 && has(["CLBD"])
        return interim.count > 1 || isFollowed ? interim.first?.signed : nil
    }

    private var closing: Exact? {
        (balances.last { $0.type == "CLBD" } ?? balances.last { $0.type == "ITBD" })?.signed
    }

    /// True where one of these balances is stated.
    private func has(_ types: Set<String>) -> Bool {
        balances.contains { types.contains($0.type) }
    }

    /// Goes on from the pages before this one: of one statement the first page opens.
    mutating func join(_ before: CamtStatement) {
        var joined = before.tail
        joined.to = tail.to ?? joined.to
        // A page begins with the interim balance that the page before ended with.
        if before.page.isNext(page), !has(["OPBD", "PRCD"]), !before.has(["CLBD"]),
            let opening, let closing = before.closing, !opening.equals(closing),
            joined.declared.count < CamtStatement.most
        {
            joined.declared.append(
                DeclaredTotal(
                    name: "Bal/ITBD", declared: opening, counted: closing, line: tail.line))
        }
        let flaws = tail.flaws + page.join(before.page, line: tail.line)
        joined.flaws += flaws.prefix(max(0, Limits.findings - joined.flaws.count))
        tail = joined
        earlier = before.total
        laterTotals = before.laterTotals
    }

    /// Ends what is read: a statement, or one of its pages.
    mutating func close() {
        if earlier == nil { tail.opening = opening }
        tail.closing = closing
        guard page.isStated else { return }
        // A page's own summary is done with; one of the whole statement waits for its end.
        for total in totals {
            let summary = CamtSummary(total, counts)
            if summary.holds {
                if tail.declared.count < CamtStatement.most { tail.declared += summary.declared }
            } else {
                laterTotals.append(total)
            }
        }
        totals = []
    }

    /// The entries of all pages.
    private var total: CamtCounts {
        var total = earlier ?? CamtCounts()
        total.merge(counts)
        return total
    }

    /// The tail of the statement, the last page of which was closed.
    func finished() -> StatementTail {
        var done = self
        let total = total
        done.tail.entries = total.entries
        done.tail.booked = total.booked
        done.tail.bookedCount = total.bookedCount
        for declared in totals + laterTotals {
            done.tail.declared += CamtSummary(declared, total).declared
        }
        done.tail.declared += total.faults
        done.setRange(total)
        return done.tail
    }

    /// The bank's own range; that of the entries where it states none.
    private mutating func setRange(_ total: CamtCounts) {
        let isPart = !page.missing.isEmpty
        let isWhole = tail.addsUp == true && !page.isBroken
        if isPart, !isWhole {
            for number in page.missing {
                tail.flaws.append(
                    Flaw(.pagesMissing, line: tail.line, found: page.text, ["page": number]))
            }
        }
        // The range of a statement is not that of one of its pages.
        if isPart, let first = total.firstDay, let last = total.lastDay {
            (tail.from, tail.to) = (first, last)
        } else {
            tail.statesRange = tail.from != nil && tail.to != nil
        }
        tail.from = tail.from ?? total.firstDay
        tail.to = tail.to ?? total.lastDay
    }
}
