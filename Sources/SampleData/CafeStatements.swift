extension Cafe {
    static let stems = ["bank/courant", "bank/web", "bank/releve"]

    func writeStatements(to folder: String) throws {
        for account in 0..<3 {
            let sorted = bank[account].enumerated()
                .sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
                .map(\.element)
            var balance = Cafe.openings[account]
            for month in Cafe.months {
                let lines = sorted.filter { $0.day.month == month }
                let path = "\(folder)/\(Cafe.stems[account])-\(self.month(month))"
                if account == 2 {
                    try save(releve(lines, &balance), to: path + ".csv")
                    continue
                }
                let statement = CamtStatement(
                    id: "\(account == 0 ? "CC" : "CW")-\(self.month(month))", sequence: month,
                    owner: "Café Lumière SARL", iban: CafeParties.ownIbans[account],
                    version: account == 0 ? 8 : 2,
                    from: Day(2026, month, 1), to: Day.lastOfMonth(month), opening: balance,
                    lines: lines)
                try save(statement.document().utf8, to: path + ".xml")
                if account == 0 && month == 9 { try overlap(statement, path + "_10-30.xml") }
                balance = statement.closing
            }
        }
    }

    /// The same days again, as an extra statement asked for by hand.
    private func overlap(_ whole: CamtStatement, _ path: String) throws {
        let from = Day(2026, 9, 10)
        let before = whole.booked.filter { $0.day < from }
        let part = CamtStatement(
            id: "CC-2026-09-EXTRA", sequence: nil, owner: whole.owner, iban: whole.iban, version: 8,
            from: from,
            to: whole.to, opening: before.reduce(whole.opening) { $0 + $1.amount },
            lines: whole.lines.filter { $0.day >= from })
        try save(part.document().utf8, to: path)
    }

    /// The third bank's export: windows-1252, semicolons, decimal comma.
    private func releve(_ lines: [BankLine], _ balance: inout Int64) -> [UInt8] {
        var rows = ["Date;Date valeur;Libellé;Débit;Crédit;Solde"]
        for line in lines {
            balance += line.amount
            let size = money(line.amount < 0 ? -line.amount : line.amount, decimal: ",")
            let sides = line.amount < 0 ? "\(size);" : ";\(size)"
            let day = line.day.french
            rows.append("\(day);\(day);\(line.text);\(sides);\(money(balance, decimal: ","))")
        }
        return (rows.joined(separator: "\r\n") + "\r\n").unicodeScalars
            .map { UInt8(exactly: $0.value) ?? 63 }
    }
}
