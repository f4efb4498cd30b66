import Accounting
import Testing
import Validation

@Suite struct DocumentRuleTests {
    private func judged(
        clashes: Bool = false, tolerance: Int64 = 1, _ change: (inout DocumentDraft) throws -> Void
    ) throws -> Ruling {
        var draft = try invoice()
        try change(&draft)
        var facts = try World().facts
        facts.taxTolerance = tolerance
        let (ruling, accepted) = Judge(facts).document(
            DocumentFacts(draft: draft, facts: facts, clashes: clashes))
        #expect((accepted != nil) == ruling.posts)
        return ruling
    }

    @Test func invoiceWithoutFaultPosts() throws {
        let ruling = try judged { _ in }
        #expect(ruling.codes.isEmpty)
        #expect(ruling.posts)
    }

    @Test func accountUnknown() throws {
        let ruling = try judged { $0.lines[0].account = "708" }
        #expect(ruling.stopped == "rejected V-111")
        #expect(ruling.findings.first?.place.line == 7)
        #expect(ruling.findings.first?.found == "708")
    }

    @Test func partyUnknown() throws {
        let ruling = try judged { $0.party = "Albb" }
        #expect(ruling.stopped == "held V-116")
        for name in ["C1", "Alba", "ALBA", "alba  sarl"] {
            #expect(try judged { $0.party = name }.posts, "\(name)")
        }
    }

    /// A document in another currency comes in at its rate; its texts have its own decimals.
    @Test func documentInAnotherCurrency() throws {
        #expect(try judged { $0.currency = "USD" }.codes.isEmpty)
        let ruling = try judged {
            $0.currency = "JPY"
            $0.total = 1
        }
        #expect(ruling.findings.first?.found == "1")
    }

    @Test func taxCodeUnknown() throws {
        #expect(try judged { $0.lines[0].taxCode = "S21" }.stopped == "rejected V-117")
        #expect(try judged { $0.lines[0].taxCode = "OLD" }.stopped == "rejected V-117")
        let none = try judged {
            $0.lines[0].taxCode = ""
            $0.lines[0].tax = 0
            $0.lines[0].net = 12_000
        }
        #expect(none.codes.isEmpty)
    }

    /// 20 % of 100.00 is 20.00: the tax stated, the tolerance, whether it posts.
    @Test(
        arguments: [
            (2000, 0, true), (2001, 0, false), (1999, 0, false), (2001, 1, true), (1999, 1, true),
            (2002, 1, false), (1998, 1, false), (0, 5, false),
        ] as [(Int64, Int64, Bool)])
    func taxAmount(_ tax: Int64, _ tolerance: Int64, _ posts: Bool) throws {
        let ruling = try judged(tolerance: tolerance) {
            $0.lines[0].tax = tax
            $0.lines[0].gross = 10_000 + tax
            $0.total = 10_000 + tax
        }
        #expect(ruling.stopped == (posts ? nil : "rejected A-205"))
        if !posts { #expect(ruling.findings.first?.arguments["expected"] == "20.00") }
    }

    @Test func taxAmountHoldsNetAndTaxAgainstGross() throws {
        let ruling = try judged {
            $0.lines[0].gross = 12_001
            $0.total = 12_001
        }
        #expect(ruling.stopped == "rejected A-205")
    }

    @Test func reverseChargeStandsOnNoInvoice() throws {
        let fine = try judged {
            $0.lines[0].taxCode = "RC20"
            $0.lines[0].tax = 0
            $0.lines[0].net = 12_000
        }
        #expect(fine.codes.isEmpty)
        #expect(try judged { $0.lines[0].taxCode = "RC20" }.stopped == "rejected A-205")
    }

    @Test func documentTotal() throws {
        let ruling = try judged { $0.total = 12_001 }
        #expect(ruling.stopped == "rejected A-207")
        #expect(ruling.findings.first?.found == "120.01")
        #expect(ruling.findings.first?.arguments["counted"] == "120.00")
        #expect(try judged { $0.total = nil }.codes.isEmpty)
    }

    @Test(arguments: [([6000, 6000], true), ([6000, 5999], false), ([12_000, 1], false)])
    func instalmentsTotal(_ parts: [Int64], _ posts: Bool) throws {
        let ruling = try judged { draft in
            let due = try day("2026-03-01")
            draft.instalments = parts.map { Instalment(due: due, amount: $0) }
        }
        #expect(ruling.stopped == (posts ? nil : "rejected A-208"))
    }

    @Test func documentClash() throws {
        #expect(try judged(clashes: true) { _ in }.stopped == "rejected I-308")
        #expect(try judged(clashes: false) { _ in }.posts)
    }

    @Test func dueDateMissing() throws {
        #expect(try judged { $0.due = nil }.codes.isEmpty)
        let ruling = try judged {
            $0.due = nil
            $0.party = "C2"
        }
        #expect(ruling.codes == ["V-118"])
        #expect(ruling.posts)
        let credit = try judged {
            $0.due = nil
            $0.kind = .creditNote
        }
        #expect(credit.codes.isEmpty)
        let parts = try judged {
            $0.due = nil
            $0.instalments = [Instalment(due: try day("2026-03-01"), amount: 12_000)]
        }
        #expect(parts.codes.isEmpty)
    }

    @Test func everyLineThatBreaksARuleIsNamed() throws {
        let ruling = try judged {
            $0.lines.append($0.lines[0])
            $0.lines[1].span = span(8)
            $0.lines[0].account = "1"
            $0.lines[1].account = "2"
            $0.total = 24_000
        }
        #expect(ruling.codes == ["V-111", "V-111"])
        #expect(ruling.findings.map(\.place.line) == [7, 8])
    }
}

@Suite struct PaymentRuleTests {
    private func judged(_ change: (inout PaymentDraft) -> Void) throws -> Ruling {
        var payment = PaymentDraft(span: span(4))
        payment.number = "R1"
        payment.party = "C1"
        payment.day = try day("2026-02-10")
        payment.amount = 100
        change(&payment)
        let (ruling, accepted) = try World().judge.payment(payment)
        #expect((accepted != nil) == ruling.posts)
        return ruling
    }

    @Test func paymentWithoutFaultPosts() throws { #expect(try judged { _ in }.codes.isEmpty) }

    @Test func partyUnknown() throws {
        let ruling = try judged { $0.party = "Nobody" }
        #expect(ruling.stopped == "held V-116")
        #expect(ruling.findings.first?.place.line == 4)
    }

    @Test func paymentInAnotherCurrencyPosts() throws {
        #expect(try judged { $0.currency = "CHF" }.codes.isEmpty)
    }
}
