import Foundation
import Testing

/// The built program and the places of the repository, for tests that run it as its users do.
enum Program {
    /// The repository's root.
    static let root: String = {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/")
    }()

    /// The folder of the built products, beside the test bundle.
    ///
    /// `MONTHEND_PRODUCTS` names another one: `make test` runs the release program.
    static let products: String = {
        if let named = ProcessInfo.processInfo.environment["MONTHEND_PRODUCTS"] { return named }
        let first = CommandLine.arguments.first { $0.contains(".xctest") } ?? ""
        let bundle = first.split(separator: "/").prefix { !$0.hasSuffix(".xctest") }
        let beside = "/" + bundle.joined(separator: "/")
        return FileManager.default.fileExists(atPath: beside + "/monthend")
            ? beside : root + "/.build/debug"
    }()

    static let corpus = root + "/../shared/corpus"
    static var hasCorpus: Bool { FileManager.default.fileExists(atPath: corpus + "/README.md") }

    struct Outcome {
        var exit: Int32
        var out: String
        var err: String
    }

    /// Runs a program to its end.
    static func run(
        _ name: String = "monthend", _ arguments: [String], input: String? = nil,
        in folder: String = root
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(
            fileURLWithPath: name.hasPrefix("/") ? name : products + "/" + name)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        let scratch = try Scratch()
        let out = scratch.path + "/out"
        let err = scratch.path + "/err"
        for path in [out, err] { try Data().write(to: URL(fileURLWithPath: path)) }
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: out))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: err))
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let signal = process.terminationReason == .uncaughtSignal
        return Outcome(
            exit: signal ? 128 + process.terminationStatus : process.terminationStatus,
            out: try text(out), err: try text(err))
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }
}

/// A folder of its own, gone with the test.
final class Scratch {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "monthend-test-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file below the folder, with the folders above it.
    func write(_ name: String, _ text: String) throws {
        try write(name, Data(text.utf8))
    }

    func write(_ name: String, _ data: Data) throws {
        let target = path + "/" + name
        let parent = (target as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(
            atPath: parent, withIntermediateDirectories: true)
        try data.write(to: URL(fileURLWithPath: target))
    }

    func text(_ name: String) throws -> String { try Program.text(path + "/" + name) }

    /// Every file below the folder with its bytes.
    func contents(_ folder: String = "") throws -> [String: Data] {
        let base = folder.isEmpty ? path : path + "/" + folder
        var found: [String: Data] = [:]
        for name in FileManager.default.enumerator(atPath: base)?.allObjects ?? [] {
            guard let name = name as? String else { continue }
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(
                atPath: base + "/" + name, isDirectory: &isFolder)
            if !isFolder.boolValue {
                found[name] = try Data(contentsOf: URL(fileURLWithPath: base + "/" + name))
            }
        }
        return found
    }
}

/// A small English client in a scratch folder, with one source of every kind.
struct SmallClient {
    let scratch: Scratch
    var path: String { scratch.path + "/client" }

    static let chart = """
        code,name,kind,parent,role,currency
        110,Retained earnings,equity,,retained,
        120,Profit of last year,equity,,result_profit,
        129,Loss of last year,equity,,result_loss,
        400,Payables,liability,,payable,
        410,Receivables,asset,,receivable,
        447,Output tax,liability,,,
        470,Suspense,liability,,suspense,
        500,Bank,asset,,bank,
        511,Card clearing,asset,,clearing,
        518,Receipts in transit,asset,,receipts_in_transit,
        519,Payments in transit,liability,,payments_in_transit,
        580,Transfers,asset,,transfers,
        600,Purchases,expense,,,
        610,Rent,expense,,,
        700,Sales,income,,,
        709,Returns,income,,returns,

        """

