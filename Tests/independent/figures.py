"""The reports of a period, and their comparison with recorded ones."""
import csv
from collections import defaultdict
from datetime import date

from frontoffice import FrontOffice
from values import Refused, cents, money, month_bounds, previous_month, shown

TB_COLUMNS = ["account", "name", "opening_debit", "opening_credit", "debit", "credit",
              "closing_debit", "closing_credit"]
AGED_COLUMNS = ["party", "party_name", "account", "document", "kind", "instalment", "document_date",
                "due_date", "age_days", "bucket", "currency", "amount", "open", "company_amount",
                "company_open", "revaluation", "file", "line"]
REPORTS = ["trial-balance", "profit-and-loss", "aged-receivables", "aged-payables"]


class Figures:
    def __init__(self, settings, book):
        self.set, self.book = settings, book
        self.front = FrontOffice(settings, book)

    def fiscal_first(self, period):
        first = month_bounds(period)[0]
        year = first.year if (first.month, first.day) >= self.set.fiscal_start else first.year - 1
        start = date(year, *self.set.fiscal_start)
        if start > self.set.start:
            raise SystemExit(f"{period}: a second fiscal year is not recomputed")
        return start

    def trial_balance(self, period):
        first, last = month_bounds(period)
        self.fiscal_first(period)
        sums = {code: [0, 0, 0] for code in self.set.chart}     # opening, debit, credit
        for on, account, amount, opening in self.book.postings:
            if opening or on < first:
                sums[account][0] += amount
            elif on <= last:
                sums[account][1 if amount > 0 else 2] += abs(amount)
        rows = {}
        for code in sorted(sums, key=lambda code: code.encode()):
            opening, debit, credit = sums[code]
            closing = opening + debit - credit
            cells = [max(opening, 0), max(-opening, 0), debit, credit, max(closing, 0), max(-closing, 0)]
            if any(cells):
                rows[code] = [self.set.chart[code]["name"], *cells]
        return rows

    def movement(self, period):
        """Movements of the result accounts in a month, or None before the client's start."""
        first, last = month_bounds(period)
        if last < self.set.start:
            return None
        sums = defaultdict(int)
        for on, account, amount, opening in self.book.postings:
            if self.set.is_result(account) and not opening and first <= on <= last:
                sums[account] += amount
        return sums

    def year_to_date(self, period):
        last = month_bounds(period)[1]
        sums = defaultdict(int)
        for on, account, amount, _ in self.book.postings:
            if self.set.is_result(account) and on <= last:
                sums[account] += amount
        return sums

    def columns(self, period):
        known = {"month": lambda: self.movement(period),
                 "prior_month": lambda: self.movement(previous_month(period)),
                 "year_to_date": lambda: self.year_to_date(period)}
        return [known[name]() for name in self.set.pl_columns]

    def profit_and_loss(self, period):
        columns, rows = self.columns(period), {}
        for code in sorted(self.set.chart):
            if not self.set.is_result(code):
                continue
            section = self.set.section(code)
            sign = -1 if section["nature"] == "income" else 1
            cells = [None if column is None else sign * column[code] for column in columns]
            if any(cells):
                rows[section["id"], code] = [self.set.chart[code]["name"], *cells]
        return rows

    def section_totals(self, period):
        """Every section and every total line, as the layout states them."""
        rows = self.profit_and_loss(period)
        sections = {section["id"]: section for section in self.set.sections}
        leaves = {name: [0] * len(self.set.pl_columns) for name in sections}
        blank = [column is None for column in self.columns(period)]
        for (name, _), cells in rows.items():
            leaves[name] = [a + (b or 0) for a, b in zip(leaves[name], cells[1:])]
        result = {}
        for name, section in sections.items():
            cells = leaves[name]
            if "total" in section:
                cells = [0] * len(cells)
                for part in section["total"]:
                    same = sections[part]["nature"] == section.get("nature", "income")
                    cells = [a + (b if same else -b) for a, b in zip(cells, leaves[part])]
            result[name] = [None if empty else cell for empty, cell in zip(blank, cells)]
        return result

    def net(self, period):
        month, before, year = (None if column is None else -sum(column.values())
                               for column in self.columns(period))
        return month, before, year

    def bucket(self, age):
        low = self.set.edges[0]
        if age <= low:
            return "current"
        for edge in self.set.edges[1:]:
            if age <= edge:
                return f"{low + 1}-{edge}"
            low = edge
        return f"{low}+"

    def aged(self, side, period):
        last, rows = month_bounds(period)[1], {}
        control = self.set.role(side)
        for item in self.book.items:
            left, original = item.open(last), item.open_original(last)
            if item.side != side or item.posted > last or not (left or original):
                continue
            party = self.set.merged(item.party, last)
            key = (party, item.document, item.kind, str(item.number))
            if key in rows:
                raise AssertionError(f"two items {key}")
            age = (last - item.due).days
            currency = item.currency or self.set.currency
            rows[key] = {
                "party_name": self.set.parties[party]["name"], "account": control,
                "document_date": item.on.isoformat(), "due_date": item.due.isoformat(),
                "age_days": str(age),
                "bucket": "unapplied" if original < 0 else self.bucket(age),
                "currency": currency, "amount": item.original, "open": original,
                "company_amount": item.amount, "company_open": left,
                "revaluation": self.set.value(original, currency, last) - left
                if currency != self.set.currency else 0}
        return rows


