import Accounting
import Testing
import Validation

@Suite("Orders with parts beside their lines")
struct OrderPartTests {
    /// An order of lines and of parts, all on its first row.
    private func order(
        _ lines: [SaleLine] = [SaleLine()], _ parts: [(SaleKind, String, Int64)] = [],
        cancelled: String? = nil, _ change: (inout Facts) -> Void = { _ in }
    ) throws -> (facts: Facts, order: OrderFacts) {
        var rows = sales(lines, on: try day("2026-02-10"))
        for (kind, name, amount) in parts {
            rows.parts.append(
                SalePart(row: 0, kind: kind, name: rows.arena.append(name), amount: amount))
        }
        if let cancelled { rows.cancellations = [(0, try day(cancelled))] }
        var facts = try World().facts
        change(&facts)
        return (facts, OrderFacts(SalesVocabulary(facts).read(rows), 0..<rows.count))
    }

    /// A row that states nothing of its own; what the order is stands in its parts.
    private func bare(total: Int64) -> SaleLine {
        var line = SaleLine()
        (line.net, line.tax, line.gross, line.tendered) = (0, 0, 0, 0)
        (line.category, line.taxCode, line.tender) = ("", "", "")
        line.total = total
        return line
    }

    private func codes(_ made: (facts: Facts, order: OrderFacts)) -> [String] {
        Judge(made.facts).order(made.order).codes
    }

