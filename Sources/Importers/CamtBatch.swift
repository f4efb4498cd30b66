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

    /// What the entry says of its transactions and they do not give.
    func batchFaults(_ split: CamtSplit?) -> [DeclaredTotal] {
        guard let amount else { return [] }
        var faults: [DeclaredTotal] = []
        func tell(_ name: String, _ declared: Exact, _ counted: Exact) {
            faults.append(
                DeclaredTotal(name: name, declared: declared, counted: counted, line: line))
        }
        // The definition wants an amount of each: banks that state none of the only one write 0.
        let isUnstated = detailCount == 1 && detailSum?.mantissa == 0
        if detailCount > 0, split == nil, !isOrdered, !isUnstated, let detailSum {
            tell("Ntry/Amt", amount, detailSum)
        }
        // One transaction may stand for all of a batch, and none need be listed.
        let count = Exact(mantissa: Int128(detailCount), scale: 0)
        if detailCount > 1, let batchCount, !batchCount.equals(count) {
            tell("Ntry/NbOfTxs", batchCount, count)
        }
        // The sum of a batch is that of its transactions, or what is booked of them.
        let listed = detailCount > 0 ? detailSum ?? amount : amount
        if let batchTotal, !batchTotal.equals(amount), !batchTotal.equals(listed),
            charges.difference(
                between: isDebit ? -amount : amount, isDebit ? -batchTotal : batchTotal)
                == nil
        {
            tell("Ntry/TtlAmt", batchTotal, listed)
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
