internal import Accounting
internal import Ledger
internal import Validation

/// What kept a row's items from what the row names.
struct Unmet {
    /// Documents that the books do not hold.
    var unknown: [String] = []
    /// Documents in another currency, with it.
    var foreign: [(document: String, currency: String)] = []

    var isEmpty: Bool { unknown.isEmpty && foreign.isEmpty }
}

extension Poster {
    // MARK: Stated targets

    /// Sets an item against the documents it names, oldest due first.
    /// - Returns: false where the books do not hold one of them in its currency.
    @discardableResult
    func allocate(_ item: ItemRecord, to document: String) throws -> Bool {
        var open = OpenItem(whole: item)
        return try allocate(&open, to: ItemRecord.documents(document)).isEmpty
    }

    /// Sets what is open of an item against documents, oldest due first; what a payment leaves
    /// within the tolerance, on them or on itself, is rounded off.
    func allocate(_ open: inout OpenItem, to documents: [String]) throws -> Unmet {
        var unmet = Unmet()
        var targets: [OpenItem] = []
        for document in documents {
            let known = try items(of: document, like: open.item)
            let same = known.filter { $0.item.currency == open.item.currency }
            if known.isEmpty {
                unmet.unknown.append(document)
            } else if let other = known.first, same.isEmpty {
                unmet.foreign.append((document, other.item.currency))
            }
            targets += same
        }
        targets.sort { ($0.item.turn, $0.item.id) < ($1.item.turn, $1.item.id) }
        try settle(&open, over: &targets)
        let leavesNothing = targets.allSatisfy(\.isSettled)
        if unmet.isEmpty, leavesNothing, open.item.isMoney {
            try roundOff(&open, day: open.item.day)
        }
        return unmet
    }

    /// Sets an item against others of its currency, in their order.
    /// - Returns: the item with what is left of it.
    @discardableResult
    func allocate(_ item: ItemRecord, over targets: [OpenItem]) throws -> OpenItem {
        var open = OpenItem(whole: item)
        var targets = targets
        try settle(&open, over: &targets)
        return open
    }

    /// Sets what is open of an item against others of its currency and of the other sign, in their
    /// order; what money leaves of one of them within the tolerance is rounded off.
    func settle(_ open: inout OpenItem, over targets: inout [OpenItem]) throws {
        for index in targets.indices where open.openOriginal != 0 {
            let there = targets[index].openOriginal
            guard there != 0, (there > 0) != (open.openOriginal > 0) else { continue }
            let share = there.magnitude < open.openOriginal.magnitude ? there : -open.openOriginal
            try match(&targets[index], &open, original: share)
            if open.isSettled, open.item.isMoney, targets[index].item.isDocument {
                try roundOff(&targets[index], day: open.item.day)
            }
        }
    }

    /// What an item may be set against of a document, whatever its currency, of parties merged
    /// into its own too: money pays documents, a journal line may clear a payment.
    func items(of document: String, like item: ItemRecord) throws -> [OpenItem] {
        try named(document, by: item).filter {
            $0.item.isDocument || $0.item.isMoney && !item.isMoney
        }
    }

    private func named(_ document: String, by item: ItemRecord) throws -> [OpenItem] {
        guard !document.isEmpty else { return [] }
        return try books.parties.ids(of: item.party, on: item.day).flatMap { party in
            try session.items(party: party, account: item.account, document: document)
        }.filter { $0.item.id != item.id }
    }

    // MARK: Unique matches

    /// Money that names no document pays the only item of its party that is open by its amount,
    /// else the only one within the tolerance; what was prepaid finds its payment likewise.
    func allocateUnique(_ item: ItemRecord) throws {
        var items = [OpenItem(whole: item)]
        try allocateUnique(&items)
    }

    /// - Parameter items: money, then what settled beside it.
    func allocateUnique(_ items: inout [OpenItem]) throws {
        guard var whole = items.first else { return }
        whole.open = items.reduce(0) { $0 + $1.open }
        whole.openOriginal = items.reduce(0) { $0 + $1.openOriginal }
        guard let found = try unique(whole) else { return }
        var targets = [found]
        for index in items.indices.reversed() { try settle(&items[index], over: &targets) }
        if whole.item.isMoney { try roundOff(&items[0], day: whole.item.day) }
    }