    @Test("an order of parts alone adds up, and its parts have their accounts")
    func partsAlone() throws {
        // 100.00 + 20.00 tax + 3.00 tip − 5.00 + 0.01 rounding − 0.01 = 118.01
        let parts: [(SaleKind, String, Int64)] = [
            (.item, "food", 10_000), (.tax, "S20", 2000), (.discount, "", -500),
            (.shipping, "", 301), (.tender, "card", 11_801),
        ]
        #expect(
            codes(
                try order([bare(total: 11_801)], parts) {
                    $0.revenue["discount"] = "707"
                    $0.revenue["shipping"] = "707"
                }) == [])
        #expect(
            codes(try order([bare(total: 11_800)], parts) { $0.revenue["default"] = "707" })
                == ["A-204", "A-206", "V-127"])
    }

    @Test("parts without an account, a tender, a tax code of theirs")
    func unmapped() throws {
        #expect(
            codes(try order([bare(total: 100)], [(.tip, "", 100), (.tender, "card", 100)]))
                == ["V-127"])
        #expect(
            codes(try order([bare(total: 100)], [(.item, "food", 100), (.tender, "cheque", 100)]))
                == ["V-126"])
        #expect(
            codes(
                try order(
                    [bare(total: 120)],
                    [(.item, "food", 100), (.tax, "VAT", 20), (.tender, "card", 120)]))
                == ["V-117"])
        #expect(
            codes(
                try order(
                    [bare(total: 120)],
                    [(.item, "food", 100), (.tax, "VAT", 20), (.tender, "card", 120)]
                ) { $0.taxNames = ["VAT": "S20"] }) == [])
    }

    @Test("what an order's tax leaves of the taxes named needs a code of its own")
    func unnamedTax() throws {
        var line = SaleLine()
        (line.net, line.tax, line.gross) = (10_000, 0, 10_000)
        line.orderTax = 2000
        line.taxCode = ""
        #expect(codes(try order([line], [(.tax, "S20", 2000)])) == [])
        let left = try order([line], [(.tax, "S20", 1500)])
        #expect(left.order.unnamedTax == 500)
        #expect(codes(left) == ["V-117"])
    }

    @Test("a line's tax is of its price less its discount")
    func discountedTax() throws {
        var line = SaleLine()
        (line.net, line.tax, line.gross) = (10_000, 1800, 11_800)
        (line.total, line.tendered) = (10_800, 10_800)
        let parts: [(SaleKind, String, Int64)] = [(.discount, "", -1000)]
        #expect(codes(try order([line], parts) { $0.revenue["discount"] = "707" }) == [])
        line.tax = 2000
        line.gross = 12_000
        (line.total, line.tendered) = (11_000, 11_000)
        #expect(codes(try order([line], parts) { $0.revenue["discount"] = "707" }) == ["A-205"])
    }

    /// A refund of an order of 120.00; what is given back, cancelled on, the policy → codes.
    @Test(
        "refunds without a day",
        arguments: [
            (12_000, nil, nil, ["V-170"]), (5000, nil, nil, ["V-170"]),
            (5000, "2026-02-12", nil, ["V-170"]), (12_000, "2026-02-12", nil, []),
            (0, "2026-02-12", nil, []), (5000, nil, .saleDay, []), (5000, nil, .elsewhere, []),
        ] as [(Int64, String?, RefundPolicy?, [String])])
    func refunds(
        _ amount: Int64, _ cancelled: String?, _ policy: RefundPolicy?, _ expected: [String]
    ) throws {
        let made = try order([SaleLine()], [(.refund, "", amount)], cancelled: cancelled) {
            $0.refunds = policy
        }
        #expect(codes(made) == expected)
        let isWhole = amount == 12_000 && cancelled != nil
        #expect(made.order.reversalDay?.description == (isWhole ? cancelled : nil))
    }

    @Test("a refund out of two tenders takes from neither by guess")
    func twoTenders() throws {
        let made = try order(
            [bare(total: 100)],
            [
                (.item, "food", 100), (.tender, "card", 60), (.tender, "voucher", 40),
                (.refund, "", 10),
            ]
        ) {
            $0.refunds = .saleDay
            $0.clearing["voucher"] = "517"
        }
        #expect(codes(made) == ["V-170"])
    }

    @Test("an order never paid that is called off is undone on that day")
    func unpaid() throws {
        var line = SaleLine()
        (line.tendered, line.outstanding, line.tender) = (0, 12_000, "")
        let made = try order([line], [], cancelled: "2026-02-12")
        #expect(made.order.reversalDay?.description == "2026-02-12")
        #expect(try order([SaleLine()], [], cancelled: "2026-02-12").order.reversalDay == nil)
    }

    /// Lines of 22.00 and 12.00 with tax inside → shares of each line, shipping, discount, parts.
    @Test("included taxes are divided by amounts, to the cent")
    func includedTaxes() throws {
        func line(_ gross: Int64, _ category: String) -> SaleLine {
            var line = SaleLine()
            (line.net, line.tax, line.gross) = (gross, 0, gross)
            (line.total, line.tendered, line.taxCode) = (SalesRows.notStated, 0, "")
            line.category = category
            return line
        }
        // 5.67 = 34.00 × 20 ÷ 120: 3.6688 → 3.67, then 5.67 − 3.67 = 2.00.
        let whole = try order([line(2200, "food"), line(1200, "food")], [(.tax, "S20", 567)]) {
            $0.pricesIncludeTax = true
        }
        #expect(whole.order.includedTaxes == [367, 200, 0, 0, 0])
        #expect(whole.order.counted == 3400)
        #expect(codes(whole) == [])
        // Two accounts: one rate explains the sum, or nothing does.
        for (tax, expected) in [(567, []), (400, ["V-171"])] as [(Int64, [String])] {
            let made = try order(
                [line(2200, "food"), line(1200, "drinks")], [(.tax, "S20", tax)]
            ) {
                $0.pricesIncludeTax = true
                $0.revenue["drinks"] = "606"
            }
            #expect(codes(made) == expected)
        }
    }

    /// An amount, weights → shares: they add up whatever the signs.
    @Test(
        arguments: [
            (100, [1, 1, 1], [33, 34, 33]), (-100, [1, 1, 1], [-33, -34, -33]),
            (10, [0, 0, 0], [10, 0, 0]), (10, [3, -1], [15, -5]), (7, [-1, -1], [4, 3]),
            (0, [1, 2], [0, 0]), (5, [], []),
        ] as [(Int64, [Int64], [Int64])])
    func shares(_ amount: Int64, _ weights: [Int64], _ expected: [Int64]) throws {
        #expect(try order().order.shares(of: amount, by: weights) == expected)
    }
}
