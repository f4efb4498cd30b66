extension Cafe {
    static let voucherHeader =
        "journal,voucher,line,date,account,party,debit,credit,currency,description,document,"
        + "due_date"

    /// A voucher's rows; debits are positive.
    func voucher(_ number: String, _ date: String, _ text: String, _ lines: [(String, Int64)])
        -> [String]
    {
        lines.filter { $0.1 != 0 }.enumerated().map { index, line in
            record(
                "OD", number, String(index + 1), date, line.0, "",
                line.1 > 0 ? money(line.1) : "", line.1 < 0 ? money(-line.1) : "", "EUR", text,
                "", "")
        }
    }

    func writeVouchers() {
        for month in Cafe.months {
            let stamp = self.month(month)
            let date = Day.lastOfMonth(month).iso
            var rows = [Cafe.voucherHeader]
            let extra: Int64 = month == 8 ? 60_000 : 0
            rows += voucher(
                "OD-\(stamp)-01", date, "Paie du mois",
                [
                    ("641100", 1_420_000 + extra), ("645100", 438_000), ("645300", 62_000),
                    ("421000", -1_091_420 - extra * 78 / 100),
                    ("431000", -574_280 - extra * 22 / 100),
                    ("437300", -131_000), ("437500", -31_000), ("442100", -92_300),
                ])
            rows += voucher(
                "OD-\(stamp)-02", date, "Dotation aux amortissements",
                [
                    ("681120", 135_000), ("281540", -98_000), ("281810", -37_000),
                ])
            rows += voucher("OD-\(stamp)-03", date, "Variation des stocks", stock(month))
            rows += voucher("OD-\(stamp)-04", date, "TVA du mois, CA3", vat(month))
            if month < 9 {
                rows += voucher(
                    "OD-\(stamp)-05", date, "Loyer Croix-Rousse à recevoir",
                    [
                        ("613200", 145_000), ("408100", -145_000),
                    ])
            } else {
                rows += voucher(
                    "OD-\(stamp)-05", date, "Impôt sur les sociétés du trimestre",
                    [
                        ("695100", 372_000), ("444000", -372_000),
                    ])
            }
            files["journal/od-\(stamp).csv"] = rows
        }
    }

    private func stock(_ month: Int) -> [(String, Int64)] {
        let raw = Int64(random.between(-90, 130) * 1_000)
        let goods = Int64(random.between(-40, 50) * 1_000)
        return [("310000", raw), ("603100", -raw), ("370000", goods), ("603700", -goods)]
    }

    /// Empties the month's tax accounts into the tax to pay.
    private func vat(_ month: Int) -> [(String, Int64)] {
        let sums = (taxes[month] ?? [:]).sorted { $0.key < $1.key }
        return sums.map { ($0.key, $0.value) } + [("445510", -vatDue(month))]
    }
}
