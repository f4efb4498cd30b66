"""A1 A2 A3 H6: the program stopped at each of its steps."""
import signal

from harness import Case
from program import STEPS, Fault

# Seconds from a signal to the end, as the plan promises.
PROMPT = 2.0


def faulted(bench, case, ops=None):
    """Runs a case; its folder, how the program ended, and the call that was hit."""
    folder = bench.fresh(case.scenario)
    outcome = bench.program.run(
        case.scenario.arguments(folder), scratch=bench.place, root=folder, fault=case.fault)
    if outcome.hit:
        case.hit.append(outcome.hit.replace(str(folder), ""))
    return folder, outcome


def steps(bench, ops, *faults, **more):
    """A case for each scenario, fault and call with one of the letters."""
    return [
        Case(scenario, Fault(kind, number, ops, **more))
        for kind in faults for scenario in bench.scenarios
        for number in range(1, scenario.points(ops) + 1)
    ]


def ended(bench, case):
    folder, outcome = faulted(bench, case)
    return bench.oracle.whole(case.scenario, folder, outcome)


def a1(bench):
    """kill -9 before each step."""
    floors = (400, 2_000, 6_000)
    cases = bench.sampled("A1", steps(bench, STEPS, "kill"), floors, every=True)
    return bench.measure("A1", cases, lambda case: ended(bench, case), floors[bench.scale])


def a2(bench):
    """A write that only partly happens, then the end."""
    floors = (300, 1_500, 6_000)
    cases = bench.sampled("A2", steps(bench, "w", "half", "first", "last"), floors)
    return bench.measure("A2", cases, lambda case: ended(bench, case), floors[bench.scale])


def a3(bench):
    """Killed again while the rerun picks up what a killed run left."""
    floors = (60, 300, 5_000)
    rng = bench.random("A3")
    firsts = [case for case in steps(bench, STEPS, "kill") if case.scenario.posts]

    def pair():
        first = rng.choice(firsts)
        return Case(first.scenario, first.fault, [rng.random()])

    def judge(case):
        share = case.hit.pop()
        folder, outcome = faulted(bench, case)
        state, wrong = bench.oracle.after_fault(case.scenario, folder, outcome)
        second = Fault("kill", 1 + int(share * case.scenario.points(STEPS)))
        verb = case.scenario.arguments(folder, case.scenario.again[0])
        outcome = bench.program.run(verb, scratch=bench.place, root=folder, fault=second)
        case.hit.append(f"then {second} ({outcome.hit.replace(str(folder), '')})")
        after, more = bench.oracle.after_fault(case.scenario, folder, None)
        if state == "after" and after == "before":
            more.append("(d) what was posted is gone")
        return wrong + more + bench.oracle.rerun(case.scenario, folder, after)

    cases = [pair() for _ in range(floors[bench.scale])]
    return bench.measure("A3", cases, judge, floors[bench.scale])


def h6(bench):
    """SIGTERM, SIGINT, SIGHUP at the n-th call, once and twice."""
    floors = (100, 500, 6_000)
    cases = []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        for twice in (False, True):
            cases += steps(bench, STEPS, "signal", signal=int(number), twice=twice)

    def judge(case):
        folder, outcome = faulted(bench, case)
        state, wrong = bench.oracle.after_fault(case.scenario, folder, outcome)
        number = case.fault.signal
        if outcome.code not in (128 + number, -number, case.scenario.code):
            wrong.append(f"exit {outcome.code} on signal {number}")
        if outcome.code == 128 + number and b"interrupted" not in outcome.err:
            wrong.append("it does not say that it was interrupted")
        if outcome.seconds > PROMPT:
            wrong.append(f"it took {outcome.seconds:.1f} s to stop")
        return wrong + bench.oracle.rerun(case.scenario, folder, state)

    cases = bench.sampled("H6", cases, floors)
    return bench.measure("H6", cases, judge, floors[bench.scale])
