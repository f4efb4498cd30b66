import Accounting
import Ledger
import Testing

private let settlements = """
    # a bank line pays the document it names
    invoice F-2026-12 C1 2026-01-05: 707 S20 100.00
    statement S1 512 opening=0.00: 2026-01-20 120.00 VIR ALBA F-2026-12
    ---
    44571 -20.00
    512 120.00
    707 -100.00

    # a bank line pays the only item of its party and amount
    invoice F1 C1 2026-01-05: 707 - 120.00
    invoice F2 C1 2026-01-06: 707 - 130.00
    statement S1 512 opening=0.00: 2026-01-20 130.00 THANKS iban=FR-ALBA
    ---
    411 120.00
    512 130.00
    707 -250.00
    open C1 F1 120.00

    # a bank line pays the only items of its party that add up
    bill B1 S1 2026-01-05: 606 - 70.00
    bill B2 S1 2026-01-06: 606 - 40.00
    bill B3 S1 2026-01-07: 606 - 5.00
    statement S1 512 opening=200.00: 2026-01-20 -110.00 PRLV party=Sud
    ---
    401 -5.00
    512 -110.00
    606 115.00
    open S1 B3 -5.00

    # several items fit: nothing is guessed
    invoice F1 C1 2026-01-05: 707 - 120.00
    invoice F2 C1 2026-01-06: 707 - 120.00
    statement S1 512 opening=0.00: 2026-01-20 120.00 THANKS party=Alba
    ---
    411 240.00
    471 -120.00
    512 120.00
    707 -240.00
    open C1 F1 120.00
    open C1 F2 120.00

    # part of the document named, then the rest, in one statement
    invoice F-2026-12 C1 2026-01-05: 707 - 100.00
    statement S1 512 opening=0.00: 2026-01-20 60.00 F-2026-12, 2026-01-21 40.00 F-2026-12
    ---
    512 100.00
    707 -100.00

    # a credit note reduces the invoice that is paid with it
    invoice F-0001 C1 2026-01-05: 707 - 100.00
    credit AV-01 C1 2026-01-06: 707 - 20.00
    statement S1 512 opening=0.00: 2026-01-20 80.00 F-0001 AV-01
    ---
    512 80.00
    707 -80.00

    # an own transfer pays no item
    invoice F1 C1 2026-01-05: 707 - 120.00
    statement S1 512 opening=0.00: 2026-01-20 120.00 F1 C1 party=Alba iban=FR-OWN
    ---
    411 120.00
    512 120.00
    580 -120.00
    707 -120.00
    open C1 F1 120.00

    # transit comes first
    invoice F-0001 C1 2026-01-05: 707 - 120.00
    invoice F-0002 C1 2026-01-06: 707 - 120.00
    receipt R1 C1 2026-01-15 120.00 for=F-0001
    statement S1 512 opening=0.00: 2026-01-20 120.00 THANKS party=Alba
    ---
    411 120.00
    512 120.00
    707 -240.00
    open C1 F-0002 120.00

    # transactions of a batched entry each pay theirs
    invoice F-0001 C1 2026-01-05: 707 - 60.00
    statement S1 512 opening=0.00: 2026-01-20 100.00 F-0001 of=60.00+40.00
    ---
    471 -40.00
    512 100.00
    707 -60.00

    # a statement that is withdrawn leaves the items open
    invoice F-0001 C1 2026-01-05: 707 - 100.00
    statement S1 512 opening=0.00 closing=1.00: 2026-01-20 100.00 F-0001
    statement S2 512 opening=0.00: 2026-01-21 100.00 F-0001
    ---
    512 100.00
    707 -100.00
    rows rejected 1

    # a mapping rule onto a control account leaves an unapplied payment
    rule PRLV 401
    statement S1 512 opening=0.00: 2026-01-20 -50.00 PRLV SUD party=Sud, 2026-01-21 -7.00 PRLV X
    ---
    401 57.00
    512 -57.00
    open S1 PRLV SUD 50.00
    open - PRLV X 7.00

    # tax due on payment leaves its waiting account
    invoice F-0001 C1 2026-01-05: 706 SV20 100.00
    statement S1 512 opening=0.00: 2026-01-20 120.00 F-0001
    ---
    44571 -20.00
    512 120.00
    706 -100.00

    # the invoice comes after the bank line
    statement S1 512 opening=0.00: 2026-01-20 100.00 F-0001, 2026-01-20 30.00 OTHER
    run
    invoice F-0001 C1 2026-01-05: 707 - 100.00
    again
    ---
    471 -30.00
    512 130.00
    707 -100.00

    # the payment row comes after the bank line
    statement S1 512 opening=0.00: 2026-01-20 100.00 VIR-0001
    run
    receipt R1 C1 2026-01-19 100.00 ref=VIR-0001
    again
    ---
    411 -100.00
    512 100.00
    open C1 R1 -100.00

    # what the payer gave is kept in suspense: his IBAN finds the party later
    statement S1 512 opening=0.00: 2026-01-20 100.00 THANKS iban=FR-ALBA
    run
    invoice F1 C1 2026-01-05: 707 - 100.00
    again
    ---
    512 100.00
    707 -100.00

    # foreign items are paid in their own currency only
    rate EUR/USD 1.25 2026-01-20
    voucher 1 2026-01-05: 411 80.00 party=C1 doc=F-0001, 707 -80.00
    statement S1 514 opening=0.00 currency=USD: 2026-01-20 80.00 F-0001
    ---
    411 80.00
    471 -64.00
    514 64.00
    707 -80.00
    own 514 80.00
    open C1 F-0001 80.00

    # a foreign invoice paid at a higher rate: 1,000 x (0.92 - 0.90) gained
    rate USD/EUR 0.90 2026-01-05
    rate USD/EUR 0.92 2026-01-20
    invoice F-0001 C1 2026-01-05 currency=USD: 707 - 1000.00
    statement S1 514 opening=0.00 currency=USD: 2026-01-20 1000.00 F-0001
    ---
    514 920.00
    707 -900.00
    766 -20.00
    own 514 1000.00

    # part of a foreign bill: 400 of 1,000 at 0.90 paid at 0.92, 8.00 lost
    rate USD/EUR 0.90 2026-01-05
    rate USD/EUR 0.92 2026-01-20
    bill B-0001 S1 2026-01-05 currency=USD: 606 - 1000.00
    statement S1 514 opening=0.00 currency=USD: 2026-01-20 -400.00 B-0001
    ---
    401 -540.00
    514 -368.00
    606 900.00
    666 8.00
    own 514 -400.00
    open S1 B-0001 -540.00 USD -600.00

    # a foreign payment row is cleared by its own amount: 20.00, then 1,000 x (0.93 - 0.92) gained
    rate USD/EUR 0.90 2026-01-05
    rate USD/EUR 0.92 2026-01-20
    rate USD/EUR 0.93 2026-01-30
    invoice F-0001 C1 2026-01-05 currency=USD: 707 - 1000.00
    receipt R1 C1 2026-01-20 1000.00 currency=USD for=F-0001 ref=VIR-0001
    run
    statement S1 514 opening=0.00 currency=USD: 2026-01-30 1000.00 VIR-0001
    ---
    514 930.00
    707 -900.00
    766 -30.00
    own 514 1000.00
    """

