"""Commands played on the release program and on the model, and what each must agree in."""
import csv
import io
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

import drops
import tree
from model import Model
from oracle import first_line
from program import STEPS, Fault

NOW = 1_790_000_000
OUTCOMES = ("posted", "rejected", "duplicate", "ignored", "held")
UNKEPT = "is not the sum of its outcomes"


@dataclass(frozen=True)
class Command:
    """`run`, `close`, `accept` (a close all the same), `report`, `verify`, `drop`; `party`, `rule`,
    `exports` change the settings. `kill` is the step at which a run or a close is killed."""
    verb: str
    word: str = ""
    drop: drops.Drop = None
    kill: int = 0

    def __str__(self):
        if self.drop:
            return str(self.drop)
        told = {"party": "add to parties.csv", "rule": "map to 4010 the text",
                "exports": "declare exports", "accept": "close --accept"}
        killed = f", killed before its step {self.kill}" if self.kill else ""
        return f"{told.get(self.verb, self.verb)} {self.word}".rstrip() + killed


class Player:
    """A client's folder and every state of the books that it may be in: after a kill there are two,
    and what the next command shows decides between them."""

    def __init__(self, program, folder, settings, model=Model):
        self.program = program
        self.folder = folder
        self.client = folder / "client"
        self.models = [model(settings)]
        self.dropped = []
        # Packs that agreed.
        self.packs = 0
        tree.write({"client/chart.csv": drops.CHART.encode(), "client/taxes.csv":
                    drops.TAXES.encode(), "client/inbox/": None}, folder)
        self.settle()

    def settle(self):
        model = self.models[0]
        settled = drops.pipeline(model.settings, model.rules)
        (self.client / "pipeline.yml").write_text(settled)
        (self.client / "parties.csv").write_text(drops.parties(model.parties))

    def play(self, command):
        """Plays a command; what program and model do not agree in, as texts."""
        return getattr(self, command.verb)(command)

    # What people do to the folder

    def drop(self, command):
        path = self.client / "inbox" / command.drop.path
        if path.exists():
            return []
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(command.drop.bytes)
        self.dropped.append(command.drop)
        for model in self.models:
            model.drop(command.drop)
        return []

    def party(self, command):
        return self.settled(lambda model: model.parties.add(command.word))

    def rule(self, command):
        return self.settled(lambda model: model.rules.update({command.word: "4010"}))

    def exports(self, command):
        return self.settled(lambda model: model.settings.update(exports=command.word))

    def settled(self, change):
        """Changes the settings."""
        for model in self.models:
            model.rules, model.parties = dict(model.rules), set(model.parties)
            model.settings = dict(model.settings)
            change(model)
        self.settle()
        return []

    # Processes

    def run(self, command):
        period = command.word

        def expected(model):
            model.run(period)
            return model.code(period)

        wrong = self.changed(command, ["run", "-p", period, "-q"], expected)
        left = [drop.path for drop in self.dropped if (self.client / "inbox" / drop.path).exists()]
        if left and not command.kill and not wrong:
            wrong = [f"{left[0]} is still in the inbox"]
        return wrong

    def close(self, command, *more):
        return self.changed(
            command, ["close", "-p", command.word, "-q", *more],
            lambda model: model.close(command.word, isAccepted=bool(more)))

    def accept(self, command):
        return self.close(command, "--accept", "test")

    def report(self, command):
        words = ["report", "trial-balance", "-p", command.word, "--format", "csv"]
        code, out = self.called(words)

        def judged(model):
            wrong = books(model, code, out)
            if wrong or code:
                return wrong
            return different(
                "the trial balance", trial_balance(out), model.trial_balance(command.word))

        return self.agreed(judged)

    def verify(self, command):
        code, out = self.called(["verify"])
        return self.agreed(lambda model: books(model, code, out)) + self.lost()

    def changed(self, command, words, expected):
        """A command that changes the books: its exit, its pack; or a kill and two states."""
        fault = Fault("kill", command.kill) if command.kill else None
        code, out = self.called(words, fault)
        if fault and code == -9:
            after = [model.copied() for model in self.models]
            for model in after:
                expected(model)
            for model in self.models:
                model.hasBook = model.hasBook or None
            self.models += after
            return self.lost()

        def judged(model):
            wanted = expected(model)
            if code != wanted:
                return [f"exits {code}, not {wanted}: {out}"]
            return self.pack(model, command.word) if code != 3 else []

        wrong = self.agreed(judged)
        self.packs += not wrong and code != 3
        return wrong + self.lost()

    def called(self, words, fault=None):
        name, *rest = words
        more = {"fault": fault, "root": self.folder} if fault else {}
        outcome = self.program.run(
            [name, str(self.client), *rest, "--now", str(NOW)], **more)
        isReport = name == "report" and outcome.code == 0
        out = outcome.out.decode() if isReport else first_line(outcome.err or outcome.out)
        return outcome.code, out

    # What must agree

    def agreed(self, judge):
        """Keeps the states that agree with what was seen; else what the first has against it."""
        found = [(judge(model), model) for model in self.models]
        self.models = [model for wrong, model in found if not wrong]
        if self.models:
            return []
        wrong = found[0][0]
        self.models = [found[0][1]]
        return wrong

    def lost(self):
        """Drops that lie in neither inbox nor archive."""
        lost = []
        for drop in self.dropped:
            kept = self.client / "archive" / drop.digest[:2] / drop.digest
            places = [self.client / "inbox" / drop.path, kept]
            if all(not place.exists() or place.read_bytes() != drop.bytes for place in places):
                lost.append(f"{drop.path} is in neither inbox nor archive")
        return lost

    def pack(self, model, period):
        """How the pack of a period differs from what the model says."""
        try:
            texts = [(self.client / "reports" / period / f"{name}.csv").read_text()
                     for name in ("trial-balance", "control", "aged-receivables")]
        except FileNotFoundError as error:
            return [f"there is no {error.filename.rpartition('/')[2]} of {period}"]
        return (
            different("the trial balance", trial_balance(texts[0]), model.trial_balance(period))
            + kept(texts[1])
            + different("control", control(texts[1]), model.control(period))
            + different("receivables", receivable(texts[2]), model.receivable(period)))


