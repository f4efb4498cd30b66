internal import Accounting
internal import GRDB
internal import GRDBSQLite

/// One look through lines of sales, in the order of their numbers: sums in columns, no object a
/// line. An order's lines stand together, so the last one seen tells a new one.
struct SaleScan {
    private struct Key: Hashable {
        var store: Int
        var category: Int64
        var product: Int64
    }

    /// Sums of a store, category and product, with the places its orders count in.
    private struct Cell {
        var key: Key
        var sums = SaleSums()
        var category: Int
        var product: Int
    }

    /// Orders counted by a number's own place.
    private struct Tally {
        var places: [Int64: Int] = [:]
        var orders: [Int64] = []
        private var last: [Int] = []

        mutating func place(_ number: Int64) -> Int {
            if let known = places[number] { return known }
            places[number] = orders.count
            orders.append(0)
            last.append(-1)
            return orders.count - 1
        }

        @inline(__always) mutating func count(_ place: Int, _ order: Int) {
            guard last[place] != order else { return }
            last[place] = order
            orders[place] &+= 1
        }
    }

    private struct Line {
        var quantity: Int64
        var net: Int64
        var tax: Int64
        var discount: Int64
        var nature: SaleNature
    }

    private var days: [SalesFacts.StoreDay] = []
    private var dayPlaces: [Int64: Int] = [:]
    private var dayStores: [Int] = []
    /// By place of the day, of those in another currency.
    private var conversions: [Int: SaleConversion] = [:]
    private var stores: [[String]: Int] = [:]
    private var cells: [Cell] = []
    private var cellPlaces: [Key: Int] = [:]
    private var lastCell: (key: Key, place: Int)?
    private var categories = Tally()
    private var products = Tally()
    private var hours = Tally()
    private var hourSums = [SaleSums](repeating: SaleSums(), count: 25)
    private var dayOrders = Tally()
    private var amounts = [Int64](repeating: 0, count: SaleNature.allCases.count)
    private var order = -1
    private var orderDay = -1
    private var orderNumber: [UInt8] = []
    private var orders = Tally()

    /// The word of the book that says nothing.
    private let emptyWord: Int64
    /// Categories of products, of lines that state none.
    private let listed: [Int64: Int64]

    init(emptyWord: Int64, listed: [Int64: Int64]) {
        self.emptyWord = emptyWord
        self.listed = listed
        for hour in 0..<25 { _ = hours.place(Int64(hour)) }
        _ = orders.place(0)
    }

    /// A store-day whose lines are to be looked at.
    mutating func add(
        _ id: Int64, source: String, store: String, day: Int32, _ conversion: SaleConversion?
    ) {
        dayPlaces[id] = days.count
        conversions[days.count] = conversion
        _ = dayOrders.place(Int64(days.count))
        days.append(.init(source: source, store: store, day: Day(number: day), sums: SaleSums()))
        let known = stores[[source, store]] ?? stores.count
        stores[[source, store]] = known
        dayStores.append(known)
    }

