import Accounting
import Testing
import Validation

func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

/// A small client with facts a draft is judged under.
struct World {
    let books: Books
    var facts: Facts

    init() throws {
        let accounts = [
            Account(code: "411", name: "Customers", kind: .asset, role: .receivable),
            Account(code: "401", name: "Suppliers", kind: .liability, role: .payable),
            Account(code: "512", name: "Bank", kind: .asset, role: .bank),
            Account(code: "517", name: "Cards", kind: .asset, role: .clearing),
            Account(code: "44571", name: "Tax", kind: .liability),
            Account(code: "101", name: "Capital", kind: .equity),
            Account(code: "606", name: "Purchases", kind: .expense),
            Account(code: "707", name: "Sales", kind: .income),
        ]
        func tax(_ code: String, _ kind: TaxKind, to: Day? = nil) throws -> Tax {
            Tax(
                code: code, rate: try #require(Rate("20")), from: nil, to: to, kind: kind,
                dueOnPayment: false, recoverablePercent: 100, account: "44571", waitingAccount: nil)
        }
        books = Books(
            currency: try #require(Currency("EUR")), start: try day("2026-01-01"),
            fiscalYear: try #require(FiscalYear("01-01")), chart: Chart(accounts),
            taxes: [
                "S20": try tax("S20", .output), "RC20": try tax("RC20", .reverse),
                "OLD": try tax("OLD", .output, to: try day("2025-12-31")),
            ],
            parties: Parties([
                Party(
                    id: "C1", name: "Alba", kind: "customer", termsDays: 30,
                    aliases: ["Alba SARL"]),
                Party(id: "C2", name: "Bora", kind: "customer"),
            ]))
        facts = Facts(
            books: books, file: "drop.csv", source: "shop", lockedThrough: nil,
            latest: try day("2026-04-30"), late: .nextOpenPeriod, taxTolerance: 1, severities: [:])
        facts.clearing = ["card": "517", "ghost": "999"]
        facts.revenue = ["food": "707", "ghost": "999"]
        facts.postingStatuses = ["paid"]
    }

    var judge: Judge { Judge(facts) }

    func settled(_ code: Code, _ severity: Severity) -> Judge {
        var facts = facts
        facts.severities = [code: severity]
        return Judge(facts)
    }
}

func span(_ line: Int32) -> Span { Span(line: line, offset: 0, length: 0) }

extension Ruling {
    /// Codes of the findings, in their order.
    var codes: [String] { findings.map(\.code.text) }
    var stopped: String? { stop.map { "\($0.outcome) \($0.code)" } }
}

/// An invoice that breaks no rule.
func invoice() throws -> DocumentDraft {
    var draft = DocumentDraft()
    draft.party = "C1"
    draft.number = "F1"
    draft.day = try day("2026-02-10")
    draft.due = try day("2026-03-12")
    draft.total = 12_000
    draft.lines = [
        DocumentLine(
            span: span(7), account: "707", text: "Bread", taxCode: "S20", net: 10_000, tax: 2000,
            gross: 12_000)
    ]
    return draft
}

/// A voucher that breaks no rule: purchases against the bank.
func voucher(_ lines: [(account: String, debit: Int64, credit: Int64)], on text: String) throws
    -> VoucherDraft
{
    var voucher = VoucherDraft()
    voucher.journal = "OD"
    voucher.number = "1"
    for (index, line) in lines.enumerated() {
        var journal = JournalLine(span: span(Int32(index + 2)))
        journal.account = line.account
        journal.debit = line.debit
        journal.credit = line.credit
        journal.day = try day(text)
        voucher.lines.append(journal)
    }
    return voucher
}
