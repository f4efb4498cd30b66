internal import Accounting
internal import Formats

/// The account of a statement: its number and its currency.
struct CamtAccount: Sendable {
    let number: String
    let currency: String
}

/// What a segment gave: the rows and counts of its entries, and where it ends.
struct CamtPart: Sendable {
    private(set) var rows: [BankRows]
    let rowCount: Int
    private(set) var counts: CamtCounts
    /// The currency of its last entry.
    let currency: String
    /// Behind its last entry.
    private(set) var end: XMLPlace

    /// Sets its lines, counted from 0, behind `place`, and its columns on the first of them.
    mutating func set(behind place: XMLPlace) {
        for batch in rows.indices {
            for row in rows[batch].spans.indices {
                rows[batch].spans[row].line &+= Int32(truncatingIfNeeded: place.line)
            }
            for flaw in rows[batch].flaws.indices {
                rows[batch].flaws[flaw].flaw.line += place.line
            }
        }
        counts.shift(by: place.line)
        if end.line == 0 { end.column += place.column - 1 }
        end.line += place.line
    }
}

/// Some entries of a statement, cut out of a file to be read apart from the rest.
///
/// It begins where the file's reader would stand between two entries and ends right behind a
/// `</Ntry>`; what is read of it is the same as if it were read in its place.
struct CamtSegment: Sendable {
    /// The open start tags of the file, the entries, and the end tags.
    private var document: [UInt8]
    private let prefix: Int
    private let count: Int
    /// The bytes of the file before it.
    private let offset: Int64
    private let account: CamtAccount

    /// - Parameter head: the open start tags, `prefix` bytes, and the entries.
    init(
        _ head: consuming [UInt8], prefix: Int, endTags: [UInt8], offset: Int64,
        _ account: CamtAccount
    ) {
        self.prefix = prefix
        self.offset = offset
        self.account = account
        count = head.count - prefix
        document = head
        document.append(contentsOf: endTags)
    }

    /// Where it ends in the file.
    var end: Int64 { offset + Int64(count) }

    /// The entries as they stand in the file.
    var bytes: ArraySlice<UInt8> { document[prefix..<prefix + count] }

    /// Reads the segment; nil unless there is nothing in it but well-formed entries.
    func read() -> CamtPart? {
        let handler = Handler(offset: offset, account)
        let isRead = document.withUnsafeBufferPointer {
            XMLReader.read($0, CamtPaths.all, handler: handler)
        }
        guard isRead, handler.isPure, let last = handler.end, last.offset == end
        else { return nil }
        return handler.message.takePart(end: last)
    }

    /// Takes the entries of a segment and sees whether there is anything else.
    private final class Handler: XMLHandler {
        /// Told one element after the other on one thread, so no access overlaps another.
        @exclusivity(unchecked) var message = CamtMessage()
        private(set) var isPure = true
        /// Behind the last entry.
        private(set) var end: XMLPlace?
        private let offset: Int64
        private let account: CamtAccount
        private var hasBegun = false

        init(offset: Int64, _ account: CamtAccount) {
            self.offset = offset
            self.account = account
        }

        func begin(_ field: Int, _ attributes: XMLAttributes, _ reader: XMLReader) {
            guard let field = CamtField(rawValue: field) else { return }
            if field.isOfEntry { return message.begin(field, attributes, reader) }
            // The statement's own tag, once; its `>` is still to come.
            if hasBegun { isPure = false }
            hasBegun = true
            message.resume(account)
            reader.move(to: XMLPlace(line: 0, column: 0, offset: offset - 1))
        }

        func end(_ field: Int, text: Bytes, _ reader: XMLReader) {
            guard let field = CamtField(rawValue: field) else { return }
            switch field {
            case .statement, .report, .notification:
                if !reader.isPlain { isPure = false }
            case _ where field.isOfEntry:
                message.end(field, text, reader)
                if field == .entry { end = reader.place }
            default: isPure = false
            }
        }
    }
}
