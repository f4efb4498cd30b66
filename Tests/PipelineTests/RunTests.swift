import Foundation
import Glibc
import Testing

/// What a run does with bad input, with the same input again, and with settings that change.
@Suite struct RunTests {
    @Test func rejectedRowsAreJudgedAgainOnceTheChartKnowsTheAccount() throws {
        let client = try SmallClient()
        try client.drop(
            "journal/od.csv",
            """
            journal,voucher,line,date,account,party,debit,credit,currency,description
            OD,1,1,2026-09-10,699,,40.00,0.00,EUR,Sundry
            OD,1,2,2026-09-10,500,,0.00,40.00,EUR,Sundry
            OD,2,1,2026-09-11,600,,10.00,0.00,EUR,Stock
            OD,2,2,2026-09-11,500,,0.00,10.00,EUR,Stock

            """)
        #expect(try client.run().exit == 1)
        #expect(try client.closing("500") == "-10.00")
        #expect(try client.findings() == ["error,V-111,account-unknown,journal/od.csv,2"])
        try client.scratch.write(
            "client/chart.csv", SmallClient.chart + "699,Sundries,expense,,,\n")
        let again = try client.run()
        #expect(again.exit == 0, "\(again.out)")
        #expect(try client.closing("500") == "-50.00")
        #expect(try client.closing("699") == "40.00")
        #expect(try client.findings() == [])
        let control = try client.report("control").first { $0.contains(",rows,") }
        #expect(control?.hasSuffix(",rows,4,4,0,0,0,0") == true)
        let third = try client.run()
        #expect(third.out.contains("batch 2"))
        #expect(try Program.run("monthend", ["verify", client.path]).exit == 0)
    }

    @Test func aNewMappingRuleReclassifiesSuspense() throws {
        let client = try SmallClient()
        try client.drop(
            "camt/a.xml",
            camt(
                opening: "100.00", closing: "70.00",
                entries: [("30.00", true, "2026-09-05", "INSURANCE POLICY 7")]))
        #expect(try client.run().exit == 0)
        #expect(try client.closing("470") == "30.00")
        let rule = "    - {when: {text: \"INSURANCE\"}, account: \"600\"}\n"
        try client.scratch.write("client/pipeline.yml", SmallClient.pipeline + rule)
        #expect(try client.run().exit == 0)
        #expect(try client.closing("470") == "0.00")
        #expect(try client.closing("600") == "30.00")
        #expect(try client.closing("500") == "-30.00")
        let journal = try client.report("journal")
        #expect(journal.filter { $0.contains("reclassified") }.count == 2)
        #expect(try client.run().out.contains("batch 2"))
    }

    @Test func aCorrectedFilePostsWhatWasMissingOnce() throws {
        let client = try SmallClient()
        let header =
            "kind,party,number,date,due_date,currency,account,description,net,tax_code,"
            + "tax,gross,total\n"
        let good =
            "invoice,C1,F1,2026-09-02,2026-10-02,EUR,700,Beans,100.00,S20,20.00,120.00,120.00\n"
        let bad = "invoice,C1,F2,2026-09-03,2026-10-03,EUR,700,Beans,50.00,S20,12.00,62.00,62.00\n"
        try client.drop("invoices/one.csv", header + good + bad)
        #expect(try client.run().exit == 1)
        #expect(try client.closing("410") == "120.00")
        let mended = bad.replacingOccurrences(of: "12.00,62.00,62.00", with: "10.00,60.00,60.00")
        try client.drop("invoices/one.csv", header + good + mended)
        _ = try client.run()
        #expect(try client.closing("410") == "180.00")
        #expect(try client.closing("447") == "-30.00")
    }

    @Test func aTypoInSettingsIsNamedWithItsPlace() throws {
        let client = try SmallClient()
        try client.scratch.write(
            "client/pipeline.yml",
            SmallClient.pipeline.replacingOccurrences(of: "mapping:", with: "maping:"))
        let outcome = try client.run()
        #expect(outcome.exit == 78)
        #expect(outcome.err.contains("pipeline.yml:12:1"), "\(outcome.err)")
        #expect(outcome.err.contains("maping"))
        #expect(outcome.err.contains("mapping"))
    }

