"""D1 D2 D4 D5 D7 D8 by `inspect` and `run`: XML that was cut, changed, or means harm."""
import codecs
import json
import re

import golden
import windows
from bench import DONE, first_line

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
PLAIN = windows.statement(
    0, "S1", 1000, [windows.Movement(2, -1234, 1), windows.Movement(3, 5600, 2)], (2, 3), True
).decode()
BODY = PLAIN[len(HEAD):]

STATEMENTS = (
    "hostile/statements/camt053-batch.xml", "hostile/statements/camt053-wrapped.xml",
    "hostile/statements/camt053-accounts.xml", "banks/camt/inbox/bank/batch-charges.xml",
    "banks/camt/inbox/bank/foreign-rate.xml", "banks/camt/inbox/bank/pages.xml",
    "banks/camt/inbox/bank/qr-references.xml", "banks/camt/inbox/bank/returns.xml",
    "hostile/statements/ofx-sgml.ofx", "hostile/statements/ofx-xml.ofx",
    "hostile/statements/coda.cod", "hostile/statements/bai2.bai2")


def inspect(bench, contents, batch=400):
    """What `inspect` tells of each content, by its number; many a process."""
    folder = bench.place_of({}, "inspect")
    told = []
    for start in range(0, len(contents), batch):
        part = contents[start:start + batch]
        paths = [folder / f"{start + number:06d}" for number in range(len(part))]
        for path, content in zip(paths, part):
            path.write_bytes(content)
        outcome = bench.program_run(
            ["inspect", "--format", "json", *map(str, paths)], patience=120)
        if outcome.code not in (0, 1):
            # One of them ended the process: by halves, it is found.
            if len(part) > 1:
                half = len(part) // 2
                told += inspect(bench, part[:half]) + inspect(bench, part[half:])
            else:
                told.append({"ended": outcome.code, "refused": None, "statements": []})
        else:
            found = {}
            for file in json.loads(outcome.out)["files"]:
                found.setdefault(file["file"].split("!")[0], file)
            told += [found[str(path)] for path in paths]
        for path in paths:
            path.unlink(missing_ok=True)
    return told


def code(told):
    """The code of the finding that refuses a file; empty where none does."""
    return (told["refused"] or "").split(" ")[0]


def figures(told):
    """What a reader would take from a statement: accounts, balances, sums."""
    return [
        [statement[key] for key in ("account", "currency", "opening", "entries", "booked_sum",
                                    "closing")] for statement in told["statements"]]


def isSilent(told):
    return told["refused"] is None and told["format"] != "unknown" and not any(
        statement["findings"] or statement["adds_up"] is False
        for statement in told["statements"])


def doctypes():
    secret = "/etc/hostname"
    external = [
        f'SYSTEM "{target}"' for target in (
            secret, f"file://{secret}", "http://127.0.0.1:9/x", "ftp://127.0.0.1:9/x",
            "php://filter/read=convert.base64-encode/resource=x", "jar:file:///x!/y",
            "\\\\127.0.0.1\\x", "data:text/plain,x", "gopher://127.0.0.1:9/x", "expect://id")]
    external += ['PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://127.0.0.1:9/x"']
    for target in external:
        yield f"<!DOCTYPE Document {target}>", BODY
        yield f"<!DOCTYPE Document [<!ENTITY x {target}>]>", BODY.replace("CARD", "&x;")
        yield f"<!DOCTYPE Document [<!ENTITY % x {target}> %x;]>", BODY
    yield "<!DOCTYPE Document>", BODY
    yield "<!DOCTYPE Document []>", BODY
    yield "<!DOCTYPE Document [<!ENTITY x 'y'>]>", BODY.replace("CARD", "&x;")
    yield "<!DOCTYPE Document [<!ENTITY x 'y'>]>", BODY.replace('Ccy="EUR"', 'Ccy="&x;"', 1)
    yield "<!DOCTYPE Document [<!ATTLIST Amt Ccy CDATA 'USD'>]>", BODY
    yield "<!DOCTYPE Document [<!ENTITY % a '<!ENTITY x SYSTEM \"file:///etc/hostname\">'> %a;]>", BODY


