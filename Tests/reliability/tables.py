"""E1 to E4, E8: tables of every shape, cut at every byte, of any encoding, of any size."""
import csv
import io

import golden
import hostile
from bench import DONE, SHARED, first_line

PERIOD = "2026-09"
SOURCES = 60

CHART = "code,name,kind,parent,role,currency\n" + "".join(
    f"{1000 + n},Bank {n},asset,,bank,\n" for n in range(SOURCES)) + """\
1400,Suspense,asset,,suspense,
1500,Transfers,asset,,transfers,
3000,Capital,equity,,,
3100,Kept,equity,,retained,
3200,Profit,equity,,result_profit,
3300,Loss,equity,,result_loss,
"""


def settings(sources):
    """A client with a source and a bank account for each of the settings given."""
    lines = "".join(
        f"  s{n}: {{format: bank-csv, path: s{n}/*, account: \"{1000 + n}\", {words}}}\n"
        for n, words in enumerate(sources))
    return {"client/chart.csv": CHART.encode(), "client/pipeline.yml": f"""\
monthend: 1
client: {{name: Tables, start: 2026-08-01, currency: EUR, fiscal_year_start: 01-01, \
timezone: Europe/Paris, language: en}}
chart: chart.csv
sources:
{lines}mapping: {{unmapped: suspense}}
reports: {{pack: [general-ledger, control, exceptions]}}
""".encode()}


def ran(bench, sources, drops):
    """One run over a drop a source: by source what posted and what was told, or the failure."""
    folder = bench.place_of(settings(sources) | {
        f"client/inbox/s{n}/drop.csv": bytes for n, bytes in enumerate(drops)})
    outcome = bench.run(folder, PERIOD, "--from", "2026-08-01", "--to", "2026-10-31",
                        "--out", f"{folder}/client/reports/{PERIOD}")
    if outcome.code not in DONE:
        return f"exits {outcome.code}: {first_line(outcome.err)}"
    pack = folder / "client/reports" / PERIOD
    posted, told = {}, {}
    for row in rows(pack / "general-ledger.csv"):
        if "1000" <= row["account"] < str(1000 + SOURCES) and row["recipe"] != "opening":
            posted.setdefault(int(row["account"]) - 1000, []).append(
                (row["day"], row["debit"], row["credit"], row["text"]))
    for row in rows(pack / "exceptions.csv"):
        if row["file"].startswith("s"):
            number = int(row["file"].split("/")[0][1:])
            told.setdefault(number, []).append((row["severity"], row["code"]))
    return [(posted.get(n, []), told.get(n, [])) for n in range(len(drops))]


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


PRESETS = ("n26", "kbc", "ing-de", "dkb", "sparkasse", "commerzbank", "qonto", "societe-generale",
           "credit-mutuel", "rabobank", "la-banque-postale", "ing-nl")


def dumps():
    """Bank exports by preset, as their fixtures have them."""
    for preset in PRESETS:
        inbox = golden.FIXTURES / "presets" / preset / "inbox"
        yield preset, next(path for path in sorted(inbox.rglob("*")) if path.is_file()
                           and "opening" not in str(path)).read_bytes()


def forms(content):
    """The same export as other programs write it: (name, bytes without a byte order mark)."""
    ends = content.replace(b"\r\n", b"\n")
    yield "", content
    yield "CRLF" if ends == content else "LF", (
        ends.replace(b"\n", b"\r\n") if ends == content else ends)
    yield "CR", ends.replace(b"\n", b"\r")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    yield "UTF-16LE", text.encode("utf-16-le")
    yield "UTF-16BE", text.encode("utf-16-be")


