internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

@Suite("E-invoices: UBL and CII")
struct EInvoiceTests {
    /// UBL without prefixes; lines of a name, an amount and a rate; nothing declared by rate.
    private static func ubl(
        _ lines: [(net: String, category: String, rate: String)], root: String = "Invoice",
        head: String = "", tail: String = "", currency: String = "EUR"
    ) -> String {
        let items = lines.map { net, category, rate in
            "<\(root)Line><LineExtensionAmount>\(net)</LineExtensionAmount><Item><Name>n</Name>"
                + "<ClassifiedTaxCategory><ID>\(category)</ID><Percent>\(rate)</Percent>"
                + "</ClassifiedTaxCategory></Item></\(root)Line>\n"
        }
        return "<\(root)><ID>F1</ID><IssueDate>2026-09-01</IssueDate>\(head)"
            + "<DocumentCurrencyCode>\(currency)</DocumentCurrencyCode>\(tail)\n"
            + items.joined() + "</\(root)>"
    }

    private func read(_ text: String, _ format: SourceFormat = .ubl) throws -> DocumentDraft {
        let imported = try importing(text, layout(format))
        #expect(imported.refusal == nil)
        return try #require(imported.documents.first)
    }

    @Test("a document is one row; its figures are those of its lines")
    func lines() throws {
        let text = Self.ubl([("10.00", "S", "20"), ("5.50", "S", "5.5"), ("4", "E", "0")])
        for size in [1 << 18, 1] {
            let imported = try importing(text, layout(.eInvoice), by: size)
            let document = try #require(imported.documents.first)
            #expect(document.flaws.isEmpty)
            #expect(document.lines.map(\.net) == [1000, 550, 400])
            #expect(document.lines.map(\.tax) == [200, 30, 0])
            #expect(document.lines.map(\.gross) == [1200, 580, 400])
            #expect(imported.rows == 1)
            let span = try #require(document.span)
            #expect(slice(Array(text.utf8), span).hasPrefix("<Invoice>"))
        }
    }

    /// The document names an order and a despatch; its second line a receipt of its own.
    @Test("lines for goods name what they are for, in UBL")
    func goods() throws {
        let line = """
            <InvoicedQuantity unitCode="KGM">2.5</InvoicedQuantity>
            <LineExtensionAmount>10.00</LineExtensionAmount>
            """
        let reference = """
            <ReceiptLineReference><DocumentReference><ID>GR9</ID></DocumentReference>
            </ReceiptLineReference>
            """
        let item = """
            <Item><Name>n</Name><BuyersItemIdentification><ID>FLOUR</ID></BuyersItemIdentification>
            <SellersItemIdentification><ID>F-25</ID></SellersItemIdentification></Item>
            """
        let document = try read(
            """
            <Invoice><ID>F1</ID><IssueDate>2026-09-01</IssueDate>
            <OrderReference><ID>PO1</ID></OrderReference>
            <DespatchDocumentReference><ID>D1</ID></DespatchDocumentReference>
            <InvoiceLine>\(line)\(item)</InvoiceLine>
            <InvoiceLine>\(line)\(reference)<Item><Name>n</Name></Item></InvoiceLine></Invoice>
            """)
        #expect(document.lines.map(\.receipts) == [["PO1", "D1"], ["GR9"]])
        #expect(document.lines.map(\.item) == ["FLOUR", ""])
        #expect(document.lines.map(\.quantity) == [2500, 2500])
        #expect(document.lines.map(\.unit) == ["KGM", "KGM"])
    }

