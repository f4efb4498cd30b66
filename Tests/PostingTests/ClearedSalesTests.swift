import Testing

@testable import Posting

@Suite struct ClearedSalesTests {
    /// What is packed comes out as it went in, whatever its size and sign.
    @Test func packedSalesComeOutAsTheyWentIn() {
        let amounts: [Int64] = [0, 1, -1, 63, -64, 64, 12_345, -98_765, .max / 2, -.max / 2]
        var sales = ClearedSales()
        #expect(sales.isEmpty)
        for (index, amount) in amounts.enumerated() {
            let order = String(repeating: "é", count: index * 20)
            sales.append(
                day: index * 40, account: index, order: Array(order.utf8)[...], amount: amount,
                line: Int64(index) * 1_000_003)
        }
        var seen: [String] = []
        sales.forEach { seen.append("\($0.day) \($0.account) \($0.order) \($0.amount) \($0.line)") }
        #expect(
            seen
                == amounts.enumerated().map { index, amount in
                    "\(index * 40) \(index) \(String(repeating: "é", count: index * 20)) "
                        + "\(amount) \(index * 1_000_003)"
                })
    }

    /// Half a million orders of a month take less than 10 MB.
    @Test func halfAMillionOrdersStaySmall() {
        var sales = ClearedSales()
        for index in 0..<500_000 {
            sales.append(
                day: index / 17_000, account: 3, order: Array("#\(100_000 + index)".utf8)[...],
                amount: Int64(index % 20_000), line: Int64(index))
        }
        #expect(sales.size < 10_000_000)
    }
}
