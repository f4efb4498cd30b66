#!/usr/bin/env python3
"""monthend beside what the same people would otherwise use, in one run on one machine.

usage: bench.py MONTHEND SAMPLEDATA [--rows N] [--times K] [--only NAME,NAME] [--markdown]

Prints a line a contest (see bulk.py and month.py), the medians of K runs of each side by turns:
    BENCH <name> ours=<s> other=<s> ratio=<ours/other> rss_mb=<peak of ours> goal=<..> <met|missed>
Inputs come from SampleData with a fixed seed and go to a temporary folder, below $BENCH_DIR if
that is set; one that lies in memory makes syncing free and the figures meaningless.
Exit 1: the two sides came to different totals, or a program failed. A peer that is not installed
is said in its line and is no failure. Standard library only; DuckDB has a venv of its own.
"""
import argparse
import datetime
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import bulk
import month
from contest import Contest, Different
from others import Peers
from ours import Tools
from timing import Cost, Trouble

CONTESTS = {contest.name: contest for contest in (
    bulk.CamtSax, bulk.CSVDuckDB, bulk.CSVHledger, bulk.GzDuckDB, bulk.JSONLDuckDB, bulk.SalesMillion,
    bulk.Report, bulk.Reopen, month.Small, month.Firm, bulk.Growth)}


@dataclass
class Bench:
    """What every contest is run with."""
    tools: Tools
    peers: Peers
    rows: int


@dataclass
class Result:
    """What a contest came to; `others` is None where the peer is missing."""
    contest: Contest
    mine: Cost
    others: Cost | None

    @property
    def ratio(self):
        return f"{self.mine.seconds / self.others.seconds:.3g}" if self.others else "-"

    @property
    def other(self):
        return f"{self.others.seconds:.3f}" if self.others else f"missing({self.contest.peer})"

    @property
    def verdict(self):
        return "met" if self.contest.goal.is_met(self.mine, self.others) else "missed"

    def line(self):
        """As `make bench` prints it."""
        line = (f"BENCH {self.contest.name} ours={self.mine.seconds:.3f} other={self.other} "
                f"ratio={self.ratio} rss_mb={self.mine.rss_mb:.0f}")
        if self.others is None:
            return line
        if self.contest.goal.is_flat:
            line += f" other_rss_mb={self.others.rss_mb:.0f}"
        line += self.contest.note()
        goal = str(self.contest.goal).replace("≤", "<=").replace("×", "x").replace(" ", "")
        return f"{line} goal={goal} {self.verdict}"

    def row(self):
        """As README shows it."""
        contest = self.contest
        verdict = f"{contest.goal}: {self.verdict}" if self.others else str(contest.goal)
        cells = [contest.name, contest.title(), contest.against, f"{self.mine.seconds:.3f}",
                 self.other, self.ratio, f"{self.mine.rss_mb:.0f}", verdict]
        return f"| {' | '.join(cells)} |"


def main():
    options = arguments()
    bench = Bench(
        Tools(options.monthend, options.sampledata), Peers(options.venv, options.saxnull),
        options.rows)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    results, failed = [], False
    for name in options.only:
        try:
            results.append(run(CONTESTS[name], bench, options.times))
            print(results[-1].line(), flush=True)
        except (Different, Trouble, subprocess.CalledProcessError) as error:
            print(f"bench: {name}: {error}", file=sys.stderr)
            failed = True
    if options.markdown:
        print("\n" + "\n".join(markdown(results, bench)))
    return 1 if failed else 0


def run(kind, bench, times):
    """One contest in a folder of its own, which goes with it."""
    with tempfile.TemporaryDirectory(
            prefix="monthend-bench-", dir=os.environ.get("BENCH_DIR")) as place:
        contest = kind(bench, Path(place))
        return Result(contest, *contest.contend(times))


def markdown(results, bench):
    """The table of README, with the day, the machine and the versions of the peers."""
    yield (f"{bench.rows:,} rows; {len(os.sched_getaffinity(0))} cores ({processor()}), "
           f"{datetime.date.today()}; {', '.join(bench.peers.versions())}.")
    yield ""
    yield "| name | ours | the other | ours, s | other, s | ratio | peak MB | goal |"
    yield "|---|---|---|---|---|---|---|---|"
    for result in results:
        yield result.row()


def processor():
    with open("/proc/cpuinfo") as lines:
        names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
        return next(names, "unknown")


def arguments():
    build = Path(__file__).parents[2] / ".build"
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("monthend")
    parser.add_argument("sampledata")
    parser.add_argument("--rows", type=int, default=1_000_000,
                        help="rows of the bulk files; hledger's are a tenth, a firm's clients "
                             "a thousandth, growth's ten times as many")
    parser.add_argument("--times", type=int, default=3, help="timed runs of each side")
    parser.add_argument("--only", type=names, default=list(CONTESTS), metavar="NAME,NAME")
    parser.add_argument("--markdown", action="store_true", help="also print the README's table")
    parser.add_argument("--venv", default=build / "bench-venv", help="the venv that has duckdb")
    parser.add_argument("--saxnull", default=build / "bench-saxnull",
                        help="peers/saxnull.c, compiled")
    return parser.parse_args()


def names(text):
    unknown = [name for name in text.split(",") if name not in CONTESTS]
    if unknown:
        raise argparse.ArgumentTypeError(
            f"{', '.join(unknown)} is none of {', '.join(CONTESTS)}")
    return text.split(",")


if __name__ == "__main__":
    sys.exit(main())
