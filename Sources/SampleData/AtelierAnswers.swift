extension Atelier {
    /// What the reviewer decided in the match list and the client answered in the questions of the
    /// first run; lines are named as the program names them in the drops of seed 7.
    func writeAnswers() {
        let paid = [
            "L1f96bce61369", "bank/eur-2026-08.xml", "128", "2026-08-11", "5777.90", "EUR",
            "INVOICE AN-2026-0329 VIR RECU CLINIQUE DU PARC BARBIEUX",
        ]
        let candidates = [
            ["C006", "AN-2026-0329", "1", "5657.90", "document", "yes"],
            ["C006", "AN-2026-0342", "1", "2540.17", "party", ""],
            ["C006", "AN-2026-0369", "1", "2204.22", "party", ""],
        ]
        let matches = candidates.map { record(paid + $0) }
        texts["answers/matches-2026-09.csv"] = list(
            "id,file,line,date,amount,currency,text,party,document,instalment,open,evidence,"
                + "decision", matches)
        let out = "What was this payment for, and to whom?"
        let stand = "STAND SALON HABITER CB 2608"
        let receipt = "REMB EXPO VIR RECU M LEFEBVRE"
        let questions = [
            [
                "L7e696226c594", "bank-line", "2026-08-18", "-4104.00", "EUR",
                "AN-2026-0335 REJET PRLV EMIS HOTEL BELLEVUE LILLE", out, "", "C009 AN-2026-0335",
            ],
            [
                "Laff156785030", "bank-line", "2026-08-27", "-178.80", "EUR", stand, out, "",
                "623300;FRA20",
            ],
            [
                "L924128c7a208", "bank-line", "2026-09-22", "450.00", "EUR", receipt,
                "What was this money received for, and from whom?", "", "",
            ],
        ]
        texts["answers/questions-2026-09.csv"] = list(
            "id,kind,date,amount,currency,text,question,proposal,answer",
            questions.map { record($0) })
    }

    private func list(_ header: String, _ rows: [String]) -> String {
        ([header] + rows).joined(separator: "\n") + "\n"
    }
}
