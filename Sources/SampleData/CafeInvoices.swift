extension Cafe {
    /// Documents open at the start: party index, number, date, due, gross.
    static let openInvoices: [(Int, String, Day, Day, Int64)] = [
        (0, "F-2026-0584", Day(2026, 5, 28), Day(2026, 6, 27), 318_442),
        (1, "F-2026-0601", Day(2026, 6, 4), Day(2026, 7, 4), 274_115),
        (3, "F-2026-0612", Day(2026, 6, 18), Day(2026, 7, 3), 96_870),
        (4, "F-2026-0615", Day(2026, 6, 19), Day(2026, 7, 19), 241_290),
        (5, "F-2026-0492", Day(2026, 3, 30), Day(2026, 5, 14), 128_400),
        (6, "F-2026-0618", Day(2026, 6, 22), Day(2026, 7, 22), 183_036),
        (8, "F-2026-0620", Day(2026, 6, 24), Day(2026, 8, 23), 362_750),
        (11, "F-2026-0622", Day(2026, 6, 26), Day(2026, 7, 26), 58_080),
    ]

    func drawInvoices() {
        for (party, number, _, due, amount) in Cafe.openInvoices where party != 5 {
            let day = max(due + random.between(-2, 6), Cafe.first + 1)
            receive(CafeParties.customers[party], day.bankDay, amount, number, stated: true)
        }
        var number = 700
        for month in Cafe.months {
            for day in 1...Day.lastOfMonth(month).parts.day {
                for (index, party) in CafeParties.customers.enumerated() {
                    guard let lines = wares(index, day) else { continue }
                    number += 1
                    let date = Day(2026, month, day)
                    invoice(index, party, "F-2026-0\(number)", date, lines)
                }
            }
        }
        drawCreditNotes()
        drawTabPayment()
    }

    /// What a customer buys on a day of the month, if anything.
    private func wares(_ index: Int, _ day: Int) -> [DocumentLine]? {
        let rents = index == 2 || index == 6 || index == 11
        if rents && day == 1 {
            return [
                DocumentLine(
                    account: "706200", text: "Location de machine à café", net: 18_000,
                    code: "FRS20")
            ]
        }
        if index == 2 && day == 16 {
            return [
                DocumentLine(
                    account: "706100", text: "Formation barista, 1 jour", net: 65_000, code: "FRS20"
                )
            ]
        }
        let large = index < 2 || index == 4 || index == 8
        guard day == 3 + index || large && day == 16 + index else { return nil }
        let price = Int64(random.between(2_150, 2_450))
        let kilos = Int64(random.between(78, 130))
        var lines = [
            DocumentLine(
                account: "701100", text: "Café torréfié, \(kilos) kg", net: kilos * price,
                code: "FR55")
        ]
        if random.chance(45) {
            let net = Int64(random.between(60, 420) * 100)
            lines.append(
                DocumentLine(
                    account: "707400", text: "Tasses, filtres et accessoires", net: net,
                    code: "FR20"))
        }
        if random.chance(30) {
            lines.append(
                DocumentLine(
                    account: "708500", text: "Port et livraison", net: 3_500, code: "FR20"))
        }
        return lines
    }

    private func invoice(
        _ index: Int, _ party: Party, _ number: String, _ date: Day, _ lines: [DocumentLine]
    ) {
        var document = Document(
            party: party, number: number, date: date, due: date + party.terms, lines: lines)
        if index == 10 && date.month == 8 { document.due = nil }
        if index == 0 && date == Day(2026, 7, 3) {
            document.lines.append(
                DocumentLine(
                    account: "707400", text: "Machine à expresso deux groupes", net: 390_000,
                    code: "FR20"))
            let third = document.total / 3
            document.due = nil
            document.instalments = [
                Instalment(day: Day(2026, 7, 31), amount: third),
                Instalment(day: Day(2026, 8, 31), amount: third),
                Instalment(day: Day(2026, 9, 30), amount: document.total - 2 * third),
            ]
        }
        invoices.append(document)
        for line in document.lines where line.code != "FRS20" {
            tally(date, line.code, line.tax, output: true)
        }
        settle(index, document)
    }

    /// How the customer pays the invoice.
    private func settle(_ index: Int, _ document: Document) {
        let party = document.party
        let total = document.total
        if let first = document.instalments.first {
            receive(party, first.day + 0, first.amount, document.number, stated: true)
            receive(party, Day(2026, 9, 14), first.amount, document.number, stated: true)
            return
        }
        let due = document.due ?? document.date + party.terms
        let day = (due + random.between(-3, 5)).bankDay
        let chance = random.below(100)
        if index == 4 && document.date == Day(2026, 7, 7) {
            let paid = Day(2026, 8, 5)
            receive(party, paid, total, document.number, stated: true)
            receive(party, Day(2026, 8, 12), -total, document.number, stated: true)
        } else if index == 5 && document.date.month == 7 {
            receive(party, Day(2026, 8, 24), total + 5_000, document.number, stated: true)
        } else if index == 1 && document.date == Day(2026, 7, 4) {
            return
        } else if chance < 15 && document.waiting == 0 || index == 6 && document.waiting > 0 {
            receive(party, day, total * 6 / 10, document.number, stated: true)
            let rest = total - total * 6 / 10
            receive(party, (day + 21).bankDay, rest, document.number, stated: true)
            settleWaiting(document, [(day, total * 6 / 10), ((day + 21).bankDay, rest)])
        } else if chance < 88 {
            let stated = random.chance(75) || document.waiting > 0
            receive(party, day, total, document.number, stated: stated)
            settleWaiting(document, [(day, total)])
        }
    }

    /// Tax due on payment moves with each payment; the last takes the remainder.
    private func settleWaiting(_ document: Document, _ parts: [(day: Day, amount: Int64)]) {
        guard document.waiting > 0 else { return }
        var left = document.waiting
        for (index, part) in parts.enumerated() where part.day <= Cafe.last {
            let share = scaled(document.waiting, part.amount, document.total)
            let moved = index == parts.count - 1 ? left : share
            left -= moved
            tally(part.day, "FRS20", moved, output: true)
        }
    }

    /// Books a receipt and its bank line a day or two later (some after the last statement).
    func receive(
        _ party: Party, _ day: Day, _ amount: Int64, _ document: String, stated: Bool
    ) {
        guard day <= Cafe.last else { return }
        let viaThird = party.id == "C010"
        let reference = stated || viaThird ? document : ""
        receipts.append(
            Payment(
                party: party, date: day, amount: amount, document: document, reference: reference))
        let arrival = (day + random.between(0, 2)).bankDay
        guard arrival <= Cafe.last else { return }
        let name = bankText(party.name)
        let start = amount < 0 ? "REJET PRLV EMIS \(name)" : "VIR RECU \(name)"
        bank[viaThird ? 2 : 0].append(
            BankLine(
                day: arrival, amount: amount,
                text: reference.isEmpty ? start : "\(start) \(reference)",
                name: party.name, iban: party.iban, reference: reference))
    }

    /// One credit note reduces its invoice, which is paid less; one stands alone.
    private func drawCreditNotes() {
        let linked = invoices.first { $0.party.id == "C002" && $0.date == Day(2026, 7, 4) }
        guard let linked else { return }
        let net = linked.lines[0].net / 10
        var note = Document(
            creditNote: true, party: linked.party, number: "A-2026-0031", date: Day(2026, 7, 21),
            due: Day(2026, 7, 21),
            lines: [
                DocumentLine(
                    account: "701100", text: "Remise qualité, lot humide", net: net, code: "FR55")
            ])
        note.appliesTo = linked.number
        let alone = Document(
            creditNote: true, party: CafeParties.customers[8], number: "A-2026-0032",
            date: Day(2026, 8, 26), due: Day(2026, 8, 26),
            lines: [
                DocumentLine(
                    account: "707400", text: "Reprise de tasses ébréchées", net: 14_600,
                    code: "FR20")
            ])
        for credit in [note, alone] {
            invoices.append(credit)
            for line in credit.lines { tally(credit.date, line.code, -line.tax, output: true) }
        }
        receive(
            linked.party, Day(2026, 8, 6), linked.total - note.total, linked.number, stated: true)
    }

    /// A till order left on the theatre's tab, paid without naming it.
    private func drawTabPayment() {
        let rows = files["sales/caisse-croix-rousse-2026-07.csv"] ?? []
        guard let row = rows.first(where: { $0.contains(",C008,") }) else { return }
        let fields = row.split(separator: ",", omittingEmptySubsequences: false)
        let digits = fields[fields.count - 2].filter { $0 != "." }
        guard let amount = Int64(digits) else { return }
        receive(CafeParties.customers[7], Day(2026, 8, 19), amount, "", stated: true)
    }
}
