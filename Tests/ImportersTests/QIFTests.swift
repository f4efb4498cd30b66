internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

/// A list of one account whose entries have these dates, each an amount of 1.00.
private func list(_ dates: [String]) -> String {
    "!Type:Bank\n" + dates.map { "D\($0)\nT1.00\nPX\n^\n" }.joined()
}

/// The days read, and the defects of those that were not.
private func days(_ text: String, _ pattern: String? = nil, by size: Int = 1 << 18) throws
    -> String
{
    let imported = try importing(text, layout(.qif, decimal: nil, dates: pattern), by: size)
    return imported.bank.map { line in
        line.flaws.isEmpty ? line.day : "\(line.flaws[0].defect)"
    }.joined(separator: " ")
}

@Suite("QIF: lists of Quicken and its kin")
struct QIFTests {
    @Test("accounts, entries, splits; an opening balance is no entry")
    func quicken() throws {
        let bytes = try BankFiles.fixture("qif/quicken-us.qif")
        #expect(QIFImporter.recognises(bytes))
        let imported = try importing(bytes, layout(.qif, decimal: nil))
        #expect(imported.complaints.isEmpty)
        #expect(imported.heads.map(\.account) == ["Checking", "Card"])
        #expect(imported.heads.map(\.isStatement) == [false, false])
        #expect(imported.heads.map(\.currency) == [nil, nil])
        #expect(imported.tails.map(\.message) == ["QIF bank", "QIF ccard"])
        #expect(imported.tails.map(\.entries) == [2, 1])
        #expect(imported.ignored.map(\.reason) == [.controlFigure])
        #expect(imported.bank.map(\.amount) == [-8_412, -30_000, -1_250])
        #expect(imported.bank.map(\.day) == ["2026-08-03", "2026-08-15", "2026-08-20"])
        #expect(imported.bank.map(\.counterparty) == ["Harbor Roasters", "City Power", "Parking"])
        #expect(imported.bank.map(\.payerReference) == ["1042", "", ""])
        #expect(imported.bank[0].text == "Harbor Roasters Green coffee, lot 77 Supplies")
        #expect(
            imported.bank[1].parts == [
                "-18000//City Power//City Power building A Utilities:Electric",
                "-12000//City Power//City Power building B Utilities:Electric",
            ])
        #expect(imported.rows == 4)
        let span = slice(bytes, imported.bank[0].span)
        #expect(span.hasPrefix("D8/ 3'26") && span.hasSuffix("LSupplies\n^"))
    }

    @Test("a French export: day first, decimal comma, its encoding declared")
    func french() throws {
        let bytes = try BankFiles.fixture("qif/banque-fr.qif")
        var declared = try layout(.qif, decimal: nil)
        #expect(try importing(bytes, declared).complaints == ["6 encoding"])
        declared.encoding = TextEncoding("ISO-8859-1")
        for size in [1, 7, 1000] {
            let imported = try importing(bytes, declared, by: size)
            #expect(imported.complaints.isEmpty)
            #expect(imported.bank.map(\.day) == ["2026-09-01", "2026-09-25"])
            #expect(imported.bank.map(\.amount) == [125_040, -8_412])
            #expect(imported.bank[1].text == "PRLV EDF Échéance septembre")
        }
    }

    @Test(
        "a date that reads one way only settles the others; none leaves each ambiguous",
        arguments: textTable(
            """
            dates                     | pattern    | days
            8/12/13 8/15/13           | ∅          | 2013-08-12 2013-08-15
            12/8/13 15/8/13 3/3/13    | ∅          | 2013-08-12 2013-08-15 2013-03-03
            13/08/12 13/08/15 13/3/3  | ∅          | 2013-08-12 2013-08-15 2013-03-03
            2026-09-03 2026/09/04     | ∅          | 2026-09-03 2026-09-04
            03.09.2026 25.09.2026     | ∅          | 2026-09-03 2026-09-25
            01/02/2026 03/04/2026     | ∅          | dateAmbiguous dateAmbiguous
            01/02/26 05/05/2026       | ∅          | dateAmbiguous 2026-05-05
            01/02/26 03/04/26         | D/M/YY     | 2026-02-01 2026-04-03
            01/02/26 03/04/26         | M/D/YY     | 2026-01-02 2026-03-04
            26/02/01 26/04/03         | YY/MM/DD   | 2026-02-01 2026-04-03
            01/02/2026                | DD/MM/YYYY | 2026-02-01
            1/2'26 2/25'26            | ∅          | 2026-01-02 2026-02-25
            25/12/26 03/12/26         | ∅          | 2026-12-25 2026-12-03
            13/13/26 25/12/2026       | ∅          | dateMalformed 2026-12-25
            25/12/2026 12/25/2026     | ∅          | 2026-12-25 dateMalformed
            2/30/2026 1/31/2026       | ∅          | dateMalformed 2026-01-31
            31/02/99 1/2/70           | D/M/YY     | dateMalformed 1970-02-01
            Sept 25/12/2026           | ∅          | dateMalformed 2026-12-25
            """))
    func dates(row: [String]) throws {
        let text = list(row[0].split(separator: " ").map { String($0) })
        for size in [1, 1000] {
            #expect(try days(text, row[1].isEmpty ? nil : row[1], by: size) == row[2])
        }
    }

    @Test("entries that wait beyond the limit are told as they read then")
    func waiting() throws {
        let many = Array(repeating: "01/02/2026", count: 65_600) + ["25/12/2026"]
        let imported = try importing(list(many), layout(.qif, decimal: nil))
        let batches = imported.drafts.compactMap { draft -> BankRows? in
            guard case .bank(let rows) = draft else { return nil }
            return rows
        }
        #expect(batches.map(\.count).reduce(0, +) == 65_601)
        // The date that settles the order comes too late for those told before it.
        let flaws = batches.flatMap(\.flaws).map(\.flaw.defect)
        #expect(flaws == Array(repeating: .dateAmbiguous, count: 65_600))
        #expect(batches.last?.days.last == Day(iso: "2026-12-25")?.number)
    }

    @Test("values that are missing or cannot be read")
    func values() throws {
        func complaints(_ entry: String) throws -> [String] {
            try importing("!Type:Bank\n" + entry + "^\n", layout(.qif, decimal: nil)).complaints
        }
        #expect(try complaints("D25/12/2026\nT-1,000.00\n").isEmpty)
        #expect(try complaints("D25/12/2026\nU5\n").isEmpty)
        #expect(try complaints("D25/12/2026\nT1,000\n") == ["2 amountAmbiguous"])
        #expect(try complaints("D25/12/2026\nT1.2.3\n") == ["2 amountMalformed"])
        #expect(try complaints("D25/12/2026\nPX\n") == ["2 fieldMissing"])
        #expect(try complaints("T5\n") == ["2 fieldMissing"])
        let split = "D25/12/2026\nT-5\nSa\n$-2\nSb\n$-2\n"
        #expect(try complaints(split) == ["Ntry details"])
        #expect(try complaints("D25/12/2026\nT-5\nSa\n%40\nSb\n%60\n").isEmpty)
    }

    @Test("lists that are nothing that happened; investments are not read")
    func sections() throws {
        let text = """
            !Type:Cat
            NFood
            E
            ^
            !Type:Invst
            D25/12/2026
            NBuy
            T5.00
            ^
            !type:bank
            D25/12/2026
            T5.00
            ^
            !Type:Memorized
            T9.00
            ^

            """
        let imported = try importing(text, layout(.qif))
        #expect(imported.bank.map(\.amount) == [500])
        #expect(imported.spoiled.map { $0.flaws.map(\.defect) } == [[.kindUnknown]])
        #expect(imported.rows == 2)
        #expect(QIFImporter.recognises(Array("!type:bank\n".utf8)))
        #expect(!QIFImporter.recognises(Array("!Typ\n".utf8)))
        #expect(!QIFImporter.recognises(Array("Type:Bank\n".utf8)))
    }

    @Test("an entry without its end is cut; behind a `^` nothing tells")
    func truncation() throws {
        for name in ["quicken-us", "banque-fr"] {
            var declared = try layout(.qif, decimal: nil)
            declared.encoding = TextEncoding("ISO-8859-1")
            let bytes = try BankFiles.fixture("qif/\(name).qif")
            let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "^") }.map { $0 + 1 }
            for length in try silentPrefixes(bytes, declared) {
                // Between two entries: what is cut is headers, marks and line ends.
                let next = ends.first { $0 > length } ?? bytes.count
                let last = ends.last { $0 <= length } ?? 0
                let left = String(decoding: bytes[last..<length], as: UTF8.self)
                let isBetween = left.split(whereSeparator: \.isNewline).allSatisfy {
                    $0.hasPrefix("!")
                }
                #expect(isBetween, "\(name) \(length) of \(next): \(left)")
            }
        }
        let cut = try importing(
            "!Type:Bank\nD25/12/2026\nT5.00\n^\nD26/12/2026\nT1", layout(.qif))
        #expect(cut.refusal?.defect == .truncated)
        #expect(cut.spoiled.map { $0.flaws.map(\.defect) } == [[.truncated]])
        #expect(try importing("", layout(.qif)).refusal?.defect == .empty)
        #expect(try importing("D1/1/2026\n^\n", layout(.qif)).refusal?.defect == .malformed)
        let header = try importing("!Type:Bank\nD25/12/2026\nT5\n!Type:Cash\n", layout(.qif))
        #expect(header.spoiled.count == 1 && header.refusal == nil)
    }
}

@Suite(.enabled(if: BankFiles.hasCorpus, "the corpus is not beside the repository"))
struct QIFCorpusTests {
    @Test(arguments: ["test_qif", "test_qif_dmy", "test_qif_ymd"])
    func theSamplesOfOCA(name: String) throws {
        let bytes = try BankFiles.corpusFile(
            "accounting/OCA__bank-statement-import/10.0@/account_bank_statement_import_qif/"
                + "test_files/\(name).qif")
        #expect(QIFImporter.recognises(bytes))
        let imported = try importing(bytes, layout(.qif, decimal: nil))
        #expect(imported.complaints.isEmpty)
        #expect(imported.tails.map(\.booked.text) == ["-1896.09"])
        #expect(
            imported.bank.map(\.day) == [
                "2013-08-12", "2013-08-15", "2013-03-03", "2013-03-04", "2013-03-03",
            ])
    }
}
