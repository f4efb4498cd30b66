/// The vocabulary that every stage speaks: money, days, accounts, drafts, findings.
///
/// Input: nothing. Output: values. Entry: the types themselves.
/// Architecture invariant: pure Swift, no Foundation, no I/O, no clock; every other target
/// may import this one and this one imports none.
public enum Limits {
    /// The largest amount in minor units that one row may carry (ISO 20022: 18 digits; ours 10¹⁵).
    public static let amount: Int64 = 1_000_000_000_000_000
    /// The most digits an amount may be written with.
    public static let digits = 18
    /// The most decimals of an amount: with more, sums of Int128 could leave their range.
    public static let decimals = 13
    /// The most rows of one batch between the reader and the book.
    public static let batchRows = 4096
    /// The most lines of a table that may be no rows, unless it has as many rows.
    public static let strayLines = 4096
    /// The longest record of a text format, in bytes.
    public static let record = 1 << 20
    /// The deepest nesting of an XML or JSON document.
    public static let depth = 64
    /// The longest text of one XML field, in bytes.
    public static let text = 64 << 10
    /// The longest XML tag, comment or processing instruction, in bytes.
    public static let tag = 256 << 10
    /// The most findings kept for one code in one file; the rest is counted.
    public static let findings = 1000
    /// The largest file after unpacking, in bytes.
    public static let file: Int64 = 4 << 30
    /// How many times larger than its packed form a file may be, once it is over 16 MiB.
    public static let ratio: Int64 = 1000
    /// The most members of one archive.
    public static let members = 1000
}

/// Arithmetic left the range of Int64 minor units.
public struct Overflow: Error, Equatable {
    public init() {}
}
