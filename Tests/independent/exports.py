"""What shops and tills export: orders in another program's columns, and the counts of drawers."""
import csv
import io
from collections import defaultdict
from datetime import timedelta

from values import Refused, cents, consecutive, day, divide, money


def plain(text):
    """An amount as tills print it: -$1,234.56."""
    return (text or "").strip().replace("$", "").replace(",", "")


class Line:
    """What an order sold of one thing; amounts before tax, discounts taken off apart."""

    def __init__(self, category, product, quantity, net, discount, number):
        self.category, self.product, self.quantity = category, product, quantity
        self.net, self.discount, self.number = net, discount, number


class Exports:
    """Orders of exports (`parts`, `kinds`), posted a store and day at a time."""

    def table(self, raw, source):
        text = raw.decode(source.get("encoding", "utf-8-sig"))
        reader = csv.DictReader(io.StringIO(text, newline=""))
        return [dict(row, **{"*line": reader.line_num}) for row in reader]

    def read_exports(self, path, raw, name, source):
        columns = source["columns"]
        days = defaultdict(lambda: defaultdict(int))        # (store, day) -> account -> amount
        for group in consecutive(self.table(raw, source), lambda row: row[columns["order"]]):
            head = group[0]
            order = head[columns["order"]]
            try:
                status = head.get(columns.get("status"), "")
                if status and status in source["statuses"]["ignore"]:
                    continue
                if status and status not in source["statuses"]["post"]:
                    raise Refused(f"status {status!r}")
                self.unit(("order", name, order))
                self.take_order(group, order, name, source, days)
            except Refused as refused:
                self.note(path, "rejected", f"order {order} line {head['*line']}: {refused}")
        for (store, on), sums in sorted(days.items()):
            self.post(on, sums.items())

    def take_order(self, group, order, name, source, days):
        columns = source["columns"]
        head = group[0]

        def amount(row, field):
            return cents(plain(row.get(columns.get(field), "")))

        on = self.posting_day(head[columns["business_day"]][:10])
        store = head.get(columns.get("store"), "") or source.get("defaults", {}).get("store", "")
        sums, lines, tenders, total = defaultdict(int), [], [], 0
        taxes = []                                          # (account, amount)
        for row in group:
            line, owed, counted = self.line(row, source, taxes, tenders)
            for account, value in owed:
                sums[account] -= value
            total += counted
            if line:
                lines.append(line)
        discount, shipping = amount(head, "order_discount"), amount(head, "order_shipping")
        stated = amount(head, "order_tax")
        if stated != (sum(value for _, value in taxes) if "order_tax" in columns else 0):
            raise Refused(f"tax {money(stated)} is not what its parts say")
        total += shipping - discount + sum(value for _, value in taxes)
        if "order_total" in columns and amount(head, "order_total") != total:
            raise Refused(f"total {money(amount(head, 'order_total'))}, counted {money(total)}")
        if not tenders:
            tender = head.get(columns.get("tender"), "") or "default"
            tenders = [(tender, total - amount(head, "outstanding"))]
        if sum(value for _, value in tenders) != total:
            raise Refused(f"tenders {tenders} of {money(total)}")
        refunded = amount(head, "refunded")
        called_off = head.get(columns.get("cancelled_on"), "")[:10]
        whole = {"order": order, "store": store, "source": name, "lines": lines, "sums": sums,
                 "discount": discount, "shipping": shipping, "taxes": taxes, "tenders": tenders}
        self.enter_order(whole, on, 1, source, days)
        if called_off and refunded == total:
            self.enter_order(whole, self.posting_day(called_off), -1, source, days)
        elif refunded:
            if source.get("refunds") != "sale-day" or len(tenders) != 1:
                raise SystemExit("refunds elsewhere are not recomputed")
            self.give_back(whole, on, refunded, total, source, days)

    def line(self, row, source, taxes, tenders):
        """(what was sold, [(account, amount)], what the order counts of it besides tax)."""
        columns, category, product = source["columns"], "", ""
        owed, counted, discount = [], 0, 0
        quantity = row.get(columns.get("quantity"), "") or "1"
        quantity = cents(quantity) * 10
        if "net" in columns:
            net = cents(plain(row[columns["net"]]))
        elif "unit_price" in columns:
            net = divide(cents(plain(row[columns["unit_price"]])) * quantity, 1000)
        else:
            net = None
        if "tax" in columns and cents(plain(row[columns["tax"]])):
            code = source["defaults"]["tax_code"]
            taxes.append((self.set.taxes[code]["account"], cents(plain(row[columns["tax"]]))))
        for part in source.get("parts", []):
            text = row.get(part["column"])
            if text is None and part.get("optional") != "true":
                raise Refused(f"no column {part['column']}")
            value = cents(plain(text)) * (-1 if part.get("negated") == "true" else 1)
            if not value:
                continue
            label = row[part["name_column"]] if "name_column" in part else part.get("name", "")
            if part["kind"] == "tax":
                taxes.append((self.set.taxes[source["taxes"][label]]["account"], value))
            elif part["kind"] == "tender":
                tenders.append((label, value))
            elif part["kind"] == "discount":
                owed.append((self.set.role("discounts"), value))
                discount, counted = discount - value, counted + value
            elif part["kind"] == "tip":
                owed.append((self.set.role("tips"), value))
                counted += value
            else:
                raise SystemExit(f"part {part} is not recomputed")
        if net is None:
            return None, owed, counted
        text = row.get(columns.get("kind"), "")
        for kind, words in source.get("kinds", {}).items():
            if any(text == word or word.endswith("*") and text.startswith(word[:-1]) for word in words):
                if kind not in ("gift_card", "tip"):
                    raise SystemExit(f"kind {kind} is not recomputed")
                role = self.set.role("gift_cards" if kind == "gift_card" else "tips")
                return None, owed + [(role, net)], counted + net
        category = row.get(columns.get("category"), "")
        product = row.get(columns.get("product"), "")
        line = Line(category, product, quantity, net, discount, row["*line"])
        return line, owed, counted + net

    def enter_order(self, order, on, sign, source, days):
        """An order, or all of it again with the other sign: what is negative is returned."""
        entry = days[order["store"], on]
        for account, amount in order["sums"].items():
            entry[account] += sign * amount
        for line in order["lines"]:
            category = line.category or "default"
            if category not in source["revenue"]:
                raise Refused(f"category {category!r}")
            revenue = source["revenue"][category]
            account = self.set.role("returns") if sign * line.net < 0 else revenue
            entry[account] -= sign * line.net
            self.sold.append((on, order["source"], order["store"], line, sign, revenue))
        entry[self.set.role("discounts")] += sign * order["discount"]
        if order["shipping"]:
            entry[source["revenue"]["shipping"]] -= sign * order["shipping"]
        for account, amount in order["taxes"]:
            entry[account] -= sign * amount
        for tender, amount in order["tenders"]:
            self.tender(order, source["clearing"][tender], sign * amount, on, entry)
        if order["discount"]:
            self.reductions.append((on, order["source"], order["store"], sign * order["discount"]))

    def give_back(self, order, on, refunded, total, source, days):
        """What was given back of an order, on its own day, with its part of every tax."""
        entry, taxed = days[order["store"], on], 0
        for account, amount in order["taxes"]:
            share = divide(amount * refunded, total)
            entry[account] += share
            taxed += share
        entry[self.set.role("returns")] += refunded - taxed
        self.tender(order, source["clearing"][order["tenders"][0][0]], -refunded, on, entry)
        self.reductions.append((on, order["source"], order["store"], refunded - taxed))

    def tender(self, order, account, amount, on, entry):
        entry[account] += amount
        self.takings[account, order["store"], on] += amount
        if account in self.set.services.values():
            self.waits.append((account, order["order"], on, amount))

    # -- drawers

    def read_cash_csv(self, path, raw, name, source):
        rows = self.table(raw, source)
        for row in rows:
            self.counts.append((row["store"], self.posting_day(row["date"]), row, name, source))

    def count_drawers(self):
        """What is found in a drawer beside what was left there and taken since."""
        left, last = {}, {}
        for store, on, row, name, source in sorted(self.counts, key=lambda count: count[:2]):
            takings = next(iter(source["clearing"].values()))
            cash = self.set.role("cash")
            first = last[store] + timedelta(1) if store in last else on
            taken = sum(amount for (account, where, when), amount in self.takings.items()
                        if account == takings and where == store and first <= when <= on)
            before = left.get(store, cents(row["float"]))
            found, banked = cents(row["counted"]), cents(row["banked"])
            over = found - before - taken
            lines = [(takings, -taken), (self.set.role("cash_differences"), -over),
                     (self.set.role("transfers"), banked)]
            self.post(on, lines + [(cash, -sum(amount for _, amount in lines))])
            left[store], last[store] = found - banked, on
            if over:
                self.differences.append((on, path_of(row), over))
            if banked:
                self.payments.append({"day": on, "party": None, "amount": banked,
                                      "transit": self.set.role("transfers"),
                                      "reference": row["reference"], "number": row["reference"],
                                      "cleared": False})


def path_of(row):
    return f"{row['store']} {row['till']}"
