internal import Accounting
internal import Testing

@testable internal import Importers

/// A page of a statement of several.
private struct Page {
    var number: String?
    var isLast = "false"
    var id = "S1"
    var sequence = ""
    var account = "DE89370400440532013000"
    /// `OPBD 100.00 CLBD 150.00`.
    var balances = ""
    var entries = ["10.00"]
    var extra = ""

    func text(isOfMessage: Bool = false) -> String {
        let words = balances.split(separator: " ").map(String.init)
        let stated = stride(from: 0, to: words.count, by: 2).map {
            CamtFile.balance(words[$0], words[$0 + 1])
        }
        let pages = number.map { "<PgNb>\($0)</PgNb><LastPgInd>\(isLast)</LastPgInd>" }
        let pagination =
            isOfMessage ? "" : pages.map { "<StmtPgntn>\($0)</StmtPgntn>" } ?? ""
        let number = sequence.isEmpty ? "" : "<ElctrncSeqNb>\(sequence)</ElctrncSeqNb>"
        return "<Stmt><Id>\(id)</Id>\(pagination)\(number)<Acct><Id><IBAN>\(account)</IBAN></Id>"
            + "<Ccy>EUR</Ccy></Acct>\(stated.joined())\(extra)"
            + entries.map { CamtFile.entry($0) }.joined() + "</Stmt>"
    }

    var header: String {
        let pages = number.map { "<PgNb>\($0)</PgNb><LastPgInd>\(isLast)</LastPgInd>" } ?? ""
        return "<GrpHdr><MsgId>M</MsgId><MsgPgntn>\(pages)</MsgPgntn></GrpHdr>"
    }
}

@Suite("camt: pages of a statement")
struct CamtPageTests {
    private func read(_ pages: [Page]) throws -> Imported {
        try importing(
            "<Document><BkToCstmrStmt>\(pages.map { $0.text() }.joined())</BkToCstmrStmt>"
                + "</Document>", layout(.camt))
    }

    /// What is wrong with each statement: `pagesMissing 2`.
    private func flaws(_ imported: Imported) -> [[String]] {
        imported.tails.map { tail in
            tail.flaws.map { "\($0.defect) \($0.arguments["page"] ?? "")" }
        }
    }

    private func figures(_ imported: Imported) -> [String] {
        imported.tails.map {
            "\($0.id) \($0.opening?.text ?? "no") + \($0.booked.text) (\($0.entries)) = "
                + ($0.closing?.text ?? "no")
        }
    }

