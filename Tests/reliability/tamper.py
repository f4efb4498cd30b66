"""C1 to C5: books, originals, packs and receipts edited behind the program's back."""
import json
import re
import sqlite3
import threading

import chain
import golden
import tree
from bench import first_line

SHOWN = ("trial-balance", "profit-and-loss", "aged-receivables", "aged-payables",
         "general-ledger", "journal", "control", "tie-out", "exceptions", "matches", "questions")
FOUND = 4  # the exit that says: our own books are broken


def books(bench):
    """Few cases whose books together have rows in as many tables as all of them."""
    if hasattr(bench, "tampered"):
        return bench.tampered
    having = {}
    for case in golden.all_finished(bench):
        place = bench.place_of(case.after, "look")
        book = chain.opened(place / "client" / tree.BOOK)
        having[case.name] = case, {
            name for name in chain.tables(book)
            if book.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()}
        book.close()
    chosen, missing = [], set.union(*(names for _, names in having.values()))
    while missing:
        # The most of what is missing, else the smallest book.
        best = max(having.values(), key=lambda pair: (
            len(pair[1] & missing), -len(pair[0].after["client/" + tree.BOOK])))
        chosen.append(best[0])
        missing -= best[1]
    bench.tampered = chosen
    return chosen


def changed(bench, case, change):
    """The case's folder with its book changed by `change(connection)`."""
    folder = bench.place_of(case.after)
    book = sqlite3.connect(folder / "client" / tree.BOOK, isolation_level=None)
    book.text_factory = bytes
    try:
        book.execute("BEGIN")
        change(book)
        book.execute("COMMIT")
        book.execute("REINDEX")
    finally:
        book.close()
    return folder


def shown(bench, case, folder):
    outcome = bench.verb(folder, "report", *SHOWN, "-p", case.last, "--format", "csv")
    return outcome.code, outcome.out


def c1(bench):
    """A bit of the book's file: `verify` fails, or every figure is what it was."""
    floors = (1_200, 6_000, 500_000)
    rng = bench.random("C1")
    chosen = sorted(books(bench), key=lambda case: len(case.after["client/" + tree.BOOK]))[:3]
    truth = {case.name: shown(bench, case, bench.place_of(case.after)) for case in chosen}
    used = {case.name: [
        index for index, byte in enumerate(case.after["client/" + tree.BOOK]) if byte]
        for case in chosen}

    def draw(number):
        case = chosen[number % len(chosen)]
        size = len(case.after["client/" + tree.BOOK])
        # Most of a small book's bytes are zero and mean nothing: they are one case in five.
        byte = rng.randrange(size) if number % 5 == 0 else rng.choice(used[case.name])
        return case, byte, rng.randrange(8)

    def judge(job):
        case, byte, bit = job
        content = bytearray(case.after["client/" + tree.BOOK])
        content[byte] ^= 1 << bit
        folder = bench.place / "case"
        path = folder / "client" / tree.BOOK
        if getattr(bench.local, "has", None) != case.name:
            bench.place_of(case.after)
            bench.local.has = case.name
        path.write_bytes(content)
        outcome = bench.verb(folder, "verify")
        where = f"{case.name}: byte {byte} bit {bit}"
        if outcome.code is None or outcome.code < 0:
            return 1, [(where, f"verify ends by {outcome.code}")]
        if outcome.code:
            quiet = not first_line(outcome.out + outcome.err)
            return 1, [(where, f"verify exits {outcome.code} without a word")] if quiet else []
        # As a report reads, so it writes nothing: what is wrong in it is the bit.
        same = shown(bench, case, folder) == truth[case.name]
        if not same:
            bench.local.has = None
        return 1, [] if same else [(where, "verify holds, and a figure differs")]

    # Others have used the workers' folders since.
    bench.local = threading.local()
    return bench.counted("C1", [draw(n) for n in range(floors[bench.scale])], judge,
                         floors[bench.scale])


