internal import Accounting
internal import Testing

@testable internal import Formats

/// Amounts of every size in every writing, against their digits (RELIABILITY E5, E6).
@Suite("Every size in every writing") struct WrittenAmountTests {
    /// A writing: what stands between groups of three, the decimal mark, around it all.
    private struct Writing {
        let group: String
        let mark: Character
        let before: String
        let after: String
        let isNegative: Bool
    }

    private static let signs: [(before: String, after: String, isNegative: Bool)] = [
        ("", "", false), ("-", "", true), ("", "-", true), ("(", ")", true), ("−", "", true),
        ("+", "", false), ("€ ", "", false), ("-", " EUR", true),
    ]

    private static let writings: [Writing] = [
        ("", "."), (",", "."), (" ", "."), ("'", "."), ("\u{A0}", "."), ("", ","), (".", ","),
        (" ", ","), ("'", ","), ("\u{202F}", ","),
    ].flatMap { group, mark in
        signs.map {
            Writing(
                group: group, mark: Character(mark), before: $0.before, after: $0.after,
                isNegative: $0.isNegative)
        }
    }

    private static func grouped(_ whole: String, by group: String) -> String {
        var (result, count) = ("", 0)
        for digit in whole.reversed() {
            if count > 0, count % 3 == 0 { result = group + result }
            result = String(digit) + result
            count += 1
        }
        return result
    }

    private static func written(_ whole: String, _ decimals: String, _ writing: Writing) -> String {
        writing.before + grouped(whole, by: writing.group)
            + (decimals.isEmpty ? "" : String(writing.mark) + decimals) + writing.after
    }

    @Test func everyWritingIsReadAsItsDigitsOrRefused() {
        var cases = 0
        var wrong: [String] = []
        for whole in ["0", "7", "12", "999", "1234", "56789", "1234567", "987654321"] {
            for decimals in ["", "5", "05", "50", "125", "1234"] {
                for writing in Self.writings {
                    let text = Self.written(whole, decimals, writing)
                    let digits = Int128(whole + decimals) ?? 0
                    let value = Exact(
                        mantissa: writing.isNegative ? -digits : digits, scale: decimals.count)
                    for declared in [".", ",", nil] as [Character?] {
                        let reader = AmountReader(NumberFormat(decimal: declared?.asciiValue))
                        let reading = withBytes(Array(text.utf8)) { reader.read($0) }
                        cases += 1
                        let holds =
                            if declared == writing.mark {
                                reading == .amount(value)
                            } else {
                                Self.mayRead(reading, value, text, declared)
                            }
                        if !holds { wrong.append("\(text) by \(declared ?? "-"): \(reading)") }
                    }
                }
            }
        }
        tell("E5", cases, wrong, floor: 1_200)
    }

    /// What a grammar that is not the writing's may make of a text: the same amount, a refusal,
    /// or where its own mark or group stands before three digits, what these digits say there.
    private static func mayRead(
        _ reading: AmountReading, _ value: Exact, _ text: String, _ declared: Character?
    ) -> Bool {
        switch reading {
        case .ambiguous: return declared == nil
        case .malformed: return true
        case .amount(let read) where read == value: return true
        case .amount(let read):
            let marks = text.filter { $0 == "." || $0 == "," }
            return declared != nil && Set(marks).count == 1
                && read.mantissa.magnitude == value.mantissa.magnitude
        default: return false
        }
    }

    /// Powers of ten and their neighbours, the limit and its neighbours, the ends of Int64.
    private static let mantissas: [Int128] = {
        var found: [Int128] = [0]
        var power: Int128 = 1
        for _ in 0...19 {
            found += [power - 1, power, power + 1]
            power *= 10
        }
        for edge in [Int128(Limits.amount), Int128(Int64.max), Int128(Int64.max) + 1] {
            found += [edge - 1, edge, edge + 1]
        }
        return found + found.map { -$0 }
    }()

    @Test func noSizeTrapsOrWraps() {
        var cases = 0
        var wrong: [String] = []
        for exponent in 0...5 {
            for scale in 0...5 {
                for mantissa in Self.mantissas {
                    let text = Self.text(mantissa, scale)
                    let reading = withBytes(Array(text.utf8)) {
                        AmountReader(.plain).units($0, exponent: exponent)
                    }
                    cases += 1
                    if !Self.agrees(reading, mantissa, scale, exponent) {
                        wrong.append("\(text) with \(exponent) decimals: \(reading)")
                    }
                }
            }
        }
        tell("E6", cases, wrong, floor: 4_000)
    }

    private static func text(_ mantissa: Int128, _ scale: Int) -> String {
        var digits = String(mantissa.magnitude)
        while digits.count <= scale { digits = "0" + digits }
        let whole = digits.dropLast(scale)
        return (mantissa < 0 ? "-" : "") + whole + (scale > 0 ? "." + digits.suffix(scale) : "")
    }

    private static func agrees(
        _ reading: UnitsReading, _ mantissa: Int128, _ scale: Int, _ exponent: Int
    ) -> Bool {
        let (up, down) = (power(max(0, exponent - scale)), power(max(0, scale - exponent)))
        let (quotient, rest) = (mantissa * up).quotientAndRemainder(dividingBy: down)
        let isTooLarge = quotient.magnitude > UInt128(Limits.amount.magnitude)
        let hasTooManyDigits = String(mantissa.magnitude).count > Limits.digits
        switch reading {
        case .units(let units): return rest == 0 && !isTooLarge && Int128(units) == quotient
        case .defect(.amountTooLarge): return isTooLarge || hasTooManyDigits
        case .defect(.amountPrecision): return rest != 0
        default: return false
        }
    }

    private static func power(_ exponent: Int) -> Int128 {
        (0..<exponent).reduce(1) { product, _ in product * 10 }
    }

    private func tell(_ id: String, _ cases: Int, _ wrong: [String], floor: Int) {
        print("RELIABILITY \(id) cases=\(cases) violations=\(wrong.count) seconds=0 seed=0")
        #expect(cases >= floor)
        #expect(wrong.isEmpty, "\(wrong.prefix(20).joined(separator: "\n"))")
    }
}
