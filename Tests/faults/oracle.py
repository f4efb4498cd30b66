"""Oracle O of the plan: what must hold after a fault, and after the plain rerun.

(a) the book's file is sound; (b, c) `monthend verify` holds it; (d) its rows are those before or
those after, nothing else; (e) every drop lies in the inbox or in the archive with its digest;
(f) exit code and message are true; (g) the plain rerun exits as undisturbed runs do and ends
with the book, reports and archive of a run that nothing disturbed, byte for byte.
"""
import tree

# Exits that say: reading or writing failed.
INPUT_OUTPUT = 74


class Oracle:
    """Judges a client's folder after faults; every method returns what it found wrong, as texts."""

    def __init__(self, program, scratch):
        self.program = program
        self.books = tree.Books(scratch)
        self.verified = {}

    def state(self, scenario, content):
        """(a, d): which of the two states the book is in, or None and what is wrong."""
        try:
            rows = self.books.rows(
                content.get("client/" + tree.BOOK), content.get("client/" + tree.JOURNAL))
        except tree.Damaged as error:
            return None, [f"(a) the book is damaged: {error}"]
        if rows == scenario.rows_after:
            return "after", []
        if rows == scenario.rows_before:
            return "before", []
        return None, ["(d) the book is neither as before nor as after"]

    def drops(self, scenario, content):
        """(e)"""
        lost = []
        for name, digest in scenario.drops.items():
            kept = content.get(f"client/archive/{digest[:2]}/{digest}")
            copies = [copy for copy in (content.get(name), kept) if copy is not None]
            if all(tree.digest(copy) != digest for copy in copies):
                lost.append(f"(e) {name} is in neither inbox nor archive")
        return lost

    def privacy(self, scenario, folder):
        """What the archive keeps of a payroll is for its owner alone, at every moment."""
        return [
            f"others may read the archived {name}" for name, digest in scenario.drops.items()
            if "/payroll/" in name
            for copy in (folder / "client/archive").glob(f"*/{digest}")
            if copy.stat().st_mode & 0o077
        ]

    def verify(self, scenario, folder, content, state):
        """(b, c): the program's own proof of the book, as the next user would ask for it.

        Where there was no book before, `verify` may say that there is none; of a book that had
        no archive before, that its originals are not there.
        """
        kept = sorted(
            (name, tree.digest(bytes or b"")) for name, bytes in content.items()
            if name.startswith(
                ("client/archive/", "client/inbox/", "drops/", "client/reports/",
                 "client/" + tree.BOOK)))
        key = (scenario.name, tuple(kept))
        if key not in self.verified:
            outcome = self.program.run(
                scenario.arguments(folder, ["verify", *scenario.place()]))
            mayLack = state == "before" and scenario.rows_before == tree.NOTHING
            lines = outcome.out.splitlines()
            lacksOriginals = scenario.has_no_archive() and outcome.code == 4 and all(
                b"not in the archive" in line for line in lines)
            isRight = (outcome.code == 0 or (mayLack and outcome.code == INPUT_OUTPUT)
                       or lacksOriginals)
            said = first_line(outcome.out + outcome.err)
            self.verified[key] = [] if isRight else [f"(b) verify exits {outcome.code}: {said}"]
        return self.verified[key]

    def reports(self, scenario, content):
        """A report is whole, old or new, or absent: no half of one under a report's name."""
        half = []
        for name, bytes in content.items():
            if bytes is None or not name.startswith("client/reports/2026"):
                continue
            if name.endswith(".tmp"):
                continue
            old = name.replace("/superseded/1/", "/")
            whole = {scenario.before.get(old), scenario.before.get(name), scenario.after.get(name)}
            if bytes not in whole:
                half.append(name)
        return prefixed("a report is half made: ", half)

    def truth(self, scenario, outcome, state, content):
        """(f): what the program said, against what is."""
        wrong = []
        if outcome.code is None:
            return ["(f) it did not end"]
        ended = outcome.code in (0, 1, 2, 3)
        if ended and outcome.code != scenario.code:
            wrong.append(f"(f) exit {outcome.code}, undisturbed {scenario.code}")
        if (ended or outcome.out) and scenario.posts and state == "before":
            wrong.append(f"(f) exit {outcome.code} and a receipt, but nothing is posted")
        if ended:
            wrong += self.finished(scenario, content)
        elif outcome.code > 0 and not first_line(outcome.err):
            wrong.append(f"(f) exit {outcome.code} without a word")
        return wrong

    def finished(self, scenario, content):
        """What a run that says it is done must have done."""
        return prefixed("(f) it says done, but ", self.differences(scenario, content))

    def rerun(self, scenario, folder, state):
        """(g)"""
        wrong = []
        for number, verb in enumerate(scenario.again):
            first = number == 0 and state == "before"
            expected = scenario.code if first else scenario.codes[number]
            outcome = self.program.run(scenario.arguments(folder, verb))
            if outcome.code != expected:
                said = first_line(outcome.err or outcome.out)
                wrong.append(f"(g) the rerun exits {outcome.code}, not {expected}: {said}")
        return wrong + prefixed("(g) ", self.differences(scenario, tree.read(folder)))

    def differences(self, scenario, content):
        """How a folder differs from that of an undisturbed run."""
        state, wrong = self.state(scenario, content)
        if state == "before" and scenario.posts:
            wrong = ["the book holds nothing new"]
        shown, wanted = tree.shown(content), tree.shown(scenario.after)
        for name in sorted(shown.keys() | wanted.keys()):
            if name not in wanted:
                wrong.append(f"there is {name}")
            elif name not in shown:
                wrong.append(f"{name} is missing")
            elif shown[name] != wanted[name]:
                wrong.append(f"{name} differs")
        return wrong

    def after_fault(self, scenario, folder, outcome):
        """(a) to (f); also the book's state, for the rerun."""
        content = tree.read(folder)
        state, wrong = self.state(scenario, content)
        wrong += self.drops(scenario, content) + self.verify(scenario, folder, content, state)
        if state:
            wrong += self.reports(scenario, content)
        if outcome is not None:
            wrong += self.privacy(scenario, folder)
        if outcome is not None and state:
            wrong += self.truth(scenario, outcome, state, content)
        return state, wrong

    def whole(self, scenario, folder, outcome):
        """(a) to (g)."""
        state, wrong = self.after_fault(scenario, folder, outcome)
        return wrong + self.rerun(scenario, folder, state)


def prefixed(words, differences):
    """Differences as one violation: the first of them stands for all."""
    if not differences:
        return []
    more = f", and {len(differences) - 1} more" if len(differences) > 1 else ""
    return [words + differences[0] + more]


def first_line(bytes):
    return (bytes.decode(errors="replace").strip().splitlines() or [""])[0][:200]
