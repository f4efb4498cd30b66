/// Bytes in, rows and elements out: CSV, XML, JSON lines, encodings, amounts and dates as written.
///
/// Input: the unpacked bytes of a drop, in pieces. Output: records and elements, each with the
/// line and the byte range it was read from. Entry: `CSVReader`, `XMLReader`, `LineReader`.
/// Architecture invariant: pure (no files, no settings of a client) and streaming: what is held
/// is one record, never the file.
public import Accounting

/// Bytes of a format, valid only during the call that passes them.
public typealias Bytes = UnsafeBufferPointer<UInt8>

/// The file cannot be read further.
public struct FormatError: Error {
    public let flaw: Flaw

    public init(_ flaw: Flaw) { self.flaw = flaw }
}
