extension Cafe {
    /// Balances at 2026-06-30 in euros, debit positive: the year's first half is still in the
    /// income and expense accounts, the year before is allocated.
    private static let balances: [(String, Int64)] = [
        ("101000", -20_000), ("106100", -2_000), ("164000", -98_000), ("215400", 112_000),
        ("218100", 68_000), ("275000", 6_600), ("281540", -21_400), ("281810", -12_600),
        ("310000", 31_500), ("370000", 9_800), ("455000", -8_000),
        ("601100", 104_700), ("602600", 8_900), ("603100", -1_200), ("603700", 600),
        ("606100", 5_160), ("606110", 350), ("606300", 11_480), ("607100", 5_100),
        ("607200", 9_060), ("607300", 4_920), ("607500", 3_480), ("613200", 21_900),
        ("615600", 1_120), ("616000", 1_286), ("622600", 3_900), ("623000", 1_800),
        ("624100", 270), ("624200", 1_020), ("626000", 594), ("626100", 288), ("627000", 231),
        ("627800", 1_040), ("635110", 1_240), ("641100", 85_200), ("645100", 26_280),
        ("645300", 3_720), ("651100", 240), ("661100", 1_344), ("681120", 8_100),
        ("695100", 7_440), ("701100", -244_300), ("701200", -26_900), ("706100", -3_900),
        ("706200", -3_240), ("707100", -37_700), ("707200", -19_400), ("707300", -23_800),
        ("707400", -24_600), ("707500", -4_100), ("707700", -1_750), ("707800", -2_900),
        ("708500", -2_300), ("709100", 130), ("768000", -118),
    ]

    func writeOpening() {
        var entries = Cafe.balances.map { ($0.0, $0.1 * 100) }
        entries += [
            ("431000", -574_280), ("437300", -131_000), ("437500", -31_000), ("442100", -92_300),
            ("445510", -Cafe.vatOfJune), ("511500", 118_640 + 90_420), ("511700", 41_270),
            ("512100", Cafe.openings[0]), ("512200", Cafe.openings[1]),
            ("512300", Cafe.openings[2]), ("530000", 65_000),
        ]
        let receivable = Cafe.openInvoices.reduce(0) { $0 + $1.4 }
        let payable = Cafe.openBills.reduce(0) { $0 + $1.4 }
        let sum = entries.reduce(0) { $0 + $1.1 }
        entries.append(("110000", payable - receivable - sum))
        entries += [("401000", -payable), ("411000", receivable)]
        var rows = ["account,party,document,date,due_date,debit,credit,currency,description"]
        for (account, amount) in entries.sorted(by: { $0.0 < $1.0 }) {
            rows.append(opening(account, amount, "À-nouveau au 30/06/2026"))
            if account == "401000" {
                for (index, number, date, due, amount) in Cafe.openBills {
                    let party = CafeParties.suppliers[index].id
                    rows.append(
                        opening(account, -amount, "Facture ouverte", party, number, date, due))
                }
            }
            if account == "411000" {
                for (index, number, date, due, amount) in Cafe.openInvoices {
                    let party = CafeParties.customers[index].id
                    rows.append(
                        opening(account, amount, "Facture ouverte", party, number, date, due))
                }
            }
        }
        files["journal/opening.csv"] = rows
    }

    private func opening(
        _ account: String, _ amount: Int64, _ text: String, _ party: String = "",
        _ document: String = "", _ date: Day = Cafe.first + -1, _ due: Day? = nil
    ) -> String {
        record(
            account, party, document, date.iso, due?.iso ?? "", amount > 0 ? money(amount) : "",
            amount < 0 ? money(-amount) : "", "EUR", text)
    }
}
