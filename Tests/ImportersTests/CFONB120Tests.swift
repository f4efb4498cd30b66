internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

/// Records of CFONB 120, made by column.
private enum CFONB {
    static func balance(
        _ code: String, _ date: String, _ amount: String, account: String = "65432198701",
        currency: String = "EUR2"
    ) -> String {
        code + "18206    00210" + padded(currency, 4) + " " + account + "  " + date
            + padded("", 50) + amount + padded("", 16)
    }

    static func entry(
        _ date: String, _ amount: String, label: String = "LABEL", currency: String = "EUR2",
        account: String = "65432198701", value: String = "030926", reference: String = ""
    ) -> String {
        "04" + "18206000000210" + currency + " " + account + "05" + date + "  " + value
            + padded(label, 31) + "  0000000  " + amount + padded(reference, 16)
    }

    static func complement(_ qualifier: String, _ text: String, account: String = "65432198701")
        -> String
    {
        "05" + "18206000000210" + "EUR2 " + account + "05" + "010926     " + qualifier
            + padded(text, 70) + "  "
    }

    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    static let opening = balance("01", "310826", "0000000001000{")
    static func file(_ records: String...) -> String {
        records.map { $0 + "\n" }.joined()
    }
}

@Suite("CFONB 120: French account statements")
struct CFONB120Tests {
    @Test("a statement: balances, signs, dates, texts, parties")
    func statement() throws {
        let bytes = try BankFiles.fixture("cfonb120/september.txt")
        #expect(CFONB120Importer.recognises(bytes))
        let imported = try importing(bytes, layout(.cfonb120))
        #expect(imported.complaints.isEmpty)
        #expect(imported.heads.map(\.account) == ["182060021065432198701"])
        #expect(imported.heads.map { $0.opening?.text } == ["1234.56"])
        let tail = try #require(imported.tails.first)
        #expect(tail.closing?.text == "1526.66" && tail.addsUp == true)
        #expect(tail.from?.description == "2026-09-01" && tail.to?.description == "2026-09-03")
        #expect(tail.currency == "EUR" && tail.isStatement && tail.posts)
        #expect(imported.bank.map(\.amount) == [50_000, -8_790, -12_000])
        #expect(imported.bank.map(\.day) == ["2026-09-01", "2026-09-02", "2026-09-03"])
        #expect(imported.bank.map(\.valueDay) == ["2026-09-01", "2026-09-03", "2026-09-03"])
        #expect(imported.bank.map(\.payerReference) == ["FAC-2026-0117", "", ""])
        #expect(
            imported.bank.map(\.counterparty) == [
                "EPICERIE DU PORT SARL", "ELECTRICITE DE FRANCE", "",
            ])
        #expect(
            imported.bank.map(\.text) == [
                "VIR SEPA RECU Règlement facture FAC-2026-0117",
                "PRLV SEPA EDF CONTRAT 6 021 334 118", "CHEQUE 0004711",
            ])
        let span = slice(bytes, imported.bank[0].span)
        #expect(span.hasPrefix("04182060000") && span.split(separator: "\n").count == 4)
        #expect(imported.rows == 3)
    }

    @Test("two accounts in a file without line ends")
    func unbroken() throws {
        let bytes = try BankFiles.fixture("cfonb120/two-accounts-unbroken.txt")
        #expect(CFONB120Importer.recognises(bytes))
        let whole = try importing(bytes, layout(.cfonb120))
        #expect(whole.complaints.isEmpty)
        #expect(whole.tails.map(\.account) == ["182060021000011122233", "18206002100001112224A"])
        #expect(whole.tails.map { $0.opening?.text } == ["0.00", "-50.01"])
        #expect(whole.bank.map(\.amount) == [5_001])
        #expect(whole.bank.map(\.payerReference) == ["COMPTE A COMPTE"])
        for size in [1, 7, 120] {
            #expect(try importing(bytes, layout(.cfonb120), by: size).digest == whole.digest)
        }
        let lines = try BankFiles.fixture("cfonb120/september.txt")
        let digest = try importing(lines, layout(.cfonb120)).digest
        for size in [1, 7] {
            #expect(try importing(lines, layout(.cfonb120), by: size).digest == digest)
        }
    }

    @Test(
        "the last character is the last digit and the sign",
        arguments: textTable(
            """
            amount         | reads
            0000000001234{ | 12340
            0000000001234A | 12341
            0000000001234I | 12349
            0000000001234} | -12340
            0000000001234J | -12341
            0000000001234R | -12349
            0000000001234é | 12340
            0000000001234è | -12340
            00000000012345 | none
            0000000001234S | none
            0000000 01234A | none
                 0001234A  | none
            """))
    func signs(row: [String]) throws {
        let text = CFONB.file(
            CFONB.opening, CFONB.entry("010926", CFONB.padded(row[0], 14)), CFONB.opening)
        let line = try #require(try importing(text, layout(.cfonb120)).bank.first)
        #expect(line.flaws.isEmpty ? "\(line.amount)" == row[1] : row[1] == "none")
    }

    @Test("decimals by column 20, else those of the currency, else of the source's")
    func decimals() throws {
        func opening(_ currency: String, _ declared: String = "EUR") throws -> String? {
            let text = CFONB.balance("01", "310826", "0000000001000{", currency: currency)
            return try importing(text, layout(.cfonb120, currency: declared))
                .heads.first?.opening?.text
        }
        #expect(try opening("EUR2") == "100.00")
        #expect(try opening("EUR3") == "10.000")
        #expect(try opening("XPF0") == "10000")
        #expect(try opening("XPF") == "10000")
        #expect(try opening("    ") == "100.00")
        #expect(try opening("    ", "JPY") == "10000")
    }

    @Test("the currency of entries settles an old balance without one; another is foreign")
    func currencies() throws {
        let end = CFONB.balance("07", "030926", "0000000001100{")
        let blank = CFONB.balance("01", "310826", "0000000001000{", currency: "    ")
        let settled = try importing(
            CFONB.file(blank, CFONB.entry("010926", "0000000000100{"), end), layout(.cfonb120))
        #expect(settled.complaints.isEmpty && settled.tails.map(\.currency) == ["EUR"])
        let foreign = try importing(
            CFONB.file(
                CFONB.opening, CFONB.entry("010926", "0000000000100{", currency: "USD2"), end),
            layout(.cfonb120))
        #expect(foreign.complaints.contains("2 currencyUnknown"))
        #expect(foreign.tails.map(\.bookedCount) == [0])
    }

    @Test("complements: which name the parties, the references, the account; which go on")
    func complements() throws {
        let left = String(repeating: "L", count: 69)
        let text = CFONB.file(
            CFONB.opening,
            CFONB.entry("010926", "0000000000100}", reference: "ZONE"),
            CFONB.complement("NPY", "PAYER"), CFONB.complement("NBE", "BENEFICIARY"),
            CFONB.complement("CBE", "FR1420041010050500013M02606"),
            CFONB.complement("REF", "BANK-77"), CFONB.complement("RCN", "NOTPROVIDED"),
            CFONB.complement("LCC", left + "E"), CFONB.complement("LC2", "ND OF IT"),
            CFONB.complement("MMO", "USD200000000012345"), CFONB.complement("RUM", "MANDATE 9"),
            CFONB.entry("010926", "0000000000100{"), CFONB.complement("NBE", "ONLY ONE NAMED"),
            CFONB.balance("07", "030926", "0000000001000{"))
        let imported = try importing(text, layout(.cfonb120))
        #expect(imported.complaints.isEmpty)
        #expect(imported.bank.map(\.counterparty) == ["BENEFICIARY", "ONLY ONE NAMED"])
        #expect(imported.bank.map(\.iban) == ["FR1420041010050500013M02606", ""])
        #expect(imported.bank.map(\.reference) == ["BANK-77", ""])
        #expect(imported.bank.map(\.payerReference) == ["ZONE", ""])
        #expect(imported.bank[0].text == "LABEL " + left + "END OF IT MANDATE 9")
        #expect(imported.originals == ["0 USD -12345 –"], "signed as the entry is")
    }

    @Test(
        "the original amount (MMO), with its rate where it turns it into the entry",
        arguments: textTable(
            """
            complement                     | original
            USD2000000000109704 0000000911 | 0 USD 10970 –
            USD200000000010970400000009116 | 0 USD 10970 0.9116
            USD200000000010970500000109697 | 0 USD 10970 1.09697
            JPY000000000017000             | 0 JPY 17000 –
            EUR200000000010970             | ∅
            QQQ200000000010970             | ∅
            USD2000000000109               | ∅
            """))
    func originals(row: [String]) throws {
        let text = CFONB.file(
            CFONB.opening, CFONB.entry("010926", "0000000001000{"),
            CFONB.complement("MMO", row[0]), CFONB.balance("07", "030926", "0000000002000{"))
        let imported = try importing(text, layout(.cfonb120))
        #expect(imported.complaints.isEmpty)
        #expect(imported.originals == (row[1].isEmpty ? [] : [row[1]]))
    }

    @Test("records that do not belong where they stand")
    func order() throws {
        let end = CFONB.balance("07", "030926", "0000000001000{")
        func complaints(_ records: String...) throws -> [String] {
            let text = records.map { $0 + "\n" }.joined()
            return try importing(text, layout(.cfonb120)).complaints
        }
        #expect(try complaints(CFONB.opening, end).isEmpty)
        #expect(try complaints(end) == ["refused malformed"])
        #expect(try complaints(CFONB.opening, end, end) == ["refused malformed"])
        #expect(try complaints(CFONB.entry("010926", "0000000000000{")) == ["refused malformed"])
        #expect(try complaints(CFONB.opening, "0612345", end) == ["refused malformed"])
        #expect(try complaints(CFONB.opening, CFONB.complement("LIB", "X"), end) == ["2 malformed"])
        #expect(try complaints(CFONB.opening, CFONB.opening, end) == ["1 truncated"])
        #expect(try complaints(CFONB.opening) == ["refused truncated", "1 truncated"])
        #expect(try complaints() == ["refused empty"])
        let other = CFONB.entry("010926", "0000000000000{", account: "99999999999")
        #expect(try complaints(CFONB.opening, other, end) == ["2 malformed"])
        let stranger = CFONB.balance("07", "030926", "0000000001000{", account: "99999999999")
        #expect(try complaints(CFONB.opening, stranger) == ["2 malformed"])
        let date = CFONB.balance("01", "310226", "0000000001000{")
        #expect(try complaints(date, end) == ["1 dateMalformed"])
        let day = CFONB.entry("310926", "0000000000000{")
        #expect(try complaints(CFONB.opening, day, end) == ["2 dateMalformed"])
    }

    @Test("only a cut behind a record 07 is silent: the format has no end mark")
    func truncation() throws {
        let one = try BankFiles.fixture("cfonb120/september.txt")
        #expect(try silentPrefixes(one, layout(.cfonb120)).isEmpty)
        let two = try BankFiles.fixture("cfonb120/two-accounts-unbroken.txt")
        // From the first 07's last digit (column 104 of record 2) to the end of its blanks.
        #expect(try silentPrefixes(two, layout(.cfonb120)) == Array(224...240))
    }

    @Test("a changed digit of an amount or balance is noticed by the sum")
    func digits() throws {
        let bytes = try BankFiles.fixture("cfonb120/september.txt")
        var (start, checked) = (0, 0)
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
            defer { start += line.count + 1 }
            guard line.count >= 104, line[line.startIndex + 1] != UInt8(ascii: "5") else {
                continue
            }
            let part = start + 90..<start + 104
            #expect(try silentDigits(bytes, layout(.cfonb120), in: part).isEmpty)
            checked += part.count
        }
        #expect(checked == 70)
    }

    @Test("an encoding must be declared where it is not UTF-8")
    func encodings() throws {
        let bytes = try BankFiles.fixture("cfonb120/september.txt")
        let latin = String(decoding: bytes, as: UTF8.self).unicodeScalars.map { UInt8($0.value) }
        #expect(try importing(latin, layout(.cfonb120)).complaints == ["5 encoding"])
        var declared = try layout(.cfonb120)
        declared.encoding = TextEncoding("ISO-8859-1")
        let imported = try importing(latin, declared)
        #expect(imported.complaints.isEmpty)
        #expect(imported.bank[0].text == "VIR SEPA RECU Règlement facture FAC-2026-0117")
    }
}

