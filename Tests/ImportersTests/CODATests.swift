internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

/// The lines of our sample, changed by a test.
private struct CODAFile {
    var lines: [String]

    init(_ name: String = "statement") throws {
        lines = String(decoding: try BankFiles.fixture("coda/\(name).cod"), as: UTF8.self)
            .split(whereSeparator: \.isNewline).map { String($0) }
    }

    /// Puts a text over a line, from a column on.
    mutating func put(_ text: String, line: Int, column: Int) {
        var characters = Array(lines[line - 1])
        characters.replaceSubrange(column - 1..<column - 1 + text.count, with: Array(text))
        lines[line - 1] = String(characters)
    }

    func imported() throws -> Imported {
        try importing(lines.map { $0 + "\n" }.joined(), layout(.coda))
    }
}

@Suite("CODA: Belgian coded statements")
struct CODATests {
    @Test("a statement: balances, movements, parties, references, controls")
    func statement() throws {
        let bytes = try BankFiles.fixture("coda/statement.cod")
        #expect(CODAImporter.recognises(bytes))
        let imported = try importing(bytes, layout(.coda))
        #expect(imported.complaints.isEmpty)
        let tail = try #require(imported.tails.first)
        #expect(tail.account == "BE68539007547034" && tail.currency == "EUR" && tail.id == "017")
        #expect(tail.opening?.text == "2500.000" && tail.closing?.text == "2842.010")
        #expect(tail.addsUp == true && tail.posts)
        #expect(tail.from?.description == "2026-09-04" && tail.to?.description == "2026-09-04")
        #expect(
            tail.declared.map { "\($0.name) \($0.declared.text)" } == [
                "9 records 18", "9 debits 170.990", "9 credits 513.000",
            ])
        #expect(imported.bank.map(\.amount) == [36_300, -12_100, 15_000, -4_999])
        #expect(imported.bank.map(\.day) == Array(repeating: "2026-09-04", count: 4))
        #expect(imported.bank.last?.valueDay == "2026-09-05")
        #expect(imported.bank.map(\.reference).last == "REFA000000000000000D4")
        #expect(
            imported.bank.map(\.payerReference) == ["+++090/9337/55493+++", "BETALING-88", "", ""])
        #expect(
            imported.bank.map(\.counterparty) == [
                "HOTEL METROPOOL NV", "DE MOLEN BV", "", "KASSASOFT NV",
            ])
        #expect(imported.bank.map(\.iban)[0] == "BE41063012345610")
        #expect(
            imported.bank.map(\.text) == [
                "+++090/9337/55493+++",
                "FACTUUR 2026/88 KOFFIEBRANDERIJ DE MOLEN GENT LEVERING AUGUSTUS",
                "CODA 20150000", "ABONNEMENT KASSASOFTWARE MANDAAT-7 BE98ZZZ0123456789",
            ])
        #expect(imported.rows == 4)
        let span = slice(bytes, imported.bank[0].span)
        #expect(span.hasPrefix("2100010000") && span.split(whereSeparator: \.isNewline).count == 5)
    }

    @Test("details of a sum are no bookings of their own; each has its own counterpart")
    func details() throws {
        let file = try CODAFile()
        let line = try file.imported().bank[2]
        #expect(
            line.parts == [
                "10000/+++000/0000/10101+++/JANSSENS/BE43068999999501/+++000/0000/10101+++",
                "5000//PEETERS/BE02001234567840/TAFEL 12",
            ])
        // A detail that does not add up to the sum: the sum stands alone, and says so.
        var wrong = file
        wrong.put("000000000006000", line: 14, column: 33)
        let imported = try wrong.imported()
        #expect(imported.bank.count == 4 && imported.bank[2].parts.isEmpty)
        #expect(imported.complaints == ["Ntry details"])
        // One detail only: the sum takes its party and its text.
        var single = file
        single.lines.removeSubrange(13...14)
        single.put("000000000015000", line: 12, column: 33)
        single.put("000000000015000", line: 11, column: 33)
        let lone = try single.imported().bank[2]
        #expect(lone.parts.isEmpty && lone.counterparty == "JANSSENS")
        #expect(lone.payerReference == "+++000/0000/10101+++")
    }

    @Test("a detail without its sum cannot be booked; a separate application never is")
    func orphans() throws {
        var file = try CODAFile()
        file.lines.remove(at: 10)
        #expect(try file.imported().complaints.contains("11 malformed"))
        let separate = try importing(
            BankFiles.fixture("coda/separate-application.cod"), layout(.coda))
        #expect(separate.complaints.isEmpty)
        #expect(separate.heads.map(\.posts) == [false])
        #expect(separate.bank.map(\.status) == [.information])
    }

    @Test("pieces of any size read the same; line ends may be missing")
    func pieces() throws {
        let bytes = try BankFiles.fixture("coda/statement.cod")
        let whole = try importing(bytes, layout(.coda))
        for size in [1, 7, 128] {
            #expect(try importing(bytes, layout(.coda), by: size).digest == whole.digest)
        }
        let unbroken = bytes.filter { $0 != 10 && $0 != 13 }
        #expect(CODAImporter.recognises(unbroken))
        #expect(try importing(unbroken, layout(.coda)).posted == whole.posted)
        for size in [1, 7] {
            #expect(try importing(unbroken, layout(.coda), by: size).posted == whole.posted)
        }
    }

    @Test(
        "account structures",
        arguments: textTable(
            """
            structure | field                                 | account          | currency
            0         | 539007547034 EUR0BE                   | 539007547034     | EUR
            1         | GB29NWBK60161331926819            USD | GB29NWBK60161331926819 | USD
            2         | BE68539007547034                  EUR | BE68539007547034 | EUR
            3         | FR1420041010050500013M02606       CHF | FR1420041010050500013M02606 | CHF
            """))
    func accounts(row: [String]) throws {
        var file = try CODAFile()
        let field = row[1] + String(repeating: " ", count: 37 - row[1].count)
        file.put(row[0] + "112" + field, line: 2, column: 2)
        file.put(field, line: 19, column: 5)
        let tail = try #require(try file.imported().tails.first)
        #expect(tail.account == row[2] && tail.currency == row[3])
        #expect(try file.imported().complaints.isEmpty)
    }

    @Test("version 1: Belgian numbers alone, the address where the communication goes on")
    func versionOne() throws {
        func record(_ parts: (Int, String)...) -> String {
            var line = Array(repeating: Character(" "), count: 128)
            for (column, text) in parts {
                line.replaceSubrange(column - 1..<column - 1 + text.count, with: Array(text))
            }
            return String(line) + "\n"
        }
        let text =
            record((1, "0000004090672505"), (84, "00000"), (128, "1"))
            + record(
                (1, "1"), (3, "112"), (6, "435000000080 EUR0BE"), (43, "0000000000100000"),
                (59, "030906"), (126, "112"))
            + record(
                (1, "21"), (3, "00010000"), (11, "REF0001"), (32, "1000000000040500"),
                (48, "040906"), (54, "00150000"), (62, "0"), (63, "LOYER SEPTEMBRE"),
                (116, "040906"), (122, "112"))
            + record((1, "22"), (3, "00010000"), (11, "BUREAU 2"))
            + record(
                (1, "23"), (3, "00010000"), (11, "063000000123"), (48, "IMMO DU PARC SPRL"),
                (74, "RUE DU PARC 1  1000 BRUXELLES"))
            + record(
                (1, "8"), (2, "112"), (5, "435000000080 EUR0XX"), (42, "0000000000059500"),
                (58, "040906"))
            + record(
                (1, "9"), (17, "000005"), (23, "000000000040500"), (38, "000000000000000"),
                (128, "2"))
        #expect(CODAImporter.recognises(Array(text.utf8)))
        let imported = try importing(text, layout(.coda))
        #expect(imported.complaints.isEmpty)
        let tail = try #require(imported.tails.first)
        #expect(tail.account == "435000000080" && tail.currency == "EUR" && tail.addsUp == true)
        let line = try #require(imported.bank.first)
        #expect(line.amount == -4_050 && line.day == "2006-09-04")
        #expect(line.counterparty == "IMMO DU PARC SPRL" && line.iban.isEmpty)
        #expect(line.text == "LOYER SEPTEMBRE BUREAU 2", "the address is no communication")
        let old = text.replacing("030906", with: "000000")
        #expect(try importing(old, layout(.coda)).tails.first?.from?.description == "2006-09-04")
        let stranger = text.replacing("8112435000000080", with: "8112435000000081")
        #expect(try importing(stranger, layout(.coda)).complaints == ["6 malformed"])
    }

    @Test("the original amount of communications 105 and 113, with its rate where it fits")
    func originals() throws {
        func originals(_ communication: String) throws -> [String] {
            var file = try CODAFile()
            // The third movement's sum of 150.00, its details left out.
            file.lines.removeSubrange(11...14)
            file.lines.insert(
                "2200030000" + String(repeating: " ", count: 53), at: 11)
            let whole = communication + String(repeating: " ", count: 106 - communication.count)
            file.put("1" + whole.prefix(53), line: 11, column: 62)
            file.put(String(whole.dropFirst(53)), line: 12, column: 11)
            let imported = try file.imported()
            #expect(imported.bank.map(\.amount)[2] == 15_000)
            return imported.originals
        }
        let gross = "105000000000150000000000000165000"
        #expect(try originals(gross + "000090909091USD") == ["2 USD 16500 0.90909091"])
        #expect(
            try originals(gross + "000110000000USD") == ["2 USD 16500 1.10000000"],
            "the other way round")
        #expect(try originals(gross + "000000000000USD") == ["2 USD 16500 –"])
        #expect(try originals(gross + "000090909091EUR").isEmpty)
        #expect(try originals("105000000000150000000000000000000000000000000USD").isEmpty)
        let card =
            "113" + "4417XXXXXXXX12341" + "123456000123040926" + "10150" + "CAFE DU LAC GENEVE "
        let padded = card + String(repeating: " ", count: 69 - card.count)
        #expect(
            try originals(padded + "000000000165000" + "000090909091" + "CHF")
                == ["2 CHF 16500 0.90909091"])
    }

    @Test("controls of record 9, and records that do not belong where they stand")
    func controls() throws {
        let file = try CODAFile()
        func complaints(_ change: (inout CODAFile) -> Void) throws -> [String] {
            var changed = file
            change(&changed)
            return try changed.imported().complaints
        }
        #expect(try complaints { $0.put("000019", line: 21, column: 17) } == ["9 records"])
        #expect(try complaints { $0.put("1", line: 21, column: 37) } == ["9 debits"])
        #expect(try complaints { $0.put("1", line: 21, column: 52) } == ["9 credits"])
        #expect(try complaints { $0.put("X", line: 21, column: 52) } == ["21 amountMalformed"])
        #expect(try complaints { $0.put("2", line: 3, column: 32) }.contains("3 amountMalformed"))
        #expect(try complaints { $0.put("310226", line: 3, column: 116) } == ["3 dateMalformed"])
        #expect(try complaints { $0.put("1", line: 19, column: 12) } == ["19 malformed"])
        #expect(try complaints { $0.put("0009", line: 4, column: 3) } == ["4 malformed"])
        #expect(try complaints { $0.put("3", line: 1, column: 128) } == ["refused kindUnknown"])
        #expect(try complaints { $0.put("1", line: 21, column: 128) } == ["refused truncated"])
        #expect(try complaints { $0.lines.removeFirst() } == ["refused malformed"])
        #expect(try complaints { $0.lines.remove(at: 1) } == ["refused malformed"])
        #expect(try complaints { $0.lines.remove(at: 18) }.contains("2 truncated"))
        #expect(try complaints { $0.lines.removeLast() } == ["refused truncated"])
        #expect(try complaints { $0.lines.insert("77", at: 3) } == ["refused malformed"])
        let more = try complaints {
            $0.put("1", line: 21, column: 128)
            $0.lines += file.lines
        }
        #expect(more.isEmpty)
    }

    @Test("no beginning of a file passes for the whole; a changed digit is noticed")
    func broken() throws {
        let bytes = try BankFiles.fixture("coda/statement.cod")
        #expect(try silentPrefixes(bytes, layout(.coda)).isEmpty)
        var checked = 0
        for (line, columns) in [
            (2, 43...58), (3, 32...47), (8, 32...47), (11, 32...47), (12, 32...47),
            (14, 32...47), (16, 32...47), (19, 42...57), (21, 17...52),
        ] {
            // Lines of 128 characters and their CR LF.
            let start = (line - 1) * 130 + columns.lowerBound - 1
            let part = start..<start + columns.count
            #expect(try silentDigits(bytes, layout(.coda), in: part).isEmpty, "\(line)")
            checked += part.count
        }
        #expect(checked > 150)
    }

    @Test("other formats are not recognised")
    func recognition() throws {
        for name in ["cfonb120/september.txt", "norma43/septiembre.n43", "bai2/padded-80.bai2"] {
            #expect(!CODAImporter.recognises(try BankFiles.fixture(name)))
        }
        let coda = try BankFiles.fixture("coda/statement.cod")
        #expect(!BAI2Importer.recognises(coda) && !CFONB120Importer.recognises(coda))
        #expect(!Norma43Importer.recognises(coda) && !QIFImporter.recognises(coda))
        #expect(!CODAImporter.recognises(Array("0000 01INGBNL2AXXXX00001\n".utf8)))
    }
}

@Suite(.enabled(if: BankFiles.hasCorpus, "the corpus is not beside the repository"))
struct CODACorpusTests {
    /// The one file there is: a test's, whose new balance was made another account's.
    @Test func theSampleOfOCA() throws {
        let bytes = try BankFiles.corpusFile(
            "fixedwidth/OCA__l10n-belgium/account_statement_import_coda/test_coda_file/"
                + "Ontvangen_CODA.2012-01-11-18.59.15.txt")
        #expect(CODAImporter.recognises(bytes))
        let imported = try importing(bytes, layout(.coda))
        #expect(imported.bank.map(\.amount) == [-43_500, 304_445, -47_904, -47_904, 6_374])
        #expect(imported.bank.map { $0.parts.count } == [0, 0, 2, 2, 0])
        #expect(imported.bank.map(\.payerReference)[1] == "+++240/2838/42818+++")
        // Every control of record 9 holds; the balances do not, nor the account of record 8.
        #expect(imported.complaints == ["23 malformed", "adds up"])
    }
}
