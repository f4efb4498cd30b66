import Accounting
import Posting
import Testing

private let identity = """
    # a statement of one day that nets to nothing, in another file
    statement S1 512 opening=10.00: 2026-01-20 5.00 A, 2026-01-20 -5.00 B
    run
    statement S1 512 opening=10.00: 2026-01-20 5.00 A, 2026-01-20 -5.00 B
    ---
    rows duplicate 2

    # equal rows of one file stay two
    list 512: 2026-01-20 5.00 CARD, 2026-01-20 5.00 CARD
    ---
    471 -10.00
    512 10.00

    # the same statement in another file is taken once
    statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-20 5.00 A, 2026-01-21 7.00 B
    run
    statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-20 5.00 A, 2026-01-21 7.00 B
    ---
    471 -17.00
    512 17.00
    rows duplicate 3

    # an overlapping statement posts what is new
    statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-21 7.00 B
    statement S2 512 opening=5.00: 2026-01-21 7.00 B, 2026-01-22 1.00 C
    ---
    471 -13.00
    512 13.00
    rows duplicate 1

    # a statement that goes on within the day repeats nothing
    statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-21 7.00 B
    statement S2 512 opening=12.00: 2026-01-21 7.00 B, 2026-01-22 1.00 C
    ---
    471 -20.00
    512 20.00

    # a statement with other rows on a proved day is held
    statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-21 7.00 B
    statement S2 512 opening=5.00: 2026-01-21 8.00 B, 2026-01-22 1.00 C
    ---
    471 -12.00
    512 12.00
    rows held 2

    # a statement with fewer rows on a proved day is held
    statement S1 512 opening=0.00: 2026-01-21 7.00 B, 2026-01-21 1.00 X
    statement S2 512 opening=5.00: 2026-01-21 7.00 B, 2026-01-22 1.00 C
    ---
    471 -8.00
    512 8.00
    rows held 2

    # the statement the books have, its rows cut otherwise: none of it is new
    statement S1 512 opening=0.00: 2026-01-20 12.00 A, 2026-01-21 7.00 B
    run
    statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-20 7.00 A, 2026-01-21 7.00 B
    ---
    471 -19.00
    512 19.00
    rows duplicate 3

    # a statement completes the day a list had begun
    list 512: 2026-01-20 5.00 A
    statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-20 7.00 B
    ---
    471 -12.00
    512 12.00
    rows duplicate 1

    # a list on a proved day repeats it
    statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-20 7.00 B
    list 512: 2026-01-20 7.00 other text, 2026-01-21 1.00 C
    ---
    471 -13.00
    512 13.00
    rows duplicate 1

    # look-alike rows of two lists are held
    list 512: 2026-01-20 5.00 CARD, 2026-01-20 5.00 CARD
    list 512: 2026-01-20 5.00 CARD, 2026-01-20 6.00 CARD
    ---
    471 -16.00
    512 16.00
    rows held 1

    # overlapping exports: the larger count stands
    exports overlapping
    list 512: 2026-01-20 5.00 CARD, 2026-01-20 5.00 CARD
    list 512: 2026-01-20 5.00 CARD, 2026-01-20 5.00 CARD, 2026-01-20 5.00 CARD
    list 512: 2026-01-20 5.00 CARD
    ---
    471 -15.00
    512 15.00
    rows duplicate 3

    # consecutive exports: counts add
    exports consecutive
    list 512: 2026-01-20 5.00 CARD, 2026-01-20 5.00 CARD
    list 512: 2026-01-20 5.00 CARD
    ---
    471 -15.00
    512 15.00

    # held look-alikes post once the source says how it exports
    list 512: 2026-01-20 5.00 CARD, 2026-01-20 5.00 CARD
    list 512: 2026-01-20 5.00 CARD, 2026-01-20 5.00 CARD, 2026-01-20 5.00 CARD
    exports overlapping
    again
    ---
    471 -15.00
    512 15.00
    rows duplicate 2

    # a bank reference tells rows apart and alike
    list 512: 2026-01-20 5.00 CARD ref=B1
    list 512: 2026-01-20 5.00 CARD ref=B1, 2026-01-20 5.00 CARD ref=B2
    ---
    471 -10.00
    512 10.00
    rows duplicate 1

    # rows of another account or day are not compared
    list 512: 2026-01-20 5.00 CARD
    list 513: 2026-01-20 5.00 CARD, 2026-01-21 5.00 CARD
    ---
    471 -15.00
    512 5.00
    513 10.00

    # a row with another amount under a known reference on a proved day
    statement S1 512 opening=0.00: 2026-01-20 5.00 A ref=B1
    statement S2 512 opening=3.00: 2026-01-20 6.00 A ref=B1
    ---
    471 -5.00
    512 5.00
    rows held 1

    # a list brings a row that a proved day does not have
    statement S1 512 opening=0.00: 2026-01-20 5.00 A
    list 512: 2026-01-20 9.00 B
    ---
    471 -5.00
    512 5.00
    rows held 1

    # a row that came after its period was locked comes again
    lock 2026-01-31
    list 512: 2026-01-20 5.00 A ref=B1, 2026-02-01 6.00 B
    exports overlapping
    list 512: 2026-01-20 5.00 A ref=B1, 2026-02-01 5.00 A, 2026-02-01 6.00 B
    lock 2026-02-28
    list 512: 2026-01-20 5.00 A ref=B1
    ---
    471 -16.00
    512 16.00
    rows duplicate 3

    # a statement that waited for its account is known by then
    statement S1 515 opening=0.00: 2026-01-20 5.00 A, 2026-01-22 3.00 B
    statement S2 515 opening=8.00: 2026-01-23 1.00 A
    run
    account 515 asset
    statement S1 515 opening=0.00: 2026-01-20 3.00 A, 2026-01-22 5.00 B
    statement S2 515 opening=8.00: 2026-01-23 1.00 A
    again
    again
    ---
    471 -9.00
    515 9.00
    rows duplicate 3

    # the same statement with other rows is the same statement
    statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-22 3.00 B
    statement S1 512 opening=0.00: 2026-01-20 4.00 A, 2026-01-22 4.00 B
    ---
    471 -8.00
    512 8.00
    rows duplicate 2
    """

