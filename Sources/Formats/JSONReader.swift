public import Accounting
internal import CSimdJSON

/// A value of a JSON document, told in document order.
public enum JSONEvent: Int32, Sendable {
    case objectStart = 0, objectEnd, arrayStart, arrayEnd, key, string, number, yes, no, null
}

/// Walks whole JSON documents strictly (RFC 8259): every value is looked at, duplicate keys, a
/// depth over 64, bad numbers and anything behind the document are refused.
public final class JSONReader {
    private let parser: OpaquePointer

    public init() {
        guard let parser = monthend_json_open() else { preconditionFailure("out of memory") }
        self.parser = parser
    }

    deinit { monthend_json_close(parser) }

    /// Tells the values of a well-formed document to `visit`; numbers as their own text.
    ///
    /// The texts live until the next walk.
    /// - Throws: `FormatError` with the reason; then nothing was told.
    public func walk(_ document: Bytes, line: Int = 1, _ visit: (JSONEvent, Bytes) -> Void)
        throws(FormatError)
    {
        var tokens: UnsafePointer<monthend_json_token>?
        var count = 0
        if let problem = monthend_json_walk(
            parser, document.baseAddress, document.count, &tokens, &count)
        {
            guard isUTF8(document) else { throw FormatError(Flaw(.encoding, line: line)) }
            throw FormatError(
                Flaw(.malformed, line: line, ["reason": String(cString: problem)]))
        }
        for token in UnsafeBufferPointer(start: tokens, count: count) {
            guard let event = JSONEvent(rawValue: token.event) else { continue }
            visit(event, Bytes(start: token.text, count: token.length))
        }
    }
}

/// Cuts JSON lines (one document a line, blank lines passed over), with the place of each.
///
/// A line over `Limits.record` is refused. The document itself is read by `JSONReader`.
public struct LineReader {
    private var buffer: [UInt8] = []
    private var offset: Int64 = 0
    private var line: Int32 = 1
    private var atStart = true

    public init() {}

    public mutating func feed(_ chunk: Bytes, isLast: Bool, _ take: (Bytes, Span) throws -> Void)
        throws
    {
        buffer.append(contentsOf: chunk)
        var position = 0
        if atStart, buffer.count >= 3 || isLast {
            atStart = false
            if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        }
        guard !atStart else { return }
        var (line, offset) = (line, offset)
        try buffer.withUnsafeBufferPointer { bytes in
            while position < bytes.count {
                let end = bytes.firstIndex(of: 10, from: position)
                if end == nil, !isLast { break }
                let stop = end ?? bytes.count
                if stop - position > Limits.record {
                    throw FormatError(Flaw(.limit, line: Int(line), ["limit": "record 1 MiB"]))
                }
                let span = Span(
                    line: line, offset: offset + Int64(position), length: Int32(stop - position))
                try take(Bytes(rebasing: bytes[position..<stop]), span)
                line &+= 1
                position = end.map { $0 + 1 } ?? bytes.count
            }
        }
        self.line = line
        buffer.removeSubrange(0..<position)
        offset += Int64(position)
        self.offset = offset
        if buffer.count > Limits.record {
            throw FormatError(Flaw(.limit, line: Int(line), ["limit": "record 1 MiB"]))
        }
    }
}