private let decisions = """
    # yes settles the line against the candidate
    invoice F1 C1 2026-01-05: 707 - 120.00
    invoice F2 C1 2026-01-06: 707 - 120.00
    statement S1 512 opening=0.00: 2026-01-20 120.00 THANKS party=Alba
    run
    decide THANKS: yes C1 F2 1
    ---
    411 120.00
    512 120.00
    707 -240.00
    open C1 F1 120.00

    # yes on several, the rest stays unapplied
    invoice F1 C1 2026-01-05: 707 - 50.00
    invoice F2 C1 2026-01-06: 707 - 60.00
    statement S1 512 opening=0.00: 2026-01-20 120.00 THANKS
    run
    decide THANKS: yes C1 F1, yes C1 F2
    ---
    411 -10.00
    512 120.00
    707 -110.00
    open C1 THANKS -10.00

    # yes on what it pays in part
    invoice F1 C1 2026-01-05: 707 - 150.00
    statement S1 512 opening=0.00: 2026-01-20 120.00 THANKS
    run
    decide THANKS: yes C1 F1
    ---
    411 30.00
    512 120.00
    707 -150.00
    open C1 F1 30.00

    # no leaves the line, and what was refused is not matched later
    invoice F1 C1 2026-01-05: 707 - 120.00
    invoice F2 C1 2026-01-06: 707 - 120.00
    statement S1 512 opening=0.00: 2026-01-20 120.00 THANKS party=Alba
    run
    decide THANKS: no C1 F1 1, no C1 F2 1
    again
    ---
    411 240.00
    471 -120.00
    512 120.00
    707 -240.00
    open C1 F1 120.00
    open C1 F2 120.00

    # with one of two refused, the other is the only one
    invoice F1 C1 2026-01-05: 707 - 120.00
    invoice F2 C1 2026-01-06: 707 - 120.00
    statement S1 512 opening=0.00: 2026-01-20 120.00 THANKS party=Alba
    run
    decide THANKS: no C1 F1 1
    again
    ---
    411 120.00
    512 120.00
    707 -240.00
    open C1 F1 120.00

    # yes on documents of two parties is not carried out
    invoice F1 C1 2026-01-05: 707 - 60.00
    invoice F2 C2 2026-01-06: 707 - 60.00
    statement S1 512 opening=0.00: 2026-01-20 120.00 THANKS
    run
    decide THANKS: yes C1 F1, yes C2 F2
    ---
    411 120.00
    471 -120.00
    512 120.00
    707 -120.00
    open C1 F1 60.00
    open C2 F2 60.00
    rows held 2

    # the same decision twice posts once
    invoice F1 C1 2026-01-05: 707 - 120.00
    statement S1 512 opening=0.00: 2026-01-20 120.00 THANKS
    run
    decide THANKS: yes C1 F1
    decide THANKS: yes C1 F1
    ---
    512 120.00
    707 -120.00
    rows duplicate 1

    # a decision on a line that has left suspense posts nothing
    invoice F1 C1 2026-01-05: 707 - 120.00
    statement S1 512 opening=0.00: 2026-01-20 120.00 THANKS
    run
    decide THANKS: yes C1 F1
    answer THANKS: 707
    ---
    512 120.00
    707 -120.00

    # a decision on a line that is not in the book waits
    decide L0123456789ab: yes C1 F1
    ---
    rows held 1

    # an account answers, with a tax code
    statement S1 512 opening=0.00: 2026-01-20 -120.00 EDF
    run
    answer EDF: 606;P20
    ---
    44566 20.00
    512 -120.00
    606 100.00

    # a party and its document answer
    bill B1 S1 2026-01-05: 606 - 120.00
    statement S1 512 opening=0.00: 2026-01-20 -100.00 WHO
    run
    answer WHO: S1 B1
    ---
    401 -20.00
    512 -100.00
    606 120.00
    open S1 B1 -20.00

    # a party alone answers: the money stands unapplied
    statement S1 512 opening=0.00: 2026-01-20 -100.00 WHO, 2026-01-21 30.00 IN
    run
    answer WHO: S1
    answer IN: Bora
    ---
    401 100.00
    411 -30.00
    512 -70.00
    open S1 WHO 100.00
    open C2 IN -30.00

    # a returned payment opens its document again
    invoice F-0001 C1 2026-01-05: 707 - 100.00
    statement S1 512 opening=0.00: 2026-01-20 100.00 F-0001, 2026-01-25 -100.00 RETURNED
    run
    answer RETURNED: C1 F-0001
    ---
    411 100.00
    707 -100.00
    open C1 F-0001 100.00

    # words are a note, codes that mean nothing wait
    statement S1 512 opening=0.00: 2026-01-20 -10.00 WHO
    run
    answer WHO: private
    answer WHO: 999999
    answer WHO: 512
    answer WHO: S1 B9
    ---
    471 10.00
    512 -10.00
    rows held 3

    # nothing decided is no decision
    statement S1 512 opening=0.00: 2026-01-20 -10.00 WHO
    run
    answer WHO: , 606
    ---
    512 -10.00
    606 10.00
    rows ignored 1
    """

