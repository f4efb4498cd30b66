"""H1 H2 H3 H7 H8: another clock, place, order, an older book, a copy of one: the same bytes."""
import gzip
import itertools
import os
import random
import signal
import sqlite3
import subprocess
import time

import golden
import tree
from bench import DONE, HERE, NOW, first_line

# The epoch, the ends of 31 and 32 bits, a leap second, the last and first moment of months.
CLOCKS = (0, 946_684_799, 1_483_228_800, 1_788_220_799, 1_788_220_800, 1_790_812_799,
          1_790_812_800, 2_147_483_647, 2_147_483_648, 4_102_444_800, 4_294_967_296,
          253_402_300_799)
STEPS = (0, 1, -1, 86_400, -86_400)
ZONES = ("UTC", "Europe/Paris", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu",
         "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca", "America/Sao_Paulo",
         "Asia/Tehran", ":nowhere", "XYZ-13:37")
LOCALES = ("C", "POSIX", "en_US.UTF-8", "fr_FR.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8",
           "fa_IR.UTF-8", "th_TH.UTF-8")
UMASKS = ("000", "022", "027", "077")


def rows(bench, content):
    return tree.Books(bench.place).rows(content.get("client/" + tree.BOOK), None)


def changed(bench, case, content):
    """What of a case's folder is not as an undisturbed run leaves it."""
    shown, wanted = tree.shown(content), tree.shown(case.after)
    names = sorted(n for n in shown.keys() | wanted.keys() if shown.get(n) != wanted.get(n))
    if names:
        return [f"{names[0]} differs, and {len(names) - 1} more"]
    if rows(bench, content) != rows(bench, case.after):
        return ["the book differs"]
    return []


def ran(bench, case, shell, now=NOW, folder=None, words=()):
    """The periods of a case by a shell's words before the program; what became other."""
    folder = folder or bench.place_of(case.before)
    time = ["--now", str(now)] if now is not None else []
    for period in case.periods:
        outcome = bench.verb(folder, "run", "-p", period, "-q", *time, *words, shell=shell)
        if outcome.code not in DONE:
            return [f"exits {outcome.code}: {first_line(outcome.err)}"]
    return changed(bench, case, tree.read(folder))


def drawn(bench, id, settings, floors):
    """Pairs of a case and a setting, as many as the floor asks for."""
    rng = bench.random(id)
    cases = list(golden.all_finished(bench))
    rng.shuffle(cases)
    settings = list(settings)
    rng.shuffle(settings)
    count = floors[bench.scale]
    return list(zip(itertools.islice(itertools.cycle(cases), count),
                    itertools.islice(itertools.cycle(settings), count)))


def measured(bench, id, settings, floors, judge):
    jobs = drawn(bench, id, settings, floors)
    return bench.counted(
        id, jobs,
        lambda job: (1, [(f"{job[0].name}: {job[1]}", text) for text in judge(*job)]),
        floors[bench.scale])


def h1(bench):
    """Any clock, one that runs away or back among them: only `runs/` shows it."""
    library = bench.scratch / "clock.so"
    subprocess.run(["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC",
                    str(HERE / "clock.c"), "-o", str(library)], check=True)

    def judge(case, clock):
        at, step = clock
        return ran(bench, case, f"export LD_PRELOAD={library} CLOCK_AT={at} CLOCK_STEP={step};",
                   now=None)

    return measured(bench, "H1", itertools.product(CLOCKS, STEPS), (12, 60, 2_000), judge)


def h2(bench):
    """Twelve time zones by eight locales, with any umask, no home, a folder that is gone."""
    def judge(case, place):
        zone, locale = place
        umask = UMASKS[hash_of(place) % len(UMASKS)]
        gone = bench.place / "gone"
        return ran(
            bench, case,
            f"umask {umask}; export TZ={zone} LC_ALL={locale} LANG={locale}; unset HOME; "
            f"mkdir -p {gone}; cd {gone}; rmdir {gone};")

    return measured(bench, "H2", itertools.product(ZONES, LOCALES), (24, 96, 96), judge)


