internal import CLibXML2

/// A place in a file: line and column from 1 as libxml2 counts them, and the bytes before it.
public struct XMLPlace: Hashable, Sendable {
    public var line: Int
    public var column: Int
    public var offset: Int64

    public init(line: Int, column: Int, offset: Int64) {
        self.line = line
        self.column = column
        self.offset = offset
    }
}

extension XMLReader {
    /// The namespace URI of the document's first element with one.
    public var namespace: String { firstURI.map { String(cString: $0) } ?? "" }
    /// The namespace URI of the element whose beginning is being told; empty for none.
    public var elementNamespace: String { toldURI.map { String(cString: $0) } ?? "" }
    public var rootName: String { firstName.map { String(cString: $0) } ?? "" }

    /// The line of the element being told.
    public var line: Int { Int(context?.pointee.input?.pointee.line ?? 0) }

    /// Where the parser stands in the file's bytes (behind the tag being told).
    public var offset: Int64 {
        guard let context, let input = context.pointee.input else { return 0 }
        if input.pointee.buf?.pointee.encoder != nil { return Int64(xmlByteConsumed(context)) }
        // Below zero after a move to before what the parser still holds.
        let consumed = Int64(Int(bitPattern: input.pointee.consumed))
        return consumed + Int64(input.pointee.cur - input.pointee.base)
    }

    /// Bytes that wait for the rest of their tag, comment or instruction.
    var held: Int {
        guard let input = context?.pointee.input, let now = input.pointee.cur else { return 0 }
        return input.pointee.end - now
    }

    /// Where the start tag being told begins.
    public var tagOffset: Int64 {
        // The parser holds UTF-8; a tag's own bytes in UTF-16 are twice as many.
        offset - Int64(tagBytes.count) * (isWide ? 2 : 1)
    }

    /// The start tag being told, as far as it is read: all but its `>` or `/>`.
    private var tagBytes: Bytes {
        guard let input = context?.pointee.input, let base = input.pointee.base,
            let now = input.pointee.cur
        else { return Bytes(start: nil, count: 0) }
        var start = now
        while start > base, start.pointee != UInt8(ascii: "<") { start -= 1 }
        return Bytes(start: start, count: now - start)
    }

    /// The start tag being told, its attributes included.
    var startTag: [UInt8] { tagBytes + [UInt8(ascii: ">")] }

    public var place: XMLPlace {
        let column = context?.pointee.input?.pointee.col ?? 0
        return XMLPlace(line: line, column: Int(column), offset: offset)
    }

    /// Says that the parser stands at `place`: what lies before was read by another.
    ///
    /// libxml2 keeps these numbers for its messages and for `offset` alone.
    public func move(to place: XMLPlace) {
        guard let input = context?.pointee.input else { return }
        input.pointee.line = Int32(clamping: place.line)
        input.pointee.col = Int32(clamping: place.column)
        let held = Int64(input.pointee.cur - input.pointee.base)
        input.pointee.consumed = UInt(bitPattern: Int(place.offset - held))
    }

    /// True where everything fed was read, in UTF-8, and the parser stands between the children
    /// of an element that `openTags` ends with.
    public var standsInOpenTag: Bool {
        guard let context, let input = context.pointee.input, !hasFailed else { return false }
        return context.pointee.instate == XML_PARSER_CONTENT && context.pointee.wellFormed == 1
            && input.pointee.cur == input.pointee.end && input.pointee.buf?.pointee.encoder == nil
            && skipping == 0 && openTags.count == depth
    }
}
