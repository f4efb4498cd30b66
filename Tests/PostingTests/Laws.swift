import Accounting
import Chance
import Ledger
import Posting
import Reports
import Testing

/// A law of books: what must be true of any, or of two that differ in one thing.
struct Law: CustomTestStringConvertible, Sendable {
    let id: Int
    let name: String
    let check: @Sendable (LawCase) throws -> LawCase.Verdict
    /// What it changes, where that may be tried together with other laws' changes.
    var change: (@Sendable (inout Change, inout SeededNumbers) -> Bool)?

    init(
        _ id: Int, _ name: String, _ check: @escaping @Sendable (LawCase) throws -> LawCase.Verdict
    ) {
        (self.id, self.name, self.check) = (id, name, check)
    }

    var testDescription: String { "J\(id) \(name)" }

    /// Laws of what one book tells, then of two books; what goes on with the base comes last.
    static let groups =
        (ofOneBook + ofTwoBooks).map { [$0] } + [ordered, unordered] + ofLaterBatches.map { [$0] }
    static let all = groups.flatMap { $0 }
}

// MARK: One book

extension Law {
    static let ofOneBook = [
        Law(2, "the trial balance sums to zero") { law in
            let figures = law.read(try law.base().figures)
            for period in law.book.periods {
                for (report, names) in [
                    ("balance", ["opening"]), ("balance", ["movement"]), ("balance", ["closing"]),
                ] {
                    let sum = figures.sum {
                        $0.report == report && $0.period == period.name && names.contains($0.name)
                    }
                    if sum != 0 { return .broken("\(period) \(names[0]) sums to \(sum)") }
                }
                func gross(_ name: String) -> Int64 {
                    figures.sum {
                        $0.report == "gross" && $0.period == period.name && $0.name == name
                    }
                }
                if gross("debit") != gross("credit") { return .broken("\(period) movements") }
            }
            return .holds
        },
        Law(3, "opening + movements = closing = the next opening") { law in
            // Month after month, and through a month cut at any day.
            let (client, figures) = try law.base()
            let month = law.random.pick(law.book.all)
            let cut = month.first + law.random.within(0...(month.last - month.first - 1))
            let halves = [
                Period(from: month.first, to: cut), Period(from: cut + 1, to: month.last),
            ]
            var days = Figures()
            for period in halves {
                days = days.merged(
                    try client.look(period) { $1.add(try $0.trialBalance(), period) })
            }
            let all = law.read(figures.merged(days))
            for (one, next) in Law.pairs(law.book.periods) + [(halves[0], halves[1])] {
                if let broken = Law.carried(all, one, next, client.accounts) {
                    return .broken(broken)
                }
            }
            func part(_ periods: [Period], _ name: String) -> Figures {
                all.filter {
                    $0.report == "gross" && periods.map(\.name).contains($0.period)
                }.mapped { Figure(report: $0.report, account: $0.account, name: $0.name) }
            }
            let whole = part([Period(month)], "gross")
            return part(halves, "gross").difference(whole).map { .broken($0) } ?? .holds
        },
        Law(4, "the months' results add to the year's") { law in
            let (client, figures) = try law.base()
            let months = law.book.periods.filter { $0.from.civil.year == 2026 }
            guard let year = Period("2026"), let last = months.last else { return .void }
            let whole = try client.look(year, { $0.columns = [.month] }) {
                $1.add(try $0.profitAndLoss(), year)
            }
            let sum = figures.filter { figure in
                figure.report == "result month" && months.contains { $0.name == figure.period }
            }
            let toDate = figures.filter {
                $0.report == "result year_to_date" && $0.period == last.name
            }
            func bare(_ figures: Figures) -> Figures {
                figures.mapped { Figure(report: "result", account: $0.account, name: $0.name) }
            }
            let added = bare(law.read(sum))
            return (added.difference(bare(whole)) ?? added.difference(bare(toDate))).map {
                .broken($0)
            } ?? .holds
        },
        Law(5, "buckets add to what is open, by any edges") { law in
            let (client, figures) = try law.base()
            let edges = Law.edges(&law.random)
            let credits = law.random.pick([ReportSettings.Credits.unapplied, .aged, .oldestDue])
            let basis = law.random.pick([ReportSettings.Basis.due, .document])
            let aged = try client.look(
                Period(from: law.book.first, to: law.book.last),
                {
                    $0.buckets = edges
                    $0.credits = credits
                    $0.basis = basis
                }
            ) { reporter, figures in
                for side in Side.allCases { figures.add(try reporter.ageing(side)) }
            }.filter { $0.report != "open in own" }
            guard !aged.amounts.isEmpty else { return .void }
            let read = law.read(aged)
            for (side, account, sign) in [("receivable", "411", 1), ("payable", "401", Int64(-1))] {
                let buckets = read.sum { $0.report == "bucket \(side)" }
                let open = read.sum { $0.report == "open" && $0.account == account }
                let control = read.sum { $0.report == "control" && $0.name == side }
                let closing = figures.sum {
                    $0.report == "balance" && $0.name == "closing" && $0.account == account
                        && $0.period == law.book.periods.last?.name
                }
                if Set([buckets, open, control, sign * closing]).count > 1 {
                    return .broken("\(side) \(edges): \(buckets) \(open) \(control) \(closing)")
                }
            }
            return .holds
        },
        Law(6, "days alone move items only to later buckets") { law in
            let (client, _) = try law.base()
            let edges = Law.edges(&law.random)
            let days = [0, law.random.within(1...40), law.random.within(41...200)]
            var seen: Figures?
            for later in days {
                let places = try client.look(
                    Period(from: law.book.first, to: law.book.last), { $0.buckets = edges }
                ) { reporter, figures in
                    for side in Side.allCases {
                        let ageing = try reporter.ageing(side, asOf: law.book.last + later)
                        for row in ageing.rows {
                            let place = ageing.buckets.names.firstIndex(of: row.bucket) ?? -1
                            figures.add(
                                Int64(place),
                                Figure(
                                    report: "\(side)", account: row.account,
                                    name: "\(row.party) \(row.document) \(row.instalment)"))
                        }
                    }
                }
                guard !places.amounts.isEmpty else { return .void }
                let read = law.read(places)
                let isLater = seen.map { seen in
                    Set(seen.amounts.keys) == Set(read.amounts.keys)
                        && seen.amounts.allSatisfy { $0.value <= read[$0.key] }
                }
                if isLater == false { return .broken("\(later) days later: \(places)") }
                seen = read
            }
            return .holds
        },
        Law(20, "what changed + what was = what is") { law in
            // Two reports that compare: the year to date grows by the month, and the causes of a
            // change in sales add to it.
            let (client, figures) = try law.base()
            let read = law.read(figures.filter { $0.report.hasPrefix("result ") })
            func part(_ column: String, _ period: Period) -> Figures {
                read.filter { $0.report == "result \(column)" && $0.period == period.name }
                    .mapped { Figure(report: "result", account: $0.account, name: $0.name) }
            }
            for (was, now) in Law.pairs(law.book.periods)
            where was.to.civil.year == now.to.civil.year {
                let sum = part("year_to_date", was).merged(part("month", now))
                if let broken = sum.difference(part("year_to_date", now)) {
                    return .broken(broken)
                }
            }
            guard law.book.features.contains(.sales) else { return .holds }
            for (was, now) in Law.pairs(law.book.periods) {
                func sold(_ period: Period) -> Int64 {
                    figures.sum {
                        $0.report == "sales" && $0.period == period.name
                            && $0.name.hasPrefix("store ")
                    }
                }
                let causes = try client.look(now) { reporter, figures in
                    let mix = try reporter.priceVolumeMix()
                    for row in mix.categories.flatMap(\.products) {
                        figures.add(
                            row.effects.sum,
                            Figure(report: "cause", account: row.product ?? "", name: "of all"))
                        if row.effects.sum != row.after.net - row.before.net {
                            throw Unexpected("\(row)")
                        }
                    }
                }
                if sold(was) + causes.sum() != sold(now) {
                    return .broken("\(now): \(sold(was)) + \(causes) = \(sold(now))")
                }
            }
            return .holds
        },
        Law(24, "currencies are never mixed") { law in
            // The dollar account has the dollars of its statements; ten times every dollar
            // document leaves each euro item and the euro account where they are.
            guard law.book.features.contains(.dollars) else { return .void }
            let (client, figures) = try law.base()
            var rows: Int64 = 0
            for file in law.book.files where file.kind == .statement && file.isForeign {
                rows += file.parts.indices.reduce(0) { $0 + file.amount($1) }
            }
            let own = try client.book.read { snapshot in
                let number = try snapshot.accountCodes().first { $0.value == "514" }?.key
                return try number.map { try snapshot.ownBalance(of: $0, through: law.book.last) }
            }
            if own ?? 0 != rows { return .broken("\(own ?? 0) dollars, the bank has \(rows)") }
            var tenfold = law.book
            tenfold.files = tenfold.files.map { file in
                file.isForeign ? file.changed { $0.times(10) } : file
            }
            func euros(_ figures: Figures) -> Figures {
                figures.filter {
                    $0.report.hasPrefix("open") && $0.name.hasSuffix("EUR")
                        || $0.account == "512" && ($0.report == "balance" || $0.report == "gross")
                        || $0.report == "sales"
                }
            }
            let found = try law.post(tenfold, law.cuts).figures(tenfold)
            return law.compare(euros(figures), euros(found))
        },
    ]

