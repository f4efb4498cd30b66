#!/usr/bin/env python3
"""Stops, fails, fills up and crowds the release program, and judges what it leaves behind.

    python3 Tests/faults/faults.py PROGRAM [--scale short|commit|long] [--only A1,A4] [--seed N]

Prints the violations, then a line a harness: RELIABILITY <id> cases= violations= seconds= seed=.
Exits 1 where there was one, or where a harness ran fewer cases than its floor. See README.md.
"""
import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import company
import errors
import places
import power
import steps
from canaries import canaries
from harness import SCALES, Bench
from program import Program
from scenarios import PENDING, scenarios

# Harness by id; the second says what it cannot do without.
HARNESSES = {
    "A1": (steps.a1, None), "A2": (steps.a2, None), "A3": (steps.a3, None),
    "A4": (power.a4, None), "A5": (errors.a5, None), "A6": (errors.a6, None),
    "A6-room": (places.a6_room, "mount"), "A7": (power.a7, None), "A8": (errors.a8, None),
    "A9": (places.a9, "mount"), "A10": (places.a10, None), "A11": (places.a11, None),
    "H4": (company.h4, None), "H5": (company.h5, None), "H6": (steps.h6, None),
}


def main():
    asked = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    wanted = [id for id in HARNESSES if id in asked.only or id.split("-")[0] in asked.only]
    if not wanted:
        sys.exit(f"no harness has the id {','.join(asked.only)}; they are {' '.join(HARNESSES)}")
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    scratch = Path(tempfile.mkdtemp(prefix="monthend-faults-", dir=memory))
    scratch.chmod(0o755)
    try:
        sys.exit(0 if run(asked, wanted, scratch) else 1)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the release program")
    parser.add_argument("--scale", choices=SCALES, default="short")
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(HARNESSES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", action="store_true", help="stop at the first violation")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def run(asked, wanted, scratch):
    """True where every harness holds."""
    program = Program(asked.program, scratch)
    bench = Bench(
        program, scenarios(program, scratch), scratch, asked.seed, asked.scale, asked.workers)
    bench.first = asked.first
    missed = canaries(bench)
    for text in missed:
        print(f"blind: {text}", flush=True)
    holds = not missed
    for id in wanted:
        harness, needed = HARNESSES[id]
        if needed == "mount" and not places.can_mount(bench):
            print(f"impossible {id}: no file system may be mounted here (root may)", flush=True)
            continue
        result = harness(bench)
        print(result.told(asked.seed), flush=True)
        holds = holds and result.holds
    verbs = subprocess.run([program.path, "--help"], capture_output=True, text=True).stdout.split()
    for verb in PENDING:
        print(f"pending {verb}" + (": it is built and has no scenario yet" * (verb in verbs)))
    return holds


if __name__ == "__main__":
    main()
