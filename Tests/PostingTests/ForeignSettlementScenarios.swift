import Accounting
import Ledger
import Testing

/// Dollars in books of euros: 0.90 on 5 January, 0.92 on the 20th, 0.93 on the 30th.
private let foreign = """
    # an invoice at the rate of its day; its parts add to the whole: 10 / 12 x 10.80 = 9.00
    invoice F1 C1 2026-01-05 currency=USD: 707 S20 10.00
    ---
    411 10.80
    44571 -1.80
    707 -9.00
    open C1 F1 10.80 USD 12.00

    # at a rate it states itself, with cents: 12.00 x 0.33 = 3.96, 10 / 12 of it 3.30
    invoice F1 C1 2026-01-05 currency=USD rate=0.33: 707 S20 10.00
    ---
    411 3.96
    44571 -0.66
    707 -3.30
    open C1 F1 3.96 USD 12.00

    # without a rate it is held, and posts once the table has the day
    invoice F1 C1 2026-02-25 currency=USD: 707 - 100.00
    run
    rate USD/EUR 0.80 2026-02-25
    again
    ---
    411 80.00
    707 -80.00
    open C1 F1 80.00 USD 100.00

    # paid at a higher rate: 1,000 x (0.92 - 0.90) gained
    invoice F1 C1 2026-01-05 currency=USD: 707 - 1000.00
    receipt R1 C1 2026-01-20 1000.00 currency=USD for=F1
    ---
    5111 920.00
    707 -900.00
    766 -20.00
    transit R1 920.00

    # at a lower one, stated: 1,000 x (0.90 - 0.88) lost
    invoice F1 C1 2026-01-05 currency=USD: 707 - 1000.00
    receipt R1 C1 2026-01-20 1000.00 currency=USD rate=0.88 for=F1
    ---
    5111 880.00
    666 20.00
    707 -900.00
    transit R1 880.00

    # a bill paid at a higher rate: 20.00 lost
    bill B1 S1 2026-01-05 currency=USD: 606 - 1000.00
    payment P1 S1 2026-01-20 1000.00 currency=USD for=B1
    ---
    5112 -920.00
    606 900.00
    666 20.00
    transit P1 -920.00

    # at a lower one: 20.00 gained
    bill B1 S1 2026-01-05 currency=USD: 606 - 1000.00
    payment P1 S1 2026-01-20 1000.00 currency=USD rate=0.88 for=B1
    ---
    5112 -880.00
    606 900.00
    766 -20.00
    transit P1 -880.00

    # three parts at one rate of 76.92: 51.26, 25.59, 0 stay while 25.66 + 25.66 + 25.59 come in
    invoice F1 C1 2026-01-05 currency=USD rate=0.77: 707 - 99.90
    receipt R1 C1 2026-01-15 33.33 currency=USD rate=0.77 for=F1
    receipt R2 C1 2026-01-16 33.33 currency=USD rate=0.77 for=F1
    receipt R3 C1 2026-01-17 33.24 currency=USD rate=0.77 for=F1
    ---
    5111 76.91
    666 0.01
    707 -76.92
    transit R1 25.66
    transit R2 25.66
    transit R3 25.59

    # a part: 400 at 0.92 against 360.00 of the invoice
    invoice F1 C1 2026-01-05 currency=USD: 707 - 1000.00
    receipt R1 C1 2026-01-20 400.00 currency=USD for=F1
    ---
    411 540.00
    5111 368.00
    707 -900.00
    766 -8.00
    open C1 F1 540.00 USD 600.00
    transit R1 368.00

    # more than the invoice: 200 dollars stay on the payment at its own rate
    invoice F1 C1 2026-01-05 currency=USD: 707 - 1000.00
    receipt R1 C1 2026-01-20 1200.00 currency=USD for=F1
    ---
    411 -184.00
    5111 1104.00
    707 -900.00
    766 -20.00
    open C1 R1 -184.00 USD -200.00
    transit R1 1104.00

    # payment before the invoice: 920.00 then owed, 900.00 had come
    receipt R1 C1 2026-01-05 1000.00 currency=USD for=F1
    run
    invoice F1 C1 2026-01-20 currency=USD: 707 - 1000.00
    ---
    5111 900.00
    666 20.00
    707 -920.00
    transit R1 900.00

    # a credit note of another day: 200 x (0.92 - 0.90)
    invoice F1 C1 2026-01-05 currency=USD: 707 - 1000.00
    credit A1 C1 2026-01-20 for=F1 currency=USD: 707 - 200.00
    ---
    411 720.00
    707 -716.00
    766 -4.00
    open C1 F1 720.00 USD 800.00

    # bounced at a third rate: the gain of 20.00 goes back, 1,000 x (0.93 - 0.92) is lost
    invoice F1 C1 2026-01-05 currency=USD: 707 - 1000.00
    receipt R1 C1 2026-01-20 1000.00 currency=USD for=F1
    receipt R2 C1 2026-01-30 -1000.00 currency=USD for=F1
    ---
    411 900.00
    5111 -10.00
    666 10.00
    707 -900.00
    open C1 F1 900.00 USD 1000.00
    transit R1 920.00
    transit R2 -930.00

    # half of it: half the gain goes back, 500 x 0.01 is lost
    invoice F1 C1 2026-01-05 currency=USD: 707 - 1000.00
    receipt R1 C1 2026-01-20 1000.00 currency=USD for=F1
    receipt R2 C1 2026-01-30 -500.00 currency=USD for=R1
    ---
    411 450.00
    5111 455.00
    666 5.00
    707 -900.00
    766 -10.00
    open C1 F1 450.00 USD 500.00
    transit R1 920.00
    transit R2 -465.00

    # a bill's bounce: its loss of 20.00 goes back, 10.00 more came in than had left
    bill B1 S1 2026-01-05 currency=USD: 606 - 1000.00
    payment P1 S1 2026-01-20 1000.00 currency=USD for=B1
    payment P2 S1 2026-01-30 -1000.00 currency=USD for=B1
    ---
    401 -900.00
    5112 10.00
    606 900.00
    766 -10.00
    open S1 B1 -900.00 USD -1000.00
    transit P1 -920.00
    transit P2 930.00

    # discount in dollars, worth what the money is: 980 + 20 at 0.92
    invoice F1 C1 2026-01-05 currency=USD: 707 - 1000.00
    receipt R1 C1 2026-01-20 980.00 currency=USD discount=20.00 for=F1
    ---
    5111 901.60
    665 18.40
    707 -900.00
    766 -20.00
    transit R1 901.60

    # three dollars short are 2.70 of the books: within the tolerance
    tolerance 2.75
    invoice F1 C1 2026-01-05 currency=USD: 707 - 1000.00
    receipt R1 C1 2026-01-20 997.00 currency=USD
    ---
    5111 917.24
    658 2.70
    707 -900.00
    766 -19.94
    transit R1 917.24

    # tax due on payment moves in the books' currency: half of 18.00
    invoice F1 C1 2026-01-05 currency=USD: 706 SV20 100.00
    receipt R1 C1 2026-01-20 60.00 currency=USD for=F1
    ---
    411 54.00
    44571 -9.00
    44574 -9.00
    5111 55.20
    706 -90.00
    766 -1.20
    open C1 F1 54.00 USD 60.00
    transit R1 55.20

    # euros for dollars: 920.00 is 1,000 dollars at the table's rate of the day
    invoice F1 C1 2026-01-05 currency=USD: 707 - 1000.00
    receipt R1 C1 2026-01-20 920.00 for=F1
    ---
    5111 920.00
    707 -900.00
    766 -20.00
    transit R1 920.00

    # the row states what it settles
    invoice F1 C1 2026-01-05 currency=USD: 707 - 1000.00
    receipt R1 C1 2026-01-20 915.00 original=1000.00 for=F1
    ---
    5111 915.00
    707 -900.00
    766 -15.00
    transit R1 915.00

    # dollars for euros: what they are worth
    invoice F1 C1 2026-01-05: 707 - 1000.00
    receipt R1 C1 2026-01-20 500.00 currency=USD for=F1
    ---
    411 540.00
    5111 460.00
    707 -1000.00
    open C1 F1 540.00
    transit R1 460.00

    # euros for dollars on a day without a rate stay unapplied
    invoice F1 C1 2026-01-05 currency=USD: 707 - 1000.00
    receipt R1 C1 2026-03-20 920.00 for=F1
    ---
    411 -20.00
    5111 920.00
    707 -900.00
    open C1 F1 900.00 USD 1000.00
    open C1 R1 -920.00
    transit R1 920.00

    # equal figures of two currencies are no match
    invoice F1 C1 2026-01-05 currency=USD: 707 - 100.00
    receipt R1 C1 2026-01-20 100.00
    ---
    411 -10.00
    5111 100.00
    707 -90.00
    open C1 F1 90.00 USD 100.00
    open C1 R1 -100.00
    transit R1 100.00

    # two instalments share the value of the whole: 20.20 x 0.33 = 6.67, half of it 3.34
    invoice F1 C1 2026-01-05 currency=USD rate=0.33 \
        parts=2026-02-05/10.10+2026-03-05/10.10: 707 - 20.20
    ---
    411 6.67
    707 -6.67
    open C1 F1 3.34 USD 10.10
    open C1 F1 3.33 USD 10.10

    # an opening item keeps its dollars
    opening: 411 900.00 usd=1000.00 party=C1 doc=F0, 101 -900.00
    receipt R1 C1 2026-01-20 1000.00 currency=USD for=F0
    ---
    101 -900.00
    5111 920.00
    766 -20.00
    transit R1 920.00

    # a voucher gives up dollars at what it says they are worth: 900.00 booked
    invoice F1 C1 2026-01-05 currency=USD: 707 - 1000.00
    voucher 9 2026-01-20: 654 900.00, 411 -900.00 usd=-1000.00 party=C1 doc=F1
    ---
    654 900.00
    707 -900.00
    """

