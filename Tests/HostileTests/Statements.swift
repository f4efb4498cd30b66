import Accounting
import Formats
import Importers
import Testing

/// A whole statement of ours, and how a client declares its source.
struct Statement: Sendable, CustomTestStringConvertible {
    let name: String
    let format: SourceFormat
    var currency = "EUR"
    var columns: [String: String] = [:]
    var delimiter: UInt8 = 44
    var decimal: UInt8? = 46
    var dates: String?

    var testDescription: String { name }

    /// Those of `fixtures/banks` stand in the inbox of their format's case.
    func bytes() throws -> [UInt8] {
        let path =
            Samples.fixtures("hostile").first { $0.hasSuffix("/" + name) }
            ?? Samples.fixtures("banks").first { $0.hasSuffix("/" + name) }
        return try Samples.bytes(try #require(path, "no fixture \(name)"))
    }

    func layout() throws -> SourceLayout {
        var layout = SourceLayout(
            format: format, numbers: NumberFormat(decimal: decimal),
            currency: try #require(Currency(currency)))
        layout.columns = columns
        layout.delimiter = delimiter
        layout.dates = dates
        return layout
    }

    /// Long ones of every shape that formats have.
    static let long: [Statement] = {
        func of(_ format: SourceFormat, _ names: String...) -> [Statement] {
            names.map { Statement(name: "statements/" + $0, format: format) }
        }
        var all = of(
            .camt, "camt053-batch.xml", "camt053-wrapped.xml", "camt053-accounts.xml",
            "camt052-day.xml")
        all += of(.ofx, "ofx-sgml.ofx", "ofx-xml.ofx")
        all += of(.mt940, "mt940-german.sta", "mt940-dutch.940")
        all += of(.bai2, "bai2.bai2") + of(.cfonb120, "cfonb120.txt") + of(.coda, "coda.cod")
        all += of(.norma43, "norma43.n43") + of(.qif, "qif.qif")
        all.append(
            Statement(
                name: "statements/csv-balance.csv", format: .bankCSV,
                columns: [
                    "date": "Date", "value_date": "Valeur", "text": "Libelle",
                    "counterparty": "Contrepartie", "amount": "Montant", "balance": "Solde",
                ], delimiter: 59, decimal: 44, dates: "DD/MM/YYYY"))
        all.append(
            Statement(
                name: "statements/csv-list.csv", format: .bankCSV,
                columns: [
                    "date": "date", "text": "text", "counterparty": "counterparty",
                    "reference": "reference", "amount": "amount",
                ]))
        return all
    }()

    /// The small ones of `fixtures/banks`.
    static let small: [Statement] = [
        ("two-accounts.bai2", .bai2, "USD"), ("intraday.bai2", .bai2, "USD"),
        ("padded-80.bai2", .bai2, "USD"), ("september.txt", .cfonb120, "EUR"),
        ("two-accounts-unbroken.txt", .cfonb120, "EUR"),
        ("statement.cod", .coda, "EUR"), ("separate-application.cod", .coda, "EUR"),
        ("septiembre.n43", .norma43, "EUR"),
        ("two-accounts.n43", .norma43, "EUR"), ("compte-102.ofx", .ofx, "EUR"),
        ("accounts-one-line.qbo", .ofx, "EUR"), ("card-211.qfx", .ofx, "EUR"),
        ("dutch-envelopes.940", .mt940, "EUR"), ("free-text.sta", .mt940, "EUR"),
        ("german-pages.sta", .mt940, "EUR"), ("interim.942", .mt940, "GBP"),
        ("quicken-us.qif", .qif, "USD"), ("banque-fr.qif", .qif, "EUR"),
        ("batch-charges.xml", .camt, "EUR"), ("foreign-rate.xml", .camt, "EUR"),
        ("intraday-wrapped.xml", .camt, "EUR"), ("pages.xml", .camt, "EUR"),
        ("qr-references.xml", .camt, "CHF"), ("returns.xml", .camt, "EUR"),
    ].map { (name: String, format: SourceFormat, currency: String) in
        Statement(name: name, format: format, currency: currency)
    }

    static let all = long + small
}
