/// Numbers texts in the order they come, from 0: the same bytes have the same number.
///
/// Exact (no text is mistaken for another) and compact: a text costs its bytes and about 16 more.
/// Looking one up allocates nothing.
public struct TextNumbers: Sendable {
    private var bytes: [UInt8] = []
    /// Where each text ends; it begins where the one before ends.
    private var ends: [Int32] = []
    private var hashes: [UInt32] = []
    /// Numbers by hash, −1 for none; a power of two long, at most half full.
    private var slots: [Int32] = Array(repeating: -1, count: 64)

    public init() {}

    public var count: Int { ends.count }

    /// The text of a number.
    public func text(_ number: Int) -> String {
        String(decoding: bytes[range(number)], as: UTF8.self)
    }

    /// The number of a text, given to it now where it is new.
    /// - Complexity: constant, linear in the text.
    public mutating func number(_ text: ArraySlice<UInt8>) -> Int {
        let hash = TextNumbers.hash(text)
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let known = Int(slots[slot])
            if hashes[known] == hash, isText(known, text) { return known }
            slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = Int32(ends.count)
        bytes.append(contentsOf: text)
        ends.append(Int32(bytes.count))
        hashes.append(hash)
        if 2 * ends.count > slots.count { grow() }
        return ends.count - 1
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

    /// Seeded by the process, so that no file can be made to collide.
    private static func hash(_ text: ArraySlice<UInt8>) -> UInt32 {
        var hasher = Hasher()
        text.withUnsafeBytes { hasher.combine(bytes: $0) }
        return UInt32(truncatingIfNeeded: hasher.finalize())
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for (number, hash) in hashes.enumerated() {
            var slot = Int(hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number)
        }
    }
}
