public import Accounting

/// How a source writes numbers; nil = not declared.
public struct NumberFormat: Hashable, Sendable {
    /// The decimal mark, `.` or `,`.
    public var decimal: UInt8?

    public init(decimal: UInt8?) { self.decimal = decimal }
    /// The format of our own published layouts: a point, no grouping.
    public static let plain = NumberFormat(decimal: UInt8(ascii: "."))
}

/// What an amount's text says.
public enum AmountReading: Equatable, Sendable {
    case amount(Exact)
    case empty
    case malformed
    case ambiguous
    case tooLarge
}

/// Reads amounts as written: `1 234,56`, `(12,00)`, `12-`, `€ 5`, `$1,750.06`, `-3`.
///
/// Groups must be of three digits. A single mark followed by three digits reads two ways
/// (`1.000`) and is `ambiguous` until the decimal mark is declared. No exponent, no hexadecimal,
/// ASCII digits only.
public struct AmountReader: Sendable {
    private let decimal: UInt8?

    public init(_ format: NumberFormat) { decimal = format.decimal }

    public func read(_ bytes: Bytes) -> AmountReading {
        if let plain = plain(bytes) { return .amount(plain) }
        return general(bytes)
    }

    /// The common form: optional minus, digits, the declared mark, digits; nil for any other.
    @inline(__always) private func plain(_ bytes: Bytes) -> Exact? {
        guard bytes.count > 0, bytes.count <= Limits.digits else { return nil }
        let mark = decimal ?? UInt8(ascii: ".")
        var index = 0
        let negative = bytes[0] == UInt8(ascii: "-")
        if negative { index = 1 }
        var value: Int64 = 0
        var scale = -1
        let first = index
        while index < bytes.count {
            let byte = bytes[index]
            if byte == mark {
                if scale >= 0 || index == first { return nil }
                scale = 0
            } else {
                let digit = byte &- 48
                if digit > 9 { return nil }
                value = value &* 10 &+ Int64(digit)
                if scale >= 0 { scale &+= 1 }
            }
            index &+= 1
        }
        if index == first || scale == 0 { return nil }
        // Undeclared, a point before three digits may group thousands: not the common form.
        if decimal == nil, scale == 3 { return nil }
        return Exact(mantissa: Int128(negative ? 0 &- value : value), scale: max(scale, 0))
    }

    private func general(_ bytes: Bytes) -> AmountReading {
        guard var tokens = AmountTokens(bytes) else { return .malformed }
        if tokens.isEmpty { return .empty }
        return tokens.reading(decimal: decimal)
    }
}

/// The digits and marks of an amount's text, signs and symbols taken off.
private struct AmountTokens {
    private var digits: [UInt8] = []
    /// Marks with the number of digits before them.
    private var marks: [(byte: UInt8, at: Int)] = []
    private var negative = false
    let isEmpty: Bool

    /// nil where a character stands that no amount has.
    init?(_ bytes: Bytes) {
        var rest = ArraySlice(Array(bytes))
        func trim() {
            while let first = rest.first, first == 32 || first == 9 { rest.removeFirst() }
            while let last = rest.last, last == 32 || last == 9 { rest.removeLast() }
            for blank in [[0xC2, 0xA0], [0xE2, 0x80, 0xAF]] as [[UInt8]] {
                while rest.starts(with: blank) { rest.removeFirst(blank.count) }
                while rest.suffix(blank.count).elementsEqual(blank) {
                    rest.removeLast(blank.count)
                }
            }
        }
        trim()
        isEmpty = rest.isEmpty
        var signs = 0
        if rest.first == UInt8(ascii: "("), rest.last == UInt8(ascii: ")") {
            rest = rest.dropFirst().dropLast()
            negative = true
            signs += 1
        }
        func sign() {
            trim()
            if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
                negative = negative != (first == UInt8(ascii: "-"))
                signs += 1
                rest.removeFirst()
            } else if rest.starts(with: [0xE2, 0x88, 0x92]) {  // U+2212 MINUS SIGN
                negative.toggle()
                signs += 1
                rest.removeFirst(3)
            } else if let last = rest.last, last == UInt8(ascii: "-") {
                negative.toggle()
                signs += 1
                rest.removeLast()
            }
            trim()
        }
        func symbol() {
            for text in ["€", "$", "£", "¥"] where rest.starts(with: text.utf8) {
                rest.removeFirst(text.utf8.count)
                return
            }
            for text in ["€", "$", "£", "¥"]
            where rest.suffix(text.utf8.count).elementsEqual(text.utf8) {
                rest.removeLast(text.utf8.count)
                return
            }
            let head = Array(rest.prefix(3))
            let foot = Array(rest.suffix(3))
            if Currency(bytes: head) != nil {
                rest.removeFirst(3)
            } else if Currency(bytes: foot) != nil {
                rest.removeLast(3)
            }
        }
        sign()
        symbol()
        sign()
        guard signs <= 1 else { return nil }
        while let byte = rest.first {
            if byte >= 48, byte <= 57 {
                digits.append(byte - 48)
                rest.removeFirst()
            } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == 32
                || byte == UInt8(ascii: "'")
            {
                marks.append((byte, digits.count))
                rest.removeFirst()
            } else if rest.starts(with: [0xC2, 0xA0]) {
                marks.append((32, digits.count))
                rest.removeFirst(2)
            } else if rest.starts(with: [0xE2, 0x80, 0xAF]) {
                marks.append((32, digits.count))
                rest.removeFirst(3)
            } else {
                return nil
            }
        }
        if digits.isEmpty && !isEmpty { return nil }
    }

    mutating func reading(decimal declared: UInt8?) -> AmountReading {
        var decimal = declared
        if decimal == nil {
            let points = marks.filter {
                $0.byte == UInt8(ascii: ".") || $0.byte == UInt8(ascii: ",")
            }
            let kinds = Set(points.map(\.byte))
            if kinds.count == 2 {
                decimal = points.last?.byte
            } else if points.count == 1, let only = points.first {
                let after = digits.count - only.at
                // After a blank group or with other than three decimals it can only be a decimal.
                if after == 3, only.at >= 1, only.at <= 3, marks.count == 1 { return .ambiguous }
                decimal = only.byte
            }
        }
        var scale = 0
        var groups = marks
        if let decimal, let last = marks.last, last.byte == decimal,
            marks.filter({ $0.byte == decimal }).count == 1
        {
            scale = digits.count - last.at
            guard scale > 0 else { return .malformed }
            groups.removeLast()
        }
        let whole = digits.count - scale
        guard whole > 0, Set(groups.map(\.byte)).count <= 1,
            groups.allSatisfy({ $0.byte != decimal })
        else { return .malformed }
        for (index, group) in groups.enumerated() {
            let next = index + 1 < groups.count ? groups[index + 1].at : whole
            guard group.at >= 1, next - group.at == 3 else { return .malformed }
            if index == 0, group.at > 3 { return .malformed }
        }
        guard digits.count <= Limits.digits else { return .tooLarge }
        let value = digits.reduce(Int128(0)) { $0 * 10 + Int128($1) }
        return .amount(Exact(mantissa: negative ? -value : value, scale: scale))
    }
}
