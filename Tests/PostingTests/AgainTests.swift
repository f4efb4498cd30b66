import Accounting
import Posting
import Testing

private let again = """
    # an account added to the chart posts exactly the open rows
    invoice F1 C1 2026-01-05: 707 S20 100.00
    invoice F2 C1 2026-01-06: 708 S20 10.00
    invoice F3 C1 2026-01-07: 709X S20 1.00
    run
    account 708 income
    again
    again
    ---
    411 132.00
    44571 -22.00
    707 -100.00
    708 -10.00
    open C1 F1 120.00
    open C1 F2 12.00
    rows rejected 1

    # nothing changed, nothing posts
    invoice F2 C1 2026-01-06: 708 S20 10.00
    voucher 1 2026-01-31: 606 5.00, 708 -5.00
    statement S1 512 opening=0.00 closing=1.00: 2026-01-20 60.00 X
    again
    again
    ---
    rows rejected 4

    # a rejected voucher posts once its account is there
    voucher 1 2026-01-31: 606 5.00, 708 -5.00
    account 708 income
    again
    ---
    606 5.00
    708 -5.00
    """

@Suite struct AgainTests {
    @Test(arguments: Scenario.all(again)) func posts(_ scenario: Scenario) throws {
        try scenario.check()
    }

    @Test func openRowsOfOneFilePostAlone() throws {
        let client = try Client()
        let source = try #require(client.sources["ar"])
        var drafts: [DocumentDraft] = []
        for (index, account) in ["707", "708", "706"].enumerated() {
            var draft = try ScriptLine("invoice F\(index) C1 2026-01-05: \(account) - 10.00")
                .document(.invoice)
            draft.lines[0].span.line = Int32(index + 2)
            drafts.append(draft)
        }
        try client.post([
            Client.File(source: source, path: "three.csv", drafts: [.documents(drafts)])
        ])
        #expect(try client.shown().last == "rows rejected 1")
        try client.play(["account 708 income", "again"])
        #expect(
            try client.shown() == [
                "411 30.00", "706 -10.00", "707 -10.00", "708 -10.00", "open C1 F0 10.00",
                "open C1 F2 10.00", "open C1 F1 10.00",
            ])
        try client.expectWhole()
    }

    @Test func heldTenderPostsOnceItIsMapped() throws {
        let client = try Client()
        try client.play(["till paris 2026-01-10: O1 food - 9.00 card, O2 food - 1.00 cheque"])
        #expect(try client.shown() == ["517 9.00", "707 -9.00", "rows held 1"])
        client.sources["till"]?.clearing["cheque"] = "531"
        try client.play(["again", "again"])
        #expect(try client.shown() == ["517 9.00", "531 1.00", "707 -10.00"])
        try client.expectWhole()
    }

    /// A file held for its header is read again with its preamble: its ignored rows still count.
    @Test func ignoredRowsOfARefusedFileStillCount() throws {
        let client = try Client()
        let source = try #require(client.sources["list"])
        let preamble = Draft.ignored([
            IgnoredRow(span: Span(line: 1, offset: 0, length: 1), reason: .preamble)
        ])
        let refused = Draft.refused(Flaw(.columnMissing, line: 2))
        try client.post([
            Client.File(source: source, path: "held.csv", drafts: [preamble, refused])
        ])
        #expect(try client.shown() == ["rows held 1"])
        let rows = try ScriptLine("list 512: 2026-01-20 5.00 A").bank(isStatement: false)
        try client.judgeAgain { _ in [preamble] + rows }
        let shown = try client.shown()
        let holds = try client.rowsHold()
        #expect(shown == ["471 -5.00", "512 5.00", "rows ignored 1"])
        #expect(holds)
    }

    /// A rule set to `warning` must still account for the row it cannot post.
    @Test(arguments: ["V-116", "V-107"]) func downgradedRuleLosesNoRow(_ code: String) throws {
        let client = try Client()
        client.severities = [Code(code): .warning]
        let ar = try #require(client.sources["ar"])
        var draft = try ScriptLine("receipt R1 C1 2026-01-15 120.00").payment()
        if code == "V-116" { draft.party = "Nobody" }
        if code == "V-107" {
            draft.day = nil
            draft.flaws = [Flaw(.dateMalformed, line: 2)]
        }
        try client.post([Client.File(source: ar, path: "r.csv", drafts: [.payments([draft])])])
        let holds = try client.rowsHold()
        #expect(holds)
    }

    /// An order whose net + tax is not its gross must leave a verdict, not end the run.
    @Test func orderThatDoesNotAddUpIsAVerdict() throws {
        let client = try Client()
        let till = try #require(client.sources["till"])
        var rows = try ScriptLine("till paris 2026-01-10: O1 food S20 100.00 card").sales()
        rows.grosses[0] += 500
        rows.tendered[0] += 500
        try client.post([Client.File(source: till, path: "t.csv", drafts: [.sales(rows)])])
        #expect(try client.shown() == ["rows rejected 1"])
    }
}
