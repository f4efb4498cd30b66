"""What a command costs: seconds from start to end of its process, and its peak memory."""
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LAUNCH = str(Path(__file__).with_name("launch.py"))


class Trouble(Exception):
    """A program that did not do its work."""


@dataclass
class Cost:
    seconds: float
    rss_mb: float


def timed(command, out=os.devnull, accept=(0,)):
    """Runs a command with its output in `out`, once what was written before is on the disk.

    Without that sync a program would pay for the writes of the one before it. Inputs stay in the
    page cache, for both sides alike.
    """
    command = [str(word) for word in command]
    os.sync()
    answer = subprocess.run(
        [sys.executable, "-S", "-E", LAUNCH, str(out), *command], stdout=subprocess.PIPE)
    if answer.returncode != 0:
        raise Trouble(f"could not start: {' '.join(command)}")
    seconds, kilobytes, code = json.loads(answer.stdout)
    if code not in accept:
        raise Trouble(f"exit {code}: {' '.join(command)}")
    return Cost(seconds, kilobytes / 1024)
