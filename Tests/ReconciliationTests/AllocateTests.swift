import Accounting
import Reconciliation
import Testing

/// Amount, open amounts oldest first, the shares by item.
private let cases = """
    100 : 100              = 0:100
    100 : 60 60            = 0:60 1:40
    100 : 60               = 0:60
    100 : 0 60 0 50        = 1:60 3:40
    100 : -60 60           = 1:60
    100 : -60              =
    -100 : -60 60 -60      = 0:-60 2:-40
    -100 : 100             =
    0 : 100 -100           =
    100 :                  =
    1 : 1 1                = 0:1
    90 : 30 30 30          = 0:30 1:30 2:30
    91 : 30 30 30          = 0:30 1:30 2:30
    9223372036854775807 : 9223372036854775807 = 0:9223372036854775807
    """.split(separator: "\n").map(String.init)

@Suite struct AllocateTests {
    @Test(arguments: cases) func sharesOf(_ line: String) throws {
        let sides = line.split(separator: "=", omittingEmptySubsequences: false)
        let left = sides[0].split(separator: ":", omittingEmptySubsequences: false)
        let amount = try #require(left[0].split(separator: " ").first.flatMap { Int64($0) })
        let open = left[1].split(separator: " ").compactMap { Int64($0) }
        let shares = allocate(amount, over: open).map { "\($0.item):\($0.amount)" }
        #expect(shares == sides[1].split(separator: " ").map(String.init))
    }

    /// No share leaves its item's sign or size, and the sum never exceeds the amount.
    @Test(arguments: [1, -1] as [Int64]) func sharesStayWithinTheirItems(_ sign: Int64) {
        var state: UInt64 = 42
        func next(_ limit: Int64) -> Int64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64(state >> 33) % limit
        }
        for _ in 0..<500 {
            let open = (0..<next(6)).map { _ in next(200) - 100 }
            let amount = next(300) * sign
            let shares = allocate(amount, over: open)
            let sum = shares.reduce(0) { $0 + $1.amount }
            let matching = open.filter { $0 * sign > 0 }.reduce(0, +)
            #expect(sum * sign == min(amount * sign, matching * sign))
            for share in shares {
                #expect(share.amount * sign > 0)
                #expect(share.amount.magnitude <= open[share.item].magnitude)
            }
            #expect(shares.map(\.item) == shares.map(\.item).sorted())
        }
    }
}

@Suite struct TieOutTests {
    private func tie(_ book: Int64, _ independent: Int64?, _ items: [Int64]) throws -> TieOut {
        let day = try #require(Day(iso: "2026-01-31"))
        return TieOut(
            name: "bank", subject: "512", book: book, independent: independent,
            items: items.map { TieOut.Item(day: day, text: "", amount: $0, place: nil) })
    }

    @Test func differenceBeyondTheItemsIsUnexplained() throws {
        #expect(try tie(100, 100, []).unexplained == 0)
        #expect(try tie(100, 90, []).unexplained == 10)
        #expect(try tie(100, 90, [4, 6]).unexplained == 0)
        #expect(try tie(100, 90, [4]).unexplained == 6)
        #expect(try tie(-100, 0, [-60, -40]).unexplained == 0)
        #expect(try tie(0, 0, [5]).unexplained == -5)
    }

    @Test func absentFigureLeavesNothingToExplain() throws {
        #expect(try tie(100, nil, [5]).unexplained == 0)
    }
}
