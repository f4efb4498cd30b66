import Accounting
import Ledger
import Reports
import Testing
import Validation

@testable import Posting

/// Pay journals in text, and what their book then shows.
private struct Payday {
    let client: Client

    /// Wages 641, charges 645, net 421 and URSSAF 431 of role payroll, accrued 4286 and 4386.
    init(start: String = "2026-01-01", isAccrued: Bool = false) throws {
        client = try Client(start: start)
        for (code, kind, role) in [
            ("421", AccountKind.liability, AccountRole.payroll), ("431", .liability, .payroll),
            ("4286", .liability, nil), ("4386", .liability, nil), ("641", .expense, nil),
            ("645", .expense, nil),
        ] {
            client.accounts.append(Account(code: code, name: code, kind: kind, role: role))
        }
        var settings = PayrollSettings()
        func element(_ account: String?, _ payable: String?) -> PayrollSettings.Element {
            var element = PayrollSettings.Element()
            element.accounts = [account].compactMap { $0 }
            element.payables = [payable].compactMap { $0 }
            return element
        }
        settings.elements = [
            .gross: element("641", nil), .employerCharge: element("645", "431"),
            .employeeCharge: element(nil, "431"), .netPay: element(nil, "421"),
        ]
        var agency = PayrollSettings.Agency(party: "URSSAF")
        (agency.payable, agency.due) = ("431", 15)
        settings.agencies = ["URSSAF": agency]
        var source = PostingSource(name: "pay", format: "test", currency: try Fixture.euro())
        source.payroll = settings
        client.sources["pay"] = source
        if isAccrued {
            client.accruals = [("pay", [.gross: "4286", .employerCharge: "4386"])]
        }
    }

    /// `from to paid gross employer`: employee charges of a tenth, the rest is net.
    func draft(_ text: String, journal: String = "SAL") throws -> PayrollDraft {
        let words = text.split(separator: " ").map(String.init)
        var draft = PayrollDraft()
        draft.journal = journal
        (draft.from, draft.to) = (try day(words[0]), try day(words[1]))
        draft.payDay = try day(words[2])
        let (gross, employer) = (try cents(words[3]), try cents(words[4]))
        let amounts: [(String, Int64)] = [
            ("gross", gross), ("employee_charge", gross / 10), ("employer_charge", employer),
            ("net_pay", gross - gross / 10),
        ]
        for (index, (element, amount)) in amounts.enumerated() where amount != 0 {
            var row = PayrollRow(span: Span(line: Int32(index + 2), offset: 0, length: 1))
            row.element = element
            row.amount = amount
            draft.rows.append(row)
        }
        return draft
    }

    func post(_ drafts: [PayrollDraft], as name: String = "pay.csv") throws {
        let source = try #require(client.sources["pay"])
        try client.post([.init(source: source, path: name, drafts: [.payroll(drafts)])])
    }

    func items() throws -> [String] {
        try client.book.read { snapshot in
            let codes = try snapshot.accountCodes()
            let controls = codes.filter { $0.value == "421" || $0.value == "431" }.map(\.key)
            return try snapshot.openItems(accounts: controls.sorted(), on: try day("2099-12-31"))
                .map { open, _, _ in
                    let item = open.item
                    let amount = decimalText(open.open, exponent: 2)
                    return "\(codes[item.account] ?? "") \(item.party) \(item.document) "
                        + "\(item.due?.description ?? "-") \(amount)"
                }
        }
    }

    func summary(_ period: String) throws -> PayrollSummary {
        let books = try client.books()
        return try client.book.read { snapshot in
            try Reporter(
                snapshot, books: books, period: try #require(Period(period)),
                settings: ReportSettings()
            ).payrollSummary()
        }
    }
}

