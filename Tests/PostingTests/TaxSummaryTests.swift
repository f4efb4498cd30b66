import Accounting
import Ledger
import Reports
import Testing

/// Taxes by code and what moved the tax accounts, worked out by hand.
@Suite struct TaxSummaryTests {
    private func summary(_ client: Client, _ period: String) throws -> TaxSummary {
        let books = try client.books()
        return try client.book.read { snapshot in
            try Reporter(
                snapshot, books: books, period: try #require(Period(period)),
                settings: ReportSettings()
            ).taxSummary()
        }
    }

    private func rows(_ summary: TaxSummary) -> [String] {
        summary.rows.map { row in
            "\(row.origin) \(row.code) "
                + [row.base, row.amount, row.computed, row.rounding]
                .map { decimalText($0, exponent: 2) }.joined(separator: " ")
        }
    }

    /// Opening, taxed, undetailed, due, settlement, adjustment, closing, difference; debit
    /// positive.
    private func accounts(_ summary: TaxSummary) -> [String] {
        summary.accounts.map { account in
            account.code + " "
                + ([account.opening, account.taxed]
                + TaxSummary.Movement.allCases.map { account.movements[$0] ?? 0 }
                + [account.closing, account.difference])
                .map { decimalText($0, exponent: 2) }.joined(separator: " ")
        }
    }

    /// Three tills of 0.03 at 20 % carry 0.01 each; 0.09 at once would carry 0.02.
    @Test func salesByCodeWithTheRoundingOfTheirDocuments() throws {
        let client = try Client()
        try client.play([
            "till paris 2026-01-10: O1 food S20 0.03 card, O2 food S20 0.03 card",
            "till lyon 2026-01-11: O3 food S20 0.03 card, O4 food S10 10.00 card",
            "till lyon 2026-02-01: O5 food S20 50.00 card",
        ])
        let january = try summary(client, "2026-01")
        #expect(
            rows(january) == ["sale S10 10.00 1.00 1.00 0.00", "sale S20 0.09 0.03 0.02 0.01"])
        #expect(accounts(january) == ["44571 0.00 -1.03 0.00 0.00 0.00 0.00 -1.03 0.00"])
        let february = try summary(client, "2026-02")
        #expect(rows(february) == ["sale S20 50.00 10.00 10.00 0.00"])
        #expect(accounts(february) == ["44571 -1.03 -10.00 0.00 0.00 0.00 0.00 -11.03 0.00"])
    }

    /// Opening 100, a voucher of 5, a payment of 80 to the state: 100 + 5 − 80 = 25 owed.
    @Test func openingVoucherAndSettlementAreListed() throws {
        let client = try Client()
        try client.play([
            "rule TVA 44571", "opening: 44571 -100.00, 512 100.00", "run",
            "voucher 1 2026-01-31: 606 5.00, 44571 -5.00",
            "statement S1 512 opening=100.00: 2026-01-20 -80.00 TVA decembre",
        ])
        let told = accounts(try summary(client, "2026-01"))
        #expect(
            told == [
                "44571 -100.00 0.00 0.00 0.00 80.00 -5.00 -25.00 0.00"
            ])
    }

    /// Tax lines of documents by kind of tax: output is owed, input comes back, reverse is both.
    @Test func documentsByCode() throws {
        let client = try Client()
        try client.play([
            "invoice F1 C1 2026-01-05: 707 S20 100.00", "bill B1 S1 2026-01-06: 606 P20 50.00",
            "bill B2 S1 2026-01-07: 606 RC20 10.00",
            "invoice F2 C1 2026-01-08: 706 SV20 30.00",
            "receipt R1 C1 2026-01-15 18.00 for=F2",
        ])
        let untold = try summary(client, "2026-01")
        if untold.rows.isEmpty {
            #expect(untold.accounts.allSatisfy { $0.taxed == 0 && $0.difference == 0 })
        }
        try writeTaxLines(client)
        let january = try summary(client, "2026-01")
        #expect(
            rows(january) == [
                "document P20 50.00 10.00 10.00 0.00", "document RC20 10.00 2.00 2.00 0.00",
                "document S20 100.00 20.00 20.00 0.00", "document SV20 30.00 6.00 6.00 0.00",
            ])
        #expect(
            accounts(january) == [
                "4452 0.00 -2.00 0.00 0.00 0.00 0.00 -2.00 0.00",
                "44566 0.00 12.00 0.00 0.00 0.00 0.00 12.00 0.00",
                "44571 0.00 -20.00 0.00 -3.00 0.00 0.00 -23.00 0.00",
                "44574 0.00 -6.00 0.00 3.00 0.00 0.00 -3.00 0.00",
            ])
    }

    /// The lines that posting writes; here by hand where it has not.
    private func writeTaxLines(_ client: Client) throws {
        let known = try summary(client, "2026-01").rows
        guard known.isEmpty else { return }
        let lines: [(code: String, base: Int64, tax: Int64)] = [
            ("S20", 10_000, 2000), ("P20", 5000, 1000), ("RC20", 1000, 200), ("SV20", 3000, 600),
        ]
        try client.write { session in
            for (index, line) in lines.enumerated() {
                try session.append(
                    TaxLineRecord(
                        entry: Int64(index + 1), code: line.code, base: line.base, tax: line.tax))
            }
        }
    }
}
