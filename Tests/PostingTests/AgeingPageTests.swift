import Accounting
import Ledger
import Rendering
import Reports
import Testing

/// Ageings and statements as people read them, word for word.
@Suite struct AgeingPageTests {
    private func client() throws -> Client {
        let client = try Client()
        try client.play(["rate EUR/USD 1.25 2026-06-28"])
        _ = try Subledger(
            [
                "F-1 C1 invoice 2026-05-01 USD 1000.00 = 900.00 due=2026-05-15",
                "F-2 C2 invoice 2026-06-01 EUR 1400.00 due=2026-07-15",
                "R-2 C2 payment 2026-06-20 EUR -400.00 due=2026-06-20",
                "R-2 > F-2 2026-06-20 EUR 150.00",
                "F-3 - journal 2026-06-01 CHF 10.00 = 9.00 due=2026-06-01",
                "bare 2026-06-15 5.00", "revalue 2026-06-30 -100.00",
            ], client: client)
        return client
    }

    private func page(
        _ language: Language, _ client: Client, _ make: (Pages, Reporter) throws -> Report
    ) throws -> String {
        try client.report { reporter in
            let catalog = Catalog(language)
            let report = try make(Pages(catalog, client: "Nord", reporter: reporter), reporter)
            var bytes: [UInt8] = []
            try TextWriter.write(report, catalog) { bytes += $0 }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    private func lines(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

    @Test func inEnglish() throws {
        let text = try page(.english, try client()) { $0.page(try $1.ageing(.receivable)) }
        #expect(
            text
                == lines([
                    "Aged receivables — Nord — 2026-06",
                    "=================================",
                    "State: open",
                    "Books as of batch 1",
                    "Owed to us on 2026-06-30: items posted by that day, less what was set against them by that day.",
                    "Age in calendar days from the due date to 2026-06-30; buckets Unapplied | Current (≤ 0) | 1-30 | 31-60 | 61-90 | 90+ (≥ 91).",
                    "Credits, prepayments and payments without a document stand apart, as Unapplied.",
                    "Items stand in their own currency and, at the rate they were booked at, in EUR; revaluation is what they gain or lose at the rate of 2026-06-30.",
                    "",
                    "Party name  Unapplied   Current   1-30     31-60  61-90   90+     Total  Revaluation",
                    "----------  ---------  --------  -----  --------  -----  ----  --------  -----------",
                    "Documents in CHF",
                    "(no party)                       10.00                            10.00",
                    "            ---------  --------  -----  --------  -----  ----  --------",
                    "Total            0.00      0.00  10.00      0.00   0.00  0.00     10.00",
                    "",
                    "Documents in EUR",
                    "Bora          -250.00  1,250.00                                1,000.00",
                    "            ---------  --------  -----  --------  -----  ----  --------",
                    "Total         -250.00  1,250.00   0.00      0.00   0.00  0.00  1,000.00",
                    "",
                    "Documents in USD",
                    "Alba                                    1,000.00               1,000.00",
                    "            ---------  --------  -----  --------  -----  ----  --------",
                    "Total            0.00      0.00   0.00  1,000.00   0.00  0.00  1,000.00",
                    "",
                    "All items in EUR, at the rate they were booked at",
                    "(no party)                        9.00                             9.00",
                    "Alba                                      900.00                 900.00      -100.00",
                    "Bora          -250.00  1,250.00                                1,000.00",
                    "            ---------  --------  -----  --------  -----  ----  --------  -----------",
                    "Total         -250.00  1,250.00   9.00    900.00   0.00  0.00  1,909.00      -100.00",
                    "",
                    "Open items 1,909.00 + revaluation posted -100.00 = 1,809.00; control account 411: 1,814.00; difference 5.00",
                    "The difference is made of the postings listed below",
                    "Revaluation at the rates of 2026-06-30: -100.00; standing on the control account that day: -100.00",
                    "Not revalued, as no rate of 2026-06-30 or the 7 days before is known: CHF",
                    "DSO, how long sales stay unpaid: 74.7 days = open items 1,909.00 ÷ invoices less credit notes of the last 90 days, with tax, 2,300.00 × 90",
                    "",
                    "Postings on the control account that no item stands for",
                    "-------------------------------------------------------",
                    "Day         Entry  Text  Amount  File  Line",
                    "----------  -----  ----  ------  ----  ----",
                    "2026-06-15  5      bare    5.00        0",
                    "",
                    "Items",
                    "-----",
                    "Party name  Document  Kind          Due date    Age (days)  Unapplied   Current   1-30     31-60  61-90   90+     Total  Company open  Revaluation",
                    "----------  --------  ------------  ----------  ----------  ---------  --------  -----  --------  -----  ----  --------  ------------  -----------",
                    "Documents in CHF",
                    "(no party)                                                                       10.00                            10.00          9.00",
                    "            F-3       journal line  2026-06-01          29                       10.00                                           9.00",
                    "                                                            ---------  --------  -----  --------  -----  ----  --------  ------------",
                    "Total                                                            0.00      0.00  10.00      0.00   0.00  0.00     10.00          9.00",
                    "",
                    "Documents in EUR",
                    "Bora                                                          -250.00  1,250.00                                1,000.00      1,000.00",
                    "            R-2       payment       2026-06-20          10    -250.00                                                         -250.00",
                    "            F-2       invoice       2026-07-15         -15             1,250.00                                              1,250.00",
                    "                                                            ---------  --------  -----  --------  -----  ----  --------  ------------",
                    "Total                                                         -250.00  1,250.00   0.00      0.00   0.00  0.00  1,000.00      1,000.00",
                    "",
                    "Documents in USD",
                    "Alba                                                                                    1,000.00               1,000.00        900.00      -100.00",
                    "            F-1       invoice       2026-05-15          46                              1,000.00                               900.00      -100.00",
                    "                                                            ---------  --------  -----  --------  -----  ----  --------  ------------  -----------",
                    "Total                                                            0.00      0.00   0.00  1,000.00   0.00  0.00  1,000.00        900.00      -100.00",
                ]))
    }

    @Test func summaryInFrench() throws {
        let text = try page(.french, try client()) {
            $0.page(try $1.ageing(.receivable), isSummary: true)
        }
        #expect(
            text.replacing("\u{202F}", with: "_")
                == lines([
                    "Balance âgée clients — Nord — 2026-06",
                    "=====================================",
                    "État_: ouvert",
                    "Livres au lot 1",
                    "Dû par les clients au 30/06/2026_: postes comptabilisés à cette date, moins ce qui leur est imputé à cette date.",
                    "Âge en jours calendaires depuis la date d’échéance jusqu’au 30/06/2026_; tranches Non lettré | Non échu (≤ 0) | 1-30 | 31-60 | 61-90 | 90+ (≥ 91).",
                    "Avoirs, acomptes et règlements sans pièce figurent à part, en Non lettré.",
                    "Les postes figurent dans leur devise et en EUR au cours de comptabilisation_; la réévaluation est leur gain ou leur perte au cours du 30/06/2026.",
                    "",
                    "Nom du tiers  Non lettré  Non échu   1-30     31-60  61-90   90+     Total  Réévaluation",
                    "------------  ----------  --------  -----  --------  -----  ----  --------  ------------",
                    "Pièces en CHF",
                    "(sans tiers)                        10,00                            10,00",
                    "              ----------  --------  -----  --------  -----  ----  --------",
                    "Total               0,00      0,00  10,00      0,00   0,00  0,00     10,00",
                    "",
                    "Pièces en EUR",
                    "Bora             -250,00  1_250,00                                1_000,00",
                    "              ----------  --------  -----  --------  -----  ----  --------",
                    "Total            -250,00  1_250,00   0,00      0,00   0,00  0,00  1_000,00",
                    "",
                    "Pièces en USD",
                    "Alba                                       1_000,00               1_000,00",
                    "              ----------  --------  -----  --------  -----  ----  --------",
                    "Total               0,00      0,00   0,00  1_000,00   0,00  0,00  1_000,00",
                    "",
                    "Tous les postes en EUR, au cours de comptabilisation",
                    "(sans tiers)                         9,00                             9,00",
                    "Alba                                         900,00                 900,00       -100,00",
                    "Bora             -250,00  1_250,00                                1_000,00",
                    "              ----------  --------  -----  --------  -----  ----  --------  ------------",
                    "Total            -250,00  1_250,00   9,00    900,00   0,00  0,00  1_909,00       -100,00",
                    "",
                    "Postes ouverts 1_909,00 + réévaluation comptabilisée -100,00 = 1_809,00_; compte collectif 411_: 1_814,00_; écart 5,00",
                    "L’écart est fait des mouvements listés ci-dessous",
                    "Réévaluation aux cours du 30/06/2026_: -100,00_; comptabilisée ce jour sur le compte collectif_: -100,00",
                    "Non réévalués, faute de cours au 30/06/2026 ou dans les 7 jours précédents_: CHF",
                    "DSO, délai moyen d’encaissement_: 74,7 jours = postes ouverts 1_909,00 ÷ factures moins avoirs des 90 derniers jours, TTC, 2_300,00 × 90",
                    "",
                    "Mouvements du compte collectif sans poste",
                    "-----------------------------------------",
                    "Date        Écriture  Libellé  Montant  Fichier  Ligne",
                    "----------  --------  -------  -------  -------  -----",
                    "15/06/2026  5         bare        5,00           0",
                ]))
    }

    @Test func statements() throws {
        let text = try page(.english, try client()) {
            $0.page(try $1.partyStatements(.receivable, party: "C2"))
        }
        #expect(
            text
                == lines([
                    "Party statements — Nord — 2026-06",
                    "=================================",
                    "State: open",
                    "Books as of batch 1",
                    "Accounts of parties from 2026-06-01 to 2026-06-30, positive = owed to us; what was settled changes no balance.",
                    "Age in calendar days from the due date to 2026-06-30; buckets Unapplied | Current (≤ 0) | 1-30 | 31-60 | 61-90 | 90+ (≥ 91).",
                    "Credits, prepayments and payments without a document stand apart, as Unapplied.",
                    "Only party C2 is shown.",
                    "",
                    "Day         Document         Kind     Settles      Due date      Amount   Balance",
                    "----------  ---------------  -------  -----------  ----------  --------  --------",
                    "Bora (C2) · EUR",
                    "2026-06-01  Opening balance                                                  0.00",
                    "2026-06-01  F-2              invoice               2026-07-15  1,400.00  1,400.00",
                    "2026-06-20  R-2              payment               2026-06-20   -400.00  1,000.00",
                    "            R-2              settles  F-2: 150.00",
                    "                                                                         --------",
                    "2026-06-30  Closing balance                                              1,000.00",
                    "Still open:",
                    "            R-2              payment               2026-06-20   -250.00",
                    "            F-2              invoice               2026-07-15  1,250.00",
                    "By age: Unapplied -250.00 · Current 1,250.00",
                    "",
                    "Every closing balance is the sum of its open items; all of them in EUR: 1,000.00, as in Aged receivables",
                ]))
    }
}
