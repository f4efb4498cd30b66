internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

/// Our own sample files, `fixtures/banks/camt`, with results worked out by hand.
@Suite("camt: sample files")
struct CamtFixtureTests {
    private static let names = [
        "batch-charges", "foreign-rate", "pages", "qr-references", "returns", "intraday-wrapped",
    ]

    private func bytes(_ name: String) throws -> [UInt8] {
        try BankFiles.fixture("camt/\(name).xml")
    }

    private func imported(_ name: String) throws -> Imported {
        let imported = try importing(bytes(name), layout(.camt))
        #expect(imported.complaints.isEmpty)
        return imported
    }

    private func figures(_ imported: Imported) -> [String] {
        imported.tails.map {
            "\($0.message) \($0.account) \($0.currency) \($0.opening?.text ?? "no") + "
                + "\($0.booked.text) (\($0.entries)) = \($0.closing?.text ?? "no")"
        }
    }

    @Test("batches: gross with charges, with money given back, and not itemised")
    func batches() throws {
        let imported = try imported("batch-charges")
        #expect(
            figures(imported) == [
                "camt.053.001.08 FR1420041010050500013M02606 EUR 2500.00 + -441.40 (3) = 2058.60"
            ])
        #expect(
            imported.bank.map(\.parts) == [
                [
                    "18000/ABO-101/Librairie du Port/BE68539007547034/"
                        + "Abonnement septembre client 101",
                    "12000/ABO-102/Hôtel des Dunes/NL91ABNA0417164300/Abonnement septembre",
                    "-140////Charges COMM CRED",
                ],
                ["33000////Cartes semaine 37", "-3000////Remboursement carte"], [],
            ])
        #expect(imported.bank.map(\.text).last == "VIREMENTS FOURNISSEURS")
    }

    @Test("three pages are one statement")
    func pages() throws {
        let imported = try imported("pages")
        #expect(
            figures(imported) == [
                "camt.053.001.04 DE89370400440532013000 EUR -120.00 + 1275.50 (4) = 1155.50"
            ])
        #expect(imported.bank.map(\.amount) == [45000, 5000, -2450, 80000])
    }

    @Test("other currencies: ordered, paid by card, drawn abroad")
    func foreign() throws {
        let imported = try imported("foreign-rate")
        #expect(
            figures(imported) == [
                "camt.053.001.13 FR1420041010050500013M02606 EUR 1000.00 + 815.78 (3) = 1815.78"
            ])
        #expect(imported.bankOriginals.map(\.money.text) == ["1000.00", "-50.00", "-45.00"])
        #expect(imported.bankOriginals.map(\.money.currency.code) == ["USD", "GBP", "CHF"])
        #expect(imported.bankOriginals.map { $0.rate?.base.code } == ["USD", "EUR", "CHF"])
        #expect(imported.bank.map(\.amount) == [92000, -5747, -4675])
        #expect(imported.bank.first?.iban == "000123456789")
    }

    @Test("returns: their reasons, their charges, and who they came back from")
    func returns() throws {
        let imported = try imported("returns")
        #expect(
            figures(imported) == [
                "camt.053.001.02 DE89370400440532013000 EUR 640.00 + 161.50 (2) = 801.50"
            ])
        #expect(
            imported.bank.map(\.text) == [
                "Rechnung 2026-77 AC04 Konto erloschen", "AC01 RUECKUEBERWEISUNG",
            ])
        #expect(imported.bank.map(\.counterparty) == ["Sven Sauer", "Roesterei Nord"])
        #expect(imported.bank.map(\.iban) == ["NL91ABNA0417164300", "BE68539007547034"])
        #expect(imported.bank.first?.parts.last == "-350////Charges COMM DEBT")
    }

    @Test("QR bills: references that hold, one that does not, a payer who acts for none")
    func qrReferences() throws {
        let imported = try imported("qr-references")
        #expect(
            figures(imported) == [
                "camt.053.001.08 CH9300762011623852957 CHF 5000.00 + 910.45 (2) = 5910.45"
            ])
        #expect(
            imported.bank.first?.parts == [
                "50000/210000000003139471430009017/Pia Rutsch//",
                "30045/RF18539007547034/Atelier Lehmann/NL91ABNA0417164300/",
                "6000//Beat Wyss//210000000003139471430009018 Rechnung 4711",
            ])
        #expect(imported.bank.last?.text == "PMNT RCDT ATXN")
    }

    @Test("a report of the day in a wrapper without namespaces: nothing of it posts")
    func intraday() throws {
        let imported = try imported("intraday-wrapped")
        #expect(figures(imported) == ["camt.052.001.10 0417164300 EUR no + 10.00 (4) = no"])
        #expect(imported.heads.map(\.posts) == [false])
        #expect(imported.bank.map(\.status) == [.booked, .pending, .pending, .information])
    }

    @Test(
        "every beginning of a file is refused; pieces of any size give the same", arguments: names)
    func pieces(name: String) throws {
        let bytes = try bytes(name)
        let camt = try layout(.camt)
        let end = bytes.count - 1 - (bytes.last == 10 ? 1 : 0)
        for length in stride(from: 0, through: end, by: 13) {
            #expect(try importing(Array(bytes[..<length]), camt).refusal != nil, "\(length)")
        }
        #expect(try importing(Array(bytes[..<end]), camt).refusal?.defect == .truncated)
        let whole = try importing(bytes, camt).digest
        for size in [1, 7, 1000] { #expect(try importing(bytes, camt, by: size).digest == whole) }
    }

    @Test(
        "every digit of an amount, balance or count that is changed is caught",
        arguments: [
            // A charge of three digits is merely announced; a batch of 12 is not itemised.
            (
                "batch-charges",
                [
                    "<Amt Ccy=\"EUR\">", "<Sum>", "<NbOfNtries>", "<Amt>", "<TtlAmt Ccy=\"EUR\">",
                    "<NbOfTxs>",
                ], 5
            ),
            ("pages", ["<Amt Ccy=\"EUR\">", "<PgNb>"], 0),
            // What was ordered and its charges, seven digits, may differ from what is booked.
            ("returns", ["<Amt Ccy=\"EUR\">", "<Sum>", "<NbOfNtries>", "<TtlNetNtryAmt>"], 7),
            ("qr-references", ["<Amt Ccy=\"CHF\">", "<NbOfTxs>"], 0),
        ])
    func digits(name: String, tags: [String], silent: Int) throws {
        let bytes = try bytes(name)
        let camt = try layout(.camt)
        var unnoticed: [Int] = []
        var looked = 0
        for tag in tags.map({ Array($0.utf8) }) {
            for start in 0..<(bytes.count - tag.count) where bytes[start...].starts(with: tag) {
                let first = start + tag.count
                let end = bytes[first...].firstIndex(of: UInt8(ascii: "<")) ?? first
                looked += end - first
                unnoticed += try silentDigits(bytes, camt, in: first..<end)
            }
        }
        #expect(looked > 40)
        #expect(unnoticed.count == silent, "\(unnoticed)")
    }
}
