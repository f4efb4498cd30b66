/// Lines of orders in columns; amounts in minor units, sales positive, refunds negative.
public struct SalesRows: Sendable {
    public var spans: [Span] = []
    public var days: [Int32] = []
    public var stores = RepeatedTexts()
    public var orders: [TextSlice] = []
    public var lines: [TextSlice] = []
    public var statuses = RepeatedTexts()
    public var categories = RepeatedTexts()
    public var taxCodes = RepeatedTexts()
    public var tenders = RepeatedTexts()
    public var customers: [TextSlice] = []
    public var texts: [TextSlice] = []
    /// What was sold, by its item code (SKU); empty where it is not stated.
    public var products = RepeatedTexts()
    /// Minutes after midnight of the sale, told as the business day is; −1 where not stated.
    public var minutes: [Int32] = []
    /// Thousandths of a unit.
    public var quantities: [Int64] = []
    public var nets: [Int64] = []
    public var taxes: [Int64] = []
    public var grosses: [Int64] = []
    public var discounts: [Int64] = []
    public var tendered: [Int64] = []
    /// `notStated` where the row does not state it.
    public var totals: [Int64] = []
    public var outstanding: [Int64] = []
    /// Order-level amounts that belong to no line (shipping, tax, discount of an order export).
    public var orderShipping: [Int64] = []
    public var orderTax: [Int64] = []
    public var orderDiscount: [Int64] = []
    /// What rows state beside their own lines, in the order of rows.
    public var parts: [SalePart] = []
    /// Days on which orders were called off, in the order of rows.
    public var cancellations: [(row: Int, day: Day)] = []
    /// Numbers of receipts, by till, in the order of rows.
    public var receipts: [(row: Int, till: TextSlice, number: TextSlice)] = []
    /// Sales that rows say they give back, by the number of their order.
    public var givenBack: [(row: Int, order: TextSlice)] = []
    /// What rows of orders are in that are not in their source's currency, or state a rate.
    public var monies: [(row: Int, money: SaleMoney)] = []
    /// Totals among the rows; no row of this batch is theirs.
    public var controls: [SalesControl] = []
    public var arena = Arena()
    public var flaws: [(row: Int, flaw: Flaw)] = []

    public static let notStated = Int64.min

    public init() {}

    /// - Parameter capacity: the rows that room is made for.
    public init(capacity: Int) {
        spans.reserveCapacity(capacity)
        days.reserveCapacity(capacity)
        minutes.reserveCapacity(capacity)
        for column in SalesRows.textColumns { self[keyPath: column].reserveCapacity(capacity) }
        for column in SalesRows.repeatedColumns { self[keyPath: column].reserveCapacity(capacity) }
        for column in SalesRows.numberColumns { self[keyPath: column].reserveCapacity(capacity) }
    }

    public var count: Int { spans.count }
    /// True where it brings neither a line nor a total.
    public var isEmpty: Bool { spans.isEmpty && controls.isEmpty }

    /// The rows of each order, in their order; an order's rows stand together.
    public var orderRanges: [Range<Int>] {
        var ranges: [Range<Int>] = []
        var first = 0
        while first < count {
            let end = endOfOrder(from: first)
            ranges.append(first..<end)
            first = end
        }
        return ranges
    }

    /// The row after the last of the order that a row begins.
    ///
    /// A row of another store begins another order: stores may number theirs alike. So does one of
    /// another day and sign: what came back under the number of its sale.
    public func endOfOrder(from first: Int) -> Int {
        let (order, store) = (arena[orders[first]], stores.numbers[first])
        let isAnyStore = stores[first].count == 0
        var end = first + 1
        while end < count, arena[orders[end]].elementsEqual(order),
            isAnyStore || stores.numbers[end] == store || stores[end].count == 0,
            !isReturn(end, of: first)
        {
            end += 1
        }
        return end
    }

    private func isReturn(_ row: Int, of sale: Int) -> Bool {
        days[row] != days[sale] && days[row] != BankRows.missingDay
            && grosses[row].signum() * grosses[sale].signum() < 0
    }

    /// Takes one line in; its texts stand in the batch's arena.
    public mutating func append(_ line: SalesLine) {
        spans.append(line.span)
        days.append(line.day)
        stores.append(line.store, arena)
        orders.append(line.order)
        lines.append(line.line)
        statuses.append(line.status, arena)
        categories.append(line.category, arena)
        taxCodes.append(line.taxCode, arena)
        tenders.append(line.tender, arena)
        customers.append(line.customer)
        texts.append(line.text)
        products.append(line.product, arena)
        minutes.append(line.minute)
        quantities.append(line.quantity)
        nets.append(line.net)
        taxes.append(line.tax)
        grosses.append(line.gross)
        discounts.append(line.discount)
        tendered.append(line.tendered)
        totals.append(line.total)
        outstanding.append(line.outstanding)
        orderShipping.append(line.orderShipping)
        orderTax.append(line.orderTax)
        orderDiscount.append(line.orderDiscount)
    }

