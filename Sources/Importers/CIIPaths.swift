internal import Formats

/// Where UN/CEFACT Cross Industry Invoice D16B has the fields: Factur-X, ZUGFeRD 2 and XRechnung,
/// and by its older names ZUGFeRD 1 (`CrossIndustryDocument`).
///
/// Source: UN/CEFACT CII D16B; EN 16931-3-3 binds the terms to its elements.
enum CIIPaths {
    static let all: XMLPaths = {
        var paths = XMLPaths()
        for (path, interest, field) in elements { paths.add(path, interest, field.rawValue) }
        for (path, original) in older { paths.add(path, sameAs: original) }
        return paths
    }()

    private static let trade = "CrossIndustryInvoice/SupplyChainTradeTransaction"
    private static let agreement = trade + "/ApplicableHeaderTradeAgreement"
    private static let delivery = trade + "/ApplicableHeaderTradeDelivery"
    private static let settlement = trade + "/ApplicableHeaderTradeSettlement"
    private static let item = trade + "/IncludedSupplyChainTradeLineItem"

    /// The names of ZUGFeRD 1, and elements that are as another.
    private static let older = [
        ("CrossIndustryInvoice/HeaderExchangedDocument", "CrossIndustryInvoice/ExchangedDocument"),
        ("CrossIndustryInvoice/SpecifiedSupplyChainTradeTransaction", trade),
        (trade + "/ApplicableSupplyChainTradeAgreement", agreement),
        (trade + "/ApplicableSupplyChainTradeSettlement", settlement),
        (
            trade + "/ApplicableSupplyChainTradeDelivery", delivery
        ),
        (item + "/SpecifiedSupplyChainTradeDelivery", item + "/SpecifiedLineTradeDelivery"),
        (
            settlement + "/SpecifiedTradeSettlementMonetarySummation",
            settlement + "/SpecifiedTradeSettlementHeaderMonetarySummation"
        ),
        (item + "/SpecifiedSupplyChainTradeSettlement", item + "/SpecifiedLineTradeSettlement"),
        (
            item + "/SpecifiedLineTradeSettlement/SpecifiedTradeSettlementMonetarySummation",
            item + "/SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation"
        ),
        (
            settlement + "/InvoiceApplicableTradeCurrencyExchange",
            settlement + "/TaxApplicableTradeCurrencyExchange"
        ),
        (
            settlement + "/PaymentApplicableTradeCurrencyExchange",
            settlement + "/TaxApplicableTradeCurrencyExchange"
        ),
        ("CrossIndustryDocument", "CrossIndustryInvoice"),
    ]

    private static let elements: [(String, XMLInterest, EInvoiceField)] = [
        document, parties, header.map { (settlement + "/" + $0, $1, $2) },
        taxed(settlement + "/ApplicableTradeTax", .taxCategory, .taxRate), allowances, totals,
        lines,
    ].flatMap { $0 }

    private static let document: [(String, XMLInterest, EInvoiceField)] = [
        ("CrossIndustryInvoice", .bounds, .invoice),
        ("CrossIndustryInvoice/ExchangedDocument/ID", .text, .number),
        ("CrossIndustryInvoice/ExchangedDocument/TypeCode", .text, .type),
        ("CrossIndustryInvoice/ExchangedDocument/IssueDateTime/DateTimeString", .text, .issued),
        (agreement + "/BuyerOrderReferencedDocument/IssuerAssignedID", .text, .goods),
        (delivery + "/DespatchAdviceReferencedDocument/IssuerAssignedID", .text, .goods),
        (delivery + "/ReceivingAdviceReferencedDocument/IssuerAssignedID", .text, .goods),
    ]

    private static let parties: [(String, XMLInterest, EInvoiceField)] = [
        ("SellerTradeParty", EInvoiceField.seller), ("BuyerTradeParty", .buyer),
    ].flatMap { party, field -> [(String, XMLInterest, EInvoiceField)] in
        [
            ("", XMLInterest.bounds, field),
            ("/ID", .text, .partyID),
            ("/GlobalID", .text, .partyID),
            ("/Name", .text, .legalName),
            ("/SpecifiedLegalOrganization/ID", .text, .legalID),
            ("/SpecifiedLegalOrganization/TradingBusinessName", .text, .tradingName),
            ("/URIUniversalCommunication/URIID", .text, .endpoint),
            ("/PostalTradeAddress/CountryID", .text, .country),
            ("/SpecifiedTaxRegistration", .bounds, .registration),
            ("/SpecifiedTaxRegistration/ID", .attributesAndText, .registrationID),
        ].map { (agreement + "/" + party + $0, $1, $2) }
    }

