extension English {
    /// A file, row or name that is not as declared.
    static let validityRules: [String: String] = [
        "rule.file-malformed.title": "File or row malformed",
        "rule.file-malformed.detail": "not well formed: {reason}",
        "rule.file-malformed.fix": """
        export the file again, unedited; check \
        sources.{source}.format and its delimiter
        """,
        "rule.file-truncated.title": "File cut short",
        "rule.file-truncated.detail": "the file stops before its end",
        "rule.file-truncated.fix": "transfer or export the file again, whole",
        "rule.doctype-refused.title": "Document type refused",
        "rule.doctype-refused.detail": """
        the XML file brings a document type definition, which could read other files
        """,
        "rule.doctype-refused.fix": """
        ask the sender for the file without DOCTYPE; find out who sent it
        """,
        "rule.encoding-invalid.title": "Text in wrong encoding",
        "rule.encoding-invalid.detail": """
        these bytes are not text in the encoding of the file
        """,
        "rule.encoding-invalid.fix": """
        set sources.{source}.encoding (utf-8, windows-1252 …), or export again as UTF-8
        """,
        "rule.row-ragged.title": "Wrong number of fields",
        "rule.row-ragged.detail": "the row has {fields} fields, the header {expected}",
        "rule.row-ragged.fix": """
        quote fields that hold the delimiter; \
        check sources.{source}.delimiter
        """,
        "rule.field-missing.title": "Needed field empty",
        "rule.field-missing.detail": "the field {field} is empty and the posting needs it",
        "rule.field-missing.fix": """
        fill in {field} at the source and export again; check sources.{source}.columns
        """,
        "rule.date-malformed.title": "Date not readable",
        "rule.date-malformed.detail": """
        the date in {field} is not written as declared or does not exist
        """,
        "rule.date-malformed.fix": "correct the date, or set sources.{source}.dates",
        "rule.date-ambiguous.title": "Date reads two ways",
        "rule.date-ambiguous.detail": """
        the date in {field} is not ISO 8601 (YYYY-MM-DD) and the source declares no pattern
        """,
        "rule.date-ambiguous.fix": "set sources.{source}.dates (DD/MM/YYYY, MM/DD/YYYY …)",
        "rule.amount-malformed.title": "Amount not readable",
        "rule.amount-malformed.detail": """
        the amount in {field} is not digits, one decimal mark and groups of three
        """,
        "rule.amount-malformed.fix": """
        correct the amount, or set sources.{source}.numbers.decimal
        """,
        "rule.column-missing.title": "Column missing",
        "rule.column-missing.detail": "the header lacks these columns: {columns}",
        "rule.column-missing.fix": """
        name the file's own headers under sources.{source}.columns; check its delimiter
        """,
        "rule.account-unknown.title": "Account not in chart",
        "rule.account-unknown.detail": "the account {account} is not in the chart",
        "rule.account-unknown.fix": """
        add {account} to chart.csv, or correct the account in the file
        """,
        "rule.currency-unexpected.title": "Unexpected currency",
        "rule.currency-unexpected.detail": """
        the row is in {found}, its account or source in {expected}
        """,
        "rule.currency-unexpected.fix": """
        set sources.{source}.currency, or map it to an account held in {found}
        """,
        "rule.currency-foreign.title": "Foreign line without both amounts",
        "rule.currency-foreign.detail": """
        the line is in {found}, and does not state what that is beside its {expected}
        """,
        "rule.currency-foreign.fix": """
        state the {expected} in debit or credit and the {found} in the columns currency and \
        original; until then it is held
        """,
        "rule.end-unproved.title": "No end mark",
        "rule.end-unproved.detail": """
        nothing in this file proves that it is whole; its last row is of {found}
        """,
        "rule.end-unproved.fix": "see that {found} is the last day of the export",
        "rule.rate-missing.title": "No exchange rate",
        "rule.rate-missing.detail": """
        no rate between {currency} and {expected} on {found} or in the {days} days before
        """,
        "rule.rate-missing.fix": "add the rate of {found} to rates.csv; until then it is held",
        "rule.rate-earlier.title": "Exchange rate of an earlier day",
        "rule.rate-earlier.detail": "converted at {rate} of {day}; rates.csv has none of {found}",
        "rule.rate-earlier.fix": "nothing, unless a rate of {found} was published",
        "rule.month-end-rate.title": "No rate at the month's end",
        "rule.month-end-rate.detail": """
        {accounts} in {currency} not valued: no rate to {expected} on {found} or in the {days} \
        days before
        """,
        "rule.month-end-rate.fix": "add the rate of {found} to rates.csv and run again",
        "rule.iban-invalid.title": "IBAN check digits wrong",
        "rule.iban-invalid.detail": "the check digits of this IBAN do not hold",
        "rule.iban-invalid.fix": "check the number with the counterparty before paying to it",
        "rule.bank-account-unmapped.title": "Bank account not mapped",
        "rule.bank-account-unmapped.detail": """
        no account of the chart is declared for the bank account {account}
        """,
        "rule.bank-account-unmapped.fix": """
        add {account} under sources.{source}.accounts with an account of chart.csv
        """,
    ]

