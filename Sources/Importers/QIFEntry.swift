internal import Accounting
internal import Formats

/// The lines of one QIF entry up to its `^`: a letter and a text each.
struct QIFEntry {
    private(set) var span: Span
    private var fields: [(code: UInt8, text: [UInt8])] = []
    private var splits: [QIFSplit] = []

    init(_ line: TextLine) { span = line.span }

    var line: Int { Int(span.line) }
    /// The date as written.
    var date: [UInt8]? { first("D") }

    mutating func extend(_ line: TextLine) {
        span.length = Int32(
            clamping: line.span.offset + Int64(line.span.length) - span.offset)
    }

    mutating func take(_ line: TextLine) {
        extend(line)
        guard let code = line.bytes.first else { return }
        let text = Array(line.bytes.dropFirst())
        switch code {
        case UInt8(ascii: "S"): splits.append(QIFSplit(category: text))
        case UInt8(ascii: "E"): change { $0.memo = text }
        case UInt8(ascii: "$"): change { $0.amount = text }
        // A percentage of a split, a cleared mark, an address: nothing of the event.
        default: fields.append((code, text))
        }
    }

    /// Changes the split being read; its lines begin with `S`, or with what there is of it.
    private mutating func change(_ body: (inout QIFSplit) -> Void) {
        if splits.isEmpty { splits.append(QIFSplit(category: [])) }
        body(&splits[splits.count - 1])
    }

    private func first(_ code: Character) -> [UInt8]? {
        fields.first { $0.code == code.asciiValue }?.text
    }

    /// A field for names and keys; U+FFFD stands for what is not of the encoding.
    func string(_ code: Character, _ texts: TextDecoder) -> String {
        guard let raw = first(code) else { return "" }
        let text = raw.withUnsafeBufferPointer { texts.decode($0) } ?? raw
        return String(decoding: text, as: UTF8.self).trimmed
    }

    /// The entry as a bank row.
    func bank(
        _ dates: QIFDates, _ amounts: AmountReader, _ texts: TextDecoder, _ currency: Currency
    ) -> BankEntry {
        var entry = BankEntry(span: span)
        func text(_ raw: [UInt8]) -> [UInt8] {
            if let text = raw.withUnsafeBufferPointer({ texts.decode($0) }) {
                return EntryText.single(text)
            }
            if !entry.flaws.contains(where: { $0.defect == .encoding }) {
                entry.flaws.append(
                    Flaw(.encoding, line: line, ["encoding": texts.encoding.name]))
            }
            return []
        }
        readDay(&entry, dates)
        entry.amount = amount(first("T") ?? first("U") ?? [], amounts, &entry.flaws)
        entry.counterparty = text(first("P") ?? [])
        entry.payerReference = text(first("N") ?? [])
        entry.text.add(entry.counterparty)
        entry.text.add(text(first("M") ?? []))
        entry.text.add(text(first("L") ?? []))
        var parts: [BankEntryPart] = []
        for split in splits {
            // A split by percentage has no amount: it is text.
            let share = split.amount.isEmpty ? nil : amount(split.amount, amounts, &entry.flaws)
            var part = BankEntryPart(amount: share ?? .zero)
            part.counterparty = entry.counterparty
            part.payerReference = entry.payerReference
            for piece in [entry.counterparty, text(split.memo), text(split.category)] {
                part.text.add(piece)
            }
            parts.append(part)
        }
        take(parts, &entry)
        return entry
    }

    private func readDay(_ entry: inout BankEntry, _ dates: QIFDates) {
        let written = date ?? []
        func flaw(_ defect: Defect) {
            entry.flaws.append(
                Flaw(
                    defect, line: line, found: String(decoding: written.prefix(40), as: UTF8.self),
                    ["field": "D"]))
        }
        switch written.withUnsafeBufferPointer({ dates.read($0) }) {
        case .day(let day): entry.day = day
        case .empty: flaw(.fieldMissing)
        case .malformed: flaw(.dateMalformed)
        case .ambiguous: flaw(.dateAmbiguous)
        }
    }

    private func amount(
        _ raw: [UInt8], _ amounts: AmountReader, _ flaws: inout [Flaw]
    ) -> Exact? {
        let defect: Defect
        switch raw.withUnsafeBufferPointer({ amounts.read($0) }) {
        case .amount(let amount): return amount
        case .empty: defect = .fieldMissing
        case .malformed: defect = .amountMalformed
        case .ambiguous: defect = .amountAmbiguous
        case .tooLarge: defect = .amountTooLarge
        }
        flaws.append(
            Flaw(
                defect, line: line, found: String(decoding: raw.prefix(40), as: UTF8.self),
                ["field": "T"]))
        return nil
    }

    /// Splits post each against its own counterpart where they sum to the entry.
    private func take(_ parts: [BankEntryPart], _ entry: inout BankEntry) {
        guard let amount = entry.amount, !parts.isEmpty else { return }
        var sum = Exact.zero
        for part in parts { sum.add(part.amount) }
        if sum.mantissa != 0 { entry.detailSum = sum }
        if sum.equals(amount), parts.count > 1 {
            entry.parts = parts
        } else {
            for part in parts {
                entry.text.add(part.text.bytes.dropFirst(entry.counterparty.count))
            }
        }
    }
}

/// One part of a split entry.
private struct QIFSplit {
    var category: [UInt8]
    var memo: [UInt8] = []
    var amount: [UInt8] = []

    init(category: [UInt8]) { self.category = category }
}
