/// What an employee is paid each month.
private let wages: [(name: String, iban: String, net: Int64)] = [
    ("MARCHAND ALICE", frenchIban(bank: 20_041, branch: 1_005, account: 33_410_021), 264_180),
    ("BELKACEM NADIR", frenchIban(bank: 20_041, branch: 1_005, account: 33_410_022), 231_940),
    ("ROUSSEL HUGO", frenchIban(bank: 20_041, branch: 1_005, account: 33_410_023), 208_300),
    ("TAVARES INES", frenchIban(bank: 20_041, branch: 1_005, account: 33_410_024), 198_750),
    ("PETIT LEA", frenchIban(bank: 20_041, branch: 1_005, account: 33_410_025), 188_250),
]

extension Cafe {
    static let vatOfJune: Int64 = 438_712
    static let interest: [Int: Int64] = [7: 21_840, 8: 21_525, 9: 21_208]

    func drawBank() {
        for month in Cafe.months {
            drawMain(month)
            drawPayroll(month)
            drawSecond(month)
            drawThird(month)
        }
        remit("card bastille", "REMISE CB BASTILLE", to: 0, opening: 118_640, by: [0, 3])
        remit("card croix-rousse", "REMISE CB CROIX ROUSSE", to: 0, opening: 90_420, by: [0, 3])
        remit("cash bastille", "VERSEMENT ESPECES BASTILLE", to: 0, opening: 0, by: [0])
        remit("cash croix-rousse", "VERSEMENT ESPECES CROIX ROUSSE", to: 2, opening: 0, by: [1])
        remit("web", "VIR RECU PAYLIANE REVERSEMENT", to: 1, opening: 41_270, by: [2])
        drawFees()
    }

    /// A line that a mapping rule catches; `code` is the tax the rule splits off.
    private func rule(
        _ account: Int, _ month: Int, _ day: Int, _ amount: Int64, _ text: String,
        code: String = ""
    ) {
        let date = Day(2026, month, day).bankDay
        if !code.isEmpty { tally(date, code, CafeTax.within(-amount, code), output: false) }
        bank[account].append(BankLine(day: date, amount: amount, text: text))
    }

    private func drawMain(_ month: Int) {
        let stamp = "\(padded(month, 2))/2026"
        let power = Int64(random.between(38_000, 46_000))
        rule(0, month, 6, -power, "PRLV EDF 00451 CROIX ROUSSE", code: "FRA20")
        let other = Int64(random.between(47_000, 58_000))
        if month == 8 {
            bank[0].append(
                BankLine(
                    day: Day(2026, 8, 31), amount: -52_416, text: "PRLV EDF 00450 BASTILLE",
                    pending: true))
        } else {
            let amount = month == 9 ? -52_416 : -other
            rule(0, month, month == 9 ? 2 : 7, amount, "PRLV EDF 00450 BASTILLE", code: "FRA20")
        }
        rule(0, month, 8, -11_880, "PRLV ORANGE PRO \(stamp)", code: "FRA20")
        rule(0, month, 10, -21_435, "PRLV MAIF CONTRAT 7781254")
        if month == 8 { rule(0, 8, 12, -18_357, "PRLV EAU DE PARIS T2", code: "FRA55") }
        rule(0, month, 20, -145_000, "ECHEANCE PRET 88412 CAPITAL \(stamp)")
        rule(0, month, 20, -(Cafe.interest[month] ?? 0), "INTERETS PRET 88412 \(stamp)")
        if month == 9 {
            rule(0, 9, 15, -124_000, "PRLV DGFIP IS ACOMPTE 09/2026")
            bank[0].append(
                BankLine(
                    day: Day(2026, 9, 17), amount: 31_240, text: "VIR RECU M DURAND CHEQUE CADEAU",
                    name: "M. Durand"))
        }
        let moved = -Int64(random.between(24, 27) * 10_000)
        let leaves = month == 9 ? Day(2026, 8, 31) : Day(2026, month, 3)
        let lands = (leaves + 1).bankDay
        bank[0].append(
            BankLine(
                day: leaves, amount: moved, text: "VIR INTERNE CREDIT DES ALPES",
                name: "Café Lumière SARL", iban: CafeParties.ownIbans[2]))
        bank[2].append(
            BankLine(
                day: lands, amount: -moved, text: "VIR INTERNE CAFÉ LUMIÈRE"))
    }

