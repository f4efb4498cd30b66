/// What names sort by: lower case, without accents, byte by byte; the same on every machine.
///
/// A Latin letter with a mark sorts as the letter (`É` as `e`, `ł` as `l`), a ligature as its
/// letters (`œ` as `oe`), by the names Unicode gives them; combining marks are left out. Letters of
/// other scripts keep their own place.
/// - Complexity: linear; names in ASCII are not looked up.
public func collationKey(_ text: String) -> [UInt8] {
    var key: [UInt8] = []
    for scalar in text.lowercased().unicodeScalars {
        if scalar.isASCII {
            key.append(UInt8(truncatingIfNeeded: scalar.value))
        } else if scalar.properties.generalCategory != .nonspacingMark {
            key += latinBase(scalar) ?? Array(String(scalar).utf8)
        }
    }
    return key
}

/// The letters below a Latin letter's mark; nil for any other scalar.
private func latinBase(_ scalar: Unicode.Scalar) -> [UInt8]? {
    guard let name = scalar.properties.name else { return nil }
    for prefix in ["LATIN SMALL LETTER ", "LATIN SMALL LIGATURE "] where name.hasPrefix(prefix) {
        // `SHARP S` and `DOTLESS I` are letters too.
        let letter = name.dropFirst(prefix.count).split(separator: " ").prefix { $0 != "WITH" }.last
        return letter.map { Array($0.lowercased().utf8) }
    }
    return nil
}
