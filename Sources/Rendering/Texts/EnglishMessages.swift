extension English {
    /// What the program says of a run.
    static let messages: [String: String] = [
        "tie.bank": "Bank {account} = statement",
        "tie.receivable": "Receivables = control account",
        "tie.payable": "Payables = control account",
        "tie.goods-received": "Goods received {account} = receipts without bill",
        "tie.payroll": "Payroll {account} = unpaid elements",
        "tie.tax": "Tax {account} = documents and sales",
        "tie.transit": "Transit {account} = dated items",
        "tie.transfers": "Own transfers = dated items",
        "tie.suspense": "Suspense = listed rows",
        "tie.opening": "Opening = last closing",
        "tie.debits-credits": "Σ debits = Σ credits",
        "tie.rows": "Rows in = rows out",
        "tie.none": "Nothing to tie out",
        "proof.title": "Proof",
        "proof.files": "files: {files} read, {known} already known",
        "proof.rows": """
        rows: {read} read = {posted} posted + {rejected} rejected \
        + {duplicate} duplicate + {ignored} ignored + {held} held
        """,
        "proof.money": """
        {unit}: {read} read = {posted} posted + {rejected} rejected \
        + {duplicate} duplicate + {ignored} ignored + {held} held
        """,
        "proof.holds": "the proof holds: nothing is lost",
        "proof.fails": "the proof fails: rows or money are lost",
        "proof.tie": "{name}: difference {difference}, {items} items",
        "proof.findings": """
        findings: {errors} errors, {warnings} warnings, {infos} information
        """,
        "proof.exit": "exit {code}: {meaning}",
        "proof.pack": "reports: {path}",
        "proof.nothing": "nothing new: every drop is already in the book",
        "proof.batch": "batch {batch}, chain {head}",
        "proof.settings": "{rows} rows stand under older settings",
        "stage.read": "reading",
        "stage.book": "posting",
        "stage.write": "writing",
        "stage.commit": "committing",
        "stage.reports": "reports",
        "stage.archive": "archiving",
        "exit.0": "done",
        "exit.1": "findings to settle, or a difference from what was expected",
        "exit.2": "incomplete: an expected drop is missing or held",
        "exit.3": "refused by a control: period locked or tie-out not zero",
        "exit.4": "our own books are broken: chain, seal or proof",
        "exit.64": "wrong call of the command",
        "exit.70": "internal error of monthend",
        "exit.74": "reading or writing failed",
        "exit.75": "the book is held by another run",
        "exit.78": "settings that cannot be used",
        "exit.130": "interrupted from the keyboard (SIGINT)",
        "exit.143": "stopped on request (SIGTERM)",
        "fix": "fix:",
        "explain.effect.none": "the unit posts; this is only told",
        "explain.effect.reject": """
        the unit is rejected until data or settings are corrected
        """,
        "explain.effect.hold": "the unit is held and judged again by every run",
        "explain.family.V": "validity: well formed, known, allowed",
        "explain.family.A": "accuracy: amounts agree with each other",
        "explain.family.I": "integrity: complete, unique, in sequence, unaltered",
        "explain.setting": """
        to change its severity, set validation.rules.{code}.severity in \
        pipeline.yml (error, warning, info); below error it stops no unit
        """,
        "check.ok": "{case}: as expected",
        "check.differs": "{case}: {report} differs from the expected one",
        "check.accepted": """
        {case}: new expected reports recorded; look at them, then run check again
        """,
        "check.missing": "no fixture found",
        "verify.ok": "the book is whole: {batches} batches, {entries} entries, chain {head}",
        "verify.fails": "the book is broken at batch {batch}: {what}",
        "close.done": "{period} is closed; the books are locked through {day}",
        "firm.line": "{client}: exit {exit}, {meaning}",
    ]

    /// Why a run cannot go on.
    static let failures: [String: String] = [
        "failure.usage": "wrong call: {reason}",
        "failure.io": "{path}: {reason}",
        "failure.book-absent": "there is no book at {path}; the first run makes it",
        "failure.not-a-book": "{path} is not a book of monthend; it was left as it is",
        "failure.book-version": """
        {path} is a book of version {found}, this \
        program knows {known}; use the matching release
        """,
        "failure.book-damaged": """
        the book {path} is damaged ({reason}); restore the last good copy and run again
        """,
        "failure.book-io": "the book {path} could not be read or written: {reason}",
        "failure.folder-held": """
        the reports in {path} are being written by another run; \
        try again when it has ended
        """,
        "failure.book-held": """
        the book {path} is held by another run \
        ({holder}); try again when it has ended
        """,
        "failure.yaml": "the settings are not valid YAML: {reason}",
        "failure.unknown-key": "the setting {key} does not exist",
        "failure.unknown-key-near": "the setting {key} does not exist; did you mean {near}?",
        "failure.wrong-type": "the setting {key} must be {expected}",
        "failure.missing-key": "the setting {key} is missing",
        "failure.bad-value": "the setting {key} is \"{value}\"; expected: {expected}",
        "failure.unquoted-account": """
        account codes are text: write "{value}" in quotes
        """,
        "failure.csv-row": "{path}:{line}: {reason}",
        "failure.duplicate-account": "the account {code} stands twice in the chart",
        "failure.account-gone": """
        the book has postings on the account {code}, which chart.csv no longer has
        """,
        "failure.role-missing": """
        no account of the chart has the role {role}; give it to one in chart.csv
        """,
        "failure.two-sources": """
        {path} matches two sources, {first} and {second}; narrow one of their paths
        """,
        "failure.layout": "the layout must catch the account {account} exactly once",
        "failure.layout-unknown": """
        the layout totals the section {section}, which does not exist
        """,
        "failure.period-locked": """
        {period} is locked: the books are closed through {through}
        """,
        "failure.close-refused": "the period cannot be closed: {reason}",
        "failure.balance-overflow": """
        a balance is too large for the books; nothing was posted
        """,
        "failure.defect": "internal error of monthend, please report it: {reason}",
        "failure.not-conserved": """
        {file}: {unit} read differs from what was \
        posted, rejected, duplicate, ignored and held
        """,
        "failure.interrupted": "interrupted by {signal}; run again, it is safe",
        "failure.no-periods": "the books hold no period yet; name one with -p",
        "failure.unknown-rule": "there is no rule {code}; see monthend rules list",
        "failure.unknown-party": "{party} is no party of parties.csv",
        "failure.unknown-batch": "the books have batches 1 to {last}, not {known}",
        "failure.option-of-reports": "{option} belongs to {reports}",
        "failure.unknown-report": "there is no report {name}; the reports are: {reports}",
        "failure.after-commit": """
        it is not known whether the batch was posted to {path} ({reason}); \
        run again, it is safe
        """,
        "failure.zlib": "internal error: zlib could not start",
    ]
}
