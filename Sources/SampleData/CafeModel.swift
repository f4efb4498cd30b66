/// A line of an invoice or bill.
struct DocumentLine {
    let account: String
    let text: String
    let net: Int64
    let code: String

    var tax: Int64 { code == "FRC20" ? 0 : scaled(net, CafeTax.perMille(code), 1_000) }
    var gross: Int64 { net + tax }
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
