import Glibc

/// Writes sample drops: the months of the sample client, or one bulk file of any size.
@main
struct SampleData {
    static let usage = """
        SampleData client [--of CLIENT] --seed S --out DIR   the drops of pipelines/CLIENT
        SampleData parties [--of CLIENT]                     its parties.csv
        SampleData rates                                     rates.csv of atelier-nord
        SampleData items                                     items.csv of harbor-goods
        SampleData bank-csv|camt|sales-csv|sales-detail|sales-jsonl --rows N --seed S
        SampleData pipeline --for FORMAT --out DIR [--accounts 60]   a client for one of these

        """
    static let formats = ["bank-csv", "camt", "sales-csv", "sales-detail", "sales-jsonl"]

    static func main() {
        do {
            try run(Array(CommandLine.arguments.dropFirst()))
        } catch let error as SampleError {
            complain("SampleData: \(error.message)\n")
            exit(1)
        } catch {
            complain("SampleData: \(error)\n")
            exit(1)
        }
    }

    private static func run(_ arguments: [String]) throws {
        guard let verb = arguments.first else { throw SampleError("no verb\n" + usage) }
        let options = try Options(arguments.dropFirst())
        let output = Output(descriptor: 1)
        switch verb {
        case "client":
            let folder = try options.required("--out")
            switch try options.client {
            case .cafe: try Cafe(seed: options.seed).write(to: folder)
            case .atelier: try Atelier(seed: options.seed).write(to: folder)
            case .harbor: try Harbor(seed: options.seed).write(to: folder)
            }
        case "parties":
            let table =
                switch try options.client {
                case .cafe: CafeParties.csv
                case .atelier: AtelierParties.csv
                case .harbor: HarborParties.csv
                }
            try output.put(all: table.utf8)
            try output.flush()
        case "items":
            try output.put(all: HarborWares.csv.utf8)
            try output.flush()
        case "rates":
            try output.put(all: AtelierRates.csv.utf8)
            try output.flush()
        case "pipeline":
            let kind = try options.required("--for")
            guard formats.contains(kind) else { throw SampleError("unknown format \(kind)") }
            let accounts = options.number("--accounts", 60)
            guard (1...60).contains(accounts) else { throw SampleError("--accounts is 1 to 60") }
            let folder = try options.required("--out")
            try BulkPipeline(kind: kind, accounts: accounts).write(to: folder)
        case "bank-csv": try BulkBank.csv(rows: options.rows, seed: options.seed, to: output)
        case "camt": try BulkBank.camt(rows: options.rows, seed: options.seed, to: output)
        case "sales-csv", "sales-detail", "sales-jsonl":
            let sales = BulkSales(
                json: verb == "sales-jsonl", isDetailed: verb == "sales-detail", to: output)
            try sales.write(rows: options.rows, seed: options.seed)
        case "help", "--help", "-h":
            try output.put(all: usage.utf8)
            try output.flush()
        default: throw SampleError("unknown verb \(verb)\n" + usage)
        }
    }

    private static func complain(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(2, bytes, bytes.count)
    }
}

/// Pairs of --name value.
struct Options {
    private var values: [String: String] = [:]
    private static let numeric: Set<String> = ["--rows", "--seed", "--accounts"]
    private static let known = numeric.union(["--out", "--for", "--of"])

    init(_ arguments: ArraySlice<String>) throws {
        var rest = arguments
        while let name = rest.popFirst() {
            guard Options.known.contains(name) else { throw SampleError("unknown option \(name)") }
            guard let value = rest.popFirst() else { throw SampleError("\(name) has no value") }
            if Options.numeric.contains(name) && (Int(value) ?? -1) < 0 {
                throw SampleError("\(name) \(value) is not a whole number")
            }
            values[name] = value
        }
    }

    var seed: UInt64 { UInt64(number("--seed", 7)) }

    enum Client: String {
        case cafe = "cafe-lumiere"
        case atelier = "atelier-nord"
        case harbor = "harbor-goods"
    }

    /// The café where none is named.
    var client: Client {
        get throws {
            let name = values["--of"] ?? Client.cafe.rawValue
            guard let client = Client(rawValue: name) else {
                throw SampleError("unknown client \(name)")
            }
            return client
        }
    }

    var rows: Int { number("--rows", 1_000) }

    func number(_ name: String, _ otherwise: Int) -> Int {
        values[name].flatMap { Int($0) } ?? otherwise
    }

    func required(_ name: String) throws -> String {
        guard let value = values[name] else { throw SampleError("\(name) is missing") }
        return value
    }
}
