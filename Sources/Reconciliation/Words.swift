/// A letter or digit, or a part of one that is not ASCII.
@inline(__always) func isWord(_ byte: UInt8) -> Bool {
    byte >= 48 && byte <= 57 || byte | 0x20 >= 97 && byte | 0x20 <= 122 || byte >= 0x80
}

@inline(__always) func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

/// ASCII letters in capitals.
@inline(__always) func folded(_ byte: UInt8) -> UInt8 {
    byte >= 97 && byte <= 122 ? byte - 32 : byte
}

extension ArraySlice<UInt8> {
    /// True where `part` stands in the text with no letter or digit beside it.
    func holdsWhole(_ part: [UInt8]) -> Bool {
        guard count >= part.count, let first = part.first else { return false }
        var index = startIndex
        let last = endIndex - part.count
        while index <= last {
            if self[index] == first, self[index..<index + part.count].elementsEqual(part) {
                let end = index + part.count
                let isWhole =
                    (index == startIndex || !isWord(self[index - 1]))
                    && (end == endIndex || !isWord(self[end]))
                if isWhole { return true }
            }
            index += 1
        }
        return false
    }
}
