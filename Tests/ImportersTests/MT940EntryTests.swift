internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

@Suite("MT940: the statement line :61: and what :86: says of it")
struct MT940EntryTests {
    private func line(_ entry: String, encoding: TextEncoding? = nil) throws -> BankLine {
        var layout = try layout(.mt940, decimal: nil)
        layout.encoding = encoding
        let imported = try importing(MT940Sample.statement(entry), layout)
        #expect(imported.bank.count == 1)
        return try #require(imported.bank.first)
    }

    @Test(
        "dates: the entry date books, in the year nearest to the value date",
        arguments: textTable(
            """
            :61:        | booked     | value      | flaw
            2601310131C | 2026-01-31 | 2026-01-31 | none
            260131C     | 2026-01-31 | 2026-01-31 | none
            260131␠␠␠␠C | 2026-01-31 | 2026-01-31 | none
            2512310102C | 2026-01-02 | 2025-12-31 | none
            2601021231C | 2025-12-31 | 2026-01-02 | none
            2603010629C | 2026-06-29 | 2026-03-01 | none
            2603011130C | 2025-11-30 | 2026-03-01 | none
            2402290229C | 2024-02-29 | 2024-02-29 | none
            2403010229C | 2024-02-29 | 2024-03-01 | none
            7912310101C | 2080-01-01 | 2079-12-31 | none
            9912310101C | 2000-01-01 | 1999-12-31 | none
            2602300301C | 2026-03-01 | ∅          | dateMalformed
            2602280230C | ∅          | 2026-02-28 | dateMalformed
            2503010229C | ∅          | 2025-03-01 | dateMalformed
            2613010131C | ∅          | ∅          | dateMalformed
            26013101C   | ∅          | ∅          | dateMalformed
            C           | ∅          | ∅          | dateMalformed
            """))
    func dates(row: [String]) throws {
        let line = try line(":61:\(row[0])10,00NMSC")
        #expect(line.day == row[1])
        #expect(line.valueDay == row[2])
        #expect(line.flaws.map { "\($0.defect)" } == (row[3] == "none" ? [] : [row[3]]))
        #expect(line.amount == 1000, "the amount is read all the same")
    }

    @Test(
        "marks, funds letters and amounts",
        arguments: textTable(
            """
            behind the dates          | amount                        | status
            C10,00NMSC                | 1000                          | booked
            D10,00NMSC                | -1000                         | booked
            CR10,00NMSC               | 1000                          | booked
            DR10,00NMSC               | -1000                         | booked
            RC10,00NMSC               | -1000                         | booked
            RD10,00NMSC               | 1000                          | booked
            RCR10,00NMSC              | -1000                         | booked
            RDR10,00NMSC              | 1000                          | booked
            DD10,00NMSC               | -1000                         | booked
            EC10,00NMSC               | 1000                          | pending
            EDR10,00NMSC              | -1000                         | pending
            C10,NMSC                  | 1000                          | booked
            C10,5NMSC                 | 1050                          | booked
            C10NTRF29-07              | 1000                          | booked
            C000000000010,00N         | 1000                          | booked
            C0,01NMSC                 | 1                             | booked
            C,5NMSC                   | 50                            | booked
            C10.25NMSC                | 1025                          | booked
            C10,00␠NTRF               | 1000                          | booked
            C10,00                    | 1000                          | booked
            C10,000NMSC               | 1000                          | booked
            C⏎10,00NMSC               | 1000                          | booked
            C1⏎0,00NMSC               | 1000                          | booked
            C10,00⏎NMSC               | 1000                          | booked
            C10,00⏎details            | 1000                          | booked
            C10,001NMSC               | amountPrecision               | booked
            C1.000NMSC                | amountAmbiguous               | booked
            C1.000,00NMSC             | amountMalformed               | booked
            C1␠000,00NMSC             | amountMalformed               | booked
            C-10,00NMSC               | amountMalformed               | booked
            C,NMSC                    | amountMalformed               | booked
            CNMSC                     | amountMalformed               | booked
            X10,00NMSC                | amountMalformed               | booked
            R10,00NMSC                | amountMalformed               | booked
            10,00NMSC                 | dateMalformed amountMalformed | booked
            C10000000000000,01NMSC    | amountTooLarge                | booked
            C1234567890123456789,NMSC | amountMalformed               | booked
            C1,123456789NMSC          | amountMalformed               | booked
            """))
    func amounts(row: [String]) throws {
        let line = try line(":61:2601310131\(row[0])")
        let flaws = line.flaws.map { "\($0.defect)" }.joined(separator: " ")
        #expect((flaws.isEmpty ? "\(line.amount)" : flaws) == row[1])
        #expect("\(line.status)" == row[2])
    }

