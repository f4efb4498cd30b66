"""H4 H5: several processes on one book, and holders that die, stop or lose their lock."""
import os
import signal
import time

import tree
from harness import Case
from oracle import first_line
from places import Named
from program import STEPS, Fault
from scenarios import NOW, SEPTEMBER

# Another run holds the book.
BUSY = 75
# Seconds within which a run must have the book once nobody holds it, or be told who does.
PROMPT = 2.0


def lines(number):
    """A drop of its own for one of many processes: a row that no other has."""
    return f"Date,Amount,Text\n2026-09-{number % 28 + 1:02},{number + 1}.00,FEE {number}\n"


def h4(bench):
    """Two, eight, thirty-two processes on one book: one after the other, or told who holds it."""
    floors = (24, 120, 5_000)
    rounds = [
        Named((bench.scenario("overlap"), kind, count, "processes", number))
        for number in range(50) for count, often in ((2, 8), (8, 3), (32, 1)) for _ in range(often)
        for kind in ("the same drops", "their own drops", "with readers", "with close")]
    drawn = bench.sampled("H4", rounds, floors)
    judges = {"the same drops": same, "their own drops": own, "with readers": readers,
              "with close": closing}
    return bench.measure(
        "H4", drawn, lambda case: judges[case[1]](bench, case), floors[bench.scale])


def together(bench, commands, rng):
    """Starts commands up to 50 ms apart; how each ended, in their order."""
    processes = []
    for words in commands:
        processes.append(bench.program.start(words))
        if rng.random() < 0.5:
            time.sleep(rng.random() * 0.05 / len(commands))
    ended = []
    for process in processes:
        out, err = process.communicate(timeout=60)
        ended.append((process.returncode, out, err))
    return ended


def held(ended, allowed):
    """Ends other than those allowed, and refusals that do not say who holds the book."""
    wrong = []
    for code, _, err in ended:
        if code == BUSY and b" pid " not in err:
            wrong.append(f"refused without a holder: {first_line(err)}")
        elif code not in (BUSY, *allowed):
            wrong.append(f"exit {code}: {first_line(err)}")
    if all(code == BUSY for code, _, _ in ended):
        wrong.append("every process was refused")
    return wrong


def same(bench, case):
    """The same command many times at once: the outcome of one."""
    scenario, _, count, _, number = case
    folder = bench.fresh(scenario)
    ended = together(
        bench, [scenario.arguments(folder, now=NOW + n) for n in range(count)],
        bench.random(str(case)))
    state, wrong = bench.oracle.after_fault(scenario, folder, None)
    return held(ended, [scenario.code]) + wrong + bench.oracle.rerun(scenario, folder, state)


def own(bench, case):
    """Each its own inbox; those refused try again. Every row is in the book once."""
    scenario, _, count, _, _ = case
    folder = bench.fresh(scenario)
    commands = []
    for number in range(count):
        place = folder / f"drops{number}" / "banklist"
        place.mkdir(parents=True)
        (place / f"{number}.csv").write_text(lines(number))
        commands.append(scenario.arguments(
            folder, ["run", *SEPTEMBER, "--inbox", f"{{}}/drops{number}"], now=NOW + number))
    ended = together(bench, commands, bench.random(str(case)))
    wrong = held(ended, [0, 1, 2])
    for words, (code, _, _) in zip(commands, ended):
        if code == BUSY:
            again = bench.program.run(words)
            wrong += held([(again.code, again.out, again.err)], [0, 1, 2])
    verified = bench.program.run(scenario.arguments(folder, ["verify"]))
    if verified.code != 0:
        wrong.append(f"verify exits {verified.code}: {first_line(verified.out)}")
    return wrong + once(bench, scenario, folder, count)


def once(bench, scenario, folder, count):
    """The bank account of the lists has each row once: 1 + 2 + … + n, and nothing else."""
    shown = bench.program.run(scenario.arguments(
        folder, ["report", "trial-balance", *SEPTEMBER, "--format", "csv"]))
    old = scenario.before["client/reports/2026-09/trial-balance.csv"]
    balance = balance_of(shown.out.decode(), "1030")
    wanted = balance_of(old.decode(), "1030") + 100 * count * (count + 1) // 2
    return [] if balance == wanted else [f"account 1030 has {balance}, not {wanted}"]


def balance_of(table, account):
    """The closing balance of an account in cents, debit positive."""
    for line in table.splitlines():
        fields = line.split(",")
        if fields[0] == account:
            debit, credit = (int(field.replace(".", "") or 0) for field in fields[6:8])
            return debit - credit
    return 0


def readers(bench, case):
    """Reports while a run posts show the books before it or after it."""
    scenario, _, count, _, _ = case
    folder = bench.fresh(scenario)
    words = ["report", "trial-balance", *SEPTEMBER, "--format", "csv"]
    seen = [bench.program.run(scenario.arguments(folder, words)).out]
    commands = [scenario.arguments(folder)] + [scenario.arguments(folder, words)] * (count - 1)
    ended = together(bench, commands, bench.random(str(case)))
    seen.append(bench.program.run(scenario.arguments(folder, words)).out)
    wrong = held(ended[:1], [scenario.code])
    for code, out, err in ended[1:]:
        if code != 0:
            wrong.append(f"a report exits {code}: {first_line(err)}")
        elif out not in seen:
            wrong.append("a report shows what never was")
    state, more = bench.oracle.after_fault(scenario, folder, None)
    return wrong + more + bench.oracle.rerun(scenario, folder, state)


