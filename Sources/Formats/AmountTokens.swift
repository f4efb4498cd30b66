internal import Accounting

/// The digits and marks of an amount's text, signs and symbols taken off.
struct AmountTokens {
    private struct Mark {
        let byte: UInt8
        /// The number of digits before it.
        let at: Int
    }

    private var text: AmountText
    private var digits = 0
    /// Of the digits, as far as an amount may have them.
    private var value: Int64 = 0
    private var marks: [Mark] = []
    private var negative = false
    private var signs = 0
    let isEmpty: Bool

    /// nil where a character stands that no amount has.
    init?(_ bytes: Bytes) {
        text = AmountText(bytes)
        text.trim()
        isEmpty = text.isEmpty
        if text.first == UInt8(ascii: "("), text.last == UInt8(ascii: ")") {
            text.dropFirst(1)
            text.dropLast(1)
            negative = true
            signs = 1
        }
        takeSign()
        text.dropSymbol()
        takeSign()
        guard signs <= 1, takeNumber(), digits > 0 || isEmpty else { return nil }
    }

    private mutating func takeSign() {
        text.trim()
        if text.drop(prefix: "-") || text.drop(prefix: "\u{2212}") {
            negative.toggle()
            signs += 1
        } else if text.drop(prefix: "+") {
            signs += 1
        } else if text.drop(suffix: "-") {
            negative.toggle()
            signs += 1
        }
        text.trim()
    }

    /// False where something else than digits and marks stands.
    private mutating func takeNumber() -> Bool {
        while let byte = text.first {
            let digit = byte &- 48
            if digit <= 9 {
                digits += 1
                if digits <= Limits.digits { value = value * 10 + Int64(digit) }
                text.dropFirst(1)
            } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == 32
                || byte == UInt8(ascii: "'")
            {
                marks.append(Mark(byte: byte, at: digits))
                text.dropFirst(1)
            } else if text.drop(prefix: "\u{A0}") || text.drop(prefix: "\u{202F}") {
                marks.append(Mark(byte: 32, at: digits))
            } else {
                return false
            }
        }
        return true
    }

    func reading(decimal declared: UInt8?) -> AmountReading {
        let decimal: UInt8?
        switch declared.map(DecimalMark.known) ?? decimalMark() {
        case .known(let byte): decimal = byte
        case .undecided: decimal = nil
        case .ambiguous: return .ambiguous
        }
        var scale = 0
        var groups = marks[...]
        if let decimal, let last = marks.last, last.byte == decimal, isSingle(decimal) {
            scale = digits - last.at
            guard scale > 0 else { return .malformed }
            groups.removeLast()
        }
        guard areGroups(groups, of: digits - scale, decimal) else { return .malformed }
        guard digits <= Limits.digits else { return .tooLarge }
        return .amount(Exact(mantissa: Int128(negative ? -value : value), scale: scale))
    }

    private enum DecimalMark { case known(UInt8), undecided, ambiguous }

    /// The decimal mark as the text itself tells it.
    private func decimalMark() -> DecimalMark {
        var last: Mark?
        var points = 0
        var areMixed = false
        for mark in marks where mark.byte == UInt8(ascii: ".") || mark.byte == UInt8(ascii: ",") {
            if let last, last.byte != mark.byte { areMixed = true }
            last = mark
            points += 1
        }
        guard let last, areMixed || points == 1 else { return .undecided }
        // After a blank group or with other than three decimals it can only be a decimal.
        if !areMixed, marks.count == 1, digits - last.at == 3, last.at >= 1, last.at <= 3 {
            return .ambiguous
        }
        return .known(last.byte)
    }

    private func isSingle(_ byte: UInt8) -> Bool {
        var count = 0
        for mark in marks where mark.byte == byte { count += 1 }
        return count == 1
    }

    /// True where the marks are of one kind and part the whole digits in threes.
    private func areGroups(_ groups: ArraySlice<Mark>, of whole: Int, _ decimal: UInt8?) -> Bool {
        guard whole > 0 else { return false }
        guard let first = groups.first else { return true }
        guard first.at <= 3, first.byte != decimal else { return false }
        for (index, group) in zip(groups.indices, groups) {
            let next = index + 1 < groups.endIndex ? groups[index + 1].at : whole
            guard group.byte == first.byte, group.at >= 1, next - group.at == 3 else {
                return false
            }
        }
        return true
    }
}

/// What is left of an amount's text while it is taken apart from both ends.
private struct AmountText {
    private var rest: Bytes

    init(_ bytes: Bytes) { rest = bytes }

    var isEmpty: Bool { rest.isEmpty }
    var first: UInt8? { rest.first }
    var last: UInt8? { rest.last }

    mutating func dropFirst(_ count: Int) { rest = Bytes(rebasing: rest.dropFirst(count)) }
    mutating func dropLast(_ count: Int) { rest = Bytes(rebasing: rest.dropLast(count)) }

    /// True where the text began with `prefix`, which is gone then.
    mutating func drop(prefix: StaticString) -> Bool {
        guard holds(prefix, at: 0) else { return false }
        dropFirst(prefix.utf8CodeUnitCount)
        return true
    }

    /// True where the text ended in `suffix`, which is gone then.
    mutating func drop(suffix: StaticString) -> Bool {
        guard holds(suffix, at: rest.count - suffix.utf8CodeUnitCount) else { return false }
        dropLast(suffix.utf8CodeUnitCount)
        return true
    }

    private func holds(_ text: StaticString, at start: Int) -> Bool {
        guard start >= 0, start + text.utf8CodeUnitCount <= rest.count else { return false }
        for index in 0..<text.utf8CodeUnitCount
        where rest[start + index] != text.utf8Start[index] {
            return false
        }
        return true
    }

    /// Takes off blanks, tabs and the blanks that never break a line, at both ends.
    mutating func trim() {
        while let first = rest.first, first == 32 || first == 9 { dropFirst(1) }
        while let last = rest.last, last == 32 || last == 9 { dropLast(1) }
        while drop(prefix: "\u{A0}") {}
        while drop(suffix: "\u{A0}") {}
        while drop(prefix: "\u{202F}") {}
        while drop(suffix: "\u{202F}") {}
    }

    /// Takes off one currency symbol or code, before the number or behind it.
    mutating func dropSymbol() {
        if drop(prefix: "€") || drop(prefix: "$") || drop(prefix: "£") || drop(prefix: "¥") {
            return
        }
        if drop(suffix: "€") || drop(suffix: "$") || drop(suffix: "£") || drop(suffix: "¥") {
            return
        }
        if isCode(rest.prefix(3)) {
            dropFirst(3)
        } else if isCode(rest.suffix(3)) {
            dropLast(3)
        }
    }

    private func isCode(_ letters: Slice<Bytes>) -> Bool {
        guard let first = letters.first, first >= 65, first <= 90 else { return false }
        return Currency(bytes: Array(letters)) != nil
    }
}
