extension English {
    /// An amount or a total that disagrees.
    static let accuracyRules: [String: String] = [
        "rule.amount-ambiguous.title": "Amount reads two ways",
        "rule.amount-ambiguous.detail": """
        the amount in {field} can be read two ways and no setting settles it
        """,
        "rule.amount-ambiguous.fix": "set sources.{source}.numbers.decimal",
        "rule.statement-balance.title": "Statement does not add up",
        "rule.statement-balance.detail": """
        statement {statement}: opening {opening} + booked {booked} \
        is not closing {closing}, difference {difference}
        """,
        "rule.statement-balance.fix": """
        ask the bank for the statement again, complete and unedited, and drop it
        """,
        "rule.statement-summary.title": "Statement summary differs",
        "rule.statement-summary.detail": """
        the bank declares {found} for {what} and the entries give {counted}
        """,
        "rule.statement-summary.fix": """
        ask the bank for the statement again: entries are missing or were changed
        """,
        "rule.batch-total.title": "Batched entry differs",
        "rule.batch-total.detail": """
        the entry states {found} ({what}) and its transactions give {counted}
        """,
        "rule.batch-total.fix": """
        ask the bank for the transactions of this entry; the entry itself posts
        """,
        "rule.order-total.title": "Order does not add up",
        "rule.order-total.detail": """
        the lines of order {order} sum to {counted}, its stated total is {found}
        """,
        "rule.order-total.fix": """
        export the day of this order again \
        from the till or shop and drop it
        """,
        "rule.tax-amount.title": "Tax differs from rate",
        "rule.tax-amount.detail": """
        the tax of {net} under {tax} ({rate} %) should \
        be {expected}, and net + tax must give the gross
        """,
        "rule.tax-amount.fix": """
        correct the tax or its code; widen \
        validation.tax_tolerance if the seller rounds otherwise
        """,
        "rule.tender-total.title": "Payments differ from order",
        "rule.tender-total.detail": """
        order {order}: tenders and outstanding give {found}, the order is {total}
        """,
        "rule.tender-total.fix": """
        correct tender_amount or outstanding \
        at the till or shop and export again
        """,
        "rule.document-total.title": "Document does not add up",
        "rule.document-total.detail": """
        the lines of {document} sum to {counted}, its stated total is {found}
        """,
        "rule.document-total.fix": """
        correct the lines or the total of {document} and drop the file again
        """,
        "rule.instalments-total.title": "Instalments differ from document",
        "rule.instalments-total.detail": """
        the instalments of {document} sum to {found}, the document is {total}
        """,
        "rule.instalments-total.fix": """
        correct the column instalments of {document}: the amounts must sum to {total}
        """,
        "rule.voucher-balance.title": "Voucher does not balance",
        "rule.voucher-balance.detail": """
        the lines do not agree: {debit} against {credit}
        """,
        "rule.voucher-balance.fix": """
        correct the voucher so that debits equal \
        credits on one date, and drop the file again
        """,
        "rule.opening-control.title": "Opening items differ",
        "rule.opening-control.detail": """
        the open items of account {account} sum to {items}, the stated opening figure is {found}
        """,
        "rule.opening-control.fix": """
        add the missing open items of {account} to the \
        opening, or correct its figure without party
        """,
        "rule.running-balance.title": "Running balance breaks",
        "rule.running-balance.detail": """
        the balance is not the one of the row before it plus the amount of this row
        """,
        "rule.running-balance.fix": """
        export the period again from the bank, without filter, in one file
        """,
        "rule.amount-too-large.title": "Amount too large",
        "rule.amount-too-large.detail": """
        the amount in {field} is over the limit of 10¹⁵ minor units or 18 digits
        """,
        "rule.amount-too-large.fix": """
        check that the column of {field} holds amounts: sources.{source}.columns
        """,
        "rule.amount-precision.title": "Too many decimals",
        "rule.amount-precision.detail": "the amount in {field} has more decimals than its currency",
        "rule.amount-precision.fix": """
        round at the sender, or check sources.{source}.numbers.decimal and the currency
        """,
        "rule.z-total.title": "Day total differs",
        "rule.z-total.detail": """
        the orders of {store} on {day} give {counted}, its Z states {found}
        """,
        "rule.z-total.fix": "export the day again, complete; nothing of this file has posted",
        "rule.z-missing.title": "Day without a Z",
        "rule.z-missing.detail": """
        {store} sold on {found} and the file has no Z of that day
        """,
        "rule.z-missing.fix": "close the day at the till and export it, or check its clock",
        "rule.file-total.title": "File total differs",
        "rule.file-total.detail": "the file states {found} of itself and its rows give {counted}",
        "rule.file-total.fix": "export the file again, complete; nothing of it has posted",
        "rule.opening-bank.title": "Opening bank balance differs",
        "rule.opening-bank.detail": """
        the first statement of {account} opens with {found}, the books with {expected}: \
        difference {difference}
        """,
        "rule.opening-bank.fix": """
        correct the bank's line of the opening, or drop the statement that comes before this one
        """,
        "rule.payroll-balance.title": "Pay journal does not balance",
        "rule.payroll-balance.detail": """
        the elements of {journal} leave {computed} to pay, the journal pays {found}: \
        difference {difference}
        """,
        "rule.payroll-balance.fix": """
        correct the journal so that pay less what is kept equals net pay, and drop the file \
        again
        """,
    ]

