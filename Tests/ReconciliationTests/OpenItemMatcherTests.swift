import Accounting
import Testing

@testable import Reconciliation

/// Open items, then a bank line, then what it pays (or none).
///
/// `id party document amount [r=reference] [c=currency] [a=account] [n=instalment] [d=day] [p]` …
/// `| amount text / payer reference / party = evidence ids [part]`. Day of the line: 10; of an item
/// 1 unless `d=`; `p` is money that stands unapplied. Tolerance: 5.
private let cases = """
    # the document's number, whole
    1 C1 F-2026-12 100 | 100 RE F-2026-12 THANKS / / = document 1
    1 C1 F-2026-12 100 | 100 re f-2026-12 / / = document 1
    1 C1 F-2026-12 100 | 100 NOTHING / F-2026-12 / = document 1
    1 C1 F-2026-12 100 | 100 F-2026-123 / / = -
    1 C1 F-2026-12 100 | 100 XF-2026-12 / / = -
    1 C1 F12 100 | 100 F12 / / = -
    1 C1 FEES 100 | 100 FEES / / = -
    1 C1 F-2026-12 100 | -100 F-2026-12 / / = -
    1 S1 B-2026-12 -100 | -100 B-2026-12 / / = document 1
    # within the tolerance of 5, or a part, never more
    1 C1 F-2026-12 100 | 96 F-2026-12 / / = document 1
    1 C1 F-2026-12 100 | 105 F-2026-12 / / = document 1
    1 C1 F-2026-12 100 | 106 F-2026-12 / / = -
    1 C1 F-2026-12 100 | 60 F-2026-12 / / = document 1 part
    1 C1 2026 100 | 60 RENT 09 2026 / / = -
    1 C1 2026 100 | 60 RENT 09 2026 / / C1 = document 1 part
    # the number is its party's own
    1 C1 F-2026-12 100 | 100 F-2026-12 / / C2 = -
    1 C1 F-2026-12 100 ; 2 C2 F-2026-12 100 | 100 F-2026-12 / / = -
    1 C1 F-2026-12 100 ; 2 C2 F-2026-12 100 | 100 F-2026-12 / / C2 = document 2
    1 C1 F-2026-12 100 ; 2 C2 F-2026-12 90 | 100 F-2026-12 / / = document 1
    # several named: their sum; the longer of two that overlap
    1 C1 F-0001 100 ; 2 C1 F-0002 50 | 150 F-0001 F-0002 / / = document 1 2
    1 C1 F-0001 100 ; 2 C1 F-0002 50 | 120 F-0001 F-0002 / / = -
    1 C1 F-0001 100 ; 2 C1 AV-001 -20 | 80 F-0001 AV-001 / / = document 1 2
    1 C1 2026 70 ; 2 C1 F-2026-12 100 | 100 F-2026-12 / / = document 2
    # instalments of the document named, the first due first
    1 C1 F-0001 40 d=1 ; 2 C1 F-0001 60 d=2 | 100 F-0001 / / = document 1 2
    1 C1 F-0001 40 d=2 ; 2 C1 F-0001 60 d=1 | 70 F-0001 / / = document 2 1 part
    # references with check digits
    1 C1 F-1 100 r=RF18539007547034 | 100 RF18 5390 0754 7034 / / = document 1
    1 C1 F-1 100 r=RF18539007547034 | 60 X / RF18539007547034 / C2 = document 1 part
    1 C1 F-1 100 r=RF18539007547034 | 100 RF19539007547034 / / = -
    1 C1 F-1 9 r=210000000003139471430009017 | 9 21 00000 00003 13947 14300 09017 / / = document 1
    1 C1 F-1 100 r=210000000003139471430009017 | 100 210000000003139471430009018 / / = -
    1 C1 F-1 100 r=090933755493 | 100 +++090/9337/55493+++ / / = document 1
    1 C1 F-1 100 r=+++090/9337/55493+++ | 100 090933755493 / / = document 1
    1 C1 F-1 100 r=090933755493 | 100 +++090/9337/55494+++ / / = -
    # the number a reference wraps: RF18 over 539007547034
    1 C1 539007547034 100 | 100 RF18539007547034 / / = document 1
    # party and amount
    1 C1 F-1 100 | 100 THANKS / / C1 = party+amount 1
    1 C1 F-1 100 | 99 THANKS / / C1 = -
    1 C1 F-1 100 | 100 THANKS / / = -
    1 C1 F-1 100 | 100 THANKS / / C2 = -
    1 C1 F-1 100 ; 2 C1 F-2 100 | 100 THANKS / / C1 = -
    1 C1 F-1 100 ; 2 C2 F-2 100 | 100 THANKS / / C2 = party+amount 2
    1 C1 F-1 100 d=11 | 100 THANKS / / C1 = -
    1 C1 F-1 100 d=11 ; 2 C1 F-2 100 | 100 THANKS / / C1 = party+amount 2
    2 C1 F-1 40 d=2 n=2 ; 1 C1 F-1 40 d=1 | 40 THANKS / / C1 = party+amount 1
    1 C1 F-1 100 c=USD | 100 THANKS / / C1 = -
    1 C1 X -30 p | -30 REFUND / / C1 = party+amount 1
    1 C1 X-1234 -30 p | -30 REFUND X-1234 / / = -
    # party and sum
    1 C1 F-1 100 ; 2 C1 F-2 50 ; 3 C1 F-3 7 | 150 THANKS / / C1 = party+sum 1 2
    1 C1 F-1 100 ; 2 C1 F-2 50 ; 3 C1 F-3 150 | 150 THANKS / / C1 = party+amount 3
    1 C1 F-1 60 ; 2 C1 F-2 40 ; 3 C1 F-3 60 | 100 THANKS / / C1 = -
    1 C1 F-1 100 ; 2 C1 F-2 -20 | 80 THANKS / / C1 = party+sum 1 2
    1 C1 F-1 100 ; 2 C1 F-2 50 a=6 | 150 THANKS / / C1 = -
    1 C1 F-1 100 ; 2 C1 F-2 50 c=USD | 150 THANKS / / C1 = -
    1 C1 F-1 100 ; 2 C2 F-2 50 | 150 THANKS / / C1 = -
    1 C1 F-1 100 ; 2 C1 F-2 50 d=11 | 150 THANKS / / C1 = -
    # a document named that does not agree is not passed over for another
    1 C1 F-0001 100 ; 2 C1 F-0002 150 | 150 F-0001 / / C1 = -
    """.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }

@Suite struct OpenItemMatcherTests {
    private func item(_ text: Substring) throws -> MatchableItem {
        let words = text.split(separator: " ").map(String.init)
        var options: [String: String] = [:]
        for word in words.dropFirst(4) {
            let pair = word.split(separator: "=", maxSplits: 1).map(String.init)
            options[pair[0]] = pair.count > 1 ? pair[1] : ""
        }
        let day = Day(number: try #require(Int32(options["d"] ?? "1")))
        return MatchableItem(
            id: try #require(Int64(words[0])),
            account: try #require(Int64(options["a"] ?? "5")), party: words[1],
            document: words[2], reference: options["r"] ?? "",
            instalment: try #require(Int64(options["n"] ?? "1")),
            currency: options["c"] ?? "EUR", documentDay: day, due: day,
            isPayment: options["p"] != nil, open: try #require(Int64(words[3])))
    }

    private func line(_ text: String) throws -> (line: MatchLine, party: String?) {
        let parts = text.split(separator: " / ", omittingEmptySubsequences: false)
            .map { $0.split(separator: " ").joined(separator: " ") }
        let said = parts[0].split(separator: " ", maxSplits: 1).map(String.init)
        let line = MatchLine(
            amount: try #require(Int64(said[0])), currency: "EUR", day: Day(number: 10),
            text: Array(said.dropFirst().joined().utf8)[...],
            payerReference: Array((parts.count > 1 ? parts[1] : "").utf8)[...])
        let party = parts.count > 2 && !parts[2].isEmpty ? parts[2] : nil
        return (line, party)
    }

    @Test(arguments: cases) func linePays(_ text: String) throws {
        let halves = text.split(separator: "|").map(String.init)
        let sides = halves[1].split(separator: " = ").map(String.init)
        var matcher = OpenItemMatcher(
            try halves[0].split(separator: ";").map { try item($0) }, tolerance: 5)
        let (line, party) = try line(sides[0].replacing(" / /", with: " /  / "))
        let match = matcher.match(line) { party }
        let shown = match.map {
            ([$0.evidence.rawValue] + $0.items.map { String($0.id) } + ($0.isWhole ? [] : ["part"]))
                .joined(separator: " ")
        }
        #expect(shown ?? "-" == sides[1])
        // What a line has paid, the same line does not pay again.
        if let match {
            matcher.settle(match, with: line.amount)
            let again = matcher.match(line) { party }
            let paid = Set(match.items.map(\.id))
            #expect(!match.isWhole || paid.isDisjoint(with: again?.items.map(\.id) ?? []))
        }
    }

    @Test func partsArePaidDownToTheRest() throws {
        var matcher = OpenItemMatcher([try item("1 C1 F-0001 100"), try item("2 C1 F-0001 50 d=2")])
        let (part, _) = try line("120 F-0001")
        let match = try #require(matcher.match(part) { nil })
        matcher.settle(match, with: 120)
        #expect(matcher[1] == nil)
        #expect(matcher[2]?.open == 30)
        let (rest, _) = try line("30 F-0001")
        #expect(matcher.match(rest) { nil }?.items.map(\.id) == [2])
    }

    @Test func refusedItemsAreNotSeen() throws {
        var matcher = OpenItemMatcher([try item("1 C1 F-0001 100")])
        let (line, _) = try line("100 F-0001")
        #expect(matcher.match(line, refused: [1]) { "C1" } == nil)
        #expect(matcher.candidates(line, refused: [1], party: "C1").isEmpty)
    }

    @Test func candidatesComeWithTheirEvidence() throws {
        let matcher = OpenItemMatcher(
            try [
                "1 C1 F-0001 70", "2 C1 F-0002 100", "3 C1 F-0003 100", "4 C2 F-0004 100",
                "5 C2 F-0005 30", "6 C1 F-0006 -100", "7 C1 F-0007 100 c=USD", "8 C1 F-0008 40",
            ].map { try item($0[...]) })
        let (line, _) = try line("100 F-0001")
        func shown(_ party: String?) -> [String] {
            matcher.candidates(line, party: party).map { "\($0.item.id) \($0.evidence.rawValue)" }
        }
        #expect(
            shown("C1") == [
                "1 document", "2 party+amount", "3 party+amount", "4 amount", "8 party",
            ])
        #expect(shown(nil) == ["1 document", "2 amount", "3 amount", "4 amount"])
    }

    /// The set found is the only one, against every set tried.
    @Test func onlySumsAreFound() {
        var state: UInt64 = 7
        func next(_ limit: Int64) -> Int64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64(state >> 33) % limit
        }
        for _ in 0..<400 {
            let amounts = (0..<next(9)).map { _ in next(60) - 15 }
            let wanted = next(80) - 10
            var sets: [[Int]] = []
            for set in 1..<(1 << amounts.count) where amounts.count > 0 {
                let chosen = amounts.indices.filter { set & (1 << $0) != 0 }
                if chosen.reduce(0, { $0 + amounts[$1] }) == wanted { sets.append(chosen) }
            }
            #expect(SubsetSums(amounts)?.only(wanted) == (sets.count == 1 ? sets[0] : nil))
        }
    }

    @Test func moreItemsThanTheBoundAreNotSummed() throws {
        #expect(SubsetSums(Array(repeating: 1, count: SubsetSums.most)) != nil)
        #expect(SubsetSums(Array(repeating: 1, count: SubsetSums.most + 1)) == nil)
        #expect(SubsetSums([Int64.max / 2, 1]) == nil)
        // 2^0 … 2^20: every sum is of one set only, and 21 items are too many.
        for count in [20, 21] {
            let items = (0..<count).map {
                MatchableItem(
                    id: Int64($0 + 1), account: 5, party: "C1", document: "F\($0)",
                    currency: "EUR", documentDay: Day(number: 1), due: Day(number: 1),
                    open: 1 << Int64($0))
            }
            var matcher = OpenItemMatcher(items)
            let (line, _) = try line("5 THANKS")
            #expect(matcher.match(line) { "C1" }?.items.map(\.id) == (count == 20 ? [1, 3] : nil))
        }
    }
}
