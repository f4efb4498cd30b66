internal import Accounting
internal import Formats
internal import Importers
internal import Posting
internal import Reports

extension SettingsLoader {
    /// How a source's files are written: what a preset may say.
    static let layoutKeys =
        [
            "format", "encoding", "delimiter", "quote", "header", "numbers", "dates", "columns",
            "ignore", "ignore_texts", "negative_debits", "positive_debits", "signs", "statuses",
            "defaults", "currency",
            "exports", "year", "quantities",
        ] + salesLayoutKeys + payoutLayoutKeys
    private static let keys =
        layoutKeys + salesKeys + payoutFileKeys + payoutKeys + [
            "preset", "path", "side", "account", "accounts", "clearing", "revenue", "expect",
            "elements", "agencies", "privacy", "accrual",
            "lines", "distinct",
        ]

    /// Every source, in file order.
    func sources(_ node: SettingsNode, _ books: Books, holdsFile: Bool) throws -> [Source] {
        try node.pairs().map { name, value in
            try source(name.text, value, books, holdsFile: holdsFile)
        }
    }

    /// The layout of a source or a preset, in its own currency where it names one.
    func layout(
        _ node: SettingsNode, _ members: [String: SettingsNode], _ currency: Currency
    ) throws -> SourceLayout {
        let format = try members.required("format", in: node).choice(
            SourceFormat.self, SourceFormat.allCases.map(\.rawValue))
        var own = currency
        if let code = members["currency"] {
            guard let known = Currency(try code.text()) else { throw try code.bad("ISO 4217") }
            own = known
        }
        return try layout(format, own, node, members)
    }

    private func source(
        _ name: String, _ node: SettingsNode, _ books: Books, holdsFile: Bool
    ) throws -> Source {
        var members = try node.members(SettingsLoader.keys)
        if let name = members["preset"] {
            members.merge(try preset(name, SettingsLoader.layoutKeys)) { own, _ in own }
        }
        var layout = try layout(node, members, books.currency)
        layout.booksCurrency = books.currency
        if layout.format == .stockCSV, books.products.policy == nil {
            throw node.fail("missing-key", ["key": "stock.system"])
        }
        var posting = PostingSource(
            name: name, format: layout.format.rawValue, currency: layout.currency)
        posting.postsGoodUnits = !holdsFile
        try link(&posting, layout.format, node, members, books.chart)
        posting.payroll = try payroll(layout.format, node, members, books)
        posting.service = try paymentService(layout.format, name, node, members, books)
        posting.postingStatuses = layout.postingStatuses
        posting.ignoredStatuses = layout.ignoredStatuses
        try settlementPosting(layout, members, &posting, books.chart)
        return Source(
            name: name, path: try members.required("path", in: node).text(), layout: layout,
            posting: posting, channel: try members["channel"]?.text(),
            expectation: try expectation(name, members["expect"], posting))
    }

