internal import Accounting
internal import Ledger
internal import Reconciliation
internal import Validation

extension Poster {
    func beginStatement(_ head: StatementHead) throws {
        let code = file.source.accounts[IBAN.normalized(head.account)] ?? file.source.account
        let isKnown = code.map { books.chart.has($0) } ?? false
        let account = isKnown ? try code.map { ($0, try session.account($0)) } : nil
        var unit = StatementPosting(
            head: head, account: account,
            identity: try RowIdentity(
                session: session, account: account?.1 ?? 0, file: file.id,
                isProved: head.provesDays, opening: opening(head), exports: file.source.exports),
            transitBefore: transit)
        unit.isDue = head.isStatement ? file.isDue(unit: head.unit) : true
        if head.posts, account == nil {
            let place = Place(file: file.path, line: head.line)
            unit.ruling.add(
                BankAccountUnmapped.self,
                BankAccountUnmapped.finding(
                    at: place, found: head.account,
                    ["account": head.account, "source": file.source.name]), file.facts)
        }
        if let stated = head.currency, stated != file.source.currency, head.posts {
            let place = Place(file: file.path, line: head.line)
            unit.ruling.add(
                CurrencyForeign.self,
                CurrencyForeign.finding(
                    at: place, found: stated.code, ["expected": file.source.currency.code]),
                file.facts)
        }
        if head.isStatement {
            try session.savepoint("unit")
            unit.hasSavepoint = true
        }
        file.unit = unit
    }

    private func opening(_ head: StatementHead) -> Int64? {
        head.opening?.minorUnits(exponent: file.source.currency.exponent)
    }

    /// Posts a batch of bank rows: one entry a row, against transit, transfers, rules, suspense.
    func post(_ rows: BankRows) throws {
        guard var unit = file.unit else { return }
        file.unit = nil
        var batch = BankBatch(rows)
        var nextFlaw = 0
        var nextDetail = 0
        for row in 0..<rows.count {
            let firstFlaw = nextFlaw
            while nextFlaw < rows.flaws.count, rows.flaws[nextFlaw].row == row { nextFlaw += 1 }
            let firstDetail = nextDetail
            while nextDetail < rows.details.count, rows.details[nextDetail].row == row {
                nextDetail += 1
            }
            try take(
                row, of: rows, flaws: firstFlaw..<nextFlaw, details: firstDetail..<nextDetail,
                &unit, &batch)
        }
        try write(batch)
        file.unit = unit
    }

    private func write(_ batch: BankBatch) throws {
        guard batch.columns.count > 0 else { return }
        let first = try session.append(try EntryBatch(batch.columns))
        for open in batch.suspense {
            try session.appendSuspense(
                entry: first + Int64(open.entry), ordinal: open.ordinal, text: open.text)
        }
        for clearing in batch.clearings {
            try session.clear(
                transit: clearing.transit, entry: first + Int64(clearing.entry),
                day: clearing.day)
        }
    }

    /// One row: counted, judged, known already or not, then entered.
    private func take(
        _ row: Int, of rows: BankRows, flaws: Range<Int>, details: Range<Int>,
        _ unit: inout StatementPosting, _ batch: inout BankBatch
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
        let ruling = judge(row, of: rows, flaws, day, &unit)
        if unit.head.isStatement {
            for finding in ruling.findings { unit.findings.append((finding, day)) }
            unit.ruling.stopFrom(ruling)
            guard unit.ruling.posts else { return }
        } else {
            guard file.isDue(span.line) else { return }
            let stopped = unit.ruling.posts ? ruling : unit.ruling
            if !stopped.posts { return try settle([(span, known)], day: day, stopped) }
        }
        guard let day, let account = unit.account,
            try isNew(row, of: rows, day, month, account.code, &unit)
        else { return }
        guard
            try enter(row, of: rows, details, day: day, account: account.id, &unit, &batch)
        else {
            let refused = refusal(SuspenseOpen.self, unit.findings.popLast()?.0)
            if unit.head.isStatement {
                unit.ruling.add(refused)
            } else {
                try settle([(span, amount)], day: day, refused)
            }
            return
        }
        if !unit.head.isStatement { try retire(span, day, ruling) }
        unit.posted.count(month, amount)
        unit.covered.count(day, amount)
    }

