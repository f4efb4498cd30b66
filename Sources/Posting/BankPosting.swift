internal import Accounting
internal import Ledger
internal import Reconciliation
internal import Validation

extension Poster {
    func beginStatement(_ head: StatementHead) throws {
        let own = head.currency ?? file.source.currency
        let code = file.source.account(of: head.account, in: own)
        let isKnown = code.map { books.chart.has($0) } ?? false
        let account = isKnown ? try code.map { ($0, try session.account($0)) } : nil
        file.currency = own
        var unit = StatementPosting(
            head: head, account: account, exchange: Exchange(own: own, books),
            identity: RowIdentity(
                session: session, account: account?.1 ?? 0, file: file.id,
                source: file.source.name, provesDays: head.provesDays,
                exports: file.source.exports),
            transitBefore: transit)
        if head.posts, account != nil { try readOpenItems() }
        unit.openItemsBefore = openItems
        unit.isDue = head.isStatement ? file.isDue(unit: head.unit) : true
        if head.posts, account == nil {
            let place = Place(file: file.path, line: head.line)
            unit.ruling.add(
                BankAccountUnmapped.self,
                BankAccountUnmapped.finding(
                    at: place, found: head.account,
                    ["account": head.account, "source": file.source.name]), file.facts)
        }
        if head.posts, let code, isKnown, books.currency(of: code) != own {
            let place = Place(file: file.path, line: head.line)
            unit.ruling.add(
                CurrencyUnexpected.self,
                CurrencyUnexpected.finding(
                    at: place, found: own.code, ["expected": books.currency(of: code).code]),
                file.facts)
        }
        if head.isStatement {
            try session.savepoint("unit")
            unit.hasSavepoint = true
        }
        file.unit = unit
    }

    /// Posts a batch of bank rows: one entry a row, against transit, transfers, open items, rules,
    /// suspense.
    ///
    /// - Parameter waiting: the rows of it that have waited for the end of their statement.
    func post(_ rows: BankRows, waiting: [Int]? = nil) throws {
        guard var unit = file.unit else { return }
        file.unit = nil
        try expect(rows, waiting, &unit)
        var waited = waiting?[...]
        var later: [Int] = []
        var batch = BankBatch(rows)
        var nextFlaw = 0
        var nextDetail = 0
        var originals = rows.originals[...]
        for row in 0..<rows.count {
            let firstFlaw = nextFlaw
            while nextFlaw < rows.flaws.count, rows.flaws[nextFlaw].row == row { nextFlaw += 1 }
            let firstDetail = nextDetail
            while nextDetail < rows.details.count, rows.details[nextDetail].row == row {
                nextDetail += 1
            }
            let original = originals.first?.row == row ? originals.removeFirst() : nil
            if waited != nil {
                guard waited?.first == row else { continue }
                waited?.removeFirst()
            } else if try waits(row, of: rows, &unit) {
                later.append(row)
                continue
            }
            try take(
                row, of: rows, flaws: firstFlaw..<nextFlaw, details: firstDetail..<nextDetail,
                original, &unit, &batch)
        }
        try write(batch)
        if !later.isEmpty { unit.waiting.append((rows, later)) }
        file.unit = unit
    }

    private func write(_ batch: BankBatch) throws {
        guard batch.columns.count > 0 else { return }
        let first = try session.append(try EntryBatch(batch.columns))
        for open in batch.suspense {
            try session.appendSuspense(
                entry: first + Int64(open.entry), ordinal: open.ordinal, text: open.text)
        }
        for open in batch.unknown {
            try session.appendSuspenseParty(
                entry: first + Int64(open.entry), ordinal: open.ordinal,
                name: batch.columns.arena.text(open.contra.counterparty),
                iban: batch.columns.arena.text(open.contra.iban),
                reference: batch.columns.arena.text(open.contra.payerReference))
        }
        for (entry, conversion) in batch.conversions {
            try session.append(
                ConversionRecord(
                    entry: first + Int64(entry), rate: conversion.rate, day: conversion.day,
                    origin: conversion.origin))
        }
        for clearing in batch.clearings {
            try session.clear(
                transit: clearing.transit, entry: first + Int64(clearing.entry),
                day: clearing.day)
        }
        for (entry, line) in batch.taxes {
            try appendTaxLines([line], entry: first + Int64(entry))
        }
        for money in batch.money { try apply(money, entry: first + Int64(money.entry)) }
        if !batch.money.isEmpty { try keepOpenItems() }
    }

