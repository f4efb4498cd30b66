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

/// What an amount's text says in the minor units of a currency.
public enum UnitsReading: Equatable, Sendable {
    case units(Int64)
    case empty
    case defect(Defect)
}

/// Reads amounts as written: `1 234,56`, `(12,00)`, `12-`, `€ 5`, `$1,750.06`, `-3`.
///
/// Groups must be of three digits. A single mark followed by three digits reads two ways
/// (`1.000`) and is `ambiguous` until the decimal mark is declared. No exponent, no hexadecimal,
/// ASCII digits only, at most `Limits.decimals` of them behind the mark.
public struct AmountReader: Sendable {
    private let decimal: UInt8?

    public init(_ format: NumberFormat) { decimal = format.decimal }

    public func read(_ bytes: Bytes) -> AmountReading {
        if bytes.isEmpty { return .empty }
        if let plain = plain(bytes), plain.scale <= Limits.decimals {
            return .amount(Exact(mantissa: Int128(plain.mantissa), scale: plain.scale))
        }
        let reading = general(bytes)
        guard case .amount(let amount) = reading, amount.scale > Limits.decimals else {
            return reading
        }
        return .malformed
    }

    /// Reads straight into the minor units of a currency with `exponent` decimals.
    public func units(_ bytes: Bytes, exponent: Int) -> UnitsReading {
        if bytes.isEmpty { return .empty }
        if let units = plain(bytes)?.units(exponent: exponent) { return .units(units) }
        switch read(bytes) {
        case .amount(let exact):
            guard let units = exact.minorUnits(exponent: exponent) else {
                return .defect(exact.unitsDefect(exponent: exponent))
            }
            return .units(units)
        case .empty: return .empty
        case .malformed: return .defect(.amountMalformed)
        case .ambiguous: return .defect(.amountAmbiguous)
        case .tooLarge: return .defect(.amountTooLarge)
        }
    }

    /// The common form: optional minus, digits, the declared mark, digits; nil for any other.
    @inline(__always) private func plain(_ bytes: Bytes) -> PlainAmount? {
        guard bytes.count > 0, bytes.count <= Limits.digits else { return nil }
        let mark = decimal ?? UInt8(ascii: ".")
        let first = bytes[0] == UInt8(ascii: "-") ? 1 : 0
        var value: Int64 = 0
        var point = -1
        var index = first
        while index < bytes.count {
            let digit = bytes[index] &- 48
            if digit <= 9 {
                value = value &* 10 &+ Int64(digit)
            } else {
                guard bytes[index] == mark, point < 0, index > first else { return nil }
                point = index
            }
            index &+= 1
        }
        if index == first || point == index &- 1 { return nil }
        let scale = point < 0 ? 0 : index &- 1 &- point
        // Undeclared, a point before three digits may group thousands: not the common form.
        if decimal == nil, scale == 3 { return nil }
        return PlainAmount(mantissa: first == 1 ? 0 &- value : value, scale: scale)
    }

    private func general(_ bytes: Bytes) -> AmountReading {
        guard let tokens = AmountTokens(bytes) else { return .malformed }
        if tokens.isEmpty { return .empty }
        return tokens.reading(decimal: decimal)
    }
}

/// An amount of at most 18 digits.
private struct PlainAmount {
    let mantissa: Int64
    let scale: Int

    /// Whole minor units; nil where that takes a closer look.
    @inline(__always) func units(exponent: Int) -> Int64? {
        guard scale <= exponent else { return nil }
        var units = mantissa
        for _ in scale..<exponent {
            guard units.magnitude <= Limits.amount.magnitude else { return nil }
            units &*= 10
        }
        return units.magnitude <= Limits.amount.magnitude ? units : nil
    }
}
