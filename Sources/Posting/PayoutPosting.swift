internal import Accounting
internal import Ledger
internal import Validation

extension Poster {
    func post(_ rows: [PayoutRow]) throws {}
}
