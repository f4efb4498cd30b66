"""The rules by which hledger reads our bank CSV: one `if` a mapping rule."""

HEAD = """\
skip 1
fields date, date2, description, counterparty, iban, amount, statement_balance, code
date-format %Y-%m-%d
decimal-mark .
account1 assets:512100
account2 expenses:471000
"""


def rules_file(rules):
    """The text of a rules file, from pairs of prefix and account."""
    mapped = [f"\nif %description ^{prefix.rstrip()}\n  account2 expenses:{account}\n"
              for prefix, account in rules]
    return HEAD + "".join(mapped)
