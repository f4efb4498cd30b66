extension Cafe {
    /// Documents open at the start: party index, number, date, due, gross.
    static let openBills: [(Int, String, Day, Day, Int64)] = [
        (0, "TI-0588", Day(2026, 6, 18), Day(2026, 7, 18), 791_250),
        (2, "LA-2206", Day(2026, 6, 21), Day(2026, 7, 6), 44_310),
        (3, "PM-0619", Day(2026, 6, 26), Day(2026, 7, 11), 86_510),
        (4, "BO-0377", Day(2026, 6, 10), Day(2026, 7, 10), 77_400),
        (5, "ER-1190", Day(2026, 6, 15), Day(2026, 7, 15), 183_600),
        (8, "CD-0626", Day(2026, 6, 20), Day(2026, 7, 5), 78_000),
    ]

    func drawBills() {
        for month in Cafe.months {
            let wide = Int64(random.between(-6, 8))
            goods(month, wide)
            services(month)
        }
        specials()
        payRuns()
    }

    private func line(_ account: String, _ text: String, _ net: Int64, _ code: String)
        -> DocumentLine
    {
        DocumentLine(account: account, text: text, net: net, code: code)
    }

    private func bill(_ index: Int, _ number: String, _ date: Day, _ lines: [DocumentLine]) {
        let party = CafeParties.suppliers[index]
        bills.append(
            Document(
                party: party, number: number, date: date, due: date + party.terms, lines: lines))
        tally(date, lines)
    }

    private func tally(_ date: Day, _ lines: [DocumentLine]) {
        for line in lines where line.code != "EXO" {
            if line.code == "FRC20" {
                let tax = scaled(line.net, 200, 1_000)
                taxes[date.month, default: [:]]["445200", default: 0] += tax
                taxes[date.month, default: [:]]["445664", default: 0] -= tax
            } else {
                tally(date, line.code, line.tax, output: false)
            }
        }
    }

    private func goods(_ month: Int, _ wide: Int64) {
        let serial = month * 11
        for (turn, day) in [4, 18].enumerated() {
            let sacks = Int64(random.between(14, 18))
            bill(
                0, "TI-0\(600 + serial + turn)", Day(2026, month, day),
                [
                    line("601100", "Café vert, \(sacks) sacs de 60 kg", sacks * 48_750, "FRA55")
                ])
        }
        bill(
            1, "KM2026\(800 + serial)", Day(2026, month, 9),
            [
                line("606300", "Filtres et pièces détachées", 184_000 + wide * 1_500, "FRC20")
            ])
        for (turn, day) in [7, 21].enumerated() {
            let net = Int64(random.between(380, 470) * 100)
            bill(
                2, "LA-\(2_300 + serial + turn)", Day(2026, month, day),
                [
                    line("607100", "Lait et crème", net, "FRA55")
                ])
        }
        for (turn, day) in [12, 26].enumerated() {
            let net = Int64(random.between(690, 820) * 100)
            bill(
                3, "PM-0\(630 + serial + turn)", Day(2026, month, day),
                [
                    line("607200", "Viennoiseries et tartes", net, "FRA55"),
                    line("607300", "Plats préparés", 41_000 + wide * 1_000, "FRA10"),
                ])
        }
        bill(
            4, "BO-0\(390 + serial)", Day(2026, month, 10),
            [
                line("607500", "Bières artisanales", 58_000 + wide * 1_200, "FRA20")
            ])
        bill(
            5, "ER-\(1_200 + serial)", Day(2026, month, 15),
            [
                line("602600", "Sachets et gobelets", 146_000 + wide * 2_000, "FRA20"),
                line("624100", "Port sur achats", 4_500, "FRA20"),
            ])
    }

    private func services(_ month: Int) {
        bill(
            6, "IB-2026-\(padded(month, 2))", Day(2026, month, 1),
            [
                line("613200", "Loyer boutique Bastille", 220_000, "FRA20")
            ])
        bill(
            8, "CD-0\(720 + month)", Day(2026, month, 20),
            [
                line("622600", "Honoraires comptables", 65_000, "FRA20")
            ])
    }

    private func specials() {
        bill(
            9, "MP-4410", Day(2026, 7, 22),
            [
                line("615600", "Entretien du torréfacteur", 28_000, "FRA20")
            ])
        var machine = Document(
            party: CafeParties.suppliers[9], number: "MP-4432", date: Day(2026, 8, 18), due: nil,
            lines: [line("215400", "Moulin industriel", 600_000, "FRI20")])
        machine.instalments = [
            Instalment(day: Day(2026, 9, 10), amount: 360_000),
            Instalment(day: Day(2026, 10, 10), amount: 360_000),
        ]
        bills.append(machine)
        tally(machine.date, machine.lines)
        bill(
            7, "SCI-2026-T3", Day(2026, 9, 20),
            [
                line("408100", "Loyers Croix-Rousse juillet et août", 290_000, "EXO"),
                line("613200", "Loyer Croix-Rousse septembre", 145_000, "EXO"),
            ])
        var note = Document(
            creditNote: true, party: CafeParties.suppliers[5], number: "ER-A077",
            date: Day(2026, 8, 6), due: Day(2026, 8, 6),
            lines: [line("602600", "Avoir, gobelets fendus", 22_000, "FRA20")])
        note.appliesTo = "ER-1277"
        bills.append(note)
        tally(note.date, "FRA20", -note.lines[0].tax, output: false)
    }

    // MARK: payments

    private func payRuns() {
        var open: [(party: Party, number: String, due: Day, amount: Int64)] = []
        for (index, number, _, due, amount) in Cafe.openBills {
            open.append((CafeParties.suppliers[index], number, due, amount))
        }
        for bill in bills where !bill.creditNote {
            if let first = bill.instalments.first {
                open.append((bill.party, bill.number, first.day, first.amount))
            } else if bill.number == "ER-1277" {
                let credit = bills.first { $0.appliesTo == bill.number }?.total ?? 0
                open.append((bill.party, bill.number, Day(2026, 8, 14), bill.total - credit))
            } else if bill.number == "TI-0678" {
                let part = bill.total * 6 / 10
                open.append((bill.party, bill.number, Day(2026, 8, 12), part))
                open.append((bill.party, bill.number, Day(2026, 9, 10), bill.total - part))
            } else if let due = bill.due {
                open.append((bill.party, bill.number, due, bill.total))
            }
        }
        for month in Cafe.months {
            for day in [10, 25] {
                let date = Day(2026, month, day).bankDay
                let chosen = open.filter { $0.due <= date + 5 && runs($0.party) }
                open.removeAll { $0.due <= date + 5 && runs($0.party) }
                payRun(date, chosen.map { ($0.party, $0.number, $0.amount) })
            }
        }
        for item in open where !runs(item.party) && item.due <= Cafe.last {
            payAlone(item.party, item.number, item.due.bankDay, item.amount)
        }
    }

    private func runs(_ party: Party) -> Bool {
        party.id != "S002" && party.id != "S007" && party.id != "S008"
    }

    private func payRun(_ date: Day, _ chosen: [(Party, String, Int64)]) {
        var parts: [BankPart] = []
        for (index, (party, number, amount)) in chosen.enumerated() {
            let reference = "PAI\(date.short)\(padded(index + 1, 2))"
            payments.append(
                Payment(
                    party: party, date: date, amount: amount, document: number,
                    reference: reference))
            parts.append(
                BankPart(
                    name: party.name, iban: party.iban, amount: amount,
                    text: "VIR EMIS \(bankText(party.name)) \(number) \(reference)",
                    reference: reference))
        }
        guard let only = parts.first else { return }
        let total = parts.reduce(0) { $0 + $1.amount }
        var line = BankLine(
            day: date, amount: -total, text: "VIR FOURNISSEURS LOT \(date.short)",
            reference: "LOT\(date.short)", parts: parts)
        if parts.count == 1 {
            line = BankLine(
                day: date, amount: -total, text: only.text, name: only.name, iban: only.iban,
                reference: only.reference)
        }
        bank[0].append(line)
    }

    /// The Dutch supplier is paid without a reference; the landlords from the third bank, which
    /// the last payment reaches only in October.
    private func payAlone(_ party: Party, _ number: String, _ date: Day, _ amount: Int64) {
        let foreign = party.id == "S002"
        let reference = foreign ? "" : "PAI\(date.short)\(party.id == "S007" ? "71" : "81")"
        payments.append(
            Payment(
                party: party, date: date, amount: amount, document: number, reference: reference))
        guard party.id != "S008" else { return }
        let name = bankText(party.name)
        let text = foreign ? "VIR SEPA EMIS \(name)" : "PRLV \(name) LOYER \(reference)"
        bank[foreign ? 0 : 2].append(
            BankLine(
                day: foreign ? (date + 1).bankDay : date, amount: -amount, text: text,
                name: party.name, iban: party.iban, reference: reference))
    }
}
