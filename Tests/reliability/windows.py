"""B3 B4 through the whole program: statements of many accounts cut and overlapping in one inbox."""
import csv
import io
from dataclasses import dataclass

from bench import DONE, first_line

ACCOUNTS = 40
PERIOD = "2026-09"


@dataclass(frozen=True)
class Movement:
    """A line of a bank account; `number` is its reference. Amounts in cents, days from 1."""
    day: int
    amount: int
    number: int


def iban(account):
    """A German IBAN of its own for every account (ISO 13616 check digits)."""
    body = f"37040044{account:010d}"
    check = 98 - int(body + "131400") % 97
    return f"DE{check:02d}{body}"


def amount(cents):
    return f"{abs(cents) // 100}.{abs(cents) % 100:02d}"


def balance(code, cents, day):
    side = "DBIT" if cents < 0 else "CRDT"
    return (f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">"
            f"{amount(cents)}</Amt><CdtDbtInd>{side}</CdtDbtInd>"
            f"<Dt><Dt>2026-09-{day:02d}</Dt></Dt></Bal>")


def entry(movement, hasReference, isPending=False):
    side = "DBIT" if movement.amount < 0 else "CRDT"
    reference = f"<AcctSvcrRef>R{movement.number}</AcctSvcrRef>" if hasReference else ""
    status = "PDNG" if isPending else "BOOK"
    return (f"<Ntry><Amt Ccy=\"EUR\">{amount(movement.amount)}</Amt><CdtDbtInd>{side}</CdtDbtInd>"
            f"<Sts><Cd>{status}</Cd></Sts><BookgDt><Dt>2026-09-{movement.day:02d}</Dt></BookgDt>"
            f"{reference}<NtryDtls><TxDtls><RmtInf><Ustrd>CARD {abs(movement.amount)}</Ustrd>"
            "</RmtInf></TxDtls></NtryDtls></Ntry>")


def statement(account, name, opening, movements, days, hasReference, pending=()):
    """A camt.053 of whole days: what is pending in it is not in its balance."""
    closing = opening + sum(movement.amount for movement in movements)
    entries = "".join(entry(movement, hasReference) for movement in movements)
    entries += "".join(entry(movement, hasReference, isPending=True) for movement in pending)
    return (
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>"
        f"<GrpHdr><MsgId>M{name}</MsgId></GrpHdr><Stmt><Id>{name}</Id>"
        f"<Acct><Id><IBAN>{iban(account)}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        f"{balance('OPBD', opening, days[0])}{balance('CLBD', closing, days[-1])}"
        f"{entries}</Stmt></BkToCstmrStmt></Document>").encode()


def settings():
    """A client with forty bank accounts and one rule for every line."""
    chart = ["code,name,kind,parent,role,currency"]
    chart += [f"{1000 + n},Bank {n},asset,,bank," for n in range(ACCOUNTS)]
    chart += ["1900,Card takings,asset,,clearing,", "1400,Suspense,asset,,suspense,",
              "1500,Transfers,asset,,transfers,", "3000,Capital,equity,,,",
              "3100,Retained,equity,,retained,", "3200,Profit,equity,,result_profit,",
              "3300,Loss,equity,,result_loss,"]
    accounts = ", ".join(f'{iban(n)}: "{1000 + n}"' for n in range(ACCOUNTS))
    pipeline = f"""\
monthend: 1
client: {{name: Many Accounts, start: 2026-09-01, currency: EUR, fiscal_year_start: 01-01, \
timezone: Europe/Paris, language: en}}
chart: chart.csv
sources:
  bank: {{format: camt, path: bank/*.xml, accounts: {{{accounts}}}}}
mapping:
  unmapped: suspense
  rules: [{{when: {{text: CARD}}, account: "1900"}}]
reports: {{pack: [general-ledger, trial-balance, control, exceptions]}}
"""
    return {"client/pipeline.yml": pipeline.encode(), "client/chart.csv": "\n".join(chart).encode()}


def truth(rng):
    """Movements of up to twenty days, with equal amounts among them."""
    days = sorted(rng.sample(range(1, 29), rng.randint(3, 12)))
    amounts = [rng.choice((-1, 1)) * rng.randint(1, 50_000) for _ in range(4)]
    movements, number = [], 0
    for day in days:
        for _ in range(rng.randint(1, 4)):
            number += 1
            movements.append(Movement(day, rng.choice(amounts), number))
    return movements


