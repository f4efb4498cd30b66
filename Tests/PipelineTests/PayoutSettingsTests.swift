import Foundation
import Testing

/// What a payout source may not say of its files.
@Suite struct PayoutSettingsTests {
    /// The settings beside `format`, and what is told of them.
    private static let refused = [
        ("columns: {date: Day, nett: Net}", "nett"),
        ("columns: {date: Day, gross: [A, B]}", "columns.gross"),
        ("kinds: {sales: [charge]}", "sales"),
        ("stamps: CET", "CET"),
        ("timezone: CET", "CET"),
        ("amounts: [{label: Price}]", "column"),
        ("statuses: {post: [paid], later: [pending]}", "later"),
        ("minor_units: perhaps", "minor_units"),
        ("parts: [{kind: tip, column: Tip}]", ""),
    ]

    @Test(arguments: refused)
    func isToldWithItsPlace(_ setting: String, _ told: String) throws {
        let outcome = try inspect("format: payout-csv\n\(setting)\n")
        if told.isEmpty { return #expect(outcome.exit == 0) }
        #expect(outcome.exit == 78, "\(outcome.out)")
        #expect(outcome.err.contains("shared/presets/own.yml:2"), "\(outcome.err)")
        #expect(outcome.err.contains(told), "\(outcome.err)")
    }

    @Test func ofAnotherFormatAPendingStatusIsUnknown() throws {
        let outcome = try inspect("format: sales-csv\nstatuses: {pending: [x]}\n")
        #expect(outcome.exit == 78)
        #expect(outcome.err.contains("pending"))
    }

    @Test func aFileIsShownAsPeopleReadIt() throws {
        let outcome = try inspect(
            "format: payout-csv\nnumbers: {decimal: \".\"}\n",
            "payout,date,kind,gross,fee,net\nP1,2026-09-03,sale,100.00,3.20,96.80\n"
                + "P1,2026-09-04,gift,1.00,0.00,1.00\n")
        #expect(outcome.exit == 0)
        #expect(outcome.out.contains("payouts 1  EUR  101.00 − 3.20 = 97.80 (2)"))
        #expect(outcome.out.contains("transaction-kind"))
    }

    private func inspect(
        _ preset: String, _ file: String = "date,kind,gross,net\n2026-09-03,sale,1.00,1.00\n"
    ) throws -> Program.Outcome {
        let scratch = try Scratch()
        try scratch.write("shared/presets/own.yml", preset)
        try scratch.write("file.csv", file)
        return try Program.run(
            "monthend",
            [
                "inspect", "--preset", "own", "--shared", scratch.path + "/shared",
                scratch.path + "/file.csv",
            ])
    }
}
