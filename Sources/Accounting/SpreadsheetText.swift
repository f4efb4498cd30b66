/// Text in tables that people open in a spreadsheet and hand back.
///
/// What a bank or a customer wrote must not run there as a formula: an apostrophe goes before
/// `= + - @`, their full-width twins, and before whatever would be read as one, at the beginning
/// of a field and behind `;`, a tab or a line end, where a program set to another separator
/// begins a field. Numbers are no text and stay as they are. OWASP, CSV Injection.
extension String {
    /// The text with its guards; the same where it needs none.
    public var guardedForSpreadsheets: String {
        guard unicodeScalars.contains(where: \.beginsFormula) else { return self }
        var guarded = UnicodeScalarView()
        var startsField = true
        for scalar in unicodeScalars {
            if startsField, scalar.beginsFormula { guarded.append("'") }
            guarded.append(scalar)
            startsField = scalar.endsField
        }
        return String(guarded)
    }

    /// The text that `guardedForSpreadsheets` was made of, whether or not a spreadsheet has
    /// taken the guards away.
    public var unguarded: String {
        guard unicodeScalars.contains("'") else { return self }
        var plain = UnicodeScalarView()
        var startsField = true
        var held = false
        for scalar in unicodeScalars {
            if startsField, !held, scalar == "'" {
                held = true
                continue
            }
            if held, !scalar.beginsFormula { plain.append("'") }
            held = false
            plain.append(scalar)
            startsField = scalar.endsField
        }
        if held { plain.append("'") }
        return String(plain)
    }
}

extension Unicode.Scalar {
    /// What a spreadsheet takes for the beginning of a formula, and the guard itself.
    fileprivate var beginsFormula: Bool {
        switch self {
        case "=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠": true
        default: false
        }
    }

    /// What sets fields apart in one program or another.
    fileprivate var endsField: Bool {
        switch self {
        case ";", "\t", "\r", "\n": true
        default: false
        }
    }
}
