import Accounting
import Testing
import Validation

/// Rules over e-invoices: what they declare beside what their lines give.
@Suite struct EInvoiceRuleTests {
    private static func exact(_ text: Substring) -> Exact {
        let parts = text.split(separator: ".")
        let digits = Int128(parts.joined()) ?? 0
        return Exact(mantissa: digits, scale: parts.count == 2 ? parts[1].count : 0)
    }

    /// Two lines of S 20 (60.00 and 50.00), an allowance of 10.00: net 100.00, tax 20.00.
    private func draft() throws -> DocumentDraft {
        var draft = try invoice()
        draft.total = nil
        let parts: [(units: Int64, kind: DocumentLineKind)] = [
            (60, .item), (50, .item), (-10, .allowance),
        ]
        draft.lines = parts.map { units, kind in
            var line = DocumentLine(
                span: span(9), account: "707", text: "", taxCode: "S20", net: units * 100,
                tax: units * 20, gross: units * 120)
            line.kind = kind
            line.taxCategory = "S"
            line.taxRate = Exact(mantissa: 20, scale: 0)
            line.stated = Exact(mantissa: Int128(units), scale: 0)
            return line
        }
        draft.declared = DeclaredTotals()
        return draft
    }

    private func judged(
        tolerance: Int64 = 1, _ change: (inout DocumentDraft, inout DocumentFacts) -> Void
    ) throws -> Ruling {
        var draft = try draft()
        var facts = try World().facts
        facts.taxTolerance = tolerance
        var document = DocumentFacts(draft: draft, facts: facts, clashes: false)
        change(&draft, &document)
        document.draft = draft
        return Judge(facts).document(document).0
    }

    /// Terms as declared; `–` is not declared. What is wrong by one rule is right by the others.
    @Test(
        arguments: """
            lines  allow net    tax   gross  prepaid round due    | findings
            –      –     –      –     –      –       –     –      |
            110.00 10.00 100.00 20.00 120.00 –       –     120.00 |
            110    10    100    20    120    0       0     120    |
            110.01 10.00 100.01 20.00 120.01 –       –     120.01 | A-215 BR-CO-10 110.00
            110.00 9.00  101.00 20.00 121.00 –       –     121.00 | A-216 BR-CO-11 10.00
            110.00 10.00 99.00  20.00 119.00 –       –     119.00 | A-216 BR-CO-13 100.00
            110.00 –     100.00 20.00 120.00 –       –     120.00 |
            110.00 10.00 100.00 20.00 120.01 –       –     120.01 | A-217 BR-CO-15 120.00
            110.00 10.00 100.00 –     120.00 –       –     120.00 |
            110.00 10.00 100.00 20.00 120.00 50.00   –     70.00  |
            110.00 10.00 100.00 20.00 120.00 50.00   –     120.00 | A-218 BR-CO-16 70.00
            110.00 10.00 100.00 20.00 120.00 –       -0.40 119.60 |
            110.00 10.00 100.00 20.00 120.00 –       -0.40 120.00 | A-218 BR-CO-16 119.60
            """.split(separator: "\n").dropFirst().map(String.init))
    func totals(_ row: String) throws {
        let halves = row.split(separator: "|", omittingEmptySubsequences: false)
        let terms = halves[0].split(separator: " ").map { $0 == "–" ? nil : Self.exact($0) }
        let ruling = try judged { draft, _ in
            draft.declared?.lines = terms[0]
            draft.declared?.allowances = terms[1]
            draft.declared?.net = terms[2]
            draft.declared?.tax = terms[3]
            draft.declared?.gross = terms[4]
            draft.declared?.prepaid = terms[5]
            draft.declared?.rounding = terms[6]
            draft.declared?.due = terms[7]
        }
        let said = ruling.findings.map {
            "\($0.code) \($0.arguments["rule"] ?? "") \($0.arguments["expected"] ?? "")"
        }
        #expect(said.joined(separator: ", ") == halves[1].drop { $0 == " " })
        #expect(ruling.posts == said.isEmpty)
    }

