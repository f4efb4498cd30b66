/// A line of an invoice or bill.
struct DocumentLine {
    let account: String
    let text: String
    let net: Int64
    let code: String

    var tax: Int64 { code == "FRC20" ? 0 : scaled(net, CafeTax.perMille(code), 1_000) }
    var gross: Int64 { net + tax }
}

struct Instalment {
    let day: Day
    let amount: Int64
}

/// An invoice, bill or credit note.
struct Document {
    var creditNote = false
    let party: Party
    var number: String
    let date: Day
    var due: Day?
    var lines: [DocumentLine]
    var instalments: [Instalment] = []
    var appliesTo = ""

    var total: Int64 { lines.reduce(0) { $0 + $1.gross } }
    var waiting: Int64 { lines.reduce(0) { $0 + ($1.code == "FRS20" ? $1.tax : 0) } }
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
    let text: String
    var name = ""
    var iban = ""
    var reference = ""
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
}

enum CafeTax {
    static func perMille(_ code: String) -> Int64 {
        switch code {
        case "FR10", "FRA10": return 100
        case "FR55", "FRA55": return 55
        case "EXO": return 0
        default: return 200
        }
    }

    /// Where the tax of a code posts.
    static func account(_ code: String) -> String {
        switch code {
        case "FR20", "FRS20": return "445711"
        case "FR10": return "445712"
        case "FR55": return "445713"
        case "FRA10": return "445662"
        case "FRA55": return "445663"
        case "FRI20": return "445620"
        default: return "445661"
        }
    }

    /// The tax within an amount that includes it.
    static func within(_ gross: Int64, _ code: String) -> Int64 {
        scaled(gross, perMille(code), 1_000 + perMille(code))
    }
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
