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
    let limit = Int128(1) << 62
    // Nearly every amount has room in 64 bits, whose division is quicker.
    if -limit < numerator, numerator < limit, denominator < limit {
        let part = Int64(truncatingIfNeeded: numerator)
        let whole = UInt64(truncatingIfNeeded: denominator)
        let rounded = Int128((part.magnitude * 2 + whole) / (whole * 2))
        return part < 0 ? -rounded : rounded
    }
    let magnitude = numerator < 0 ? -numerator : numerator
    let rounded = (magnitude * 2 + denominator) / (denominator * 2)
    return numerator < 0 ? -rounded : rounded
}

/// `minorUnits` as decimal text with a point, e.g. (-5, 2) → `-0.05`.
public func decimalText(_ minorUnits: Int64, exponent: Int) -> String {
    decimalText(minorUnits, exponent: exponent, mark: UInt8(ascii: "."), group: [])
}

/// `minorUnits` as decimal text with a decimal mark, thousands parted by `group`.
public func decimalText(_ minorUnits: Int64, exponent: Int, mark: UInt8, group: [UInt8]) -> String {
    // Written from the right: 20 digits at most, a mark, a sign, and six groups' marks.
    let room = 24 + 7 * group.count + max(0, exponent)
    return String(unsafeUninitializedCapacity: room) { bytes in
        var rest = minorUnits.magnitude
        var start = room
        var written = 0
        func put(_ byte: UInt8) {
            start -= 1
            bytes[start] = byte
        }
        while rest > 0 || written <= exponent {
            if written == exponent, exponent > 0 { put(mark) }
            let whole = written - exponent
            if whole > 0, whole % 3 == 0 { for byte in group.reversed() { put(byte) } }
            put(48 + UInt8(rest % 10))
            rest /= 10
            written += 1
        }
        if minorUnits < 0 { put(UInt8(ascii: "-")) }
        for index in start..<room { bytes[index - start] = bytes[index] }
        return room - start
    }
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

    /// The net amount that the rate gives this tax on, half away from zero; none at no rate.
    public func base(ofTax tax: Int64) -> Int64 {
        if mantissa <= 0 { return 0 }
        return Int64(clamping: roundedHalfAway(Int128(tax) * unit, over: Int128(mantissa)))
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