    @Test("lines for goods name what they are for, in CII and its older names")
    func goodsOfCII() throws {
        let quantity = #"<BilledQuantity unitCode="C62">3</BilledQuantity>"#
        let despatch = """
            <DespatchAdviceReferencedDocument><IssuerAssignedID>D1</IssuerAssignedID>
            </DespatchAdviceReferencedDocument>
            """
        for (root, transaction, delivery, lineDelivery) in [
            (
                "CrossIndustryInvoice", "SupplyChainTradeTransaction",
                "ApplicableHeaderTradeDelivery", "SpecifiedLineTradeDelivery"
            ),
            (
                "CrossIndustryDocument", "SpecifiedSupplyChainTradeTransaction",
                "ApplicableSupplyChainTradeDelivery", "SpecifiedSupplyChainTradeDelivery"
            ),
        ] {
            let document = try read(
                """
                <\(root)><\(transaction)><IncludedSupplyChainTradeLineItem>
                <SpecifiedTradeProduct><SellerAssignedID>F-25</SellerAssignedID><Name>n</Name>
                </SpecifiedTradeProduct><\(lineDelivery)>\(quantity)</\(lineDelivery)>
                </IncludedSupplyChainTradeLineItem>
                <\(delivery)>\(despatch)</\(delivery)></\(transaction)></\(root)>
                """, .cii)
            #expect(document.lines.map(\.receipts) == [["D1"]])
            #expect(document.lines.map(\.item) == ["F-25"])
            #expect(document.lines.map(\.quantity) == [3000])
        }
    }

    /// net lines | rounded, so that they foot to the rounded sum
    @Test(
        "lines of more decimals than the currency foot",
        arguments: textTable(
            """
            stated                  | rounded
            10.0050 10.0050 9.9900  | 1001 1000 999
            0.004 0.004 0.004       | 0 1 0
            0.005 -0.005            | 1 -1
            47.0504                 | 4705
            1.5 2.25                | 150 225
            """))
    func decimals(row: [String]) throws {
        let lines = row[0].split(separator: " ").map { (String($0), "Z", "0") }
        let document = try read(Self.ubl(lines))
        #expect(document.lines.map { "\($0.net)" }.joined(separator: " ") == row[1])
    }

    /// Three lines of 0.10 at 15 %: 0.045 of tax is 0.05, shared 0.02 0.01 0.02.
    @Test("the tax of a rate is rounded once and shared out")
    func tax() throws {
        let document = try read(
            Self.ubl([("0.10", "S", "15"), ("0.10", "S", "15.0"), ("0.10", "S", "15")]))
        #expect(document.lines.map(\.tax) == [2, 1, 2])
    }

    /// Declared tax of S 20 on 100.00 (20.00 computed) | tax of the document
    @Test(
        "a declared tax stands within one unit",
        arguments: textTable(
            """
            declared | tax
            20.01    | 2001
            21.00    | 2100
            21.01    | 2000
            19.00    | 1900
            18.99    | 2000
            """))
    func declaredTax(row: [String]) throws {
        let tail =
            "<TaxTotal><TaxAmount>\(row[0])</TaxAmount><TaxSubtotal><TaxableAmount>100</TaxableAmount>"
            + "<TaxAmount>\(row[0])</TaxAmount><TaxCategory><ID>S</ID><Percent>20.00</Percent>"
            + "</TaxCategory></TaxSubtotal></TaxTotal>"
        let document = try read(Self.ubl([("100.00", "S", "20")], tail: tail))
        #expect(document.lines.map { "\($0.tax)" } == [row[1]])
        #expect(document.declared?.tax?.text == row[0])
    }

    @Test("allowances and charges on the document follow its lines; those of a line are in it")
    func allowances() throws {
        func part(_ isCharge: Bool, _ amount: String) -> String {
            "<AllowanceCharge><ChargeIndicator>\(isCharge)</ChargeIndicator><Amount>\(amount)</Amount>"
                + "<TaxCategory><ID>S</ID><Percent>20</Percent></TaxCategory></AllowanceCharge>"
        }
        let text = Self.ubl([("100.00", "S", "20")], tail: part(false, "10") + part(true, "5"))
            .replacing("<Item>", with: part(false, "3") + "<Item>")
        let document = try read(text)
        #expect(document.lines.map(\.kind) == [.item, .allowance, .charge])
        #expect(document.lines.map(\.net) == [10_000, -1000, 500])
        #expect(document.lines.map(\.tax) == [2000, -200, 100])
    }

    /// root, type code | kind
    @Test(
        "kinds",
        arguments: textTable(
            """
            root       | type | kind
            Invoice    | 380  | invoice
            Invoice    | 381  | credit-note
            Invoice    | 384  | invoice
            Invoice    | 386  | invoice
            Invoice    | 389  | invoice
            Invoice    | 261  | credit-note
            Invoice    | ∅    | invoice
            CreditNote | 381  | credit-note
            CreditNote | 396  | credit-note
            CreditNote | ∅    | credit-note
            """))
    func kinds(row: [String]) throws {
        let code =
            row[1] == "" || row[1] == "∅" ? "" : "<\(row[0])TypeCode>\(row[1])</\(row[0])TypeCode>"
        let document = try read(Self.ubl([("-5.00", "Z", "0")], root: row[0], head: code))
        #expect(document.kind.rawValue == row[2])
        #expect(document.lines.map(\.net) == [-500])
    }