@Suite struct MatchingScenarios {
    @Test(arguments: Scenario.all(settlements)) func settlement(_ scenario: Scenario) throws {
        try scenario.check()
    }

    @Test(arguments: Scenario.all(decisions)) func decision(_ scenario: Scenario) throws {
        try scenario.check()
    }

    /// Sub-ledger = control account after every scenario.
    @Test(arguments: Scenario.all(settlements) + Scenario.all(decisions))
    func itemsAreTheirControlAccounts(_ scenario: Scenario) throws {
        let client = try Client()
        try client.play(scenario.events)
        let shown = try client.shown()
        for code in ["401", "411"] {
            let balance =
                shown.first { $0.hasPrefix(code + " ") }
                .map { String($0.dropFirst(4)) } ?? "0.00"
            let items = try client.openItems(of: code)
            #expect(decimalText(items, exponent: 2) == balance, "\(code)")
        }
    }

    @Test func settlementIsKnownAgain() throws {
        let client = try Client()
        try client.play([
            "invoice F-0001 C1 2026-01-05: 707 - 100.00",
            "statement S1 512 opening=0.00: 2026-01-20 100.00 F-0001", "run",
            "list 512: 2026-01-20 100.00 F-0001",
        ])
        #expect(try client.shown() == ["512 100.00", "707 -100.00", "rows duplicate 1"])
    }

    /// The link that `explain` follows from the entry to the decision.
    @Test func decisionIsNamedByItsEntry() throws {
        let client = try Client()
        try client.play([
            "statement S1 512 opening=0.00: 2026-01-20 -10.00 WHO", "run", "answer WHO: 606",
        ])
        let line = try #require(try client.lines(of: "606").first)
        #expect(line.reference == "2 2.answer:2")
        #expect(line.path == "0.statement")
        let answers = try client.book.read { try $0.answers() }
        #expect(answers.map(\.decision) == ["606"])
        #expect(answers.map(\.entry) == [line.entry])
    }
}
