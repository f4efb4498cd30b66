/// International bank account numbers (ISO 13616).
public enum IBAN {
    /// Without blanks, letters in capitals.
    public static func normalized(_ text: some StringProtocol) -> String {
        String(text.filter { !$0.isWhitespace }).uppercased()
    }

    /// True for a well-formed number whose check digits hold (ISO 7064 mod 97-10).
    public static func isValid(_ text: String) -> Bool { isValid(Array(text.utf8)[...]) }

    /// True for a well-formed number whose check digits hold (ISO 7064 mod 97-10).
    public static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard looksLikeOne(bytes) else { return false }
        var remainder = 0
        func take(_ byte: UInt8) {
            remainder =
                byte <= 57
                ? (remainder * 10 + Int(byte - 48)) % 97
                : (remainder * 100 + Int(byte - 55)) % 97
        }
        let country = bytes.startIndex + 4
        for index in country..<bytes.endIndex { take(bytes[index]) }
        for index in bytes.startIndex..<country { take(bytes[index]) }
        return remainder == 1
    }

    /// Two letters, two digits, then 11 to 30 letters or digits: claims to be an IBAN.
    public static func looksLikeOne(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= 15, bytes.count <= 34 else { return false }
        var position = 0
        for byte in bytes {
            let digit = byte >= 48 && byte <= 57
            let letter = byte >= 65 && byte <= 90
            let fits = position < 2 ? letter : position < 4 ? digit : digit || letter
            if !fits { return false }
            position += 1
        }
        return true
    }
}
