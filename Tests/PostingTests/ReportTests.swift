import Accounting
import Ledger
import Reports
import Testing

/// Two years and a bit: an opening within the books' first year, then months of both kinds.
private let events = [
    "opening: 512 100.00, 101 -60.00, 707 -50.00, 606 10.00",
    "voucher 1 2025-07-10: 512 30.00, 707 -30.00", "voucher 2 2025-08-10: 606 12.00, 512 -12.00",
    "voucher 3 2025-12-31: 512 5.00, 707 -5.00", "voucher 4 2026-01-15: 512 8.00, 706 -8.00",
    "voucher 5 2026-02-15: 627 3.00, 512 -3.00", "voucher 6 2026-03-15: 512 1.00, 707 -1.00",
]

@Suite struct ReportTests {
    private func client(_ events: [String] = events) throws -> Client {
        let client = try Client(start: "2025-07-01")
        try client.play(events)
        return client
    }

    private func report<Result>(
        _ client: Client, _ period: String, _ columns: [ReportSettings.Column] = [.month],
        _ body: (Reporter) throws -> Result
    ) throws -> Result {
        var settings = ReportSettings()
        settings.columns = columns
        let books = try client.books()
        return try client.book.read { snapshot in
            let period = try #require(Period(period))
            return try body(
                Reporter(snapshot, books: books, period: period, settings: settings))
        }
    }

    /// Account, opening, debit, credit, closing; debit positive.
    private func balance(_ client: Client, _ period: String) throws -> [String] {
        try report(client, period) { reporter in
            let balance = try reporter.trialBalance()
            #expect(balance.total(\.openingDebit) == balance.total(\.openingCredit))
            #expect(balance.total(\.debit) == balance.total(\.credit))
            #expect(balance.total(\.closingDebit) == balance.total(\.closingCredit))
            return balance.rows.map { row in
                #expect(row.openingDebit == 0 || row.openingCredit == 0)
                #expect(row.closingDebit == 0 || row.closingCredit == 0)
                let figures = [
                    row.openingDebit - row.openingCredit, row.debit, row.credit,
                    row.closingDebit - row.closingCredit,
                ]
                return ([row.account] + figures.map { decimalText($0, exponent: 2) })
                    .joined(separator: " ")
            }
        }
    }