@Suite(.enabled(if: BankFiles.hasCorpus, "the corpus is not beside the repository"))
struct CFONB120CorpusTests {
    private static let folders = [
        "pennylane": "pennylane-hq__cfonb/spec/files/",
        "akretion": "akretion__python-cfonb/cfonb/tests/",
        "ekylibre": "ekylibre__ekylibre/test/fixture-files/accountancy/cfonb/",
    ]

    /// Files of test suites, several broken on purpose; figures worked out from the records.
    @Test(
        "real files",
        arguments: textTable(
            """
            folder    | file | n | m | booked | complaint
            pennylane | example.txt | 2 | 6 | -50.81 77.49 | ∅
            pennylane | invalid_date.txt | 1 | 1 | -10.70 | refused malformed
            pennylane | operation.txt | 0 | 0 | ∅ | refused malformed
            pennylane | end_of_statement_without_beginning.txt | 1 | 1 | -10.70 | refused malformed
            pennylane | new_statement_without_previous_ended.txt |2|2| -10.70 -7.90 | 1 truncated
            pennylane | operation_detail_without_operation.txt | 1 | 1 | -10.70 | 3 malformed
            akretion  | bank_statement.cfo | 1 | 4 | -2000.00 | adds up
            ekylibre  | import_cfonb.csv | 1 | 3 | 50145.04 | adds up
            ekylibre  | import_cfonb_multiple_account_numbers.csv | 1 | 3 | 50145.04 | 2 malformed
            """))
    func files(row: [String]) throws {
        let folder = try #require(CFONB120CorpusTests.folders[row[0]])
        let row = Array(row.dropFirst())
        let bytes = try BankFiles.corpusFile("fixedwidth/" + folder + row[0])
        let importer = CFONB120Importer(try layout(.cfonb120))
        var imported = Imported()
        do {
            try bytes.withUnsafeBufferPointer {
                try importer.feed($0, isLast: true) { imported.drafts.append($0) }
            }
        } catch let error as FormatError {
            imported.refusal = error.flaw
            importer.drain { imported.drafts.append($0) }
        }
        #expect("\(imported.tails.count)" == row[1])
        #expect("\(imported.bank.count)" == row[2])
        #expect(imported.tails.map(\.booked.text).joined(separator: " ") == row[3])
        #expect(imported.complaints.first ?? "" == row[4])
    }
}
