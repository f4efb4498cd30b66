import Foundation
import Testing

/// Real files that nobody here wrote; skipped, and said so, where they are not at hand.
@Suite(.enabled(if: Program.hasCorpus, "the corpus is not beside the repository"))
struct CorpusTests {
    private struct Listed {
        var file: String
        var account: String
        var currency: String
        var opening: String
        var closing: String
        var addsUp: Bool
    }

    private func listed(_ prefix: String) throws -> [Listed] {
        let table = try Program.text(Program.corpus + "/balances.share.tsv")
        return table.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count > 8, fields[0].hasPrefix(prefix) else { return nil }
            return Listed(
                file: String(fields[0]), account: String(fields[1]), currency: String(fields[2]),
                opening: String(fields[3]), closing: String(fields[6]),
                addsUp: fields[7] == "yes")
        }
    }

    /// At least 95 % of the corpus's camt statements read as an independent reader read them.
    @Test func camtStatementsAgree() throws {
        let tool = Program.root + "/../shared/tools/statement-conformance"
        let outcome = try Program.run(
            "/usr/bin/env",
            ["python3", tool, Program.products + "/monthend", "--format", "camt", "--list"])
        let numbers = outcome.out.split(separator: " ").compactMap { Int($0) }
        let agreed = try #require(numbers.first)
        let all = try #require(numbers.dropFirst().first)
        #expect(all >= 100)
        #expect(agreed * 100 >= all * 95, "\(outcome.out)")
        print("CORPUS camt agreed=\(agreed) of=\(all)")
    }

    /// Every camt.053 statement that adds up, run in a client of its own: bank = closing.
    @Test func camtStatementsThatAddUpPostToTheirClosing() throws {
        let rows = try listed("camt/").filter { $0.addsUp && !$0.file.contains("!") }
        // Statements of one account in one file follow each other: first opening, last closing.
        let accounts = Dictionary(grouping: rows) { $0.file + " " + $0.account }
        var ran = 0
        for (_, statements) in accounts.sorted(by: { $0.key < $1.key }) {
            guard var statement = statements.first, let last = statements.last else { continue }
            statement.closing = last.closing
            let file = statement.file
            let text = String(
                decoding: try Data(contentsOf: URL(fileURLWithPath: Program.corpus + "/" + file)),
                as: UTF8.self)
            guard text.contains("BkToCstmrStmt") else { continue }
            let closing = try run(file, statement)
            #expect(closing == normal(statement.closing), "\(file)")
            ran += statements.count
        }
        #expect(ran >= 15)
        print("CORPUS camt053-run statements=\(ran)")
    }

    private func run(_ file: String, _ statement: Listed) throws -> String {
        let client = try SmallClient()
        let opening = normal(statement.opening)
        let isDebit = !opening.hasPrefix("-")
        let size = isDebit ? opening : String(opening.dropFirst())
        try client.scratch.write(
            "client/pipeline.yml",
            SmallClient.pipeline
                .replacingOccurrences(of: "start: 2026-09-01", with: "start: 2000-01-01")
                .replacingOccurrences(of: "currency: EUR", with: "currency: \(statement.currency)")
                .replacingOccurrences(of: "GB33BUKB20201555555555", with: statement.account)
                .replacingOccurrences(
                    of: "mapping:",
                    with: "  opening: {format: opening-csv, path: opening.csv}\nmapping:"
                ))
        let sides = isDebit ? ("\(size),0", "0,\(size)") : ("0,\(size)", "\(size),0")
        try client.drop(
            "opening.csv",
            "account,party,document,date,due_date,debit,credit\n"
                + "500,,,,,\(sides.0)\n110,,,,,\(sides.1)\n")
        let data = try Data(contentsOf: URL(fileURLWithPath: Program.corpus + "/" + file))
        try client.scratch.write("client/inbox/camt/statement.xml", data)
        let outcome = try Program.run("monthend", ["run", client.path, "-p", "2026-09"])
        #expect(outcome.exit <= 1, "\(file): \(outcome.err)")
        return normal(try client.closing("500"))
    }

    /// An amount without needless zeros, for comparing.
    private func normal(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var view = text[...]
        while view.last == "0" { view.removeLast() }
        if view.last == "." { view.removeLast() }
        return view == "-0" ? "0" : String(view)
    }

    /// 51 orders, INR 590,683.29; the unpaid ones stand in receivables by name.
    @Test func theShopifyExportPosts() throws {
        let client = try SmallClient()
        try client.scratch.write(
            "client/pipeline.yml",
            SmallClient.pipeline
                .replacingOccurrences(of: "start: 2026-09-01", with: "start: 2025-01-01")
                .replacingOccurrences(of: "currency: EUR", with: "currency: INR")
                .replacingOccurrences(of: "mapping:", with: shopify + "mapping:"))
        let folder =
            Program.corpus + "/sales/ramkumar03ace__Shopify-Data-Ingestion-Insights-Service"
        let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/orders_export_1.csv"))
        try client.scratch.write("client/inbox/shop/orders.csv", data)
        let outcome = try Program.run("monthend", ["run", client.path, "-p", "2025-12"])
        #expect(outcome.exit == 0, "\(outcome.out)")
        let rows = try client.report("aged-receivables", period: "2025-12")
        #expect(rows.count == 48)
        #expect(rows.allSatisfy { !$0.hasPrefix(",") })
        let sales = try client.closing("700", period: "2025-12")
        let tax = try client.closing("447", period: "2025-12")
        let discounts = try client.closing("709", period: "2025-12")
        let total = [sales, tax, discounts].map {
            Int64($0.replacingOccurrences(of: ".", with: "")) ?? 0
        }
        #expect(total.reduce(0, +) == -59_068_329, "\(sales) \(tax) \(discounts)")
    }

    private var shopify: String {
        """
          shop:
            preset: shopify-orders
            path: shop/*.csv
            taxes: {CGST 9%: S20, SGST 9%: S20}
            clearing: {default: "511", manual: "511"}
            revenue: {default: "700"}

        """
    }

    /// JSONTestSuite: what must parse parses, what must not is refused.
    @Test func jsonTestSuite() throws {
        let folder = Program.corpus + "/json/nst__JSONTestSuite"
        var accepted = 0
        var refused = 0
        for name in FileManager.default.enumerator(atPath: folder)?.allObjects ?? [] {
            guard let name = name as? String, name.hasSuffix(".json") else { continue }
            let base = (name as NSString).lastPathComponent
            guard base.hasPrefix("y_") || base.hasPrefix("n_") else { continue }
            let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
            let isGood = JSONProbe.accepts(Array(data))
            // RFC 8259 lets keys repeat; for books a key that stands twice reads two ways.
            if base.hasPrefix("y_object_duplicated_key") {
                #expect(!isGood, "\(base)")
                continue
            }
            #expect(isGood == base.hasPrefix("y_"), "\(base)")
            if base.hasPrefix("y_") { accepted += 1 } else { refused += 1 }
        }
        #expect(accepted >= 60)
        #expect(refused >= 100)
        print("CORPUS json accepted=\(accepted) refused=\(refused)")
    }

    /// defusedxml's bombs and external entities: all refused, nothing opened besides the file.
    @Test func hostileXMLIsRefused() throws {
        let folder = Program.corpus + "/xmltorture/tiran__defusedxml"
        var files: [String] = []
        for name in FileManager.default.enumerator(atPath: folder)?.allObjects ?? [] {
            guard let name = name as? String, name.hasSuffix(".xml") else { continue }
            let text = String(
                decoding: try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)),
                as: UTF8.self)
            if text.contains("<!DOCTYPE") || text.contains("<!ENTITY") { files.append(name) }
        }
        #expect(files.count >= 7)
        for name in files {
            let outcome = try Program.run(
                "monthend", ["inspect", "--format", "json", folder + "/" + name])
            #expect(outcome.exit == 1, "\(name)")
            #expect(outcome.out.contains("V-103"), "\(name): \(outcome.out)")
        }
    }

    /// csv-spectrum: every file reads into the cells its JSON twin states.
    @Test func csvSpectrum() throws {
        let folder = Program.corpus + "/csvtorture/maxogden__csv-spectrum"
        var compared = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder + "/csvs").sorted() {
            let base = (name as NSString).deletingPathExtension
            let csv = try Data(contentsOf: URL(fileURLWithPath: folder + "/csvs/" + name))
            let path = folder + "/json/\(base).json"
            guard let json = FileManager.default.contents(atPath: path),
                let rows = try JSONSerialization.jsonObject(with: json) as? [[String: String]]
            else { continue }
            let cells = try CSVProbe.rows(Array(csv))
            let header = try #require(cells.first)
            let read = cells.dropFirst().map {
                Dictionary(zip(header, $0).map { ($0, $1) }, uniquingKeysWith: { a, _ in a })
            }
            #expect(Array(read) == rows, "\(name)")
            compared += 1
        }
        #expect(compared >= 8)
        print("CORPUS csv-spectrum files=\(compared)")
    }
}
