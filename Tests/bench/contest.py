"""A line of the table: ours and the other side by turns, once both have come to the same totals.

All that is kept is kept durably on both sides: monthend commits to SQLite with
journal_mode=DELETE and synchronous=EXTRA and archives the drop; DuckDB checkpoints into a file.
A run of monthend starts from a fresh book and does what a normal run does: digest, archive,
chain, validation, pack.
"""
import statistics
from dataclasses import dataclass

from timing import Cost

MEMORY = 100  # megabytes: the most any run of ours may take


class Different(Exception):
    """Both sides did not come to the same totals."""


@dataclass
class Goal:
    """What a line should come to, besides its memory."""
    ratio: float | None = None
    seconds: float | None = None
    is_flat: bool = False  # memory within a tenth of the other side's

    def __str__(self):
        parts = []
        if self.ratio is not None:
            parts.append(f"ratio ≤ {self.ratio:g}")
        if self.seconds is not None:
            parts.append(f"ours ≤ {self.seconds:g} s")
        if self.is_flat:
            parts.append("rss ≤ 1.1 × other")
        return ", ".join([*parts, f"rss ≤ {MEMORY} MB"])

    def is_met(self, mine, others):
        return (mine.rss_mb <= MEMORY
                and (self.ratio is None or mine.seconds <= self.ratio * others.seconds)
                and (self.seconds is None or mine.seconds <= self.seconds)
                and (not self.is_flat or mine.rss_mb <= 1.1 * others.rss_mb))


class Contest:
    """What each side does. Totals speak of the latest run of each side, in the same keys."""
    name: str
    work: str  # what ours does; {rows} stands for how many
    against: str
    goal: Goal
    peer = None  # the program the other side needs

    def __init__(self, bench, place):
        self.tools = bench.tools
        self.peers = bench.peers
        self.rows = bench.rows
        self.place = place
        self.prepare()

    def prepare(self):
        """Makes the inputs, and what is there before the clock runs."""
        raise NotImplementedError

    def ours(self):
        """Runs ours once and gives its `Cost`."""
        raise NotImplementedError

    def other(self):
        """Runs the other side once and gives its `Cost`."""
        raise NotImplementedError

    def our_totals(self):
        raise NotImplementedError

    def other_totals(self):
        raise NotImplementedError

    def note(self):
        """What else is to be said of ours, in words of `name=value`."""
        return ""

    def title(self):
        """The work with its rows."""
        return self.work.format(rows=f"{self.rows:,}")

    def is_missing(self):
        return self.peer is not None and not self.peers.has(self.peer)

    def contend(self, times):
        """The cost of ours and of the other side, None where its program is missing."""
        self.ours()
        if self.is_missing():
            return middle([self.ours() for _ in range(times)]), None
        self.other()
        self.compare()
        turns = [(self.ours(), self.other()) for _ in range(times)]
        return middle([mine for mine, _ in turns]), middle([other for _, other in turns])

    def compare(self):
        mine, others = self.our_totals(), self.other_totals()
        if not mine:
            raise Different("there are no totals")
        if mine == others:
            return
        keys = sorted(set(mine) | set(others), key=str)
        wrong = [key for key in keys if mine.get(key) != others.get(key)]
        raise Different(
            f"{len(wrong)} of {len(keys)} totals differ, first {wrong[0]}: "
            f"ours {mine.get(wrong[0])}, other {others.get(wrong[0])}")


def middle(costs):
    """The median time and the highest memory."""
    return Cost(statistics.median(cost.seconds for cost in costs),
                max(cost.rss_mb for cost in costs))
