internal import Accounting
internal import Formats

/// The 16 record: one transaction with its references and text.
struct BAI2Transaction {
    /// What a type code does to the account (BAI, appendix of type codes).
    private enum Direction { case credit, debit, information, unknown }

    /// The amount as stated, before the type code signs it: what control totals add.
    let stated: Exact
    private let record: BAI2Record
    private let type: ArraySlice<UInt8>
    private let amount: Exact?
    private let direction: Direction
    private var valueDay: Day?
    private var bankReference: ArraySlice<UInt8>
    private var customerReference: ArraySlice<UInt8>
    private var pieces: [(text: ArraySlice<UInt8>, goesOn: Bool)]
    private var flaws: [Flaw] = []

    /// - Parameter exponent: the decimals of the account's currency.
    init(_ record: BAI2Record, exponent: Int) {
        self.record = record
        var fields = record
        type = fields.next()
        let digits = fields.next()
        direction = BAI2Transaction.direction(type)
        let value = Exact(signedDigits: digits, scale: 0)
        stated = value ?? .zero
        amount = value.map { Exact(mantissa: $0.mantissa, scale: exponent) }
        if direction == .unknown {
            flaws.append(record.flaw(.kindUnknown, type, field: "type code"))
        }
        if value == nil, direction != .information || !digits.isEmpty {
            flaws.append(
                digits.isEmpty
                    ? record.missing("amount") : record.flaw(.amountMalformed, digits))
        }
        if let funds = fields.funds() {
            valueDay = funds.valueDay
        } else {
            flaws.append(record.flaw(.malformed, type, field: "funds type"))
        }
        bankReference = fields.next()
        customerReference = fields.next()
        pieces = fields.rest()
    }

    /// 1xx to 3xx and 920 to 959 credit, 4xx to 6xx and 960 to 999 debit the account, loans by
    /// their own codes; 890 tells something that moves no money; balances (0xx …) are no entries.
    private static func direction(_ type: ArraySlice<UInt8>) -> Direction {
        guard type.count == 3, let code = Exact(digits: type, scale: 0) else { return .unknown }
        switch Int(code.mantissa) {
        case 100...399, 720...728, 920...959: return .credit
        case 400...699, 760, 960...999: return .debit
        case 890: return .information
        default: return .unknown
        }
    }

    /// The transaction as a bank entry; `texts` reads the file's encoding.
    func entry(day: Day?, _ texts: TextDecoder) -> BankEntry {
        var entry = BankEntry(span: record.span)
        entry.day = day
        entry.valueDay = valueDay
        entry.amount = direction == .debit ? amount.map { -$0 } : amount
        entry.status = direction == .information ? .information : .booked
        entry.flaws = flaws
        func text(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
            if let text = bytes.withUnsafeBufferPointer({ texts.decode($0) }) { return text }
            if !entry.flaws.contains(where: { $0.defect == .encoding }) {
                var flaw = record.flaw(.encoding, bytes)
                flaw.arguments = ["encoding": texts.encoding.name]
                entry.flaws.append(flaw)
            }
            return []
        }
        entry.reference = text(bankReference)
        entry.payerReference = text(customerReference)
        var labels = BAI2Labels()
        var goesOn = false
        for piece in pieces {
            let bytes = text(piece.text)
            labels.take(bytes)
            entry.text.add(bytes, joined: goesOn)
            goesOn = piece.goesOn
        }
        if entry.text.bytes.isEmpty {
            let code = String(decoding: type, as: UTF8.self)
            entry.text.add((BAI2Types.name(type) ?? "BAI \(code)").utf8)
        }
        if !labels.payerReference.isEmpty { entry.payerReference = labels.payerReference }
        entry.counterparty = direction == .debit ? labels.creditor : labels.debtor
        return entry
    }
}

/// What banks name in the continuation records of a text by a label of their own: the payer's
/// reference and the parties. Any other text names no one.
struct BAI2Labels {
    private(set) var payerReference: [UInt8] = []
    private(set) var debtor: [UInt8] = []
    private(set) var creditor: [UInt8] = []

    mutating func take(_ text: [UInt8]) {
        func value(_ labels: [String]) -> [UInt8]? {
            for label in labels where text.starts(with: label.utf8) {
                let value = EntryText.single(text.dropFirst(label.utf8.count))
                return value.isEmpty ? nil : value
            }
            return nil
        }
        payerReference = value(["EREF:"]) ?? payerReference
        debtor = value(["DBNM:", "ORG:="]) ?? debtor
        creditor = value(["CRNM:", "BNF NAME:="]) ?? creditor
    }
}
