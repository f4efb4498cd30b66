#!/usr/bin/env python3
"""Recomputes the month-end reports of a client from its settings and drops, and compares.

    recompute.py CLIENT_FOLDER INBOX EXPECTED_FOLDER [PERIOD...]
    recompute.py --dump CLIENT_FOLDER INBOX [PERIOD...]

Python 3.11 standard library only. All amounts are integers in minor units. It was written
from the definitions and shares no line with the product: where the two differ, one is wrong.
"""
import csv
import gzip
import hashlib
import io
import json
import re
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

TB_COLUMNS = ["account", "name", "opening_debit", "opening_credit", "debit", "credit",
              "closing_debit", "closing_credit"]
AGED_COLUMNS = ["party", "party_name", "account", "document", "kind", "instalment", "document_date",
                "due_date", "age_days", "bucket", "currency", "amount", "open", "company_amount",
                "company_open", "revaluation", "file", "line"]
REPORTS = ["trial-balance", "profit-and-loss", "aged-receivables", "aged-payables"]


class Refused(Exception):
    """A unit that may not be posted, with the reason."""


# ---------------------------------------------------------------- a subset of YAML

def yaml_scalar(text):
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return text


def yaml_strip_comment(line):
    quote = ""
    for at, char in enumerate(line):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and (at == 0 or line[at - 1] in " {[,:"):
            quote = char
        elif char == "#" and (at == 0 or line[at - 1] == " "):
            return line[:at].rstrip()
    return line.rstrip()


def yaml_split(text, mark):
    """Cuts at `mark` where it stands outside quotes and brackets."""
    parts, depth, quote, start = [], 0, "", 0
    for at, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and (not text[start:at].strip() or text[at - 1] in " {[,:"):
            quote = char
        elif char in "{[":
            depth += 1
        elif char in "}]":
            depth -= 1
        elif char == mark and depth == 0:
            if mark == "," or at + 1 == len(text) or text[at + 1] == " ":
                parts.append(text[start:at])
                start = at + 1
    return parts + [text[start:]]


def yaml_value(text):
    text = text.strip()
    if text.startswith("{"):
        result = {}
        for part in filter(str.strip, yaml_split(text[1:-1], ",")):
            key, *rest = yaml_split(part, ":")
            result[yaml_scalar(key)] = yaml_value(":".join(rest))
        return result
    if text.startswith("["):
        return [yaml_value(part) for part in yaml_split(text[1:-1], ",") if part.strip()]
    return yaml_scalar(text)


def yaml_read(path):
    lines = [yaml_strip_comment(line) for line in path.read_text("utf-8").splitlines()]
    lines = [(len(line) - len(line.lstrip(" ")), line.strip()) for line in lines if line.strip()]
    value, end = yaml_block(lines, 0)
    if end != len(lines):
        raise SystemExit(f"{path}: cannot read line content {lines[end][1]!r}")
    return value


def yaml_block(lines, at):
    indent = lines[at][0]
    if lines[at][1].startswith("- "):
        result = []
        while at < len(lines) and lines[at][0] == indent and lines[at][1].startswith("- "):
            result.append(yaml_value(lines[at][1][2:]))
            at += 1
        return result, at
    result = {}
    while at < len(lines) and lines[at][0] == indent:
        key, *rest = yaml_split(lines[at][1], ":")
        rest = ":".join(rest).strip()
        at += 1
        if rest:
            result[yaml_scalar(key)] = yaml_value(rest)
        elif at < len(lines) and lines[at][0] > indent:
            result[yaml_scalar(key)], at = yaml_block(lines, at)
        else:
            result[yaml_scalar(key)] = ""
    return result, at


# ---------------------------------------------------------------- values

def cents(text, decimal="."):
    """Minor units of a decimal text; empty is 0; anything readable in two ways is refused."""
    text = "" if text is None else str(text).strip()
    if not text:
        return 0
    if not re.fullmatch(r"-?[0-9]+(" + re.escape(decimal) + r"[0-9]{1,2})?", text):
        raise Refused(f"amount {text!r}")
    sign = -1 if text.startswith("-") else 1
    whole, _, part = text.lstrip("-").partition(decimal)
    return sign * (int(whole) * 100 + int((part + "00")[:2]))


def required_cents(text, decimal="."):
    if text is None or str(text).strip() == "":
        raise Refused("amount missing")
    return cents(text, decimal)


