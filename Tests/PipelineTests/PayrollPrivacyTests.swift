import Foundation
import Testing

/// Nothing of a person leaves a pay file: a source with faults of every kind, and every byte that
/// a run leaves behind, but the archive's copy, searched for the names and amounts of its rows.
@Suite struct PayrollPrivacyTests {
    private static let names = [
        "Zephirine", "Quattlebaum", "Oktawia", "Wyszkowska", "EMP-77341", "EMP-88452", "Xylander",
    ]
    /// Amounts of persons: their digits stand nowhere else.
    private static let amounts = [
        "31415.92", "2718.28", "4669.20", "23357.44", "16180.33", "1414.21", "7320.50", "7445.62",
        "57721.56", "66260.70", "29979.24", "13806.49", "48481.36",
    ]

    private static let header =
        "journal,pay_date,period_from,period_to,employee,element,agency,due_date,account,debit,"
        + "credit,amount,currency,description\n"

    private func row(
        _ journal: String, _ employee: String, _ element: String, _ amount: String,
        agency: String = "", account: String = "", day: String = "2026-09-28",
        currency: String = ""
    ) -> String {
        "\(journal),\(day),2026-09-01,2026-09-30,\(employee),\(element),\(agency),,\(account),,,"
            + "\(amount),\(currency),pay of \(employee)\n"
    }

    /// Two persons: 31,415.92 − 2,718.28 − 4,669.20 − 671.00 = 23,357.44 and
    /// 16,180.33 − 1,414.21 − 7,320.50 = 7,445.62.
    private var good: String {
        let (one, two) = ("Zephirine Quattlebaum EMP-77341", "Oktawia Wyszkowska EMP-88452")
        return Self.header + row("SAL", one, "gross", "31415.92")
            + row("SAL", one, "employee_charge", "2718.28", agency: "FUND")
            + row("SAL", one, "income_tax", "4669.20") + row("SAL", one, "net_pay", "23357.44")
            + row("SAL", one, "employee_charge", "671.00", agency: "FUND")
            + row("SAL", two, "gross", "16180.33")
            + row("SAL", two, "employee_charge", "1414.21", agency: "FUND")
            + row("SAL", two, "income_tax", "7320.50") + row("SAL", two, "net_pay", "7445.62")
    }

    /// A journal of each fault: amount, date, balance, element, agency, account, currency, fields.
    private var faulty: String {
        let who = "Xylander"
        let bonus = [
            row("B1", who, "gross", "57721.56x"), row("B2", who, "gross", "57721.56", day: "28/9"),
            row("B3", who, "gross", "57721.56") + row("B3", who, "net_pay", "66260.70"),
            row("B4", who, who, "29979.24"), row("B5", who, "gross", "29979.24", agency: who),
            row("B6", who, "gross", "13806.49", account: who),
            row("B7", who, "gross", "13806.49", currency: who),
            row("B8", who, "gross", "1380649.555"), row("B9", who, "gross", ""),
            row("SAL", who, "gross", "48481.36") + row("SAL", who, "net_pay", "48481.36"),
            "B1,2026-09-28,2026-09-01,\(who),48481.36\n",
            row(who + "\u{22}quoted", who, "gross", "48481.36"),
        ]
        return Self.header + bonus.joined()
    }

    private func client() throws -> SmallClient {
        let client = try SmallClient()
        let sources = SmallClient.pipeline.replacingOccurrences(
            of: "mapping:",
            with: """
                  pay:
                    format: payroll-csv
                    path: pay/*.csv
                    elements:
                      gross: {account: "641"}
                      income_tax: {payable: "442"}
                      net_pay: {payable: "421"}
                    agencies: {FUND: {payable: "431"}}
                mapping:
                """)
        try client.scratch.write("client/pipeline.yml", sources)
        try client.scratch.write(
            "client/chart.csv",
            SmallClient.chart + """
                421,Net pay owed,liability,,payroll,
                431,Charges owed,liability,,payroll,
                442,Tax withheld,liability,,payroll,
                641,Wages,expense,,,

                """)
        return client
    }

    /// Decimal, grouped, with a comma, and in minor units.
    private static func forms(of amount: String) -> [String] {
        let digits = amount.filter { $0 != "." }
        let whole = String(amount.prefix(amount.count - 3))
        let cents = String(amount.suffix(2))
        func grouped(_ mark: String, _ point: String) -> String {
            let thousands = String(whole.prefix(max(0, whole.count - 3)))
            return thousands + (thousands.isEmpty ? "" : mark) + String(whole.suffix(3)) + point
                + cents
        }
        return [
            amount, digits, amount.replacingOccurrences(of: ".", with: ","), grouped(",", "."),
            grouped("\u{202F}", ","), grouped(" ", ","), grouped(".", ","),
        ]
    }

    private func expectNothing(of bytes: Data, in name: String) {
        for secret in Self.names + Self.amounts.flatMap(Self.forms) {
            #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name) shows \(secret)")
        }
    }

