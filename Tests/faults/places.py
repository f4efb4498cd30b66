"""A6-room A9 A10 A11: real small disks, places that may not be written, limits, closed stdio."""
import os
import signal
import subprocess

import tree
from errors import judged, left_over
from oracle import INPUT_OUTPUT, first_line
from scenarios import SEPTEMBER

NOBODY = 65534


class Named(tuple):
    """A case of words."""

    def __str__(self):
        return f"{self[0].name}: " + " ".join(str(word) for word in self[1:])


class Mount:
    """A file system of its own below a worker's folder; None is said where none may be mounted."""

    def __init__(self, folder, options):
        self.folder = folder
        folder.mkdir(exist_ok=True)
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True,
            capture_output=True)

    def remount(self, options):
        subprocess.run(["mount", "-o", "remount," + options, str(self.folder)], check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", str(self.folder)], check=True)


def can_mount(bench):
    try:
        with Mount(bench.scratch / "mount", "size=64k"):
            return True
    except (subprocess.CalledProcessError, FileNotFoundError):
        return False


def fill(content, folder):
    """Makes a folder hold the tree, where the folder itself must stay."""
    for name in sorted(content):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content[name] is None:
            path.mkdir(exist_ok=True)
        else:
            path.write_bytes(content[name])


def used(folder):
    facts = os.statvfs(folder)
    return (facts.f_blocks - facts.f_bfree) * facts.f_frsize


def a6_room(bench):
    """A real disk that is full after 64 KiB … 4 MiB more, then has room again."""
    floors = (13, 64, 256)
    posting = [scenario for scenario in bench.scenarios if scenario.posts]
    cases = [
        Named((posting[number % len(posting)], "room for", 64 * (number % 64 + 1), "KiB"))
        for number in range(256)]
    if bench.scale == 0:
        cases = cases[::5]
    cases = cases[:floors[bench.scale]]

    def judge(case):
        scenario, room = case[0], case[2] << 10
        with Mount(bench.place / "case", "size=64m") as mount:
            fill(scenario.before, mount.folder)
            mount.remount(f"size={used(mount.folder) + room}")
            outcome = bench.program.run(scenario.arguments(mount.folder))
            half = [f"with the disk full, {text}" for text in left_over(bench, scenario)]
            mount.remount("size=64m")
            return half + whole(bench, scenario, mount.folder, outcome)

    return bench.measure("A6-room", cases, judge, floors[bench.scale])


def whole(bench, scenario, folder, outcome):
    wrong = judged(bench, scenario, folder, outcome)
    return wrong + left_over(bench, scenario)


# What cannot be written, and whether the book is among it: then nothing at all may change.
PLACES = {
    "the book": ("client/book.sqlite", True), "the client's folder": ("client", True),
    "the lock": ("client/book.sqlite.lock", True), "the archive": ("client/archive", False),
    "the reports": ("client/reports", False), "the pack": ("client/reports/2026-09", False),
    "the inbox": ("client/inbox/camt", False), "the runs": ("client/runs", False),
}


def a9(bench):
    """Files and folders without permission, of another owner, on a disk mounted read-only."""
    floors = (24, 24, 24)
    scenario = bench.scenario("overlap")
    cases = [
        Named((scenario, how, place, verb)) for place in PLACES
        for how, verb in (("no permission:", "run"), ("another's:", "run"),
                          ("no permission:", "report"))]
    cases += [Named((scenario, "mounted read-only:", "all", verb))
              for verb in ("run", "report", "verify")]
    return bench.measure("A9", cases, lambda case: refused(bench, case), floors[bench.scale])


def refused(bench, case):
    scenario, how, place, verb = case
    with Mount(bench.place / "case", "size=64m") as mount:
        fill(scenario.before, mount.folder)
        for path in [mount.folder, *mount.folder.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
        if place == "all":
            mount.remount("ro")
            isBook = True
        else:
            name, isBook = PLACES[place]
            forbid(mount.folder / name, of_another=how == "another's:")
        wrong = tried(bench, scenario, mount.folder, verb, isBook)
        if place == "all":
            mount.remount("rw")
        for path in [mount.folder, *mount.folder.rglob("*")]:
            os.chmod(path, 0o755)
        state, more = bench.oracle.after_fault(scenario, mount.folder, None)
        return wrong + more + bench.oracle.rerun(scenario, mount.folder, state)


def forbid(path, of_another):
    """The user of the program may read but not write it."""
    if of_another:
        os.chown(path, 0, 0)
    os.chmod(path, 0o555 if path.is_dir() else 0o444)


def tried(bench, scenario, folder, verb, isBook):
    """The command as an ordinary user: reports are still printed, posting says what it may not."""
    content = tree.read(folder)
    if verb == "run":
        outcome = bench.program.run(scenario.arguments(folder), user=NOBODY)
        if outcome.code != INPUT_OUTPUT:
            return [f"exit {outcome.code}, not 74: {first_line(outcome.err)}"]
        wrong = []
        if str(folder) not in outcome.err.decode():
            wrong.append(f"the message names no place: {first_line(outcome.err)}")
        if isBook and tree.read(folder) != content:
            wrong.append("something was changed")
        return wrong
    words = [verb, *(["trial-balance", *SEPTEMBER] if verb == "report" else [])]
    wanted = bench.program.run(scenario.arguments(folder, words))
    outcome = bench.program.run(scenario.arguments(folder, words), user=NOBODY)
    if (outcome.code, outcome.out) != (0, wanted.out):
        return [f"{verb} exits {outcome.code}: {first_line(outcome.err)}"]
    return [] if tree.read(folder) == content else ["something was changed"]


def a10(bench):
    """Little memory, few descriptors, few processes, few inodes: as a crash, or better."""
    floors = (15, 30, 200)
    first, overlap = bench.scenario("first import"), bench.scenario("overlap")
    levels = [("-v", megabytes << 10) for megabytes in
              (60, 120, 160, 180, 200, 220, 240, 260, 300, 350, 400, 500)]
    levels += [("-n", count) for count in (3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20)]
    levels += [("-s", kilobytes) for kilobytes in (64, 256, 1024)]
    cases = [
        Named((scenario, "ulimit", *level)) for level in levels for scenario in (first, overlap)]
    if can_mount(bench):
        cases += [Named((scenario, "inodes", count, "more")) for scenario in (first, overlap)
                  for count in (0, 2, 5, 9, 20, 40)]
    if os.geteuid() == 0:
        cases += [Named((overlap, "ulimit", "-u", count)) for count in (1, 2, 3)]
    cases = bench.sampled("A10", cases, floors)

    def judge(case):
        if case[1] == "inodes":
            return few_inodes(bench, case)
        folder = bench.fresh(case[0])
        user = None
        if case[2] == "-u":
            user = NOBODY
            for path in [folder, *folder.rglob("*")]:
                os.chown(path, NOBODY, NOBODY)
        outcome = bench.program.run(
            case[0].arguments(folder), shell=f"ulimit {case[2]} {case[3]};", user=user)
        return crashed(bench, case[0], folder, outcome)

    return bench.measure("A10", cases, judge, floors[bench.scale])


def few_inodes(bench, case):
    scenario, count = case[0], case[2]
    with Mount(bench.place / "case", "size=64m") as mount:
        fill(scenario.before, mount.folder)
        facts = os.statvfs(mount.folder)
        mount.remount(f"nr_inodes={facts.f_files - facts.f_ffree + count}")
        outcome = bench.program.run(scenario.arguments(mount.folder))
        mount.remount("nr_inodes=10000")
        return crashed(bench, scenario, mount.folder, outcome)


def crashed(bench, scenario, folder, outcome):
    """The oracle for a program that could not even begin: any end but a false one."""
    if outcome.code in (126, 127):
        outcome.code = -9
    return bench.oracle.whole(scenario, folder, outcome)


def a11(bench):
    """Standard input, output and error closed at the start; output full or nobody reading."""
    floors = (24, 24, 24)
    closings = [
        " ".join(words[number] for number in range(3) if mask >> number & 1)
        for words in [("<&-", ">&-", "2>&-")] for mask in range(1, 8)]
    cases = [
        Named((bench.scenario(name), f"{{}} {closing}"))
        for name in ("first import", "overlap", "close", "report only")
        for closing in [*closings, ">/dev/full", "| nobody"]]

    def judge(case):
        scenario, around = case
        folder = bench.fresh(scenario)
        isBroken = "|" in around
        reader, writer = os.pipe()
        os.close(reader)
        outcome = bench.program.run(
            scenario.arguments(folder), shell="" if isBroken else around,
            stdout=writer if isBroken else subprocess.PIPE)
        os.close(writer)
        unusable = isBroken or ">&-" in around.replace("2>&-", "") or "full" in around
        expected = INPUT_OUTPUT if unusable else scenario.code
        if isBroken and not scenario.posts and outcome.code == -signal.SIGPIPE:
            expected = outcome.code  # a screen that nobody looks at any more
        wrong = []
        if outcome.code != expected:
            wrong.append(f"exit {outcome.code}, not {expected}: {first_line(outcome.err)}")
        if "2>&-" in around:
            outcome.err = b"nobody could hear it"
        return wrong + bench.oracle.whole(scenario, folder, outcome)

    return bench.measure("A11", cases, judge, floors[bench.scale])
