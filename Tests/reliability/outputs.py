"""E8 G1 G3 G4 G5: what leaves the program runs nowhere and reads back as it was."""
import csv
import io
import json
import re
import sqlite3
import unicodedata
import xml.etree.ElementTree

import golden
import hostile
import tree
from bench import DONE, first_line

PERIOD = "2026-09"
SPREADSHEETS = ("matches", "questions")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
BEGINS = tuple("=+-@\t\r\n＝＋－＠")
ENDS = ";\t\r\n"

# Letters that show as nothing.
FILLERS = "\u115F\u1160\u3164\uFFA0\u034F"


def pack(bench):
    """The hostile client's pack by name, with what the verbs printed; made once."""
    if not hasattr(bench, "hostile"):
        folder = bench.place_of(hostile.content(), "hostile")
        outcome = bench.run(folder, PERIOD)
        if outcome.code not in DONE:
            raise SystemExit(f"the hostile client exits {outcome.code}: {first_line(outcome.err)}")
        printed = [bench.verb(folder, "run", "-p", PERIOD, "--lang", lang).out
                   for lang in ("en", "fr")]
        printed += [bench.verb(folder, "report", name, "-p", PERIOD, "--lang", lang).out
                    for name in ("journal", "exceptions", "general-ledger", "matches")
                    for lang in ("en", "fr")]
        content = tree.read(folder)
        inbox = folder / "in"
        inbox.mkdir()
        for number, (name, bytes) in enumerate(hostile.drops().items()):
            (inbox / f"{number}\x1b[31m\u202E{name.split('/')[-1]}").write_bytes(bytes)
        files = sorted(str(path) for path in inbox.iterdir())
        printed.append(bench.program.run(["inspect", *files]).out)
        bench.hostile = {
            name.rpartition("/")[2]: bytes for name, bytes in content.items()
            if f"/reports/{PERIOD}/" in name and bytes}, printed, content
    return bench.hostile


def g1(bench):
    """Reports that people open in a spreadsheet: no cell of any dialect begins a formula."""
    floors = (3_000, 3_000, 3_000)
    files, _, _ = pack(bench)

    def judge(job):
        name, delimiter = job
        text = files[name + ".csv"].decode()
        wrong, cases = [], 0
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            for cell in row:
                cases += 1
                if cell.startswith(BEGINS) and not NUMBER.fullmatch(cell):
                    wrong.append((f"{name} by {delimiter!r}", f"a cell begins {cell[:40]!r}"))
        return cases, wrong

    return bench.counted("G1", [(name, mark) for name in SPREADSHEETS for mark in ",;\t"], judge,
                         floors[bench.scale])


def plain(text):
    """A text with its line ends as blanks: a statement's line has none."""
    return re.sub(r"[\r\n]+", " ", text).strip()


def e8(bench):
    """Every text of every field stands in the journal as it came, or its row is told of."""
    floors = (500, 500, 500)
    files, _, _ = pack(bench)
    journal = list(csv.DictReader(io.StringIO(files["journal.csv"].decode(), newline="")))
    told = {row["file"] for row in csv.DictReader(io.StringIO(files["exceptions.csv"].decode()))}
    fields = [
        ("list/", "text", hostile.EVERY), ("list/", "party", hostile.EVERY),
        ("invoices/", "text", hostile.ALL), ("vouchers/", "text", hostile.EVERY),
        ("bank/", "text", [text for text in hostile.ALL if hostile.fits_xml(text)])]

    def judge(job):
        place, field, text = job
        drop = next(name for name in told | {row["file"] for row in journal}
                    if name.startswith(place))
        found = {plain(row[field]) for row in journal if row["file"] == drop}
        if "\0" in text:
            return 1, [] if drop in told else [(f"{place} {field}", "a NUL is not told of")]
        return 1, [] if plain(text) in found else [(f"{place} {field}", f"{text!r} is not there")]

    return bench.counted(
        "E8", [(place, field, text) for place, field, texts in fields for text in texts], judge,
        floors[bench.scale])


def hidden(text):
    """The first character that a terminal obeys or does not show."""
    for character in text:
        kind = unicodedata.category(character)
        isShown = character == "\n" or "\u0600" <= character <= "\u08E2"  # Arabic number signs
        if not isShown and (kind in ("Cc", "Cf", "Zl", "Zp", "Cs") or character in FILLERS):
            return character
    return None


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def misaligned(text):
    """Lines of a table that write into the gap between two columns, where widths are certain."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not re.fullmatch(r"-+(  -+)+", line):
            continue
        gaps = [m.start() for m in re.finditer("  -", line)]
        for row in lines[number + 1:]:
            if not row:
                break
            if any(ord(c) > 0x2FF and unicodedata.east_asian_width(c) not in "WF"
                   and c not in "\u202F…" or ord(c) > 0xFFEF for c in row):
                continue  # joined and combining characters: no two terminals agree
            cells = "".join(c + ("\0" if unicodedata.east_asian_width(c) in "WF" else "")
                            for c in row)
            if len(row.split("  ")) < min(4, len(gaps) + 1):
                continue  # a heading: an account with its name and currency
            for gap in gaps:
                if cells[gap:gap + 2].strip(" ") and len(cells) > gap:
                    yield f"a cell reaches into the gap at {gap}: {row[:120]!r}"
                    break


def g3(bench):
    """Pages and printed texts: nothing a terminal obeys, columns where they belong."""
    floors = (200, 200, 200)
    files, printed, content = pack(bench)
    pages = [(name, bytes.decode()) for name, bytes in files.items() if name.endswith(".txt")]
    pages += [("printed", bytes.decode()) for bytes in printed]
    pages += [(name, bytes.decode()) for name, bytes in content.items()
              if name.endswith("/log") and bytes]

    def judge(page):
        name, text = page
        wrong = []
        bad = hidden(text)
        if bad:
            at = text.index(bad)
            wrong.append((name, f"U+{ord(bad):04X} is shown: {text[max(0, at - 30):at + 10]!r}"))
        wrong += [(name, told) for told in list(misaligned(text))[:3]]
        return text.count("\n"), wrong

    return bench.counted("G3", pages, judge, floors[bench.scale])


def atoms(value, path="$"):
    """Every leaf of a JSON value as SQLite's json_tree names it."""
    if isinstance(value, dict):
        return [leaf for key, inner in value.items() for leaf in atoms(inner, f"{path}.{key}")]
    if isinstance(value, list):
        return [leaf for index, inner in enumerate(value)
                for leaf in atoms(inner, f"{path}[{index}]")]
    return [value if not isinstance(value, bool) else int(value)]


