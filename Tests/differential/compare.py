#!/usr/bin/env python3
"""Compares the books of every fixture case with hledger's and beancount's reading of them.

usage: compare.py MONTHEND [FOLDER OF CASES]

Each case is run to its last period, exported for both programs, and read back: every closing
balance of the trial balance and every movement of its income and expense accounts must be theirs.
beancount comes as a library of the interpreter this runs in, hledger as a program.
"""
import csv, io, os, subprocess, sys, tempfile, time
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from beancount import loader
from beancount.core import convert, data

monthend, folder = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "fixtures"
ZERO = Decimal(0)
FLOOR = {"cases": 100, "balances": 1000}


def settings(text, key):
    """The value of `key: value` or `{key: value}` of our own YAML files, which keep to one line."""
    for line in text.splitlines():
        for part in line.replace("{", ",").replace("}", ",").split(", "):
            name, mark, value = part.strip().strip(",").partition(": ")
            if mark and name.strip() == key:
                return value.strip().strip('"')
    raise KeyError(key)


def run(*words):
    done = subprocess.run([monthend, *words], capture_output=True, text=True, encoding="utf-8")
    return done.returncode, done.stdout, done.stderr


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def last_day(period):
    year, month = int(period[:4]), int(period[5:7])
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def hledger(path, first, last):
    """Balances by account code between two days, in the books' currency."""
    words = ["hledger", "-f", path, "balance", "--cost", "--flat", "--no-total", "-O", "csv",
             "--end", str(last + timedelta(days=1))]
    if first:
        words += ["--begin", str(first)]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(done.stderr)
    found = {}
    for row in table(done.stdout):
        code = row["account"].split(":", 1)[1].split(" ")[0]
        found[code] = found.get(code, ZERO) + Decimal(row["balance"].split(" ")[0])
    return found


def cents(amount):
    """beancount keeps a total price as a price of one unit: what it multiplies back is rounded."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def beancount(path):
    """Balances by account code between two days, in the books' currency."""
    entries, errors, _ = loader.load_file(path)
    if errors:
        raise RuntimeError(str(errors[0]))
    postings = [
        (entry.date, posting.account.split(":", 1)[1], cents(convert.get_weight(posting).number))
        for entry in entries if isinstance(entry, data.Transaction)
        for posting in entry.postings]

    def balances(first, last):
        found = {}
        for day, code, amount in postings:
            if (first is None or first <= day) and day <= last:
                found[code] = found.get(code, ZERO) + amount
        return found
    return balances


def code_of(account, dialect):
    if dialect == "hledger":
        return account
    name = "".join(c.upper() if c.isascii() and c.isalnum() else "-" for c in account)
    return "X" + name if name.startswith("-") else name


def compare(case, scratch):
    with open(case + "/case.yml", encoding="utf-8") as file:
        text = file.read()
    client = os.path.join(case, settings(text, "client"))
    periods = text.split("periods: [")[1].split("]")[0].split(", ")
    book = ["--book", scratch + "/book.sqlite"]
    for period in periods:
        code, _, error = run("run", client, "-p", period, "--inbox", case + "/inbox", *book,
                             "--out", f"{scratch}/pack", "-q")
        if code > 2:
            return [f"run {period}: exit {code} {error}"], 0
    last = last_day(periods[-1])
    first = last.replace(day=1)
    with open(client + "/pipeline.yml", encoding="utf-8") as file:
        pipeline = file.read()
    year = settings(pipeline, "fiscal_year_start")
    start = date(last.year, int(year[:2]), int(year[3:]))
    start = start if start <= last else start.replace(year=last.year - 1)
    with open(os.path.join(client, settings(pipeline, "chart")), encoding="utf-8") as file:
        chart = {row["code"]: row for row in csv.DictReader(file)}
    code, shown, error = run("report", client, "trial-balance", "-p", periods[-1],
                             "--format", "csv", *book)
    if code:
        return [f"report: exit {code} {error}"], 0
    ours = {row["account"]: row for row in table(shown)}
    faults, count = [], 0
    for dialect in ("hledger", "beancount"):
        path = f"{scratch}/books.{dialect}"
        code, exported, error = run("export", client, dialect, "-p", periods[-1], *book)
        if code:
            return [f"export {dialect}: exit {code} {error}"], count
        with open(path, "w", encoding="utf-8") as file:
            file.write(exported)
        if dialect == "hledger":
            read = lambda a, b: hledger(path, a, b)
        else:
            read = beancount(path)
        through, of_year, of_month = read(None, last), read(start, last), read(first, last)
        results = {"retained", "result_profit", "result_loss"}
        earlier = sum((through.get(code_of(a, dialect), ZERO) - of_year.get(code_of(a, dialect), ZERO)
                       for a, r in chart.items() if r["kind"] in ("income", "expense")), ZERO)
        carried = [ZERO, earlier]
        for account, line in chart.items():
            row = ours.get(account)
            name = code_of(account, dialect)
            closing = (Decimal(row["closing_debit"]) - Decimal(row["closing_credit"])) if row else ZERO
            if line["role"] in results:
                carried[0] += closing
                carried[1] += through.get(name, ZERO)
                continue
            is_result = line["kind"] in ("income", "expense")
            theirs = (of_year if is_result else through).get(name, ZERO)
            count += 1
            if closing != theirs:
                faults.append(f"{dialect} {account} closing: {closing}, theirs {theirs}")
            if is_result and last.month == first.month:
                moved = (Decimal(row["debit"]) - Decimal(row["credit"])) if row else ZERO
                theirs = of_month.get(name, ZERO)
                count += 1
                if moved != theirs:
                    faults.append(f"{dialect} {account} month: {moved}, theirs {theirs}")
        if carried[0] != carried[1]:
            faults.append(f"{dialect} results carried: {carried[0]}, theirs {carried[1]}")
    return faults, count


def main():
    began = time.monotonic()
    cases = sorted(at for at, _, names in os.walk(folder) if "case.yml" in names)
    violations = balances = 0
    for case in cases:
        with tempfile.TemporaryDirectory() as scratch:
            faults, count = compare(case, scratch)
        balances += count
        violations += len(faults)
        for fault in faults:
            print(f"{case}: {fault}")
    print(f"RELIABILITY differential cases={len(cases)} balances={balances} "
          f"violations={violations} seconds={time.monotonic() - began:.0f} seed=0")
    if violations or len(cases) < FLOOR["cases"] or balances < FLOOR["balances"]:
        sys.exit(1)


main()
