internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

@Suite("Sales of a marketplace's settlement")
struct SettlementSalesTests {
    private func layout() throws -> SourceLayout {
        var layout = try ImportersTests.layout(
            .payoutCSV,
            [
                "kind": "type", "kind_2": "what", "reference": "order", "related": "adjustment",
                "date": "day", "net": "amount", "payout": "settlement", "store": "market",
                "product": "sku", "quantity": "qty",
            ])
        layout.payouts.kinds = [
            PayoutWords(kind: .sale, texts: ["Order/Price*", "Order/Promotion*"]),
            PayoutWords(kind: .refund, texts: ["Refund/Price*"]),
            PayoutWords(kind: .fee, texts: ["Order/Fee*"]),
        ]
        layout.payouts.saleKinds = [
            KindWords(kind: .item, texts: ["Order/Price Principal", "Refund/Price Principal"]),
            KindWords(kind: .shipping, texts: ["Order/Price Shipping"]),
            KindWords(kind: .discount, texts: ["Order/Promotion*"]),
            KindWords(kind: .tax, texts: ["Order/Price Tax"]),
        ]
        layout.payouts.givesSales = true
        layout.defaults = ["tender": "amazon", "category": "goods", "status": "paid"]
        return layout
    }

    private static let header =
        "settlement,type,what,order,adjustment,day,market,sku,qty,amount\n"

    /// A line as `order line store sku quantity gross`, its parts behind it.
    private func told(_ text: String) throws -> [String] {
        try importing(Self.header + text, layout()).drafts.flatMap { draft -> [String] in
            guard case .sales(let rows) = draft else { return [] }
            return (0..<rows.count).map { index in
                let texts = [
                    rows.orders[index], rows.lines[index], rows.stores[index],
                    rows.products[index], rows.categories[index], rows.tenders[index],
                ].map { rows.arena.text($0) }
                let parts = rows.parts.filter { $0.row == index }.map {
                    "\($0.kind) \(rows.arena.text($0.name)) \($0.amount)"
                }
                let of = rows.givenBack.filter { $0.row == index }.map {
                    "of \(rows.arena.text($0.order))"
                }
                let flaws = rows.flaws.filter { $0.row == index }.map { "!\($0.flaw.defect)" }
                return
                    (texts + ["\(rows.quantities[index])", "\(rows.grosses[index])"] + parts + of
                    + flaws).joined(separator: "|")
            }
        }
    }

    @Test("an order's lines and parts, a refund of its own that says whose sale it gives back")
    func lines() throws {
        let text =
            "S1,Order,Price Principal,O1,,2026-09-03,Amazon.es,MUG,2,40.00\n"
            + "S1,Order,Price Shipping,O1,,2026-09-03,Amazon.es,MUG,2,5.00\n"
            + "S1,Order,Promotion free,O1,,2026-09-03,Amazon.es,MUG,2,-5.00\n"
            + "S1,Order,Price Tax,O1,,2026-09-03,Amazon.es,MUG,2,8.00\n"
            + "S1,Order,Fee Commission,O1,,2026-09-03,Amazon.es,MUG,2,-6.00\n"
            + "S1,Refund,Price Principal,O1,A9,2026-09-07,Amazon.es,MUG,1,-20.00\n"
            + "S1,Refund,Price Principal,O2,,2026-09-07,Amazon.es,CUP,,-3.00\n"
        #expect(
            try told(text) == [
                "O1|S1:2|Amazon.es|MUG|goods|amazon|2000|4000",
                "O1|S1:3|Amazon.es|MUG||amazon|1000|0|shipping Price Shipping 500",
                "O1|S1:4|Amazon.es|MUG||amazon|1000|0|discount Promotion free -500",
                "O1|S1:5|Amazon.es|MUG||amazon|1000|0|tax Price Tax 800",
                "O1/A9|S1:7|Amazon.es|MUG|goods|amazon|-1000|-2000|of O1",
                "O2/refund|S1:8|Amazon.es|CUP|goods|amazon|-1000|-300|of O2",
            ])
        let payouts = try importing(Self.header + text, layout()).payouts
        // What the order sold for is what its transactions clear: 40 + 5 − 5 + 8 = 48.00.
        #expect(
            payouts.filter { $0.reference == "O1" && $0.kind == .sale }.map(\.gross).reduce(0, +)
                == 4800)
        #expect(payouts.map(\.reference) == ["O1", "O1", "O1", "O1", "O1", "O1/A9", "O2/refund"])
        #expect(payouts.suffix(2).map(\.related) == ["O1", "O2"])
    }

    @Test("sales come before the transactions that clear them")
    func order() throws {
        let imported = try importing(
            Self.header + "S1,Order,Price Principal,O1,,2026-09-03,M,MUG,2,40.00\n", layout())
        let kinds = imported.drafts.map { draft in
            switch draft {
            case .sales: "sales"
            case .payouts: "payouts"
            default: "other"
            }
        }
        #expect(kinds == ["sales", "payouts", "other"])
    }

    @Test("an order of which a transaction cannot be taken in posts in no part")
    func spoiled() throws {
        let text =
            "S1,Order,Price Principal,O1,,2026-09-03,M,MUG,2,40.00\n"
            + "S1,Order,Price Wrapping,O1,,2026-09-03,M,MUG,2,1.00\n"
            + "S1,Order,Price Principal,O2,,2026-09-03,M,MUG,1,20.00\n"
            + "S1,Order,Price Principal,O3,,2026-09-03,M,MUG,1,x\n"
            + "S1,Order,Price Principal,O3,,2026-09-03,M,MUG,1,20.00\n"
        #expect(
            try told(text) == [
                "O1|S1:2|M|MUG|goods|amazon|2000|4000|!unitSpoiled",
                "O2|S1:4|M|MUG|goods|amazon|1000|2000",
                "O3|S1:6|M|MUG|goods|amazon|1000|2000|!unitSpoiled",
            ])
        let flaws = try importing(Self.header + text, layout()).payouts.flatMap(\.flaws)
        #expect(flaws.first?.arguments["setting"] == "sale_kinds")
    }

    @Test("a row that cannot be read spoils the orders around it")
    func unread() throws {
        let text =
            "S1,Order,Price Principal,O1,,2026-09-03,M,MUG,2,40.00\n"
            + "S1,Order,Price Principal,O2,,2026-09-03,M,MUG\n"
            + "S1,Order,Price Principal,O3,,2026-09-03,M,MUG,1,20.00\n"
            + "S1,Order,Price Principal,O4,,2026-09-03,M,MUG,1,20.00\n"
        #expect(
            try told(text).map { $0.split(separator: "|").last.map(String.init) ?? "" }
                == ["!unitSpoiled", "!unitSpoiled", "2000"])
    }

    @Test("a settlement that is no sales source gives none, and keeps its references")
    func off() throws {
        var layout = try layout()
        layout.payouts.givesSales = false
        let imported = try importing(
            Self.header + "S1,Refund,Price Principal,O1,A9,2026-09-07,M,MUG,1,-20.00\n", layout)
        #expect(imported.payouts.map(\.reference) == ["O1"])
        #expect(imported.payouts.map(\.related) == ["A9"])
        #expect(imported.drafts.count == 2)
    }
}
