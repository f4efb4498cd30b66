"""Faults planted where a harness must find them: silence means something only after this."""
import copy
import sqlite3

import tree
from oracle import INPUT_OUTPUT
from power import BOOK, recorded
from program import Outcome

REPORT = "client/reports/2026-09/trial-balance.csv"


def canaries(bench):
    """What the oracle and the crash states did not notice, as texts; nothing where all is well."""
    scenario = bench.scenario("overlap")
    missed = [
        f"the oracle takes {name}" for name, content, outcome in planted(bench, scenario)
        if not bench.oracle.after_fault(scenario, written(bench, content), outcome)[1]]
    return missed + deaf_disk(bench, scenario)


def written(bench, content):
    folder = bench.place / "case"
    tree.write(content, folder)
    return folder


def planted(bench, scenario):
    """Folders and ends with one thing wrong in each."""
    before, after = scenario.before, scenario.after
    done = Outcome(scenario.code, scenario.receipt)
    drop = next(iter(scenario.drops))
    yield "a receipt without a batch", before, done
    yield "a success without reports", after | {REPORT: before[REPORT]}, done
    yield "half a report", after | {REPORT: after[REPORT][:-9]}, None
    yield "a drop that is nowhere", {k: v for k, v in before.items() if k != drop}, None
    yield "a drop that was changed", before | {drop: before[drop] + b" "}, None
    yield "a refusal without a word", before, Outcome(INPUT_OUTPUT)
    yield "a run without an end", before, Outcome(None)
    yield "a row less", edited(bench, after, "DELETE FROM covered WHERE id = 1"), None
    yield "a cent more", edited(bench, after, "UPDATE item SET amount = amount + 1"), None
    damaged = bytearray(after[BOOK])
    damaged[8192 * 2 + 8:8192 * 3] = bytes(8192 - 8)
    yield "a damaged page", after | {BOOK: bytes(damaged)}, None


def edited(bench, content, sql):
    folder = written(bench, content)
    connection = sqlite3.connect(folder / BOOK)
    connection.execute(sql)
    connection.commit()
    connection.close()
    return tree.read(folder)


def deaf_disk(bench, scenario):
    """Crash states of a program that syncs nothing: books must break, receipts must be false."""
    list = copy.copy(recorded(bench, scenario)[2])
    list.changes = [change for change in list.changes if change.kind != "s"]
    rng = bench.random("canaries")
    damaged = 0
    for _ in range(300):
        moment = rng.randrange(1, len(list.changes) + 1)
        content = list.disk(moment, rng.choice(("some", "torn", "files")), rng)
        damaged += bool(bench.oracle.state(scenario, content)[1])
    missed = [] if damaged else ["no crash state breaks the book of a program that never syncs"]
    last, _ = bench.oracle.state(scenario, list.disk(len(list.changes), "none", rng))
    if last != "before":
        missed.append("a program that never syncs keeps its word")
    return missed
