internal import Accounting
internal import Ledger
internal import Validation

/// What was found for a number, nil where it was not asked for yet.
struct Answers<Value> {
    private var values: [Value?] = []

    subscript(number: Int32) -> Value? {
        get { Int(number) < values.count ? values[Int(number)] : nil }
        set {
            while values.count <= Int(number) { values.append(nil) }
            values[Int(number)] = newValue
        }
    }

    /// What was found, with its numbers in their order.
    var all: [(number: Int, value: Value)] {
        values.enumerated().compactMap { number, value in value.map { (number, $0) } }
    }
}

/// Sums of the store-days a file has brought, while it is read.
struct StoreDays {
    struct Key: Hashable {
        /// The store's number in the file's vocabulary.
        var store: Int32
        var day: Int32
        /// The place in `monies` of what its orders are in.
        var money: Int
    }

    struct Sums {
        let id: Int64
        /// What its orders are in; nil = their source's currency, no rate stated.
        var money: SaleMoney?
        var firstSale: Int64
        var lastSale: Int64
        var orders: Int64 = 0
        var total: Int64 = 0
        var span: Span
        /// By place in `accounts`, signed as the entry posts them: debit positive.
        var amounts: [Int64] = []
        /// By number of the tax code: what was sold under it before tax, and its tax.
        var taxed: [(base: Int64, tax: Int64)] = []
        /// The same of taxes that orders state as a whole, by their codes.
        var orderTaxes: [String: (base: Int64, tax: Int64)] = [:]
        /// What of `amounts` has items of its own, by place of the account.
        var cleared: [Int: Int64] = [:]
        var receivables: [(party: String, order: String, amount: Int64, line: Int64)] = []

        @inline(__always) mutating func add(_ place: Int, _ amount: Int64) {
            while amounts.count <= place { amounts.append(0) }
            amounts[place] &+= amount
        }

        @inline(__always) mutating func add(taxCode number: Int32, _ base: Int64, _ tax: Int64) {
            while taxed.count <= Int(number) { taxed.append((0, 0)) }
            taxed[Int(number)].base &+= base
            taxed[Int(number)].tax &+= tax
        }

        /// A tax that an order states as a whole.
        mutating func add(_ code: Tax, _ base: Int64, _ tax: Int64) {
            orderTaxes[code.code, default: (0, 0)].base &+= base
            orderTaxes[code.code, default: (0, 0)].tax &+= tax
        }
    }

    /// An order of this file that posted or not.
    struct SeenOrder {
        var gross: Int64
        var line: Int32
        var day: Int32
    }

    /// Orders whose numbers are told apart: of a store, or of a store's day.
    private struct SeenGroup: Hashable {
        var store: Int32
        var day: Int32
    }

    private struct SeenOrders {
        private var numbers = TextNumbers()
        private var orders: [SeenOrder] = []
        /// What came back of orders on another day under the same number, by their places.
        private var returns: [Int: (gross: Int64, day: Int32)] = [:]

        mutating func see(_ number: ArraySlice<UInt8>, _ order: SeenOrder) -> SeenOrder? {
            let place = numbers.number(number)
            if place == orders.count {
                orders.append(order)
                return nil
            }
            let before = orders[place]
            if before.day != order.day, before.gross.signum() * order.gross.signum() < 0 {
                guard let back = returns[place] else {
                    returns[place] = (order.gross, order.day)
                    return nil
                }
                return SeenOrder(gross: back.gross, line: order.line, day: back.day)
            }
            if before.day == order.day {
                orders[place] = order
                returns[place] = nil
            }
            return before
        }

        func forEach(_ take: (ArraySlice<UInt8>, SeenOrder) -> Void) {
            for (place, order) in orders.enumerated() {
                let number = Array(numbers.text(place).utf8)[...]
                take(number, order)
                guard let back = returns[place] else { continue }
                take(number, SeenOrder(gross: back.gross, line: order.line, day: back.day))
            }
        }
    }

    /// What orders are in, in the order of first use.
    private var monies: [SaleMoney?] = [nil]
    var sums: [Sums] = []
    private var places: [Key: Int] = [:]
    private var last: (key: Key, place: Int)?

    /// Accounts the file's sales post on, in the order of their first use.
    private(set) var accounts: [Int64] = []
    private var accountPlaces: [Int64: Int] = [:]
    /// Places in `accounts` by number of the category, tax code and tender.
    var categories = Answers<Int>()
    var taxes = Answers<Int>()
    var tenders = Answers<Int>()
    /// The same by number of what a part stands for.
    var parts = Answers<Int>()
    var partWords = Answers<Int64>()
    /// What lines of a category, and parts, are to the figures, by the same numbers.
    var natures = Answers<SaleNature>()
    var partNatures = Answers<SaleNature>()
    /// Words of the book by number of the category and the tax code.
    var categoryWords = Answers<Int64>()
    var taxWords = Answers<Int64>()
    /// The same of what was sold; 0 for a text that says nothing.
    var productWords = Answers<Int64>()
    /// What store-days have sold and taken back, where the client keeps stock.
    var sold = SoldQuantities()
    /// Tax codes by number.
    var taxCodes = Answers<String>()

