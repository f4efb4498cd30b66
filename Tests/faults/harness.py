"""What every harness shares: its cases, its workers, its count and its line."""
import random
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import tree
from oracle import Oracle

SCALES = ("short", "commit", "long")


@dataclass
class Result:
    """What a harness came to. `detail` says more than the count, in words."""
    id: str
    floor: int
    cases: int = 0
    violations: list = field(default_factory=list)
    seconds: float = 0.0
    detail: str = ""

    @property
    def holds(self):
        return not self.violations and self.cases >= self.floor

    def told(self, seed):
        """The violations, like ones together; then the line."""
        lines = []
        groups = {}
        for case, text in self.violations:
            kind = re.sub(r"\S*/\S+|\d+", "*", text)
            groups.setdefault((case.split(":")[0], kind), []).append((case, text))
        for cases in groups.values():
            more = f" (and {len(cases) - 1} more)" if len(cases) > 1 else ""
            lines.append(f"  {self.id} {cases[0][0]}{more}\n      {cases[0][1]}")
        if self.cases < self.floor:
            lines.append(f"  {self.id} ran {self.cases} cases, its floor is {self.floor}")
        if self.detail:
            lines.append(f"  {self.id} {self.detail}")
        lines.append(
            f"RELIABILITY {self.id} cases={self.cases} violations={len(self.violations)} "
            f"seconds={self.seconds:.0f} seed={seed}")
        return "\n".join(lines)


class Bench:
    """The program, the scenarios and the workers that the cases are run on."""

    def __init__(self, program, scenarios, scratch, seed, scale, workers):
        self.program = program
        self.scenarios = scenarios
        self.scratch = scratch
        self.seed = seed
        self.scale = SCALES.index(scale)
        self.workers = workers
        self.oracle = Oracle(program, scratch)
        self.local = threading.local()
        # True where one violation is enough.
        self.first = False
        self.number = 0
        self.gate = threading.Lock()

    def scenario(self, name):
        return next(scenario for scenario in self.scenarios if scenario.name == name)

    def random(self, id):
        return random.Random(f"{self.seed} {id}")

    @property
    def place(self):
        """The worker's own folder; `client` in it is made anew for each case."""
        if not hasattr(self.local, "place"):
            with self.gate:
                self.number += 1
                self.local.place = self.scratch / f"worker{self.number}"
            self.local.place.mkdir()
        return self.local.place

    def fresh(self, scenario):
        """The scenario's folder as before the command."""
        folder = self.place / "case"
        tree.write(scenario.before, folder)
        return folder

    def sampled(self, id, cases, floors, every=False):
        """As many of the cases as the floor of this scale asks for, in an order of the seed.

        Where there are fewer cases than the floor, they are run again: the program has three
        threads, and no two runs meet the same interleaving. With `every`, none is left out but
        in the short form.
        """
        floor = floors[self.scale]
        drawn = list(cases)
        while len(drawn) < floor:
            drawn += cases
        self.random(id).shuffle(drawn)
        return drawn if every and self.scale else drawn[:floor]

    def measure(self, id, cases, judge, floor):
        """Runs `judge(case)` for every case on the workers; it returns violations as texts."""
        started = time.monotonic()
        result = Result(id, floor)

        def one(case):
            place = str(self.place / "case")
            return case, [text.replace(place, "") for text in judge(case)]

        pool = ThreadPoolExecutor(self.workers)
        try:
            for case, wrong in pool.map(one, cases):
                result.cases += 1
                result.violations += [(str(case), text) for text in wrong]
                if wrong and self.first:
                    break
        finally:
            # Where somebody stops us, the cases that wait are not begun.
            pool.shutdown(cancel_futures=True)
        result.seconds = time.monotonic() - started
        return result


@dataclass(frozen=True)
class Case:
    """A fault in a scenario; its text names both, and the call that was hit."""
    scenario: object
    fault: object
    hit: list = field(default_factory=list, compare=False, hash=False)

    def __str__(self):
        called = f" ({self.hit[0]})" if self.hit else ""
        return f"{self.scenario.name}: {self.fault}{called}"
