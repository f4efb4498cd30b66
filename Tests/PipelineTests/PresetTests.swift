import Foundation
import Testing

/// The presets that come with the program: none without its source and its proof.
@Suite struct PresetTests {
    private static let folder = Program.root + "/pipelines/shared/presets"
    private static let names: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { $0.hasSuffix(".yml") }.map { String($0.dropLast(4)) }.sorted()

    @Test func thereAreFortyOrMore() { #expect(PresetTests.names.count >= 40) }

    @Test(arguments: names)
    func tellsItsSourceAndHasACase(_ name: String) throws {
        let lines = try Program.text("\(PresetTests.folder)/\(name).yml").split(separator: "\n")
        let comment = lines.prefix { $0.hasPrefix("#") }
        #expect(comment.contains { $0.hasPrefix("# Source: ") })
        #expect(lines.count - comment.count <= 20, "a preset is short")
        let fixture = "\(Program.root)/fixtures/presets/\(name)/"
        #expect(try Program.text(fixture + "case.yml").contains("client: ../client-"))
        let journal = try Program.text(fixture + "expected/2026-09/journal.csv")
        #expect(journal.split(separator: "\n").count >= 9, "four rows or more post")
        let readme = try Program.text(Program.root + "/fixtures/presets/README.md")
        #expect(readme.contains("| `\(name)` |"))
    }

    @Test func aBankCSVWithAccountsNeedsNoSingleOne() throws {
        let client = try SmallClient()
        let yaml = SmallClient.pipeline.replacing(
            "  vouchers:",
            with: """
                  several:
                    format: bank-csv
                    path: several/*
                    columns: {date: Day, account: Account, amount: Sum}
                    accounts: {A 1: "500"}
                  vouchers:
                """)
        try client.scratch.write("client/pipeline.yml", yaml)
        try client.drop(
            "several/a.csv",
            "Account,Day,Sum\na1,2026-09-02,10.00\nB 2,2026-09-02,7.00\na1,2026-09-03,-4.00\n")
        let run = try client.run()
        #expect(run.exit == 1, "\(run.err)")
        #expect(try client.closing("500") == "6.00")
        let told = try client.report("exceptions")
        #expect(told.contains { $0.contains("bank-account-unmapped") && $0.contains("B 2") })
    }
}
