import Accounting
import Formats
import Glibc
import Importers
import Testing

/// D1 to D3 · Documents that mean harm end in a finding or harm nothing, within a second each.
@Suite("D1, D2, D3: hostile XML")
struct XMLAttackTests {
    /// Processor time of this thread in seconds: what a busy machine does not change.
    private static func seconds() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }

    @Test("each ends as it must, in a second")
    func attacks() throws {
        var harness = Harness("D1-D3")
        var layout = SourceLayout(
            format: .camt, numbers: .plain, currency: try #require(Currency("EUR")))
        layout.encoding = nil
        let plain = try Reading(PlainCamt.text().utf8, layout)
        #expect(plain.posted.amounts == [-1000])
        for attack in XMLAttack.all {
            for size in attack.bytes.count > 1 << 17 ? [1 << 18] : [1 << 18, 1, 1000] {
                harness.count()
                let start = XMLAttackTests.seconds()
                let reading = try Reading(attack.bytes, layout, pieces: size)
                let took = XMLAttackTests.seconds() - start
                if took > 1 { harness.violate("\(attack.name) took \(took) s") }
                if !isFine(reading, attack, plain) {
                    harness.violate(
                        "\(attack.name) by \(size): \(reading.refusal.map { "\($0)" } ?? "read")")
                }
            }
        }
        harness.finish(floor: 300)
    }

    private func isFine(_ reading: Reading, _ attack: XMLAttack, _ plain: Reading) -> Bool {
        switch attack.end {
        case .doctype: reading.refusal?.defect == .doctype
        case .refused: reading.refusal != nil
        case .harmless:
            reading.refusal != nil
                || reading.posted.amounts == plain.posted.amounts
                    && reading.posted.days == plain.posted.days
                    && reading.posted.statements == plain.posted.statements
        }
    }
}
