/// The tables of a book. Every row of them is append-only: what changes is added, never edited.
///
/// Amounts are minor units of the client's currency unless a column says otherwise; days count
/// from 0001-01-01; months are year × 12 + month − 1.
enum Schema {
    static let applicationID = 0x4D4F_4E54  // "MONT"
    static let version = 5

    /// What brings a book of an older version to the next one.
    static let migrations: [Int: String] = [
        1: """
        \(entryCount)
        INSERT INTO entry_count
          SELECT strftime('%Y', day + 1721425.5) * 12 + strftime('%m', day + 1721425.5) - 1,
            kind, count(*) FROM entry GROUP BY 1, 2;
        PRAGMA user_version = 2;
        """,
        2: """
        \(conversion)
        PRAGMA user_version = 3;
        """,
        3: """
        \(subledger)
        PRAGMA user_version = 4;
        """,
        4: """
        \(frontOffice)
        PRAGMA user_version = 5;
        """,
    ]

    /// What came with payouts, stock and cash: `sale_detail` what a line of sales sold and when,
    /// and its nature where it is no goods (`SaleNature`) ·
    /// `payout` what a payment service has settled, `payout_line` its transactions · `stock_move`
    /// what came into stock and left it, `stock_cost` what of it has posted as cost ·
    /// `goods_billed` what bills say of goods received · `cash_count` what a drawer was found to
    /// hold · `receipt_range` numbers of receipts, without a hole in each, that a file has brought
    /// of a till.
    private static let frontOffice = """
        CREATE TABLE sale_detail(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, product INTEGER NOT NULL,
          minute INTEGER NOT NULL, nature INTEGER NOT NULL) STRICT;
        CREATE TABLE payout(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, entry INTEGER NOT NULL,
          source TEXT NOT NULL, number TEXT NOT NULL, day INTEGER NOT NULL,
          currency TEXT NOT NULL, net INTEGER NOT NULL, file INTEGER NOT NULL,
          line INTEGER NOT NULL) STRICT;
        CREATE INDEX payout_number ON payout(source, number);
        CREATE TABLE payout_line(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, payout INTEGER NOT NULL,
          number TEXT NOT NULL, kind TEXT NOT NULL, reference TEXT NOT NULL,
          day INTEGER NOT NULL, gross INTEGER NOT NULL, fee INTEGER NOT NULL,
          net INTEGER NOT NULL, line INTEGER NOT NULL) STRICT;
        CREATE INDEX payout_line_payout ON payout_line(payout);
        CREATE INDEX payout_line_number ON payout_line(number);
        CREATE TABLE stock_move(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, entry INTEGER NOT NULL,
          source TEXT NOT NULL, document TEXT NOT NULL, kind TEXT NOT NULL,
          day INTEGER NOT NULL, minute INTEGER, product INTEGER NOT NULL, sold INTEGER,
          location TEXT NOT NULL, quantity INTEGER NOT NULL, counted INTEGER, value INTEGER,
          file INTEGER NOT NULL, line INTEGER NOT NULL) STRICT;
        CREATE INDEX stock_move_product ON stock_move(product, day);
        CREATE INDEX stock_move_entry ON stock_move(entry);
        CREATE TABLE stock_cost(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, move INTEGER NOT NULL,
          entry INTEGER NOT NULL, amount INTEGER NOT NULL) STRICT;
        CREATE INDEX stock_cost_move ON stock_cost(move);
        CREATE INDEX stock_cost_entry ON stock_cost(entry);
        CREATE TABLE goods_billed(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, entry INTEGER NOT NULL,
          party TEXT NOT NULL, receipt TEXT NOT NULL, product INTEGER NOT NULL,
          quantity INTEGER NOT NULL) STRICT;
        CREATE INDEX goods_billed_receipt ON goods_billed(party, receipt);
        CREATE INDEX item_target ON item(party, target) WHERE target <> '';
        CREATE INDEX item_targets ON item(party) WHERE instr(target, ';') > 0;
        CREATE TABLE cash_count(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, entry INTEGER NOT NULL,
          source TEXT NOT NULL, store TEXT NOT NULL, till TEXT NOT NULL, day INTEGER NOT NULL,
          float INTEGER, counted INTEGER NOT NULL, banked INTEGER NOT NULL,
          file INTEGER NOT NULL, line INTEGER NOT NULL) STRICT;
        CREATE INDEX cash_count_day ON cash_count(source, store, till, day);
        CREATE TABLE receipt_range(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, source TEXT NOT NULL,
          till TEXT NOT NULL, prefix TEXT NOT NULL, first INTEGER NOT NULL,
          last INTEGER NOT NULL, digits INTEGER NOT NULL, from_day INTEGER NOT NULL,
          to_day INTEGER NOT NULL, file INTEGER NOT NULL, line INTEGER NOT NULL) STRICT;
        """

