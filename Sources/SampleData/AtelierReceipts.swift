/// How customers pay.
extension Atelier {
    private enum Way { case structured, number, amount, list, late }

    func drawReceipts() {
        for open in Atelier.openInvoices where ![5, 10].contains(open.party) {
            let customer = AtelierParties.customers[open.party - 1]
            let day = max(open.due + random.between(-2, 9), Atelier.first + 1).bankDay
            arrive(customer, day, open.amount, open.currency, "INVOICE \(open.number)")
        }
        for (index, invoice) in invoices.enumerated() where !invoice.isCreditNote {
            guard !drawSpecial(index, invoice) else { continue }
            let day = (invoice.due + random.between(-3, 9)).bankDay
            pay(invoice, day, invoice.payable, way(invoice))
        }
        drawRemittances()
        drawMerged()
    }

    private func way(_ invoice: Invoice) -> Way {
        let chance = random.below(100)
        if invoice.currency != "EUR" { return chance < 90 ? .number : .late }
        if invoice.lines[0].price == 120_000 { return chance < 50 ? .structured : .number }
        if invoice.buyer.id == "C010" { return .list }
        switch chance {
        case ..<38: return .structured
        case ..<68: return .number
        case ..<82: return .amount
        case ..<90: return .list
        default: return .late
        }
    }

    private func pay(_ invoice: Invoice, _ day: Day, _ amount: Int64, _ way: Way) {
        let customer = invoice.buyer
        switch way {
        case .late: return
        case .structured:
            arrive(
                customer, day, amount, invoice.currency, "", structured: invoice.reference)
        case .number: arrive(customer, day, amount, invoice.currency, "INVOICE \(invoice.number)")
        case .amount: arrive(customer, day, amount, invoice.currency, "")
        case .list:
            guard day <= Atelier.last else { return }
            receipts.append(
                AtelierPayment(
                    party: customer, date: day, amount: amount, document: invoice.number,
                    reference: invoice.number))
            arrive(
                customer, (day + random.between(0, 2)).bankDay, amount, invoice.currency,
                "CHQ \(invoice.number)")
        }
        settleTax(invoice, day, min(amount, invoice.payable))
    }

    /// A line of the account in the currency.
    private func arrive(
        _ customer: Party, _ day: Day, _ amount: Int64, _ currency: String, _ text: String,
        structured: String = "", charge: Int64 = 0
    ) {
        guard day <= Atelier.last else { return }
        bank[Atelier.account(currency)].append(
            BankLine(
                day: day, amount: amount - charge, text: text,
                information: "VIR RECU \(bankText(customer.name))",
                name: escaped(customer.name), iban: customer.iban, structured: structured,
                charge: charge))
    }

    /// Tax that waited moves with the payment.
    private func settleTax(_ invoice: Invoice, _ day: Day, _ amount: Int64) {
        guard day <= Atelier.last, invoice.tax != 0 else { return }
        let part = scaled(invoice.tax, amount, invoice.gross)
        tally(day, "445870", -part)
        tally(day, "445711", part)
    }

    /// Payments that are not simply the amount due.
    private func drawSpecial(_ index: Int, _ invoice: Invoice) -> Bool {
        let id = invoice.buyer.id
        let month = invoice.date.month
        func isTurn(_ party: String, _ wanted: Int, _ turn: Int) -> Bool {
            id == party && month == wanted && index == position(party, wanted, turn)
        }
        let day = (invoice.due + 2).bankDay
        if id == "C002" || id == "C013" && !isTurn(id, month, 0) || id == "C019" { return true }
        if isTurn("C004", 7, 0) {
            pay(invoice, day, invoice.payable - 3, .number)
        } else if isTurn("C006", 7, 0) {
            pay(invoice, day, invoice.payable + 12_000, .number)
        } else if isTurn("C014", 7, 0) {
            arrive(
                invoice.buyer, day, invoice.payable, "EUR", "INVOICE \(invoice.number)",
                charge: 1_500)
        } else if isTurn("C001", 8, 1) {
            discount(invoice)
        } else if isTurn("C009", 7, 1) {
            bounce(invoice)
        } else if isTurn("C007", 8, 1) {
            prepay(invoice, day)
        } else if !invoice.instalments.isEmpty {
            for part in invoice.instalments {
                let day = (part.day + 1).bankDay
                pay(invoice, day, part.amount, .number)
            }
        } else {
            return invoice.payable < 0
        }
        return true
    }

