extension English {
    /// What a file, row or name must be.
    static let validityExplanations: [String: String] = [
        "rule.file-malformed.explain": """
        A file must be well formed to its end, and a row by its own \
        grammar. What stands after a break cannot be trusted, as fields may \
        have moved. The file or the row is rejected, and what was read \
        before is counted. See RFC 4180 (CSV), RFC 8259 (JSON) and XML 1.0.
        """,
        "rule.file-truncated.explain": """
        A file must have its end: the last element, the closing quote, the \
        last block of its container. A transfer cut short loses the last \
        entries, which nobody would miss. The file is rejected; what was read \
        is counted and marked truncated. See DEFINITIONS §1 (proof in money).
        """,
        "rule.doctype-refused.explain": """
        No bank or invoice format uses a document type definition. One \
        can make a reader open other files or expand a few bytes into \
        gigabytes. The file is rejected before anything of it is read.
        """,
        "rule.encoding-invalid.explain": """
        Text is read in the declared encoding, or in the one its first \
        bytes state, or as strict UTF-8. A byte that does not fit is never \
        replaced by a question mark, since a changed name or reference \
        matches nothing. The unit is rejected. See RFC 3629 (UTF-8).
        """,
        "rule.row-ragged.explain": """
        A row must have as many fields as the header. A delimiter inside an \
        unquoted text moves every field after it, so that an amount may be read \
        from the wrong column. The unit of the row is rejected. See RFC 4180.
        """,
        "rule.field-missing.explain": """
        A date, an amount, a number or a party that the entry \
        needs must not be empty. Nothing is filled in by guess. \
        The unit is rejected until a corrected file arrives.
        """,
        "rule.date-malformed.explain": """
        A date must be written as declared and exist in the \
        calendar; 31 September does not. The date decides the \
        period, so it is never repaired. The unit is rejected.
        """,
        "rule.date-ambiguous.explain": """
        A date such as 04/05/2026 can be April or May. Without a declared pattern only ISO \
        8601 (2026-05-04) is read and nothing is guessed, as the entry would land in \
        another month. The unit is held and judged again once sources.*.dates is declared.
        """,
        "rule.amount-malformed.explain": """
        An amount is digits, one decimal mark and groups of three, with a sign or \
        currency symbol where there is one. Anything else, such as a letter or a \
        group of two, may be another number than the one meant. The unit is rejected.
        """,
        "rule.column-missing.explain": """
        Every column that the source needs or declares must stand in \
        the header. Banks and shops rename columns without notice, \
        and a column read by position would bring wrong figures. The \
        file is held until its headers are declared under columns.
        """,
        "rule.account-unknown.explain": """
        Every account that a document, a voucher or an opening names must stand in \
        the chart of accounts. A mistyped account would vanish from every report. \
        The unit is rejected and judged again once the chart has the account.
        """,
        "rule.currency-unexpected.explain": """
        A row must be in the currency of its account or source. The same figure \
        in another currency is another amount. The unit is held until the \
        currency is declared or the row has a source of its own. See ISO 4217.
        """,
        "rule.currency-foreign.explain": """
        A voucher and the opening balances are entries: what a line in another currency is \
        worth in the books is theirs to say, and both amounts are kept. A rate of the table \
        would put a second figure beside the one the voucher balances with. The unit is held \
        and judged again. Documents and payments need no second amount: they come in at their \
        rate (V-131). See DEFINITIONS §6 (rate).
        """,
        "rule.end-unproved.explain": """
        CSV and QIF have no end mark: a file that was cut behind a row reads like a whole \
        one. A running balance proves the rows that are there, not that they are all. The \
        rows post; the last day is told so that a person, or the next statement's opening \
        balance (I-306), can see what is missing. See RELIABILITY P7 (truncation).
        """,
        "rule.rate-missing.explain": """
        A document, a payment or a line of an account in another currency comes into the \
        books at its own or the bank's rate, else at that of rates.csv on the posting day, \
        else at the last one of the seven days before. Without any its amount would be a \
        guess: the unit is held and judged again once rates.csv has the day. See \
        DEFINITIONS §6 (rate).
        """,
        "rule.rate-earlier.explain": """
        Central banks publish no rates on weekends and holidays: the last one of the \
        seven days before stands in, and is named. The entry keeps the rate and the \
        amount in its own currency. See DEFINITIONS §6 (rate).
        """,
        "rule.month-end-rate.explain": """
        Cash, receivables and payables in another currency stand in a month's closing at the \
        rate of its last day, or the last one of the seven days before; the difference is \
        unrealised and reversed the next day. Without a rate they stay at their booking rate \
        and the closing is not right. See IAS 21.23, PCG 420-5 and DEFINITIONS §6.
        """,
        "rule.iban-invalid.explain": """
        The check digits of a counterparty's IBAN are computed. A wrong \
        one is a typing error or a forged bank detail. It is a warning; \
        the line posts. See ISO 13616 and ISO 7064 (mod 97-10).
        """,
        "rule.bank-account-unmapped.explain": """
        The bank account of a statement must be declared with an account of \
        the chart. Posting it elsewhere would mix two banks. The statement \
        is held and judged again once sources.*.accounts names it.
        """,
        "rule.party-unknown.explain": """
        A document or payment must name a party of parties.csv, by id, name or \
        alias. A name that is close is not the same party, and the aged balance \
        would have two. The unit is held and judged again once the party is there.
        """,
        "rule.tax-code-unknown.explain": """
        A tax code must stand in taxes.csv and apply on the day of the document or \
        sale. The code gives the rate and the account of the tax. The unit is \
        rejected and judged again once taxes.csv has it. See DEFINITIONS §6 (tax).
        """,
        "rule.due-date-missing.explain": """
        An invoice should state when it is due. Where it does not, the terms of its \
        party give the date, and without terms the document's own date, which ages \
        it at once. It is a warning; the document posts. See DEFINITIONS §3 (age).
        """,
        "rule.date-before-start.explain": """
        Nothing posts before client.start, as the opening balances \
        already contain it. Posting it again would count it twice. \
        The unit is rejected. See DEFINITIONS §1 (posting dates).
        """,
        "rule.limit-exceeded.explain": """
        Depth, record length, unpacked size and the ratio of unpacked to \
        packed bytes are limited. A file over them is broken or made to fill \
        memory or disk. It is rejected; what was read before is counted.
        """,
        "rule.date-beyond-horizon.explain": """
        A row posts at most posting.horizon days (92) after the end \
        of the period asked for. A later date is mostly a typing \
        error in the year. The unit is held and posts by itself \
        once its day is near. See DEFINITIONS §1 (posting dates).
        """,
        "rule.date-outside-statement.explain": """
        The booking dates of a statement should lie within the dates it states. \
        A row outside may belong to another statement. It is a warning; the \
        statement posts if its balances hold. See ISO 20022 camt.053, FrToDt.
        """,
        "rule.source-unmatched.explain": """
        Every file of the inbox must belong to one declared source. A \
        file that none matches might be the missing statement under a \
        new name, so it is held and named, never passed over.
        """,
        "rule.file-empty.explain": """
        A file must hold at least one statement, header or row of its format. \
        An empty export says nothing about the month, not even that it was \
        quiet. The file is held; where its drop is expected, the run exits 2.
        """,
        "rule.kind-unknown.explain": """
        The kind of a document must be invoice or credit-note; it decides which side is \
        debited, and an empty one is an invoice. Of a bank file, a code or list of a kind that is \
        not read (a BAI2 type code, an OFX loan statement, a QIF list of securities) may move \
        money or not. A wrong guess would be wrong by twice the amount. The unit is rejected.
        """,
        "rule.tender-unmapped.explain": """
        Every tender of an order must have a clearing account, \
        where the bank's payouts are expected. Otherwise card \
        takings and cash would be mixed. The order is held and \
        judged again once sources.*.clearing names the tender.
        """,
        "rule.category-unmapped.explain": """
        Every category of a sale must have a revenue account of the chart; \
        the default stands for rows without a category. Otherwise revenue \
        would land in the wrong section of the profit and loss. The order \
        is held and judged again once sources.*.revenue names the category.
        """,
        "rule.status-unknown.explain": """
        The source says which statuses of an order post and which are ignored. \
        An order of another status may be a sale or a cancelled basket. It is \
        held and judged again once sources.*.statuses names its status.
        """,
        "rule.refund-undated.explain": """
        An export of orders says how much of an order was given back, not on which day. A \
        refund posts on its own date, so the order is held until the source says where \
        refunds come from: refunds: elsewhere, where the gateway's own report brings them, \
        or refunds: sale-day, which posts them on the day of the sale, their tax in the \
        proportion of the order's. An order that was called off and given back whole needs \
        neither: it is undone on the day it was called off.
        """,
        "rule.included-tax.explain": """
        Prices that include the tax leave the revenue of a line open where the order states \
        its tax in one sum: lines of several accounts may bear several rates. Where one rate \
        explains the whole sum, or one account takes all lines, it is divided by their \
        amounts. Elsewhere the order is held.
        """,
        "rule.header-repeated.explain": """
        A second header among the rows says that several exports were put into one file. It is \
        passed over; the rows behind it are read as those before it.
        """,
        "rule.day-outlier.explain": """
        A few orders that stand far from all the other days of their file point to a till \
        whose clock is wrong, or to a year mistyped. They post on the day they state.
        """,
        "rule.intraday-report.explain": """
        Intraday reports (camt.052, MT942, BAI2 groups of an unfinished day) and notifications \
        (camt.054, CODA of a separate application) are provisional or partial. Their entries \
        come again in the statement, so they are shown and ignored. This is information. See \
        ISO 20022, SWIFT Category 9, and DEFINITIONS §1 (proof in money).
        """,
        "rule.question-unknown.explain": """
        Decisions and answers name their bank line or question by its id, which is made of the \
        file and the line it was read from. An id that the book does not have in suspense waits: \
        its statement may still come. It is judged again by every run. See DEFINITIONS §1.
        """,
        "rule.answer-unclear.explain": """
        An answer posts only where it can be read one way: an account of the chart, a party, or \
        documents of a party that are open. Anything else that looks like a code is held and told \
        with what the line might pay; words are kept as a note. See DEFINITIONS §3 (no guess).
        """,
        "rule.unit-spoiled.explain": """
        A document, voucher, order or statement posts whole or not at all (DEFINITIONS \
        §1, Units). Where one of its rows is ragged, malformed or not of the declared \
        encoding, the rows that can be read are rejected with it and judged again with \
        it.
        """,
        "rule.year-missing.explain": """
        DATEV writes the date of a posting as day and month (3006); its year is the one in which \
        the date lies in the fiscal year that the header names. A file without that header, or \
        cut from a larger one, leaves the year open: the source then says it, and nothing posts \
        into a year that nobody named.
        """,
        "rule.element-unmapped.explain": """
        Every amount of a pay journal is one of the published elements (gross, \
        employee_charge, employer_charge, income_tax, net_pay …) and stands on an account: \
        the row's own, or the one that sources.NAME.elements gives the element. A file of \
        accounts alone (DATEV) is told apart by the accounts that each element declares. An \
        element that is not declared is asked for, never guessed.
        """,
        "rule.agency-unmapped.explain": """
        What is kept from pay is owed to an agency, fund or insurer, and is paid with a due \
        date: the open item needs to know whom to. Only agencies that the source declares \
        and parties of parties.csv are taken, so that no other text of a pay file, a name \
        that slipped into the column for instance, enters the books.
        """,
    ]
}
