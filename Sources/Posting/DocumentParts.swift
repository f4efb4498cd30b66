internal import Accounting
internal import Ledger

/// A part of a document on one account, before it is valued: its own currency, positive as the
/// lines of an invoice are.
struct DocumentPart {
    /// What it is to the tax of its code.
    enum TaxShare { case base, tax }

    var account: Int64
    var amount: Int64
    var code = ""
    var share: TaxShare?
    /// True on a tax account: the entry has those behind the others.
    var isTax = false
    /// The account that the tax moves to with the payment.
    var dueAccount: Int64?
    /// The place of its line in the document, where it is for goods received.
    var goods: Int?
}

/// A document's parts in the books' currency: by account for the entry, by code for the taxes.
struct ValuedParts {
    var lines = OrderedSums()
    var taxes = OrderedSums()
    /// Bases and taxes by code, in the order the codes first came.
    var codes: [(code: String, base: Int64, tax: Int64)] = []
    /// Taxes that wait for the payment.
    var waiting: [(waiting: Int64, account: Int64, amount: Int64)] = []
    /// What lines are for goods received, by their places.
    var goods: [(line: Int, account: Int64, amount: Int64)] = []

    /// Values parts so that they add to `whole`: each is what the sum of all before it lacks.
    init(_ parts: [DocumentPart], of whole: BooksAmount) {
        var told: Int64 = 0
        for part in parts {
            let amount = whole.part(from: told, to: told + part.amount)
            told += part.amount
            if part.isTax {
                taxes.add(part.account, amount, own: part.amount)
            } else {
                lines.add(part.account, amount, own: part.amount)
            }
            if let share = part.share { count(part.code, share, amount) }
            if let due = part.dueAccount { wait(part.account, due, amount) }
            if let line = part.goods { count(goods: line, part.account, amount) }
        }
    }

    /// One sum for an account and the one it moves to: each moves with the document's payments.
    private mutating func wait(_ account: Int64, _ due: Int64, _ amount: Int64) {
        let known = waiting.firstIndex { $0.waiting == account && $0.account == due }
        guard let known else { return waiting.append((account, due, amount)) }
        waiting[known].amount += amount
    }

    private mutating func count(goods line: Int, _ account: Int64, _ amount: Int64) {
        if let last = goods.indices.last, goods[last].line == line {
            goods[last].amount += amount
        } else {
            goods.append((line, account, amount))
        }
    }

    private mutating func count(_ code: String, _ share: DocumentPart.TaxShare, _ amount: Int64) {
        let index = codes.firstIndex { $0.code == code } ?? codes.endIndex
        if index == codes.endIndex { codes.append((code, 0, 0)) }
        switch share {
        case .base: codes[index].base += amount
        case .tax: codes[index].tax += amount
        }
    }
}

/// Sums by account in the order the accounts first came, in the books' currency and in another.
struct OrderedSums {
    private(set) var pairs: [(account: Int64, amount: Int64, own: Int64)] = []

    mutating func add(_ account: Int64, _ amount: Int64, own: Int64) {
        if let index = pairs.firstIndex(where: { $0.account == account }) {
            pairs[index].amount += amount
            pairs[index].own += own
        } else {
            pairs.append((account, amount, own))
        }
    }
}

extension Poster {
    /// The parts of a document's lines: net to the line's account, tax to its own; of a tax that
    /// is recovered in part the rest stays with the net; rounding of what is due to its role.
    func parts(_ draft: DocumentDraft) throws -> [DocumentPart] {
        var parts: [DocumentPart] = []
        for (index, line) in draft.lines.enumerated() {
            var own = try self.parts(line)
            if books.chart[line.account]?.role == .goodsReceived {
                for place in own.indices where !own[place].isTax { own[place].goods = index }
            }
            parts += own
        }
        if draft.rounding != 0 {
            parts.append(DocumentPart(account: try account(.rounding), amount: draft.rounding))
        }
        return parts
    }

    private func parts(_ line: DocumentLine) throws -> [DocumentPart] {
        let account = try session.account(line.account)
        guard let tax = books.taxes[line.taxCode] else {
            return [DocumentPart(account: account, amount: line.gross)]
        }
        func base(_ amount: Int64) -> DocumentPart {
            DocumentPart(account: account, amount: amount, code: tax.code, share: .base)
        }
        func taxed(_ code: String, _ amount: Int64, _ share: DocumentPart.TaxShare?) throws
            -> DocumentPart
        {
            DocumentPart(
                account: try session.account(code), amount: amount, code: tax.code, share: share,
                isTax: true)
        }
        switch tax.kind {
        case .exempt: return [base(line.gross)]
        case .reverse:
            let amount = tax.rate.tax(onNet: line.net)
            var parts = [base(line.gross), try taxed(tax.account, amount, .tax)]
            if let other = tax.waitingAccount { parts.append(try taxed(other, -amount, nil)) }
            return parts
        case .output, .input:
            let recoverable = Int64(
                clamping: roundedHalfAway(
                    Int128(line.tax) * Int128(tax.recoverablePercent), over: 100))
            var parts = [base(line.net)]
            if recoverable != line.tax {
                parts.append(DocumentPart(account: account, amount: line.tax - recoverable))
            }
            if tax.dueOnPayment, let other = tax.waitingAccount {
                var waiting = try taxed(other, recoverable, .tax)
                waiting.dueAccount = try session.account(tax.account)
                parts.append(waiting)
            } else {
                parts.append(try taxed(tax.account, recoverable, .tax))
            }
            return parts
        }
    }
}
