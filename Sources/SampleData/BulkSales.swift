/// One bulk order: up to four lines, drawn before any is written since the total stands first.
private struct Order {
    static let most = 4
    var lines = 0
    var total: Int64 = 0
    var store = 0
    var cash = false
    let category = UnsafeMutablePointer<Int>.allocate(capacity: most)
    let quantity = UnsafeMutablePointer<UInt64>.allocate(capacity: most)
    let net = UnsafeMutablePointer<Int64>.allocate(capacity: most)
    let tax = UnsafeMutablePointer<Int64>.allocate(capacity: most)
    /// What a till with times and products also says; drawn of the same numbers.
    var minute: UInt64 = 0
    let product = UnsafeMutablePointer<Int>.allocate(capacity: most)
    let discount = UnsafeMutablePointer<Int64>.allocate(capacity: most)

    func free() {
        product.deallocate()
        discount.deallocate()
        category.deallocate()
        quantity.deallocate()
        net.deallocate()
        tax.deallocate()
    }

    @inline(__always)
    mutating func draw(_ random: inout SplitMix64, atMost: Int) {
        let chance = random.next()
        lines = min(atMost, 1 + Int(chance & 3))
        store = Int((chance >> 8) & 7)
        cash = (chance >> 16) & 3 == 0
        minute = 480 + (chance >> 24) % 720
        total = 0
        for line in 0..<lines {
            let draw = random.next()
            let index = Int(draw % 60)
            let rate = index % 3 == 0 ? 200 as Int64 : index % 3 == 1 ? 100 : 55
            let value = Int64((draw >> 16) % 4_900) + 100
            category[line] = index
            quantity[line] = 1 + (draw >> 40) % 3
            net[line] = value
            tax[line] = (value * rate + 500) / 1_000
            product[line] =
                index * Bulk.productsEach + Int((draw >> 44) % UInt64(Bulk.productsEach))
            discount[line] = (draw >> 52) % 8 == 0 ? (value + 5) / 10 : 0
            total += value + tax[line]
        }
    }
}

/// Bulk sales lines over 2026, as CSV or JSON lines.
struct BulkSales {
    private let days = TextTable(Bulk.days)
    private let stores = TextTable(Bulk.stores)
    private let categories = TextTable(Bulk.categories)
    private let codes = TextTable(Bulk.taxes.map(\.code))
    private let output: Output
    private let products = TextTable(Bulk.products)
    private let json: Bool
    private let isDetailed: Bool

    /// - Parameter isDetailed: lines also have a time, a product and some of them a discount.
    init(json: Bool, isDetailed: Bool = false, to output: Output) {
        self.json = json
        self.isDetailed = isDetailed
        self.output = output
    }

    func write(rows: Int, seed: UInt64) throws {
        if !json {
            let header = salesHeader + (isDetailed ? ",time,product\n" : "\n")
            try output.put(all: header.utf8)
        }
        var random = SplitMix64(seed: seed)
        var order = Order()
        defer { order.free() }
        var done = 0
        var number: UInt64 = 0
        while done < rows {
            order.draw(&random, atMost: rows - done)
            number += 1
            let day = days[done * 365 / rows]
            for line in 0..<order.lines {
                try output.room()
                if json {
                    jsonRow(order, line, number, day)
                } else {
                    csvRow(order, line, number, day)
                }
            }
            done += order.lines
        }
        try output.flush()
    }

    @inline(__always)
    private func csvRow(_ order: Order, _ line: Int, _ number: UInt64, _ day: Text) {
        output.put(stores[order.store])
        output.put(44)
        output.put(day)
        output.put(",T")
        output.put(number, width: 9)
        output.put(44)
        output.put(UInt64(line + 1))
        output.put(line == 0 ? ",paid," : ",,")
        output.put(categories[order.category[line]])
        output.put(",Article ")
        output.put(UInt64(order.category[line] + 1), width: 2)
        output.put(44)
        output.put(order.quantity[line])
        output.put(44)
        output.put(cents: order.net[line])
        output.put(44)
        output.put(codes[order.category[line] % 3])
        output.put(44)
        output.put(cents: order.tax[line])
        output.put(44)
        output.put(cents: order.net[line] + order.tax[line])
        if line == 0 {
            output.put(order.cash ? ",cash," : ",card,")
            output.put(cents: order.total)
            output.put(44)
            output.put(cents: order.total)
            output.put(",,,")
        } else {
            output.put(",,,,,,")
        }
        if isDetailed { detail(order, line) }
        output.put(10)
    }

    /// The discount, in the last of the published columns, then time and product.
    @inline(__always)
    private func detail(_ order: Order, _ line: Int) {
        if order.discount[line] != 0 { output.put(cents: order.discount[line]) }
        output.put(44)
        output.put(order.minute / 60, width: 2)
        output.put(58)
        output.put(order.minute % 60, width: 2)
        output.put(44)
        output.put(products[order.product[line]])
    }

    @inline(__always)
    private func jsonRow(_ order: Order, _ line: Int, _ number: UInt64, _ day: Text) {
        output.put("{\"store\":\"")
        output.put(stores[order.store])
        output.put("\",\"business_day\":\"")
        output.put(day)
        output.put("\",\"order\":\"T")
        output.put(number, width: 9)
        output.put("\",\"line\":")
        output.put(UInt64(line + 1))
        if line == 0 { output.put(",\"status\":\"paid\"") }
        output.put(",\"category\":\"")
        output.put(categories[order.category[line]])
        output.put("\",\"description\":\"Article ")
        output.put(UInt64(order.category[line] + 1), width: 2)
        output.put("\",\"quantity\":")
        output.put(order.quantity[line])
        output.put(",\"net\":")
        output.put(cents: order.net[line])
        output.put(",\"tax_code\":\"")
        output.put(codes[order.category[line] % 3])
        output.put("\",\"tax\":")
        output.put(cents: order.tax[line])
        output.put(",\"gross\":")
        output.put(cents: order.net[line] + order.tax[line])
        if line == 0 {
            output.put(order.cash ? ",\"tender\":\"cash\"" : ",\"tender\":\"card\"")
            output.put(",\"tender_amount\":")
            output.put(cents: order.total)
            output.put(",\"order_total\":")
            output.put(cents: order.total)
        }
        output.put("}\n")
    }
}

/// The published columns of a sales file.
let salesHeader =
    "store,business_day,order,line,status,category,description,quantity,net,tax_code,tax,gross,"
    + "tender,tender_amount,order_total,customer,outstanding,discount"
