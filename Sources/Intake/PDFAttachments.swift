internal import Accounting
internal import CQPDF

/// The XML files embedded in a PDF (Factur-X, ZUGFeRD: PDF/A-3 with the invoice beside its
/// picture), read through qpdf within a bound of memory.
final class PDFAttachments {
    private static let limit = 16 << 20

    private let pdf: OpaquePointer

    /// - Throws: `ContainerError` for a PDF that is damaged, encrypted or too large.
    init(_ descriptor: Int32) throws(ContainerError) {
        guard let pdf = monthend_pdf_open(descriptor) else { throw refused("PDF: no memory") }
        self.pdf = pdf
        if let problem = monthend_pdf_problem(pdf) {
            throw refused(String(cString: problem))
        }
    }

    deinit { monthend_pdf_close(pdf) }

    /// The invoice's own names in Factur-X and ZUGFeRD, all versions; XRechnung as one of them.
    private static let invoices: Set = [
        "factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "order-x.xml",
    ]

    /// The file that is the invoice, by its name as the standards have it; else the only XML
    /// file.
    /// - Throws: `ContainerError` where there is none, or it cannot be told.
    func invoice() throws(ContainerError) -> (name: String, index: Int) {
        let names = (0..<monthend_pdf_count(pdf)).map {
            String(cString: monthend_pdf_name(pdf, $0))
        }
        let known = names.indices.filter {
            PDFAttachments.invoices.contains(names[$0].lowercased())
        }
        let chosen = known.isEmpty ? Array(names.indices) : known
        guard chosen.count == 1, let index = chosen.first else {
            throw refused(
                chosen.isEmpty ? "PDF: no e-invoice inside" : "PDF: several XML files inside")
        }
        let name = names[index]
        let isHostile =
            name.contains("/") || name.contains("\\") || name.utf8.contains { $0 < 32 }
        if isHostile { throw refused("PDF: name of the embedded file") }
        return (name, index)
    }

    /// - Throws: `ContainerError`, and what `take` throws.
    func read(
        _ index: Int, _ take: (UnsafeBufferPointer<UInt8>, _ isLast: Bool) throws -> Void
    ) throws {
        var length = 0
        guard let bytes = monthend_pdf_read(pdf, index, PDFAttachments.limit, &length) else {
            let problem = monthend_pdf_problem(pdf).map { String(cString: $0) }
            throw refused(problem ?? "PDF: damaged")
        }
        try take(UnsafeBufferPointer(start: bytes, count: length), false)
        try take(UnsafeBufferPointer(start: nil, count: 0), true)
    }
}

private func refused(_ reason: String) -> ContainerError {
    ContainerError(flaw: Flaw(.malformed, line: 0, ["reason": reason]))
}
