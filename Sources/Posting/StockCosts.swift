public import Accounting
internal import Inventory
internal import Ledger
public import Validation

extension CostCause {
    /// The role of the account that it goes to.
    var role: AccountRole {
        switch self {
        case .sold: .costOfSales
        case .waste: .waste
        case .ownUse: .ownUse
        case .shrinkage: .shrinkage
        case .priceDifference: .priceDifference
        }
    }
}

/// What moves have cost more than the book holds of it, by the entry that will post it.
struct StockCosts {
    struct Key: Hashable, Comparable {
        var day: Day
        var cause: CostCause

        static func < (left: Key, right: Key) -> Bool {
            (left.day, left.cause) < (right.day, right.cause)
        }
    }

    struct Entry {
        /// The earliest day of its moves.
        var first: Day
        var products: [String] = []
        var moves: [(id: Int64, cost: Int64)] = []
        /// What goes to the debit and the credit of an account: what comes back stands apart.
        var sums: [Int64: (debit: Int128, credit: Int128)] = [:]
    }

    private(set) var entries: [Key: Entry] = [:]

    mutating func add(
        _ cost: Int64, of valued: ValuedMove, _ product: String, on day: Day, to account: Int64,
        from stock: Int64
    ) {
        let move = valued.move
        let key = Key(day: day, cause: valued.cause)
        var entry = entries[key] ?? Entry(first: move.day)
        entry.first = min(entry.first, move.day)
        if entry.products.last != product { entry.products.append(product) }
        entry.moves.append((move.id, cost))
        let (to, from) = cost > 0 ? (account, stock) : (stock, account)
        entry.sums[to, default: (0, 0)].debit += Int128(cost.magnitude)
        entry.sums[from, default: (0, 0)].credit += Int128(cost.magnitude)
        entries[key] = entry
    }
}

extension Poster {
    /// Posts what the stock's moves cost, by difference, and what the stock changed by.
    ///
    /// Who posts what: the document of an opening, a receipt or a supplier return posts the value
    /// that it states (`StockMove.stated`) on the stock account; everything else that a move does
    /// to the value of the stock is its cost, and is posted here. So in perpetual books, for every
    /// stock account and at every moment between two runs,
    ///
    ///     Σ postings = Σ stated − Σ stock_cost = Σ values of the pools, to the cent,
    ///
    /// whatever the order in which the moves came. A cost is worked out from all moves of the item
    /// and compared with what `stock_cost` holds; the difference posts on the move's day, or on
    /// the first day of the open period where that day is locked: what is locked stays.
    /// Periodic books keep the costs without entries, and a month's end posts the change of the
    /// valuation on its last day (French practice, PCG 603).
    ///
    /// - Parameters:
    ///   - last: the last month whose end posts a change (periodic).
    ///   - lockedThrough: the last day of the locked periods.
    ///   - facts: the facts of a file, by its path.
    /// - Returns: what back-dated moves have revalued, a finding an item.
    /// - Throws: `Failure.refused` where the item's figures leave 10¹⁸; `Failure.configuration`
    ///   where the chart has no account for them.
    /// - Complexity: linear in the moves of the items that moved in this run.
    public func adjustStock(
        through last: Month, lockedThrough: Day?, facts: (_ path: String) -> Facts
    ) throws -> [Finding] {
        guard let policy = books.products.policy else { return [] }
        var costs = StockCosts()
        var findings: [Finding] = []
        for product in try session.productsMovedNow() {
            let known = try session.stockMoves(of: product)
            let valuation = try value(known, of: product, policy)
            let byID = Dictionary(uniqueKeysWithValues: known.map { ($0.move.id, $0) })
            var revalued = BackDating(lockedThrough, batch: session.batch)
            var accounts = try StockAccounts(product.code, self, policy.system)
            for move in valuation.moves {
                guard let before = byID[move.move.id] else { continue }
                let difference = move.cost - before.cost
                revalued.see(before, difference)
                guard difference != 0 else { continue }
                costs.add(
                    difference, of: move, product.code,
                    on: postingDay(move.move.day, lockedThrough),
                    to: try accounts.account(of: move.cause), from: accounts.stock)
            }
            if let finding = try tell(revalued, of: product, lockedThrough, facts) {
                findings.append(finding)
            }
        }
        try post(costs, system: policy.system)
        if policy.system == .periodic {
            try adjustStockChange(through: last, lockedThrough: lockedThrough)
        }
        return findings
    }

    private func value(
        _ known: [KnownStockMove], of product: MovedProduct, _ policy: StockPolicy
    ) throws -> StockValuation {
        do {
            return try StockValuation(known.map(\.move), policy: policy)
        } catch is Overflow {
            throw Failure(.refused, "stock-overflow", ["item": product.code])
        }
    }

