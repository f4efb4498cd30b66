public import Accounting
internal import Ledger
internal import Reconciliation
public import Validation

/// What takes a line out of suspense.
enum Resolution {
    /// A payment row that has waited for it.
    case transit(WaitingPayment)
    /// Open items of a party on a control account; none: the money stands unapplied.
    case items([MatchableItem], account: Int64, party: String)
    case account(RuleAccounts)
}

extension Poster {
    /// Judges the lines in suspense again: what transit, an open item or a mapping rule now
    /// explains is reclassified by a linked entry on its own date, or on the first open day.
    ///
    /// - Parameter facts: the facts of a file, by its path.
    /// - Returns: a finding a line.
    /// - Complexity: linear in the postings of the suspense account and the open items.
    public func settleSuspense(_ facts: (_ path: String) -> Facts) throws -> [Finding] {
        let open = try suspenseLines().filter { $0.settled == nil }
        guard !open.isEmpty else { return [] }
        try readOpenItems()
        let refused = try refusedCandidates()
        var findings: [Finding] = []
        for line in open {
            guard let resolution = try resolution(of: line, refused[line.id] ?? []) else {
                continue
            }
            let facts = facts(line.path)
            let entry = try reclassify(line, resolution, facts)
            findings.append(try tellSettled(line, entry.account, facts))
        }
        return findings
    }

    func suspenseLines() throws -> [SuspenseLine] {
        let foreign = books.chart.accounts.filter {
            $0.currency.map { $0 != books.currency } ?? false
        }.compactMap { session.number(of: $0.code) }
        return try session.suspenseLines(accounts.suspense, foreign: foreign)
    }

    /// In the order of a bank line: transit, open items, mapping rule.
    private func resolution(
        of line: SuspenseLine, _ refused: Set<Candidate>
    ) throws -> Resolution? {
        let shown = line.shown(books.currency)
        let (iban, name) = (Array(line.iban.utf8)[...], Array(line.name.utf8)[...])
        let payerReference = Array(line.payerReference.utf8)[...]
        if !transit.isEmpty,
            let payment = transit.match(
                amount: shown.minorUnits, in: line.isForeign ? shown.currency : nil,
                text: line.text[...], payerReference: payerReference,
                party: party(iban: iban, name: name))
        {
            return .transit(payment)
        }
        let ids = refused.flatMap { candidate in
            openItems?.matcher.items(
                party: candidate.party, document: candidate.document,
                instalment: candidate.instalment) ?? []
        }.map(\.id)
        let facts = MatchLine(
            amount: shown.minorUnits, currency: shown.currency.code, day: line.documentDay,
            text: line.text[...], payerReference: payerReference)
        if let match = openItems?.matcher.match(
            facts, refused: Set(ids), party: { party(iban: iban, name: name) }),
            let first = match.items.first
        {
            return .items(match.items, account: first.account, party: first.party)
        }
        guard let rule = settings.mapping.match(line.text[...]) else { return nil }
        var accounts = try ruleAccounts(rule)
        accounts.party = accounts.party ?? party(iban: iban, name: name)
        return .account(accounts)
    }

    /// Takes a line out of suspense by an entry linked to it, with what it leaves on a control
    /// account.
    ///
    /// - Parameter decision: where the person's decision stands who asks for it.
    /// - Returns: the entry and the account the line has gone to.
    func reclassify(
        _ line: SuspenseLine, _ resolution: Resolution, _ facts: Facts, decision: Place? = nil
    ) throws -> (entry: Int64, account: Int64) {
        let day = facts.postingDay(line.day)
        let link = decision.map { " \($0)" } ?? ""
        var columns = EntryBatch.Columns()
        func begin(_ party: String) {
            columns.begin(
                .reclassified, day: day, documentDay: line.documentDay, file: line.file,
                span: line.span, party: party, reference: String(line.posting) + link,
                text: String(decoding: line.text, as: UTF8.self))
            columns.post(
                accounts.suspense, signed: -line.amount,
                original: line.original.map { Money(-$0.minorUnits, $0.currency) })
        }
        switch resolution {
        case .transit(let payment):
            begin(payment.party)
            columns.post(
                payment.account, signed: -payment.amount,
                original: line.original)
            try postExchange(-line.amount - payment.amount, &columns)
            let entry = try session.append(try EntryBatch(columns))
            try session.clear(transit: payment.id, entry: entry, day: day)
            return (entry, payment.account)
        case .items(let items, let account, let party):
            begin(party)
            columns.post(account, signed: line.amount, original: line.original)
            let entry = try session.append(try EntryBatch(columns))
            try apply(
                money(line, on: account, party, line.amount, day, items), entry: entry)
            try keepOpenItems()
            return (entry, account)
        case .account(let rule):
            begin(rule.party ?? "")
            let posted = try apply(rule, to: line.amount, line.original, &columns)
            let entry = try session.append(try EntryBatch(columns))
            if let tax = posted.tax { try appendTaxLines([tax], entry: entry) }
            if rule.isControl {
                try apply(
                    money(line, on: rule.account, rule.party ?? "", posted.net, day, []),
                    entry: entry)
                try keepOpenItems()
            }
            return (entry, rule.account)
        }
    }

    private func money(
        _ line: SuspenseLine, on account: Int64, _ party: String, _ amount: Int64, _ day: Day,
        _ items: [MatchableItem]
    ) -> ControlMoney {
        ControlMoney(
            entry: 0, account: account, party: party,
            document: line.reference.isEmpty
                ? String(String(decoding: line.text, as: UTF8.self).prefix(60)) : line.reference,
            amount: amount, original: line.isForeign ? line.original : nil, day: day,
            documentDay: line.documentDay, file: line.file, line: line.line, targets: items)
    }

    /// Tells that a line has left suspense.
    func tellSettled(_ line: SuspenseLine, _ account: Int64, _ facts: Facts) throws -> Finding {
        let finding = SuspenseSettled.finding(
            at: Place(file: line.path, line: Int(line.line)),
            found: String(decoding: line.text.prefix(80), as: UTF8.self),
            ["account": session.code(of: account)])
        try session.append(
            finding, file: line.file, unit: 0, day: facts.postingDay(line.day), verdict: nil)
        return finding
    }
}
