/// A part of a document that falls due on its own.
struct Instalment {
    let day: Day
    let amount: Int64
}

/// A payment row; a bounced one is negative.
struct Payment {
    let party: Party
    let date: Day
    let amount: Int64
    let document: String
    let reference: String
}

/// One part of a batched bank entry.
struct BankPart {
    let name: String
    let iban: String
    let amount: Int64
    let text: String
    let reference: String
}

/// A bank entry, signed: money in is positive.
struct BankLine {
    let day: Day
    var amount: Int64
    /// What the payer writes; of a line without a payer, what the bank does.
    let text: String
    /// What the bank writes beside it.
    var information: String?
    var name = ""
    var iban = ""
    /// What the payer gives the bank to hand on.
    var reference = ""
    /// A creditor reference (ISO 11649).
    var structured = ""
    /// What the bank keeps of it, included in the amount of the transaction alone.
    var charge: Int64 = 0
    var parts: [BankPart] = []
    var reversal = false
    var pending = false
}

/// A customer or supplier.
struct Party {
    let id: String
    let name: String
    let kind: String
    let terms: Int
    let iban: String
    var vat = ""
    var alias = ""
    var legalID = ""
    var country = "FR"
    var account = ""
    var taxCode = ""
    var merged: (into: String, on: Day)?
}

/// One CSV record.
func record(_ fields: String...) -> String { record(fields) }

func record(_ fields: [String]) -> String {
    fields.map { field in
        let plain = !field.utf8.contains { $0 == 44 || $0 == 34 || $0 == 10 }
        if plain { return field }
        return "\""
            + field.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }.joined(separator: ",")
}

/// ASCII capitals as banks print them.
func bankText(_ text: String) -> String {
    let from = Array("éèêëàâîïôöûùçÉÈ")
    let into = Array("eeeeaaiioouucEE")
    return String(
        text.map { letter in
            from.firstIndex(of: letter).map { into[$0] } ?? (letter == "’" ? " " : letter)
        }
    ).uppercased()
}
