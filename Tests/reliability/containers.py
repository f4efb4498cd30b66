"""F1 to F4: packed, odd and oddly named drops harm nothing and are told of."""
import csv
import hashlib
import io
import json
import os
import random
import socket
import stat
import struct
import threading
import time
import warnings
import zipfile
import zlib

import tree
import windows
from bench import DONE, first_line, inspected

GOOD = b"Date,Amount,Text\n2026-09-02,12.00,RENT\n2026-09-03,-5.00,FEE\n"
PERIOD = "2026-09"
SETTINGS = {
    "client/pipeline.yml": b"""\
monthend: 1
client: {name: Boxes, start: 2026-09-01, currency: EUR, fiscal_year_start: 01-01, \
timezone: Europe/Paris, language: en}
chart: chart.csv
sources:
  list: {format: bank-csv, path: "list/*", account: "1000", \
columns: {date: Date, amount: Amount, text: Text}}
mapping: {unmapped: suspense}
""",
    "client/chart.csv": b"""\
code,name,kind,parent,role,currency
1000,Bank,asset,,bank,
1400,Suspense,asset,,suspense,
1500,Transfers,asset,,transfers,
3000,Capital,equity,,,
3100,Kept,equity,,retained,
3200,Profit,equity,,result_profit,
3300,Loss,equity,,result_loss,
""",
}


def member(data, name=None, level=9):
    """One gzip member, with a name of the caller's."""
    head = b"\x1f\x8b\x08" + (b"\x08" if name else b"\0") + b"\0\0\0\0\2\xff"
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    body = packer.compress(data) + packer.flush()
    tail = struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)
    return head + (name + b"\0" if name else b"") + body + tail


def gzips():
    """(name, bytes, whether it is whole): a statement, which `inspect` reads to its end."""
    text = windows.statement(0, "S", 0, [windows.Movement(2, 500, 1)], (2, 2), True)
    bomb = b"<Document>" + bytes(300 << 20).replace(b"\0", b" ")
    whole = member(text)
    yield "plain", whole, True
    for name in (b"../../etc/passwd", b"/etc/passwd", b"C:\\a", b"a\nb", b"\xff", b"x" * 5000):
        yield f"named {name[:12]!r}", member(text, name), True
    yield "two members", member(text[:20]) + member(text[20:]), True
    yield "a thousand members", member(text) + member(b"") * 1000, True
    yield "an empty member first", member(b"") + whole, True
    for count in (1, 2, 100):
        yield f"{count} bytes of garbage behind", whole + b"\x1f\x8b\xffgarbage"[:2] * count, False
    yield "text behind", whole + b"text", False
    for at in range(8):
        for bit in (0, 7):
            bad = bytearray(whole)
            bad[len(whole) - 8 + at] ^= 1 << bit
            yield f"checksum or length, byte {at} bit {bit}", bytes(bad), False
    for flag in (0x20, 0x40, 0x80):
        bad = bytearray(whole)
        bad[3] = flag
        yield f"reserved flag {flag}", bytes(bad), None
    for method in (0, 7, 9, 255):
        bad = bytearray(whole)
        bad[2] = method
        yield f"method {method}", bytes(bad), False
    yield "a bomb of 300 MB", member(bomb), False
    yield "a bomb of members", member(bomb[:10]) + member(bomb[-(8 << 20):]) * 60, False
    yield "a bomb in a bomb", member(member(bomb[:100 << 20])), None
    for length in range(2, len(whole)):
        yield f"cut at {length}", whole[:length], False


def f1(bench):
    """gzip: bombs, many members, garbage, wrong sums, cut at every byte."""
    floors = (100, 100, 100)
    jobs = list(gzips())

    def judge(jobs):
        folder = bench.place_of({}, "boxes")
        for number, (_, bytes, _) in enumerate(jobs):
            (folder / f"{number:04d}.xml.gz").write_bytes(bytes)
        paths = [str(folder / f"{number:04d}.xml.gz") for number in range(len(jobs))]
        wrong = []
        used = bench.used(["inspect", "--format", "json", *paths])
        told = inspected(used.out)
        for (name, _, isWhole), path in zip(jobs, paths):
            isRefused = told[path]["refused"] is not None
            if isWhole is not None and isRefused == isWhole:
                wrong.append((name, f"refused: {isRefused}, whole: {isWhole}"))
        if used.kilobytes > 64 << 10 or used.seconds > 10:
            wrong.append((jobs[0][0], f"took {used.kilobytes} KB, {used.seconds} s"))
        return len(jobs), wrong

    parts = [jobs[start:start + 20] for start in range(0, len(jobs), 20)]
    return bench.counted("F1", parts, judge, floors[bench.scale])


