public import Accounting
internal import Ledger
internal import Reconciliation
internal import Validation

extension Poster {
    /// Takes a count in: what a file brings is judged at its end, in the order of its days.
    func post(_ count: CashCountDraft) throws {
        file.countRead(count.day, readable(count))
        file.counts.append(count)
    }

    /// What a count counts for in the proof; nil where it could not be read.
    private func readable(_ count: CashCountDraft) -> Int64? {
        spoiltLines(count.flaws).isEmpty ? count.counted : nil
    }

    /// Posts the good counts of a file, one entry a store and day.
    func endCounts() throws {
        let name = file.source.name
        guard !file.counts.isEmpty,
            let source = settings.drawers.first(where: { $0.name == name })
        else { return }
        var known = Dictionary(
            try session.cashCounts(source: name).map { (DrawerKey($0.count), $0) },
            uniquingKeysWith: { first, _ in first })
        var fresh: [StoreDay: [FreshCount]] = [:]
        for draft in file.counts.sorted(by: inOrder) where file.isDue(draft.span.line) {
            guard let count = try accept(draft, &known) else { continue }
            let key = StoreDay(store: count.drawer.store, day: count.drawer.day)
            fresh[key, default: []].append(count)
        }
        file.counts = []
        guard !fresh.isEmpty else { return }
        try bring(source, fresh, file.facts.lockedThrough)
    }

    private func inOrder(_ left: CashCountDraft, _ right: CashCountDraft) -> Bool {
        let (a, b) = (left.day?.number ?? .min, right.day?.number ?? .min)
        return a == b ? left.span.line < right.span.line : a < b
    }

    /// - Returns: nil where the count does not post, its verdict written.
    private func accept(_ draft: CashCountDraft, _ known: inout [DrawerKey: CashCountRecord]) throws
        -> FreshCount?
    {
        let row = (span: draft.span, amount: readable(draft))
        var ruling = file.judge.flaws(draft.flaws)
        ruling.add(file.judge.day(draft.day, line: Int(draft.span.line)))
        guard ruling.posts, let day = draft.day else {
            try settle([row], day: draft.day, ruling)
            return nil
        }
        let drawer = DrawerCount(
            store: draft.store, till: draft.till, day: day, float: draft.float,
            counted: draft.counted, banked: draft.banked)
        if let twin = known[DrawerKey(drawer)] {
            if twin.count == drawer {
                try duplicates([row], day, of: twin.entry == 0 ? nil : twin.entry)
                return nil
            }
            ruling.add(
                DocumentClash.self,
                DocumentClash.finding(
                    at: Place(file: file.path, line: Int(draft.span.line)),
                    found: "\(name(of: drawer)) \(day)", ["party": file.source.name]), file.facts)
        } else {
            ruling.add(judge(drawer, isFirst: isFirst(drawer, known), draft.span))
        }
        guard ruling.posts else {
            try settle([row], day: day, ruling)
            return nil
        }
        known[DrawerKey(drawer)] = CashCountRecord(
            entry: 0, source: file.source.name, count: drawer, file: file.id,
            line: Int64(draft.span.line))
        return FreshCount(drawer: drawer, draft: draft, ruling: ruling)
    }

    private func isFirst(_ drawer: DrawerCount, _ known: [DrawerKey: CashCountRecord]) -> Bool {
        !known.values.contains {
            $0.count.store == drawer.store && $0.count.till == drawer.till
                && $0.count.day < drawer.day
        }
    }

    /// The ruling over a count by itself.
    private func judge(_ drawer: DrawerCount, isFirst: Bool, _ span: Span) -> Ruling {
        let place = Place(file: file.path, line: Int(span.line))
        func text(_ amount: Int64) -> String {
            decimalText(amount, exponent: books.currency.exponent)
        }
        let drawerName = ["drawer": name(of: drawer)]
        if let below = [drawer.counted, drawer.float ?? 0, drawer.banked].first(where: { $0 < 0 }) {
            return file.judge.ruling(
                CountNegative.self,
                CountNegative.finding(at: place, found: text(below), drawerName))
        }
        if drawer.banked > drawer.counted {
            var arguments = drawerName
            arguments["counted"] = text(drawer.counted)
            return file.judge.ruling(
                BankedBeyondCount.self,
                BankedBeyondCount.finding(at: place, found: text(drawer.banked), arguments))
        }
        guard isFirst, drawer.float == nil else { return Ruling() }
        return file.judge.ruling(
            FloatMissing.self,
            FloatMissing.finding(at: place, found: drawer.day.description, drawerName))
    }

    /// A drawer as findings name it; the source where neither store nor till is stated.
    private func name(of drawer: DrawerCount) -> String {
        let parts = [drawer.store, drawer.till].filter { !$0.isEmpty }
        return parts.isEmpty ? file.source.name : parts.joined(separator: " ")
    }

    /// Brings what every count has posted to what it should, once the run has read its files:
    /// sales that came after a count are no difference of it any more.
    ///
    /// What was posted before counts: only the rest posts, on the day counted, or the first open
    /// day after it. The order of files leaves no trace in the balances.
    /// - Parameter lockedThrough: the last day of the locked periods.
    public func adjustCounts(lockedThrough: Day?) throws {
        for source in settings.drawers { try bring(source, [:], lockedThrough) }
    }