private let rates = [
    "rate USD/EUR 0.90 2026-01-05", "rate USD/EUR 0.92 2026-01-20", "rate USD/EUR 0.93 2026-01-30",
]

@Suite struct ForeignSettlementScenarios {
    @Test(arguments: Scenario.all(foreign)) func settles(_ scenario: Scenario) throws {
        let client = try Client()
        try client.play(rates + scenario.events)
        #expect(try client.shown() == scenario.expected)
        try client.expectWhole()
    }

    @Test func whatCannotBeSettledIsTold() throws {
        let client = try Client()
        try client.play(
            rates + [
                "invoice F1 C1 2026-01-05 currency=USD: 707 - 1000.00",
                "receipt R1 C1 2026-03-20 920.00 for=F1",
                "credit A1 C1 2026-03-20 for=F1: 707 - 10.00",
                "invoice F2 C1 2026-01-22 currency=USD: 707 - 1.00",
                "invoice F3 C1 2026-01-22 currency=USD: 707 - 2.00",
                "invoice F4 C1 2026-03-22 currency=USD: 707 - 2.00",
            ])
        #expect(client.codes == ["I-332", "I-332", "V-132", "V-132", "V-131"])
    }

    @Test func postingsKeepTheirDollarsAndRate() throws {
        let client = try Client()
        try client.play(
            rates + [
                "invoice F1 C1 2026-01-05 currency=USD: 707 S20 100.00",
                "receipt R1 C1 2026-01-20 120.00 currency=USD for=F1",
            ])
        func originals(_ code: String) throws -> [String] {
            try client.lines(of: code).map {
                "\($0.recipe.name) \($0.original?.text ?? "-") \($0.rate)"
            }
        }
        #expect(
            try originals("411") == [
                "invoice 120.00 USD/EUR 0.90", "receipt -120.00 USD/EUR 0.92",
                "exchange-difference - ",
            ])
        #expect(try originals("707") == ["invoice -100.00 USD/EUR 0.90"])
        #expect(try originals("44571") == ["invoice -20.00 USD/EUR 0.90"])
        #expect(try originals("5111") == ["receipt 120.00 USD/EUR 0.92"])
    }
}