def zipped(members, **options):
    out = io.BytesIO()
    warnings.simplefilter("ignore")  # of names that come twice
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.compress_type = zipfile.ZIP_DEFLATED
            for key, value in options.items():
                setattr(info, key, value)
            archive.writestr(info, data)
    return out.getvalue()


def patched(bytes, old, new, count=-1):
    return bytes.replace(old, new, count)


def zips():
    """(name, bytes, whether something of it may post)."""
    good = zipped([("a.csv", GOOD)])
    yield "plain", good, True
    for name in ("../a.csv", "../../../../tmp/monthend-slip.csv", "/etc/cron.d/a.csv", "C:\\a.csv",
                 "C:a.csv", "..\\a.csv", "\\\\host\\a.csv", "a/../../b.csv", "./a.csv", "a//b.csv",
                 "a\nb.csv", "a\x1b[31mb.csv", "\u202Ea.csv", "x" * 300 + ".csv", " .csv", "-rf.csv",
                 "con.csv", "a.csv ", "$(touch pwned).csv"):
        yield f"named {name[:20]!r}", zipped([(name, GOOD)]), None
    yield "named with NUL", patched(zipped([("aNULb.csv", GOOD)]), b"aNULb", b"a\0\0\0b"), None
    yield "a link", zipped([("a.csv", b"/etc/passwd")], external_attr=0o120777 << 16,
                           create_system=3), None
    yield "a device", zipped([("a.csv", b"")], external_attr=0o020666 << 16, create_system=3), None
    yield "set-uid", zipped([("a.csv", GOOD)], external_attr=0o104755 << 16, create_system=3), None
    yield "the same name twice", zipped([("a.csv", GOOD), ("a.csv", GOOD + b"2026-09-04,1.00,A\n")]
                                        ), None
    yield "names of one letter case", zipped([("a.csv", GOOD), ("A.CSV", GOOD)]), None
    yield "a zip within", zipped([("a.zip", good)]), None
    yield "ten zips deep", nested(good, 10), None
    yield "65,000 entries", zipped([(f"{number}.csv", b"") for number in range(65_000)]), None
    yield "a bomb", zipped([("a.csv", bytes(200 << 20))]), False
    yield "many small bombs", zipped([(f"{n}.csv", bytes(12 << 20)) for n in range(40)]), None
    yield "encrypted flag", patched(good, b"\x14\x00\x00\x00", b"\x14\x00\x01\x00"), False
    yield "an unknown method", patched(good, b"\x08\x00", b"\x61\x00"), False
    yield "nothing in it", zipped([]), None
    yield "only a folder", zipped([("folder/", b"")]), None
    yield "sizes that lie", patched(good, struct.pack("<I", len(GOOD)), struct.pack("<I", 5)), None
    yield "sizes that lie upwards", patched(
        good, struct.pack("<I", len(GOOD)), struct.pack("<I", 1 << 30)), None
    yield "zip64 that lies", patched(
        good, struct.pack("<I", len(GOOD)), b"\xff\xff\xff\xff"), False
    yield "wrong checksum", patched(good, struct.pack("<I", zlib.crc32(GOOD)), b"\1\2\3\4"), False
    yield "garbage before", b"PK\3\4garbage" + good, None
    yield "text before", b"text" + good, None
    yield "garbage behind", good + b"garbage", None
    yield "two archives", good + zipped([("b.csv", GOOD)]), None
    yield "overlapping entries", overlapping(), None
    yield "a central directory alone", good[good.index(b"PK\1\2"):], None
    for length in range(4, len(good), 5):
        yield f"cut at {length}", good[:length], False
    for name, head in (("7z", b"7z\xbc\xaf\x27\x1c"), ("rar", b"Rar!\x1a\x07"), ("xz", b"\xfd7zXZ\0"),
                       ("bzip2", b"BZh9"), ("zstd", b"\x28\xb5\x2f\xfd"), ("ole", b"\xd0\xcf\x11\xe0"),
                       ("elf", b"\x7fELF"), ("tar", b"a.csv" + bytes(252) + b"ustar")):
        yield name, head + bytes(600), False