    /// How the source's files are written.
    private func layout(
        _ format: SourceFormat, _ currency: Currency, _ node: SettingsNode,
        _ members: [String: SettingsNode]
    ) throws -> SourceLayout {
        // Undeclared, a number is read where it can be read one way, else held.
        var layout = SourceLayout(
            format: format, numbers: NumberFormat(decimal: nil), currency: currency)
        try columns(members["columns"], &layout)
        if let defaults = members["defaults"] {
            let known = [
                "store", "status", "category", "tender", "customer", "tax_code", "kind", "location",
            ]
            for (key, value) in try defaults.members(known) {
                layout.defaults[key] = try value.text()
            }
        }
        if let encoding = members["encoding"] {
            guard let known = TextEncoding(try encoding.text()) else {
                throw try encoding.bad("UTF-8, windows-1252, ISO-8859-15 …")
            }
            layout.encoding = known
        }
        if let byte = try members["delimiter"].map({ try single($0) }) { layout.delimiter = byte }
        if let byte = try members["quote"].map({ try single($0) }) { layout.quote = byte }
        layout.hasHeader = try members["header"]?.flag() ?? true
        if let numbers = members["numbers"] {
            let parts = try numbers.members(["decimal"])
            if let decimal = parts["decimal"] {
                let byte = try single(decimal)
                guard byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") else {
                    throw try decimal.bad("\".\" | \",\"")
                }
                layout.numbers.decimal = byte
            }
        }
        if let dates = members["dates"] {
            let pattern = try dates.text()
            guard DateReader(pattern: pattern) != nil else {
                throw try dates.bad("DD/MM/YYYY, YYYYMMDD, D-MMM-YY …")
            }
            layout.dates = pattern
        }
        if let year = members["year"] {
            let number = try year.integer()
            guard (1900...9999).contains(number) else { throw try year.bad("2026") }
            layout.year = number
        }
        layout.ignoredStarts = try members["ignore"]?.elements().map { try $0.text() } ?? []
        layout.ignoredTexts = try members["ignore_texts"]?.elements().map { try $0.text() } ?? []
        layout.negativeDebits = try members["negative_debits"]?.flag() ?? false
        layout.positiveDebits = try members["positive_debits"]?.flag() ?? false
        if let signs = members["signs"] {
            let parts = try signs.members(["debit", "credit"])
            layout.debitSigns = Set(
                try parts.required("debit", in: signs).elements().map { try $0.text() })
            layout.creditSigns = Set(
                try parts.required("credit", in: signs).elements().map { try $0.text() })
        }
        if let statuses = members["statuses"] {
            let pending = format == .payoutCSV ? ["pending"] : []
            let parts = try statuses.members(["post", "ignore"] + pending)
            layout.postingStatuses = Set(try parts["post"]?.elements().map { try $0.text() } ?? [])
            layout.ignoredStatuses = Set(
                try parts["ignore"]?.elements().map { try $0.text() } ?? [])
        }
        switch format {
        case .documentsCSV: layout.documentKinds = try documentKinds(members["kinds"])
        case .payoutCSV: try payoutLayout(members, &layout)
        case .stockCSV: try stockLayout(members, &layout)
        default: try salesLayout(members, &layout)
        }
        layout.account = try members["account"]?.account()
        return layout
    }

    /// Our fields by the file's headers; some may be of up to four columns.
    private func columns(_ node: SettingsNode?, _ layout: inout SourceLayout) throws {
        for (key, value) in try node?.pairs() ?? [] {
            guard SourceLayout.spreads(key.text, layout.format),
                let parts = try? value.elements()
            else {
                layout.columns[key.text] = try column(value)
                continue
            }
            guard (1...4).contains(parts.count) else {
                throw value.fail("bad-value", ["value": "\(parts.count)", "expected": "1–4"])
            }
            for (number, part) in parts.enumerated() {
                let field = number == 0 ? key.text : "\(key.text)_\(number + 1)"
                layout.columns[field] = try part.text()
            }
        }
    }

    /// `{invoice: [Sales Invoice], credit-note: [Sales Credit Note]}`, by text.
    private func documentKinds(_ node: SettingsNode?) throws -> [String: DocumentKind] {
        var kinds: [String: DocumentKind] = [:]
        for (key, value) in try node?.pairs() ?? [] {
            guard let kind = DocumentKind(rawValue: key.text) else {
                let known = DocumentKind.allCases.map(\.rawValue).joined(separator: " | ")
                throw key.node.fail("bad-value", ["value": key.text, "expected": known])
            }
            for text in try value.elements() { kinds[try text.text()] = kind }
        }
        return kinds
    }

    private func single(_ node: SettingsNode) throws -> UInt8 {
        let text = try node.text()
        let named = ["tab": UInt8(9), "\\t": 9]
        if let byte = named[text] { return byte }
        guard text.utf8.count == 1, let byte = text.utf8.first else {
            throw node.fail("bad-value", ["value": text, "expected": "; , | tab"])
        }
        return byte
    }

    /// What the source posts to.
    private func link(
        _ posting: inout PostingSource, _ format: SourceFormat, _ node: SettingsNode,
        _ members: [String: SettingsNode], _ chart: Chart
    ) throws {
        if format == .payoutCSV { return }
        posting.side = try members["side"]?.choice(Side.self, ["receivable", "payable"])
        let sided: [SourceFormat] = [.documentsCSV, .paymentsCSV, .ubl, .cii, .eInvoice]
        if sided.contains(format), posting.side == nil {
            throw node.fail("missing-key", ["key": node.key + ".side"])
        }
        posting.account = try members["account"].map { try account($0, chart) }
        for (key, value) in try members["accounts"]?.pairs() ?? [] {
            posting.accounts[IBAN.normalized(key.text)] = try account(value, chart)
        }
        // A bank CSV may name the account of every row in a column of its own.
        let mayName = format == .bankCSV && !posting.accounts.isEmpty
        if [.bankCSV, .qif].contains(format), posting.account == nil, !mayName {
            throw node.fail("missing-key", ["key": node.key + ".account"])
        }
        for (key, value) in try members["clearing"]?.pairs() ?? [] {
            posting.clearing[key.text] = try account(value, chart)
        }
        for (key, value) in try members["revenue"]?.pairs() ?? [] {
            posting.revenue[key.text] = try account(value, chart)
        }
        if let lines = members["lines"] {
            let parts = try lines.members(["account", "tax_codes"])
            posting.lineAccount = try parts["account"].map { try account($0, chart) }
            for (key, value) in try parts["tax_codes"]?.pairs() ?? [] {
                posting.lineTaxCodes[key.text] = try value.text()
            }
        }
        posting.distinct = Set(try members["distinct"]?.elements().map { try $0.text() } ?? [])
        try salesPosting(members, &posting)
        posting.exports = try members["exports"]?.choice(
            PostingSource.Exports.self, ["overlapping", "consecutive"])
    }

    private func expectation(
        _ name: String, _ node: SettingsNode?, _ posting: PostingSource
    ) throws -> Expectation? {
        guard let node else { return nil }
        let parts = try node.members(["every", "due"])
        let every = try parts.required("every", in: node)
        guard try every.text() == "month" else { throw try every.bad("month") }
        let accounts = Set(posting.accounts.values).union([posting.account].compactMap { $0 })
        return Expectation(source: name, accounts: accounts.sorted())
    }
}
