"""The cases of fixtures/ as client folders, and what the program makes of them."""
import re
from dataclasses import dataclass, field

import tree
from bench import DONE, REPOSITORY, first_line

FIXTURES = REPOSITORY / "fixtures"

# Reports whose figures are of the books alone: no names of files stand in them.
FIGURES = ("trial-balance", "profit-and-loss")


@dataclass
class Golden:
    """A case: its settings, its drops by path, its periods; `after` is its folder when done."""
    name: str
    settings: dict
    drops: dict
    periods: list
    after: dict = field(default_factory=dict)
    code: int = 0

    @property
    def before(self):
        return self.settings | {f"client/inbox/{name}": bytes for name, bytes in self.drops.items()}

    @property
    def last(self):
        return self.periods[-1]


def cases():
    """Every case of fixtures/, in the order of their names."""
    return [read(path.parent) for path in sorted(FIXTURES.rglob("case.yml"))]


def read(place):
    text = (place / "case.yml").read_text()
    client = (place / re.search(r"^client: *(.+)$", text, re.M).group(1).strip()).resolve()
    periods = re.search(r"^periods: *\[(.+)\]$", text, re.M).group(1)
    return Golden(
        str(place.relative_to(FIXTURES)), gathered(client),
        files(place / "inbox", ""), [period.strip() for period in periods.split(",")])


def gathered(client):
    """A client's settings, with what they share with others beside them."""
    found = files(client, "client/")
    text = found["client/pipeline.yml"].decode()
    for number, path in enumerate(sorted(set(re.findall(r"(?:\.\./)+[\w./-]+", text)))):
        if not (client / path).is_file():
            continue
        name = f"shared-{number}-{path.split('/')[-1]}"
        text = text.replace(path, name)
        found["client/" + name] = (client / path).read_bytes()
    found["client/pipeline.yml"] = text.encode()
    return found


def files(folder, prefix):
    return {
        prefix + str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*")) if path.is_file() and ".DS_Store" not in path.name
        and not str(path.relative_to(folder)).startswith(("reports/", "runs/"))
    }


def finished(bench, case):
    """Runs a case's periods; fills in what they leave. Returns what went wrong."""
    folder = bench.place_of(case.before)
    for period in case.periods:
        outcome = bench.run(folder, period)
        if outcome.code not in DONE:
            return [(case.name, f"{period} exits {outcome.code}: {first_line(outcome.err)}")]
        case.code = outcome.code
    case.after = tree.read(folder)
    return []


def all_finished(bench):
    """The cases with what undisturbed runs make of them; made once."""
    if not hasattr(bench, "golden"):
        made = cases()
        result = bench.counted("golden", made, lambda case: (1, finished(bench, case)), 0)
        if result.violations:
            raise SystemExit(f"a case does not run: {result.violations[:3]}")
        bench.golden = made
    return bench.golden


def figures(content, period, reports=FIGURES):
    """The machine reports of a pack whose bytes say nothing of files or batches."""
    return {
        name: content.get(f"client/reports/{period}/{name}.csv") for name in reports
    }
