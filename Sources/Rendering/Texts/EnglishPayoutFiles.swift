extension English {
    /// What files of payment services state: amounts, kinds and statuses of transactions.
    static let payoutFileRules: [String: String] = [
        "rule.transaction-net.title": "Net of a transaction differs",
        "rule.transaction-net.detail": """
        gross {gross} less fees {fee} is {expected}, the file states {found}
        """,
        "rule.transaction-net.fix": """
        name every column of fees under sources.{source}.columns.fee; set \
        sources.{source}.negative_fees to true where fees are written as negative numbers
        """,
        "rule.transaction-kind.title": "Kind of transaction not known",
        "rule.transaction-kind.detail": """
        {found} is none of the kinds that this source names
        """,
        "rule.transaction-kind.fix": """
        add {found} to sources.{source}.{setting} under the kind that it is
        """,
        "rule.transaction-status.title": "Status of transaction not known",
        "rule.transaction-status.detail": """
        the status {found} is neither posted, waited for nor ignored by this source
        """,
        "rule.transaction-status.fix": """
        add {found} to post, pending or ignore of sources.{source}.statuses
        """,
    ]

    static let payoutFileExplanations: [String: String] = [
        "rule.transaction-net.explain": """
        A payment service states of a transaction what the customer paid (gross), what it keeps \
        (fees) and what is left (net). Where all three are stated, gross less fees must be net to \
        the cent: a column of fees that is not read, or a sign taken the wrong way, would else \
        post as a difference nobody can explain. The payout that the row belongs to is rejected.
        """,
        "rule.transaction-kind.explain": """
        What a transaction posts to depends on its kind: sale, refund, chargeback, fee, reserve, \
        conversion, adjustment, carried or payout. sources.NAME.kinds says which texts of the file \
        stand for which kind; a text that ends in * takes any end, one that begins with + or - \
        only rows that credit or debit the business. A service adds kinds as it likes: one that \
        is not named is held and judged again once it is.
        """,
        "rule.transaction-status.explain": """
        Services list transactions that are not settled, or never will be, among those that are. \
        sources.NAME.statuses says which statuses post, which are pending (shown as ignored; a \
        later export has the row again) and which are ignored for good. Another status is held \
        until one of the lists names it.
        """,
    ]
}
