extension Exact {
    /// The difference of two decimals, without loss.
    public static func - (left: Exact, right: Exact) -> Exact {
        var difference = left
        difference.add(-right)
        return difference
    }

    /// The same number with the fewest decimals, e.g. 19.00 as 19.
    public var shortened: Exact {
        var short = self
        while short.scale > 0, short.mantissa % 10 == 0 {
            short.mantissa /= 10
            short.scale -= 1
        }
        return short
    }

    /// The amount in minor units of a currency with `exponent` decimals, rounded half away from
    /// zero; nil beyond `Limits.amount`.
    public func roundedUnits(exponent: Int) -> Int64? {
        let units =
            scale <= exponent
            ? scaled(to: exponent)
            : roundedHalfAway(
                mantissa, over: Exact(mantissa: 1, scale: 0).scaled(to: scale - exponent))
        guard units.magnitude <= Limits.amount.magnitude else { return nil }
        return Int64(units)
    }

    /// This base × `percent` ÷ 100 in minor units, rounded half away from zero; nil beyond
    /// `Limits.amount`.
    ///
    /// - Precondition: `percent` is a `isTaxRate`.
    public func tax(percent: Exact, exponent: Int) -> Int64? {
        let product = mantissa.multipliedReportingOverflow(by: percent.mantissa)
        guard !product.overflow else { return nil }
        return Exact(mantissa: product.partialValue, scale: scale + percent.scale + 2)
            .roundedUnits(exponent: exponent)
    }

    /// True for a rate of tax in percent as one is written: 0 to 1000, six decimals at most.
    public var isTaxRate: Bool {
        let rate = shortened
        return rate.scale <= 6 && rate.mantissa >= 0
            && rate.mantissa <= Exact(mantissa: 1000, scale: 0).scaled(to: rate.scale)
    }
}

/// Parts of a whole in proportion to weights, in whole units: they add up to the whole.
///
/// Each part is what the rounded running sum grows by, so no remainder is left to place; the order
/// of the weights alone decides where a unit falls. Weights that sum to zero leave the whole to
/// the last. Linear.
public func apportion(_ whole: Int64, by weights: [Int64]) -> [Int64] {
    let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
    guard total != 0 else {
        return weights.indices.map { $0 == weights.count - 1 ? whole : 0 }
    }
    let sign: Int128 = total < 0 ? -1 : 1
    var (sum, given): (Int128, Int64) = (0, 0)
    return weights.map { weight in
        sum += Int128(weight)
        let due = roundedHalfAway(Int128(whole) * sum * sign, over: total * sign)
        defer { given = Int64(clamping: due) }
        return Int64(clamping: due) - given
    }
}
