internal import Accounting
internal import Formats

/// A creditor's structured reference (`CdtrRefInf`).
enum CamtReference {
    /// The reference without blanks, fit to be compared; nil where its check digits do not hold.
    ///
    /// - Parameter isQR: true for a Swiss QR reference (`Prtry` QRR): 27 digits, the last of them
    ///   a check digit by modulo 10, recursive (Swiss Implementation Guidelines QR-bill).
    ///   One that begins with RF is checked by ISO 11649, any other is taken as it is.
    static func checked(_ text: Bytes, isQR: Bool) -> [UInt8]? {
        let bytes = text.filter { $0 > 32 }
        if isQR { return isQRReference(bytes) ? bytes : nil }
        if bytes.starts(with: Array("RF".utf8)) { return isRFReference(bytes) ? bytes : nil }
        return EntryText.single(text)
    }

    /// 27 digits, the last of them a check digit by modulo 10, recursive.
    static func isQRReference(_ bytes: [UInt8]) -> Bool {
        guard bytes.count == 27, bytes.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return false }
        let table = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5]
        let carry = bytes.dropLast().reduce(0) { carry, digit in
            table[(carry + Int(digit) - 48) % 10]
        }
        return (10 - carry) % 10 == Int(bytes[26]) - 48
    }

    /// `RF`, two check digits, 1 to 21 letters or digits; ISO 7064 mod 97-10 (ISO 11649).
    static func isRFReference(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 5, bytes.count <= 25, bytes.starts(with: Array("RF".utf8)),
            bytes[2...3].allSatisfy({ $0 >= 48 && $0 <= 57 })
        else { return false }
        var remainder = 0
        for byte in bytes[4...] + bytes[..<4] {
            switch byte {
            case 48...57: remainder = (remainder * 10 + Int(byte) - 48) % 97
            case 65...90: remainder = (remainder * 100 + Int(byte) - 55) % 97
            case 97...122: remainder = (remainder * 100 + Int(byte) - 87) % 97
            default: return false
            }
        }
        return remainder == 1
    }
}

extension Bytes {
    /// False for the words that banks write where there is no reference, and for zeros alone.
    var isReference: Bool {
        guard let first else { return false }
        // Seldom another: `NOTPROVIDED`, `NONREF`, `not provided`, `0000`, blanks.
        guard first == 78 || first == 110 || first == 48 || first <= 32 else { return true }
        if allSatisfy({ $0 == 48 || $0 <= 32 }) { return false }
        let word = filter { $0 > 32 }.map { $0 & 0xDF }
        return !word.elementsEqual("NOTPROVIDED".utf8) && !word.elementsEqual("NONREF".utf8)
    }
}