    @Test(arguments: [
        ("start: 2026-09-01", "start: 2026-13-01", "start"),
        ("currency: EUR", "currency: EUX", "currency"),
        ("account: \"500\"", "account: 500", "500"),
        ("{GB33BUKB20201555555555: \"500\"}", "{GB33BUKB20201555555555: \"999\"}", "999"),
        ("format: camt", "format: kamt", "kamt"),
        ("chart: chart.csv", "chart: none.csv", "none.csv"),
        ("client: {", "client: [", "pipeline.yml"),
    ])
    func wrongSettingsAreConfigurationErrors(_ was: String, _ now: String, _ named: String) throws {
        let client = try SmallClient()
        try client.scratch.write(
            "client/pipeline.yml",
            SmallClient.pipeline.replacingOccurrences(of: was, with: now))
        let outcome = try client.run()
        #expect([78, 74].contains(outcome.exit), "\(outcome.exit) \(outcome.err)")
        #expect(outcome.err.contains(named), "\(outcome.err)")
        #expect(!FileManager.default.fileExists(atPath: client.path + "/book.sqlite"))
    }

    @Test func badFilesAreNamedAndTheOthersPost() throws {
        let client = try SmallClient()
        let good = camt(
            opening: "0.00", closing: "25.00", entries: [("25.00", false, "2026-09-01", "FEE")])
        try client.drop("camt/good.xml", good)
        try client.drop("camt/cut.xml", String(good.prefix(400)))
        try client.drop(
            "camt/doctype.xml",
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n" + good)
        try client.drop(
            "camt/wrong.xml",
            good.replacingOccurrences(of: ">25.00<", with: ">26.00<")
                .replacingOccurrences(
                    of: "<Amt Ccy=\"EUR\">26.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>",
                    with: "<Amt Ccy=\"EUR\">24.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>"))
        try client.drop("stray/readme.txt", "not a drop of any source")
        let outcome = try client.run()
        #expect(outcome.exit == 1, "\(outcome.err)")
        #expect(try client.closing("500") == "25.00")
        let findings = try client.findings()
        for expected in [
            "error,V-102,file-truncated,camt/cut.xml",
            "error,V-103,doctype-refused,camt/doctype.xml",
            "error,A-201,statement-balance,camt/wrong.xml",
            "error,V-123,source-unmatched,stray/readme.txt",
        ] {
            #expect(findings.contains { $0.hasPrefix(expected) }, "\(expected) in \(findings)")
        }
        #expect(outcome.out.contains("the proof holds"))
        let archived = try client.scratch.contents("client/archive")
        #expect(archived.count == 5)
        #expect(try client.scratch.contents("client/inbox").isEmpty)
    }

    @Test func whatIsNoDropIsToldAndStays() throws {
        let client = try SmallClient()
        try client.drop("list/a.csv", "date,amount,text\n2026-09-01,5.00,FEE\n")
        let inbox = client.path + "/inbox/list/"
        #expect(symlink("/etc/passwd", inbox + "link.csv") == 0)
        #expect(mkfifo(inbox + "pipe.csv", 0o644) == 0)
        let name = Array((inbox + "caf").utf8CString.dropLast()) + [CChar(bitPattern: 0xE9), 0]
        let file = fopen(name, "w")
        fputs("date,amount,text\n2026-09-02,7.00,FEE\n", file)
        fclose(file)
        for _ in 1...2 {
            let outcome = try client.run()
            #expect(outcome.exit == 1, "\(outcome.err)")
            for told in [
                "error I-321 drop-kind  list/link.csv", "error I-321 drop-kind  list/pipe.csv",
                "error I-320 drop-name  list/caf\\xE9",
            ] {
                #expect(outcome.out.contains(told), "\(told) in \(outcome.out)")
            }
        }
        #expect(try client.closing("500") == "5.00")
        #expect(access(name, F_OK) == 0)
    }

    @Test func verifyMissesAnOriginalThatIsGone() throws {
        let client = try SmallClient()
        let text = "date,amount,text\n2026-09-01,5.00,FEE\n"
        try client.drop("list/a.csv", text)
        #expect(try client.run().exit == 0)
        try FileManager.default.removeItem(atPath: client.path + "/archive")
        let missing = try Program.run("monthend", ["verify", client.path])
        #expect(missing.exit == 4)
        #expect(missing.out.contains("not in the archive: list/a.csv"))
        // As after a run that was broken off before it archived: the drop is still there.
        try client.drop("list/a.csv", text)
        #expect(try Program.run("monthend", ["verify", client.path]).exit == 0)
    }

    @Test(arguments: ["log", "findings.ndjson"])
    func verifySeesAChangedRecordOfARun(name: String) throws {
        let client = try SmallClient()
        try client.drop("list/a.csv", "date,amount,text\n2026-09-01,5.00,FEE\n")
        #expect(try client.run().exit == 0)
        let runs = client.path + "/runs/"
        let run = try #require(FileManager.default.contentsOfDirectory(atPath: runs).first)
        try "nothing\n".write(
            toFile: runs + run + "/" + name, atomically: true, encoding: .utf8)
        #expect(try Program.run("monthend", ["verify", client.path]).exit == 4)
    }

    @Test func exportKeepsEveryTextOnItsLine() throws {
        let client = try SmallClient()
        try client.drop(
            "list/a.csv",
            "date,amount,text\n2026-09-01,5.00,\"COFFEE; \"\"TWO\"\" | one  \\\n(x)\"\n")
        _ = try client.run()
        func exported(_ name: String) throws -> [String] {
            let outcome = try Program.run(
                "monthend", ["export", client.path, name, "-p", "2026-09"])
            #expect(outcome.exit == 0, "\(outcome.err)")
            return outcome.out.split(separator: "\n").map(String.init)
        }
        let hledger = try exported("hledger")
        let entry = try #require(hledger.firstIndex { $0.hasPrefix("2026-09-01") })
        #expect(hledger[entry].hasPrefix("2026-09-01 * COFFEE- \"TWO\" - one \\"))
        #expect(hledger[entry...].count == 5)
        #expect(hledger[entry + 2] == "  ; file:list/a.csv:2")
        let beancount = try exported("beancount")
        let twin = try #require(beancount.firstIndex { $0.hasPrefix("2026-09-01 *") })
        #expect(beancount[twin].hasPrefix("2026-09-01 * \"COFFEE; \\\"TWO\\\" | one"))
        #expect(beancount[twin...].count == 6)
        #expect(try Program.run("monthend", ["export", client.path, "gnucash"]).exit == 64)
    }

    @Test func copyOfARefusedFileRepeatsItsRefusal() throws {
        let client = try SmallClient()
        let good = camt(
            opening: "0.00", closing: "10.00",
            entries: [("10.00", false, "2026-09-01", "TABLE 4")])
        for name in ["cut", "again", "and-again"] {
            try client.drop("camt/\(name).xml", String(good.prefix(400)))
            #expect(try client.run().exit == 1)
        }
        let refusals = try client.findings().filter { $0.contains(",V-102,") }
        #expect(refusals.count == 3, "\(refusals)")
        for name in ["cut", "again", "and-again"] {
            #expect(refusals.contains { $0.contains("camt/\(name).xml") })
        }
    }

    @Test func twoEqualPaymentsStayTwoAndTheSameFileUnderAnotherNameIsOne() throws {
        let client = try SmallClient()
        let text = camt(
            opening: "0.00", closing: "20.00",
            entries: [
                ("10.00", false, "2026-09-01", "TABLE 4"),
                ("10.00", false, "2026-09-01", "TABLE 4"),
            ])
        try client.drop("camt/a.xml", text)
        try client.drop("camt/b.xml", text)
        _ = try client.run()
        #expect(try client.closing("500") == "20.00")
        #expect(
            try client.findings().contains { $0.hasPrefix("info,I-301,duplicate-file,camt/b.xml") })
    }

