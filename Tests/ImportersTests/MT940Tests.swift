internal import Accounting
internal import Formats
import Foundation
internal import Testing

@testable internal import Importers

/// Own sample files, and messages made of fields, for the tests of MT940 and MT942.
enum MT940Sample {
    static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    static let corpus = root + "/../shared/corpus"
    static var hasCorpus: Bool { FileManager.default.fileExists(atPath: corpus + "/README.md") }
    static let files = ["german-pages.sta", "dutch-envelopes.940", "free-text.sta", "interim.942"]

    static func bytes(_ name: String) throws -> [UInt8] {
        let path = root + "/fixtures/banks/mt940/inbox/bank/" + name
        return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// A statement of one entry of 10,00, with its `:61:` and what follows it.
    static func statement(_ entry: String, closing: String = "C260131EUR110,00") -> String {
        """
        :20:X
        :25:12345678
        :28C:1/1
        :60F:C260101EUR100,00
        \(entry.replacing("⏎", with: "\n"))
        :62F:\(closing)
        -

        """
    }
}

/// A row as the tests see it: booking day, value day, amount, status, its flaws.
private func told(_ line: BankLine) -> String {
    let flaws = line.flaws.map { " \($0.defect)" }.joined()
    return "\(line.day) \(line.valueDay) \(line.amount) \(line.status)\(flaws)"
}

/// A statement as the tests see it.
private func told(_ tail: StatementTail) -> String {
    let declared = tail.declared.map { " \($0.name)" + ($0.declared.equals($0.counted) ? "" : "!") }
    let flaws = tail.flaws.map { " \($0.defect)" }
    return "\(tail.message) \(tail.account) \(tail.id) \(tail.currency) "
        + "\(tail.from?.description ?? "-") \(tail.to?.description ?? "-") "
        + "\(tail.opening?.text ?? "-") \(tail.entries) \(tail.booked.text) "
        + "\(tail.closing?.text ?? "-")" + declared.joined() + flaws.joined()
}

@Suite("MT940 and MT942: whole files")
struct MT940Tests {
    @Test("a German statement in two pages, over the new year, with reversals, in ISO 8859-1")
    func german() throws {
        let bytes = try MT940Sample.bytes("german-pages.sta")
        for size in [1 << 18, 1, 7] {
            let imported = try importing(bytes, layout(.mt940), by: size)
            #expect(imported.refusal == nil)
            #expect(
                imported.tails.map(told) == [
                    "MT940 37040044/0532013000 00001/00001 EUR 2025-12-31 2026-01-02 "
                        + "1200.50 2 254.10 1454.60",
                    "MT940 37040044/0532013000 00001/00002 EUR 2026-01-02 2026-01-02 "
                        + "1454.60 2 -192.60 1262.00",
                ])
            #expect(imported.heads.map(\.opening?.text) == ["1200.50", "1454.60"])
            #expect(imported.heads.map(\.currency?.code) == ["EUR", "EUR"])
            #expect(imported.heads.map(\.line) == [1, 15])
            #expect(imported.tails.map(\.addsUp) == [true, true])
            #expect(
                imported.bank.map(told) == [
                    "2025-12-31 2025-12-31 -4590 booked", "2026-01-02 2025-12-31 30000 booked",
                    "2026-01-02 2026-01-02 -20460 booked", "2026-01-02 2026-01-02 1200 booked",
                ])
            #expect(
                imported.bank.map(\.text) == [
                    "BASISLASTSCHRIFT Abschlag Dezember MREF+M-0815 CRED+DE98ZZZ09999999999",
                    "GUTSCHRIFT Rechnung RE-2025-117 vom 15.12.2025",
                    "STORNO Storno Gutschrift Konto erloschen",
                    "STORNO GEBUEHR Kontofuehrung Dezember",
                ])
            #expect(
                imported.bank.map(\.counterparty) == [
                    "Stadtwerke Köln GmbH", "Bäckerei Sommer", "Café Überall", "",
                ])
            #expect(
                imported.bank.map(\.payerReference) == ["STROM-2025-12", "RE-2025-117", "", ""])
            #expect(
                imported.bank.map(\.iban) == [
                    "DE89370400440532013000", "DE44500105175407324931", "", "",
                ])
            #expect(
                imported.bank.map(\.reference) == [
                    "2512310000001", "2512310000002", "2601020000003", "2601020000004",
                ])
            #expect(imported.rows == 4)
            let first = imported.bank.first.map { slice(bytes, $0.span) } ?? ""
            #expect(first.hasPrefix(":61:2512311231DR45,90") && first.hasSuffix("?34992"))
        }
    }

    @Test("Dutch statements in envelopes, with ING's totals behind the balance")
    func dutch() throws {
        let bytes = try MT940Sample.bytes("dutch-envelopes.940")
        for size in [1 << 18, 1, 7] {
            let imported = try importing(bytes, layout(.mt940), by: size)
            #expect(imported.refusal == nil)
            #expect(
                imported.tails.map(told) == [
                    "MT940 NL20INGB0001234567 00021 EUR 2026-01-31 2026-01-31 "
                        + "662.23 2 -112.44 549.79 86D/count 86D/sum 86C/count 86C/sum",
                    "MT940 NL20INGB0001234567 00022 EUR 2026-02-01 2026-02-01 "
                        + "549.79 0 0 549.79 86D/count 86D/sum 86C/count 86C/sum",
                ])
            #expect(
                imported.bank.map(\.payerReference) == ["WEB-2026-0001", "9001123412341234"])
            #expect(imported.bank.map(\.counterparty) == ["J. Jansen", "Energie BV"])
            #expect(
                imported.bank.map(\.iban) == ["NL39RABO0300065264", "NL39RABO0300065264"])
            #expect(imported.bank.map(\.amount) == [156, -11400])
        }
    }

    @Test("a bank's own header, no envelope, CR line ends, an overdraft, a decimal point")
    func freeText() throws {
        let bytes = try MT940Sample.bytes("free-text.sta")
        for size in [1 << 18, 1, 7] {
            let imported = try importing(bytes, layout(.mt940), by: size)
            #expect(
                imported.tails.map(told) == [
                    "MT940 417164300 19321/1 EUR 2026-03-02 2026-03-02 -100 2 1491.25 1391.25"
                ])
            #expect(imported.bank.map(\.amount) == [-900, 150_025])
            #expect(
                imported.bank.map(\.text) == [
                    "GIRO 428428 KABEL TELEVISIE BETALINGSKENM. 000000042188659314606715 "
                        + "BETREFT FACTUUR D.D. 20-02-2026 INCL. 1,44 BTW",
                    "SEPA OVERBOEKING HUUR MAART 10:30",
                ])
        }
    }

    @Test("an interim report is shown with its totals and never posts")
    func interim() throws {
        let bytes = try MT940Sample.bytes("interim.942")
        for size in [1 << 18, 1, 7] {
            let imported = try importing(bytes, layout(.mt940, currency: "GBP"), by: size)
            #expect(
                imported.tails.map(told) == [
                    "MT942 GB33BUKB20201555555555 17/1 GBP 2026-02-03 2026-02-04 "
                        + "- 3 208.50 - 90D/count 90D/sum 90C/count 90C/sum"
                ])
            #expect(imported.heads.map(\.posts) == [false])
            #expect(imported.tails.map(\.posts) == [false])
            #expect(
                imported.bank.map(told) == [
                    "2026-02-03 2026-02-03 -4200 booked", "2026-02-03 2026-02-03 25050 booked",
                    "2026-02-04 2026-02-04 -1000 pending",
                ])
        }
    }

    @Test("39 statements a file are 39 units, each with its own account")
    func many() throws {
        var text = ""
        for number in 1...39 {
            text += MT940Sample.statement(":61:260131C10,NMSC\n:86:\(number)")
                .replacing(":25:12345678", with: ":25:\(1000 + number)")
        }
        let imported = try importing(text, layout(.mt940), by: 333)
        #expect(imported.heads.map(\.unit) == Array(1...39))
        #expect(imported.tails.map(\.account) == (1...39).map { String(1000 + $0) })
        #expect(imported.tails.allSatisfy { $0.addsUp == true && $0.flaws.isEmpty })
        #expect(imported.bank.map(\.text) == (1...39).map { String($0) })
        #expect(imported.rows == 39)
    }

    @Test("a statement longer than a batch comes in several, in order")
    func long() throws {
        let count = Limits.batchRows + 5
        var text = ":20:X\n:25:1\n:60F:C260101EUR0,\n"
        for number in 1...count { text += ":61:260131C0,0\(number % 9)NMSCNONREF//\(number)\n" }
        let sum = (1...count).reduce(0) { $0 + $1 % 9 }
        text += ":62F:C260131EUR\(sum / 100),\(String(sum % 100 + 100).suffix(2))\n"
        let imported = try importing(text, layout(.mt940), by: 4096)
        let batches = imported.drafts.compactMap { draft -> Int? in
            guard case .bank(let rows) = draft else { return nil }
            return rows.count
        }
        #expect(batches == [Limits.batchRows, 5])
        #expect(imported.tails.first?.addsUp == true)
        #expect(imported.bank.map(\.reference) == (1...count).map { String($0) })
    }
}

