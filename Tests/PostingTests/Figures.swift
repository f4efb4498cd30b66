import Accounting
import Chance
import Ledger
import Posting
import Reconciliation
import Reports
import Testing

/// What a figure of a report is of.
struct Figure: Hashable, CustomStringConvertible {
    var report: String
    var period = ""
    var account = ""
    var name = ""

    var description: String {
        [report, period, account, name].filter { !$0.isEmpty }.joined(separator: " ")
    }
}

/// Figures of a book in minor units; what is not listed is zero.
struct Figures {
    private(set) var amounts: [Figure: Int64] = [:]

    subscript(figure: Figure) -> Int64 {
        get { amounts[figure, default: 0] }
        set { amounts[figure] = newValue }
    }

    mutating func add(_ amount: Int64, _ figure: Figure) { self[figure] += amount }

    /// The same under other names; figures that come to one name are added.
    func mapped(_ change: (Figure) -> Figure) -> Figures {
        amounts.reduce(into: Figures()) { $0.add($1.value, change($1.key)) }
    }

    func filter(_ isKept: (Figure) -> Bool) -> Figures {
        Figures(amounts: amounts.filter { isKept($0.key) })
    }

    func times(_ factor: Int64) -> Figures { Figures(amounts: amounts.mapValues { $0 * factor }) }

    func sum(_ isCounted: (Figure) -> Bool = { _ in true }) -> Int64 {
        amounts.reduce(0) { isCounted($1.key) ? $0 + $1.value : $0 }
    }

    /// Balances alone: without what was debited and credited to come to them.
    var balances: Figures { filter { $0.report != "gross" } }

    /// The first figure that is another one in `other`, nil where all are the same.
    func difference(_ other: Figures) -> String? {
        let differing = Set(amounts.keys).union(other.amounts.keys).filter { self[$0] != other[$0] }
            .sorted { $0.description < $1.description }
        guard !differing.isEmpty else { return nil }
        // One case alone is played to be looked at.
        let shown = differing.prefix(Reliability.laws == 1 ? .max : 1).map {
            "\($0): \(self[$0]) is \(other[$0])"
        }
        return shown.joined(separator: "\n") + ", \(differing.count) differ"
    }

    /// One figure is a unit more: what every law must notice.
    mutating func plant(_ random: inout SeededNumbers) {
        let all = amounts.keys.sorted { $0.description < $1.description }
        if !all.isEmpty { add(1, random.pick(all)) }
    }
}

extension Figures {
    mutating func add(_ balance: TrialBalance, _ period: Period) {
        for row in balance.rows {
            for (report, name, amount) in [
                ("balance", "opening", row.openingDebit - row.openingCredit),
                ("balance", "movement", row.debit - row.credit),
                ("balance", "closing", row.closing), ("gross", "debit", row.debit),
                ("gross", "credit", row.credit),
            ] {
                add(
                    amount,
                    Figure(report: report, period: period.name, account: row.account, name: name))
            }
        }
    }

    mutating func add(_ result: ProfitAndLoss, _ period: Period) {
        for (index, column) in result.columns.enumerated() {
            func figure(_ account: String, _ name: String) -> Figure {
                Figure(
                    report: "result \(column.rawValue)", period: period.name, account: account,
                    name: name)
            }
            for section in result.sections {
                for row in section.rows {
                    add(row.amounts[index] ?? 0, figure(row.account, section.id))
                }
                add(section.totals[index] ?? 0, figure("", section.id))
            }
            add(result.net[index] ?? 0, figure("", "net"))
        }
    }

    mutating func add(_ ageing: Ageing) {
        for row in ageing.rows {
            let name = "\(row.party) \(row.document) \(row.instalment) \(row.currency)"
            add(row.companyOpen, Figure(report: "open", account: row.account, name: name))
            add(row.open, Figure(report: "open in own", account: row.account, name: name))
            add(row.companyOpen, Figure(report: "bucket \(ageing.side)", name: row.bucket))
        }
        add(ageing.footing.control, Figure(report: "control", name: "\(ageing.side)"))
    }

