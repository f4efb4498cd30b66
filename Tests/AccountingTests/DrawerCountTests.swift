import Accounting
import Testing

/// Drawers from their counts and their store's takings: what should lie in them, and what does.
///
/// A line: day, till, float (`-` = not stated), counted, banked; takings by day on top.
@Suite struct DrawerCountTests {
    private static func day(_ number: String) -> Day { Day(number: Int32(number) ?? 0) }
    private static func cents(_ text: Substring) -> Int64? {
        Int64(text.filter { $0 != "." })
    }

    /// `day tills before float takings expected counted difference banked left` a line.
    private func told(_ counts: String, takings: String) -> [String] {
        let sales = takings.split(separator: ",").map { text in
            let words = text.split(separator: " ")
            return (
                key: StoreDay(store: "Quay", day: Self.day(String(words[0]))),
                amount: Self.cents(words[1]) ?? 0
            )
        }
        let drawers = counts.split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            return DrawerCount(
                store: "Quay", till: String(words[1]), day: Self.day(String(words[0])),
                float: Self.cents(words[2]), counted: Self.cents(words[3]) ?? 0,
                banked: Self.cents(words[4]) ?? 0)
        }
        return storeCounts(drawers, takings: sales).map { count in
            let figures = [
                count.before, count.float, count.takings, count.expected, count.counted,
                count.difference, count.banked, count.left,
            ].map { decimalText($0, exponent: 2) }
            let tills = count.drawers.map(\.till).joined(separator: "+")
            return "\(count.key.day.number) \(tills) " + figures.joined(separator: " ")
        }
    }

    @Test func whatOneCountLeavesTheNextBeginsWith() {
        // 100 + 120 = 220, all there; 100 + 70 − 171 = 1 short; float 10 lower than left.
        #expect(
            told(
                """
                3 A 90.00 150.00 0.00
                1 A 100.00 220.00 120.00
                2 A - 169.00 69.00
                """, takings: "1 120.00,2 70.00,3 60.00") == [
                    "1 A 100.00 100.00 120.00 220.00 220.00 0.00 120.00 100.00",
                    "2 A 100.00 100.00 70.00 170.00 169.00 -1.00 69.00 100.00",
                    "3 A 100.00 90.00 60.00 150.00 150.00 0.00 0.00 150.00",
                ])
    }

    @Test func daysWithoutACountGoToTheNextOne() {
        // The first count states what its day began with: day 1 is no part of it. Day 4 has those
        // of days 3 and 4.
        #expect(
            told("2 A 50.00 60.00 0.00\n4 A - 85.00 0.00", takings: "1 7.00,2 10.00,3 20.00,4 5.00")
                == [
                    "2 A 50.00 50.00 10.00 60.00 60.00 0.00 0.00 60.00",
                    "4 A 60.00 60.00 25.00 85.00 85.00 0.00 0.00 85.00",
                ])
    }

    @Test func drawersOfAStoreAreReckonedTogether() {
        // Day 2 counts B alone: it has left 20, and the store has taken 9.
        #expect(
            told(
                "1 A 50.00 80.00 30.00\n1 B 20.00 25.00 5.00\n2 B - 29.00 0.00",
                takings: "1 35.00,2 9.00") == [
                    "1 A+B 70.00 70.00 35.00 105.00 105.00 0.00 35.00 70.00",
                    "2 B 20.00 20.00 9.00 29.00 29.00 0.00 0.00 29.00",
                ])
    }

    @Test func aCountWithoutSalesSaysSo() {
        let count = DrawerCount(
            store: "Quay", till: "", day: Day(number: 5), float: 100, counted: 300, banked: 0)
        let other = (key: StoreDay(store: "Other", day: Day(number: 5)), amount: Int64(200))
        #expect(storeCounts([count], takings: [other]).map(\.hasSales) == [false])
        let own = (key: StoreDay(store: "Quay", day: Day(number: 5)), amount: Int64(0))
        #expect(storeCounts([count], takings: [own]).map(\.hasSales) == [true])
    }
}