def divide(numerator, denominator):
    """Rounded half away from zero."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    numerator, denominator = abs(numerator), abs(denominator)
    return sign * ((2 * numerator + denominator) // (2 * denominator))


def money(amount):
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def day(text):
    text = (text or "").strip()
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Refused(f"day {text!r}")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"day {text!r}") from None


def french_day(text):
    match = re.fullmatch(r"([0-9]{2})/([0-9]{2})/([0-9]{4})", text.strip())
    if not match:
        raise Refused(f"day {text!r}")
    return day(f"{match[3]}-{match[2]}-{match[1]}")


def shown(cells):
    values = cells.values() if isinstance(cells, dict) else cells
    return ",".join("n/a" if value is None else money(value) if isinstance(value, int) else value
                    for value in values)


def month_bounds(period):
    year, month = map(int, period.split("-"))
    first = date(year, month, 1)
    return first, date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


def previous_month(period):
    before = month_bounds(period)[0] - timedelta(1)
    return f"{before.year:04d}-{before.month:02d}"


def consecutive(rows, key):
    groups = []
    for row in rows:
        if groups and key(groups[-1][0]) == key(row):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


# ---------------------------------------------------------------- settings

def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Settings:
    def __init__(self, folder):
        self.pipeline = yaml_read(folder / "pipeline.yml")
        client = self.pipeline["client"]
        self.start = day(client["start"])
        self.currency = client["currency"]
        month, first = map(int, client["fiscal_year_start"].split("-"))
        self.fiscal_start = (month, first)
        self.chart = {row["code"]: row for row in table(folder / self.pipeline["chart"])}
        self.taxes = {row["code"]: row for row in table(folder / self.pipeline["taxes"])}
        self.parties = {row["id"]: row for row in table(folder / self.pipeline["parties"])}
        self.names, self.ibans = defaultdict(set), defaultdict(set)
        for row in self.parties.values():
            for name in [row["id"], row["name"], *row["alias"].split("|")]:
                if name:
                    self.names[name].add(row["id"])
            if row["iban"]:
                self.ibans[row["iban"]].add(row["id"])
        self.roles = defaultdict(list)
        for row in self.chart.values():
            if row["role"]:
                self.roles[row["role"]].append(row["code"])
        reports = self.pipeline["reports"]
        self.edges = [int(edge) for edge in reports["aging"]["buckets"]]
        self.pl_columns = reports["profit_and_loss"]["columns"]
        self.sections = yaml_read(folder / reports["profit_and_loss"]["layout"])["sections"]
        self.tolerance = cents(self.pipeline["validation"]["tax_tolerance"])
        self.own_ibans = {}
        for source in self.pipeline["sources"].values():
            if source["format"] == "camt":
                self.own_ibans.update(source["accounts"])
        if reports["aging"]["basis"] != "due":
            raise SystemExit("only ageing by due date is recomputed")

    def role(self, name):
        if len(self.roles[name]) != 1:
            raise SystemExit(f"chart: role {name} stands on {len(self.roles[name])} accounts")
        return self.roles[name][0]

    def party(self, text):
        found = self.names.get((text or "").strip(), set())
        if len(found) != 1:
            raise Refused(f"party {text!r}")
        return next(iter(found))

    def account(self, code):
        if code not in self.chart:
            raise Refused(f"account {code!r}")
        return code

    def tax(self, code, on):
        row = self.taxes.get(code)
        if not row or on < day(row["from"]) or (row["to"] and on > day(row["to"])):
            raise Refused(f"tax code {code!r}")
        if row["recoverable_percent"] not in ("", "100"):
            raise SystemExit("partly recoverable tax is not recomputed")
        return row

    def is_result(self, code):
        return self.chart[code]["kind"] in ("income", "expense")

    def section(self, code):
        best = None
        for section in self.sections:
            for prefix in section.get("accounts", []):
                if code.startswith(prefix) and (best is None or len(prefix) > len(best[0])):
                    best = (prefix, section)
        if best is None:
            raise SystemExit(f"layout: no section catches {code}")
        return best[1]


def rate_of(tax):
    """(numerator, denominator) of the rate as a fraction of one."""
    whole, _, part = tax["rate"].partition(".")
    return int(whole + part), 100 * 10 ** len(part)


def tax_on(net, tax):
    top, bottom = rate_of(tax)
    return divide(net * top, bottom)


def tax_within(gross, tax):
    top, bottom = rate_of(tax)
    return divide(gross * top, bottom + top)


# ---------------------------------------------------------------- the book

class Item:
    """One instalment of a document, a payment, an opening item or a journal line."""

    def __init__(self, side, party, document, kind, number, on, due, amount, posted=None):
        self.side, self.party, self.document, self.kind = side, party, document, kind
        self.number, self.on, self.due, self.amount = number, on, due, amount
        self.posted = posted or on
        self.allocations = []

    def open(self, until=None):
        return self.amount - sum(value for when, value in self.allocations
                                 if until is None or when <= until)


class Book:
    def __init__(self, settings, inbox):
        self.set, self.inbox = settings, inbox
        self.postings = []          # (day, account, signed amount, is opening)
        self.items = []
        self.waiting = {}           # (side, party, document) -> [gross, {(from, to): [tax, moved]}]
        self.payments = []          # rows of payment files that wait for the bank
        self.notes = []             # what was refused, duplicate or left in suspense
        self.covered = {}           # (account, day) -> (count, sum)
        self.statement_closing = {} # (account, month) -> (day, amount)
        self.seen_units = set()
        self.credits = []           # linked credit notes not yet set against their invoice
        self.contrary = []          # store-day lines whose total runs against their side
        self.read()

    # -- reading files

    def read(self):
        sources = self.set.pipeline["sources"]
        digests, matched = {}, set()
        drops = defaultdict(list)
        for name, source in sources.items():
            for path in sorted(self.inbox.glob(source["path"]), key=lambda p: bytes(p)):
                if path.name.startswith(".") or not path.is_file():
                    continue
                if path in matched:
                    raise SystemExit(f"{path}: two sources match")
                matched.add(path)
                drops[source["format"]].append((path, name, source))
        kinds = ["opening-csv", "documents-csv", "sales-csv", "sales-jsonl", "journal-csv",
                 "payments-csv", "camt", "bank-csv"]
        unknown = set(drops) - set(kinds)
        if unknown:
            raise SystemExit(f"formats not recomputed: {sorted(unknown)}")
        order = {kind: min(at, 6) for at, kind in enumerate(kinds)}
        todo = sorted(((order[kind], bytes(path), path, name, source)
                       for kind, found in drops.items() for path, name, source in found),
                      key=lambda entry: entry[:2])
        for _, _, path, name, source in todo:
            raw = path.read_bytes()
            digest = hashlib.sha256(raw).hexdigest()
            if digest in digests:
                self.note(path, "duplicate file", f"the bytes of {digests[digest]}")
                continue
            digests[digest] = path.relative_to(self.inbox)
            if path.suffix == ".gz":
                raw = gzip.decompress(raw)
            getattr(self, "read_" + source["format"].replace("-", "_"))(path, raw, name, source)
        self.link_credits()
        for path in sorted(self.inbox.rglob("*")):
            if path.is_file() and path not in matched and not path.name.startswith("."):
                self.note(path, "held", "no source matches")

    def note(self, path, what, why):
        place = path.relative_to(self.inbox) if isinstance(path, Path) else path
        self.notes.append(f"{what}: {place}: {why}")

    def rows(self, path, raw, source):
        decoded = raw.decode(source.get("encoding", "utf-8-sig"))
        reader = csv.reader(io.StringIO(decoded, newline=""), delimiter=source.get("delimiter", ","))
        renamed = {header: field for field, header in source.get("columns", {}).items()}
        header = [renamed.get(name, name) for name in next(reader)]
        result = []
        for cells in reader:
            if not cells:
                continue
            row = dict(zip(header, cells + [""] * (len(header) - len(cells))))
            row["*line"], row["*short"] = reader.line_num, len(cells) != len(header)
            result.append(row)
        return result

    def check_rows(self, rows):
        for row in rows:
            if row["*short"]:
                raise Refused("number of columns")

    def posting_day(self, text):
        on = day(text)
        if on < self.set.start:
            raise Refused(f"{on} is before the client's start")
        return on

    def unit(self, identity):
        if identity in self.seen_units:
            raise Refused(f"already in the book: {identity}")
        self.seen_units.add(identity)

    def post(self, on, lines, opening=False):
        if sum(amount for _, amount in lines):
            raise AssertionError(f"unbalanced on {on}: {lines}")
        for account, amount in lines:
            if account not in self.set.chart:
                raise AssertionError(f"{account} is not in the chart")
            if amount:
                self.postings.append((on, account, amount, opening))

    def currency(self, row):
        if row.get("currency") and row["currency"] != self.set.currency:
            raise Refused(f"currency {row['currency']}")

    # -- opening and journals

    def side_of(self, account):
        return {"receivable": "receivable", "payable": "payable"}.get(self.set.chart[account]["role"])

    def read_opening_csv(self, path, raw, name, source):
        before = self.set.start - timedelta(1)
        lines, stated, sums, items = [], {}, defaultdict(int), []
        rows = self.rows(path, raw, source)
        self.check_rows(rows)
        for row in rows:
            account = self.set.account(row["account"])
            self.currency(row)
            amount = cents(row["debit"]) - cents(row["credit"])
            side = self.side_of(account)
            if side and not row["party"]:
                stated[account] = amount
                continue
            if side:
                sign = 1 if side == "receivable" else -1
                party = self.set.party(row["party"])
                on = day(row["date"])
                due = day(row["due_date"]) if row["due_date"] else self.due_by_terms(party, on)
                items.append(Item(side, party, row["document"], "opening", 1, on, due,
                                  sign * amount, before))
                sums[account] += amount
            elif day(row["date"]) != before:
                raise Refused(f"opening dated {row['date']}")
            lines.append((account, amount))
        for account, amount in stated.items():
            if sums[account] != amount:
                raise Refused(f"control figure of {account}: {money(amount)}, items {money(sums[account])}")
        self.post(before, lines, opening=True)
        self.items += items

    def due_by_terms(self, party, on):
        terms = self.set.parties[party]["terms_days"]
        return on + timedelta(int(terms)) if terms else on

    def read_journal_csv(self, path, raw, name, source):
        for rows in consecutive(self.rows(path, raw, source), lambda r: (r["journal"], r["voucher"])):
            label = f"{rows[0]['voucher']} line {rows[0]['*line']}"
            try:
                self.check_rows(rows)
                on = self.posting_day(rows[0]["date"])
                lines, items = [], []
                for row in rows:
                    if day(row["date"]) != on:
                        raise Refused("two dates")
                    self.currency(row)
                    account = self.set.account(row["account"])
                    debit, credit = cents(row["debit"]), cents(row["credit"])
                    lines += [(account, debit), (account, -credit)]
                    side = self.side_of(account)
                    if side:
                        sign = 1 if side == "receivable" else -1
                        party = self.set.party(row["party"])
                        due = day(row["due_date"]) if row["due_date"] else self.due_by_terms(party, on)
                        items.append(Item(side, party, row["document"] or row["voucher"], "journal",
                                          1, on, due, sign * (debit - credit)))
                if sum(amount for _, amount in lines):
                    raise Refused("debits are not credits")
                self.unit(("voucher", rows[0]["journal"], rows[0]["voucher"]))
            except Refused as refused:
                self.note(path, "rejected", f"voucher {label}: {refused}")
                continue
            self.post(on, lines)
            self.items += items

    # -- documents

    def read_documents_csv(self, path, raw, name, source):
        groups = []
        for row in self.rows(path, raw, source):
            if groups and row["number"] == groups[-1][0]["number"]:
                groups[-1].append(row)
            else:
                groups.append([row])
        for rows in groups:
            try:
                self.credits += self.document(rows, source["side"])
            except Refused as refused:
                self.note(path, "rejected", f"document {rows[0]['number']} line {rows[0]['*line']}: {refused}")

    def document(self, rows, side):
        self.check_rows(rows)
        head = rows[0]
        kind = head["kind"]
        if kind not in ("invoice", "credit-note"):
            raise Refused(f"kind {kind!r}")
        if any(row["kind"] and row["kind"] != kind for row in rows):
            raise Refused("two kinds")
        party = self.set.party(head["party"])
        if self.set.parties[party]["kind"] not in ("both", "customer" if side == "receivable" else "supplier"):
            raise Refused(f"party {party} is a {self.set.parties[party]['kind']}")
        on = self.posting_day(head["date"])
        self.currency(head)
        sign = 1 if kind == "invoice" else -1        # in report sign
        drcr = sign if side == "receivable" else -sign
        control = self.set.role(side)
        lines, total, waiting = [], 0, {}
        for row in rows:
            net, tax, gross = (required_cents(row[column]) for column in ("net", "tax", "gross"))
            account = self.set.account(row["account"])
            rule = self.set.tax(row["tax_code"], on)
            if net + tax != gross:
                raise Refused("net + tax is not gross")
            due_tax = tax_on(net, rule)
            if abs((0 if rule["kind"] == "reverse" else due_tax) - tax) > self.set.tolerance:
                raise Refused(f"tax {money(tax)}, base x rate {money(due_tax)}")
            lines.append((account, -drcr * net))
            if rule["kind"] == "reverse":
                lines += [(rule["account"], -drcr * due_tax), (rule["waiting_account"], drcr * due_tax)]
            elif tax and rule["due"] == "payment":
                lines.append((rule["waiting_account"], -drcr * tax))
                pair = (rule["waiting_account"], rule["account"])
                waiting.setdefault(pair, [0, 0])[0] += drcr * tax
            elif tax:
                lines.append((rule["account"], -drcr * tax))
            total += gross
        if total != required_cents(head["total"]):
            raise Refused(f"total {head['total']}, lines {money(total)}")
        parts = []
        if head["instalments"]:
            for part in head["instalments"].split(";"):
                due, _, amount = part.partition(":")
                parts.append((day(due), required_cents(amount)))
            if sum(amount for _, amount in parts) != total:
                raise Refused("instalments are not the total")
        else:
            due = day(head["due_date"]) if head["due_date"] else self.due_by_terms(party, on)
            parts.append((due, total))
        self.unit((side, party, kind, head["number"]))
        self.post(on, [(control, drcr * total), *lines])
        items = [Item(side, party, head["number"], kind, at, on, due, sign * amount)
                 for at, (due, amount) in enumerate(parts, 1)]
        self.items += items
        if waiting:
            self.waiting[side, party, head["number"]] = [total, waiting]
        if kind == "credit-note" and head["applies_to"]:
            if waiting:
                raise SystemExit("a linked credit note with tax due on payment is not recomputed")
            return [(items[0], head["applies_to"])]
        return []

    def targets(self, side, party, document):
        found = [item for item in self.items if item.side == side and item.party == party
                 and item.document == document and item.kind in ("invoice", "opening", "journal")]
        return sorted(found, key=lambda item: (item.due, item.number))

    def link_credits(self):
        for credit, document in self.credits:
            for item in self.targets(credit.side, credit.party, document):
                self.allocate(credit, item, min(-credit.open(), max(item.open(), 0)))
        self.credits = []

    def allocate(self, payer, item, amount):
        """`amount` > 0 reduces the item; < 0 opens it again."""
        if not amount:
            return
        when = max(payer.posted, item.posted)
        item.allocations.append((when, amount))
        payer.allocations.append((when, -amount))
        key = (item.side, item.party, item.document)
        if payer.kind == "payment" and key in self.waiting:
            gross, taxes = self.waiting[key]
            left = sum(part.open() for part in self.targets(*key))
            for (source, target), state in taxes.items():
                moved = state[0] - state[1] if left == 0 else divide(state[0] * amount, gross)
                state[1] += moved
                self.post(when, [(source, moved), (target, -moved)])

    # -- payments

    def read_payments_csv(self, path, raw, name, source):
        self.link_credits()
        side = source["side"]
        sign = 1 if side == "receivable" else -1
        transit = self.set.role("receipts_in_transit" if side == "receivable" else "payments_in_transit")
        for row in self.rows(path, raw, source):
            try:
                self.check_rows([row])
                party = self.set.party(row["party"])
                on = self.posting_day(row["date"])
                self.currency(row)
                amount = required_cents(row["amount"])
                self.unit(("payment", side, row["number"]))
            except Refused as refused:
                self.note(path, "rejected", f"payment {row['number']} line {row['*line']}: {refused}")
                continue
            self.post(on, [(transit, sign * amount), (self.set.role(side), -sign * amount)])
            payment = Item(side, party, row["number"], "payment", 1, on, on, -amount)
            self.items.append(payment)
            self.apply(payment, row["document"])
            self.payments.append({"day": on, "party": party, "amount": sign * amount, "transit": transit,
                                  "reference": row["reference"], "number": row["number"], "cleared": False})

    def apply(self, payment, document):
        if document:
            found = self.targets(payment.side, payment.party, document)
            if payment.amount > 0:                      # bounced: the last paid opens first
                for item in reversed(found):
                    paid = sum(value for _, value in item.allocations)
                    self.allocate(payment, item, -min(payment.open(), max(paid, 0)))
            else:
                for item in found:
                    self.allocate(payment, item, min(-payment.open(), max(item.open(), 0)))
            return
        equal = [item for item in self.items if item is not payment and item.side == payment.side
                 and item.party == payment.party and item.kind != "payment"
                 and item.open() == -payment.amount]
        if len(equal) == 1:
            self.allocate(payment, equal[0], -payment.amount)
            self.note("payments", "applied by amount", f"{payment.document} to {equal[0].document}")
        else:
            self.note("payments", "unapplied", f"{payment.document}: {len(equal)} items of that amount")

    # -- sales

    def read_sales_csv(self, path, raw, name, source):
        self.orders(path, self.rows(path, raw, source), name, source)

    def read_sales_jsonl(self, path, raw, name, source):
        rows, broken = [], []
        for number, line in enumerate(raw.decode("utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line, parse_float=str, parse_int=str)
            except ValueError:
                order = re.search(r'"order" *: *"([^"]*)"', line)
                broken.append(order[1] if order else None)
                self.note(path, "rejected", f"line {number} is not whole")
                continue
            row["*line"], row["*short"] = number, False
            rows.append(row)
        self.orders(path, rows, name, source, broken)

    def orders(self, path, rows, name, source, broken=()):
        statuses = source.get("statuses", {"post": ["paid", "refunded"], "ignore": ["voided"]})
        days = defaultdict(lambda: defaultdict(int))    # (store, day) -> (group, account) -> amount
        for group in consecutive(rows, lambda r: r.get("order")):
            head = group[0]
            try:
                if head.get("order") in broken:
                    raise Refused("a line of the order is not whole")
                self.check_rows(group)
                if head.get("status") in statuses["ignore"]:
                    continue
                if head.get("status") not in statuses["post"]:
                    raise Refused(f"status {head.get('status')!r}")
                on, lines, owed = self.order(group, source)
                self.unit(("order", name, head["order"]))
            except Refused as refused:
                self.note(path, "rejected", f"order {head.get('order')} line {head['*line']}: {refused}")
                continue
            entry = days[head["store"], on]
            for key, amount in lines:
                entry[key] += amount
            if owed:
                party, amount = owed
                entry[("owed " + head["order"], self.set.role("receivable"))] += amount
                self.items.append(Item("receivable", party, head["order"], "invoice", 1, on,
                                       self.due_by_terms(party, on), amount))
        for (store, on), entry in sorted(days.items()):
            for (group, account), amount in entry.items():
                if amount and (amount < 0) != group.startswith(("revenue", "tax")):
                    self.contrary.append(f"{store} {on} {group} {account} {money(amount)}")
            self.post(on, [(account, amount) for (_, account), amount in entry.items()])

    def order(self, rows, source):
        head = rows[0]
        on = self.posting_day(head.get("business_day"))
        lines, total, paid = [], 0, 0
        for row in rows:
            net, tax, gross = (required_cents(row.get(column)) for column in ("net", "tax", "gross"))
            if row.get("business_day") and day(row["business_day"]) != on:
                raise Refused("two days")
            if net + tax != gross:
                raise Refused("net + tax is not gross")
            rule = self.set.tax(row.get("tax_code"), on)
            if abs(tax_on(net, rule) - tax) > self.set.tolerance:
                raise Refused(f"tax {money(tax)}, base x rate {money(tax_on(net, rule))}")
            if row.get("category") not in source["revenue"]:
                raise Refused(f"category {row.get('category')!r}")
            discount = cents(row.get("discount"))
            if net < 0:
                lines.append((("returns", self.set.role("returns")), -net))
            else:
                lines.append((("revenue", source["revenue"][row["category"]]), -net - discount))
                if discount:
                    lines.append((("discount", self.set.role("discounts")), discount))
            if tax:
                lines.append((("tax " + row["tax_code"], self.set.account(rule["account"])), -tax))
            total += gross
            if row.get("tender"):
                if row["tender"] not in source["clearing"]:
                    raise Refused(f"tender {row['tender']!r}")
                amount = required_cents(row.get("tender_amount"))
                lines.append((("clearing", source["clearing"][row["tender"]]), amount))
                paid += amount
        if total != required_cents(head.get("order_total")):
            raise Refused(f"order total {head.get('order_total')}, lines {money(total)}")
        outstanding = cents(head.get("outstanding"))
        if paid + outstanding != total:
            raise Refused(f"tenders {money(paid)}, outstanding {money(outstanding)}, total {money(total)}")
        owed = (self.set.party(head.get("customer")), outstanding) if outstanding else None
        return on, lines, owed

    # -- bank

    def read_camt(self, path, raw, name, source):
        self.link_credits()
        root = ET.fromstring(raw)
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]
        for statement in root.iter("Stmt"):
            label = statement.findtext("Id")
            try:
                account, balances, entries = self.camt_statement(statement, source)
                booked = sum(entry["amount"] for entry in entries)
                if balances["OPBD"][1] + booked != balances["CLBD"][1]:
                    raise Refused("opening + booked is not closing")
                self.take_statement(path, label, account, balances["OPBD"][0], balances["CLBD"][0],
                                    entries, [balances["CLBD"]])
            except Refused as refused:
                self.note(path, "rejected", f"statement {label}: {refused}")

    def camt_statement(self, statement, source):
        iban = statement.findtext("Acct/Id/IBAN")
        if iban not in source["accounts"]:
            raise Refused(f"account {iban}")
        balances = {}
        for balance in statement.findall("Bal"):
            sign = 1 if balance.findtext("CdtDbtInd") == "CRDT" else -1
            balances[balance.findtext("Tp/CdOrPrtry/Cd")] = (
                day(balance.findtext("Dt/Dt")), sign * required_cents(balance.findtext("Amt")))
        if not {"OPBD", "CLBD"} <= set(balances):
            raise Refused("no balances")
        entries = []
        for node in statement.findall("Ntry"):
            status = node.findtext("Sts/Cd") or (node.findtext("Sts") or "").strip()
            if status in ("PDNG", "INFO"):
                self.notes.append(f"ignored: {status} entry {node.findtext('AcctSvcrRef')}")
                continue
            if status != "BOOK":
                raise Refused(f"status {status!r}")
            if node.find("Amt").get("Ccy") != self.set.currency:
                raise Refused("currency")
            sign = self.camt_sign(node)
            amount = sign * required_cents(node.findtext("Amt"))
            booked = node.findtext("BookgDt/Dt") or (node.findtext("BookgDt/DtTm") or "")[:10]
            on = self.posting_day(booked)
            details = [self.camt_detail(detail, sign) for detail in node.findall("NtryDtls/TxDtls")]
            information = node.findtext("AddtlNtryInf") or ""
            if len(details) > 1 and sum(detail["amount"] or 0 for detail in details) == amount:
                parts = details
            else:
                text = " ".join(filter(None, [information] + [detail["text"] for detail in details]))
                single = details[0] if len(details) == 1 else {"reference": "", "iban": "", "name": ""}
                parts = [{**single, "amount": amount, "text": text}]
            entries.append({"day": on, "amount": amount, "parts": parts,
                            "label": node.findtext("AcctSvcrRef") or ""})
        return source["accounts"][iban], balances, entries

    def camt_sign(self, node):
        mark = node.findtext("CdtDbtInd")
        if mark not in ("CRDT", "DBIT"):
            raise Refused(f"direction {mark!r}")
        return 1 if mark == "CRDT" else -1

    def camt_detail(self, detail, sign):
        if detail.findtext("CdtDbtInd"):
            sign = self.camt_sign(detail)
        amount = detail.findtext("Amt") or detail.findtext("AmtDtls/TxAmt/Amt")
        other = "Dbtr" if sign > 0 else "Cdtr"
        parties = detail.find("RltdPties")
        name = iban = ""
        if parties is not None:
            name = parties.findtext(f"{other}/Pty/Nm") or parties.findtext(f"{other}/Nm") or ""
            iban = parties.findtext(f"{other}Acct/Id/IBAN") or ""
        return {"amount": sign * required_cents(amount) if amount else None, "name": name, "iban": iban,
                "reference": detail.findtext("Refs/EndToEndId") or "",
                "text": " ".join(node.text or "" for node in detail.findall("RmtInf/Ustrd"))}

    def read_bank_csv(self, path, raw, name, source):
        self.link_credits()
        decimal = source.get("numbers", {}).get("decimal", ".")
        read_day = french_day if source.get("dates") == "DD/MM/YYYY" else day
        entries, balances, running = [], [], None
        try:
            rows = self.rows(path, raw, source)
            self.check_rows(rows)
            for row in rows:
                on = self.posting_day(read_day(row["date"]).isoformat())
                if "amount" in row:
                    amount = required_cents(row["amount"], decimal)
                else:
                    amount = cents(row["credit"], decimal) - cents(row["debit"], decimal)
                balance = required_cents(row["balance"], decimal)
                if running is not None and running + amount != balance:
                    raise Refused(f"line {row['*line']}: balance {money(balance)}")
                running = balance
                balances.append((on, balance))
                entries.append({"day": on, "amount": amount, "label": f"line {row['*line']}",
                                "parts": [{"amount": amount, "text": row["text"],
                                           "reference": row.get("reference", ""),
                                           "iban": row.get("counterparty_iban", ""),
                                           "name": row.get("counterparty", "")}]})
            if entries:
                days = [entry["day"] for entry in entries]
                self.take_statement(path, "statement", source["account"], min(days), max(days),
                                    entries, balances)
        except Refused as refused:
            self.note(path, "rejected", f"statement: {refused}")

    def take_statement(self, path, label, account, first, last, entries, balances):
        by_day = defaultdict(list)
        for entry in entries:
            by_day[entry["day"]].append(entry)
            first, last = min(first, entry["day"]), max(last, entry["day"])
        known = [on for on in by_day if (account, on) in self.covered]
        for on in known:
            if self.covered[account, on] != (len(by_day[on]), sum(e["amount"] for e in by_day[on])):
                raise Refused(f"held: {on} is covered by other rows")
        again = sum(len(by_day[on]) for on in known)
        if again:
            self.note(path, "duplicate", f"{label}: {again} entries on days already covered")
        for entry in entries:
            if entry["day"] not in known:
                self.bank_entry(account, entry)
        at = first
        while at <= last:
            found = by_day.get(at, [])
            self.covered.setdefault((account, at), (len(found), sum(e["amount"] for e in found)))
            at += timedelta(1)
        for on, amount in balances:
            key = (account, f"{on:%Y-%m}")
            if key not in self.statement_closing or self.statement_closing[key][0] <= on:
                self.statement_closing[key] = (on, amount)

    def bank_entry(self, account, entry):
        lines = [(account, entry["amount"])]
        for part in entry["parts"]:
            lines += self.against(part, entry)
        self.post(entry["day"], lines)

    def against(self, part, entry):
        amount = part["amount"]
        payment = self.clears(part)
        if payment:
            payment["cleared"] = True
            return [(payment["transit"], -amount)]
        if part["iban"] and part["iban"] in self.set.own_ibans:
            return [(self.set.role("transfers"), -amount)]
        for rule in self.set.pipeline["mapping"]["rules"]:
            if set(rule["when"]) != {"text"}:
                raise SystemExit(f"rule not recomputed: {rule}")
            wanted = rule["when"]["text"]
            pattern = re.fullmatch(r"/(.*)/", wanted)
            if pattern and not re.search(pattern[1], part["text"]):
                continue
            if not pattern and not part["text"].startswith(wanted):
                continue
            if "tax" not in rule:
                return [(rule["account"], -amount)]
            tax = self.set.tax(rule["tax"], entry["day"])
            within = tax_within(amount, tax)
            return [(rule["account"], -(amount - within)), (tax["account"], -within)]
        self.notes.append(f"suspense: {entry['label']} {entry['day']} {money(amount)} {part['text']}")
        return [(self.set.role("suspense"), -amount)]

    def clears(self, part):
        waiting = [payment for payment in self.payments
                   if not payment["cleared"] and payment["amount"] == part["amount"]]
        stated = [payment for payment in waiting if len(payment["reference"]) >= 4
                  and (payment["reference"] in part["text"] or payment["reference"] in part["reference"])]
        if len({(payment["party"], payment["reference"], payment["transit"]) for payment in stated}) == 1:
            if len(stated) > 1:     # same party, reference and amount: the books cannot differ
                self.notes.append("equal payments, oldest taken: "
                                  + ", ".join(payment["number"] for payment in stated))
            return min(stated, key=lambda payment: (payment["day"], payment["number"]))
        parties = self.set.ibans.get(part["iban"], set()) or self.set.names.get(part["name"], set())
        unique = [payment for payment in waiting if payment["party"] in parties]
        return unique[0] if len(unique) == 1 else None


# ---------------------------------------------------------------- the reports

class Figures:
    def __init__(self, settings, book):
        self.set, self.book = settings, book

    def fiscal_first(self, period):
        first = month_bounds(period)[0]
        year = first.year if (first.month, first.day) >= self.set.fiscal_start else first.year - 1
        start = date(year, *self.set.fiscal_start)
        if start > self.set.start:
            raise SystemExit(f"{period}: a second fiscal year is not recomputed")
        return start

    def trial_balance(self, period):
        first, last = month_bounds(period)
        self.fiscal_first(period)
        sums = {code: [0, 0, 0] for code in self.set.chart}     # opening, debit, credit
        for on, account, amount, opening in self.book.postings:
            if opening or on < first:
                sums[account][0] += amount
            elif on <= last:
                sums[account][1 if amount > 0 else 2] += abs(amount)
        rows = {}
        for code in sorted(sums, key=lambda code: code.encode()):
            opening, debit, credit = sums[code]
            closing = opening + debit - credit
            cells = [max(opening, 0), max(-opening, 0), debit, credit, max(closing, 0), max(-closing, 0)]
            if any(cells):
                rows[code] = [self.set.chart[code]["name"], *cells]
        return rows

    def movement(self, period):
        """Movements of the result accounts in a month, or None before the client's start."""
        first, last = month_bounds(period)
        if last < self.set.start:
            return None
        sums = defaultdict(int)
        for on, account, amount, opening in self.book.postings:
            if self.set.is_result(account) and not opening and first <= on <= last:
                sums[account] += amount
        return sums

    def year_to_date(self, period):
        last = month_bounds(period)[1]
        sums = defaultdict(int)
        for on, account, amount, _ in self.book.postings:
            if self.set.is_result(account) and on <= last:
                sums[account] += amount
        return sums

    def columns(self, period):
        known = {"month": lambda: self.movement(period),
                 "prior_month": lambda: self.movement(previous_month(period)),
                 "year_to_date": lambda: self.year_to_date(period)}
        return [known[name]() for name in self.set.pl_columns]

    def profit_and_loss(self, period):
        columns, rows = self.columns(period), {}
        for code in sorted(self.set.chart):
            if not self.set.is_result(code):
                continue
            section = self.set.section(code)
            sign = -1 if section["nature"] == "income" else 1
            cells = [None if column is None else sign * column[code] for column in columns]
            if any(cells):
                rows[section["id"], code] = [self.set.chart[code]["name"], *cells]
        return rows

    def section_totals(self, period):
        """Every section and every total line, as the layout states them."""
        rows = self.profit_and_loss(period)
        sections = {section["id"]: section for section in self.set.sections}
        leaves = {name: [0] * len(self.set.pl_columns) for name in sections}
        blank = [column is None for column in self.columns(period)]
        for (name, _), cells in rows.items():
            leaves[name] = [a + (b or 0) for a, b in zip(leaves[name], cells[1:])]
        result = {}
        for name, section in sections.items():
            cells = leaves[name]
            if "total" in section:
                cells = [0] * len(cells)
                for part in section["total"]:
                    same = sections[part]["nature"] == section.get("nature", "income")
                    cells = [a + (b if same else -b) for a, b in zip(cells, leaves[part])]
            result[name] = [None if empty else cell for empty, cell in zip(blank, cells)]
        return result

    def net(self, period):
        month, before, year = (None if column is None else -sum(column.values())
                               for column in self.columns(period))
        return month, before, year

    def bucket(self, age):
        low = self.set.edges[0]
        if age <= low:
            return "current"
        for edge in self.set.edges[1:]:
            if age <= edge:
                return f"{low + 1}-{edge}"
            low = edge
        return f"{low}+"

    def aged(self, side, period):
        last, rows = month_bounds(period)[1], {}
        control = self.set.role(side)
        for item in self.book.items:
            if item.side != side or item.posted > last or not item.open(last):
                continue
            key = (item.party, item.document, item.kind, str(item.number))
            if key in rows:
                raise AssertionError(f"two items {key}")
            age, left = (last - item.due).days, item.open(last)
            rows[key] = {
                "party_name": self.set.parties[item.party]["name"], "account": control,
                "document_date": item.on.isoformat(), "due_date": item.due.isoformat(),
                "age_days": str(age), "bucket": "unapplied" if left < 0 else self.bucket(age),
                "currency": self.set.currency, "amount": item.amount, "open": left,
                "company_amount": item.amount, "company_open": left}
        return rows


