internal import Accounting
internal import Formats

/// Sales of a till that writes XML, by declared element paths.
///
/// `row` is the path of a line (`Export/Sale/Lines/Line`), `columns` gives each field its path,
/// an attribute as `…/@name`. What stands around the lines of an order (its number, its day, its
/// total) holds for all of them; amounts of the order count once. Parts that stand elsewhere
/// (`Export/Sale/Payments/Payment/Amount`) are a row each. An order is handed over at its end.
final class SalesXMLImporter: Importer {
    private let reader: XMLReader
    private let handler: SalesXMLReader
    private let root: String

    init(_ layout: SourceLayout) {
        handler = SalesXMLReader(layout)
        reader = XMLReader(handler.paths, handler: handler)
        root = layout.rowPath.split(separator: "/").first.map(String.init) ?? ""
    }

    func drain(_ emit: (Draft) -> Void) { handler.flush(emit) }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        try reader.feed(chunk, isLast: isLast)
        if handler.isFull || isLast { handler.flush(emit) }
        guard isLast else { return }
        if handler.count == 0, reader.rootName != root {
            throw FormatError(Flaw(.columnMissing, line: 1, ["columns": root]))
        }
        emit(.end(rows: handler.count))
    }
}

/// Gathers the lines of an order while its element is open.
final class SalesXMLReader: XMLHandler {
    /// What an element of a declared path is.
    private struct Node {
        var path: String
        var positions: [Int] = []
        var attributes: [(name: String, positions: [Int])] = []
        var isOrder = false
        var isRow = false
    }

    /// A row read: its values, and where it stands.
    private struct Row {
        var values: [[UInt8]]
        var span: Span
    }

    private(set) var paths = XMLPaths()
    private(set) var count = 0
    private let columns: SalesColumns
    private var nodes: [Node] = []
    private var batch: SalesBatch
    /// Positions whose paths lie within the order, and within a row.
    private var ofOrder: Set<Int> = []
    private var ofRow: Set<Int> = []
    /// Positions that count once an order: its own amounts.
    private let once: Set<Int>
    private var values: [[UInt8]]
    private var rows: [Row] = []
    private var start: (line: Int, offset: Int64) = (0, 0)
    private var orderStart: (line: Int, offset: Int64) = (0, 0)

    init(_ layout: SourceLayout) {
        columns = SalesColumns(layout)
        let numbers = layout.numbers.decimal == nil ? NumberFormat.plain : layout.numbers
        batch = SalesBatch(layout, numbers: numbers, size: Limits.batchRows)
        values = Array(repeating: [], count: columns.headers.count)
        let amounts: [SalesField] = [
            .net, .tax, .gross, .discount, .unit_price, .quantity, .tender_amount, .order_shipping,
            .order_tax, .order_discount, .refunded,
        ]
        once = Set(amounts.map(\.rawValue)).union(columns.parts.map(\.amount))
        declare(layout)
    }

    // MARK: Paths

    private func declare(_ layout: SourceLayout) {
        let declared = columns.headers.enumerated().filter { position, header in
            position >= SalesField.allCases.count
                || layout.columns["\(SalesField.allCases[position])"] != nil
        }
        let order = orderPath(layout.rowPath, declared.map(\.element))
        for (position, header) in declared {
            if header.hasPrefix(order + "/") { ofOrder.insert(position) }
            if header.hasPrefix(layout.rowPath + "/") { ofRow.insert(position) }
            fill(position, header)
        }
        for part in columns.parts { declareGroup(part, row: layout.rowPath) }
        nodes[node(layout.rowPath)].isRow = true
        nodes[node(order)].isOrder = true
        for (number, node) in nodes.enumerated() {
            let hasBounds = node.isRow || node.isOrder || !node.attributes.isEmpty
            let interest: XMLInterest =
                node.positions.isEmpty ? .bounds : hasBounds ? .attributesAndText : .text
            paths.add(node.path, interest, number)
        }
    }