    @Test func lookalikeRowsOfTwoListsAreHeldUntilTheSourceSaysHowItExports() throws {
        let client = try SmallClient()
        try client.drop("list/a.csv", "date,amount,text\n2026-09-01,5.00,COFFEE\n")
        try client.drop(
            "list/b.csv", "date,amount,text\n2026-09-01,5.00,COFFEE\n2026-09-01,7.00,TEA\n")
        #expect(try client.run().exit == 1)
        #expect(try client.closing("500") == "12.00")
        #expect(try client.findings().contains { $0.hasPrefix("error,I-304,row-lookalike") })
        let settled = SmallClient.pipeline.replacingOccurrences(
            of: "path: list/*.csv,", with: "path: list/*.csv, exports: consecutive,")
        try client.scratch.write("client/pipeline.yml", settled)
        #expect(try client.run().exit == 0)
        #expect(try client.closing("500") == "17.00")
    }

    @Test func aPackThatChangesIsKeptAndTheChangeNamed() throws {
        let client = try SmallClient()
        try client.drop("list/a.csv", "date,amount,text\n2026-09-01,-5.00,RENT\n")
        _ = try client.run()
        try client.drop("list/b.csv", "date,amount,text\n2026-09-02,-7.00,RENT\n")
        let outcome = try client.run()
        #expect(outcome.out.contains("I-309 period-restated"), "\(outcome.out)")
        #expect(outcome.out.contains("trial-balance.csv: 500"))
        let kept = try client.scratch.text("client/reports/2026-09/superseded/1/trial-balance.csv")
        #expect(kept.contains("500,Bank,0.00,0.00,0.00,5.00,0.00,5.00"))
    }

