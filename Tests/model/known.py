"""Faults of the program that are open: a command that runs into one is left out of a sequence.

Whoever mends one deletes its function; `--all` plays them too. Tests/model/README.md has them.
"""
from model import bounds


def avoided(player, command):
    """True where a command meets a fault that is known."""
    if command.drop:
        return third_name(player, command.drop) or backwards(player, command.drop)
    if command.verb in ("close", "accept"):
        return any(model.held_through(bounds(command.word)[1]) for model in player.models)
    if command.verb in ("party", "exports"):
        return any(model.held_through(model.locked) for model in player.models)
    return False


def third_name(player, drop):
    """The same bytes under a third name count twice, under a fourth four times."""
    names = {other.path for other in player.dropped if other.digest == drop.digest}
    return len(names | {drop.path}) > 2


def backwards(player, drop):
    """A statement that begins before one that was read first, and reaches into it: a false gap."""
    for other in player.dropped:
        if drop.units[0].kind != "balance" or other.units[0].kind != "balance":
            continue
        waits = (player.client / "inbox" / other.path).exists()
        first, second = (drop, other) if waits and drop.path < other.path else (other, drop)
        begins = first.units[0].number
        if second.units[0].number < begins <= second.units[-1].number:
            return True
    return False


def silent(model, period):
    """A statement that does not post is told in one of its months only: 0 in the others."""
    first, end = bounds(period)
    open = [judged for judged in model.judged if judged.outcome in ("rejected", "held")]
    here = {judged.file for judged in open if first <= judged.day <= end}
    spread = {judged.file for judged in open if judged.unit.kind == "balance"
              and not first <= judged.day <= end}
    return bool(here) and here <= spread
