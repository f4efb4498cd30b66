"""The book of a client: its drops read, judged and posted, its items settled."""
import csv
import gzip
import hashlib
import io
import json
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from datetime import timedelta
from pathlib import Path

import einvoices
import matching
from exports import Exports
from services import Services
from settings import tax_on, tax_within
from stock import Stock
from values import (Refused, cents, consecutive, day, divide, french_day, money, month_bounds,
                    required_cents)


class Item:
    """One instalment of a document, a payment, an opening item or a journal line.

    Amounts are in the sign of the item's report: what is owed to us, or what we owe, is positive;
    `amount` in the books' currency, `original` in the item's own."""

    def __init__(self, side, account, party, document, kind, number, on, due, amount, posted=None,
                 currency=None, original=None, reference=""):
        self.side, self.account, self.party, self.document = side, account, party, document
        self.kind, self.number, self.on, self.due, self.amount = kind, number, on, due, amount
        self.posted, self.reference = posted or on, reference
        self.currency, self.original = currency, amount if original is None else original
        self.allocations = []       # (day, amount, the same in the item's own currency)

    @property
    def sign(self):
        return 1 if self.side == "receivable" else -1

    @property
    def left(self):
        """What is open as the bank would show what pays it."""
        return self.sign * self.open_original()

    def open(self, until=None):
        return self.amount - sum(value for when, value, _ in self.allocations
                                 if until is None or when <= until)

    def open_original(self, until=None):
        return self.original - sum(value for when, _, value in self.allocations
                                   if until is None or when <= until)

    def part(self, original):
        """The booked value of a part: the last part takes the remaining cents."""
        if original == self.open_original():
            return self.open()
        return divide(self.amount * original, self.original)