def played(player, commands):
    """Plays commands until program and model disagree; what they disagree in, or nothing."""
    for command in commands:
        wrong = player.play(command)
        if wrong:
            return wrong
    return []


def books(model, code, out):
    """What is wrong with the exit of a command that reads the books."""
    if model.hasBook is None and code in (0, 74):
        return []
    expected = 0 if model.hasBook else 74
    return [] if code == expected else [f"exits {code}, not {expected}: {out}"]


def cents(text):
    return int(Decimal(text) * 100)


def table(text):
    return csv.DictReader(io.StringIO(text))


def trial_balance(text):
    return {
        row["account"]: (
            cents(row["opening_debit"]) - cents(row["opening_credit"]), cents(row["debit"]),
            cents(row["credit"]), cents(row["closing_debit"]) - cents(row["closing_credit"]))
        for row in table(text)}


def control(text):
    found = {}
    for row in table(text):
        for outcome in OUTCOMES:
            number = row[outcome] if row["unit"] == "rows" else cents(row[outcome])
            if int(number):
                found[row["file"], row["digest"], row["unit"], outcome] = int(number)
    return found


def kept(text):
    """Lines of a control report that do not add up."""
    return [
        f"control: {row['file']} {row['unit']} read {row['read']} {UNKEPT}"
        for row in table(text)
        if cents(row["read"]) != sum(cents(row[outcome]) for outcome in OUTCOMES)]


def receivable(text):
    found = Counter()
    for row in table(text):
        found[row["party"]] += cents(row["company_open"])
    return {party: amount for party, amount in found.items() if amount}


def different(name, found, expected):
    """The keys by which two figures differ."""
    return [
        f"{name}: {key} is {found.get(key)}, not {expected.get(key)}"
        for key in sorted(found.keys() | expected.keys()) if found.get(key) != expected.get(key)]