    /// The only item of the other sort that is open by what is open of this one.
    private func unique(_ open: OpenItem) throws -> OpenItem? {
        let wanted = -open.openOriginal
        let exact = try candidates(open, wanted...wanted)
        guard exact.isEmpty, settings.tolerance > 0, open.item.isMoney, open.open != 0 else {
            return exact.count == 1 ? exact.first : nil
        }
        // The tolerance is in the books' currency: twice as much of the item's own, at its rate,
        // holds all that is within it at the other's.
        let reach = Int64(
            clamping: Int128(settings.tolerance) * 2 * Int128(open.openOriginal.magnitude)
                / Int128(open.open.magnitude) + 1)
        let near = try candidates(open, wanted - reach...wanted + reach).filter { other in
            let rest =
                other.openOriginal.magnitude > wanted.magnitude
                ? other.open - other.relief(wanted)
                : open.open - open.relief(-other.openOriginal)
            return rest.magnitude <= settings.tolerance.magnitude
        }
        return near.count == 1 ? near.first : nil
    }

    private func candidates(_ open: OpenItem, _ range: ClosedRange<Int64>) throws -> [OpenItem] {
        try books.parties.ids(of: open.item.party, on: open.item.day).flatMap { party in
            try session.openItems(
                party: party, account: open.item.account, currency: open.item.currency,
                open: range)
        }.filter {
            $0.item.id != open.item.id && $0.openOriginal != 0
                && ($0.openOriginal > 0) != (open.openOriginal > 0)
                && (open.item.isMoney
                    ? $0.item.isDocument : $0.item.isMoney && $0.item.target.isEmpty)
        }
    }

    // MARK: What came before

    /// A document arrives after payments and credit notes that name it.
    /// - Returns: the document with what is left open of it.
    @discardableResult
    func allocateWaiting(to arrived: OpenItem) throws -> OpenItem {
        let item = arrived.item
        guard !item.document.isEmpty, item.isDocument else { return arrived }
        var open = arrived
        for party in books.parties.ids(of: item.party, on: item.day) {
            let waiting = try session.openItems(
                party: party, account: item.account, naming: item.document
            ).filter { $0.item.id != item.id && $0.item.currency == item.currency }
            // What settles beside money goes first: the money's cents are then the last.
            for waiting in waiting.filter({ !$0.item.isMoney }) + waiting.filter(\.item.isMoney) {
                guard !open.isSettled else { return open }
                var waiting = waiting
                var targets = [open]
                try settle(&waiting, over: &targets)
                open = targets[0]
                if waiting.item.isMoney, waiting.item.targets.count == 1, open.isSettled {
                    try roundOff(&waiting, day: item.day)
                }
            }
        }
        return open
    }

    // MARK: Taking back

    /// A payment that comes back opens what it had paid, the last due first: the allocation is
    /// taken back on the day of the undoing item, and the two payments are set against each other.
    ///
    /// - Parameter documents: payments that came back, or documents that are open again.
    func takeBack(_ item: inout OpenItem, of documents: [String]) throws -> Unmet {
        var unmet = Unmet()
        for document in documents {
            let known = try named(document, by: item.item).filter {
                $0.item.isDocument || $0.item.isOfSort(item.item)
            }
            let same = known.filter { $0.item.currency == item.item.currency }
            if known.isEmpty {
                unmet.unknown.append(document)
            } else if let other = known.first, same.isEmpty {
                unmet.foreign.append((document, other.item.currency))
            }
            for target in same.reversed() where item.openOriginal != 0 {
                // What is unapplied of a payment that came back, or a credit paid out.
                var rest = [target]
                try settle(&item, over: &rest)
                try takeBack(&item, rest[0])
            }
        }
        return unmet
    }

    /// Takes back what a document and payments of the undoing item's sort were set against.
    private func takeBack(_ item: inout OpenItem, _ target: OpenItem) throws {
        let isDocument = target.item.isDocument
        for (other, standing) in try session.allocations(of: target.item.id)
        where item.openOriginal != 0
            && (isDocument ? other.item.isOfSort(item.item) : other.item.isDocument)
            && (other.item.original > 0) != (target.item.original > 0)
        {
            guard
                var document = try session.item((isDocument ? target : other).item.id),
                var payment = try session.item((isDocument ? other : target).item.id),
                (document.item.original > 0) == (item.openOriginal > 0)
            else { continue }
            let part = min(item.openOriginal.magnitude, standing.magnitude)
            let signed = item.openOriginal > 0 ? Int64(part) : -Int64(part)
            try match(&document, &payment, original: -signed, undoing: item.item.day)
            try match(&item, &payment, original: signed)
        }
    }
}

extension ItemRecord {
    /// The day that gives an item its turn: the oldest due first.
    fileprivate var turn: Day { due ?? documentDay }
}
