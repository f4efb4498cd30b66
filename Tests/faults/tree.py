"""A client's folder as a value: what lies in it, its book as rows."""
import hashlib
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

BOOK = "book.sqlite"
JOURNAL = BOOK + "-journal"

# The rows of no book, and of one that holds none yet.
NOTHING = "nothing"


def read(folder):
    """Every file below a folder with its bytes; a folder is None."""
    tree = {}
    for place, folders, files in os.walk(folder):
        base = os.path.relpath(place, folder)
        base = "" if base == "." else base + "/"
        for name in folders:
            tree[base + name] = None
        for name in files:
            with open(os.path.join(place, name), "rb") as file:
                tree[base + name] = file.read()
    return tree


def write(tree, folder):
    """Makes a folder hold exactly the tree."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    made = {""}
    for name in sorted(tree):
        content = tree[name]
        parent = name.rpartition("/")[0] if content is not None else name
        if parent not in made:
            os.makedirs(os.path.join(folder, parent), exist_ok=True)
            made.add(parent)
        if content is not None:
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content)


def shown(tree):
    """What a run owes the user besides the book: reports, archive, inbox, quarantine, settings.

    `runs/` holds clock times and a record for each run; the lock file is empty.
    """
    return {
        name: content for name, content in tree.items()
        if not name.startswith("client/runs") and not name.startswith("client/" + BOOK)
    }


def digest(content):
    return hashlib.sha256(content).hexdigest()


class Damaged(Exception):
    """A book that SQLite cannot open or finds unsound."""


class Books:
    """Books compared by their rows, each pair of book and journal looked at once."""

    def __init__(self, scratch):
        self.scratch = scratch
        self.known = {}

    def rows(self, book, journal):
        """A digest of every row, once SQLite has rolled back what was under way.

        Tables without rows count as absent, and a book without any as no book: a crash may leave
        a book that was made and holds nothing yet, or one that was only brought up to date.
        Raises Damaged.
        """
        key = (digest(book or b""), digest(journal or b""))
        if key not in self.known:
            try:
                self.known[key] = self._rows(book, journal)
            except (sqlite3.Error, Damaged) as error:
                self.known[key] = Damaged(str(error))
        found = self.known[key]
        if isinstance(found, Damaged):
            raise found
        return found

    def _rows(self, book, journal):
        if not book and not journal:
            return NOTHING
        place = Path(tempfile.mkdtemp(dir=self.scratch))
        try:
            (place / BOOK).write_bytes(book or b"")
            if journal is not None:
                (place / JOURNAL).write_bytes(journal)
            return dump(place / BOOK)
        finally:
            shutil.rmtree(place)


def dump(path):
    """The digest of a book's rows in the order of their keys. Raises Damaged, sqlite3.Error."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.text_factory = bytes
    try:
        check = connection.execute("PRAGMA integrity_check").fetchall()
        if check != [(b"ok",)]:
            raise Damaged(str(check[:3]))
        hash = hashlib.sha256()
        isEmpty = True
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        for (name,) in sorted(tables.fetchall()):
            rows = connection.execute(f'SELECT * FROM "{name.decode()}"').fetchall()
            if rows:
                isEmpty = False
                hash.update(repr((name, rows)).encode())
        return NOTHING if isEmpty else hash.hexdigest()
    finally:
        connection.close()
