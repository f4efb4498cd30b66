import Accounting
import Posting
import Testing

/// The decision table of `RowIdentity`, line by line; the settings of the last column in turn.
private let table = """
    # not covered: new, however equal within the file
    list 512: 2026-01-20 5.00 A, 2026-01-20 5.00 A ref=R1, 2026-01-20 5.00 A ref=R2
    ---
    471 -15.00
    512 15.00

    # covered, same reference: duplicate, whatever the text
    exports consecutive
    list 512: 2026-01-20 5.00 A ref=R1
    list 512 source=other: 2026-01-20 5.00 B ref=R1
    ---
    471 -5.00
    512 5.00
    rows duplicate 1

    # the row with the reference is the twin, not the one before it
    list 512: 2026-01-20 5.00 A ref=R1
    list 512: 2026-01-20 5.00 A, 2026-01-20 5.00 A ref=R1
    ---
    471 -10.00
    512 10.00
    rows duplicate 1

    # a statement names as new the row that the list did not have
    list 512: 2026-01-20 5.00 A
    statement S1 512 opening=0.00: 2026-01-20 5.00 B ref=R1, 2026-01-20 5.00 A
    list 512: 2026-01-20 5.00 X ref=R1
    ---
    471 -10.00
    512 10.00
    rows duplicate 2

    # same reference, another amount: another event
    list 512: 2026-01-20 5.00 A ref=R1
    list 512: 2026-01-20 0.10 FEE ref=R1
    ---
    471 -5.10
    512 5.10

    # a list on a proved day: amounts decide, references and texts are each file's own
    statement S1 512 opening=0.00: 2026-01-20 5.00 A ref=R1, 2026-01-20 7.00 B ref=R2
    list 512: 2026-01-20 7.00 other ref=L1, 2026-01-20 5.00 A
    list 512: 2026-01-20 7.00 B, 2026-01-20 7.00 B
    ---
    471 -12.00
    512 12.00
    rows duplicate 3
    rows held 1

    # a list on a day between a statement's rows, which is proved to be empty
    statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-22 7.00 B
    list 512: 2026-01-21 5.00 A
    ---
    471 -12.00
    512 12.00
    rows held 1

    # a list beside a statement's rows
    statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-22 7.00 B
    list 512: 2026-01-19 5.00 A, 2026-01-23 7.00 B
    ---
    471 -24.00
    512 24.00

    # the same month as a statement of another format
    statement S1 512 opening=0.00: 2026-01-20 5.00 A ref=R1, 2026-01-22 7.00 B ref=R2
    statement 9 512 source=other opening=0.00: 2026-01-20 5.00 a ref=X1, 2026-01-22 7.00 b
    ---
    471 -12.00
    512 12.00
    rows duplicate 2

    # the same month as a statement that has some days otherwise
    statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-22 7.00 B, 2026-01-23 1.00 C
    statement 9 512 source=other opening=0.00: 2026-01-20 5.00 a, 2026-01-21 7.00 b,
      2026-01-23 1.00 c
    ---
    471 -13.00
    512 13.00
    rows held 3

    # a statement after a list: it has all of the list's rows and more
    list 512: 2026-01-20 5.00 A, 2026-01-20 5.00 B ref=R1
    statement S1 512 opening=0.00: 2026-01-20 5.00 X, 2026-01-20 5.00 X, 2026-01-20 5.00 X
    ---
    471 -15.00
    512 15.00
    rows duplicate 2

    # a statement after a list with a row that it lacks on a day it has
    list 512: 2026-01-20 5.00 A, 2026-01-20 6.00 B
    statement S1 512 opening=0.00: 2026-01-20 5.00 A
    ---
    471 -11.00
    512 11.00
    rows held 1

    # a statement after a list with a row on a day it has none on
    list 512: 2026-01-21 5.00 A
    statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-22 1.00 B
    ---
    471 -5.00
    512 5.00
    rows held 2

    # another reference of the same source: two events
    exports overlapping
    list 512: 2026-01-20 5.00 A ref=R1
    list 512: 2026-01-20 5.00 A ref=R2
    ---
    471 -10.00
    512 10.00

    # another text of the same source: two events
    list 512: 2026-01-20 5.00 A
    list 512: 2026-01-20 5.00 B ref=R1
    list 512: 2026-01-20 5.00 C
    ---
    471 -15.00
    512 15.00

    # without, then with references: held
    list 512: 2026-01-20 5.00 A, 2026-01-21 6.00 B
    list 512: 2026-01-20 5.00 A ref=R1, 2026-01-21 6.00 B ref=R2, 2026-01-22 7.00 C ref=R3
    ---
    471 -18.00
    512 18.00
    rows held 2

    # with, then without references: held
    list 512: 2026-01-20 5.00 A ref=R1, 2026-01-21 6.00 B ref=R2, 2026-01-22 7.00 C ref=R3
    list 512: 2026-01-20 5.00 A, 2026-01-21 6.00 B
    ---
    471 -18.00
    512 18.00
    rows held 2

    # with and without references, exports overlapping
    exports overlapping
    list 512: 2026-01-20 5.00 A ref=R1, 2026-01-21 6.00 B
    list 512: 2026-01-20 5.00 A, 2026-01-21 6.00 B ref=R2
    ---
    471 -11.00
    512 11.00
    rows duplicate 2

    # with and without references, exports consecutive
    exports consecutive
    list 512: 2026-01-20 5.00 A ref=R1, 2026-01-21 6.00 B
    list 512: 2026-01-20 5.00 A, 2026-01-21 6.00 B ref=R2
    ---
    471 -22.00
    512 22.00

    # the rows beyond the number posted are new in any case
    list 512: 2026-01-20 5.00 A
    list 512: 2026-01-20 5.00 A ref=R1, 2026-01-20 5.00 A ref=R2, 2026-01-20 5.00 A ref=R3
    ---
    471 -15.00
    512 15.00
    rows held 1

    # the smaller file first or last: as many post, as many are held
    list 512: 2026-01-20 5.00 A
    list 512: 2026-01-20 5.00 A, 2026-01-20 5.00 A
    ---
    471 -10.00
    512 10.00
    rows held 1

    # two sources number and word the same rows each in its own way: held
    list 512: 2026-01-20 5.00 CARD TAKINGS ref=000123
    list 512 source=other: 2026-01-20 5.00 Card takings ref=FT26-77
    ---
    471 -5.00
    512 5.00
    rows held 1

    # two sources, exports overlapping
    exports overlapping
    list 512: 2026-01-20 5.00 CARD TAKINGS, 2026-01-20 6.00 CARD
    list 512 source=other: 2026-01-20 5.00 Card takings ref=FT26-77, 2026-01-20 7.00 Card
    ---
    471 -18.00
    512 18.00
    rows duplicate 1

    # rows that post together are held together
    list 512: 2026-01-20 5.00 A
    ofx 512: 2026-01-20 5.00 A ref=F1, 2026-01-21 6.00 B ref=F2
    ---
    471 -5.00
    512 5.00
    rows held 2

    # a list after rows that post together
    ofx 512: 2026-01-20 5.00 A ref=F1, 2026-01-21 6.00 B ref=F2
    list 512: 2026-01-20 5.00 a, 2026-01-22 7.00 c
    ---
    471 -18.00
    512 18.00
    rows held 1

    # a statement without an opening balance proves nothing
    statement S1 512 opening=none: 2026-01-20 5.00 A
    statement S2 512 opening=none: 2026-01-20 5.00 B, 2026-01-21 6.00 C
    statement S3 512 opening=none: 2026-01-20 5.00 B
    ---
    471 -16.00
    512 16.00
    rows held 1

    # references tell overlapping downloads apart and alike
    ofx 512: 2026-01-20 5.00 A ref=F1, 2026-01-21 6.00 B ref=F2
    ofx 512: 2026-01-21 6.00 B ref=F2, 2026-01-21 6.00 B ref=F3
    ---
    471 -17.00
    512 17.00
    rows duplicate 1

    # a download that has a row a proved day does not have is held
    statement S1 512 opening=0.00: 2026-01-20 5.00 A
    ofx 512: 2026-01-20 6.00 A ref=F1, 2026-01-21 6.00 B ref=F2
    ---
    471 -5.00
    512 5.00
    rows held 2

    # pending, then booked; shown in a report, then in a statement
    list 512: 2026-01-20 5.00 A status=pending, 2026-01-20 6.00 B
    list 512: 2026-01-20 5.00 A2 ref=R1, 2026-01-21 1.00 C
    ---
    471 -12.00
    512 12.00
    rows ignored 1
    """