    /// The ruling over a row by itself: its flaws, its posting date, its counterparty's IBAN.
    private func judge(
        _ row: Int, of rows: BankRows, _ flaws: Range<Int>, _ day: Day?,
        _ unit: inout StatementPosting
    ) -> Ruling {
        let line = Int(rows.spans[row].line)
        var ruling =
            flaws.isEmpty ? Ruling() : file.judge.flaws(rows.flaws[flaws].map(\.flaw))
        if let day {
            if !file.isCalm(day) {
                ruling.add(file.judge.day(day, line: line))
                if ruling.findings.isEmpty { file.calm(day) }
            }
            unit.note(day, line: line)
        }
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
        let key = BankRowKey(
            day: day, amount: amount, reference: rows.arena[rows.references[row]],
            text: rows.arena[rows.texts[row]], line: Int(span.line))
        switch try unit.identity.judge(key) {
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
                found: decimalText(amount, exponent: file.source.currency.exponent),
                ["twin": twin, "source": file.source.name, "day": day.description])
            let held = file.judge.ruling(RowLookalike.self, finding)
            if unit.head.isStatement {
                unit.findings.append((finding, day))
                unit.ruling.stopFrom(held)
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

    /// A row of a list posts: a verdict it had is retired, its findings are kept.
    private func retire(_ span: Span, _ day: Day, _ ruling: Ruling) throws {
        if let known = file.again?.lines[span.line] {
            try retire(known)
        }
        for finding in ruling.findings { file.log.add(finding, unit: 0, day: day, verdict: nil) }
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
        _ row: Int, of rows: BankRows, _ details: Range<Int>, day: Day, account: Int64,
        _ unit: inout StatementPosting, _ batch: inout BankBatch
    ) throws -> Bool {
        let posting = file.posting(day).day
        if details.isEmpty {
            let contra = BankContra(rows, row)
            let answer = answer(contra, rows.arena)
            if case .suspense = answer {
                tell(contra, rows, row, posting, &unit)
                if settings.unmappedIsRejected { return false }
            }
            batch.begin(row, of: rows, file: file.id, day: posting, documentDay: day)
            batch.columns.post(account, signed: contra.amount)
            try post(contra.amount, answer, posting, &batch)
            return true
        }
        let before = transit
        let contras = rows.details[details].map { BankContra($0) }
        let answers = contras.map { answer($0, rows.arena) }
        let unexplained = answers.firstIndex { if case .suspense = $0 { true } else { false } }
        if let unexplained {
            tell(contras[unexplained], rows, row, posting, &unit)
            if settings.unmappedIsRejected {
                transit = before
                return false
            }
        }
        batch.begin(row, of: rows, file: file.id, day: posting, documentDay: day)
        batch.columns.post(account, signed: rows.amounts[row])
        var open: Int64 = 0
        for (contra, answer) in zip(contras, answers) {
            try post(contra.amount, answer, posting, &batch)
            guard case .suspense = answer else { continue }
            batch.suspense.append((batch.columns.count - 1, open, rows.arena.text(contra.text)))
            open += 1
        }
        return true
    }

    /// Tells of an amount that nothing explains.
    private func tell(
        _ contra: BankContra, _ rows: BankRows, _ row: Int, _ posting: Day,
        _ unit: inout StatementPosting
    ) {
        let finding = SuspenseOpen.finding(
            at: Place(file: file.path, line: Int(rows.spans[row].line)),
            found: String(decoding: rows.arena[contra.text].prefix(80), as: UTF8.self),
            ["amount": decimalText(contra.amount, exponent: file.source.currency.exponent)])
        unit.findings.append((finding, posting))
    }

    /// What stands on the other side of a bank amount.
    private enum Answer {
        case transit(WaitingPayment)
        case transfer(Int64)
        case rule(Int)
        case suspense
    }

    /// In this order: transit, own transfer, mapping rule, suspense (DEFINITIONS §2).
    private func answer(_ line: BankContra, _ arena: borrowing Arena) -> Answer {
        if !transit.isEmpty,
            let payment = transit.match(
                amount: line.amount, text: arena[line.text],
                payerReference: arena[line.payerReference],
                party: party(iban: arena[line.iban], name: arena[line.counterparty]))
        {
            return .transit(payment)
        }
        if line.iban.count > 0, let transfers = accounts.transfers,
            settings.isOwn(arena[line.iban])
        {
            return .transfer(transfers)
        }
        return settings.mapping.match(arena[line.text]).map { .rule($0) } ?? .suspense
    }

    private func post(
        _ amount: Int64, _ answer: Answer, _ day: Day, _ batch: inout BankBatch
    ) throws {
        switch answer {
        case .transit(let payment):
            batch.columns.post(payment.account, signed: -amount)
            batch.setRecipe(.transitCleared)
            batch.clearings.append((payment.id, batch.columns.count - 1, day))
        case .transfer(let account):
            batch.columns.post(account, signed: -amount)
            batch.setRecipe(.transfer)
        case .rule(let index):
            let rule = try ruleAccounts(index)
            try apply(rule, to: amount, &batch.columns)
            if let party = rule.party { batch.setParty(party) }
        case .suspense: batch.columns.post(accounts.suspense, signed: -amount)
        }
    }

    private func party(iban: ArraySlice<UInt8>, name: ArraySlice<UInt8>) -> String? {
        if !iban.isEmpty,
            let party = books.parties.find(iban: String(decoding: iban, as: UTF8.self))
        {
            return party.id
        }
        guard !name.isEmpty else { return nil }
        return books.parties.find(String(decoding: name, as: UTF8.self))?.id
    }

    /// A mapping rule with its accounts' numbers, made at its first use.
    func ruleAccounts(_ index: Int) throws -> RuleAccounts {
        if let known = knownRules[index] { return known }
        let rule = settings.mapping.rules[index]
        var resolved = RuleAccounts(account: try session.account(rule.account), party: rule.party)
        if let code = rule.tax, let tax = books.taxes[code], tax.kind != .exempt {
            resolved.tax = (tax.rate, tax.account)
        }
        knownRules[index] = resolved
        return resolved
    }

    /// Posts a bank amount by a mapping rule: net to its account, the tax inside to the tax's.
    func apply(_ rule: RuleAccounts, to amount: Int64, _ columns: inout EntryBatch.Columns) throws {
        guard let tax = rule.tax else {
            columns.post(rule.account, signed: -amount)
            return
        }
        let inside = tax.rate.tax(insideGross: amount)
        columns.post(rule.account, signed: -(amount - inside))
        if inside != 0 { columns.post(try session.account(tax.account), signed: -inside) }
    }
}
