extension English {
    /// Payouts of payment services, and the accounts they clear.
    static let clearingRules: [String: String] = [
        "rule.payout-total.title": "Payout differs from its transactions",
        "rule.payout-total.detail": """
        payout {payout} states {found}, its transactions come to {expected}, difference {difference}
        """,
        "rule.payout-total.fix": """
        export the payout again with all its transactions
        """,
        "rule.service-balance.title": "Balance of a payment service breaks off",
        "rule.service-balance.detail": """
        the {currency} balance should be {expected} here and is {found}: {difference} is missing
        """,
        "rule.service-balance.fix": """
        export the whole span again: transactions are missing, or kinds were left out
        """,
        "rule.conversion-unpaired.title": "Conversion has one side",
        "rule.conversion-unpaired.detail": """
        conversion {transaction} of {found} {currency} names no other side in this file
        """,
        "rule.conversion-unpaired.fix": """
        export all currencies in one file, with the reference of each transaction
        """,
        "rule.payout-paid-otherwise.title": "Bank shows another amount of a payout",
        "rule.payout-paid-otherwise.detail": """
        the bank line names payout {payout} and shows {found}, the service paid out {expected}
        """,
        "rule.payout-paid-otherwise.fix": """
        ask the bank or the service what the difference is, and answer the question of the line
        """,
        "rule.payout-clash.title": "Payout has other content in the books",
        "rule.payout-clash.detail": """
        {found} stands in the books of {source} with other transactions or amounts
        """,
        "rule.payout-clash.fix": """
        find out which export is right: the one that was first stands in the books
        """,
        "rule.paid-without-sale.title": "Paid without a sale",
        "rule.paid-without-sale.detail": """
        {source} settled {amount} {currency} of {document} on {day}; the books have no such sale \
        or refund open
        """,
        "rule.paid-without-sale.fix": """
        drop the sales that {document} belongs to, or see to it that they name the same order
        """,
        "rule.sale-unpaid.title": "Sale not reported by its payment service",
        "rule.sale-unpaid.detail": """
        {document} of {day} has waited {days} days for {source}: {amount} {currency}
        """,
        "rule.sale-unpaid.fix": """
        drop the payouts that paid it, or clear it by a voucher on {account} that names {document}
        """,
        "rule.payout-unnamed.title": "Transaction names no payout",
        "rule.payout-unnamed.detail": """
        transaction {transaction} does not say which payout it was paid with
        """,
        "rule.payout-unnamed.fix": """
        drop the itemised payout report, or set sources.{source}.balance to the service's account
        """,
        "rule.payout-account-missing.title": "No account for a kind of transaction",
        "rule.payout-account-missing.detail": """
        nothing says where transactions of the kind {found} post
        """,
        "rule.payout-account-missing.fix": """
        set sources.{source}.{setting}
        """,
    ]

    static let clearingExplanations: [String: String] = [
        "rule.payout-total.explain": """
        A payout is the sum of its transactions' nets, to the cent. Where the file states the \
        payout as well and the two differ, transactions are missing or belong to another payout: \
        the payout is rejected whole, for posting it would leave a difference on the clearing \
        account that nothing explains.
        """,
        "rule.service-balance.explain": """
        A service that keeps a balance states it after each transaction. Each is the one before \
        plus the net, in the order of the file from the first or from the last. Where it breaks \
        off, transactions are not in the export. What is there posts; the tie-out shows what is \
        missing until it comes.
        """,
        "rule.conversion-unpaired.explain": """
        An exchange within a balance is two transactions: one currency out, another in, that name \
        each other or the same third transaction. One side alone would leave money nowhere, so it \
        is held until a file brings both.
        """,
        "rule.payout-paid-otherwise.explain": """
        A bank line clears a payout by its number and its amount. Where the line names a payout \
        and shows another amount, a bank charge, an exchange or an error lies between. The line \
        stays in suspense and the payout under way, until a person says what it is.
        """,
        "rule.payout-clash.explain": """
        The number of a payout, or of a transaction of a balance, stands for one content. The same \
        content again is a duplicate and posts nothing; other content under the same number is \
        rejected, because one of the two files is wrong.
        """,
        "rule.paid-without-sale.explain": """
        At the end of the period the service has settled an order, or given one back, that no \
        sales file has brought. It stands open on the clearing account. Sales and payouts find \
        each other by the number of the order, never by amount.
        """,
        "rule.sale-unpaid.explain": """
        A sale waits on the clearing account until its service reports it, usually some days. \
        After the days of `unpaid_after` (30) it is told: the payout was not dropped, the payment \
        failed, or the service knows the order by another number.
        """,
        "rule.payout-unnamed.explain": """
        Without a balance account the unit of posting is the payout: its transactions go together \
        with the money that left the service. A transaction that names none cannot be placed; it \
        is held until the itemised report names it, or the source declares a balance.
        """,
        "rule.payout-account-missing.explain": """
        Fees, chargebacks, adjustments and balances in each currency need an account of their own, \
        declared by kind or by the file's own text of the kind. Until then the payout is held, \
        and posts by itself once the account is there.
        """,
    ]

    static let clearingLabels: [String: String] = [
        "report.clearing": "Clearing of payment services",
        "definition.clearing": """
        Clearing accounts on {as_of}: sales their service has not reported, payouts under way, \
        what is held back and what was paid without a sale; debit positive. Costs are of the \
        transactions from {from} to {to}, in percent of the gross sales the service settled.
        """,
        "footer.clearing":
            "Account {account}: {balance}, open items footed, unexplained {difference}",
        "clearing.unreported": "Sales not yet reported",
        "clearing.under_way": "Payouts under way",
        "clearing.reserve": "Held in reserve",
        "clearing.carried": "Carried to the next settlement",
        "clearing.unmatched": "Paid without a sale",
        "clearing.other": "Entered otherwise",
        "clearing.remainder": "Without an item",
        "clearing.balance": "Balance of the account",
        "clearing.held": "Held by the service, {account} {currency}",
        "clearing.costs": "What the services settled and kept",
        "clearing.gross_sales": "Gross sales",
        "clearing.fees": "Fees",
        "clearing.refunds": "Refunds",
        "clearing.chargebacks": "Chargebacks",
        "clearing.kind.sale": "sale",
        "clearing.kind.refund": "refund",
        "clearing.kind.chargeback": "chargeback",
        "clearing.kind.chargeback_reversed": "chargeback reversed",
        "clearing.kind.fee": "fee",
        "clearing.kind.reserve": "reserve",
        "clearing.kind.reserve_released": "reserve released",
        "clearing.kind.conversion": "conversion",
        "clearing.kind.adjustment": "adjustment",
        "clearing.kind.carried": "carried over",
        "clearing.kind.payout": "payout",
        "clearing.kind.opening": "opening item",
        "clearing.kind.journal": "journal line",
        "clearing.kind.payment": "bank line",
        "clearing.kind.store-day": "sales of a day",
        "column.provider": "Service",
        "column.percent": "% of sales",
        "tie.clearing": "Clearing {account} = dated items",
        "tie.service-balance": "Payment service {account} = its stated balance",
        "recipe.payout": "Payout",
        "failure.two-services": """
        sources {first} and {second} have one clearing account {account}: each needs its own
        """,
    ]
}
