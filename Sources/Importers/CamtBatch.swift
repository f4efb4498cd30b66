internal import Accounting

/// How the transactions of an entry make it up.
struct CamtSplit {
    /// Charges that lie between the transactions and the entry, money out negative.
    var charges: Exact?
    /// True where each transaction states the side opposite to its part in the entry: an entry
    /// that takes back others may list them as they were.
    var isTurned = false
}

/// The transactions of an entry beside the entry.
extension CamtEntry {
    /// How the transactions make up the entry; nil where they do not, or do not all state amounts.
    func split() -> CamtSplit? {
        guard detailCount > 0, let amount, let detailSum, let signed else { return nil }
        if amount.equals(detailSum) { return CamtSplit() }
        let sum = isDebit ? -detailSum : detailSum
        if let charges = charges.difference(between: signed, sum) {
            return CamtSplit(charges: charges)
        }
        return amount.equals(-detailSum) ? CamtSplit(isTurned: true) : nil
    }

    /// What the entry says of its batch and its transactions do not give.
    func batchFaults(_ split: CamtSplit?) -> [DeclaredTotal] {
        guard detailCount > 1 else { return [] }
        var faults: [DeclaredTotal] = []
        func compare(_ name: String, _ declared: Exact?, _ counted: Exact?) {
            guard let declared, let counted, !declared.equals(counted) else { return }
            faults.append(
                DeclaredTotal(name: name, declared: declared, counted: counted, line: line))
        }
        if split == nil, !isOrdered { compare("Ntry/Amt", amount, detailSum) }
        compare("Ntry/NbOfTxs", batchCount, Exact(mantissa: Int128(detailCount), scale: 0))
        // The sum of a batch is that of its transactions or what is booked of them.
        if let batchTotal, let amount, !batchTotal.equals(amount) {
            compare("Ntry/TtlAmt", batchTotal, detailSum)
        }
        return faults
    }

    /// The transactions to post one by one, and the charges between them and the entry (nil), in
    /// minor units, money in positive; none where there are too many.
    func postableParts(_ split: CamtSplit, exponent: Int) -> [(part: CamtDetails?, amount: Int64)] {
        guard parts.count == detailCount else { return [] }
        var postable: [(CamtDetails?, Int64)] = []
        postable.reserveCapacity(parts.count + 1)
        for part in parts {
            guard let units = part.amount?.minorUnits(exponent: exponent) else { return [] }
            let isOut = split.isTurned ? isDebit : part.isDebit ?? isDebit
            postable.append((part, isOut ? -units : units))
        }
        if let charges = split.charges {
            guard let units = charges.minorUnits(exponent: exponent) else { return [] }
            postable.append((nil, units))
        }
        return postable
    }
}