# ---------------------------------------------------------------- comparing and proving

class Comparison:
    def __init__(self, folder, figures, period):
        self.folder, self.figures, self.period = folder, figures, period
        self.differences, self.counts = 0, {}

    def differ(self, report, row, column, was, now):
        self.differences += 1
        print(f"DIFFERENCE {self.period} {report} {row} {column}: was {was!r}, is {now!r}")

    def load(self, report, columns, whole=True):
        """The rows of a recorded report; `was` is what stands there, `is` what we computed. With
        `whole`, its columns are all that it has."""
        path = self.folder / self.period / f"{report}.csv"
        self.counts[report] = 0
        if not path.is_file():
            self.differ(report, "-", "file", "missing", "expected")
            return []
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        named = rows and (rows[0] == columns if whole else set(columns) <= set(rows[0]))
        if not named:
            self.differ(report, "header", "-", ",".join(rows[0]) if rows else "", ",".join(columns))
            if not rows or not set(columns) <= set(rows[0]):
                return []
        result = []
        for number, cells in enumerate(rows[1:], 2):
            if len(cells) != len(rows[0]):
                self.differ(report, f"line {number}", "cells", len(cells), len(rows[0]))
            else:
                result.append(dict(zip(rows[0], cells)))
        self.counts[report] = len(result)
        if not result:
            self.differ(report, "-", "rows", "empty", "expected")
        return result

    def number(self, text, decimals):
        """A figure in units of its last decimal; blank is 0."""
        whole, _, part = text.strip().lstrip("-").partition(".")
        if not (whole + part).isdigit() or len(part) > decimals:
            return 0 if not text.strip() else None
        return (-1 if text.strip().startswith("-") else 1) * int(whole + part.ljust(decimals, "0"))

    def amount(self, report, row, column, text, value):
        text = text.strip()
        if value is None:
            if text not in ("", "n/a"):
                self.differ(report, row, column, text, "n/a")
            return
        try:
            same = cents(text) == value if text else value == 0
        except Refused:
            same = False
        if not same:
            self.differ(report, row, column, text, money(value))

    def text(self, report, row, column, was, value):
        if was != value:
            self.differ(report, row, column, was, value)

    def keyed(self, report, rows, key, wanted, show):
        """Pairs recorded rows with computed ones; what stands on one side only differs."""
        seen = {}
        for row in rows:
            if key(row) in seen:
                self.differ(report, show(key(row)), "row", "twice", "once")
            seen[key(row)] = row
        for missing in wanted:
            if missing not in seen:
                self.differ(report, show(missing), "row", "missing", shown(wanted[missing]))
        for extra in seen:
            if extra not in wanted:
                self.differ(report, show(extra), "row", "present", "missing")
        return [(seen[name], wanted[name], show(name)) for name in wanted if name in seen]

    def run(self):
        self.trial_balance()
        self.profit_and_loss()
        for side, report in (("receivable", "aged-receivables"), ("payable", "aged-payables")):
            self.aged(side, report)
        self.figures.front.compare(self, self.period)

    def trial_balance(self):
        report, wanted = "trial-balance", self.figures.trial_balance(self.period)
        rows = self.load(report, TB_COLUMNS)
        for row, cells, label in self.keyed(report, rows, lambda r: r["account"], wanted, str):
            self.text(report, label, "name", row["name"], cells[0])
            for column, value in zip(TB_COLUMNS[2:], cells[1:]):
                self.amount(report, label, column, row[column], value)
        codes = [row["account"].encode() for row in rows]
        if codes != sorted(codes):
            self.differ(report, "-", "order", "unsorted", "by account code")

    def profit_and_loss(self):
        report, columns = "profit-and-loss", self.figures.set.pl_columns
        wanted = self.figures.profit_and_loss(self.period)
        totals = self.figures.section_totals(self.period)
        rows = self.load(report, ["section", "account", "name", *columns])
        lines = [row for row in rows if row["account"]]
        for row, cells, label in self.keyed(report, lines, lambda r: (r["section"], r["account"]),
                                            wanted, " ".join):
            self.text(report, label, "name", row["name"], cells[0])
            for column, value in zip(columns, cells[1:]):
                self.amount(report, label, column, row[column], value)
        for row in rows:                # subtotal lines may stand in the report, and must be right
            if not row["account"]:
                if row["section"] not in totals:
                    self.differ(report, row["section"], "row", "present", "missing")
                    continue
                for column, value in zip(columns, totals[row["section"]]):
                    self.amount(report, row["section"], column, row[column], value)

    def aged(self, side, report):
        wanted = self.figures.aged(side, self.period)
        rows = self.load(report, AGED_COLUMNS)
        key = lambda r: (r["party"], r["document"], r["kind"], r["instalment"])
        for row, cells, label in self.keyed(report, rows, key, wanted, " ".join):
            for column, value in cells.items():
                compare = self.amount if isinstance(value, int) else self.text
                compare(report, label, column, row[column], value)


