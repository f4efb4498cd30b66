internal import Accounting
internal import Formats

extension CamtMessage {
    mutating func endInEntry(_ field: CamtField, _ text: Bytes) {
        switch field {
        case .amount: entry.setAmount(text)
        case .side:
            entry.isDebit = text.isDebit
            entry.hasIndicator = text.spells("DBIT") || text.spells("CRDT")
        case .isReversal: entry.isReversal = text.isTrue
        case .status:
            if !text.isEmpty { entry.setStatus(text) }
        case .bookingDay:
            entry.bookingDay = text.day
            if entry.bookingDay == nil { entry.badDay = text.string }
        case .valueDay: entry.valueDay = text.day
        case .reference: entry.setReference(text)
        case .information: entry.addInformation(text)
        case .code: entry.addCode(text)
        case .proprietaryCode:
            if entry.code.isEmpty { entry.addCode(text) }
        case .batchCount: entry.addBatch(count: text.amount)
        case .batchTotal:
            if batchCurrency.isEmpty || batchCurrency == entry.currency {
                entry.addBatch(total: text.amount)
            }
        default: break
        }
    }

    mutating func endInDetails(_ field: CamtField, _ text: Bytes) {
        switch field {
        case .endToEndID:
            if text.isReference { entry.details.payerReference = entry.keep(text) }
        case .transactionReference:
            if entry.reference.isEmpty { entry.setReference(text) }
        case .transactionSide: entry.details.isDebit = text.isDebit
        // The party before the one it acts for, and an account by its first number.
        case .debtor where entry.details.debtor.name.count == 0:
            entry.details.debtor.name = entry.keep(text)
        case .creditor where entry.details.creditor.name.count == 0:
            entry.details.creditor.name = entry.keep(text)
        case .debtorAccount where entry.details.debtor.account.count == 0:
            entry.details.debtor.account = entry.keep(text)
        case .creditorAccount where entry.details.creditor.account.count == 0:
            entry.details.creditor.account = entry.keep(text)
        case .remittance: entry.addToDetails(text)
        case .referenceType: entry.isQRReference = text.spells("QRR")
        case .structuredReference: entry.setStructuredReference(text)
        case .returnReason:
            entry.details.isReturn = true
            entry.addToDetails(text)
        default: break
        }
    }

    mutating func endInAmounts(_ field: CamtField, _ text: Bytes) {
        switch field {
        case .transactionAmount, .instructedAmount, .transactedAmount, .counterAmount:
            entry.endAmount(text)
        case .rate: entry.addRate(text.amount)
        case .rateUnit: entry.addRate(unit: text.string)
        case .charges:
            entry.charges.endRecord(isInDetails: entry.isInDetails, entryCurrency: entry.currency)
        case .chargesTotal:
            entry.charges.endTotal(
                text, isInDetails: entry.isInDetails, entryCurrency: entry.currency)
        default: entry.charges.end(field, text)
        }
    }

    mutating func endEntry(_ reader: XMLReader) {
        announce()
        guard let currency = statement?.tail.currency, let exponent = statement?.exponent,
            let account = statement?.account
        else { return }
        rowCount += 1
        var original: CamtAmount?
        if !entry.currency.isEmpty, !currency.isEmpty, entry.currency != currency {
            original = entry.convert(to: currency)
        } else {
            original = entry.original(besides: currency)
        }
        let isForeign =
            !entry.currency.isEmpty && !currency.isEmpty && entry.currency != currency
        let amount = entry.signed
        let minor = amount?.minorUnits(exponent: exponent)
        if minor == nil || !entry.hasIndicator || isForeign || entry.bookingDay == nil
            || !entry.badStatus.isEmpty || !entry.badPartAmount.isEmpty
        {
            for flaw in entry.flaws(exponent: exponent, currency: currency, isForeign) {
                rows.flaws.append((rows.count, flaw))
            }
        }
        let split = isForeign ? nil : entry.split()
        statement?.counts.count(entry, amount, isForeign: isForeign, split)
        rows.append(entry, minor ?? 0, account: account, end: reader.offset)
        if let original, !isForeign { rows.append(original, of: entry, in: currency) }
        if let split, entry.detailCount > 1 || split.charges != nil {
            rows.appendParts(entry, split, account: account, exponent: exponent)
        }
        if rows.count >= Limits.batchRows { flush() }
    }
}