def strict(text):
    def twice(pairs):
        keys = [key for key, _ in pairs]
        if len(set(keys)) != len(keys):
            raise ValueError("a key twice")
        return dict(pairs)
    return json.loads(text, object_pairs_hook=twice)


def g4(bench):
    """JSON, JSON lines and JUnit: two parsers read the same."""
    floors = (300, 300, 300)
    files, _, content = pack(bench)
    documents = [(name, bytes) for name, bytes in files.items()
                 if name.endswith(".json") or name == "MANIFEST"]
    for name, bytes in content.items():
        if name.endswith(("findings.ndjson", "run.json")) and bytes:
            documents += [(name, line) for line in bytes.splitlines() if line]
    for case in golden.all_finished(bench):
        documents += [(case.name, bytes) for name, bytes in case.after.items()
                      if name.endswith(f"{case.last}/exceptions.json") and bytes]

    def judge(job):
        name, bytes = job
        memory = sqlite3.connect(":memory:")
        try:
            mine = atoms(strict(bytes.decode()))
            theirs = [atom for (atom,) in memory.execute(
                "SELECT atom FROM json_tree(?) WHERE type NOT IN ('object', 'array')",
                (bytes.decode(),))]
        except (ValueError, sqlite3.Error) as error:
            return 1, [(name, f"{error}")]
        finally:
            memory.close()
        # SQLite ends a text at NUL; nothing else may differ.
        same = [a.split("\0")[0] if isinstance(a, str) else a for a in mine] == theirs
        return 1, [] if same else [(name, "two parsers read two things")]

    result = bench.counted("G4", documents, judge, floors[bench.scale])
    folder = bench.place / "junit"
    case = golden.cases()[0]
    place = folder / "a<b>&\"c'"
    tree.write({"case.yml": b"client: client\nperiods: [2026-09]\n"}
               | {name: bytes for name, bytes in case.settings.items()}
               | {f"inbox/{name}": bytes for name, bytes in case.drops.items()}, place)
    bench.program.run(["check", str(folder), "--junit", str(folder / "j.xml")])
    try:
        names = [node.get("name") for node in
                 xml.etree.ElementTree.parse(folder / "j.xml").iter("testcase")]
        if names != [str(place)]:
            result.violations.append(("JUnit", f"the case is named {names}"))
    except (xml.etree.ElementTree.ParseError, FileNotFoundError) as error:
        result.violations.append(("JUnit", str(error)))
    result.cases += 1
    return result


def unguarded(text):
    """What a guarded text of a spreadsheet's dialect was made of."""
    plain, starts, held = "", True, False
    for character in text:
        if starts and not held and character == "'":
            held = True
            continue
        if held and not character.startswith(BEGINS + ("'",)):
            plain += "'"
        held = False
        plain += character
        starts = character in ENDS
    return plain + ("'" if held else "")


def g5(bench):
    """The CSV form of every report reads back as what its JSON form says."""
    floors = (2_000, 10_000, 10_000)
    files, _, _ = pack(bench)
    packs = [("hostile", files)]
    cases = golden.all_finished(bench)
    for case in cases if bench.scale else cases[::4]:
        prefix = f"client/reports/{case.last}/"
        packs.append((case.name, {name[len(prefix):]: bytes for name, bytes in case.after.items()
                                  if name.startswith(prefix) and bytes}))
    jobs = [(case, name[:-4], files) for case, files in packs for name in files
            if name.endswith(".csv")]

    def judge(job):
        case, name, files = job
        rows = list(csv.reader(io.StringIO(files[name + ".csv"].decode(), newline=""), strict=True))
        if name in SPREADSHEETS:
            rows = [[unguarded(cell) for cell in row] for row in rows]
        told = json.loads(files[name + ".json"])["rows"]
        wanted = [["" if value is None else str(value) for value in row.values()] for row in told]
        # A parser of lines takes CR for a line end: it is quoted, and read back as it was.
        wrong = [(f"{case} {name}", f"{a!r} reads back as {b!r}")
                 for a, b in zip(wanted, rows[1:]) if a != b][:2]
        if len(wanted) != len(rows) - 1:
            wrong.append((f"{case} {name}", f"{len(wanted)} rows, {len(rows) - 1} read back"))
        return len(wanted), wrong

    return bench.counted("G5", jobs, judge, floors[bench.scale])