    @Test("parties, payment, references, totals")
    func head() throws {
        let party =
            "<EndpointID>0088:123</EndpointID><PartyName><Name>Shop</Name></PartyName>"
            + "<PartyTaxScheme><CompanyID>FR11999999998</CompanyID><TaxScheme><ID>VAT</ID>"
            + "</TaxScheme></PartyTaxScheme><PartyTaxScheme><CompanyID>77</CompanyID><TaxScheme>"
            + "<ID>FC</ID></TaxScheme></PartyTaxScheme><PartyLegalEntity><RegistrationName>Shop SA"
            + "</RegistrationName><CompanyID>999999998</CompanyID></PartyLegalEntity>"
        let tail =
            "<BillingReference><InvoiceDocumentReference><ID>F0</ID></InvoiceDocumentReference>"
            + "</BillingReference><AccountingSupplierParty><Party>\(party)</Party>"
            + "</AccountingSupplierParty><AccountingCustomerParty><Party><PartyName><Name>Us</Name>"
            + "</PartyName></Party></AccountingCustomerParty><PaymentMeans><PaymentDueDate>2026-10-01"
            + "</PaymentDueDate><PaymentID>RF18</PaymentID><PayeeFinancialAccount><ID>FR76 3000"
            + "</ID></PayeeFinancialAccount></PaymentMeans><PaymentExchangeRate><SourceCurrencyCode>"
            + "USD</SourceCurrencyCode><TargetCurrencyCode>EUR</TargetCurrencyCode>"
            + "<CalculationRate>0.9</CalculationRate></PaymentExchangeRate><LegalMonetaryTotal>"
            + "<PrepaidAmount>1.00</PrepaidAmount><PayableRoundingAmount>-0.02"
            + "</PayableRoundingAmount></LegalMonetaryTotal>"
        let document = try read(Self.ubl([("5.02", "Z", "0")], tail: tail, currency: "USD"))
        #expect(document.seller?.name == "Shop SA")
        #expect(document.seller?.vatNumber == "FR11999999998")
        #expect(document.seller?.legalIDs == ["0088:123", "77", "999999998"])
        #expect(document.buyer?.name == "Us")
        #expect(document.appliesTo == "F0")
        #expect(document.due?.description == "2026-10-01")
        #expect(document.iban == "FR763000")
        #expect(document.paymentReference == "RF18")
        #expect(document.rate?.text == "USD/EUR 0.9")
        #expect(document.prepaid == 100)
        #expect(document.rounding == -2)
    }

    @Test("amounts in the currency of accounting are not the document's")
    func currencies() throws {
        let tail =
            "<TaxTotal><TaxAmount currencyID=\"EUR\">1.00</TaxAmount></TaxTotal>"
            + "<TaxTotal><TaxAmount currencyID=\"SEK\">11.00</TaxAmount></TaxTotal>"
        let document = try read(Self.ubl([("5.00", "S", "20")], tail: tail))
        #expect(document.declared?.tax?.text == "1.00")
    }

    @Test("a line without a category is of the only one declared")
    func onlyCategory() throws {
        let tail =
            "<TaxTotal><TaxSubtotal><TaxableAmount>100.00</TaxableAmount><TaxAmount>21.00</TaxAmount>"
            + "<Percent>21</Percent><TaxCategory><ID>S</ID></TaxCategory></TaxSubtotal></TaxTotal>"
        let text = Self.ubl([("100.00", "x", "x")], tail: tail)
            .replacing(
                "<ClassifiedTaxCategory><ID>x</ID><Percent>x</Percent></ClassifiedTaxCategory>",
                with: "")
        let document = try read(text)
        #expect(document.lines.map(\.tax) == [2100])
        #expect(document.lines.map(\.taxCategory) == ["S"])
    }

