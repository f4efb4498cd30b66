internal import Accounting

/// A line as SWIFT files have it: framed, with codes at its start.
extension TextLine {
    /// Where the line ends in the unpacked file.
    var end: Int64 { span.offset + Int64(span.length) }

    func dropFirst(_ count: Int) -> TextLine { part(count..<bytes.count) }

    /// Without control characters at both ends (SOH and ETX frame SWIFT messages on the wire).
    var withoutFrame: TextLine {
        func isFrame(_ byte: UInt8) -> Bool { byte < 32 && byte != 9 && byte != 0 }
        let lead = bytes.prefix(while: isFrame).count
        let tail = bytes.dropFirst(lead).reversed().prefix(while: isFrame).count
        return lead + tail == 0 ? self : part(lead..<bytes.count - tail)
    }

    func starts(with text: StaticString) -> Bool {
        bytes.starts(
            with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Where a text first stands in the line; nil where it does not.
    func position(of text: StaticString) -> Int? {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes.count >= wanted.count else { return nil }
        return (0...(bytes.count - wanted.count)).first { bytes[$0...].starts(with: wanted) }
    }
}