def e2(bench):
    """Every beginning of twelve bank exports, in every form the preset takes: where rows post,
    the file is told to have no proof of its end, or to be wrong."""
    floors = (12_000, 60_000, 60_000)
    jobs = []
    for preset, whole in dumps():
        for form, content in forms(whole):
            content = MARKS.get(form, b"") + content
            if ran(bench, [f"preset: {preset}"], [content])[0][0]:
                lengths = range(1, len(content.rstrip()), (5, 1, 1)[bench.scale])
                jobs += [(preset, form, content, lengths[at:at + SOURCES])
                         for at in range(0, len(lengths), SOURCES)]

    def judge(job):
        preset, form, content, lengths = job
        found = ran(bench, [f"preset: {preset}"] * len(lengths),
                    [content[:length] for length in lengths])
        if isinstance(found, str):
            return len(lengths), [(preset, found)]
        return len(lengths), [
            (f"{preset} {form} cut at {length}", f"{len(posted)} rows post, and nothing tells")
            for length, (posted, told) in zip(lengths, found)
            if posted and not any(code == "V-133" or severity == "error" for severity, code in told)]

    return bench.counted("E2", jobs, judge, floors[bench.scale])


PLAIN = "columns: {date: Date, amount: Amount, text: Text}"


def shapes():
    """(name, settings, bytes, texts that must post or None where it must be told)."""
    def list_(texts, mark=",", end="\n", quote=True, last=True, head="Date,Amount,Text"):
        lines = [head.replace(",", mark)]
        for number, text in enumerate(texts):
            cell = '"' + text.replace('"', '""') + '"' if quote else text
            lines.append(mark.join([f"2026-09-{number % 28 + 1:02d}", f"{number + 1}.00", cell]))
        return (end.join(lines) + (end if last else "")).encode()
    for end in ("\n", "\r\n", "\r"):
        for last in (True, False):
            for quote in (True, False):
                yield (f"ends {end!r} {last} {quote}", PLAIN, list_(["A", "B"], end=end, quote=quote,
                       last=last), ["A", "B"])
    for mark, word in ((",", '","'), (";", '";"'), ("\t", '"\\t"'), ("|", '"|"')):
        settled = PLAIN + f", delimiter: {word}"
        for text in ("a,b", 'a"b', '""', "a\nb", "a\r\nb", "a\rb", '"', ",", "\n", 'a""b', "é", " a ",
                     "'", "a;b", "a\tb", "a|b", "=1", "\\", "\\\"", "a\u00a0b", "\u2028"):
            yield f"a cell {text!r}, {mark!r}", settled, list_([text], mark=mark), [text]
        yield f"set apart by {mark!r}", settled, list_(["a,b", "c"], mark=mark), ["a,b", "c"]
        empty = (mark * 2 + "\n").encode()
        yield f"empty cells, {mark!r}", settled, empty + list_(["A", "B"], mark=mark).replace(
            b"\n", b"\n" + empty), ["A", "B"]
    yield "a mark", PLAIN, b"\xef\xbb\xbf" + list_(["A"]), ["A"]
    yield "sep=", PLAIN, b"sep=,\n" + list_(["A"]), None
    yield "blank lines", PLAIN, list_(["A"]).replace(b"\n", b"\n\n\n"), ["A"]
    yield "the header twice", PLAIN, list_(["A"]) + list_(["B"]), None
    yield "a totals row", PLAIN, list_(["A"]) + b"Total,1.00,\n", None
    yield "a row too short", PLAIN, list_(["A"]) + b"2026-09-09\n", None
    yield "a row too long", PLAIN, list_(["A"]) + b"2026-09-09,1.00,B,C\n", None
    yield "a quote never closed", PLAIN, list_(["A"]) + b'2026-09-09,1.00,"B\n', None
    yield "text behind a quote", PLAIN, list_(["A"]) + b'2026-09-09,1.00,"B"C\n', None
    yield "NUL", PLAIN, list_(["A\0B"]), None
    yield "no header", PLAIN, b"2026-09-09,1.00,A\n", None
    yield "nothing but a header", PLAIN, b"Date,Amount,Text\n", []
    yield "nothing", PLAIN, b"", None
    yield "a column twice", PLAIN, list_(["A"], head="Date,Amount,Text,Amount"), None
    yield "a column missing", PLAIN, list_(["A"], head="Date,Betrag,Text"), None
    yield "other letter case", PLAIN, list_(["A"], head="DATE,AMOUNT,TEXT"), "either"
    yield "blanks around names", PLAIN, list_(["A"], head=" Date , Amount , Text "), "either"
    for text in hostile.ALL[:120]:
        if not any(ord(c) < 32 or ord(c) == 0xFFFF for c in text):
            yield f"text {text[:20]!r}", PLAIN, list_([text]), [text]