def nested(inner, depth):
    for number in range(depth):
        inner = zipped([(f"{number}.zip", inner)])
    return inner


def overlapping():
    """Two entries of the directory that name the same bytes (Fifield, better zip bombs)."""
    good = zipped([("a.csv", GOOD)])
    at, end = good.index(b"PK\1\2"), good.index(b"PK\5\6")
    entry = good[at:end]
    tail = bytearray(good[end:])
    tail[8:12] = struct.pack("<HH", 2, 2)
    tail[12:16] = struct.pack("<I", 2 * len(entry))
    return good[:at] + entry + entry.replace(b"a.csv", b"b.csv") + bytes(tail)


def f2(bench):
    """zip, 7z, tar, ole: hostile members harm nothing; each in a run of its own."""
    floors = (20, 80, 80)
    jobs = list(zips())
    if bench.scale == 0:
        bench.random("F2").shuffle(jobs)
        jobs = jobs[:24]

    def judge(job):
        name, bytes, may = job
        folder = bench.place_of(SETTINGS | {
            "client/inbox/list/drop.csv.zip": bytes, "client/inbox/list/good.csv":
                b"Date,Amount,Text\n2026-09-20,77.00,RENT\n"})
        outside = tree.read(folder.parent) if bench.scale else None
        used = bench.used(["run", f"{folder}/client", "-p", PERIOD, "-q", "--now", "1790000000"])
        wrong = []
        if used.code not in DONE:
            wrong.append(f"exits {used.code}: {first_line(used.err)}")
        elif used.kilobytes > 64 << 10 or used.seconds > 10:
            wrong.append(f"took {used.kilobytes} KB, {used.seconds} s")
        else:
            pack = folder / "client/reports" / PERIOD
            posted = {row["file"]: float(row["posted"]) for row in rows(pack / "control.csv")
                      if row["unit"] == "rows"}
            told = {row["file"] for row in rows(pack / "exceptions.csv")}
            ours = [file for file in posted if file.startswith("list/drop")]
            if posted.get("list/good.csv") != 1:
                wrong.append("the drop beside it did not post")
            if may is False and any(posted[file] for file in ours):
                wrong.append("rows of it posted")
            # Of a list whose size is a lie, all rows post or none: its checksum proves them.
            if any(posted[file] not in (0, GOOD.count(b"\n") - 1) for file in ours) and (
                    "twice" not in name):
                wrong.append(f"half of it posted: {posted}")
            if not any(posted[file] for file in ours) and not any(
                    file.startswith("list/drop") for file in told):
                wrong.append("nothing of it posted, and nothing tells so")
            if bench.verb(folder, "verify").code:
                wrong.append("the book does not hold")
        for place in ("/tmp/monthend-slip.csv", f"{folder}/pwned", f"{folder}/client/pwned"):
            if os.path.exists(place):
                wrong.append(f"it wrote {place}")
        if outside is not None:
            made = {path for path in tree.read(folder.parent)
                    if path not in outside and not path.startswith("case/") and path != "used"}
            if made:
                wrong.append(f"it wrote outside: {sorted(made)[:2]}")
        return 1, [(name, text) for text in wrong]

    return bench.counted("F2", jobs, judge, floors[bench.scale])


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8", errors="replace"))))


def specials():
    """What lies in an inbox and is no drop, by name; each is made by a call."""
    def made(mode):
        return lambda path: os.mknod(path, mode, os.makedev(1, 5))
    def unix(path):
        place = socket.socket(socket.AF_UNIX)
        place.bind(str(path)[-100:]) if len(str(path)) < 100 else os.mkfifo(path)
        place.close()
    def sparse(path):
        path.touch()
        os.truncate(path, 1 << 28)
    def linked(path):
        (path.parent.parent / "other").write_bytes(GOOD.replace(b"12.00", b"77.00"))
        os.link(path.parent.parent / "other", path)
    def raised(path):
        path.write_bytes(GOOD.replace(b"12.00", b"88.00"))
        os.chmod(path, 0o6777)
    return {
        "fifo": os.mkfifo, "socket": unix, "null": made(stat.S_IFCHR | 0o666),
        "folder": os.mkdir, "dangling": lambda path: os.symlink("/nowhere", path),
        "loop": lambda path: os.symlink(path.name, path),
        "passwd": lambda path: os.symlink("/etc/passwd", path),
        "endless": lambda path: os.symlink("/dev/zero", path),
        "up": lambda path: os.symlink("../..", path), "sparse": sparse, "hard link": linked,
        "set-uid": raised, "empty": lambda path: path.touch(),
        "unreadable": lambda path: (path.write_bytes(b"x"), os.chmod(path, 0)),
        "hidden": lambda path: path.with_name(".hidden").write_bytes(GOOD),
        "unfinished": lambda path: path.with_name("a.csv.part").write_bytes(GOOD),
    }