    @Test("pages in one file are one statement: the first opens it, the last closes it")
    func joined() throws {
        let imported = try read([
            Page(number: "1", balances: "OPBD 100.00 ITBD 110.00"),
            Page(number: "2", balances: "ITBD 110.00 ITBD 125.00", entries: ["10.00", "5.00"]),
            Page(
                number: "3", isLast: "true", balances: "ITBD 125.00 CLBD 132.00", entries: ["7.00"]),
            Page(id: "S2", balances: "OPBD 132.00 CLBD 142.00"),
        ])
        #expect(
            figures(imported) == [
                "S1 100.00 + 32.00 (4) = 132.00", "S2 132.00 + 10.00 (1) = 142.00",
            ])
        #expect(flaws(imported) == [[], []])
        #expect(imported.heads.map { "\($0.unit) \($0.id)" } == ["1 S1", "2 S2"])
        #expect(imported.tails.map(\.unit) == [1, 2])
        #expect(imported.tails.map(\.addsUp) == [true, true])
        #expect(imported.bank.map(\.amount) == [1000, 1000, 500, 700, 1000])
        #expect(imported.rows == 5)
    }

    @Test("each page may repeat the balances of the whole, or have none between")
    func balances() throws {
        for inner in ["OPBD 100.00 CLBD 120.00", ""] {
            let imported = try read([
                Page(number: "1", balances: "OPBD 100.00 CLBD 120.00", entries: ["4.00"]),
                Page(number: "2", balances: inner, entries: ["6.00"]),
                Page(number: "3", isLast: "true", balances: "OPBD 100.00 CLBD 120.00"),
            ])
            #expect(figures(imported) == ["S1 100.00 + 20.00 (3) = 120.00"])
            #expect(flaws(imported) == [[]])
        }
    }

    @Test("a page begins with the balance that the page before ended with, else it is told")
    func unchained() throws {
        for (closing, opening) in [("110.00", "111.00"), ("111.00", "110.00")] {
            let imported = try read([
                Page(number: "1", balances: "OPBD 100.00 ITBD \(closing)"),
                Page(number: "2", isLast: "true", balances: "ITBD \(opening) CLBD 120.00"),
            ])
            #expect(imported.complaints == ["Bal/ITBD"])
            #expect(imported.tails.map(\.addsUp) == [true])
        }
    }

    @Test("pages with ids of their own go on by the bank's number, or by their balances")
    func chained() throws {
        let numbered = try read([
            Page(number: "1", id: "A", sequence: "17", balances: "OPBD 1.00"),
            Page(number: "2", isLast: "true", id: "B", sequence: "17", balances: "CLBD 21.00"),
        ])
        #expect(figures(numbered) == ["A 1.00 + 20.00 (2) = 21.00"])
        let balanced = try read([
            Page(number: "1", id: "A", balances: "OPBD 1.00 ITBD 11.00"),
            Page(number: "2", isLast: "true", id: "B", balances: "ITBD 11.00 CLBD 21.00"),
        ])
        #expect(figures(balanced) == ["A 1.00 + 20.00 (2) = 21.00"])
        let apart = try read([
            Page(number: "1", id: "A", balances: "OPBD 1.00 ITBD 12.00"),
            Page(number: "2", isLast: "true", id: "B", balances: "ITBD 11.00 CLBD 22.00"),
        ])
        #expect(flaws(apart) == [["pagesMissing 2"], ["pagesMissing 1"]])
        let accounts = try read([
            Page(number: "1", balances: "OPBD 1.00"),
            Page(number: "2", isLast: "true", account: "NL91ABNA0417164300", balances: "CLBD 9.00"),
        ])
        #expect(flaws(accounts) == [["pagesMissing 2"], ["pagesMissing 1"]])
    }

    @Test(
        "missing and repeated pages, each named",
        arguments: textTable(
            """
            pages         | found
            1             | pagesMissing 2
            2L            | pagesMissing 1
            3L            | pagesMissing 1–2
            2             | pagesMissing 1,pagesMissing 3
            x             | pagesMissing x
            0             | pagesMissing 0
            9223372036854775807 | pagesMissing 9223372036854775807
            1L            | ∅
            1 2L          | ∅
            1 3L          | pagesMissing 2
            1 4L          | pagesMissing 2–3
            1 2           | pagesMissing 3
            2 3L          | pagesMissing 1
            1 1 2L        | pageRepeated 1
            1 2 2 3L      | pageRepeated 2
            1 2L 2L       | pageRepeated 2
            1 2 3L 2      | pageRepeated 2
            """))
    func missing(row: [String]) throws {
        let pages = row[0].split(separator: " ").map { word in
            Page(
                number: String(word.prefix { $0 != "L" }),
                isLast: word.hasSuffix("L") ? "true" : "0")
        }
        #expect(flaws(try read(pages)) == [row[1].split(separator: ",").map(String.init)])
    }

    @Test("the last page that never says it is one; a page of no number")
    func unnumbered() throws {
        var imported = try read([Page(number: "1"), Page(number: "2", isLast: "true")])
        #expect(flaws(imported) == [[]])
        imported = try importing(
            "<Document><BkToCstmrStmt><Stmt><StmtPgntn><LastPgInd>false</LastPgInd></StmtPgntn>"
                + "</Stmt></BkToCstmrStmt></Document>", layout(.camt))
        #expect(flaws(imported) == [["pagesMissing 2"]])
    }

    @Test("a page by itself posts by its own balances, with the days of its own entries")
    func alone() throws {
        let range =
            "<FrToDt><FrDtTm>2026-09-01T00:00:00</FrDtTm><ToDtTm>2026-09-30T00:00:00</ToDtTm>"
            + "</FrToDt>"
        let first = try read([Page(number: "1", balances: "OPBD 5.00 ITBD 15.00", extra: range)])
        let second = try read([
            Page(number: "2", isLast: "true", balances: "ITBD 15.00 CLBD 25.00", extra: range)
        ])
        #expect(flaws(first) == [[]] && flaws(second) == [[]])
        #expect(first.tails.map(\.addsUp) == [true] && second.tails.map(\.addsUp) == [true])
        #expect(second.heads.map { $0.opening?.text } == ["15.00"])
        for tail in first.tails + second.tails {
            #expect(!tail.statesRange)
            #expect(tail.from?.description == "2026-09-15" && tail.to == tail.from)
        }
        // An interim balance of a whole statement is no opening.
        let whole = try read([Page(number: "1", isLast: "true", balances: "ITBD 1.00 CLBD 2.00")])
        #expect(whole.tails.map { $0.opening?.text } == [nil])
    }

    @Test("a summary is of its page or of all of them; one of neither is told")
    func summaries() throws {
        func summary(_ count: Int, _ sum: String) -> String {
            "<TxsSummry><TtlNtries><NbOfNtries>\(count)</NbOfNtries><Sum>\(sum)</Sum></TtlNtries>"
                + "</TxsSummry>"
        }
        let own = try read([
            Page(number: "1", extra: summary(1, "10.00")),
            Page(
                number: "2", isLast: "true", entries: ["1.00", "2.00"], extra: summary(2, "3.00")),
        ])
        #expect(own.complaints.isEmpty && own.tails.first?.declared.count == 4)
        let whole = try read([
            Page(number: "1", extra: summary(3, "13.00")),
            Page(
                number: "2", isLast: "true", entries: ["1.00", "2.00"], extra: summary(3, "13.00")),
        ])
        #expect(whole.complaints.isEmpty && whole.tails.first?.declared.count == 4)
        let neither = try read([
            Page(number: "1", extra: summary(2, "13.00")),
            Page(number: "2", isLast: "true", entries: ["1.00", "2.00"]),
        ])
        #expect(neither.complaints == ["TtlNtries/NbOfNtries"])
    }

    @Test("pages of messages: the first statement goes on, the last is gone on with")
    func messages() throws {
        func message(_ page: Page, _ statements: [Page]) -> String {
            "<Document><BkToCstmrStmt>\(page.header)"
                + statements.map { $0.text(isOfMessage: true) }.joined()
                + "</BkToCstmrStmt></Document>"
        }
        let text =
            "<Batch>"
            + message(
                Page(number: "1"),
                [
                    Page(id: "A", balances: "OPBD 1.00 CLBD 11.00"),
                    Page(id: "B", balances: "OPBD 0.00 ITBD 10.00"),
                ])
            + message(
                Page(number: "2"),
                [
                    Page(id: "B", balances: "ITBD 10.00 CLBD 20.00"),
                    Page(id: "C", balances: "OPBD 7.00 ITBD 17.00"),
                ])
            + message(
                Page(number: "3", isLast: "true"),
                [Page(id: "C", balances: "ITBD 17.00 CLBD 27.00")])
            + "</Batch>"
        let imported = try importing(text, layout(.camt))
        #expect(
            figures(imported) == [
                "A 1.00 + 10.00 (1) = 11.00", "B 0.00 + 20.00 (2) = 20.00",
                "C 7.00 + 20.00 (2) = 27.00",
            ])
        #expect(flaws(imported) == [[], [], []])
        let part = try importing(
            message(Page(number: "2"), [Page(id: "B"), Page(id: "C")]), layout(.camt))
        #expect(flaws(part) == [["pagesMissing 1"], ["pagesMissing 3"]])
    }

    @Test("pages joined are the same however the file is cut, and told where it breaks off")
    func pieces() throws {
        let pages = (1...3).map { number in
            Page(
                number: "\(number)", isLast: number == 3 ? "true" : "false",
                balances: number == 1 ? "OPBD 0.00" : "CLBD 900.00",
                entries: [String](repeating: "10.00", count: 30))
        }
        let text =
            "<Document><BkToCstmrStmt>\(pages.map { $0.text() }.joined(separator: "\n"))"
            + "</BkToCstmrStmt></Document>"
        let whole = try importing(text, layout(.camt))
        #expect(whole.tails.map(\.addsUp) == [true])
        let importer = CamtImporter(CamtCut(threshold: 0, segment: 500))
        let cut = try importing(Array(text.utf8), with: importer, by: 300)
        #expect(importer.partCount > 5)
        #expect(cut.digest == whole.digest)

        let start = Array(text.utf8.prefix(text.utf8.count * 2 / 3))
        let broken = CamtImporter()
        var imported = try importing(start, with: broken, by: 1000)
        broken.drain { imported.drafts.append($0) }
        #expect(imported.refusal?.defect == .truncated)
        #expect(imported.heads.count == 1)
    }
}
