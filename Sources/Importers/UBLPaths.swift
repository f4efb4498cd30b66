internal import Accounting
internal import Formats

/// Where UBL 2.1 Invoice and CreditNote (and 2.0, where it differs) have the fields.
///
/// Source: OASIS UBL 2.1; EN 16931-3-2 binds the terms to its elements.
enum UBLPaths {
    static let all: XMLPaths = {
        var paths = XMLPaths()
        for root in ["Invoice", "CreditNote"] {
            for (path, interest, field) in elements {
                let whole = path.isEmpty ? root : root + "/" + path
                let own = path.isEmpty && root == "CreditNote" ? EInvoiceField.creditNote : field
                paths.add(whole, interest, own.rawValue)
            }
            for (path, original) in [
                ("CreditNoteLine", "InvoiceLine"), ("CreditNoteTypeCode", "InvoiceTypeCode"),
                ("CreditNoteLine/CreditedQuantity", "InvoiceLine/InvoicedQuantity"),
                ("AccountingCustomerParty/Party", "AccountingSupplierParty/Party"),
                ("PricingExchangeRate", "PaymentExchangeRate"),
                ("TaxExchangeRate", "PaymentExchangeRate"),
            ] {
                paths.add(root + "/" + path, sameAs: root + "/" + original)
            }
        }
        return paths
    }()

    private static let elements: [(String, XMLInterest, EInvoiceField)] =
        [head, party, payment, line, taxes, totals].flatMap { $0 }

    private static let taxes: [(String, XMLInterest, EInvoiceField)] = [
        ("AllowanceCharge", .bounds, .allowance),
        ("AllowanceCharge/ChargeIndicator", .text, .isCharge),
        ("AllowanceCharge/AllowanceChargeReason", .text, .allowanceReason),
        ("AllowanceCharge/Amount", .text, .allowanceAmount),
        ("AllowanceCharge/TaxCategory/ID", .text, .allowanceCategory),
        ("AllowanceCharge/TaxCategory/Percent", .text, .allowanceRate),
        ("TaxTotal/TaxAmount", .attributesAndText, .totalTax),
        ("TaxTotal/TaxSubtotal", .bounds, .tax),
        ("TaxTotal/TaxSubtotal/TaxableAmount", .text, .taxBase),
        ("TaxTotal/TaxSubtotal/TaxAmount", .attributesAndText, .taxAmount),
        ("TaxTotal/TaxSubtotal/Percent", .text, .taxRate),
        ("TaxTotal/TaxSubtotal/TaxCategory/ID", .text, .taxCategory),
        ("TaxTotal/TaxSubtotal/TaxCategory/Percent", .text, .taxRate),
    ]

    private static let head: [(String, XMLInterest, EInvoiceField)] = [
        ("", .bounds, .invoice),
        ("ID", .text, .number),
        ("IssueDate", .text, .issued),
        ("InvoiceTypeCode", .text, .type),
        ("DocumentCurrencyCode", .text, .currency),
        ("DueDate", .text, .due),
        ("BillingReference/InvoiceDocumentReference/ID", .text, .preceding),
        ("OrderReference/ID", .text, .goods),
        ("DespatchDocumentReference/ID", .text, .goods),
        ("ReceiptDocumentReference/ID", .text, .goods),
        ("AccountingSupplierParty", .bounds, .seller),
        ("AccountingCustomerParty", .bounds, .buyer),
        ("PaymentExchangeRate", .bounds, .exchange),
        ("PaymentExchangeRate/SourceCurrencyCode", .text, .exchangeSource),
        ("PaymentExchangeRate/TargetCurrencyCode", .text, .exchangeTarget),
        ("PaymentExchangeRate/CalculationRate", .text, .exchangeRate),
        ("PaymentExchangeRate/MathematicOperatorCode", .text, .exchangeOperator),
    ]

    private static let party: [(String, XMLInterest, EInvoiceField)] = [
        ("EndpointID", .text, .endpoint),
        ("PartyIdentification/ID", .text, .partyID),
        ("PartyName/Name", .text, .tradingName),
        ("PostalAddress/Country/IdentificationCode", .text, .country),
        ("PartyTaxScheme", .bounds, .registration),
        ("PartyTaxScheme/CompanyID", .text, .registrationID),
        ("PartyTaxScheme/TaxScheme/ID", .text, .registrationScheme),
        ("PartyLegalEntity/RegistrationName", .text, .legalName),
        ("PartyLegalEntity/CompanyID", .text, .legalID),
    ].map { ("AccountingSupplierParty/Party/" + $0, $1, $2) }

    private static let payment: [(String, XMLInterest, EInvoiceField)] = [
        ("PaymentMeans/PaymentDueDate", .text, .due),
        ("PaymentMeans/PaymentID", .text, .remittance),
        ("PaymentMeans/PayeeFinancialAccount/ID", .text, .payeeAccount),
        ("PaymentTerms", .bounds, .terms),
        ("PaymentTerms/Amount", .text, .termsAmount),
        ("PaymentTerms/InstallmentDueDate", .text, .termsDue),
        ("PaymentTerms/PaymentDueDate", .text, .termsDue),
    ]

    /// A line's own sub-lines (`SubInvoiceLine`, XRechnung EXTENSION) are in its amount already.
    private static let line: [(String, XMLInterest, EInvoiceField)] = [
        ("", .bounds, .line),
        ("LineExtensionAmount", .text, .lineNet),
        ("InvoicedQuantity", .attributesAndText, .lineQuantity),
        ("OrderLineReference/OrderReference/ID", .text, .lineGoods),
        ("DespatchLineReference/DocumentReference/ID", .text, .lineGoods),
        ("ReceiptLineReference/DocumentReference/ID", .text, .lineGoods),
        ("Item/Name", .text, .lineName),
        ("Item/BuyersItemIdentification/ID", .text, .lineItem),
        ("Item/SellersItemIdentification/ID", .text, .lineItem),
        ("Item/ClassifiedTaxCategory/ID", .text, .lineCategory),
        ("Item/ClassifiedTaxCategory/Percent", .text, .lineRate),
        // UBL 2.0 states the tax of a line beside its item.
        ("TaxTotal/TaxSubtotal/TaxCategory/ID", .text, .lineCategory),
        ("TaxTotal/TaxSubtotal/Percent", .text, .lineRate),
        ("TaxTotal/TaxSubtotal/TaxCategory/Percent", .text, .lineRate),
    ].map { ($0.isEmpty ? "InvoiceLine" : "InvoiceLine/" + $0, $1, $2) }

    private static let totals: [(String, XMLInterest, EInvoiceField)] = [
        ("LineExtensionAmount", .attributesAndText, .totalLines),
        ("AllowanceTotalAmount", .attributesAndText, .totalAllowances),
        ("ChargeTotalAmount", .attributesAndText, .totalCharges),
        ("TaxExclusiveAmount", .attributesAndText, .totalNet),
        ("TaxInclusiveAmount", .attributesAndText, .totalGross),
        ("PrepaidAmount", .attributesAndText, .prepaid),
        ("PayableRoundingAmount", .attributesAndText, .rounding),
        ("PayableAmount", .attributesAndText, .payable),
    ].map { ("LegalMonetaryTotal/" + $0, $1, $2) }
}
