"""A4 A7: the power goes, and syncs that fail."""
import threading

import tree
from oracle import INPUT_OUTPUT
from program import Fault
from steps import steps
from writelist import DRAWS, WriteList

BOOK = "client/" + tree.BOOK
JOURNAL = "client/" + tree.JOURNAL

# One state in so many is made a folder and gets the whole oracle.
WHOLE = 20


def recorded(bench, scenario, fault=None):
    """Runs a command with its write list."""
    folder = bench.fresh(scenario)
    log = bench.place / "log"
    log.unlink(missing_ok=True)
    outcome = bench.program.run(
        scenario.arguments(folder), scratch=bench.place, root=folder, fault=fault or Fault(ops=""),
        log=log)
    return folder, outcome, WriteList(log, folder, scenario.before)


def a4(bench):
    """Every moment of the write list, several states each."""
    floors = (4_000, 20_000, 300_000)
    floor = floors[bench.scale]
    lists = [
        (scenario, recorded(bench, scenario)[2]) for scenario in bench.scenarios if scenario.posts]
    moments = [
        (scenario, list, moment) for scenario, list in lists
        for moment in range(1, len(list.changes) + 1)]
    rounds = -(-floor // len(moments))
    distinct, whole = set(), [0]
    gate = threading.Lock()

    def judge(case):
        scenario, list, moment, draw, number = case
        rng = bench.random(f"A4 {scenario.name} {moment} {number}")
        content = list.disk(moment, draw, rng)
        book, journal = content.get(BOOK), content.get(JOURNAL)
        state, wrong = bench.oracle.state(scenario, content)
        if moment >= list.printed and state == "before":
            wrong.append("the receipt was out, and the batch is gone")
        with gate:
            distinct.add((scenario.name, tree.digest(book or b""), tree.digest(journal or b"")))
        if rng.randrange(WHOLE) == 0:
            with gate:
                whole[0] += 1
            folder = bench.place / "case"
            tree.write(content, folder)
            if moment >= list.printed:
                wrong += bench.oracle.finished(scenario, without_scratch(content))
            wrong += bench.oracle.whole(scenario, folder, None)
        return wrong

    cases = [
        Moment((scenario, list, moment, drawn(moment, number), number))
        for number in range(rounds) for scenario, list, moment in moments][:floor]
    result = bench.measure("A4", cases, judge, floor)
    result.detail = (
        f"{len(moments)} moments of {len(lists)} scenarios; {len(distinct)} different books, "
        f"{whole[0]} states with the whole oracle")
    return result


def drawn(moment, number):
    """Rounds go through all draws; from the seventh on, through those that leave a choice."""
    return DRAWS[(moment + number) % 6] if number < 6 else DRAWS[3 + (moment + number) % 3]


def without_scratch(content):
    """A pack's workshop may come back once its removal was not synced; the next run clears it."""
    return {
        name: bytes for name, bytes in content.items()
        if bytes is not None or not name.startswith("client/reports/.")
    }


class Moment(tuple):
    """A state's scenario, list, moment, draw and number; named without the list."""

    def __str__(self):
        scenario, list, moment, draw, number = self
        last = list.changes[moment - 1]
        return (f"{scenario.name}: after change {moment} ({last.kind} {last.path}), "
                f"unsynced {draw}, draw {number}")


def a7(bench):
    """Every sync fails once: the program stops, and nothing it lost is believed to be there.

    SQLite takes no notice where the sync of the book's folder fails that makes the name of the
    journal durable: such a run may end as if undisturbed.
    """
    every = steps(bench, "s", "eio")
    floors = (len(every) // 5, len(every), 3 * len(every))
    cases = bench.sampled("A7", every, floors)

    def judge(case):
        folder, outcome, list = recorded(bench, case.scenario, case.fault)
        if outcome.hit:
            case.hit.append(outcome.hit.replace(str(folder), ""))
        wrong = []
        if outcome.code != INPUT_OUTPUT and not outcome.hit.endswith("/client"):
            wrong.append(f"exit {outcome.code} after a failed sync")
        wrong += written_on(list)
        rng = bench.random(str(case))
        for draw in ("none", "all", "torn"):
            content = list.disk(len(list.changes), draw, rng)
            wrong += [f"{text}, power lost afterwards, unsynced {draw}"
                      for text in bench.oracle.state(case.scenario, content)[1]]
        return wrong + bench.oracle.whole(case.scenario, folder, outcome)

    return bench.measure("A7", cases, judge, floors[bench.scale])


def written_on(list):
    """Writes to a file whose sync failed; SQLite's rollback alone may write to the book again."""
    failed = [(number, change) for number, change in enumerate(list.changes) if change.kind == "F"]
    return [
        f"{change.path} is written to after its sync failed"
        for number, change in failed if change.path not in (BOOK, JOURNAL)
        for later in list.changes[number + 1:] if later.kind == "w" and later.file == change.file
    ]
