#!/usr/bin/env python3
"""Plants faults in the product, one at a time, and sees that the suite named goes red (table K).

    python3 Tests/canaries/plant.py --check            # every fault still has its place
    python3 Tests/canaries/plant.py [--some 6] [--seed N]   # plants, builds, tests, takes back

Works in a copy below .build/canaries, so that the working tree is never touched. Prints
RELIABILITY K cases= violations= seconds= seed=; exits 1 where a fault goes unnoticed.
"""
import argparse
import random
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent


@dataclass(frozen=True)
class Fault:
    file: str
    old: str
    new: str
    suite: str

    def planted(self, text):
        return text.replace(self.old, self.new)

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


def misplaced(fault, root):
    count = (root / fault.file).read_text().count(fault.old)
    return f"stands {count} times: {fault}" if count != 1 else None


def run(command, root, **more):
    return subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, **more).returncode


def noticed(fault, root):
    """True where the suite goes red; a fault that does not compile proves nothing."""
    path = root / fault.file
    whole = path.read_text()
    path.write_text(fault.planted(whole))
    try:
        if fault.suite.startswith("harness "):
            id = fault.suite.split()[1]
            if run(["swift", "build", "-c", "release", "--static-swift-stdlib",
                    "--product", "monthend"], root):
                return False
            script = "faults/faults.py" if id[0] in "AH" else "reliability/reliability.py"
            return run([sys.executable, f"Tests/{script}", ".build/release/monthend", "--only", id],
                       root) != 0
        if run(["swift", "build", "--build-tests"], root):
            return False
        return run(["swift", "test", "--skip-build", "--filter", fault.suite], root) != 0
    finally:
        path.write_text(whole)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--some", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    all = faults()
    wrong = [text for fault in all if (text := misplaced(fault, REPOSITORY))]
    if asked.check or wrong:
        print("\n".join(wrong) or f"{len(all)} faults, each in its place")
        sys.exit(1 if wrong or len(all) < 60 else 0)
    chosen = random.Random(asked.seed).sample(all, asked.some) if asked.some else all
    root = REPOSITORY / ".build/canaries"
    shutil.rmtree(root / "Sources", ignore_errors=True)
    for name in ("Sources", "Tests", "fixtures", "pipelines", "Package.swift", "Package.resolved"):
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, root / name, dirs_exist_ok=True)
        else:
            shutil.copy(source, root / name)
    started = time.monotonic()
    missed = 0
    for fault in chosen:
        if not noticed(fault, root):
            missed += 1
            print(f"unnoticed by {fault.suite}: {fault}", flush=True)
    print(f"RELIABILITY K cases={len(chosen)} violations={missed} "
          f"seconds={time.monotonic() - started:.0f} seed={asked.seed}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
