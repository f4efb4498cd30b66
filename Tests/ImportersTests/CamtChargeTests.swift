internal import Accounting
internal import Testing

@testable internal import Importers

@Suite("camt: charges between an entry and its transactions, counts and sums of batches")
struct CamtChargeTests {
    private func details(_ amount: String, _ rest: String = "", side: String = "") -> String {
        let indicator = side.isEmpty ? "" : "<CdtDbtInd>\(side)</CdtDbtInd>"
        return "<TxDtls><Amt Ccy=\"EUR\">\(amount)</Amt>\(indicator)\(rest)"
            + "<RmtInf><Ustrd>t</Ustrd></RmtInf></TxDtls>"
    }

    private func record(
        _ amount: String, _ names: String = "", included: String = "true", side: String = "DBIT",
        currency: String = "EUR"
    ) -> String {
        "<Rcrd><Amt Ccy=\"\(currency)\">\(amount)</Amt><CdtDbtInd>\(side)</CdtDbtInd>"
            + "<ChrgInclInd>\(included)</ChrgInclInd>\(names)</Rcrd>"
    }

    private func total(_ amount: String) -> String {
        "<TtlChrgsAndTaxAmt Ccy=\"EUR\">\(amount)</TtlChrgsAndTaxAmt>"
    }

    private func read(
        _ amount: String, _ charges: String, _ transactions: [String], side: String = "CRDT",
        batch: String = ""
    ) throws -> (parts: [String], faults: [String]) {
        var file = CamtFile()
        let stated = charges.isEmpty ? "" : "<Chrgs>\(charges)</Chrgs>"
        file.entries = [
            CamtFile.entry(
                amount, side,
                rest: stated + "<NtryDtls>\(batch)\(transactions.joined())</NtryDtls>")
        ]
        let imported = try file.imported()
        let declared = imported.tails.first?.declared ?? []
        return (
            imported.bank.first?.parts ?? [],
            declared.map { "\($0.name) \($0.declared.text) \($0.counted.text)" }
        )
    }

    @Test("gross money in less its charge: the charge is a part of its own, named")
    func chargedCredit() throws {
        let names = "<Tp><Cd>COMM</Cd></Tp><Br>SHAR</Br>"
        let read = try read(
            "98.50", total("1.50") + record("1.50", names), [details("100.00")])
        #expect(read.parts == ["10000////t", "-150////Charges COMM SHAR"])
        #expect(read.faults.isEmpty)
    }

    @Test("money out with its charge on top, given by the transactions; each name once")
    func chargedDebit() throws {
        let charge = "<Chrgs>" + record("0.25", "<Tp><Prtry><Id>FEE</Id></Prtry></Tp>") + "</Chrgs>"
        let read = try read(
            "100.50", "", [details("60.00", charge), details("40.00", charge)], side: "DBIT")
        #expect(read.parts == ["-6000////t", "-4000////t", "-50////Charges FEE"])
    }

    @Test("a charge given back, and a total that alone has the taxes")
    func otherCharges() throws {
        let back = try read("101.00", record("1.00", side: "CRDT"), [details("100.00")])
        #expect(back.parts == ["10000////t", "100////Charges"])
        let taxed = try read("98.80", total("1.20") + record("1.00"), [details("100.00")])
        #expect(taxed.parts == ["10000////t", "-120////Charges"])
    }

    @Test(
        "charges that do not make up the difference are none: announced, foreign, another sum",
        arguments: [0, 1, 2, 3, 4])
    func unused(index: Int) throws {
        let charges = [
            record("1.50", included: "false"), total("1.50") + record("1.50", included: "false"),
            record("1.50", currency: "USD"), record("1.49"), record("0.00"),
        ]
        let single = try read("98.50", charges[index], [details("100.00")])
        #expect(single.parts.isEmpty)
        #expect(single.faults == ["Ntry/Amt 98.50 100.00"])
        let batch = try read("98.50", charges[index], [details("60.00"), details("40.00")])
        #expect(batch.parts.isEmpty)
        #expect(batch.faults == ["Ntry/Amt 98.50 100.00"])
    }

    @Test("an announced charge beside one that is in the amount is not named")
    func announced() throws {
        let charges =
            record("1.50", "<Br>DEBT</Br>") + record("9.00", "<Br>CRED</Br>", included: "false")
        let read = try read("98.50", charges, [details("100.00")])
        #expect(read.parts == ["10000////t", "-150////Charges DEBT"])
    }

    @Test("net transactions need no charges, whatever is stated")
    func net() throws {
        let read = try read("100.00", record("1.50"), [details("60.00"), details("40.00")])
        #expect(read.parts == ["6000////t", "4000////t"])
        #expect(try self.read("100.00", record("1.50"), [details("100.00")]).parts.isEmpty)
    }

