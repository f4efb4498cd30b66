#!/usr/bin/env python3
"""Feeds every reader with made-up bytes (table I).

    python3 Tests/fuzz/fuzz.py FUZZ [--target csv,xml] [--seconds S | --smoke] [--seed N]

FUZZ is the program of Tests/fuzz/Fuzz: built with -sanitize=fuzzer (`make fuzz`) libFuzzer makes
up the inputs for S seconds a target; any other build takes --smoke, a fixed count of damaged files.
Both begin with files of fixtures/ and with every input that ever stopped a target; what stops one
is kept below crashers/, to be committed with the change that mends it. Prints a line a target:
RELIABILITY I-<target> cases= violations= seconds= seed=; exits 1 where one stopped, or read fewer
inputs than its floor.
"""
import argparse
import concurrent.futures
import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
KEPT = HERE / "crashers"


@dataclass(frozen=True)
class Target:
    """A reader: the files its inputs begin with, and the least it reads in a second."""
    files: tuple
    rate: int
    longest: int = 1 << 14
    # The first bytes of a container, which the target writes itself.
    mark: bytes = b""


def bank(name, pattern="**/*"):
    return Target((f"banks/{name}/inbox/{pattern}",), 50)


TARGETS = {
    "amount": Target((), 2000, 64),
    "day": Target((), 2000, 64),
    "encoding": Target(("banks/csv-cut/inbox/**/*", "presets/**/*.csv"), 200),
    "json": Target(("**/inbox/**/*.jsonl", "rules/*/inbox/web/*"), 500),
    "xml": Target(("banks/camt/inbox/**/*.xml", "hostile/statements/*.xml"), 200),
    "csv": Target(("presets/**/*.csv", "rules/*/inbox/bank*/*.csv"), 100),
    "sales": Target(("sales/**/*.csv", "rules/*/inbox/tills/*.csv"), 100),
    "sales-jsonl": Target(("**/inbox/**/*.jsonl", "rules/*/inbox/web/*"), 100),
    "camt": bank("camt", "**/*.xml"), "ofx": bank("ofx"), "mt940": bank("mt940"),
    "bai2": bank("bai2"), "cfonb120": bank("cfonb120"), "coda": bank("coda"),
    "norma43": bank("norma43"), "qif": bank("qif"),
    "ubl": Target(("e-invoices/**/*.xml", "rules/*/inbox/ebills/*.xml"), 20),
    "cii": Target(("e-invoices/**/*.xml",), 20),
    "datev": Target(("payroll/**/*.csv",), 50),
    "documents": Target(("rules/*/inbox/invoices/*.csv",), 50),
    "payments": Target(("rules/*/inbox/receipts/*.csv",), 50),
    "payroll": Target(("rules/*/inbox/payroll/*.csv", "payroll/**/*.csv"), 50),
    "payout": Target(("presets/**/*.csv", "harbor-goods/inbox/**/*.csv"), 50),
    "stock": Target(("harbor-goods/inbox/**/*.csv", "stock/**/*.csv"), 50),
    "gzip": Target(("cafe-lumiere/inbox/**/*.gz",), 50, mark=b"\x1f\x8b"),
    "zip": Target(("**/*.zip",), 50, mark=b"PK\x03\x04"),
    "pdf": Target(("**/*.pdf",), 5, mark=b"%PDF-1.7\n"),
    "pipeline": Target(("*/client/pipeline.yml", "rules/client*/pipeline.yml"), 20),
    "book": Target(("ledgers/v*/book.sqlite.gz",), 5, longest=1 << 20),
}
TEXTS = {
    "amount": ("1.000", "1 234,56", "(12,00)", "12-", "1e5", "€ 5", "-0.005", "99999999999999999"),
    "day": ("2026-02-29", "29/02/2028", "1-Sep-26", "20261231", "1.1.2026 24:00", "2026-09-30Z"),
}
# A target's share of inputs in the short form, in seconds at its least rate.
SMOKE = 40
# The least that libFuzzer makes up for all targets together, for each second a target has.
ALL = 100_000


