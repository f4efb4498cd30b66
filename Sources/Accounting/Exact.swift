/// A decimal exactly as a file writes it: `mantissa` × 10^-`scale`, whatever its currency.
public struct Exact: Hashable, Sendable {
    public var mantissa: Int128
    public var scale: Int

    public static let zero = Exact(mantissa: 0, scale: 0)

    @inlinable public init(mantissa: Int128, scale: Int) {
        self.mantissa = mantissa
        self.scale = scale
    }

    public init(_ money: Money) {
        self.init(mantissa: Int128(money.minorUnits), scale: money.currency.exponent)
    }

    /// Adds without loss; the scale is the larger of the two.
    @inlinable public mutating func add(_ other: Exact) {
        if other.scale == scale {
            mantissa += other.mantissa
        } else if other.scale < scale {
            mantissa += other.scaled(to: scale)
        } else {
            mantissa = scaled(to: other.scale) + other.mantissa
            scale = other.scale
        }
    }

    @inlinable func scaled(to scale: Int) -> Int128 {
        (self.scale..<scale).reduce(mantissa) { value, _ in value * 10 }
    }

    public static prefix func - (value: Exact) -> Exact {
        Exact(mantissa: -value.mantissa, scale: value.scale)
    }

    public func equals(_ other: Exact) -> Bool {
        let scale = max(scale, other.scale)
        return scaled(to: scale) == other.scaled(to: scale)
    }

    /// The amount in whole minor units of a currency with `exponent` decimals; nil where decimals
    /// beyond them are not zero, or the amount is beyond `Limits.amount`.
    @inlinable public func minorUnits(exponent: Int) -> Int64? {
        var value = mantissa
        if scale <= exponent {
            for _ in scale..<exponent { value *= 10 }
        } else {
            for _ in exponent..<scale {
                let (quotient, remainder) = value.quotientAndRemainder(dividingBy: 10)
                if remainder != 0 { return nil }
                value = quotient
            }
        }
        guard value.magnitude <= Limits.amount.magnitude else { return nil }
        return Int64(value)
    }

    /// Why `minorUnits` gave nothing: more decimals than the currency has, or too large.
    public func unitsDefect(exponent: Int) -> Defect {
        var value = mantissa
        for _ in exponent..<max(exponent, scale) {
            let (quotient, remainder) = value.quotientAndRemainder(dividingBy: 10)
            if remainder != 0 { return .amountPrecision }
            value = quotient
        }
        return .amountTooLarge
    }

    public var text: String {
        let digits = Array(String(mantissa.magnitude).utf8)
        let padded =
            [UInt8](repeating: 48, count: max(0, scale + 1 - digits.count)) + digits
        var bytes: [UInt8] = mantissa < 0 ? [45] : []
        bytes += padded.dropLast(scale)
        if scale > 0 { bytes += [46] + padded.suffix(scale) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