    static let pipeline = """
        monthend: 1
        client: {name: Small Ltd, start: 2026-09-01, currency: EUR, fiscal_year_start: 01-01, \
        timezone: Europe/London, language: en}
        chart: chart.csv
        taxes: taxes.csv
        parties: parties.csv
        sources:
          camt: {format: camt, path: "camt/*.xml", accounts: {GB33BUKB20201555555555: "500"}}
          list: {format: bank-csv, path: list/*.csv, account: "500", numbers: {decimal: "."}}
          vouchers: {format: journal-csv, path: journal/*.csv}
          invoices: {format: documents-csv, side: receivable, path: invoices/*.csv}
          tills: {format: sales-csv, path: tills/*, clearing: {card: "511"}, \
        revenue: {default: "700"}}
        mapping:
          rules:
            - {when: {text: "RENT"}, account: "610"}

        """

    init() throws {
        scratch = try Scratch()
        try scratch.write("client/pipeline.yml", SmallClient.pipeline)
        try scratch.write("client/chart.csv", SmallClient.chart)
        try scratch.write(
            "client/taxes.csv",
            "code,rate,from,to,kind,due,recoverable_percent,account,waiting_account\n"
                + "S20,20,,,output,invoice,100,447,\n")
        try scratch.write(
            "client/parties.csv",
            "id,name,kind,terms_days,iban,vat_number,alias\nC1,Customer One,customer,30,,,\n")
    }

    func drop(_ name: String, _ text: String) throws {
        try scratch.write("client/inbox/" + name, text)
    }

    @discardableResult
    func run(_ more: String...) throws -> Program.Outcome {
        try Program.run("monthend", ["run", path, "-p", "2026-09"] + more)
    }

    /// A report of the books as CSV lines, the header left out.
    func report(_ name: String, period: String = "2026-09") throws -> [String] {
        let outcome = try Program.run(
            "monthend", ["report", path, name, "-p", period, "--format", "csv"])
        return outcome.out.split(separator: "\n").dropFirst().map(String.init)
    }

    /// Debits less credits of an account at the period's end, as text.
    func closing(_ account: String, period: String = "2026-09") throws -> String {
        let rows = try report("trial-balance", period: period)
        guard let row = rows.first(where: { $0.hasPrefix(account + ",") }) else { return "0.00" }
        let fields = row.split(separator: ",", omittingEmptySubsequences: false)
        return fields[7] == "0.00" ? String(fields[6]) : "-" + fields[7]
    }

    func findings() throws -> [String] {
        try report("exceptions").map {
            $0.split(separator: ",").prefix(5).joined(separator: ",")
        }
    }
}

/// A camt.053 statement as text.
func camt(
    id: String = "S1", opening: String, closing: String,
    entries: [(amount: String, isDebit: Bool, day: String, text: String)]
) -> String {
    func balance(_ type: String, _ amount: String) -> String {
        "<Bal><Tp><CdOrPrtry><Cd>\(type)</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">\(amount)</Amt>"
            + "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-09-30</Dt></Dt></Bal>\n"
    }
    let list = entries.map {
        "<Ntry><Amt Ccy=\"EUR\">\($0.amount)</Amt><CdtDbtInd>\($0.isDebit ? "DBIT" : "CRDT")"
            + "</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>\($0.day)</Dt></BookgDt>"
            + "<AddtlNtryInf>\($0.text)</AddtlNtryInf></Ntry>\n"
    }.joined()
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
        <Stmt><Id>\(id)</Id><Acct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id><Ccy>EUR</Ccy></Acct>
        \(balance("OPBD", opening))\(balance("CLBD", closing))\(list)</Stmt>
        </BkToCstmrStmt></Document>

        """
}

extension Scratch {
    /// The months of the sample clients.
    static let periods = ["2026-07", "2026-08", "2026-09"]

    /// Closes a month of a sample client, whose book and packs lie here.
    func close(_ client: String, _ period: String) throws -> Program.Outcome {
        try Program.run(
            "monthend",
            [
                "run", "pipelines/\(client)", "-p", period, "--inbox",
                "fixtures/\(client)/inbox", "--book", path + "/book.sqlite", "--out",
                path + "/pack/" + period,
            ])
    }

    /// Closes the three months of a sample client.
    func closeAll(_ client: String) throws {
        for period in Scratch.periods {
            let outcome = try close(client, period)
            #expect(outcome.exit <= 2, "\(outcome.err)")
        }
    }
}