    /// What came with documents in several currencies, matching, payroll and taxes:
    /// `allocation_original` allocations in the item's currency · `document_bank` the account a
    /// document asks to be paid on · `payment_reference` the reference to give · `tax_line` bases
    /// and amounts of a document by tax code · `suspense_party` who a line in suspense is from ·
    /// `answer` what a person has decided · `payroll` a pay journal, `payroll_element` its totals
    /// by element.
    private static let subledger = """
        CREATE TABLE allocation_original(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, allocation INTEGER NOT NULL,
          original INTEGER NOT NULL) STRICT;
        CREATE INDEX entry_worked_out ON entry(day) WHERE file = 0;
        CREATE INDEX allocation_counter ON allocation(counter);
        CREATE INDEX item_currency ON item(currency);
        CREATE INDEX allocation_original_allocation ON allocation_original(allocation);
        CREATE TABLE document_bank(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, document INTEGER NOT NULL,
          iban TEXT NOT NULL) STRICT;
        CREATE INDEX document_bank_document ON document_bank(document);
        CREATE TABLE payment_reference(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, entry INTEGER NOT NULL,
          reference TEXT NOT NULL) STRICT;
        CREATE INDEX payment_reference_entry ON payment_reference(entry);
        CREATE TABLE tax_line(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, entry INTEGER NOT NULL,
          code TEXT NOT NULL, base INTEGER NOT NULL, tax INTEGER NOT NULL) STRICT;
        CREATE INDEX tax_line_entry ON tax_line(entry);
        CREATE TABLE suspense_party(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, entry INTEGER NOT NULL,
          ordinal INTEGER NOT NULL, name TEXT NOT NULL, iban TEXT NOT NULL,
          reference TEXT NOT NULL) STRICT;
        CREATE INDEX suspense_party_entry ON suspense_party(entry, ordinal);
        CREATE TABLE answer(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, file INTEGER NOT NULL,
          line INTEGER NOT NULL, question TEXT NOT NULL, decision TEXT NOT NULL,
          entry INTEGER) STRICT;
        CREATE INDEX answer_question ON answer(question);
        CREATE TABLE payroll(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, entry INTEGER NOT NULL,
          source TEXT NOT NULL, number TEXT NOT NULL, from_day INTEGER NOT NULL,
          to_day INTEGER NOT NULL, pay_day INTEGER NOT NULL) STRICT;
        CREATE TABLE payroll_element(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, payroll INTEGER NOT NULL,
          element TEXT NOT NULL, account INTEGER NOT NULL, agency TEXT NOT NULL,
          amount INTEGER NOT NULL) STRICT;
        CREATE INDEX payroll_element_payroll ON payroll_element(payroll);
        """

    /// The rates that entries were converted at: the bank's own, or the client's table's.
    private static let conversion = """
        CREATE TABLE conversion(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, entry INTEGER NOT NULL,
          base TEXT NOT NULL, quote TEXT NOT NULL, mantissa INTEGER NOT NULL,
          scale INTEGER NOT NULL, day INTEGER NOT NULL, origin TEXT NOT NULL) STRICT;
        CREATE INDEX conversion_entry ON conversion(entry);
        """

    private static let entryCount = """
        CREATE TABLE entry_count(
          month INTEGER NOT NULL, kind INTEGER NOT NULL, count INTEGER NOT NULL,
          PRIMARY KEY(month, kind)) STRICT, WITHOUT ROWID;
        """

    static let writePragmas = """
        PRAGMA page_size = 8192;
        PRAGMA journal_mode = DELETE;
        """

    static let pragmas = """
        PRAGMA synchronous = EXTRA;
        PRAGMA cache_size = -16384;
        PRAGMA mmap_size = 0;
        PRAGMA cell_size_check = ON;
        PRAGMA trusted_schema = OFF;
        PRAGMA foreign_keys = ON;
        PRAGMA secure_delete = OFF;
        """

