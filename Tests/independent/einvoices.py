"""Invoices as EN 16931 states them, read from UBL 2.1, CII and PDF files with CII inside."""
import io
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib


class Invoice:
    def __init__(self):
        self.kind = self.number = self.date = self.due = self.currency = ""
        self.seller, self.buyer = {}, {}
        self.lines, self.adjustments, self.taxes = [], [], []   # (net, category, rate), as texts
        self.totals, self.instalments, self.ibans = {}, [], []
        self.reference = self.applies_to = ""


def files(path, raw):
    """The invoices of a drop: (name, bytes of XML), in the order of a ZIP's names."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return [(f"{path.name}/{name}", archive.read(name)) for name in sorted(archive.namelist())]
    if raw.startswith(b"%PDF"):
        return [(path.name, embedded(raw))]
    return [(path.name, raw)]


def embedded(raw):
    """The file that a PDF of plain objects carries."""
    for found in re.finditer(rb"<<([^<>]*/Type\s*/EmbeddedFile[^<>]*)>>\s*stream\r?\n", raw):
        length = int(re.search(rb"/Length\s+(\d+)", found[1])[1])
        body = raw[found.end():found.end() + length]
        return zlib.decompress(body) if b"FlateDecode" in found[1] else body
    raise ValueError("no embedded file")


def read(raw):
    root = ET.fromstring(raw)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return read_cii(root) if root.tag == "CrossIndustryInvoice" else read_ubl(root)


def text(node, path):
    return ((node.findtext(path) if node is not None else "") or "").strip()


def ubl_party(node):
    legal = [text(node, "PartyLegalEntity/CompanyID")]
    return {"name": text(node, "PartyLegalEntity/RegistrationName"),
            "vat": text(node, "PartyTaxScheme/CompanyID"), "legal": [one for one in legal if one]}


def ubl_category(node, name):
    return text(node, f"{name}/ID"), text(node, f"{name}/Percent")


def read_ubl(root):
    invoice = Invoice()
    name = {"Invoice": "invoice", "CreditNote": "credit-note"}[root.tag]
    invoice.kind, invoice.number = name, text(root, "ID")
    invoice.date, invoice.due = text(root, "IssueDate"), text(root, "DueDate")
    invoice.currency = text(root, "DocumentCurrencyCode")
    invoice.applies_to = text(root, "BillingReference/InvoiceDocumentReference/ID")
    invoice.seller = ubl_party(root.find("AccountingSupplierParty/Party"))
    invoice.buyer = ubl_party(root.find("AccountingCustomerParty/Party"))
    for means in root.findall("PaymentMeans"):
        invoice.reference = invoice.reference or text(means, "PaymentID")
        invoice.ibans += filter(None, [text(means, "PayeeFinancialAccount/ID")])
    for terms in root.findall("PaymentTerms"):
        if text(terms, "PaymentDueDate"):
            invoice.instalments.append((text(terms, "PaymentDueDate"), text(terms, "Amount")))
    for part in root.findall("AllowanceCharge"):
        sign = "" if text(part, "ChargeIndicator") == "true" else "-"
        invoice.adjustments.append((sign + text(part, "Amount"), *ubl_category(part, "TaxCategory")))
    for part in root.findall("TaxTotal/TaxSubtotal"):
        invoice.taxes.append((text(part, "TaxableAmount"), text(part, "TaxAmount"),
                              *ubl_category(part, "TaxCategory")))
    total = root.find("LegalMonetaryTotal")
    invoice.totals = {
        "lines": text(total, "LineExtensionAmount"), "net": text(total, "TaxExclusiveAmount"),
        "gross": text(total, "TaxInclusiveAmount"), "tax": text(root, "TaxTotal/TaxAmount"),
        "allowances": text(total, "AllowanceTotalAmount"), "charges": text(total, "ChargeTotalAmount"),
        "prepaid": text(total, "PrepaidAmount"), "rounding": text(total, "PayableRoundingAmount"),
        "payable": text(total, "PayableAmount")}
    for line in root.findall("InvoiceLine") + root.findall("CreditNoteLine"):
        invoice.lines.append((text(line, "LineExtensionAmount"),
                              *ubl_category(line.find("Item"), "ClassifiedTaxCategory")))
    return invoice


def cii_party(node):
    vat = next((one.text for one in node.findall("SpecifiedTaxRegistration/ID")
                if one.get("schemeID") == "VA"), "")
    legal = [text(node, "SpecifiedLegalOrganization/ID")]
    return {"name": text(node, "Name"), "vat": vat, "legal": [one for one in legal if one]}


def cii_day(node, path):
    digits = text(node, f"{path}/DateTimeString")
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if digits else ""


def cii_tax(node):
    return text(node, "CategoryCode"), text(node, "RateApplicablePercent")


def read_cii(root):
    invoice = Invoice()
    head, trade = root.find("ExchangedDocument"), root.find("SupplyChainTradeTransaction")
    agreed = trade.find("ApplicableHeaderTradeAgreement")
    settled = trade.find("ApplicableHeaderTradeSettlement")
    invoice.kind = "credit-note" if text(head, "TypeCode") == "381" else "invoice"
    invoice.number, invoice.date = text(head, "ID"), cii_day(head, "IssueDateTime")
    invoice.due = cii_day(settled, "SpecifiedTradePaymentTerms/DueDateDateTime")
    invoice.currency = text(settled, "InvoiceCurrencyCode")
    invoice.applies_to = text(settled, "InvoiceReferencedDocument/IssuerAssignedID")
    invoice.reference = text(settled, "PaymentReference")
    invoice.seller = cii_party(agreed.find("SellerTradeParty"))
    invoice.buyer = cii_party(agreed.find("BuyerTradeParty"))
    path = "SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID"
    invoice.ibans = [one.text.strip() for one in settled.findall(path)]
    for part in settled.findall("SpecifiedTradeAllowanceCharge"):
        sign = "" if text(part, "ChargeIndicator/Indicator") == "true" else "-"
        invoice.adjustments.append((sign + text(part, "ActualAmount"),
                                    *cii_tax(part.find("CategoryTradeTax"))))
    for part in settled.findall("ApplicableTradeTax"):
        invoice.taxes.append((text(part, "BasisAmount"), text(part, "CalculatedAmount"), *cii_tax(part)))
    total = settled.find("SpecifiedTradeSettlementHeaderMonetarySummation")
    names = {"lines": "LineTotalAmount", "net": "TaxBasisTotalAmount", "tax": "TaxTotalAmount",
             "gross": "GrandTotalAmount", "allowances": "AllowanceTotalAmount",
             "charges": "ChargeTotalAmount", "prepaid": "TotalPrepaidAmount",
             "rounding": "RoundingAmount", "payable": "DuePayableAmount"}
    invoice.totals = {name: text(total, path) for name, path in names.items()}
    for line in trade.findall("IncludedSupplyChainTradeLineItem"):
        part = line.find("SpecifiedLineTradeSettlement")
        invoice.lines.append((
            text(part, "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount"),
            *cii_tax(part.find("ApplicableTradeTax"))))
    return invoice
