import Accounting
import Ledger
import Reports
import Testing

/// Ageing on D = 2026-06-30, a case a line:
/// `name | events ; … | party document bucket amount, …` (DEFINITIONS §3).
private let cases = """
    due on D | invoice F1 C1 2026-05-01 due=2026-06-30: 707 - 9.00 | C1 F1 current 9.00
    due on D+1 | invoice F1 C1 2026-05-01 due=2026-07-01: 707 - 9.00 | C1 F1 current 9.00
    due on D-1 | invoice F1 C1 2026-05-01 due=2026-06-29: 707 - 9.00 | C1 F1 1-30 9.00
    due on D-30 | invoice F1 C1 2026-05-01 due=2026-05-31: 707 - 9.00 | C1 F1 1-30 9.00
    due on D-31 | invoice F1 C1 2026-05-01 due=2026-05-30: 707 - 9.00 | C1 F1 31-60 9.00
    due on D-60 | invoice F1 C1 2026-04-01 due=2026-05-01: 707 - 9.00 | C1 F1 31-60 9.00
    due on D-61 | invoice F1 C1 2026-04-01 due=2026-04-30: 707 - 9.00 | C1 F1 61-90 9.00
    due on D-90 | invoice F1 C1 2026-03-01 due=2026-04-01: 707 - 9.00 | C1 F1 61-90 9.00
    due on D-91 | invoice F1 C1 2026-03-01 due=2026-03-31: 707 - 9.00 | C1 F1 90+ 9.00
    terms of the party | invoice F1 C1 2026-05-31: 707 - 9.00 | C1 F1 current 9.00
    terms, a day earlier | invoice F1 C1 2026-05-30: 707 - 9.00 | C1 F1 1-30 9.00
    neither due date nor terms | invoice F1 C2 2026-06-29: 707 - 9.00 | C2 F1 1-30 9.00
    posted after D | invoice F1 C1 2026-07-01 due=2026-01-31: 707 - 9.00 |
    paid on D | F ; receipt R1 C1 2026-06-30 9.00 for=F1 |
    paid on D+1 | F ; receipt R1 C1 2026-07-01 9.00 for=F1 | C1 F1 31-60 9.00
    paid before the invoice date | receipt R1 C1 2026-04-01 9.00 for=F1 ; F |
    credit before invoice | credit A1 C1 2026-04-01 for=F1: 707 - 4.00 ; F | C1 F1 31-60 5.00
    credit, its invoice after D | credit A1 C1 2026-04-01 for=F9: 707 - 4.00 \
        ; invoice F9 C1 2026-07-01: 707 - 9.00 | C1 A1 unapplied -4.00
    credit note from its own date | F ; credit A1 C1 2026-07-01 for=F1: 707 - 4.00 \
        | C1 F1 31-60 9.00
    three instalments, one payment \
        | invoice F1 C1 2026-03-01 \
        parts=2026-03-31/3.00+2026-05-31/3.00+2026-07-31/3.00: 707 - 9.00 \
        ; receipt R1 C1 2026-04-02 4.00 for=F1 | C1 F1 1-30 2.00, C1 F1 current 3.00
    overpayment | F ; receipt R1 C1 2026-06-01 10.00 for=F1 | C1 R1 unapplied -1.00
    bounced before D | F ; receipt R1 C1 2026-06-01 9.00 for=F1 \
        ; receipt R2 C1 2026-06-30 -9.00 for=F1 | C1 F1 31-60 9.00
    bounced after D | F ; receipt R1 C1 2026-06-01 9.00 for=F1 \
        ; receipt R2 C1 2026-07-01 -9.00 for=F1 |
    rounding cent | F ; receipt R1 C1 2026-06-01 8.99 for=F1 | C1 F1 31-60 0.01
    unapplied 90+ | receipt R1 C1 2026-01-15 5.00 | C1 R1 unapplied -5.00
    zero-open | F ; credit A1 C1 2026-05-20 for=F1: 707 - 9.00 |
    negative invoice | invoice F1 C1 2026-03-01 due=2026-03-31: 707 - -9.00 \
        | C1 F1 unapplied -9.00
    standalone credit | credit A1 C1 2026-03-01: 707 - 9.00 | C1 A1 unapplied -9.00
    opening item | opening: 411 7.00 party=C1 doc=F0 due=2025-12-01, 101 -7.00 | C1 F0 90+ 7.00
    journal line | voucher 7 2026-06-01: 411 7.00 party=C2 doc=OD7 due=2026-06-01, 706 -7.00 \
        | C2 OD7 1-30 7.00
    parties by name | invoice F2 C2 2026-06-01: 707 - 2.00 \
        ; invoice F1 C1 2026-06-02: 707 - 1.00 | C1 F1 current 1.00, C2 F2 1-30 2.00
    oldest due first | invoice F1 C1 2026-06-01: 707 - 1.00 \
        ; invoice F2 C1 2026-05-01: 707 - 2.00 | C1 F2 1-30 2.00, C1 F1 current 1.00
    late row, its own due date | lock 2026-05-31 ; F | C1 F1 31-60 9.00
    """.split(separator: "\n").map(String.init)

