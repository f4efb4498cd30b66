import Accounting
import Testing
import Validation

/// One line of an order as a till writes it; 120.00 with 20 % tax, paid by card.
struct SaleLine {
    var net: Int64 = 10_000
    var tax: Int64 = 2000
    var gross: Int64 = 12_000
    var tendered: Int64 = 12_000
    var total: Int64 = 12_000
    var outstanding = SalesRows.notStated
    var status = "paid"
    var category = "food"
    var taxCode = "S20"
    var tender = "card"
    var shipping: Int64 = 0
    var orderTax: Int64 = 0
    var discount: Int64 = 0
    var product = ""
    /// In thousandths.
    var quantity: Int64 = 1000
    /// What the line itself is given off.
    var ownDiscount: Int64 = 0
}

func sales(_ lines: [SaleLine], on day: Day) -> SalesRows {
    var rows = SalesRows()
    for (index, stated) in lines.enumerated() {
        var line = SalesLine(span: span(Int32(index + 2)))
        line.day = day.number
        line.store = rows.arena.append("paris")
        line.order = rows.arena.append("O1")
        line.line = rows.arena.append(String(index + 1))
        line.status = rows.arena.append(stated.status)
        line.category = rows.arena.append(stated.category)
        line.taxCode = rows.arena.append(stated.taxCode)
        line.tender = rows.arena.append(stated.tender)
        line.product = rows.arena.append(stated.product)
        (line.quantity, line.discount) = (stated.quantity, stated.ownDiscount)
        (line.net, line.tax, line.gross) = (stated.net, stated.tax, stated.gross)
        (line.tendered, line.total) = (stated.tendered, stated.total)
        line.outstanding = stated.outstanding
        line.orderShipping = stated.shipping
        line.orderTax = stated.orderTax
        line.orderDiscount = stated.discount
        rows.append(line)
    }
    return rows
}

@Suite struct OrderRuleTests {
    private func judged(
        _ count: Int = 1, on text: String = "2026-02-10", tolerance: Int64 = 1,
        _ change: (inout [SaleLine]) -> Void
    ) throws -> Ruling {
        var lines = [SaleLine](repeating: SaleLine(), count: count)
        change(&lines)
        var facts = try World().facts
        facts.taxTolerance = tolerance
        let rows = sales(lines, on: try day(text))
        let batch = SalesVocabulary(facts).read(rows)
        return Judge(facts).order(OrderFacts(batch, 0..<rows.count))
    }

    @Test func orderWithoutFaultPosts() throws {
        let ruling = try judged { _ in }
        #expect(ruling.codes.isEmpty)
        #expect(ruling.posts)
    }

    @Test func orderTotal() throws {
        let ruling = try judged {
            $0[0].total = 12_001
            $0[0].tendered = 12_001
        }
        #expect(ruling.stopped == "rejected A-204")
        #expect(ruling.findings.first?.found == "120.01")
        #expect(ruling.findings.first?.arguments["counted"] == "120.00")
    }

    @Test func orderTotalCountsWhatBelongsToTheOrder() throws {
        let ruling = try judged {
            $0[0].shipping = 500
            $0[0].orderTax = 100
            $0[0].discount = 600
        }
        #expect(ruling.codes.isEmpty)
        let more = try judged { $0[0].shipping = 500 }
        #expect(more.stopped == "rejected A-204")
    }

    @Test func tenderTotal() throws {
        let ruling = try judged { $0[0].tendered = 11_999 }
        #expect(ruling.stopped == "rejected A-206")
        #expect(ruling.findings.first?.found == "119.99")
        let open = try judged {
            $0[0].tendered = 7000
            $0[0].outstanding = 5000
        }
        #expect(open.codes.isEmpty)
    }