    static func pairs(_ periods: [Period]) -> [(Period, Period)] {
        Array(zip(periods, periods.dropFirst()))
    }

    /// Edges of buckets, ascending.
    static func edges(_ random: inout SeededNumbers) -> [Int] {
        (0..<random.within(1...5)).reduce(into: [random.within(-5...10)]) { edges, _ in
            edges.append((edges.last ?? 0) + random.within(1...40))
        }
    }

    /// What a period closes with is what the next opens with; over the end of a year the result
    /// goes to capital.
    private static func carried(
        _ figures: Figures, _ one: Period, _ next: Period, _ chart: [Account]
    ) -> String? {
        func part(_ period: Period, _ name: String) -> Figures {
            figures.filter {
                $0.report == "balance" && $0.period == period.name && $0.name == name
            }.mapped { Figure(report: "carried", account: $0.account) }
        }
        let movement = part(one, "movement")
        let (opening, closing) = (part(one, "opening"), part(one, "closing"))
        if let broken = opening.merged(movement).difference(closing) { return "\(one) \(broken)" }
        guard one.to.civil.year != next.from.civil.year else {
            return closing.difference(part(next, "opening")).map { "\(next) \($0)" }
        }
        let results: Set<AccountRole> = [.resultProfit, .resultLoss, .retained]
        let ended = Set(
            chart.filter {
                $0.kind.isProfitAndLoss || $0.role.map { results.contains($0) } ?? false
            }.map(\.code))
        func bare(_ figures: Figures) -> Figures {
            figures.mapped {
                Figure(report: $0.report, account: ended.contains($0.account) ? "" : $0.account)
            }
        }
        return bare(closing).difference(bare(part(next, "opening"))).map { "\(next) \($0)" }
    }
}

/// What a report told of itself that cannot be.
struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension Figures {
    func merged(_ other: Figures) -> Figures {
        other.amounts.reduce(into: self) { $0.add($1.value, $1.key) }
    }
}

extension Deed {
    /// True for a file in dollars.
    var isForeign: Bool { head.contains { $0.text == "currency=USD" } }
}