# ---------------------------------------------------------------- comparing and proving

class Comparison:
    def __init__(self, folder, figures, period):
        self.folder, self.figures, self.period = folder, figures, period
        self.differences, self.counts = 0, {}

    def differ(self, report, row, column, was, now):
        self.differences += 1
        print(f"DIFFERENCE {self.period} {report} {row} {column}: was {was!r}, is {now!r}")

    def load(self, report, columns):
        """The rows of a recorded report; `was` is what stands there, `is` what we computed."""
        path = self.folder / self.period / f"{report}.csv"
        self.counts[report] = 0
        if not path.is_file():
            self.differ(report, "-", "file", "missing", "expected")
            return []
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        if not rows or rows[0] != columns:
            self.differ(report, "header", "-", ",".join(rows[0]) if rows else "", ",".join(columns))
            if not rows or not set(columns) <= set(rows[0]):
                return []
        result = []
        for number, cells in enumerate(rows[1:], 2):
            if len(cells) != len(rows[0]):
                self.differ(report, f"line {number}", "cells", len(cells), len(rows[0]))
            else:
                result.append(dict(zip(rows[0], cells)))
        self.counts[report] = len(result)
        if not result:
            self.differ(report, "-", "rows", "empty", "expected")
        return result

    def amount(self, report, row, column, text, value):
        text = text.strip()
        if value is None:
            if text not in ("", "n/a"):
                self.differ(report, row, column, text, "n/a")
            return
        try:
            same = cents(text) == value if text else value == 0
        except Refused:
            same = False
        if not same:
            self.differ(report, row, column, text, money(value))

    def text(self, report, row, column, was, value):
        if was != value:
            self.differ(report, row, column, was, value)

    def keyed(self, report, rows, key, wanted, show):
        """Pairs recorded rows with computed ones; what stands on one side only differs."""
        seen = {}
        for row in rows:
            if key(row) in seen:
                self.differ(report, show(key(row)), "row", "twice", "once")
            seen[key(row)] = row
        for missing in wanted:
            if missing not in seen:
                self.differ(report, show(missing), "row", "missing", shown(wanted[missing]))
        for extra in seen:
            if extra not in wanted:
                self.differ(report, show(extra), "row", "present", "missing")
        return [(seen[name], wanted[name], show(name)) for name in wanted if name in seen]

    def run(self):
        self.trial_balance()
        self.profit_and_loss()
        for side, report in (("receivable", "aged-receivables"), ("payable", "aged-payables")):
            self.aged(side, report)

    def trial_balance(self):
        report, wanted = "trial-balance", self.figures.trial_balance(self.period)
        rows = self.load(report, TB_COLUMNS)
        for row, cells, label in self.keyed(report, rows, lambda r: r["account"], wanted, str):
            self.text(report, label, "name", row["name"], cells[0])
            for column, value in zip(TB_COLUMNS[2:], cells[1:]):
                self.amount(report, label, column, row[column], value)
        codes = [row["account"].encode() for row in rows]
        if codes != sorted(codes):
            self.differ(report, "-", "order", "unsorted", "by account code")

    def profit_and_loss(self):
        report, columns = "profit-and-loss", self.figures.set.pl_columns
        wanted = self.figures.profit_and_loss(self.period)
        totals = self.figures.section_totals(self.period)
        rows = self.load(report, ["section", "account", "name", *columns])
        lines = [row for row in rows if row["account"]]
        for row, cells, label in self.keyed(report, lines, lambda r: (r["section"], r["account"]),
                                            wanted, " ".join):
            self.text(report, label, "name", row["name"], cells[0])
            for column, value in zip(columns, cells[1:]):
                self.amount(report, label, column, row[column], value)
        for row in rows:                # subtotal lines may stand in the report, and must be right
            if not row["account"]:
                if row["section"] not in totals:
                    self.differ(report, row["section"], "row", "present", "missing")
                    continue
                for column, value in zip(columns, totals[row["section"]]):
                    self.amount(report, row["section"], column, row[column], value)

    def aged(self, side, report):
        wanted = self.figures.aged(side, self.period)
        rows = self.load(report, AGED_COLUMNS)
        key = lambda r: (r["party"], r["document"], r["kind"], r["instalment"])
        for row, cells, label in self.keyed(report, rows, key, wanted, " ".join):
            for column, value in cells.items():
                compare = self.amount if isinstance(value, int) else self.text
                compare(report, label, column, row[column], value)
            self.amount(report, label, "revaluation", row["revaluation"], 0)


