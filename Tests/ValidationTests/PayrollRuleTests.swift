import Accounting
import Testing

@testable import Validation

/// A small payroll: wages 641, employer charges 645, payables 421, 431, 437 of role payroll.
private struct Payroll {
    let books: Books
    var settings = PayrollSettings()

    init() throws {
        func account(_ code: String, _ kind: AccountKind, _ role: AccountRole? = nil) -> Account {
            Account(code: code, name: code, kind: kind, role: role)
        }
        books = Books(
            currency: try #require(Currency("EUR")), start: try day("2026-01-01"),
            fiscalYear: try #require(FiscalYear("01-01")),
            chart: Chart([
                account("641", .expense), account("645", .expense), account("791", .income),
                account("425", .asset), account("421", .liability, .payroll),
                account("431", .liability, .payroll), account("437", .liability, .payroll),
            ]), taxes: [:],
            parties: Parties([Party(id: "P9", name: "Prévoyance", kind: "supplier")]))
        func element(_ account: String, _ payable: String, _ names: [String] = [])
            -> PayrollSettings.Element
        {
            var element = PayrollSettings.Element()
            element.accounts = account.isEmpty ? [] : [account]
            element.payables = payable.isEmpty ? [] : [payable]
            element.names = names
            return element
        }
        settings.elements = [
            .gross: element("641", "", ["Brut"]), .employerCharge: element("645", "431"),
            .netPay: element("", "421"), .advance: element("425", ""),
            .benefitInKind: element("641", "791"),
        ]
        var urssaf = PayrollSettings.Agency(party: "URSSAF")
        (urssaf.payable, urssaf.due) = ("431", 31)
        settings.agencies["URSSAF"] = urssaf
        var fund = PayrollSettings.Agency(party: "FUND")
        fund.payable = "437"
        settings.agencies["FUND"] = fund
    }

    /// `element amount`, with `agency=`, `account=`, `due=`, `debit=`, `credit=`.
    func journal(_ text: String) throws -> PayrollFacts {
        var draft = PayrollDraft()
        draft.payDay = try day("2026-08-28")
        draft.to = try day("2026-08-31")
        for (index, line) in text.split(separator: ",").enumerated() {
            var row = PayrollRow(span: span(Int32(index + 2)))
            for (place, word) in line.split(separator: " ").enumerated() {
                let pair = word.split(separator: "=").map(String.init)
                switch pair[0] {
                case "agency": row.agency = pair[1]
                case "account": row.account = pair[1]
                case "contra": row.contra = pair[1]
                case "due": row.due = try day(pair[1])
                case "debit": row.debit = try #require(Int64(pair[1]))
                case "credit": row.credit = try #require(Int64(pair[1]))
                default:
                    if place == 0 { row.element = pair[0] } else { row.amount = Int64(pair[0]) }
                }
            }
            draft.rows.append(row)
        }
        var facts = Facts(
            books: books, file: "pay.csv", source: "pay", lockedThrough: nil,
            latest: try day("2026-12-31"), late: .nextOpenPeriod, taxTolerance: 0, severities: [:])
        facts.payroll = settings
        return PayrollFacts(
            draft: draft, journal: PayrollJournal(draft, settings, books), number: "2026-08",
            facts: facts, clashes: false)
    }

