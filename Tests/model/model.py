"""A company's books in memory: what DEFINITIONS and README say, none of the program's code.

Everything is judged by units. A unit of a file is posted, rejected, duplicate or held; one that is
rejected or held is judged again by every run, before new files, under the settings of that day.
"""
import calendar
import copy
import datetime
from collections import Counter
from dataclasses import dataclass

from drops import BANKS, Unit

RULES = {"CARD": "1100", "FEE": "6000", "RENT": "6100"}
START = "2026-08-01"
SUSPENSE, CUSTOMERS, TRANSIT, TAX = "1400", "1200", "1300", "2200"


def bounds(period):
    """The first and the last day of a month, or of a year."""
    if "-" not in period:
        return f"{period}-01-01", f"{period}-12-31"
    year, month = map(int, period.split("-"))
    return f"{period}-01", f"{period}-{calendar.monthrange(year, month)[1]:02d}"


def later(day, days):
    return str(datetime.date.fromisoformat(day) + datetime.timedelta(days))


@dataclass
class Judged:
    """A unit of a file and what became of it; `day` is where the control report counts it.

    What lies outside the days that may post is told in every pack.
    """
    unit: Unit
    file: tuple
    ordinal: int
    outcome: str
    day: str
    isOutside: bool = False
    # A bank row of which the books have one alike: its day is not what stops it.
    isSeen: bool = False


