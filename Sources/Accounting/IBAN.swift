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
        bytes.withUnsafeBufferPointer { bytes in
            guard looksLikeOne(bytes) else { return false }
            // Digits are taken in until another two could leave 64 bits, then divided once.
            var remainder: UInt64 = 0
            @inline(__always) func take(_ byte: UInt8) {
                let isDigit = byte <= 57
                remainder =
                    remainder &* (isDigit ? 10 : 100) &+ UInt64(byte &- (isDigit ? 48 : 55))
                if remainder > 1 << 56 { remainder %= 97 }
            }
            for index in 4..<bytes.count { take(bytes[index]) }
            for index in 0..<4 { take(bytes[index]) }
            return remainder % 97 == 1
        }
    }

    /// Two letters, two digits, then 11 to 30 letters or digits: claims to be an IBAN.
    public static func looksLikeOne(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer(looksLikeOne)
    }

    private static func looksLikeOne(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
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
