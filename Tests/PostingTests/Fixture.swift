import Accounting
import Posting
import Testing

/// The chart, taxes, parties and sources every scenario is played with.
enum Fixture {
    static func euro() throws -> Currency { try #require(Currency("EUR")) }
    static func dollar() throws -> Currency { try #require(Currency("USD")) }

    private static let chart = """
        101   equity    -                   Capital
        110   equity    retained            Retained
        120   equity    result_profit       Profit
        129   equity    result_loss         Loss
        371   asset     stock               Goods
        401   liability payable             Suppliers
        408   liability goods_received      Goods without a bill
        411   asset     receivable          Customers
        421   liability payroll             Staff
        4191  liability -                   Gift cards
        4452  liability -                   Tax due on reverse charge
        44566 asset     -                   Tax on purchases
        44571 liability -                   Tax on sales
        44574 liability -                   Tax waiting for payment
        471   asset     suspense            Suspense
        476   asset     unrealised_loss     Unrealised losses
        477   liability unrealised_gain     Unrealised gains
        5111  asset     receipts_in_transit Receipts in transit
        5112  asset     payments_in_transit Payments in transit
        512   asset     bank                Bank
        513   asset     -                   Savings
        514   asset     bank:USD            Dollars
        517   asset     clearing            Cards
        531   asset     cash                Cash
        580   asset     transfers           Transfers
        6037  expense   stock_change        Change in stock
        606   expense   -                   Purchases
        607   expense   cost_of_sales       Goods sold
        6078  expense   price_difference    Price differences
        627   expense   -                   Bank fees
        6278  expense   bank_charges        Charges withheld
        654   expense   write_off           Debts given up
        658   expense   rounding            Cents
        665   expense   discounts_allowed   Cash discounts allowed
        666   expense   exchange_loss       Exchange losses
        706   income    -                   Services
        707   income    -                   Sales
        7085  income    -                   Shipping
        709   income    discounts           Discounts
        7097  income    returns             Returns
        765   income    discounts_received  Cash discounts received
        766   income    exchange_gain       Exchange gains
        """

    static func accounts() throws -> [Account] {
        try chart.split(separator: "\n").map { line in
            let words = line.split(separator: " ").map(String.init)
            let role = words[2].split(separator: ":").map(String.init)
            return Account(
                code: words[0], name: words.dropFirst(3).joined(separator: " "),
                kind: try #require(AccountKind(rawValue: words[1])),
                role: AccountRole(rawValue: role[0]),
                currency: role.count > 1 ? Currency(role[1]) : nil)
        }
    }

    /// Code, kind, rate, account, waiting account, percent recoverable.
    private static let rates = """
        S20  output  20  44571 -     100
        S10  output  10  44571 -     100
        SV20 output  20  44571 44574 100
        P20  input   20  44566 -     100
        P20H input   20  44566 -     50
        RC20 reverse 20  44566 4452  100
        EX   exempt  0   44571 -     100
        """

    static func taxes() throws -> [String: Tax] {
        var taxes: [String: Tax] = [:]
        for line in rates.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            let kind = try #require(TaxKind(rawValue: words[1]))
            taxes[words[0]] = Tax(
                code: words[0], rate: try #require(Rate(words[2])), from: nil, to: nil, kind: kind,
                dueOnPayment: kind == .output && words[4] != "-",
                recoverablePercent: try #require(Int(words[5])), account: words[3],
                waitingAccount: words[4] == "-" ? nil : words[4])
        }
        return taxes
    }

    static let parties = [
        ("C1", "Alba", 30, "FR-ALBA"), ("C2", "Bora", nil, nil), ("S1", "Sud", 45, "FR-SUD"),
    ].map {
        Party(
            id: $0.0, name: $0.1, kind: "both", termsDays: $0.2, ibans: [$0.3].compactMap { $0 })
    }

    static let ownAccounts: Set<[UInt8]> = [Array("FR-OWN".utf8)]

    static func sources() throws -> [String: PostingSource] {
        var sources: [String: PostingSource] = [:]
        let names = [
            "ar", "ap", "bank", "list", "other", "till", "daily", "journal", "answers", "stock",
        ]
        for name in names {
            var source = PostingSource(name: name, format: "test", currency: try euro())
            if name == "ar" { source.side = .receivable }
            if name == "ap" { source.side = .payable }
            if ["bank", "list", "other"].contains(name) {
                source.accounts = ["512": "512", "513": "513", "514": "514", "515": "515"]
            }
            if name == "daily" { source.restartsOrders = true }
            if name == "till" || name == "daily" {
                source.clearing = ["card": "517", "cash": "531"]
                source.revenue = ["food": "707", "gift": "4191", "shipping": "7085"]
                source.postingStatuses = ["paid"]
                source.ignoredStatuses = ["void"]
            }
            sources[name] = source
        }
        return sources
    }
}
