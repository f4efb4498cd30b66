public import Accounting

/// V-114 · The check digits of an IBAN hold (ISO 13616, ISO 7064 mod 97-10).
public enum IBANInvalid: Rule {
    public static let code: Code = "V-114"
    public static let slug = "iban-invalid"
    public static let severity = Severity.warning
    public static let effect = Effect.none

    /// True for a number that claims to be an IBAN and whose check digits do not hold.
    public static func isBroken(_ iban: ArraySlice<UInt8>) -> Bool {
        !IBAN.isValid(iban) && IBAN.looksLikeOne(iban)
    }

    /// The finding over a counterparty's IBAN, nil for a valid one or a number of another kind.
    public static func judge(_ iban: ArraySlice<UInt8>, line: Int, _ facts: Facts) -> Finding? {
        guard isBroken(iban) else { return nil }
        return finding(facts.file, line, found: String(decoding: iban, as: UTF8.self))
    }
}
