internal import Accounting
internal import Formats

/// Reads amounts as OFX files write them: signed, a point or a comma before the decimals.
///
/// The standard knows no groups (OFX §3.2.9), files do: `1.234` is read where the source
/// declares its mark, where an earlier amount of the file has shown that mark to be the decimal
/// one, where nothing but decimals can follow (`0.123`), or where the currency has three decimals.
struct OFXAmounts {
    private let declared: UInt8?
    private var proved: Set<UInt8> = []

    init(_ numbers: NumberFormat) { declared = numbers.decimal }

    mutating func read(_ text: [UInt8], exponent: Int) -> AmountReading {
        let reading = OFXAmounts.read(text, decimal: nil)
        switch reading {
        case .amount(let amount):
            if amount.scale > 0, let mark = text.last(where: { $0 == 44 || $0 == 46 }) {
                proved.insert(mark)
            }
            // More decimals would leave the range of exact sums.
            return amount.scale <= 13 ? reading : .malformed
        case .ambiguous:
            guard let mark = text.first(where: { $0 == 44 || $0 == 46 }) else { return reading }
            if let declared { return OFXAmounts.read(text, decimal: declared) }
            let digits = text.prefix { $0 != mark }.drop { $0 < 48 || $0 > 57 }
            let isDecimal = proved.contains(mark) || digits.first == 48 || exponent == 3
            return isDecimal ? OFXAmounts.read(text, decimal: mark) : reading
        default: return reading
        }
    }

    /// The row's amount; a flaw of the row where it cannot be read as one.
    ///
    /// `CURRENCY` says that the amount is in that one: the account's is not stated, and none is
    /// computed. `ORIGCURRENCY` says what it was converted from, by a rate (OFX §5.2).
    /// - Parameter account: the account's currency; `exponent` are its decimals.
    mutating func read(_ row: inout OFXRow, account: String, exponent: Int) -> OFXAmount {
        let found = String(decoding: row.amount ?? [], as: UTF8.self)
        switch read(row.amount ?? [], exponent: exponent) {
        case .amount(let amount):
            row.judgeSign(amount)
            let rate = OFXAmounts.rate(row.rate)
            var read = OFXAmount(booked: amount, isDebit: amount.mantissa < 0)
            if row.currency.isEmpty || row.currency == account {
                let currency = String(decoding: row.original, as: UTF8.self).uppercased()
                if let rate, let account = Currency(account) {
                    read.original = EntryOriginal.converted(
                        into: amount, of: account, from: currency, at: rate)
                }
                return read
            }
            row.add(
                Flaw(.currencyUnknown, line: row.line, found: row.currency, ["expected": account]))
            read.booked = nil
            read.original = EntryOriginal(currency: row.currency, amount: amount, rate: rate)
            return read
        case .empty: row.add(Flaw(.fieldMissing, line: row.line, ["field": row.amountField]))
        case let reading:
            row.add(Flaw(reading.defect, line: row.line, found: found, ["field": row.amountField]))
        }
        return OFXAmount()
    }

    /// A rate, which no grouping mark stands in: `1.1018`, `1,1018`.
    static func rate(_ text: [UInt8]) -> Exact? {
        let mark = text.first { $0 == 44 || $0 == 46 }
        guard case .amount(let rate) = OFXAmounts.read(text, decimal: mark ?? 46), rate.scale <= 13,
            rate.mantissa > 0
        else { return nil }
        return rate
    }

    private static func read(_ text: [UInt8], decimal: UInt8?) -> AmountReading {
        text.withUnsafeBufferPointer { AmountReader(NumberFormat(decimal: decimal)).read($0) }
    }
}

/// A row's amount as read.
struct OFXAmount {
    /// In the account's currency; nil where it is not stated, or cannot be read.
    var booked: Exact?
    /// In another currency that the row names.
    var original: EntryOriginal?
    var isDebit = false
}

extension AmountReading {
    /// Why it is no amount.
    var defect: Defect {
        switch self {
        case .ambiguous: .amountAmbiguous
        case .tooLarge: .amountTooLarge
        default: .amountMalformed
        }
    }
}
