import Testing

private let payments = """
    # customer payment stands in transit until the bank line
    invoice F1 C1 2026-01-05: 707 S20 100.00
    receipt R1 C1 2026-01-15 120.00 ref=VIR-0001 for=F1
    ---
    44571 -20.00
    5111 120.00
    707 -100.00
    transit R1 120.00

    # bank line clears transit by reference
    invoice F1 C1 2026-01-05: 707 S20 100.00
    receipt R1 C1 2026-01-15 120.00 ref=VIR-0001 for=F1
    statement S1 512 opening=0.00: 2026-01-20 120.00 VIR-0001 ALBA
    ---
    44571 -20.00
    512 120.00
    707 -100.00

    # bank line clears transit of an earlier run
    receipt R1 C1 2026-01-15 120.00 ref=VIR-0001
    run
    statement S1 512 opening=0.00: 2026-01-20 120.00 thanks payer=VIR-0001
    ---
    411 -120.00
    512 120.00
    open C1 R1 -120.00

    # bank line clears the only payment of its party and amount
    receipt R1 C1 2026-01-15 120.00
    receipt R2 C2 2026-01-15 120.00
    statement S1 512 opening=0.00: 2026-01-20 120.00 thanks iban=FR-ALBA
    ---
    411 -240.00
    5111 120.00
    512 120.00
    open C1 R1 -120.00
    open C2 R2 -120.00
    transit R2 120.00

    # two payments of one amount without a reference clear nothing
    receipt R1 C1 2026-01-15 120.00
    receipt R2 C1 2026-01-16 120.00
    statement S1 512 opening=0.00: 2026-01-20 120.00 thanks party=Alba
    ---
    411 -240.00
    471 -120.00
    5111 240.00
    512 120.00
    open C1 R1 -120.00
    open C1 R2 -120.00
    transit R1 120.00
    transit R2 120.00

    # a payment is cleared once
    receipt R1 C1 2026-01-15 120.00 ref=VIR-0001
    statement S1 512 opening=0.00: 2026-01-20 120.00 VIR-0001, 2026-01-21 120.00 VIR-0001
    ---
    411 -120.00
    471 -120.00
    512 240.00
    open C1 R1 -120.00

    # supplier payment, then its bank line
    bill B1 S1 2026-01-05: 606 P20 200.00
    payment P1 S1 2026-01-15 240.00 ref=SEPA-77 for=B1
    statement S1 512 opening=1000.00: 2026-01-16 -240.00 SEPA-77 SUD
    ---
    44566 40.00
    512 -240.00
    606 200.00

    # supplier payment in transit
    bill B1 S1 2026-01-05: 606 P20 200.00
    payment P1 S1 2026-01-15 100.00 ref=SEPA-77 for=B1
    ---
    401 -140.00
    44566 40.00
    5112 -100.00
    606 200.00
    open S1 B1 -140.00
    transit P1 -100.00

    # payment that names no document pays the only item of its amount
    invoice F1 C1 2026-01-05: 707 - 120.00
    invoice F2 C1 2026-01-06: 707 - 130.00
    receipt R1 C1 2026-01-15 130.00
    ---
    411 120.00
    5111 130.00
    707 -250.00
    open C1 F1 120.00
    transit R1 130.00

    # payment that fits two items pays none
    invoice F1 C1 2026-01-05: 707 - 120.00
    invoice F2 C1 2026-01-06: 707 - 120.00
    receipt R1 C1 2026-01-15 120.00
    ---
    411 120.00
    5111 120.00
    707 -240.00
    open C1 F1 120.00
    open C1 F2 120.00
    open C1 R1 -120.00
    transit R1 120.00

    # overpayment leaves the rest on the payment
    invoice F1 C1 2026-01-05: 707 - 100.00
    receipt R1 C1 2026-01-15 130.00 for=F1
    ---
    411 -30.00
    5111 130.00
    707 -100.00
    open C1 R1 -30.00
    transit R1 130.00

    # one payment over three instalments, oldest due first
    invoice F1 C1 2026-01-05 parts=2026-02-05/40.00+2026-03-05/40.00+2026-04-05/20.00: 707 - 100.00
    receipt R1 C1 2026-02-15 70.00 for=F1
    ---
    411 30.00
    5111 70.00
    707 -100.00
    open C1 F1 10.00
    open C1 F1 20.00
    transit R1 70.00

    # payment before its invoice
    receipt R1 C1 2026-01-02 100.00 for=F1
    run
    invoice F1 C1 2026-01-05: 707 - 100.00
    ---
    5111 100.00
    707 -100.00
    transit R1 100.00

    # payment that bounces opens its invoice again
    invoice F1 C1 2026-01-05: 707 - 100.00
    receipt R1 C1 2026-01-15 100.00 for=F1
    run
    receipt R2 C1 2026-01-25 -100.00 for=F1
    ---
    411 100.00
    707 -100.00
    open C1 F1 100.00
    transit R1 100.00
    transit R2 -100.00

    # bounce of a part opens the last due first
    invoice F1 C1 2026-01-05 parts=2026-02-05/40.00+2026-03-05/60.00: 707 - 100.00
    receipt R1 C1 2026-01-15 100.00 for=F1
    receipt R2 C1 2026-01-25 -70.00 for=F1
    ---
    411 70.00
    5111 30.00
    707 -100.00
    open C1 F1 10.00
    open C1 F1 60.00
    transit R1 100.00
    transit R2 -70.00

    # the same payment row twice, and its number with another amount
    receipt R1 C1 2026-01-15 120.00
    run
    receipt R1 C1 2026-01-15 120.00
    receipt R1 C1 2026-01-15 121.00
    ---
    411 -120.00
    5111 120.00
    open C1 R1 -120.00
    transit R1 120.00
    rows rejected 1
    rows duplicate 1

    # tax due on payment waits for it
    invoice F1 C1 2026-01-05: 706 SV20 100.00
    ---
    411 120.00
    44574 -20.00
    706 -100.00
    open C1 F1 120.00

    # tax due on payment moves with each part, the last takes the rest
    invoice F1 C1 2026-01-05: 706 SV20 100.00
    receipt R1 C1 2026-01-15 40.00 for=F1
    ---
    411 80.00
    44571 -6.67
    44574 -13.33
    5111 40.00
    706 -100.00
    open C1 F1 80.00
    transit R1 40.00

    # the tax of several lines moves as one: 90 of 180 is half of 30
    invoice F1 C1 2026-01-05: 706 SV20 100.00, 706 SV20 50.00
    receipt R1 C1 2026-01-15 90.00 for=F1
    ---
    411 90.00
    44571 -15.00
    44574 -15.00
    5111 90.00
    706 -150.00
    open C1 F1 90.00
    transit R1 90.00

    # three parts of a third move the whole tax
    invoice F1 C1 2026-01-05: 706 SV20 0.83
    receipt R1 C1 2026-01-15 0.33 for=F1
    run
    receipt R2 C1 2026-01-16 0.33 for=F1
    receipt R3 C1 2026-01-17 0.34 for=F1
    ---
    44571 -0.17
    5111 1.00
    706 -0.83
    transit R1 0.33
    transit R2 0.33
    transit R3 0.34

    # tax due on payment comes back with a bounce
    invoice F1 C1 2026-01-05: 706 SV20 100.00
    receipt R1 C1 2026-01-15 120.00 for=F1
    receipt R2 C1 2026-01-25 -120.00 for=F1
    ---
    411 120.00
    44574 -20.00
    706 -100.00
    open C1 F1 120.00
    transit R1 120.00
    transit R2 -120.00

    # a credit note does not make the tax of its invoice due
    invoice F1 C1 2026-01-05: 706 SV20 100.00
    credit A1 C1 2026-01-10 for=F1: 706 SV20 50.00
    receipt R1 C1 2026-01-15 60.00 for=F1
    ---
    44571 -10.00
    5111 60.00
    706 -50.00
    transit R1 60.00

    # payment in advance makes the tax due with the invoice
    receipt R1 C1 2026-01-02 120.00 for=F1
    invoice F1 C1 2026-01-05: 706 SV20 100.00
    ---
    44571 -20.00
    5111 120.00
    706 -100.00
    transit R1 120.00

    # payment of a party nobody knows is held
    receipt R1 C9 2026-01-15 120.00
    ---
    rows held 1
    """

@Suite struct PaymentScenarios {
    @Test(arguments: Scenario.all(payments)) func posts(_ scenario: Scenario) throws {
        try scenario.check()
    }

    @Test func unknownTargetIsTold() throws {
        let client = try Client()
        try client.play(["receipt R1 C1 2026-01-15 120.00 for=F9"])
        #expect(client.codes == ["I-313"])
        try client.play(["invoice F9 C1 2026-01-20: 707 - 120.00"])
        #expect(try client.shown() == ["5111 120.00", "707 -120.00", "transit R1 120.00"])
    }
}