def d1(bench):
    """Any DOCTYPE, in four encodings, behind marks and comments: refused as such."""
    floors = (40, 160, 160)
    jobs = []
    for doctype, body in doctypes():
        for name, before in (("", ""), (" behind comments", "<!--" + "x" * 70_000 + "-->" * 1),
                             (" behind blanks", "\n" * 5000)):
            text = before + doctype + body
            jobs.append((doctype + name, (HEAD + text).encode()))
            jobs.append((doctype + name + " with a mark", codecs.BOM_UTF8 + (HEAD + text).encode()))
            for encoding, mark in (("utf-16-le", codecs.BOM_UTF16_LE),
                                   ("utf-16-be", codecs.BOM_UTF16_BE)):
                wide = HEAD.replace("UTF-8", "UTF-16") + text
                jobs.append((f"{doctype}{name} in {encoding}", mark + wide.encode(encoding)))
    if bench.scale == 0:
        bench.random("D1").shuffle(jobs)
        jobs = jobs[:80]

    def judge(part):
        told = inspect(bench, [content for _, content in part])
        return len(part), [(name, f"told {code(one)}, not V-103")
                           for (name, _), one in zip(part, told) if code(one) != "V-103"]

    return bench.counted("D1", split(jobs, 60), judge, floors[bench.scale])


def split(jobs, size):
    return [jobs[start:start + size] for start in range(0, len(jobs), size)]


