extension Atelier {
    static let openBills: [OpenDocument] = [
        OpenDocument(4, "SK-2606-2", Day(2026, 6, 17), Day(2026, 7, 17), 624_000),
        OpenDocument(6, "RP/2026/061", Day(2026, 6, 22), Day(2026, 7, 22), 318_500),
        OpenDocument(7, "PB-88231", Day(2026, 6, 15), Day(2026, 7, 15), 64_900, "USD", 59_980),
        OpenDocument(8, "MD-2026-097", Day(2026, 6, 18), Day(2026, 7, 18), 214_800),
        OpenDocument(9, "FL-4410", Day(2026, 6, 12), Day(2026, 7, 12), 91_320),
        OpenDocument(10, "IC-26-11", Day(2026, 6, 30), Day(2026, 7, 15), 180_000),
        OpenDocument(11, "CM-0626", Day(2026, 6, 26), Day(2026, 7, 11), 102_000),
    ]

    func drawBills() {
        for month in Atelier.months {
            premises(month)
            subcontractors(month)
            others(month)
        }
        specials()
    }

    private func supplier(_ index: Int) -> Party { AtelierParties.suppliers[index - 1] }

    private func category(_ supplier: Party) -> TaxCategory {
        switch supplier.taxCode {
        case "FRC20": .reverse
        case "FRA10": .standard(100)
        case "EXO": .exempt
        default: .standard(200)
        }
    }

    private func line(
        _ index: Int, _ text: String, _ price: Int64, _ quantity: Int64 = 100,
        _ unit: String = "C62"
    ) -> InvoiceLine {
        let party = supplier(index)
        return InvoiceLine(
            text: text, quantity: quantity, unit: unit, price: price, category: category(party),
            account: party.account, code: party.taxCode)
    }

    @discardableResult
    private func bill(
        _ index: Int, _ number: String, _ date: Day, _ lines: [InvoiceLine]
    ) -> Invoice {
        let party = supplier(index)
        var bill = Invoice(
            seller: party, buyer: AtelierParties.own, number: number, date: date,
            due: date + party.terms, currency: Atelier.currency(of: party), lines: lines)
        bill.iban = party.iban
        bill.reference = number
        bills.append(bill)
        tallyInput(bill)
        return bill
    }

    private func tallyInput(_ bill: Invoice) {
        guard bill.tax != 0 else { return }
        let accounts = ["FRA10": "445662", "FRAS20": "445860"]
        let account = accounts[bill.seller.taxCode] ?? "445661"
        tally(bill.date, account, bill.isCreditNote ? bill.tax : -bill.tax)
    }

    private func premises(_ month: Int) {
        let stamp = self.month(month)
        bill(
            1, "FAI-\(stamp)", Day(2026, month, 1),
            [line(1, "Rent of the studio \(stamp)", 420_000)])
        let power = Int64(random.between(52_000, 71_000))
        bill(
            2, "FE\(month)0448\(month)", Day(2026, month, 6).bankDay,
            [line(2, "Electricity", power)])
        bill(
            3, "NT-26\(padded(month, 2))-5512", Day(2026, month, 8).bankDay,
            [
                line(3, "Fibre and mobile lines", 31_900),
                line(3, "Calls abroad", Int64(random.between(900, 3_800))),
            ])
        let fee: Int64 = 85_000
        bill(
            11, "CM-\(padded(month, 2))26", Day(2026, month, 20).bankDay,
            [line(11, "Bookkeeping", fee)])
    }

    private func subcontractors(_ month: Int) {
        for turn in 1...2 {
            let days = Int64(random.between(12, 22) * 50)
            bill(
                4, "SK-26\(padded(month, 2))-\(turn)", Day(2026, month, turn * 9).bankDay,
                [line(4, "Structural drawings", 62_000, days, "DAY")])
            bill(
                8, "MD-2026-\(90 + month * 4 + turn)", Day(2026, month, 3 + turn * 8).bankDay,
                [
                    line(8, "Scale model 1:50", Int64(random.between(780, 1_260) * 100)),
                    line(8, "Courier", 4_850),
                ])
        }
        bill(
            6, "RP/2026/0\(month)3", Day(2026, month, 22).bankDay,
            [
                line(
                    6, "Rendering, node hours", 185, Int64(random.between(1_400, 2_600) * 100),
                    "HUR")
            ])
        bill(
            10, "IC-26-\(month + 5)", Day(2026, month, 27).bankDay,
            [line(10, "Illustration", 45_000, Int64(random.between(6, 11) * 50), "DAY")])
    }

