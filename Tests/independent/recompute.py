#!/usr/bin/env python3
"""Recomputes the month-end reports of a client from its settings and drops, and compares.

    recompute.py CLIENT_FOLDER INBOX EXPECTED_FOLDER [PERIOD...]
    recompute.py --dump CLIENT_FOLDER INBOX [PERIOD...]

Python 3.11 standard library only. All amounts are integers in minor units. It was written
from the definitions and shares no line with the product: where the two differ, one is wrong.
"""
import sys
from collections import defaultdict
from pathlib import Path

from book import Book
from figures import REPORTS, Comparison, Figures, prove
from settings import Settings
from values import money


def dump(settings, book, figures, periods):
    def cell(value):
        return "n/a" if value is None else money(value)

    for note in book.notes:
        print(note)
    for line in book.contrary:
        print("against its side:", line)
    for payment in book.payments:
        if not payment["cleared"]:
            print(f"in transit at the end: {payment['number']} {payment['day']} {money(payment['amount'])}")
    for period in periods:
        print(f"\n== {period} trial-balance")
        for code, cells in figures.trial_balance(period).items():
            print(code, *(money(value).rjust(12) for value in cells[1:]), cells[0])
        print(f"== {period} profit-and-loss")
        for (section, code), cells in figures.profit_and_loss(period).items():
            print(section.ljust(18), code, *(cell(value).rjust(12) for value in cells[1:]), cells[0])
        for section, cells in figures.section_totals(period).items():
            print("total", section.ljust(19), *(cell(value).rjust(12) for value in cells))
        for side in ("receivable", "payable"):
            print(f"== {period} aged {side}")
            for key, row in sorted(figures.aged(side, period).items()):
                print(*key, row["document_date"], row["due_date"], row["age_days"], row["bucket"],
                      row["currency"], money(row["amount"]), money(row["open"]),
                      money(row["company_open"]), money(row["revaluation"]))
            sums = defaultdict(int)
            for row in figures.aged(side, period).values():
                sums[row["bucket"]] += row["company_open"]
            print(f"buckets {period} {side}", *(f"{name}={money(value)}" for name, value in sorted(sums.items())))
        if settings.services or settings.items:
            figures.front.dump(period)


def main(arguments):
    sys.stdout.reconfigure(encoding="utf-8")
    dumping = "--dump" in arguments
    arguments = [argument for argument in arguments if argument != "--dump"]
    if len(arguments) < (2 if dumping else 3):
        print(__doc__)
        return 64
    client, inbox = Path(arguments[0]), Path(arguments[1])
    settings = Settings(client)
    book = Book(settings, inbox)
    figures = Figures(settings, book)
    periods = arguments[2 if dumping else 3:]
    if not periods and dumping:
        periods = sorted({period for _, period in book.statement_closing})
    elif not periods:
        periods = sorted(path.name for path in Path(arguments[2]).glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]"))
    if not periods:
        print("no period to compare")
        return 1
    bad = 0
    if dumping:
        dump(settings, book, figures, periods)
    for period in periods:
        bad += prove(settings, book, figures, period)
        if not dumping:
            comparison = Comparison(Path(arguments[2]), figures, period)
            comparison.run()
            bad += comparison.differences
            reports = REPORTS + [name for name in comparison.counts if name not in REPORTS]
            counts = " ".join(f"{report}={comparison.counts[report]}" for report in reports)
            print(f"INDEPENDENT {client.resolve().name} {period} {counts} "
                  f"differences={comparison.differences}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