def e1(bench):
    """Shapes of RFC 4180 and others: the texts post as they are, or a finding tells why not."""
    floors = (200, 200, 200)
    jobs = list(shapes())

    def judge(part):
        found = ran(bench, [words for _, words, _, _ in part], [bytes for _, _, bytes, _ in part])
        if isinstance(found, str):
            return len(part), [(part[0][0], found)]
        wrong = []
        for (name, _, _, texts), (posted, told) in zip(part, found):
            have = [row[3] for row in posted]
            loud = [code for severity, code in told if code != "V-133"]
            if texts is None and not loud:
                wrong.append((name, f"posts {have} and tells nothing"))
            if isinstance(texts, list) and not same(have, texts):
                wrong.append((name, f"posts {have!r}, not {texts!r}: {told}"))
            if texts == "either" and not have and not loud:
                wrong.append((name, "posts nothing and tells nothing"))
        return len(part), wrong

    return bench.counted("E1", [jobs[n:n + SOURCES] for n in range(0, len(jobs), SOURCES)], judge,
                         floors[bench.scale])


def same(have, texts):
    """Texts as the books keep them: blanks at the ends and line ends within are one blank."""
    def kept(text):
        return " ".join(text.split())
    return sorted(map(kept, have)) == sorted(map(kept, texts))


ENCODINGS = {
    "UTF-8": "utf-8", "UTF-16LE": "utf-16-le", "UTF-16BE": "utf-16-be", "WINDOWS-1252": "cp1252",
    "ISO-8859-1": "latin-1", "ISO-8859-15": "iso8859-15", "WINDOWS-1250": "cp1250",
    "WINDOWS-1251": "cp1251", "ISO-8859-2": "iso8859-2", "IBM850": "cp850", "IBM437": "cp437",
    "MACINTOSH": "mac-roman", "SHIFT_JIS": "shift_jis", "GB18030": "gb18030",
}
MARKS = {"UTF-8": b"\xef\xbb\xbf", "UTF-16LE": b"\xff\xfe", "UTF-16BE": b"\xfe\xff"}
TEXTS = ("Café", "Köln", "Łódź", "Señor", "ÅÄÖ", "æøå", "ß", "10 € net", "Œuvre", "naïve",
         "Москва", "テスト", "表計算", "中文", "Ÿ", "š", "ž", "ﬁn", "e\u0301", "é", "Ça va", "“quoted”",
         "dash – here", "nb\u00a0sp", "½", "°C", "plain", "A+B", "ÀÉÎ", "ñ")


def e4(bench):
    """Encodings: declared as they are, the text is the text; declared wrong, told or no error
    of the money."""
    floors = (180, 900, 900)
    jobs = []
    for declared in ENCODINGS:
        for real, codec in ENCODINGS.items():
            for text in TEXTS:
                for mark in (b"", MARKS.get(real)):
                    if mark is not None and (declared == real or text in TEXTS[:4]):
                        jobs.append((declared, real, codec, text, mark))
    bench.random("E4").shuffle(jobs)
    made = []
    for number, (declared, real, codec, text, mark) in enumerate(jobs):
        # No two files may have the same bytes: the second would count as a copy of the first.
        text = f"{text} {number}"
        try:
            bytes = mark + f"Date,Amount,Text\n2026-09-02,5.00,{text}\n".encode(codec)
        except UnicodeEncodeError:
            continue  # the encoding has no such letters
        made.append((declared, real, text, bytes))
    made = made[:floors[bench.scale] + 60]

    def judge(part):
        found = ran(bench, [f"{PLAIN}, encoding: {declared}" for declared, *_ in part],
                    [bytes for *_, bytes in part])
        if isinstance(found, str):
            return len(part), [(part[0][:3], found)]
        wrong = []
        for (declared, real, text, bytes), (posted, told) in zip(part, found):
            loud = [code for _, code in told if code != "V-133"]
            where = f"{real} declared {declared}: {text}"
            if declared == real and not same([row[3] for row in posted], [text]):
                wrong.append((where, f"posts {posted} {told}"))
            if not posted and not loud:
                wrong.append((where, "posts nothing and tells nothing"))
            if any(row[1] != "5.00" for row in posted):
                wrong.append((where, f"another amount: {posted}"))
        return len(part), wrong

    return bench.counted("E4", [made[n:n + SOURCES] for n in range(0, len(made), SOURCES)], judge,
                         floors[bench.scale])