    mutating func add(_ bank: BankReconciliation) {
        for account in bank.accounts {
            for line in account.lines {
                add(
                    line.amount,
                    Figure(report: "bank", account: account.code, name: line.step.rawValue))
            }
        }
    }

    mutating func add(_ taxes: TaxSummary) {
        for row in taxes.rows {
            let code = "\(row.origin) \(row.code)"
            add(row.base, Figure(report: "tax", name: code + " base"))
            add(row.amount, Figure(report: "tax", name: code + " tax"))
        }
        for account in taxes.accounts {
            for (name, amount) in [
                ("opening", account.opening), ("taxed", account.taxed),
                ("closing", account.closing), ("difference", account.difference),
            ] { add(amount, Figure(report: "tax", account: account.code, name: name)) }
        }
    }

    mutating func add(_ ties: [TieOut]) {
        // Sums of debits and counts of rows are no balances.
        for tie in ties where tie.name != "debits-credits" && tie.name != "rows" {
            for (name, amount) in [
                ("book", tie.book), ("independent", tie.independent ?? 0),
                ("unexplained", tie.unexplained),
            ] { add(amount, Figure(report: "tie " + tie.name, account: tie.subject, name: name)) }
        }
    }

    mutating func add(_ sales: SalesAnalysis, _ period: Period) {
        for row in sales.rows {
            let name = "\(row.dimension.rawValue) \(row.value)"
            add(row.sums.net, Figure(report: "sales", period: period.name, name: name))
            add(row.sums.tax, Figure(report: "sales tax", period: period.name, name: name))
        }
    }
}

extension Client {
    /// What a reporter of a period tells.
    func look(
        _ period: Period, _ change: (inout ReportSettings) -> Void = { _ in },
        _ body: (Reporter, inout Figures) throws -> Void
    ) throws -> Figures {
        var settings = ReportSettings()
        change(&settings)
        let books = try books()
        return try book.read { snapshot in
            var figures = Figures()
            try body(
                Reporter(snapshot, books: books, period: period, settings: settings), &figures)
            return figures
        }
    }

    /// The figures of a book's reports, month by month and at the last one's end.
    func figures(_ book: RandomBook) throws -> Figures {
        var settings = ReportSettings()
        settings.columns = [.month, .yearToDate]
        let books = try books()
        return try self.book.read { snapshot in
            var figures = Figures()
            for period in book.periods {
                let reporter = try Reporter(
                    snapshot, books: books, period: period, settings: settings)
                figures.add(try reporter.trialBalance(), period)
                figures.add(try reporter.profitAndLoss(), period)
                if book.features.contains(.sales) {
                    figures.add(try reporter.salesAnalysis(), period)
                }
                guard period.to == book.last else { continue }
                for side in Side.allCases { figures.add(try reporter.ageing(side)) }
                figures.add(try reporter.bankReconciliation())
                figures.add(try reporter.taxSummary())
                figures.add(try reporter.tieOuts())
            }
            return figures
        }
    }

    /// Places of the rows that have posted.
    func posted() throws -> Set<String> {
        let (first, last) = (try day("2000-01-01"), try day("2099-12-31"))
        return try book.read { snapshot in
            var places: Set<String> = []
            try snapshot.journal(from: first, to: last) { places.insert("\($0.path):\($0.line)") }
            return places
        }
    }

    /// Gives every account another code; accounts of one code become one.
    func rename(_ name: (String) -> String) {
        var known: Set<String> = []
        accounts = accounts.map {
            Account(
                code: name($0.code), name: $0.name, kind: $0.kind, role: $0.role,
                currency: $0.currency)
        }.filter { known.insert($0.code).inserted }
        taxes = taxes.mapValues {
            Tax(
                code: $0.code, rate: $0.rate, from: $0.from, to: $0.to, kind: $0.kind,
                dueOnPayment: $0.dueOnPayment, recoverablePercent: $0.recoverablePercent,
                account: name($0.account), waitingAccount: $0.waitingAccount.map(name))
        }
        sources = sources.mapValues { source in
            var source = source
            source.accounts = source.accounts.mapValues(name)
            source.clearing = source.clearing.mapValues(name)
            source.revenue = source.revenue.mapValues(name)
            return source
        }
    }
}
