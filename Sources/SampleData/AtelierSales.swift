extension Atelier {
    /// Invoices open at the start, with their booked euros: customer, number, date, due, amount in
    /// their currency, currency, euros.
    static let openInvoices: [OpenDocument] = [
        OpenDocument(1, "AN-2026-0261", Day(2026, 5, 22), Day(2026, 6, 21), 418_680),
        OpenDocument(2, "AN-2026-0288", Day(2026, 6, 12), Day(2026, 7, 12), 356_400),
        OpenDocument(3, "AN-2026-0291", Day(2026, 6, 15), Day(2026, 7, 15), 742_080),
        OpenDocument(6, "AN-2026-0294", Day(2026, 6, 16), Day(2026, 7, 16), 265_320),
        OpenDocument(7, "AN-2026-0299", Day(2026, 6, 19), Day(2026, 7, 19), 301_224),
        // Disputed, and still open at the end.
        OpenDocument(5, "AN-2026-0117", Day(2026, 2, 27), Day(2026, 3, 29), 487_200),
        // Given up in August: the customer was wound up.
        OpenDocument(10, "AN-2025-0871", Day(2025, 11, 14), Day(2025, 12, 14), 198_000),
        OpenDocument(11, "AN-2026-0296", Day(2026, 6, 17), Day(2026, 7, 17), 532_500),
        OpenDocument(12, "AN-2026-0283", Day(2026, 6, 10), Day(2026, 8, 9), 684_000),
        OpenDocument(
            15, "AN-2026-0290", Day(2026, 6, 12), Day(2026, 7, 12), 845_000, "USD", 781_250),
        OpenDocument(
            17, "AN-2026-0297", Day(2026, 6, 17), Day(2026, 7, 17), 391_500, "CHF", 414_990),
    ]
    /// Paid in advance by C011 for work that comes later.
    static let advance: Int64 = 150_000

    static let works = [
        "Interior concept", "Construction drawings", "Site supervision", "3D visualisation",
        "Furniture schedule", "Lighting study", "Project management",
    ]

    func drawInvoices() {
        var number = 311
        for month in Atelier.months {
            for day in 1...Day.lastOfMonth(month).parts.day {
                let date = Day(2026, month, day)
                guard date.bankDay == date else { continue }
                for customer in AtelierParties.customers where isDue(customer, on: date) {
                    number += 1
                    invoices.append(draw(customer, date, "AN-2026-\(padded(number, 4))"))
                }
            }
            shape(month)
            drawCreditNotes(month, &number)
        }
        for invoice in invoices { tallyOnIssue(invoice) }
    }

    private func isDue(_ customer: Party, on date: Day) -> Bool {
        let index = Int(customer.id.dropFirst()) ?? 0
        if index == 19 && date.month > 7 { return false }
        return Atelier.days(of: index).contains { Day(2026, date.month, $0).bankDay == date }
    }

    /// Days of the month on which a customer is invoiced: of a retainer, the first too.
    private static func days(of index: Int) -> [Int] {
        let work = [2 + index * 5 % 11, 14 + index * 3 % 13]
        return [1, 3, 7, 13].contains(index) ? [1] + work : work
    }

    static func category(of customer: Party) -> TaxCategory {
        customer.country == "FR" ? .standard(200) : customer.vat.isEmpty ? .outside : .reverse
    }

    static func currency(of party: Party) -> String {
        party.country == "US" ? "USD" : party.country == "CH" ? "CHF" : "EUR"
    }

    private func line(
        _ text: String, _ quantity: Int64, _ unit: String, _ price: Int64, _ customer: Party
    ) -> InvoiceLine {
        let category = Atelier.category(of: customer)
        let code = customer.country == "FR" ? "FRS20" : customer.vat.isEmpty ? "NONEU" : "EUB2B"
        return InvoiceLine(
            text: text, quantity: quantity, unit: unit, price: price, category: category,
            account: customer.account, code: code)
    }

    private func draw(_ customer: Party, _ date: Day, _ number: String) -> Invoice {
        let index = Int(customer.id.dropFirst()) ?? 0
        var lines: [InvoiceLine] = []
        if date == Day(2026, date.month, 1).bankDay && [1, 3, 7, 13].contains(index) {
            lines.append(
                line("Monthly retainer \(month(date.month))", 100, "C62", 120_000, customer))
        } else {
            let work = Atelier.works[random.below(Atelier.works.count)]
            let price = Int64(random.between(124, 158) * 500)
            lines.append(
                line(work, Int64(random.between(4, 11) * 50), "DAY", price, customer))
            if random.chance(40) {
                let other = Atelier.works[random.below(Atelier.works.count)]
                let hours = Int64(random.between(4, 28) * 25)
                lines.append(
                    line(other, hours, "HUR", Int64(random.between(7_850, 9_640)), customer))
            }
        }
        let currency = Atelier.currency(of: customer)
        var invoice = Invoice(
            seller: AtelierParties.own, buyer: customer, number: number, date: date,
            due: date + customer.terms, currency: currency, lines: lines)
        invoice.reference = creditorReference(number.filter { $0 != "-" })
        invoice.iban = AtelierParties.ownIbans[Atelier.account(currency)]
        return invoice
    }

    /// The nth invoice of a customer in a month.
    func position(_ id: String, _ month: Int, _ turn: Int) -> Int {
        let found = invoices.indices.filter {
            invoices[$0].buyer.id == id && invoices[$0].date.month == month
        }
        return found[turn]
    }

    /// What makes some invoices of a month unlike the others.
    private func shape(_ month: Int) {
        if month == 7 {
            let volume = position("C001", 7, 1)
            invoices[volume].adjustments = [
                InvoiceAdjustment(
                    isCharge: false, amount: scaled(invoices[volume].lineTotal, 5, 100),
                    reason: "Framework agreement 5 %", category: .standard(200))
            ]
            let travel = position("C003", 7, 2)
            invoices[travel].adjustments = [
                InvoiceAdjustment(
                    isCharge: true, amount: 18_640, reason: "Travel", category: .standard(200))
            ]
            let rounded = position("C009", 7, 0)
            invoices[rounded].rounding = -(invoices[rounded].gross % 10)
        }
        if month == 8 {
            invoices[position("C007", 8, 1)].prepaid = 60_000
            for id in ["C005", "C008"] { split(position(id, 8, 0)) }
        }
        if month == 9 {
            let index = position("C006", 9, 1)
            let customer = invoices[index].buyer
            invoices[index].lines = [
                line("Furniture schedule taken back", -150, "DAY", 72_000, customer)
            ]
        }
    }

    /// 30 % at once, 40 % and 30 % a month later each.
    private func split(_ index: Int) {
        let total = invoices[index].payable
        let parts = [scaled(total, 30, 100), scaled(total, 40, 100)]
        let date = invoices[index].date
        invoices[index].instalments = [
            Instalment(day: date + 10, amount: parts[0]),
            Instalment(day: date + 40, amount: parts[1]),
            Instalment(day: date + 70, amount: total - parts[0] - parts[1]),
        ]
    }

    /// One credit note reduces its invoice, which is paid less; one stands alone.
    private func drawCreditNotes(_ month: Int, _ number: inout Int) {
        guard month < 9 else { return }
        let invoice = invoices[position(month == 7 ? "C002" : "C004", month, 0)]
        number += 1
        var note = Invoice(
            isCreditNote: true, seller: invoice.seller, buyer: invoice.buyer,
            number: "AN-2026-\(padded(number, 4))", date: Day(2026, month, 28),
            due: Day(2026, month, 28),
            lines: [
                line(
                    month == 7 ? "Hours billed twice" : "Goodwill, late delivery", 400, "HUR",
                    8_500, invoice.buyer)
            ])
        if month == 7 { note.appliesTo = invoice.number }
        invoices.append(note)
    }

    /// Services: the tax waits for the payment.
    private func tallyOnIssue(_ invoice: Invoice) {
        guard invoice.tax != 0 else { return }
        tally(invoice.date, "445870", invoice.isCreditNote ? -invoice.tax : invoice.tax)
    }
}

/// A document open at the start.
struct OpenDocument {
    let party: Int
    let number: String
    let date: Day
    let due: Day
    let amount: Int64
    let currency: String
    let euros: Int64

    init(
        _ party: Int, _ number: String, _ date: Day, _ due: Day, _ amount: Int64,
        _ currency: String = "EUR", _ euros: Int64? = nil
    ) {
        self.party = party
        self.number = number
        self.date = date
        self.due = due
        self.amount = amount
        self.currency = currency
        self.euros = euros ?? amount
    }
}