@Suite struct PayrollTests {
    @Test func aJournalPostsTotalsAndLeavesWhatIsOwed() throws {
        let pay = try Payday()
        try pay.post([try pay.draft("2026-09-01 2026-09-30 2026-09-28 3000.00 900.00")])
        #expect(
            try pay.client.shown().filter { !$0.hasPrefix("open") } == [
                "421 -2700.00", "431 -1200.00", "641 3000.00", "645 900.00",
            ])
        #expect(
            try pay.items() == [
                "431 URSSAF 2026-09 2026-10-15 -1200.00", "421 staff 2026-09 2026-09-28 -2700.00",
            ])
        #expect(
            try pay.client.entries(of: "641") == ["2026-09-28 2026-09-28 payroll 3000.00"])
        try pay.client.expectWhole()
    }

    @Test func theSameJournalAgainIsADuplicateAndAnotherContentClashes() throws {
        let pay = try Payday()
        let text = "2026-09-01 2026-09-30 2026-09-28 3000.00 900.00"
        try pay.post([try pay.draft(text)])
        try pay.post([try pay.draft(text)], as: "again.csv")
        try pay.post(
            [try pay.draft("2026-09-01 2026-09-30 2026-09-28 3000.00 901.00")], as: "other.csv")
        #expect(
            pay.client.receipts.map { $0.findings.map(\.code.text) } == [[], ["I-303"], ["I-308"]])
        #expect(
            try pay.client.shown().suffix(2) == ["rows rejected 4", "rows duplicate 4"])
        try pay.client.expectWhole()
    }

    /// Rows of a journal that waits are counted without their amounts, until they post.
    @Test func aHeldJournalPostsWithItsMoneyOnceItIsSettled() throws {
        let pay = try Payday()
        var source = try #require(pay.client.sources["pay"])
        let agencies = source.payroll?.elements ?? [:]
        source.payroll?.elements[.gross] = nil
        pay.client.sources["pay"] = source
        try pay.post([try pay.draft("2026-09-01 2026-09-30 2026-09-28 3000.00 900.00")])
        let held = try pay.client.openVerdicts()
        #expect(held.map(\.tally.ins) == [0, 0, 0, 0])
        #expect(held.map(\.tally.bare) == [1, 1, 1, 1])
        source.payroll?.elements = agencies
        pay.client.sources["pay"] = source
        try pay.client.judgeAgain()
        #expect(try pay.client.openVerdicts().isEmpty)
        #expect(try pay.client.shown().contains("641 3000.00"))
        try pay.client.expectWhole()
    }

    @Test func theSummaryFoots() throws {
        let pay = try Payday()
        try pay.post([
            try pay.draft("2026-09-01 2026-09-30 2026-09-28 3000.00 900.00"),
            try pay.draft("2026-09-01 2026-09-30 2026-09-29 500.00 150.00", journal: "BON"),
        ])
        let summary = try pay.summary("2026-09")
        #expect(summary.journals.map(\.number) == ["SAL 2026-09", "BON 2026-09"])
        #expect(summary.journals.map { $0.amount(.gross) } == [300_000, 50_000])
        #expect(summary.journals.map { $0.amount(.employerCharge) } == [90_000, 15_000])
        #expect(summary.journals.map { $0.amount(.employeeCharge) } == [30_000, 5000])
        #expect(summary.journals.map { $0.amount(.netPay) } == [270_000, 45_000])
        #expect(summary.journals.allSatisfy { $0.debit == $0.credit })
        #expect(summary.journals.allSatisfy { $0.computedNet == $0.amount(.netPay) })
        #expect(summary.control == 455_000)
        #expect(summary.open == 455_000)
        #expect(summary.difference == 0)
    }
}