extension CamtEntry {
    /// What is wrong with the entry.
    fileprivate func flaws(exponent: Int, currency: String, _ isForeign: Bool) -> [Flaw] {
        var flaws: [Flaw] = []
        if let amount = signed {
            if amount.minorUnits(exponent: exponent) == nil {
                let defect = amount.unitsDefect(exponent: exponent)
                flaws.append(Flaw(defect, line: line, found: amount.text, ["field": "Amt"]))
            }
        } else {
            flaws.append(Flaw(.amountMalformed, line: line, found: badAmount, ["field": "Amt"]))
        }
        if !badPartAmount.isEmpty {
            flaws.append(
                Flaw(.amountMalformed, line: line, found: badPartAmount, ["field": "TxDtls/Amt"]))
        }
        if !hasIndicator {
            flaws.append(Flaw(.fieldMissing, line: line, ["field": "CdtDbtInd"]))
        }
        if !badStatus.isEmpty {
            flaws.append(Flaw(.kindUnknown, line: line, found: badStatus, ["field": "Sts"]))
        }
        if isForeign {
            flaws.append(
                Flaw(.currencyUnknown, line: line, found: self.currency, ["expected": currency]))
        }
        if bookingDay == nil {
            flaws.append(
                badDay.isEmpty
                    ? Flaw(.fieldMissing, line: line, ["field": "BookgDt"])
                    : Flaw(.dateMalformed, line: line, found: badDay, ["field": "BookgDt"]))
        }
        return flaws
    }
}

extension BankRows {
    fileprivate mutating func append(
        _ entry: borrowing CamtEntry, _ amount: Int64, account: [UInt8], end: Int64
    ) {
        spans.append(
            Span(
                line: Int32(truncatingIfNeeded: entry.line), offset: entry.start,
                length: Int32(clamping: end - entry.start)))
        days.append(entry.bookingDay?.number ?? BankRows.missingDay)
        valueDays.append(entry.valueDay?.number ?? BankRows.missingDay)
        amounts.append(amount)
        status.append(entry.status)
        references.append(arena.append(entry.reference))
        let first = entry.parts.first
        payerReferences.append(arena.append(first?.reference ?? .empty, of: entry.arena))
        var party = CamtParty()
        // Several payers: the entry is nobody's alone.
        if let first, entry.detailCount == 1 {
            party = first.counterparty(
                isOut: entry.isDebit, isReturn: entry.isReversal, account: account, entry.arena)
        }
        counterparties.append(arena.append(party.name, of: entry.arena))
        ibans.append(arena.append(party.account, of: entry.arena))
        // What kind of entry it is, where nothing else says what it is.
        let isSilent = entry.text.isEmpty && party.name.count == 0
        texts.append(arena.append(isSilent ? entry.code : entry.text))
    }

    /// Appends the amount in another currency that the last entry came from.
    fileprivate mutating func append(
        _ original: CamtAmount, of entry: borrowing CamtEntry, in currency: String
    ) {
        guard let booked = entry.amount,
            let (money, rate) = original.original(booked: booked, in: currency)
        else { return }
        let signed = entry.isDebit ? Money(-money.minorUnits, money.currency) : money
        originals.append(BankOriginal(row: count - 1, money: signed, rate: rate))
    }

    /// Appends the transactions of the last entry that are posted one by one.
    fileprivate mutating func appendParts(
        _ entry: borrowing CamtEntry, _ split: CamtSplit, account: [UInt8], exponent: Int
    ) {
        for (part, amount) in entry.postableParts(split, exponent: exponent) {
            guard let part else {
                details.append(
                    BankDetail(
                        row: count - 1, amount: amount, payerReference: .empty,
                        counterparty: .empty, iban: .empty,
                        text: arena.append(entry.charges.text)))
                continue
            }
            let party = part.counterparty(
                isOut: amount < 0, isReturn: entry.isReversal, account: account, entry.arena)
            details.append(
                BankDetail(
                    row: count - 1, amount: amount,
                    payerReference: arena.append(part.reference, of: entry.arena),
                    counterparty: arena.append(party.name, of: entry.arena),
                    iban: arena.append(party.account, of: entry.arena),
                    text: arena.append(
                        part.text.count > 0
                            ? entry.arena[part.text]
                            : entry.textOfEach(isNamed: party.name.count > 0))))
        }
    }
}

extension Arena {
    /// Appends a slice of another's text.
    fileprivate mutating func append(_ slice: TextSlice, of other: borrowing Arena) -> TextSlice {
        if slice.count == 0 { return .empty }
        return other.bytes.withUnsafeBufferPointer { append(Bytes(rebasing: $0[slice.range])) }
    }
}