    private func others(_ month: Int) {
        bill(
            5, "CV26-\(40_100 + month * 37)", Day(2026, month, 2).bankDay,
            [line(5, "Design suite, 9 seats", 5_990, 900), line(5, "Storage 2 TB", 8_900)])
        bill(
            7, "PB-\(88_300 + month * 41)", Day(2026, month, 15).bankDay,
            [line(7, "Texture library", 64_900)])
        bill(
            9, "FL-\(4_400 + month * 9)", Day(2026, month, 12).bankDay,
            [line(9, "Plans and panels A0", Int64(random.between(520, 980) * 100))])
        for turn in 0...1 {
            bill(
                12, "VS\(month)\(turn)2271", Day(2026, month, 8 + turn * 14).bankDay,
                [line(12, "Train and hotel", Int64(random.between(21_000, 74_000)))])
        }
        bill(
            13, "BMN-\(7_700 + month * 13)", Day(2026, month, 17).bankDay,
            [line(13, "Paper, boards, ink", Int64(random.between(14_000, 32_000)))])
    }

    private func specials() {
        bill(14, "KT-2026-Q3", Day(2026, 8, 20), [line(14, "Swiss VAT advice", 98_000)])
        let machine = InvoiceLine(
            text: "Large format plotter", price: 948_000, category: .standard(200),
            account: "218300", code: "FRI20")
        var plotter = Invoice(
            seller: supplier(13), buyer: AtelierParties.own, number: "BMN-EQ-0826",
            date: Day(2026, 8, 11), due: Day(2026, 9, 10), lines: [machine])
        plotter.instalments = [
            Instalment(day: Day(2026, 9, 10), amount: 568_800),
            Instalment(day: Day(2026, 10, 12), amount: 568_800),
        ]
        bills.append(plotter)
        tally(plotter.date, "445620", -plotter.tax)
        let credited = bills.first { $0.seller.id == "S008" && $0.date.month == 7 }
        guard let credited else { return }
        var note = Invoice(
            isCreditNote: true, seller: credited.seller, buyer: credited.buyer,
            number: "MD-A-2026-014", date: Day(2026, 7, 24), due: Day(2026, 7, 24),
            lines: [line(8, "Model broken in transit", 22_000)])
        note.appliesTo = credited.number
        bills.append(note)
        tallyInput(note)
        plantFaults()
    }

    /// What an accountant must not pay; none of it posts.
    private func plantFaults() {
        guard let model = bills.last(where: { $0.seller.id == "S008" && !$0.isCreditNote }),
            let render = bills.last(where: { $0.seller.id == "S006" }),
            let drawing = bills.last(where: { $0.seller.id == "S004" })
        else { return }
        var twice = model
        twice.number = model.number.filter { $0 != "-" }
        file(twice)
        var moved = render
        moved.number = "RP/2026/094"
        moved.lines = [line(6, "Rendering, node hours", 185, 91_000, "HUR")]
        moved.iban = iban(country: "LT", account: "3250012345678901")
        file(moved)
        var wrong = drawing
        wrong.number = "SK-2609-3"
        wrong.lines = [line(4, "Structural drawings, addendum", 62_000, 150, "DAY")]
        wrong.misstated = 1_000
        file(wrong)
        let stranger = Party(
            id: "X01", name: "Lumen Éclairage SARL", kind: "supplier", terms: 30,
            iban: frenchIban(bank: 30_002, branch: 99, account: 4_471_120),
            vat: frenchVAT(siren(50_211_874)), legalID: siren(50_211_874))
        let lamps = InvoiceLine(text: "Lamps on trial", price: 64_000, category: .standard(200))
        var unknown = Invoice(
            seller: stranger, buyer: AtelierParties.own, number: "LE-771", date: Day(2026, 9, 16),
            due: Day(2026, 10, 16), lines: [lamps])
        unknown.iban = stranger.iban
        file(unknown)
    }
}
