"""Our side: clients and drops made by SampleData, runs of monthend, and what its books say."""
import csv
import re
import shutil
import sqlite3
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

from timing import timed

SEED = 1
BANK = "512100"
PACK = ("reports: {pack: [trial-balance, profit-and-loss, aged-receivables, aged-payables, "
        "tie-out, control, exceptions]}\n")
DROPS = {"bank-csv": "bank/bulk.csv", "camt": "bank/bulk.xml",
         "sales-csv": "sales/bulk.csv.gz", "sales-detail": "sales/bulk.csv.gz",
         "sales-jsonl": "sales/bulk.jsonl"}
SALES_PACK = PACK.replace("tie-out", "sales-analysis, price-volume-mix, tie-out")
CLOSED = (0, 1, 2)  # exits of a month closed, if with something to look at


def cents(text):
    """Minor units of an amount as any of the programs prints it."""
    return int(Decimal(text or "0") * 100)


class Tools:
    """The two programs of ours."""

    def __init__(self, monthend, sampledata):
        self.monthend = monthend
        self.sampledata = sampledata

    def client(self, kind, folder, pack=PACK):
        """A client folder that imports one bulk file; without `pack`, with every report."""
        subprocess.run([self.sampledata, "pipeline", "--for", kind, "--out", folder], check=True)
        with open(folder / "pipeline.yml", "a") as settings:
            settings.write(pack)

    def drop(self, kind, rows, inbox):
        """Writes the seeded drop of a kind below an inbox, and says where."""
        path = inbox / DROPS[kind]
        path.parent.mkdir(parents=True)
        generate = [self.sampledata, kind, "--rows", str(rows), "--seed", str(SEED)]
        with open(path, "wb") as out:
            if path.suffix == ".gz":
                made = subprocess.Popen(generate, stdout=subprocess.PIPE)
                subprocess.run(["gzip", "-n", "-1"], stdin=made.stdout, stdout=out, check=True)
                made.wait()
            else:
                subprocess.run(generate, stdout=out, check=True)
        return path

    def january(self, rows, seed, path):
        """Writes the first rows of a bank CSV, of a year so busy that they all lie in January."""
        path.parent.mkdir(parents=True)
        a_year = str(rows * 365 // 31 + 1)
        made = subprocess.Popen(
            [self.sampledata, "bank-csv", "--rows", a_year, "--seed", str(seed)],
            stdout=subprocess.PIPE)
        with open(path, "wb") as out:
            for _ in range(rows + 1):
                out.write(made.stdout.readline())
        made.stdout.close()
        made.wait()


class Books:
    """A client with its inbox read in place, and the one book and pack of its latest run."""

    def __init__(self, tools, kind, rows, place, pack=PACK):
        self.tools = tools
        self.client = place / "client"
        self.inbox = place / "inbox"
        self.place = place / "run"
        self.book = self.place / "book.sqlite"
        self.pack = self.place / "pack"
        tools.client(kind, self.client, pack)
        self.drop = tools.drop(kind, rows, self.inbox)

    def run(self):
        """Closes the year in a fresh book."""
        shutil.rmtree(self.place, ignore_errors=True)
        self.place.mkdir()
        return self.run_again()

    def run_again(self):
        """Closes the year in the book as it is."""
        return timed(
            [self.tools.monthend, "run", self.client, "-p", "2026", "-q", "--inbox", self.inbox,
             "--book", self.book, "--out", self.pack], accept=CLOSED)

    def stages(self):
        """Closes the year in a fresh book and gives what `run -v` says of its stages."""
        shutil.rmtree(self.place, ignore_errors=True)
        self.place.mkdir()
        said = subprocess.run(
            [self.tools.monthend, "run", self.client, "-p", "2026", "-v", "--inbox", self.inbox,
             "--book", self.book, "--out", self.pack], stdout=subprocess.PIPE, text=True).stdout
        return re.findall(r"^(\w+): (\d+\.\d+) s$", said, re.MULTILINE)

    def report(self, names, period, out):
        return timed(
            [self.tools.monthend, "report", self.client, *names, "-p", period,
             "--book", self.book, "--format", "csv"], out=out)

    def query(self, sql):
        connection = sqlite3.connect(f"file:{self.book}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def sales(self):
        """Lines, net, tax and gross in cents by store, day and category, as the book has them."""
        rows = self.query("""
            SELECT d.store, d.day, c.text, count(*), sum(s.net), sum(s.tax), sum(s.gross)
            FROM sale s JOIN sale_day d ON d.id = s.sale_day JOIN word c ON c.id = s.category
            GROUP BY d.store, d.day, c.text""")
        return {(store, date.fromordinal(day + 1).isoformat(), category): tuple(totals)
                for store, day, category, *totals in rows}

    def rules(self):
        """The mapping of bank texts by their beginning, as pairs of prefix and account."""
        line = re.compile(r'- \{when: \{text: "/\^([A-Z ]+)/"\}, account: "(\d+)"\}')
        return line.findall((self.client / "pipeline.yml").read_text())


def rows_of(path):
    with open(path, newline="") as lines:
        return list(csv.DictReader(lines))


def closings(pack):
    """Closing balance in cents by account, debit positive."""
    return {row["account"]: cents(row["closing_debit"]) - cents(row["closing_credit"])
            for row in rows_of(pack / "trial-balance.csv")}


def posted(pack):
    """Rows posted, of every file of the pack's control."""
    return sum(int(row["posted"]) for row in rows_of(pack / "control.csv") if row["unit"] == "rows")


def year_to_date(pack):
    """Profit and loss in cents by account."""
    return {row["account"]: cents(row["year_to_date"])
            for row in rows_of(pack / "profit-and-loss.csv")}


def bank_end(path):
    """Rows and closing balance that a bank CSV claims in its last line."""
    with open(path, "rb") as file:
        file.seek(-min(path.stat().st_size, 4096), 2)
        last = file.read().decode().splitlines()[-1].split(",")
    return int(last[7].removeprefix("R")), cents(last[6])


def add_documents(client, inbox, count):
    """Lets a client also have open invoices and bills, over the year, for the ageings."""
    settings = client / "pipeline.yml"
    settings.write_text(settings.read_text().replace("sources:\n", """parties: parties.csv
sources:
  invoices: {format: documents-csv, side: receivable, path: receivables/*.csv}
  bills: {format: documents-csv, side: payable, path: payables/*.csv}
"""))
    (client / "parties.csv").write_text(
        "id,name,kind,terms_days,iban,vat_number,alias\n"
        "C1,A customer,customer,30,,,\nS1,A supplier,supplier,30,,,\n")
    paths = []
    for side, party in ("receivables", "C1"), ("payables", "S1"):
        path = inbox / side / "bulk.csv"
        path.parent.mkdir()
        with open(path, "w") as out:
            out.write("kind,party,number,date,due_date,currency,account,description,net,tax_code,"
                      "tax,gross,total,instalments,applies_to\n")
            for number in range(count):
                month, amount = number % 12 + 1, f"{100 + number}.00"
                out.write(f"invoice,{party},{party}-{number:06},2026-{month:02}-10,"
                          f"2026-{month:02}-25,EUR,600001,Goods,{amount},,,{amount},{amount},,\n")
        paths.append(path)
    return paths
