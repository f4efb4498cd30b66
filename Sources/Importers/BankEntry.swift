internal import Accounting
internal import Formats

/// One bank entry as a line-by-line format states it, before it is put into columns.
///
/// Texts are UTF-8. Money in is positive.
struct BankEntry {
    var span: Span
    var day: Day?
    var valueDay: Day?
    /// nil where it could not be read: a flaw says so.
    var amount: Exact?
    var status = EntryStatus.booked
    /// The bank's own reference of the entry.
    var reference: [UInt8] = []
    var payerReference: [UInt8] = []
    var counterparty: [UInt8] = []
    var iban: [UInt8] = []
    var text = EntryText()
    var flaws: [Flaw] = []
    /// The transactions the entry is the sum of, each with its own counterparty.
    var parts: [BankEntryPart] = []
    /// What the stated details of the entry sum to, where it has any.
    var detailSum: Exact?
    /// The amount in another currency that it was converted from.
    var original: EntryOriginal?

    init(span: Span) { self.span = span }

    var line: Int { Int(span.line) }
}

/// One transaction of a batched entry.
struct BankEntryPart {
    var amount: Exact
    var payerReference: [UInt8] = []
    var counterparty: [UInt8] = []
    var iban: [UInt8] = []
    var text = EntryText()
}

/// What a bookkeeper reads of an entry: pieces of text one after the other.
struct EntryText {
    /// The longest text kept of one entry, in bytes.
    static let longest = 1024

    private(set) var bytes: [UInt8] = []
    /// True where nothing more is kept: a text that was cut is not gone on with.
    private var isFull = false

    /// One piece by itself.
    static func single(_ piece: some Collection<UInt8>) -> [UInt8] {
        var text = EntryText()
        text.add(piece)
        return text.bytes
    }

    /// Adds a piece, blanks around it taken off, several in a row and control characters made one.
    /// - Parameter joined: true where the piece goes on in the middle of a word.
    mutating func add(_ piece: some Collection<UInt8>, joined: Bool = false) {
        guard !isFull else { return }
        var gap = !bytes.isEmpty && !joined
        for byte in piece {
            if byte <= 32 {
                gap = !bytes.isEmpty
                continue
            }
            if gap { bytes.append(32) }
            gap = false
            bytes.append(byte)
        }
        guard bytes.count > EntryText.longest else { return }
        isFull = true
        // Never cut inside a character.
        var end = EntryText.longest
        while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        bytes.removeLast(bytes.count - end)
    }
}
