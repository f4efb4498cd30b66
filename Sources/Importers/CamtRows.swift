internal import Accounting
internal import Formats

extension CamtMessage {
    mutating func endInEntry(_ field: CamtField, _ text: Bytes) {
        switch field {
        case .amount:
            entry.amount = text.amount
            if entry.amount == nil { entry.badAmount = text.string }
        case .side:
            entry.isDebit = text.isDebit
            entry.hasIndicator = text.spells("DBIT") || text.spells("CRDT")
        case .status:
            if !text.isEmpty { entry.setStatus(text) }
        case .bookingDay:
            entry.bookingDay = text.day
            if entry.bookingDay == nil { entry.badDay = text.string }
        case .valueDay: entry.valueDay = text.day
        case .reference: entry.setReference(text)
        case .information: entry.add(text)
        default: break
        }
    }

    mutating func endInDetails(_ field: CamtField, _ text: Bytes) {
        switch field {
        case .endToEndID:
            if !text.spells("NOTPROVIDED") { entry.details.payerReference = entry.keep(text) }
        case .transactionReference:
            if entry.reference.isEmpty { entry.setReference(text) }
        case .transactionAmount: entry.details.amount = text.amount
        case .innerAmount:
            if entry.details.amount == nil { entry.details.amount = text.amount }
        case .transactionSide: entry.details.isDebit = text.isDebit
        case .debtor: entry.details.debtor = entry.keep(text)
        case .creditor: entry.details.creditor = entry.keep(text)
        case .debtorIBAN: entry.details.debtorIBAN = entry.keep(text)
        case .creditorIBAN: entry.details.creditorIBAN = entry.keep(text)
        case .remittance: entry.addToDetails(text)
        case .structuredReference: entry.details.structuredReference = entry.keep(text)
        default: break
        }
    }

    mutating func endEntry(_ reader: XMLReader) {
        announce()
        guard let currency = statement?.tail.currency, let exponent = statement?.exponent
        else { return }
        rowCount += 1
        let isForeign =
            !entry.currency.isEmpty && !currency.isEmpty && entry.currency != currency
        let amount = entry.signed
        let minor = amount?.minorUnits(exponent: exponent)
        if minor == nil || !entry.hasIndicator || isForeign || entry.bookingDay == nil {
            for flaw in entry.flaws(exponent: exponent, currency: currency, isForeign) {
                rows.flaws.append((rows.count, flaw))
            }
        }
        statement?.counts.count(entry, amount, isForeign: isForeign)
        rows.append(entry, minor ?? 0, end: reader.offset)
        if !isForeign { rows.appendParts(entry, exponent: exponent) }
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
        if !hasIndicator {
            flaws.append(Flaw(.fieldMissing, line: line, ["field": "CdtDbtInd"]))
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
    fileprivate mutating func append(_ entry: borrowing CamtEntry, _ amount: Int64, end: Int64) {
        spans.append(
            Span(
                line: Int32(truncatingIfNeeded: entry.line), offset: entry.start,
                length: Int32(clamping: end - entry.start)))
        days.append(entry.bookingDay?.number ?? BankRows.missingDay)
        valueDays.append(entry.valueDay?.number ?? BankRows.missingDay)
        amounts.append(amount)
        status.append(entry.status)
        references.append(arena.append(entry.reference))
        payerReferences.append(arena.append(entry.arena[entry.payerReference]))
        let party = entry.isDebit ? entry.creditor : entry.debtor
        counterparties.append(arena.append(entry.arena[party]))
        let iban = entry.isDebit ? entry.creditorIBAN : entry.debtorIBAN
        ibans.append(arena.append(entry.arena[iban]))
        texts.append(arena.append(entry.text))
    }

    /// Appends the transactions of the last entry that are posted one by one.
    fileprivate mutating func appendParts(_ entry: borrowing CamtEntry, exponent: Int) {
        for (part, amount) in entry.postableParts(exponent: exponent) {
            let isOut = amount < 0
            let party = isOut ? part.creditor : part.debtor
            let iban = isOut ? part.creditorIBAN : part.debtorIBAN
            details.append(
                BankDetail(
                    row: count - 1, amount: amount,
                    payerReference: arena.append(entry.arena[part.reference]),
                    counterparty: arena.append(entry.arena[party]),
                    iban: arena.append(entry.arena[iban]),
                    text: arena.append(entry.arena[part.text])))
        }
    }
}