def prove(settings, book, figures, period):
    """What must hold in the drops and the figures themselves. Returns the number of failures."""
    failures, tb = 0, figures.trial_balance(period)

    def closing(account):
        cells = tb.get(account)
        return cells[5] - cells[6] if cells else 0

    def state(text, holds):
        nonlocal failures
        failures += not holds
        print(f"{text} {'ok' if holds else 'NOT OK'}")

    for account in sorted(settings.roles["bank"]):
        stated = book.statement_closing.get((account, period))
        if stated is None:
            state(f"BANK {account} {period} no statement", False)
        else:
            book_says = "" if closing(account) == stated[1] else f" book {money(closing(account))}"
            state(f"BANK {account} {period} {money(stated[1])}{book_says}", not book_says)
    for side, name, sign in (("receivable", "AR", 1), ("payable", "AP", -1)):
        total = sum(row["company_open"] for row in figures.aged(side, period).values())
        state(f"{name} {period} items {money(total)} = {settings.role(side)}",
              total == sign * closing(settings.role(side)))
    for label, left, right in (("opening", 1, 2), ("movement", 3, 4), ("closing", 5, 6)):
        debit, credit = (sum(cells[at] for cells in tb.values()) for at in (left, right))
        state(f"TB {period} {label} {money(debit)} = {money(credit)}", debit == credit)
    year = figures.net(period)[2]
    state(f"NET {period} year to date {money(year)} = result accounts",
          year == -sum(closing(code) for code in tb if settings.is_result(code)))
    totals = figures.section_totals(period)
    final = settings.sections[-1]
    if "total" in final:
        state(f"NET {period} layout line {final['id']}",
              totals[final["id"]] == list(figures.net(period)))
    return failures


