import Accounting
import Posting
import Testing

/// What holds for a file as a whole: all or nothing, hold-file, batched entries.
@Suite struct FileTests {
    private func documents(_ accounts: [String]) throws -> Draft {
        var drafts: [DocumentDraft] = []
        for (index, account) in accounts.enumerated() {
            var draft = try ScriptLine("invoice F\(index) C1 2026-01-05: \(account) - 10.00")
                .document(.invoice)
            draft.lines[0].span.line = Int32(index + 2)
            drafts.append(draft)
        }
        return .documents(drafts)
    }

    @Test func goodUnitsPostWithoutTheBad() throws {
        let client = try Client()
        let source = try #require(client.sources["ar"])
        let drafts = [try documents(["707", "708", "706"])]
        try client.post([Client.File(source: source, path: "a.csv", drafts: drafts)])
        #expect(client.receipts.map(\.outcome) == [.posted])
        #expect(
            try client.shown() == [
                "411 20.00", "706 -10.00", "707 -10.00", "open C1 F0 10.00", "open C1 F2 10.00",
                "rows rejected 1",
            ])
        try client.expectWhole()
    }

    @Test func aBadUnitHoldsTheFileWhereTheSourceSaysSo() throws {
        let client = try Client()
        var source = try #require(client.sources["ar"])
        source.postsGoodUnits = false
        client.sources["ar"] = source
        let drafts = [try documents(["707", "708", "706"])]
        try client.post([Client.File(source: source, path: "a.csv", drafts: drafts)])
        #expect(client.receipts.map(\.outcome) == [.rejected])
        #expect(try client.shown() == ["rows rejected 3"])
        try client.expectWhole()
        try client.play(["again", "account 708 income", "again", "again"])
        #expect(
            try client.shown() == [
                "411 30.00", "706 -10.00", "707 -10.00", "708 -10.00", "open C1 F0 10.00",
                "open C1 F1 10.00", "open C1 F2 10.00",
            ])
        try client.expectWhole()
    }

    @Test func listWhoseEndContradictsItIsRefusedWhole() throws {
        let client = try Client()
        var export = Export(form: .list, movements: [Movement(day: 3, amount: 500, number: 1)])
        export.source = "list"
        var drafts = try export.drafts(account: "512", unit: 0, line: 1)
        guard case .statementEnd(var tail) = drafts.removeLast() else { return }
        tail.flaws = [Flaw(.malformed, line: 9)]
        drafts.append(.statementEnd(tail))
        let source = try #require(client.sources["list"])
        try client.post([Client.File(source: source, path: "list.ofx", drafts: drafts)])
        #expect(client.receipts.map(\.outcome) == [.rejected])
        #expect(try client.shown() == ["rows rejected 1"])
        try client.expectWhole()
    }

    @Test func refusedFileWithdrawsWhatItPostedAndCleared() throws {
        let client = try Client()
        try client.play(["receipt R1 C1 2026-01-15 50.00 ref=VIR-0001"])
        let source = try #require(client.sources["bank"])
        let whole = try ScriptLine("statement S1 512 opening=0.00: 2026-01-20 50.00 VIR-0001")
            .bank(isStatement: true)
        let cut = whole + [.refused(Flaw(.truncated, line: 9))]
        try client.post([Client.File(source: source, path: "cut.xml", drafts: cut)])
        let waiting = ["411 -50.00", "5111 50.00", "open C1 R1 -50.00", "transit R1 50.00"]
        #expect(try client.shown() == waiting + ["rows rejected 1"])
        #expect(client.codes == ["V-102"])
        try client.expectWhole()
        try client.post([
            Client.File(source: source, path: "cut.xml", drafts: cut),
            Client.File(source: source, path: "whole.xml", drafts: whole),
        ])
        #expect(
            try client.shown() == [
                "411 -50.00", "512 50.00", "open C1 R1 -50.00", "rows rejected 2",
            ])
        try client.expectWhole()
    }

    @Test func statementThatNeverEndsIsTruncated() throws {
        let client = try Client()
        let source = try #require(client.sources["bank"])
        let drafts = try ScriptLine("statement S1 512 opening=0.00: 2026-01-20 50.00 A")
            .bank(isStatement: true).dropLast(2)
        try client.post([Client.File(source: source, path: "cut.xml", drafts: Array(drafts))])
        #expect(client.codes == ["V-102"])
        #expect(try client.shown() == ["rows rejected 1"])
        try client.expectWhole()
    }

    /// An entry of two transactions: one clears a payment, the other waits in suspense.
    private func batched() throws -> [Draft] {
        var drafts = try ScriptLine("statement S1 512 opening=0.00: 2026-01-20 30.00 BATCH")
            .bank(isStatement: true)
        guard case .bank(var rows) = drafts[1] else { return [] }
        for (amount, text) in [(Int64(5000), "VIR-0001"), (-2000, "EDF 7")] {
            rows.details.append(
                BankDetail(
                    row: 0, amount: amount, payerReference: .empty, counterparty: .empty,
                    iban: .empty, text: rows.arena.append(text)))
        }
        drafts[1] = .bank(rows)
        return drafts
    }

    @Test func everyTransactionOfABatchFindsItsOtherSide() throws {
        let client = try Client()
        try client.play(["rule EDF 606 P20", "receipt R1 C1 2026-01-15 50.00 ref=VIR-0001"])
        let source = try #require(client.sources["bank"])
        try client.post([Client.File(source: source, path: "b.xml", drafts: try batched())])
        #expect(
            try client.shown() == [
                "411 -50.00", "44566 3.33", "512 30.00", "606 16.67", "open C1 R1 -50.00",
            ])
        try client.expectWhole()
    }

    @Test func batchedTransactionLeavesSuspenseByItsOwnText() throws {
        let client = try Client()
        try client.play(["receipt R1 C1 2026-01-15 50.00 ref=VIR-0001"])
        let source = try #require(client.sources["bank"])
        try client.post([Client.File(source: source, path: "b.xml", drafts: try batched())])
        let waiting = try client.shown()
        #expect(waiting == ["411 -50.00", "471 20.00", "512 30.00", "open C1 R1 -50.00"])
        try client.play(["rule EDF 606", "again"])
        let shown = try client.shown()
        #expect(shown == ["411 -50.00", "512 30.00", "606 20.00", "open C1 R1 -50.00"])
    }
}