class Model:
    """The books. `posted` holds account, cents and day; `inbox` what waits for a run.

    `hasBook` is None where a first command was killed and may have made one.
    """

    def __init__(self, settings):
        self.settings = dict(settings)
        self.rules = dict(RULES)
        self.parties = {"C1", "C2"}
        self.inbox = {}
        self.files = {}
        self.judged = []
        self.posted = []
        self.owed = []
        self.suspense = []
        self.known = {}
        self.locked = ""
        self.hasBook = False

    def copied(self):
        other = copy.copy(self)
        other.__dict__ = {
            name: copy.copy(value) for name, value in self.__dict__.items()}
        other.judged = [copy.copy(judged) for judged in self.judged]
        return other

    # What people do

    def drop(self, drop):
        self.inbox[drop.path] = drop

    def run(self, period):
        """Judges what is open, then what is new by its path; looks at suspense again."""
        self.hasBook = True
        last = later(bounds(period)[1], self.settings["horizon"])
        for file in list(self.files):
            self.judge(file, last)
        for path in sorted(self.inbox):
            self.take(self.inbox[path], last)
        self.inbox = {}
        for entry in list(self.suspense):
            text, cents, day = entry
            if text in self.rules:
                self.suspense.remove(entry)
                self.post([(SUSPENSE, cents), (self.rules[text], -cents)], self.open_day(day))

    def take(self, drop, last):
        """The same bytes at the same path are no reading; under another name, all duplicates."""
        file = (drop.path, drop.digest)
        if file in self.files:
            return
        original = next((known for known in self.files if known[1] == drop.digest), None)
        days = [judged.day for judged in self.judged if judged.file == original]
        self.files[file] = drop
        seen = Counter()
        for number, unit in enumerate(drop.units):
            alike = (unit.day, unit.cents, unit.text)
            day = days[number] if original else self.open_day(max(START, unit.day))
            judged = Judged(unit, file, seen[alike], "duplicate" if original else "", day)
            seen[alike] += 1
            self.judged.append(judged)
        self.judge(file, last)

    def close(self, period, isAccepted=False):
        """The exit: 3 where it is locked already, a line of that time waits in suspense, or a bank
        is not what its statement says."""
        end = bounds(period)[1]
        isWaiting = any(day <= end for _, _, day in self.suspense)
        self.hasBook = True
        if end <= self.locked or ((isWaiting or self.is_untied(end)) and not isAccepted):
            return 3
        self.locked = end
        return 0

    def is_untied(self, end):
        """The last statement that has ended closes with money that the books do not know of."""
        known = {judged.unit: judged for judged in self.known.values()
                 if judged.unit.kind == "balance"}
        ended = [unit for unit, judged in known.items()
                 if self.files[judged.file].units[-1].day <= end]
        last = max(ended, key=lambda unit: unit.number, default=None)
        return last is not None and last.balance != sum(
            unit.cents for unit in known if unit.number <= last.number)

    # How a unit is judged

    def judge(self, file, last):
        """What is open of a file, under today's settings; a statement is one unit."""
        waiting = [
            judged for judged in self.judged
            if judged.file == file and judged.outcome in ("", "rejected", "held")]
        isStatement = any(judged.unit.kind == "balance" for judged in waiting)
        outcomes = [self.outcome(judged, last) for judged in waiting]
        if isStatement and "held" in outcomes:
            outcomes = ["held"] * len(waiting)
        for judged, outcome in zip(waiting, outcomes):
            # Units of one file are known to each other.
            self.become(judged, outcome if isStatement else self.outcome(judged, last), last)

    def outcome(self, judged, last):
        unit = judged.unit
        known = self.duplicates(judged)
        isLate = unit.day <= self.locked
        waits = unit.day > last or (isLate and self.settings["late"] == "held")
        judged.isSeen = unit.kind in BANKS and known is not None
        if known == "duplicate" or judged.isSeen:
            return known
        if unit.day > last:
            return "held"
        if unit.flaw:
            isHeld = waits and unit.day >= START and known != "rejected"
            return "held" if isHeld else "rejected"
        if unit.kind in ("invoice", "receipt") and unit.party not in self.parties:
            return "held"
        if known is not None:
            return known
        return "held" if waits else "posted"

    def become(self, judged, outcome, last):
        unit = judged.unit
        judged.outcome = outcome
        isBeyond = not START <= unit.day <= last
        judged.isOutside = isBeyond and outcome != "duplicate" and not judged.isSeen
        if outcome == "posted":
            judged.day = self.open_day(unit.day)
            self.known[self.key(judged)] = judged
            self.post(self.lines(unit, judged.day), judged.day)
            if unit.kind in ("invoice", "receipt"):
                sign = 1 if unit.kind == "invoice" else -1
                self.owed.append((unit.party, sign * unit.cents, judged.day))

    def key(self, judged):
        """What a unit is known by."""
        unit = judged.unit
        if unit.kind == "bare":
            file = judged.file if self.settings["exports"] == "consecutive" else ""
            return unit.kind, file, unit.day, unit.cents, unit.text, judged.ordinal
        return unit.kind, unit.party, unit.number

    def duplicates(self, judged):
        """The outcome of a unit that the books know, None of one that is new.

        A list without references proves nothing: equal rows of two files are further rows where
        its exports are consecutive, the same rows where they overlap, else nobody's guess but for
        those that the other has not.
        """
        unit = judged.unit
        if unit.kind == "bare":
            alike = [
                other for other in self.known.values() if other.unit.kind == "bare"
                and (other.unit.day, other.unit.cents, other.unit.text)
                == (unit.day, unit.cents, unit.text)]
            foreign = [other for other in alike if other.file != judged.file]
            if all(other.ordinal != judged.ordinal for other in foreign):
                return None
            return {"": "held", "overlapping": "duplicate"}.get(self.settings["exports"])
        if unit.kind == "balance":
            return self.covered(judged)
        other = self.known.get(self.key(judged))
        if other is None:
            return None
        return "duplicate" if other.unit == unit else "rejected"

    def covered(self, judged):
        """Of a statement: its days agree with those that are posted, or go on from them."""
        mine = {other.unit for other in self.judged
                if other.file == judged.file and other.unit.day == judged.unit.day}
        theirs = {other.unit for other in self.known.values()
                  if other.unit.kind == "balance" and other.unit.day == judged.unit.day}
        if not theirs or mine == theirs:
            return "duplicate" if theirs else None
        return None if self.meet(mine, theirs) or self.meet(theirs, mine) else "held"

    @staticmethod
    def meet(before, after):
        """One statement closes within a day with the balance that the other opens with; a part of
        a day that comes to nothing does not."""
        last = max(before, key=lambda unit: unit.number)
        first = min(after, key=lambda unit: unit.number)
        return not before & after and last.balance == first.balance - first.cents

    def open_day(self, day):
        return later(self.locked, 1) if day <= self.locked else day

    def post(self, lines, day):
        self.posted += [(account, cents, day) for account, cents in lines]

    def lines(self, unit, day):
        """The recipe of a unit: account and cents, debit positive."""
        cents = unit.cents
        if unit.kind == "voucher":
            return [("6100", cents), ("3000", -cents)]
        if unit.kind == "invoice":
            return [(CUSTOMERS, cents), ("4000", -(cents - cents // 6)), (TAX, -(cents // 6))]
        if unit.kind == "receipt":
            return [(TRANSIT, cents), (CUSTOMERS, -cents)]
        against = self.rules.get(unit.text, SUSPENSE)
        if against == SUSPENSE:
            self.suspense.append((unit.text, cents, day))
        return [(BANKS[unit.kind], cents), (against, -cents)]

    # What the pack must say

    def code(self, period):
        """1 where the period has something to settle, or a row lies beyond what may post."""
        first, end = bounds(period)
        return int(any(
            judged.outcome in ("rejected", "held")
            and (judged.isOutside or first <= judged.day <= end) for judged in self.judged)
            or any(first <= day <= end for day in self.gaps()))

    def gaps(self):
        """Last days of statements that open with another balance than that before closed with: of
        those that begin with the same row, the shortest tells it."""
        posted = sorted(
            (judged.unit.number, judged) for judged in self.known.values()
            if judged.unit.kind == "balance")
        beyond = [
            now for (_, before), (_, now) in zip(posted, posted[1:])
            if now.unit.balance - now.unit.cents != before.unit.balance]
        taken = {judged.file for judged in self.judged if judged.outcome in ("posted", "duplicate")}
        return [
            min(self.files[file].units[-1].day for file in taken | {now.file}
                if file == now.file or self.files[file].units[0] == now.unit)
            for now in beyond]

    def trial_balance(self, period):
        """Opening, debit, credit, closing of every account that has one of them, in cents."""
        first, end = bounds(period)
        found = {}
        for account, cents, day in self.posted:
            if day <= end:
                row = found.setdefault(account, [0, 0, 0, 0])
                row[0] += cents * (day < first)
                row[1] += max(0, cents) * (day >= first)
                row[2] += max(0, -cents) * (day >= first)
                row[3] += cents
        return {account: tuple(row) for account, row in found.items() if any(row)}

    def receivable(self, period):
        """What each customer owes at the period's end."""
        end = bounds(period)[1]
        owed = Counter()
        for party, cents, day in self.owed:
            owed[party] += cents * (day <= end)
        return {party: cents for party, cents in owed.items() if cents}

    def control(self, period):
        """Rows, cents in and cents out by file and outcome."""
        first, end = bounds(period)
        counts = Counter()
        for judged in self.judged:
            if first <= judged.day <= end:
                for name, number in zip(("rows", "EUR:in", "EUR:out"), judged.unit.amounts()):
                    counts[(*judged.file, name, judged.outcome)] += number
        return {key: number for key, number in counts.items() if number}
