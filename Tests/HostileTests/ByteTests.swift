import Formats
import Importers
import Testing

/// D5 · Any one byte of a camt removed, doubled or changed: refused, told of, or the money that
/// posts is what it was.
@Suite("D5: bytes that were changed")
struct ByteTests {
    private static let others: [UInt8] = [60, 62, 38, 34, 48, 0, 0x80, 0xFF]

    @Test("every byte, in every way")
    func everyByte() throws {
        let statement = try #require(Statement.long.first)
        let bytes = try statement.bytes()
        let layout = try statement.layout()
        let whole = try Reading(bytes, layout)
        #expect(whole.isSilent && whole.posted.amounts.count >= 2)
        var harness = Harness("D5")
        for position in bytes.indices where Harness.isLong || position % 4 == 1 {
            for (form, changed) in ByteTests.changed(bytes, position) {
                harness.count()
                let reading = try Reading(changed, layout, accounts: whole.accounts)
                if reading.isSilent, !isSameMoney(reading, whole, bytes, position) {
                    harness.violate("byte \(position) \(form)")
                }
            }
        }
        harness.finish(floor: Harness.isLong ? 75_000 : 19_000)
    }

    private static func changed(_ bytes: [UInt8], _ position: Int) -> [(String, [UInt8])] {
        let (before, after) = (Array(bytes[..<position]), bytes[(position + 1)...])
        var forms = [
            ("removed", before + after),
            ("doubled", before + [bytes[position]] + bytes[position...]),
        ]
        for other in others where other != bytes[position] {
            forms.append(("is \(other)", before + [other] + after))
        }
        return forms
    }

    /// Texts and references may differ, a day where its own byte was changed; a balance of a kind
    /// there is not (`OPBX`) proves nothing, and a batch whose details are not all in the account's
    /// currency posts as one: the money is the same.
    private func isSameMoney(
        _ reading: Reading, _ whole: Reading, _ bytes: [UInt8], _ position: Int
    ) -> Bool {
        let (left, right) = (reading.posted, whole.posted)
        let tag = bytes[..<position].lastIndex(of: UInt8(ascii: "<")) ?? 0
        func isIn(_ name: String) -> Bool { bytes[tag...].starts(with: "<\(name)>".utf8) }
        return left.amounts == right.amounts && (left.days == right.days || isIn("Dt"))
            && (left.statements == right.statements || isIn("Cd")) && reading.shown == whole.shown
    }
}
