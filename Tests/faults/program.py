"""The program under test: run as its users do, with the shim between it and its files."""
import os
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent

# The calls that change what the disk holds, and all that can fail (letters of shim.c).
STEPS = "cwtsrluxmp"
CALLS = STEPS + "oqgfd"

# No run of a scenario takes a second; one that takes this long has stopped.
PATIENCE = 30


@dataclass(frozen=True)
class Fault:
    """What goes wrong, and at which of the counted calls."""
    kind: str = "none"
    at: int = 0
    ops: str = STEPS
    sticky: bool = False
    every: int = 0
    signal: int = 0
    twice: bool = False

    def environment(self):
        named = {
            "FAULT": self.kind, "FAULT_OPS": self.ops, "FAULT_AT": self.at,
            "FAULT_STICKY": int(self.sticky), "FAULT_EVERY": self.every,
            "FAULT_SIGNAL": self.signal, "FAULT_TWICE": int(self.twice),
        }
        return {key: str(value) for key, value in named.items()}

    def __str__(self):
        words = [self.kind + (f" {self.signal}" if self.signal else "")]
        if self.every:
            words.append(f"at every {self.every}th")
        else:
            words.append(f"at {self.at}" + (" and on" if self.sticky else ""))
        return " ".join(words + (["twice"] if self.twice else []))


@dataclass
class Outcome:
    """How a process ended; a negative code is the signal that ended it, None no end in time."""
    code: int
    out: bytes = b""
    err: bytes = b""
    seconds: float = 0.0
    points: list = field(default_factory=list)

    @property
    def hit(self):
        """The call that was faulted, as `letter path`."""
        return next((point[1:] for point in self.points if point.startswith("!")), "")


class Program:
    """The release program and the compiled shim, copied where any user may run them."""

    def __init__(self, path, scratch):
        self.path = str(scratch / "monthend")
        shutil.copy(path, self.path)
        os.chmod(self.path, 0o755)
        self.shim = str(scratch / "shim.so")
        subprocess.run(
            ["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC",
             str(HERE / "shim.c"), "-o", self.shim, "-ldl"], check=True)

    def start(self, arguments, root=None, fault=None, log=None, points=None, shell="", user=None,
              stdout=subprocess.PIPE):
        """Starts a process; `shell` is put before it (`ulimit -n 8;`) or around it (`{} >&-`)."""
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}
        # A crash is looked at by its signal; the toolchain's backtrace would cost a second.
        environment["SWIFT_BACKTRACE"] = "enable=no"
        command = [self.path, *arguments]
        if fault or log or points:
            environment |= (fault or Fault()).environment()
            environment |= {"FAULT_ROOT": str(root), "LD_PRELOAD": self.shim}
            if log:
                environment["FAULT_LOG"] = str(log)
            if points:
                environment["FAULT_POINTS"] = str(points)
        if shell:
            words = shell if "{}" in shell else shell + " exec {}"
            command = ["sh", "-c", words.replace("{}", '"$@"'), "sh", *command]
        more = {"user": user, "group": user, "extra_groups": []} if user is not None else {}
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE,
            env=environment, cwd="/", **more)

    def run(self, arguments, scratch=None, patience=PATIENCE, **more):
        """Runs a process to its end; with a fault, `scratch` gets the calls it made."""
        points = None
        if scratch is not None and (more.get("fault") or more.get("log")):
            points = scratch / "points"
            points.unlink(missing_ok=True)
        started = time.monotonic()
        process = self.start(arguments, points=points, **more)
        try:
            out, err = process.communicate(timeout=patience)
            code = process.returncode
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            code = None
        seconds = time.monotonic() - started
        listed = []
        if points is not None and points.exists():
            listed = points.read_text(errors="replace").splitlines()
        return Outcome(code, out or b"", err or b"", seconds, listed)
