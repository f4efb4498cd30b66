internal import Accounting
internal import Formats

/// The details of one transaction of an entry as they are read; texts are slices of the entry's.
struct CamtDetails {
    /// In the entry's currency.
    private(set) var amount: Exact?
    private var kind = CamtAmount.Kind.instructed
    var isDebit: Bool?
    /// True where the transaction was sent back (`RtrInf`).
    var isReturn = false
    var payerReference = TextSlice.empty
    var structuredReference = TextSlice.empty
    var debtor = CamtParty()
    var creditor = CamtParty()
    var text = TextSlice.empty

    /// True where the amount is what was ordered; what was moved may differ.
    var isOrdered: Bool { amount != nil && kind == .instructed }

    /// Takes an amount in the entry's currency: what is booked goes before what was ordered.
    mutating func set(_ text: Bytes, _ kind: CamtAmount.Kind) {
        guard amount == nil || kind.rawValue < self.kind.rawValue else { return }
        amount = text.amount
        self.kind = kind
    }

    /// The structured reference of the creditor, else that of the payer.
    var reference: TextSlice {
        structuredReference.count == 0 ? payerReference : structuredReference
    }

    /// The other party of a transaction.
    ///
    /// The debtor of money in, the creditor of money out; but never the account itself. What is
    /// sent back names its parties as they were at first, mostly: of both the other one then, and
    /// if there is but one, that one.
    /// - Parameter account: the number of the statement's account.
    func counterparty(isOut: Bool, isReturn: Bool, account: [UInt8], _ arena: Arena) -> CamtParty {
        let (usual, other) = isOut ? (creditor, debtor) : (debtor, creditor)
        if arena.has(account, at: usual.account) { return other }
        guard isReturn || self.isReturn, !other.isEmpty else { return usual }
        return arena.has(account, at: other.account) && !usual.isEmpty ? usual : other
    }
}

/// A party of a transaction: its name and its account's number.
struct CamtParty {
    var name = TextSlice.empty
    var account = TextSlice.empty

    var isEmpty: Bool { name.count == 0 && account.count == 0 }
}

extension Arena {
    /// True where a slice has these bytes, and they are some.
    fileprivate func has(_ bytes: [UInt8], at slice: TextSlice) -> Bool {
        guard slice.count > 0, Int(slice.count) == bytes.count else { return false }
        for index in 0..<bytes.count where self.bytes[Int(slice.start) + index] != bytes[index] {
            return false
        }
        return true
    }
}