    private func drawPayroll(_ month: Int) {
        let stamp = "\(padded(month, 2))/2026"
        rule(0, month, 15, month == 9 ? -587_480 : -574_280, "PRLV URSSAF \(stamp)")
        rule(0, month, 15, -131_000, "PRLV AGIRC ARRCO \(stamp)")
        rule(0, month, 16, -31_000, "PRLV MUTUELLE SANTE PRO \(stamp)")
        rule(0, month, 15, -92_300, "PRLV DGFIP PAS \(stamp)")
        let vat = month == 7 ? Cafe.vatOfJune : vatDue(month - 1)
        if vat > 0 { rule(0, month, 24, -vat, "PRLV DGFIP TVA 3310CA3 \(stamp)") }
        let extra: Int64 = month == 8 ? 46_800 : 0
        let parts = wages.enumerated().map { index, wage in
            BankPart(
                name: wage.name, iban: wage.iban, amount: wage.net + (index == 4 ? extra : 0),
                text: "VIR SALAIRES \(stamp) \(wage.name)", reference: "SAL\(month)\(index + 1)")
        }
        bank[0].append(
            BankLine(
                day: Day(2026, month, 29).weekday > 4 ? Day(2026, month, 28) : Day(2026, month, 29),
                amount: -parts.reduce(0) { $0 + $1.amount },
                text: "VIR SALAIRES \(stamp) \(parts.count) VIREMENTS", parts: parts))
    }

    /// Output tax less input tax of a month.
    func vatDue(_ month: Int) -> Int64 { (taxes[month] ?? [:]).values.reduce(0, +) }

    private func drawSecond(_ month: Int) {
        rule(1, month, 5, -4_788, "PRLV HEBERGEUR WEB 778", code: "FRA20")
        let parcels = Int64(random.between(180, 260) * 60)
        rule(1, month, 11, -parcels, "PRLV COLIS EXPRESS", code: "FRA20")
        rule(1, month, 18, -36_000, "PRLV REGIE PUB EN LIGNE", code: "FRA20")
        if month == 8 {
            tally(Day(2026, 8, 7), "FRA20", CafeTax.within(-4_788, "FRA20"), output: false)
            bank[1].append(
                BankLine(
                    day: Day(2026, 8, 7), amount: 4_788, text: "PRLV HEBERGEUR WEB 778 REJETE",
                    reversal: true))
        }
        if month == 9 { rule(1, 9, 30, 6_212, "INTERETS CREDITEURS T3") }
        let date = Day(2026, month, 22).bankDay
        let amount: Int64 = month == 8 ? 150_000 : 250_000
        bank[1].append(
            BankLine(
                day: date, amount: -amount, text: "VIR VERS COMPTE COURANT",
                name: "Café Lumière SARL", iban: CafeParties.ownIbans[0]))
        bank[0].append(
            BankLine(
                day: date, amount: amount, text: "VIR DE COMPTE WEB", name: "Café Lumière SARL",
                iban: CafeParties.ownIbans[1]))
    }

    private func drawThird(_ month: Int) {
        let wares = Int64(random.between(60, 95) * 120)
        rule(2, month, 9, -wares, "CB GRANDE EPICERIE PRO", code: "FRA20")
        rule(2, month, 17, -4_800, "CB POSTE LYON 69004")
        rule(2, month, 28, -1_450, "FRAIS TENUE DE COMPTE")
    }

    /// Tender goes to the bank on the given weekdays, all of the days before.
    private func remit(
        _ key: String, _ text: String, to account: Int, opening: Int64, by weekdays: [Int]
    ) {
        var pending = opening
        var day = Cafe.first
        while day <= Cafe.last {
            if weekdays.contains(day.weekday) && day.bankDay == day && pending > 0 {
                let kept = key.hasPrefix("cash") ? pending % 1_000 : 0
                if pending > kept {
                    bank[account].append(
                        BankLine(
                            day: day, amount: pending - kept, text: "\(text) \(day.short)"))
                }
                pending = kept
            }
            pending += tenders[key]?[day] ?? 0
            day = day + 1
        }
    }

    /// Fees on what the month remitted: their own lines, no tax on them.
    private func drawFees() {
        for month in Cafe.months {
            let end = Day.lastOfMonth(month)
            for (account, start, text) in [
                (0, "REMISE CB", "COMMISSION CB"), (1, "VIR RECU PAYLIANE", "PRLV PAYLIANE FRAIS"),
            ] {
                let sum = bank[account].reduce(0 as Int64) { sum, line in
                    line.day.month == month && line.text.hasPrefix(start) ? sum + line.amount : sum
                }
                let fee = scaled(sum, account == 0 ? 85 : 190, 10_000)
                let stamp = padded(month, 2)
                bank[account].append(
                    BankLine(
                        day: end, amount: -fee, text: "\(text) \(stamp)/2026"))
            }
            bank[0].append(BankLine(day: end, amount: -2_400, text: "FRAIS TENUE DE COMPTE"))
        }
    }
}
