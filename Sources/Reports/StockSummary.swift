public import Accounting
internal import Inventory
internal import Ledger
public import Reconciliation

/// What lay in stock, what moved it in the period, and what it is worth.
public struct StockSummary: Sendable {
    /// A quantity in thousandths of the item's unit with its value in minor units.
    public struct Amount: Sendable, Hashable {
        public var quantity: Int64 = 0
        public var value: Int64 = 0

        public init(quantity: Int64 = 0, value: Int64 = 0) {
            self.quantity = quantity
            self.value = value
        }

        static func + (left: Amount, right: Amount) -> Amount {
            Amount(
                quantity: left.quantity &+ right.quantity, value: left.value &+ right.value)
        }

        static func - (left: Amount, right: Amount) -> Amount {
            Amount(
                quantity: left.quantity &- right.quantity, value: left.value &- right.value)
        }

        static func += (left: inout Amount, right: Amount) { left = left + right }
        static func -= (left: inout Amount, right: Amount) { left = left - right }
    }

    /// What FIFO still holds of a receipt.
    public struct Layer: Sendable {
        public var day: Day
        public var amount: Amount
    }

    /// An item, of one location where each has its own pool.
    ///
    /// opening + received − sold − used − shrinkage + transferred = closing, in both.
    public struct Row: Sendable {
        public var item: String
        /// nil where items.csv no longer has it.
        public var product: Product?
        public var location: String
        public var account: String
        public var opening = Amount()
        /// From suppliers, less what went back to them.
        public var received = Amount()
        /// To customers, less what they gave back; with what of its cost came out later.
        public var sold = Amount()
        /// Wasted, or taken for the business itself.
        public var used = Amount()
        /// What counts found less.
        public var shrinkage = Amount()
        /// From other locations, less what went to them.
        public var transferred = Amount()
        public var closing = Amount()
        public var layers: [Layer] = []
        public var lastReceipt: Day?
        public var lastIssue: Day?

        /// Must be zero.
        public var difference: Amount {
            closing - (opening + received - sold - used - shrinkage + transferred)
        }

        /// What one unit costs, with two decimals more than the currency has, for show only; nil
        /// where nothing is on hand.
        public var unitCost: Int64? {
            guard closing.quantity > 0 else { return nil }
            return Int64(
                exactly: roundedHalfAway(
                    Int128(closing.value) * 100_000, over: Int128(closing.quantity)))
        }

        var isIdle: Bool {
            [opening, received, sold, used, shrinkage, transferred, closing]
                .allSatisfy { $0 == Amount() }
        }
    }

    /// A stock account: its rows' values beside its balance, and what else is posted on it.
    public struct Account: Sendable {
        public var code: String
        public var valuation: Int64
        public var ledger: Int64
        public var items: [TieOut.Item]
        /// False where the period ends within a month that nothing is posted for yet (periodic).
        public var isDue: Bool

        /// Must be 0.
        public var difference: Int64 {
            isDue ? ledger &- valuation &- items.reduce(0) { $0 &+ $1.amount } : 0
        }
    }

    public var policy: StockPolicy
    public var rows: [Row]
    public var accounts: [Account]
    /// What is wrong with the stock, in the order of items.
    public var findings: [Finding]

    public func total(_ path: KeyPath<Row, Amount>) -> Int64 {
        rows.reduce(0) { $0 &+ $1[keyPath: path].value }
    }
}

/// A value that is worked out when it is first asked for.
final class Once<Value> {
    private var value: Value?

    func callAsFunction(_ make: () throws -> Value) rethrows -> Value {
        if let value { return value }
        let made = try make()
        value = made
        return made
    }
}

extension Reporter {
    /// The stock of the period; nil where the client keeps none.
    ///
    /// A move counts in the period it could be posted in: one that came after its own was locked
    /// counts from the first day that was open then. So a locked period shows what it was
    /// locked with, and Σ `cost` of the moves is what the books hold.
    /// - Complexity: linear in the moves through the period's end.
    public func stockSummary() throws -> StockSummary? {
        guard let policy = books.products.policy else { return nil }
        return try stock {
            var summary = StockSummary(policy: policy, rows: [], accounts: [], findings: [])
            let horizon = StockHorizon(
                locks: try snapshot.locks(), start: books.start, period: period)
            for product in try snapshot.productsMoved() {
                let moves = try snapshot.stockMoves(of: product)
                do {
                    try add(product.code, horizon.item(moves, policy), to: &summary)
                } catch is Overflow {
                    throw Failure(.refused, "stock-overflow", ["item": product.code])
                }
            }
            summary.accounts = try stockAccounts(summary)
            return summary
        }
    }

    private func add(_ code: String, _ item: StockItem, to summary: inout StockSummary) throws {
        let product = books.products[code]
        let account = product?.stockAccount ?? books.chart[.stock]?.code ?? ""
        for var row in item.rows(code) {
            (row.product, row.account) = (product, account)
            if !row.isIdle { summary.rows.append(row) }
        }
        summary.findings += findings(of: code, item, summary.policy)
    }

    /// Stock accounts = their valuation + what is posted on them by hand.
    private func stockAccounts(_ summary: StockSummary) throws -> [StockSummary.Account] {
        let balance = try trialBalance()
        let named = Set(summary.rows.map(\.account) + [books.chart[.stock]?.code ?? ""])
        let isPeriodic = summary.policy.system == .periodic
        return try named.filter { !$0.isEmpty }.sorted().map { code in
            var items: [TieOut.Item] = []
            if !isPeriodic, let number = codes.first(where: { $0.value == code })?.key {
                items = try snapshot.linesOutsideStock(of: number, through: period.to).map(item)
            }
            return StockSummary.Account(
                code: code,
                valuation: summary.rows.reduce(0) {
                    $1.account == code ? $0 &+ $1.closing.value : $0
                }, ledger: balance.rows.first { $0.account == code }?.closing ?? 0, items: items,
                isDue: !isPeriodic || period.to == period.to.month.last)
        }
    }

    /// Stock = valuation, an account a line; none where nothing has ever lain there.
    func stockTies() throws -> [TieOut] {
        guard let summary = try stockSummary() else { return [] }
        let used = summary.accounts.filter {
            $0.ledger != 0 || $0.valuation != 0 || !$0.items.isEmpty
        }
        return used.map { account in
            TieOut(
                name: "stock", subject: account.code, book: account.ledger,
                independent: account.isDue ? account.valuation : nil, items: account.items)
        }
    }
}
