/// An amount of one currency, in whole minor units (cents), debit and inflow positive.
///
/// Arithmetic is checked: it throws `Overflow` and never wraps, rounds or turns into a float.
public struct Money: Hashable, Sendable {
    public let minorUnits: Int64
    public let currency: Currency

    public init(_ minorUnits: Int64, _ currency: Currency) {
        self.minorUnits = minorUnits
        self.currency = currency
    }

    /// The sum of two amounts of one currency.
    /// - Throws: `Overflow` beyond Int64.
    public func adding(_ other: Money) throws(Overflow) -> Money {
        precondition(currency == other.currency, "amounts of two currencies never add")
        return Money(try sum(minorUnits, other.minorUnits), currency)
    }

    /// The amount as decimal text: `-1234.50`, point, no grouping, all decimals of the currency.
    public var text: String { decimalText(minorUnits, exponent: currency.exponent) }
}

/// The checked sum of two amounts in minor units.
@inlinable public func sum(_ left: Int64, _ right: Int64) throws(Overflow) -> Int64 {
    let (total, overflow) = left.addingReportingOverflow(right)
    if overflow { throw Overflow() }
    return total
}

/// Rounds `numerator ÷ denominator` to a whole number, half away from zero.
///
/// The only rounding rule of the books (DEFINITIONS, Common). `denominator` must be positive.
public func roundedHalfAway(_ numerator: Int128, over denominator: Int128) -> Int128 {
    precondition(denominator > 0, "a rate's denominator is positive")
    let magnitude = numerator < 0 ? -numerator : numerator
    let rounded = (magnitude * 2 + denominator) / (denominator * 2)
    return numerator < 0 ? -rounded : rounded
}

/// `minorUnits` as decimal text with a point, e.g. (-5, 2) → `-0.05`.
public func decimalText(_ minorUnits: Int64, exponent: Int) -> String {
    let digits = Array(String(minorUnits.magnitude).utf8)
    var bytes: [UInt8] = minorUnits < 0 ? [UInt8(ascii: "-")] : []
    let padding = max(0, exponent + 1 - digits.count)
    let padded = [UInt8](repeating: UInt8(ascii: "0"), count: padding) + digits
    bytes.append(contentsOf: padded.dropLast(exponent))
    if exponent > 0 {
        bytes.append(UInt8(ascii: "."))
        bytes.append(contentsOf: padded.suffix(exponent))
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// A rate in percent as an exact decimal: `mantissa` × 10^-`scale` (5.5 % is 55, 1).
public struct Rate: Hashable, Sendable {
    public let mantissa: Int64
    public let scale: Int

    public init(mantissa: Int64, scale: Int) {
        self.mantissa = mantissa
        self.scale = scale
    }

    /// Reads decimal text with a point, up to 6 decimals.
    public init?(_ text: some StringProtocol) {
        var mantissa: Int64 = 0
        var scale = -1
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= 12 else { return nil }
        for byte in bytes {
            if byte == UInt8(ascii: "."), scale < 0 {
                scale = 0
            } else if byte >= 48, byte <= 57 {
                mantissa = mantissa * 10 + Int64(byte - 48)
                if scale >= 0 { scale += 1 }
            } else {
                return nil
            }
        }
        guard scale != 0, bytes.first != UInt8(ascii: "."), scale <= 6 else { return nil }
        self.init(mantissa: mantissa, scale: max(scale, 0))
    }

    private var unit: Int128 { (0..<scale).reduce(Int128(100)) { unit, _ in unit * 10 } }

    /// Tax on a net amount: net × rate, half away from zero, in minor units.
    public func tax(onNet net: Int64) -> Int64 {
        Int64(clamping: roundedHalfAway(Int128(net) * Int128(mantissa), over: unit))
    }

    /// Tax inside a gross amount: gross × rate ÷ (100 + rate), half away from zero.
    public func tax(insideGross gross: Int64) -> Int64 {
        let whole = unit + Int128(mantissa)
        return Int64(clamping: roundedHalfAway(Int128(gross) * Int128(mantissa), over: whole))
    }

    public var text: String {
        decimalText(mantissa, exponent: scale)
    }
}
