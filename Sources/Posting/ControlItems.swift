internal import Accounting
internal import Ledger
internal import Validation

/// A posting on a control account, from which its item is made.
struct ControlLine {
    var account: Int64
    /// As the control account sees it: debit positive.
    var amount: Int64
    /// nil in the books' currency.
    var original: Money?
    var party: String
    /// The item's own number.
    var document: String
    /// The document it is set against, where it names one.
    var target = ""
    var documentDay: Day
    var due: Day?
    var line: Int64
}

extension Poster {
    /// Keeps the items of an entry's postings on control accounts (receivable, payable, payroll,
    /// the clearing accounts of payment services), so that the sub-ledger is the account; lines of
    /// other accounts are passed over.
    ///
    /// A line that names a document is set against what is open of it, with the opposite sign;
    /// documents that wait for one of its number find it.
    /// - Parameters:
    ///   - kind: what the items are: `journal`, `opening`, a recipe's name.
    ///   - day: the entry's posting day.
    /// - Returns: the items as the book holds them.
    @discardableResult
    func appendControlItems(
        _ lines: [ControlLine], entry: Int64, kind: String, day: Day
    ) throws -> [ItemRecord] {
        try lines.filter { isControl($0.account) }.map { line in
            let isCleared = isClearing(line.account)
            var item = ItemRecord(
                entry: entry, account: line.account,
                party: isCleared ? "" : standing(line.party, on: line.documentDay),
                document: line.document,
                kind: kind, instalment: 1, day: day, documentDay: line.documentDay, due: line.due,
                amount: line.amount, currency: (line.original?.currency ?? books.currency).code,
                original: line.original?.minorUnits, file: file.id, line: line.line,
                target: line.target)
            item.id = try session.append(item)
            if isCleared {
                try settleClearing(item)
                return item
            }
            var open = OpenItem(whole: item)
            if !item.target.isEmpty { _ = try allocate(&open, to: item.targets) }
            if !open.isSettled { try allocateWaiting(to: open) }
            return item
        }
    }

    /// True for an account whose every posting is an item.
    func isControl(_ account: Int64) -> Bool {
        books.isItemised(session.code(of: account))
    }

    /// The id that a party's rows of a day stand under, the name itself for nobody known.
    func standing(_ name: String, on day: Day) -> String {
        guard let party = books.parties.find(name) else { return name }
        return books.parties.standing(for: party, on: day).id
    }

    /// Keeps the bases and taxes of an entry by tax code, in the books' currency.
    ///
    /// What stands on the tax's own accounts, its waiting account included: for a tax that is
    /// recovered in part the part alone, so that they sum to the accounts' movement
    /// (DEFINITIONS §6); its base is the whole net. Positive for what is sold and bought, negative
    /// for what takes it back; a reverse charge counts once.
    func appendTaxLines(_ lines: [(code: String, base: Int64, tax: Int64)], entry: Int64) throws {
        for line in lines where line.base != 0 || line.tax != 0 {
            try session.append(
                TaxLineRecord(entry: entry, code: line.code, base: line.base, tax: line.tax))
        }
    }
}
