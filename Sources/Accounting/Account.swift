/// The nature of an account; balance-sheet accounts carry forward, income and expense do not.
public enum AccountKind: String, Sendable, CaseIterable {
    case asset, liability, equity, income, expense

    public var isProfitAndLoss: Bool { self == .income || self == .expense }
}

/// What the posting recipes use an account for; a closed list.
public enum AccountRole: String, Sendable, CaseIterable {
    case receivable, payable, bank, cash, clearing, suspense, transfers
    case receiptsInTransit = "receipts_in_transit"
    case paymentsInTransit = "payments_in_transit"
    case payoutsInTransit = "payouts_in_transit"
    case retained
    case resultProfit = "result_profit"
    case resultLoss = "result_loss"
    case rounding, discounts, returns, outstanding
    /// What a shop owes out of its sales: to the staff, to holders of its gift cards, to
    /// customers that have paid ahead (FR 4687, 4191).
    case tips, deposits
    case giftCards = "gift_cards"
    /// What is owed to staff, the state and social agencies by payroll journals.
    case payroll
    /// Differences of exchange that a settlement realised (FR 766/756, 666/656).
    case exchangeGain = "exchange_gain"
    case exchangeLoss = "exchange_loss"
    /// Differences of exchange of a month-end valuation (FR 477, 476).
    case unrealisedGain = "unrealised_gain"
    case unrealisedLoss = "unrealised_loss"
    /// Cash discounts that customers took, and that suppliers granted (FR 665, 765).
    case discountsAllowed = "discounts_allowed"
    case discountsReceived = "discounts_received"
    /// What banks withheld from payments on their way (FR 627).
    case bankCharges = "bank_charges"
    /// Receivables given up (FR 654, 714).
    case writeOff = "write_off"
    /// Goods in stock (FR 37), goods received that no bill has come for (FR 408), and what their
    /// bill differs by.
    case stock
    case goodsReceived = "goods_received"
    case priceDifference = "price_difference"
    /// What goods sold have cost; goods lost, wasted and used (perpetual).
    case costOfSales = "cost_of_sales"
    case shrinkage, waste
    case ownUse = "own_use"
    /// The change in stock over a month (periodic, FR 603).
    case stockChange = "stock_change"
    /// What a drawer held more or less than the book says (FR 658, 758).
    case cashDifferences = "cash_differences"

    /// True where every posting is an item of its own, so that items sum to the account.
    public var isControl: Bool {
        switch self {
        case .receivable, .payable, .payroll, .goodsReceived: true
        default: false
        }
    }
}

/// One line of the chart of accounts.
public struct Account: Hashable, Sendable {
    public let code: String
    public let name: String
    public let kind: AccountKind
    public let parent: String?
    public let role: AccountRole?
    /// The currency the account is held in; nil = the client's.
    public let currency: Currency?

    public init(
        code: String, name: String, kind: AccountKind, parent: String? = nil,
        role: AccountRole? = nil, currency: Currency? = nil
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.parent = parent
        self.role = role
        self.currency = currency
    }
}

/// A client's chart of accounts, in code order.
public struct Chart: Sendable {
    public let accounts: [Account]
    private let byCode: [String: Int]
    private let byRole: [AccountRole: Int]

    /// - Precondition: codes are unique (the reader of chart.csv has checked it).
    public init(_ accounts: [Account]) {
        self.accounts = accounts.sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
        var codes: [String: Int] = [:]
        var roles: [AccountRole: Int] = [:]
        for (index, account) in self.accounts.enumerated() {
            codes[account.code] = index
            if let role = account.role, roles[role] == nil { roles[role] = index }
        }
        byCode = codes
        byRole = roles
    }

    public subscript(code: String) -> Account? { byCode[code].map { accounts[$0] } }
    /// The first account of a role, in code order.
    public subscript(role: AccountRole) -> Account? { byRole[role].map { accounts[$0] } }
    public func has(_ code: String) -> Bool { byCode[code] != nil }
}

/// Which way a tax runs.
public enum TaxKind: String, Sendable, CaseIterable { case output, input, reverse, exempt }

/// One rate of tax and where it posts (taxes.csv).
public struct Tax: Sendable, Hashable {
    public let code: String
    public let rate: Rate
    public let from: Day?
    public let to: Day?
    public let kind: TaxKind
    /// True where the tax falls due with the payment (French services), not the invoice.
    public let dueOnPayment: Bool
    /// The part of an input tax that may be recovered, in percent.
    public let recoverablePercent: Int
    public let account: String
    public let waitingAccount: String?

    public init(
        code: String, rate: Rate, from: Day?, to: Day?, kind: TaxKind, dueOnPayment: Bool,
        recoverablePercent: Int, account: String, waitingAccount: String?
    ) {
        self.code = code
        self.rate = rate
        self.from = from
        self.to = to
        self.kind = kind
        self.dueOnPayment = dueOnPayment
        self.recoverablePercent = recoverablePercent
        self.account = account
        self.waitingAccount = waitingAccount
    }

    public func applies(on day: Day) -> Bool {
        (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }
}

/// Everything of a client's settings that a judgement or a posting may look at.
public struct Books: Sendable {
    public let currency: Currency
    public let start: Day
    public let fiscalYear: FiscalYear
    public let chart: Chart
    public let taxes: [String: Tax]
    public let parties: Parties
    public let rates: Rates
    public let products: Products
    /// Payment services, in the order of their sources.
    public var services: [PaymentService] = []

    public init(
        currency: Currency, start: Day, fiscalYear: FiscalYear, chart: Chart, taxes: [String: Tax],
        parties: Parties, rates: Rates = Rates(), products: Products = Products()
    ) {
        self.currency = currency
        self.start = start
        self.fiscalYear = fiscalYear
        self.chart = chart
        self.taxes = taxes
        self.parties = parties
        self.rates = rates
        self.products = products
    }

    /// True for an account whose every posting is an item: of a control role, or the clearing
    /// account of a payment service.
    public func isItemised(_ account: String) -> Bool {
        chart[account]?.role?.isControl ?? false || isClearing(account)
    }

    /// True for the clearing account of a payment service.
    public func isClearing(_ account: String) -> Bool {
        services.contains { $0.clearing == account }
    }

    /// The currency an account is held in: its own, else the client's.
    public func currency(of account: String) -> Currency {
        chart[account]?.currency ?? currency
    }
}