    /// What is written | the flaw
    @Test(
        "damage",
        arguments: textTable(
            """
            text                                | instead    | defect
            <ID>F1</ID>                         | ∅          | fieldMissing
            2026-09-01                          | 2026-02-30 | dateMalformed
            <IssueDate>2026-09-01</IssueDate>   | ∅          | fieldMissing
            >5.00<                              | >5,00x<    | amountMalformed
            >5.00<                              | >1e3<      | amountMalformed
            >20<                                | >-20<      | amountMalformed
            >20<                                | >999999<   | amountMalformed
            EUR                                 | EUX        | currencyUnknown
            """))
    func damage(row: [String]) throws {
        let text = Self.ubl([("5.00", "S", "20")])
            .replacing(row[0], with: row[1] == "∅" ? "" : row[1])
        let document = try read(text)
        #expect(document.flaws.map { "\($0.defect)" } == [row[2]])
    }

    // MARK: CII

    private static func cii(_ lines: String, _ settlement: String) -> String {
        """
        <a:CrossIndustryInvoice xmlns:a="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"><a:ExchangedDocument><a:ID>C1</a:ID><a:TypeCode>380</a:TypeCode>\
        <a:IssueDateTime><a:DateTimeString format="102">20260901</a:DateTimeString>\
        </a:IssueDateTime></a:ExchangedDocument><a:SupplyChainTradeTransaction>\(lines)\
        <a:ApplicableHeaderTradeSettlement><a:InvoiceCurrencyCode>EUR</a:InvoiceCurrencyCode>\
        \(settlement)</a:ApplicableHeaderTradeSettlement></a:SupplyChainTradeTransaction>\
        </a:CrossIndustryInvoice>
        """
    }

    private static func item(_ net: String, status: String = "") -> String {
        """
        <a:IncludedSupplyChainTradeLineItem><a:AssociatedDocumentLineDocument>\
        <a:LineStatusReasonCode>\(status)</a:LineStatusReasonCode>\
        </a:AssociatedDocumentLineDocument><a:SpecifiedLineTradeSettlement><a:ApplicableTradeTax>\
        <a:CategoryCode>S</a:CategoryCode><a:RateApplicablePercent>20.00\
        </a:RateApplicablePercent></a:ApplicableTradeTax>\
        <a:SpecifiedTradeSettlementLineMonetarySummation><a:LineTotalAmount>\(net)\
        </a:LineTotalAmount></a:SpecifiedTradeSettlementLineMonetarySummation>\
        </a:SpecifiedLineTradeSettlement></a:IncludedSupplyChainTradeLineItem>
        """
    }

    @Test("lines that others detail count once")
    func groups() throws {
        let lines =
            Self.item("60.00", status: "DETAIL") + Self.item("40.00", status: "DETAIL")
            + Self.item("100.00", status: "GROUP") + Self.item("1.00", status: "INFORMATION")
        let document = try read(Self.cii(lines, ""), .cii)
        #expect(document.lines.map(\.net) == [6000, 4000])
        #expect(document.listedLines == 4)
        #expect(document.day?.description == "2026-09-01")
    }

    /// Terms with amounts are instalments; without, the last is when all is due.
    @Test(
        "terms of payment",
        arguments: textTable(
            """
            terms                         | due        | instalments
            20261001                      | 2026-10-01 | ∅
            20260910 20261001             | 2026-10-01 | ∅
            20261001:50 20261101:70       | -          | 2026-10-01 5000 2026-11-01 7000
            20261001:120                  | 2026-10-01 | ∅
            """))
    func terms(row: [String]) throws {
        let terms = row[0].split(separator: " ").map { term in
            let parts = term.split(separator: ":")
            let amount =
                parts.count == 2
                ? "<a:PartialPaymentAmount>\(parts[1])</a:PartialPaymentAmount>" : ""
            return
                "<a:SpecifiedTradePaymentTerms><a:DueDateDateTime><a:DateTimeString format=\"102\">"
                + "\(parts[0])</a:DateTimeString></a:DueDateDateTime>\(amount)"
                + "</a:SpecifiedTradePaymentTerms>"
        }
        let document = try read(Self.cii(Self.item("100"), terms.joined()), .cii)
        #expect(document.due?.description ?? "-" == row[1])
        let parts = document.instalments.map { "\($0.due) \($0.amount)" }
        #expect(parts.joined(separator: " ") == (row[2] == "∅" ? "" : row[2]))
    }

