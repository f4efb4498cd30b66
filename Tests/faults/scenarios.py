"""Client folders on the eve of a command, and what the command makes of them undisturbed."""
import gzip
from dataclasses import dataclass, field

import tree
from program import CALLS, REPOSITORY, Fault

FIXTURES = REPOSITORY / "fixtures"
NOW = 1_790_000_000
SEPTEMBER = ("-p", "2026-09")

# Verbs that change the book and are not built yet.
PENDING = ("undo", "reopen", "supersede", "backup")

BILLS = """\
kind,party,number,date,due_date,currency,account,description,net,tax_code,tax,gross,total,\
instalments,applies_to
invoice,S1,B1,2026-09-08,2026-10-08,EUR,5000,Paper,200.00,I20,40.00,240.00,240.00,,
"""
PAYMENTS = "number,party,date,amount,currency,document,reference\nP1,S1,2026-09-18,240.00,EUR,B1,\n"
PAY = """\
journal,pay_date,period_from,period_to,employee,element,agency,due_date,account,debit,credit,\
amount,currency,description
SAL,2026-09-28,2026-09-01,2026-09-30,E1,gross,,,,,,2000.00,,
SAL,2026-09-28,2026-09-01,2026-09-30,E1,employee_charge,Pension fund,,,,,300.00,,
SAL,2026-09-28,2026-09-01,2026-09-30,E1,income_tax,,,,,,100.00,,
SAL,2026-09-28,2026-09-01,2026-09-30,E1,net_pay,,,,,,1600.00,,
"""
BALANCED = """\
journal,voucher,line,date,account,party,debit,credit,currency,description
OD,1,1,2026-09-10,6100,,500.00,,EUR,Rent
OD,1,2,2026-09-10,3000,,,500.00,EUR,Rent
"""
NEW_PARTIES = b"C8,Chez Max,customer,30,,,\nC9,Cafe Nine,customer,,,,\n"
LATER = "Date,Amount,Text\n2026-10-02,5.00,CARD\n"


@dataclass
class Scenario:
    """A client's folder before a command, the command, and what it makes of it.

    The folder holds `client/`, and where drops are read in place `drops/`.
    """
    name: str
    before: dict
    verb: list
    inbox: bool = True
    # What a user does after a fault: the same again, then whatever makes the pack.
    again: list = field(default_factory=list)
    after: dict = field(default_factory=dict)
    code: int = 0
    receipt: bytes = b""
    rows_before: str = ""
    rows_after: str = ""
    # The commands of `again` and their exits where nothing went wrong before them.
    codes: list = field(default_factory=list)
    # Letters and names of the calls an undisturbed command makes, by the letters asked for.
    calls: list = field(default_factory=list)

    @property
    def drops(self):
        """Digest by path of every drop in the inbox."""
        place = "client/inbox/" if self.inbox else "drops/"
        return {
            name: tree.digest(content) for name, content in self.before.items()
            if name.startswith(place) and content is not None
        }

    @property
    def posts(self):
        return self.rows_before != self.rows_after

    def arguments(self, folder, verb=None, now=NOW):
        """The command on a folder; `{}` in a word is the folder, a verb's client is `client/`."""
        name, *rest = verb or self.verb
        words = [word.replace("{}", str(folder)) for word in rest]
        return [name, f"{folder}/client", *words, "--now", str(now)]

    def place(self):
        """Where the drops are read in place, as options."""
        return [] if self.inbox else self.verb[self.verb.index("--inbox"):][:2]

    def has_no_archive(self):
        """True of a book that is kept without its originals."""
        return "client/" + tree.BOOK in self.before and not any(
            name.startswith("client/archive/") for name in self.before)

    def points(self, ops):
        """How many of an undisturbed command's calls have one of the letters."""
        return sum(call[0] in ops for call in self.calls)


def fixture(path):
    return (FIXTURES / path).read_bytes()


def settings(path="rules/client"):
    folder = FIXTURES / path
    return {f"client/{file.name}": file.read_bytes() for file in sorted(folder.iterdir())}


def rule(case, kind, name, place=None):
    """A drop of a rule fixture, put into the inbox under its own or another path."""
    content = fixture(f"rules/{case}/inbox/{kind}/{name}")
    return {f"client/inbox/{place or kind + '/' + name}": content}


def text(place, content):
    return {f"client/inbox/{place}": content.encode()}