def hash_of(words):
    return sum(map(ord, "".join(words)))


def h3(bench):
    """Files made in another order, one core, another hash seed with every process."""
    def judge(case, seed):
        folder = bench.place / "case"
        tree.write({}, folder)
        names = list(case.before)
        random.Random(seed).shuffle(names)
        for name in names:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(case.before[name])
        core = sorted(os.sched_getaffinity(0))[seed % len(os.sched_getaffinity(0))]
        return ran(bench, case, f"exec taskset -c {core} {{}}" if seed % 2 else "", folder=folder)

    return measured(bench, "H3", range(500), (8, 40, 500), judge)


def h7(bench):
    """Books of every released version: verified, reported, run on; a later one is left alone."""
    jobs = [(path, verb) for path in sorted((golden.FIXTURES / "ledgers").glob("v*"))
            for verb in (["verify"], ["report", "trial-balance", "-p", "2026-09", "--format", "csv"],
                         ["run", "-p", "2026-08"], ["later"])]

    def judge(job):
        path, verb = job
        book = gzip.decompress((path / "book.sqlite.gz").read_bytes())
        client = golden.FIXTURES / "rules/client"
        folder = bench.place_of(golden.gathered(client) | {"client/" + tree.BOOK: book})
        if verb == ["later"]:
            return 1, [(f"{path.name}: later", text) for text in later(bench, folder)]
        outcome = bench.verb(folder, *verb, "--now", str(NOW))
        # The originals of these books are not kept: verify misses them, and nothing else.
        lacks = verb == ["verify"] and outcome.code == 4 and all(
            b"not in the archive" in line for line in outcome.out.splitlines())
        isRight = outcome.code in DONE or lacks
        wrong = [] if isRight else [f"exits {outcome.code}: {first_line(outcome.err)}"]
        if verb[0] == "report" and outcome.out != (path / "trial-balance.csv").read_bytes():
            wrong.append("it shows other figures than it did then")
        return 1, [(f"{path.name}: {verb[0]}", text) for text in wrong]

    return bench.counted("H7", jobs, judge, 12)


def later(bench, folder):
    """A book of a version to come is not opened, and not one byte of it changes."""
    book = folder / "client" / tree.BOOK
    connection = sqlite3.connect(book)
    connection.execute("PRAGMA user_version = 999")
    connection.commit()
    connection.close()
    before = book.read_bytes()
    outcome = bench.verb(folder, "run", "-p", "2026-08", "--now", str(NOW))
    wrong = ["it is opened"] if outcome.code in DONE or outcome.code < 0 else []
    return wrong + (["its bytes change"] if book.read_bytes() != before else [])


def h8(bench):
    """A book copied while it is written: the copy is one of the two states, or is told of."""
    def judge(case, number):
        rng = random.Random(number)
        folder = bench.place_of(case.before)
        process = bench.program.start(
            ["run", f"{folder}/client", "-p", case.periods[0], "-q", "--now", str(NOW),
             "--shared", str(HERE.parent.parent / "pipelines/shared")])
        time.sleep(rng.random() * 0.03)
        process.send_signal(signal.SIGSTOP)
        names = [tree.BOOK] + [tree.JOURNAL] * (number % 2)
        copy = {f"client/{name}": (folder / "client" / name).read_bytes()
                for name in names if (folder / "client" / name).exists()}
        process.send_signal(signal.SIGCONT)
        process.communicate()
        return copied(bench, case, copy)

    return measured(bench, "H8", range(1_000), (8, 40, 1_000), judge)


def copied(bench, case, copy):
    """A copy beside the drops it was made from: sound and run on to the same book, or refused."""
    folder = bench.place_of(case.before | copy)
    outcome = bench.verb(folder, "verify")
    if outcome.code in DONE or not copy:
        return ran(bench, case, "", folder=folder)
    # Half of a write without its journal, or no book yet.
    isTold = outcome.code in (4, 74) and bool((outcome.out + outcome.err).strip())
    return [] if isTold else [f"verify exits {outcome.code}: {first_line(outcome.err)}"]
