import Testing

/// Events, `---`, the journal they make, `---`, what is open on clearing accounts on days
/// (`on DAY: …`); worked out by hand.
struct PayoutScenario: CustomTestStringConvertible, Sendable {
    let name: String
    let events: [String]
    let journal: [String]
    let open: [String]

    var testDescription: String { name }

    static func all(_ text: String) -> [PayoutScenario] {
        text.split(separator: "\n#").map { block in
            let lines = block.replacing(/,\n\s*/, with: ", ").split(separator: "\n").map {
                $0.split(separator: " ").joined(separator: " ")
            }.filter { !$0.isEmpty }
            let parts = lines.dropFirst().split(separator: "---", omittingEmptySubsequences: false)
                .map { Array($0) }
            let name = lines.first.map { $0.split(separator: " ").filter { $0 != "#" } } ?? []
            return PayoutScenario(
                name: name.joined(separator: " "), events: parts[0],
                journal: parts.count > 1 ? parts[1] : [], open: parts.count > 2 ? parts[2] : [])
        }
    }

    func check() throws {
        let client = try Client.withServices()
        try client.play(events)
        #expect(try client.journal() == journal)
        for line in open {
            let halves = line.split(separator: ":", maxSplits: 1)
            let date = String(halves[0].dropFirst(3))
            let wanted = halves[1].split(separator: ",").map {
                $0.split(separator: " ").joined(separator: " ")
            }
            let shown = try client.cleared(on: date)
            #expect(shown == (wanted == ["none"] ? [] : wanted), "on \(date)")
        }
        try client.expectWhole()
    }
}

