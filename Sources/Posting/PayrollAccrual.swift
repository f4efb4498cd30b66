internal import Accounting
internal import Ledger
internal import Validation

/// Days of work, Monday to Friday; holidays are of a country and an agreement, and count as work.
enum WorkingDays {
    /// How many there are from `from` through `to`; none where `to` is before.
    static func count(from: Day, through to: Day) -> Int {
        guard from <= to else { return 0 }
        let days = to - from + 1
        // 0001-01-01, day 0, was a Monday.
        var count = days / 7 * 5
        for offset in 0..<days % 7 where (Int(from.number) + offset) % 7 < 5 { count += 1 }
        return count
    }
}

/// A part of a pay journal's cost that belongs to days a month's end finds unpaid.
struct UnpaidDays: Hashable {
    var from: Day
    var to: Day
    var days: Int
    var of: Int
}

extension Poster {
    /// What payroll sources owe at a month's end for days worked that no journal posted by then
    /// pays for: of a journal that pays for them later its own amounts, else those of the last
    /// period before, × unpaid working days ÷ its working days (DEFINITIONS §2).
    func payrollAccruals(_ month: Month) throws -> [MonthEndAdjustment] {
        var adjustments: [MonthEndAdjustment] = []
        for (source, accounts) in settings.accruals {
            let journals = try session.payrolls(source: source)
            let parts = unpaid(month.last, journals)
            guard !parts.isEmpty else { continue }
            var amounts: [Int64: Int64] = [:]
            for part in parts {
                let paying = journals.filter {
                    $0.record.from == part.from && $0.record.to == part.to
                }
                try accrue(part, paying.map(\.record.id), accounts, &amounts)
            }
            let list = amounts.filter { $0.value != 0 }.sorted { $0.key < $1.key }
            guard !list.isEmpty else { continue }
            let text = parts.map { "\($0.from)..\($0.to) × \($0.days)/\($0.of)" }
            adjustments.append(
                MonthEndAdjustment(
                    recipe: .accrual, subject: source, text: text.joined(separator: " + "),
                    amounts: list.map { ($0.key, $0.value) }))
        }
        return adjustments
    }

    /// The unpaid working days through `last`, by the period whose amounts pay for them.
    private func unpaid(_ last: Day, _ journals: [PostedPayroll]) -> [UnpaidDays] {
        let covered = journals.filter { $0.day <= last }.map(\.record.to).max()
        var first = max(covered.map { $0 + 1 } ?? books.start, books.start)
        var parts: [UnpaidDays] = []
        func take(_ period: PayrollRecord, through end: Day) {
            let part = UnpaidDays(
                from: period.from, to: period.to,
                days: WorkingDays.count(from: max(first, period.from), through: end),
                of: WorkingDays.count(from: period.from, through: period.to))
            if part.days > 0, part.of > 0, !parts.contains(part) { parts.append(part) }
        }
        // Journals that pay for the days are in already, though posted later.
        let later = journals.filter { $0.day > last && $0.record.to >= first }
            .sorted { ($0.record.from, $0.record.to) < ($1.record.from, $1.record.to) }
        for journal in later where journal.record.from <= last {
            take(journal.record, through: min(journal.record.to, last))
            first = max(first, journal.record.to + 1)
        }
        let known = journals.filter { $0.record.to < first }
            .max { ($0.record.to, $0.record.from) < ($1.record.to, $1.record.from) }
        guard first <= last, let known else { return parts }
        take(known.record, through: last)
        return parts
    }

    /// Adds the part of the journals' costs, and what is owed for it.
    private func accrue(
        _ part: UnpaidDays, _ journals: [Int64], _ accounts: [PayrollElement: String],
        _ amounts: inout [Int64: Int64]
    ) throws {
        for line in try session.payrollElements(of: journals) {
            guard let element = PayrollElement(rawValue: line.element),
                let accrued = accounts[element],
                books.chart[session.code(of: line.account)]?.kind.isProfitAndLoss == true
            else { continue }
            let amount = Int64(
                clamping: roundedHalfAway(
                    Int128(line.amount) * Int128(part.days), over: Int128(part.of)))
            amounts[line.account, default: 0] += amount
            amounts[try session.account(accrued), default: 0] -= amount
        }
    }
}