def seeds(name):
    """What a target's inputs begin with, as it is fed them."""
    target = TARGETS[name]
    found = [text.encode() for text in TEXTS.get(name, ())]
    for pattern in target.files:
        for path in sorted((REPOSITORY / "fixtures").glob(pattern)):
            if not path.is_file():
                continue
            content = path.read_bytes()
            if name == "book":
                content = gzip.decompress(content)
            if content.startswith(target.mark) and len(content) <= 1 << 20:
                found.append(content[len(target.mark):])
    kept = [path.read_bytes() for path in sorted((KEPT / name).glob("*"))]
    if not found:
        sys.exit(f"no file to begin with: {name}")
    return found + kept


class Runner:
    """Runs targets for so many seconds, or the short form of each."""

    def __init__(self, program, seconds, seed):
        self.program = program.resolve()
        self.seconds = seconds
        self.seed = seed

    def line(self, name):
        """Runs a target; its line, how many inputs it read, and whether it held."""
        memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        place = Path(tempfile.mkdtemp(prefix="monthend-fuzz-", dir=memory))
        corpus = place / "corpus"
        corpus.mkdir()
        for number, content in enumerate(seeds(name)):
            (corpus / f"{number:04}").write_bytes(content)
        started = time.monotonic()
        try:
            run = self.smoke if self.seconds is None else self.fuzz
            cases, floor, stops = run(name, place, corpus)
        finally:
            shutil.rmtree(place)
        line = (f"RELIABILITY I-{name} cases={cases} violations={stops} "
                f"seconds={time.monotonic() - started:.0f} seed={self.seed}")
        isShort = cases < floor and not stops
        return line + f" below its floor of {floor}" * isShort, cases, not (stops or isShort)

    def run(self, words):
        # A crash is looked at by its signal and its input.
        return subprocess.run(
            [self.program, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace", env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})

    def smoke(self, name, place, corpus):
        wanted = TARGETS[name].rate * SMOKE
        last = place / "last"
        ended = self.run([name, wanted, self.seed, last, *sorted(corpus.iterdir())])
        if ended.returncode:
            self.keep(name, last, ended)
            return 0, wanted, 1
        return int(re.findall(r"inputs: (\d+)", ended.stdout)[0]), wanted, 0

    def fuzz(self, name, place, corpus):
        found = place / "found"
        found.mkdir()
        ended = self.run(
            [name, corpus, f"-max_total_time={self.seconds}", f"-seed={self.seed}",
             f"-max_len={TARGETS[name].longest}", "-timeout=5", "-rss_limit_mb=512",
             "-print_final_stats=1", f"-artifact_prefix={found}/"])
        counts = re.findall(r"^stat::number_of_executed_units:\s*(\d+)", ended.stdout, re.M)
        counts += re.findall(r"^#(\d+)", ended.stdout, re.M)
        stops = sorted(found.iterdir())
        for stop in stops:
            self.keep(name, stop, ended)
        if ended.returncode and not stops:
            print(f"{name}: exit {ended.returncode}\n{ended.stdout[-3000:]}", file=sys.stderr)
        broken = max(len(stops), int(ended.returncode != 0))
        return max(map(int, counts), default=0), TARGETS[name].rate * self.seconds, broken

    def keep(self, name, input, ended):
        content = input.read_bytes()
        kept = KEPT / name / hashlib.sha256(content).hexdigest()[:16]
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(content)
        print(f"{name}: stopped ({ended.returncode}) by {kept.relative_to(REPOSITORY)}\n"
              + ended.stdout[-3000:], file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("--target", default=",".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    listed = subprocess.run([asked.program, "list"], stdout=subprocess.PIPE, text=True, check=True)
    if differing := set(listed.stdout.split()) ^ set(TARGETS):
        sys.exit(f"targets of the program and of this script differ: {sorted(differing)}")
    runner = Runner(asked.program, None if asked.smoke else asked.seconds, asked.seed)
    inputs, holds = 0, True
    with concurrent.futures.ThreadPoolExecutor(asked.workers) as pool:
        for line, cases, held in pool.map(runner.line, asked.target.split(",")):
            print(line, flush=True)
            inputs += cases
            holds &= held
    floor = 0 if asked.smoke or asked.target != ",".join(TARGETS) else ALL * asked.seconds
    print(f"{inputs} inputs in all" + f", the floor is {floor}" * (inputs < floor))
    sys.exit(0 if holds and inputs >= floor else 1)


if __name__ == "__main__":
    main()
