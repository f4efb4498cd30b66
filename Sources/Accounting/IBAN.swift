/// International bank account numbers (ISO 13616).
public enum IBAN {
    /// Without blanks, letters in capitals.
    public static func normalized(_ text: some StringProtocol) -> String {
        String(text.filter { !$0.isWhitespace }).uppercased()
    }

    /// True for a well-formed number whose check digits hold (ISO 7064 mod 97-10).
    public static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard looksLikeOne(bytes) else { return false }
        var remainder = 0
        for byte in bytes[4...] + bytes[..<4] {
            if byte >= 48, byte <= 57 {
                remainder = (remainder * 10 + Int(byte - 48)) % 97
            } else if byte >= 65, byte <= 90 {
                remainder = (remainder * 100 + Int(byte - 55)) % 97
            } else {
                return false
            }
        }
        return remainder == 1
    }

    /// Two letters, two digits, then 11 to 30 letters or digits: claims to be an IBAN.
    public static func looksLikeOne(_ bytes: some RandomAccessCollection<UInt8>) -> Bool {
        guard bytes.count >= 15, bytes.count <= 34 else { return false }
        for (position, byte) in bytes.enumerated() {
            let digit = byte >= 48 && byte <= 57
            let letter = byte >= 65 && byte <= 90
            guard position < 2 ? letter : position < 4 ? digit : digit || letter else {
                return false
            }
        }
        return true
    }
}
