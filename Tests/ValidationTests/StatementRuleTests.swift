import Accounting
import Testing
import Validation

private func cents(_ amount: Int) -> Exact { Exact(mantissa: Int128(amount), scale: 2) }

/// A statement that adds up: 100.00 + 50.00 = 150.00.
private func statement() throws -> StatementFacts {
    var tail = StatementTail(unit: 1, message: "M", account: "FR", id: "S1", line: 3)
    tail.from = try day("2026-02-01")
    tail.to = try day("2026-02-28")
    tail.opening = cents(10_000)
    tail.booked = cents(5000)
    tail.closing = cents(15_000)
    let facts = try World().facts
    return StatementFacts(tail: tail, facts: facts, firstDay: nil, lastDay: nil, outside: nil)
}

@Suite struct StatementRuleTests {
    private func ruling(_ facts: StatementFacts) -> Ruling {
        Judge(facts.facts).statement(facts)
    }

    @Test func statementThatAddsUpPosts() throws {
        let ruling = ruling(try statement())
        #expect(ruling.codes.isEmpty)
        #expect(ruling.posts)
    }

    @Test(arguments: [14_999, 15_001, -15_000, 0])
    func statementBalance(_ closing: Int) throws {
        var facts = try statement()
        facts.tail.closing = cents(closing)
        let ruling = ruling(facts)
        #expect(ruling.stopped == "rejected A-201")
        #expect(ruling.findings.first?.arguments["difference"] == cents(closing - 15_000).text)
        #expect(ruling.findings.first?.place.line == 3)
    }

    @Test func statementBalanceNeedsBothBalances() throws {
        var facts = try statement()
        facts.tail.closing = nil
        #expect(ruling(facts).posts)
        facts.tail.closing = cents(1)
        facts.tail.opening = nil
        #expect(ruling(facts).posts)
    }

    @Test func statementBalanceComparesAcrossScales() throws {
        var facts = try statement()
        facts.tail.closing = Exact(mantissa: 150_000, scale: 3)
        #expect(ruling(facts).posts)
        facts.tail.closing = Exact(mantissa: 150_001, scale: 3)
        #expect(ruling(facts).stopped == "rejected A-201")
    }

    @Test func statementSummary() throws {
        var facts = try statement()
        facts.tail.declared = [
            DeclaredTotal(
                name: "TtlCdtNtries", declared: cents(5000), counted: cents(5000), line: 4)
        ]
        #expect(ruling(facts).codes.isEmpty)
        facts.tail.declared[0].declared = cents(5001)
        let ruling = ruling(facts)
        #expect(ruling.stopped == "rejected A-202")
        #expect(ruling.findings.first?.arguments["what"] == "TtlCdtNtries")
        #expect(ruling.findings.first?.arguments["counted"] == "50.00")
    }

    @Test func batchTotal() throws {
        var facts = try statement()
        facts.tail.declared = [
            DeclaredTotal(name: "Ntry/1", declared: cents(700), counted: cents(700), line: 9)
        ]
        #expect(ruling(facts).codes.isEmpty)
        facts.tail.declared[0].counted = cents(699)
        let ruling = ruling(facts)
        #expect(ruling.codes == ["A-203"])
        #expect(ruling.posts)
        #expect(ruling.findings.first?.severity == .warning)
    }

    @Test func dateOutsideStatement() throws {
        var facts = try statement()
        #expect(ruling(facts).codes.isEmpty)
        facts.outside = (line: 8, day: try day("2026-03-01"))
        let ruling = ruling(facts)
        #expect(ruling.codes == ["V-122"])
        #expect(ruling.posts)
        #expect(ruling.findings.first?.found == "2026-03-01")
        #expect(ruling.findings.first?.arguments["to"] == "2026-02-28")
        facts.tail.to = nil
        #expect(self.ruling(facts).codes.isEmpty)
    }

    @Test func flawsOfTheTailCount() throws {
        var facts = try statement()
        facts.tail.flaws = [Flaw(.pagesMissing, line: 3)]
        #expect(ruling(facts).stopped == "held I-311")
    }

    /// French IBAN of ISO 13616's examples; its last digit changed; a number of another kind.
    @Test(arguments: [
        ("FR1420041010050500013M02606", true), ("FR1420041010050500013M02607", false),
        ("GB82WEST12345698765432", true), ("GB83WEST12345698765432", false),
        ("0012345678", true), ("", true),
    ])
    func ibanInvalid(_ iban: String, _ isFine: Bool) throws {
        let bytes = Array(iban.utf8)
        let finding = IBANInvalid.judge(bytes[...], line: 5, try World().facts)
        #expect((finding == nil) == isFine)
        if let finding {
            #expect(finding.code == "V-114")
            #expect(finding.severity == .warning)
            #expect(finding.found == iban)
            #expect(finding.place.line == 5)
        }
    }
}
