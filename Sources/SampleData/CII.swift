/// UN/CEFACT Cross Industry Invoices, as Factur-X and XRechnung use them (EN 16931).
extension Invoice {
    var cii: String {
        let names = "urn:un:unece:uncefact:data:standard:"
        var out = """
            <?xml version="1.0" encoding="UTF-8"?>
            <rsm:CrossIndustryInvoice xmlns:rsm="\(names)CrossIndustryInvoice:100" \
            xmlns:ram="\(names)ReusableAggregateBusinessInformationEntity:100" \
            xmlns:udt="\(names)UnqualifiedDataType:100">
            <rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>\
            <ram:ID>urn:cen.eu:en16931:2017</ram:ID>\
            </ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
            <rsm:ExchangedDocument><ram:ID>\(number)</ram:ID>\
            <ram:TypeCode>\(isCreditNote ? 381 : 380)</ram:TypeCode>\
            <ram:IssueDateTime>\(stamp(date))</ram:IssueDateTime></rsm:ExchangedDocument>
            <rsm:SupplyChainTradeTransaction>\n
            """
        for (index, line) in lines.enumerated() { out += item(line, index + 1) }
        out += """
            <ram:ApplicableHeaderTradeAgreement>\(party("SellerTradeParty", seller))\
            \(party("BuyerTradeParty", buyer))</ram:ApplicableHeaderTradeAgreement>
            <ram:ApplicableHeaderTradeDelivery/>
            <ram:ApplicableHeaderTradeSettlement>\n
            """
        return out + settlement + """
            </ram:ApplicableHeaderTradeSettlement>
            </rsm:SupplyChainTradeTransaction>
            </rsm:CrossIndustryInvoice>\n
            """
    }

    private func stamp(_ day: Day) -> String {
        let (year, month, number) = day.parts
        let digits = "\(year)\(padded(month, 2))\(padded(number, 2))"
        return "<udt:DateTimeString format=\"102\">\(digits)</udt:DateTimeString>"
    }

    private func party(_ role: String, _ party: Party) -> String {
        let scheme = party.country == "FR" ? " schemeID=\"0002\"" : ""
        let legal =
            party.legalID.isEmpty
            ? ""
            : """
            <ram:SpecifiedLegalOrganization><ram:ID\(scheme)>\(party.legalID)</ram:ID>\
            </ram:SpecifiedLegalOrganization>
            """
        let vat =
            party.vat.isEmpty
            ? ""
            : """
            <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">\(party.vat)</ram:ID>\
            </ram:SpecifiedTaxRegistration>
            """
        return """
            <ram:\(role)><ram:Name>\(escaped(party.name))</ram:Name>\(legal)\
            <ram:PostalTradeAddress><ram:CountryID>\(party.country)</ram:CountryID>\
            </ram:PostalTradeAddress>\(vat)</ram:\(role)>
            """
    }

    private func tax(_ category: TaxCategory, _ base: Int64? = nil, _ amount: Int64 = 0) -> String {
        var out = "<ram:ApplicableTradeTax>"
        if base != nil { out += "<ram:CalculatedAmount>\(money(amount))</ram:CalculatedAmount>" }
        out += "<ram:TypeCode>VAT</ram:TypeCode>"
        if let base {
            if let reason = category.reason {
                out += "<ram:ExemptionReason>\(reason)</ram:ExemptionReason>"
            }
            out += "<ram:BasisAmount>\(money(base))</ram:BasisAmount>"
        }
        out += "<ram:CategoryCode>\(category.code)</ram:CategoryCode>"
        if let percent = category.percent {
            out += "<ram:RateApplicablePercent>\(percent)</ram:RateApplicablePercent>"
        }
        return out + "</ram:ApplicableTradeTax>"
    }

    private var settlement: String {
        var out =
            reference.isEmpty ? "" : "<ram:PaymentReference>\(reference)</ram:PaymentReference>"
        out += "<ram:InvoiceCurrencyCode>\(currency)</ram:InvoiceCurrencyCode>\n"
        if !iban.isEmpty {
            out += """
                <ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>30</ram:TypeCode>\
                <ram:PayeePartyCreditorFinancialAccount><ram:IBANID>\(iban)</ram:IBANID>\
                </ram:PayeePartyCreditorFinancialAccount>\
                </ram:SpecifiedTradeSettlementPaymentMeans>\n
                """
        }
        for part in taxes { out += tax(part.category, part.base, part.tax) + "\n" }
        out += """
            <ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>\(stamp(due))\
            </ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
            <ram:SpecifiedTradeSettlementHeaderMonetarySummation>\
            <ram:LineTotalAmount>\(money(lineTotal))</ram:LineTotalAmount>\
            <ram:TaxBasisTotalAmount>\(money(net))</ram:TaxBasisTotalAmount>\
            <ram:TaxTotalAmount currencyID="\(currency)">\(money(tax))</ram:TaxTotalAmount>\
            <ram:GrandTotalAmount>\(money(gross + misstated))</ram:GrandTotalAmount>\
            <ram:DuePayableAmount>\(money(payable + misstated))</ram:DuePayableAmount>\
            </ram:SpecifiedTradeSettlementHeaderMonetarySummation>\n
            """
        guard !appliesTo.isEmpty else { return out }
        return out + """
            <ram:InvoiceReferencedDocument><ram:IssuerAssignedID>\(appliesTo)\
            </ram:IssuerAssignedID></ram:InvoiceReferencedDocument>\n
            """
    }

    private func item(_ line: InvoiceLine, _ number: Int) -> String {
        """
        <ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument>\
        <ram:LineID>\(number)</ram:LineID></ram:AssociatedDocumentLineDocument>\
        <ram:SpecifiedTradeProduct><ram:Name>\(escaped(line.text))</ram:Name>\
        </ram:SpecifiedTradeProduct>
        <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice>\
        <ram:ChargeAmount>\(money(line.price))</ram:ChargeAmount>\
        </ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
        <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="\(line.unit)">\
        \(money(line.quantity))</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
        <ram:SpecifiedLineTradeSettlement>\(tax(line.category))\
        <ram:SpecifiedTradeSettlementLineMonetarySummation>\
        <ram:LineTotalAmount>\(money(line.net))</ram:LineTotalAmount>\
        </ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>\
        </ram:IncludedSupplyChainTradeLineItem>\n
        """
    }
}