    /// - Parameter fresh: counts of the file at hand, which post whatever they come to.
    private func bring(
        _ source: DrawerSource, _ fresh: [StoreDay: [FreshCount]], _ lockedThrough: Day?
    ) throws {
        let records = try session.cashCounts(source: source.name)
        let all = records.map(\.count) + fresh.values.flatMap { $0.map(\.drawer) }
        guard !all.isEmpty else { return }
        let ledger = try DrawerLedger(source, session, books)
        let counts = storeCounts(all, takings: try session.takings(on: ledger.takings))
        for count in counts {
            let new = fresh[count.key] ?? []
            var moves = ledger.open(count)
            guard !moves.isEmpty || !new.isEmpty else { continue }
            let origin = try origin(of: count.key, new, records)
            let banked = new.reduce(0) { $0 + $1.drawer.banked }
            if banked != 0 { moves.append((try account(.transfers), banked)) }
            let entry = try enter(
                moves, count.key, text(of: new, source), ledger.cash, origin, lockedThrough)
            for count in new { try keep(count, entry) }
        }
    }

    /// Where a store-day's entry comes from: the first of its counts.
    private func origin(of key: StoreDay, _ new: [FreshCount], _ records: [CashCountRecord]) throws
        -> (file: Int64, span: Span)
    {
        if let first = new.first { return (file.id, first.draft.span) }
        let known = records.first { StoreDay(store: $0.count.store, day: $0.count.day) == key }
        let line = Int32(truncatingIfNeeded: known?.line ?? 0)
        return (known?.file ?? 0, Span(line: line, offset: 0, length: 0))
    }

    /// Tills and the bank's slips; the source where there is neither.
    private func text(of new: [FreshCount], _ source: DrawerSource) -> String {
        let words = new.flatMap { [$0.drawer.till, $0.draft.reference] }.filter { !$0.isEmpty }
        return words.isEmpty ? source.name : words.joined(separator: " ")
    }

    /// Debits each account by its amount and takes the sum out of the drawers.
    private func enter(
        _ moves: [(account: Int64, amount: Int64)], _ key: StoreDay, _ text: String,
        _ cash: Int64, _ origin: (file: Int64, span: Span), _ lockedThrough: Day?
    ) throws -> Int64 {
        var day = key.day
        if let lockedThrough, day <= lockedThrough { day = lockedThrough + 1 }
        var columns = EntryBatch.Columns()
        columns.begin(
            .cashCount, day: day, documentDay: key.day, file: origin.file, span: origin.span,
            party: "", reference: key.store, text: text)
        columns.post(cash, signed: moves.reduce(0) { $0 - $1.amount })
        for (account, amount) in moves { columns.post(account, signed: amount) }
        return try session.append(try EntryBatch(columns))
    }

    /// Keeps a count that has posted; what was banked of it waits for its bank line.
    private func keep(_ count: FreshCount, _ entry: Int64) throws {
        let (drawer, draft) = (count.drawer, count.draft)
        try session.append(
            CashCountRecord(
                entry: entry, source: file.source.name, count: drawer, file: file.id,
                line: Int64(draft.span.line)))
        if drawer.banked != 0 {
            var record = TransitRecord(
                entry: entry, account: try account(.transfers), party: file.source.name,
                number: draft.reference.isEmpty ? name(of: drawer) : draft.reference,
                reference: draft.reference, day: file.placed(drawer.day), amount: drawer.banked)
            record.id = try session.append(record)
            transit.add(WaitingPayment(record, nil))
        }
        try posted([(draft.span, drawer.counted)], day: drawer.day, count.ruling)
    }
}

/// A count that its rules let pass.
private struct FreshCount {
    let drawer: DrawerCount
    let draft: CashCountDraft
    let ruling: Ruling
}

/// What a count is known by.
private struct DrawerKey: Hashable {
    let store: String
    let till: String
    let day: Day

    init(_ count: DrawerCount) { (store, till, day) = (count.store, count.till, count.day) }
}

/// The accounts of a source's counts, and what these have posted so far.
private struct DrawerLedger {
    let cash: Int64
    let takings: Int64
    private let differences: Int64
    private let takenOut: [StoreDay: Int64]
    private let lost: [StoreDay: Int64]

    init(_ source: DrawerSource, _ session: BookSession, _ books: Books) throws {
        guard let role = books.chart[.cashDifferences] else {
            throw Failure(
                .configuration, "role-missing", ["role": AccountRole.cashDifferences.rawValue])
        }
        cash = try session.account(source.account)
        takings = try session.account(source.takings)
        differences = try session.account(role.code)
        takenOut =
            cash == takings ? [:] : try session.countPostings(on: takings, source: source.name)
        lost = try session.countPostings(on: differences, source: source.name)
    }

    /// What a count still has to post beside the drawers, debit positive.
    func open(_ count: StoreCount) -> [(account: Int64, amount: Int64)] {
        let taken = cash == takings ? 0 : count.takings
        return [
            (takings, 0 - taken - (takenOut[count.key] ?? 0)),
            (differences, 0 - count.booked - (lost[count.key] ?? 0)),
        ].filter { $0.1 != 0 }
    }
}
