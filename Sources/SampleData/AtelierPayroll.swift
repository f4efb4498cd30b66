/// Those the studio employs: gross a month, meals in kind, tax rate in thousandths.
private let staff: [(name: String, gross: Int64, meals: Int64, rate: Int64)] = [
    ("Margaux Delannoy", 612_000, 0, 118), ("Théo Vanhoutte", 478_000, 0, 86),
    ("Salomé Quintard", 432_500, 9_990, 74), ("Anatole Bériot", 398_000, 9_990, 63),
    ("Ondine Lesaffre", 365_000, 9_990, 55), ("Basile Wacquez", 342_000, 11_100, 49),
    ("Capucine Dhellin", 318_500, 11_100, 41), ("Lazare Tiberghien", 284_000, 11_100, 29),
    ("Iseult Parmentier", 236_000, 11_100, 13),
]

/// What an employee's month comes to.
private struct Slip {
    let gross: Int64
    let meals: Int64
    let advance: Int64
    let rate: Int64

    static let mutual: Int64 = 3_250
    var social: Int64 { scaled(gross, 113, 1_000) }
    var pension: Int64 { scaled(gross, 87, 1_000) }
    var taxable: Int64 { gross - social - pension - Slip.mutual }
    var tax: Int64 { scaled(taxable, rate, 1_000) }
    var net: Int64 { taxable - tax - advance }
    var employerSocial: Int64 { scaled(gross, 281, 1_000) }
    var employerPension: Int64 { scaled(gross, 129, 1_000) }
}

extension Atelier {
    /// Owed at the start for June, credit.
    static let owed: [String: Int64] = [
        "431000": 1_365_204, "437300": 748_656, "437500": 58_500, "442100": 198_412,
    ]

    private func slips(_ month: Int) -> [Slip] {
        staff.enumerated().map { index, person in
            let bonus: Int64 = month == 9 && index == 1 ? 60_000 : 0
            return Slip(
                gross: person.gross + bonus, meals: person.meals,
                advance: month == 8 && index == 7 ? 30_000 : 0, rate: person.rate)
        }
    }

    static func payDay(_ month: Int) -> Day { Day(2026, month, month == 8 ? 28 : 29) }

    func writePayroll() {
        var owed = Atelier.owed
        for month in Atelier.months {
            let slips = slips(month)
            payDebits(month, owed)
            bank[0].append(
                BankLine(
                    day: Atelier.payDay(month), amount: -slips.reduce(0) { $0 + $1.net },
                    text: "VIR SALAIRES \(self.month(month)) \(slips.count) VIREMENTS"))
            owed = [
                "431000": slips.reduce(0) { $0 + $1.social + $1.employerSocial },
                "437300": slips.reduce(0) { $0 + $1.pension + $1.employerPension },
                "437500": Int64(slips.count) * 2 * Slip.mutual,
                "442100": slips.reduce(0) { $0 + $1.tax },
            ]
            writeJournal(month, slips)
        }
    }

    /// What the agencies debit for the month before.
    private func payDebits(_ month: Int, _ owed: [String: Int64]) {
        for (account, agency) in AtelierParties.agencies {
            bank[0].append(
                BankLine(
                    day: Day(2026, month, 15).bankDay, amount: -(owed[account] ?? 0),
                    text: self.month(month - 1), information: "PRLV \(bankText(agency.name))",
                    name: agency.name))
        }
    }

    private func writeJournal(_ month: Int, _ slips: [Slip]) {
        var rows = [
            "journal,pay_date,period_from,period_to,employee,element,agency,due_date,account,"
                + "debit,credit,currency,description"
        ]
        let head = [
            "PAY", Atelier.payDay(month).iso, Day(2026, month, 1).iso, Day.lastOfMonth(month).iso,
        ]
        let due = (Day.lastOfMonth(month) + 15).bankDay.iso
        func row(
            _ person: Int, _ element: String, _ agency: Int?, _ account: String, _ debit: Int64,
            _ text: String
        ) {
            guard debit != 0 else { return }
            let agency = agency.map { AtelierParties.agencies[$0].party.name } ?? ""
            rows.append(
                record(
                    head + [
                        staff[person].name, element, agency, agency.isEmpty ? "" : due, account,
                        debit > 0 ? money(debit) : "", debit < 0 ? money(-debit) : "", "EUR", "",
                    ]))
        }
        for (index, slip) in slips.enumerated() {
            row(index, "gross", nil, "641100", slip.gross, "Gross pay")
            row(index, "benefit_in_kind", nil, "641700", slip.meals, "Meals")
            row(index, "benefit_in_kind", nil, "649000", -slip.meals, "Meals")
            row(index, "employee_charge", 0, "431000", -slip.social, "Social security")
            row(index, "employee_charge", 1, "437300", -slip.pension, "Pension")
            row(index, "employee_charge", 2, "437500", -Slip.mutual, "Health insurance")
            row(index, "income_tax", 3, "442100", -slip.tax, "Tax at source")
            row(index, "advance", nil, "425000", -slip.advance, "Advance on pay")
            row(index, "net_pay", nil, "421000", -slip.net, "Net pay")
            row(index, "employer_charge", nil, "645100", slip.employerSocial, "Social security")
            row(index, "employer_charge", 0, "431000", -slip.employerSocial, "Social security")
            row(index, "employer_charge", nil, "645300", slip.employerPension, "Pension")
            row(index, "employer_charge", 1, "437300", -slip.employerPension, "Pension")
            row(index, "employer_charge", nil, "645500", Slip.mutual, "Health insurance")
            row(index, "employer_charge", 2, "437500", -Slip.mutual, "Health insurance")
        }
        texts["payroll/payroll-\(self.month(month)).csv"] = rows.joined(separator: "\n") + "\n"
    }
}
