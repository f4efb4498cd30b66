internal import Accounting
internal import Testing

@testable internal import Importers

@Suite("camt: amounts in other currencies")
struct CamtForeignTests {
    private func amount(
        _ name: String, _ amount: String, _ currency: String, _ exchange: String = ""
    )
        -> String
    {
        let rate = exchange.isEmpty ? "" : "<CcyXchg>\(exchange)</CcyXchg>"
        return "<\(name)><Amt Ccy=\"\(currency)\">\(amount)</Amt>\(rate)</\(name)>"
    }

    private func exchange(_ rate: String, unit: String = "") -> String {
        let stated = unit.isEmpty ? "" : "<UnitCcy>\(unit)</UnitCcy>"
        return "<SrcCcy>USD</SrcCcy><TrgtCcy>EUR</TrgtCcy>\(stated)<XchgRate>\(rate)</XchgRate>"
    }

    private func read(_ entry: String) throws -> Imported {
        var file = CamtFile()
        file.entries = [CamtFile.entry("1.00"), entry]
        return try file.imported()
    }

    private func original(_ imported: Imported) -> String {
        imported.bankOriginals.map { original in
            let rate = original.rate.map {
                " \($0.base) \($0.mantissa)e-\($0.scale) \($0.quote)"
            }
            return "\(original.row) \(original.money.text) \(original.money.currency)"
                + (rate ?? "")
        }.joined(separator: ", ")
    }

    @Test(
        "the unit of a rate: proved by the amounts, whatever is stated; else the one stated",
        arguments: textTable(
            """
            rate     | unit | original
            0.92     | USD  | 1 100.00 USD USD 92e-2 EUR
            0.92     | ∅    | 1 100.00 USD USD 92e-2 EUR
            0.92     | EUR  | 1 100.00 USD USD 92e-2 EUR
            1.086957 | EUR  | 1 100.00 USD EUR 1086957e-6 USD
            1.086957 | ∅    | 1 100.00 USD EUR 1086957e-6 USD
            1.086957 | USD  | 1 100.00 USD EUR 1086957e-6 USD
            7.5      | USD  | 1 100.00 USD
            0        | USD  | 1 100.00 USD
            """))
    func units(row: [String]) throws {
        let details =
            "<AmtDtls>"
            + amount("InstdAmt", "100.00", "USD", exchange(row[0], unit: row[1])) + "</AmtDtls>"
        let imported = try read(CamtFile.entry("92.00", rest: details))
        #expect(original(imported) == row[2])
        #expect(imported.complaints == ["adds up"])
        #expect(imported.bank.map(\.amount) == [100, 9200])
    }

    @Test("currencies of about one: the stated unit decides, and without it there is no rate")
    func parity() throws {
        for (unit, rate) in [("CHF", " CHF 99e-2 EUR"), ("EUR", " EUR 99e-2 CHF"), ("", "")] {
            let details =
                "<AmtDtls>"
                + amount("TxAmt", "100.00", "CHF", exchange("0.99", unit: unit)) + "</AmtDtls>"
            let imported = try read(CamtFile.entry("100.00", "DBIT", rest: details))
            #expect(original(imported) == "1 -100.00 CHF" + rate)
        }
    }

    @Test("of several amounts the one exchanged; of the only transaction before the entry's")
    func choice() throws {
        let instructed = amount("InstdAmt", "100.00", "USD", exchange("0.92", unit: "USD"))
        let transacted = amount("TxAmt", "95.00", "USD")
        let counter = amount("CntrValAmt", "87.40", "EUR")
        func details(_ amounts: String) -> String { "<AmtDtls>\(amounts)</AmtDtls>" }
        let entry = details(instructed + transacted + counter)
        #expect(
            original(try read(CamtFile.entry("87.40", rest: entry))) == "1 95.00 USD USD 92e-2 EUR")
        let single =
            details(instructed) + "<NtryDtls><TxDtls>" + details(transacted + counter)
            + "</TxDtls></NtryDtls>"
        #expect(original(try read(CamtFile.entry("87.40", rest: single))) == "1 95.00 USD")
        // Of several transactions none is the entry's.
        let several = "<NtryDtls><TxDtls>\(details(transacted))</TxDtls><TxDtls/></NtryDtls>"
        #expect(original(try read(CamtFile.entry("87.40", rest: several))) == "")
        #expect(original(try read(CamtFile.entry("1.00", rest: details(counter)))) == "")
        let nothing = details(amount("TxAmt", "0", "USD"))
        #expect(original(try read(CamtFile.entry("87.40", rest: nothing))) == "")
    }

    @Test(
        "an entry in another currency is what it says it came to in the account's",
        arguments: ["CntrValAmt", "TxAmt"])
    func converted(name: String) throws {
        let stated = "<AmtDtls>" + amount(name, "46.75", "EUR", exchange("1.0389")) + "</AmtDtls>"
        for rest in [stated, "<NtryDtls><TxDtls>\(stated)</TxDtls></NtryDtls>"] {
            let imported = try read(CamtFile.entry("45.00", "DBIT", currency: "CHF", rest: rest))
            #expect(imported.bank.map(\.amount) == [100, -4675])
            #expect(imported.defects.isEmpty)
            #expect(original(imported) == "1 -45.00 CHF CHF 10389e-4 EUR")
            #expect(imported.tails.first?.booked.text == "-45.75")
        }
    }

    @Test("an entry in another currency that does not say so is told and not taken")
    func unconverted() throws {
        let ordered = "<AmtDtls>" + amount("InstdAmt", "46.75", "EUR") + "</AmtDtls>"
        let several =
            "<NtryDtls><TxDtls><AmtDtls>" + amount("TxAmt", "46.75", "EUR")
            + "</AmtDtls></TxDtls><TxDtls/></NtryDtls>"
        for rest in ["", ordered, several] {
            let imported = try read(CamtFile.entry("45.00", "DBIT", currency: "CHF", rest: rest))
            let flaw = try #require(imported.bank.last?.flaws.first)
            #expect(flaw.defect == .currencyUnknown && flaw.found == "CHF")
            #expect(flaw.arguments["expected"] == "EUR")
            #expect(imported.tails.first?.booked.text == "1.00")
            #expect(imported.bankOriginals.isEmpty)
        }
    }

    @Test("transactions in another currency make no batch; those with their own amount do")
    func batches() throws {
        func transaction(_ amounts: String) -> String {
            "<TxDtls><Amt Ccy=\"USD\">50.00</Amt>\(amounts)</TxDtls>"
        }
        let own = "<AmtDtls>" + amount("CntrValAmt", "46.00", "EUR") + "</AmtDtls>"
        let foreign = transaction("") + transaction("")
        let mixed = transaction(own) + transaction(own)
        func parts(_ transactions: String) throws -> [String]? {
            let entry = CamtFile.entry("92.00", rest: "<NtryDtls>\(transactions)</NtryDtls>")
            return try read(entry).bank.last?.parts
        }
        #expect(try parts(foreign) == [])
        #expect(try parts(mixed) == ["4600////", "4600////"])
    }
}
