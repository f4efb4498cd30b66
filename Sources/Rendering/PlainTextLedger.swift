public import Accounting
public import Ledger

/// Books as the journal of a plain-text accounting program, for whoever wants to check or go on
/// with another one.
///
/// Every entry with its postings in the books' currency; an amount agreed in another currency
/// stands as `original @@ amount`. Accounts hang below the five roots that both programs know.
public struct PlainTextLedger: Sendable {
    /// The program the journal is for.
    public enum Dialect: String, Sendable, CaseIterable { case hledger, beancount }

    private let dialect: Dialect
    private let currency: Currency
    private let names: [String: String]
    private var entry: Int64?

    /// - Parameter accounts: every account that a posting may stand on.
    public init(_ dialect: Dialect, currency: Currency, accounts: [Account]) {
        self.dialect = dialect
        self.currency = currency
        var names: [String: String] = [:]
        var taken: Set<String> = []
        for account in accounts {
            var name = PlainTextLedger.name(account, dialect)
            // Codes that differ only in what the program cannot write stay two accounts.
            while !taken.insert(name).inserted { name += "-2" }
            names[account.code] = name
        }
        self.names = names
    }

    /// What stands before the first entry: what the file is, and its accounts.
    ///
    /// - Parameter opened: the first day of the books.
    public func head(_ title: String, _ accounts: [Account], opened: Day) -> String {
        var text = "; \(PlainTextLedger.line(title))\n"
        switch dialect {
        case .hledger:
            text += "decimal-mark .\n\n"
            for account in accounts {
                text += "account \(names[account.code] ?? account.code)\n"
            }
        case .beancount:
            text += "option \"operating_currency\" \"\(currency)\"\n"
            // It divides a total price by the units: the quotient is no whole minor unit.
            let half = decimalText(5, exponent: currency.exponent + 1)
            text += "option \"inferred_tolerance_default\" \"\(currency):\(half)\"\n\n"
            for account in accounts {
                text += "\(opened) open \(names[account.code] ?? account.code)\n"
                text += "  name: \(PlainTextLedger.quoted(account.name))\n"
            }
        }
        return text
    }

    /// A posting; the first of an entry writes the entry's own line before it.
    public mutating func posting(_ account: String, _ line: Snapshot.Line) -> String {
        var text = ""
        if line.entry != entry {
            entry = line.entry
            text = "\n" + entryLine(line)
        }
        let amount = line.debit &- line.credit
        var value = "\(decimalText(amount, exponent: currency.exponent)) \(currency)"
        if let original = line.original, original.minorUnits != 0,
            (original.minorUnits > 0) == (amount > 0) || amount == 0
        {
            let company = decimalText(abs(amount), exponent: currency.exponent)
            let units = decimalText(
                original.minorUnits, exponent: original.currency.exponent)
            value = "\(units) \(original.currency) @@ \(company) \(currency)"
        }
        return text + "  \(names[account] ?? account)  \(value)\n"
    }

    private func entryLine(_ line: Snapshot.Line) -> String {
        let text = line.text.isEmpty ? line.recipe.name : line.text
        let place = line.path.isEmpty ? "" : "\(line.path):\(line.line)"
        switch dialect {
        case .hledger:
            let code =
                line.reference.isEmpty
                ? "" : "(\(PlainTextLedger.line(line.reference, without: "()"))) "
            var lines = "\(line.day) * \(code)\(PlainTextLedger.line(text, without: ";|"))\n"
            lines += "  ; entry:\(line.entry), recipe:\(line.recipe.name)\n"
            if !line.party.isEmpty {
                lines += "  ; party:\(PlainTextLedger.line(line.party, without: ","))\n"
            }
            if !place.isEmpty { lines += "  ; file:\(PlainTextLedger.line(place, without: ","))\n" }
            return lines
        case .beancount:
            let party = line.party.isEmpty ? "" : PlainTextLedger.quoted(line.party) + " "
            var lines = "\(line.day) * \(party)\(PlainTextLedger.quoted(text))\n"
            lines += "  entry: \(line.entry)\n  recipe: \"\(line.recipe.name)\"\n"
            if !line.reference.isEmpty {
                lines += "  reference: \(PlainTextLedger.quoted(line.reference))\n"
            }
            if !place.isEmpty { lines += "  file: \(PlainTextLedger.quoted(place))\n" }
            return lines
        }
    }

    // MARK: Names and texts

    private static func root(_ kind: AccountKind) -> String {
        switch kind {
        case .asset: "Assets"
        case .liability: "Liabilities"
        case .equity: "Equity"
        case .income: "Income"
        case .expense: "Expenses"
        }
    }

    /// `Assets:512100 Banque` for hledger, `Assets:512100` for beancount, which allows in a name
    /// only letters, digits and hyphens.
    private static func name(_ account: Account, _ dialect: Dialect) -> String {
        let root = root(account.kind) + ":"
        switch dialect {
        case .hledger:
            return root + line(account.code + " " + account.name, without: ":;")
        case .beancount:
            let code = account.code.unicodeScalars.map {
                $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0)
                    ? String($0).uppercased() : "-"
            }.joined()
            return root + (code.hasPrefix("-") ? "X" + code : code)
        }
    }

    /// A text on one line, its runs of blanks made one: two end an account's name.
    private static func line(_ text: String, without marks: String = "") -> String {
        String(text.printable.map { marks.contains($0) ? "-" : $0 })
            .split(separator: " ").joined(separator: " ")
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.printable.reduce(into: "") { result, character in
            if character == "\"" || character == "\\" { result.append("\\") }
            result.append(character)
        }
        return "\"\(escaped)\""
    }
}