    /// A run that was killed while it put the old pack aside: the next one goes on.
    @Test func aPackHalfPutAsideIsKeptWhole() throws {
        let client = try SmallClient()
        try client.drop("list/a.csv", "date,amount,text\n2026-09-01,-5.00,RENT\n")
        _ = try client.run()
        let pack = client.path + "/reports/2026-09"
        let kept = pack + "/superseded/1"
        let names = try FileManager.default.contentsOfDirectory(atPath: pack).sorted()
        try FileManager.default.createDirectory(
            atPath: kept, withIntermediateDirectories: true)
        for name in names where name.hasPrefix("t") {
            try FileManager.default.moveItem(atPath: pack + "/" + name, toPath: kept + "/" + name)
        }
        let moved = try FileManager.default.contentsOfDirectory(atPath: kept)
        #expect(moved.contains("trial-balance.csv") && !moved.contains("MANIFEST"))
        try client.drop("list/b.csv", "date,amount,text\n2026-09-02,-7.00,RENT\n")
        _ = try client.run()
        #expect(try FileManager.default.contentsOfDirectory(atPath: kept).sorted() == names)
        let old = try client.scratch.text("client/reports/2026-09/superseded/1/trial-balance.csv")
        #expect(old.contains("500,Bank,0.00,0.00,0.00,5.00,0.00,5.00"))
    }

    @Test func misdatedRowsAreNamedInEveryPeriod() throws {
        let client = try SmallClient()
        try client.drop(
            "list/a.csv", "date,amount,text\n2026-08-31,1.00,RENT\n2031-01-01,2.00,RENT\n")
        #expect(try client.run().exit == 1)
        let codes = try client.findings().map { String($0.split(separator: ",")[1]) }
        #expect(codes == ["V-119", "V-121"])
    }

    /// Stores are numbered as they come and posted in order of their names: the chain holds.
    @Test func storesOfADayInAnyOrderLeaveTheBookWhole() throws {
        let client = try SmallClient()
        try client.drop(
            "tills/day.csv",
            """
            store,business_day,order,gross,tender
            south,2026-09-02,1,10.00,card
            east,2026-09-02,2,20.00,card
            north,2026-09-01,3,30.00,card
            south,2026-09-02,4,5.00,card

            """)
        #expect(try client.run().exit == 0)
        #expect(try client.closing("511") == "65.00")
        #expect(try client.report("journal").count == 6)
        let verified = try Program.run("monthend", ["verify", client.path])
        #expect(verified.exit == 0, "\(verified.err)")
    }

    /// A preset says how a bank writes its files; the client's source says where they post.
    @Test func aPresetReadsABankWithSignsFeesStatusesAndSeveralTexts() throws {
        let client = try SmallClient()
        let scratch = client.scratch
        try scratch.write(
            "shared/presets/bank.yml",
            """
            format: bank-csv
            delimiter: ";"
            dates: DD/MM/YYYY
            numbers: {decimal: ","}
            columns: {date: Day, amount: Sum, sign: Side, fee: Cost, balance: Left, \
            status: State, text: [Name, Why]}
            signs: {debit: [Af], credit: [Bij]}
            statuses: {post: [DONE], ignore: [OPEN]}

            """)
        let yaml = SmallClient.pipeline.replacing(
            "  vouchers:",
            with: "  preset: {preset: bank, path: preset/*, account: \"500\"}\n  vouchers:")
        try scratch.write("client/pipeline.yml", yaml)
        try client.drop(
            "preset/a.csv",
            """
            Day;Name;Why;Sum;Side;Cost;Left;State
            02/09/2026;RENT;September;1.000,00;Af;0,00;-1000,00;DONE
            03/09/2026;Sale;;50,00;Bij;1,50;-951,50;DONE
            04/09/2026;Hotel;;70,00;Af;0,00;-951,50;OPEN

            """)
        let run = try client.run()
        #expect(run.exit <= 1, "\(run.err)")
        #expect(try client.closing("500") == "-951.50")
        #expect(try client.closing("610") == "1000.00")
        #expect(try client.report("journal").contains { $0.contains(",RENT September,") })
        let control = try client.report("control")
        #expect(control.contains { $0.hasSuffix(",rows,3,2,0,0,1,0") }, "\(control)")
        try scratch.write(
            "client/pipeline.yml", yaml.replacing("preset: bank", with: "preset: bnak"))
        let unknown = try client.run()
        #expect(unknown.exit == 78)
        #expect(unknown.err.contains("bnak") && unknown.err.contains("bank"), "\(unknown.err)")
    }
}
