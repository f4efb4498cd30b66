import Accounting
import Ledger
import Reports
import Testing

/// Bank accounts from statement to books: every step dated, every sum worked out by hand.
@Suite struct BankReconciliationTests {
    /// 60.00 received and on the statement, 40.00 received and under way, 60.00 paid and under
    /// way; a fee of 5.00 on the statement, 3.00 booked by hand after it.
    private static let events = [
        "invoice F1 C1 2026-01-05: 706 S20 100.00", "bill B1 S1 2026-01-06: 606 P20 50.00",
        "receipt R1 C1 2026-01-15 60.00 ref=VIR-1", "receipt R2 C1 2026-01-20 40.00 ref=VIR-2",
        "payment P1 S1 2026-01-25 60.00 ref=CHQ-1",
        "statement S1 512 opening=0.00: 2026-01-16 60.00 VIR-1, 2026-01-18 -5.00 fee",
        "voucher 1 2026-01-30: 512 3.00, 707 -3.00",
    ]

    /// `account step day text amount` a line.
    private func told(_ events: [String]) throws -> [String] {
        let client = try Client()
        try client.play(events)
        return try client.report(through: "2026-01-31") { reporter in
            try reporter.bankReconciliation().accounts.flatMap { account in
                account.lines.map { line in
                    [
                        account.code, line.step.rawValue, line.day.description, line.text,
                        decimalText(line.amount, exponent: account.currency.exponent),
                    ].filter { !$0.isEmpty }.joined(separator: " ")
                }
            }
        }
    }

    @Test func fromTheStatementToTheBooks() throws {
        // 55 + 3 = 58; 58 + 40 − 60 = 38.
        let lines = try told(Self.events)
        #expect(
            lines == [
                "512 statement 2026-01-18 S1 55.00", "512 booked-after 2026-01-30 OD/1 3.00",
                "512 account 2026-01-31 58.00", "512 receipts-in-transit 2026-01-20 R2 Alba 40.00",
                "512 payments-in-transit 2026-01-25 P1 Sud -60.00", "512 books 2026-01-31 38.00",
            ])
    }

    @Test func whatASecondAccountMayGetStandsApart() throws {
        let lines = try told(
            Self.events + ["statement S2 513 opening=0.00: 2026-01-31 7.00 interest"])
        #expect(
            lines
                == [
                    "512 statement 2026-01-18 S1 55.00", "512 booked-after 2026-01-30 OD/1 3.00",
                    "512 account 2026-01-31 58.00", "512 books 2026-01-31 58.00",
                    "513 statement 2026-01-31 S2 7.00", "513 account 2026-01-31 7.00",
                    "513 books 2026-01-31 7.00",
                    "receipts-in-transit 2026-01-20 R2 Alba 40.00",
                    "payments-in-transit 2026-01-25 P1 Sud -60.00", "books 2026-01-31 -20.00",
                ])
    }

    @Test func whatAStatementDoesNotShowIsUnexplained() throws {
        // The books had 10.00 before the statement opened with nothing.
        #expect(
            try told([
                "voucher 1 2026-01-02: 512 10.00, 101 -10.00",
                "statement S1 512 opening=0.00: 2026-01-16 60.00 x",
            ]) == [
                "512 statement 2026-01-16 S1 60.00", "512 unexplained 2026-01-31 10.00",
                "512 account 2026-01-31 70.00", "512 books 2026-01-31 70.00",
            ])
    }

    @Test func transfersUnderWayAreMoneyAtBank() throws {
        #expect(
            try told([
                "statement S1 512 opening=0.00: 2026-01-16 -60.00 to savings iban=FR-OWN"
            ]) == [
                "512 statement 2026-01-16 S1 -60.00", "512 account 2026-01-31 -60.00",
                "512 transfers-in-transit 2026-01-16 to savings 60.00", "512 books 2026-01-31 0.00",
            ])
    }
}
