/// A currency by its ISO 4217 alphabetic code.
///
/// `exponent` is the number of decimals of the minor unit, 0 to 4 (ISO 4217 list one).
public struct Currency: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The three ASCII letters, the first in the highest byte.
    @usableFromInline let packed: UInt32

    /// Makes a currency of a code listed in ISO 4217, else nil.
    public init?(_ code: some StringProtocol) {
        guard let currency = Currency(bytes: Array(code.utf8)) else { return nil }
        self = currency
    }

    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 3 else { return nil }
        var packed: UInt32 = 0
        for byte in bytes {
            guard byte >= 65, byte <= 90 else { return nil }
            packed = packed << 8 | UInt32(byte)
        }
        guard Currency.exponents[packed] != nil else { return nil }
        self.packed = packed
    }

    public var code: String {
        String(
            decoding: [
                UInt8(truncatingIfNeeded: packed >> 16), UInt8(truncatingIfNeeded: packed >> 8),
                UInt8(truncatingIfNeeded: packed),
            ], as: UTF8.self)
    }

    public var exponent: Int { Currency.exponents[packed] ?? 2 }
    public var description: String { code }

    public static func < (left: Currency, right: Currency) -> Bool { left.packed < right.packed }

    /// ISO 4217 list one (active codes and the euro's predecessors seen in files), by exponent.
    private static let exponents: [UInt32: Int] = {
        let two =
            "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD "
            + "BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DEM DKK DOP DZD "
            + "EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR "
            + "IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP "
            + "MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NLG NOK NPR NZD PAB PEN PGK PHP PKR "
            + "PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL "
            + "THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW "
            + "ZWG FRF ATS BEF FIM IEP LUF HRK LTL LVL EEK SKK SIT"
        let zero =
            "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ITL ESP PTE GRD"
        let three = "BHD IQD JOD KWD LYD OMR TND"
        var table: [UInt32: Int] = [:]
        for (list, exponent) in [(two, 2), (zero, 0), (three, 3), ("CLF UYW", 4)] {
            for code in list.split(separator: " ") {
                var packed: UInt32 = 0
                for byte in code.utf8 { packed = packed << 8 | UInt32(byte) }
                table[packed] = exponent
            }
        }
        return table
    }()
}