    @Test func tenderWithoutAmountPaysAll() throws {
        #expect(try judged { $0[0].tendered = 0 }.codes.isEmpty)
        let open = try judged {
            $0[0].tendered = 0
            $0[0].outstanding = 12_000
        }
        #expect(open.codes.isEmpty)
        let nothing = try judged {
            $0[0].tendered = 0
            $0[0].tender = ""
        }
        #expect(nothing.stopped == "rejected A-206")
    }

    @Test(
        arguments: [
            (2000, 0, true), (2001, 0, false), (2001, 1, true), (2002, 1, false), (1998, 1, false),
        ] as [(Int64, Int64, Bool)])
    func taxAmount(_ tax: Int64, _ tolerance: Int64, _ posts: Bool) throws {
        let ruling = try judged(tolerance: tolerance) {
            $0[0].tax = tax
            $0[0].gross = 10_000 + tax
            $0[0].total = 10_000 + tax
            $0[0].tendered = 10_000 + tax
        }
        #expect(ruling.stopped == (posts ? nil : "rejected A-205"))
    }

    @Test func taxOfARefundIsNegative() throws {
        func refund(_ line: inout SaleLine, tax: Int64) {
            line.net = -10_000
            line.tax = tax
            line.gross = -10_000 + tax
            line.total = line.gross
            line.tendered = line.gross
        }
        #expect(try judged { refund(&$0[0], tax: -2000) }.codes.isEmpty)
        #expect(try judged { refund(&$0[0], tax: 2000) }.stopped == "rejected A-205")
    }

    @Test func netAndTaxAreTheGross() throws {
        let ruling = try judged {
            $0[0].gross = 12_500
            $0[0].total = 12_500
            $0[0].tendered = 12_500
        }
        #expect(!ruling.posts)
    }

    @Test func taxCodeUnknown() throws {
        let ruling = try judged(2) {
            $0[1].taxCode = "S21"
            $0[0].total = 24_000
        }
        #expect(ruling.codes == ["V-117"])
        #expect(ruling.findings.first?.place.line == 3)
        #expect(try judged { $0[0].taxCode = "OLD" }.stopped == "rejected V-117")
        let old = try judged(on: "2025-12-31") { $0[0].taxCode = "OLD" }
        #expect(old.codes.isEmpty)
    }

    @Test func taxWithoutCode() throws {
        let ruling = try judged { $0[0].taxCode = "" }
        #expect(!ruling.posts)
    }

    @Test func tenderUnmapped() throws {
        let ruling = try judged { $0[0].tender = "cheque" }
        #expect(ruling.stopped == "held V-126")
        #expect(ruling.findings.first?.found == "cheque")
        let ghost = try judged { $0[0].tender = "ghost" }
        #expect(ghost.stopped == "held V-126")
        #expect(ghost.findings.first?.arguments["account"] == "999")
    }

    @Test func amountWithoutTender() throws {
        let ruling = try judged { $0[0].tender = "" }
        #expect(!ruling.posts)
    }

    @Test func categoryUnmapped() throws {
        #expect(try judged { $0[0].category = "toys" }.stopped == "held V-127")
        #expect(try judged { $0[0].category = "ghost" }.stopped == "held V-127")
        #expect(try judged { $0[0].category = "" }.stopped == "held V-127")
    }

    @Test func categoryFallsBackToTheDefaultWhereNoneIsStated() throws {
        var facts = try World().facts
        facts.revenue["default"] = "707"
        var line = SaleLine()
        line.category = ""
        let rows = sales([line], on: try day("2026-02-10"))
        let order = OrderFacts(SalesVocabulary(facts).read(rows), 0..<1)
        #expect(Judge(facts).order(order).codes.isEmpty)
    }

    @Test func statusUnknown() throws {
        #expect(try judged { $0[0].status = "lost" }.stopped == "held V-128")
        #expect(try judged { $0[0].status = "" }.codes.isEmpty)
    }

    @Test func mismatchAndUnmappedAreRejected() throws {
        let ruling = try judged {
            $0[0].category = "toys"
            $0[0].total = 1
        }
        #expect(ruling.stopped == "rejected A-204")
    }
}