    /// Takes in the lines of a span; those of other store-days are passed over.
    mutating func take(_ span: ClosedRange<Int64>, _ db: Database) throws {
        let sql = """
            SELECT s.sale_day, s.order_number, s.category, s.quantity, s.net, s.tax, s.discount,
              d.product, coalesce(d.minute, -1), d.nature
            FROM sale s LEFT JOIN sale_detail d ON d.id = s.id
            WHERE s.id BETWEEN ?1 AND ?2 ORDER BY s.id
            """
        guard let connection = db.sqliteConnection else { return }
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK else {
            throw DatabaseError(message: String(cString: sqlite3_errmsg(connection)))
        }
        defer { sqlite3_finalize(statement) }
        sqlite3_bind_int64(statement, 1, span.lowerBound)
        sqlite3_bind_int64(statement, 2, span.upperBound)
        var lastDay: (id: Int64, place: Int)?
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else {
                throw DatabaseError(
                    resultCode: ResultCode(rawValue: code),
                    message: String(cString: sqlite3_errmsg(connection)))
            }
            let id = sqlite3_column_int64(statement, 0)
            if lastDay?.id != id { lastDay = (id, dayPlaces[id] ?? -1) }
            guard let day = lastDay?.place, day >= 0 else { continue }
            take(statement, day)
        }
    }

    /// Takes in one line of a store-day.
    private mutating func take(_ statement: OpaquePointer?, _ day: Int) {
        noteOrder(statement, day)
        let nature = SaleNature(rawValue: sqlite3_column_int64(statement, 9)) ?? .other
        var line = Line(
            quantity: sqlite3_column_int64(statement, 3), net: sqlite3_column_int64(statement, 4),
            tax: sqlite3_column_int64(statement, 5), discount: sqlite3_column_int64(statement, 6),
            nature: nature)
        if !conversions.isEmpty, conversions[day] != nil {
            line.net = conversions[day]?.net.take(line.net) ?? line.net
            line.tax = conversions[day]?.tax.take(line.tax) ?? line.tax
            line.discount = conversions[day]?.discount.take(line.discount) ?? line.discount
        }
        amounts[Int(nature.rawValue)] &+= line.net
        let product = sqlite3_column_int64(statement, 7)
        var category: Int64 = 0
        if nature == .goods || nature == .discount {
            category = sqlite3_column_int64(statement, 2)
            if category == emptyWord { category = listed[product] ?? 0 }
        }
        let cell = cell(Key(store: dayStores[day], category: category, product: product))
        let minute = Int(sqlite3_column_int64(statement, 8))
        let hour = minute < 0 ? 24 : min(minute / 60, 23)
        SaleScan.add(line, to: &cells[cell].sums)
        SaleScan.add(line, to: &hourSums[hour])
        SaleScan.add(line, to: &days[day].sums)
        guard nature == .goods, line.net >= 0 else { return }
        categories.count(cells[cell].category, order)
        products.count(cells[cell].product, order)
        hours.count(hour, order)
        dayOrders.count(day, order)
        orders.count(0, order)
    }

    /// Begins another order where the line's is not the last one's.
    private mutating func noteOrder(_ statement: OpaquePointer?, _ day: Int) {
        let text = UnsafeRawBufferPointer(
            start: sqlite3_column_text(statement, 1),
            count: Int(sqlite3_column_bytes(statement, 1)))
        if orderDay == day, orderNumber.elementsEqual(text) { return }
        orderNumber.removeAll(keepingCapacity: true)
        orderNumber.append(contentsOf: text)
        orderDay = day
        order += 1
    }

    private mutating func cell(_ key: Key) -> Int {
        if let lastCell, lastCell.key == key { return lastCell.place }
        let place = cellPlaces[key] ?? cells.count
        if place == cells.count {
            cellPlaces[key] = place
            cells.append(
                Cell(
                    key: key, category: categories.place(key.category),
                    product: products.place(key.product)))
        }
        lastCell = (key, place)
        return place
    }

    /// Goods with a negative amount are given back, with their units.
    @inline(__always) private static func add(_ line: Line, to sums: inout SaleSums) {
        sums.tax &+= line.tax
        switch line.nature {
        case .goods:
            let whole = line.net &+ line.discount
            sums.discounts &+= line.discount
            if line.net < 0 {
                sums.returns &-= whole
                sums.quantity &-= Int64(clamping: line.quantity.magnitude)
            } else {
                sums.gross &+= whole
                sums.quantity &+= line.quantity
            }
        case .discount: sums.discounts &-= line.net
        case .refund: sums.returns &-= line.net
        default: break
        }
    }

    /// Words that the sums are named by.
    var words: Set<Int64> {
        Set(categories.places.keys).union(products.places.keys)
    }

    /// The sums by the texts of the words.
    func facts(_ words: [Int64: String]) -> SalesFacts {
        var facts = SalesFacts()
        facts.days = days
        for place in days.indices { facts.days[place].sums.orders = dayOrders.orders[place] }
        facts.hours = hourSums
        for hour in 0..<25 { facts.hours[hour].orders = hours.orders[hour] }
        let names = Dictionary(uniqueKeysWithValues: stores.map { ($0.value, $0.key) })
        facts.cells = cells.map { cell in
            let name = names[cell.key.store] ?? ["", ""]
            return SalesFacts.Cell(
                source: name[0], store: name[1], category: words[cell.key.category] ?? "",
                product: words[cell.key.product] ?? "", sums: cell.sums)
        }
        for (word, place) in categories.places {
            facts.categoryOrders[words[word] ?? "", default: 0] += categories.orders[place]
        }
        for (word, place) in products.places {
            facts.productOrders[words[word] ?? "", default: 0] += products.orders[place]
        }
        for nature in SaleNature.allCases where nature != .tax {
            facts.amounts[nature] = amounts[Int(nature.rawValue)]
        }
        for day in facts.days { facts.total.add(day.sums) }
        return facts
    }
}
