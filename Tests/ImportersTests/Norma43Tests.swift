internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

/// The lines of our sample, changed by a test.
private struct Norma43File {
    var lines: [String]

    init(_ name: String = "septiembre") throws {
        lines = String(decoding: try BankFiles.fixture("norma43/\(name).n43"), as: UTF8.self)
            .split(whereSeparator: \.isNewline).map { String($0) }
    }

    mutating func put(_ text: String, line: Int, column: Int) {
        var characters = Array(lines[line - 1])
        characters.replaceSubrange(column - 1..<column - 1 + text.count, with: Array(text))
        lines[line - 1] = String(characters)
    }

    func imported(dates: String? = nil) throws -> Imported {
        try importing(lines.map { $0 + "\n" }.joined(), layout(.norma43, dates: dates))
    }
}

@Suite("Norma 43: Spanish account statements")
struct Norma43Tests {
    @Test("a statement: balances, entries, texts, references, controls")
    func statement() throws {
        let bytes = try BankFiles.fixture("norma43/septiembre.n43")
        #expect(Norma43Importer.recognises(bytes))
        let imported = try importing(bytes, layout(.norma43))
        #expect(imported.complaints.isEmpty)
        let tail = try #require(imported.tails.first)
        #expect(tail.account == "210008131212345678" && tail.currency == "EUR")
        #expect(tail.opening?.text == "1520.75" && tail.closing?.text == "1721.70")
        #expect(tail.from?.description == "2026-09-01" && tail.to?.description == "2026-09-30")
        #expect(tail.statesRange && tail.addsUp == true)
        #expect(
            tail.declared.map { "\($0.name) \($0.declared.text)" } == [
                "33 debits 2", "33 debits sum 249.05", "33 credits 1", "33 credits sum 450.00",
                "88 records 10",
            ])
        #expect(imported.bank.map(\.amount) == [45_000, -1_895, -23_010])
        #expect(imported.bank.map(\.day) == ["2026-09-02", "2026-09-05", "2026-09-10"])
        #expect(imported.bank.map(\.valueDay) == ["2026-09-03", "2026-09-05", "2026-09-10"])
        #expect(imported.bank.map(\.payerReference) == ["FRA2026-031", "", "000000778812"])
        #expect(
            imported.bank.map(\.text) == [
                "TRANSFERENCIA DE PANADERIA LA ESPIGA SL FACTURA 2026-031",
                "COMISION MANTENIMIENTO", "RECIBO IBERLUZ CONTRATO 77-8812 PERIODO AGOSTO 2026",
            ])
        // Record 24: what the last debit was converted from.
        #expect(imported.originals == ["2 USD -25000 –"])
        #expect(imported.rows == 3)
        let span = slice(bytes, imported.bank[2].span)
        #expect(
            span.hasPrefix("22    0813260910")
                && span.hasSuffix("2026" + String(repeating: " ", count: 19 + 38)))
    }

    @Test("accounts of other currencies; record 88 may count itself, or nothing")
    func accounts() throws {
        let file = try Norma43File("two-accounts")
        let imported = try file.imported()
        #expect(imported.complaints.isEmpty)
        #expect(imported.tails.map(\.currency) == ["EUR", "EUR"])
        var foreign = file
        foreign.put("840", line: 1, column: 48)
        foreign.put("840", line: 3, column: 74)
        #expect(try foreign.imported().complaints.isEmpty)
        #expect(try foreign.imported().tails.map(\.currency) == ["USD", "EUR"])
        #expect(imported.tails.map { $0.opening?.text } == ["-50.00", "0.00"])
        #expect(imported.bank.map(\.text) == ["N43 02004"])
        func complaints(_ count: String) throws -> [String] {
            var changed = file
            changed.put(count, line: 6, column: 21)
            return try changed.imported().complaints
        }
        #expect(try complaints("000005").isEmpty)
        #expect(try complaints("000000").isEmpty)
        #expect(try complaints("000004") == ["88 records"])
        #expect(try complaints("000007") == ["88 records"])
    }

    @Test("pieces of any size read the same; line ends may be missing")
    func pieces() throws {
        let bytes = try BankFiles.fixture("norma43/septiembre.n43")
        let whole = try importing(bytes, layout(.norma43))
        for size in [1, 7, 80] {
            #expect(try importing(bytes, layout(.norma43), by: size).digest == whole.digest)
        }
        let unbroken = bytes.filter { $0 != 10 && $0 != 13 }
        #expect(Norma43Importer.recognises(unbroken))
        #expect(try importing(unbroken, layout(.norma43)).posted == whole.posted)
    }

    @Test("an unstated key of the closing balance is told by the entries, or not at all")
    func keys() throws {
        let file = try Norma43File()
        func closing(_ change: (inout Norma43File) -> Void) throws -> (String?, [String]) {
            var changed = file
            change(&changed)
            let imported = try changed.imported()
            return (imported.tails.first?.closing?.text, imported.complaints)
        }
        for key in ["0", " "] {
            let read = try closing { $0.put(key, line: 10, column: 59) }
            #expect(read.0 == "1721.70" && read.1.isEmpty)
        }
        let debit = try closing { $0.put("1", line: 10, column: 59) }
        #expect(debit.0 == "-1721.70" && debit.1 == ["adds up"])
        let unproved = try closing {
            $0.put("0", line: 10, column: 59)
            $0.put("1", line: 10, column: 73)
        }
        #expect(unproved.0 == nil && unproved.1 == ["10 amountMalformed"])
        let unknown = try closing { $0.put("3", line: 10, column: 59) }
        #expect(unknown.1 == ["10 amountMalformed"])
        let opening = try closing { $0.put("0", line: 1, column: 33) }
        #expect(opening.1.contains("1 amountMalformed"))
    }

    @Test("another order of dates must be declared")
    func dates() throws {
        var file = try Norma43File("two-accounts")
        file.put("010926300926", line: 1, column: 21)
        file.put("010926300926", line: 4, column: 21)
        file.put("150926150926", line: 2, column: 11)
        // Read as the norm has it, the year 2001 to 2030: the statement's own dates contradict.
        #expect(try file.imported().bank.map(\.day) == ["2015-09-26"])
        let declared = try file.imported(dates: "DDMMYY")
        #expect(declared.complaints.isEmpty)
        #expect(declared.bank.map(\.day) == ["2026-09-15"])
        #expect(declared.tails.first?.from?.description == "2026-09-01")
    }

    @Test("controls, and records that do not belong where they stand")
    func controls() throws {
        let file = try Norma43File()
        func complaints(_ change: (inout Norma43File) -> Void) throws -> [String] {
            var changed = file
            change(&changed)
            return try changed.imported().complaints
        }
        #expect(try complaints { $0.put("3", line: 10, column: 25) } == ["33 debits"])
        #expect(try complaints { $0.put("6", line: 10, column: 39) } == ["33 debits sum"])
        #expect(try complaints { $0.put("2", line: 10, column: 44) } == ["33 credits"])
        #expect(try complaints { $0.put("1", line: 10, column: 58) } == ["33 credits sum"])
        #expect(try complaints { $0.put("9", line: 10, column: 20) } == ["10 malformed"])
        #expect(try complaints { $0.put("840", line: 10, column: 74) } == ["10 currencyUnknown"])
        #expect(try complaints { $0.put("999", line: 1, column: 48) }.contains("1 currencyUnknown"))
        #expect(try complaints { $0.put("261302", line: 2, column: 11) } == ["2 dateMalformed"])
        #expect(try complaints { $0.put("3", line: 2, column: 28) }.contains("2 amountMalformed"))
        #expect(try complaints { $0.lines.removeFirst() } == ["refused malformed"])
        #expect(try complaints { $0.lines.remove(at: 1) } == ["refused malformed"])
        #expect(try complaints { $0.lines.remove(at: 9) }.contains("1 truncated"))
        #expect(try complaints { $0.lines.removeLast() } == ["refused truncated"])
        #expect(try complaints { $0.lines.removeAll() } == ["refused empty"])
        #expect(try complaints { $0.lines.insert("44", at: 1) } == ["refused malformed"])
        #expect(
            try complaints {
                $0.lines.insert("00" + String($0.lines[0].dropFirst(2)), at: 0)
                $0.put("000011", line: 12, column: 21)
            }.isEmpty)
    }

    @Test("no beginning of a file passes for the whole; a changed digit is noticed")
    func broken() throws {
        for name in ["septiembre", "two-accounts"] {
            let bytes = try BankFiles.fixture("norma43/\(name).n43")
            #expect(try silentPrefixes(bytes, layout(.norma43)).isEmpty, "\(name)")
        }
        let bytes = try BankFiles.fixture("norma43/septiembre.n43")
        var silent: [Int] = []
        var checked = 0
        for (line, columns) in [
            (1, 33...47), (2, 28...42), (4, 28...42), (6, 28...42), (10, 21...73), (11, 21...26),
        ] {
            // Lines of 80 characters and their CR LF.
            let start = (line - 1) * 82 + columns.lowerBound - 1
            let part = start..<start + columns.count
            silent += try silentDigits(bytes, layout(.norma43), in: part)
            checked += part.count
        }
        // Ten records and a count of eleven: some senders count record 88 itself.
        #expect(silent == [10 * 82 + 25])
        #expect(checked > 110)
    }
}

@Suite(.enabled(if: BankFiles.hasCorpus, "the corpus is not beside the repository"))
struct Norma43CorpusTests {
    /// Files of a test suite; in the first two records were added and not counted in record 88.
    @Test(arguments: [("test", 1, 4, ["88 records"]), ("testmulti", 2, 6, [])])
    func theSamplesOfOCA(name: String, statements: Int, entries: Int, complaints: [String]) throws {
        let bytes = try BankFiles.corpusFile(
            "fixedwidth/OCA__l10n-spain/l10n_es_account_statement_import_n43/tests/\(name).n43")
        #expect(Norma43Importer.recognises(bytes))
        let imported = try importing(bytes, layout(.norma43))
        #expect(imported.tails.count == statements && imported.bank.count == entries)
        #expect(imported.tails.allSatisfy { $0.closing?.text == "101.96" && $0.addsUp == true })
        #expect(imported.complaints == complaints)
    }
}
