internal import Accounting
internal import Digest
internal import Ledger
internal import Validation

extension Poster {
    /// Takes rows of a payment service: those of its balance post at once, those of payouts when
    /// the file's end has shown which go together.
    func post(_ rows: [PayoutRow]) throws {
        guard let service = file.source.service else {
            throw Failure(
                .configuration, "missing-key", ["key": "sources.\(file.source.name).clearing"])
        }
        for row in rows {
            var row = row
            if row.currency.isEmpty { row.currency = file.source.currency.code }
            guard service.hasBalance else {
                file.payouts.add(row)
                continue
            }
            file.payouts.follow(row)
            if row.kind == .conversion {
                file.payouts.addConversion(row)
            } else {
                try post(PayoutUnit(number: row.number, rows: [row], isOfBalance: true), service)
            }
        }
    }

    /// Posts what has waited for the file's end, then looks at what the service says it holds.
    func endPayouts() throws {
        guard let service = file.source.service else { return }
        for unit in file.payouts.units { try post(unit, service) }
        for pair in file.payouts.pairs {
            try post(
                PayoutUnit(number: pair[0].number, rows: pair, isOfBalance: true), service,
                isUnpaired: pair.count == 1)
        }
        try endBalances(service)
    }

    /// Counts, compares, judges and enters one unit; its rows count on its day.
    private func post(
        _ unit: PayoutUnit, _ service: PaymentService, isUnpaired: Bool = false
    ) throws {
        defer { file.currency = file.source.currency }
        for row in unit.rows {
            file.currency = currency(of: row)
            file.countRead(unit.day, amount(row))
        }
        guard unit.rows.contains(where: { file.isDue($0.span.line) }) else { return }
        let content = contentDigest(unit)
        let known = try known(unit, content)
        if let known, known.isSame {
            return try byCurrency(unit) { rows, _ in
                try duplicates(rows, unit.day, of: known.entry)
            }
        }
        var facts = PayoutFacts(unit: unit, facts: file.facts, clashes: known != nil)
        facts.isUnpaired = isUnpaired
        var (ruling, accepted) = file.judge.payout(facts)
        if ruling.posts { check(unit, &ruling) }
        guard let accepted, let day = unit.day, ruling.posts else {
            return try stop(unit, ruling)
        }
        let posting = PayoutEntry(unit: accepted.unit, service: service, day: day)
        if unit.isOfBalance {
            try enterTransaction(posting)
        } else {
            try enterPayout(posting, content)
        }
        try byCurrency(unit) { rows, isFirst in
            try posted(rows, day: day, isFirst ? ruling : Ruling())
        }
    }

    /// What a unit's currencies ask for: one for a payout, a rate for each.
    private func check(_ unit: PayoutUnit, _ ruling: inout Ruling) {
        guard let first = unit.rows.first, let day = unit.day else { return }
        let own = currency(of: first)
        if unit.isOfBalance, unit.number.isEmpty {
            ruling.add(
                file.judge.flaws([Flaw(.fieldMissing, line: unit.line, ["field": "number"])]))
        }
        // The two sides of a conversion state a rate themselves where one is the books' own.
        if unit.rows.contains(where: { currency(of: $0) == books.currency }), unit.isOfBalance {
            return
        }
        let other = unit.rows.first { currency(of: $0) != own }
        if let other, !unit.isOfBalance {
            ruling.add(
                CurrencyUnexpected.self,
                CurrencyUnexpected.finding(
                    at: Place(file: file.path, line: Int(other.span.line)), found: other.currency,
                    ["expected": own.code]), file.facts)
        }
        let days = Set([day] + unit.rows.compactMap(\.day)).sorted()
        for row in unit.isOfBalance ? unit.rows : [first] {
            for day in unit.isOfBalance ? [day] : days where ruling.posts {
                _ = worth(
                    0, in: currency(of: row), at: nil, on: file.facts.postingDay(day),
                    line: Int(row.span.line), &ruling)
            }
        }
    }

    /// Writes the verdicts of a unit that does not post.
    private func stop(_ unit: PayoutUnit, _ ruling: Ruling) throws {
        guard let stop = ruling.stop else { return }
        try byCurrency(unit) { rows, isFirst in
            if isFirst { return try settle(rows, day: unit.day, ruling) }
            for row in rows where file.isDue(row.span.line) {
                try verdict(row.span, unit.day, row.amount, stop.outcome, "unit")
            }
        }
    }

    /// The rows of a unit by their currencies, each counted in its own.
    private func byCurrency(
        _ unit: PayoutUnit,
        _ take: (_ rows: [(span: Span, amount: Int64?)], _ isFirst: Bool) throws -> Void
    ) rethrows {
        var codes: [String] = []
        for row in unit.rows where !codes.contains(row.currency) { codes.append(row.currency) }
        for code in codes {
            file.currency = Currency(code) ?? file.source.currency
            let rows = unit.rows.filter { $0.currency == code }
            try take(rows.map { ($0.span, amount($0)) }, code == codes.first)
        }
    }

    func currency(of row: PayoutRow) -> Currency {
        Currency(row.currency) ?? file.source.currency
    }

    /// What a row counts as in the proof: its net, where it could be read.
    private func amount(_ row: PayoutRow) -> Int64? {
        row.flaws.contains(where: \.defect.spoilsAmount) ? nil : row.net
    }

    // MARK: Identity

    /// What the book holds under a unit's number: a payout by its content, a transaction of a
    /// balance by its own figures.
    private func known(_ unit: PayoutUnit, _ content: Digest) throws
        -> (entry: Int64, isSame: Bool)?
    {
        guard !unit.number.isEmpty else { return nil }
        guard unit.isOfBalance else {
            return try session.document(
                party: file.source.name, kind: Recipe.payout.name, number: unit.number,
                side: .receivable
            ).map { ($0.entry, $0.content == content) }
        }
        var found: (entry: Int64, isSame: Bool)?
        for row in unit.rows {
            let known = try session.transaction(
                source: file.source.name, number: row.number, kind: row.kind.rawValue)
            guard let known, let day = row.day else { continue }
            let line = known.line
            let isSame =
                known.currency == row.currency && line.day == day && line.gross == row.gross
                && line.fee == row.fee && line.net == row.net && line.reference == row.reference
            found = (known.entry, isSame && found?.isSame ?? true)
        }
        return found
    }

    /// What a payout says, in whatever order its rows stand.
    private func contentDigest(_ unit: PayoutUnit) -> Digest {
        var texts = unit.rows.map { row in
            [
                row.number, row.kind.rawValue, row.reference, row.day?.description ?? "",
                row.currency, String(row.gross), String(row.fee), String(row.net),
            ].joined(separator: "\u{1F}")
        }
        texts.sort()
        let head = unit.day?.description ?? ""
        return sha256(Array(([head] + texts).joined(separator: "\u{1E}").utf8))
    }
}