private let standard = "invoice F1 C1 2026-05-01 due=2026-05-15: 707 - 9.00"

@Suite struct AgeingTests {
    private func aged(
        _ client: Client, _ side: Side, on text: String,
        _ change: (inout ReportSettings) -> Void = { _ in }
    ) throws -> (rows: [String], difference: Int64, foots: Bool) {
        var settings = ReportSettings()
        change(&settings)
        let books = try client.books()
        return try client.book.read { snapshot in
            let period = try #require(Period("2026-06"))
            let reporter = try Reporter(snapshot, books: books, period: period, settings: settings)
            let ageing = try reporter.ageing(side, asOf: try day(text))
            let rows = ageing.rows.map {
                "\($0.party) \($0.document) \($0.bucket) \(decimalText($0.open, exponent: 2))"
            }
            let sum = ageing.buckets.names.reduce(0) { $0 + ageing.total($1) }
            return (rows, ageing.footing.difference, sum == ageing.footing.subledger)
        }
    }

    @Test(arguments: cases) func receivables(_ line: String) throws {
        let columns = line.split(separator: "|", omittingEmptySubsequences: false)
        let events = columns[1].replacing(" ; ", with: "\n").split(separator: "\n").map {
            let event = $0.split(separator: " ").joined(separator: " ")
            // F1 of 2026-05-01, due 2026-05-15: 46 days old on D.
            return event == "F" ? standard : event
        }
        let client = try Client()
        try client.play(events)
        let shown = try aged(client, .receivable, on: "2026-06-30")
        let expected = columns[2].split(separator: ",").map {
            $0.split(separator: " ").joined(separator: " ")
        }
        #expect(shown.rows == expected)
        #expect(shown.difference == 0)
        #expect(shown.foots)
    }

    /// Day after day over a leap day: the age is of calendar days.
    @Test(arguments: [
        ("2024-02-29", "current"), ("2024-03-01", "1-30"), ("2024-03-30", "1-30"),
        ("2024-03-31", "31-60"), ("2024-04-29", "31-60"), ("2024-04-30", "61-90"),
        ("2024-05-29", "61-90"), ("2024-05-30", "90+"), ("2025-02-28", "90+"),
    ])
    func dueOnALeapDay(_ asOf: String, _ bucket: String) throws {
        let client = try Client(start: "2024-01-01")
        try client.play(["invoice F1 C1 2024-01-30 due=2024-02-29: 707 - 9.00"])
        #expect(try aged(client, .receivable, on: asOf).rows == ["C1 F1 \(bucket) 9.00"])
    }

    @Test func payablesAreMirrored() throws {
        let client = try Client()
        try client.play([
            "bill B1 S1 2026-05-01 due=2026-05-15: 606 P20 100.00",
            "bill B2 S1 2026-05-02 due=2026-07-15: 606 - 10.00",
            "payment P1 S1 2026-06-01 20.00 for=B1", "payment P2 S1 2026-06-02 3.00",
            "scredit A1 S1 2026-06-03: 606 - 4.00",
        ])
        let shown = try aged(client, .payable, on: "2026-06-30")
        #expect(
            shown.rows == [
                "S1 B1 31-60 100.00", "S1 P2 unapplied -3.00", "S1 B2 current 10.00",
                "S1 A1 unapplied -4.00",
            ])
        #expect(shown.difference == 0)
        #expect(shown.foots)
        #expect(try aged(client, .receivable, on: "2026-06-30").rows.isEmpty)
    }

    @Test func creditsAgeWhereAsked() throws {
        let client = try Client()
        try client.play(["receipt R1 C1 2026-01-15 5.00"])
        let shown = try aged(client, .receivable, on: "2026-06-30") { $0.credits = .aged }
        #expect(shown.rows == ["C1 R1 90+ -5.00"])
        #expect(shown.foots)
    }

    @Test func ageByDocumentDateAndOtherEdges() throws {
        let client = try Client()
        try client.play([standard])
        let byDocument = try aged(client, .receivable, on: "2026-06-30") { $0.basis = .document }
        #expect(byDocument.rows == ["C1 F1 31-60 9.00"])
        let later = try aged(client, .receivable, on: "2026-07-01") { $0.basis = .document }
        #expect(later.rows == ["C1 F1 61-90 9.00"])
        let edges = try aged(client, .receivable, on: "2026-06-30") { $0.buckets = [0, 45, 46] }
        #expect(edges.rows == ["C1 F1 46-46 9.00"])
        let last = try aged(client, .receivable, on: "2026-07-01") { $0.buckets = [0, 45, 46] }
        #expect(last.rows == ["C1 F1 46+ 9.00"])
    }
}
