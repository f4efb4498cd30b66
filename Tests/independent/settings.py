"""A client's settings: chart, taxes, parties, rates and what pipeline.yml says."""
import csv
from collections import defaultdict
from datetime import timedelta
from fractions import Fraction

from values import Refused, cents, day, divide, yaml_read


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Settings:
    def __init__(self, folder):
        self.pipeline = yaml_read(folder / "pipeline.yml")
        for name, source in self.pipeline["sources"].items():
            if "preset" in source:      # what the source says itself stands above its preset
                preset = yaml_read(folder.parent / "shared" / "presets" / f"{source['preset']}.yml")
                self.pipeline["sources"][name] = {**preset, **source}
        # Payment services by their clearing accounts.
        self.services = {name: source["clearing"] for name, source in self.pipeline["sources"].items()
                         if source["format"] == "payout-csv"}
        self.read_stock(folder, self.pipeline.get("stock"))
        client = self.pipeline["client"]
        self.start = day(client["start"])
        self.currency = client["currency"]
        month, first = map(int, client["fiscal_year_start"].split("-"))
        self.fiscal_start = (month, first)
        self.chart = {row["code"]: row for row in table(folder / self.pipeline["chart"])}
        self.taxes = {row["code"]: row for row in table(folder / self.pipeline["taxes"])}
        self.parties = {row["id"]: row for row in table(folder / self.pipeline["parties"])}
        self.folded, self.ibans, self.numbers = defaultdict(set), defaultdict(set), defaultdict(set)
        for row in self.parties.values():
            for name in [row["id"], row["name"], *row["alias"].split("|")]:
                if name:
                    self.folded[" ".join(name.lower().split())].add(row["id"])
            for iban in filter(None, row["iban"].split("|")):
                self.ibans[iban].add(row["id"])
            for column in ("vat_number", "legal_id"):
                for number in filter(None, row.get(column, "").split("|")):
                    self.numbers[column, number].add(row["id"])
        self.roles = defaultdict(list)
        for row in self.chart.values():
            if row["role"]:
                self.roles[row["role"]].append(row["code"])
        self.rates = {}
        if "rates" in self.pipeline:
            for row in table(folder / self.pipeline["rates"]):
                self.rates[row["base"], row["quote"], day(row["date"])] = row["rate"]
        matched = self.pipeline.get("matching", {})
        self.match_tolerance = cents(matched.get("tolerance", "0"))
        reports = self.pipeline["reports"]
        self.edges = [int(edge) for edge in reports["aging"]["buckets"]]
        self.pl_columns = reports["profit_and_loss"]["columns"]
        self.sections = yaml_read(folder / reports["profit_and_loss"]["layout"])["sections"]
        self.tolerance = cents(self.pipeline["validation"]["tax_tolerance"])
        self.own_ibans = {}
        for source in self.pipeline["sources"].values():
            if source["format"] in ("camt", "mt940"):
                self.own_ibans.update(source["accounts"])
        if reports["aging"]["basis"] != "due":
            raise SystemExit("only ageing by due date is recomputed")

    def read_stock(self, folder, stock):
        self.items, self.recipes, self.units = {}, defaultdict(list), {}
        if not stock:
            return
        if (stock["system"], stock["cost"]) != ("perpetual", "weighted-average"):
            raise SystemExit("only perpetual stock at average cost is recomputed")
        self.items = {row["item"]: row for row in table(folder / stock["items"])}
        self.units = {(row["item"], row["unit"]): int(Fraction(row["quantity"]) * 1000)
                      for row in table(folder / stock["units"])}
        for row in table(folder / stock["recipes"]):
            self.recipes[row["product"]].append(
                (row["component"], int(Fraction(row["quantity"]) * 1000)))

    def unit_size(self, unit, item):
        """Thousandths of an item's own unit in one of another."""
        if not unit or unit == item["unit"]:
            return 1000
        return self.units.get((item["item"], unit)) or self.units["", unit]

    def role(self, name):
        if len(self.roles[name]) != 1:
            raise SystemExit(f"chart: role {name} stands on {len(self.roles[name])} accounts")
        return self.roles[name][0]

    def named(self, text):
        """Names compare without case and with single spaces."""
        return self.folded.get(" ".join((text or "").lower().split()), set())

    def party(self, text):
        if text in self.parties:
            return text
        found = self.named(text)
        if len(found) != 1:
            raise Refused(f"party {text!r}")
        return next(iter(found))

    def merged(self, party, on):
        """The party that stands for another on a day."""
        row = self.parties.get(party, {})
        if row.get("merged_into") and day(row["merged_on"]) <= on:
            return self.merged(row["merged_into"], on)
        return party

    def account_currency(self, code):
        return self.chart[code]["currency"] or self.currency

    def value(self, amount, currency, on):
        """An amount in the books' currency, at the rate of the day or of the seven before."""
        if currency == self.currency:
            return amount
        for back in range(8):
            rate = self.rates.get((self.currency, currency, on - timedelta(back)))
            if rate:
                whole, _, part = rate.partition(".")
                return divide(amount * 10 ** len(part), int(whole + part))
        raise Refused(f"no rate of {currency} on {on}")

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
