internal import Accounting

/// The texts of a row: those of `:61:`, `:86:` and `:NS:` put together.
struct MT940Texts {
    private(set) var payerReference: [UInt8] = []
    private(set) var counterparty: [UInt8] = []
    private(set) var iban: [UInt8]
    private(set) var text: [UInt8]

    init(_ entry: MT940Entry) {
        let information = MT940Information(entry.information, isDebit: entry.isDebit)
        let owner = entry.ownerReference
        let isAccount = MT940Texts.isAccount(owner)
        for reference in [information.structured[...], information.endToEnd[...], owner]
        where payerReference.isEmpty && !(isAccount && reference == owner) {
            MT940Texts.add(reference, to: &payerReference)
        }
        MT940Texts.add(information.counterparty[...], to: &counterparty)
        iban = information.iban
        text = information.text
        takeNumbered(entry.numbered)
        if counterparty.isEmpty { MT940Texts.add(entry.name, to: &counterparty) }
        for line in entry.details { takeDetail(line.trimmed, isName: isAccount) }
        if iban.isEmpty, isAccount { iban = Array(owner) }
        if text.isEmpty { MT940Texts.add(owner, to: &text) }
    }

    /// A valid IBAN; structured references RF… have check digits of the same kind.
    private static func isAccount(_ text: ArraySlice<UInt8>) -> Bool {
        IBAN.isValid(text) && !text.starts(with: "RF".utf8)
    }

    /// Appends a piece with one blank between, runs of blanks made one, of bounded length.
    private static func add(_ piece: ArraySlice<UInt8>, to text: inout [UInt8]) {
        MT940Information.collapsed(Array(piece)).withUnsafeBufferPointer {
            CamtEntry.join(&text, $0)
        }
    }

    /// `:NS:`: lines 01 to 14 and 17 are text, 15 and 16 the name.
    private mutating func takeNumbered(_ lines: [ArraySlice<UInt8>]) {
        for line in lines {
            let number = line.prefix(2)
            guard number.count == 2, number.allSatisfy(SWIFTValue.isDigit) else { continue }
            switch number.reduce(0, { $0 * 10 + Int($1 - 48) }) {
            case 1...14, 17: MT940Texts.add(line.dropFirst(2), to: &text)
            case 15, 16: MT940Texts.add(line.dropFirst(2), to: &counterparty)
            default: break
            }
        }
    }

    /// A line of `:61:` behind the first: an account, a name, or more text.
    private mutating func takeDetail(_ line: ArraySlice<UInt8>, isName: Bool) {
        if MT940Texts.isAccount(line) {
            if iban.isEmpty { iban = Array(line) }
            return
        }
        if isName, counterparty.isEmpty { MT940Texts.add(line, to: &counterparty) }
        let detail = MT940Information.collapsed(Array(line))
        let isKnown = text.indices.contains { text[$0...].starts(with: detail) }
        if !isKnown { MT940Texts.add(line, to: &text) }
    }
}
