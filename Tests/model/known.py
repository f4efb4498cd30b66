"""Faults of the program that are open: a command that runs into one is left out of a sequence.

Whoever mends one deletes its function; `--all` plays them too. Tests/model/README.md has them.
"""
from model import bounds


def avoided(player, command):
    """True where a command meets a fault that is known: what is held over a close is counted as
    read in one month and as posted in another, and other faults below."""
    if command.drop:
        locked = max(model.locked for model in player.models)
        return third_name(player, command.drop) or late_again(player, locked, [command.drop])
    if command.verb in ("close", "accept"):
        end = bounds(command.word)[1]
        waiting = [drop for model in player.models for drop in model.inbox.values()]
        return (any(model.open_through(end) for model in player.models)
                or late_again(player, end, waiting))
    if command.verb in ("party", "exports"):
        return any(model.open_through(model.locked) for model in player.models)
    return False


def third_name(player, drop):
    """The same bytes under a third name count twice, under a fourth four times."""
    names = {other.path for other in player.dropped if other.digest == drop.digest}
    return len(names | {drop.path}) > 2


def late_again(player, day, drops):
    """Where late rows are held, so are rows of a locked month that the books have already."""
    if player.models[0].settings["late"] != "held":
        return False
    for drop in drops:
        late = {row for unit in drop.units if unit.day <= day for row in unit.rows()}
        for other in player.dropped:
            known = {row for unit in other.units for row in unit.rows()}
            if other.digest != drop.digest and late & known:
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


def stalled(player):
    """What a run holds or rejects that is killed before it archives is not judged by the next one,
    but by the one after: the next follows at once, while nothing has changed."""
    isOpen = any(judged.outcome in ("rejected", "held")
                 for model in player.models for judged in model.judged)
    return isOpen and any(
        (player.client / "inbox" / drop.path).exists() for drop in player.dropped)


def overlapping(player):
    """Statements that overlap may be told as a gap where nothing is missing (I-306)."""
    statements = [set(drop.units) for drop in player.dropped if drop.units[0].kind == "balance"]
    return any(one & other for number, one in enumerate(statements)
               for other in statements[:number])
