internal import Accounting
internal import Formats

extension SalesBatch {
    /// What the row states beside its own line, and what it is itself where it is no item.
    @inline(__always)
    mutating func takeParts(
        _ fields: some SalesFields, _ kind: SaleKind, _ line: inout SalesLine
    ) {
        let name = fields.text(.kind_name, &rows.arena, &flaws)
        if kind != .item { takeKind(kind, name, &line) }
        if kind == .item, line.category.count == 0 { line.category = name }
        if !columns.parts.isEmpty { takePartColumns(fields) }
        let refunded = fields.raw(.refunded)
        if !refunded.isEmpty, let amount = fields.amount(.refunded, notation, &flaws) {
            add(.refund, .empty, amount)
        }
        if !fields.raw(.receipt).isEmpty {
            let till = fields.text(.till, &rows.arena, &flaws)
            let number = fields.text(.receipt, &rows.arena, &flaws)
            rows.receipts.append((rows.count, till, number))
        }
        if !fields.raw(.refund_of).isEmpty {
            rows.givenBack.append((rows.count, fields.text(.refund_of, &rows.arena, &flaws)))
        }
        let cancelled = fields.raw(.cancelled_on)
        if !cancelled.isEmpty, let day = fields.day(.cancelled_on, notation, &flaws) {
            rows.cancellations.append((rows.count, day))
        }
    }

    /// What the row's order is in: as it states, on its first row or on all of them, else the
    /// source's currency. An order is in one.
    @inline(__always)
    mutating func takeMoney(_ fields: some SalesFields) {
        let stated = fields.raw(.currency).withoutBlanks
        let isOwn = stated.isEmpty || stated.elementsEqual(currencyCode)
        if money == nil, isOwn, fields.raw(.rate).isEmpty { return }
        takeMoney(fields, stated)
    }

    private mutating func takeMoney(_ fields: some SalesFields, _ stated: Bytes) {
        let goesOn = rows.count > 0 && goesOn(fields.raw(.order).withoutBlanks)
        let own = goesOn ? money?.currency ?? currency : currency
        var named = own
        if !stated.isEmpty {
            let known = Currency(bytes: stated)
            named = known ?? own
            if known == nil || goesOn && named != own {
                var flaw = fields.flaw(.currencyUnknown, .currency)
                flaw.arguments["expected"] = own.code
                flaws.append(flaw)
            }
        }
        var rate = goesOn ? money?.rate : nil
        if !fields.raw(.rate).isEmpty {
            rate = fields.rate(notation, of: named, in: booksCurrency, &flaws)
        }
        notation.exponent = named.exponent
        money =
            named == currency && rate == nil ? nil : SaleMoney(currency: named, rate: rate)
    }

    /// What the row is; an item where nothing says otherwise.
    @inline(__always)
    mutating func kind(of fields: some SalesFields) -> SaleKind {
        if fields.raw(.kind).isEmpty { return .item }
        var arena = Arena()
        let slice = fields.text(.kind, &arena, &flaws)
        let text = arena.text(slice)
        if text.isEmpty { return .item }
        if !kinds.isEmpty { return kinds.first { $0.has(text) }?.kind ?? .item }
        if let kind = SaleKind(rawValue: text) { return kind }
        flaws.append(fields.flaw(.kindUnknown, .kind))
        return .item
    }

    /// A row that is no sale: what the till states of a day, or the file of itself.
    mutating func takeControl(
        _ kind: SaleKind, _ fields: some SalesFields, _ day: Int32
    ) {
        var arena = Arena()
        var store = fields.text(.store, &arena, &flaws)
        if store.count == 0 { store = arena.append(defaults.store) }
        let till = fields.text(.till, &arena, &flaws)
        let count = fields.quantity(notation, &flaws)
        let amount = fields.amount(.gross, notation, &flaws)
        if kind == .dayTotal, day == BankRows.missingDay {
            flaws.append(fields.missing(.business_day))
        }
        guard flaws.isEmpty else {
            unread.append(SpoiledRow(span: fields.span, flaws: flaws))
            return flaws.removeAll(keepingCapacity: true)
        }
        let scope: SalesControl.Scope =
            kind == .fileTotal
            ? .file
            : .day(store: arena.text(store), till: arena.text(till), Day(number: day))
        rows.controls.append(
            SalesControl(
                span: fields.span, scope: scope, amount: amount, count: count.map { $0 / 1000 }))
    }

    /// A record of another shape that states what the file holds.
    mutating func take(_ trailer: Trailer) {
        let line = Int(trailer.span.line)
        var found: [Flaw] = []
        func number(_ bytes: [UInt8], _ exponent: Int, _ field: String) -> Int64? {
            switch bytes.withUnsafeBufferPointer({
                notation.amounts.units($0, exponent: exponent)
            }) {
            case .units(let units): return units
            case .empty: return nil
            case .defect(let defect):
                found.append(
                    Flaw(
                        defect, line: line, found: String(decoding: bytes, as: UTF8.self),
                        ["field": field]))
                return nil
            }
        }
        let count = number(trailer.rows, 0, "trailer.rows")
        let amount = number(trailer.total, notation.exponent, "trailer.total")
        guard found.isEmpty else {
            return unread.append(SpoiledRow(span: trailer.span, flaws: found))
        }
        rows.controls.append(
            SalesControl(span: trailer.span, scope: .file, amount: amount, count: count))
    }

    /// Control rows that could not be read, told once.
    mutating func takeUnread() -> [SpoiledRow] {
        defer { unread = [] }
        return unread
    }

    private mutating func add(_ kind: SaleKind, _ name: TextSlice, _ amount: Int64) {
        if amount == 0 { return }
        rows.parts.append(SalePart(row: rows.count, kind: kind, name: name, amount: amount))
    }

    /// A row that is no item is a part of its order: its net of its kind, its tax apart.
    ///
    /// - Parameter name: what the row calls it, whatever its kind.
    private mutating func takeKind(
        _ kind: SaleKind, _ name: TextSlice, _ line: inout SalesLine
    ) {
        let own: TextSlice =
            switch kind {
            case .tender: line.tender
            case .tax: line.taxCode
            default: line.category
            }
        add(
            kind, own.count > 0 ? own : name,
            kind == .tender || kind == .tax ? line.gross : line.net)
        if kind != .tender, kind != .tax { add(.tax, line.taxCode, line.tax) }
        (line.net, line.tax, line.gross) = (0, 0, 0)
        (line.category, line.taxCode) = (.empty, .empty)
    }

    private mutating func takePartColumns(_ fields: some SalesFields) {
        for part in columns.parts {
            guard let amount = fields.partAmount(part.amount, notation, &flaws), amount != 0
            else { continue }
            var name = TextSlice.empty
            if let position = part.name {
                name = fields.partName(position, &rows.arena, &flaws)
            }
            if name.count == 0, !part.declared.name.isEmpty {
                name = rows.arena.append(part.declared.name)
            }
            add(part.declared.kind, name, part.declared.isNegated ? 0 - amount : amount)
        }
    }
}

/// What a file's last record states of the file, as it is written.
struct Trailer {
    let rows: [UInt8]
    let total: [UInt8]
    let span: Span
}