/// Statements that begin on the day another one ends.
private let seams = """
    # a statement goes on within the day, whatever it looks like
    statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-21 7.00 B ref=R1
    statement S2 512 opening=12.00: 2026-01-21 7.00 B ref=R1, 2026-01-21 7.00 B, 2026-01-22 1.00 C
    ---
    471 -27.00
    512 27.00

    # the later statement comes first
    statement S2 512 opening=12.00: 2026-01-21 7.00 B, 2026-01-22 1.00 C
    statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-21 7.00 B
    ---
    471 -20.00
    512 20.00

    # a column of balances shows it at the end of the file
    running 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-21 7.00 B
    running 512 opening=12.00: 2026-01-22 1.00 C, 2026-01-21 7.00 B
    ---
    471 -20.00
    512 20.00

    # the middle of a day comes last, the end of it is held until then
    statement S1 512 opening=0.00: 2026-01-21 7.00 A
    statement S3 512 opening=8.00: 2026-01-21 7.00 A, 2026-01-22 2.00 B
    statement S2 512 opening=7.00: 2026-01-21 1.00 A
    again
    ---
    471 -17.00
    512 17.00

    # a list of the whole day, then the day in two statements
    list 512: 2026-01-21 7.00 A
    statement S1 512 opening=0.00: 2026-01-21 7.00 A
    statement S2 512 opening=7.00: 2026-01-21 1.00 B
    ---
    471 -8.00
    512 8.00
    rows duplicate 1

    # the day in two statements, then a statement of another format
    statement S1 512 opening=0.00: 2026-01-21 7.00 A
    statement S2 512 opening=7.00: 2026-01-21 1.00 B
    statement 9 512 source=other opening=0.00: 2026-01-21 7.00 a, 2026-01-21 1.00 b
    ---
    471 -8.00
    512 8.00
    rows duplicate 2

    # the month as a whole, then its days, one of them in two statements
    statement 9 512 source=other opening=0.00: 2026-01-20 5.00 a, 2026-01-21 1.00 b
    statement S1 512 opening=0.00: 2026-01-20 5.00 A
    statement S2 512 opening=5.00: 2026-01-21 1.00 B
    ---
    471 -6.00
    512 6.00
    rows duplicate 2

    # the same day again under another number
    statement S1 512 opening=0.00: 2026-01-21 7.00 A
    statement S9 512 opening=0.00: 2026-01-21 7.00 A
    ---
    471 -7.00
    512 7.00
    rows duplicate 1

    # a month that ends as it began, again under another number
    statement S1 512 opening=3.00: 2026-01-20 7.00 A, 2026-01-31 -7.00 B
    statement S9 512 opening=3.00: 2026-01-20 7.00 A, 2026-01-31 -7.00 B
    ---
    rows duplicate 2

    # a day that comes to nothing, again or going on: not told apart
    statement S1 512 opening=3.00: 2026-01-21 7.00 A, 2026-01-21 -7.00 B
    statement S9 512 opening=3.00: 2026-01-21 7.00 A, 2026-01-21 -7.00 B, 2026-01-22 1.00 C
    ---
    rows held 3

    # the same, exports overlapping
    exports overlapping
    statement S1 512 opening=3.00: 2026-01-21 7.00 A, 2026-01-21 -7.00 B
    statement S9 512 opening=3.00: 2026-01-21 7.00 A, 2026-01-21 -7.00 B, 2026-01-22 1.00 C
    ---
    471 -1.00
    512 1.00
    rows duplicate 2

    # the same, exports consecutive
    exports consecutive
    statement S1 512 opening=3.00: 2026-01-21 7.00 A, 2026-01-21 -7.00 B
    statement S9 512 opening=3.00: 2026-01-21 7.00 A, 2026-01-21 -7.00 B, 2026-01-22 1.00 C
    ---
    471 -1.00
    512 1.00

    # the same with references: again
    statement S1 512 opening=3.00: 2026-01-21 7.00 A ref=R1, 2026-01-21 -7.00 B ref=R2
    statement S9 512 opening=3.00: 2026-01-21 7.00 A ref=R1, 2026-01-21 -7.00 B ref=R2
    ---
    rows duplicate 2

    # the same with references: going on
    statement S1 512 opening=3.00: 2026-01-21 7.00 A ref=R1, 2026-01-21 -7.00 B ref=R2
    statement S9 512 opening=3.00: 2026-01-21 7.00 A ref=R3, 2026-01-21 -7.00 B ref=R4,
      2026-01-22 1.00 C ref=R5
    ---
    471 -1.00
    512 1.00

    # a part of a day that was in two statements, under another number
    statement S1 512 opening=0.00: 2026-01-21 7.00 A
    statement S2 512 opening=7.00: 2026-01-21 1.00 B
    statement S9 512 opening=0.00: 2026-01-21 7.00 A
    ---
    471 -8.00
    512 8.00
    rows held 1

    # an entry dated back into the statement before
    statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-21 3.00 X, 2026-01-23 7.00 B
    statement S2 512 opening=15.00: 2026-01-21 2.00 C, 2026-01-22 4.00 D, 2026-01-24 1.00 E
    ---
    471 -22.00
    512 22.00

    # the same, the later statement first
    statement S2 512 opening=15.00: 2026-01-21 2.00 C, 2026-01-22 4.00 D, 2026-01-24 1.00 E
    statement S1 512 opening=0.00: 2026-01-20 5.00 A, 2026-01-21 3.00 X, 2026-01-23 7.00 B
    ---
    471 -22.00
    512 22.00
    """

@Suite struct IdentityTable {
    @Test(arguments: Scenario.all(table)) func decides(_ scenario: Scenario) throws {
        try scenario.check()
    }

    @Test(arguments: Scenario.all(seams)) func goesOn(_ scenario: Scenario) throws {
        try scenario.check()
    }
}
