"""B1 B2 on the cases of fixtures/: what comes again, under any name, in any order."""
import csv
import fnmatch
import gzip
import io
import itertools
import os
import re

import golden
import tree
from bench import DONE, first_line

# Columns that say where a row came from: they differ where a file came under another name.
PLACES = {"file", "line", "entry", "batch"}
REPORTS = ("trial-balance", "profit-and-loss", "aged-receivables", "aged-payables",
           "general-ledger")


def rows(content, period):
    """The figures of a pack as multisets of rows, without the places of rows."""
    found = {}
    for name in REPORTS:
        bytes = content.get(f"client/reports/{period}/{name}.csv")
        if bytes is None:
            continue
        # Balances of a ledger's lines follow from the order of its lines.
        left = PLACES | ({"balance"} if name == "general-ledger" else set())
        found[name] = sorted(
            tuple(value for key, value in row.items() if key not in left)
            for row in csv.DictReader(io.StringIO(bytes.decode())))
    return found


def net(content, period):
    """What runs in any order must agree in: closing balances and open items.

    An accrual posted and reversed, or a line in suspense reclassified later, is more turnover.
    """
    found = rows(content, period)
    book = content.get(f"client/reports/{period}/trial-balance.csv", b"").decode()
    found["trial-balance"] = sorted(
        (row["account"], row["closing_debit"], row["closing_credit"])
        for row in csv.DictReader(io.StringIO(book)))
    found.pop("general-ledger", None)
    found["trial-balance"] = [row for row in found["trial-balance"] if row[1:] != ("0.00", "0.00")]
    return found


def difference(is_, was):
    """The first row by which figures differ, as a text."""
    for name in sorted(was.keys() | is_.keys()):
        if is_.get(name) != was.get(name):
            more = [row for row in is_.get(name) or [] if row not in (was.get(name) or [])]
            less = [row for row in was.get(name) or [] if row not in (is_.get(name) or [])]
            return f"{name} differs: {(more + less)[:1]}"
    return None


def renamed(path, prefix):
    folder, slash, name = path.rpartition("/")
    return folder + slash + prefix + name


def put(folder, drops, time=None):
    for name, bytes in drops.items():
        path = folder / "client/inbox" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes)
        if time is not None:
            os.utime(path, (time, time))


def ran(bench, folder, period):
    """Runs a period; what is wrong, and the folder's content."""
    outcome = bench.run(folder, period)
    if outcome.code not in DONE:
        return [f"exits {outcome.code}: {first_line(outcome.err)}"], {}
    return [], tree.read(folder)


