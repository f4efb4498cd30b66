internal import Accounting
internal import Ledger
internal import Validation

/// How much of what the store-days of a file have sold and taken back: in columns, in the order
/// store-day and product first met, found by open addressing. About 60 bytes a pair.
struct SoldQuantities {
    private(set) var days: [Int64] = []
    /// Products as words of the book.
    private(set) var products: [Int64] = []
    /// Thousandths, both positive.
    private(set) var sold: [Int64] = []
    private(set) var returned: [Int64] = []
    /// Where the pair first met.
    private(set) var lines: [Int32] = []
    /// Pairs by hash, −1 for none; a power of two long, at most half full.
    private var slots: [Int32] = Array(repeating: -1, count: 64)

    var count: Int { days.count }

    /// - Parameter quantity: negative for what came back.
    mutating func add(day: Int64, product: Int64, quantity: Int64, line: Int32) {
        let place = place(day, product, line)
        if quantity < 0 {
            returned[place] &-= quantity
        } else {
            sold[place] &+= quantity
        }
    }

    private mutating func place(_ day: Int64, _ product: Int64, _ line: Int32) -> Int {
        var slot = slot(day, product)
        while slots[slot] >= 0 {
            let known = Int(slots[slot])
            if days[known] == day, products[known] == product { return known }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Int32(days.count)
        days.append(day)
        products.append(product)
        sold.append(0)
        returned.append(0)
        lines.append(line)
        if 2 * days.count > slots.count { grow() }
        return days.count - 1
    }

    /// Fibonacci hashing of both numbers.
    @inline(__always) private func slot(_ day: Int64, _ product: Int64) -> Int {
        let key = UInt64(bitPattern: day &* 1_000_003 &+ product) &* 0x9E37_79B9_7F4A_7C15
        return Int(key >> 32) & (slots.count - 1)
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for index in days.indices {
            var slot = slot(days[index], products[index])
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(index)
        }
    }
}

extension Poster {
    /// Counts what the rows of an order sold and took back, where the client keeps stock.
    ///
    /// A row takes back where its amount is under zero, whatever sign its quantity has; a row
    /// without an amount, where its quantity is. Refunds of money alone move no goods.
    func countSold(_ order: OrderFacts, _ place: Int, _ days: inout StoreDays) throws {
        guard keepsStock else { return }
        let batch = order.batch
        for row in order.range where batch.rows.products[row].count > 0 {
            var amount = batch.rows.nets[row]
            if batch.isBare(row) {
                let parts = batch.parts(row..<row + 1).filter { batch.rows.parts[$0].kind == .item }
                if parts.isEmpty { continue }
                amount = parts.reduce(0) { $0 &+ batch.rows.parts[$1].amount }
            }
            let quantity = batch.rows.quantities[row]
            let magnitude = Int64(clamping: quantity.magnitude)
            let isReturned = amount == 0 ? quantity < 0 : amount < 0
            days.sold.add(
                day: days.sums[place].id, product: try product(row, of: batch, &days),
                quantity: isReturned ? -magnitude : magnitude, line: batch.rows.spans[row].line)
        }
    }

    /// Moves stock by what store-days have sold and taken back: a move an item and product, of
    /// the store's location; what is made of others moves these, on their way out and back.
    ///
    /// A product that items.csv does not have is told once a file and moves nothing.
    /// - Parameter ends: the store-days with the entries of each.
    func appendSold(_ ends: [(store: String, day: Day, sums: StoreDays.Sums, entry: Int64)])
        throws
    {
        let quantities = file.storeDays.sold
        guard quantities.count > 0 else { return }
        let places = Dictionary(
            ends.enumerated().map { ($1.sums.id, $0) }, uniquingKeysWith: { first, _ in first })
        let texts = Dictionary(
            file.storeDays.productWords.all.map { ($0.value, $0.number) },
            uniquingKeysWith: { first, _ in first })
        let products = file.vocabulary?.products ?? TextNumbers()
        var unknown: Set<Int64> = []
        let order = (0..<quantities.count).sorted {
            (places[quantities.days[$0]] ?? 0, $0) < (places[quantities.days[$1]] ?? 0, $1)
        }
        for pair in order {
            guard let place = places[quantities.days[pair]],
                let number = texts[quantities.products[pair]]
            else { continue }
            let code = products.text(number)
            guard books.products[code] != nil else {
                if unknown.insert(quantities.products[pair]).inserted {
                    tellUnknown(code, line: Int(quantities.lines[pair]), ends[place].day)
                }
                continue
            }
            for (kind, quantity) in [
                (StockMoveKind.sale, -quantities.sold[pair]),
                (.customerReturn, quantities.returned[pair]),
            ] where quantity != 0 {
                try append(kind, quantity, of: code, ends[place], line: quantities.lines[pair])
            }
        }
    }

    private func append(
        _ kind: StockMoveKind, _ quantity: Int64, of code: String,
        _ end: (store: String, day: Day, sums: StoreDays.Sums, entry: Int64), line: Int32
    ) throws {
        let sold = try session.word(code.utf8)
        for taken in books.products.consumption(of: code, quantity) {
            let item = taken.item == code ? sold : try session.word(taken.item.utf8)
            try session.append(
                StockMoveRecord(
                    entry: end.entry, source: file.source.name, document: end.store, kind: kind,
                    day: end.day, product: item, sold: item == sold ? nil : sold,
                    location: end.store, quantity: taken.quantity, file: file.id,
                    line: Int64(line)))
        }
    }

    private func tellUnknown(_ code: String, line: Int, _ day: Day) {
        let finding = ProductUnknown.finding(
            at: Place(file: file.path, line: line), found: code, ["product": code])
        for finding in file.judge.ruling(ProductUnknown.self, finding).findings {
            file.log.add(finding, unit: 0, day: day, verdict: nil)
        }
    }
}
