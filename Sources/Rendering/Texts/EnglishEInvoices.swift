extension English {
    /// E-invoices: totals, lines, parties, accounts to pay on.
    static let eInvoiceRules: [String: String] = [
        "rule.declared-lines.title": "Lines differ from their declared sum",
        "rule.declared-lines.detail": """
        the lines of {document} sum to {expected}, {term} declares {found} (EN 16931 {rule})
        """,
        "rule.declared-lines.fix": """
        ask for a corrected document: its lines and their sum must agree
        """,
        "rule.declared-net.title": "Declared net amount differs",
        "rule.declared-net.detail": """
        {document}: {term} should be {expected} and declares {found} (EN 16931 {rule})
        """,
        "rule.declared-net.fix": """
        ask for a corrected document: net is lines − allowances + charges
        """,
        "rule.declared-gross.title": "Declared gross amount differs",
        "rule.declared-gross.detail": """
        {document}: net and tax give {expected}, {term} declares {found} (EN 16931 {rule})
        """,
        "rule.declared-gross.fix": """
        ask for a corrected document: gross is net + tax
        """,
        "rule.declared-due.title": "Declared amount due differs",
        "rule.declared-due.detail": """
        {document}: gross, prepaid and rounding give {expected}, {term} declares {found} (EN \
        16931 {rule})
        """,
        "rule.declared-due.fix": """
        ask for a corrected document, or pay what its lines come to
        """,
        "rule.declared-taxes.title": "Declared tax of a rate differs",
        "rule.declared-taxes.detail": """
        {document}, rate {rate}: {term} should be {expected} and declares {found} (EN 16931 \
        {rule})
        """,
        "rule.declared-taxes.fix": """
        ask for a corrected document; widen validation.tax_tolerance if the seller rounds \
        otherwise
        """,
        "rule.bill-lookalike.title": "Bill looks like another",
        "rule.bill-lookalike.detail": """
        {document} of {party} has the amount of {twin} ({place}), and its day or nearly its \
        number
        """,
        "rule.bill-lookalike.fix": """
        if it is another bill, add {document} to sources.{source}.distinct; else remove the \
        file
        """,
        "rule.supplier-account-changed.title": "Supplier's account changed",
        "rule.supplier-account-changed.detail": """
        {document} asks {party} to be paid on {iban}, known is {known}: possible payment \
        fraud
        """,
        "rule.supplier-account-changed.fix": """
        call {party} on a number you know; if it is true, add {iban} to the party in \
        parties.csv
        """,
        "rule.line-account-missing.title": "Line has no account",
        "rule.line-account-missing.detail": """
        {document} of {party}: no account is declared for the line {found}
        """,
        "rule.line-account-missing.fix": """
        set sources.{source}.lines.account, or the account of {party} in parties.csv
        """,
        "rule.line-tax-missing.title": "Line has no tax code",
        "rule.line-tax-missing.detail": """
        {document}: no tax code, or more than one, fits the VAT category and rate {key}
        """,
        "rule.line-tax-missing.fix": """
        set "{key}" under sources.{source}.lines.tax_codes, or the tax_code of the party
        """,
        "rule.party-ambiguous.title": "Document names two parties",
        "rule.party-ambiguous.detail": """
        what {document} states of its party names {parties}
        """,
        "rule.party-ambiguous.fix": """
        correct VAT number, legal id, account or alias of one of {parties} in parties.csv
        """,
        "rule.prepaid-untraced.title": "Prepaid amount not traced",
        "rule.prepaid-untraced.detail": """
        {document} says that {prepaid} was paid before; it posts in full and stays open for \
        it
        """,
        "rule.prepaid-untraced.fix": """
        record the payment of {prepaid}, or allocate it to {document}
        """,
    ]

    /// Why an e-invoice is looked at so closely.
    static let eInvoiceExplanations: [String: String] = [
        "rule.declared-lines.explain": """
        The net amounts of the lines (BT-131) must sum to the sum the document declares \
        (BT-106). A difference means that a line is missing, doubled or altered. Lines that \
        others detail (BT-X-8 GROUP) are not counted twice. The document is rejected. See EN \
        16931-1, BR-CO-10.
        """,
        "rule.declared-net.explain": """
        The net amount (BT-109) must be lines − allowances + charges, and the declared \
        allowances (BT-107) and charges (BT-108) those that are listed. Base and tax would \
        otherwise rest on a figure that nothing explains. The document is rejected. See EN \
        16931-1, BR-CO-11, BR-CO-12 and BR-CO-13.
        """,
        "rule.declared-gross.explain": """
        The gross amount (BT-112) must be net (BT-109) and tax (BT-110). What is owed is \
        computed from the lines and only compared with it. The document is rejected. See EN \
        16931-1, BR-CO-15.
        """,
        "rule.declared-due.explain": """
        The amount due (BT-115) must be gross (BT-112) − prepaid (BT-113) + rounding \
        (BT-114). Paying another amount would leave an item open or overpaid. The document \
        is rejected. See EN 16931-1, BR-CO-16.
        """,
        "rule.declared-taxes.explain": """
        The base of each VAT category and rate (BT-116) must be its lines, its tax (BT-117) \
        base × rate, and all of them the declared tax (BT-110). EN 16931 lets base and tax \
        be one unit of the currency off; within it validation.tax_tolerance \
        decides, once for each line of the rate, and the tax posts as declared. Beyond it \
        the document is rejected. See EN 16931-1, BR-CO-14, BR-CO-17 and BR-S-08.
        """,
        "rule.bill-lookalike.explain": """
        A bill that comes twice is often paid twice: once scanned, once as an e-invoice, or \
        with its number typed another way. A bill of the same party and amount as one in the \
        books, and of the same day or a number that differs in marks, zeros or capitals \
        alone, is held. If both are true, its number under sources.<name>.distinct lets it \
        post.
        """,
        "rule.supplier-account-changed.explain": """
        Mail that tells of a new bank account is the usual way of payment fraud. A bill is \
        rejected where it asks for payment on an account (BT-84) that is neither the party's \
        in parties.csv nor, where that names none, one of its earlier bills. It posts once \
        parties.csv lists the account.
        """,
        "rule.line-account-missing.explain": """
        An e-invoice states no accounts. The account of its lines is that of the party \
        (parties.csv, column account), else that of the source (lines.account). Where neither \
        is set, the document is held and judged again once one is.
        """,
        "rule.line-tax-missing.explain": """
        An e-invoice states a VAT category and a rate (BT-151, BT-152), the books a tax \
        code. It is that of the source (lines.tax_codes), else that of the party where it \
        fits, else the only code of taxes.csv that fits in kind, rate and day. None or \
        several: the document is held.
        """,
        "rule.party-ambiguous.explain": """
        A party is found by VAT number, registration number, bank account, exact name or \
        alias. Where these name two parties, none is taken, since the balance of both would \
        be wrong. The document is held until parties.csv names one.
        """,
        "rule.prepaid-untraced.explain": """
        An amount paid before (BT-113) settles a document only by a payment that the books \
        know. The document posts with its gross amount; the part paid stays open until its \
        payment is recorded or allocated. It is a warning and stops nothing.
        """,
    ]
}