    @Test("a document without lines has the bases of its rates, else its net amount")
    func summaries() throws {
        func tax(_ rate: String, _ base: String, _ tax: String) -> String {
            "<a:ApplicableTradeTax><a:CalculatedAmount>\(tax)</a:CalculatedAmount><a:BasisAmount>\(base)"
                + "</a:BasisAmount><a:CategoryCode>S</a:CategoryCode><a:RateApplicablePercent>\(rate)"
                + "</a:RateApplicablePercent></a:ApplicableTradeTax>"
        }
        let totals =
            "<a:SpecifiedTradeSettlementHeaderMonetarySummation><a:TaxBasisTotalAmount>150.00"
            + "</a:TaxBasisTotalAmount><a:TaxTotalAmount>25.00</a:TaxTotalAmount>"
            + "</a:SpecifiedTradeSettlementHeaderMonetarySummation>"
        let rated = try read(
            Self.cii("", tax("20", "100.00", "20.00") + tax("10", "50.00", "5.00") + totals), .cii)
        #expect(rated.lines.map(\.gross) == [12_000, 5500])
        #expect(rated.lines.map(\.kind) == [.summary, .summary])
        #expect(rated.listedLines == 0)
        let bare = try read(Self.cii("", totals), .cii)
        #expect(bare.lines.map(\.net) == [15_000])
        #expect(bare.lines.map(\.tax) == [2500])
    }

    @Test("ZUGFeRD 1 by its own names")
    func olderNames() throws {
        let text = Self.cii(Self.item("100"), "")
            .replacing("CrossIndustryInvoice", with: "CrossIndustryDocument")
            .replacing("a:ExchangedDocument", with: "a:HeaderExchangedDocument")
            .replacing(
                "a:SupplyChainTradeTransaction", with: "a:SpecifiedSupplyChainTradeTransaction"
            )
            .replacing(
                "ApplicableHeaderTradeSettlement", with: "ApplicableSupplyChainTradeSettlement"
            )
            .replacing("SpecifiedLineTradeSettlement", with: "SpecifiedSupplyChainTradeSettlement")
            .replacing(
                "SpecifiedTradeSettlementLineMonetarySummation",
                with: "SpecifiedTradeSettlementMonetarySummation"
            )
            .replacing("RateApplicablePercent", with: "ApplicablePercent")
        let document = try read(text, .eInvoice)
        #expect(document.number == "C1")
        #expect(document.lines.map(\.gross) == [12_000])
    }

    // MARK: Recognition

    @Test("a file is told by its root, or by a namespace inside of another")
    func recognition() throws {
        let uri = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
        let cases: [(String, [SourceFormat])] = [
            ("<Invoice/>", [.ubl]), ("<x:CreditNote xmlns:x=\"y\"/>", [.ubl]),
            ("<?xml version=\"1.0\"?><!-- <a/> --><r:CrossIndustryInvoice/>", [.cii]),
            ("<CrossIndustryDocument/>", [.cii]),
            ("<Envelope><Invoice xmlns=\"\(uri)\"/></Envelope>", [.ubl]),
            ("<AuditFile><Invoice/></AuditFile>", []), ("<Document/>", []), ("Invoice", []),
        ]
        for (text, formats) in cases {
            #expect(recognisedFormats(Array(text.utf8)) == formats, "\(text)")
        }
    }

    @Test("documents inside of other elements are read; others of that name are not")
    func wrapped() throws {
        let text =
            "<Set>" + Self.ubl([("1.00", "Z", "0")]) + Self.ubl([("2.00", "Z", "0")]) + "</Set>"
        let both = try importing(text, layout(.ubl))
        #expect(both.documents.map { $0.lines.map(\.net) } == [[100], [200]])
        let foreign = try importing(
            "<Invoice xmlns=\"urn:other\"><ID>1</ID></Invoice>", layout(.ubl))
        #expect(foreign.documents.isEmpty)
        #expect(foreign.refusal?.defect == .empty)
    }

    @Test("what is cut is refused")
    func cut() throws {
        let text = Self.ubl([("1.00", "Z", "0")])
        let imported = try importing(String(text.dropLast(10)), layout(.eInvoice))
        #expect(imported.refusal?.defect == .truncated)
    }
}
