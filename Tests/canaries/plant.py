#!/usr/bin/env python3
"""Plants faults in the product, one at a time, and sees that the suite named goes red (table K).

    python3 Tests/canaries/plant.py --check             # every fault still has its place
    python3 Tests/canaries/plant.py [--some 6] [--seed N]    # plants, builds, tests, takes back
    python3 Tests/canaries/plant.py --only Ageing            # those whose line has a text
    python3 Tests/canaries/plant.py --restore           # takes back what a killed run left planted

The faults stand in the sources only while a debug build of them is tested; the whole file lies in
.build/planted meanwhile, and `make` puts it back wherever a run was killed. --some takes the next
faults in an order of their own: seed N begins where seed N − 1 ended. Prints a line a fault, then
RELIABILITY K cases= violations= seconds= seed=; exits 1 where a fault goes unnoticed.
"""
import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
PLANTED = REPOSITORY / ".build/planted"
FLOOR = 60


@dataclass(frozen=True)
class Fault:
    """A text of a file, what stands there instead, and the suite that must go red."""
    file: str
    old: str
    new: str
    suite: str

    @property
    def place(self):
        return REPOSITORY / self.file

    def misplaced(self):
        count = self.place.read_text().count(self.old) if self.place.exists() else 0
        return f"stands {count} times: {self}" if count != 1 else None

    def __str__(self):
        return f"{self.file}: {self.old!r} → {self.new!r}"


def faults():
    found = []
    for line in (HERE / "faults.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            fields = [field.strip().replace("\\|", "|").replace("\\n", "\n")
                      for field in re.split(r"(?<!\\) \| ", line)]
            found.append(Fault(*fields))
    return found


def plant(fault):
    kept = PLANTED / fault.file
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(fault.place, kept)
    fault.place.write_text(fault.place.read_text().replace(fault.old, fault.new))


def restore():
    for kept in PLANTED.rglob("*"):
        if kept.is_file():
            shutil.copy2(kept, REPOSITORY / kept.relative_to(PLANTED))
            # Newer than what was built from the fault.
            os.utime(REPOSITORY / kept.relative_to(PLANTED))
    shutil.rmtree(PLANTED, ignore_errors=True)


def run(command, **more):
    done = subprocess.run(
        command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    return done.returncode


def verdict(fault):
    """What becomes of a planted fault: `noticed`, or why it proves nothing."""
    plant(fault)
    try:
        if run(["swift", "build", "--build-tests"]):
            return "does not compile"
        if fault.suite.startswith("harness "):
            id = fault.suite.split()[1]
            isFault = re.match("A|H[456]", id)
            script = "faults/faults.py" if isFault else "reliability/reliability.py"
            ended = run([sys.executable, f"Tests/{script}", ".build/debug/monthend", "--only", id,
                         "--first"])
        else:
            ended = run(["swift", "test", "--skip-build", "--filter", fault.suite],
                        env=os.environ | {"MONTHEND_PRODUCTS": str(REPOSITORY / ".build/debug")})
        return "noticed" if ended else "unnoticed"
    finally:
        restore()


def chosen(all, some, seed):
    order = random.Random("canaries").sample(all, len(all))
    if not some:
        return order
    start = seed * some
    return [order[number % len(order)] for number in range(start, start + some)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--restore", action="store_true")
    parser.add_argument("--only", default="", help="faults whose line has this text")
    parser.add_argument("--some", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    restore()
    if asked.restore:
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    all = faults()
    wrong = [text for fault in all if (text := fault.misplaced())]
    if asked.check or wrong:
        print("\n".join(wrong) or f"{len(all)} faults, each in its place")
        sys.exit(1 if wrong or len(all) < FLOOR else 0)
    started = time.monotonic()
    picked = [fault for fault in chosen(all, asked.some, asked.seed)
              if re.search(asked.only, f"{fault} {fault.suite}")]
    missed = 0
    for fault in picked:
        began = time.monotonic()
        found = verdict(fault)
        missed += found != "noticed"
        print(f"{found} by {fault.suite} ({time.monotonic() - began:.0f} s): {fault}", flush=True)
    if run(["swift", "build", "--build-tests"]):
        sys.exit("the sources do not build once every fault is taken back")
    print(f"RELIABILITY K cases={len(picked)} violations={missed} "
          f"seconds={time.monotonic() - started:.0f} seed={asked.seed}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
