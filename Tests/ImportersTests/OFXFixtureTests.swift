internal import Accounting
internal import Foundation
internal import Testing

@testable internal import Importers

/// Our own sample files, `fixtures/banks/ofx/inbox/bank`, with results worked out by hand.
@Suite("OFX: sample files")
struct OFXFixtureTests {
    private func imported(_ name: String) throws -> Imported {
        let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
        let path = root + "/fixtures/banks/ofx/inbox/bank/" + name
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(OFXImporter.recognises(bytes))
        let imported = try importing(bytes, layout(.ofx, decimal: nil))
        #expect(imported.refusal == nil && imported.defects.isEmpty)
        #expect(imported.tails.flatMap(\.flaws).isEmpty)
        return imported
    }

    private func lines(_ imported: Imported) -> [String] {
        imported.bank.map { "\($0.day) \($0.amount) \($0.reference): \($0.text)" }
    }

    private func figures(_ imported: Imported) -> [String] {
        imported.tails.map {
            "\($0.message) \($0.account) \($0.currency) \($0.entries) \($0.booked.text) "
                + ($0.closing?.text ?? "–")
        }
    }

    @Test("a French account: SGML, windows-1252, decimal commas, a row without FITID")
    func account() throws {
        let imported = try imported("compte-102.ofx")
        #expect(
            lines(imported) == [
                "2026-09-02 -8430 2026090200017: PRLV SEPA RÉGIE DES EAUX Échéance n° 9 — 2026",
                "2026-09-07 -125000 2026090700003: CHEQUE 1000042",
                "2026-09-15 342075 2026091500021: VIR DURAND & FILS",
                "2026-09-30 -990 : COTISATION CARTE",
            ])
        #expect(figures(imported) == ["OFX 102 STMTRS 0500013M026 EUR 4 2076.55 12076.55"])
        #expect(imported.bank.map(\.payerReference) == ["", "1000042", "", ""])
    }

    @Test("a card: XML, CDATA, a payee, a converted amount, a pending row")
    func card() throws {
        let imported = try imported("card-211.qfx")
        #expect(
            lines(imported) == [
                "2026-09-04 -5820 260904-0001: HARBOR HARDWARE & PAINT PORTLAND ME",
                "2026-09-11 -4407 260911-0002: Quay Books GBP 1.1018",
                "2026-09-25 50000 260925-0003: PAYMENT - THANK YOU",
                "2026-09-30 -1200 : FERRY TERMINAL CAFE",
            ])
        #expect(imported.bank.map(\.status) == [.booked, .booked, .booked, .pending])
        #expect(figures(imported) == ["OFX 211 CCSTMTRS XXXXXXXXXXXX4417 EUR 4 397.73 -102.27"])
        // 40.00 × 1.1018 = 44.072.
        #expect(imported.originals == ["1 GBP -4000 1.1018"])
    }

    @Test("three accounts on one line, one of them a broker's")
    func accounts() throws {
        let imported = try imported("accounts-one-line.qbo")
        #expect(
            lines(imported) == [
                "2026-09-03 -20000 77: To savings", "2026-09-30 41 78: Interest",
                "2026-09-03 20000 77: From current", "2026-09-10 -9975 B1: Index fund BUYMF",
                "2026-09-28 125 B2: Index fund INCOME",
                "2026-09-08 10000 C1: Paid in",
            ])
        #expect(
            figures(imported) == [
                "OFX 103 STMTRS 55779911 EUR 2 -199.59 910.41",
                "OFX 103 STMTRS 55779912 EUR 1 200.00 4200.00",
                "OFX 103 INVSTMTRS ISA-7 EUR 1 100.0000 –",
            ])
        #expect(imported.heads.map(\.isStatement) == [true, true, false])
        #expect(imported.ignored.map(\.reason) == [.security])
    }
}