def edits(case, connection):
    """Every edit by SQL of a book: name, the batch it is of, the change."""
    for table in chain.tables(connection):
        columns = connection.execute(
            "SELECT name, type, pk FROM pragma_table_info(?)", (table,)).fetchall()
        names = [name.decode() for name, _, _ in columns]
        keys = [name.decode() for name, _, pk in columns if pk]
        rows = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
        if not rows:
            yield f"{table}: a row is added", None, adds(table, columns)
            continue
        middle = " AND ".join(f"{key} IS ?" for key in keys)
        picked = connection.execute(
            f'SELECT {",".join(keys)} FROM "{table}" ORDER BY {",".join(keys)} LIMIT 1 OFFSET ?',
            (rows // 2,)).fetchone()
        batch = batch_of(connection, table, names, middle, picked)
        for name, type, _ in columns:
            yield (f"{table}.{name.decode()} is changed",
                   None if name in (b"id", b"batch") else batch,
                   updates(table, name.decode(), type, middle, picked))
        yield f"{table}: a row is deleted", batch, deletes(table, middle, picked)
        yield f"{table}: a row is added", None, copies(table, columns, middle, picked)
        if rows > 1:
            yield f"{table}: two rows change places", None, swaps(table, names, keys, connection)


def batch_of(connection, table, names, middle, picked):
    if table == "batch":
        return picked[0]
    if table == "posting":
        return connection.execute(
            f"SELECT e.batch FROM posting p JOIN entry e ON e.id = p.entry WHERE "
            + middle.replace("account", "p.account").replace("day", "p.day")
            .replace("id ", "p.id "), picked).fetchone()[0]
    if "batch" not in names:
        return None
    return connection.execute(
        f'SELECT batch FROM "{table}" WHERE {middle}', picked).fetchone()[0]


def updates(table, name, type, middle, picked):
    other = {
        b"INTEGER": f"CASE WHEN {name} IS NULL THEN 1 ELSE {name} + 1000 END",
        b"TEXT": f"CASE WHEN {name} IS NULL THEN 'x' ELSE {name} || 'x' END",
    }.get(type, "zeroblob(32)")
    return lambda book: book.execute(
        f'UPDATE "{table}" SET {name} = {other} WHERE {middle}', picked)


def deletes(table, middle, picked):
    return lambda book: book.execute(f'DELETE FROM "{table}" WHERE {middle}', picked)


def adds(table, columns):
    """A row where there was none, of batch 1."""
    values = [{b"INTEGER": 1, b"TEXT": "x"}.get(type, b"x" * 32) for _, type, _ in columns]
    marks = ",".join("?" * len(values))
    return lambda book: book.execute(f'INSERT INTO "{table}" VALUES ({marks})', values)


def copies(table, columns, middle, picked):
    """A row again under a number of its own; texts that must be unique get a letter more."""
    def value(name, type, isKey):
        if isKey:
            return {b"INTEGER": f"{name} + 1000", b"TEXT": f"{name} || 'x'"}.get(
                type, "zeroblob(32)")
        isUnique = (table, name) in (("account", "code"), ("word", "text"))
        return f"{name} || 'x'" if isUnique else name
    values = ",".join(value(name.decode(), type, pk) for name, type, pk in columns)
    return lambda book: book.execute(
        f'INSERT INTO "{table}" SELECT {values} FROM "{table}" WHERE {middle}', picked)


def swaps(table, names, keys, connection):
    """The first and the last row change numbers; everything else of them stays."""
    def change(book):
        order = ",".join(keys)
        first = book.execute(f'SELECT * FROM "{table}" ORDER BY {order} LIMIT 1').fetchone()
        last = book.execute(
            f'SELECT * FROM "{table}" ORDER BY {",".join(key + " DESC" for key in keys)} LIMIT 1'
        ).fetchone()
        at = [names.index(key) for key in keys]
        if [value for i, value in enumerate(first) if i not in at] == [
                value for i, value in enumerate(last) if i not in at]:
            raise Alike
        where = " AND ".join(f"{key} IS ?" for key in keys)
        for row in (first, last):
            book.execute(f'DELETE FROM "{table}" WHERE {where}', [row[i] for i in at])
        for row, other in ((first, last), (last, first)):
            new = [other[i] if i in at else value for i, value in enumerate(row)]
            book.execute(f'INSERT INTO "{table}" VALUES ({",".join("?" * len(new))})', new)
    return change


class Alike(Exception):
    """Two rows are the same but for their numbers: nothing would change."""


SCHEMA = {
    "a trigger is added": "CREATE TRIGGER late AFTER INSERT ON posting BEGIN "
                          "UPDATE posting SET amount = amount + 1 WHERE id = NEW.id; END",
    "an index is dropped": "DROP INDEX item_document",
    "a column is added": "ALTER TABLE entry ADD COLUMN more INTEGER",
    "the version is older": "PRAGMA user_version = 1",
    "the version is newer": "PRAGMA user_version = 99",
    "another program's book": "PRAGMA application_id = 7",
}


def c2(bench):
    """An edit by SQL, indexes rebuilt: `verify` fails, and names the batch."""
    chosen = books(bench)
    jobs = []
    seen = set()
    for case in chosen:
        folder = bench.place_of(case.after, "look")
        book = chain.opened(folder / "client" / tree.BOOK)
        for what, batch, change in edits(case, book):
            isEmpty = book.execute(
                f'SELECT count(*) FROM "{what.split(".")[0].split(":")[0]}"').fetchone()[0] == 0
            # Tables without rows need no second look, those with rows one in each book.
            if isEmpty and what in seen:
                continue
            seen.add(what)
            jobs.append((case, what, batch, change))
        book.close()
    bench.random("C2").shuffle(jobs)
    floors = (80, 400, 400)
    if bench.scale == 0:
        jobs = jobs[:120]
    for what, sql in SCHEMA.items():
        jobs.append((chosen[0], what, None, lambda book, sql=sql: book.execute(sql)))

    def judge(job):
        case, what, batch, change = job
        try:
            folder = changed(bench, case, change)
        except (Alike, sqlite3.IntegrityError):
            return 0, []
        return 1, [(f"{case.name}: {what}", text) for text in found(bench, folder, batch)]

    return bench.counted("C2", jobs, judge, floors[bench.scale])


def found(bench, folder, batch=None, *words):
    """What is wrong with the way `verify` finds a fault, of a batch if it is given."""
    outcome = bench.verb(folder, "verify", *words)
    said = (outcome.out + outcome.err).decode(errors="replace")
    if outcome.code is None or outcome.code < 0:
        return [f"verify ends by {outcome.code}"]
    if outcome.code == 0:
        return ["verify holds"]
    if batch is not None:
        named = {int(number) for number in re.findall(r"batch (\d+)", said)} - {0}
        if not named or min(named) != batch:
            return [f"verify names batch {sorted(named)[:3]}, not {batch}: {said[:100]}"]
    return []


def cut(book, count):
    """Takes the last batches away and makes everything else agree."""
    last = book.execute("SELECT max(id) FROM batch").fetchone()[0] - count
    book.execute(
        "DELETE FROM posting WHERE entry IN (SELECT id FROM entry WHERE batch > ?)", (last,))
    for name in chain.tables(book):
        columns = {row[0] for row in book.execute(
            "SELECT name FROM pragma_table_info(?)", (name,))}
        if name == "batch":
            book.execute("DELETE FROM batch WHERE id > ?", (last,))
        elif b"batch" in columns:
            book.execute(f'DELETE FROM "{name}" WHERE batch > ?', (last,))
    chain.rewrite(book)


def forge(book, number):
    """Changes an amount on both sides of an entry and makes everything else agree."""
    entries = book.execute("""
        SELECT entry FROM posting GROUP BY entry HAVING count(*) = 2 AND count(currency) = 0
        ORDER BY entry""").fetchall()
    if not entries:
        raise Alike
    book.execute("UPDATE posting SET amount = amount + 100 WHERE entry = ?",
                 entries[number % len(entries)])
    chain.rewrite(book)


def c3_c4(bench):
    """Books cut short or written anew as one who can hash would: found by the printed head."""
    results = []
    several = [case for case in golden.all_finished(bench) if head(bench, case)[0] > 1]
    cuts = [(case, count) for case in several for count in range(1, head(bench, case)[0])]
    results.append(forged(bench, "C3", (8, 40, 500), cuts, lambda book, job: cut(book, job[1])))
    some = golden.all_finished(bench)
    forgeries = [(case, number) for number in range(3) for case in some[:: len(some) // 20]]
    results.append(forged(bench, "C4", (5, 10, 10), forgeries,
                          lambda book, job: forge(book, job[1])))
    return results


def head(bench, case):
    """Number of batches and the last head, as printed in the last run's record."""
    records = sorted(name for name in case.after if name.endswith("/run.json"))
    record = json.loads(case.after[records[-1]])
    return record["batch"], record["head"]


def forged(bench, id, floors, jobs, change):
    floor = floors[bench.scale]
    jobs = list(jobs)
    bench.random(id).shuffle(jobs)
    while len(jobs) < floor:
        jobs += jobs
    jobs = jobs[:max(floor, 40)] if bench.scale else jobs[:floor + 5]

    def judge(job):
        case = job[0]
        where = f"{case.name} {job[1]}"
        try:
            folder = changed(bench, case, lambda book: change(book, job))
        except Alike:
            return 0, []
        wrong = []
        # Alone, the book agrees with itself: the head that was printed proves that it is another.
        for name in ("reports", "runs"):
            (folder / "client" / name).rename(folder / name)
        outcome = bench.verb(folder, "verify")
        if outcome.code:
            wrong.append(f"a forgery is not whole: {first_line(outcome.out + outcome.err)}")
        wrong += [f"by the printed head: {text}" for text in found(
            bench, folder, None, "--head", head(bench, case)[1])]
        for name in ("reports", "runs"):
            (folder / name).rename(folder / "client" / name)
        wrong += [f"by its packs and records: {text}" for text in found(bench, folder)]
        return 1, [(where, text) for text in wrong]

    return bench.counted(id, jobs, judge, floor)


def c5(bench):
    """A byte of an original, a report, a MANIFEST, a run's record; an original that is gone."""
    floors = (40, 200, 5_000)
    rng = bench.random("C5")
    some = golden.all_finished(bench)
    jobs = []
    for number in range(floors[bench.scale]):
        case = rng.choice(some)
        kind = ("archive/", "reports/", "MANIFEST", "run.json", "/log", "/findings.ndjson",
                "gone")[number % 7]
        names = [name for name, bytes in case.after.items()
                 if kind.replace("gone", "archive/") in name and bytes]
        if names and kind == "gone":
            jobs.append((case, rng.choice(sorted(names)), 0, 0))
        elif names:
            name = rng.choice(sorted(names))
            jobs.append((case, name, rng.randrange(len(case.after[name])), 1 + rng.randrange(255)))

    def judge(job):
        case, name, at, mask = job
        content = bytearray(case.after[name])
        content[at] ^= mask
        after = case.after | {name: bytes(content)}
        if not mask:
            del after[name]
        folder = bench.place_of(after)
        return 1, [(f"{case.name}: {name} byte {at}, {mask}", text)
                   for text in found(bench, folder)]

    return bench.counted("C5", jobs, judge, len(jobs) and floors[bench.scale] * 9 // 10)


def c6_c7(bench):
    """Balances and counts as they follow from the rows; the chain as its form is documented."""
    def judge(case, look):
        folder = bench.place_of(case.after, "look")
        book = chain.opened(folder / "client" / tree.BOOK)
        try:
            return look(case, book)
        finally:
            book.close()

    def rebuilt(case, book):
        wrong = [] if chain.derived(book) == chain.kept(book) else [
            (case.name, "balances or counts do not follow from the postings")]
        before = shown(bench, case, bench.place / "look")
        chain.rewrite(book)
        book.execute("REINDEX")
        book.execute("VACUUM")
        if shown(bench, case, bench.place / "look") != before:
            wrong.append((case.name, "reports of the rebuilt book differ"))
        return 1, wrong

    def recomputed(case, book):
        wrong = [f"table {name} is in no chain" for name in chain.tables(book)
                 if name not in chain.OUTSIDE and name not in chain.FIRST + chain.LATER]
        made, stored = chain.heads(book), chain.stored(book)
        wrong += [f"head of batch {batch} differs" for batch in stored
                  if made.get(batch) != stored[batch]]
        if head(bench, case)[1] != stored[max(stored)].hex():
            wrong.append("the printed head is not the book's")
        return len(stored), [(case.name, text) for text in wrong]

    all = golden.all_finished(bench)
    return [
        bench.counted("C6", all, lambda case: judge(case, rebuilt), len(golden.cases())),
        bench.counted("C7", all, lambda case: judge(case, recomputed), len(golden.cases()))]
