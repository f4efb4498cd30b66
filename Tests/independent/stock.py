"""Stock at average cost: what moved, what it cost, what no bill has come for."""
from collections import defaultdict
from fractions import Fraction

from values import Refused, cents, day, divide, money

RANK = {"opening": 0, "receipt": 1, "customer_return": 1, "waste": 3, "issue": 3, "sale": 3,
        "count": 4}
ROLE = {"receipt": "cost_of_sales", "customer_return": "cost_of_sales", "sale": "cost_of_sales",
        "waste": "waste", "issue": "own_use", "count": "shrinkage"}


def thousandths(text):
    value = Fraction(text) * 1000
    if value.denominator != 1:
        raise Refused(f"quantity {text!r}")
    return int(value)


def ratio(value, quantity, part):
    """value x part / quantity, half away from zero."""
    return divide(value * part, quantity)


class Pool:
    """A quantity with its value; below zero, what was issued is worth the last cost known."""

    def __init__(self):
        self.quantity = self.value = 0
        self.last = self.sold = None        # (value, quantity): a cost as its two numbers

    def known(self):
        return (self.value, self.quantity) if self.quantity > 0 else self.last

    def issue(self, quantity):
        """What leaves, at value x quantity / on hand; what empties the shelf takes all."""
        cost = 0
        if self.quantity > 0:
            part = min(quantity, self.quantity)
            cost = self.value if part == self.quantity else ratio(self.value, self.quantity, part)
            if part == self.quantity:
                self.last = (self.value, self.quantity)
            self.quantity, self.value, quantity = self.quantity - part, self.value - cost, quantity - part
        if quantity:
            short = ratio(self.last[0], self.last[1], quantity)
            self.quantity, self.value, cost = self.quantity - quantity, self.value - short, cost + short
        return cost

    def receive(self, quantity, value):
        """Returns what goods issued before they came cost beyond what was assumed."""
        if self.quantity >= 0:
            self.quantity, self.value = self.quantity + quantity, self.value + value
            return 0
        short = -self.quantity
        covered = min(quantity, short)
        actual = value if covered == quantity else ratio(value, quantity, covered)
        assumed = -self.value if covered == short else ratio(-self.value, short, covered)
        self.last = (value, quantity)
        self.quantity += quantity
        self.value += assumed + (value - actual if self.quantity > 0 else 0)
        return actual - assumed


class Stock:
    def read_stock_csv(self, path, raw, name, source):
        for row in self.table(raw, source):
            item = self.set.items[row["item"]]
            quantity = thousandths(row["quantity"]) * self.set.unit_size(row["unit"], item) // 1000
            on = day(row["date"])
            minute = int(row["time"][:2]) * 60 + int(row["time"][3:5]) if row["time"] else -1
            value = cents(row["value"]) if row["value"] else None
            self.moves[row["item"]].append(
                {"day": on, "kind": row["kind"], "minute": minute, "document": row["document"],
                 "source": name, "line": row["*line"], "quantity": quantity, "value": value,
                 "sold": ""})
            if row["kind"] == "receipt":
                self.post(on, [(self.set.role("stock"), value), (self.set.role("goods_received"), -value)])
                receipt = self.goods[row["document"]]
                receipt["party"] = row["party"]
                receipt["received"][row["item"]] += quantity
                receipt["events"].append((on, -value))

    def bill_goods(self, row, on, net):
        """A bill's line on goods received."""
        receipt = self.goods[row["receipt"]]
        item = self.set.items[row["item"]]
        size = self.set.unit_size(row["unit"], item)
        receipt["billed"][row["item"]] += thousandths(row["quantity"]) * size // 1000
        receipt["events"].append((on, net))

    def close_receipts(self):
        """What bills differ by from goods that are billed in full."""
        for receipt in self.goods.values():
            rest = sum(amount for _, amount in receipt["events"])
            if rest and receipt["billed"] == receipt["received"]:
                on = max(day for day, _ in receipt["events"])
                self.post(on, [(self.set.role("price_difference"), rest),
                               (self.set.role("goods_received"), -rest)])
                receipt["events"].append((on, -rest))

    def consume(self):
        """A move a store-day and product: what is sold goes out, what is given back comes in."""
        sums = {}
        for on, source, store, line, sign, _ in self.sold:
            if line.product in self.set.items:
                key = (source, store, on, line.product)
                entry = sums.setdefault(key, {"sale": 0, "customer_return": 0, "line": line.number})
                back = sign * line.net < 0
                entry["customer_return" if back else "sale"] += abs(line.quantity)
        for (source, store, on, product), entry in sums.items():
            for kind in ("sale", "customer_return"):
                for item, quantity in self.parts(product, entry[kind]):
                    if quantity:
                        self.moves[item].append(
                            {"day": on, "kind": kind, "minute": -1, "document": store,
                             "source": source, "line": entry["line"], "quantity": quantity,
                             "value": None, "sold": "" if item == product else product})

    def parts(self, product, quantity):
        recipe = self.set.recipes.get(product)
        if not recipe:
            return [(product, quantity)]
        return [(item, divide(quantity * size, 1000)) for item, size in recipe]

    def value_stock(self):
        """Every move in its order; what it costs goes to the account of its kind."""
        for item, moves in sorted(self.moves.items()):
            pool = self.pools[item] = Pool()
            signed = {"sale": -1, "waste": -1, "issue": -1}
            moves.sort(key=lambda m: (m["day"], RANK[m["kind"]], m["minute"], m["document"].encode(),
                                      m["source"].encode(), m["line"],
                                      signed.get(m["kind"], 1) * m["quantity"]))
            for move in moves:
                before = (pool.quantity, pool.value)
                cost = self.move(pool, move)
                self.shelf.append((item, move["day"], pool.quantity, pool.value, move["kind"],
                                   pool.quantity - before[0]))
                if pool.quantity < 0 <= before[0]:
                    self.shortages.append((item, move["day"], pool.quantity))
                if cost:
                    on = max(move["day"], self.set.start)
                    self.post(on, [(self.set.role(ROLE[move["kind"]]), cost),
                                   (self.set.role("stock"), -cost)])
                    self.costs.append((on, item, move["kind"], move["sold"], cost))

    def move(self, pool, move):
        kind, quantity = move["kind"], move["quantity"]
        if kind in ("opening", "receipt"):
            return pool.receive(quantity, move["value"])
        if kind == "customer_return":
            value, base = pool.sold or pool.known()
            worth = ratio(value, base, quantity)
            return pool.receive(quantity, worth) - worth
        if kind == "count":
            quantity = pool.quantity - quantity
            if quantity < 0:
                value, base = pool.known()
                worth = ratio(value, base, -quantity)
                return pool.receive(-quantity, worth) - worth
        if not quantity:
            return 0
        cost = pool.issue(quantity)
        if kind == "sale":
            pool.sold = (cost, quantity)
        return cost

    def valuation(self, last):
        """{item: (quantity, value)} at a day's end."""
        result = {}
        for item, on, quantity, value, *_ in self.shelf:
            if on <= last:
                result[item] = (quantity, value)
        return result

    def unbilled(self, last):
        """{receipt: amount} of goods that no bill has come for."""
        result = {}
        for number, receipt in self.goods.items():
            left = -sum(amount for on, amount in receipt["events"] if on <= last)
            if left:
                result[number] = left
        return result

    @staticmethod
    def receipt():
        return {"party": "", "received": defaultdict(int), "billed": defaultdict(int), "events": []}