    /// One row: counted, judged, known already or not, then entered.
    private func take(
        _ row: Int, of rows: BankRows, flaws: Range<Int>, details: Range<Int>,
        _ original: BankOriginal?, _ unit: inout StatementPosting, _ batch: inout BankBatch
    ) throws {
        let number = rows.days[row]
        let day = number == BankRows.missingDay ? nil : Day(number: number)
        let amount = rows.amounts[row]
        let isUnread = !flaws.isEmpty && rows.flaws[flaws].contains { $0.flaw.defect.spoilsAmount }
        let known = isUnread ? nil : amount
        let month = file.month(day)
        let span = rows.spans[row]
        unit.read.count(month, known)
        if isUnread { unit.hasUnreadAmount = true }
        guard unit.isDue else { return }
        if let reason = ignoredReason(rows.status[row], unit.head) {
            unit.ignored.count(month, known)
            unit.ignoredRows.append((span, day, known, reason))
            return
        }
        var ruling = judge(row, of: rows, flaws, day, &unit)
        if unit.head.isStatement {
            unit.take(ruling, day)
            guard unit.ruling.posts else {
                return unit.take(file.ruling(on: day, line: Int(span.line)), day)
            }
        } else {
            guard file.isDue(span.line) else { return }
            let stopped = unit.ruling.posts ? ruling : unit.ruling
            if !stopped.posts { return try settle([(span, known)], day: day, stopped) }
        }
        guard let day, let account = unit.account,
            try isNew(row, of: rows, day, month, account.code, &unit)
        else { return }
        // Only what the books do not have can come too early, too late or too soon.
        let dated = file.ruling(on: day, line: Int(span.line))
        ruling.add(dated)
        if unit.head.isStatement { unit.take(dated, day) }
        guard dated.posts else {
            if !unit.head.isStatement { try settle([(span, known)], day: day, dated) }
            return
        }
        guard let value = unit.exchange.value(amount, original, on: file.posting(day).day) else {
            return try stop(
                span, day, amount,
                file.judge.ruling(RateMissing.self, rateMissing(span, day, unit)),
                &unit)
        }
        tellEarlier(value.conversion, span, day, &unit)
        guard
            try enter(
                row, of: rows, details, value, day: day, account: account.id, &unit, &batch)
        else {
            let refused = refusal(SuspenseOpen.self, unit.findings.popLast()?.0)
            return try stop(span, day, amount, refused, &unit)
        }
        if !unit.head.isStatement {
            try retire(span, day, amount)
            for finding in ruling.findings {
                file.log.add(finding, unit: 0, day: day, verdict: nil)
            }
        }
        unit.posted.count(month, amount)
        unit.covered.count(day, amount)
    }

    /// A row does not post: its statement with it, or of a list the row alone.
    private func stop(
        _ span: Span, _ day: Day, _ amount: Int64, _ ruling: Ruling,
        _ unit: inout StatementPosting
    ) throws {
        if unit.head.isStatement {
            unit.ruling.add(ruling)
        } else {
            try settle([(span, amount)], day: day, ruling)
        }
    }

    private func rateMissing(_ span: Span, _ day: Day, _ unit: StatementPosting) -> Finding {
        let posting = file.posting(day).day
        return RateMissing.finding(
            at: Place(file: file.path, line: Int(span.line)), found: posting.description,
            [
                "currency": unit.exchange.own.code, "expected": unit.exchange.books.code,
                "days": String(Rates.reach),
            ])
    }

    /// Tells, once a day of a statement, that a rate of a day before had to do.
    private func tellEarlier(
        _ conversion: Conversion?, _ span: Span, _ day: Day, _ unit: inout StatementPosting
    ) {
        let posting = file.posting(day).day
        guard let conversion, conversion.origin == .table, conversion.day < posting,
            unit.earlierRates.insert(posting).inserted
        else { return }
        let finding = RateEarlier.finding(
            at: Place(file: file.path, line: Int(span.line)), found: posting.description,
            ["rate": conversion.rate.text, "day": conversion.day.description])
        unit.findings.append((finding, posting))
    }

    /// The ruling over a row by itself: its flaws, its counterparty's IBAN.
    private func judge(
        _ row: Int, of rows: BankRows, _ flaws: Range<Int>, _ day: Day?,
        _ unit: inout StatementPosting
    ) -> Ruling {
        let line = Int(rows.spans[row].line)
        var ruling =
            flaws.isEmpty ? Ruling() : file.judge.flaws(rows.flaws[flaws].map(\.flaw))
        if let day { unit.note(day, line: line) }
        let slice = rows.ibans[row]
        if slice.count > 0 {
            let iban = rows.arena[slice]
            if IBANInvalid.isBroken(iban), !unit.identity.isLastBroken(iban),
                let finding = IBANInvalid.judge(iban, line: line, file.facts)
            {
                ruling.add(IBANInvalid.self, finding, file.facts)
            }
        }
        return ruling
    }

