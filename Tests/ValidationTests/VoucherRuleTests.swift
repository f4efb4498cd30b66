import Accounting
import Testing
import Validation

@Suite struct VoucherRuleTests {
    private let fine: [(account: String, debit: Int64, credit: Int64)] = [
        ("606", 500, 0), ("512", 0, 500),
    ]

    private func judged(
        _ lines: [(account: String, debit: Int64, credit: Int64)], isOpening: Bool = false,
        _ change: (inout VoucherDraft) throws -> Void = { _ in }
    ) throws -> Ruling {
        var voucher = try voucher(lines, on: "2026-02-28")
        try change(&voucher)
        let (ruling, accepted) = try World().judge.voucher(voucher, isOpening: isOpening)
        #expect((accepted != nil) == ruling.posts)
        return ruling
    }

    @Test func voucherWithoutFaultPosts() throws { #expect(try judged(fine).codes.isEmpty) }

    @Test func voucherBalance() throws {
        let ruling = try judged([("606", 500, 0), ("512", 0, 499)])
        #expect(ruling.stopped == "rejected A-209")
        #expect(ruling.findings.first?.arguments["debit"] == "5.00")
        #expect(ruling.findings.first?.arguments["credit"] == "4.99")
    }

    @Test func voucherHasOneDate() throws {
        let ruling = try judged(fine) { $0.lines[1].day = try day("2026-02-27") }
        #expect(ruling.stopped == "rejected A-209")
        #expect(ruling.findings.first?.place.line == 3)
    }

    @Test func accountUnknown() throws {
        #expect(try judged([("606", 5, 0), ("513", 0, 5)]).stopped == "rejected V-111")
    }

    @Test func currencyForeign() throws {
        #expect(try judged(fine) { $0.lines[0].currency = "USD" }.stopped == "held V-113")
        #expect(try judged(fine) { $0.lines[0].currency = "EUR" }.codes.isEmpty)
    }

    @Test func openingControl() throws {
        let lines: [(account: String, debit: Int64, credit: Int64)] = [
            ("411", 900, 0), ("411", 400, 0), ("411", 500, 0), ("101", 0, 900),
        ]
        func items(_ voucher: inout VoucherDraft) {
            voucher.lines[1].party = "C1"
            voucher.lines[2].party = "C1"
        }
        #expect(try judged(lines, isOpening: true, items).codes.isEmpty)
        let short = try judged(lines, isOpening: true) {
            items(&$0)
            $0.lines[0].debit = 901
        }
        #expect(short.stopped == "rejected A-210")
        #expect(short.findings.first?.found == "9.01")
        #expect(short.findings.first?.arguments["items"] == "9.00")
    }

    @Test func openingCountsAControlAccountOnce() throws {
        var draft = try voucher(
            [("411", 900, 0), ("411", 900, 0), ("101", 0, 900)], on: "2026-01-01")
        draft.lines[1].party = "C1"
        let counted = OpeningControl.counted(draft, try World().facts)
        #expect(counted.map(\.account) == ["411", "101"])
        #expect(counted.first?.party == "C1")
    }

    @Test func openingNeedsNoDateWithinTheBooks() throws {
        let ruling = try judged([("512", 5, 0), ("101", 0, 5)], isOpening: true) {
            for index in $0.lines.indices { $0.lines[index].day = try day("2025-06-01") }
        }
        #expect(ruling.codes.isEmpty)
    }
}

@Suite struct DayRuleTests {
    /// Day, locked through, policy; then the ruling's code and outcome.
    @Test(arguments: [
        "2025-12-31 -          next V-119 rejected", "2026-01-01 -          next - posts",
        "2026-04-30 -          next - posts", "2026-05-01 -          next V-121 held",
        "2026-01-31 2026-01-31 next I-312 posts", "2026-02-01 2026-01-31 next - posts",
        "2026-01-31 2026-01-31 held I-318 held", "2026-02-01 2026-01-31 held - posts",
    ])
    func postingDay(_ line: String) throws {
        let words = line.split(separator: " ").map(String.init)
        var facts = try World().facts
        facts.lockedThrough = Day(iso: words[1])
        facts.late = words[2] == "held" ? .held : .nextOpenPeriod
        let ruling = Judge(facts).day(try day(words[0]), line: 9)
        #expect(ruling.codes == (words[3] == "-" ? [] : [words[3]]))
        #expect(ruling.stopped == (words[4] == "posts" ? nil : "\(words[4]) \(words[3])"))
        #expect(ruling.findings.allSatisfy { $0.found == words[0] && $0.place.line == 9 })
    }

    @Test func lockedRowPostsOnTheFirstOpenDay() throws {
        var facts = try World().facts
        facts.lockedThrough = try day("2026-01-31")
        #expect(facts.postingDay(try day("2026-01-15")) == (try day("2026-02-01")))
        #expect(facts.postingDay(try day("2026-01-31")) == (try day("2026-02-01")))
        #expect(facts.postingDay(try day("2026-02-03")) == (try day("2026-02-03")))
        facts.lockedThrough = nil
        #expect(facts.postingDay(try day("2026-01-15")) == (try day("2026-01-15")))
    }

    @Test func rowWithoutDateHasNoRuling() throws {
        #expect(try World().judge.day(nil, line: 1).codes.isEmpty)
    }
}
