internal import Accounting
internal import Formats

private let plainAmounts = AmountReader(.plain)

/// The values of camt.
extension Bytes {
    var string: String { String(decoding: self, as: UTF8.self) }

    /// An indicator, which XML Schema lets be a word or a digit.
    var isTrue: Bool { spells("true") || spells("1") }
    var isFalse: Bool { spells("false") || spells("0") }

    var isDebit: Bool { first == UInt8(ascii: "D") }

    /// An amount as camt writes it, with a point and no groups.
    var amount: Exact? {
        // Files carry up to 13 decimals; more would leave the range of exact sums.
        guard case .amount(let amount) = plainAmounts.read(self), amount.scale <= 13
        else { return nil }
        return amount
    }

    /// `Dt` or the date of `DtTm`.
    var day: Day? {
        guard count >= 10 else { return nil }
        if count > 10 {
            switch self[10] {
            case UInt8(ascii: "T"), UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"): break
            default: return nil
            }
        }
        return Day(iso: Bytes(rebasing: self[..<10]))
    }

    /// True for exactly the letters of `word`.
    func spells(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        for index in 0..<count where self[index] != word.utf8Start[index] { return false }
        return true
    }
}
