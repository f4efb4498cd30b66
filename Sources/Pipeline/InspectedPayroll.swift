internal import Accounting
internal import Rendering

/// Totals of the pay journals of a file, by elements under our own names; of no person.
struct InspectedPayroll {
    private var journals = 0
    private var rows = 0
    private var currency = ""
    /// Amounts as a payslip shows them; an element whose accounts are not told is in none.
    private var sums: [PayrollElement: Int64] = [:]
    private let exponent: Int

    init(exponent: Int) { self.exponent = exponent }

    mutating func add(_ drafts: [PayrollDraft]) {
        for draft in drafts {
            journals += 1
            rows += draft.rows.count
            if currency.isEmpty { currency = draft.currency }
            for row in draft.rows {
                guard let element = PayrollElement(rawValue: row.element) else { continue }
                sums[element, default: 0] += amount(row, element)
            }
        }
    }

    /// Employer charges count by their debits: their credits are the same amounts, owed.
    private func amount(_ row: PayrollRow, _ element: PayrollElement) -> Int64 {
        if let amount = row.amount { return amount }
        if element == .employerCharge { return row.debit }
        return element.sides.debit ? row.debit - row.credit : row.credit - row.debit
    }

    private func value(_ element: PayrollElement) -> String? {
        sums[element].map { decimalText($0, exponent: exponent) }
    }

    var json: String {
        func text(_ element: PayrollElement) -> String {
            value(element).map { "\"\($0)\"" } ?? "null"
        }
        return "{\"kind\":\"payroll\",\"count\":\(journals),\"lines\":\(rows)"
            + ",\"gross\":\(text(.gross)),\"employee\":\(text(.employeeCharge))"
            + ",\"employer\":\(text(.employerCharge)),\"net_pay\":\(text(.netPay))"
            + ",\"currency\":\(currency.isEmpty ? "null" : JSONWriter.string(currency))}"
    }

    func line(_ catalog: Catalog) -> String {
        let shown: [PayrollElement] = [.gross, .employeeCharge, .employerCharge, .netPay]
        let totals = shown.compactMap { element in
            value(element).map { "\(catalog.text("element." + element.rawValue)) \($0)" }
        }
        let said = catalog.text(
            "inspect.payroll", ["journals": String(journals), "rows": String(rows)])
        return "  " + ([said] + totals).joined(separator: "  ")
    }
}