/// A payout of January and February:
///
///     row            gross    fee     net   | January 97.00, February −95.50: pays 1.50
///     O1 sale       100.00   2.00   98.00
///     O2 sale        50.00   1.00   49.00
///     O2 refund     −50.00   0.00  −50.00
///     O1 chargeback −100.00 15.00 −115.00     (February)
///     O4 sale        20.00   0.50   19.50     (February)
///
/// January's end: O3 30.00 not reported + 97.00 under way = 127.00 on 5171.
private let byPayout = """
    # a payout that straddles the month's end, with a refund and a chargeback
    till paris 2026-01-28: O1 food - 100.00 stripe, O2 food - 50.00 stripe
    till paris 2026-01-30: O3 food - 30.00 stripe
    till paris 2026-01-31: O2 food - -50.00 stripe
    till paris 2026-02-01: O4 food - 20.00 stripe
    pay stripe: sale t1 O1 2026-01-28 100.00 2.00 po=po_1 paid=2026-02-02,
        sale t2 O2 2026-01-28 50.00 1.00 po=po_1 paid=2026-02-02,
        refund t3 O2 2026-01-31 -50.00 po=po_1 paid=2026-02-02,
        chargeback t4 O1 2026-02-01 -100.00 15.00 po=po_1 paid=2026-02-02,
        sale t5 O4 2026-02-01 20.00 0.50 po=po_1 paid=2026-02-02
    statement S1 512 opening=0.00: 2026-02-03 1.50 STRIPE PAYOUT
    ---
    2026-01-28 store-day: 5171 150.00, 707 -150.00
    2026-01-30 store-day: 5171 30.00, 707 -30.00
    2026-01-31 store-day: 5171 -50.00, 7097 50.00
    2026-01-31 payout: 5171 147.00, 5171 -150.00, 6279 3.00
    2026-02-01 store-day: 5171 20.00, 707 -20.00
    2026-02-02 payout: 5115 1.50, 5171 -117.00, 6279 15.50, 6288 100.00
    2026-02-03 transit-cleared: 5115 -1.50, 512 1.50
    ---
    on 2026-01-31: stripe unreported O3 2026-01-30 30.00,
        stripe under_way po_1 2026-01-31 97.00
    on 2026-02-28: stripe unreported O3 2026-01-30 30.00

    # a payout within its month is one entry; tax within the fee is recovered
    till paris 2026-01-05: O1 food - 100.00 stripe
    pay stripe: sale t1 O1 2026-01-05 100.00 2.40 tax=0.40 po=po_1,
        payout po_1 - 2026-01-07 -97.60 po=po_1
    ---
    2026-01-05 store-day: 5171 100.00, 707 -100.00
    2026-01-07 payout: 44566 0.40, 5115 97.60, 5171 -100.00, 6279 2.00
    ---
    on 2026-01-31: none

    # the payout comes before the sales
    pay stripe: sale t1 O1 2026-01-05 100.00 2.00 po=po_1 paid=2026-01-07,
        refund t2 O1 2026-01-06 -40.00 po=po_1 paid=2026-01-07
    till paris 2026-01-05: O1 food - 100.00 stripe
    ---
    2026-01-05 store-day: 5171 100.00, 707 -100.00
    2026-01-07 payout: 5115 58.00, 5171 40.00, 5171 -100.00, 6279 2.00
    ---
    on 2026-01-31: stripe unmatched O1 2026-01-06 40.00

    # a sale never settles the refund of its order
    till paris 2026-01-05: O1 food - 100.00 stripe
    pay stripe: refund t2 O1 2026-01-06 -40.00 po=po_1 paid=2026-01-07
    ---
    2026-01-05 store-day: 5171 100.00, 707 -100.00
    2026-01-07 payout: 5115 -40.00, 5171 40.00
    ---
    on 2026-01-31: stripe unreported O1 2026-01-05 100.00,
        stripe unmatched O1 2026-01-06 40.00

    # a refund that names its sale's transaction alone; the bank takes a negative payout back
    till paris 2026-01-05: O1 food - 100.00 stripe
    till paris 2026-01-20: O1 food - -100.00 stripe
    pay stripe: sale t1 O1 2026-01-05 100.00 po=po_1 paid=2026-01-07
    pay stripe: refund t2 - 2026-01-20 -100.00 rel=t1 po=po_2 paid=2026-01-21
    statement S1 512 opening=0.00: 2026-01-08 100.00 PO_1, 2026-01-22 -100.00 TAKEN po_2
    ---
    2026-01-05 store-day: 5171 100.00, 707 -100.00
    2026-01-07 payout: 5115 100.00, 5171 -100.00
    2026-01-08 transit-cleared: 5115 -100.00, 512 100.00
    2026-01-20 store-day: 5171 -100.00, 7097 100.00
    2026-01-21 payout: 5115 -100.00, 5171 100.00
    2026-01-22 transit-cleared: 5115 100.00, 512 -100.00
    ---
    on 2026-01-31: none

    # a reserve is held, then let go; a chargeback is reversed
    till paris 2026-01-05: O1 food - 100.00 stripe
    pay stripe: sale t1 O1 2026-01-05 100.00 po=po_1 paid=2026-01-07,
        reserve t2 - 2026-01-06 -25.00 po=po_1 paid=2026-01-07,
        chargeback t3 O1 2026-01-06 -10.00 po=po_1 paid=2026-01-07
    pay stripe: reserve_released t4 - 2026-02-03 25.00 po=po_2 paid=2026-02-04,
        chargeback_reversed t5 O1 2026-02-03 10.00 po=po_2 paid=2026-02-04
    ---
    2026-01-05 store-day: 5171 100.00, 707 -100.00
    2026-01-07 payout: 5115 65.00, 5171 25.00, 5171 -100.00, 6288 10.00
    2026-02-04 payout: 5115 35.00, 5171 -25.00, 6288 -10.00
    ---
    on 2026-01-31: stripe reserve reserve 2026-01-06 25.00
    on 2026-02-28: none

    # a settlement that owes is carried to the next one; a subscription of the service is a fee
    till paris 2026-01-05: O1 food - -30.00 stripe
    till paris 2026-01-20: O2 food - 100.00 stripe
    pay stripe: refund t1 O1 2026-01-05 -30.00 po=s1 paid=2026-01-14,
        carried t2 - 2026-01-14 30.00 po=s1 paid=2026-01-14
    pay stripe: carried t3 - 2026-01-15 -30.00 po=s2 paid=2026-01-28,
        sale t4 O2 2026-01-20 100.00 15.00 po=s2 paid=2026-01-28,
        fee t5 - 2026-01-21 -5.00 po=s2 paid=2026-01-28
    ---
    2026-01-05 store-day: 5171 -30.00, 7097 30.00
    2026-01-14 payout: 5171 30.00, 5171 -30.00
    2026-01-20 store-day: 5171 100.00, 707 -100.00
    2026-01-28 payout: 5115 50.00, 5171 30.00, 5171 -100.00, 6279 20.00
    ---
    on 2026-01-14: stripe carried carried 2026-01-14 -30.00
    on 2026-01-31: none

    # January is locked: what comes late of it posts on the first open day
    till paris 2026-01-28: O1 food - 100.00 stripe
    run
    lock 2026-01-31
    pay stripe: sale t1 O1 2026-01-28 100.00 2.00 po=po_1 paid=2026-02-02
    ---
    2026-01-28 store-day: 5171 100.00, 707 -100.00
    2026-02-01 payout: 5171 98.00, 5171 -100.00, 6279 2.00
    2026-02-02 payout: 5115 98.00, 5171 -98.00
    ---
    on 2026-01-31: stripe unreported O1 2026-01-28 100.00
    on 2026-02-28: none

    # the same payout again is a duplicate in any order of its rows; an order split in two tenders
    till paris 2026-01-05: O1 food - 60.00 stripe, O1 food - 40.00 card
    pay stripe: sale t1 O1 2026-01-05 60.00 po=po_1 paid=2026-01-07,
        fee t2 - 2026-01-05 -1.00 po=po_1 paid=2026-01-07
    pay stripe: fee t2 - 2026-01-05 -1.00 po=po_1 paid=2026-01-07,
        sale t1 O1 2026-01-05 60.00 po=po_1 paid=2026-01-07
    ---
    2026-01-05 store-day: 517 40.00, 5171 60.00, 707 -100.00
    2026-01-07 payout: 5115 59.00, 5171 -60.00, 6279 1.00
    ---
    on 2026-01-31: none

    # a voucher that names the order clears what nobody will pay
    till paris 2026-01-05: O1 food - 60.00 stripe
    voucher 1 2026-01-31: 654 60.00, 5171 -60.00 doc=O1
    ---
    2026-01-05 store-day: 5171 60.00, 707 -60.00
    2026-01-31 voucher: 5171 -60.00, 654 60.00
    ---
    on 2026-01-31: none

    # a settlement states an order's price, shipping and discount apart
    till paris 2026-01-05: O1 food - 95.00 stripe
    pay stripe: sale t1 O1 2026-01-05 80.00 po=s1, sale t2 O1 2026-01-05 20.00 po=s1,
        sale t3 O1 2026-01-05 -5.00 po=s1
    ---
    2026-01-05 store-day: 5171 95.00, 707 -95.00
    2026-01-05 payout: 5115 95.00, 5171 5.00, 5171 -100.00
    ---
    on 2026-01-31: none

    # a payout of three months
    till paris 2026-01-28: O1 food - 100.00 stripe
    till paris 2026-02-10: O1 food - -30.00 stripe
    pay stripe: sale t1 O1 2026-01-28 100.00 po=po_1 paid=2026-03-05,
        refund t2 O1 2026-02-10 -30.00 po=po_1 paid=2026-03-05
    ---
    2026-01-28 store-day: 5171 100.00, 707 -100.00
    2026-01-28 payout: 5171 100.00, 5171 -100.00
    2026-02-10 store-day: 5171 -30.00, 7097 30.00
    2026-02-10 payout: 5171 30.00, 5171 -30.00
    2026-03-05 payout: 5115 70.00, 5171 30.00, 5171 -100.00
    ---
    on 2026-01-31: stripe under_way po_1 2026-01-28 100.00
    on 2026-02-28: stripe under_way po_1 2026-01-28 70.00
    on 2026-03-31: none

    # an order called off before it was paid, and one in part
    till paris 2026-01-05: O1 food - 60.00 stripe, O2 food - 60.00 stripe
    till paris 2026-01-06: O1 food - -20.00 stripe
    pay stripe: sale t1 O1 2026-01-07 60.00 po=po_1 paid=2026-01-08,
        sale t2 O2 2026-01-07 50.00 po=po_1 paid=2026-01-08
    ---
    2026-01-05 store-day: 5171 120.00, 707 -120.00
    2026-01-06 store-day: 5171 -20.00, 7097 20.00
    2026-01-08 payout: 5115 110.00, 5171 -110.00
    ---
    on 2026-01-31: stripe unreported O2 2026-01-05 10.00,
        stripe unreported O1 2026-01-06 -20.00
    """