    /// A part that stands elsewhere than a row and what is around it is a row for every time it
    /// stands there: `Payment` in `Payments`, with its name and its amount.
    private func declareGroup(_ part: SalesColumns.Part, row: String) {
        let amount = columns.headers[part.amount]
        var group = amount.contains("@") ? container(amount) : amount
        if let name = part.name {
            while !(columns.headers[name] + "/").hasPrefix(group + "/") { group = container(group) }
        } else if (row + "/").hasPrefix(container(amount) + "/") {
            return
        }
        guard !group.isEmpty, !(row + "/").hasPrefix(group + "/") else { return }
        nodes[node(group)].isRow = true
        ofRow.formUnion([part.amount, part.name ?? part.amount])
    }

    /// The innermost element around a row that states something itself; else the row.
    private func orderPath(_ row: String, _ headers: [String]) -> String {
        var path = row
        while let slash = path.lastIndex(of: "/") {
            path = String(path[..<slash])
            if headers.contains(where: { container($0) == path }) { return path }
        }
        return row
    }

    /// The path of the element that a path's element or attribute stands in.
    private func container(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    private func fill(_ position: Int, _ path: String) {
        let name = path[path.index(path.startIndex, offsetBy: container(path).count)...].dropFirst()
        guard name.first == "@" else {
            nodes[node(path)].positions.append(position)
            return
        }
        let owner = node(container(path))
        nodes[owner].attributes.append((String(name.dropFirst()), [position]))
    }

    /// The number of a path's node, made where it is the first time.
    private func node(_ path: String) -> Int {
        if let known = nodes.firstIndex(where: { $0.path == path }) { return known }
        nodes.append(Node(path: path))
        return nodes.count - 1
    }

    // MARK: Elements

    func begin(_ field: Int, _ attributes: XMLAttributes, _ reader: XMLReader) {
        let node = nodes[field]
        if node.isOrder {
            for position in ofOrder { values[position] = [] }
            rows = []
            orderStart = (reader.line, reader.tagOffset)
        }
        if node.isRow {
            for position in ofRow { values[position] = [] }
            start = (reader.line, reader.tagOffset)
        }
        for (name, positions) in node.attributes {
            guard let value = attributes.value(named: name) else { continue }
            for position in positions { values[position] = Array(value.utf8) }
        }
    }

    func end(_ field: Int, text: Bytes, _ reader: XMLReader) {
        let node = nodes[field]
        for position in node.positions { values[position] = Array(text.withoutBlanks) }
        if node.isRow { endRow(start, reader) }
        if node.isOrder { endOrder(reader) }
    }

    private func endRow(_ start: (line: Int, offset: Int64), _ reader: XMLReader) {
        rows.append(
            Row(
                values: values,
                span: Span(
                    line: Int32(clamping: start.line), offset: start.offset,
                    length: Int32(clamping: reader.offset - start.offset))))
        for position in ofRow { values[position] = [] }
    }

    /// Every row takes what its order states of itself, wherever in the order that stands.
    private func endOrder(_ reader: XMLReader) {
        if rows.isEmpty { endRow(orderStart, reader) }
        for index in rows.indices {
            for position in rows[index].values.indices where !ofRow.contains(position) {
                let isFirst = index == 0 || !once.contains(position)
                rows[index].values[position] = isFirst ? values[position] : []
            }
            append(rows[index])
        }
        rows = []
    }

    private func append(_ row: Row) {
        count += 1
        let bytes = row.values.flatMap { $0 }
        bytes.withUnsafeBufferPointer { buffer in
            var end = 0
            let slices = row.values.map { value in
                defer { end += value.count }
                return Bytes(rebasing: buffer[end..<end + value.count])
            }
            batch.append(SalesValues(values: slices, headers: columns.headers, span: row.span))
        }
    }

    // MARK: Batches

    var isFull: Bool { batch.isFull }

    /// Hands over the orders that have ended.
    func flush(_ emit: (Draft) -> Void) {
        let unread = batch.takeUnread()
        if !unread.isEmpty { emit(.spoiled(unread)) }
        if !batch.rows.isEmpty { emit(.sales(batch.take())) }
    }
}