    /// True where no other file has brought the row; else it is set aside, held or refused.
    private func isNew(
        _ row: Int, of rows: BankRows, _ day: Day, _ month: Month?, _ account: String,
        _ unit: inout StatementPosting
    ) throws -> Bool {
        if unit.identity.isUncovered(day) { return true }
        let (span, amount) = (rows.spans[row], rows.amounts[row])
        switch try unit.identity.judge(BankRowKey(row, of: rows, day)) {
        case .new: return true
        case .duplicate(let twin):
            unit.duplicate.count(month, amount)
            try verdict(span, day, amount, .duplicate, RowDuplicate.code.text, twin: twin)
        case .mismatch(let mismatch):
            // In a statement the whole day is judged at its end.
            guard !unit.head.isStatement else { break }
            let finding = coverage(mismatch, account)
            try settle(
                [(span, amount)], day: day, file.judge.ruling(CoverageMismatch.self, finding))
        case .lookalike(let twin):
            let finding = RowLookalike.finding(
                at: Place(file: file.path, line: Int(span.line)),
                found: decimalText(amount, exponent: unit.exchange.own.exponent),
                ["twin": twin, "source": file.source.name, "day": day.description])
            let held = file.judge.ruling(RowLookalike.self, finding)
            if unit.head.isStatement {
                unit.findings.append((finding, day))
                unit.lookalikes.stopFrom(held)
            } else {
                try settle([(span, amount)], day: day, held)
            }
        }
        return false
    }

    /// A finding of a rule that stops the row because the client says so.
    private func refusal(_ rule: any Rule.Type, _ finding: Finding?) -> Ruling {
        var ruling = Ruling()
        guard var finding else { return ruling }
        finding.severity = .error
        ruling.reject(finding)
        return ruling
    }

    private func ignoredReason(_ status: EntryStatus, _ head: StatementHead) -> IgnoredReason? {
        switch status {
        case .pending: return .pending
        case .information: return .information
        case .booked: return head.posts ? nil : .intraday
        }
    }

    /// Writes the entry of one bank row.
    /// - Returns: false where nothing explains it and the client has such rows rejected.
    private func enter(
        _ row: Int, of rows: BankRows, _ details: Range<Int>, _ value: BooksAmount, day: Day,
        account: Int64, _ unit: inout StatementPosting, _ batch: inout BankBatch
    ) throws -> Bool {
        guard details.isEmpty else {
            return try enterBatched(
                row, of: rows, details, value, day: day, account: account, &unit, &batch)
        }
        let posting = file.posting(day).day
        let isForeign = value.bankOriginal != nil
        let contra = BankContra(rows, row)
        let answer = answer(contra, rows.arena, unit.exchange.own, isForeign: isForeign, day)
        if case .suspense = answer {
            tell(contra, rows, row, posting, &unit)
            if settings.unmappedIsRejected { return false }
            batch.keepParty(of: contra, ordinal: 0, isDetail: false)
        }
        batch.begin(row, of: rows, file: file.id, day: posting, documentDay: day)
        batch.post(value, on: account)
        try post(
            Contra(contra, value.amount, value.original, isForeign, posting, day), answer, &batch)
        return true
    }

    /// Writes the entry of a batched row, each of its transactions against its own other side.
    private func enterBatched(
        _ row: Int, of rows: BankRows, _ details: Range<Int>, _ value: BooksAmount, day: Day,
        account: Int64, _ unit: inout StatementPosting, _ batch: inout BankBatch
    ) throws -> Bool {
        let posting = file.posting(day).day
        let (own, isForeign) = (unit.exchange.own, value.bankOriginal != nil)
        let before = settings.unmappedIsRejected ? (transit, openItems) : nil
        let contras = rows.details[details].map { BankContra($0) }
        let answers = contras.map { answer($0, rows.arena, own, isForeign: isForeign, day) }
        let unexplained = answers.firstIndex { if case .suspense = $0 { true } else { false } }
        if let unexplained {
            tell(contras[unexplained], rows, row, posting, &unit)
            if let before {
                (transit, openItems) = before
                return false
            }
        }
        batch.begin(row, of: rows, file: file.id, day: posting, documentDay: day)
        batch.post(value, on: account)
        var open: Int64 = 0
        var told: Int64 = 0
        for (contra, answer) in zip(contras, answers) {
            // What the bank exchanged is the entry's, of no one transaction of several.
            let original = value.bankOriginal.map { Money(contra.amount, $0.currency) }
            let amount = value.part(from: told, to: told + contra.amount)
            try post(Contra(contra, amount, original, isForeign, posting, day), answer, &batch)
            told += contra.amount
            guard case .suspense = answer else { continue }
            batch.suspense.append((batch.columns.count - 1, open, rows.arena.text(contra.text)))
            batch.keepParty(of: contra, ordinal: open, isDetail: true)
            open += 1
        }
        return true
    }