def prove(settings, book, figures, period):
    """What must hold in the drops and the figures themselves. Returns the number of failures."""
    failures, tb = 0, figures.trial_balance(period)

    def closing(account):
        cells = tb.get(account)
        return cells[5] - cells[6] if cells else 0

    def state(text, holds):
        nonlocal failures
        failures += not holds
        print(f"{text} {'ok' if holds else 'NOT OK'}")

    for account in sorted(settings.roles["bank"]):
        stated = book.statement_closing.get((account, period))
        if stated is None:
            state(f"BANK {account} {period} no statement", False)
        else:
            held = closing(account)
            if settings.account_currency(account) != settings.currency:
                last = month_bounds(period)[1]
                held = sum(amount for on, amount in book.foreign[account] if on <= last)
            book_says = "" if held == stated[1] else f" book {money(held)}"
            state(f"BANK {account} {period} {money(stated[1])}{book_says}", not book_says)
    for side, name, sign in (("receivable", "AR", 1), ("payable", "AP", -1)):
        total = sum(row["company_open"] for row in figures.aged(side, period).values())
        gain = sum(value for (where, _, month), value in book.revaluations.items()
                   if (where, month) == (side, period))
        text = f" and revaluation {money(gain)}" if gain else ""
        state(f"{name} {period} items {money(total)}{text} = {settings.role(side)}",
              total + gain == sign * closing(settings.role(side)))
    for label, left, right in (("opening", 1, 2), ("movement", 3, 4), ("closing", 5, 6)):
        debit, credit = (sum(cells[at] for cells in tb.values()) for at in (left, right))
        state(f"TB {period} {label} {money(debit)} = {money(credit)}", debit == credit)
    year = figures.net(period)[2]
    state(f"NET {period} year to date {money(year)} = result accounts",
          year == -sum(closing(code) for code in tb if settings.is_result(code)))
    totals = figures.section_totals(period)
    figures.front.prove(period, closing, state)
    final = settings.sections[-1]
    if "total" in final:
        state(f"NET {period} layout line {final['id']}",
              totals[final["id"]] == list(figures.net(period)))
    return failures
