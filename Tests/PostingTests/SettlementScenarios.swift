import Accounting
import Glibc
import Ledger
import Posting
import Testing

/// What settles beside money, or a little beside it; every figure is in the books' currency.
private let settlements = """
    # a customer takes a cash discount: 98.00 + 2.00
    invoice F1 C1 2026-01-05: 707 - 100.00
    receipt R1 C1 2026-01-15 98.00 discount=2.00 for=F1
    ---
    5111 98.00
    665 2.00
    707 -100.00
    transit R1 98.00

    # a supplier grants one
    bill B1 S1 2026-01-05: 606 - 100.00
    payment P1 S1 2026-01-15 98.00 discount=2.00 for=B1
    ---
    5112 -98.00
    606 100.00
    765 -2.00
    transit P1 -98.00

    # without a document named, money and discount together find the only item of 100.00
    invoice F1 C1 2026-01-05: 707 - 100.00
    invoice F2 C1 2026-01-06: 707 - 98.00
    receipt R1 C1 2026-01-15 98.00 discount=2.00
    ---
    411 98.00
    5111 98.00
    665 2.00
    707 -198.00
    open C1 F2 98.00
    transit R1 98.00

    # a discount waits for its document with the money
    receipt R1 C1 2026-01-15 98.00 discount=2.00 for=F1
    run
    invoice F1 C1 2026-01-20: 707 - 100.00
    ---
    5111 98.00
    665 2.00
    707 -100.00
    transit R1 98.00

    # charges a bank kept from a receipt settle the debt
    invoice F1 C1 2026-01-05: 707 - 1000.00
    receipt R1 C1 2026-01-15 985.00 charges=15.00 for=F1
    ---
    5111 985.00
    6278 15.00
    707 -1000.00
    transit R1 985.00

    # charges beside a payment to a supplier are part of what left the account
    bill B1 S1 2026-01-05: 606 - 1000.00
    payment P1 S1 2026-01-15 1015.00 charges=15.00 for=B1
    ---
    5112 -1015.00
    606 1000.00
    6278 15.00
    transit P1 -1015.00

    # the rest of a debt is given up with the last payment
    invoice F1 C1 2026-01-05: 707 - 100.00
    receipt R1 C1 2026-01-15 60.00 off=40.00 for=F1
    ---
    5111 60.00
    654 40.00
    707 -100.00
    transit R1 60.00

    # a debt is given up by a voucher, on its own date
    invoice F1 C1 2026-01-05: 707 - 100.00
    voucher 9 2026-03-01: 654 70.00, 411 -70.00 party=C1 doc=F1
    ---
    411 30.00
    654 70.00
    707 -100.00
    open C1 F1 30.00

    # a voucher that comes before its invoice waits for it
    voucher 9 2026-01-02: 512 70.00, 411 -70.00 party=C1 doc=F1
    run
    invoice F1 C1 2026-01-05: 707 - 100.00
    ---
    411 30.00
    512 70.00
    707 -100.00
    open C1 F1 30.00

    # a voucher corrects a document upwards: a further item of it
    invoice F1 C1 2026-01-05: 707 - 100.00
    voucher 9 2026-01-10: 411 10.00 party=C1 doc=F1, 706 -10.00
    receipt R1 C1 2026-02-15 110.00 for=F1
    ---
    5111 110.00
    706 -10.00
    707 -100.00
    transit R1 110.00

    # a voucher pays an unapplied payment back
    receipt R1 C1 2026-01-15 30.00
    voucher 9 2026-01-20: 411 30.00 party=C1 doc=R1, 512 -30.00
    ---
    5111 30.00
    512 -30.00
    transit R1 30.00

    # a staff account has its items too
    voucher 9 2026-01-31: 606 50.00, 421 -50.00 party=urssaf doc=2026-01
    voucher 10 2026-02-15: 421 50.00 party=urssaf doc=2026-01, 512 -50.00
    ---
    512 -50.00
    606 50.00

    # one payment over two documents, the one due first first, whatever the order named
    invoice F1 C1 2026-01-05 due=2026-03-31: 707 - 60.00
    invoice F2 C1 2026-01-06 due=2026-02-28: 707 - 50.00
    receipt R1 C1 2026-02-15 80.00 for=F1;F2
    ---
    411 30.00
    5111 80.00
    707 -110.00
    open C1 F1 30.00
    transit R1 80.00

    # the other of two documents comes after the payment
    invoice F1 C1 2026-01-05: 707 - 60.00
    receipt R1 C1 2026-01-15 110.00 for=F1;F2
    run
    invoice F2 C1 2026-02-06: 707 - 50.00
    ---
    5111 110.00
    707 -110.00
    transit R1 110.00

    # short by no more than the tolerance: the rest is cents
    tolerance 0.05
    invoice F1 C1 2026-01-05: 707 - 100.00
    receipt R1 C1 2026-01-15 99.97 for=F1
    ---
    5111 99.97
    658 0.03
    707 -100.00
    transit R1 99.97

    # over by no more
    tolerance 0.05
    invoice F1 C1 2026-01-05: 707 - 100.00
    receipt R1 C1 2026-01-15 100.05 for=F1
    ---
    5111 100.05
    658 -0.05
    707 -100.00
    transit R1 100.05

    # a cent more than the tolerance stays open
    tolerance 0.05
    invoice F1 C1 2026-01-05: 707 - 100.00
    receipt R1 C1 2026-01-15 99.94 for=F1
    ---
    411 0.06
    5111 99.94
    707 -100.00
    open C1 F1 0.06
    transit R1 99.94

    # the only item within the tolerance is found without a document
    tolerance 0.05
    bill B1 S1 2026-01-05: 606 - 100.00
    payment P1 S1 2026-01-15 100.02
    ---
    5112 -100.02
    606 100.00
    658 0.02
    transit P1 -100.02

    # an exact amount goes before one within the tolerance; two within it are none
    tolerance 0.05
    invoice F1 C1 2026-01-05: 707 - 100.00
    invoice F2 C1 2026-01-06: 707 - 100.02
    invoice F3 C1 2026-01-07: 707 - 100.04
    receipt R1 C1 2026-01-15 100.02
    receipt R2 C1 2026-01-16 100.01
    ---
    411 100.03
    5111 200.03
    707 -300.06
    open C1 F1 100.00
    open C1 F3 100.04
    open C1 R2 -100.01
    transit R1 100.02
    transit R2 100.01

    # what a payment leaves of another instalment is no cents
    tolerance 0.05
    invoice F1 C1 2026-01-05 parts=2026-02-05/40.00+2026-03-05/60.00: 707 - 100.00
    receipt R1 C1 2026-02-15 39.98 for=F1
    ---
    411 60.00
    5111 39.98
    658 0.02
    707 -100.00
    open C1 F1 60.00
    transit R1 39.98

    # a payment that bounces by its own number, a part of it unapplied: 130 paid 100
    invoice F1 C1 2026-01-05: 707 - 100.00
    receipt R1 C1 2026-01-15 130.00 for=F1
    receipt R2 C1 2026-01-25 -70.00 for=R1
    ---
    411 40.00
    5111 60.00
    707 -100.00
    open C1 F1 40.00
    transit R1 130.00
    transit R2 -70.00

    # paid, bounced and paid again
    invoice F1 C1 2026-01-05: 707 - 100.00
    receipt R1 C1 2026-01-15 100.00 for=F1
    receipt R2 C1 2026-01-25 -100.00 for=R1
    receipt R3 C1 2026-02-05 100.00 for=F1
    ---
    5111 100.00
    707 -100.00
    transit R1 100.00
    transit R2 -100.00
    transit R3 100.00

    # a discount comes back with its payment where the row says so
    invoice F1 C1 2026-01-05: 707 - 100.00
    receipt R1 C1 2026-01-15 98.00 discount=2.00 for=F1
    receipt R2 C1 2026-01-25 -98.00 discount=-2.00 for=F1
    ---
    411 100.00
    707 -100.00
    open C1 F1 100.00
    transit R1 98.00
    transit R2 -98.00

    # a credit note is paid out
    credit A1 C1 2026-01-10: 707 - 40.00
    receipt R1 C1 2026-01-20 -40.00 for=A1
    ---
    5111 -40.00
    707 40.00
    transit R1 -40.00

    # tax due on payment moves with the discount, not with the debt given up: 20.00 x 60 / 120
    invoice F1 C1 2026-01-05: 706 SV20 100.00
    receipt R1 C1 2026-01-15 54.00 discount=6.00 off=60.00 for=F1
    ---
    44571 -10.00
    44574 -10.00
    5111 54.00
    654 60.00
    665 6.00
    706 -100.00
    transit R1 54.00

    # rounding of what is due
    invoice F1 C1 2026-01-05 rounding=-0.03: 707 S20 10.03
    ---
    411 12.01
    44571 -2.01
    658 0.03
    707 -10.03
    open C1 F1 12.01

    # what was paid before finds its payment, the rest is due
    receipt R1 C1 2026-01-02 30.00
    invoice F1 C1 2026-01-05 prepaid=30.00: 707 - 100.00
    ---
    411 70.00
    5111 30.00
    707 -100.00
    open C1 F1 70.00
    transit R1 30.00

    # rows of a merged party stand under the one that took it over, and pay what it owed
    merge C2 C1 2026-02-01
    invoice F1 C2 2026-01-10: 707 - 100.00
    invoice F2 C2 2026-02-05: 707 - 50.00
    receipt R1 C2 2026-02-10 100.00 for=F1
    ---
    411 50.00
    5111 100.00
    707 -150.00
    open C1 F2 50.00
    transit R1 100.00

    # a document that was posted before its party was merged is not posted again
    invoice F1 C2 2026-02-10: 707 - 100.00
    run
    merge C2 C1 2026-02-01
    invoice F1 C2 2026-02-10: 707 - 100.00
    ---
    411 100.00
    707 -100.00
    open C2 F1 100.00
    rows duplicate 1
    """