def first_drops():
    return (
        rule("I-303-row-duplicate", "camt", "a.xml")
        | rule("A-205-tax-amount", "tills", "september.csv")
        | rule("A-206-tender-total", "web", "september.jsonl")
        | rule("V-116-party-unknown", "invoices", "september.csv")
        | rule("V-116-party-unknown", "receipts", "september.csv")
        | rule("A-209-voucher-balance", "journal", "september.csv")
        | rule("A-118-amount-ambiguous", "banklist", "september.csv")
        | text("bills/september.csv", BILLS) | text("payments/september.csv", PAYMENTS)
        | text("payroll/september.csv", PAY))


def later_drops():
    """A statement that overlaps the first one, a copy of a known file, clashing documents."""
    return (
        rule("I-303-row-duplicate", "camt", "b.xml")
        | rule("A-205-tax-amount", "tills", "september.csv", "tills/september (2).csv")
        | rule("I-308-document-clash", "invoices", "b.csv")
        | rule("A-211-running-balance", "bankcsv", "a.csv"))


def in_place():
    """A bank's client whose drops lie in a folder of somebody else's."""
    case = FIXTURES / "banks/camt"
    drops = {
        f"drops/{file.relative_to(case / 'inbox')}": file.read_bytes()
        for file in sorted((case / "inbox").rglob("*")) if file.is_file()
    }
    return settings("banks/camt/client") | drops


def old_book():
    book = gzip.decompress(fixture("ledgers/v2/book.sqlite.gz"))
    return settings() | {"client/" + tree.BOOK: book} | text("banklist/later.csv", LATER)


def scenarios(program, scratch):
    """Every scenario, made by undisturbed runs of the program."""
    maker = Maker(program, scratch)
    run = ["run", *SEPTEMBER]
    posted = maker.ran(settings() | first_drops(), run)
    parties = posted["client/parties.csv"] + NEW_PARTIES
    clean = maker.ran(
        settings() | rule("I-303-row-duplicate", "camt", "a.xml")
        | rule("I-303-row-duplicate", "camt", "b.xml")
        | text("journal/september.csv", BALANCED), run)
    made = [
        Scenario("first import", settings() | first_drops(), run),
        Scenario("overlap", posted | later_drops(), run),
        Scenario("judged again", posted | {"client/parties.csv": parties}, run),
        Scenario("in place", in_place(), run + ["--inbox", "{}/drops"], inbox=False),
        Scenario("close", clean, ["close", *SEPTEMBER], again=[["close", *SEPTEMBER], run]),
        Scenario(
            "report only", posted, ["report", "trial-balance", "journal", "control", *SEPTEMBER]),
        Scenario("migration", old_book(), ["run", "-p", "2026-10"]),
    ]
    return [maker.finished(scenario) for scenario in made]


class Maker:
    """Runs the program undisturbed, for what comes before and after."""

    def __init__(self, program, scratch):
        self.program = program
        self.folder = scratch / "made"
        self.scratch = scratch
        self.books = tree.Books(scratch)

    def ran(self, content, verb):
        tree.write(content, self.folder)
        outcome = self.program.run(Scenario("", content, verb).arguments(self.folder, now=NOW - 60))
        if outcome.code not in (0, 1, 2):
            raise SystemExit(f"the program cannot make a scenario: {outcome.err.decode()}")
        return tree.read(self.folder)

    def finished(self, scenario):
        """Fills in what the command does, twice: it must do the same both times."""
        scenario.again = scenario.again or [scenario.verb]
        for attempt in range(2):
            tree.write(scenario.before, self.folder)
            outcome = self.program.run(
                scenario.arguments(self.folder), scratch=self.scratch, root=self.folder,
                fault=Fault(ops=CALLS))
            if outcome.code not in (0, 1, 2):
                raise SystemExit(f"{scenario.name}: exit {outcome.code} {outcome.err.decode()}")
            scenario.code, scenario.receipt = outcome.code, outcome.out
            scenario.calls = outcome.points
            scenario.codes = [
                self.program.run(scenario.arguments(self.folder, verb)).code
                for verb in scenario.again
            ]
            result = tree.read(self.folder)
            if attempt and tree.shown(result) != tree.shown(scenario.after):
                raise SystemExit(f"{scenario.name}: two undisturbed runs differ")
            scenario.after = result
        scenario.rows_before = self.rows(scenario.before)
        scenario.rows_after = self.rows(scenario.after)
        return scenario

    def rows(self, content):
        return self.books.rows(
            content.get("client/" + tree.BOOK), content.get("client/" + tree.JOURNAL))
