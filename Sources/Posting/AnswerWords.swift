internal import Accounting
internal import Ledger
internal import Reconciliation
internal import Validation

extension Poster {
    /// What an answer to "what is this bank line?" means: an account of the chart, with a tax code
    /// after `;` · a party and the numbers of documents it pays · a party alone · else a note.
    func answer(_ text: String, _ line: SuspenseLine) throws -> Meaning {
        let halves = text.split(separator: ";", maxSplits: 1).map { trimmed($0) }
        guard let head = halves.first else { return .note }
        if let account = books.chart[head] {
            return try posts(on: account, tax: halves.count > 1 ? halves[1] : "", line)
                ?? unclear(text, line)
        }
        let words = text.split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
        if let party = books.parties.find(text) {
            return try unapplied(party, line)
        }
        if let party = books.parties[words.first ?? ""] {
            let names = words.dropFirst()
            let paid = try documents(Array(names), of: party.id, line)
            return paid.isEmpty ? unclear(text, line) : pays(line, paid, text)
        }
        // Codes that mean nothing are told; words are a note for the bookkeeper.
        let isCode = words.allSatisfy { $0.utf8.contains { 48...57 ~= $0 } }
        return isCode ? unclear(text, line) : .note
    }

    private func trimmed(_ text: Substring) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Bank, cash and suspense accounts are no answer: only statements and counts post there.
    private func posts(on account: Account, tax code: String, _ line: SuspenseLine) throws
        -> Meaning?
    {
        let closed: Set<AccountRole?> = [.bank, .cash, .suspense]
        guard !closed.contains(account.role) else { return nil }
        var rule = RuleAccounts(
            account: try session.account(account.code), isControl: books.isItemised(account.code))
        rule.party = party(iban: Array(line.iban.utf8)[...], name: Array(line.name.utf8)[...])
        if !code.isEmpty {
            guard let tax = books.taxes[code] else { return nil }
            if tax.kind != .exempt { rule.tax = tax }
        }
        return .carriedOut(.account(rule), line)
    }

    /// Money of a party without a document, on the control account of its kind, else of its way.
    private func unapplied(_ party: Party, _ line: SuspenseLine) throws -> Meaning {
        let isReceivable =
            switch party.kind {
            case "customer": true
            case "supplier": false
            default: line.amount < 0
            }
        let account =
            isReceivable
            ? try accounts.required(accounts.receivable, .receivable)
            : try accounts.required(accounts.payable, .payable)
        return .carriedOut(.items([], account: account, party: party.id), line)
    }

    /// The items of documents that an answer names, open ones first of all; settled ones are what
    /// a returned payment opens again.
    private func documents(_ names: [String], of party: String, _ line: SuspenseLine) throws
        -> [MatchableItem]
    {
        var all: [OpenItem] = []
        for account in controls {
            all += try session.items(party: party, account: account)
                .filter { $0.item.kind != "payment" }
        }
        func items(_ name: String) -> [OpenItem] {
            let named = all.filter { $0.item.document == name }
            let open = named.filter { !$0.isSettled && ($0.open > 0) == (line.amount < 0) }
            return open.isEmpty ? named : open
        }
        let whole = items(names.joined(separator: " "))
        let parts = whole.isEmpty ? names.map(items) : [whole]
        guard !parts.contains(where: \.isEmpty) else { return [] }
        return parts.flatMap { $0 }.map { MatchableItem($0, "", books) }
    }
}