    @Test func profitAndLossOpensWithTheFiscalYearToDate() throws {
        #expect(
            try balance(try client(), "2025-08") == [
                "101 -60.00 0.00 0.00 -60.00", "512 130.00 0.00 12.00 118.00",
                "606 10.00 12.00 0.00 22.00", "707 -80.00 0.00 0.00 -80.00",
            ])
        #expect(
            try balance(try client(), "2025-07") == [
                "101 -60.00 0.00 0.00 -60.00", "512 100.00 30.00 0.00 130.00",
                "606 10.00 0.00 0.00 10.00", "707 -50.00 0.00 30.00 -80.00",
            ])
    }

    /// 50 + 30 + 5 of income less 10 + 12 of expense: a profit of 63.00 on one account.
    @Test(arguments: ["2026-01", "2026-02", "2026-03"])
    func endedYearStandsOnTheResultAccount(_ period: String) throws {
        let rows = try balance(try client(), period)
        #expect(rows.contains("120 -63.00 0.00 0.00 -63.00"))
        #expect(!rows.contains { $0.hasPrefix("129 ") })
        #expect(!rows.contains { $0.hasPrefix("606 ") })
    }

    @Test func endedLossStandsOnTheLossAccount() throws {
        let client = try client(["voucher 1 2025-07-10: 606 40.00, 512 -40.00"])
        #expect(
            try balance(client, "2026-01") == [
                "129 40.00 0.00 0.00 40.00", "512 -40.00 0.00 0.00 -40.00",
            ])
    }

    @Test func earlierYearsStandOnRetained() throws {
        let client = try client([
            "voucher 1 2025-07-10: 512 40.00, 707 -40.00",
            "voucher 2 2026-07-10: 512 2.00, 707 -2.00",
        ])
        let rows = try balance(client, "2027-01")
        #expect(
            rows == [
                "110 -40.00 0.00 0.00 -40.00", "120 -2.00 0.00 0.00 -2.00",
                "512 42.00 0.00 0.00 42.00",
            ])
    }

    @Test func resultWithoutAnAccountIsAnError() throws {
        let client = try client(["voucher 1 2025-07-10: 512 40.00, 707 -40.00"])
        client.accounts.removeAll { $0.role == .resultProfit }
        #expect(try balance(client, "2026-01").first == "110 -40.00 0.00 0.00 -40.00")
        client.accounts.removeAll { $0.role == .retained }
        let error = #expect(throws: Failure.self) { try balance(client, "2026-01") }
        #expect(error?.kind == .configuration)
        #expect(error?.slug == "role-missing")
    }

    @Test func closingIsTheNextOpening() throws {
        let client = try client()
        for month in ["2025-07", "2025-08", "2025-09", "2025-11", "2026-01", "2026-02"] {
            let period = try #require(Period(month))
            let next = Period(period.to.month + 1)
            func figures(_ name: String, _ column: Int) throws -> [String] {
                try balance(client, name).map { row in
                    let words = row.split(separator: " ")
                    return "\(words[0]) \(words[column])"
                }.filter { !$0.hasSuffix(" 0.00") }
            }
            #expect(try figures(month, 4) == figures(next.name, 1), "\(month)")
        }
    }

    @Test func monthsAddToTheYear() throws {
        let client = try client()
        func net(_ period: String, _ column: ReportSettings.Column) throws -> Int64? {
            try report(client, period, [column]) { try $0.profitAndLoss().net.first ?? nil }
        }
        var sum: Int64 = 0
        for (month, amount) in [("2026-01", 800), ("2026-02", -300), ("2026-03", 100)] {
            #expect(try net(month, .month) == Int64(amount))
            sum += Int64(amount)
            #expect(try net(month, .yearToDate) == sum)
        }
        #expect(try net("2026", .month) == sum)
        #expect(try net("2026-Q1", .month) == sum)
        // The opening's 40.00 of the year begun before the books count to date, in no month.
        #expect(try net("2025-07", .month) == 3000)
        #expect(try net("2025-07", .yearToDate) == 7000)
        #expect(try net("2025-12", .yearToDate) == 6300)
        #expect(try net("2025-08", .priorMonth) == 3000)
        #expect(try net("2026-08", .sameMonthLastYear) == -1200)
    }

    /// DEFINITIONS §5: not available before the books begin, whatever else the report shows.
    @Test(arguments: [
        ("2025-07", ReportSettings.Column.priorMonth), ("2026-03", .sameMonthLastYear),
        ("2026-08", .priorYearToDate),
    ])
    func columnBeforeTheBooksIsNotAvailable(_ period: String, _ column: ReportSettings.Column)
        throws
    {
        let profit = try report(try client(), period, [column, .month]) { try $0.profitAndLoss() }
        let totals = profit.sections.map { $0.totals[0] } + [profit.net[0]]
        #expect(totals == [nil, nil, nil, nil])
        #expect(profit.sections.flatMap(\.rows).allSatisfy { $0.amounts[0] == nil })
    }

    @Test func yearToDateIsTheTrialBalance() throws {
        let client = try client()
        for month in ["2025-07", "2025-12", "2026-01", "2026-03"] {
            let closing = try report(client, month) { reporter in
                try reporter.trialBalance().rows.filter { "67".contains($0.account.prefix(1)) }
                    .reduce(Int64(0)) { $0 + $1.closingDebit - $1.closingCredit }
            }
            let net = try report(client, month, [.yearToDate]) { try $0.profitAndLoss().net }
            #expect(net == [-closing], "\(month)")
        }
    }

    @Test func incomeAndExpensePrintPositive() throws {
        let profit = try report(try client(), "2025-08", [.month, .yearToDate]) {
            try $0.profitAndLoss()
        }
        #expect(profit.sections.map(\.id) == ["income", "expense", "result"])
        #expect(profit.sections.map(\.totals) == [[0, 8000], [1200, 2200], [-1200, 5800]])
        #expect(profit.sections[1].rows.map(\.account) == ["606"])
    }
}