    @Test(
        "references and details",
        arguments: textTable(
            """
            behind the amount | bank's | payer's | text
            NTRFNONREF | ∅ | ∅ | ∅
            NTRFRE-1//77 | 77 | RE-1 | RE-1
            NTRFNONREF//77 | 77 | ∅ | ∅
            NTRF//77 | 77 | ∅ | ∅
            NTRFRE-1//NONREF | ∅ | RE-1 | RE-1
            NTRFKREF+//77 | 77 | ∅ | ∅
            NTRFRE-1 | ∅ | RE-1 | RE-1
            S05168790452 | ∅ | 68790452 | 68790452
            NMSCA/1//B/2⏎random / and | B/2 | A/1 | random / and
            N0440121470966␠␠␠␠␠␠W.P. Jansen | ∅ | ∅ | ∅
            NTRFEREF//1⏎NL91ABNA0417164300 | 1 | ∅ | ∅
            NOVBNL91ABNA0417164300⏎j. bakker | ∅ | ∅ | j. bakker
            NTRFRF18539007547034 | ∅ | RF18539007547034 | RF18539007547034
            NMSCNONREF//7⏎:86:GIRO X⏎:86:EN MEER | 7 | ∅ | GIRO X EN MEER
            NMSCNONREF//7⏎GIRO⏎:86:GIRO X | 7 | ∅ | GIRO X
            NMSCNONREF//7⏎OTHER⏎:86:GIRO X | 7 | ∅ | GIRO X OTHER
            S051⏎:NS:01Zweck A⏎02B⏎15Fa. A⏎16B⏎17Text⏎1912 | ∅ | ∅ | Zweck A B Text
            """))
    func references(row: [String]) throws {
        let line = try line(":61:2601310131C10,00\(row[0])")
        #expect(line.reference == row[1])
        #expect(line.payerReference == row[2])
        #expect(line.text == row[3])
        #expect(line.flaws.isEmpty)
        if row[0].contains("NL91") { #expect(line.iban == "NL91ABNA0417164300") }
        if row[0].contains("Jansen") { #expect(line.counterparty == "W.P. Jansen") }
        if row[0].contains("bakker") { #expect(line.counterparty == "j. bakker") }
        if row[0].contains("15Fa.") { #expect(line.counterparty == "Fa. A B") }
    }

    @Test(
        "subfields of :86:, whatever separates them",
        arguments: textTable(
            """
            :86: | text | payer's | name
            166?00GUT?100399?20Miete?21Mai?32MAIER?33HANS | GUT Miete Mai | ∅ | MAIER HANS
            ␠166?00A?20B | A B | ∅ | ∅
            166<00A<20B<32C | A B | ∅ | C
            166^00A^20B^32C | A B | ∅ | C
            166~00A~20B~32C | A B | ∅ | C
            000>100987654321⏎>20 HUUR>21 MEI | HUUR MEI | ∅ | ∅
            166?00A?20EREF+E1?21SVWZ+B | A B | E1 | ∅
            166?00A?20EREF+E1 SVWZ+B KREF+K1 | A B KREF+K1 | E1 | ∅
            166?00A?20KREF+EREF+E1?21MREF+M1?22CRED+C1?23SVWZ+B | A B KREF+ MREF+M1 CRED+C1 | E1 | ∅
            166?00A?20EREF+E1?21Grund⏎ genannt | A Grund genannt | E1 | ∅
            166?00A?20EREF+NOTPROVIDED?21SVWZ+B | A B | ∅ | ∅
            166?00A?20EREF+1234567890123456789012?2134?22SVWZ+B | A B | 123456789012345678901234 | ∅
            166?00A?20SVWZ+1234567890123456789012?2134?6056 | A 123456789012345678901234 56 | ∅ | ∅
            166?00A?⏎20B?2⏎1C | A B C | ∅ | ∅
            166?00A?20WARUM? DARUM?99X | A WARUM? DARUM?99X | ∅ | ∅
            ?20B?32C | B | ∅ | C
            <20B⏎<21D⏎<32C | B D | ∅ | C
            020⏎:86:020~00A⏎~20B⏎~21ÿ⏎~32C | A B | ∅ | C
            ?X20B | ?X20B | ∅ | ∅
            106?000000/661?20B | 0000/661 B | ∅ | ∅
            999PN5477SCHECK-NR. 1 | 999PN5477SCHECK-NR. 1 | ∅ | ∅
            201/12 FACTUUR | 201/12 FACTUUR | ∅ | ∅
            """))
    func subfields(row: [String]) throws {
        let line = try line(":61:2601310131C10,00NMSC⏎:86:\(row[0])")
        #expect(line.text == row[1])
        #expect(line.payerReference == row[2])
        #expect(line.counterparty == row[3])
    }

    @Test(
        "codes between slashes, and free text; ¤ stands for an IBAN",
        arguments: textTable(
            """
            mark | :86: | text | payer's | name | IBAN
            C | /TRTP/SEPA/IBAN/¤/BIC/B/NAME/V. O./REMI/No 1/EREF/t1 | SEPA No 1 | t1 | V. O. | ¤
            C | /EREF/E//CNTP/¤/ABNANL2A/A BV/CITY//REMI/USTD//X Y/ | X Y | E | A BV | ¤
            C | /REMI/STRD/CUR/9001/ | 9001 | 9001 | ∅ | ∅
            D | /BENM//NAME/JOHN DOE/REMI/Ref 2/ISDT/2026-01-02 | Ref 2 | ∅ | JOHN DOE | ∅
            C | /BENM//NAME/ME/ORDP//NAME/YOU/REMI/Z | Z | ∅ | YOU | ∅
            D | /BENM//NAME/ME/ORDP//NAME/YOU/REMI/Z | Z | ∅ | ME | ∅
            D | /BENM/NAME/A/ULTB//NAME/B/REMI/Z | Z | ∅ | A | ∅
            C | /RTRN/MS//EREF/E//MARF/M//CSID/N//REMI/USTD//T | T RTRN MS MARF M CSID N | E | ∅ | ∅
            C | /EREF/NOTPROVIDED/REMI/T | T | ∅ | ∅ | ∅
            C | /EREF/E | /EREF/E | E | ∅ | ∅
            C | ¤ j. bakker⏎␠␠␠␠⏎Rent | ¤ j. bakker Rent | ∅ | ∅ | ¤
            C | FACTUUR 1⏎REK: ¤/NAAM: PICQ | FACTUUR 1 REK: ¤/NAAM: PICQ | ∅ | PICQ | ¤
            C | PLAIN␠␠␠␠TEXT⏎SECOND | PLAIN TEXT SECOND | ∅ | ∅ | ∅
            """))
    func slashes(row: [String]) throws {
        let row = row.map { $0.replacing("¤", with: "NL91ABNA0417164300") }
        let line = try line(":61:2601310131\(row[0])10,00NMSC⏎:86:\(row[1])")
        #expect(line.text == row[2])
        #expect(line.payerReference == row[3])
        #expect(line.counterparty == row[4])
        #expect(line.iban == row[5])
    }

    @Test(
        "the amount before conversion, with its rate where it turns it into the entry",
        arguments: textTable(
            """
            entry                                                           | original
            :61:2601310131D10,00NMSCX⏎/OCMT/USD11,00/CHGS/EUR0,50           | 0 USD -1100 –
            :61:2601310131D10,00NMSCX⏎/OCMT/USD11,00//CHGS/EUR0,50/         | 0 USD -1100 –
            :61:2601310131C10,00NMSCX⏎:86:/OCMT/USD11,00/EXCH/0,90909/      | 0 USD 1100 0.90909
            :61:2601310131C10,00NMSCX⏎:86:/OCMT/USD11,00/EXCH/1,1/          | 0 USD 1100 1.1
            :61:2601310131C10,00NMSCX⏎:86:/TRTP/SEPA/OCMT/JPY1700,/REMI/x   | 0 JPY 1700 –
            :61:2601310131C10,00NMSCX⏎:86:105?00X?20/OCMT/USD11,00?21/EXCH/ | ∅
            :61:2601310131C10,00NMSCX⏎/OCMT/EUR11,00/CHGS/EUR1,00           | ∅
            :61:2601310131C10,00NMSCX⏎/OCMT/USD1.100/                       | ∅
            :61:2601310131C10,00NMSCX⏎/OCMT/11,00/                          | ∅
            """))
    func originals(row: [String]) throws {
        let entry = row[0]
        let sign = entry.contains("D10,00") ? "90,00" : "110,00"
        let text = MT940Sample.statement(entry, closing: "C260131EUR\(sign)")
        let imported = try importing(text, layout(.mt940))
        #expect(imported.complaints.isEmpty)
        #expect(imported.originals == (row[1].isEmpty ? [] : [row[1]]))
    }

    @Test("full lines go on without a blank, shorter ones with one")
    func wrapped() throws {
        for (width, isFull) in [(60, false), (61, true), (65, true)] {
            let first = String(repeating: "1", count: width)
            let line = try line(":61:2601310131C10,00NMSC⏎:86:\(first)⏎2⏎3")
            #expect(line.text == first + (isFull ? "2 3" : " 2 3"))
        }
        let second = String(repeating: "é", count: 65)
        let line = try line(":61:2601310131C10,00NMSC⏎:86:A⏎\(second)⏎B")
        #expect(line.text == "A \(second)B")
    }

    @Test("texts are UTF-8, else as declared, else windows-1252; bytes that fit none are a flaw")
    func encodings() throws {
        func read(_ bytes: [UInt8], _ name: String?) throws -> (String, [Defect]) {
            var layout = try layout(.mt940)
            layout.encoding = name.flatMap { TextEncoding($0) }
            let text = MT940Sample.statement(":61:260131C10,NMSC⏎:86:#")
            let whole = text.utf8.flatMap { $0 == UInt8(ascii: "#") ? bytes : [$0] }
            let line = try #require(try importing(whole, layout).bank.first)
            return (line.text, line.flaws.map(\.defect))
        }
        #expect(try read(Array("Zürich".utf8), nil) == ("Zürich", []))
        #expect(try read([0x5A, 0xFC], nil) == ("Zü", []))
        #expect(try read([0x5A, 0x81], "CP852") == ("Zü", []))
        #expect(try read([0x5A, 0xFC], "UTF-8") == ("", [.encoding]))
        #expect(try read([0x5A, 0x00], nil) == ("", [.encoding]))
    }

    @Test("a reference that stands on several rows of a statement identifies none of them")
    func repeatedReferences() throws {
        let entries = ["A", "B", "A", "", "C"].map { ":61:260131C2,NMSCNONREF//\($0)" }
        let text = MT940Sample.statement(entries.joined(separator: "⏎"))
        let imported = try importing(text + text, layout(.mt940))
        #expect(imported.bank.map(\.reference) == ["", "B", "", "", "C", "", "B", "", "", "C"])
        #expect(imported.tails.allSatisfy { $0.addsUp == true })
    }

    @Test("hostile texts are cut, not kept whole")
    func longTexts() throws {
        let long = String(repeating: "xé", count: 4000)
        for entry in [
            ":61:260131C10,NMSC\(long)//\(long)", ":61:260131C10,NMSC⏎:86:\(long)",
            ":61:260131C10,NMSC⏎:86:166?00\(long)?32\(long)",
            ":61:260131C10,NMSC⏎:86:/NAME/\(long)/EREF/\(long)/REMI/\(long)",
            ":61:260131C10,NMSC⏎:NS:15\(long)⏎15\(long)⏎01\(long)",
            ":61:260131C10,NMSC" + String(repeating: "⏎details", count: 5000),
        ] {
            let line = try line(entry)
            for text in [line.text, line.counterparty, line.payerReference, line.reference] {
                #expect(text.utf8.count <= 1024)
            }
            #expect(line.amount == 1000)
        }
    }
}
