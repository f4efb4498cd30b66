"""The other side: which of the peers are here, and their commands."""
import shutil
import subprocess
from pathlib import Path

DUCK = Path(__file__).parent / "peers" / "duck.py"


class Peers:
    """Programs of other people, by the name the table calls them."""

    def __init__(self, venv, saxnull):
        self.python = Path(venv) / "bin" / "python"
        self.saxnull = saxnull

    def has(self, name):
        if name == "libxml2":
            return shutil.which(self.saxnull) is not None
        if name == "duckdb":
            return self.python.exists() and self._said(self.duck("version")) != ""
        return shutil.which(name) is not None

    def duck(self, *arguments):
        """The command of `peers/duck.py`."""
        return [self.python, DUCK, *arguments]

    def versions(self):
        """What is here, as a reader of the figures wants to know it."""
        commands = {"libxml2": [self.saxnull, "--version"], "duckdb": self.duck("version"),
                    "hledger": ["hledger", "--version"], "sqlite3": ["sqlite3", "--version"],
                    "openssl": ["openssl", "version"]}
        found = []
        for name, command in commands.items():
            if self.has(name):
                words = self._said(command).replace(",", " ").split()
                version = next((word for word in words if word[0].isdigit()), "?")
                found.append(f"{name} {version}")
        return found

    @staticmethod
    def _said(command):
        answer = subprocess.run(
            [str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True)
        return answer.stdout if answer.returncode == 0 else ""
