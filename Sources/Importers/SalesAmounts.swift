internal import Accounting

/// The declared values of what a file of sales does not state.
struct SalesDefaults {
    private let texts: [(column: WritableKeyPath<SalesLine, TextSlice>, text: String)]

    /// Of rows that are no sales.
    let store: String

    init(_ declared: [String: String]) {
        let columns: [(SalesField, WritableKeyPath<SalesLine, TextSlice>)] = [
            (.store, \.store), (.status, \.status), (.category, \.category),
            (.tender, \.tender), (.customer, \.customer), (.tax_code, \.taxCode),
        ]
        store = declared["\(SalesField.store)"] ?? ""
        texts = columns.compactMap { field, column in
            declared["\(field)"].map { (column, $0) }
        }
    }

    /// Fills what the line leaves empty; a tax code only where there is tax.
    func fill(_ line: inout SalesLine, _ arena: inout Arena) {
        for (column, text) in texts where line[keyPath: column].count == 0 {
            if column == \.taxCode, line.tax == 0, line.orderTax == 0 { continue }
            line[keyPath: column] = arena.append(text)
        }
    }
}

/// Net, tax and gross of a line, completed from what is stated.
struct LineAmounts {
    var net: Int64?
    var tax: Int64?
    var gross: Int64?
    /// True where quantity × price is beyond any amount.
    private(set) var isTooLarge = false

    init(
        net: Int64?, tax: Int64?, gross: Int64?, quantity: Int64?, unitPrice: Int64?,
        priceIncludesTax: Bool = false
    ) {
        var (stated, gross) = (net, gross)
        if stated == nil, let unitPrice, gross == nil || !priceIncludesTax {
            let product = Int128(unitPrice) * Int128(quantity ?? 1000)
            let rounded = roundedHalfAway(product, over: 1000)
            isTooLarge = rounded.magnitude > Int128(Limits.amount).magnitude
            let amount = isTooLarge ? nil : Int64(clamping: rounded)
            if priceIncludesTax { gross = amount } else { stated = amount }
        }
        self.tax = tax ?? (stated != nil && gross != nil ? nil : 0)
        if let stated, let gross {
            self.net = stated
            self.gross = gross
            self.tax = tax ?? gross - stated
        } else if let stated {
            self.net = stated
            self.gross = stated + (tax ?? 0)
        } else if let gross {
            self.gross = gross
            self.net = gross - (tax ?? 0)
        }
    }
}
