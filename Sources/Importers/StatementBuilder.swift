internal import Accounting
internal import Formats

/// Puts the entries of statements into drafts: counts, batches, identities, controls.
///
/// One statement is open at a time. Its tail is held back until the next one begins, so that
/// totals that a file states further on (of a group, of the file) still stand in it.
struct StatementBuilder {
    /// The statement that is being read, else the one read last.
    private(set) var tail: StatementTail?
    private(set) var isOpen = false
    /// Rows of the file so far: entries, and what was set aside.
    private(set) var entries = 0
    /// Money in and out of the open statement: booked entries only.
    private(set) var credits = EntrySums()
    private(set) var debits = EntrySums()
    private var drafts: [Draft] = []
    private var rows = BankRows()
    private var ignored: [IgnoredRow] = []
    private var spoiled: [SpoiledRow] = []
    private var references = StatementReferences()
    private var unit = 0
    private var exponent = 2
    private var firstDay: Day?
    private var lastDay: Day?

    /// How many statements the file has begun.
    var count: Int { unit }

    /// Begins a statement; `exponent` is that of its currency, or of the source's where the file
    /// states none.
    mutating func begin(
        _ tail: StatementTail, opening: Exact? = nil, exponent: Int
    ) {
        finish()
        unit += 1
        var tail = tail
        tail.unit = unit
        tail.opening = opening
        drafts.append(
            .statement(
                StatementHead(
                    unit: unit, account: tail.account, id: tail.id,
                    currency: Currency(tail.currency), opening: opening,
                    isStatement: tail.isStatement, posts: tail.posts, line: tail.line)))
        self.tail = tail
        self.exponent = exponent
        isOpen = true
        (credits, debits) = (EntrySums(), EntrySums())
        (firstDay, lastDay) = (nil, nil)
        references = StatementReferences()
    }

    /// Changes the tail of the statement, open or held back.
    mutating func change(_ body: (inout StatementTail) -> Void) {
        guard var changed = tail else { return }
        tail = nil
        body(&changed)
        tail = changed
    }

    mutating func flaw(_ flaw: Flaw) { change { $0.flaws.append(flaw) } }

    /// Adds a total that the file declares beside what was counted.
    mutating func declare(_ name: String, _ declared: Exact?, counted: Exact, line: Int) {
        guard let declared else { return }
        change {
            $0.declared.append(
                DeclaredTotal(name: name, declared: declared, counted: counted, line: line))
        }
    }

    mutating func declare(_ name: String, _ declared: Exact?, counted: Int, line: Int) {
        declare(name, declared, counted: Exact(mantissa: Int128(counted), scale: 0), line: line)
    }

    // MARK: Entries

    /// Adds an entry to the open statement.
    /// - Parameter isForeign: true for an amount that is not in the statement's currency: it
    ///   enters no sum.
    mutating func add(_ entry: BankEntry, isForeign: Bool = false) {
        var entry = entry
        var flaws = entry.flaws
        var minor: Int64 = 0
        if let amount = entry.amount {
            if let units = amount.minorUnits(exponent: exponent) {
                minor = units
            } else {
                let defect = amount.unitsDefect(exponent: exponent)
                flaws.append(
                    Flaw(defect, line: entry.line, found: amount.text, ["field": "amount"]))
                // Millions of them would leave the range of sums.
                if defect == .amountTooLarge { entry.amount = nil }
            }
        }
        count(entry, isForeign: isForeign)
        checkDetails(entry)
        append(entry, minor)
        rows.add(
            entry.original, booked: flaws.isEmpty ? entry.amount : nil,
            of: tail.flatMap { Currency($0.currency) },
            isDebit: (entry.amount?.mantissa ?? 0) < 0)
        for flaw in flaws { rows.flaws.append((rows.count - 1, flaw)) }
        if rows.count >= Limits.batchRows { flush() }
    }

    private mutating func count(_ entry: BankEntry, isForeign: Bool) {
        entries += 1
        let isCounted = entry.status == .booked && !isForeign
        if isCounted, let amount = entry.amount {
            if amount.mantissa < 0 { debits.add(-amount) } else { credits.add(amount) }
        }
        if let day = entry.day {
            firstDay = min(firstDay ?? day, day)
            lastDay = max(lastDay ?? day, day)
        }
        change {
            $0.entries += 1
            guard isCounted, let amount = entry.amount else { return }
            $0.booked.add(amount)
            $0.bookedCount += 1
        }
    }

