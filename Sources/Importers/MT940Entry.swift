internal import Accounting
internal import Formats

/// A statement line, `:61:1912311231CR300,00NTRFNONREF//0724710345313905` and what follows it.
///
/// Value date, entry date (absent in some files: the value date books), mark, third letter of the
/// currency, amount, type, reference for the owner, `//` the bank's own reference, and on further
/// lines supplementary details. Sign: C and RD (the reversal of a debit) are money in, D and RC
/// money out; EC and ED of an interim report are expected, not booked. Source: SWIFT Standards
/// Category 9, field 61.
struct MT940Entry {
    var span: Span
    var valueDay: Day?
    var bookingDay: Day?
    var amount: Exact?
    var isDebit = false
    var status = EntryStatus.booked
    /// The reference given by the account owner; empty where the bank says there is none.
    var ownerReference: ArraySlice<UInt8> = []
    /// The bank's own reference; empty where it says there is none.
    var bankReference: ArraySlice<UInt8> = []
    /// The name that stands in columns behind the reference (Rabobank).
    var name: ArraySlice<UInt8> = []
    /// The lines after the first.
    var details: [ArraySlice<UInt8>] = []
    /// The lines of `:86:`, and those of `:NS:`.
    var information: [ArraySlice<UInt8>] = []
    var numbered: [ArraySlice<UInt8>] = []
    var flaws: [Flaw] = []

    /// True for `1.000`: whether it groups thousands only the currency can tell.
    private var isAmountAmbiguous = false

    /// Money in positive.
    var signed: Exact? { amount.map { isDebit ? -$0 : $0 } }

    /// - Parameter lines: the field's lines as UTF-8.
    init(_ lines: [ArraySlice<UInt8>], span: Span) {
        self.span = span
        let (scan, used) = StatementLineScan.first(of: lines)
        details = Array(lines.dropFirst(used).prefix(MT940Entry.mostDetails))
        isDebit = scan.isDebit
        if scan.isExpected { status = .pending }
        let first = lines.first ?? []
        takeDates(scan, first)
        takeAmount(scan, first)
        takeReferences(scan.rest)
    }

    /// The most lines of supplementary details that are looked at (the standard has one).
    private static let mostDetails = 16
    /// The longest reference; a longer text is none.
    private static let longestReference = 140

    /// Takes the lines of a `:86:`; several stand for the lines of one (Rabobank). ING in Poland
    /// writes the business code alone in one of its own, before it begins the next: it is left out.
    mutating func addInformation(_ lines: [ArraySlice<UInt8>]) {
        let known = information.first ?? []
        if information.count == 1, known.count == 3, known.allSatisfy(SWIFTValue.isDigit),
            lines.first?.starts(with: known) == true
        {
            information.removeAll()
        }
        information += lines
    }

    private func flaw(_ defect: Defect, _ found: ArraySlice<UInt8>) -> Flaw {
        Flaw(
            defect, line: Int(span.line), found: String(decoding: found.prefix(40), as: UTF8.self),
            ["field": ":61:"])
    }

    private mutating func takeDates(_ scan: StatementLineScan, _ text: ArraySlice<UInt8>) {
        let digits = scan.dates
        guard digits.count == 6 || digits.count == 10, let value = SWIFTValue.date(digits.prefix(6))
        else {
            flaws.append(flaw(.dateMalformed, digits.isEmpty ? text : digits))
            return
        }
        valueDay = SWIFTValue.day(digits.prefix(6))
        bookingDay =
            digits.count == 10
            ? SWIFTValue.entryDay(digits.suffix(4), near: value) : valueDay
        if valueDay == nil || bookingDay == nil { flaws.append(flaw(.dateMalformed, digits)) }
    }

    private mutating func takeAmount(_ scan: StatementLineScan, _ text: ArraySlice<UInt8>) {
        guard let reading = scan.reading else {
            flaws.append(flaw(.amountMalformed, scan.amount.isEmpty ? text : scan.amount))
            return
        }
        amount = reading.amount
        if reading.isAmbiguous { isAmountAmbiguous = true }
    }

