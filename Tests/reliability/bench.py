"""What the harnesses of tables B to G share: the program, its cases, what every run must keep."""
import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import harness
import program
import tree
from harness import SCALES, Result  # noqa: F401
from oracle import first_line  # noqa: F401

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent

SHARED = REPOSITORY / "pipelines" / "shared"
NOW = 1_790_000_000

# Ends that a run may have where nothing is wrong with program, machine or settings.
DONE = (0, 1, 2)


class Program(program.Program):
    """The release program, copied where every worker may run it; nothing stands before it."""

    def __init__(self, path, scratch):
        self.path = str(scratch / "monthend")
        shutil.copy(path, self.path)
        os.chmod(self.path, 0o755)
        self.shim = None


class Bench(harness.Bench):
    """The program and its workers; counts the rows of every run that writes a pack (B7)."""

    def __init__(self, program, scratch, seed, scale, workers):
        super().__init__(program, [], scratch, seed, scale, workers)
        self.runs = 0
        self.unkept = []
        # For the canaries: how many jobs of each harness are run, and what is made of an end.
        self.few = None
        self.lie = None

    @property
    def place(self):
        """The worker's own folder."""
        if not hasattr(self.local, "place"):
            self.local.place = Path(tempfile.mkdtemp(prefix="worker-", dir=self.scratch))
        return self.local.place

    def counted(self, id, jobs, judge, floor):
        """Runs `judge(job)` for every job on the workers; it returns (cases, violations).

        A violation is a pair: which case, what is wrong with it.
        """
        started = time.monotonic()
        result = Result(id, floor)
        jobs = list(jobs)[:self.few]
        pool = ThreadPoolExecutor(self.workers)
        try:
            for cases, wrong in pool.map(judge, jobs):
                result.cases += cases
                result.violations += [(str(case), text) for case, text in wrong]
                if wrong and self.first:
                    break
        finally:
            pool.shutdown(cancel_futures=True)
        result.seconds = time.monotonic() - started
        return result

    def verb(self, folder, name, *words, **more):
        """A verb on the client in a folder."""
        return self.program_run(
            [name, f"{folder}/client", *words, "--shared", str(SHARED)], **more)

    def program_run(self, arguments, **more):
        """The program; a canary's lie comes between it and the harness."""
        outcome = self.program.run(arguments, **more)
        if self.lie:
            self.lie(arguments, outcome)
        return outcome

    def run(self, folder, period, *words, patience=60):
        """`monthend run`, whose pack must keep every row."""
        outcome = self.verb(
            folder, "run", "-p", period, "--now", str(NOW), "-q", *words, patience=patience)
        if outcome.code in DONE:
            wrong = kept(Path(folder) / "client/reports" / period / "control.csv")
            with self.gate:
                self.runs += 1
                self.unkept += [(f"{folder} {period}", text) for text in wrong]
        return outcome

    def used(self, arguments, patience=120):
        """Runs the program and says what it took."""
        facts = self.place / "used"
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": "/nonexistent",
                       "SWIFT_BACKTRACE": "enable=no"}
        done = subprocess.run(
            [sys.executable, "-S", "-c", ASKED, str(facts), self.program.path, *arguments],
            capture_output=True, env=environment, cwd="/", timeout=patience)
        code, kilobytes, seconds = facts.read_text().split()
        outcome = Used(int(code), done.stdout, done.stderr, int(kilobytes), float(seconds))
        if self.lie:
            self.lie(arguments, outcome)
        return outcome

    def place_of(self, content, name="case"):
        """A folder of the worker's own that holds exactly the files given."""
        folder = self.place / name
        tree.write(content, folder)
        return folder


@dataclass
class Used:
    """How a process ended and what it took: largest memory, processor time."""
    code: int
    out: bytes
    err: bytes
    kilobytes: int
    seconds: float


# Asked of a small process between: a child's memory counts from what its parent has.
ASKED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[2:], stdin=subprocess.DEVNULL, capture_output=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
open(sys.argv[1], "w").write(f"{done.returncode} {used.ru_maxrss} {used.ru_utime + used.ru_stime}")
sys.stdout.buffer.write(done.stdout)
sys.stderr.buffer.write(done.stderr)
"""


def inspected(out):
    """What `inspect --format json` told of each file, by the path given."""
    return {told["file"].split("!")[0]: told for told in json.loads(out)["files"]}


def kept(path):
    """What a control report does not keep: read = the five outcomes, in rows and in money."""
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    except FileNotFoundError:
        return []  # the client's pack has none
    wrong = []
    for row in rows:
        read = Fraction(row["read"])
        became = sum(Fraction(row[name]) for name in
                     ("posted", "rejected", "duplicate", "ignored", "held"))
        if read != became:
            wrong.append(f"{row['file']} {row['unit']}: read {read}, became {became}")
    return wrong


def b7(bench):
    """Rows conserved after every run that the other harnesses made."""
    floors = (1_000, 5_000, 100_000)
    result = Result("B7", floors[bench.scale], bench.runs, list(bench.unkept))
    result.detail = "every run of the harnesses of B to G that wrote a pack"
    return result
