"""A5 A6 A8: calls that fail, disks that fill up, calls that do half."""
from harness import Case
from oracle import INPUT_OUTPUT
from program import CALLS, Fault
from steps import faulted, steps

# Calls that take room on the disk.
ROOM = "cwtsrlm"


def failed(bench, case):
    """A call failed: the program says so with 74 and the place, or ends as if it had not."""
    folder, outcome = faulted(bench, case)
    return judged(bench, case.scenario, folder, outcome)


def judged(bench, scenario, folder, outcome):
    """The whole oracle for a run that may end with 74 or undisturbed, and in no other way."""
    wrong = []
    if outcome.code not in (scenario.code, INPUT_OUTPUT):
        said = outcome.err.decode(errors="replace").strip()[:200]
        wrong.append(f"exit {outcome.code}, not {INPUT_OUTPUT}: {said}")
    elif outcome.code == INPUT_OUTPUT:
        said = outcome.err.decode(errors="replace")
        if str(folder) not in said and "stdout" not in said:
            wrong.append(f"(f) the message names no place: {said.strip()}")
    return wrong + bench.oracle.whole(scenario, folder, outcome)


def a5(bench):
    """EIO from any call, once and from then on."""
    floors = (200, 1_000, 6_000)
    cases = steps(bench, CALLS, "eio") + steps(bench, CALLS, "eio", sticky=True)
    cases = bench.sampled("A5", cases, floors)
    return bench.measure("A5", cases, lambda case: failed(bench, case), floors[bench.scale])


def a6(bench):
    """No room: ENOSPC and EDQUOT once and from then on, and a limit on the size of files."""
    floors = (200, 1_000, 6_000)
    cases = (
        steps(bench, ROOM, "enospc", "edquot")
        + steps(bench, ROOM, "enospc", "edquot", sticky=True))
    limits = [
        Limit((scenario, blocks)) for scenario in bench.scenarios if scenario.posts
        for blocks in (1, 2, 8, 16, 64, 128, 256, 512)]
    share = floors[bench.scale] // 20
    cases = bench.sampled("A6", cases, [floor - floor // 20 for floor in floors])
    limits = bench.sampled("A6 limits", limits, [floor // 20 for floor in floors])
    assert len(limits) == share

    def judge(case):
        if isinstance(case, Limit):
            return limited(bench, case)
        return failed(bench, case) + left_over(bench, case.scenario)

    return bench.measure("A6", cases + limits, judge, floors[bench.scale])


def left_over(bench, scenario):
    """Half-made reports are gone once a later run has found room."""
    return [
        f"{path.name} is left" for path in (bench.place / "case").rglob("*")
        if path.name.endswith((".tmp", ".new")) or path.name.startswith("incoming-")]


class Limit(tuple):
    """A scenario under `ulimit -f`: no file may have more than so many blocks of 512 bytes."""

    def __str__(self):
        return f"{self[0].name}: no file beyond {self[1]} blocks"


def limited(bench, case):
    scenario, blocks = case
    folder = bench.fresh(scenario)
    outcome = bench.program.run(scenario.arguments(folder), shell=f"ulimit -f {blocks};")
    return judged(bench, scenario, folder, outcome)


def a8(bench):
    """Calls that read or write half of what was asked, or are interrupted: all goes well."""
    floors = (100, 500, 2_000)
    cases = [
        Case(scenario, Fault(kind, every=every, ops="wpg"))
        for scenario in bench.scenarios for kind in ("short", "eintr")
        for every in range(1 if kind == "short" else 2, 40)]
    cases = bench.sampled("A8", cases, floors)

    def judge(case):
        folder, outcome = faulted(bench, case)
        wrong = []
        if outcome.code != case.scenario.code:
            said = outcome.err.decode(errors="replace").strip()[:200]
            wrong.append(f"exit {outcome.code}: {said}")
        return wrong + bench.oracle.whole(case.scenario, folder, outcome)

    return bench.measure("A8", cases, judge, floors[bench.scale])