    /// Takes the rows of the last order out of the batch, into one with room for `capacity`.
    public mutating func splitLastOrder(capacity: Int = 0) -> SalesRows {
        var rest = SalesRows(capacity: capacity)
        guard let last = orders.last else { return rest }
        var start = count - 1
        while start > 0, arena[orders[start - 1]].elementsEqual(arena[last]) { start -= 1 }
        rest.spans += spans[start...]
        rest.days += days[start...]
        rest.minutes += minutes[start...]
        for column in SalesRows.numberColumns {
            rest[keyPath: column] += self[keyPath: column][start...]
        }
        for column in SalesRows.textColumns {
            for slice in self[keyPath: column][start...] {
                let text = rest.arena.append(arena[slice])
                rest[keyPath: column].append(text)
            }
        }
        for column in SalesRows.repeatedColumns {
            for slice in self[keyPath: column][start...] {
                let text = rest.arena.append(arena[slice])
                rest[keyPath: column].append(text, rest.arena)
            }
        }
        for part in parts where part.row >= start {
            let name = rest.arena.append(arena[part.name])
            rest.parts.append(
                SalePart(
                    row: part.row - start, kind: part.kind, name: name, amount: part.amount))
        }
        for receipt in receipts where receipt.row >= start {
            let till = rest.arena.append(arena[receipt.till])
            let number = rest.arena.append(arena[receipt.number])
            rest.receipts.append((receipt.row - start, till, number))
        }
        for sale in givenBack where sale.row >= start {
            let order = rest.arena.append(arena[sale.order])
            rest.givenBack.append((sale.row - start, order))
        }
        rest.monies = monies.filter { $0.row >= start }.map { ($0.row - start, $0.money) }
        rest.cancellations = cancellations.filter { $0.row >= start }
            .map { ($0.row - start, $0.day) }
        rest.flaws = flaws.filter { $0.row >= start }.map { ($0.row - start, $0.flaw) }
        truncate(to: start)
        return rest
    }

    /// Drops the rows from `end` on; their texts stay.
    private mutating func truncate(to end: Int) {
        let dropped = count - end
        spans.removeLast(dropped)
        days.removeLast(dropped)
        minutes.removeLast(dropped)
        for column in SalesRows.textColumns { self[keyPath: column].removeLast(dropped) }
        for column in SalesRows.repeatedColumns { self[keyPath: column].removeLast(dropped) }
        for column in SalesRows.numberColumns { self[keyPath: column].removeLast(dropped) }
        flaws.removeAll { $0.row >= end }
        parts.removeAll { $0.row >= end }
        monies.removeAll { $0.row >= end }
        cancellations.removeAll { $0.row >= end }
        receipts.removeAll { $0.row >= end }
        givenBack.removeAll { $0.row >= end }
    }

    /// The rows of an order with every amount negated, as they stand on another day.
    /// - Parameter parts: those of the rows, by their places in `parts`.
    public func reversed(_ range: Range<Int>, parts: Range<Int>, on day: Day) -> SalesRows {
        var rows = SalesRows(capacity: range.count)
        rows.arena = arena
        rows.spans += spans[range]
        rows.days = Array(repeating: day.number, count: range.count)
        rows.minutes += minutes[range]
        for column in SalesRows.textColumns {
            rows[keyPath: column] += self[keyPath: column][range]
        }
        for column in SalesRows.repeatedColumns {
            for text in self[keyPath: column][range] { rows[keyPath: column].append(text, arena) }
        }
        for column in SalesRows.numberColumns {
            rows[keyPath: column] += self[keyPath: column][range].map {
                $0 == SalesRows.notStated ? $0 : 0 - $0
            }
        }
        rows.monies = monies.filter { range.contains($0.row) }
            .map { ($0.row - range.lowerBound, $0.money) }
        for part in self.parts[parts] where part.kind != .refund {
            rows.parts.append(
                SalePart(
                    row: part.row - range.lowerBound, kind: part.kind, name: part.name,
                    amount: 0 - part.amount))
        }
        return rows
    }

    /// The columns of texts.
    private static var textColumns: [WritableKeyPath<SalesRows, [TextSlice]>] {
        [\.orders, \.lines, \.customers, \.texts]
    }

    /// The columns of texts that mostly come again.
    private static var repeatedColumns: [WritableKeyPath<SalesRows, RepeatedTexts>] {
        [\.stores, \.statuses, \.categories, \.taxCodes, \.tenders, \.products]
    }

    /// The columns of amounts and quantities.
    private static var numberColumns: [WritableKeyPath<SalesRows, [Int64]>] {
        [
            \.quantities, \.nets, \.taxes, \.grosses, \.discounts, \.tendered, \.totals,
            \.outstanding, \.orderShipping, \.orderTax, \.orderDiscount,
        ]
    }
}

/// One line of an order as it goes into a batch; what is not stated has the value it stands for.
public struct SalesLine: Sendable {
    public var span: Span
    public var day = BankRows.missingDay
    public var store = TextSlice.empty
    public var order = TextSlice.empty
    public var line = TextSlice.empty
    public var status = TextSlice.empty
    public var category = TextSlice.empty
    public var taxCode = TextSlice.empty
    public var tender = TextSlice.empty
    public var customer = TextSlice.empty
    public var text = TextSlice.empty
    public var product = TextSlice.empty
    public var minute: Int32 = -1
    public var quantity: Int64 = 1000
    public var net: Int64 = 0
    public var tax: Int64 = 0
    public var gross: Int64 = 0
    public var discount: Int64 = 0
    public var tendered: Int64 = 0
    public var total = SalesRows.notStated
    public var outstanding = SalesRows.notStated
    public var orderShipping: Int64 = 0
    public var orderTax: Int64 = 0
    public var orderDiscount: Int64 = 0

    public init(span: Span) { self.span = span }
}
