import Accounting
import Testing

/// What an amount of an order is to the figures: by its kind and the account it posts on.
@Suite struct SaleNatureTests {
    @Test(
        arguments: textTable(
            """
            kind       | account   | role       | nature
            item       | income    | ∅          | goods
            item       | expense   | ∅          | goods
            item       | liability | gift_cards | giftCard
            item       | liability | ∅          | other
            item       | asset     | deposits   | deposit
            item       | expense   | rounding   | rounding
            discount   | income    | discounts  | discount
            discount   | expense   | discounts  | discount
            refund     | income    | returns    | refund
            shipping   | income    | ∅          | shipping
            shipping   | liability | ∅          | other
            tip        | liability | tips       | tip
            tip        | income    | ∅          | charge
            gift_card  | liability | ∅          | giftCard
            gift_card  | income    | ∅          | charge
            deposit    | liability | deposits   | deposit
            rounding   | income    | rounding   | rounding
            rounding   | income    | ∅          | charge
            tax        | liability | ∅          | tax
            item       | ∅         | ∅          | other
            """))
    func byKindAndAccount(row: [String]) throws {
        let kind = try #require(SaleKind(rawValue: row[0]))
        let account = AccountKind(rawValue: row[1]).map {
            Account(code: "1", name: "", kind: $0, role: AccountRole(rawValue: row[2]))
        }
        #expect("\(SaleNature(kind, on: account))" == row[3])
    }

    /// Books keep them by number.
    @Test func numbersStay() {
        #expect(SaleNature.allCases.map(\.rawValue) == Array(0...10))
        #expect(SaleNature.goods.rawValue == 0 && SaleNature.tax.rawValue == 10)
        #expect(SaleNature.allCases.filter(\.isSale) == [.goods, .discount, .refund])
        #expect(
            SaleNature.allCases.filter(\.isIncome)
                == [.goods, .discount, .refund, .shipping, .charge])
    }
}