    @Test func noByteOfARunShowsAPersonOrHisPay() throws {
        let client = try client()
        try client.drop("pay/2026-09.csv", good)
        try client.drop("pay/bonus.csv", faulty)
        try client.drop("pay/cut.csv", String(good.dropLast(40)))
        try client.drop("pay/again.csv", good)
        let runs = [
            try client.run("-v"), try client.run(),
            try client.run("--lang", "fr"),
            try Program.run(
                "monthend",
                ["inspect", "--format", "json"]
                    + ["2026-09", "bonus"].map { client.path + "/inbox/pay/\($0).csv" }),
        ]
        for outcome in runs {
            expectNothing(of: Data((outcome.out + outcome.err).utf8), in: "the screen")
        }
        for name in ["journal", "general-ledger", "payroll-summary", "exceptions", "tie-out"] {
            for form in ["txt", "csv", "json"] {
                let outcome = try Program.run(
                    "monthend",
                    ["report", client.path, name, "-p", "2026-09", "--format", form])
                expectNothing(of: Data((outcome.out + outcome.err).utf8), in: name)
            }
        }
        let files = try client.scratch.contents("client")
        #expect(files.keys.contains { $0.hasPrefix("quarantine/") })
        #expect(files.keys.contains { $0.hasPrefix("runs/") })
        for (name, bytes) in files where !name.hasPrefix("archive/") {
            expectNothing(of: bytes, in: name)
        }
        // The test can fail: the archive's copies hold what is searched for.
        let archived = files.filter { $0.key.hasPrefix("archive/") }
        #expect(archived.count == 3)
        #expect(archived.values.contains { $0.range(of: Data("Quattlebaum".utf8)) != nil })
        try expectEverythingElse(client)
    }

    /// What there is to see: totals, codes, lines; the copies are their owner's.
    private func expectEverythingElse(_ client: SmallClient) throws {
        #expect(try client.closing("641") == "47596.25")
        #expect(try client.closing("421") == "-30803.06")
        let codes = Set(try client.findings().map { $0.split(separator: ",")[1] })
        #expect(
            codes.isSuperset(of: [
                "V-109", "V-108", "A-220", "V-160", "V-161", "V-111", "V-113", "A-213", "V-106",
                "I-308", "V-105", "I-301",
            ]))
        let rows = try client.scratch.text("client/quarantine/2026-09/rows.csv")
        #expect(rows.contains("\"pay/bonus.csv\",2,rejected,V-109,\"\"\n"))
        let archive = client.path + "/archive"
        for name in FileManager.default.enumerator(atPath: archive)?.allObjects ?? [] {
            let path = archive + "/\(name)"
            let facts = try FileManager.default.attributesOfItem(atPath: path)
            guard facts[.type] as? FileAttributeType == .typeRegular else { continue }
            #expect(facts[.posixPermissions] as? Int == 0o600, "\(name)")
        }
    }

    /// The book as SQL text, where the tool is at hand.
    @Test func theBookAsTextShowsNothing() throws {
        let tool = "/usr/bin/sqlite3"
        guard FileManager.default.fileExists(atPath: tool) else { return }
        let client = try client()
        try client.drop("pay/2026-09.csv", good)
        try client.drop("pay/bonus.csv", faulty)
        try client.run()
        let dump = try Program.run(tool, [client.path + "/book.sqlite", ".dump"])
        #expect(dump.out.contains("INSERT INTO payroll_element"))
        expectNothing(of: Data(dump.out.utf8), in: "the book")
    }

    /// `privacy: full` says what is wrong, and shows the rows.
    @Test func theClientMayOptOut() throws {
        let client = try client()
        let open = try client.scratch.text("client/pipeline.yml").replacingOccurrences(
            of: "path: pay/*.csv", with: "path: pay/*.csv\n    privacy: full")
        try client.scratch.write("client/pipeline.yml", open)
        try client.drop("pay/bonus.csv", faulty)
        try client.run()
        #expect(try client.report("exceptions").contains { $0.contains("57721.56x") })
        let rows = try client.scratch.text("client/quarantine/2026-09/rows.csv")
        #expect(rows.contains("Xylander"))
    }
}

/// What `inspect` shows of pay files: totals, in the fields of DESIGN §4.
@Suite struct InspectedPayrollTests {
    @Test(arguments: [
        (
            "monthly/inbox/paie/2026-09.csv",
            "\"count\":1,\"lines\":9,\"gross\":\"5100.00\",\"employee\":\"1020.00\","
                + "\"employer\":\"1910.00\",\"net_pay\":\"3750.00\",\"currency\":\"EUR\""
        ),
        (
            "datev/inbox/lohn/EXTF_2026-09.csv",
            "\"count\":1,\"lines\":7,\"gross\":null,\"employee\":null,\"employer\":null,"
                + "\"net_pay\":null,\"currency\":\"EUR\""
        ),
    ])
    func totals(_ file: String, _ expected: String) throws {
        let path = Program.root + "/fixtures/payroll/" + file
        let outcome = try Program.run("monthend", ["inspect", "--format", "json", path])
        #expect(outcome.exit == 0)
        #expect(outcome.out.contains("\"documents\":{\"kind\":\"payroll\"," + expected + "}"))
    }
}
