"""The contests over bulk files: a drop of every kind, the reports of its book, and growth."""
import csv
import gzip
import re
import subprocess

from contest import Contest, Goal
from ours import (
    BANK, SALES_PACK, Books, add_documents, bank_end, cents, closings, posted, rows_of,
    year_to_date)
from peers.hledger import rules_file
from timing import timed


class CamtSax(Contest):
    """A camt.053 file from drop to reports, beside parsing it and doing nothing.

    The parser is the one monthend reads XML with, with the same options, in C at -O2. Its file
    is counted in a run of its own, so that the timed one has no handler at all.
    """
    name = "camt-sax"
    work = "{rows} camt.053 entries: drop → book → reports"
    against = "libxml2 parse that does nothing (C)"
    peer = "libxml2"
    goal = Goal(ratio=1.2)

    def prepare(self):
        self.books = Books(self.tools, "camt", self.rows, self.place)

    def ours(self):
        return self.books.run()

    def other(self):
        return timed([self.peers.saxnull, self.books.drop])

    def our_totals(self):
        return {"entries": posted(self.books.pack), "closing": closings(self.books.pack)[BANK]}

    def other_totals(self):
        counted = subprocess.run(
            [self.peers.saxnull, "--count", self.books.drop], stdout=subprocess.PIPE, check=True)
        return {"entries": int(counted.stdout), "closing": self.claimed_closing()}

    def claimed_closing(self):
        with open(self.books.drop) as file:
            head = file.read(4096)
        amount, sign = re.search(
            r"<Cd>CLBD<.*?<Amt[^>]*>([\d.]+)<.*?<CdtDbtInd>(\w+)<", head).groups()
        return cents(amount) if sign == "CRDT" else -cents(amount)


class DuckBank(Contest):
    """What the contests share that have bank rows mapped by the same 60 rules in DuckDB."""
    peer = "duckdb"

    def prepare(self):
        self.books = Books(self.tools, "bank-csv", self.rows, self.place)
        self.rules = self.place / "rules.csv"
        self.rules.write_text(
            "".join(f'"{prefix}",{account}\n' for prefix, account in self.books.rules()))
        self.database = self.place / "duck.db"
        self.printed = self.place / "duck.out"

    def post_in_duckdb(self):
        self.database.unlink(missing_ok=True)
        return timed(
            self.peers.duck("bank", self.books.drop, self.rules, self.database), out=self.printed)

    def printed_rows(self):
        return [line.split(",") for line in self.printed.read_text().splitlines()]


class CSVDuckDB(DuckBank):
    """Bank rows mapped, posted twice each, kept and added up by account.

    DuckDB keeps the rows with their account, and two postings a row; both sides start as whole
    processes and end with every account's total.
    """
    name = "csv-duckdb"
    work = "{rows} bank rows CSV: mapped, posted, durable → P&L"
    against = "DuckDB into a durable file"
    goal = Goal(ratio=0.7)

    def ours(self):
        return self.books.run()

    def other(self):
        return self.post_in_duckdb()

    def our_totals(self):
        return closings(self.books.pack)

    def other_totals(self):
        return {account: cents(total) for account, total in self.printed_rows()}


