/// How the studio pays, and what else its accounts show.
extension Atelier {
    static let vatOfJune: Int64 = 912_400
    static let interest: [Int: Int64] = [7: 31_240, 8: 30_875, 9: 30_508]

    /// Pay runs on the 10th and 25th; debits on the day they fall due.
    func drawPayRuns() {
        var due: [Due] = Atelier.openBills.map { open in
            Due(
                supplier: AtelierParties.suppliers[open.party - 1], number: open.number,
                day: open.due, amount: open.amount, currency: open.currency)
        }
        for bill in bills where !bill.isCreditNote {
            let credit = bills.first { $0.isCreditNote && $0.appliesTo == bill.number }
            for part in parts(bill) {
                due.append(
                    Due(
                        supplier: bill.seller, number: bill.number, day: part.day,
                        amount: part.amount - (credit?.payable ?? 0), currency: bill.currency))
            }
        }
        for item in due where ["S002", "S003"].contains(item.supplier.id) {
            line(
                0, item.day, -item.amount,
                "PRLV SEPA", item.number,
                item.supplier)
        }
        var start = Atelier.first
        for month in Atelier.months {
            for day in [5, 10, 25] {
                let run = Day(2026, month, day).bankDay
                let chosen = due.filter { $0.day >= start && $0.day <= run + 4 && $0.day < run + 5 }
                start = run + 5
                pay(chosen.filter { !["S002", "S003"].contains($0.supplier.id) }, run)
            }
        }
    }

    private struct Due {
        let supplier: Party
        let number: String
        let day: Day
        let amount: Int64
        let currency: String
    }

    private func parts(_ bill: Invoice) -> [Instalment] {
        bill.instalments.isEmpty
            ? [Instalment(day: bill.due, amount: bill.payable)] : bill.instalments
    }

    private func line(
        _ account: Int, _ day: Day, _ amount: Int64, _ start: String, _ text: String,
        _ other: Party
    ) {
        let day = day.bankDay
        guard day <= Atelier.last else { return }
        bank[account].append(
            BankLine(
                day: day, amount: amount, text: text,
                information: "\(start) \(bankText(other.name))", name: escaped(other.name),
                iban: other.iban))
    }

    private func pay(_ chosen: [Due], _ run: Day) {
        guard run <= Atelier.last else { return }
        let listed = Set(["S010", "S012"])
        for item in chosen where item.currency != "EUR" {
            line(
                Atelier.account(item.currency), run, -item.amount,
                "TRANSFER", item.number, item.supplier)
        }
        for item in chosen where listed.contains(item.supplier.id) {
            let reference = "PAY\(run.short)\(item.supplier.id)\(item.number.suffix(3))"
            payments.append(
                AtelierPayment(
                    party: item.supplier, date: run, amount: item.amount, document: item.number,
                    reference: reference))
            line(
                0, run + 1, -item.amount, "VIR EMIS", reference,
                item.supplier)
        }
        collect(chosen.filter { $0.currency == "EUR" && !listed.contains($0.supplier.id) }, run)
        for item in chosen where item.supplier.taxCode == "FRAS20" {
            let tax = scaled(item.amount, 1, 6)
            tally(run, "445860", tax)
            tally(run, "445661", -tax)
        }
    }

    /// One entry of the account, a transaction a supplier that names what it pays.
    private func collect(_ chosen: [Due], _ run: Day) {
        var parts: [BankPart] = []
        for supplier in AtelierParties.suppliers {
            let items = chosen.filter { $0.supplier.id == supplier.id }
            guard let first = items.first else { continue }
            let numbers = items.map(\.number).joined(separator: " ")
            parts.append(
                BankPart(
                    name: escaped(supplier.name), iban: supplier.iban,
                    amount: items.reduce(0) { $0 + $1.amount }, text: "INVOICE \(numbers)",
                    reference: items.count == 1 ? first.number : ""))
        }
        guard let first = parts.first else { return }
        let total = -parts.reduce(0) { $0 + $1.amount }
        if parts.count == 1 {
            bank[0].append(
                BankLine(
                    day: run, amount: total, text: first.text, information: "VIR EMIS",
                    name: first.name,
                    iban: first.iban, reference: first.reference))
            return
        }
        bank[0].append(
            BankLine(
                day: run, amount: total,
                text: "VIR SEPA EMIS LOT \(run.short) \(parts.count) VIREMENTS", parts: parts))
    }

    // MARK: what is no document

    /// A line that a mapping rule catches; of an amount with tax 20 % within it, the tax counts.
    private func rule(
        _ month: Int, _ day: Int, _ amount: Int64, _ text: String, taxed: Bool = false,
        account: Int = 0
    ) {
        let date = Day(2026, month, day).bankDay
        if taxed { tally(date, "445661", scaled(amount, 200, 1_200)) }
        bank[account].append(BankLine(day: date, amount: amount, text: text))
    }

    func drawBank() {
        for month in Atelier.months {
            let stamp = "\(padded(month, 2))/2026"
            rule(month, 8, -93_450, "PRLV ASSURANCES DU BEFFROI 88-4471")
            rule(month, 15, -208_000, "ECHEANCE PRET 55120 CAPITAL \(stamp)")
            rule(month, 15, -(Atelier.interest[month] ?? 0), "INTERETS PRET 55120 \(stamp)")
            rule(month, 4, -23_760, "CB RESTAURANT LE COMPTOIR", taxed: false)
            rule(
                month, 12, -Int64(random.between(42, 96) * 120), "CB DROGUERIE FLANDRE", taxed: true
            )
            rule(month, 31 - (month == 9 ? 1 : 0), -4_320, "FRAIS TENUE DE COMPTE \(stamp)")
            rule(month, 28, -1_200, "ACCOUNT FEE", account: 1)
            rule(month, 28, -900, "KONTOFUEHRUNG", account: 2)
        }
        rule(9, 15, -386_000, "PRLV DGFIP IS ACOMPTE 09/2026")
        rule(8, 20, -30_000, "VIR EMIS ACOMPTE SUR SALAIRE")
        transferred()
        bank[0].append(
            BankLine(
                day: Day(2026, 9, 22), amount: 45_000, text: "REMB EXPO",
                information: "VIR RECU M LEFEBVRE",
                name: "M. Lefebvre"))
        bank[0].append(
            BankLine(
                day: Day(2026, 8, 27), amount: -17_880, text: "STAND SALON HABITER",
                information: "CB 2608",
                name: "Salon Habiter"))
    }

    /// Dollars into euros in September: the bank states what it paid for them on both sides.
    private func transferred() {
        let day = Day(2026, 9, 18)
        bank[1].append(
            BankLine(
                day: day, amount: -1_500_000,
                text: "INTERNAL TRANSFER /OCMT/EUR13798,18/EXCH/1,0871/"))
        bank[0].append(
            BankLine(
                day: day, amount: 1_379_818, text: "VIR INTERNE DE COMPTE USD",
                name: AtelierParties.own.name, iban: AtelierParties.ownIbans[1]))
    }
}