    /// Base 100.00 of S 20: tax 20.00; three lines, so three times the tolerance; a unit at most.
    @Test(
        arguments: """
            tolerance base   tax   | findings
            1         100.00 20.00 |
            1         100.00 20.03 |
            1         100.00 20.04 | BR-CO-17 20.00
            100       100.00 21.00 |
            100       100.00 21.01 | BR-CO-17 20.00
            0         100.00 20.01 | BR-CO-17 20.00
            1         99.99  20.00 |
            1         90.00  18.00 | BR-S-08 100.00
            """.split(separator: "\n").dropFirst().map(String.init))
    func taxes(_ row: String) throws {
        let halves = row.split(separator: "|", omittingEmptySubsequences: false)
        let words = halves[0].split(separator: " ")
        let tolerance = try #require(Int64(words[0]))
        let ruling = try judged(tolerance: tolerance) { draft, _ in
            draft.declared?.taxes = [
                DeclaredTax(
                    category: "S", rate: Self.exact("20.00"), base: Self.exact(words[1]),
                    tax: Self.exact(words[2]), line: 5)
            ]
        }
        let said = ruling.findings.map {
            "\($0.arguments["rule"] ?? "") \($0.arguments["expected"] ?? "")"
        }
        #expect(said.joined(separator: ", ") == halves[1].drop { $0 == " " })
        #expect(ruling.findings.allSatisfy { $0.code == "A-219" && $0.place.line == 5 })
    }

    @Test func aRateThatNoLineHasAndOneThatIsNotDeclared() throws {
        let ruling = try judged { draft, _ in
            draft.declared?.tax = Self.exact("21.00")
            draft.declared?.taxes = [
                DeclaredTax(
                    category: "S", rate: Self.exact("10"), base: Self.exact("100.00"),
                    tax: Self.exact("20.00"), line: 6)
            ]
        }
        // BR-CO-14: the sum; BR-S-08 twice: S 20 is not declared, S 10 has no line.
        let said = ruling.findings.compactMap { $0.arguments["rule"] }
        #expect(said == ["BR-CO-14", "BR-S-08", "BR-S-08"])
    }

    @Test func aDocumentWithoutLinesIsComparedWithItself() throws {
        let ruling = try judged { draft, _ in
            draft.lines.removeLast(2)
            draft.lines[0].kind = .summary
            draft.declared?.lines = Self.exact("70.00")
            draft.declared?.allowances = Self.exact("10.00")
            draft.declared?.net = Self.exact("60.00")
            draft.declared?.gross = Self.exact("72.00")
        }
        #expect(ruling.codes.isEmpty)
    }

    @Test func whatIsToBeSettledIsHeld() throws {
        #expect(try judged { draft, _ in draft.lines[1].account = "" }.stopped == "held V-140")
        let untaxed = try judged { draft, facts in
            draft.lines[0].taxCode = ""
            facts.untaxed = [9: "S 20"]
        }
        #expect(untaxed.stopped == "held V-141")
        #expect(untaxed.findings.map(\.found) == ["S 20"])
        let two = try judged { draft, facts in
            draft.party = "Alba"
            facts.candidates = ["C1", "C2"]
        }
        #expect(two.stopped == "held V-142")
        #expect(two.findings.first?.arguments["parties"] == "C1, C2")
        let none = try judged { draft, facts in
            draft.party = "Zeta"
            facts.newParty = "ZETA,Zeta,supplier,,,FR1,,"
        }
        #expect(none.stopped == "held V-116")
        #expect(none.findings.first?.arguments["row"] == "ZETA,Zeta,supplier,,,FR1,,")
    }

    @Test func prepaidIsTold() throws {
        let ruling = try judged { draft, _ in draft.prepaid = 5000 }
        #expect(ruling.codes == ["V-143"])
        #expect(ruling.findings.first?.found == "50.00")
        #expect(ruling.posts)
    }

    @Test func aBillLikeAnotherIsHeld() throws {
        let ruling = try judged { _, facts in facts.lookalike = ("F-01", "bills/1.xml:4") }
        #expect(ruling.stopped == "held I-330")
        #expect(ruling.findings.first?.arguments["twin"] == "F-01")
    }

    @Test(
        arguments: [
            ("INV-0042/a", "inv 42 A", true), ("F1", "F-01", true), ("F10", "F1", false),
            ("2026-001", "2026/1", true), ("A1B2", "A12", false), ("100", "1", false),
            ("F-1", "G-1", false),
        ]) func numbersThatReadAlike(_ one: String, _ other: String, _ alike: Bool)
    {
        #expect((BillLookalike.key(one) == BillLookalike.key(other)) == alike)
    }

    @Test(
        arguments: [
            ("X1", [], ["X1"], false), ("X1", [], [], false), ("", [], ["X1"], false),
            ("X2", [], ["X1"], true), ("X1", ["X2"], ["X1"], true),
            ("X1", ["X2"], ["X1", "X2"], false),
        ] as [(String, [String], [String], Bool)])
    func aChangedAccountIsRejected(
        _ iban: String, _ others: [String], _ known: [String], _ isChanged: Bool
    ) throws {
        let ruling = try judged { draft, facts in
            draft.iban = iban
            draft.otherIBANs = others
            facts.knownAccounts = known
        }
        #expect(ruling.stopped == (isChanged ? "rejected I-331" : nil))
    }
}
