"""What a small company drops: units of every kind, and the files that bring them."""
from dataclasses import dataclass
from functools import cached_property

from tree import digest

# The account a bank source stands for.
BANKS = {"reference": "1010", "balance": "1020", "bare": "1030"}
HEADS = {
    "voucher": "journal,voucher,line,date,account,party,debit,credit,currency,description",
    "invoice": "kind,party,number,date,due_date,currency,account,description,net,tax_code,tax,"
               "gross,total,instalments,applies_to",
    "receipt": "number,party,date,amount,currency,document,reference",
    "reference": "Date,Amount,Id,Text", "balance": "Date,Amount,Balance,Text",
    "bare": "Date,Amount,Text",
}
CHART = """\
code,name,kind,parent,role,currency
1010,Current account,asset,,bank,
1020,Savings account,asset,,bank,
1030,Third bank,asset,,bank,
1100,Card takings,asset,,clearing,
1200,Customers,asset,,receivable,
1300,Receipts in transit,asset,,receipts_in_transit,
1350,Input tax,asset,,,
1400,Suspense,asset,,suspense,
1500,Transfers,asset,,transfers,
2000,Suppliers,liability,,payable,
2100,Payments in transit,liability,,payments_in_transit,
2200,Output tax,liability,,,
3000,Capital,equity,,,
3100,Retained earnings,equity,,retained,
3200,Profit of the year,equity,,result_profit,
3300,Loss of the year,equity,,result_loss,
4000,Sales,income,,,
4010,Other sales,income,,,
6000,Bank charges,expense,,,
6100,Rent,expense,,,
6900,Rounding,expense,,rounding,
"""
TAXES = """\
code,rate,from,to,kind,due,recoverable_percent,account,waiting_account
V20,20,2014-01-01,,output,invoice,100,2200,
I20,20,2014-01-01,,input,invoice,100,1350,
"""


@dataclass(frozen=True)
class Unit:
    """What posts whole or not at all: a voucher, a document, a payment, a line of a bank.

    `number` is what its source knows it by; of a bank's line in a list without references it is
    only our own. `cents` is the gross amount, of a bank's line signed. A `flaw` stops it whoever
    reads it: an `account` that is not in the chart, `unbalanced` lines, a date that is `early`,
    a `broken` statement.
    """
    kind: str
    number: int
    day: str
    cents: int
    party: str = ""
    text: str = ""
    balance: int = 0
    flaw: str = ""

    def rows(self):
        """Its lines in the file."""
        account = "6999" if self.flaw == "account" else "6100"
        if self.kind == "voucher":
            credit = self.cents + 100 * (self.flaw == "unbalanced")
            start = f"OD,{self.number}"
            return [f"{start},1,{self.day},{account},,{money(self.cents)},,EUR,Rent",
                    f"{start},2,{self.day},3000,,,{money(credit)},EUR,Rent"]
        if self.kind == "invoice":
            tax = self.cents // 6
            account = "4999" if self.flaw == "account" else "4000"
            start = f"invoice,{self.party},F{self.number},{self.day},{self.day},EUR,{account}"
            return [f"{start},Goods,{money(self.cents - tax)},V20,{money(tax)},{money(self.cents)},"
                    f"{money(self.cents)},,"]
        if self.kind == "receipt":
            return [f"P{self.number},{self.party},{self.day},{money(self.cents)},EUR,{self.text},"]
        amount = money(self.cents)
        more = {"reference": f"R{self.number},", "balance": money(self.balance) + ",", "bare": ""}
        return [f"{self.day},{amount},{more[self.kind]}{self.text}"]

    def amounts(self):
        """What the control report counts of it: rows, cents in, cents out."""
        if self.kind == "voucher":
            return 2, self.cents, self.cents + 100 * (self.flaw == "unbalanced")
        return 1, max(0, self.cents), max(0, -self.cents)


@dataclass(frozen=True)
class Drop:
    """A file that is put into the inbox."""
    path: str
    units: tuple

    @cached_property
    def bytes(self):
        rows = [row for unit in self.units for row in unit.rows()]
        return ("\n".join([HEADS[self.units[0].kind], *rows]) + "\n").encode()

    @cached_property
    def digest(self):
        return digest(self.bytes)

    def __str__(self):
        rows = [row for unit in self.units for row in unit.rows()]
        return f"drop {self.path}\n" + "\n".join("         " + row for row in rows)


def money(cents):
    return f"{'-' * (cents < 0)}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def pipeline(settings, rules):
    """The client's pipeline.yml under settings that may change from run to run."""
    sources = [
        "  voucher: {format: journal-csv, path: voucher/*.csv}",
        "  invoice: {format: documents-csv, side: receivable, path: invoice/*.csv}",
        "  receipt: {format: payments-csv, side: receivable, path: receipt/*.csv}"]
    columns = {"reference": "reference: Id, ", "balance": "balance: Balance, ", "bare": ""}
    for kind, account in BANKS.items():
        exports = settings["exports"] if kind == "bare" else ""
        declared = f"exports: {exports}, " if exports else ""
        sources.append(
            f'  {kind}: {{format: bank-csv, path: {kind}/*.csv, account: "{account}", {declared}'
            f"columns: {{date: Date, amount: Amount, {columns[kind]}text: Text}}}}")
    lines = [f'    - {{when: {{text: {text}}}, account: "{account}"}}'
             for text, account in rules.items()]
    return "\n".join([
        "monthend: 1",
        "client: {name: Model Street, start: 2026-08-01, currency: EUR, fiscal_year_start: 01-01, "
        "timezone: Europe/Paris, language: en}",
        "chart: chart.csv", "taxes: taxes.csv", "parties: parties.csv",
        f"posting: {{late: {settings['late']}, horizon: {settings['horizon']}}}",
        "sources:", *sources, "mapping:", "  unmapped: suspense", "  rules:", *lines,
        "reports: {pack: [trial-balance, aged-receivables, control]}", ""])


def parties(known):
    return "\n".join(["id,name,kind,terms_days,iban,vat_number,alias",
                      *(f"{id},Company {id},customer,30,,," for id in sorted(known)), ""])
