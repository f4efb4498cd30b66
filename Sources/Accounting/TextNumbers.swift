/// Numbers texts in the order they come, from 0: the same bytes have the same number.
///
/// Exact (no text is mistaken for another) and compact: a text costs its bytes and about 16 more.
/// Looking one up allocates nothing. Texts that only go up, as a till numbers its receipts, are
/// told apart by the last one alone: the table is made when one does not.
public struct TextNumbers: Sendable {
    private var bytes: [UInt8] = []
    /// Where each text ends; it begins where the one before ends.
    private var ends: [Int32] = []
    /// Of the texts that the table has, by number.
    private var hashes: [UInt32] = []
    /// Numbers by hash, −1 for none; a power of two long, at most half full.
    private var slots: [Int32] = Array(repeating: -1, count: 64)
    /// True while every text was longer than the one before, or as long and greater.
    private var isAscending = true

    public init() {}

    public var count: Int { ends.count }

    /// The text of a number.
    public func text(_ number: Int) -> String {
        String(decoding: bytes[range(number)], as: UTF8.self)
    }

    /// The number of a text, given to it now where it is new.
    /// - Complexity: constant, linear in the text.
    public mutating func number(_ text: ArraySlice<UInt8>) -> Int {
        if isAscending {
            switch order(text) {
            case .later:
                append(text)
                return count - 1
            case .same: return count - 1
            case .earlier:
                isAscending = false
                fill()
            }
        }
        let hash = TextNumbers.hash(text)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let known = Int(slots[slot])
            if hashes[known] == hash, isText(known, text) { return known }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Int32(count)
        append(text)
        hashes.append(hash)
        if 2 * count > slots.count { place(in: 2 * slots.count) }
        return count - 1
    }

    private mutating func append(_ text: ArraySlice<UInt8>) {
        bytes.append(contentsOf: text)
        ends.append(Int32(bytes.count))
    }

    private enum Order { case later, same, earlier }

    /// How a text stands to the last one: by length, then by bytes.
    private func order(_ text: ArraySlice<UInt8>) -> Order {
        guard count > 0 else { return .later }
        let range = range(count - 1)
        if range.count != text.count { return range.count < text.count ? .later : .earlier }
        return bytes.withUnsafeBufferPointer { known in
            text.withUnsafeBufferPointer { text in
                for index in 0..<text.count {
                    let before = known[range.lowerBound + index]
                    if before != text[index] {
                        return before < text[index] ? .later : .earlier
                    }
                }
                return .same
            }
        }
    }

    private func range(_ number: Int) -> Range<Int> {
        (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
    }

    private func isText(_ number: Int, _ text: ArraySlice<UInt8>) -> Bool {
        let range = range(number)
        guard range.count == text.count else { return false }
        return bytes.withUnsafeBufferPointer { known in
            text.withUnsafeBufferPointer { text in
                for index in 0..<text.count where known[range.lowerBound + index] != text[index] {
                    return false
                }
                return true
            }
        }
    }

    /// Seeds of the process, so that no file can be made to collide.
    private static let seeds = (
        UInt64.random(in: 0...UInt64.max), UInt64.random(in: 0...UInt64.max) | 1
    )

    /// Folded multiplication, eight bytes at a time.
    private static func hash(_ text: ArraySlice<UInt8>) -> UInt32 {
        let (first, second) = seeds
        return text.withUnsafeBytes { bytes in
            var hash = first ^ UInt64(bytes.count)
            for start in stride(from: 0, to: bytes.count, by: 8) {
                var word: UInt64 = 0
                if bytes.count - start >= 8 {
                    word = bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self)
                } else {
                    for byte in bytes[start...] { word = word << 8 | UInt64(byte) }
                }
                let product = (hash ^ word).multipliedFullWidth(by: second)
                hash = product.high ^ product.low
            }
            return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
        }
    }

    /// Puts every text into the table.
    private mutating func fill() {
        hashes = (0..<count).map { TextNumbers.hash(bytes[range($0)]) }
        var room = slots.count
        while 2 * count > room { room *= 2 }
        place(in: room)
    }

    /// Makes the table anew with that many slots.
    private mutating func place(in room: Int) {
        slots = Array(repeating: -1, count: room)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number)
        }
    }
}
