/// Three months of a shop with a store: everything is drawn here, then written as drops.
///
/// One model: what a service pays is what its orders were paid with, what the bank shows is what
/// services pay, what leaves the shelf is what was sold.
final class Harbor {
    static let months = [7, 8, 9]
    static let first = Day(2026, 7, 1)
    static let last = Day(2026, 9, 30)
    /// What the bank account holds at the start.
    static let opening: Int64 = 6_418_325

    var random: SplitMix64
    var orders: [ShopOrder] = []
    var tickets: [Ticket] = []
    var stripe: [ServiceRow] = []
    var square: [ServiceRow] = []
    var payPal: [PayPalRow] = []
    var receipts: [GoodsReceipt] = []
    var stockRows: [StockLine] = []
    var bills: [HarborBill] = []
    var payments: [HarborPayment] = []
    var bank: [BankLine] = []
    /// Taxes owed by month and account.
    var taxes: [Int: [String: Int64]] = [:]
    /// Tips left by month.
    var tips: [Int: Int64] = [:]
    var texts: [String: String] = [:]

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    func write(to folder: String) throws {
        drawOrders()
        drawTickets()
        tally()
        drawStripe()
        drawSquare()
        drawPayPal()
        drawStock()
        drawBills()
        drawCash()
        drawBank()
        drawChecks()
        writeShopify()
        writeSquare()
        writeServices()
        writeStock()
        writeBills()
        writeInvoices()
        writeOpening()
        writeVouchers()
        writeStatements()
        let folders = Set(texts.keys.map { $0.prefix(upTo: $0.lastIndex(of: "/") ?? $0.endIndex) })
        for part in folders.sorted() { try makeFolder("\(folder)/\(part)") }
        for (path, text) in texts.sorted(by: { $0.key < $1.key }) {
            try save(text.utf8, to: "\(folder)/\(path)")
        }
    }

    func month(_ number: Int) -> String { "2026-" + padded(number, 2) }

    static var days: [Day] { (first.number...last.number).map { Day(number: $0) } }

    /// A month's rows in a file of its own, below a header.
    func table(_ stem: String, _ header: String, _ rows: (Int) -> [String]) {
        for month in Harbor.months {
            let lines = rows(month)
            if lines.isEmpty { continue }
            texts["\(stem)-\(self.month(month)).csv"] =
                ([header] + lines).joined(separator: "\n") + "\n"
        }
    }

    /// Capitals and digits as services number what they do.
    func token(_ count: Int) -> String {
        let letters = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")
        return String((0..<count).map { _ in letters[random.below(letters.count)] })
    }
}

extension Day {
    /// This day or the next on which American banks work.
    var federalDay: Day {
        var day = self
        while day.weekday > 4 || day == Day(2026, 7, 3) || day == Day(2026, 9, 7) { day = day + 1 }
        return day
    }

    /// The banks' day after so many of theirs.
    func federal(plus count: Int) -> Day {
        (0..<count).reduce(self) { day, _ in (day + 1).federalDay }
    }

    /// 07/01/2026
    var american: String {
        let (year, month, day) = parts
        return "\(padded(month, 2))/\(padded(day, 2))/\(year)"
    }
}

/// 09:05 of minutes after midnight.
func clock(_ minute: Int) -> String { "\(padded(minute / 60, 2)):\(padded(minute % 60, 2))" }

/// What a service did with a payment; cents, positive where the shop is credited.
struct ServiceRow {
    let number: String
    let day: Day
    let minute: Int
    let category: String
    let order: String
    let text: String
    let gross: Int64
    let fee: Int64
    /// The payment that it is of, as the service knows it.
    var charge = ""
    var payout = ""
    var payoutDay = Day(number: 0)
    var net: Int64 { gross - fee }
}
