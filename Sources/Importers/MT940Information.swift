internal import Accounting
internal import Formats

/// What field `:86:` says of an entry, in the dialects that banks write it in.
///
/// * German: three digits of business code, then subfields `?00` text, `?20`–`?29` and
///   `?60`–`?63` purpose, `?31` account, `?32` `?33` name; `<`, `>`, `^`, `~` and others stand for
///   `?` (DFÜ-Abkommen Anlage 3, Geschäftsvorfallcodes). SEPA words inside: `EREF+`, `SVWZ+` …
/// * Slashed: `/TRTP/…/IBAN/…/NAME/…/REMI/…/EREF/…` (ABN AMRO, Rabobank, Knab) and
///   `/EREF/…//CNTP/iban/bic/name/city///REMI/USTD//…` (ING).
/// * Free text of up to six lines.
struct MT940Information {
    /// The payer's end-to-end id.
    private(set) var endToEnd: [UInt8] = []
    /// A structured creditor reference.
    private(set) var structured: [UInt8] = []
    private(set) var counterparty: [UInt8] = []
    private(set) var iban: [UInt8] = []
    /// What a bookkeeper reads.
    private(set) var text: [UInt8] = []

    init(_ lines: [ArraySlice<UInt8>], isDebit: Bool) {
        let tight = Array(lines.joined())
        if let subfields = Subfields(tight) {
            takeGerman(subfields)
        } else {
            let joined = MT940Information.unwrapped(lines)
            if let coded = SlashCodes(joined) {
                takeSlashed(coded, isDebit: isDebit)
            } else {
                takeFree(joined)
            }
        }
        if MT940Entry.reference(endToEnd[...]).isEmpty { endToEnd = [] }
    }

    // MARK: German

    /// How wide a subfield is: a full one goes on in the next without a blank.
    private static let subfieldWidth = 27

    private mutating func takeGerman(_ subfields: Subfields) {
        var purpose: [UInt8] = []
        var name: [UInt8] = []
        var last = 0
        for (code, value) in subfields.values {
            switch code {
            case 0: add(value)
            case 20...29, 60...69:
                if code != last + 1, last != 29 { purpose.append(MT940Information.gap) }
                MT940Information.join(value, to: &purpose)
                last = code
            case 31, 38:
                let account = value.filter { $0 != 32 }
                if IBAN.looksLikeOne(account[...]) { iban = account }
            case 32, 33: MT940Information.join(value, to: &name)
            default: break
            }
        }
        counterparty = MT940Information.collapsed(name)
        let words = SEPAWords(purpose)
        endToEnd = words.value("EREF")
        add(words.purpose)
        for (word, value) in words.values where word != "EREF" {
            add(Array("\(word)+".utf8) + value)
        }
    }

    /// Marks where a subfield ends that is not full.
    fileprivate static let gap: UInt8 = 31
    private static func join(_ value: [UInt8], to text: inout [UInt8]) {
        text += value
        if characters(value[...]) < subfieldWidth { text.append(gap) }
    }

    // MARK: Slashes

    private mutating func takeSlashed(_ coded: SlashCodes, isDebit: Bool) {
        let party = isDebit ? "BENM" : "ORDP"
        endToEnd = coded.value("EREF")
        counterparty = coded.value("NAME", of: party)
        iban = coded.value("IBAN", of: party)
        let parts = coded.value("CNTP").split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if parts.count >= 3 { (iban, counterparty) = (Array(parts[0]), Array(parts[2])) }
        if !IBAN.looksLikeOne(iban[...]) { iban = [] }
        var remittance = coded.value("REMI")[...]
        if remittance.starts(with: "USTD/".utf8) {
            remittance = remittance.dropFirst(5).drop { $0 == UInt8(ascii: "/") }
        } else if remittance.starts(with: "STRD/".utf8) {
            // STRD/CUR/9001123412341234 or STRD/ISO/RF18…
            structured = Array(remittance.split(separator: UInt8(ascii: "/")).last ?? [])
            remittance = structured[...]
        }
        add(coded.value("TRTP"))
        add(Array(remittance))
        for code in ["RTRN", "MARF", "CSID"] {
            let value = coded.value(code)
            if !value.isEmpty { add(Array("\(code) ".utf8) + value) }
        }
        if text.isEmpty { add(coded.whole) }
    }

    // MARK: Free text

    private mutating func takeFree(_ joined: [UInt8]) {
        add(joined)
        // SNS, ASN: account and name begin the text. Knab: they end it, REK: … NAAM: ….
        let first = text.prefix { $0 != 32 }
        if IBAN.isValid(first) { iban = Array(first) }
        if let mark = text[...].position(of: "REK: ") {
            let account = text[(mark + 5)...].prefix { $0 != UInt8(ascii: "/") }
            if IBAN.isValid(account) { iban = Array(account) }
            if let name = text[...].position(of: "/NAAM: ") {
                counterparty = Array(text[(name + 7)...])
            }
        }
    }

    // MARK: Texts

    private mutating func add(_ piece: [UInt8]) {
        MT940Information.collapsed(piece).withUnsafeBufferPointer { CamtEntry.join(&text, $0) }
    }

    /// Lines as one text: a full line (65 characters, 61 behind the tag) was cut where it was full.
    static func unwrapped(_ lines: [ArraySlice<UInt8>]) -> [UInt8] {
        var text: [UInt8] = []
        var isFull = true
        for (index, line) in lines.enumerated() {
            if !isFull { text.append(32) }
            text += line
            isFull = characters(line) >= (index == 0 ? 61 : 65)
        }
        return text
    }

    static func characters(_ text: ArraySlice<UInt8>) -> Int {
        text.count { $0 & 0xC0 != 0x80 }
    }

