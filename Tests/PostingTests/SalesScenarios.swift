import Testing

private let sales = """
    # store-day: tenders, revenue by category and rate
    till paris 2026-01-10: O1 food S20 100.00 card, O2 food S10 50.00 cash
    ---
    44571 -25.00
    517 120.00
    531 55.00
    707 -150.00

    # store-day with a discount
    till paris 2026-01-10: O1 food S20 90.00 card discount=10.00
    ---
    44571 -18.00
    517 108.00
    707 -100.00
    709 10.00

    # store-day with a return
    till paris 2026-01-10: O1 food S20 100.00 card, O2 food S20 -30.00 card
    ---
    44571 -14.00
    517 84.00
    707 -100.00
    7097 30.00

    # what is outstanding goes to receivables, never to clearing
    till paris 2026-01-10: O1 food S20 100.00 card owed=50.00 customer=C1
    ---
    411 50.00
    44571 -20.00
    517 70.00
    707 -100.00
    open C1 O1 50.00

    # an order not paid at all
    till paris 2026-01-10: O1 food S20 100.00 - owed=120.00 customer=Bora
    ---
    411 120.00
    44571 -20.00
    707 -100.00
    open C2 O1 120.00

    # gift card sold is a liability
    till paris 2026-01-10: O1 gift - 25.00 card
    ---
    4191 -25.00
    517 25.00

    # shipping and discount of the whole order
    till paris 2026-01-10: O1 food S20 100.00 card shipping=10.00 ordertax=1.00 orderdiscount=6.00
    ---
    44571 -21.00
    517 125.00
    707 -100.00
    7085 -10.00
    709 6.00

    # tender without an amount pays all
    till paris 2026-01-10: O1 food S20 100.00 cash tendered=0.00
    ---
    44571 -20.00
    531 120.00
    707 -100.00

    # two tenders on one order
    till paris 2026-01-10: O1 food S20 50.00 card tendered=20.00,
        O1 food S20 50.00 cash tendered=100.00
    ---
    44571 -20.00
    517 20.00
    531 100.00
    707 -100.00

    # voided posts nothing
    till paris 2026-01-10: O1 food S20 100.00 card, O2 food S20 70.00 card status=void
    ---
    44571 -20.00
    517 120.00
    707 -100.00
    rows ignored 1

    # one bad row rejects its order, the others post
    till paris 2026-01-10: O1 food S20 100.00 card tendered=1.00, O1 food S20 1.00 card,
        O2 food S20 10.00 card
    ---
    44571 -2.00
    517 12.00
    707 -10.00
    rows rejected 2

    # a tender nobody mapped holds its order
    till paris 2026-01-10: O1 food S20 100.00 cheque, O2 food S20 10.00 card
    ---
    44571 -2.00
    517 12.00
    707 -10.00
    rows held 1

    # rows that arrive later for a day post for themselves
    till paris 2026-01-10: O1 food S20 100.00 card
    run
    till paris 2026-01-10: O1 food S20 100.00 card, O2 food S20 10.00 card
    ---
    44571 -22.00
    517 132.00
    707 -110.00
    rows duplicate 1

    # an order number of another store is another order
    till paris 2026-01-10: O1 food S20 100.00 card
    till lyon 2026-01-10: O1 food S20 10.00 card
    ---
    44571 -22.00
    517 132.00
    707 -110.00

    # an order number of another day is held: the order would be in the book twice
    till paris 2026-01-10: O1 food S20 100.00 card, O2 food S20 10.00 card
    till paris 2026-01-11: O1 food S20 100.00 card, O3 food S20 20.00 card
    run
    till paris 2026-01-12: O2 food S20 5.00 card, O3 food S20 20.00 card
    ---
    44571 -26.00
    517 156.00
    707 -130.00
    rows held 3

    # a return may bear the number of its sale
    till paris 2026-01-10: O1 food S20 100.00 card
    till paris 2026-01-31: O1 food S20 -100.00 card
    ---
    707 -100.00
    7097 100.00

    # numbers that begin again every day
    till paris 2026-01-10 source=daily: O1 food S20 100.00 card
    till paris 2026-01-11 source=daily: O1 food S20 100.00 card
    run
    till paris 2026-01-11 source=daily: O1 food S20 100.00 card, O2 food S20 10.00 card
    ---
    44571 -42.00
    517 252.00
    707 -210.00
    rows duplicate 1

    # a day whose orders cancel out
    till paris 2026-01-10: O1 gift - 25.00 card, O2 gift - -25.00 card
    ---
    4191 -25.00
    7097 25.00
    """

@Suite struct SalesScenarios {
    @Test(arguments: Scenario.all(sales)) func posts(_ scenario: Scenario) throws {
        try scenario.check()
    }

    @Test func storeDayIsOneEntryAStoreAndDay() throws {
        let client = try Client()
        try client.play([
            "till paris 2026-01-10: O1 food S20 100.00 card, O2 food S20 10.00 card",
            "till lyon 2026-01-10: O1 food S20 1.00 card",
        ])
        #expect(
            try client.entries(of: "517") == [
                "2026-01-10 2026-01-10 store-day 132.00",
                "2026-01-10 2026-01-10 store-day 1.20",
            ])
        try client.play(["till paris 2026-01-10: O3 food S20 5.00 card"])
        #expect(try client.entries(of: "517").last == "2026-01-10 2026-01-10 store-day 6.00")
    }
}