def expansions():
    """Documents that ask for more than they are."""
    laughs = "".join(f'<!ENTITY l{n} "{"&l%d;" % (n - 1) * 10}">' for n in range(1, 10))
    yield "a billion laughs", f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a>&l9;</a>'
    yield "quadratic", f'<!DOCTYPE a [<!ENTITY x "{"x" * 50_000}">]><a>{"&x;" * 50_000}</a>'
    yield "recursive", '<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]><a>&x;</a>'
    yield "parameters", '<!DOCTYPE a [<!ENTITY % x "&#37;x;"> %x;]><a/>'
    yield "undeclared", BODY.replace("CARD", "&lol;")
    yield "XInclude", BODY.replace(
        "CARD", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/hostname"/>')
    yield "a style sheet", '<?xml-stylesheet href="http://127.0.0.1:9/x"?>' + BODY
    yield "a schema's place", BODY.replace(
        "<Document ", '<Document xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="u http://127.0.0.1:9/x" ', 1)
    for depth in (100, 10_000, 1_000_000):
        yield f"depth {depth}", "<a>" * depth
        yield f"depth {depth} in a text", BODY.replace("CARD", "<a>" * depth + "</a>" * depth)
    for count in (100, 10_000, 200_000):
        yield f"{count} attributes", "<a " + " ".join(f"a{n}=''" for n in range(count)) + "/>"
        yield f"{count} prefixes", "<a " + " ".join(f"xmlns:p{n}='u'" for n in range(count)) + "/>"
    for size in (1 << 20, 1 << 24, 1 << 26):
        yield f"a name of {size}", f"<{'a' * size}/>"
        yield f"a text of {size}", BODY.replace("CARD", "x" * size)
        yield f"a comment of {size}", BODY.replace("CARD", f"<!--{'x' * size}-->")
        yield f"a CDATA of {size}", BODY.replace("CARD", f"<![CDATA[{'x' * size}]]>")
        yield f"references of {size}", BODY.replace("CARD", "&amp;" * (size // 5))


def d2_d3(bench):
    """Expansion, depth, width, length: an end within 64 MiB and seconds of processor time."""
    floors = (10, 30, 30)
    jobs = list(expansions())
    if bench.scale == 0:
        bench.random("D2").shuffle(jobs)
        jobs = jobs[:10]

    def judge(job):
        name, text = job
        path = bench.place_of({}, "inspect") / "attack.xml"
        path.write_bytes((HEAD + text).encode())
        size = path.stat().st_size
        used = bench.used(["inspect", "--format", "json", str(path)])
        path.unlink()
        wrong = []
        if used.code not in (0, 1):
            wrong.append(f"ends by {used.code}")
        if used.kilobytes > 64 << 10:
            wrong.append(f"took {used.kilobytes} KB")
        # A second, and as much again for every ten megabytes.
        if used.seconds > 1 + size / 1e7:
            wrong.append(f"took {used.seconds} s for {size} bytes")
        return 1, [(name, text) for text in wrong]

    return bench.counted("D2,D3", jobs, judge, floors[bench.scale])


def d4(bench):
    """Every beginning of a statement that has an end mark is refused or told of."""
    floors = (4_000, 20_000, 20_000)
    jobs, wholes = [], {}
    for name in STATEMENTS:
        content = (golden.FIXTURES / name).read_bytes()
        wholes[name] = content
        end = len(content.rstrip())
        jobs += [(name, length) for length in range(1, end)]
    step = max(1, len(jobs) // (floors[bench.scale] + 200))
    jobs = jobs[::step] + [job for job in jobs if job[1] > len(wholes[job[0]]) - 40][::step]
    truth = dict(zip(wholes, inspect(bench, list(wholes.values()))))

    def judge(part):
        told = inspect(bench, [wholes[name][:length] for name, length in part])
        return len(part), [
            (f"{name} cut at {length}", "is taken for whole") for (name, length), one
            in zip(part, told)
            if "ended" in one or isSilent(one) and one["statements"]
            and figures(one) != figures(truth[name])]

    return bench.counted("D4-inspect", split(jobs, 800), judge, floors[bench.scale])


OTHERS = [b"", None, b"<", b">", b"&", b'"', b"0", b"\0", b"\x80", b"\xff"]


def d5(bench):
    """Any byte removed, doubled or changed: refused, told of, or the figures are what they were."""
    floors = (4_000, 25_000, 100_000)
    rng = bench.random("D5")
    wholes = {name: (golden.FIXTURES / name).read_bytes() for name in STATEMENTS[:8]}
    truth = dict(zip(wholes, inspect(bench, list(wholes.values()))))
    jobs = []
    for _ in range(floors[bench.scale]):
        name = rng.choice(STATEMENTS[:8])
        jobs.append((name, rng.randrange(len(wholes[name])), rng.choice(OTHERS)))

    def changed(name, at, other):
        whole = wholes[name]
        middle = whole[at:at + 1] * 2 if other is None else other
        return whole[:at] + middle + whole[at + 1:]

    def judge(part):
        told = inspect(bench, [changed(*job) for job in part])
        wrong = []
        for (name, at, other), one in zip(part, told):
            if "ended" in one:
                wrong.append((f"{name} byte {at} {other}", f"ends by {one['ended']}"))
            elif isSilent(one) and money(one) != money(truth[name]) and not isOwn(name, at):
                wrong.append((f"{name} byte {at} {other}",
                              f"figures {money(one)} for {money(truth[name])}"))
        return len(part), wrong

    def isOwn(name, at):
        """True in a name of the statement itself: an account nobody declared is held, a page of
        another number stands by itself with its own balances."""
        start = wholes[name].rfind(b"<", 0, at + 1)
        around = wholes[name][max(0, start - 12):at + 60]
        return any(mark in around for mark in
                   (b"IBAN", b"Ccy", b"<Id>", b"Othr", b"<Cd>", b"Bal>", b"OPBD", b"CLBD", b"Acct",
                    b"Pg"))

    return bench.counted("D5-inspect", split(jobs, 800), judge, floors[bench.scale])


def money(told):
    return [statement[2:] for statement in figures(told)]


def encodings():
    """Declared and real encodings that differ, and bytes that are no text."""
    name = PLAIN.replace("CARD", "Café €")
    for declared in ("UTF-8", "UTF-16", "ISO-8859-1", "windows-1252", "US-ASCII", "UTF-7",
                     "EBCDIC-CP-US", "UTF-32", "x-unknown", "SHIFT_JIS"):
        for real in ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "utf-32-le", "cp037"):
            text = name.replace('encoding="UTF-8"', f'encoding="{declared}"')
            yield f"{declared} that is {real}", text.encode(real, "replace")
    for odd in (b"\0", b"\x08", b"\xc0\xaf", b"\xe0\x80\xaf", b"\xed\xa0\x80", b"\xef\xbf\xbe",
                b"\x80", b"\xc3", b"\xf4\x90\x80\x80", b"\xe9", b"\xff\xfe", b"\r"):
        plain = PLAIN.encode()
        yield f"{odd!r} in a text", plain.replace(b"CARD", b"CA" + odd + b"RD", 1)
        yield f"{odd!r} in a name", plain.replace(b"<Ntry>", b"<Nt" + odd + b"ry>", 1)
        yield f"{odd!r} in an amount", plain.replace(b"12.34", b"12" + odd + b".34", 1)


def d7(bench):
    """Encodings: refused, told of, or the same money; the text is never half another's."""
    floors = (60, 60, 60)
    truth = figures(inspect(bench, [PLAIN.encode()])[0])
    jobs = list(encodings())

    def judge(part):
        told = inspect(bench, [content for _, content in part])
        return len(part), [
            (name, f"ends by {one['ended']}" if "ended" in one else f"reads {figures(one)}")
            for (name, _), one in zip(part, told)
            if "ended" in one or isSilent(one) and one["statements"] and figures(one) != truth]

    return bench.counted("D7", split(jobs, 20), judge, floors[bench.scale])


def structures():
    """(name, drops, cents that may be posted): what is no statement of ours, or half of one."""
    def with_(old, new, text=PLAIN):
        assert old in text, old
        return text.replace(old, new)
    total = 4366
    yield "whole", [PLAIN], total
    yield "two roots", [PLAIN + BODY], 0
    yield "text behind the root", [PLAIN + "x"], 0
    yield "two documents", [PLAIN + PLAIN], 0
    for version in range(1, 15):
        yield f"version {version:02d}", [with_("053.001.08", f"053.001.{version:02d}")], total
    for version in ("00", "99", "8", "08.1"):
        yield f"version {version}", [with_("053.001.08", f"053.001.{version}")], None
    for kind, root in (("052", "BkToCstmrAcctRpt"), ("054", "BkToCstmrDbtCdtNtfctn")):
        text = with_("053.001", f"{kind}.001").replace("BkToCstmrStmt", root)
        yield f"camt.{kind}", [text.replace("Stmt>", "Rpt>" if kind == "052" else "Ntfctn>")], 0
        yield f"camt.{kind} by name alone", [with_("053.001", f"{kind}.001")], None
    yield "no namespace", [re.sub(' xmlns="[^"]*"', "", PLAIN)], total
    yield "another namespace", [re.sub('xmlns="[^"]*"', 'xmlns="urn:x"', PLAIN)], None
    yield "another root", [with_("Document", "Dokument")], None
    yield "no statement", [re.sub("<Stmt>.*</Stmt>", "", PLAIN)], 0
    yield "no account", [re.sub("<Acct>.*?</Acct>", "", PLAIN)], 0
    yield "another account", [with_(windows.iban(0), windows.iban(77))], 0
    yield "a wrong check digit", [with_(windows.iban(0), "DE00" + windows.iban(0)[4:])], 0
    yield "another currency", [with_("EUR", "USD")], 0
    yield "an entry's currency", [PLAIN.replace('<Ntry><Amt Ccy="EUR">12.34',
                                                '<Ntry><Amt Ccy="USD">12.34')], 0
    yield "no opening", [re.sub("<Bal><Tp><CdOrPrtry><Cd>OPBD.*?</Bal>", "", PLAIN)], None
    yield "no closing", [re.sub("<Bal><Tp><CdOrPrtry><Cd>CLBD.*?</Bal>", "", PLAIN)], None
    yield "two openings", [re.sub("(<Bal><Tp><CdOrPrtry><Cd>OPBD.*?</Bal>)", r"\1\1", PLAIN)], None
    yield "page one of two", [page(1, False)], -1234
    yield "page two of two", [page(2, True)], 5600
    yield "both pages", [page(1, False), page(2, True)], None
    yield "a page twice", [page(1, False), page(1, False) + " ", page(2, True)], None
    yield "the same again", [PLAIN, PLAIN + "\n"], total
    yield "the same number, other content", [
        PLAIN, PLAIN.replace("12.34", "13.34").replace("53.66", "52.66")], total
    yield "no identification", [with_("<Id>S1</Id>", "")], None
    for sign in ("-12.34", "+12.34", "12,34", "1e1", "12.345", "0x12", "", " 12.34 ", "12.3.4",
                 "१२.३४", "99999999999999999999.00", "NaN"):
        yield f"an amount {sign!r}", [PLAIN.replace(">12.34<", f">{sign}<")], (
            total if sign in ("+12.34", " 12.34 ") else None if sign == "+12.34" else 0)
    for day in ("2026-09-31", "2026-13-01", "26-09-02", "02.09.2026", "", "2026-9-2"):
        yield f"a day {day!r}", [PLAIN.replace(
            "<BookgDt><Dt>2026-09-02</Dt>", f"<BookgDt><Dt>{day}</Dt>")], 0
    for side in ("", "DBT", "CRDT ", "crdt", "D"):
        yield f"a side {side!r}", [PLAIN.replace(
            "12.34</Amt><CdtDbtInd>DBIT", f"12.34</Amt><CdtDbtInd>{side}")], 0
    for status in ("XXXX", "PDNG", "INFO", "FUTR"):
        yield f"a status {status!r}", [PLAIN.replace("<Cd>BOOK", f"<Cd>{status}", 1)], 0


def page(number, isLast):
    """Half a statement whose own balances add up: it proves itself, the gap to its other is told
    by the statement after it."""
    movement = windows.Movement(2, -1234, 1) if number == 1 else windows.Movement(3, 5600, 2)
    opening = 1000 if number == 1 else 1000 - 1234
    text = windows.statement(0, "S1", opening, [movement], (2, 3), True).decode()
    paging = (f"<StmtPgntn><PgNb>{number}</PgNb><LastPgInd>{str(isLast).lower()}</LastPgInd>"
              "</StmtPgntn>")
    return text.replace("<Id>S1</Id>", f"<Id>S1</Id>{paging}", 1)


def d8(bench):
    """Structure: roots, versions, pages, numbers, currencies; each in a book of its own."""
    floors = (12, 60, 60)
    jobs = list(structures())
    if bench.scale == 0:
        bench.random("D8").shuffle(jobs)
        jobs = jobs[:16]

    def judge(job):
        name, drops, may = job
        folder = bench.place_of(windows.settings() | {
            f"client/inbox/bank/{number}.xml": text.encode() for number, text in enumerate(drops)})
        outcome = bench.run(folder, windows.PERIOD)
        if outcome.code not in DONE:
            return 1, [(name, f"exits {outcome.code}: {first_line(outcome.err)}")]
        posted = sum(cents for _, cents in windows.posted(folder).get(0, []))
        told = (folder / "client/reports" / windows.PERIOD / "exceptions.csv").read_text()
        wrong = []
        if may is not None and posted != may:
            wrong.append(f"{posted} cents posted, not {may}: {told.splitlines()[1:2]}")
        if posted not in (0, may, 4366) and "error" not in told:
            wrong.append(f"{posted} cents posted without an error")
        if posted == 0 and len(told.splitlines()) < 2:
            wrong.append("nothing posted, and nothing tells why")
        return 1, [(name, text) for text in wrong]

    return bench.counted("D8", jobs, judge, floors[bench.scale])
