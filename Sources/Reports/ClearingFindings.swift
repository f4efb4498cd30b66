internal import Accounting
internal import Ledger
internal import Reconciliation

extension Reporter {
    /// Clearing accounts = what is open on them, a line a day and section.
    func clearingTies(_ clearings: [Clearing]) -> [TieOut] {
        clearings.map { clearing in
            TieOut(
                name: "clearing", subject: clearing.service.clearing, book: clearing.balance,
                independent: 0, items: daily(clearing.items))
        }
    }

    /// Items of a section and day as one: a month's end may leave thousands of sales unreported.
    private func daily(_ items: [Clearing.Item]) -> [TieOut.Item] {
        var lines: [TieOut.Item] = []
        var last: (section: Clearing.Section, day: Day, count: Int)?
        for item in items {
            if let known = last, known.section == item.section, known.day == item.day {
                last = (item.section, item.day, known.count + 1)
                lines[lines.count - 1].amount &+= item.companyOpen
                continue
            }
            if let last { close(&lines, last.count) }
            last = (item.section, item.day, 1)
            lines.append(
                TieOut.Item(
                    day: item.day, text: item.document, amount: item.companyOpen,
                    place: item.file.isEmpty
                        ? nil : Place(file: item.file, line: Int(item.line))))
        }
        if let last { close(&lines, last.count) }
        return lines
    }

    /// Says of the last line how many more items it stands for.
    private func close(_ lines: inout [TieOut.Item], _ count: Int) {
        if count > 1 { lines[lines.count - 1].text += " (+\(count - 1))" }
    }

    /// What a period's end shows of payment services: settled without a sale, sold and not
    /// reported for long.
    func clearingFindings(_ clearings: [Clearing]) -> [Finding] {
        clearings.flatMap { clearing in
            let unmatched = clearing.items.filter { $0.section == .unmatched }
            let unpaid = clearing.items.filter {
                $0.section == .unreported && $0.ageDays > clearing.service.unpaidAfter
            }
            return findings("I-351", unmatched, clearing) + findings("I-352", unpaid, clearing)
        }
    }

    /// A finding an item, the rest counted.
    private func findings(_ code: Code, _ items: [Clearing.Item], _ clearing: Clearing)
        -> [Finding]
    {
        let most = 100
        var findings = items.prefix(most).map { item in
            Finding(
                code, .warning, at: Place(file: item.file, line: Int(item.line)),
                found: item.document,
                [
                    "source": clearing.service.name, "account": clearing.service.clearing,
                    "document": item.document, "day": item.day.description,
                    "days": String(item.ageDays), "currency": item.currency.code,
                    "amount": decimalText(
                        Int64(clamping: item.open.magnitude), exponent: item.currency.exponent),
                ])
        }
        if items.count > most {
            findings.append(
                Finding(
                    code, .warning, at: Place(file: clearing.service.name),
                    ["more": String(items.count - most)]))
        }
        return findings
    }
}
