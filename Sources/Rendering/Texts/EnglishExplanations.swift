extension English {
    /// Why amounts must agree.
    static let accuracyExplanations: [String: String] = [
        "rule.amount-ambiguous.explain": """
        An amount such as 1.000 can be one or one thousand. Where the source does not say, \
        nothing is guessed, since a wrong guess is wrong by a factor of a thousand. The unit is \
        held and judged again once the decimal mark is declared for the source (numbers.decimal).
        """,
        "rule.statement-balance.explain": """
        Opening balance plus booked entries must be the closing balance. A \
        statement that does not add up has lost, gained or changed an entry, and \
        the bank reconciliation would rest on it. The whole statement is \
        rejected. See ISO 20022 camt.053 (Bal OPBD and CLBD) and DEFINITIONS §1.
        """,
        "rule.statement-summary.explain": """
        A bank may declare counts and sums over its entries; they are compared with the entries \
        themselves. A difference means that entries are missing, doubled or altered, even where \
        the balances agree. The whole statement is rejected. See ISO 20022 camt.053, TxsSummry; \
        MT942, fields 90D and 90C; BAI2, records 49, 98 and 99; CODA, record 9; Norma 43, records \
        33 and 88.
        """,
        "rule.batch-total.explain": """
        The transactions of a batched entry should sum to the entry. The \
        amount of the entry is what reached the account, so it posts; its \
        transactions cannot all be trusted for matching. It is a warning \
        and stops nothing. See ISO 20022 camt.053, NtryDtls/TxDtls.
        """,
        "rule.order-total.explain": """
        The lines of an order, with its shipping, tax and discount, must \
        sum to the total it states. Otherwise a line is missing and revenue \
        or tax would be wrong. The order is rejected, and with a Z ticket \
        its store-day. See DEFINITIONS §1 (units) and §2 (store-day).
        """,
        "rule.tax-amount.explain": """
        Tax must be base × rate, rounded half away from zero, within \
        validation.tax_tolerance; on documents, net and tax must also give the \
        gross. A wrong tax ends up in the tax return. A reverse charge must state \
        no tax, as the buyer computes it. The unit is rejected. See DEFINITIONS §6.
        """,
        "rule.tender-total.explain": """
        What was paid by each tender plus what is outstanding must be the total \
        of the order. Otherwise the clearing accounts would never come to zero \
        against the bank. The order is rejected. See DEFINITIONS §2 (store-day).
        """,
        "rule.document-total.explain": """
        The lines of an invoice or credit note must sum to the total it \
        states. Otherwise the party owes another amount than the one in \
        the ledger. The document is rejected with all its lines.
        """,
        "rule.instalments-total.explain": """
        The instalments of a document must sum to the document. Each instalment \
        is an item of the aged balance, so a difference would make it leave the \
        control account. The document is rejected. See DEFINITIONS §3.
        """,
        "rule.voucher-balance.explain": """
        The debits of a voucher must be its credits, and its lines must bear one date; \
        the same holds for the opening balances. An unbalanced entry never enters the \
        books. The voucher is rejected whole. See DEFINITIONS §2 (opening) and §4.
        """,
        "rule.opening-control.explain": """
        Receivable and payable accounts open as items by party, whose sum must be the stated \
        opening figure of the account. Otherwise the aged balance would differ from the \
        ledger from the first day. The opening is rejected. See DEFINITIONS §2 (opening).
        """,
        "rule.running-balance.explain": """
        Where a bank's CSV carries a balance on each row, it must be \
        the balance before plus the amount. A break shows a row that \
        is missing, filtered out or edited. The statement is rejected.
        """,
        "rule.amount-too-large.explain": """
        An amount may have 18 digits and 10¹⁵ minor units. More is nearly \
        always a reference or an account number read as an amount. The \
        unit is rejected. ISO 20022 has the same limit of 18 digits.
        """,
        "rule.amount-precision.explain": """
        An amount may have no more decimals than its currency (two for \
        EUR, none for JPY), unless they are zero. Rounding it here would \
        break the totals of the file. The unit is rejected. See ISO 4217.
        """,
        "rule.z-total.explain": """
        A Z states what a till sold on a business day: the sum of the orders, and where it \
        says so their number. The orders of the file must give the same. Otherwise some are \
        missing, or are of another day, and the file is refused whole.
        """,
        "rule.z-missing.explain": """
        A file in which a store closes some of its days with a Z must close each of them. A \
        day without one was not closed at the till, or its Z is missing from the export. The \
        sales post; nothing proves that they are all.
        """,
        "rule.file-total.explain": """
        A trailer states how many rows a file has and what they sum to. Where the rows give \
        anything else the file was cut or changed on its way, and it is refused whole.
        """,
        "rule.opening-bank.explain": """
        The first statement of a bank account must open with the balance \
        that the books open with. Otherwise every later reconciliation \
        carries the difference. The statement posts, and the error stays \
        until the opening is corrected. See DEFINITIONS §2 (opening) and §7.
        """,
        "rule.payroll-balance.explain": """
        Net pay is what gross pay and repaid expenses leave after employee charges, tax, \
        advances and other deductions; a journal of debits and credits balances. Where the \
        two differ a row is missing, doubled or misread, and no part of the journal posts. \
        With privacy: totals the amounts are not shown: the difference may be one person's.
        """,
    ]

    /// Why each thing must come, and once.
    static let integrityExplanations: [String: String] = [
        "rule.duplicate-file.explain": """
        A file is known by the digest of its bytes, not by its name. The same \
        bytes under another name are a copy: all their rows count as duplicate and \
        nothing posts twice. This is information. See DEFINITIONS §1 (identity).
        """,
        "rule.statement-repeated.explain": """
        A statement is known by its account, number, dates and balances. A \
        bank may send it twice, alone and within another file; its rows count \
        as duplicate. This is information. See DEFINITIONS §1 (identity).
        """,
        "rule.row-duplicate.explain": """
        A row that another file has already brought is posted once and \
        counted as duplicate here. Overlapping exports are common and must \
        not double a balance. This is information; the control report \
        counts it in rows and money. See DEFINITIONS §1 (identity).
        """,
        "rule.row-lookalike.explain": """
        Two files bring equal rows of one day, and no common reference and \
        no balance proves whether they are one movement or two: one side has \
        no reference, or the files are of two sources, and each numbers and \
        words a movement in its own way. Both guesses can be wrong, so these \
        rows are held. Declare on the source whether its exports overlap (the \
        larger count stands) or follow each other (the counts add). See DEFINITIONS §1 (identity).
        """,
        "rule.coverage-mismatch.explain": """
        A statement that adds up covers its account for its days. Rows of \
        another file on those days must agree with it in number and sum; then \
        they are duplicates. Where they do not agree, that file is held, \
        since one of the two is incomplete. See DEFINITIONS §1 (identity).
        """,
        "rule.statement-gap.explain": """
        A statement must open with the balance that the one before it \
        closed with. A gap means that a statement is missing in between, \
        and with it entries of the month. The statement posts; the error \
        stays until the missing one arrives. See DEFINITIONS §7 (bank).
        """,
        "rule.drop-missing.explain": """
        Every source with an expect setting must have dropped for the period. \
        A month without one of its bank accounts or tills looks complete and \
        is not. The run posts what is there and exits 2 (incomplete).
        """,
        "rule.receipt-gap.explain": """
        A till numbers its receipts one after the other, voids included. A number that is left \
        out is a sale that was not exported, or that someone removed. The next file of the till \
        goes on where the last one ended; numbers that begin again on a later day, after a Z, \
        are another sequence. What the file holds posts; a file that comes late fills its hole.
        """,
        "rule.refund-unmatched.explain": """
        A refund that names the sale it gives back must find it, in its own file or in the \
        book. It posts in any case: the money has left the till.
        """,
        "rule.document-clash.explain": """
        A party's document is known by its kind and number. The same \
        number with other content is a mistake, a corrected copy or a \
        fraud; which one is for a person to say. The new document is \
        rejected and the posted one stands. See DEFINITIONS §1 (identity).
        """,
        "rule.period-restated.explain": """
        A pack that was made once may be in someone's hands. Where later \
        data changes it, the former pack is kept under superseded and \
        the change is named by account or party. This is information.
        """,
        "rule.drop-unsettled.explain": """
        A file is taken only if its size and time are the same before the first \
        and after the last byte read. Half a transfer must not be taken for a \
        whole file. Nothing of it is taken, and a later run takes it whole.
        """,
        "rule.drop-changed.explain": """
        Before a drop leaves the inbox for the archive, its size and time are looked at once \
        more. Where somebody has written to it since it was read, it stays: the next run reads \
        it whole, tells apart what is in the books already and takes the rest.
        """,
        "rule.drop-name.explain": """
        Reports and the books name every drop, and are written in UTF-8. A name in another \
        encoding could not be written in them as it is, so nothing of that name is taken, and \
        a run says so until it is renamed or gone. See RELIABILITY P4 (nothing lost).
        """,
        "rule.drop-kind.explain": """
        A link could lead out of the inbox to any file of the machine, a pipe could keep a run \
        waiting for ever, and neither can be moved to the archive as it is. None is opened; a \
        run says so until it is gone. See RELIABILITY P10 (hostile files).
        """,
        "rule.pages-missing.explain": """
        A bank may split a statement into pages, in one file or several. Entries of a \
        page that has not come are missing, although the pages at hand add up by \
        themselves. The page is held until the others are there. See ISO 20022 camt.053, \
        StmtPgntn, and SWIFT MT940, fields 28C, 60M and 62M.
        """,
        "rule.page-repeated.explain": """
        Pages of a statement carry a number each. One that comes twice in a file is a copy, \
        or hides the page that should stand there: posting both would double its entries. \
        The second is held. See ISO 20022 camt.053, StmtPgntn, and SWIFT MT940, field 28C.
        """,
        "rule.transaction-corrected.explain": """
        A bank may withdraw or replace a transaction that it sent before, named by its id. \
        Posting the correction alone would count the amount twice, and passing over it would \
        leave the error in the books. The statement is held until a person has settled both \
        transactions. See OFX §11.4.4.1 (CORRECTFITID, CORRECTACTION).
        """,
        "rule.period-locked.explain": """
        A locked period does not change any more. A row that comes late \
        posts on the first open day, keeps its own date and is listed, as \
        posting.late is next-open-period. It is a warning: the accountant \
        may prefer to reopen the period. See DEFINITIONS §1 (posting dates).
        """,
        "rule.target-unknown.explain": """
        A payment or credit note may name the document it settles. Where that document \
        is not in the books, the amount posts to the party and stays unapplied; no \
        other document is guessed. It is a warning. See DEFINITIONS §3 (no guess).
        """,
        "rule.target-currency.explain": """
        An amount settles a document in that document's currency: by what the row states in \
        the column original, else at a rate it states, else at that of rates.csv on the day. \
        Where none of these says it, or the documents named are in several currencies, the \
        amount posts to the party and stays unapplied. It is a warning. See DEFINITIONS §6.
        """,
        "rule.suspense-open.explain": """
        A bank line is matched with transit, then open items, then the \
        mapping rules; what none of them explains posts to suspense and \
        is listed. The bank still ties, but the month cannot be closed \
        while suspense is open. See DEFINITIONS §2 (bank line) and §7.
        """,
        "rule.suspense-settled.explain": """
        Every run judges the suspense lines again under today's rules. A \
        line that is now explained is reclassified by an entry linked to \
        the first, on its own date if that period is open, else on the next \
        open day. This is information. See DEFINITIONS §1 (judged again).
        """,
        "rule.decision-late.explain": """
        A match list or an answered question decides what a bank line in suspense is. Where \
        the line was settled before, by a document, a rule or another decision, nothing posts \
        twice: the decision is recorded and told. See DEFINITIONS §2 (bank line).
        """,
        "rule.late-held.explain": """
        A locked period does not change any more. Where posting.late is held, a \
        row that comes late waits for a person instead of posting on the next open \
        day. It is judged again by every run. See DEFINITIONS §1 (posting dates).
        """,
    ]
}