class CSVHledger(Contest):
    """Bank rows to an income statement with the same 60 rules.

    hledger keeps nothing, which is to its advantage; ours commits its book and archives the drop.
    """
    name = "csv-hledger"
    work = "{rows} bank rows CSV: 60 rules → income statement"
    against = "hledger with a rules file"
    peer = "hledger"
    goal = Goal(ratio=0.01)

    def prepare(self):
        self.rows = max(1, self.rows // 10)
        self.books = Books(self.tools, "bank-csv", self.rows, self.place)
        self.rules = self.place / "bank.rules"
        self.rules.write_text(rules_file(self.books.rules()))
        self.printed = self.place / "hledger.out"

    def ours(self):
        return self.books.run()

    def other(self):
        return timed(
            ["hledger", "-f", self.books.drop, "--rules-file", self.rules, "incomestatement",
             "-O", "csv"], out=self.printed)

    def our_totals(self):
        return year_to_date(self.books.pack)

    def other_totals(self):
        line = re.compile(r'^"expenses:(\d+)","([-\d.]+)"$', re.MULTILINE)
        return {account: cents(total) for account, total in line.findall(self.printed.read_text())}


class Sales(Contest):
    """Sales lines checked, posted and kept, with totals by store, day and category.

    DuckDB reads them with their types given, keeps the lines and the totals; ours keeps the lines
    and posts a day's totals a store. The totals compared are added up from the lines in our book.
    """
    peer = "duckdb"
    against = "DuckDB reading, grouping, keeping the lines durably"

    def prepare(self):
        self.books = Books(self.tools, self.kind, self.rows, self.place)
        self.database = self.place / "duck.db"

    def ours(self):
        return self.books.run()

    def other(self):
        self.database.unlink(missing_ok=True)
        return timed(self.peers.duck("sales", self.books.drop, self.database))

    def our_totals(self):
        return self.books.sales() | {"posted": posted(self.books.pack)}

    def other_totals(self):
        printed = self.place / "totals.csv"
        timed(self.peers.duck("sales-totals", self.database), out=printed)
        totals = {}
        for line in printed.read_text().splitlines():
            store, day, category, lines, *amounts = line.split(",")
            totals[store, day, category] = (int(lines), *map(cents, amounts))
        return totals | {"posted": sum(total[0] for total in totals.values())}


class GzDuckDB(Sales):
    """Sales lines as gzipped CSV."""
    name = "gz-duckdb"
    kind = "sales-csv"
    work = "{rows} sales lines .csv.gz: checked, posted, by store × day × category"
    goal = Goal(ratio=1.0)


class JSONLDuckDB(Sales):
    """The same sales lines as JSON lines."""
    name = "jsonl-duckdb"
    kind = "sales-jsonl"
    work = "{rows} sales lines as JSON lines: the same"
    goal = Goal(ratio=1.5)


class SalesMillion(Contest):
    """Lines with their product, time and discount, from the drop to the reports of what sold.

    The other side decompresses the drop and does nothing; its totals are added up from the drop.
    """
    name = "sales-million"
    work = "{rows} sales lines .csv.gz with products and times: drop → book → sales reports"
    against = "gzip -dc of the same drop"
    peer = "gzip"
    goal = Goal()

    def prepare(self):
        self.books = Books(self.tools, "sales-detail", self.rows, self.place, SALES_PACK)

    def ours(self):
        return self.books.run()

    def other(self):
        return timed(["gzip", "-dc", self.books.drop])

    def our_totals(self):
        total, = (row for row in rows_of(self.books.pack / "sales-analysis.csv")
                  if row["dimension"] == "total")
        return {"lines": posted(self.books.pack), "net": cents(total["net"]),
                "tax": cents(total["tax"])}

    def other_totals(self):
        with gzip.open(self.books.drop, "rt", newline="") as lines:
            amounts = [(cents(row["net"]), cents(row["tax"])) for row in csv.DictReader(lines)]
        net, tax = map(sum, zip(*amounts))
        return {"lines": len(amounts), "net": net, "tax": tax}

    def contend(self, times):
        costs = super().contend(times)
        self.stages = self.books.stages()
        return costs

    def note(self):
        return "".join(f" {name}={seconds}" for name, seconds in self.stages)


class Report(DuckBank):
    """Four reports of December out of a year's book, whole processes.

    DuckDB asks its own durable tables: postings, chart, open items and allocations. Both books
    also hold a thousand open documents a side, without which an ageing would have nothing to age.
    """
    name = "report"
    work = "TB + P&L + both ageings of a book of {rows} entries, whole process"
    against = "DuckDB over its own durable tables"
    goal = Goal(ratio=0.2, seconds=0.050)
    documents = 1000
    names = "trial-balance", "profit-and-loss", "aged-receivables", "aged-payables"

    def prepare(self):
        super().prepare()
        drops = add_documents(self.books.client, self.books.inbox, self.documents)
        self.said = self.place / "ours.out"
        self.books.run()
        if not self.is_missing():
            self.post_in_duckdb()
            timed(self.peers.duck(
                "documents", self.database, self.books.client / "chart.csv", *drops))

    def ours(self):
        return self.books.report(self.names, "2026-12", self.said)

    def other(self):
        return timed(self.peers.duck("report", self.database), out=self.printed)

    def our_totals(self):
        balances, results, receivables, payables = self.our_reports()
        totals = {}
        for account, _, *amounts in balances:
            opening, owed, debit, credit, closing, owing = map(cents, amounts)
            totals["balance", account] = (opening - owed, debit, credit, closing - owing)
        for _, account, _, *amounts in results:
            totals["result", account] = tuple(map(cents, amounts))
        for side, items in ("receivable", receivables), ("payable", payables):
            for item in items:
                totals[side, item[3]] = (cents(item[12]), item[9])
        return totals

    def our_reports(self):
        """The rows of each report printed: a header of column names begins one."""
        reports = []
        with open(self.said, newline="") as printed:
            for row in csv.reader(printed):
                if row[0] in ("account", "section", "party"):
                    reports.append([])
                else:
                    reports[-1].append(row)
        return reports

    def other_totals(self):
        totals = {}
        for kind, key, *values in self.printed_rows():
            if kind in ("balance", "result"):
                totals[kind, key] = tuple(map(cents, values))
            else:
                totals[kind, key] = (cents(values[0]), values[1])
        return totals


class Reopen(Contest):
    """A second run over drops that are all known, beside the digest that knowing them takes."""
    name = "reopen"
    work = "second run of the same {rows} bank rows CSV, all known"
    against = "openssl sha256 of the same bytes"
    peer = "openssl"
    goal = Goal(ratio=1.5)

    def prepare(self):
        self.books = Books(self.tools, "bank-csv", self.rows, self.place)
        self.printed = self.place / "openssl.out"
        self.books.run()

    def ours(self):
        return self.books.run_again()

    def other(self):
        return timed(["openssl", "dgst", "-sha256", self.books.drop], out=self.printed)

    def our_totals(self):
        (entries, batches), = self.books.query(
            "SELECT (SELECT count(*) FROM entry), (SELECT count(*) FROM batch)")
        control = rows_of(self.books.pack / "control.csv")
        return {"digest": control[0]["digest"], "entries": entries, "batches": batches,
                "closing": closings(self.books.pack)[BANK]}

    def other_totals(self):
        rows, closing = bank_end(self.books.drop)
        digest = self.printed.read_text().split()[-1]
        return {"digest": digest, "entries": rows, "batches": 1, "closing": closing}


class Growth(Contest):
    """Ten times the rows, of our own: the time may grow with them, the memory may not."""
    name = "growth"
    work = "{rows} bank rows CSV"
    against = "itself with a tenth of the rows"
    goal = Goal(ratio=10.5, is_flat=True)

    def prepare(self):
        self.small = Books(self.tools, "bank-csv", self.rows, self.place / "small")
        self.rows *= 10
        self.large = Books(self.tools, "bank-csv", self.rows, self.place / "large")

    def ours(self):
        return self.large.run()

    def other(self):
        return self.small.run()

    def our_totals(self):
        return {name: (posted(books.pack), closings(books.pack)[BANK])
                for name, books in (("large", self.large), ("small", self.small))}

    def other_totals(self):
        return {"large": bank_end(self.large.drop), "small": bank_end(self.small.drop)}
