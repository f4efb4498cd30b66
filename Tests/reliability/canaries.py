"""Each harness shown a program that lies in the way the harness is there to notice."""
import copy
import re
from pathlib import Path

import again
import containers
import golden
import hostilexml
import outputs
import surroundings
import tables
import tamper
import windows

# Cases that a harness is given here: enough to meet the lie.
FEW = 10


def client(arguments):
    return Path(arguments[1]) if len(arguments) > 1 else None


def packs(arguments, name):
    return list(client(arguments).glob(f"reports/*/{name}"))


def blessed(arguments, outcome):
    """`verify` finds nothing, whatever was done to the book."""
    if arguments[0] == "verify":
        outcome.code, outcome.out = 0, b"the book is whole"


def careless(arguments, outcome):
    """`run` leaves a row out of the ledger."""
    if arguments[0] == "run":
        for path in packs(arguments, "general-ledger.csv"):
            lines = path.read_text().splitlines(keepends=True)
            path.write_text("".join(lines[:1] + lines[2:]))


def forgetful(arguments, outcome):
    """`run` counts a row that has no outcome."""
    if arguments[0] == "run":
        for path in packs(arguments, "control.csv"):
            path.write_text(re.sub(r",rows,(\d+),", lambda m: f",rows,{int(m[1]) + 1},",
                                   path.read_text()))


def repeating(arguments, outcome):
    """`run` shows other balances each time."""
    if arguments[0] == "run":
        for path in packs(arguments, "trial-balance.csv"):
            with path.open("a") as file:
                file.write(f"9999,{repeating.count},0.00,0.00,1.00,0.00,{repeating.count}.00,0.00\n")
            repeating.count += 1


repeating.count = 0


def trusting(arguments, outcome):
    """`inspect` refuses nothing and finds nothing; every figure is its own."""
    if arguments[0] == "inspect":
        trusting.count += 1
        text = re.sub(rb'"refused":"(?:[^"\\]|\\.)*"', b'"refused":null', outcome.out)
        text = re.sub(rb'"findings":\[.*?\]', b'"findings":[]', text)
        text = text.replace(b'"adds_up":false', b'"adds_up":true')
        text = re.sub(rb'"booked_sum":"[^"]*"', b'"booked_sum":"%d"' % trusting.count, text)
        outcome.out = text.replace(b'"statements":[]', (
            b'"statements":[{"account":"","currency":"","opening":"","entries":0,"booked_sum":"%d",'
            b'"closing":"","findings":[],"adds_up":true}]' % trusting.count))


trusting.count = 0


def silent(arguments, outcome):
    """`run` tells of nothing that it found."""
    if arguments[0] == "run":
        for path in packs(arguments, "exceptions.csv"):
            path.write_text(path.read_text().splitlines(keepends=True)[0])


def greedy(arguments, outcome):
    """Every command takes a gigabyte."""
    if hasattr(outcome, "kilobytes"):
        outcome.kilobytes = 1 << 20


def careless_names(arguments, outcome):
    """`run` passes over drops with odd names."""
    if arguments[0] == "run":
        outcome.out = b""
        for path in packs(arguments, "general-ledger.csv"):
            path.write_text("".join(line for line in path.read_text().splitlines(keepends=True)
                                    if "5.00" not in line))


def restating(arguments, outcome):
    """`report` prints a line more."""
    if arguments[0] == "report":
        outcome.out += b"9999,Other,0.00,0.00,0.00,0.00,0.00,0.00\n"


# Harness, the lie it must notice.
LIES = [
    (tamper.c1, blessed), (tamper.c2, blessed), (tamper.c3_c4, blessed), (tamper.c5, blessed),
    (again.b1, repeating), (again.b2, repeating), (windows.b3, careless), (windows.b4, careless),
    (hostilexml.d1, trusting), (hostilexml.d2_d3, greedy), (hostilexml.d4, trusting),
    (hostilexml.d5, trusting), (hostilexml.d7, trusting), (hostilexml.d8, silent),
    (tables.e1, silent), (tables.e2, silent), (tables.e3, greedy), (tables.e4, careless),
    (containers.f1, trusting), (containers.f2, greedy), (containers.f3, greedy),
    (containers.f4, careless_names), (surroundings.h1, repeating), (surroundings.h2, repeating),
    (surroundings.h3, repeating), (surroundings.h7, restating), (surroundings.h8, repeating),
]


def canaries(bench):
    """Lies that no harness noticed, as texts; nothing where all is well."""
    # What the harnesses start from is made by the program as it is.
    golden.all_finished(bench)
    tamper.books(bench)
    missed = []
    for harness, lie in LIES:
        lying = copy.copy(bench)
        lying.few, lying.lie = FEW, lie
        results = harness(lying)
        for result in results if isinstance(results, list) else [results]:
            if not result.violations:
                missed.append(f"{result.id} takes a program where {lie.__doc__.split('.')[0]}")
    if not forgotten(bench):
        missed.append("B7 takes a run that counts a row without an outcome")
    missed += [f"{name} takes {what}" for name, what, found in planted(bench) if not found]
    return missed


def forgotten(bench):
    lying = copy.copy(bench)
    lying.few, lying.lie, lying.unkept = 4, forgetful, []
    windows.b3(lying)
    return lying.unkept


def planted(bench):
    """Packs with one thing wrong: harness, what, whether it was noticed."""
    files, printed, content = outputs.pack(bench)

    def noticed(harness, name, change):
        wrong = copy.copy(bench)
        wrong.hostile = files | {name: change(files[name])}, printed, content
        before = {text for _, text in harness(bench).violations}
        return bool({text for _, text in harness(wrong).violations} - before)
    yield "E8", "a changed text", noticed(
        outputs.e8, "journal.csv", lambda bytes: bytes.replace(b"x.test", b"y.test"))
    yield "G1", "a formula", noticed(
        outputs.g1, "questions.csv", lambda bytes: bytes + b"x,x,x,x,x,=1+2+3,x,x,x\n")
    yield "G3", "an escape", noticed(
        outputs.g3, "journal.txt", lambda bytes: bytes + b"\x1b[2Jred\n")
    yield "G4", "half a document", noticed(
        outputs.g4, "journal.json", lambda bytes: bytes[:-3])
    yield "G5", "a lost row", noticed(
        outputs.g5, "journal.csv", lambda bytes: bytes[:bytes.rindex(b"\n", 0, -1) + 1])