@Suite struct IdentityScenarios {
    @Test(arguments: Scenario.all(identity)) func posts(_ scenario: Scenario) throws {
        try scenario.check()
    }

    /// DEFINITIONS §1: a statement is known by account, id, dates and balances, in any file.
    @Test func statementTwiceInOneFileIsTakenOnce() throws {
        let client = try Client()
        let line = ScriptLine("statement S1 512 opening=0.00: 2026-01-20 5.00 A")
        let drafts = try line.bank(isStatement: true) + line.bank(isStatement: true, unit: 2)
        let bank = try #require(client.sources["bank"])
        try client.post([Client.File(source: bank, path: "twice.xml", drafts: drafts)])
        let shown = try client.shown()
        #expect(client.codes.contains("I-302"))
        #expect(shown == ["471 -5.00", "512 5.00", "rows duplicate 1"])
    }

    @Test func duplicateNamesItsTwin() throws {
        let client = try Client()
        try client.play([
            "statement S1 512 opening=0.00: 2026-01-20 5.00 A",
            "statement S1 512 opening=0.00: 2026-01-20 5.00 A",
        ])
        let twins = client.receipts.flatMap(\.findings).filter { $0.code == "I-303" }
        #expect(twins.map { $0.arguments["twin"] } == ["0.statement:2"])
        #expect(twins.map { $0.arguments["rows"] } == ["1"])
    }

    @Test func mismatchIsToldAtTheFirstRowOfItsDay() throws {
        let client = try Client()
        // A proved day of one row comes again with three.
        try client.play([
            "statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-21 7.00 B",
            "run",
            """
            statement S2 512 opening=4.00: 2026-01-20 1.00 X, 2026-01-21 3.00 C, \
            2026-01-21 2.00 D, 2026-01-21 4.00 E
            """,
        ])
        let told = client.receipts.flatMap(\.findings).filter { $0.code == "I-305" }
        let places = told.map { "\($0.arguments["day"] ?? "") \($0.place.line)" }
        #expect(places == ["2026-01-20 2", "2026-01-21 3"])
    }

    /// Where late rows are held, a file that overlaps a locked month still brings its new rows.
    @Test func whatTheBooksHaveIsNotLate() throws {
        let client = try Client()
        try client.play([
            "statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-21 7.00 B", "run",
            "lock 2026-01-31", "late",
            "list 512: 2026-01-21 7.00 B, 2026-02-02 6.00 C",
            "statement S2 512 opening=5.00: 2026-01-21 7.00 B, 2026-02-02 6.00 C, 2026-02-03 1.00 D",
            "statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-21 7.00 B",
            "list 513: 2026-01-22 9.00 LATE",
            "statement T1 513 opening=0.00: 2026-01-23 9.00 LATE, 2026-02-04 3.00 E",
        ])
        #expect(
            try client.shown() == [
                "471 -19.00", "512 19.00", "rows duplicate 5", "rows held 3",
            ])
        let told = client.receipts.flatMap(\.findings).filter { $0.code == "I-318" }
        #expect(told.map(\.place.line) == [2, 2])
    }

    @Test func fileKnownByItsBytesCountsAsDuplicate() throws {
        let client = try Client()
        try client.play(["list 512: 2026-01-20 5.00 A, 2026-01-21 6.00 B"])
        try client.postCopy(of: 1)
        #expect(try client.shown() == ["471 -11.00", "512 11.00", "rows duplicate 2"])
        try client.expectWhole()
    }
}