def sizes(scale):
    """(name, head, piece, times): files that are long in one way; read by `inspect`."""
    more = 1 if scale == 0 else 4
    head = (b"Booking Date,Value Date,Partner Name,Partner Iban,Payment Reference,"
            b"Amount (EUR)\n2026-09-13,,A,,B,1.00\n")
    yield "a line", head + b"2026-09-02,,A,,", b"x" * (1 << 20), 64 * more
    yield "columns", b"", b"a," * (1 << 19), 8 * more
    yield "rows", head, b"2026-09-13,,A,,B,1.00\n" * 50_000, 16 * more
    yield "lines of another table", b"", b"2026-09-02;1,00;TEXT\n" * 50_000, 16 * more
    yield "wide lines", b"", (b"a," * 2_000 + b"\n") * 256, 16 * more
    yield "short lines", head, b"x\n" * (1 << 19), 16 * more
    yield "blank lines", head, b"\n" * (1 << 20), 16 * more
    yield "blank lines alone", b"Date\n", b"\n" * (1 << 20), 16 * more
    yield "blank lines between", head, b"\n2026-09-13,,A,,B,1.00\n" * 50_000, 16 * more
    yield "lines behind open quotes", head, b'2026-09-13,,A,,"B,1.00\n' * 50_000, 16 * more
    yield "blanks", b"", b" " * (1 << 20), 32 * more
    yield "NUL", b"", bytes(1 << 20), 32 * more
    yield "quotes", head, b'"' * (1 << 20), 16 * more
    yield "empty rows", head, b",,,,,\n" * (1 << 17), 20 * more
    yield "rows too wide", head, b",,,,,,,,,,,,,,,x\n" * (1 << 16), 16 * more
    yield "a quote never closed", head + b'2026-09-13,,A,,"', b"x\n" * (1 << 19), 16 * more
    yield "a row without end", head, b"," * (1 << 20), 8 * more
    yield "a header without end", head[:70], b",x" * (1 << 19), 8 * more
    yield "CR alone", head, b"\r" * (1 << 20), 16 * more
    yield "CRLF alone", head, b"\r\n" * (1 << 19), 16 * more
    yield "UTF-16", b"\xff\xfe" + head.decode().encode("utf-16-le"), b"x\0\n\0" * (1 << 18), 16 * more


def e3(bench):
    """Long lines, many columns, lines that are no rows: 64 MiB, two seconds each 100 MB."""
    floors = (20, 20, 20)

    def judge(job):
        name, head, piece, times = job
        path = bench.place_of({}, "long") / "long.csv"
        with path.open("wb") as file:
            file.write(head)
            for _ in range(times):
                file.write(piece)
        size = path.stat().st_size
        used = bench.used(["inspect", "--preset", "n26", "--shared", str(SHARED), str(path)],
                          patience=600)
        path.unlink()
        wrong = []
        if used.code not in (0, 1):
            wrong.append(f"ends by {used.code}: {first_line(used.err)}")
        if used.kilobytes > 64 << 10:
            wrong.append(f"took {used.kilobytes} KB for {size} bytes")
        if used.seconds > 1 + size / 1e8 * 2:
            wrong.append(f"took {used.seconds} s for {size} bytes")
        return 1, [(name, text) for text in wrong]

    return bench.counted("E3", list(sizes(bench.scale)), judge, floors[bench.scale])
