"""The same bookkeeping in DuckDB; runs with the Python that has the `duckdb` package.

    duck.py bank CSV RULES DB          maps, posts, checkpoints; prints account,total
    duck.py documents DB CHART R P     adds the chart and open documents to a bank's tables
    duck.py report DB                  prints trial balance, profit and loss and both ageings
    duck.py sales FILE DB              keeps lines and their totals, checkpoints
    duck.py sales-totals DB            prints these totals
    duck.py version

Everything lands in a durable file: DuckDB writes its log at each statement and CHECKPOINT syncs
the tables. Columns and types are given, so nothing is spent on guessing them; amounts are DECIMAL,
as money cannot be DOUBLE; threads and memory are what DuckDB chooses.
"""
import csv
import sys

import duckdb

MONEY = "DECIMAL(18,2)"
BANK_COLUMNS = {
    "date": "DATE", "value_date": "DATE", "text": "VARCHAR", "counterparty": "VARCHAR",
    "counterparty_iban": "VARCHAR", "amount": MONEY, "balance": MONEY, "reference": "VARCHAR"}
SALES_COLUMNS = {
    "store": "VARCHAR", "business_day": "DATE", "order": "VARCHAR", "line": "INTEGER",
    "status": "VARCHAR", "category": "VARCHAR", "description": "VARCHAR",
    "quantity": "DECIMAL(18,3)", "net": MONEY, "tax_code": "VARCHAR", "tax": MONEY,
    "gross": MONEY, "tender": "VARCHAR", "tender_amount": MONEY, "order_total": MONEY,
    "customer": "VARCHAR", "outstanding": MONEY, "discount": MONEY}
DOCUMENT_COLUMNS = {
    "kind": "VARCHAR", "party": "VARCHAR", "number": "VARCHAR", "date": "DATE",
    "due_date": "DATE", "currency": "VARCHAR", "account": "INTEGER", "description": "VARCHAR",
    "net": MONEY, "tax_code": "VARCHAR", "tax": MONEY, "gross": MONEY, "total": MONEY,
    "instalments": "VARCHAR", "applies_to": "VARCHAR"}


def show(connection, sql):
    csv.writer(sys.stdout).writerows(connection.execute(sql).fetchall())


def bank(path, rules, database):
    """Each row gets the account its text's beginning maps to, and two postings."""
    connection = duckdb.connect(database)
    connection.execute(f"""
        CREATE TABLE rule AS SELECT * FROM read_csv('{rules}', header = false,
          columns = {{'prefix': 'VARCHAR', 'account': 'INTEGER'}});
        CREATE TABLE tx AS
          SELECT row_number() OVER () AS id, b.*, coalesce(r.account, 471000) AS account
          FROM read_csv('{path}', header = true, columns = {BANK_COLUMNS}) b
          LEFT JOIN rule r ON starts_with(b.text, r.prefix);
        CREATE TABLE posting AS
          SELECT id AS tx, date, account, -amount AS amount FROM tx
          UNION ALL SELECT id, date, 512100, amount FROM tx;
        CHECKPOINT""")
    show(connection, "SELECT account, sum(amount) FROM posting GROUP BY account ORDER BY account")


def documents(database, chart, receivables, payables):
    """Open items and their postings, as the documents of both sides give them."""
    connection = duckdb.connect(database)
    connection.execute(f"""
        CREATE TABLE chart AS SELECT code AS account, kind FROM read_csv('{chart}', header = true,
          columns = {{'code': 'INTEGER', 'name': 'VARCHAR', 'kind': 'VARCHAR',
                      'parent': 'VARCHAR', 'role': 'VARCHAR', 'currency': 'VARCHAR'}});
        CREATE TABLE item(side VARCHAR, account INTEGER, party VARCHAR, document VARCHAR,
          day DATE, due DATE, amount {MONEY});
        CREATE TABLE allocation(document VARCHAR, day DATE, amount {MONEY})""")
    sides = ("receivable", 411000, 1, receivables), ("payable", 401000, -1, payables)
    for side, control, sign, path in sides:
        source = f"read_csv('{path}', header = true, columns = {DOCUMENT_COLUMNS})"
        connection.execute(f"""
            INSERT INTO item SELECT '{side}', {control}, party, number, date, due_date, gross
              FROM {source};
            INSERT INTO posting SELECT 0, date, {control}, {sign} * gross FROM {source};
            INSERT INTO posting SELECT 0, date, account, {-sign} * net FROM {source}""")
    connection.execute("CHECKPOINT")


def report(database):
    """December 2026, with balances since the year's start."""
    connection = duckdb.connect(database, read_only=True)
    show(connection, """
        SELECT 'balance', account,
          coalesce(sum(amount) FILTER (WHERE date < '2026-12-01'), 0),
          coalesce(sum(amount) FILTER (WHERE date >= '2026-12-01' AND amount > 0), 0),
          coalesce(-sum(amount) FILTER (WHERE date >= '2026-12-01' AND amount < 0), 0),
          sum(amount)
        FROM posting WHERE date <= '2026-12-31' GROUP BY account ORDER BY account""")
    show(connection, """
        SELECT 'result', account,
          coalesce(sum(sign * amount) FILTER (WHERE date >= '2026-12-01'), 0),
          coalesce(sum(sign * amount) FILTER (
            WHERE date >= '2026-11-01' AND date < '2026-12-01'), 0),
          sum(sign * amount)
        FROM (
          SELECT account, date, amount, CASE kind WHEN 'income' THEN -1 ELSE 1 END AS sign
          FROM posting JOIN chart USING (account) WHERE kind IN ('income', 'expense'))
        WHERE date >= '2026-01-01' AND date <= '2026-12-31' GROUP BY account ORDER BY account""")
    for side in "receivable", "payable":
        show(connection, f"""
            WITH settled AS (
              SELECT document, sum(amount) AS paid FROM allocation
              WHERE day <= '2026-12-31' GROUP BY document),
            still AS (
              SELECT document, due, amount - coalesce(paid, 0) AS open,
                date_diff('day', due, DATE '2026-12-31') AS age
              FROM item LEFT JOIN settled USING (document)
              WHERE side = '{side}' AND day <= '2026-12-31')
            SELECT side, document, open,
              CASE WHEN age <= 0 THEN 'current' WHEN age <= 30 THEN '1-30'
                WHEN age <= 60 THEN '31-60' WHEN age <= 90 THEN '61-90' ELSE '90+' END
            FROM (SELECT '{side}' AS side, * FROM still) WHERE open <> 0 ORDER BY due, document""")


def sales(path, database):
    """The lines, and what they come to by store, day and category, both kept."""
    if path.endswith(".jsonl"):
        reader = f"read_json('{path}', format = 'newline_delimited', columns = {SALES_COLUMNS})"
    else:
        reader = f"read_csv('{path}', header = true, columns = {SALES_COLUMNS})"
    duckdb.connect(database).execute(f"""
        CREATE TABLE line AS SELECT * FROM {reader};
        CREATE TABLE total AS
          SELECT store, business_day, category, count(*) AS lines, sum(net) AS net,
            sum(tax) AS tax, sum(gross) AS gross
          FROM line GROUP BY store, business_day, category;
        CHECKPOINT""")


def sales_totals(database):
    show(duckdb.connect(database, read_only=True), "SELECT * FROM total")


def version():
    print(duckdb.__version__)


VERBS = {"bank": bank, "documents": documents, "report": report, "sales": sales,
         "sales-totals": sales_totals, "version": version}
VERBS[sys.argv[1]](*sys.argv[2:])