    /// Orders of this file by store and number, up to `mostSeen`; beyond them the book's own lines
    /// are asked at the file's end.
    private var seen: [SeenGroup: SeenOrders] = [:]
    private(set) var seenCount = 0
    private(set) var hasMoreThanSeen = false
    static let mostSeen = 500_000
    /// The first and the last line of sales this file has brought.
    var sales: (first: Int64, last: Int64)?

    /// What orders leave on clearing accounts of payment services.
    private(set) var cleared = ClearedSales()
    /// What the order being read leaves there, by place of the account.
    private var uncleared: [(account: Int, amount: Int64)] = []

    /// Store-days that other files have posted, of the years asked for.
    var covered: [BookSession.SaleDay: [BookSession.SaleSpan]] = [:]
    var coveredYears: Set<Int> = []
    /// The month about which orders of other files were last looked up.
    var lookedUp: Month?
    /// Their orders, of the store-days asked for.
    var known: [BookSession.SaleDay: [[UInt8]: (gross: Int64, line: Int64)]] = [:]

    var isEmpty: Bool { sums.isEmpty }

    /// The sums of a store-day, made by `new` where it is the first time.
    mutating func place(_ key: Key, _ new: () throws -> Sums) rethrows -> Int {
        if let last, last.key == key { return last.place }
        if let known = places[key] {
            last = (key, known)
            return known
        }
        sums.append(try new())
        places[key] = sums.count - 1
        last = (key, sums.count - 1)
        return sums.count - 1
    }

    /// The place of what an order is in.
    mutating func place(ofMoney money: SaleMoney?) -> Int {
        if money == nil { return 0 }
        if let known = monies.firstIndex(of: money) { return known }
        monies.append(money)
        return monies.count - 1
    }

    mutating func place(ofAccount account: Int64) -> Int {
        if let known = accountPlaces[account] { return known }
        accounts.append(account)
        accountPlaces[account] = accounts.count - 1
        return accounts.count - 1
    }

    var hasTenders: Bool { !uncleared.isEmpty }

    /// Notes what of an order goes to a clearing account.
    mutating func clear(_ amount: Int64, on account: Int) {
        if let known = uncleared.firstIndex(where: { $0.account == account }) {
            uncleared[known].amount &+= amount
        } else {
            uncleared.append((account, amount))
        }
    }

    /// Ends an order: one amount an account, under the number of the sale that it gives back.
    mutating func endTenders(
        order: ArraySlice<UInt8>, givenBack: ArraySlice<UInt8>?, _ place: Int, line: Int64
    ) {
        for (account, amount) in uncleared where amount != 0 {
            let named = amount < 0 ? givenBack ?? order : order
            cleared.append(day: place, account: account, order: named, amount: amount, line: line)
            sums[place].cleared[account, default: 0] &+= amount
        }
        uncleared.removeAll(keepingCapacity: true)
    }

    /// The business days of `sums`, by place.
    var placedDays: [Int32] {
        var days = Array(repeating: Int32(0), count: sums.count)
        for (key, place) in places { days[place] = key.day }
        return days
    }

    /// Notes an order; what it was when it came before.
    /// - Parameter isDaily: true where numbers begin again every day.
    mutating func see(
        _ number: ArraySlice<UInt8>, ofStore store: Int32, isDaily: Bool, _ order: SeenOrder
    ) -> SeenOrder? {
        if seenCount >= StoreDays.mostSeen {
            seen = [:]
            seenCount = 0
            hasMoreThanSeen = true
        }
        let group = SeenGroup(store: store, day: isDaily ? order.day : 0)
        let before = seen[group, default: SeenOrders()].see(number, order)
        if before == nil { seenCount += 1 }
        return before
    }

    /// Every order of the file that it remembers, with its store.
    func forEachSeen(
        _ stores: TextNumbers, _ take: (ArraySlice<UInt8>, ArraySlice<UInt8>, SeenOrder) -> Void
    ) {
        for (group, orders) in seen {
            let store = Array(stores.text(Int(group.store)).utf8)[...]
            orders.forEach { take(store, $0, $1) }
        }
    }

    /// Store-days in order of day and store, with their sums.
    func ordered(_ stores: TextNumbers) -> [(store: String, day: Day, sums: Sums)] {
        places.map { key, place in (stores.text(Int(key.store)), key, place) }
            .sorted { ($0.1.day, $0.0, $0.1.money) < ($1.1.day, $1.0, $1.1.money) }
            .map { ($0.0, Day(number: $0.1.day), sums[$0.2]) }
    }
}
