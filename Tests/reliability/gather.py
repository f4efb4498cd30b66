#!/usr/bin/env python3
"""Runs every harness that prints RELIABILITY lines and writes their table into Tests/README.md.

    python3 Tests/reliability/gather.py PROGRAM [--scale commit|long] [--only A1,C2] [--seed N]

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
BEGIN, END = "<!-- reliability -->", "<!-- end of reliability -->"

# Suites that count: parsers under hostile bytes, identity of rows, days and dates.
SUITES = "HostileTests|PostingTests|HostileDropTests|DayTests|DateTests|VerifyTests"
LINE = re.compile(
    r"RELIABILITY (\S+) cases=(\d+) violations=(\d+) seconds=([\d.]+) seed=(\d+)")
WHAT = {
    "A": "crashes, power loss, no room", "B": "exactly once", "C": "tampering", "D": "XML",
    "E": "tables, encodings, numbers, dates", "F": "files and archives", "G": "outputs",
    "H": "time, place, company", "J": "commands against a model",
    "R": "recognition", "X": "any file before any importer",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--scale", choices=("commit", "long"), default="commit")
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", default="1")
    asked = parser.parse_args()
    more = ["--scale", asked.scale, "--seed", asked.seed]
    found, holds = [], True
    for script, ids in (("Tests/faults/faults.py", "AH"),
                        ("Tests/reliability/reliability.py", "BCDEFG"),
                        ("Tests/model/model_test.py", "J")):
        only = [id for id in asked.only.split(",") if id and id[0] in ids]
        if asked.only and not only:
            continue
        words = ["--only", ",".join(only)] if only and ids != "J" else []
        holds &= ran([sys.executable, script, asked.program, *more, *words], {}, found)
    if not asked.only:
        products = {"MONTHEND_PRODUCTS": str(Path(asked.program).resolve().parent)}
        # Every case of the parsers is the commit's floor; of random accounts it is the soak's.
        for suites, form in ((SUITES.replace("PostingTests|", ""), "long"),
                             ("PostingTests", asked.scale)):
            holds &= ran(["swift", "test", "--skip-build", "--filter", suites],
                         products | {"RELIABILITY": form}, found)
        write(found, asked)
    sys.exit(0 if holds else 1)


def ran(command, environment, found):
    """Runs a command, shows what it says of harnesses, keeps its lines. True where it ends well."""
    process = subprocess.Popen(
        command, cwd=REPOSITORY, env=os.environ | environment, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, errors="replace")
    isOurs = command[0] == sys.executable
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


def write(found, asked):
    """Puts the table between its marks."""
    changed = " with changes" if said(["git", "status", "--porcelain", "Sources"]) else ""
    lines = [
        BEGIN,
        f"{datetime.date.today()}, commit {said(['git', 'rev-parse', '--short', 'HEAD'])}{changed}, "
        f"scale {asked.scale}, seed {asked.seed}, {os.cpu_count()} cores "
        f"({machine()}, {platform.system()} {platform.release()}):", "",
        "| id | of | cases | violations | seconds |", "|---|---|---|---|---|"]
    for id, cases, violations, seconds, _ in sorted(found, key=lambda row: natural(row[0])):
        lines.append(f"| {id} | {WHAT.get(id[0], '')} | {int(cases):,} | {violations} "
                     f"| {float(seconds):.0f} |")
    total = sum(int(row[1]) for row in found)
    lines += [f"| all | | {total:,} | {sum(int(row[2]) for row in found)} "
              f"| {sum(float(row[3]) for row in found):.0f} |", END]
    text = TABLE.read_text()
    start, end = text.index(BEGIN), text.index(END) + len(END)
    TABLE.write_text(text[:start] + "\n".join(lines) + text[end:])


def natural(id):
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", id)]


def machine():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.machine()


if __name__ == "__main__":
    main()
