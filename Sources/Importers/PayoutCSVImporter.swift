internal import Accounting
internal import Formats

/// Reads payouts.
final class PayoutCSVImporter: Importer {
    init(_ layout: SourceLayout) {}

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        emit(.refused(Flaw(.malformed, line: 1)))
    }

    func drain(_ emit: (Draft) -> Void) {}
}
