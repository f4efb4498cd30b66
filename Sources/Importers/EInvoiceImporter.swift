internal import Accounting
internal import Formats

/// The two syntaxes of EN 16931.
enum EInvoiceSyntax: CaseIterable {
    /// OASIS UBL 2.x, Invoice and CreditNote.
    case ubl
    /// UN/CEFACT Cross Industry Invoice, and ZUGFeRD 1 by its own name.
    case cii

    var paths: XMLPaths { self == .ubl ? UBLPaths.all : CIIPaths.all }

    private var roots: Set<String> {
        self == .ubl
            ? ["Invoice", "CreditNote"] : ["CrossIndustryInvoice", "CrossIndustryDocument"]
    }

    /// Parts of the namespaces of its documents.
    private var namespaces: [String] {
        self == .ubl
            ? [":ubl:schema:xsd:Invoice-2", ":ubl:schema:xsd:CreditNote-2"]
            : [":CrossIndustryInvoice:", ":CrossIndustryDocument:"]
    }

    /// True for the namespaces of e-invoices, and for none.
    ///
    /// Elements of these names stand in other vocabularies too (SAF-T, older OIOXML).
    static func owns(_ namespace: String) -> Bool {
        namespace.isEmpty
            || allCases.contains { $0.namespaces.contains { namespace.contains($0) } }
    }

    /// The syntax of a document by its first bytes: its root element's name, or a namespace of
    /// it where other elements are around it.
    init?(_ head: some Sequence<UInt8>) {
        // Of text in UTF-16 its ASCII letters: names of elements are made of them.
        let letters = head.filter { $0 > 0 && $0 < 128 }
        let text = String(decoding: letters, as: UTF8.self)
        guard text.first(where: { !$0.isWhitespace }) == "<" else { return nil }
        let root = EInvoiceSyntax.root(text)
        let found = EInvoiceSyntax.allCases.first { syntax in
            syntax.roots.contains(root)
                || syntax.namespaces.contains { text.contains($0) }
        }
        guard let found else { return nil }
        self = found
    }

    /// The local name of the first start tag.
    private static func root(_ text: String) -> String {
        var rest = text[...]
        while let mark = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: mark)...]
            guard let first = rest.first else { break }
            if first == "!", rest.hasPrefix("!--") {
                var inner = rest
                while !inner.hasPrefix("-->"), !inner.isEmpty { inner = inner.dropFirst() }
                rest = inner
                continue
            }
            if first == "?" || first == "!" { continue }
            let name = rest.prefix { !" \t\r\n/>".contains($0) }
            return String(name.split(separator: ":").last ?? "")
        }
        return ""
    }
}

/// Invoices and credit notes as UBL or CII: EN 16931, Peppol BIS, XRechnung, Factur-X, ZUGFeRD.
///
/// A document is one row of its file. No prefix of a namespace is assumed, and elements around a
/// document are looked through.
final class EInvoiceImporter: Importer {
    private let handler: EInvoiceReader
    private var reader: XMLReader?
    /// Bytes of a file whose syntax is not told yet.
    private var head: [UInt8] = []

    /// - Parameter syntax: nil where the file's own first bytes tell.
    init(_ layout: SourceLayout, _ syntax: EInvoiceSyntax?) {
        handler = EInvoiceReader(layout.currency)
        if let syntax { reader = XMLReader(syntax.paths, handler: handler) }
    }

    static func recognises(_ syntax: EInvoiceSyntax) -> ([UInt8]) -> Bool {
        { EInvoiceSyntax($0) == syntax }
    }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        defer { handOver(emit) }
        if let reader {
            try reader.feed(chunk, isLast: isLast)
        } else {
            head += chunk
            guard isLast || head.count >= 65536 else { return }
            let syntax = EInvoiceSyntax(head.prefix(65536)) ?? .ubl
            let reader = XMLReader(syntax.paths, handler: handler)
            self.reader = reader
            try head.withUnsafeBufferPointer { try reader.feed($0, isLast: isLast) }
            head = []
        }
        guard isLast else { return }
        guard handler.documents > 0 else {
            throw FormatError(
                Flaw(
                    .empty, line: 1, found: reader?.rootName ?? "",
                    ["what": reader?.namespace ?? ""]))
        }
        handOver(emit)
        emit(.end(rows: handler.documents))
    }

    func drain(_ emit: (Draft) -> Void) { handOver(emit) }

    private func handOver(_ emit: (Draft) -> Void) {
        let drafts = handler.takeDrafts()
        if !drafts.isEmpty { emit(.documents(drafts)) }
    }
}