class Book(Exports, Services, Stock):
    def __init__(self, settings, inbox):
        self.set, self.inbox = settings, inbox
        self.postings = []          # (day, account, signed amount, is opening)
        self.items = []
        self.waiting = {}           # (account, party, document) -> what is left of its taxes
        self.payments = []          # rows of payment files that wait for the bank
        self.notes = []             # what was refused, duplicate or left in suspense
        self.covered = {}           # (account, day) -> (count, sum)
        self.statement_closing = {} # (account, month) -> (day, amount)
        self.seen_units = set()
        self.bills = []             # (party, kind, letters and digits, number, day, gross)
        self.credits = []           # linked credit notes not yet set against their invoice
        self.contrary = []          # store-day lines whose total runs against their side
        self.foreign = defaultdict(list)    # account in another currency -> [(day, amount)]
        self.revaluations = {}      # (side, currency, month) -> value less booked value
        self.takings = defaultdict(int)     # (account, store, day) -> what sales were paid there
        self.waits = []             # (clearing account, order or payout, day, amount)
        self.balances = {}          # account of a service's balance -> (day, what it holds)
        self.balance_closing = {}   # (account, month) -> what the service says it holds
        self.counts, self.differences = [], []
        self.sold, self.reductions = [], []     # lines of orders, and what comes off orders
        self.moves, self.goods = defaultdict(list), defaultdict(Stock.receipt)
        self.pools, self.shelf, self.costs, self.shortages = {}, [], [], []
        self.read()
        self.revalue()

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
        self.suspense = []          # what nothing explains: (account, part, entry, currency, value)
        kinds = ["opening-csv", "stock-csv", "documents-csv", "ubl", "cii", "e-invoice",
                 "sales-csv", "sales-jsonl", "payout-csv", "cash-csv", "payroll-csv", "journal-csv",
                 "payments-csv", "camt", "mt940", "ofx", "bank-csv", "matches-csv",
                 "questions-csv"]
        unknown = set(drops) - set(kinds)
        if unknown:
            raise SystemExit(f"formats not recomputed: {sorted(unknown)}")
        order = {kind: at for at, kind in enumerate(kinds)}
        order |= {kind: order["camt"] for kind in ("mt940", "ofx", "bank-csv")}
        order |= {kind: order["documents-csv"] for kind in ("ubl", "cii", "e-invoice")}
        todo = sorted(((order[kind], bytes(path), path, name, source)
                       for kind, found in drops.items() for path, name, source in found),
                      key=lambda entry: entry[:2])
        for place, _, path, name, source in todo:
            if place >= order["camt"] and self.counts:      # what was banked waits for the bank
                self.count_drawers()
                self.counts = []
            raw = path.read_bytes()
            digest = hashlib.sha256(raw).hexdigest()
            if digest in digests:
                self.note(path, "duplicate file", f"the bytes of {digests[digest]}")
                continue
            digests[digest] = path.relative_to(self.inbox)
            if path.suffix == ".gz":
                raw = gzip.decompress(raw)
            reader = {"ubl": "e-invoice", "cii": "e-invoice"}.get(source["format"], source["format"])
            getattr(self, "read_" + reader.replace("-", "_"))(path, raw, name, source)
        self.link_credits()
        self.consume()
        self.value_stock()
        self.close_receipts()
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

    def moved(self, account, first, last):
        return sum(amount for on, code, amount, _ in self.postings
                   if code == account and first <= on <= last)

    def currency(self, row):
        if row.get("currency") and row["currency"] != self.set.currency:
            raise Refused(f"currency {row['currency']}")

    # -- opening and journals

    def side_of(self, account):
        role = self.set.chart[account]["role"]
        return role if role in ("receivable", "payable", "payroll") else None

    def read_opening_csv(self, path, raw, name, source):
        before = self.set.start - timedelta(1)
        lines, stated, sums, items = [], {}, defaultdict(int), []
        rows = self.rows(path, raw, source)
        self.check_rows(rows)
        for row in rows:
            account = self.set.account(row["account"])
            currency = row["currency"] or self.set.currency
            amount = cents(row["debit"]) - cents(row["credit"])
            original = amount       # in its own currency it stands on the side of its amount
            if currency != self.set.currency:
                original = cents(row["original"]) * (1 if amount >= 0 else -1)
            side = self.side_of(account)
            if side and not row["party"]:
                stated[account] = amount
                continue
            if side:
                sign = 1 if side == "receivable" else -1
                party = self.set.party(row["party"])
                on = day(row["date"])
                due = day(row["due_date"]) if row["due_date"] else self.due_by_terms(party, on)
                items.append(Item(side, account, party, row["document"], "opening", 1, on, due,
                                  sign * amount, before, currency, sign * original))
                sums[account] += amount
            elif day(row["date"]) != before:
                raise Refused(f"opening dated {row['date']}")
            elif currency != self.set.currency:
                self.foreign[account].append((before, original))
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
                        item = Item(side, account, party, row["document"] or row["voucher"],
                                    "journal", 1, on, due, sign * (debit - credit), None,
                                    self.set.currency)
                        items.append((item, row["document"]))
                if sum(amount for _, amount in lines):
                    raise Refused("debits are not credits")
                self.unit(("voucher", rows[0]["journal"], rows[0]["voucher"]))
            except Refused as refused:
                self.note(path, "rejected", f"voucher {label}: {refused}")
                continue
            self.post(on, lines)
            for item, document in items:
                found = self.targets(item.account, item.party, document)
                self.items.append(item)
                self.settle(item, found)

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
        """A document of a list: a row a line, with its account and tax code."""
        self.check_rows(rows)
        head = rows[0]
        kind = head["kind"]
        if kind not in ("invoice", "credit-note"):
            raise Refused(f"kind {kind!r}")
        if any(row["kind"] and row["kind"] != kind for row in rows):
            raise Refused("two kinds")
        party = self.set.party(head["party"])
        on = self.posting_day(head["date"])
        lines, total = [], 0
        for row in rows:
            net, tax, gross = (required_cents(row[column]) for column in ("net", "tax", "gross"))
            rule = self.set.tax(row["tax_code"], on)
            if net + tax != gross:
                raise Refused("net + tax is not gross")
            due_tax = tax_on(net, rule)
            if abs((0 if rule["kind"] == "reverse" else due_tax) - tax) > self.set.tolerance:
                raise Refused(f"tax {money(tax)}, base x rate {money(due_tax)}")
            lines.append((self.set.account(row["account"]), rule, net, tax))
            total += gross
            if row.get("receipt") and self.set.items:
                self.bill_goods(row, on, net)
        if total != required_cents(head["total"]):
            raise Refused(f"total {head['total']}, lines {money(total)}")
        parts = []
        if head["instalments"]:
            for part in head["instalments"].split(";"):
                due, _, amount = part.partition(":")
                parts.append((day(due), required_cents(amount)))
        elif head["due_date"]:
            parts.append((day(head["due_date"]), total))
        return self.enter(side, party, kind, head["number"], on, head["currency"], lines, total,
                          parts, head["applies_to"])

    def enter(self, side, party, kind, number, on, currency, lines, total, parts, applies_to,
              reference=""):
        """Posts a document of lines (account, tax, net, tax amount) in its own currency."""
        if self.set.parties[party]["kind"] not in ("both", "customer" if side == "receivable" else "supplier"):
            raise Refused(f"party {party} is a {self.set.parties[party]['kind']}")
        currency = currency or self.set.currency
        sign = 1 if kind == "invoice" else -1        # in report sign
        drcr = sign if side == "receivable" else -sign
        control = self.set.role(side)
        amounts, waiting = [], {}
        for account, rule, net, tax in lines:
            amounts.append((account, net))
            if rule is None:
                continue
            if rule["kind"] == "reverse":
                due_tax = tax_on(net, rule)
                amounts += [(rule["account"], due_tax), (rule["waiting_account"], -due_tax)]
            elif tax and rule["due"] == "payment":
                amounts.append((rule["waiting_account"], tax))
                pair = (rule["waiting_account"], rule["account"])
                waiting[pair] = waiting.get(pair, 0) + drcr * tax
            elif tax:
                amounts.append((rule["account"], tax))
        parts = parts or [(self.due_by_terms(party, on), total)]
        if sum(amount for _, amount in parts) != total:
            raise Refused("instalments are not the total")
        value = self.set.value(total, currency, on)
        posted = [(account, -drcr * amount) for account, amount in self.shares(amounts, value, total)]
        self.unit((side, party, kind, number))
        self.post(on, [(control, drcr * value), *posted])
        items = [Item(side, control, party, number, kind, at, on, due, sign * share, None, currency,
                      sign * amount, reference)
                 for at, ((due, amount), (_, share)) in enumerate(zip(parts, self.shares(parts, value, total)), 1)]
        self.items += items
        if waiting:
            self.waiting[control, party, number] = {
                "total": drcr * total, "left": drcr * total,
                "taxes": {pair: [tax, 0] for pair, tax in waiting.items()}}
        if applies_to and kind == "credit-note":
            return [(items[0], applies_to)]
        return []

    @staticmethod
    def shares(parts, value, total):
        """Parts of a total in the books' currency: each is what the sum of all before it lacks."""
        result, told = [], 0
        for key, amount in parts:
            share = amount if value == total else \
                divide(value * (told + amount), total) - divide(value * told, total)
            result.append((key, share))
            told += amount
        return result

    # -- e-invoices

    def read_e_invoice(self, path, raw, name, source):
        for name, content in einvoices.files(path, raw):
            try:
                self.credits += self.e_invoice(einvoices.read(content), source)
            except Refused as refused:
                self.note(path, "rejected", f"e-invoice {name}: {refused}")

    def e_invoice(self, invoice, source):
        side = source["side"]
        party = self.identified(invoice.buyer if side == "receivable" else invoice.seller)
        on = self.posting_day(invoice.date)
        known = self.set.parties[party]
        if side == "payable" and known["iban"] and \
                any(iban not in known["iban"].split("|") for iban in invoice.ibans):
            raise Refused(f"account {invoice.ibans} is not {party}'s")
        lines = self.taxed(invoice, source, known, on)
        totals = {key: cents(value) for key, value in invoice.totals.items()}
        gross = sum(net + tax for _, _, net, tax in lines)
        payable = gross - totals["prepaid"] + totals["rounding"]
        for key, value in (("net", sum(net for _, _, net, _ in lines)), ("gross", gross),
                           ("tax", sum(tax for _, _, _, tax in lines)), ("payable", payable)):
            if totals[key] != value:
                raise Refused(f"{key} {money(totals[key])}, recomputed {money(value)}")
        if side == "payable":
            self.look_alike(invoice, party, on, gross)
        if totals["rounding"]:
            lines.append((self.set.role("rounding"), None, totals["rounding"], 0))
        total = gross + totals["rounding"]
        parts = [(day(due), required_cents(amount)) for due, amount in invoice.instalments]
        if not parts and invoice.due:
            parts = [(day(invoice.due), total)]
        if totals["prepaid"]:       # what was paid before is due with the document
            parts = [(on, totals["prepaid"]), (parts[0][0], total - totals["prepaid"])]
        return self.enter(side, party, invoice.kind, invoice.number, on, invoice.currency, lines,
                          total, parts, invoice.applies_to, invoice.reference)

    def identified(self, stated):
        """The party that a VAT number, else a registration number, else a name stands for."""
        for column, values in (("vat_number", [stated["vat"]]), ("legal_id", stated["legal"])):
            found = set()
            for value in filter(None, values):
                found |= self.set.numbers[column, value]
            if len(found) == 1:
                return next(iter(found))
        return self.set.party(stated["name"])

    def taxed(self, invoice, source, party, on):
        """Lines (account, tax, net, tax amount): tax is base x rate of each category and rate."""
        bases = defaultdict(int)
        for net, category, rate in invoice.lines + invoice.adjustments:
            bases[category, rate] += required_cents(net)
        account = source["lines"].get("account") or party["account"]
        codes = source["lines"]["tax_codes"]
        result = []
        for (category, rate), net in bases.items():
            rate = rate.rstrip("0").rstrip(".") if "." in rate else rate
            code = codes.get(f"{category} {rate}") or codes.get(category)
            if code is None:
                raise Refused(f"tax category {category} {rate}")
            rule = self.set.tax(code, on)
            tax = divide(net * int(rate or 0), 100)
            result.append((self.set.account(account), rule, net, tax))
        return result

    def look_alike(self, invoice, party, on, gross):
        """The same bill under another number: its letters and digits, or its day and amount."""
        key = matching.folded(invoice.number)
        twin = next((seen for seen in self.bills if seen[:2] == (party, invoice.kind)
                     and (seen[2] == key and seen[3] != invoice.number)), None)
        if twin:
            raise Refused(f"looks like {twin[3]}")
        self.bills.append((party, invoice.kind, key, invoice.number, on, gross))

    # -- settling

    def targets(self, account, party, document):
        found = [item for item in self.items if item.account == account and item.party == party
                 and item.document == document and item.kind in ("invoice", "opening", "journal", "payroll")]
        return sorted(found, key=lambda item: (item.due, item.number))

    def link_credits(self):
        for credit, document in self.credits:
            self.settle(credit, self.targets(credit.account, credit.party, document))
        self.credits = []

    def settle(self, payer, items):
        """Sets a payment, credit note or journal line against items of its account, in order; one
        in their direction opens the last paid again."""
        if not payer.open_original():
            return
        if payer.original > 0:
            for item in reversed(items):
                paid = item.original - item.open_original()
                self.allocate(payer, item, -min(payer.open_original(), max(paid, 0)))
            return
        for item in items:
            self.allocate(payer, item, min(-payer.open_original(), max(item.open_original(), 0)))

    def allocate(self, payer, item, original):
        """`original` > 0, in the currency of both, reduces the item; < 0 opens it again."""
        if not original:
            return
        when = max(payer.posted, item.posted)
        amount, paid = item.part(original), payer.part(-original)
        gain = -paid - amount                       # worth more than was booked
        if gain:
            sign = item.sign
            role = "exchange_gain" if sign * gain > 0 else "exchange_loss"
            self.post(when, [(item.account, sign * gain), (self.set.role(role), -sign * gain)])
        self.reduce(item, when, amount, original, payer.kind == "payment")
        payer.allocations.append((when, paid, -original))

    def reduce(self, item, when, amount, original, by_money=True):
        item.allocations.append((when, amount, original))
        if by_money:
            self.move_tax(item, when, original)

    def move_tax(self, item, when, original):
        """Tax due on payment leaves its waiting account with money and what is taken off it; a
        credit note has tax of its own that waits, of the other sign, and moves nothing."""
        waiting = self.waiting.get((item.account, item.party, item.document))
        if not waiting:
            return
        waiting["left"] -= item.sign * original
        for (source, target), state in waiting["taxes"].items():
            moved = state[0] - state[1] if waiting["left"] == 0 \
                else divide(state[0] * original * item.sign, waiting["total"])
            state[1] += moved
            self.post(when, [(source, moved), (target, -moved)])

    def close(self, items, when, account, amount):
        """Settles what is left of items against an account: a discount, a difference of cents."""
        for item in items:
            rest = item.open()
            if rest:
                self.post(when, [(account, item.sign * rest), (item.account, -item.sign * rest)])
                self.reduce(item, when, rest, item.open_original())

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
            control = self.set.role(side)
            self.post(on, [(transit, sign * amount), (control, -sign * amount)])
            payment = Item(side, control, party, row["number"], "payment", 1, on, on, -amount, None,
                           self.set.currency)
            self.items.append(payment)
            self.apply(payment, row["document"], cents(row.get("discount")))
            self.payments.append({"day": on, "party": party, "amount": sign * amount, "transit": transit,
                                  "reference": row["reference"], "number": row["number"], "cleared": False})

    def apply(self, payment, document, discount):
        if document:
            found = self.targets(payment.account, payment.party, document)
            self.settle(payment, found)
            if discount:
                self.discount(found, payment.posted, discount)
            return
        equal = [item for item in self.items if item is not payment and item.account == payment.account
                 and item.party == payment.party and item.kind != "payment"
                 and item.open() == -payment.amount]
        if len(equal) == 1:
            self.allocate(payment, equal[0], -payment.amount)
            self.note("payments", "applied by amount", f"{payment.document} to {equal[0].document}")
        else:
            self.note("payments", "unapplied", f"{payment.document}: {len(equal)} items of that amount")

    def discount(self, items, when, discount):
        for item in items:
            part = min(discount, max(item.open(), 0))
            if part:
                role = "discounts_allowed" if item.side == "receivable" else "discounts_received"
                self.post(when, [(self.set.role(role), item.sign * part),
                                 (item.account, -item.sign * part)])
                self.reduce(item, when, part, part)
                discount -= part

    # -- payroll

    def read_payroll_csv(self, path, raw, name, source):
        """A journal's rows as totals by account, agency and due day; nothing of a person."""
        rows = self.rows(path, raw, source)
        for group in consecutive(rows, lambda r: (r["journal"], r["pay_date"], r["period_from"], r["period_to"])):
            head, sums, owed = group[0], defaultdict(int), defaultdict(int)
            try:
                self.check_rows(group)
                on = self.posting_day(head["pay_date"])
                first, last = day(head["period_from"]), day(head["period_to"])
                if (first, last) != month_bounds(f"{first:%Y-%m}"):
                    raise SystemExit("pay periods other than months are not recomputed")
                for row in group:
                    account = self.set.account(row["account"])
                    amount = cents(row["debit"]) - cents(row["credit"])
                    sums[account] += amount
                    if self.side_of(account):
                        party = self.set.party(row["agency"]) if row["agency"] else "staff"
                        due = day(row["due_date"]) if row["due_date"] else on
                        owed[account, party, due] += amount
                if sum(sums.values()):
                    raise Refused("debits are not credits")
                self.unit(("payroll", head["journal"], head["period_to"]))
            except Refused as refused:
                self.note(path, "rejected", f"payroll {head['pay_date']}: {refused}")
                continue
            self.post(on, sums.items())
            self.items += [Item("payroll", account, party, f"{last:%Y-%m}", "payroll", at, on, due,
                                -amount, None, self.set.currency)
                           for at, ((account, party, due), amount) in enumerate(owed.items(), 1)]

    # -- sales

    def read_sales_csv(self, path, raw, name, source):
        if "parts" in source:
            return self.read_exports(path, raw, name, source)
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
                self.items.append(Item("receivable", self.set.role("receivable"), party,
                                       head["order"], "invoice", 1, on,
                                       self.due_by_terms(party, on), amount, None,
                                       self.set.currency))
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
            if node.find("Amt").get("Ccy") != self.set.account_currency(source["accounts"][iban]):
                raise Refused("currency")
            sign = self.camt_sign(node)
            amount = sign * required_cents(node.findtext("Amt"))
            booked = node.findtext("BookgDt/Dt") or (node.findtext("BookgDt/DtTm") or "")[:10]
            on = self.posting_day(booked)
            details = [self.camt_detail(detail, sign) for detail in node.findall("NtryDtls/TxDtls")]
            information = node.findtext("AddtlNtryInf") or ""
            charges = sum(detail["charges"] for detail in details)
            if len(details) > 1 and sum(detail["amount"] or 0 for detail in details) == amount:
                parts = details
            elif charges and details[0]["amount"] == amount - charges:
                text = " ".join(filter(None, [details[0]["text"], information]))
                parts = [{**details[0], "text": text},
                         {"amount": charges, "text": "Charges", "reference": "", "iban": "", "name": ""}]
            else:
                text = " ".join(filter(None, [detail["text"] for detail in details] + [information]))
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
                "charges": sum(self.camt_sign(record) * required_cents(record.findtext("Amt"))
                               for record in detail.findall("Chrgs/Rcrd")),
                "text": " ".join(node.text or "" for node in [
                    *detail.findall("RmtInf/Ustrd"), *detail.findall("RmtInf/Strd/CdtrRefInf/Ref")])}

    def read_mt940(self, path, raw, name, source):
        self.link_credits()
        fields = re.findall(r":([0-9]{2}[A-Z]?):(.*?)(?=\r?\n:[0-9]{2}[A-Z]?:|\r?\n-)", raw.decode("ascii"), re.S)
        head, entries, balances = {}, [], {}
        try:
            for tag, value in fields:
                if tag in ("60F", "62F"):
                    found = re.fullmatch(r"([CD])(\d{6})([A-Z]{3})(\d+,\d*)", value.strip())
                    balances[tag] = (self.short_day(found[2]), self.mt_amount(found[1], found[4]))
                    head["currency"] = found[3]
                elif tag == "61":
                    found = re.match(r"(\d{6})(\d{4})?(R?[CD])[A-Z]?(\d+,\d*)[A-Z]{4}([^\r\n]*)", value)
                    on = self.posting_day(self.short_day(found[1][:2] + (found[2] or found[1][2:])).isoformat())
                    amount = self.mt_amount(found[3], found[4])
                    reference = "" if found[5] == "NONREF" else found[5]
                    entries.append({"day": on, "amount": amount, "label": f"{name} {on} {found[4]}",
                                    "parts": [{"amount": amount, "reference": reference, "text": "",
                                               "iban": "", "name": ""}]})
                elif tag == "86" and entries:
                    part = entries[-1]["parts"][0]
                    part["text"] = " ".join(value.split())
                    lines = value.splitlines()
                    part["name"] = lines[1].strip() if len(lines) > 1 else ""
                    stated = re.search(r"/OCMT/" + self.set.currency + r"(\d+,\d\d)/", value)
                    if stated:
                        sign = 1 if part["amount"] > 0 else -1
                        entries[-1]["value"] = sign * cents(stated[1], ",")
                else:
                    head[tag] = value.strip()
            account = source["accounts"].get(head.get("25"))
            if account is None or head["currency"] != self.set.account_currency(account):
                raise Refused(f"account {head.get('25')}")
            if balances["60F"][1] + sum(entry["amount"] for entry in entries) != balances["62F"][1]:
                raise Refused("opening + booked is not closing")
            self.take_statement(path, head["20"], account, balances["60F"][0], balances["62F"][0],
                                entries, [balances["62F"]])
        except Refused as refused:
            self.note(path, "rejected", f"statement: {refused}")

    @staticmethod
    def short_day(text):
        return day(f"20{text[:2]}-{text[2:4]}-{text[4:]}")

    @staticmethod
    def mt_amount(mark, text):
        whole, _, part = text.partition(",")
        amount = int(whole) * 100 + int((part + "00")[:2])
        return amount if mark in ("C", "RD") else -amount

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
        currency = self.set.account_currency(account)
        value = entry.get("value")
        if value is None:
            value = self.set.value(entry["amount"], currency, entry["day"])
        if currency != self.set.currency:
            self.foreign[account].append((entry["day"], entry["amount"]))
            if len(entry["parts"]) > 1:
                raise SystemExit("an entry of several parts in another currency is not recomputed")
        lines = [(account, value)]
        for part in entry["parts"]:
            lines += self.against(part, entry, currency,
                                  value if currency != self.set.currency else part["amount"])
        self.post(entry["day"], lines)

    def payer(self, part):
        parties = self.set.ibans.get(part["iban"], set()) or self.set.named(part["name"])
        return next(iter(parties)) if len(parties) == 1 else None

    def items_of(self, part, entry, currency):
        """What the bank line pays: (items, whole)."""
        line = {"amount": part["amount"], "day": entry["day"], "text": part["text"],
                "reference": part["reference"], "party": self.payer(part)}
        fitting = [item for item in self.items if item.currency == currency and item.open_original()]
        return matching.find(fitting, line, self.set.match_tolerance)

    def pay(self, found, part, entry, currency, value):
        """A payment that the bank line itself is, set against what it pays."""
        items, whole = found
        first = items[0]
        payment = Item(first.side, first.account, first.party, entry["label"], "payment", 1,
                       entry["day"], entry["day"], -first.sign * value, None, currency,
                       -first.sign * part["amount"])
        self.items.append(payment)
        if whole:
            for item in items:      # credits first raise what there is to set against the others
                if item.open_original() < 0:
                    self.allocate(payment, item, item.open_original())
            self.settle(payment, [item for item in items if item.open_original() > 0])
            if payment.open_original():     # more than is owed, by cents
                self.post(entry["day"], [(payment.account, payment.sign * -payment.open()),
                                         (self.set.role("rounding"), payment.sign * payment.open())])
                payment.allocations.append((entry["day"], payment.open(), payment.open_original()))
            self.close(items, entry["day"], self.set.role("rounding"), 0)
        else:
            self.settle(payment, items)
        return [(first.account, -value)]

    def against(self, part, entry, currency, value):
        amount = part["amount"]
        payment = self.clears(part) if currency == self.set.currency else None
        if payment:
            payment["cleared"] = True
            return [(payment["transit"], -amount)]
        if part["iban"] and part["iban"] in self.set.own_ibans:
            return [(self.set.role("transfers"), -value)]
        found = self.items_of(part, entry, currency) if "matching" in self.set.pipeline else None
        if found:
            return self.pay(found, part, entry, currency, value)
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
                return [(rule["account"], -value)]
            tax = self.set.tax(rule["tax"], entry["day"])
            within = tax_within(value, tax)
            return [(rule["account"], -(value - within)), (tax["account"], -within)]
        self.notes.append(f"suspense: {entry['label']} {entry['day']} {money(amount)} {part['text']}")
        self.suspense.append((part, entry, currency, value))
        return [(self.set.role("suspense"), -value)]

    # -- what persons have answered

    def asked(self, row):
        """The line in suspense that an answered row is about, by its day, amount and text."""
        on, amount = day(row["date"]), required_cents(row["amount"])
        found = [line for line in self.suspense if line[1]["day"] == on and line[0]["amount"] == amount
                 and row["text"].strip() in line[0]["text"]]
        if len(found) != 1:
            raise Refused(f"{len(found)} lines of {on} {money(amount)}")
        return found[0]

    def take_out(self, line, lines):
        """Out of suspense, on the line's own day."""
        part, entry, currency, value = line
        self.suspense.remove(line)
        self.notes.append(f"answered: {entry['label']} {entry['day']} {money(part['amount'])}")
        self.post(entry["day"], [(self.set.role("suspense"), value), *lines])

    def pay_stated(self, line, party, numbers):
        """The documents that an answer names; where one is settled, the money comes back."""
        part, entry, currency, value = line
        items = [item for number in numbers for item in self.items
                 if item.party == party and item.document == number and item.kind != "payment"]
        if not items:
            raise Refused(f"{party} {numbers}")
        found = sorted(items, key=lambda item: item.due), False
        self.take_out(line, self.pay(found, part, entry, currency, value))

    def read_matches_csv(self, path, raw, name, source):
        for row in self.rows(path, raw, source):
            try:
                if row["decision"].lower() in ("yes", "oui"):
                    self.pay_stated(self.asked(row), row["party"], [row["document"]])
            except Refused as refused:
                self.note(path, "rejected", f"decision line {row['*line']}: {refused}")

    def read_questions_csv(self, path, raw, name, source):
        for row in self.rows(path, raw, source):
            answer = row["answer"].strip()
            try:
                if answer:
                    self.answer(self.asked(row), answer)
            except Refused as refused:
                self.note(path, "rejected", f"answer line {row['*line']}: {refused}")

    def answer(self, line, answer):
        """An account, with a tax after `;`, or a party and the numbers of its documents."""
        head, _, code = (half.strip() for half in answer.partition(";"))
        if head not in self.set.chart:
            party, *numbers = answer.split()
            return self.pay_stated(line, self.set.party(party), numbers)
        value = line[3]
        if not code:
            return self.take_out(line, [(head, -value)])
        tax = self.set.tax(code, line[1]["day"])
        within = tax_within(value, tax)
        return self.take_out(line, [(head, -(value - within)), (tax["account"], -within)])

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
        party = self.payer(part)
        unique = [payment for payment in waiting if payment["party"] == party]
        return unique[0] if len(unique) == 1 else None


    # -- month ends

    def revalue(self):
        """Foreign cash, receivables and payables at each month's last rate; back the next day."""
        months = sorted({period for _, period in self.statement_closing})
        booked = list(self.postings)
        for month in months:
            last = month_bounds(month)[1]
            for account, moves in sorted(self.foreign.items()):
                held = sum(amount for on, amount in moves if on <= last)
                book = sum(amount for on, code, amount, _ in booked if code == account and on <= last)
                value = self.set.value(held, self.set.account_currency(account), last)
                self.adjust(account, last, value - book)
            for side in ("receivable", "payable"):
                by_currency = defaultdict(list)
                for item in self.items:
                    if item.side == side and item.currency not in (None, self.set.currency) \
                            and item.posted <= last and item.open_original(last):
                        by_currency[item.currency].append(item)
                for currency, items in sorted(by_currency.items()):
                    gain = sum(self.set.value(item.open_original(last), currency, last)
                               - item.open(last) for item in items)
                    self.revaluations[side, currency, month] = gain
                    self.adjust(self.set.role(side), last, gain if side == "receivable" else -gain)

    def adjust(self, account, last, gain):
        if gain:
            other = self.set.role("unrealised_gain" if gain > 0 else "unrealised_loss")
            self.post(last, [(account, gain), (other, -gain)])
            self.post(last + timedelta(1), [(account, -gain), (other, gain)])
