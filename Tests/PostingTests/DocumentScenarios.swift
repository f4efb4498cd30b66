import Testing

private let documents = """
    # opening balances with open items
    opening: 512 1000.00, 411 200.00 party=C1 doc=F0 due=2025-12-15, 101 -1200.00
    ---
    101 -1200.00
    411 200.00
    512 1000.00
    open C1 F0 200.00

    # opening control figure counts once
    opening: 411 300.00, 411 200.00 party=C1 doc=F0, 411 100.00 party=C2 doc=F9, 101 -300.00
    ---
    101 -300.00
    411 300.00
    open C1 F0 200.00
    open C2 F9 100.00
    rows ignored 1

    # invoice with two rates
    invoice F1 C1 2026-01-05: 707 S20 100.00, 707 S10 50.00
    ---
    411 175.00
    44571 -25.00
    707 -150.00
    open C1 F1 175.00

    # credit note without a target stays open
    invoice F1 C1 2026-01-05: 707 S20 100.00
    credit A1 C1 2026-01-10: 707 S20 40.00
    ---
    411 72.00
    44571 -12.00
    707 -60.00
    open C1 F1 120.00
    open C1 A1 -48.00

    # credit note reduces the invoice it names
    invoice F1 C1 2026-01-05: 707 S20 100.00
    credit A1 C1 2026-01-10 for=F1: 707 S20 40.00
    ---
    411 72.00
    44571 -12.00
    707 -60.00
    open C1 F1 72.00

    # credit note that comes before its invoice
    credit A1 C1 2026-01-10 for=F1: 707 S20 40.00
    run
    invoice F1 C1 2026-01-12: 707 S20 100.00
    ---
    411 72.00
    44571 -12.00
    707 -60.00
    open C1 F1 72.00

    # credit note larger than its invoice
    invoice F1 C1 2026-01-05: 707 S20 100.00
    credit A1 C1 2026-01-10 for=F1: 707 S20 150.00
    ---
    411 -60.00
    44571 10.00
    707 50.00
    open C1 A1 -60.00

    # bill and supplier credit note mirror
    bill B1 S1 2026-01-05: 606 P20 200.00
    scredit BA1 S1 2026-01-10 for=B1: 606 P20 50.00
    ---
    401 -180.00
    44566 30.00
    606 150.00
    open S1 B1 -180.00

    # reverse charge: debit and credit tax, none on the bill
    bill B1 S1 2026-01-05: 606 RC20 100.00
    ---
    401 -100.00
    4452 -20.00
    44566 20.00
    606 100.00
    open S1 B1 -100.00

    # reverse charge on a supplier's credit note
    bill B1 S1 2026-01-05: 606 RC20 100.00
    scredit BA1 S1 2026-01-10 for=B1: 606 RC20 100.00
    ---

    # tax half recoverable
    bill B1 S1 2026-01-05: 606 P20H 100.01
    ---
    401 -120.01
    44566 10.00
    606 110.01
    open S1 B1 -120.01

    # exempt and without a tax code
    invoice F1 C1 2026-01-05: 707 EX 100.00, 706 - 30.00
    ---
    411 130.00
    706 -30.00
    707 -100.00
    open C1 F1 130.00

    # instalments are items of their own
    invoice F1 C1 2026-01-05 parts=2026-02-05/60.00+2026-03-05/60.00: 707 S20 100.00
    ---
    411 120.00
    44571 -20.00
    707 -100.00
    open C1 F1 60.00
    open C1 F1 60.00

    # voucher with a line on a control account
    voucher 1 2026-01-31: 411 50.00 party=C1 doc=OD9, 706 -50.00
    ---
    411 50.00
    706 -50.00
    open C1 OD9 50.00

    # same document twice is a duplicate
    invoice F1 C1 2026-01-05: 707 S20 100.00
    run
    invoice F1 C1 2026-01-05: 707 S20 100.00
    ---
    411 120.00
    44571 -20.00
    707 -100.00
    open C1 F1 120.00
    rows duplicate 1

    # same number with other content is rejected
    invoice F1 C1 2026-01-05: 707 S20 100.00
    invoice F1 C1 2026-01-05: 707 S20 101.00, 706 - 1.00
    ---
    411 120.00
    44571 -20.00
    707 -100.00
    open C1 F1 120.00
    rows rejected 2

    # number of another party or side is another document
    invoice F1 C1 2026-01-05: 707 - 1.00
    invoice F1 C2 2026-01-05: 707 - 2.00
    bill F1 C1 2026-01-05: 606 - 4.00
    credit F1 C1 2026-01-05: 707 - 8.00
    ---
    401 -4.00
    411 -5.00
    606 4.00
    707 5.00
    open C1 F1 1.00
    open C2 F1 2.00
    open C1 F1 -4.00
    open C1 F1 -8.00

    # voucher and opening twice
    opening: 512 10.00, 101 -10.00
    voucher 1 2026-01-31: 606 5.00, 512 -5.00
    run
    voucher 1 2026-01-31: 606 5.00, 512 -5.00
    voucher 1 2026-01-31: 606 6.00, 512 -6.00
    opening: 512 10.00, 101 -10.00
    ---
    101 -10.00
    512 5.00
    606 5.00
    rows rejected 4
    rows duplicate 2

    # late documents post on the first open day
    lock 2026-01-31
    invoice F1 C1 2026-01-05: 707 S20 100.00
    ---
    411 120.00
    44571 -20.00
    707 -100.00
    open C1 F1 120.00

    # late documents are held where the client says so
    lock 2026-01-31
    late
    invoice F1 C1 2026-01-05: 707 S20 100.00
    invoice F2 C1 2026-02-01: 707 S20 100.00
    ---
    411 120.00
    44571 -20.00
    707 -100.00
    open C1 F2 120.00
    rows held 1
    """

@Suite struct DocumentScenarios {
    @Test(arguments: Scenario.all(documents)) func posts(_ scenario: Scenario) throws {
        try scenario.check()
    }
}
