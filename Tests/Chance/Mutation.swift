/// What a damaged disk, a bad line or an evil hand makes of a file.
public enum Mutation {
    private static let tokens: [[UInt8]] = [
        "99999999999999999999", "0.000000000000000001", "-", "\u{FEFF}", "<", "]]>", "&#x110000;",
        ":61:", ":62F:", "-}", "{1:", "^\n", "16,", "88,", "/", "\r", "\n\n", "\"", "\0",
        "999999999999999999", ",,,,", "0000000000000000000000000000000000000000", "2402290229",
    ].map { Array($0.utf8) }

    /// Up to four damages of a file, pieces of another among them.
    public static func of(
        _ bytes: [UInt8], with other: [UInt8], _ numbers: inout SeededNumbers
    ) -> [UInt8] {
        var mutated = bytes
        for _ in 0..<(1 + numbers.next() % 4) {
            let at = Int(numbers.next() % UInt64(mutated.count + 1))
            let end = min(mutated.count, at + Int(numbers.next() % 40))
            switch numbers.next() % 7 {
            case 0: mutated.removeSubrange(at..<end)
            case 1: mutated.insert(contentsOf: mutated[at..<end], at: at)
            case 2: mutated.insert(UInt8(truncatingIfNeeded: numbers.next()), at: at)
            case 3:
                mutated.insert(
                    contentsOf: tokens[Int(numbers.next() % UInt64(tokens.count))], at: at)
            case 4:
                let start = Int(numbers.next() % UInt64(other.count + 1))
                mutated.insert(contentsOf: other[start..<min(other.count, start + 80)], at: at)
            case 5:
                for index in at..<end { mutated[index] = UInt8(truncatingIfNeeded: numbers.next()) }
            default:
                for index in at..<end where mutated[index] >= 48 && mutated[index] <= 57 {
                    mutated[index] = 57
                }
            }
        }
        return mutated
    }
}