def b1(bench):
    """Again, five times, renamed, touched, copied, packed: the same book."""
    floors = (190, 950, 950)
    jobs = [(case, how) for case in golden.all_finished(bench) for how in HOW]
    bench.random("B1").shuffle(jobs)
    if bench.scale == 0:
        jobs = jobs[:len(jobs) // 5]

    def judge(job):
        case, how = job
        wrong, content = HOW[how](bench, case)
        if not wrong and how in ("again", "five times", "touched"):
            # The same bytes under the same name: not one byte of pack or archive differs.
            if tree.shown(content) != tree.shown(case.after):
                wrong = ["the pack or the archive differs"]
        if not wrong:
            told = difference(rows(content, case.last), rows(case.after, case.last))
            wrong = [told] if told else []
        return 1, [(f"{case.name}: {how}", text) for text in wrong]

    return bench.counted("B1-drops", jobs, judge, floors[bench.scale])


def again(bench, case, times=1, time=None, drops=None):
    folder = bench.place_of(case.after)
    for _ in range(times):
        put(folder, drops or case.drops, time)
        wrong, content = ran(bench, folder, case.last)
        if wrong:
            return wrong, content
    return [], content


def copied(bench, case):
    """Every drop and its copy at once, into a new book."""
    folder = bench.place_of(case.before)
    put(folder, {renamed(name, "z-"): bytes for name, bytes in case.drops.items()})
    wrong, content = [], {}
    for period in case.periods:
        wrong, content = ran(bench, folder, period)
        if wrong:
            break
    return wrong, content


def packed(bench, case):
    drops = {name + ".gz": gzip.compress(bytes, mtime=0) for name, bytes in case.drops.items()
             if not name.endswith((".gz", ".zip", ".pdf"))}
    return again(bench, case, drops=drops or case.drops)


HOW = {
    "again": again,
    "five times": lambda bench, case: again(bench, case, times=5),
    "renamed": lambda bench, case: again(
        bench, case, drops={renamed(name, "n-"): bytes for name, bytes in case.drops.items()}),
    "touched": lambda bench, case: again(bench, case, time=4_000_000_000),
    "copied": copied,
    "packed": packed,
}


def patterns(case):
    text = case.settings["client/pipeline.yml"].decode()
    return [found.strip("\"'") for found in re.findall(r"path: *([^,}\s]+)", text)]


def orders(bench, case):
    """Every order of a case's drops where they are few, else a sample of them."""
    names = sorted(case.drops)
    if len(names) <= 4:
        return list(itertools.permutations(names))
    rng = bench.random("B2 " + case.name)
    return [tuple(rng.sample(names, len(names))) for _ in range(24)]


# What is first in the book decides: a document that clashes, a statement that is repeated, a row
# that looks like another, a bill that looks like another, a payment that says what it settles in
# another currency, a decision that comes after its rows were settled, an order of another day, a
# supplier with another account, a payout that clashes.
FIRST_COMES = {"I-302", "I-303", "I-304", "I-305", "I-308", "I-316", "I-317", "I-330",
               "I-331", "I-332", "I-333", "I-344", "I-350"}


def b2(bench):
    """Drops in any order, in one run and one a run: the same figures."""
    floors = (60, 500, 10_000)
    jobs = []
    for case in golden.all_finished(bench):
        told = case.after.get(f"client/reports/{case.last}/exceptions.csv", b"").decode()
        if len(case.drops) < 2 or FIRST_COMES & set(re.findall(r"\b[AIV]-\d{3}\b", told)):
            continue
        jobs += [(case, order, how) for order in orders(bench, case)
                 for how in ("in one run", "one a run")]
    bench.random("B2").shuffle(jobs)
    floor = floors[bench.scale]
    while len(jobs) < floor:
        jobs += jobs

    def judge(job):
        case, order, how = job
        isOne = how == "in one run"
        wrong, content = (at_once if isOne else one_by_one)(bench, case, order)
        if not wrong:
            figures = rows if isOne else net
            told = difference(figures(content, case.last), figures(case.after, case.last))
            wrong = [told] if told else []
        return 1, [(f"{case.name}: {how} {' '.join(order)}", text) for text in wrong]

    return bench.counted("B2-drops", jobs[:floor], judge, floor)


def at_once(bench, case, order):
    """Names in the order asked for, as far as the sources' patterns take them."""
    drops = {}
    for number, name in enumerate(order):
        other = renamed(name, f"{number}-")
        isTaken = any(fnmatch.fnmatch(other, pattern) for pattern in patterns(case))
        drops[other if isTaken else name] = case.drops[name]
    folder = bench.place_of(
        case.settings | {f"client/inbox/{name}": bytes for name, bytes in drops.items()})
    for period in case.periods:
        wrong, content = ran(bench, folder, period)
        if wrong:
            return wrong, content
    # Entries that say which row of a file they are of say its other name.
    return [], {
        name: re.sub(rb"(/| )\d-", rb"\1", bytes) if name.endswith(".csv") else bytes
        for name, bytes in content.items() if bytes is not None}


def one_by_one(bench, case, order):
    folder = bench.place_of(case.settings)
    (folder / "client/inbox").mkdir(exist_ok=True)
    for name in order:
        put(folder, {name: case.drops[name]})
        wrong, content = ran(bench, folder, case.last)
        if wrong:
            return wrong, content
    return ran(bench, folder, case.last)