@Suite struct SettlementScenarios {
    @Test(arguments: Scenario.all(settlements)) func settles(_ scenario: Scenario) throws {
        try scenario.check()
    }

    /// A bounce opens the invoice on its own day: before it, the invoice is paid.
    @Test func takenBackOnTheDayOfTheUndoing() throws {
        let client = try Client()
        try client.play([
            "invoice F1 C1 2026-01-05 due=2026-01-31: 707 - 100.00",
            "receipt R1 C1 2026-01-15 100.00 for=F1", "receipt R2 C1 2026-02-25 -100.00 for=R1",
        ])
        func open(_ text: String) throws -> [String] {
            let until = try day(text)
            return try client.book.read { snapshot in
                let number = try snapshot.accountCodes().first { $0.value == "411" }?.key
                return try snapshot.openItems(accounts: [try #require(number)], on: until)
                    .filter { !$0.item.isSettled }
                    .map { "\($0.item.item.document) \($0.item.item.due?.description ?? "")" }
            }
        }
        #expect(try open("2026-02-24").isEmpty)
        #expect(try open("2026-02-25") == ["F1 2026-01-31"])
    }

    /// Tenders and categories of a till that point to a control account leave an item of the day.
    @Test func salesOnAccountAreItems() throws {
        let client = try Client()
        client.sources["till"]?.clearing["account"] = "411"
        try client.play([
            "till paris 2026-01-10: O1 food S20 100.00 account, O2 food S20 10.00 card, "
                + "O3 food S20 50.00 cash owed=60.00 customer=C1"
        ])
        #expect(
            try client.shown() == [
                "411 180.00", "44571 -32.00", "517 12.00", "707 -160.00", "open C1 O3 60.00",
                "open - paris 120.00",
            ])
        try client.expectWhole()
    }

    /// 1,500 invoices of one party and their payments, then 3,000: no more than 3 times the time
    /// (linear 2, quadratic 4).
    @Test func aLargePartyCostsNoMoreARow() throws {
        // Of this thread alone: other tests run beside it.
        func processorTime() -> Int {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return time.tv_sec * 1_000_000_000 + time.tv_nsec
        }
        func nanoseconds(_ count: Int) throws -> Int {
            let client = try Client()
            var files: [Client.File] = []
            for kind in ["invoice", "receipt"] {
                var drafts: [Draft] = []
                for number in 1...count {
                    let amount = "\(number).00"
                    drafts.append(
                        kind == "invoice"
                            ? .documents([
                                try ScriptLine("invoice F\(number) C1 2026-01-05: 707 - \(amount)")
                                    .document(.invoice)
                            ])
                            : .payments([
                                try ScriptLine("receipt R\(number) C1 2026-01-15 \(amount)")
                                    .payment()
                            ]))
                }
                files.append(
                    Client.File(
                        source: try #require(client.sources["ar"]), path: kind, drafts: drafts))
            }
            let before = processorTime()
            try client.post(files)
            let time = processorTime() - before
            #expect(try client.entries(of: "411").count == 2 * count)
            #expect(try client.shown().contains { $0.hasPrefix("open") } == false)
            return time
        }
        _ = try nanoseconds(100)
        let (half, whole) = (try nanoseconds(1_500), try nanoseconds(3_000))
        #expect(whole < half * 3, "\(half), \(whole)")
    }
}
