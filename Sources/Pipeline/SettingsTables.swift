internal import Accounting
internal import Formats
internal import Intake

/// The CSV files of a client's settings: chart, taxes, parties; every column is published.
struct SettingsTable {
    let file: String
    private(set) var rows: [(line: Int, fields: [String: String])] = []

    /// - Throws: `Failure` for a missing column, a ragged row or bad UTF-8.
    init(_ bytes: [UInt8], file: String, columns: [String]) throws {
        self.file = file
        var reader = CSVReader(delimiter: UInt8(ascii: ","))
        var header: [String]?
        var found: [(Int, [String: String])] = []
        let name = file
        func fail(_ line: Int32, _ reason: String) -> Failure {
            Failure(
                .configuration, "csv-row", at: Place(file: name, line: Int(line)),
                ["path": name, "line": String(line), "reason": reason])
        }
        try bytes.withUnsafeBufferPointer { buffer in
            guard isUTF8(buffer) else { throw fail(1, "UTF-8") }
            try reader.feed(buffer, isLast: true) { record in
                if record.isBlank { return }
                let fields = (0..<record.count).map {
                    String(decoding: record.unquoted($0), as: UTF8.self)
                }
                guard let names = header else {
                    for column in columns.prefix(2) where !fields.contains(column) {
                        throw fail(record.span.line, "\(column)?")
                    }
                    for field in fields where !columns.contains(field) {
                        throw fail(record.span.line, field)
                    }
                    header = fields
                    return
                }
                guard fields.count == names.count else {
                    throw fail(record.span.line, "\(fields.count) ≠ \(names.count)")
                }
                let pairs = zip(names, fields).map { ($0, $1) }
                found.append(
                    (Int(record.span.line), Dictionary(pairs, uniquingKeysWith: { a, _ in a })))
            }
        }
        rows = found
    }

    func fail(_ line: Int, _ reason: String) -> Failure {
        Failure(
            .configuration, "csv-row", at: Place(file: file, line: line),
            ["path": file, "line": String(line), "reason": reason])
    }
}

extension SettingsLoader {
    func chart(_ file: String) throws -> Chart {
        let table = try table(
            file, columns: ["code", "name", "kind", "parent", "role", "currency"])
        var codes: Set<String> = []
        var accounts: [Account] = []
        for (line, row) in table.rows {
            let code = row["code"] ?? ""
            guard !code.isEmpty, let kind = AccountKind(rawValue: row["kind"] ?? "") else {
                throw table.fail(line, "kind: \(row["kind"] ?? "")")
            }
            let role = row["role"].flatMap { $0.isEmpty ? nil : $0 }
            let known = role.flatMap { AccountRole(rawValue: $0) }
            if role != nil, known == nil { throw table.fail(line, "role: \(role ?? "")") }
            guard codes.insert(code).inserted else {
                throw Failure(
                    .configuration, "duplicate-account", at: Place(file: table.file, line: line),
                    ["code": code])
            }
            let currency = row["currency"] ?? ""
            if !currency.isEmpty, Currency(currency) == nil {
                throw table.fail(line, "currency: \(currency)")
            }
            accounts.append(
                Account(
                    code: code, name: row["name"] ?? "", kind: kind,
                    parent: row["parent"].flatMap { $0.isEmpty ? nil : $0 }, role: known,
                    currency: Currency(currency)))
        }
        return Chart(accounts)
    }