    private static let header: [(String, XMLInterest, EInvoiceField)] = [
        ("PaymentReference", .text, .remittance),
        ("InvoiceCurrencyCode", .text, .currency),
        (
            "SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID", .text,
            .payeeAccount
        ),
        ("ApplicableTradeTax", .bounds, .tax),
        ("ApplicableTradeTax/CalculatedAmount", .attributesAndText, .taxAmount),
        ("ApplicableTradeTax/BasisAmount", .text, .taxBase),
        ("SpecifiedTradePaymentTerms", .bounds, .terms),
        ("SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString", .text, .termsDue),
        ("SpecifiedTradePaymentTerms/PartialPaymentAmount", .text, .termsAmount),
        ("InvoiceReferencedDocument/IssuerAssignedID", .text, .preceding),
        ("TaxApplicableTradeCurrencyExchange", .bounds, .exchange),
        ("TaxApplicableTradeCurrencyExchange/SourceCurrencyCode", .text, .exchangeSource),
        ("TaxApplicableTradeCurrencyExchange/TargetCurrencyCode", .text, .exchangeTarget),
        ("TaxApplicableTradeCurrencyExchange/ConversionRate", .text, .exchangeRate),
    ]

    /// Category and rate of a tax, by the names of both versions.
    private static func taxed(
        _ path: String, _ category: EInvoiceField, _ rate: EInvoiceField
    ) -> [(String, XMLInterest, EInvoiceField)] {
        [
            (path + "/CategoryCode", .text, category),
            (path + "/RateApplicablePercent", .text, rate),
            (path + "/ApplicablePercent", .text, rate),
        ]
    }

    private static let allowances: [(String, XMLInterest, EInvoiceField)] =
        [
            ("/SpecifiedTradeAllowanceCharge", .bounds, .allowance),
            ("/SpecifiedTradeAllowanceCharge/ChargeIndicator/Indicator", .text, .isCharge),
            ("/SpecifiedTradeAllowanceCharge/Reason", .text, .allowanceReason),
            ("/SpecifiedTradeAllowanceCharge/ActualAmount", .text, .allowanceAmount),
            ("/SpecifiedLogisticsServiceCharge", .bounds, .logisticsCharge),
            ("/SpecifiedLogisticsServiceCharge/Description", .text, .allowanceReason),
            ("/SpecifiedLogisticsServiceCharge/AppliedAmount", .text, .allowanceAmount),
        ].map { (settlement + $0, $1, $2) }
        + taxed(
            settlement + "/SpecifiedTradeAllowanceCharge/CategoryTradeTax", .allowanceCategory,
            .allowanceRate)
        + taxed(
            settlement + "/SpecifiedLogisticsServiceCharge/AppliedTradeTax", .allowanceCategory,
            .allowanceRate)

    private static let totals: [(String, XMLInterest, EInvoiceField)] = [
        ("LineTotalAmount", .attributesAndText, .totalLines),
        ("AllowanceTotalAmount", .attributesAndText, .totalAllowances),
        ("ChargeTotalAmount", .attributesAndText, .totalCharges),
        ("TaxBasisTotalAmount", .attributesAndText, .totalNet),
        ("TaxTotalAmount", .attributesAndText, .totalTax),
        ("GrandTotalAmount", .attributesAndText, .totalGross),
        ("TotalPrepaidAmount", .attributesAndText, .prepaid),
        ("RoundingAmount", .attributesAndText, .rounding),
        ("DuePayableAmount", .attributesAndText, .payable),
    ].map { (settlement + "/SpecifiedTradeSettlementHeaderMonetarySummation/" + $0, $1, $2) }

    private static let lines: [(String, XMLInterest, EInvoiceField)] =
        [
            ("", .bounds, .line),
            ("/AssociatedDocumentLineDocument/LineStatusReasonCode", .text, .lineStatus),
            ("/SpecifiedTradeProduct/Name", .text, .lineName),
            ("/SpecifiedTradeProduct/BuyerAssignedID", .text, .lineItem),
            ("/SpecifiedTradeProduct/SellerAssignedID", .text, .lineItem),
            ("/SpecifiedLineTradeDelivery/BilledQuantity", .attributesAndText, .lineQuantity),
            (
                "/SpecifiedLineTradeDelivery/DespatchAdviceReferencedDocument/IssuerAssignedID",
                .text, .lineGoods
            ),
            (
                "/SpecifiedLineTradeDelivery/ReceivingAdviceReferencedDocument/IssuerAssignedID",
                .text, .lineGoods
            ),
            (
                "/SpecifiedLineTradeAgreement/BuyerOrderReferencedDocument/IssuerAssignedID",
                .text, .lineGoods
            ),
            (
                "/SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation"
                    + "/LineTotalAmount", .text, .lineNet
            ),
        ].map { (item + $0, $1, $2) }
        + taxed(
            item + "/SpecifiedLineTradeSettlement/ApplicableTradeTax", .lineCategory, .lineRate)
}
