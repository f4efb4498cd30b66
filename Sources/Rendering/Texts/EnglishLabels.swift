extension English {
    /// Reports and what they state.
    static let reportLabels: [String: String] = [
        "report.trial-balance": "Trial balance",
        "report.profit-and-loss": "Profit and loss",
        "report.aged-receivables": "Aged receivables",
        "report.aged-payables": "Aged payables",
        "report.general-ledger": "General ledger",
        "report.journal": "Journal",
        "report.tie-out": "Tie-outs",
        "report.control": "Control of drops",
        "report.exceptions": "Exceptions",
        "definition.trial-balance": """
        Entries posted from {from} to {to}, in {currency}; opening + debit − credit = \
        closing. The opening of income and expense accounts is the fiscal year to date.
        """,
        "definition.profit-and-loss": """
        Income and expense posted from {from} to {to}, in {currency}, \
        both printed positive; net result = revenue − expense.
        """,
        "definition.aged-receivables": """
        Items open on {as_of}, by age in calendar days (basis: \
        {basis}); buckets {buckets}. Positive = owed to us; \
        credits and payments without a target stand as unapplied.
        """,
        "definition.aged-payables": """
        Items open on {as_of}, by age in calendar days (basis: \
        {basis}); buckets {buckets}. Positive = we owe; credits \
        and payments without a target stand as unapplied.
        """,
        "definition.general-ledger": """
        Every posting from {from} to {to} by account, with \
        its opening and running balance, in {currency}.
        """,
        "definition.journal": """
        Every entry posted from {from} to {to}, in order of posting \
        date, with the file and line it comes from, in {currency}.
        """,
        "definition.tie-out": """
        Balances of the books on {as_of} against an independent figure; explained \
        where the difference is made of listed, dated items. Unexplained must be 0.
        """,
        "definition.control": """
        Per file, rows and money dated from {from} to {to}: read = posted + rejected \
        + duplicate + ignored + held. Undated rows stand in the period first read.
        """,
        "definition.exceptions": """
        Findings on files and rows dated from {from} to \
        {to}, errors first, each with the way to settle it.
        """,
        "basis.due": "due date",
        "basis.document": "document date",
        "more-findings": "{more} more findings of this kind in this file are not listed",
        "head.state": "State: {value}",
        "head.batch": "Books as of batch {value}",
        "column.bucket.unapplied": "Unapplied",
        "column.bucket.current": "Current",
        "column.total": "Total",
        "total": "Total",
        "subtotal": "Subtotal",
        "net-result": "Net result",
        "opening-balance": "Opening balance",
        "closing-balance": "Closing balance",
        "movement": "Movement",
        "state.open": "open",
        "state.closed": "closed",
        "as-of": "As of",
        "period": "Period",
        "prepared-for": "Prepared for",
        "knows": "Books as of batch {k}",
        "no-rows": "No rows",
        "no-party": "(no party)",
        "bucket.unapplied": "Unapplied",
        "bucket.current": "Current",
        "bucket.total": "Total",
        "footer.subledger": "Items {subledger}, control account {control}, difference {difference}",
        "footer.trial-balance": """
        {entries} entries, Σ debit {debit}, Σ credit {credit}, books as of batch {k}
        """,
    ]

    /// Reports and what they state, continued.
    static let furtherReportLabels: [String: String] = [
        "seal.none": "no seal (open period)",
        "severity.error": "error",
        "severity.warning": "warning",
        "severity.info": "info",
        "outcome.posted": "posted",
        "outcome.rejected": "rejected",
        "outcome.duplicate": "duplicate",
        "outcome.ignored": "ignored",
        "outcome.held": "held",
        "ignored.preamble": "lines before the header",
        "ignored.trailer": "totals and closing lines",
        "ignored.blank": "blank lines",
        "ignored.pending": "pending at the bank (PDNG)",
        "ignored.information": "for information (INFO)",
        "ignored.intraday": "intraday report (camt.052, MT942 …)",
        "ignored.notification": "notification (camt.054)",
        "ignored.voided": "voided sales",
        "ignored.controlFigure": "control figures",
        "ignored.security": "securities that move no cash",
        "ignored.notDeclared": "not declared for this source",
        "kind.invoice": "invoice",
        "kind.credit-note": "credit note",
        "kind.payment": "payment",
        "kind.opening": "opening item",
        "kind.journal": "journal line",
        "recipe.opening": "Opening balances",
        "recipe.voucher": "Voucher",
        "recipe.invoice": "Customer invoice",
        "recipe.credit-note": "Customer credit note",
        "recipe.bill": "Supplier bill",
        "recipe.supplier-credit-note": "Supplier credit note",
        "recipe.receipt": "Customer payment",
        "recipe.payment": "Supplier payment",
        "recipe.bank-line": "Bank line",
        "recipe.transfer": "Own transfer",
        "recipe.transit-cleared": "Transit cleared",
        "recipe.store-day": "Sales of a store and day",
        "recipe.tax-due": "Tax due on payment",
        "recipe.reclassified": "Reclassified from suspense",
        "recipe.settlement": "Settled with the bank",
        "recipe.exchange-difference": "Exchange difference",
        "recipe.discount": "Cash discount",
        "recipe.payment-difference": "Payment difference",
        "recipe.bank-charge": "Bank charge withheld",
        "recipe.write-off": "Written off",
        "recipe.revaluation": "Revaluation",
        "recipe.revaluation-reversed": "Revaluation reversed",
        "recipe.accrual": "Accrual",
        "recipe.accrual-reversed": "Accrual reversed",
        "recipe.payroll": "Payroll",
    ]

    /// Headings of columns.
    static let columnLabels: [String: String] = [
        "column.account": "Account",
        "column.name": "Name",
        "column.opening_debit": "Opening debit",
        "column.opening_credit": "Opening credit",
        "column.debit": "Debit",
        "column.credit": "Credit",
        "column.closing_debit": "Closing debit",
        "column.closing_credit": "Closing credit",
        "column.section": "Section",
        "column.month": "Month",
        "column.prior_month": "Prior month",
        "column.same_month_last_year": "Same month last year",
        "column.year_to_date": "Year to date",
        "column.prior_year_to_date": "Prior year to date",
        "column.party": "Party",
        "column.party_name": "Party name",
        "column.document": "Document",
        "column.kind": "Kind",
        "column.instalment": "Instalment",
        "column.document_date": "Document date",
        "column.due_date": "Due date",
        "column.age_days": "Age (days)",
        "column.bucket": "Bucket",
        "column.currency": "Currency",
        "column.from": "From",
        "column.to": "To",
        "column.statement": "Statement",
        "column.opening": "Opening",
        "column.closing": "Closing",
        "column.link": "Opens",
        "column.difference": "Difference",
        "inspect.preset": "preset {name}",
        "inspect.header": "every column is there, the header on line {line}:",
        "inspect.header-lacks": "columns are missing; nearest header on line {line}:",
        "inspect.found": "found",
        "inspect.lacking": "MISSING",
        "inspect.unused": "not used: {columns}",
        "inspect.conventions": "decimal mark {numbers}, dates {dates}",
        "inspect.faults": "faults of rows: {rows}, the first ones:",
        "chain.title": "Statements, each opening where the one before it closed",
        "chain.first": "first of the account",
        "chain.opens-otherwise": "not as the books open",
        "chain.follows": "as the one before closed",
        "chain.within": "inside the one before",
        "chain.gap": "after a gap",
        "chain.unproved": "without a balance",
        "column.original": "Original amount",
        "column.rate": "Rate",
        "column.amount": "Amount",
        "column.open": "Open",
        "column.company_amount": "Company amount",
        "column.company_open": "Company open",
        "column.revaluation": "Revaluation",
        "column.file": "File",
        "column.line": "Line",
        "column.day": "Day",
        "column.entry": "Entry",
        "column.text": "Text",
        "column.reference": "Reference",
        "column.balance": "Balance",
        "column.digest": "Digest",
        "column.unit": "Unit",
        "column.read": "Read",
        "column.posted": "Posted",
        "column.rejected": "Rejected",
        "column.duplicate": "Duplicate",
        "column.ignored": "Ignored",
        "column.held": "Held",
        "column.severity": "Severity",
        "column.code": "Code",
        "column.slug": "Rule",
        "column.column": "Column",
        "column.found": "Found",
        "column.detail": "Detail",
        "column.fix": "Fix",
        "column.tie": "Tie-out",
        "column.book": "Books",
        "column.independent": "Independent figure",
        "column.items": "Items",
        "column.unexplained": "Unexplained",
        "column.recipe": "Posting",
    ]
}
