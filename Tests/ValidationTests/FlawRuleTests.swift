import Accounting
import Testing
import Validation

/// What a reader states as a flaw, and what that does to the unit it stands in.
private let expectations = """
    malformed           V-101 rejected
    truncated           V-102 rejected
    doctype             V-103 rejected
    encoding            V-104 rejected
    ragged              V-105 rejected
    fieldMissing        V-106 rejected
    dateMalformed       V-107 rejected
    dateAmbiguous       V-108 held
    amountMalformed     V-109 rejected
    columnMissing       V-110 held
    currencyUnknown     V-112 held
    yearMissing         V-162 held
    amountAmbiguous     A-118 held
    limit               V-120 rejected
    empty               V-124 held
    kindUnknown         V-125 rejected
    runningBalance      A-211 rejected
    amountTooLarge      A-212 rejected
    amountPrecision     A-213 rejected
    unitSpoiled         V-130 rejected
    pagesMissing        I-311 held
    pageRepeated        I-316 held
    correction          I-317 held
    headerRepeated      V-172 posts
    transactionNet      A-240 rejected
    transactionKind     V-180 held
    transactionStatus   V-181 held
    signUnexpected      V-195 held
    """.split(separator: "\n").map(String.init)

@Suite struct FlawRuleTests {
    @Test(arguments: expectations) func flawStopsItsUnit(_ line: String) throws {
        let words = line.split(separator: " ").map(String.init)
        let defect = try #require(Defect(rawValue: words[0]))
        let ruling = try World().judge.flaws([
            Flaw(defect, line: 12, column: 3, found: "1.2,3", ["field": "amount"])
        ])
        #expect(ruling.codes == [words[1]])
        #expect(ruling.stopped == (words[2] == "posts" ? nil : "\(words[2]) \(words[1])"))
        let finding = try #require(ruling.findings.first)
        #expect(finding.place.description == "drop.csv:12:3")
        #expect(finding.found == "1.2,3")
        #expect(finding.arguments == ["field": "amount", "source": "shop"])
    }

    @Test func everyDefectIsInTheTable() {
        let named = Set(expectations.map { String($0.prefix { $0 != " " }) })
        #expect(named == Set(Defect.allCases.map(\.rawValue)))
    }

    @Test func noFlawPosts() throws {
        let ruling = try World().judge.flaws([])
        #expect(ruling.posts)
        #expect(ruling.findings.isEmpty)
    }

    @Test func damageOutweighsAQuestionInEitherOrder() throws {
        let world = try World()
        let held = Flaw(.amountAmbiguous, line: 1)
        let spoilt = Flaw(.dateMalformed, line: 1)
        #expect(world.judge.flaws([held, spoilt]).stopped == "rejected V-107")
        #expect(world.judge.flaws([spoilt, held]).stopped == "rejected V-107")
        #expect(world.judge.flaws([held, Flaw(.empty, line: 1)]).stopped == "held A-118")
    }

    @Test(arguments: [Defect.amountAmbiguous, .dateMalformed, .fieldMissing, .currencyUnknown])
    func flawedDraftsAreNotAccepted(_ defect: Defect) throws {
        let world = try World()
        let flaw = Flaw(defect, line: 7)
        var document = try invoice()
        document.flaws = [flaw]
        let facts = DocumentFacts(draft: document, facts: world.facts, clashes: false)
        #expect(world.judge.document(facts).1 == nil)
        var payment = PaymentDraft(span: span(7))
        payment.party = "C1"
        payment.flaws = [flaw]
        #expect(world.judge.payment(payment).1 == nil)
        var voucher = try voucher([("606", 5, 0), ("512", 0, 5)], on: "2026-02-01")
        voucher.flaws = [flaw]
        #expect(world.judge.voucher(voucher, isOpening: false).1 == nil)
    }
}
