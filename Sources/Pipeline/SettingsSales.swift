internal import Accounting
internal import Formats
internal import Importers
internal import Posting
internal import Reports
internal import Validation

extension SettingsLoader {
    /// How a sales source's files are written, beside what any table says.
    static let salesLayoutKeys = [
        "parts", "kinds", "prices", "day_ends", "timezone", "row", "width", "trailer",
    ]
    /// What it posts to, beside tenders and categories.
    static let salesKeys = ["taxes", "refunds", "order_numbers", "channel"]

    func salesLayout(_ members: [String: SettingsNode], _ layout: inout SourceLayout) throws {
        layout.parts = try members["parts"]?.elements().map { try part($0) } ?? []
        layout.kinds = try saleKinds(members["kinds"])
        if let prices = members["prices"] {
            let text = try prices.text()
            guard text == "net" || text == "gross" else { throw try prices.bad("net | gross") }
            layout.pricesIncludeTax = text == "gross"
        }
        layout.clock = try clock(members)
        if let trailer = members["trailer"] {
            let parts = try trailer.members(["begins", "rows", "total"])
            layout.trailer = TrailerLayout(
                begins: try parts.required("begins", in: trailer).text(),
                rows: try parts["rows"].map { try column($0) },
                total: try parts["total"].map { try column($0) })
        }
        layout.rowPath = try members["row"]?.text() ?? ""
        layout.recordWidth = try members["width"]?.integer()
        if layout.format == .salesXML, layout.rowPath.isEmpty, let columns = members["columns"] {
            throw columns.fail("missing-key", ["key": "row"])
        }
    }

    /// When a business day ends, and in which zone it is told.
    func salesPosting(_ members: [String: SettingsNode], _ posting: inout PostingSource) throws {
        for (key, value) in try members["taxes"]?.pairs() ?? [] {
            posting.taxNames[key.text] = try value.text()
        }
        if let numbers = members["order_numbers"] {
            let text = try numbers.text()
            guard text == "unique" || text == "daily" else {
                throw try numbers.bad("unique | daily")
            }
            posting.restartsOrders = text == "daily"
        }
        posting.refunds = try members["refunds"]?.choice(
            RefundPolicy.self, RefundPolicy.allCases.map(\.rawValue))
    }

    /// `{tip: [Tip], gift_card: [Gift card*]}`, in file order.
    func saleKinds(_ node: SettingsNode?) throws -> [KindWords] {
        try node?.pairs().map { key, value in
            guard let kind = SaleKind(rawValue: key.text) else {
                throw key.node.fail(
                    "bad-value", ["value": key.text, "expected": SettingsLoader.kindWords])
            }
            return KindWords(kind: kind, texts: try value.elements().map { try $0.text() })
        } ?? []
    }

    /// When a business day ends, and in whose zone it is told.
    func clock(_ members: [String: SettingsNode]) throws -> BusinessClock {
        var clock = BusinessClock()
        if let end = members["day_ends"] { clock.endsAt = try minutes(end) }
        if let zone = members["timezone"] {
            guard let rules = ZoneRules(try zone.text()) else {
                throw try zone.bad("Europe/Paris, America/New_York …")
            }
            clock.zone = rules
        }
        if let stamps = members["stamps"] {
            guard try stamps.text() == "UTC" else { throw try stamps.bad("UTC") }
            clock.stampsAreUTC = true
        }
        return clock
    }

    /// A field's column: a header, a path, or `{start, length, decimals}` of a fixed width.
    func column(_ node: SettingsNode) throws -> String {
        if let text = try? node.text() { return text }
        let members = try node.members(["start", "length", "decimals"])
        let start = try members.required("start", in: node).integer()
        let length = try members.required("length", in: node).integer()
        guard start >= 1, length >= 1 else {
            throw node.fail("bad-value", ["value": "\(start), \(length)", "expected": "1 …"])
        }
        let decimals = try members["decimals"]?.integer()
        return "\(start):\(length)" + (decimals.map { ":\($0)" } ?? "")
    }

    /// Takes reports of sales out of the pack of a client without a source of sales, those of
    /// stock out of one's that keeps none.
    func removeSalesReports(from pack: inout [ReportName], _ books: Books, _ sources: [Source]) {
        let formats: Set<SourceFormat> = [.salesCSV, .salesJSONL, .salesXML, .salesFixed]
        let sells = sources.contains { formats.contains($0.layout.format) }
        let keepsStock = books.products.policy != nil
        pack.removeAll { name in
            switch name {
            case .salesAnalysis, .priceVolumeMix: !sells
            case .grossMargin: !sells || !keepsStock
            case .stockTurns: !keepsStock
            default: false
            }
        }
    }

    private static let kindWords = SaleKind.allCases.map(\.rawValue).joined(separator: " | ")

    private func part(_ node: SettingsNode) throws -> PartColumn {
        let members = try node.members([
            "kind", "column", "name", "name_column", "optional", "negated",
        ])
        return PartColumn(
            kind: try members.required("kind", in: node).choice(
                SaleKind.self, SaleKind.allCases.map(\.rawValue)),
            column: try column(try members.required("column", in: node)),
            name: try members["name"]?.text() ?? "",
            nameColumn: try members["name_column"].map { try column($0) },
            isOptional: try members["optional"]?.flag() ?? false,
            isNegated: try members["negated"]?.flag() ?? false)
    }

    /// A time of day as minutes after midnight, before noon: a business day begins on its own.
    private func minutes(_ node: SettingsNode) throws -> Int {
        let parts = try node.text().split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let hours = Int(parts[0]), let minutes = Int(parts[1]),
            (0..<12).contains(hours), (0..<60).contains(minutes)
        else { throw try node.bad("\"04:00\"") }
        return hours * 60 + minutes
    }
}