@Suite("MT940: what a file is recognised by")
struct MT940RecognitionTests {
    @Test("own files, in any encoding", arguments: MT940Sample.files)
    func own(name: String) throws {
        let bytes = try MT940Sample.bytes(name)
        #expect(MT940Importer.recognises(bytes))
        #expect(MT940Importer.recognises([0xEF, 0xBB, 0xBF] + bytes))
        let text = String(decoding: bytes.filter { $0 < 128 }, as: UTF8.self)
        let wide = "\u{FEFF}\(text)".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        #expect(MT940Importer.recognises(wide))
        let imported = try importing(wide, layout(.mt940))
        #expect(!imported.tails.isEmpty && imported.refusal == nil)
    }

    @Test(
        "by form, near the start, and nothing else",
        arguments: textTable(
            """
            file (␊ ends a line)                            | recognised
            :20:A␊:25:1␊:60F:C260101EUR0,␊                  | yes
            :61:2601310131C10,00NMSC                        | yes
            :61:2601310131CR␊30,00N062NONREF                | yes
            :62F:D260101EUR1,5                              | yes
            :34F:EUR13,37                                   | yes
            :13D:2602031730+0000                            | yes
            :90D:3EUR13,37                                  | yes
            {1:F01X}{2:O940X}{4:␊:20:A␊:60F:C260101EUR0,␊-} | yes
            ∅                                               | no
            :20:A␊:25:1␊:28C:1                              | no
            :20:A␊:32A:260101EUR1,␊:50K:X␊:59:Y␊            | no
            :86:text␊                                       | no
            :60F:C26EUR0,␊                                  | no
            <x>␊:60F:C260101EUR0,␊                          | no
            date;amount␊:60F:C260101EUR0,␊                  | no
            OFXHEADER:100␊DATA:OFXSGML␊                     | no
            01,1,2,260101,1200,1,80,1,2/␊                   | no
            !Type:Bank␊D01/01/26␊T1.00␊^                    | no
            {"a": ":60F:C260101EUR0,"}                      | no
            %PDF-1.4␊:20:                                   | no
            """))
    func form(row: [String]) {
        let bytes = Array(row[0].replacing("␊", with: "\n").utf8)
        #expect(MT940Importer.recognises(bytes) == (row[1] == "yes"))
    }
}