    /// A file, row or name that is not as declared, continued.
    static let furtherValidityRules: [String: String] = [
        "rule.party-unknown.title": "Party not known",
        "rule.party-unknown.detail": """
        {party} is no id, name or alias of parties.csv
        """,
        "rule.party-unknown.fix": """
        add the line "{row}" to \
        parties.csv (supplier for a bill), or an alias
        """,
        "rule.tax-code-unknown.title": "Tax code not known",
        "rule.tax-code-unknown.detail": """
        the tax code {found} is not in taxes.csv or does not apply on this day
        """,
        "rule.tax-code-unknown.fix": """
        add {found} to taxes.csv or correct its from \
        and to days, or correct the code in the file
        """,
        "rule.due-date-missing.title": "Due date missing",
        "rule.due-date-missing.detail": """
        no due date is stated; the terms of the party \
        give it, else the document's own date stands
        """,
        "rule.due-date-missing.fix": """
        fill in due_date, or the party's terms_days in parties.csv
        """,
        "rule.date-before-start.title": "Before the books begin",
        "rule.date-before-start.detail": """
        {found} is before {start}, the day the books begin
        """,
        "rule.date-before-start.fix": """
        bring what lies before {start} in the opening, or correct client.start
        """,
        "rule.limit-exceeded.title": "Limit exceeded",
        "rule.limit-exceeded.detail": "the file goes over a limit of the reader: {limit}",
        "rule.limit-exceeded.fix": """
        split the export into smaller files; if it came from a stranger, do not open it
        """,
        "rule.date-beyond-horizon.title": "Date too far ahead",
        "rule.date-beyond-horizon.detail": """
        {found} is after {latest}, the last day that rows may post on
        """,
        "rule.date-beyond-horizon.fix": """
        correct the date if it is wrong; else it posts in time, or raise posting.horizon
        """,
        "rule.date-outside-statement.title": "Date outside statement",
        "rule.date-outside-statement.detail": """
        {found} is outside the range of the statement, {from} to {to}
        """,
        "rule.date-outside-statement.fix": """
        nothing to do if the balances hold; else ask the bank for the statement again
        """,
        "rule.source-unmatched.title": "No source for file",
        "rule.source-unmatched.detail": """
        no declared source matches the path of this file
        """,
        "rule.source-unmatched.fix": """
        widen sources.*.path in pipeline.yml, declare a source for it, or remove the file
        """,
        "rule.file-empty.title": "Nothing in file",
        "rule.file-empty.detail": """
        the file holds no statement, header or row of its format
        """,
        "rule.file-empty.fix": "check sources.{source}.format, or ask for the export again",
        "rule.kind-unknown.title": "Kind not known",
        "rule.kind-unknown.detail": "{field} names a kind that is not read here",
        "rule.kind-unknown.fix": """
        correct {field} (a document is an invoice or a credit-note); leave out of a bank export \
        what is no bank account (loans, lists of securities)
        """,
        "rule.tender-unmapped.title": "Tender not mapped",
        "rule.tender-unmapped.detail": """
        the tender {found} has no clearing account in the chart
        """,
        "rule.tender-unmapped.fix": """
        set sources.{source}.clearing.{found} to an account of chart.csv
        """,
        "rule.category-unmapped.title": "Category not mapped",
        "rule.category-unmapped.detail": """
        the category "{found}" has no revenue account in the chart
        """,
        "rule.category-unmapped.fix": """
        add the category under sources.{source}.revenue (default: rows without one)
        """,
        "rule.status-unknown.title": "Order status not known",
        "rule.status-unknown.detail": """
        the status {found} is neither posted nor ignored by this source
        """,
        "rule.status-unknown.fix": """
        add {found} to sources.{source}.statuses.post or sources.{source}.statuses.ignore
        """,
        "rule.refund-undated.title": "Refund without a day",
        "rule.refund-undated.detail": """
        order {order} states {found} given back and not when, or not out of which tender
        """,
        "rule.refund-undated.fix": """
        set sources.{source}.refunds to elsewhere or sale-day, or export the refunds themselves
        """,
        "rule.included-tax.title": "Tax of several lines",
        "rule.included-tax.detail": """
        order {order} includes {found} of tax and does not say which lines bear it
        """,
        "rule.included-tax.fix": """
        export the tax of each line, or post these categories on one account
        """,
        "rule.header-repeated.title": "Header repeated",
        "rule.header-repeated.detail": """
        the header stands here once more: the file joins several exports
        """,
        "rule.header-repeated.fix": """
        nothing, if the exports do not overlap; else drop them one by one
        """,
        "rule.day-outlier.title": "Day far from the others",
        "rule.day-outlier.detail": """
        {count} order(s) of {found}, {days} days away from any other day of the file
        """,
        "rule.day-outlier.fix": "check the clock of the till, and correct the day there",
        "rule.intraday-report.title": "Not a statement",
        "rule.intraday-report.detail": """
        an intraday report or a notification is read and never posted; the statement follows
        """,
        "rule.intraday-report.fix": """
        nothing to do; make sure that the statements (camt.053, MT940 …) are dropped too
        """,
        "rule.question-unknown.title": "Decision on an unknown line",
        "rule.question-unknown.detail": """
        the books hold no bank line or question {id} in suspense
        """,
        "rule.question-unknown.fix": """
        nothing to do if its bank statement is still to come; else take the id from a new list
        """,
        "rule.answer-unclear.title": "Answer not understood",
        "rule.answer-unclear.detail": """
        {found} names no account of the chart, no party and no open document of one; \
        this line might pay: {choices}
        """,
        "rule.answer-unclear.fix": """
        answer with an account (and ;tax code), a party id and a document number, or a party id
        """,
        "rule.unit-spoiled.title": "Unit with an unreadable row",
        "rule.unit-spoiled.detail": """
        a row of this unit (line {line}) cannot be read, so none of its rows posts
        """,
        "rule.unit-spoiled.fix": "mend the unreadable row and drop the file again",
        "rule.year-missing.title": "Date without a year",
        "rule.year-missing.detail": """
        the date in {field} is a day and a month; neither the file nor the source says of which year
        """,
        "rule.year-missing.fix": """
        export the file with its header, or set sources.{source}.year
        """,
        "rule.element-unmapped.title": "Pay element unknown",
        "rule.element-unmapped.detail": """
        {element} is no element that the source declares, or it has no account
        """,
        "rule.element-unmapped.fix": """
        set sources.{source}.elements: the element with its account and payable, or its \
        names
        """,
        "rule.agency-unmapped.title": "Agency unknown",
        "rule.agency-unmapped.detail": """
        {agency} is neither an agency that the source declares nor a party
        """,
        "rule.agency-unmapped.fix": """
        set sources.{source}.agencies: its payable, party and due day, or add it to \
        parties.csv
        """,
    ]
}
