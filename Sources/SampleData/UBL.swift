/// UBL 2.1 invoices and credit notes with the elements that EN 16931 asks for.
extension Invoice {
    var ubl: String {
        let root = isCreditNote ? "CreditNote" : "Invoice"
        let names = "urn:oasis:names:specification:ubl:schema:xsd:"
        var out = """
            <?xml version="1.0" encoding="UTF-8"?>
            <\(root) xmlns="\(names)\(root)-2" xmlns:cac="\(names)CommonAggregateComponents-2" \
            xmlns:cbc="\(names)CommonBasicComponents-2">
            <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
            <cbc:ID>\(number)</cbc:ID><cbc:IssueDate>\(date.iso)</cbc:IssueDate>\n
            """
        if !isCreditNote && instalments.isEmpty { out += "<cbc:DueDate>\(due.iso)</cbc:DueDate>" }
        out += "<cbc:\(root)TypeCode>\(isCreditNote ? 381 : 380)</cbc:\(root)TypeCode>"
        out += "<cbc:DocumentCurrencyCode>\(currency)</cbc:DocumentCurrencyCode>\n"
        if !appliesTo.isEmpty {
            out += """
                <cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>\(appliesTo)</cbc:ID>\
                </cac:InvoiceDocumentReference></cac:BillingReference>\n
                """
        }
        out += party("AccountingSupplierParty", seller) + party("AccountingCustomerParty", buyer)
        out += means + terms + adjustments.map(allowance).joined() + taxTotal + totals
        for (index, line) in lines.enumerated() { out += item(line, index + 1) }
        return out + "</\(root)>\n"
    }

    private func party(_ role: String, _ party: Party) -> String {
        let vat =
            party.vat.isEmpty || isOutside
            ? ""
            : """
            <cac:PartyTaxScheme><cbc:CompanyID>\(party.vat)</cbc:CompanyID><cac:TaxScheme>\
            <cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
            """
        let legal =
            party.legalID.isEmpty
            ? ""
            : party.country == "FR"
                ? "<cbc:CompanyID schemeID=\"0002\">\(party.legalID)</cbc:CompanyID>"
                : "<cbc:CompanyID>\(party.legalID)</cbc:CompanyID>"
        return """
            <cac:\(role)><cac:Party><cac:PostalAddress><cac:Country><cbc:IdentificationCode>\
            \(party.country)</cbc:IdentificationCode></cac:Country></cac:PostalAddress>\(vat)\
            <cac:PartyLegalEntity><cbc:RegistrationName>\(escaped(party.name))\
            </cbc:RegistrationName>\(legal)</cac:PartyLegalEntity></cac:Party></cac:\(role)>\n
            """
    }

    /// What lies outside the scope of VAT may not state VAT numbers (BR-O-02).
    private var isOutside: Bool { lines.contains { $0.category == .outside } }

    private var means: String {
        guard !iban.isEmpty else { return "" }
        let reference = reference.isEmpty ? "" : "<cbc:PaymentID>\(reference)</cbc:PaymentID>"
        return """
            <cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode>\(reference)\
            <cac:PayeeFinancialAccount><cbc:ID>\(iban)</cbc:ID></cac:PayeeFinancialAccount>\
            </cac:PaymentMeans>\n
            """
    }

    /// A payment term an instalment; a credit note states its due date here.
    private var terms: String {
        if isCreditNote { return "" }
        return instalments.map { part in
            """
            <cac:PaymentTerms><cbc:Amount currencyID="\(currency)">\(money(part.amount))\
            </cbc:Amount><cbc:PaymentDueDate>\(part.day.iso)</cbc:PaymentDueDate>\
            </cac:PaymentTerms>\n
            """
        }.joined()
    }

    private func amount(_ name: String, _ value: Int64) -> String {
        "<cbc:\(name) currencyID=\"\(currency)\">\(money(value))</cbc:\(name)>"
    }

    private func category(_ name: String, _ category: TaxCategory, isTotal: Bool) -> String {
        let percent = category.percent.map { "<cbc:Percent>\($0)</cbc:Percent>" } ?? ""
        let reason = category.reason.map {
            "<cbc:TaxExemptionReason>\($0)</cbc:TaxExemptionReason>"
        }
        return """
            <cac:\(name)><cbc:ID>\(category.code)</cbc:ID>\(percent)\(isTotal ? reason ?? "" : "")\
            <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:\(name)>
            """
    }

    private func allowance(_ part: InvoiceAdjustment) -> String {
        """
        <cac:AllowanceCharge><cbc:ChargeIndicator>\(part.isCharge)</cbc:ChargeIndicator>\
        <cbc:AllowanceChargeReason>\(part.reason)</cbc:AllowanceChargeReason>\
        \(amount("Amount", part.amount))\
        \(category("TaxCategory", part.category, isTotal: false))</cac:AllowanceCharge>\n
        """
    }

    private var taxTotal: String {
        let parts = taxes.map { part in
            """
            <cac:TaxSubtotal>\(amount("TaxableAmount", part.base))\(amount("TaxAmount", part.tax))\
            \(category("TaxCategory", part.category, isTotal: true))</cac:TaxSubtotal>
            """
        }
        return "<cac:TaxTotal>\(amount("TaxAmount", tax))\(parts.joined())</cac:TaxTotal>\n"
    }

    private var totals: String {
        let allowances = adjustments.filter { !$0.isCharge }.reduce(0) { $0 + $1.amount }
        let charges = adjustments.filter(\.isCharge).reduce(0) { $0 + $1.amount }
        var out = "<cac:LegalMonetaryTotal>" + amount("LineExtensionAmount", lineTotal)
        out += amount("TaxExclusiveAmount", net)
        out += amount("TaxInclusiveAmount", gross + misstated)
        if allowances != 0 { out += amount("AllowanceTotalAmount", allowances) }
        if charges != 0 { out += amount("ChargeTotalAmount", charges) }
        if prepaid != 0 { out += amount("PrepaidAmount", prepaid) }
        if rounding != 0 { out += amount("PayableRoundingAmount", rounding) }
        return out + amount("PayableAmount", payable + misstated) + "</cac:LegalMonetaryTotal>\n"
    }

    private func item(_ line: InvoiceLine, _ number: Int) -> String {
        let name = isCreditNote ? "CreditNoteLine" : "InvoiceLine"
        let quantity = isCreditNote ? "CreditedQuantity" : "InvoicedQuantity"
        return """
            <cac:\(name)><cbc:ID>\(number)</cbc:ID>\
            <cbc:\(quantity) unitCode="\(line.unit)">\(money(line.quantity))</cbc:\(quantity)>\
            \(amount("LineExtensionAmount", line.net))
            <cac:Item><cbc:Name>\(escaped(line.text))</cbc:Name>\
            \(category("ClassifiedTaxCategory", line.category, isTotal: false))</cac:Item>\
            <cac:Price>\(amount("PriceAmount", line.price))</cac:Price></cac:\(name)>\n
            """
    }
}
