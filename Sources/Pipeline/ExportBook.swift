internal import Accounting
internal import Ledger
internal import Rendering
internal import Reports

/// `monthend export`: the books through a period's end in another program's form.
public struct ExportBook {
    private let client: String
    private let name: String
    private let options: Options
    private let write: (String) throws -> Void

    public init(
        client: String, name: String, options: Options, write: @escaping (String) throws -> Void
    ) {
        self.client = client
        self.name = name
        self.options = options
        self.write = write
    }

    public func callAsFunction() throws -> Exit {
        guard let dialect = PlainTextLedger.Dialect(rawValue: name) else {
            let known = PlainTextLedger.Dialect.allCases.map(\.rawValue).joined(separator: " | ")
            throw Failure(
                .usage, "bad-value", ["key": "export", "value": name, "expected": known])
        }
        let folder = try ClientFolder(client, options)
        let settings = try ClientSettings.load(folder.root, options)
        let period = try options.resolvedPeriod()
        let books = settings.books
        let book = try Book(path: folder.book, creating: false)
        return try book.read { snapshot in
            let codes = try snapshot.accountCodes()
            for code in codes.values.sorted() where !books.chart.has(code) {
                throw Failure(.configuration, "account-gone", ["code": code])
            }
            var ledger = PlainTextLedger(
                dialect, currency: books.currency, accounts: books.chart.accounts)
            let title =
                "\(settings.name), \(books.start) – \(period.to), "
                + "K \(try snapshot.lastBatch().id)"
            try write(
                ledger.head(title, books.chart.accounts, opened: min(books.start - 1, period.to)))
            var text = ""
            try snapshot.journal(from: Day(number: 0), to: period.to) { line in
                text += ledger.posting(codes[line.account] ?? "", line)
                guard text.utf8.count > 1 << 16 else { return }
                try write(text)
                text = ""
            }
            try write(text)
            return .done
        }
    }
}