    /// The tables the chain covers, in the order their digests enter it. The first column is the
    /// row's number; `batch` stands in all but `posting` (which follows its entry) .
    static let chained = [
        "account", "word", "file", "statement", "verdict", "entry", "posting", "item", "allocation",
        "document",
        "tax_move", "transit", "clearing", "covered", "suspense_text", "sale", "sale_day",
        "read_total",
        "posted_total", "lock", "finding", "conversion", "allocation_original", "document_bank",
        "payment_reference", "tax_line", "suspense_party", "answer", "payroll", "payroll_element",
        "sale_detail", "payout", "payout_line", "stock_move", "stock_cost",
        "goods_billed", "cash_count",
        "receipt_range",
    ]

    /// Of them, tables that came after version 2: they enter a batch's hash only with rows, so
    /// that batches older than the table keep their heads.
    static let chainedLater: Set = [
        "conversion", "allocation_original", "document_bank", "payment_reference", "tax_line",
        "suspense_party", "answer", "payroll", "payroll_element",
        "sale_detail", "payout", "payout_line", "stock_move", "stock_cost",
        "goods_billed", "cash_count",
        "receipt_range",
    ]

    static let tables = """
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(version);
        CREATE TABLE settings(digest BLOB PRIMARY KEY, content BLOB NOT NULL)
          STRICT, WITHOUT ROWID;
        CREATE TABLE batch(id INTEGER PRIMARY KEY, settings BLOB NOT NULL, head BLOB NOT NULL)
          STRICT;
        CREATE TABLE account(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, code TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE file(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, digest BLOB NOT NULL,
          path TEXT NOT NULL, source TEXT NOT NULL, format TEXT NOT NULL,
          size INTEGER NOT NULL, outcome TEXT NOT NULL) STRICT;
        CREATE INDEX file_digest ON file(digest);
        CREATE TABLE statement(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, file INTEGER NOT NULL,
          unit INTEGER NOT NULL, account INTEGER NOT NULL, name TEXT NOT NULL,
          from_day INTEGER, to_day INTEGER, opening INTEGER, closing INTEGER,
          rows INTEGER NOT NULL, line INTEGER NOT NULL) STRICT;
        CREATE INDEX statement_account ON statement(account, to_day);
        CREATE TABLE verdict(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, file INTEGER NOT NULL,
          unit INTEGER NOT NULL, line INTEGER NOT NULL, offset INTEGER NOT NULL,
          length INTEGER NOT NULL, rows INTEGER NOT NULL, currency TEXT,
          ins INTEGER NOT NULL, outs INTEGER NOT NULL, bare INTEGER NOT NULL, day INTEGER,
          outcome TEXT NOT NULL, code TEXT NOT NULL, twin INTEGER, previous INTEGER) STRICT;
        CREATE INDEX verdict_previous ON verdict(previous) WHERE previous IS NOT NULL;
        CREATE INDEX verdict_open ON verdict(file) WHERE outcome IN ('rejected', 'held');
        CREATE TABLE entry(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, kind INTEGER NOT NULL,
          day INTEGER NOT NULL, document_day INTEGER NOT NULL, file INTEGER NOT NULL,
          line INTEGER NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
          recipe INTEGER NOT NULL, party TEXT NOT NULL, reference TEXT NOT NULL,
          text TEXT NOT NULL) STRICT;
        CREATE TABLE posting(
          account INTEGER NOT NULL, day INTEGER NOT NULL, id INTEGER NOT NULL,
          entry INTEGER NOT NULL, side INTEGER NOT NULL, amount INTEGER NOT NULL,
          currency TEXT, original INTEGER, PRIMARY KEY(account, day, id)) STRICT, WITHOUT ROWID;
        CREATE TABLE balance(
          account INTEGER NOT NULL, month INTEGER NOT NULL, kind INTEGER NOT NULL,
          debit INTEGER NOT NULL, credit INTEGER NOT NULL, count INTEGER NOT NULL,
          PRIMARY KEY(account, month, kind)) STRICT, WITHOUT ROWID;
        \(entryCount)
        CREATE TABLE item(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, entry INTEGER NOT NULL,
          account INTEGER NOT NULL, party TEXT NOT NULL, document TEXT NOT NULL,
          kind TEXT NOT NULL, instalment INTEGER NOT NULL, day INTEGER NOT NULL,
          document_day INTEGER NOT NULL, due INTEGER, amount INTEGER NOT NULL,
          currency TEXT NOT NULL, original INTEGER NOT NULL, file INTEGER NOT NULL,
          line INTEGER NOT NULL, target TEXT NOT NULL) STRICT;
        CREATE INDEX item_document ON item(party, document);
        CREATE TABLE allocation(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, item INTEGER NOT NULL,
          counter INTEGER NOT NULL, day INTEGER NOT NULL, amount INTEGER NOT NULL) STRICT;
        CREATE INDEX allocation_item ON allocation(item);
        CREATE TABLE document(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, side TEXT NOT NULL, party TEXT NOT NULL,
          kind TEXT NOT NULL, number TEXT NOT NULL, day INTEGER NOT NULL, gross INTEGER NOT NULL,
          entry INTEGER NOT NULL, content BLOB NOT NULL) STRICT;
        CREATE INDEX document_number ON document(party, number);
        CREATE TABLE tax_move(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, document INTEGER NOT NULL,
          waiting INTEGER NOT NULL, account INTEGER NOT NULL, base INTEGER NOT NULL,
          tax INTEGER NOT NULL) STRICT;
        CREATE INDEX tax_move_document ON tax_move(document);
        CREATE TABLE transit(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, entry INTEGER NOT NULL,
          account INTEGER NOT NULL, party TEXT NOT NULL, number TEXT NOT NULL,
          reference TEXT NOT NULL, day INTEGER NOT NULL, amount INTEGER NOT NULL) STRICT;
        CREATE TABLE clearing(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, transit INTEGER NOT NULL,
          entry INTEGER NOT NULL, day INTEGER NOT NULL) STRICT;
        CREATE INDEX clearing_transit ON clearing(transit);
        CREATE TABLE covered(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, account INTEGER NOT NULL,
          day INTEGER NOT NULL, file INTEGER NOT NULL, source TEXT NOT NULL,
          rows INTEGER NOT NULL, debits INTEGER NOT NULL, credits INTEGER NOT NULL,
          proved INTEGER NOT NULL) STRICT;
        CREATE INDEX covered_day ON covered(account, day);
        CREATE TABLE suspense_text(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, entry INTEGER NOT NULL,
          ordinal INTEGER NOT NULL, text TEXT NOT NULL) STRICT;
        CREATE INDEX suspense_text_entry ON suspense_text(entry, ordinal);
        CREATE TABLE sale(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, sale_day INTEGER NOT NULL,
          file INTEGER NOT NULL, line INTEGER NOT NULL, offset INTEGER NOT NULL,
          length INTEGER NOT NULL, order_number TEXT NOT NULL, order_line TEXT NOT NULL,
          category INTEGER NOT NULL, tax_code INTEGER NOT NULL, quantity INTEGER NOT NULL,
          net INTEGER NOT NULL, tax INTEGER NOT NULL, gross INTEGER NOT NULL,
          discount INTEGER NOT NULL) STRICT;
        CREATE TABLE sale_day(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, source TEXT NOT NULL,
          store TEXT NOT NULL, day INTEGER NOT NULL, file INTEGER NOT NULL,
          first_sale INTEGER NOT NULL, last_sale INTEGER NOT NULL, entry INTEGER NOT NULL,
          orders INTEGER NOT NULL, total INTEGER NOT NULL) STRICT;
        CREATE INDEX sale_day_key ON sale_day(source, store, day);
        CREATE TABLE word(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, text TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE read_total(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, file INTEGER NOT NULL,
          month INTEGER, currency TEXT, rows INTEGER NOT NULL, ins INTEGER NOT NULL,
          outs INTEGER NOT NULL, bare INTEGER NOT NULL) STRICT;
        CREATE INDEX read_total_file ON read_total(file);
        CREATE TABLE posted_total(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, file INTEGER NOT NULL,
          month INTEGER, currency TEXT, rows INTEGER NOT NULL, ins INTEGER NOT NULL,
          outs INTEGER NOT NULL, bare INTEGER NOT NULL) STRICT;
        CREATE INDEX posted_total_file ON posted_total(file);
        CREATE TABLE lock(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, through_day INTEGER NOT NULL,
          reason TEXT NOT NULL) STRICT;
        CREATE TABLE finding(
          id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, file INTEGER NOT NULL,
          unit INTEGER NOT NULL, line INTEGER NOT NULL, position INTEGER NOT NULL,
          severity TEXT NOT NULL, code TEXT NOT NULL, found TEXT NOT NULL,
          arguments TEXT NOT NULL, day INTEGER, verdict INTEGER) STRICT;
        \(conversion)
        \(subledger)
        \(frontOffice)

        """
}