    func told(_ text: String) throws -> [String] {
        try journal(text).journal.lines.map {
            ["\($0.account) \($0.amount)", $0.party, $0.due?.description ?? ""]
                .filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    func ruled(_ text: String) throws -> [String] {
        let facts = try journal(text)
        let (ruling, _) = Judge(facts.facts).payroll(facts)
        return ruling.findings.map { "\($0.place.line) \($0.code)" }
    }
}

@Suite struct PayrollRuleTests {
    /// The due day 31 of September is its last.
    @Test func amountsStandOnTheAccountsOfTheirElement() throws {
        let payroll = try Payroll()
        #expect(
            try payroll.told(
                "Brut 2000, employee_charge 300 agency=URSSAF, employer_charge 600 agency=URSSAF,"
                    + "advance 100, benefit_in_kind 50, net_pay 1600") == [
                    "641 2000", "431 -300 URSSAF 2026-09-30", "645 600 URSSAF",
                    "431 -600 URSSAF 2026-09-30", "425 -100", "641 50", "791 -50",
                    "421 -1600 staff 2026-08-28",
                ])
    }

    @Test func aRowsOwnAccountAgencyAndDueDateComeFirst() throws {
        let payroll = try Payroll()
        #expect(
            try payroll.told(
                "gross 2000 account=645, employee_charge 300 agency=P9 account=437 due=2026-09-20,"
                    + "net_pay 1700") == [
                    "645 2000", "437 -300 P9 2026-09-20", "421 -1700 staff 2026-08-28",
                ])
        #expect(
            try payroll.told(
                "gross debit=500 account=641, employee_charge credit=50 agency=URSSAF,"
                    + "net_pay credit=450") == [
                    "641 500", "431 -50 URSSAF 2026-09-30", "421 -450 staff 2026-08-28",
                ])
    }

    @Test func sameTotalsOfSeveralRowsAreOne() throws {
        #expect(
            try Payroll().told("gross 2000, gross 3000, net_pay 2000, net_pay 3000") == [
                "641 5000", "421 -5000 staff 2026-08-28",
            ])
    }

    /// What a journal pays out is stated and compared, never worked out.
    @Test func aJournalWithoutNetPayDoesNotPost() throws {
        let facts = try Payroll().journal("gross 2000, employee_charge 300 agency=URSSAF")
        let (ruling, _) = Judge(facts.facts).payroll(facts)
        #expect(ruling.codes == ["A-220"])
        #expect(ruling.findings[0].found == "0.00")
        #expect(ruling.findings[0].arguments["computed"] == "17.00")
    }

    /// A row of two accounts: each names its element; what an agency is paid through is charges.
    @Test func accountsTellTheElements() throws {
        let journal = try Payroll().journal(
            "- debit=500 account=645 contra=437, - credit=70 account=421 contra=645")
        #expect(
            journal.journal.lines.map { "\($0.element) \($0.account) \($0.amount)" } == [
                "employerCharge 645 570", "employeeCharge 437 -500", "netPay 421 -70",
            ])
    }

    @Test(arguments: [
        ("gross 2000, net_pay 1999", ["2 A-220"]),
        ("gross 2000, net_pay 2001", ["2 A-220"]),
        ("gross 2000, bonus 10, net_pay 2000", ["3 V-160"]),
        ("gross 2000, income_tax 10, net_pay 2000", ["3 V-160"]),
        ("gross 2000, employee_charge 10 agency=Nobody, net_pay 1990", ["3 V-161"]),
        ("gross 2000 account=999, net_pay 2000", ["2 V-111"]),
        ("gross 2000, net_pay 2000", []),
        ("- debit=5 account=641 contra=421", ["2 V-160"]),
    ])
    func rulesOfAJournal(_ text: String, _ expected: [String]) throws {
        #expect(try Payroll().ruled(text) == expected)
    }

    @Test func anotherContentAndAnotherCurrencyDoNotPost() throws {
        var facts = try Payroll().journal("gross 2000, net_pay 2000")
        facts.clashes = true
        facts.draft.currency = "USD"
        let (ruling, accepted) = Judge(facts.facts).payroll(facts)
        #expect(ruling.codes.sorted() == ["I-308", "V-113"])
        #expect(accepted == nil)
    }

    @Test func whatIsWithheldShowsNothingOfARow() {
        let finding = Finding(
            "V-109", .error, at: Place(file: "pay.csv", line: 3, column: 2), found: "Ann 1234",
            ["field": "amount", "source": "pay", "account": "Ann", "expected": "12.00"])
        #expect(
            finding.withheld
                == Finding(
                    "V-109", .error, at: Place(file: "pay.csv", line: 3, column: 2), found: "•••",
                    ["field": "amount", "source": "pay", "account": "•••", "expected": "•••"]))
        let ragged = Finding(
            "V-105", .error, at: Place(file: "pay.csv"), ["fields": "5", "expected": "14"])
        #expect(ragged.withheld == ragged)
    }
}