def dump(settings, book, figures, periods):
    def cell(value):
        return "n/a" if value is None else money(value)

    for note in book.notes:
        print(note)
    for line in book.contrary:
        print("against its side:", line)
    for payment in book.payments:
        if not payment["cleared"]:
            print(f"in transit at the end: {payment['number']} {payment['day']} {money(payment['amount'])}")
    for period in periods:
        print(f"\n== {period} trial-balance")
        for code, cells in figures.trial_balance(period).items():
            print(code, *(money(value).rjust(12) for value in cells[1:]), cells[0])
        print(f"== {period} profit-and-loss")
        for (section, code), cells in figures.profit_and_loss(period).items():
            print(section.ljust(18), code, *(cell(value).rjust(12) for value in cells[1:]), cells[0])
        for section, cells in figures.section_totals(period).items():
            print("total", section.ljust(19), *(cell(value).rjust(12) for value in cells))
        for side in ("receivable", "payable"):
            print(f"== {period} aged {side}")
            for key, row in sorted(figures.aged(side, period).items()):
                print(*key, row["document_date"], row["due_date"], row["age_days"], row["bucket"],
                      money(row["amount"]), money(row["open"]))
            sums = defaultdict(int)
            for row in figures.aged(side, period).values():
                sums[row["bucket"]] += row["company_open"]
            print(f"buckets {period} {side}", *(f"{name}={money(value)}" for name, value in sorted(sums.items())))


def main(arguments):
    sys.stdout.reconfigure(encoding="utf-8")
    dumping = "--dump" in arguments
    arguments = [argument for argument in arguments if argument != "--dump"]
    if len(arguments) < (2 if dumping else 3):
        print(__doc__)
        return 64
    client, inbox = Path(arguments[0]), Path(arguments[1])
    settings = Settings(client)
    book = Book(settings, inbox)
    figures = Figures(settings, book)
    periods = arguments[2 if dumping else 3:]
    if not periods and dumping:
        periods = sorted({f"{on:%Y-%m}" for on, _, _, opening in book.postings if not opening})
    elif not periods:
        periods = sorted(path.name for path in Path(arguments[2]).glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]"))
    if not periods:
        print("no period to compare")
        return 1
    bad = 0
    if dumping:
        dump(settings, book, figures, periods)
    for period in periods:
        bad += prove(settings, book, figures, period)
        if not dumping:
            comparison = Comparison(Path(arguments[2]), figures, period)
            comparison.run()
            bad += comparison.differences
            counts = " ".join(f"{report}={comparison.counts[report]}" for report in REPORTS)
            print(f"INDEPENDENT {client.resolve().name} {period} {counts} "
                  f"differences={comparison.differences}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