    @Test("an entry that takes back others lists them on the side they were")
    func turned() throws {
        let read = try read(
            "100.00", "", [details("60.00", side: "CRDT"), details("40.00", side: "CRDT")],
            side: "DBIT")
        #expect(read.parts == ["-6000////t", "-4000////t"])
        #expect(read.faults.isEmpty)
    }

    @Test("what was ordered makes a batch where it adds up, and is no fault where it does not")
    func ordered() throws {
        func ordered(_ amount: String) -> String {
            "<TxDtls><AmtDtls><InstdAmt><Amt Ccy=\"EUR\">\(amount)</Amt></InstdAmt></AmtDtls>"
                + "</TxDtls>"
        }
        let whole = try read("100.00", "", [ordered("60.00"), ordered("40.00")])
        #expect(whole.parts == ["6000////", "4000////"])
        let other = try read("100.00", "", [ordered("60.00"), ordered("39.00")])
        #expect(other.parts.isEmpty && other.faults.isEmpty)
        // What is booked goes before what was ordered.
        let both =
            "<TxDtls><AmtDtls><InstdAmt><Amt Ccy=\"EUR\">70.00</Amt></InstdAmt>"
            + "<TxAmt><Amt Ccy=\"EUR\">60.00</Amt></TxAmt></AmtDtls></TxDtls>"
        #expect(try read("100.00", "", [both, ordered("40.00")]).parts.count == 2)
    }

    @Test("the number and the sum that the bank states of a batch, over all its parts")
    func batches() throws {
        func batch(_ count: Int, _ total: String) -> String {
            "<Btch><NbOfTxs>\(count)</NbOfTxs><TtlAmt Ccy=\"EUR\">\(total)</TtlAmt></Btch>"
        }
        let two = [details("60.00"), details("40.00")]
        #expect(try read("100.00", "", two, batch: batch(2, "100.00")).faults.isEmpty)
        #expect(
            try read("100.00", "", two, batch: batch(1, "60.00") + batch(1, "40.00")).faults
                .isEmpty)
        let wrong = try read("100.00", "", two, batch: batch(3, "100.01"))
        #expect(wrong.faults == ["Ntry/NbOfTxs 3 2", "Ntry/TtlAmt 100.01 100.00"])
        #expect(wrong.parts.count == 2)
        // Gross or net of charges.
        for sum in ["100.00", "98.50"] {
            #expect(try read("98.50", record("1.50"), two, batch: batch(2, sum)).faults.isEmpty)
        }
        // One transaction may stand for a batch that is not listed, and none need.
        for listed in [[], [details("100.00")]] {
            #expect(try read("100.00", "", listed, batch: batch(4, "100.00")).faults.isEmpty)
            #expect(
                try read("100.00", "", listed, batch: batch(4, "99.00")).faults
                    == ["Ntry/TtlAmt 99.00 100.00"])
        }
        let foreign = "<Btch><TtlAmt Ccy=\"USD\">99.00</TtlAmt></Btch>"
        #expect(try read("100.00", "", two, batch: foreign).faults.isEmpty)
    }

    @Test("a transaction of nothing where the definition wants an amount is none")
    func unstated() throws {
        let read = try read("100.00", "", [details("0")])
        #expect(read.parts.isEmpty && read.faults.isEmpty)
    }

    @Test("an entry leaves nothing behind for the next")
    func nothingLeft() throws {
        let rich = CamtFile.entry(
            "98.50", "DBIT",
            status: "<RvslInd>true</RvslInd><Sts>XXXX</Sts>",
            rest: "<AcctSvcrRef>B</AcctSvcrRef><BkTxCd><Prtry><Cd>Z</Cd></Prtry></BkTxCd><AmtDtls>"
                + "<InstdAmt><Amt Ccy=\"USD\">9.00</Amt></InstdAmt></AmtDtls>"
                + "<Chrgs>\(total("1.50"))\(record("1.50", "<Br>DEBT</Br>"))</Chrgs><NtryDtls>"
                + "<Btch><NbOfTxs>7</NbOfTxs></Btch>"
                + CamtFile.transaction("60.00", "A") + CamtFile.transaction("37.00", "B")
                + "</NtryDtls><AddtlNtryInf>said</AddtlNtryInf>")
        let plain = CamtFile.entry("100.00", rest: "<NtryDtls>\(details("101.50"))</NtryDtls>")
        var file = CamtFile()
        file.entries = [plain]
        let alone = try #require(try file.imported().bank.first)
        file.entries = [rich, plain]
        let imported = try file.imported()
        var after = try #require(imported.bank.last)
        after.span = alone.span
        #expect(after == alone)
        #expect(imported.bankOriginals.map(\.row) == [0])
        #expect(imported.bank.first?.parts.count == 3)
    }
}

extension Imported {
    /// Amounts in other currencies of all rows.
    var bankOriginals: [BankOriginal] {
        drafts.flatMap { draft -> [BankOriginal] in
            guard case .bank(let rows) = draft else { return [] }
            return rows.originals
        }
    }
}
