internal import Accounting
internal import Testing

@testable internal import Rendering

@Suite("Accounts as other programs name them")
struct PlainTextLedgerTests {
    private static let accounts = [
        Account(code: "5121", name: "Banque;  compte: courant", kind: .asset),
        Account(code: "51.2", name: "A \"quoted\" name\\", kind: .asset),
        Account(code: "51-2", name: "Twin of the last", kind: .asset),
        Account(code: "é1", name: "", kind: .income),
    ]

    private static func head(_ dialect: PlainTextLedger.Dialect) throws -> [String] {
        let euro = try #require(Currency("EUR"))
        let ledger = PlainTextLedger(dialect, currency: euro, accounts: accounts)
        let day = try #require(Day(iso: "2026-06-30"))
        return ledger.head("Books\nof one", accounts, opened: day)
            .split(separator: "\n").map(String.init)
    }

    @Test("hledger: one blank between words, no mark that ends or splits a name")
    func hledger() throws {
        #expect(
            try Self.head(.hledger) == [
                "; Books\u{FFFD}of one", "decimal-mark .",
                "account Assets:5121 Banque- compte- courant",
                "account Assets:51.2 A \"quoted\" name\\", "account Assets:51-2 Twin of the last",
                "account Income:é1",
            ])
    }

    @Test("beancount: letters, digits and hyphens alone; two codes stay two accounts")
    func beancount() throws {
        #expect(
            try Self.head(.beancount) == [
                "; Books\u{FFFD}of one", "option \"operating_currency\" \"EUR\"",
                "option \"inferred_tolerance_default\" \"EUR:0.005\"",
                "2026-06-30 open Assets:5121", "  name: \"Banque;  compte: courant\"",
                "2026-06-30 open Assets:51-2", "  name: \"A \\\"quoted\\\" name\\\\\"",
                "2026-06-30 open Assets:51-2-2", "  name: \"Twin of the last\"",
                "2026-06-30 open Income:X-1", "  name: \"\"",
            ])
    }
}
