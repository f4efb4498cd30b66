#!/usr/bin/env python3
"""Plays random commands on the release program and on a small model of the books in memory.

    python3 Tests/model/model_test.py PROGRAM [--scale short|commit|long] [--seed N]

Prints what does not agree, as the shortest list of commands that still shows it, then the lines
RELIABILITY J-model and B7-model (packs whose rows are all kept) cases= violations= seconds= seed=.
Exits 1 where there was a violation, or where there were fewer sequences or packs than the floor.
See README.md.
"""
import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# What stands between the program and its folders is shared with the faults.
sys.path.insert(1, str(Path(__file__).resolve().parent.parent / "faults"))

from canaries import canaries
from harness import SCALES, Result
from play import UNKEPT, Player, played
from program import Program
from sequences import Author

FLOORS = (400, 2_000, 20_000)
# The packs that a sequence writes, on average, at least.
PACKS = 3
# Seconds that may go into shortening one sequence.
PATIENCE = 20


def main():
    asked = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    scratch = Path(tempfile.mkdtemp(prefix="monthend-model-", dir=memory))
    try:
        sys.exit(0 if run(asked, scratch) else 1)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the release program")
    parser.add_argument("--scale", choices=SCALES, default="short")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", help="sequences by their numbers, 7 or 0-50")
    return parser.parse_args()


def run(asked, scratch):
    """True where program and model agree in everything."""
    program = Program(asked.program, scratch)
    missed = canaries(program, scratch)
    for text in missed:
        print(f"blind: {text}", flush=True)
    floor = FLOORS[SCALES.index(asked.scale)]
    first, _, last = (asked.only or f"0-{floor - 1}").partition("-")
    numbers = range(int(first), int(last or first) + 1)
    result = Result("J-model", len(numbers))
    kept = Result("B7-model", len(numbers) * PACKS if len(numbers) >= min(FLOORS) else 0)
    started = time.monotonic()

    def judge(number):
        author = Author(random.Random(f"{asked.seed} {number}"))
        commands = author.commands()
        folder = Path(tempfile.mkdtemp(prefix="sequence-", dir=scratch))
        try:
            player = Player(program, folder, author.settings)
            wrong = played(player, commands)
            if wrong:
                commands, wrong = shortest(
                    lambda fewer: played(Player(program, folder, author.settings), fewer),
                    commands, wrong)
                wrong = [told(author.settings, commands, wrong)]
        finally:
            shutil.rmtree(folder)
        return len(commands), player.packs, [(f"sequence {number}", text) for text in wrong]

    pool = ThreadPoolExecutor(asked.workers)
    played_in_all = 0
    try:
        for length, packs, wrong in pool.map(judge, numbers):
            result.cases += 1
            kept.cases += packs
            played_in_all += length
            result.violations += wrong
            kept.violations += [(case, text) for case, text in wrong if UNKEPT in text]
    finally:
        pool.shutdown(cancel_futures=True)
    result.seconds = time.monotonic() - started
    result.detail = f"{played_in_all} commands"
    print(result.told(asked.seed), flush=True)
    print(kept.told(asked.seed), flush=True)
    return result.holds and kept.holds and not missed


def shortest(play, commands, wrong):
    """Leaves out commands, ever smaller parts of them, while it still fails."""
    ends = time.monotonic() + PATIENCE
    part = len(commands) // 2
    while part and time.monotonic() < ends:
        start = 0
        while start < len(commands) and time.monotonic() < ends:
            fewer = commands[:start] + commands[start + part:]
            found = play(fewer)
            if found:
                commands, wrong = fewer, found
            else:
                start += part
        part //= 2
    return commands, wrong


def told(settings, commands, wrong):
    """A failing sequence for people to read."""
    lines = [", ".join(f"{name}: {value or 'not declared'}" for name, value in settings.items())]
    lines += [str(command) for command in commands]
    lines += ["found: " + text for text in wrong[:6]]
    return "\n      ".join(line for text in lines for line in text.split("\n"))


if __name__ == "__main__":
    main()
