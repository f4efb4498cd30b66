internal import Accounting

/// The FITIDs of a statement: one that stands on rows that differ identifies none of them.
///
/// Rows already handed over cannot be changed any more: a FITID that comes again after them is a
/// flaw of the later row.
struct OFXIdentities {
    /// The most rows of one statement; their identities are held.
    static let mostRows = 2_000_000
    /// FITIDs of the rows being gathered; -1 where it identifies nothing.
    private var gathered: [[UInt8]: Int] = [:]
    private var handedOver: Set<UInt64> = []

    /// Gives the last row of `rows` its reference.
    mutating func identify(_ fitID: [UInt8], _ rows: inout BankRows, line: Int) -> Flaw? {
        let row = rows.count - 1
        guard !fitID.isEmpty else { return nil }
        if handedOver.contains(OFXIdentities.hash(fitID)) {
            return Flaw(
                .malformed, line: line, found: String(decoding: fitID, as: UTF8.self),
                ["reason": "its FITID stands on an earlier row"])
        }
        guard let first = gathered[fitID] else {
            gathered[fitID] = row
            rows.references[row] = rows.arena.append(fitID)
            return nil
        }
        if first >= 0, isSame(rows, first, row) {
            rows.references[row] = rows.references[first]
        } else {
            // Rows that are the same share one reference.
            let shared = first >= 0 ? rows.references[first] : .empty
            for twin in 0..<row where first >= 0 && rows.references[twin] == shared {
                rows.references[twin] = .empty
            }
            gathered[fitID] = -1
        }
        return nil
    }

    mutating func handOver() {
        for fitID in gathered.keys { handedOver.insert(OFXIdentities.hash(fitID)) }
        gathered.removeAll(keepingCapacity: true)
    }

    private func isSame(_ rows: BankRows, _ first: Int, _ second: Int) -> Bool {
        rows.days[first] == rows.days[second] && rows.amounts[first] == rows.amounts[second]
            && rows.arena[rows.texts[first]] == rows.arena[rows.texts[second]]
    }

    /// FNV-1a, 64 bits.
    private static func hash(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0100_0000_01B3 }
    }
}