    func taxes(_ file: String, chart: Chart) throws -> [String: Tax] {
        let table = try table(
            file,
            columns: [
                "code", "rate", "from", "to", "kind", "due", "recoverable_percent", "account",
                "waiting_account",
            ])
        var taxes: [String: Tax] = [:]
        for (line, row) in table.rows {
            func optional(_ name: String) -> String? { row[name].flatMap { $0.isEmpty ? nil : $0 } }
            guard let code = optional("code"), let rate = Rate(row["rate"] ?? ""),
                let kind = TaxKind(rawValue: row["kind"] ?? ""), taxes[code] == nil
            else { throw table.fail(line, "code, rate, kind") }
            let due = optional("due") ?? "invoice"
            guard due == "invoice" || due == "payment",
                let percent = Int(optional("recoverable_percent") ?? "100"),
                (0...100).contains(percent)
            else { throw table.fail(line, "due, recoverable_percent") }
            let account = optional("account") ?? ""
            for name in [account, optional("waiting_account") ?? ""] where !name.isEmpty {
                guard chart.has(name) else { throw table.fail(line, "account: \(name)") }
            }
            if kind != .exempt, account.isEmpty { throw table.fail(line, "account") }
            if due == "payment" || kind == .reverse, optional("waiting_account") == nil {
                throw table.fail(line, "waiting_account")
            }
            for name in ["from", "to"] {
                if let text = optional(name), Day(iso: text) == nil {
                    throw table.fail(line, "\(name): \(text)")
                }
            }
            taxes[code] = Tax(
                code: code, rate: rate, from: optional("from").flatMap { Day(iso: $0) },
                to: optional("to").flatMap { Day(iso: $0) }, kind: kind,
                dueOnPayment: due == "payment", recoverablePercent: percent, account: account,
                waitingAccount: optional("waiting_account"))
        }
        return taxes
    }

    func parties(_ file: String, _ chart: Chart, _ taxes: [String: Tax]) throws -> Parties {
        let table = try table(
            file,
            columns: [
                "id", "name", "kind", "terms_days", "iban", "vat_number", "alias", "legal_id",
                "account", "tax_code", "merged_into", "merged_on",
            ])
        var ids: Set<String> = []
        let parties = try table.rows.map { line, row in
            func optional(_ name: String) -> String? { row[name].flatMap { $0.isEmpty ? nil : $0 } }
            guard let id = optional("id"), ids.insert(id).inserted,
                let kind = optional("kind"), ["customer", "supplier", "both"].contains(kind)
            else { throw table.fail(line, "id, kind") }
            let terms = optional("terms_days")
            if let terms, Int(terms) == nil { throw table.fail(line, "terms_days: \(terms)") }
            func list(_ name: String) -> [String] {
                (optional(name) ?? "").split(separator: "|").map(String.init)
            }
            var party = Party(id: id, name: optional("name") ?? id, kind: kind)
            party.termsDays = terms.flatMap { Int($0) }
            party.ibans = list("iban").map { IBAN.normalized($0) }
            for iban in party.ibans where !IBAN.isValid(iban) {
                throw table.fail(line, "iban: \(iban)")
            }
            party.vatNumber = optional("vat_number")
            party.legalIDs = list("legal_id")
            party.aliases = list("alias")
            party.account = optional("account")
            if let account = party.account, !chart.has(account) {
                throw table.fail(line, "account: \(account)")
            }
            party.taxCode = optional("tax_code")
            if let code = party.taxCode, taxes[code] == nil {
                throw table.fail(line, "tax_code: \(code)")
            }
            if let into = optional("merged_into") {
                guard let day = Day(iso: optional("merged_on") ?? "") else {
                    throw table.fail(line, "merged_on: \(optional("merged_on") ?? "")")
                }
                party.merged = (into, day)
            }
            return party
        }
        let known = Set(parties.map(\.id))
        for (party, (line, _)) in zip(parties, table.rows) {
            guard let into = party.merged?.into else { continue }
            guard known.contains(into), into != party.id else {
                throw table.fail(line, "merged_into: \(into)")
            }
        }
        return Parties(parties)
    }

    /// Rates by day: one unit of `base` is `rate` units of `quote`.
    func rates(_ file: String) throws -> Rates {
        let table = try table(file, columns: ["date", "base", "quote", "rate"])
        var rates = Rates()
        for (line, row) in table.rows {
            guard let day = Day(iso: row["date"] ?? "") else {
                throw table.fail(line, "date: \(row["date"] ?? "")")
            }
            guard let base = Currency(row["base"] ?? ""), let quote = Currency(row["quote"] ?? "")
            else { throw table.fail(line, "base, quote: ISO 4217") }
            let text = row["rate"] ?? ""
            let reading = Array(text.utf8).withUnsafeBufferPointer {
                AmountReader(.plain).read($0)
            }
            guard case .amount(let exact) = reading,
                let rate = ExchangeRate(base: base, quote: quote, exact)
            else { throw table.fail(line, "rate: \(text)") }
            guard rates.add(rate, on: day) else {
                throw table.fail(line, "\(base)/\(quote) \(day)")
            }
        }
        return rates
    }
}
