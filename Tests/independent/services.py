"""What payment services report: payouts with what they pay, or a balance like a bank's."""
import re
from collections import defaultdict
from datetime import date
from fnmatch import fnmatchcase

from exports import plain
from values import Refused, cents, day, money


def service_day(text, pattern):
    if pattern == "MM/DD/YYYY":
        month, on, year = text[:10].split("/")
        return day(f"{year}-{month}-{on}")
    return day(text[:10])


class Services:
    def read_payout_csv(self, path, raw, name, source):
        rows = []
        for cells in self.table(raw, source):
            row = self.transaction(cells, source)
            if row:
                rows.append(row)
        if "balance" in source:
            self.take_balance(path, rows, name, source)
        else:
            self.take_payouts(path, rows, name, source)

    def transaction(self, cells, source):
        columns, pattern = source["columns"], source.get("dates")

        def text(field):
            names = columns.get(field, [])
            for one in names if isinstance(names, list) else [names]:
                if cells.get(one):
                    return cells[one].strip()
            return ""

        status = text("status")
        if "statuses" in source and status in source["statuses"]["ignore"]:
            return None
        gross, fee, net = (cents(plain(text(field))) for field in ("gross", "fee", "net"))
        if source.get("negative_fees") == "true":
            fee = -fee
        if gross - fee != net:
            raise SystemExit(f"line {cells['*line']}: gross - fee is not net")
        return {"kind": self.kind_of(text("kind"), gross, source), "number": text("number"),
                "order": text("reference"), "day": service_day(text("date"), pattern),
                "gross": gross, "fee": fee, "net": net, "payout": text("payout"),
                "paid": service_day(text("payout_date"), pattern) if text("payout_date") else None,
                "balance": cents(plain(text("balance"))) if "balance" in columns else None}

    def kind_of(self, text, amount, source):
        for kind, words in source["kinds"].items():
            for word in words:
                side = word[0] if word[0] in "+-" else ""
                if side and amount and (amount > 0) != (side == "+"):
                    continue
                if fnmatchcase(text, word[len(side):]):
                    return kind
        raise SystemExit(f"kind {text!r} is not of the source")

    def gross_account(self, row, source):
        """The account of a transaction's gross."""
        accounts = source.get("accounts", {})
        kind = row["kind"]
        if kind == "payout":
            return self.set.role("payouts_in_transit")
        if kind in accounts:
            return accounts[kind]
        if kind == "reserve_released" and "reserve" in accounts:
            return accounts["reserve"]
        if kind in ("sale", "refund", "reserve", "reserve_released"):
            return source["clearing"]
        raise SystemExit(f"no account of {kind}")

    def service_lines(self, rows, source):
        lines = []
        for row in rows:
            account = self.gross_account(row, source)
            lines.append((account, -row["gross"]))
            if row["fee"]:
                lines.append((source["accounts"]["fee"], row["fee"]))
            if account == source["clearing"]:
                self.waits.append((account, row["order"] or row["number"], row["on"], -row["gross"]))
        return lines

    def take_payouts(self, path, rows, name, source):
        """A payout is posted on its day; what it pays of an earlier month on that month's last
        day of it, where its net waits on the clearing account under the payout's number."""
        payouts = defaultdict(list)
        for row in rows:
            payouts[row["payout"]].append(row)
        transit, clearing = self.set.role("payouts_in_transit"), source["clearing"]
        for number, rows in payouts.items():
            paid = rows[0]["paid"]
            if not number or any(row["paid"] != paid for row in rows):
                raise SystemExit(f"{path}: payout {number!r}")
            self.unit(("payout", name, number))
            months = defaultdict(list)
            for row in rows:
                months[f"{row['day']:%Y-%m}"].append(row)
            lines, net = [], sum(row["net"] for row in rows)
            for month, part in sorted(months.items()):
                on = paid if month == f"{paid:%Y-%m}" else max(row["day"] for row in part)
                for row in part:
                    row["on"] = on
                own = self.service_lines(part, source)
                if on == paid:
                    lines += own
                    continue
                waiting = sum(row["net"] for row in part)
                self.post(on, own + [(clearing, waiting)])
                self.waits.append((clearing, number, on, waiting))
                self.waits.append((clearing, number, paid, -waiting))
                lines.append((clearing, -waiting))
            self.post(paid, lines + [(transit, net)])
            self.leave(name, number, paid, net)

    def take_balance(self, path, rows, name, source):
        held = source["balance"]
        for row in rows:
            row["on"] = row["day"]
            self.unit(("transaction", name, row["number"]))
            before = self.balances.get(held, (None, 0))[1]
            if row["balance"] is not None and before + row["net"] != row["balance"]:
                raise SystemExit(f"{path}: {row['number']} balance {money(row['balance'])}")
            self.balances[held] = (row["day"], before + row["net"])
            self.balance_closing[held, f"{row['day']:%Y-%m}"] = before + row["net"]
            self.post(row["day"], [(held, row["net"])] + self.service_lines([row], source))
            if row["kind"] == "payout":
                self.leave(name, row["number"], row["day"], -row["gross"])

    def leave(self, name, number, on, net):
        """Money that left a service waits for the bank line that names it."""
        self.payments.append({"day": on, "party": None, "amount": net, "reference": number,
                              "transit": self.set.role("payouts_in_transit"), "number": number,
                              "cleared": False})

    # -- what is open on clearing accounts

    def clearing_items(self, account, last):
        """Orders and payouts with what is left of them: {number: amount}."""
        left = defaultdict(int)
        for where, number, on, amount in self.waits:
            if where == account and on <= last:
                left[number] += amount
        return {number: amount for number, amount in left.items() if amount}

    # -- bank

    def read_ofx(self, path, raw, name, source):
        self.link_credits()
        text = raw.decode("cp1252")
        for number, statement in enumerate(re.findall(r"<STMTRS>(.*?)</STMTRS>", text, re.S)):
            try:
                self.ofx_statement(path, statement, source)
            except Refused as refused:
                self.note(path, "rejected", f"statement {number}: {refused}")

    def ofx_statement(self, path, statement, source):
        def field(part, tag):
            found = re.search(rf"<{tag}>([^<\r\n]*)", part)
            return found[1].strip() if found else ""

        def on(text):
            return date(int(text[:4]), int(text[4:6]), int(text[6:8]))

        account = source["accounts"].get(field(statement, "ACCTID"))
        if account is None:
            raise Refused(f"account {field(statement, 'ACCTID')}")
        entries = []
        for part in re.findall(r"<STMTTRN>(.*?)</STMTTRN>", statement, re.S):
            amount = cents(field(part, "TRNAMT"))
            words = " ".join(filter(None, [field(part, "NAME"), field(part, "MEMO")]))
            entries.append({"day": on(field(part, "DTPOSTED")), "amount": amount,
                            "label": field(part, "FITID"),
                            "parts": [{"amount": amount, "text": words, "reference": "",
                                       "iban": "", "name": field(part, "NAME")}]})
        first, last = on(field(statement, "DTSTART")), on(field(statement, "DTEND"))
        ledger = statement[statement.index("<LEDGERBAL>"):]
        closing = cents(field(ledger, "BALAMT"))
        self.take_statement(path, "statement", account, first, last, entries, [(last, closing)])