/// What a month's end accrues, worked out by hand. Working days are Monday to Friday.
///
///     weekly       21–27 Sep paid; 28, 29, 30 Sep (Mon–Wed) unpaid   3 ÷ 5 × 1,000 = 600
///     fortnightly  7–20 Sep paid; 21–25, 28–30 unpaid                8 ÷ 10 × 2,000 = 1,600
///     4-weekly     10 Aug – 6 Sep paid; 7–30 Sep unpaid              18 ÷ 20 × 4,000 = 3,600
///     monthly      August paid (21 days); September unpaid           22 ÷ 21 × 4,200 = 4,400
///     monthly      September paid                                    nothing
///     in arrears   September's own journal of 5 October is in        22 ÷ 22 × 4,300 = 4,300
///     week across  28 Sep – 4 Oct is in, paid 2 October              3 ÷ 5 × 1,050 = 630
///     cents        7–13 Sep paid; 14–18, 21–25, 28–30 unpaid         13 ÷ 5 × 333.33 = 866.66
@Suite struct PayrollAccrualTests {
    @Test(arguments: [
        (["2026-09-21 2026-09-27 2026-09-25 1000.00 250.00"], "600.00 150.00"),
        (["2026-09-07 2026-09-20 2026-09-18 2000.00 500.00"], "1600.00 400.00"),
        (["2026-08-10 2026-09-06 2026-09-04 4000.00 1000.00"], "3600.00 900.00"),
        (["2026-08-01 2026-08-31 2026-08-31 4200.00 1260.00"], "4400.00 1320.00"),
        (["2026-09-01 2026-09-30 2026-09-28 4200.00 1260.00"], "0.00 0.00"),
        (
            [
                "2026-08-01 2026-08-31 2026-08-31 4200.00 1260.00",
                "2026-09-01 2026-09-30 2026-10-05 4300.00 1290.00",
            ], "4300.00 1290.00"
        ),
        (
            [
                "2026-09-21 2026-09-27 2026-09-25 1000.00 250.00",
                "2026-09-28 2026-10-04 2026-10-02 1050.00 262.50",
            ], "630.00 157.50"
        ),
        (["2026-09-07 2026-09-13 2026-09-11 333.33 0.00"], "866.66 0.00"),
    ])
    func septembersEnd(_ journals: [String], _ expected: String) throws {
        let pay = try Payday(start: "2026-08-01", isAccrued: true)
        for (index, text) in journals.enumerated() {
            try pay.post([try pay.draft(text, journal: "J\(index)")], as: "\(index).csv")
        }
        try pay.client.adjustMonthEnds(through: "2026-09")
        let accrued = try pay.summary("2026-09").accrued
        func amount(_ code: String) -> Int64 {
            accrued.reduce(0) { $1.account == code ? $0 + $1.amount : $0 }
        }
        #expect(
            [amount("641"), amount("645")].map { decimalText($0, exponent: 2) }
                .joined(separator: " ") == expected)
        #expect(amount("4286") == -amount("641"))
        #expect(amount("4386") == -amount("645"))
        try pay.client.expectWhole()
    }

    /// The last period's amounts, then the actual journal's; each reversed on the first.
    @Test func theActualJournalTakesTheEstimatesPlace() throws {
        let pay = try Payday(start: "2026-09-01", isAccrued: true)
        try pay.post([try pay.draft("2026-09-21 2026-09-27 2026-09-25 1000.00 250.00")])
        try pay.client.adjustMonthEnds(through: "2026-09")
        try pay.client.adjustMonthEnds(through: "2026-09")
        let estimate = [
            "2026-09-25 2026-09-25 payroll 1000.00", "2026-09-30 2026-09-30 accrual 600.00",
            "2026-10-01 2026-09-30 accrual-reversed -600.00",
        ]
        #expect(try pay.client.entries(of: "641") == estimate)
        try pay.post(
            [try pay.draft("2026-09-28 2026-10-04 2026-10-02 1050.00 262.50")], as: "b.csv")
        try pay.client.adjustMonthEnds(through: "2026-09")
        #expect(
            try pay.client.entries(of: "641") == [
                "2026-09-25 2026-09-25 payroll 1000.00", "2026-09-30 2026-09-30 accrual 600.00",
                "2026-09-30 2026-09-30 accrual 30.00",
                "2026-10-01 2026-09-30 accrual-reversed -600.00",
                "2026-10-01 2026-09-30 accrual-reversed -30.00",
                "2026-10-02 2026-10-02 payroll 1050.00",
            ])
        #expect(
            try pay.client.lines(of: "4286").map(\.text).first
                == "2026-09-21..2026-09-27 × 3/5")
        try pay.client.expectWhole()
    }

    @Test func nothingIsAccruedOfALockedMonthOrWithoutAJournal() throws {
        let pay = try Payday(start: "2026-08-01", isAccrued: true)
        try pay.client.adjustMonthEnds(through: "2026-09")
        #expect(try pay.summary("2026-09").accrued.isEmpty)
        try pay.post([try pay.draft("2026-09-21 2026-09-27 2026-09-25 1000.00 250.00")])
        try pay.client.lock(through: "2026-09-30")
        try pay.client.adjustMonthEnds(through: "2026-09")
        #expect(try pay.summary("2026-09").accrued.isEmpty)
    }

    /// From through: working days, by the calendar.
    @Test(arguments: [
        ("2026-09-01", "2026-09-30", 22), ("2026-02-01", "2026-02-28", 20),
        ("2026-09-05", "2026-09-06", 0), ("2026-09-04", "2026-09-07", 2),
        ("2026-09-30", "2026-09-29", 0), ("2024-02-29", "2024-02-29", 1),
        ("2026-01-01", "2026-12-31", 261),
    ])
    func workingDaysAreMondayToFriday(_ from: String, _ to: String, _ count: Int) throws {
        #expect(WorkingDays.count(from: try day(from), through: try day(to)) == count)
    }
}