def f3(bench):
    """Links, pipes, devices, holes; files that grow, shrink, go and come while they are read."""
    floors = (20, 40, 400)
    jobs = [(name, make, None) for name, make in specials().items()]
    kinds = ("grows", "shrinks", "is replaced", "goes", "is cut to nothing")
    jobs += [(f"a file {kinds[n % 5]}", None, n) for n in range(max(8, floors[bench.scale] - 14))]

    def judge(job):
        name, make, number = job
        folder = bench.place_of(SETTINGS | {"client/inbox/list/good.csv": GOOD})
        path = folder / "client/inbox/list" / f"{name}.csv"
        if make:
            try:
                make(path)
            except PermissionError:
                return 0, []  # no devices may be made here
            return 1, [(name, text) for text in odd(bench, folder, path)]
        return 1, [(name, text) for text in restless(bench, folder, path, kinds[number % 5], number)]

    return bench.counted("F3", jobs, judge, floors[bench.scale])


def odd(bench, folder, path):
    used = bench.used(["run", f"{folder}/client", "-p", PERIOD, "-q", "--now", "1790000000"])
    if used.code not in DONE and not (used.code == 74 and os.geteuid() and "unreadable" in path.name):
        return [f"exits {used.code}: {first_line(used.err)}"]
    wrong = []
    if used.kilobytes > 64 << 10 or used.seconds > 60:
        wrong.append(f"took {used.kilobytes} KB, {used.seconds} s")
    ledger = (folder / "client/reports" / PERIOD / "trial-balance.csv").read_text()
    if "1000,Bank" not in ledger:
        wrong.append("the drop beside it did not post")
    kind = stat.S_IFMT(os.lstat(path).st_mode) if os.path.lexists(path) else stat.S_IFREG
    if kind not in (stat.S_IFREG, stat.S_IFDIR) and (
            used.code != 1 or (path.name, "I-321") not in told(folder)):
        wrong.append(f"is passed over without a word, exit {used.code}")
    if any(b"root:" in bytes for name, bytes in tree.read(folder / "client/archive").items() if bytes):
        wrong.append("a file outside was read")
    if bench.verb(folder, "verify").code:
        wrong.append("the book does not hold")
    return wrong


def told(folder):
    """(name, code) of what the folder's runs told."""
    return {(os.path.basename(finding["file"]), finding["code"])
            for path in (folder / "client/runs").glob("*/findings.ndjson")
            for finding in map(json.loads, path.read_text().splitlines()) if finding}


def restless(bench, folder, path, kind, seed):
    """A writer at work while the run reads: what is posted is whole, or nothing of it.

    What a writer goes on to write into a file that has been taken is nobody's: only what it had
    written while the file still had its name must be kept.
    """
    rng = random.Random(seed)
    line = b"2026-09-%02d,%d.%02d,ROW %d\n"
    whole = b"Date,Amount,Text\n" + b"".join(
        line % (n % 28 + 1, n + 1, n % 100, n) for n in range(4_000))
    path.write_bytes(whole if kind != "grows" else whole[:20_000])
    outcome = []
    runner = threading.Thread(target=lambda: outcome.append(bench.verb(
        folder, "run", "-p", PERIOD, "-q", "--now", "1790000000", patience=120)))
    runner.start()
    time.sleep(rng.random() * 0.15)
    try:
        if kind == "grows":
            rest, whole = whole[20_000:], whole[:20_000]
            with path.open("r+b") as file:
                file.seek(0, os.SEEK_END)
                while rest:
                    file.write(rest[:5_000])
                    file.flush()
                    if not os.fstat(file.fileno()).st_nlink:
                        break
                    whole, rest = whole + rest[:5_000], rest[5_000:]
                    time.sleep(0.002)
        elif kind == "shrinks":
            os.truncate(path, 10_000)
            time.sleep(0.01)
            path.write_bytes(whole)
        elif kind == "is replaced":
            other = path.with_name(".new")
            other.write_bytes(whole)
            os.rename(other, path)
        elif kind == "is cut to nothing":
            os.truncate(path, 0)
            path.write_bytes(whole)
        else:
            os.unlink(path)
            path.write_bytes(whole)
    except FileNotFoundError:
        pass  # the run has taken the drop already
    runner.join()
    if outcome[0].code not in DONE:
        return [f"exits {outcome[0].code}: {first_line(outcome[0].err)}"]
    # Whatever it met, it goes on from there: what came later is told apart or held, not lost.
    again = bench.verb(folder, "run", "-p", PERIOD, "-q", "--now", "1790000060", patience=120)
    wrong = [] if again.code in DONE else [f"the rerun exits {again.code}"]
    kept = [bytes for bytes in tree.read(folder / "client/archive").values() if bytes]
    for name, bytes in tree.read(folder / "client/archive").items():
        if bytes and hashlib.sha256(bytes).hexdigest() != name.rpartition("/")[2]:
            wrong.append("a copy in the archive is not what its name says")
    if path.exists():
        kept.append(path.read_bytes())
    if not any(bytes.startswith(whole) for bytes in kept):
        wrong.append("what was written is neither in the inbox nor in the archive")
    if bench.verb(folder, "verify").code:
        wrong.append("the book does not hold")
    return wrong


