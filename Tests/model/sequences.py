"""Random sequences of commands: each draws which features are on, and its length."""
import datetime

from drops import BANKS, Drop, Unit
from play import Command

MONTHS = ("2026-08", "2026-09", "2026-10")
TEXTS = ("CARD", "CARD", "FEE", "RENT")
ODD = ("WASH", "TRAM", "LAMP")
LONGEST = 40


def day(number):
    """The n-th day from the first of August."""
    return str(datetime.date(2026, 8, 1) + datetime.timedelta(number))


class Author:
    """Writes one sequence: settings, then commands that need nothing but themselves."""

    def __init__(self, rng):
        self.rng = rng
        self.features = {
            name for name in ("flaws", "strangers", "again", "copies", "odd", "close", "kill",
                              "early", "clash", "horizon")
            if rng.random() < 0.4}
        if "horizon" in self.features:
            self.features -= {"close", "clash"}
        kinds = [*BANKS, "voucher", "invoice", "receipt"]
        self.kinds = rng.sample(kinds, rng.randint(1, len(kinds)))
        self.settings = {
            "late": rng.choice(("next-open-period", "next-open-period", "held")),
            "horizon": rng.choice((5, 20)) if "horizon" in self.features else 92,
            "exports": rng.choice(("overlapping", "consecutive", ""))}
        self.amounts = [rng.randint(1, 50_000) for _ in range(rng.randint(2, 5))]
        self.truth = {kind: self.movements(kind) for kind in self.kinds}
        self.reached = 0
        self.number = 0
        self.drops = []
        self.flawed = []
        self.strangers = ["C3", "C4"]
        self.odd = list(ODD)

    def commands(self):
        length = min(LONGEST, 4 + int(self.rng.expovariate(1 / 11)))
        made = [self.command() for _ in range(length - 2)]
        return [*made, Command("run", self.period()), Command("verify")]

    def command(self):
        rng, on = self.rng, self.features
        choices = [(self.drop, 8), (self.run, 4), (self.report, 1), (self.verify, 0.4)]
        choices += [(self.correct, 2)] * bool(self.flawed)
        choices += [(self.again, 2)] * bool("again" in on and self.drops)
        choices += [(self.copy, 2)] * bool("copies" in on and self.drops)
        choices += [(self.party, 0.8)] * bool("strangers" in on and self.strangers)
        choices += [(self.rule, 1)] * bool("odd" in on and self.odd)
        choices += [(self.close, 1.5)] * ("close" in on) + [(self.kill, 2)] * ("kill" in on)
        choices += [(self.declare, 0.3)] * ("bare" in self.kinds and not self.settings["exports"])
        chosen = rng.choices([make for make, _ in choices], [weight for _, weight in choices])
        return chosen[0]()

    # Processes

    def period(self):
        return self.rng.choice((*MONTHS, *MONTHS, "2026"))

    def run(self):
        return Command("run", self.period())

    def report(self):
        return Command("report", self.period())

    def verify(self):
        return Command("verify")

    def close(self, kill=0):
        verb = self.rng.choice(("close", "close", "accept"))
        return Command(verb, self.rng.choice(MONTHS[:2] + MONTHS), kill=kill)

    def kill(self):
        at = self.rng.randint(1, 130)
        if "close" in self.features and self.rng.random() < 0.25:
            return self.close(at)
        return Command("run", self.period(), kill=at)

    # Settings

    def party(self):
        return Command("party", self.strangers.pop())

    def rule(self):
        return Command("rule", self.odd.pop())

    def declare(self):
        return Command("exports", self.rng.choice(("overlapping", "consecutive")))

    # Drops

    def movements(self, kind):
        """What really happened: up to thirty units from August to October, in the order of days."""
        rng = self.rng
        days = sorted(rng.randint(0, 91) for _ in range(rng.randint(3, 30)))
        made, balance = [], rng.choice((0, 100_000))
        for number, at in enumerate(days):
            if number and rng.random() < 0.3:
                at = days[number] = days[number - 1]
            cents = rng.choice(self.amounts)
            party = text = ""
            if kind in BANKS:
                cents *= rng.choice((-1, 1))
                text = rng.choice(ODD if "odd" in self.features and rng.random() < 0.3 else TEXTS)
            elif kind != "voucher":
                isStrange = "strangers" in self.features and rng.random() < 0.3
                party = rng.choice(("C3", "C4") if isStrange else ("C1", "C2"))
                cents = 6 * 100 * (1 + cents % 50) if kind == "invoice" else cents
                text = rng.choice(("", f"F{rng.randint(1, 9)}")) if kind == "receipt" else ""
            balance += cents
            made.append(Unit(kind, number + 1, day(at), cents, party, text,
                             balance if kind == "balance" else 0))
        return made

    def window(self, kind):
        """Rows of an export: of a bank with balances they mostly go on from the one before."""
        rng, truth = self.rng, self.truth[kind]
        if kind == "balance" and rng.random() < 0.9:
            first = min(self.reached, len(truth) - 1)
            first = rng.choice((first, rng.randint(max(0, first - 4), first)))
            last = min(len(truth), first + rng.randint(1, 12))
            self.reached = max(self.reached, last)
            return truth[first:last]
        first = rng.randrange(len(truth))
        return truth[first:first + rng.randint(1, 8)]

    def drop(self):
        rng = self.rng
        kind = rng.choice(self.kinds)
        units = [self.spoiled(unit) for unit in self.window(kind)]
        return self.dropped(kind, units)

    def spoiled(self, unit):
        """The unit, or what somebody made of it."""
        rng, on = self.rng, self.features
        chosen = rng.choice((
            ["account", "unbalanced"] if unit.kind == "voucher" else
            ["account"] if unit.kind == "invoice" else [""])) if "flaws" in on else ""
        if chosen and rng.random() < 0.2:
            self.flawed.append(unit)
            return changed(unit, flaw=chosen)
        if "clash" in on and unit.kind in ("voucher", "invoice", "receipt") and rng.random() < 0.1:
            return changed(unit, cents=unit.cents + 600)
        if "early" in on and unit.kind not in ("balance", "bare") and rng.random() < 0.05:
            return changed(unit, number=unit.number + 500, day="2026-07-20", flaw="early")
        return unit

    def dropped(self, kind, units):
        self.number += 1
        name = self.rng.choice((f"{self.number:02d}.csv", f"{self.number:02d}.csv", "export.csv"))
        drop = Drop(f"{kind}/{name}", tuple(units))
        self.drops.append(drop)
        return Command("drop", drop=drop)

    def correct(self):
        unit = self.flawed.pop(self.rng.randrange(len(self.flawed)))
        return self.dropped(unit.kind, [unit])

    def again(self):
        return Command("drop", drop=self.rng.choice(self.drops))

    def copy(self):
        drop = self.rng.choice(self.drops)
        self.number += 1
        name = self.rng.choice(("0", "z")) + f"copy{self.number}.csv"
        return Command("drop", drop=Drop(f"{drop.units[0].kind}/{name}", drop.units))


def changed(unit, **fields):
    return Unit(**{**unit.__dict__, **fields})
