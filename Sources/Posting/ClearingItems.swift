internal import Accounting
internal import Ledger

/// Items of clearing accounts: the business's own have no party, a payment service's its name.
///
/// An order stands there from its sale until the service reports it; the two find each other by
/// the order's number, whichever comes first, and never by their amounts alone.
extension Poster {
    /// True for the clearing account of a payment service.
    func isClearing(_ account: Int64) -> Bool {
        !books.services.isEmpty && books.isClearing(session.code(of: account))
    }

    /// The payment services of a clearing account, by name.
    func services(of account: Int64) -> [String] {
        let code = session.code(of: account)
        return books.services.filter { $0.clearing == code }.map(\.name)
    }

    /// Sets an item of a clearing account against what is open of its document: a sale against
    /// what the service reports, a refund against a refund, anything entered by hand against
    /// both; equal amounts first, then the oldest.
    func settleClearing(_ item: ItemRecord) throws {
        guard item.mayClear else { return }
        var open = OpenItem(whole: item)
        let documents = item.target.isEmpty ? [item.document] : item.targets
        var targets: [OpenItem] = []
        for document in documents where !document.isEmpty {
            for party in [""] + services(of: item.account) {
                targets += try session.items(
                    party: party, account: item.account, document: document
                ).filter { $0.item.id != item.id && item.clears($0) }
            }
        }
        let wanted = item.original.magnitude
        targets.sort { left, right in
            let (a, b) = (
                left.openOriginal.magnitude != wanted, right.openOriginal.magnitude != wanted
            )
            if a != b { return b }
            return (left.item.documentDay, left.item.id) < (right.item.documentDay, right.item.id)
        }
        try settle(&open, over: &targets)
    }

    /// Sets what a service lets go of, or brings over, against what it has kept: the oldest first.
    func settleKept(_ item: ItemRecord) throws {
        var open = OpenItem(whole: item)
        var targets = try session.items(
            party: item.party, account: item.account, document: item.document
        ).filter {
            $0.item.id != item.id && $0.item.isKept && $0.item.currency == item.currency
                && !$0.isSettled && ($0.openOriginal > 0) != (item.original > 0)
        }
        try settle(&open, over: &targets)
    }
}

extension ItemRecord {
    /// What the service keeps for later, under its kind: the number of a transaction says nothing.
    private static let keptKinds = Set(
        [PayoutKind.reserve, .reserveReleased, .carried].map(\.rawValue))
    private static let saleKinds = Set([PayoutKind.sale, .refund].map(\.rawValue))

    var isKept: Bool { !party.isEmpty && ItemRecord.keptKinds.contains(kind) }

    /// True for what a document's number may settle.
    var mayClear: Bool { !isKept && kind != PayoutKind.payout.rawValue }

    /// True for the shop's own sale or refund.
    private var isOwnSale: Bool { party.isEmpty && ItemRecord.saleKinds.contains(kind) }

    /// True where another item of the document, open with the other sign, is another's word on it.
    fileprivate func clears(_ other: OpenItem) -> Bool {
        guard other.item.mayClear, !other.isSettled, other.item.currency == currency,
            (other.openOriginal > 0) != (original > 0)
        else { return false }
        let isOneSide = other.item.party == party
        return !isOneSide || party.isEmpty && !(isOwnSale && other.item.isOwnSale)
    }
}