/// PayPal keeps a balance: each transaction is an entry of its own day.
private let byBalance = """
    # a sale, a conversion and what is paid out; 48.00 dollars are worth 43.20 at 0.90
    rate USD/EUR 0.90 2026-01-10
    till paris 2026-01-10: O5 food - 90.00 paypal
    pay paypal: sale a1 O5 2026-01-10 90.00 3.00 bal=87.00,
        conversion a2 - 2026-01-11 -45.00 rel=x1 bal=42.00,
        conversion a3 - 2026-01-11 48.00 cur=USD rel=x1 bal=48.00,
        payout a4 - 2026-01-12 -42.00 po=wd_1 bal=0.00
    statement S1 512 opening=0.00: 2026-01-13 42.00 PAYPAL wd_1
    ---
    2026-01-10 store-day: 5172 90.00, 707 -90.00
    2026-01-10 payout: 5172 -90.00, 5174 87.00, 6279 3.00
    2026-01-11 payout: 5174 -45.00, 5175 43.20 USD 48.00, 666 1.80
    2026-01-12 payout: 5115 42.00, 5174 -42.00
    2026-01-13 transit-cleared: 5115 -42.00, 512 42.00
    ---
    on 2026-01-31: none

    # a dollar sale of 90.00 is paid at 0.95: 5.00 gained; 96.00 net is 91.20, the fee 3.80
    rate USD/EUR 0.95 2026-01-12
    voucher 1 2026-01-05: 5172 90.00 usd=100.00 doc=O9, 707 -90.00
    pay paypal: sale a1 O9 2026-01-12 100.00 4.00 cur=USD
    ---
    2026-01-05 voucher: 5172 90.00 USD 100.00, 707 -90.00
    2026-01-12 payout: 5172 -95.00 USD -100.00, 5175 91.20 USD 96.00, 6279 3.80 USD 4.00
    2026-01-12 exchange-difference: 5172 5.00, 766 -5.00
    ---
    on 2026-01-05: paypal other O9 2026-01-05 90.00 USD 100.00
    on 2026-01-31: none

    # a conversion between the books' currency and one without a rate states its own
    pay paypal: conversion a2 - 2026-01-11 -45.00 rel=a3,
        conversion a3 - 2026-01-11 48.00 cur=USD
    ---
    2026-01-11 payout: 5174 -45.00, 5175 45.00 USD 48.00
    ---
    on 2026-01-31: none

    # the file's own text of a kind decides its account; exports that overlap are told apart by row
    till paris 2026-01-10: O5 food - 90.00 paypal
    pay paypal: sale a1 O5 2026-01-10 90.00 3.00,
        fee a2 - 2026-01-11 -20.00 text=Dispute_fee
    pay paypal: fee a2 - 2026-01-11 -20.00 text=Dispute_fee, fee a3 - 2026-01-12 -1.00
    ---
    2026-01-10 store-day: 5172 90.00, 707 -90.00
    2026-01-10 payout: 5172 -90.00, 5174 87.00, 6279 3.00
    2026-01-11 payout: 5174 -20.00, 6289 20.00
    2026-01-12 payout: 5174 -1.00, 6279 1.00
    ---
    on 2026-01-31: none
    """

@Suite struct PayoutScenarios {
    @Test(arguments: PayoutScenario.all(byPayout)) func byPayouts(_ scenario: PayoutScenario) throws
    {
        try scenario.check()
    }

    @Test(arguments: PayoutScenario.all(byBalance)) func byBalances(_ scenario: PayoutScenario)
        throws
    {
        try scenario.check()
    }
}
