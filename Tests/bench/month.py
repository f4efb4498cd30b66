"""The contests over a client's month: one of them, and a firm of a thousand."""
import shutil
import statistics
import subprocess

from contest import Contest, Goal
from ours import BANK, CLOSED, SEED, bank_end, cents, closings, posted, rows_of
from timing import Cost, timed

MONTH = 500  # bank rows


class Month(Contest):
    """What the contests share that close a month of 500 bank rows, with every report."""

    def month(self, folder, seed):
        """A client whose drop waits in its own inbox."""
        self.tools.client("bank-csv", folder, pack="")
        self.tools.january(MONTH, seed, folder / "inbox/bank/bulk.csv")

    def copy(self, template):
        return self.place / f"run-{template.name}"

    def fresh(self, template):
        """The template's folder anew: a run moves the drop and leaves a book and a pack."""
        place = self.copy(template)
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(template, place)
        return place

    def run(self, template, *options):
        place = self.fresh(template)
        return timed(
            [self.tools.monthend, "run", place, *options, "-p", "2026-01", "-q"],
            accept=CLOSED)


class Small(Month):
    """One client's month from a cold process, with every report.

    sqlite3 reads a prepared script of INSERTs into a file, in one transaction as durable as
    ours. It shows what the disk costs; the goal is in seconds.
    """
    name = "small"
    work = "one client's month of {rows} rows, cold process, all reports"
    against = "sqlite3 inserting the same rows"
    peer = "sqlite3"
    goal = Goal(seconds=0.100)

    def prepare(self):
        self.rows = MONTH
        self.template = self.place / "template"
        self.month(self.template, SEED)
        self.drop = self.template / "inbox/bank/bulk.csv"
        self.database = self.place / "rows.db"
        self.script = self.place / "rows.sql"
        self.script.write_text("".join(self.statements()))

    def statements(self):
        yield "PRAGMA journal_mode = DELETE;\nPRAGMA synchronous = EXTRA;\nBEGIN;\n"
        yield ("CREATE TABLE bank(date TEXT, value_date TEXT, text TEXT, counterparty TEXT, "
               "iban TEXT, amount INTEGER, balance INTEGER, reference TEXT);\n")
        for row in rows_of(self.drop):
            values = ["'" + value.replace("'", "''") + "'" for value in row.values()]
            values[5:7] = str(cents(row["amount"])), str(cents(row["balance"]))
            yield f"INSERT INTO bank VALUES({','.join(values)});\n"
        yield "COMMIT;\n"

    def ours(self):
        return self.run(self.template)

    def other(self):
        self.database.unlink(missing_ok=True)
        return timed(["sqlite3", "-batch", self.database, f".read {self.script}"])

    def our_totals(self):
        pack = self.copy(self.template) / "reports/2026-01"
        return {"rows": posted(pack), "sum": closings(pack)[BANK]}

    def other_totals(self):
        said = subprocess.run(
            ["sqlite3", self.database, "SELECT count(*), sum(amount) FROM bank"],
            stdout=subprocess.PIPE, text=True, check=True).stdout
        rows, total = said.strip().split("|")
        return {"rows": int(rows), "sum": int(total)}


class Firm(Month):
    """A firm of clients run by two workers, beside as many cold runs of one, halved.

    The other side is the median of five such runs, taken next to each run of the firm. Every
    client has rows of its own. The memory is the largest worker's (see launch.py).
    """
    name = "firm"
    work = "{rows} clients × 500 rows, `run --all -j 2`"
    against = "`small` × clients ÷ 2"
    goal = Goal(ratio=1.0)

    def prepare(self):
        self.rows = max(2, self.rows // 1000)
        self.firm = self.place / "firm"
        for number in range(self.rows):
            self.month(self.firm / f"client-{number:04}", SEED + number)

    def ours(self):
        return self.run(self.firm, "--all", "-j", "2")

    def other(self):
        alone = [self.run(self.firm / "client-0000") for _ in range(5)]
        return Cost(
            statistics.median(cost.seconds for cost in alone) * self.rows / 2,
            max(cost.rss_mb for cost in alone))

    def our_totals(self):
        totals = {}
        for folder in self.copy(self.firm).iterdir():
            pack = folder / "reports/2026-01"
            totals[folder.name] = (posted(pack), closings(pack)[BANK])
        return totals

    def other_totals(self):
        return {folder.name: bank_end(folder / "inbox/bank/bulk.csv")
                for folder in self.firm.iterdir()}
