"""The book's chain from its documented form, recomputed without the program's code.

H(n) = SHA-256("monthend/1/batch" ‖ H(n−1) ‖ settings ‖ for each table: name, rows, digest), H(0)
thirty-two zero bytes, tables in the order below; those of LATER only where the batch has rows of
them. A table's digest is SHA-256 over its rows of the batch by number; a field is a tag (0 null,
1 integer, 2 text, 3 blob), integers as 8 bytes big-endian, texts and blobs as length and bytes.
"""
import hashlib
import sqlite3
import struct

FIRST = (
    "account word file statement verdict entry posting item allocation document tax_move transit "
    "clearing covered suspense_text sale sale_day read_total posted_total lock finding").split()
LATER = (
    "conversion allocation_original document_bank payment_reference tax_line suspense_party answer "
    "payroll payroll_element sale_detail payout payout_line stock_move stock_cost goods_billed "
    "cash_count receipt_range").split()

# What follows from the others, and what the chain enters by its digest.
OUTSIDE = {"settings", "batch", "balance", "entry_count"}

POSTING = """
    SELECT e.batch, p.id, p.entry, p.account, p.day, p.side, p.amount, p.currency, p.original
    FROM posting p LEFT JOIN entry e ON e.id = p.entry ORDER BY p.id"""


def opened(path):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.text_factory = bytes
    return connection


def tables(connection):
    found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return [name.decode() for (name,) in found if not name.startswith(b"sqlite_")]


def canonical(value):
    if value is None:
        return b"\0"
    if isinstance(value, int):
        return b"\1" + struct.pack(">q", value)
    if isinstance(value, memoryview):
        return b"\3" + struct.pack(">Q", len(value)) + bytes(value)
    return b"\2" + struct.pack(">Q", len(value)) + value


def digests(connection, table):
    """Number of rows and digest of a table's rows, by batch."""
    query = POSTING if table == "posting" else f"SELECT batch, * FROM {table} ORDER BY id"
    blobs = {index for index, row in enumerate(
        connection.execute(f"SELECT type FROM pragma_table_info('{table}')")) if row[0] == b"BLOB"}
    hashes, counts = {}, {}
    for batch, *fields in connection.execute(query):
        link = hashes.setdefault(batch, hashlib.sha256())
        counts[batch] = counts.get(batch, 0) + 1
        for index, value in enumerate(fields):
            isBlob = table != "posting" and index in blobs and value is not None
            link.update(canonical(memoryview(value) if isBlob else value))
    return {batch: (counts[batch], link.digest()) for batch, link in hashes.items()}


def heads(connection):
    """The head that each batch must have, by its number."""
    there = set(tables(connection))
    made = {name: digests(connection, name) for name in FIRST + LATER if name in there}
    previous, result = bytes(32), {}
    for batch, settings in connection.execute("SELECT id, settings FROM batch ORDER BY id"):
        link = hashlib.sha256(b"monthend/1/batch" + previous + settings)
        for name in FIRST + LATER:
            rows, digest = made.get(name, {}).get(batch, (0, hashlib.sha256().digest()))
            if rows or name in FIRST:
                link.update(name.encode() + struct.pack(">Q", rows) + digest)
        previous = link.digest()
        result[batch] = previous
    return result


def stored(connection):
    return dict(connection.execute("SELECT id, head FROM batch ORDER BY id"))


def month(day):
    """Year × 12 + month − 1 of a day counted from 0001-01-01."""
    import datetime
    date = datetime.date.fromordinal(day + 1)
    return date.year * 12 + date.month - 1


def derived(connection):
    """The balances and counts that follow from entries and postings."""
    balance, count = {}, {}
    for account, day, kind, side, amount in connection.execute("""
            SELECT p.account, p.day, e.kind, p.side, p.amount
            FROM posting p JOIN entry e ON e.id = p.entry"""):
        sums = balance.setdefault((account, month(day), kind), [0, 0, 0])
        sums[side] += amount
        sums[2] += 1
    for day, kind in connection.execute("SELECT day, kind FROM entry"):
        key = (month(day), kind)
        count[key] = count.get(key, 0) + 1
    return {key: tuple(sums) for key, sums in balance.items()}, count


def kept(connection):
    """The balances and counts that the book keeps."""
    rows = connection.execute("SELECT account, month, kind, debit, credit, count FROM balance")
    balance = {tuple(row[:3]): tuple(row[3:]) for row in rows}
    rows = connection.execute("SELECT month, kind, count FROM entry_count")
    return balance, {tuple(row[:2]): row[2] for row in rows}


def rewrite(connection):
    """Makes chain, balances and counts agree with whatever the rows say: what a forger would do."""
    balance, count = derived(connection)
    connection.execute("DELETE FROM balance")
    connection.execute("DELETE FROM entry_count")
    connection.executemany(
        "INSERT INTO balance(account, month, kind, debit, credit, count) VALUES (?,?,?,?,?,?)",
        [key + sums for key, sums in balance.items()])
    connection.executemany(
        "INSERT INTO entry_count(month, kind, count) VALUES (?,?,?)",
        [key + (number,) for key, number in count.items()])
    for batch, head in heads(connection).items():
        connection.execute("UPDATE batch SET head = ? WHERE id = ?", (head, batch))
