internal import Accounting
internal import Formats

/// The amount before conversion that `:61:` or `:86:` states, `/OCMT/USD123,45/`, with the rate
/// `/EXCH/1,0876/` (SWIFT Standards Category 9, codes of field 86; DFÜ-Abkommen Anlage 3, field
/// 61 subfield 9). Charges (`/CHGS/`) stay in the text.
enum MT940Original {
    static func read(_ entry: MT940Entry) -> EntryOriginal? {
        let lines = entry.details + [[10]] + entry.information
        guard lines.contains(where: { $0.position(of: "/OCMT/") != nil }) else { return nil }
        let text = Array(lines.joined())[...]
        guard let stated = value("/OCMT/", text),
            stated.prefix(3).allSatisfy(SWIFTValue.isCapital),
            let amount = number(stated.dropFirst(3))
        else { return nil }
        let currency = String(decoding: stated.prefix(3), as: UTF8.self)
        return EntryOriginal(
            currency: currency, amount: amount, rate: value("/EXCH/", text).flatMap { number($0) })
    }

    /// What stands behind a code.
    private static func value(_ code: StaticString, _ text: ArraySlice<UInt8>)
        -> ArraySlice<UInt8>?
    {
        text.position(of: code).map { text[($0 + code.utf8CodeUnitCount)...] }
    }

    /// The number that a text begins with; nil where something runs into it, such as the mark of
    /// a subfield that it was cut by.
    private static func number(_ text: ArraySlice<UInt8>) -> Exact? {
        let digits = text.prefix { SWIFTValue.isDigit($0) || $0 == 44 || $0 == 46 }
        if let next = text[digits.endIndex...].first, next != UInt8(ascii: "/"), next > 32 {
            return nil
        }
        guard let value = SWIFTValue.amount(digits), !value.isAmbiguous else { return nil }
        return value.amount
    }
}
