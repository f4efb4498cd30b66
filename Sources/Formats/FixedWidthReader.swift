public import Accounting

/// One record of a fixed-width layout, read by columns; its bytes live until the reader's next
/// call.
///
/// Columns are counted in characters from 1, both ends included, as the published layouts count
/// them: `record[3...7]` is "positions 3 to 7". A column beyond the end of a record is nothing:
/// senders leave trailing blanks out.
public struct FixedRecord {
    public let span: Span
    /// False for a last record that the file ends in without a line end.
    public let isEnded: Bool
    private let bytes: Bytes
    /// Where each character begins, for a record of UTF-8 with others than ASCII; else none.
    private let starts: [Int32]
    private let decoder: TextDecoder

    fileprivate init(_ line: TextLine, _ decoder: TextDecoder) {
        span = line.span
        isEnded = line.isEnded
        let bytes = line.bytes
        self.bytes = bytes
        self.decoder = decoder
        if decoder.encoding.isUTF8, bytes.contains(where: { $0 >= 0x80 }), isUTF8(bytes) {
            starts = bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 }.map { Int32($0) }
        } else {
            starts = []
        }
    }

    /// The number of characters.
    public var count: Int { starts.isEmpty ? bytes.count : starts.count }
    public var line: Int { Int(span.line) }

    /// The bytes of columns as they stand in the file.
    public subscript(columns: ClosedRange<Int>) -> Bytes {
        let first = min(columns.lowerBound - 1, count)
        let end = max(first, min(columns.upperBound, count))
        return Bytes(rebasing: bytes[byte(first)..<byte(end)])
    }

    /// Where the character of a 0-based column begins.
    private func byte(_ column: Int) -> Int {
        if starts.isEmpty { return column }
        return column < starts.count ? Int(starts[column]) : bytes.count
    }

    /// The one character of a column; a blank beyond the end of the record.
    public subscript(column: Int) -> UInt8 { self[column...column].first ?? 32 }

    /// The text of columns as UTF-8 without the blanks around it; nil where it is not of the
    /// file's encoding.
    public func text(_ columns: ClosedRange<Int>) -> [UInt8]? {
        decoder.decode(trimmed(self[columns]))
    }

    /// The text of columns for keys and codes; U+FFFD stands for what is not of the encoding.
    public func string(_ columns: ClosedRange<Int>) -> String {
        let raw = trimmed(self[columns])
        return String(decoding: decoder.decode(raw) ?? Array(raw), as: UTF8.self)
    }

    public func isBlank(_ columns: ClosedRange<Int>) -> Bool {
        self[columns].allSatisfy { $0 == 32 }
    }

    /// A whole number without sign, blanks around it allowed; nil for anything else.
    public func number(_ columns: ClosedRange<Int>) -> Int? {
        let digits = trimmed(self[columns])
        guard digits.count <= 9, let value = Exact(digits: digits, scale: 0) else { return nil }
        return Int(value.mantissa)
    }

    /// Digits over all the columns with an implied decimal mark; nil for anything else.
    public func amount(_ columns: ClosedRange<Int>, scale: Int) -> Exact? {
        let digits = self[columns]
        return digits.count == columns.count ? Exact(digits: digits, scale: scale) : nil
    }

    /// A date over all the columns; `malformed` also where they are zeros.
    public func day(_ columns: ClosedRange<Int>, _ reader: DateReader) -> DateReading {
        reader.read(self[columns])
    }
}

/// Reads the records of a fixed-width layout, with line ends or without.
///
/// The encoding is the layout's, else UTF-8 by the character; EBCDIC is not supported. Lines may
/// be shorter than the record (trailing blanks cut off) or longer.
public struct FixedWidthReader {
    private var lines: TextLineReader
    private let decoder: TextDecoder

    /// - Parameters:
    ///   - length: the characters of a record.
    ///   - encoding: as declared; nil where it is UTF-8 or what the byte order mark says.
    public init(length: Int, encoding: TextEncoding?) {
        lines = TextLineReader(encoding, recordLength: length)
        decoder = TextLineReader.decoder(encoding)
    }

    /// Reads on; blank lines are passed over.
    public mutating func feed(
        _ chunk: Bytes, isLast: Bool, record: (FixedRecord) throws -> Void
    ) throws {
        let decoder = decoder
        try lines.feed(chunk, isLast: isLast) { line in
            if !line.isBlank { try record(FixedRecord(line, decoder)) }
        }
    }
}

extension Exact {
    /// Digits and nothing else, `scale` of them behind an implied mark; at most `Limits.digits`
    /// that count.
    public init?(digits: some Collection<UInt8>, scale: Int) {
        guard !digits.isEmpty else { return nil }
        var value: Int128 = 0
        var significant = 0
        for byte in digits {
            guard byte >= 48, byte <= 57 else { return nil }
            if value != 0 || byte != 48 { significant += 1 }
            guard significant <= Limits.digits else { return nil }
            value = value * 10 + Int128(byte - 48)
        }
        self.init(mantissa: value, scale: scale)
    }

    /// Digits that a sign may stand before, as BAI2 writes amounts.
    public init?(signedDigits digits: some Collection<UInt8>, scale: Int) {
        let sign = digits.first
        let hasSign = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
        guard let value = Exact(digits: digits.dropFirst(hasSign ? 1 : 0), scale: scale) else {
            return nil
        }
        self = sign == UInt8(ascii: "-") ? -value : value
    }
}

/// The bytes without the blanks around them.
func trimmed(_ bytes: Bytes) -> Bytes {
    var (start, end) = (0, bytes.count)
    while end > start, bytes[end - 1] == 32 || bytes[end - 1] == 9 { end -= 1 }
    while start < end, bytes[start] == 32 || bytes[start] == 9 { start += 1 }
    return Bytes(rebasing: bytes[start..<end])
}
