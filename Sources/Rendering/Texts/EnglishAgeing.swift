extension English {
    /// Ageings, party statements, and what they foot to.
    static let ageing: [String: String] = [
        "report.party-statements": "Party statements",
        "definition.aged-receivables": """
        Owed to us on {as_of}: items posted by that day, less what was set against them by that \
        day.
        Age in calendar days from the {basis} to {as_of}; buckets {buckets}.
        {rules}
        """,
        "definition.aged-payables": """
        Owed by us on {as_of}: items posted by that day, less what was set against them by that \
        day.
        Age in calendar days from the {basis} to {as_of}; buckets {buckets}.
        {rules}
        """,
        "definition.party-statements": """
        Accounts of parties from {from} to {to}, positive = {side}; what was settled changes no \
        balance.
        Age in calendar days from the {basis} to {as_of}; buckets {buckets}.
        {rules}
        """,
        "ageing.items": "Items",
        "ageing.currency": "Documents in {currency}",
        "ageing.company": "All items in {currency}, at the rate they were booked at",
        "ageing.credits-apart": """
        Credits, prepayments and payments without a document stand apart, as Unapplied.
        """,
        "ageing.credits-aged": """
        Credits, prepayments and payments without a document are aged as invoices are.
        """,
        "ageing.credits-oldest": """
        Credits are set against the party’s oldest due items, in this figure only; what is left \
        stands as Unapplied.
        """,
        "ageing.foreign": """
        Items stand in their own currency and, at the rate they were booked at, in {currency}; \
        revaluation is what they gain or lose at the rate of {as_of}.
        """,
        "ageing.known": """
        Only batches 1 to {k} of the books count; chart, parties, rates and settings are \
        today’s.
        """,
        "ageing.party": "Only party {party} is shown.",
        "ageing.unitemised": "Postings on the control account that no item stands for",
        "ageing.unitemised-first": """
        Postings on the control account that no item stands for, the first {limit}
        """,
        "statements.receivable": "owed to us",
        "statements.payable": "owed by us",
        "statements.open": "Still open:",
        "statements.ageing": "By age: {buckets}",
        "statements.settles": "settles",
        "footer.subledger": """
        Open items {subledger}; control account {accounts}: {control}; difference {difference}
        """,
        "footer.subledger-revalued": """
        Open items {subledger} + revaluation posted {revaluation} = {whole}; control account \
        {accounts}: {control}; difference {difference}
        """,
        "footer.all-parties": "Of all parties: {tie}",
        "footer.unitemised": "The difference is made of the postings listed below",
        "footer.unexplained": "No posting explains the difference: run monthend verify",
        "footer.revaluation": """
        Revaluation at the rates of {as_of}: {shown}; standing on the control account that day: \
        {posted}
        """,
        "footer.no-rate": """
        Not revalued, as no rate of {as_of} or the {days} days before is known: {currencies}
        """,
        "footer.dso": """
        DSO, how long sales stay unpaid: {days} days = open items {balance} ÷ invoices less \
        credit notes of the last {span} days, with tax, {invoiced} × {span}
        """,
        "footer.dso-none": """
        DSO, how long sales stay unpaid: n/a, as nothing was invoiced in the last {span} days
        """,
        "footer.dpo": """
        DPO, how long bills stay unpaid: {days} days = open items {balance} ÷ bills less credit \
        notes of the last {span} days, with tax, {invoiced} × {span}
        """,
        "footer.dpo-none": """
        DPO, how long bills stay unpaid: n/a, as nothing was billed in the last {span} days
        """,
        "footer.statements": """
        Every closing balance is the sum of its open items; all of them in {currency}: {open}, \
        as in {ageing}
        """,
        "footer.statements-differ": "Closing balances that are not their open items: {parties}",
        "column.block": "Block",
        "column.accounts": "Accounts",
        "column.subledger": "Open items",
        "column.revaluation_posted": "Revaluation posted",
        "column.control": "Control account",
        "column.measure": "Measure",
        "column.days": "Days",
        "column.invoiced": "Invoiced",
        "column.trailing_days": "Days looked back on",
        "column.settles": "Settles",
    ]
}
