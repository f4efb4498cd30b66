#!/usr/bin/env python3
"""Runs every harness that prints RELIABILITY lines; writes their table into Tests/README.md, and
what stands behind each promise into README.md.

    python3 Tests/reliability/gather.py PROGRAM [--scale short|commit|long] [--only A1,C2] [--seed N]

With --only the lines are printed and the table stays. Exits 1 where a harness does not hold.
"""
import argparse
import datetime
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
TABLE = REPOSITORY / "Tests/README.md"
PROMISES = REPOSITORY / "README.md"
BEGIN, END = "<!-- reliability -->", "<!-- end of reliability -->"

# Suites that count: parsers under hostile bytes, identity of rows, days and dates.
SUITES = ("HostileTests|PostingTests|HostileDropTests|DayTests|DateTests|WrittenAmountTests|"
          "VerifyTests")
# Seconds that libFuzzer takes for each target.
FUZZED = {"commit": 20, "long": 600}
LINE = re.compile(
    r"RELIABILITY (\S+) cases=(\d+) violations=(\d+) seconds=([\d.]+) seed=(\d+)")
WHAT = {
    "A": "crashes, power loss, no room", "B": "exactly once", "C": "tampering", "D": "XML",
    "E": "tables, encodings, numbers, dates", "F": "files and archives", "G": "outputs",
    "H": "time, place, company", "I": "made-up bytes", "J": "laws, a model", "K": "planted faults",
    "R": "recognition", "X": "any file before any importer", "d": "books by other programs",
    "s": "random stock",
}
# The promises of the plan, and the harnesses whose cases each of them was put to.
PROMISED = (
    ("All or nothing: whatever stops the machine, whenever", "A1 A2 A3 A8 A10 J-model"),
    ("Exactly once: in any order, overlap, name, cut", "B1 B2 B3 B4 B5"),
    ("Durable: what a receipt says survives power loss (simulated)", "A4 A7"),
    ("Nothing lost: read = posted + rejected + duplicate + ignored + held", "B7"),
    ("Balanced: debits equal credits, and every report foots", "J differential"),
    ("No guess: what reads two ways is refused", "E1 E4 E5 E6 E7 R"),
    ("Truncation is seen", "D4 E2"),
    ("Tampering shows", "C"),
    ("Same in, same out: any clock, zone, locale, order of files", "H1 H2 H3"),
    ("Hostile files harm nothing", "D1 D2 D3 D5 D7 D8 E3 F G I X"),
    ("Two runs at once are one after the other", "H4 H5"),
    ("Interruption is safe", "H6"),
    ("Old books open, copies are whole or told of", "H7 H8"),
    ("No silent loss of output", "A5 A6 A11"),
    ("An error says what and where, and leaves the state as it says", "A9 D6"),
    ("The proofs fail where they must: faults planted in the product", "K"),
)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--scale", choices=("short", "commit", "long"), default="commit")
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", default="1")
    asked = parser.parse_args()
    more = ["--scale", asked.scale, "--seed", asked.seed]
    found, holds = [], True
    for script, ids in (("Tests/faults/faults.py", "A|H[456]"),
                        ("Tests/reliability/reliability.py", "[B-G]|H[12378]"),
                        ("Tests/model/model_test.py", "J-model")):
        only = [id for id in asked.only.split(",") if re.match(ids, id)]
        if asked.only and not only:
            continue
        words = ["--only", ",".join(only)] if only and ids != "J-model" else []
        holds &= ran([sys.executable, script, asked.program, *more, *words], {}, found)
    if not asked.only:
        products = {"MONTHEND_PRODUCTS": str(Path(asked.program).resolve().parent)}
        # Every case of the parsers is the commit's floor; of random accounts it is the soak's.
        parsers = "long" if asked.scale != "short" else "short"
        for suites, form in ((SUITES.replace("PostingTests|", ""), parsers),
                             ("PostingTests", asked.scale)):
            holds &= ran(["swift", "test", "--skip-build", "--filter", suites],
                         products | {"RELIABILITY": form}, found)
        fuzz = Path(asked.program).with_name("Fuzz")
        holds &= ran(
            [sys.executable, "Tests/fuzz/fuzz.py", str(fuzz), "--smoke", "--seed", asked.seed]
            if asked.scale == "short" else
            ["make", "--no-print-directory", "fuzz", f"SECONDS={FUZZED[asked.scale]}",
             f"SEED={asked.seed}"], {}, found)
        some = [] if asked.scale == "long" else ["--some", "6", "--seed", said(
            ["git", "rev-list", "--count", "HEAD"]) or "1"]
        holds &= ran([sys.executable, "Tests/canaries/plant.py", *some], {}, found)
        holds &= ran(["make", "--no-print-directory", "differential"], {}, found)
        write(TABLE, table(found, asked))
        write(PROMISES, promises(found, asked))
    sys.exit(0 if holds else 1)


def ran(command, environment, found):
    """Runs a command, shows what it says of harnesses, keeps its lines. True where it ends well."""
    process = subprocess.Popen(
        command, cwd=REPOSITORY, env=os.environ | environment, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, errors="replace")
    isOurs = command[0] in (sys.executable, "make")
    for line in process.stdout:
        match = LINE.search(line)
        if match:
            found.append(match.groups())
        if isOurs or match or "✘" in line:
            print(line.rstrip(), flush=True)
    return process.wait() == 0


def said(command):
    return subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True).stdout.strip()


def conditions(asked):
    changed = " with changes" if said(["git", "status", "--porcelain", "Sources"]) else ""
    return (f"{datetime.date.today()}, commit {said(['git', 'rev-parse', '--short', 'HEAD'])}"
            f"{changed}, scale {asked.scale}, seed {asked.seed}, {os.cpu_count()} cores "
            f"({machine()}, {platform.system()})")


def table(found, asked):
    """A line a harness."""
    lines = [conditions(asked) + ":", "", "| id | of | cases | violations | seconds |",
             "|---|---|---|---|---|"]
    for id, cases, violations, seconds, _ in sorted(found, key=lambda row: natural(row[0])):
        lines.append(f"| {id} | {WHAT.get(id[0], '')} | {int(cases):,} | {violations} "
                     f"| {float(seconds):.0f} |")
    cases, violations = summed(found)
    seconds = sum(float(row[3]) for row in found)
    return lines + [f"| all | | {cases:,} | {violations} | {seconds:.0f} |"]


def promises(found, asked):
    """A line a promise: the cases of the harnesses behind it."""
    scale = "" if asked.scale == "commit" else f" SCALE={asked.scale}"
    lines = [f"`make reliability{scale}`, {conditions(asked)}:", "",
             "| promise | cases | violations |", "|---|---|---|"]
    for words, ids in PROMISED:
        cases, violations = summed([row for row in found if stands_behind(row[0], ids.split())])
        lines.append(f"| {words} | {cases:,} | {violations} |")
    return lines


def stands_behind(id, wanted):
    """True for `B3-other` where `B3` is wanted, for `C7` where `C` is."""
    return any(re.match(word + r"(?![0-9])" if word[-1].isdigit() else word, id) for word in wanted)


def summed(rows):
    return sum(int(row[1]) for row in rows), sum(int(row[2]) for row in rows)


def write(path, lines):
    """Puts lines between the marks of a file."""
    text = path.read_text()
    start, end = text.index(BEGIN), text.index(END) + len(END)
    path.write_text(text[:start] + "\n".join([BEGIN, *lines, END]) + text[end:])


def natural(id):
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", id)]


def machine():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.machine()


if __name__ == "__main__":
    main()
