internal import Testing

@testable internal import Formats

@Suite("Bytes looked at eight at a time")
struct BytesTests {
    @Test("the first byte is found wherever it stands, whatever is around it")
    func firstIndex() {
        for around: [UInt8] in [[9], [11], [0, 255], [138]] {
            for count in 0..<27 {
                var bytes = (0..<count).map { around[$0 % around.count] }
                #expect(withBytes(bytes) { $0.firstIndex(of: 10, from: 0) } == nil)
                for place in bytes.indices {
                    bytes[place] = 10
                    for start in 0...place {
                        let found = withBytes(bytes) { $0.firstIndex(of: 10, from: start) }
                        #expect(found == bytes[start...].firstIndex(of: 10))
                    }
                    if place % 3 != 0 { bytes[place] = around[place % around.count] }
                }
            }
        }
    }

    @Test("marks below a byte begin with the first such byte")
    func below() {
        let limit = ByteWord(repeating: 14)
        for byte in UInt8.min...255 {
            for other: UInt8 in [14, 127, 128, 255] {
                for place in 0..<8 {
                    var bytes = [UInt8](repeating: other, count: 8)
                    bytes[place] = byte
                    let word = withBytes(bytes) { ByteWord($0, at: 0) }
                    let marks = word.marks(below: limit)
                    #expect((marks != 0) == (byte < 14))
                    if marks != 0 { #expect(marks.trailingZeroBitCount / 8 == place) }
                }
            }
        }
    }

    @Test(
        "blanks at both ends are no part of a text",
        arguments: ["", " ", "    ", "a", " a", "a ", "  a b  ", "\ta ", "\u{A0}"])
    func blanks(text: String) {
        let bytes = Array(text.utf8)
        let expected = bytes.drop { $0 == 32 }.reversed().drop { $0 == 32 }.reversed()
        #expect(withBytes(bytes) { Array($0.withoutBlanks) } == Array(expected))
    }
}
