import Accounting
import Ledger
import Testing

private let currencies = """
    # a dollar account at the table's rate of the posting day: 117.00 / 1.17, 11.71 / 1.17 = 10.0085
    rate EUR/USD 1.17 2026-01-20
    rule FEE 627
    statement S1 514 currency=USD opening=0.00: 2026-01-20 117.00 WHO, 2026-01-20 -11.71 FEE
    ---
    471 -100.00
    514 89.99
    627 10.01
    own 514 105.29

    # a table that quotes the other way: 100.00 x 0.85
    rate USD/EUR 0.85 2026-01-20
    statement S1 514 currency=USD opening=0.00: 2026-01-20 100.00 WHO
    ---
    471 -85.00
    514 85.00
    own 514 100.00

    # the last rate of the seven days before stands in
    rate EUR/USD 2.00 2026-01-13
    statement S1 514 currency=USD opening=0.00: 2026-01-20 10.00 WHO
    ---
    471 -5.00
    514 5.00
    own 514 10.00

    # eight days are too many: the statement is held
    rate EUR/USD 2.00 2026-01-12
    statement S1 514 currency=USD opening=0.00: 2026-01-20 10.00 WHO
    ---
    own 514 0.00
    rows held 1

    # a rate of a later day is none
    rate EUR/USD 2.00 2026-01-21
    statement S1 514 currency=USD opening=0.00: 2026-01-20 10.00 WHO
    ---
    own 514 0.00
    rows held 1

    # held rows post once the table has the day; of a list, the others post at once
    rate EUR/USD 2.00 2026-01-20
    list 514 currency=USD: 2026-01-20 10.00 WHO, 2026-02-20 20.00 WHO
    run
    rate EUR/USD 4.00 2026-02-20
    again
    ---
    471 -10.00
    514 10.00
    own 514 30.00

    # the bank's own rate goes before the table's
    rate EUR/USD 2.00 2026-01-20
    statement S1 514 currency=USD opening=0.00: 2026-01-20 -10.00 CARD at=1.25 usd=-10.00
    ---
    471 8.00
    514 -8.00
    own 514 -10.00

    # what the bank took in the books' currency is the amount, whatever the rate
    statement S1 514 currency=USD opening=0.00: 2026-01-20 -10.00 CARD at=1.25 eur=-8.05
    ---
    471 8.05
    514 -8.05
    own 514 -10.00

    # transactions of a batched entry add to it: 10.00 / 3.00 = 3.33 is 1.11 + 1.11 + 1.11
    rate EUR/USD 3.00 2026-01-20
    rule WHO 606
    statement S1 514 currency=USD opening=0.00: 2026-01-20 10.00 WHO of=3.33+3.33+3.34
    ---
    514 3.33
    606 -3.33
    own 514 10.00

    # tax inside a foreign amount
    rate EUR/USD 1.25 2026-01-20
    rule EDF 606 P20
    statement S1 514 currency=USD opening=0.00: 2026-01-20 -150.00 EDF
    ---
    44566 20.00
    514 -120.00
    606 100.00
    own 514 -150.00

    # a payment that waits in euros is not cleared by as many dollars
    rate EUR/USD 2.00 2026-01-20
    receipt R1 C1 2026-01-15 50.00 ref=VIR-0001
    statement S1 514 currency=USD opening=0.00: 2026-01-20 50.00 VIR-0001
    ---
    411 -50.00
    471 -25.00
    5111 50.00
    514 25.00
    own 514 50.00
    open C1 R1 -50.00
    transit R1 50.00

    # a euro card paid in dollars: the account in euros, the original beside the other side
    rule HOTEL 606
    statement S1 512 opening=0.00: 2026-01-20 -92.00 HOTEL usd=-100.00 at=1.09
    ---
    512 -92.00
    606 92.00

    # a statement in another currency than its account's is held
    statement S1 512 currency=USD opening=0.00: 2026-01-20 10.00 WHO
    ---
    rows held 1

    # euros on the dollar account are held
    statement S1 514 opening=0.00: 2026-01-20 10.00 WHO
    ---
    own 514 0.00
    rows held 1

    # opening balances state both amounts
    opening: 514 100.00 usd=110.00, 101 -100.00
    ---
    101 -100.00
    514 100.00
    own 514 110.00

    # an opening that states no dollars of the dollar account is held
    opening: 514 100.00, 101 -100.00
    ---
    rows held 2

    # what waits in suspense keeps its dollars when a rule comes
    rate EUR/USD 2.00 2026-01-20
    statement S1 514 currency=USD opening=0.00: 2026-01-20 -10.00 SHOP
    run
    rule SHOP 606
    again
    ---
    514 -5.00
    606 5.00
    own 514 -10.00

    # the same dollars in a second file are duplicates
    rate EUR/USD 2.00 2026-01-20
    statement S1 514 currency=USD opening=0.00: 2026-01-20 -10.00 SHOP
    run
    list 514 currency=USD: 2026-01-20 -10.00 SHOP
    ---
    471 5.00
    514 -5.00
    own 514 -10.00
    rows duplicate 1
    """

@Suite struct CurrencyScenarios {
    @Test(arguments: Scenario.all(currencies)) func post(_ scenario: Scenario) throws {
        try scenario.check()
    }

    @Test func bothSidesKeepWhatWasAgreedAndItsRate() throws {
        let client = try Client()
        try client.play([
            "rate EUR/USD 1.25 2026-01-20", "rule EDF 606 P20",
            "statement S1 514 currency=USD opening=0.00: 2026-01-20 -150.00 EDF",
            "statement S2 512 opening=0.00: 2026-01-20 -92.00 EDF usd=-100.00 at=1.09",
        ])
        func originals(_ code: String) throws -> [String] {
            try client.lines(of: code).map {
                "\($0.original?.text ?? "-") \($0.original?.currency.code ?? "-") \($0.rate)"
            }
        }
        #expect(try originals("514") == ["-150.00 USD EUR/USD 1.25"])
        #expect(try originals("512") == ["- - "])
        #expect(try originals("606") == ["125.00 USD EUR/USD 1.25", "83.33 USD EUR/USD 1.09"])
        #expect(try originals("44566") == ["25.00 USD EUR/USD 1.25", "16.67 USD EUR/USD 1.09"])
    }

    @Test func aRateOfADayBeforeIsToldOnceADay() throws {
        let client = try Client()
        try client.play([
            "rate EUR/USD 2.00 2026-01-18",
            "statement S1 514 currency=USD opening=0.00: 2026-01-18 1.00 A, 2026-01-19 1.00 B, "
                + "2026-01-19 2.00 C, 2026-01-20 1.00 D",
        ])
        #expect(client.codes.filter { $0 == "V-132" }.count == 2)
    }
}