    /// Runs of blanks and control characters as one blank, none at the ends.
    static func collapsed(_ text: [UInt8]) -> [UInt8] {
        Array(text.split { $0 <= 32 }.joined(separator: [32]))
    }
}

/// Subfields `?20…` behind a three-digit business code, whatever the separator.
private struct Subfields {
    private(set) var values: [(code: Int, value: [UInt8])] = []

    private static let separators = Set("?<>^~!|#*&@;".utf8)
    /// Separators that some banks begin with, without a business code.
    private static let leading = Set("?<>^~".utf8)

    /// nil where the text is not written in subfields.
    init?(_ text: [UInt8]) {
        let text = text[...].trimmed
        let digits = text.prefix(3).prefix(while: SWIFTValue.isDigit)
        guard digits.count == 0 || digits.count == 3,
            let separator = text[digits.endIndex...].first,
            (digits.isEmpty ? Subfields.leading : Subfields.separators).contains(separator)
        else { return nil }
        var rest = text[digits.endIndex...]
        while let byte = rest.popFirst() {
            if byte == separator, let code = Subfields.code(rest) {
                values.append((code, []))
                rest = rest.dropFirst(2)
            } else if values.isEmpty {
                return nil
            } else {
                values[values.count - 1].value.append(byte)
            }
        }
        values.removeAll { Subfields.fillers.contains($0.value) }
    }

    /// What Polish banks write in empty subfields: byte FF, in their encodings and in ours.
    private static let fillers = ["ÿ", "˙", "\u{A0}"].map { Array($0.utf8) }

    private static func code(_ text: ArraySlice<UInt8>) -> Int? {
        let digits = text.prefix(2)
        guard digits.count == 2, digits.allSatisfy(SWIFTValue.isDigit) else { return nil }
        let code = digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        return code == 0 || code == 10 || (20...39).contains(code) || (60...79).contains(code)
            ? code : nil
    }
}

/// A purpose in which SEPA words such as `EREF+` name what follows them.
private struct SEPAWords {
    /// The purpose proper: what stands behind `SVWZ+` or behind no word.
    private(set) var purpose: [UInt8] = []
    private(set) var values: [(word: String, value: [UInt8])] = []

    private static let words = [
        "EREF", "KREF", "MREF", "CRED", "DEBT", "COAM", "OAMT", "SVWZ", "ABWA", "ABWE", "PURP",
        "RREF", "IBAN", "BIC",
    ].map { Array("\($0)+".utf8) }

    init(_ text: [UInt8]) {
        var rest = text[...]
        var word = "SVWZ"
        var mayBegin = true
        while let byte = rest.first {
            if mayBegin, let found = SEPAWords.words.first(where: { rest.starts(with: $0) }) {
                word = String(decoding: found.dropLast(), as: UTF8.self)
                if word != "SVWZ" { values.append((word, [])) }
                rest = rest.dropFirst(found.count)
                continue
            }
            rest.removeFirst()
            mayBegin = byte == 32 || byte == MT940Information.gap
            if word == "SVWZ" {
                purpose.append(byte)
            } else if byte == MT940Information.gap {
                // A value ends with a subfield that is not full.
                word = "SVWZ"
            } else {
                values[values.count - 1].value.append(byte)
            }
        }
    }

    func value(_ word: String) -> [UInt8] {
        values.first { $0.word == word }.map { MT940Information.collapsed($0.value) } ?? []
    }
}

/// A text in which codes between slashes name what follows them.
private struct SlashCodes {
    let whole: [UInt8]
    private var values: [(code: String, party: String, value: [UInt8])] = []

    private static let codes = [
        "TRTP", "TRCD", "EREF", "PREF", "IREF", "KREF", "MARF", "CSID", "CNTP", "REMI", "PURP",
        "ULTC", "ULTD", "ULTB", "IBAN", "BBAN", "BIC", "NAME", "ADDR", "BENM", "ORDP", "ISDT",
        "RTRN", "RCMT", "CHRG", "SVCL", "OCMT", "CHGS", "EXCH", "RREF", "ACCW", "ULCD",
    ].map { Array("/\($0)/".utf8) }

    /// nil where the text does not begin with a code.
    init?(_ text: [UInt8]) {
        whole = text
        var rest = text[...].trimmed
        guard SlashCodes.code(rest) != nil else { return nil }
        var party = ""
        while let byte = rest.first {
            if let code = SlashCodes.code(rest) {
                let name = String(decoding: code.dropFirst().dropLast(), as: UTF8.self)
                if name == "BENM" || name == "ORDP" { party = name }
                if name.hasPrefix("ULT") { party = name }
                values.append((name, party, []))
                // The next code may share this one's last slash.
                rest = rest.dropFirst(code.count - 1)
                if SlashCodes.code(rest) == nil { rest.removeFirst() }
            } else {
                values[values.count - 1].value.append(byte)
                rest.removeFirst()
            }
        }
    }

    private static func code(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        guard text.first == UInt8(ascii: "/") else { return nil }
        return codes.first { text.starts(with: $0) }
    }

    /// The value of a code, slashes and blanks around it taken off; of a party's, where several
    /// parties are named.
    func value(_ code: String, of party: String = "") -> [UInt8] {
        let found = values.filter {
            $0.code == code && (party.isEmpty || !$0.party.hasPrefix("ULT"))
        }
        let value = (found.first { $0.party == party } ?? found.first)?.value ?? []
        var view = value[...].trimmed
        while view.last == UInt8(ascii: "/") { view = view.dropLast().trimmed }
        return MT940Information.collapsed(Array(view.drop { $0 == UInt8(ascii: "/") }))
    }
}