    /// The amount in minor units, money in positive; nil, and a flaw, where it is not exact.
    mutating func minorUnits(exponent: Int, pointIsDecimal: Bool) -> Int64? {
        guard let signed else { return nil }
        if isAmountAmbiguous, exponent != 3, !pointIsDecimal {
            flaws.append(flaw(.amountAmbiguous, ArraySlice(signed.text.utf8)))
            return nil
        }
        if let units = signed.minorUnits(exponent: exponent) { return units }
        let defect = signed.unitsDefect(exponent: exponent)
        flaws.append(flaw(defect, ArraySlice(signed.text.utf8)))
        return nil
    }

    private mutating func takeReferences(_ rest: ArraySlice<UInt8>) {
        if let slashes = rest.position(of: "//") {
            ownerReference = MT940Entry.reference(rest[..<slashes])
            bankReference = MT940Entry.reference(rest[(slashes + 2)...])
        } else if let gap = rest.trimmed.position(of: "  ") {
            // Columns of Rabobank: the other account in sixteen, then its holder's name.
            name = rest[gap...].trimmed
        } else {
            ownerReference = MT940Entry.reference(rest)
        }
    }

    /// Words that stand in place of a reference: there is none, or it stands in `:86:`.
    private static let noReferences = Set(
        [
            "NONREF", "NOREF", "NOTPROVIDED", "NOT PROVIDED", "EREF", "EREF+", "PREF", "IREF",
            "KREF", "KREF+", "MREF", "MREF+", "MARF",
        ].map { Array($0.utf8) })

    static func reference(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let text = bytes.trimmed
        return text.count > longestReference || noReferences.contains(Array(text)) ? [] : text
    }
}

/// Cuts the first line of `:61:` into its parts.
struct StatementLineScan {
    /// Value date and entry date, six or ten digits.
    private(set) var dates: ArraySlice<UInt8> = []
    private(set) var isDebit = false
    private(set) var isExpected = false
    private(set) var amount: ArraySlice<UInt8> = []
    /// nil where the line is not that of an entry.
    private(set) var reading: (amount: Exact, isAmbiguous: Bool)?
    /// True where the line ends behind the amount.
    private(set) var isBare = false
    /// The references behind the type.
    private(set) var rest: ArraySlice<UInt8> = []

    /// The scan of a field's first line, or of the first two as one where a program wraps lines
    /// anywhere; with the number of lines used.
    static func first(of lines: [ArraySlice<UInt8>]) -> (scan: StatementLineScan, used: Int) {
        let scan = StatementLineScan(lines.first ?? [])
        if lines.count > 1, scan.reading == nil || scan.isBare {
            let joined = StatementLineScan(ArraySlice(lines[0] + lines[1]))
            if joined.reading != nil, !joined.isBare { return (joined, 2) }
        }
        return (scan, 1)
    }

    init(_ line: ArraySlice<UInt8>) {
        var text = line.trimmed
        dates = text.prefix(while: SWIFTValue.isDigit)
        text = text[dates.endIndex...].trimmed
        guard takeMark(&text) else { return }
        amount = text.prefix { SWIFTValue.isDigit($0) || $0 == 44 || $0 == 46 }
        text = text[amount.endIndex...]
        guard let value = SWIFTValue.amount(amount) else { return }
        // Behind the amount the type begins: a letter and three characters (NTRF, S051, F020).
        let type = text.drop { $0 == 32 }
        guard let letter = type.first, SWIFTValue.isCapital(letter) else {
            isBare = type.isEmpty
            if isBare { reading = value }
            return
        }
        reading = value
        rest = type.dropFirst(4)
    }

    /// C, D, RC, RD, EC or ED and a letter of the currency; false where no mark stands there.
    private mutating func takeMark(_ text: inout ArraySlice<UInt8>) -> Bool {
        let (credit, debit) = (UInt8(ascii: "C"), UInt8(ascii: "D"))
        let isReversal = text.first == UInt8(ascii: "R")
        isExpected = text.first == UInt8(ascii: "E")
        if isReversal || isExpected { text.removeFirst() }
        guard let mark = text.popFirst(), mark == credit || mark == debit else { return false }
        isDebit = (mark == debit) != isReversal
        if let letter = text.first, SWIFTValue.isCapital(letter) { text.removeFirst() }
        text = text.trimmed
        return true
    }
}

extension ArraySlice<UInt8> {
    /// Where a text first stands; nil where it does not.
    func position(of text: StaticString) -> Int? {
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard count >= wanted.count else { return nil }
        return (startIndex...(endIndex - wanted.count)).first {
            self[$0...].starts(with: wanted)
        }
    }
}