def opening(movements, day):
    return sum(movement.amount for movement in movements if movement.day < day)


def windows(rng, movements):
    """Overlapping windows of whole days that together cover every day."""
    days = sorted({movement.day for movement in movements})
    cuts = [(days[0], days[-1])] if rng.random() < 0.3 else []
    start = 0
    while start < len(days):
        end = min(len(days) - 1, start + rng.randint(0, len(days)))
        cuts.append((days[start], days[end]))
        if end == len(days) - 1:
            break
        start = max(start + 1, end + 1 - rng.randint(0, 3))
    return cuts


def splits(rng, movements):
    """Cuts at day ends that follow each other."""
    days = sorted({movement.day for movement in movements})
    ends = sorted(rng.sample(days[:-1], min(len(days) - 1, rng.randint(0, 4)))) + [days[-1]]
    starts = [days[0]] + [days[days.index(end) + 1] for end in ends[:-1]]
    return list(zip(starts, ends))


def files(rng, account, movements, cuts, isPending):
    """The drops of an account; some rows of a window's last day may be pending in it first."""
    hasReference = rng.random() < 0.5
    drops = []
    for number, (first, last) in enumerate(cuts):
        inside = [movement for movement in movements if first <= movement.day <= last]
        waiting = []
        if isPending and hasReference and number + 1 < len(cuts) and cuts[number + 1][0] <= last:
            waiting = [movement for movement in inside if movement.day == last]
            inside = [movement for movement in inside if movement.day != last]
            if not inside:
                inside, waiting = waiting, []
        days = sorted({movement.day for movement in inside})
        drops.append(statement(
            account, f"A{account}S{number}", opening(movements, first), inside,
            (days[0], days[-1]), hasReference, waiting))
    return drops


def posted(folder):
    """Day and signed amount of every line of every bank account."""
    path = folder / "client/reports" / PERIOD / "general-ledger.csv"
    found = {}
    for row in csv.DictReader(io.StringIO(path.read_text())):
        code = int(row["account"])
        if 1000 <= code < 1000 + ACCOUNTS:
            cents = round(float(row["debit"] or 0) * 100) - round(float(row["credit"] or 0) * 100)
            found.setdefault(code - 1000, []).append((int(row["day"][-2:]), cents))
    return found


def of(bench, id, cut, floors, isPending, inRuns):
    floor = floors[bench.scale]
    rounds = -(-floor // ACCOUNTS)

    def judge(round):
        rng = bench.random(f"{id} {round}")
        truths = [truth(rng) for _ in range(ACCOUNTS)]
        drops = []
        for account, movements in enumerate(truths):
            made = files(rng, account, movements, cut(rng, movements), isPending)
            drops += [(account, number, bytes) for number, bytes in enumerate(made)]
        rng.shuffle(drops)
        folder = bench.place_of(settings())
        inbox = folder / "client/inbox/bank"
        inbox.mkdir(parents=True)
        parts = rng.randint(1, 4) if inRuns else 1
        for part in range(parts):
            for place, (account, number, bytes) in enumerate(drops[part::parts]):
                (inbox / f"{place:04d}-{account}-{number}.xml").write_bytes(bytes)
            outcome = bench.run(folder, PERIOD)
            if outcome.code not in DONE:
                return ACCOUNTS, [(round, f"exits {outcome.code}: {first_line(outcome.err)}")]
        found = posted(folder)
        wrong = []
        for account, movements in enumerate(truths):
            want = sorted((movement.day, movement.amount) for movement in movements)
            have = sorted(found.get(account, []))
            if want != have:
                lost = [row for row in want if row not in have]
                wrong.append((f"{id} round {round} account {account}",
                              f"{len(have)} rows posted, {len(want)} are true, e.g. {lost[:2]}"))
        return ACCOUNTS, wrong

    return bench.counted(id, range(rounds), judge, floor)


def b3(bench):
    """Statements cut at day ends, in one run or several, in any order."""
    return of(bench, "B3-drops", splits, (400, 2_000, 50_000), False, True)


def b4(bench):
    """Overlapping windows; what is pending in one is booked in the next."""
    return of(bench, "B4-drops", windows, (400, 2_000, 50_000), True, True)