    /// Details that do not sum to their entry are told; a file may have any number that do.
    private mutating func checkDetails(_ entry: BankEntry) {
        guard let amount = entry.amount, let sum = entry.detailSum, !sum.equals(amount) else {
            return
        }
        declare("Ntry details", amount, counted: sum, line: entry.line)
    }

    private mutating func append(_ entry: BankEntry, _ minor: Int64) {
        rows.spans.append(entry.span)
        rows.days.append(entry.day?.number ?? BankRows.missingDay)
        rows.valueDays.append(entry.valueDay?.number ?? BankRows.missingDay)
        rows.amounts.append(minor)
        rows.status.append(entry.status)
        rows.references.append(rows.arena.append(entry.reference))
        references.check(&rows)
        rows.payerReferences.append(rows.arena.append(entry.payerReference))
        rows.counterparties.append(rows.arena.append(entry.counterparty))
        rows.ibans.append(rows.arena.append(entry.iban))
        rows.texts.append(rows.arena.append(entry.text.bytes))
        for part in entry.parts {
            rows.details.append(
                BankDetail(
                    row: rows.count - 1,
                    amount: part.amount.minorUnits(exponent: exponent) ?? 0,
                    payerReference: rows.arena.append(part.payerReference),
                    counterparty: rows.arena.append(part.counterparty),
                    iban: rows.arena.append(part.iban), text: rows.arena.append(part.text.bytes)))
        }
    }

    /// Sets a row aside that is no event of the account.
    mutating func ignore(_ span: Span, _ reason: IgnoredReason) {
        entries += 1
        ignored.append(IgnoredRow(span: span, reason: reason))
        if ignored.count >= Limits.batchRows { flush() }
    }

    /// Sets a row aside that cannot be read into an entry.
    mutating func spoil(_ span: Span, _ flaw: Flaw) {
        entries += 1
        spoiled.append(SpoiledRow(span: span, flaws: [flaw]))
        if spoiled.count >= Limits.batchRows { flush() }
    }

    private mutating func flush() {
        if !ignored.isEmpty { drafts.append(.ignored(ignored)) }
        if !spoiled.isEmpty { drafts.append(.spoiled(spoiled)) }
        ignored.removeAll()
        spoiled.removeAll()
        guard rows.count > 0 else { return }
        drafts.append(.bank(rows))
        rows = BankRows()
        references.endBatch()
    }

    // MARK: Ends

    /// Ends the open statement; its tail is told when the next begins, or the file ends.
    mutating func end(closing: Exact?) {
        guard isOpen else { return }
        flush()
        isOpen = false
        let (first, last) = (firstDay, lastDay)
        change {
            $0.closing = closing
            $0.statesRange = $0.from != nil && $0.to != nil
            $0.from = $0.from ?? first
            $0.to = $0.to ?? last
        }
    }

    /// Tells the tail that was held back.
    mutating func finish() {
        if isOpen { end(closing: nil) }
        if let tail { drafts.append(.statementEnd(tail)) }
        tail = nil
    }

    /// Ends the file: the last statement, then the file's end.
    /// - Parameters:
    ///   - missing: the record that the file ends without; nil for a whole one.
    ///   - isEmpty: true where the file holds no statement.
    /// - Throws: `FormatError` for a file that was cut or is empty.
    mutating func endFile(
        missing: String?, isEmpty: Bool? = nil, _ emit: (Draft) -> Void
    ) throws {
        finish()
        if let missing { throw FormatError(Flaw(.truncated, line: 0, ["what": missing])) }
        guard !(isEmpty ?? (count == 0)) else { throw FormatError(Flaw(.empty, line: 1)) }
        self.emit(emit)
        emit(.end(rows: entries))
    }

    /// Hands over what is ready, in file order.
    mutating func emit(_ emit: (Draft) -> Void) {
        for draft in drafts { emit(draft) }
        drafts.removeAll(keepingCapacity: true)
    }

    /// Hands over what was read before a refusal: rows to be counted, statements to be shown.
    mutating func drain(_ emit: (Draft) -> Void) {
        flush()
        if !isOpen { finish() }
        self.emit(emit)
    }
}

/// Number and sum of entries of one direction, the sum without a sign.
struct EntrySums {
    private(set) var count = 0
    private(set) var sum = Exact.zero

    mutating func add(_ amount: Exact) {
        count += 1
        sum.add(amount)
    }
}

extension FixedRecord {
    /// What a record is that its format does not allow where it stands.
    var misplaced: FormatError {
        FormatError(
            Flaw(.malformed, line: line, found: string(1...2), ["reason": "record order"]))
    }
}
