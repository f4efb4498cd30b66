"""Faults of the program that are open: a command that runs into one is left out of a sequence.

Whoever mends one deletes its function; `--all` plays them too. Tests/model/README.md has them.
"""
from drops import BANKS
from model import bounds


def avoided(player, command):
    """True where a command meets a fault that is known."""
    if command.drop:
        locked = max(model.locked for model in player.models)
        return late_again(player, locked, [command.drop])
    if command.verb in ("close", "accept"):
        end = bounds(command.word)[1]
        waiting = [drop for model in player.models for drop in model.inbox.values()]
        return late_again(player, end, waiting)
    return False


def late_again(player, day, drops):
    """Where late rows are held, so are documents of a locked month that the books have already."""
    if player.models[0].settings["late"] != "held":
        return False
    for drop in drops:
        if any(unit.kind in BANKS for unit in drop.units):
            continue
        late = {row for unit in drop.units if unit.day <= day for row in unit.rows()}
        for other in player.dropped:
            known = {row for unit in other.units for row in unit.rows()}
            if other.digest != drop.digest and late & known:
                return True
    return False