def closing(bench, case):
    """Imports against a close: as if one had come after the other."""
    scenario, _, count, _, _ = case
    close = ["close", *SEPTEMBER, "--accept", "test"]
    folder = bench.fresh(scenario)
    commands = [scenario.arguments(folder)] * (count - 1) + [scenario.arguments(folder, close)]
    rng = bench.random(str(case))
    rng.shuffle(commands)
    ended = together(bench, commands, rng)
    wrong = held(ended, [0, 1, 2, 3])
    for verb in (scenario.verb, close, scenario.verb):
        bench.program.run(scenario.arguments(folder, verb))
    found = rows(bench, folder)
    orders = ([scenario.verb, close], [close, scenario.verb])
    if found not in [one_after_another(bench, scenario, order) for order in orders]:
        wrong.append("the book is not that of one after the other")
    return wrong


def one_after_another(bench, scenario, verbs):
    folder = bench.fresh(scenario)
    for verb in verbs:
        bench.program.run(scenario.arguments(folder, verb))
    return rows(bench, folder)


def rows(bench, folder):
    content = tree.read(folder)
    return bench.oracle.books.rows(content["client/" + tree.BOOK], None)


def h5(bench):
    """The holder is killed, stopped, loses its lock file, or was another process of its number."""
    floors = (60 // 5, 60, 2_000)
    judges = {
        "killed": killed, "stopped": stopped, "lock deleted": unlocked, "number reused": stale}
    rng = bench.random("H5")
    posting = [scenario for scenario in bench.scenarios if scenario.posts]
    cases = []
    for number in range(floors[bench.scale]):
        scenario = posting[number // 4 % len(posting)]
        fault = Fault(
            "signal", rng.randrange(4, scenario.points(STEPS)), STEPS, signal=signal.SIGSTOP)
        cases.append(Case(scenario, fault, [list(judges)[number % 4]]))
    return bench.measure(
        "H5", cases, lambda case: judges[case.hit[0]](bench, case), floors[bench.scale])


def paused(bench, case, folder):
    """The command, stopped at its point; None where it ended before."""
    process = bench.program.start(case.scenario.arguments(folder), root=folder, fault=case.fault)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        ended, status = os.waitpid(process.pid, os.WUNTRACED | os.WNOHANG)
        if ended and os.WIFSTOPPED(status):
            return process
        if ended:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process
        time.sleep(0.001)
    process.kill()
    return process


def at_once(bench, scenario, folder):
    """The next run gets in at once; what is wrong with it."""
    verb = scenario.again[0]
    outcome = bench.program.run(scenario.arguments(folder, verb, now=NOW + 1))
    if outcome.code == BUSY:
        return [f"the next run is refused: {first_line(outcome.err)}"]
    slow = outcome.seconds > PROMPT
    return [f"the next run took {outcome.seconds:.1f} s"] if slow else []


def killed(bench, case):
    folder = bench.fresh(case.scenario)
    process = paused(bench, case, folder)
    process.kill()
    process.communicate()
    wrong = at_once(bench, case.scenario, folder)
    state, more = bench.oracle.after_fault(case.scenario, folder, None)
    return wrong + more + bench.oracle.rerun(case.scenario, folder, state)


def stopped(bench, case):
    """A stopped holder still holds: the second run says so at once, the first one ends well."""
    folder = bench.fresh(case.scenario)
    process = paused(bench, case, folder)
    wrong = []
    if process.returncode is None:
        second = bench.program.run(
            case.scenario.arguments(folder, case.scenario.again[0], now=NOW + 1))
        ended = (second.code, second.out, second.err)
        # At its last steps a run has let go of the book already.
        isLast = case.fault.at > case.scenario.points(STEPS) - 4
        if not isLast and second.code != BUSY:
            wrong.append(f"exit {second.code} while another run holds the book")
        wrong += held([ended], [0, 1, 2, 3]) if not isLast and second.code != BUSY else []
        if second.seconds > PROMPT:
            wrong.append(f"it took {second.seconds:.1f} s to be told")
        process.send_signal(signal.SIGCONT)
        process.communicate(timeout=60)
        if process.returncode != case.scenario.code:
            wrong.append(f"the first run exits {process.returncode} after it went on")
    state, more = bench.oracle.after_fault(case.scenario, folder, None)
    return wrong + more + bench.oracle.rerun(case.scenario, folder, state)


def unlocked(bench, case):
    """The lock file is deleted under a run: SQLite's own locks still keep the book whole."""
    folder = bench.fresh(case.scenario)
    process = paused(bench, case, folder)
    wrong = []
    if process.returncode is None:
        (folder / "client" / (tree.BOOK + ".lock")).unlink(missing_ok=True)
        bench.program.run(case.scenario.arguments(folder, case.scenario.again[0], now=NOW + 1))
        process.send_signal(signal.SIGCONT)
        process.communicate(timeout=60)
    state, more = bench.oracle.after_fault(case.scenario, folder, None)
    return wrong + more + bench.oracle.rerun(case.scenario, folder, state)


def stale(bench, case):
    """The lock names a process that lives and does not hold it."""
    folder = bench.fresh(case.scenario)
    (folder / "client" / (tree.BOOK + ".lock")).write_text(f"run pid {os.getpid()}")
    wrong = at_once(bench, case.scenario, folder)
    state, more = bench.oracle.after_fault(case.scenario, folder, None)
    return wrong + more + bench.oracle.rerun(case.scenario, folder, state)
