public import Accounting
internal import Formats

/// A column of amounts beside a row's own line, as a source declares it under `parts`.
///
/// `{kind: tip, column: Tip}`, `{kind: tender, name: card, column: Card}`,
/// `{kind: tax, name_column: Tax 1 Name, column: Tax 1 Value}`.
public struct PartColumn: Sendable, Hashable {
    public var kind: SaleKind
    /// Header (or position, path, by format) of the amount.
    public var column: String
    /// The category, tax code or tender of every amount, where one name fits all.
    public var name: String
    /// Where the row itself names it.
    public var nameColumn: String?
    /// True where files may lack the column.
    public var isOptional: Bool
    /// True where the file writes the amount with the other sign.
    public var isNegated: Bool

    public init(
        kind: SaleKind, column: String, name: String = "", nameColumn: String? = nil,
        isOptional: Bool = false, isNegated: Bool = false
    ) {
        self.kind = kind
        self.column = column
        self.name = name
        self.nameColumn = nameColumn
        self.isOptional = isOptional
        self.isNegated = isNegated
    }
}

/// Texts of a `kind` column that stand for a kind; a text that ends in `*` takes any end.
public struct KindWords: Sendable, Hashable {
    public var kind: SaleKind
    public var texts: [String]

    public init(kind: SaleKind, texts: [String]) {
        self.kind = kind
        self.texts = texts
    }

    func has(_ text: String) -> Bool {
        texts.contains {
            $0.hasSuffix("*") ? text.utf8.starts(with: $0.utf8.dropLast()) : $0 == text
        }
    }
}

/// Where the columns of a sales layout stand: its fields by `SalesField`, then those of its parts.
struct SalesColumns {
    struct Part {
        let declared: PartColumn
        let amount: Int
        let name: Int?
    }

    /// What each position is called in the file.
    private(set) var headers: [String]
    let parts: [Part]
    /// True where rows have a line of their own besides their parts.
    let statesLines: Bool
    /// Fields that no column fills.
    let undeclared: Set<String>
    private let optional: Set<String>

    init(_ layout: SourceLayout) {
        // A layout with parts is a file of another's making: what it calls as we do means its own.
        undeclared =
            layout.parts.isEmpty
            ? [] : Set(SalesField.names.filter { layout.columns[$0] == nil })
        var headers = SalesField.names.map { name in
            layout.columns[name] ?? (layout.parts.isEmpty ? name : "")
        }
        parts = layout.parts.map { part in
            headers.append(part.column)
            let amount = headers.count - 1
            guard let name = part.nameColumn else {
                return Part(declared: part, amount: amount, name: nil)
            }
            headers.append(name)
            return Part(declared: part, amount: amount, name: headers.count - 1)
        }
        self.headers = headers
        let own = [SalesField.net, .gross, .unit_price]
        statesLines = layout.parts.isEmpty || own.contains { layout.columns["\($0)"] != nil }
        let present = layout.parts.filter { !$0.isOptional }
        optional = Set(layout.parts.flatMap { [$0.column, $0.nameColumn ?? $0.column] })
            .subtracting(present.flatMap { [$0.column, $0.nameColumn ?? $0.column] })
    }

    /// The columns that a table must have, by the names of `tableFields`.
    func required(_ layout: SourceLayout) -> [String] {
        var required = ["business_day", "order"]
        let prices = ["unit_price", "net", "gross"].contains { layout.columns[$0] != nil }
        if statesLines, !prices { required.append("gross") }
        return required + headers[SalesField.allCases.count...].filter { !optional.contains($0) }
    }

    func isUndeclared(_ position: Int) -> Bool {
        SalesField(rawValue: position).map { undeclared.contains("\($0)") } ?? false
    }

    /// Fields under their own names, columns of parts under those of the file.
    var tableFields: [String] { SalesField.names + headers[SalesField.allCases.count...] }
}