NAMES = [
    b"new\nline.csv", b"-rf.csv", b"$(touch pwned).csv", b"`touch pwned`.csv", b"'.csv", b"\".csv",
    b"; DROP TABLE entry;--.csv", b"a,b.csv", b"a;b.csv", b"=1+1.csv", b"%s%n%x.csv", b"*.csv",
    b"?.csv", b"[a].csv", b"{a,b}.csv", b"\\.csv", b"a\tb.csv", b"a\rb.csv", b"\x1b[31mred.csv",
    b"\x07.csv", b"~.csv", b"#a#.csv", b" lead.csv", b"trail .csv", b"a" * 250 + b".csv",
    b"|cat.csv", b"&.csv", b"<a>.csv", b"nul", b"a..csv", b"a.csv.csv", b"!a.csv",
    "\u202Evsc.exe".encode(), "\u200B.csv".encode(), "e\u0301.csv".encode(), "é.csv".encode(),
    "ß.csv".encode(), "SS.csv".encode(), "表.csv".encode(), "😀.csv".encode(), b"a.csv", b"A.CSV",
]

# Not UTF-8, and how they are told: they are not taken, and harm nothing else.
UNNAMED = {b"\xff\xfe.csv": "\\xFF\\xFE.csv", b"caf\xe9.csv": "caf\\xE9.csv",
           b"a\x80b.csv": "a\\x80b.csv", b"\xc0\xaf.csv": "\\xC0\\xAF.csv"}


def f4(bench):
    """Names: each is read, kept under its digest and told, and none does anything."""
    floors = (40, 40, 40)
    folder = bench.place_of(SETTINGS)
    inbox = folder / "client/inbox/list"
    inbox.mkdir(parents=True)
    for number, name in enumerate(NAMES + list(UNNAMED)):
        content = b"Date,Amount,Text\n2026-09-02,%d.00,ROW\n" % (number + 1)
        with open(os.path.join(os.fsencode(inbox), name), "wb") as file:
            file.write(content)

    def judge(_):
        outcome = bench.verb(folder, "run", "-p", PERIOD, "--now", "1790000000")
        if outcome.code not in DONE:
            return len(NAMES), [("names", f"exits {outcome.code}: {first_line(outcome.err)}")]
        ledger = rows(folder / "client/reports" / PERIOD / "general-ledger.csv")
        posted = {row["debit"] for row in ledger if row["account"] == "1000"}
        wrong = [(name, "is not posted, and nothing tells of it")
                 for number, name in enumerate(NAMES)
                 if f"{number + 1}.00" not in posted]
        for name, shown in UNNAMED.items():
            if (shown, "I-320") not in told(folder) or outcome.code != 1:
                wrong.append((name, "is not told of"))
            if not os.path.exists(os.path.join(os.fsencode(inbox), name)):
                wrong.append((name, "is gone"))
        for place in (folder, folder / "client", inbox):
            if (place / "pwned").exists():
                wrong.append((place, "a name was run"))
        return len(NAMES), wrong

    return bench.counted("F4", [None], judge, floors[bench.scale])

