#!/usr/bin/env python3
"""Tables B to G of the reliability plan, and of H what needs no fault, by the release program.

    python3 Tests/reliability/reliability.py PROGRAM [--scale short|commit|long] [--only C1,C2]

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

# What stands between the program and its folders is shared with the faults.
sys.path.insert(1, str(Path(__file__).resolve().parent.parent / "faults"))

import again
import bench as shared
import containers
import hostilexml
import outputs
import surroundings
import tables
import tamper
import windows
from canaries import canaries

# Harness by the ids it prints; B7 looks at every run of the others and comes last.
HARNESSES = {
    "C1": tamper.c1, "C2": tamper.c2, "C3,C4": tamper.c3_c4, "C5": tamper.c5,
    "C6,C7": tamper.c6_c7,
    "B1": again.b1, "B2": again.b2, "B3": windows.b3, "B4": windows.b4,
    "G1": outputs.g1, "G3": outputs.g3, "G4": outputs.g4, "G5": outputs.g5,
    "D1": hostilexml.d1, "D2,D3": hostilexml.d2_d3, "D4": hostilexml.d4, "D5": hostilexml.d5,
    "D7": hostilexml.d7, "D8": hostilexml.d8,
    "E1": tables.e1, "E2": tables.e2, "E3": tables.e3, "E4": tables.e4,
    "E8": outputs.e8,
    "F1": containers.f1, "F2": containers.f2, "F3": containers.f3, "F4": containers.f4,
    "H1": surroundings.h1, "H2": surroundings.h2, "H3": surroundings.h3, "H7": surroundings.h7,
    "H8": surroundings.h8,
    "B7": shared.b7,
}

# Verbs that a harness of the plan would need and that are not built.
PENDING = {"undo": "B6", "supersede": "B6", "anchor": "C3, C4"}


def main():
    asked = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    wanted = [id for id in HARNESSES if not asked.only or set(id.split(",")) & set(asked.only)]
    if not wanted:
        sys.exit(f"no harness has the id {asked.only}; they are {' '.join(HARNESSES)}")
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    scratch = Path(tempfile.mkdtemp(prefix="monthend-reliability-", dir=memory))
    try:
        sys.exit(0 if run(asked, wanted, scratch) else 1)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the release program")
    parser.add_argument("--scale", choices=shared.SCALES, default="short")
    parser.add_argument("--only", type=lambda text: text.split(","), default=[])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", action="store_true", help="stop at the first violation")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def run(asked, wanted, scratch):
    """True where every harness holds."""
    program = shared.Program(asked.program, scratch)
    bench = shared.Bench(program, scratch, asked.seed, asked.scale, asked.workers)
    bench.first = asked.first
    missed = canaries(bench) if not asked.only else []
    for text in missed:
        print(f"blind: {text}", flush=True)
    holds = not missed
    for id in wanted:
        results = HARNESSES[id](bench)
        for result in results if isinstance(results, list) else [results]:
            print(result.told(asked.seed), flush=True)
            holds = holds and result.holds
    verbs = subprocess.run([program.path, "--help"], capture_output=True, text=True).stdout.split()
    for verb, ids in PENDING.items():
        print(f"pending {verb} ({ids})" + (": it is built and has no harness" * (verb in verbs)))
    return holds


if __name__ == "__main__":
    main()
