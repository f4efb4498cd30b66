"""Wrong outcomes planted where the comparison must find them: silence means something only then."""
import shutil

from drops import Drop, Unit
from model import Model
from play import Command, Player, played
from program import Outcome

SETTINGS = {"late": "next-open-period", "horizon": 92, "exports": "overlapping"}
LINES = (Unit("bare", 1, "2026-08-03", 500, text="CARD"),
         Unit("bare", 2, "2026-08-03", 500, text="CARD"),
         Unit("bare", 3, "2026-09-04", -700, text="WASH"))
INVOICES = (Unit("invoice", 1, "2026-08-05", 12000, "C1"),
            Unit("invoice", 2, "2026-08-06", 24000, "C3"))
LATE = (Unit("voucher", 1, "2026-08-07", 900), Unit("voucher", 2, "2026-08-07", 900))
SEQUENCE = [
    Command("drop", drop=Drop("bare/1.csv", LINES)), Command("verify"),
    Command("run", "2026-08"), Command("drop", drop=Drop("bare/2.csv", LINES[1:])),
    Command("drop", drop=Drop("invoice/1.csv", INVOICES)), Command("run", "2026-09", kill=110),
    Command("run", "2026-08"), Command("party", "C3"), Command("rule", "WASH"),
    Command("run", "2026"), Command("close", "2026-08"),
    Command("drop", drop=Drop("voucher/1.csv", LATE)), Command("run", "2026-09"),
    Command("report", "2026-09"), Command("verify")]


def canaries(program, scratch):
    """What the comparison did not notice, as texts; nothing where all is well."""
    folder = scratch / "canary"

    def noticed(model=Model, between=None, commands=SEQUENCE):
        player = Player(Between(program, between), folder, SETTINGS, model)
        return played(player, commands)

    missed = [f"the comparison takes {name}" for name, model in MODELS.items()
              if not noticed(model)]
    missed += [f"the comparison takes {name}" for name, lie in LIES.items()
               if not noticed(between=lie)]
    missed += [f"an honest program is not believed: {text}" for text in noticed()[:1]]
    shutil.rmtree(folder)
    return missed


class Cent(Model):
    def trial_balance(self, period):
        found = super().trial_balance(period)
        return {account: (row[0], row[1], row[2], row[3] + (account == "1030"))
                for account, row in found.items()}


class Debt(Model):
    def receivable(self, period):
        return {party: cents + 1 for party, cents in super().receivable(period).items()}


class Deaf(Model):
    def drop(self, drop):
        if drop.path != "voucher/1.csv":
            super().drop(drop)


class Twice(Model):
    def duplicates(self, judged):
        return None


class Generous(Model):
    def outcome(self, judged, last):
        outcome = super().outcome(judged, last)
        return "posted" if outcome == "held" else outcome


class Stubborn(Model):
    def judge(self, file, last):
        if all(judged.outcome != "held" for judged in self.judged if judged.file == file):
            super().judge(file, last)


class Ajar(Model):
    def close(self, period, isAccepted=False):
        return 0 * len(period)


class Vague(Model):
    def run(self, period):
        waiting, self.suspense = self.suspense, []
        super().run(period)
        self.suspense += waiting


MODELS = {
    "a cent more on an account": Cent, "a cent more owed": Debt, "a drop left out": Deaf,
    "rows of two files twice": Twice, "an unknown party that posts": Generous,
    "a held row that never posts": Stubborn, "a lock that does not hold": Ajar,
    "suspense that stays": Vague,
}


class Between:
    """A program that lies about one thing."""

    def __init__(self, program, lie):
        self.program = program
        self.lie = lie

    def run(self, arguments, **more):
        outcome = self.program.run(arguments, **more)
        return self.lie(arguments, outcome) if self.lie else outcome


def exit_of(verb, code):
    """A lie about the exit of a verb."""
    def lie(arguments, outcome):
        return Outcome(code, outcome.out, outcome.err) if arguments[0] == verb else outcome
    return lie


def loser(arguments, outcome):
    shutil.rmtree(f"{arguments[1]}/archive", ignore_errors=True)
    return outcome


def miser(arguments, outcome):
    """A report of the month before."""
    if arguments[0] == "report":
        return Outcome(0, outcome.out.replace(b"6100,Rent,0.00", b"6100,Rent,0.01"))
    return outcome


LIES = {
    "a run that says all is settled": exit_of("run", 0), "a run that fails": exit_of("run", 74),
    "a close that is refused": exit_of("close", 3), "a broken book": exit_of("verify", 4),
    "a report that is not there": exit_of("report", 74), "another report": miser,
    "originals that are gone": loser,
}
