extension English {
    /// Drawers and bank accounts: what counts must be.
    static let cashRules: [String: String] = [
        "rule.cash-difference.title": "Drawer over or short",
        "rule.cash-difference.detail": """
        {store}, {day}: the drawers should hold {expected} and held {counted}, a difference of \
        {found}
        """,
        "rule.cash-difference.fix": """
        count again; a payment out of the till is a voucher, or a sale is missing or posted twice
        """,
        "rule.float-changed.title": "Float changed between counts",
        "rule.float-changed.detail": """
        {store}, {day}: the day began with {found}, the count before left {before}
        """,
        "rule.float-changed.fix": """
        find what was put into the drawer or taken out between the two counts
        """,
        "rule.banked-beyond-count.title": "More banked than counted",
        "rule.banked-beyond-count.detail": """
        {drawer}: {found} is said to have gone to the bank, {counted} was counted
        """,
        "rule.banked-beyond-count.fix":
            "correct the count: banked is taken out of what was counted",
        "rule.cash-without-sales.title": "Cash without sales",
        "rule.cash-without-sales.detail": """
        {store}, {day}: {counted} was counted and no sales of the store have come since its last \
        count
        """,
        "rule.cash-without-sales.fix": """
        drop the store's sales, under the same store name; the difference goes with them
        """,
        "rule.float-missing.title": "First count without a float",
        "rule.float-missing.detail": """
        {drawer}: nothing was counted before {found}, and the count does not say what the day \
        began with
        """,
        "rule.float-missing.fix": "state the float of the drawer's first count",
        "rule.count-negative.title": "Count below zero",
        "rule.count-negative.detail": "{drawer}: {found} is below zero",
        "rule.count-negative.fix": "correct the count: cash that was found, banked or left",
    ]

    static let cashExplanations: [String: String] = [
        "rule.cash-difference.explain": """
        A drawer holds what the day began with and what the store's sales took in cash since the \
        last count. What was found more or less posts on the account of the role cash_differences \
        and is told here. It follows from the state of the book: sales that come later take it \
        back, entry and finding.
        """,
        "rule.float-changed.explain": """
        What one count leaves in a drawer, after what went to the bank, is what the next day \
        begins with. Where a count states another float, somebody has put money in or taken it \
        out between the two, and no drop says who. The difference posts on the account of the \
        role cash_differences.
        """,
        "rule.banked-beyond-count.explain": """
        What goes to the bank is taken out of the drawer after it was counted, so it cannot be \
        more than was counted. The count is rejected; a corrected file posts it, the other counts \
        of the file post.
        """,
        "rule.cash-without-sales.explain": """
        A count was posted, and no sales of its store have come since the count before. All that \
        was found beyond the float stands as a difference until they do: when the sales of the \
        store are dropped, whatever the day, the run that reads them takes the difference back.
        """,
        "rule.float-missing.explain": """
        A drawer is expected to hold what its last count left. The first count of a drawer has \
        none before it, so it must say what the day began with in its column float. It is held \
        and judged again: an earlier count that comes later settles it as well.
        """,
        "rule.count-negative.explain": """
        Counted, banked and float are amounts of money that lies in a drawer or has left it. None \
        of them can be below zero: a sign shows a column that means something else. The count is \
        rejected, the other counts of the file post.
        """,
    ]

    /// Reports of bank accounts and drawers.
    static let cashLabels: [String: String] = [
        "report.bank-reconciliation": "Bank reconciliation",
        "definition.bank-reconciliation": """
        Bank accounts on {to}: the balance of the last statement, what is booked after it, and \
        what nothing explains make the account; with receipts, payouts and own transfers on their \
        way, less payments on their way, it is the money at bank by the books. Amounts on their \
        way in {currency}.
        """,
        "report.cash-reconciliation": "Cash reconciliation",
        "definition.cash-reconciliation": """
        Drawers counted from {from} to {to}, in {currency}: before = left by the count before; \
        put in = float − before; takings = cash of the store's sales since its last count; \
        expected = float + takings; over or short = counted − expected; left = counted − banked. \
        The drawers of a store are reckoned together.
        """,
        "footer.bank": "Unexplained: {unexplained}",
        "footer.cash": "Before + put in + takings + over or short − banked − left = {difference}",
        "footer.cash-tie": """
        Account {account} {book} = left {left} + dated items {items} + unexplained {unexplained}
        """,
        "bank.statement": "Balance by statement",
        "bank.booked-after": "Booked after the statement",
        "bank.unexplained": "Unexplained",
        "bank.account": "Balance of the account",
        "bank.receipts-in-transit": "Receipts in transit",
        "bank.payouts-in-transit": "Payouts in transit",
        "bank.transfers-in-transit": "Own transfers in transit",
        "bank.payments-in-transit": "Payments in transit",
        "bank.transit-unexplained": "In transit, unexplained",
        "bank.books": "Balance by the books",
        "bank.elsewhere": "In transit, bank account not known yet",
        "bank.no-statement": "No statement by this day",
        "tie.cash": "Cash {account} = last counts",
        "tie.takings": "Cash takings {account} = not counted yet",
        "column.step": "Step",
        "column.tills": "Tills",
        "column.source": "Source",
        "column.before": "Before",
        "column.put_in": "Put in",
        "column.float": "Float",
        "column.takings": "Takings",
        "column.expected": "Expected",
        "column.counted": "Counted",
        "column.over_short": "Over/short",
        "column.banked": "Banked",
        "column.left": "Left",
    ]
}