    /// Tells of an amount that nothing explains.
    private func tell(
        _ contra: BankContra, _ rows: BankRows, _ row: Int, _ posting: Day,
        _ unit: inout StatementPosting
    ) {
        let place = Place(file: file.path, line: Int(rows.spans[row].line))
        let named = transit.payout(
            namedBy: rows.arena[contra.text], rows.arena[contra.payerReference])
        if let named {
            let exponent = unit.exchange.own.exponent
            let paid = named.original?.minorUnits ?? named.amount
            unit.findings.append(
                (
                    PayoutPaidOtherwise.finding(
                        at: place, found: decimalText(contra.amount, exponent: exponent),
                        [
                            "payout": String(decoding: named.reference, as: UTF8.self),
                            "expected": decimalText(
                                paid,
                                exponent: (named.original?.currency ?? books.currency).exponent),
                        ]), posting
                ))
        }
        let finding = SuspenseOpen.finding(
            at: place,
            found: String(decoding: rows.arena[contra.text].prefix(80), as: UTF8.self),
            ["amount": decimalText(contra.amount, exponent: unit.exchange.own.exponent)])
        unit.findings.append((finding, posting))
    }

    /// In this order: transit, own transfer, open items, mapping rule, suspense (DEFINITIONS §2).
    ///
    /// - Parameter isForeign: true for an amount that is not in the books' currency: payments and
    ///   items wait in their own, and equal figures of two currencies are no match.
    private func answer(
        _ line: BankContra, _ arena: borrowing Arena, _ own: Currency, isForeign: Bool, _ day: Day
    ) -> Answer {
        if !transit.isEmpty {
            let (iban, name) = (arena[line.iban], arena[line.counterparty])
            let payment = transit.match(
                amount: line.amount, in: isForeign ? own : nil, text: arena[line.text],
                payerReference: arena[line.payerReference], party: party(iban: iban, name: name))
            if let payment { return .transit(payment) }
        }
        if line.iban.count > 0, let transfers = accounts.transfers,
            settings.isOwn(arena[line.iban])
        {
            return .transfer(transfers)
        }
        if hasOpenItems {
            let (iban, name) = (arena[line.iban], arena[line.counterparty])
            let facts = MatchLine(
                amount: line.amount, currency: own.code, day: day, text: arena[line.text],
                payerReference: arena[line.payerReference])
            if let match = openItems?.matcher.match(facts, party: { party(iban: iban, name: name) })
            {
                openItems?.matcher.settle(match, with: line.amount)
                return .items(match)
            }
        }
        return settings.mapping.match(arena[line.text]).map { .rule($0) } ?? .suspense
    }

    private func party(_ line: BankContra, _ arena: borrowing Arena) -> String? {
        party(iban: arena[line.iban], name: arena[line.counterparty])
    }

    private func post(_ contra: Contra, _ answer: Answer, _ batch: inout BankBatch) throws {
        let amount = contra.amount
        let original = contra.original.map { Money(-$0.minorUnits, $0.currency) }
        switch answer {
        case .transit(let payment):
            batch.columns.post(payment.account, signed: -payment.amount, original: original)
            try postExchange(amount - payment.amount, &batch.columns)
            batch.setRecipe(.transitCleared)
            batch.clearings.append((payment.id, batch.columns.count - 1, contra.day))
        case .transfer(let account):
            batch.columns.post(account, signed: -amount, original: original)
            batch.setRecipe(.transfer)
        case .items(let match):
            guard let first = match.items.first else { return }
            batch.columns.post(first.account, signed: -amount, original: original)
            batch.setRecipe(.settlement)
            batch.setParty(first.party)
            batch.keepMoney(contra, -amount, first.account, first.party, match.items)
        case .rule(let index):
            let rule = try ruleAccounts(index)
            let posted = try apply(rule, to: -amount, original, &batch.columns)
            if let tax = posted.tax { batch.taxes.append((batch.columns.count - 1, tax)) }
            if let party = rule.party { batch.setParty(party) }
            guard rule.isControl else { return }
            let party =
                rule.party ?? party(contra.line, batch.columns.arena) ?? ""
            batch.keepMoney(contra, posted.net, rule.account, party, [])
        case .suspense:
            batch.columns.post(accounts.suspense, signed: -amount, original: original)
        }
    }

    /// A mapping rule with its accounts' numbers, made at its first use.
    func ruleAccounts(_ index: Int) throws -> RuleAccounts {
        if let known = knownRules[index] { return known }
        let rule = settings.mapping.rules[index]
        var resolved = RuleAccounts(
            account: try session.account(rule.account),
            isControl: books.isItemised(rule.account), party: rule.party)
        if let code = rule.tax, let tax = books.taxes[code], tax.kind != .exempt {
            resolved.tax = tax
        }
        knownRules[index] = resolved
        return resolved
    }
}
