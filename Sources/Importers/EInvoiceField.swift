/// What is taken from an e-invoice, by the terms of the semantic model of EN 16931-1: both
/// syntaxes, UBL and CII, fill the same fields.
enum EInvoiceField: Int {
    /// The document's own element; `creditNote` is UBL's second one.
    case invoice, creditNote
    /// BT-1, BT-2, BT-3, BT-5.
    case number, issued, type, currency
    /// BT-9 and BT-20: due dates, with a part of the amount or without one.
    case due, terms, termsDue, termsAmount
    /// BT-25.
    case preceding
    /// What it is for: BT-13, BT-15 or BT-16, of the whole document or of a line.
    case goods, lineGoods
    /// BG-4 and BG-7, and what both have: BT-27/44, BT-28/45, BT-29/46, BT-30/47, BT-34/49,
    /// BT-40/55.
    case seller, buyer
    case legalName, tradingName, partyID, legalID, endpoint, country
    /// BT-31/48 and BT-32: a registration with its scheme (VAT, or the national one).
    case registration, registrationID, registrationScheme
    /// BT-84, BT-83.
    case payeeAccount, remittance
    /// BG-25: its kind (Factur-X EXTENDED BT-X-8), BT-153, BT-131, BT-151, BT-152.
    case line, lineStatus, lineName, lineNet, lineCategory, lineRate
    /// BT-155 or BT-156, BT-129 with BT-130.
    case lineItem, lineQuantity
    /// BG-20 and BG-21: which of the two, BT-97/104, BT-92/99, BT-95/102, BT-96/103.
    case allowance, isCharge, allowanceReason, allowanceAmount, allowanceCategory, allowanceRate
    /// A charge for transport, of CII alone.
    case logisticsCharge
    /// BG-23: BT-116, BT-117, BT-118, BT-119.
    case tax, taxBase, taxAmount, taxCategory, taxRate
    /// BG-22: BT-106 to BT-110, BT-112 to BT-115.
    case totalLines, totalAllowances, totalCharges, totalNet, totalTax, totalGross
    case prepaid, rounding, payable
    /// The rate of exchange, where one is stated.
    case exchange, exchangeSource, exchangeTarget, exchangeRate, exchangeOperator
}
