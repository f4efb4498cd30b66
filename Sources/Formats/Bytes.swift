/// Eight bytes of a text looked at together: what a search for a mark goes by.
struct ByteWord {
    /// The first byte in the lowest place.
    private(set) var bits: UInt64

    /// The same byte eight times.
    init(repeating byte: UInt8) { bits = 0x0101_0101_0101_0101 &* UInt64(byte) }

    /// The eight bytes from `index`, all of which must be in the buffer.
    @inline(__always) init(_ bytes: Bytes, at index: Int) {
        bits = UInt64(
            littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(
                fromByteOffset: index, as: UInt64.self))
    }

    /// Marks, by their high bit, the bytes equal to `other`'s; right up to the first of them.
    @inline(__always) func marks(of other: ByteWord) -> UInt64 {
        let difference = bits ^ other.bits
        return (difference &- 0x0101_0101_0101_0101) & ~difference & ByteWord.highBits
    }

    /// Marks the bytes under `other`'s, which must be under 128; right up to the first of them.
    @inline(__always) func marks(below other: ByteWord) -> UInt64 {
        (bits &- other.bits) & ~bits & ByteWord.highBits
    }

    /// The word's bytes before the first mark, and zeros behind them.
    @inline(__always) func bits(before marks: UInt64) -> UInt64 {
        // The lowest mark is bit 7 of its byte: what is below that byte stays.
        bits & (((marks & (0 &- marks)) >> 7) &- 1)
    }

    /// The high bit of every byte.
    static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// True where a byte is over 127 or zero.
    @inline(__always) var hasHighByteOrZero: Bool {
        (bits | marks(of: ByteWord(repeating: 0))) & ByteWord.highBits != 0
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Without the blanks at both ends.
    @inlinable public var withoutBlanks: UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = count
        while end > start, self[end &- 1] == 32 { end &-= 1 }
        while start < end, self[start] == 32 { start &+= 1 }
        return UnsafeBufferPointer(rebasing: self[start..<end])
    }

    /// The place of the first `byte` from `start` on.
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        let wanted = ByteWord(repeating: byte)
        var index = start
        while index &+ 8 <= count {
            let marks = ByteWord(self, at: index).marks(of: wanted)
            if marks != 0 { return index &+ marks.trailingZeroBitCount / 8 }
            index &+= 8
        }
        while index < count {
            if self[index] == byte { return index }
            index &+= 1
        }
        return nil
    }
}
