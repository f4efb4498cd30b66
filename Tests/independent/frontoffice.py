"""What sales, payouts and stock come to in a month, its proofs, and their reports compared."""
from collections import defaultdict

from values import month_bounds, money

CLEARING = ["provider", "account", "section", "document", "company_amount"]
STOCK = ["item", "closing_quantity", "closing_value"]
SALES = ["dimension", "value", "units", "net"]
MARGIN = ["level", "product", "units", "cost"]
NO_ITEM = ("balance", "unexplained", "service_balance", "gross_sales", "fees", "refunds",
           "chargebacks")


class FrontOffice:
    def __init__(self, settings, book):
        self.set, self.book = settings, book

    def clearing(self, period):
        """{(account, order or payout): what is left} at a month's end."""
        last = month_bounds(period)[1]
        return {(account, number): amount for account in sorted(set(self.set.services.values()))
                for number, amount in self.book.clearing_items(account, last).items()}

    def within(self, period, rows):
        first, last = month_bounds(period)
        return [row for row in rows if first <= row[0] <= last]

    def sales(self, period):
        """{(dimension, value): [units, net]}: lines less what comes off them, before tax."""
        sums = defaultdict(lambda: [0, 0])

        def add(store, product, category, units, net):
            for key in (("store", store), ("product", product), ("category", category),
                        ("total", "")):
                sums[key][0] += units
                sums[key][1] += net

        for on, _, store, line, sign, account in self.within(period, self.book.sold):
            if not self.set.is_result(account):
                continue            # gift cards are sold, not earned
            item = self.set.items.get(line.product, {})
            units = -abs(line.quantity) if sign * line.net < 0 else line.quantity
            add(store, line.product or "unassigned", line.category or item.get("category", "unassigned"),
                units, sign * (line.net - line.discount))
        for on, _, store, amount in self.within(period, self.book.reductions):
            add(store, "unassigned", "unassigned", 0, -amount)
        return sums

    def costs(self, period):
        """{product sold: cost}: of a kit what its parts cost; what goods sold before they came cost
        beyond what was assumed is of no product."""
        sums = defaultdict(int)
        for on, item, kind, sold, cost in self.within(period, self.book.costs):
            if kind in ("sale", "customer_return"):
                sums[sold or item] += cost
        return sums

    def caught_up(self, period):
        return sum(cost for _, _, kind, _, cost in self.within(period, self.book.costs)
                   if kind == "receipt")

    def dump(self, period):
        print(f"== {period} clearing")
        for (account, number), amount in sorted(self.clearing(period).items()):
            print(account, number, money(amount))
        last = month_bounds(period)[1]
        print(f"== {period} stock")
        for item, (quantity, value) in sorted(self.book.valuation(last).items()):
            print(item, f"{quantity / 1000:g}", money(value))
        print(f"== {period} received, not billed")
        for number, amount in sorted(self.book.unbilled(last).items()):
            print(number, money(amount))
        print(f"== {period} sales")
        for (dimension, value), (units, net) in sorted(self.sales(period).items()):
            print(dimension, value, f"{units / 1000:g}", money(net))
        print(f"== {period} cost of sales")
        for product, cost in sorted(self.costs(period).items()):
            print(product, money(cost))
        for item, on, quantity in self.book.shortages:
            if f"{on:%Y-%m}" == period:
                print(f"below zero: {item} {on} {quantity / 1000:g}")

    # -- proofs

    def prove(self, period, closing, state):
        last = month_bounds(period)[1]
        for name, account in sorted(self.set.services.items()):
            total = sum(amount for (where, _), amount in self.clearing(period).items()
                        if where == account)
            state(f"CLEARING {name} {period} items {money(total)} = {account}",
                  total == closing(account))
        for account in sorted(self.book.balances):
            held = self.book.balance_closing.get((account, period))
            state(f"SERVICE {account} {period} {money(held or 0)}", held == closing(account))
        if self.set.items:
            values = self.book.valuation(last)
            total = sum(value for _, value in values.values())
            state(f"STOCK {period} {money(total)} = {self.set.role('stock')}",
                  total == closing(self.set.role("stock")))
            sold = sum(self.costs(period).values()) + self.caught_up(period)
            cost = self.set.role("cost_of_sales")
            moved = self.book.moved(cost, *month_bounds(period))
            state(f"COST {period} {money(sold)} = {cost}", sold == moved)
            unbilled = sum(self.book.unbilled(last).values())
            state(f"GRNI {period} {money(unbilled)} = {self.set.role('goods_received')}",
                  unbilled == -closing(self.set.role("goods_received")))
            for item, counted in self.counted(last).items():
                state(f"COUNT {item} {period} {counted / 1000:g}", counted == values[item][0])
        for name, source in self.set.pipeline["sources"].items():
            if source["format"] == "cash-csv":
                takings = next(iter(source["clearing"].values()))
                state(f"CASH {name} {period} all counted", closing(takings) == 0)

    def counted(self, last):
        """What was counted on a month's last day, where nothing moved after."""
        return {item: move["quantity"] for item, moves in self.book.moves.items()
                for move in moves if move["kind"] == "count" and move["day"] == last}

    # -- reports

    def compare(self, comparison, period):
        if self.set.services:
            self.compare_clearing(comparison, period)
        if self.set.items:
            self.compare_stock(comparison, period)
            self.compare_sales(comparison, period)
            self.compare_margin(comparison, period)

    @staticmethod
    def summed(comparison, report, rows, keys, wanted, columns):
        """Sums of recorded rows by key against figures; a key with nothing may be absent."""
        sums = defaultdict(lambda: [0] * len(columns))
        for row in rows:
            key = keys(row)
            if key is None:
                continue
            for at, (column, scale) in enumerate(columns):
                sums[key][at] += comparison.number(row[column], scale)
        for key in sorted(set(sums) | set(wanted), key=str):
            for at, (column, _) in enumerate(columns):
                was, now = sums[key][at] if key in sums else 0, wanted.get(key, [0] * len(columns))[at]
                if was != now:
                    comparison.differ(report, " ".join(key), column, was, now)

    def compare_clearing(self, comparison, period):
        rows = comparison.load("clearing", CLEARING, whole=False)
        wanted = {key: [amount] for key, amount in self.clearing(period).items()}
        self.summed(comparison, "clearing", rows,
                    lambda r: None if r["section"] in NO_ITEM else (r["account"], r["document"]),
                    wanted, [("company_amount", 2)])

    def compare_stock(self, comparison, period):
        rows = comparison.load("stock-valuation", STOCK, whole=False)
        values = self.book.valuation(month_bounds(period)[1])
        wanted = {(item,): list(pair) for item, pair in values.items()}
        self.summed(comparison, "stock-valuation", rows, lambda r: (r["item"],), wanted,
                    [("closing_quantity", 3), ("closing_value", 2)])

    def compare_sales(self, comparison, period):
        rows = comparison.load("sales-analysis", SALES, whole=False)
        wanted = {key: pair for key, pair in self.sales(period).items() if key[0] != "category"}
        self.summed(comparison, "sales-analysis", rows,
                    lambda r: (r["dimension"], r["value"])
                    if r["dimension"] in ("store", "product", "total") else None,
                    wanted, [("units", 3), ("net", 2)])

    def compare_margin(self, comparison, period):
        rows = comparison.load("gross-margin", MARGIN, whole=False)
        wanted = {("product", product): [cost] for product, cost in self.costs(period).items()}
        self.summed(comparison, "gross-margin", rows,
                    lambda r: ("product", r["product"]) if r["level"] == "product" else None,
                    wanted, [("cost", 2)])
