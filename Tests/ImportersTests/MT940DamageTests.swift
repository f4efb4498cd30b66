internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

@Suite("MT940: damaged and hostile files")
struct MT940DamageTests {
    /// What a statement holds: enough to see that none of it was lost.
    private func told(_ tail: StatementTail) -> String {
        let closing = tail.closing?.minorUnits(exponent: 2)
        return "\(tail.id) \(tail.entries) \(tail.booked.text) \(closing.map { "\($0)" } ?? "-")"
    }

    /// True where something says that the file is not as it should be.
    private func isReported(_ imported: Imported) -> Bool {
        imported.refusal != nil || !imported.defects.isEmpty
            || imported.tails.contains { tail in
                tail.addsUp == false || !tail.flaws.isEmpty
                    || tail.declared.contains { !$0.declared.equals($0.counted) }
            }
    }

    /// Every prefix of a file is refused, flawed, or holds whole statements.
    ///
    /// Two things nothing can tell: a cut between two messages (the format has no end of file),
    /// and the end of an interim report without an envelope (its totals are optional).
    @Test("a file cut anywhere never gives fewer rows in silence", arguments: MT940Sample.files)
    func truncation(name: String) throws {
        let bytes = try MT940Sample.bytes(name)
        let whole = try importing(bytes, layout(.mt940)).tails.map(told)
        var silent = 0
        for count in 0..<bytes.count {
            let imported = try importing(Array(bytes[..<count]), layout(.mt940))
            guard !isReported(imported) else { continue }
            let given = imported.tails.map(told)
            #expect(given == Array(whole.prefix(given.count)), "cut at \(count)")
            if given.count < whole.count { silent += 1 }
        }
        // Between the two envelopes: behind `-`, `-}` and the line end.
        #expect(silent == (name == "dutch-envelopes.940" ? 3 : 0))
    }

    @Test("an interim report in an envelope that does not end is cut")
    func cutInterim() throws {
        let text = "{1:F01X}{2:O942X}{4:\n:20:X\n:25:1\n:34F:EUR0,\n:61:260101C1,NMSC\n"
        let imported = try importing(text, layout(.mt940))
        #expect(imported.tails.flatMap(\.flaws).map(\.defect) == [.truncated])
        #expect(try importing(text + "-}", layout(.mt940)).tails.flatMap(\.flaws).isEmpty)
    }

    /// Positions of the digits of amounts, balances and counts.
    private func digits(of bytes: [UInt8]) -> [Int] {
        var found: [Int] = []
        var start = 0
        let lines = bytes.split(omittingEmptySubsequences: false) { $0 == 10 || $0 == 13 }
        for line in lines {
            let text = String(decoding: line, as: UTF8.self)
            let skipped: Int? =
                text.hasPrefix(":60") || text.hasPrefix(":62")
                ? 15 : text.hasPrefix(":90") ? 5 : text.hasPrefix(":61:") ? 14 : nil
            if let skipped {
                var isAmount = true
                for (index, byte) in line.enumerated() where index >= skipped {
                    let isDigit = byte >= 48 && byte <= 57
                    if isDigit, isAmount { found.append(start + index) }
                    if text.hasPrefix(":61:"), byte == 78 { isAmount = false }
                }
            }
            start += line.count + 1
        }
        return found
    }

    @Test("every digit of every amount, balance and count is covered", arguments: MT940Sample.files)
    func digit(name: String) throws {
        let bytes = try MT940Sample.bytes(name)
        let places = digits(of: bytes)
        #expect(places.count >= 16)
        for place in places {
            var changed = bytes
            changed[place] = changed[place] == 57 ? 48 : changed[place] + 1
            let imported = try importing(changed, layout(.mt940))
            #expect(isReported(imported), "digit at \(place)")
        }
    }

    @Test("a mark turned round is caught by the balances")
    func marks() throws {
        for (mark, turned) in [("C", "D"), ("D", "C"), ("RC", "RD"), ("RD", "RC")] {
            let isIn = mark == "C" || mark == "RD"
            let text = MT940Sample.statement(
                ":61:260131\(mark)10,NMSC", closing: isIn ? "C260131EUR110," : "C260131EUR90,")
            #expect(!isReported(try importing(text, layout(.mt940))))
            let changed = text.replacing("131\(mark)10", with: "131\(turned)10")
            #expect(isReported(try importing(changed, layout(.mt940))))
        }
    }

    @Test(
        "files that are no statements are refused",
        arguments: textTable(
            """
            file (␊ ends a line)  | defect
            ∅                     | empty
            nonsense              | empty
            1␊2␊3␊                | empty
            :86:text␊             | empty
            :64:C260101EUR1,␊     | empty
            {1:F01X}{2:O940X}{4:␊ | truncated
            :940:␊                | truncated
            {1:F01X}              | truncated
            :20                   | truncated
            """))
    func refused(row: [String]) throws {
        let imported = try importing(row[0].replacing("␊", with: "\n"), layout(.mt940))
        #expect(imported.refusal.map { "\($0.defect)" } == row[1])
        #expect(imported.tails.isEmpty)
    }

    @Test("what was read before a refusal is handed over")
    func drained() throws {
        let text = MT940Sample.statement(":61:260131C10,NMSC⏎:86:A") + ":20:Y\n:25:1\n"
        let cut = Array((text + ":61:260131C1,NMSC\n:86:B\n:6").utf8)
        let importer = makeImporter(try layout(.mt940))
        var imported = Imported()
        #expect(throws: FormatError.self) {
            try cut.withUnsafeBufferPointer { bytes in
                try importer.feed(bytes, isLast: true) { imported.drafts.append($0) }
            }
        }
        importer.drain { imported.drafts.append($0) }
        #expect(imported.bank.map(\.amount) == [1000, 100])
        #expect(imported.heads.count == 2)
        #expect(imported.tails.count == 1)
    }

    @Test("changed bytes never crash, and give the same whatever the pieces")
    func mutations() throws {
        var state: UInt64 = 940
        func random(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(below))
        }
        let alphabet = Array(":61:86:62F:{-}\r\n\u{0}?20/CD,.0-@M".utf8) + [0xE4, 0xFF]
        for name in MT940Sample.files {
            let bytes = try MT940Sample.bytes(name)
            for _ in 0..<250 {
                var changed = bytes
                for _ in 0...random(6) {
                    let place = random(changed.count)
                    switch random(3) {
                    case 0: changed[place] = alphabet[random(alphabet.count)]
                    case 1: changed.remove(at: place)
                    default: changed.insert(alphabet[random(alphabet.count)], at: place)
                    }
                }
                let whole = try importing(changed, layout(.mt940))
                let pieces = try importing(changed, layout(.mt940), by: 1 + random(40))
                #expect(whole.tails == pieces.tails)
                #expect(whole.bank == pieces.bank)
                #expect(whole.refusal == pieces.refusal)
            }
        }
    }
}
