internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

@Suite("OFX: investment and loan statements")
struct OFXInvestmentTests {
    /// An investment statement with some content of its `INVTRANLIST`.
    private func statement(_ list: String) -> String {
        OFXFile.header + "<OFX><INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><DTASOF>20260930"
            + "<CURDEF>USD<INVACCTFROM><BROKERID>b<ACCTID>77</INVACCTFROM><INVTRANLIST>"
            + "<DTSTART>20260901<DTEND>20260930" + list + "</INVTRANLIST><INVPOSLIST><POSSTOCK>"
            + "<INVPOS><MKTVAL>9<MEMO>m</INVPOS></POSSTOCK></INVPOSLIST><INVBAL><AVAILCASH>200"
            + "<BALLIST><BAL><NAME>x<VALUE>1<DTASOF>20260930</BAL></BALLIST></INVBAL></INVSTMTRS>"
            + "</INVSTMTTRNRS></INVSTMTMSGSRSV1></OFX>"
    }

    private func trade(_ kind: String, _ id: String, _ rest: String) -> String {
        "<\(kind)><INVBUY><INVTRAN><FITID>\(id)<DTTRADE>20260902<DTSETTLE>20260904<MEMO>ACME"
            + "</INVTRAN><SECID><UNIQUEID>1</SECID><UNITS>100<UNITPRICE>50\(rest)</INVBUY></\(kind)>"
    }

    @Test("the cash of bank transactions, purchases, sales and income is booked, the rest ignored")
    func cash() throws {
        let list =
            trade("BUYSTOCK", "T1", "<TOTAL>-5025.00<CURRENCY><CURRATE>1<CURSYM>USD</CURRENCY>")
            + "<INVBANKTRAN><STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260903<TRNAMT>1000.0000<FITID>C1"
            + "<NAME>Deposit</STMTTRN><SUBACCTFUND>CASH</INVBANKTRAN>"
            + trade("SELLMF", "T2", "<TOTAL>310.50<SUBACCTSEC>CASH<SUBACCTFUND>CASH")
            + trade("INCOME", "T3", "<INCOMETYPE>DIV<TOTAL>12.34<SUBACCTFUND>CASH")
            + trade("INVEXPENSE", "T4", "<TOTAL>-7.00<SUBACCTFUND>CASH")
            + trade("SPLIT", "T5", "<NUMERATOR>2<FRACCASH>3.21")
            + trade("SPLIT", "T6", "<NUMERATOR>2") + trade("TRANSFER", "T7", "")
            + trade("REINVEST", "T8", "<TOTAL>-93.20976") + trade("JRNLFUND", "T9", "<TOTAL>5.00")
            + trade("BUYMF", "T10", "<TOTAL>-50.00<SUBACCTFUND>OTHER")
        let imported = try importing(statement(list), layout(.ofx))
        #expect(imported.refusal == nil && imported.defects.isEmpty)
        #expect(imported.heads.map(\.isStatement) == [false])
        #expect(imported.heads.map(\.account) == ["77"])
        #expect(
            imported.bank.map { "\($0.day) \($0.valueDay) \($0.amount) \($0.reference) \($0.text)" }
                == [
                    "2026-09-02 2026-09-04 -502500 T1 ACME BUYSTOCK",
                    "2026-09-03  100000 C1 Deposit",
                    "2026-09-02 2026-09-04 31050 T2 ACME SELLMF",
                    "2026-09-02 2026-09-04 1234 T3 ACME INCOME",
                    "2026-09-02 2026-09-04 -700 T4 ACME INVEXPENSE",
                    "2026-09-02 2026-09-04 321 T5 ACME SPLIT",
                ])
        #expect(imported.bank.allSatisfy { $0.status == .booked })
        #expect(imported.ignored.map(\.reason) == Array(repeating: .security, count: 5))
        let bytes = Array(statement(list).utf8)
        #expect(
            imported.ignored.map { slice(bytes, $0.span).prefix(9) } == [
                "<SPLIT><I", "<TRANSFER", "<REINVEST", "<JRNLFUND", "<BUYMF><I",
            ])
        #expect(imported.rows == 11, "every row is counted")
        let tail = try #require(imported.tails.first)
        #expect(tail.entries == 1 && tail.booked.text == "1000.0000")
        #expect(tail.closing == nil && tail.flaws.isEmpty && !tail.isStatement)
    }

    @Test(
        "what a trade's cash cannot be read from",
        arguments: textTable(
            """
            kind           | total             | flaw
            BUYSTOCK       | <TOTAL>5025.00    | amountAmbiguous
            SELLSTOCK      | <TOTAL>-1.00      | amountAmbiguous
            INVEXPENSE     | <TOTAL>1.00       | amountAmbiguous
            MARGININTEREST | <TOTAL>1.00       | amountAmbiguous
            INCOME         | <TOTAL>-1.00      | ∅
            RETOFCAP       | <TOTAL>1.00       | ∅
            BUYSTOCK       | <TOTAL>-5025.005  | amountPrecision
            BUYSTOCK       | ∅                 | fieldMissing
            BUYSTOCK       | <TOTAL>x          | amountMalformed
            """))
    func unreadable(row: [String]) throws {
        let imported = try importing(statement(trade(row[0], "T1", row[1])), layout(.ofx))
        let line = try #require(imported.bank.first)
        #expect(line.flaws.map { "\($0.defect)" } == (row[2].isEmpty ? [] : [row[2]]))
        #expect(imported.rows == 1)
    }

    @Test("a loan statement is told beside the others, and refused alone")
    func loan() throws {
        let loan =
            "<LOANMSGSRSV1><LOANSTMTTRNRS><TRNUID>2<LOANSTMTRS><CURDEF>EUR<LOANACCTFROM>"
            + "<LOANACCTID>L7<LOANACCTTYPE>MORTGAGE</LOANACCTFROM><LOANTRANLIST><DTSTART>20260901"
            + "<LOANSTMTTRN><DTPOSTED>20260905<TRNAMT>-1<FITID>1</LOANSTMTTRN></LOANTRANLIST>"
            + "<STMTTRN><TRNAMT>-1<FITID>1</STMTTRN></LOANSTMTRS></LOANSTMTTRNRS></LOANMSGSRSV1>"
        var file = OFXFile()
        file.extra = loan
        let imported = try file.imported()
        #expect(imported.refusal == nil)
        #expect(imported.bank.map(\.amount) == [-1250])
        #expect(imported.spoiled.flatMap(\.flaws).map(\.defect) == [.kindUnknown])
        #expect(imported.spoiled.flatMap(\.flaws).map(\.found) == ["LOANSTMTRS"])
        #expect(imported.rows == 2 && imported.tails.count == 1)
        let alone = try importing("<OFX>" + loan + "</OFX>", layout(.ofx))
        #expect(alone.refusal?.defect == .kindUnknown)
    }
}