    /// A drop, row or document that is missing, doubled or late.
    static let integrityRules: [String: String] = [
        "rule.duplicate-file.title": "File already taken",
        "rule.duplicate-file.detail": """
        the book already holds these bytes as {twin}; nothing of this file posts
        """,
        "rule.duplicate-file.fix": """
        nothing to do; the file may be removed from the inbox
        """,
        "rule.statement-repeated.title": "Statement already taken",
        "rule.statement-repeated.detail": """
        the same statement came at {twin}; its rows are not posted again
        """,
        "rule.statement-repeated.fix": "nothing to do",
        "rule.row-duplicate.title": "Row already posted",
        "rule.row-duplicate.detail": """
        rows of {day} that another file has already brought: {rows}, the first one at {twin}
        """,
        "rule.row-duplicate.fix": "nothing to do",
        "rule.row-lookalike.title": "Equal rows, two files",
        "rule.row-lookalike.detail": """
        equal to the row of {day} at {twin}, and nothing proves whether both are one movement
        """,
        "rule.row-lookalike.fix": """
        set sources.{source}.exports: overlapping (same \
        rows again) or consecutive (further rows)
        """,
        "rule.coverage-mismatch.title": "Covered day differs",
        "rule.coverage-mismatch.detail": """
        account {account}, {day}: this file has {rows} rows, \
        {posted} are posted from {twin}; their number or sum differs
        """,
        "rule.coverage-mismatch.fix": """
        compare both files with the bank's own \
        record and drop a complete export of the day
        """,
        "rule.statement-gap.title": "Gap between statements",
        "rule.statement-gap.detail": """
        {account} opens with {found}, the statement before closed with {expected}: \
        {difference} is missing between {from} and {to}
        """,
        "rule.statement-gap.fix": "drop the statement that is missing between the two",
        "rule.drop-missing.title": "Expected drop missing",
        "rule.drop-missing.detail": "the source {source} has dropped nothing for the period",
        "rule.drop-missing.fix": """
        ask for the file and drop it, or change sources.{source}.expect
        """,
        "rule.receipt-gap.title": "Receipt missing",
        "rule.receipt-gap.detail": "till {till}: {count} receipt(s) missing, {found}",
        "rule.receipt-gap.fix": "look for the receipts at the till; a void is exported too",
        "rule.refund-unmatched.title": "Refund without its sale",
        "rule.refund-unmatched.detail": """
        the refund names the sale {found}, which neither this file nor the book has
        """,
        "rule.refund-unmatched.fix": """
        check the number at the till, or drop the file that has the sale
        """,
        "rule.document-clash.title": "Number used twice",
        "rule.document-clash.detail": """
        already in the books with other content: {party} {found}
        """,
        "rule.document-clash.fix": """
        give the new one its own number, or undo the posted one first
        """,
        "rule.period-restated.title": "Pack has changed",
        "rule.period-restated.detail": """
        the reports of the period differ from those made before; the former pack is kept
        """,
        "rule.period-restated.fix": """
        send the new pack to whoever has the former one, kept under superseded
        """,
        "rule.drop-unsettled.title": "File still being written",
        "rule.drop-unsettled.detail": """
        the file changed while it was read; nothing of it was taken
        """,
        "rule.drop-unsettled.fix": """
        run again once the transfer is complete; let \
        it write to a .part name and rename at the end
        """,
        "rule.drop-changed.title": "File written to after it was read",
        "rule.drop-changed.detail": """
        somebody wrote to the file after it was read; what it held then is taken, the file stays
        """,
        "rule.drop-changed.fix": """
        run again once the transfer is complete: what is taken already is told apart
        """,
        "rule.drop-name.title": "Name of a drop",
        "rule.drop-name.detail": """
        the name is not UTF-8 (its other bytes are shown as \\x and two digits); it was not taken
        """,
        "rule.drop-name.fix": "rename the file or folder, or have its sender name it in UTF-8",
        "rule.drop-kind.title": "Not a file",
        "rule.drop-kind.detail": """
        a link, pipe, socket or device is no drop; it was not opened and stays where it lies
        """,
        "rule.drop-kind.fix": "drop the file itself, and take this out of the inbox",
        "rule.pages-missing.title": "Statement in pages",
        "rule.pages-missing.detail": """
        the statement has several pages, and not all of them are here (page {page})
        """,
        "rule.pages-missing.fix": """
        drop every page, or ask the bank for the statement in one piece
        """,
        "rule.page-repeated.title": "Page twice",
        "rule.page-repeated.detail": "page {page} of the statement is in the file twice",
        "rule.page-repeated.fix": """
        drop the file with each page once, or ask the bank for the statement in one piece
        """,
        "rule.transaction-corrected.title": "Correction by the bank",
        "rule.transaction-corrected.detail": """
        transaction {found} withdraws or replaces the earlier {corrected} ({action})
        """,
        "rule.transaction-corrected.fix": """
        reverse the earlier transaction by a journal voucher and enter what stands in its place, \
        or ask the bank for a statement of the days as they are now
        """,
        "rule.period-locked.title": "Row of locked period",
        "rule.period-locked.detail": """
        the books are locked through {locked}: {found} \
        posts on {posted} and keeps its own date
        """,
        "rule.period-locked.fix": """
        nothing to do, or set posting.late: held to decide row by row
        """,
        "rule.target-unknown.title": "Settled document unknown",
        "rule.target-unknown.detail": """
        the books hold no document {found} of {party}; the amount stays unapplied
        """,
        "rule.target-unknown.fix": """
        drop the document, or correct its number; the match is tried again by every run
        """,
        "rule.target-currency.title": "Settled document in another currency",
        "rule.target-currency.detail": """
        {found} is in {expected}, the amount in {currency}, and nothing says what it settles; \
        it stays unapplied
        """,
        "rule.target-currency.fix": """
        state the {expected} it settles in the column original, or name the documents of one \
        currency only
        """,
        "rule.suspense-open.title": "Bank line in suspense",
        "rule.suspense-open.detail": """
        no transit, open item or mapping rule \
        explains {amount}; it waits in suspense
        """,
        "rule.suspense-open.fix": """
        add a rule for this text under mapping.rules, or drop the document it settles
        """,
        "rule.suspense-settled.title": "Suspense line settled",
        "rule.suspense-settled.detail": """
        a rule, a document or a decision explains this \
        suspense line; a linked entry has moved it to {account}
        """,
        "rule.suspense-settled.fix": "nothing to do",
        "rule.decision-late.title": "Decision on a settled line",
        "rule.decision-late.detail": """
        the bank line {id} has left suspense already; \
        the decision is kept and posts nothing
        """,
        "rule.decision-late.fix": """
        look at the entry that settled the line; a voucher corrects it where it is wrong
        """,
        "rule.late-held.title": "Late row held",
        "rule.late-held.detail": """
        {found} lies in a period locked through \
        {locked}, and late rows are held
        """,
        "rule.late-held.fix": "reopen the period, or set posting.late: next-open-period",
    ]
}