    /// 2 % for payment within ten days.
    private func discount(_ invoice: Invoice) {
        let discount = scaled(invoice.payable, 2, 100)
        let day = (invoice.date + 8).bankDay
        receipts.append(
            AtelierPayment(
                party: invoice.buyer, date: day, amount: invoice.payable - discount,
                document: invoice.number, reference: invoice.number, discount: discount))
        arrive(
            invoice.buyer, day, invoice.payable - discount, "EUR",
            "INVOICE \(invoice.number) LESS 2 PCT")
        settleTax(invoice, day, invoice.payable)
    }

    /// A direct debit that comes back; paid by transfer a month later.
    private func bounce(_ invoice: Invoice) {
        let day = invoice.due.bankDay
        let name = bankText(invoice.buyer.name)
        for (delay, sign) in [(0, Int64(1)), (4, -1)] {
            bank[0].append(
                BankLine(
                    day: (day + delay).bankDay, amount: sign * invoice.payable,
                    text: invoice.number,
                    information: "\(sign > 0 ? "PRLV EMIS" : "REJET PRLV EMIS") \(name)",
                    name: invoice.buyer.name, iban: invoice.buyer.iban, reversal: sign < 0))
        }
        settleTax(invoice, day, invoice.payable)
        settleTax(invoice, (day + 4).bankDay, -invoice.payable)
    }

    /// A deposit that names the invoice it is for, and the rest.
    private func prepay(_ invoice: Invoice, _ day: Day) {
        let deposit = Day(2026, 7, 21)
        receipts.append(
            AtelierPayment(
                party: invoice.buyer, date: deposit, amount: invoice.prepaid,
                document: invoice.number, reference: "DEPOSIT 4711"))
        arrive(invoice.buyer, deposit + 1, invoice.prepaid, "EUR", "DEPOSIT 4711")
        settleTax(invoice, invoice.date, invoice.prepaid)
        pay(invoice, day, invoice.payable, .structured)
    }

    /// Two invoices by one transfer: C002 names both, C013 neither.
    private func drawRemittances() {
        for (id, month) in [("C002", 7), ("C002", 8), ("C013", 7), ("C013", 8)] {
            let both = invoices.filter {
                $0.buyer.id == id && $0.date.month == month && !$0.isCreditNote
            }.suffix(2)
            let credit = invoices.filter {
                $0.buyer.id == id && $0.isCreditNote && $0.date.month == month
            }.reduce(Int64(0)) { $0 + $1.payable }
            guard let last = both.last else { continue }
            let day = (last.due + 3).bankDay
            let sum = both.reduce(-credit) { $0 + $1.payable }
            let numbers = both.map(\.number).joined(separator: " ")
            arrive(last.buyer, day, sum, "EUR", id == "C002" ? "INVOICES \(numbers)" : "")
            for invoice in both {
                let isReduced = credit != 0 && invoice.number == both.first?.number
                settleTax(invoice, day, invoice.payable - (isReduced ? credit : 0))
            }
        }
    }

    /// The group pays one of the two invoices of the company it took over.
    private func drawMerged() {
        let invoice = invoices[position("C019", 7, 0)]
        let day = Day(2026, 9, 9)
        arrive(
            AtelierParties.customers[2], day, invoice.payable, "EUR", "",
            structured: invoice.reference)
        settleTax(invoice, day, invoice.payable)
    }
}