    /// The move's own day, or the first open one.
    private func postingDay(_ day: Day, _ lockedThrough: Day?) -> Day {
        let day = max(day, books.start)
        guard let lockedThrough, day <= lockedThrough else { return day }
        return lockedThrough + 1
    }

    /// One entry a day and cause, and what each move has of it.
    private func post(_ costs: StockCosts, system: StockPolicy.System) throws {
        let sorted = costs.entries.sorted { $0.key < $1.key }
        guard !sorted.isEmpty else { return }
        var first: Int64 = 0
        if system == .perpetual {
            var columns = EntryBatch.Columns()
            for (key, entry) in sorted { try append(entry, key, to: &columns) }
            first = try session.append(try EntryBatch(columns))
        }
        for (index, (_, entry)) in sorted.enumerated() {
            for (move, cost) in entry.moves {
                try session.appendCost(
                    ofMove: move, entry: system == .perpetual ? first + Int64(index) : 0,
                    amount: cost)
            }
        }
    }

    private func append(
        _ entry: StockCosts.Entry, _ key: StockCosts.Key, to columns: inout EntryBatch.Columns
    ) throws {
        let shown = entry.products.prefix(3).joined(separator: ", ")
        let more = entry.products.count - 3
        columns.begin(
            .costOfSales, day: key.day, documentDay: entry.first, file: 0,
            span: Span(line: 0, offset: 0, length: 0), party: "",
            reference: key.cause.role.rawValue, text: more > 0 ? "\(shown) + \(more)" : shown)
        for (account, sum) in entry.sums.sorted(by: { $0.key < $1.key }) {
            for (side, amount) in [(PostingSide.debit, sum.debit), (.credit, sum.credit)]
            where amount != 0 {
                guard let amount = Int64(exactly: amount) else {
                    throw Failure(.refused, "stock-overflow", ["item": shown])
                }
                columns.post(account, side, amount)
            }
        }
    }

    private func tell(
        _ revalued: BackDating, of product: MovedProduct, _ lockedThrough: Day?,
        _ facts: (String) -> Facts
    ) throws -> Finding? {
        guard let cause = revalued.cause, let lockedThrough, revalued.amount != 0 else {
            return nil
        }
        let facts = facts(cause.path)
        let judge = Judge(facts)
        let finding = StockRevalued.finding(
            at: cause.place, found: product.code,
            [
                "day": cause.move.day.description, "locked": lockedThrough.description,
                "posted": (lockedThrough + 1).description,
                "amount": Money(revalued.amount, books.currency).text,
            ])
        guard let told = judge.ruling(StockRevalued.self, finding).findings.first else {
            return nil
        }
        try session.append(
            told, file: cause.file, unit: 0, day: lockedThrough + 1, verdict: nil)
        return told
    }
}

/// What moves that came after their period was locked have changed in the cost of others.
private struct BackDating {
    private let lockedThrough: Day?
    private let batch: Int64
    /// The first of them.
    private(set) var cause: KnownStockMove?
    private(set) var amount: Int64 = 0

    init(_ lockedThrough: Day?, batch: Int64) {
        self.lockedThrough = lockedThrough
        self.batch = batch
    }

    mutating func see(_ move: KnownStockMove, _ difference: Int64) {
        guard let lockedThrough, move.move.day <= lockedThrough else { return }
        if move.batch == batch {
            if cause == nil { cause = move }
        } else {
            amount += difference
        }
    }
}

/// The accounts of an item: its own, else those of the roles.
struct StockAccounts {
    let stock: Int64
    private let product: Product?
    private let poster: Poster
    private var known: [CostCause: Int64] = [:]

    /// - Throws: `Failure.configuration` where neither the item nor a role names the account.
    init(_ code: String, _ poster: Poster, _ system: StockPolicy.System) throws {
        product = poster.books.products[code]
        self.poster = poster
        let account = product?.stockAccount ?? poster.books.chart[.stock]?.code
        guard let account else {
            throw Failure(
                .configuration, "role-missing", ["role": AccountRole.stock.rawValue])
        }
        stock = try poster.session.account(account)
        guard system == .periodic else { return }
        for cause in CostCause.allCases { known[cause] = stock }
    }

    /// Where a cost goes: to the role of its cause, else with the goods sold.
    mutating func account(of cause: CostCause) throws -> Int64 {
        if let account = known[cause] { return account }
        let chart = poster.books.chart
        let own = cause == .sold ? product?.costAccount : chart[cause.role]?.code
        guard let code = own ?? product?.costAccount ?? chart[.costOfSales]?.code else {
            throw Failure(
                .configuration, "role-missing", ["role": AccountRole.costOfSales.rawValue])
        }
        let account = try poster.session.account(code)
        known[cause] = account
        return account
    }
}
