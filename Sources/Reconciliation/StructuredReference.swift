/// References with check digits that an invoice asks to be paid with, in one spelling.
///
/// Creditor reference RF (ISO 11649, SCOR of the Swiss QR-bill), QR reference of 27 digits (modulo
/// 10, recursive), Belgian structured communication of 12 digits (modulo 97; `+++…+++`). Blanks,
/// `/`, `+` and `*` between the digits do not count. A number whose check digits fail is none.
enum StructuredReference {
    /// The reference a text is as a whole; nil where it is none.
    static func whole(_ text: String) -> [UInt8]? {
        let bytes = text.utf8.filter { isWord($0) }.map(folded)
        return isValid(bytes) ? bytes : nil
    }

    /// Every reference that stands in a text.
    static func all(in text: ArraySlice<UInt8>) -> [[UInt8]] {
        var found: [[UInt8]] = []
        var index = text.startIndex
        while index < text.endIndex {
            let isStart = index == text.startIndex || !isWord(text[index - 1])
            if isStart, isDigit(text[index]) {
                index = take(digits: text[index...], &found)
            } else if isStart, isCreditor(text[index...]), let reference = creditor(text[index...])
            {
                found.append(reference)
                index += 4
            } else {
                index += 1
            }
        }
        return found
    }

    /// The number an issuer wrapped into the reference: without prefix, check digits and leading
    /// zeros.
    static func body(_ reference: [UInt8]) -> ArraySlice<UInt8> {
        let inner: ArraySlice<UInt8>
        switch reference.count {
        case 27 where reference.allSatisfy(isDigit): inner = reference.dropLast()
        case 12 where reference.allSatisfy(isDigit): inner = reference.dropLast(2)
        default: inner = reference.dropFirst(4)
        }
        return inner.drop { $0 == 48 }
    }

    // MARK: Digits

    /// Digits with single separators among them: 12 or 27 of them in all may be a reference.
    /// - Returns: where to go on.
    private static func take(digits text: ArraySlice<UInt8>, _ found: inout [[UInt8]]) -> Int {
        var index = text.startIndex
        var count = 0
        while index < text.endIndex {
            if isDigit(text[index]) {
                count += 1
            } else {
                let next = index + 1
                let isBetween = text[index] == 32 || text[index] == 47
                guard isBetween, next < text.endIndex, isDigit(text[next]) else { break }
            }
            index += 1
        }
        let isWhole = index == text.endIndex || !isWord(text[index])
        if isWhole, count == 12 || count == 27 {
            let digits = text[..<index].filter(isDigit)
            if isValid(digits) { found.append(digits) }
        }
        return max(index, text.startIndex + 1)
    }

    /// `RF` and two digits.
    private static func isCreditor(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count >= 5 else { return false }
        let start = text.startIndex
        return folded(text[start]) == 82 && folded(text[start + 1]) == 70
            && isDigit(text[start + 2]) && isDigit(text[start + 3])
    }

    /// The longest valid reference of up to 25 characters, printed whole or in groups of four.
    private static func creditor(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var ends: [Int] = []
        var inGroup = 0
        for byte in text {
            if isWord(byte), byte < 0x80, bytes.count <= 25 {
                bytes.append(folded(byte))
                inGroup += 1
            } else {
                ends.append(bytes.count)
                guard byte == 32, inGroup == 4 else { break }
                inGroup = 0
            }
        }
        if ends.last != bytes.count { ends.append(bytes.count) }
        return ends.reversed().lazy.map { Array(bytes[..<$0]) }.first(where: isValid)
    }

    // MARK: Check digits

    static func isValid(_ bytes: [UInt8]) -> Bool {
        if bytes.allSatisfy(isDigit) {
            switch bytes.count {
            case 12: return isBelgian(bytes)
            case 27: return isSwiss(bytes)
            default: return false
            }
        }
        guard (5...25).contains(bytes.count), isCreditor(bytes[...]),
            bytes.allSatisfy({ isWord($0) && $0 < 0x80 })
        else { return false }
        return (bytes[4...] + bytes[..<4]).reduce(0) { remainder, byte in
            isDigit(byte)
                ? (remainder * 10 + Int(byte - 48)) % 97
                : (remainder * 100 + Int(byte - 55)) % 97
        } == 1
    }

    /// Ten digits modulo 97, 97 for 0 (Febelfin, structured communication).
    private static func isBelgian(_ digits: [UInt8]) -> Bool {
        func number(_ part: ArraySlice<UInt8>) -> Int {
            part.reduce(0) { $0 * 10 + Int($1 - 48) }
        }
        let remainder = number(digits[..<10]) % 97
        return number(digits[10...]) == (remainder == 0 ? 97 : remainder)
    }

    /// Modulo 10, recursive (SIX, Swiss Implementation Guidelines QR-bill, annex B).
    private static func isSwiss(_ digits: [UInt8]) -> Bool {
        let table = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5]
        let carry = digits.dropLast().reduce(0) { table[($0 + Int($1 - 48)) % 10] }
        return digits.last.map { Int($0 - 48) } == (10 - carry) % 10
    }
}
