/// A VAT category with its rate (UNTDID 5305, EN 16931 BT-118 and BT-119).
enum TaxCategory: Hashable {
    case standard(Int64)
    case reverse, exempt, outside

    var code: String {
        switch self {
        case .standard: "S"
        case .reverse: "AE"
        case .exempt: "E"
        case .outside: "O"
        }
    }

    /// Thousandths of the base.
    var perMille: Int64 { if case .standard(let rate) = self { rate } else { 0 } }

    /// nil where no rate may be stated (BR-O-05).
    var percent: String? { self == .outside ? nil : money(perMille * 10) }

    var reason: String? {
        switch self {
        case .standard: nil
        case .reverse: "Reverse charge, art. 196 Directive 2006/112/EC"
        case .exempt: "TVA non applicable, art. 293 B du CGI"
        case .outside: "Not subject to French VAT, art. 259-1 CGI"
        }
    }
}

/// A line of an invoice: quantity in hundredths, price in minor units.
struct InvoiceLine {
    let text: String
    var quantity: Int64 = 100
    var unit = "C62"
    let price: Int64
    let category: TaxCategory
    /// Where a list of the business itself says it posts.
    var account = ""
    var code = ""

    var net: Int64 { scaled(quantity, price, 100) }
}

/// An allowance or charge on the whole invoice (EN 16931 BG-20, BG-21).
struct InvoiceAdjustment {
    let isCharge: Bool
    let amount: Int64
    let reason: String
    let category: TaxCategory

    var net: Int64 { isCharge ? amount : -amount }
}

/// An invoice or credit note as EN 16931 states it; amounts in minor units of its currency.
struct Invoice {
    var isCreditNote = false
    let seller: Party
    let buyer: Party
    var number: String
    let date: Day
    var due: Day
    var currency = "EUR"
    var lines: [InvoiceLine]
    var adjustments: [InvoiceAdjustment] = []
    var prepaid: Int64 = 0
    var rounding: Int64 = 0
    var instalments: [Instalment] = []
    var appliesTo = ""
    /// The reference to give with the payment (BT-83), and the account to pay on (BT-84).
    var reference = ""
    var iban = ""
    /// What a faulty issuer adds to the gross it states.
    var misstated: Int64 = 0

    var lineTotal: Int64 { lines.reduce(0) { $0 + $1.net } }
    var net: Int64 { adjustments.reduce(lineTotal) { $0 + $1.net } }

    /// Bases by category, in the order the categories come.
    var taxes: [(category: TaxCategory, base: Int64, tax: Int64)] {
        var order: [TaxCategory] = []
        var bases: [TaxCategory: Int64] = [:]
        for (category, net) in lines.map({ ($0.category, $0.net) })
            + adjustments.map({ ($0.category, $0.net) })
        {
            if bases[category] == nil { order.append(category) }
            bases[category, default: 0] += net
        }
        return order.map { category in
            let base = bases[category] ?? 0
            return (category, base, scaled(base, category.perMille, 1_000))
        }
    }

    var tax: Int64 { taxes.reduce(0) { $0 + $1.tax } }
    var gross: Int64 { net + tax }
    var payable: Int64 { gross - prepaid + rounding }
}

/// Text that may stand in an element.
func escaped(_ text: String) -> String {
    var out = ""
    for letter in text {
        switch letter {
        case "&": out += "&amp;"
        case "<": out += "&lt;"
        default: out.append(letter)
        }
    }
    return out
}
