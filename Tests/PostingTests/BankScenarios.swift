import Accounting
import Testing

private let bank = """
    # a line that nothing explains waits in suspense
    statement S1 512 opening=0.00: 2026-01-20 60.00 WHO KNOWS, 2026-01-21 -10.00 NOBODY
    ---
    471 -50.00
    512 50.00

    # mapping rule, with the tax inside
    rule EDF 606 P20
    rule /FRAIS/ 627
    statement S1 512 opening=0.00: 2026-01-20 -120.00 EDF 0001, 2026-01-21 -5.00 SES FRAIS
    ---
    44566 20.00
    512 -125.00
    606 100.00
    627 5.00

    # the first rule that matches wins
    rule /^EDF.PRO/ 627
    rule EDF 606
    statement S1 512 opening=0.00: 2026-01-20 -1.00 EDF PRO, 2026-01-20 -2.00 EDF,
        2026-01-20 -4.00 X EDF
    ---
    471 4.00
    512 -7.00
    606 2.00
    627 1.00

    # tax inside an odd cent, money in and out
    rule EDF 606 P20
    statement S1 512 opening=0.00: 2026-01-20 -0.03 EDF, 2026-01-21 0.05 EDF
    ---
    512 0.02
    606 -0.02

    # own transfer seen from both sides
    statement S1 512 opening=0.00: 2026-01-20 -300.00 TO SAVINGS iban=FR-OWN
    ---
    512 -300.00
    580 300.00

    # own transfer is empty once both sides are in
    statement S1 512 opening=0.00: 2026-01-20 -300.00 TO SAVINGS iban=FR-OWN
    run
    statement T1 513 opening=0.00: 2026-01-21 300.00 FROM BANK iban=FR-OWN
    ---
    512 -300.00
    513 300.00

    # transit goes before transfer, transfer before a rule
    rule TO 627
    receipt R1 C1 2026-01-15 50.00 ref=VIR-0001
    statement S1 512 opening=0.00: 2026-01-20 50.00 TO VIR-0001 iban=FR-OWN,
        2026-01-21 -9.00 TO X iban=FR-OWN
    ---
    411 -50.00
    512 41.00
    580 9.00
    open C1 R1 -50.00

    # statement that does not add up posts nothing
    receipt R1 C1 2026-01-15 50.00 ref=VIR-0001
    statement S1 512 opening=0.00 closing=49.99: 2026-01-20 50.00 VIR-0001
    ---
    411 -50.00
    5111 50.00
    open C1 R1 -50.00
    transit R1 50.00
    rows rejected 1

    # transit of a withdrawn statement is free for the next
    receipt R1 C1 2026-01-15 50.00 ref=VIR-0001
    statement S1 512 opening=0.00 closing=49.99: 2026-01-20 50.00 VIR-0001
    statement S2 512 opening=0.00: 2026-01-20 50.00 VIR-0001
    ---
    411 -50.00
    512 50.00
    open C1 R1 -50.00
    rows rejected 1

    # pending rows are told and not posted
    statement S1 512 opening=0.00 closing=10.00: 2026-01-20 10.00 A,
        2026-01-21 99.00 B status=pending
    ---
    rows rejected 1
    rows ignored 1

    # statement of an account nobody mapped is held
    statement S1 999 opening=0.00: 2026-01-20 10.00 A
    ---
    rows held 1

    # suspense that a rule explains is reclassified
    statement S1 512 opening=0.00: 2026-01-20 -120.00 EDF 0001
    run
    rule EDF 606 P20
    again
    again
    ---
    44566 20.00
    512 -120.00
    606 100.00

    # suspense reclassified after its month was locked
    statement S1 512 opening=0.00: 2026-01-20 -120.00 EDF 0001, 2026-01-20 -120.00 EDF 0001
    lock 2026-01-31
    rule EDF 606 P20
    again
    ---
    44566 40.00
    512 -240.00
    606 200.00
    """

@Suite struct BankScenarios {
    @Test(arguments: Scenario.all(bank)) func posts(_ scenario: Scenario) throws {
        try scenario.check()
    }

    @Test func reclassifiedRowsStandOnTheFirstOpenDay() throws {
        let client = try Client()
        try client.play([
            "statement S1 512 opening=0.00: 2026-01-20 -12.00 EDF", "lock 2026-01-31",
            "rule EDF 606", "again",
        ])
        #expect(client.settled.map(\.code.text) == ["I-315"])
        #expect(try client.entries(of: "606") == ["2026-02-01 2026-01-20 reclassified 12.00"])
        let free = try Client()
        try free.play(["statement S1 512 opening=0.00: 2026-01-20 -12.00 EDF", "rule EDF 606"])
        try free.judgeAgain()
        #expect(try free.entries(of: "606") == ["2026-01-20 2026-01-20 reclassified 12.00"])
    }

    @Test func lateRowsKeepTheirOwnDate() throws {
        let client = try Client()
        try client.play([
            "lock 2026-01-31", "statement S1 512 opening=0.00: 2026-01-20 5.00 A",
        ])
        #expect(try client.entries(of: "512") == ["2026-02-01 2026-01-20 bank-line 5.00"])
        #expect(client.codes.contains("I-312"))
    }

    @Test func recipesNameWhatWasDone() throws {
        let client = try Client()
        try client.play([
            "receipt R1 C1 2026-01-15 50.00 ref=VIR-0001",
            "statement S1 512 opening=0.00: 2026-01-20 50.00 VIR-0001, "
                + "2026-01-21 -9.00 X iban=FR-OWN, 2026-01-22 1.00 Y",
        ])
        #expect(
            try client.entries(of: "512") == [
                "2026-01-20 2026-01-20 transit-cleared 50.00",
                "2026-01-21 2026-01-21 transfer -9.00", "2026-01-22 2026-01-22 bank-line 1.00",
            ])
    }
}
