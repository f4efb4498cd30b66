internal import Accounting
internal import Formats

/// How a declared layout fits a table: the columns it finds, those it lacks, those it leaves.
public struct TableMatch: Sendable {
    public struct Column: Sendable {
        public let field: String
        /// The header the layout declares (without a header, the position from 1).
        public let header: String
        public let isFound: Bool
    }

    /// Declared columns by the name of their field.
    public let columns: [Column]
    /// Headers of the file that the layout does not name.
    public let unused: [String]
    /// The line of the header: the one that has the most of the declared columns.
    public let line: Int

    public var isComplete: Bool { columns.allSatisfy(\.isFound) }

    /// Looks at the beginning of a table; nil for a layout without a header, or of no table.
    ///
    /// - Parameter head: the first 64 KiB at most.
    public init?(_ layout: SourceLayout, head: [UInt8]) {
        guard layout.hasHeader, !layout.columns.isEmpty else { return nil }
        let declared = layout.columns.sorted { $0.key < $1.key }
        var best: (found: Set<String>, names: [String], line: Int) = ([], [], 1)
        for (line, names) in TableMatch.records(layout, head) {
            let known = Set(names.map { $0.lowercased() })
            let found = Set(declared.map(\.value).filter { known.contains($0.lowercased()) })
            if found.count > best.found.count { best = (found, names, line) }
        }
        let matched = declared.filter {
            best.found.contains($0.value) || !layout.isOptional($0.key)
        }
        columns = matched.map {
            Column(field: $0.key, header: $0.value, isFound: best.found.contains($0.value))
        }
        let amounts =
            layout.payouts.amounts.flatMap { [$0.column, $0.nameColumn ?? $0.column] }
            + layout.parts.flatMap { [$0.column, $0.nameColumn ?? $0.column] }
        let named = Set((declared.map(\.value) + amounts).map { $0.lowercased() })
        unused = best.names.filter { !$0.isEmpty && !named.contains($0.lowercased()) }
        line = best.line
    }

    /// The first records with their lines, a text a field.
    private static func records(_ layout: SourceLayout, _ head: [UInt8]) -> [(Int, [String])] {
        let mark = layout.encoding ?? TextEncoding.mark(head) ?? .utf8
        let decoder = TextDecoder(mark)
        let bytes =
            mark.isWide
            ? head.withUnsafeBufferPointer { decoder.decode(piece: $0, isLast: false) } ?? [] : head
        let narrow = mark.isWide ? TextDecoder(.utf8) : decoder
        var reader = CSVReader(delimiter: layout.delimiter, quote: layout.quote)
        var records: [(Int, [String])] = []
        // A record that the piece cuts is none.
        try? bytes.withUnsafeBufferPointer { piece in
            try reader.feed(piece, isLast: true) { record in
                guard records.count < 64 else { return }
                let names = (0..<record.count).map { index in
                    let raw = record.unquoted(index)
                    return String(
                        decoding: raw.withUnsafeBufferPointer { narrow.decode($0) } ?? raw,
                        as: UTF8.self
                    ).trimmed
                }
                records.append((Int(record.span.line), names))
            }
        }
        return records
    }
}
