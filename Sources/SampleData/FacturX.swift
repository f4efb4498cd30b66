/// A page of PDF 1.7 that carries its invoice as `factur-x.xml` (ISO 32000-1, 7.11.4; Factur-X
/// 1.0): objects uncompressed, no clock, the same bytes for the same invoice.
extension Invoice {
    var facturX: [UInt8] {
        let lines = [
            seller.name, "Invoice \(number) of \(date.iso)", "Due \(due.iso)",
            "Net \(money(net)) \(currency)", "VAT \(money(tax)) \(currency)",
            "Total \(money(payable)) \(currency)",
        ]
        let page =
            "BT /F1 12 Tf 72 760 Td 18 TL "
            + lines.map { "(\(bankText($0))) Tj T* " }.joined() + "ET"
        let xml = cii
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R /AF [6 0 R] /Names << /EmbeddedFiles << /Names "
                + "[(factur-x.xml) 6 0 R] >> >> >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "
                + "<< /Font << /F1 5 0 R >> >> >>",
            "<< /Length \(page.utf8.count) >>\nstream\n\(page)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            "<< /Type /Filespec /F (factur-x.xml) /UF (factur-x.xml) /AFRelationship /Data "
                + "/EF << /F 7 0 R /UF 7 0 R >> >>",
            "<< /Type /EmbeddedFile /Subtype /text#2Fxml /Length \(xml.utf8.count) >>\n"
                + "stream\n\(xml)\nendstream",
        ]
        var out = Array("%PDF-1.7\n".utf8)
        var places: [Int] = []
        for (index, object) in objects.enumerated() {
            places.append(out.count)
            out += Array("\(index + 1) 0 obj\n\(object)\nendobj\n".utf8)
        }
        let start = out.count
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for place in places { table += "\(padded(place, 10)) 00000 n \n" }
        table +=
            "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return out + Array(table.utf8)
    }
}
