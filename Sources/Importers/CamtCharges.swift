internal import Accounting
internal import Formats

/// The charges of an entry and of its transactions.
///
/// A charge may be in the entry's amount or merely announced; `ChrgInclInd` says which, and where
/// it does not, the sums do: charges count only where they make up the difference between an entry
/// and its transactions to the cent.
struct CamtCharges {
    /// Where a sum is from: the order in which sums are tried.
    private enum Source: UInt8 {
        case entryRecords, entryTotal, detailRecords, detailTotal
    }

    /// The longest text of the names of an entry's charges, in bytes.
    private static let longestNames = 100

    /// Money out negative.
    private var sums: [(source: Source, sum: Exact)] = []
    private var record = Record()
    private var names: [UInt8] = []
    /// Charges that are announced and not in the amount, of the entry and of its transactions.
    private var announces = (entry: false, details: false)
    private var isUsed = false

    private struct Record {
        var amount: Exact?
        var isOut = true
        var isAnnounced = false
        var currency = ""
    }

    mutating func removeAll() {
        guard isUsed else { return }
        sums.removeAll(keepingCapacity: true)
        names.removeAll(keepingCapacity: true)
        record = Record()
        announces = (false, false)
        isUsed = false
    }

    mutating func begin() {
        record = Record()
        isUsed = true
    }

    mutating func setCurrency(_ currency: String) { record.currency = currency }

    mutating func end(_ field: CamtField, _ text: Bytes) {
        switch field {
        case .chargeAmount: record.amount = text.amount
        case .chargeSide: record.isOut = !text.spells("CRDT")
        case .chargeIsIncluded: record.isAnnounced = text.isFalse
        case .chargeName where !record.isAnnounced:
            let room = CamtCharges.longestNames - names.count
            guard !text.isEmpty, text.count < room else { return }
            // Each name once: the charges of a batch are alike.
            let known = names.split(separator: 32)
            if known.contains(where: { $0.elementsEqual(text) }) { return }
            CamtEntry.join(&names, text)
        default: break
        }
    }

    /// Takes a total of the charges and their taxes, which has no side: money out.
    mutating func endTotal(_ text: Bytes, isInDetails: Bool, entryCurrency: String) {
        guard let amount = text.amount, isIn(entryCurrency) else { return }
        add(-amount, isInDetails ? .detailTotal : .entryTotal)
        record.currency = ""
    }

    /// Takes the charge that was read, if there was one.
    mutating func endRecord(isInDetails: Bool, entryCurrency: String) {
        defer { record = Record() }
        if record.isAnnounced {
            if isInDetails { announces.details = true } else { announces.entry = true }
            return
        }
        guard let amount = record.amount, isIn(entryCurrency) else { return }
        add(record.isOut ? -amount : amount, isInDetails ? .detailRecords : .entryRecords)
    }

    private func isIn(_ currency: String) -> Bool {
        record.currency.isEmpty || record.currency == currency
    }

    private mutating func add(_ amount: Exact, _ source: Source) {
        if let index = sums.firstIndex(where: { $0.source == source }) {
            sums[index].sum.add(amount)
        } else {
            sums.append((source, amount))
        }
    }

    /// The charges that make `sum`, what the transactions come to, the `entry`, money out negative
    /// in all of them; nil where none do.
    func difference(between entry: Exact, _ sum: Exact) -> Exact? {
        guard !sums.isEmpty else { return nil }
        let usable = sums.filter { source, _ in
            switch source {
            case .entryTotal: !announces.entry
            case .detailTotal: !announces.details
            case .entryRecords, .detailRecords: true
            }
        }
        return usable.sorted { $0.source.rawValue < $1.source.rawValue }.map(\.sum)
            .first { charges in
                var total = sum
                total.add(charges)
                return charges.mantissa != 0 && total.equals(entry)
            }
    }

    /// What a bookkeeper reads of them: `Charges` with the codes of type and bearer.
    var text: [UInt8] { Array("Charges".utf8) + (names.isEmpty ? [] : [32] + names) }
}
