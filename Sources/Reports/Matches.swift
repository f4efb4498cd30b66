public import Accounting
public import Ledger
public import Reconciliation

/// The bank lines in suspense that open items might explain, for a person to decide.
public struct MatchList: Sendable {
    public struct Row: Sendable {
        public var line: SuspenseLine
        /// As the bank shows it, money in positive.
        public var money: Money
        public var candidates: [OpenItemMatcher.Candidate]
    }

    public var rows: [Row]
}

extension Reporter {
    /// Lines still in suspense, posted by the period's end, that have candidates.
    public func matches() throws -> MatchList {
        let open = try suspended()
        return MatchList(rows: try proposed(open).filter { !$0.candidates.isEmpty })
    }

    /// Every bank line that was ever posted to suspense.
    func suspenseHistory() throws -> [SuspenseLine] {
        guard let account = books.chart[.suspense],
            let number = codes.first(where: { $0.value == account.code })?.key
        else { return [] }
        let foreign = codes.filter { books.currency(of: $0.value) != books.currency }.keys.sorted()
        return try snapshot.suspenseLines(number, foreign: foreign)
    }

    /// Lines still in suspense, posted by the period's end.
    func suspended() throws -> [SuspenseLine] {
        try suspenseHistory().filter {
            $0.settled == nil && $0.day <= period.to && !settings.privateSources.contains($0.source)
        }
    }

    /// Lines with what the items open now say of them, but for what a person has refused.
    func proposed(_ lines: [SuspenseLine]) throws -> [MatchList.Row] {
        guard !lines.isEmpty else { return [] }
        let matcher = try openItemMatcher()
        var refused: [String: Set<String>] = [:]
        for answer in try snapshot.answers() where answer.decision.hasPrefix("no\u{1F}") {
            refused[answer.question, default: []].insert(answer.decision)
        }
        return lines.map { line in
            let money = line.shown(books.currency)
            let facts = MatchLine(
                amount: money.minorUnits, currency: money.currency.code, day: line.documentDay,
                text: line.text[...], payerReference: Array(line.payerReference.utf8)[...])
            let said = refused[line.id] ?? []
            let candidates = matcher.candidates(facts, party: party(of: line)).filter { one in
                let item = [one.item.party, one.item.document]
                let no = ["no"] + item
                return !said.contains((no + ["\(one.item.instalment)"]).joined(separator: "\u{1F}"))
                    && !said.contains((no + [""]).joined(separator: "\u{1F}"))
            }
            return MatchList.Row(line: line, money: money, candidates: candidates)
        }
    }

    private func party(of line: SuspenseLine) -> String? {
        books.parties.find(iban: line.iban)?.id ?? books.parties.find(line.name)?.id
    }

    private func openItemMatcher() throws -> OpenItemMatcher {
        let roles: Set<AccountRole?> = [.receivable, .payable, .payroll]
        let controls = codes.filter { roles.contains(books.chart[$0.value]?.role) }.keys.sorted()
        let items = try snapshot.openItems(on: controls).map { referenced in
            let item = referenced.open.item
            return MatchableItem(
                id: item.id, account: item.account, party: item.party, document: item.document,
                reference: referenced.reference, instalment: item.instalment,
                currency: item.currency, documentDay: item.documentDay,
                due: item.due ?? item.documentDay, isPayment: item.kind == "payment",
                open: item.currency == books.currency.code
                    ? referenced.open.open : referenced.open.openOriginal)
        }
        return OpenItemMatcher(items)
    }
}
