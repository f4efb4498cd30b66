internal import Accounting
internal import Ledger
internal import Reconciliation
internal import Validation

extension Poster {
    func beginStatement(_ head: StatementHead) throws {
        let code = file.source.accounts[head.account] ?? file.source.account
        let isKnown = code.map { books.chart.has($0) } ?? false
        let account = isKnown ? try code.map { ($0, try session.account($0)) } : nil
        var unit = StatementPosting(
            head: head, account: account,
            identity: try RowIdentity(
                session: session, account: account?.1 ?? 0, file: file.id,
                isProved: head.isStatement, opening: opening(head), exports: file.source.exports),
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
        var poster = BankBatch(arena: rows.arena)
        var nextFlaw = 0
        var nextDetail = 0
        for row in 0..<rows.count {
            var flaws: [Flaw] = []
            while nextFlaw < rows.flaws.count, rows.flaws[nextFlaw].row == row {
                flaws.append(rows.flaws[nextFlaw].flaw)
                nextFlaw += 1
            }
            let firstDetail = nextDetail
            while nextDetail < rows.details.count, rows.details[nextDetail].row == row {
                nextDetail += 1
            }
            let details = rows.details[firstDetail..<nextDetail]
            try take(row, of: rows, flaws, details, &unit, &poster)
        }
        if poster.columns.count > 0 {
            let clearings = poster.clearings
            let first = try session.append(try EntryBatch(poster.columns))
            for open in poster.suspense {
                try session.appendSuspense(
                    entry: first + Int64(open.entry), ordinal: open.ordinal, text: open.text)
            }
            for clearing in clearings {
                try session.clear(
                    transit: clearing.transit, entry: first + Int64(clearing.entry),
                    day: clearing.day)
            }
        }
        file.unit = unit
    }

    private func take(
        _ row: Int, of rows: BankRows, _ flaws: [Flaw], _ details: ArraySlice<BankDetail>,
        _ unit: inout StatementPosting, _ batch: inout BankBatch
    ) throws {
        let number = rows.days[row]
        let day = number == BankRows.missingDay ? nil : Day(number: number)
        let amount = rows.amounts[row]
        let known: Int64? = flaws.contains { $0.defect.spoilsAmount } ? nil : amount
        let month = file.month(day)
        let span = rows.spans[row]
        file.countRead(day, known)
        unit.read[month, default: RowTally()].count(known)
        if known == nil { unit.hasUnreadAmount = true }
        guard unit.isDue else { return }
        if let reason = ignoredReason(rows.status[row], unit.head) {
            unit.ignored[month, default: RowTally()].count(known)
            unit.ignoredRows.append((span, day, known, reason))
            return
        }
        var ruling = flaws.isEmpty ? Ruling() : file.judge.flaws(flaws)
        if let day, !unit.identity.isCalm(day) {
            ruling.add(file.judge.day(day, line: Int(span.line)))
            if ruling.findings.isEmpty { unit.identity.calm(day) }
        }
        if let day { unit.note(day, line: Int(span.line)) }
        let iban = rows.arena[rows.ibans[row]]
        if !iban.isEmpty, !unit.identity.isKnownIBAN(iban),
            let finding = IBANInvalid.judge(iban, line: Int(span.line), file.facts)
        {
            ruling.add(IBANInvalid.self, finding, file.facts)
        }
        if unit.head.isStatement {
            for finding in ruling.findings { unit.findings.append((finding, day)) }
            unit.ruling.stopFrom(ruling)
            guard unit.ruling.posts else { return }
        } else {
            guard file.isDue(span.line) else { return }
            if !unit.ruling.posts {
                try settle([(span, known)], day: day, unit.ruling)
                return
            }
            if !ruling.posts {
                try settle([(span, known)], day: day, ruling)
                return
            }
        }
        guard let day, let account = unit.account else { return }
        let line = BankRowKey(
            day: day, amount: amount, reference: rows.arena[rows.references[row]],
            text: rows.arena[rows.texts[row]], line: Int(span.line))
        switch try unit.identity.judge(line) {
        case .new: break
        case .duplicate(let twin):
            unit.duplicate[month, default: RowTally()].count(amount)
            try verdict(span, day, amount, .duplicate, RowDuplicate.code.text, twin: twin)
            return
        case .mismatch(let mismatch):
            // In a statement the whole day is judged at its end.
            guard !unit.head.isStatement else { return }
            let finding = coverage(mismatch, account.code)
            try settle(
                [(span, amount)], day: day, file.judge.ruling(CoverageMismatch.self, finding))
            return
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
            return
        }
        guard
            try enter(row, of: rows, details, day: day, account: account.id, &unit, &batch)
        else {
            let known = unit.findings.popLast()?.0
            let refused = refusal(SuspenseOpen.self, known)
            if unit.head.isStatement {
                unit.ruling.add(refused)
            } else {
                try settle([(span, amount)], day: day, refused)
            }
            return
        }
        if !unit.head.isStatement { try retire(span, day, ruling) }
        unit.posted[month, default: RowTally()].count(amount)
        unit.cover(day, amount)
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
        _ row: Int, of rows: BankRows, _ details: ArraySlice<BankDetail>, day: Day,
        account: Int64, _ unit: inout StatementPosting, _ batch: inout BankBatch
    ) throws -> Bool {
        let span = rows.spans[row]
        let amount = rows.amounts[row]
        let posting = file.facts.postingDay(day)
        let before = transit
        var contras: [BankContra] = []
        for detail in details {
            contras.append(
                BankContra(
                    amount: detail.amount, text: rows.arena[detail.text],
                    payerReference: rows.arena[detail.payerReference],
                    counterparty: rows.arena[detail.counterparty],
                    iban: rows.arena[detail.iban]))
        }
        if contras.isEmpty {
            contras.append(
                BankContra(
                    amount: amount, text: rows.arena[rows.texts[row]],
                    payerReference: rows.arena[rows.payerReferences[row]],
                    counterparty: rows.arena[rows.counterparties[row]],
                    iban: rows.arena[rows.ibans[row]]))
        }
        let answers = contras.map { answer($0) }
        let unexplained = answers.firstIndex { if case .suspense = $0 { true } else { false } }
        if let unexplained {
            let finding = SuspenseOpen.finding(
                at: Place(file: file.path, line: Int(span.line)),
                found: String(decoding: contras[unexplained].text.prefix(80), as: UTF8.self),
                [
                    "amount": decimalText(
                        contras[unexplained].amount, exponent: file.source.currency.exponent)
                ])
            unit.findings.append((finding, posting))
            if settings.unmappedIsRejected {
                transit = before
                return false
            }
        }
        batch.columns.begin(
            .bankLine, day: posting, documentDay: day, file: file.id, span: span,
            party: rows.counterparties[row], reference: rows.references[row],
            text: rows.texts[row])
        batch.columns.post(account, signed: amount)
        var open: Int64 = 0
        for (contra, answer) in zip(contras, answers) {
            try post(contra.amount, answer, posting, &batch)
            guard !details.isEmpty, case .suspense = answer else { continue }
            let text = String(decoding: contra.text, as: UTF8.self)
            batch.suspense.append((batch.columns.count - 1, open, text))
            open += 1
        }
        return true
    }

    /// What stands on the other side of a bank amount.
    private enum Answer {
        case transit(WaitingPayment)
        case transfer(Int64)
        case rule(Int)
        case suspense
    }

    /// In this order: transit, own transfer, mapping rule, suspense (DEFINITIONS §2).
    private func answer(_ line: BankContra) -> Answer {
        if !transit.isEmpty,
            let payment = transit.match(
                amount: line.amount, text: line.text, payerReference: line.payerReference,
                party: party(of: line))
        {
            return .transit(payment)
        }
        if !line.iban.isEmpty, let transfers = accounts.transfers,
            settings.ownAccounts.contains(where: { line.iban.elementsEqual($0) })
        {
            return .transfer(transfers)
        }
        return settings.mapping.match(line.text).map { .rule($0) } ?? .suspense
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
            let rule = settings.mapping.rules[index]
            try apply(rule, to: amount, &batch.columns)
            if let party = rule.party { batch.setParty(party) }
        case .suspense: batch.columns.post(accounts.suspense, signed: -amount)
        }
    }

    private func party(of line: BankContra) -> String? {
        if !line.iban.isEmpty,
            let party = books.parties.find(iban: String(decoding: line.iban, as: UTF8.self))
        {
            return party.id
        }
        guard !line.counterparty.isEmpty else { return nil }
        return books.parties.find(String(decoding: line.counterparty, as: UTF8.self))?.id
    }

    /// Posts a bank amount by a mapping rule: net to its account, the tax inside to the tax's.
    func apply(_ rule: MappingRule, to amount: Int64, _ columns: inout EntryBatch.Columns) throws {
        let account = try session.account(rule.account)
        guard let code = rule.tax, let tax = books.taxes[code], tax.kind != .exempt else {
            columns.post(account, signed: -amount)
            return
        }
        let inside = tax.rate.tax(insideGross: amount)
        columns.post(account, signed: -(amount - inside))
        if inside != 0 { columns.post(try session.account(tax.account), signed: -inside) }
    }
}
