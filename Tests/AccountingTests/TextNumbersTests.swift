internal import Accounting
internal import Testing

@Suite("Texts by number")
struct TextNumbersTests {
    private func number(_ text: String, in numbers: inout TextNumbers) -> Int {
        numbers.number(Array(text.utf8)[...])
    }

    @Test("the same bytes have the same number, in the order they come")
    func order() {
        var numbers = TextNumbers()
        let texts = ["b", "a", "", "b", "é", "e\u{301}", "a", ""]
        // é as one character and as two are not the same bytes.
        #expect(texts.map { number($0, in: &numbers) } == [0, 1, 2, 0, 3, 4, 1, 2])
        #expect(numbers.count == 5)
        #expect((0..<5).map { numbers.text($0) } == ["b", "a", "", "é", "e\u{301}"])
    }

    @Test("many texts, many of them a part of another, are told apart")
    func many() {
        var numbers = TextNumbers()
        for round in 0..<2 {
            for value in 0..<20_000 {
                #expect(number(String(value), in: &numbers) == value, "round \(round)")
            }
        }
        #expect(numbers.count == 20_000)
        #expect(numbers.text(12_345) == "12345")
    }

    /// Ascending as a till numbers its receipts; then one that is not new.
    @Test(arguments: [("9", 8), ("10", 9), ("1000", 999), ("999", 998), ("1", 0), ("0", 1000)])
    func ascending(_ text: String, _ expected: Int) {
        var numbers = TextNumbers()
        for value in 1...1000 { #expect(number(String(value), in: &numbers) == value - 1) }
        #expect(number(text, in: &numbers) == expected)
        #expect(number("1001", in: &numbers) == numbers.count - 1)
        for value in 1...1000 { #expect(number(String(value), in: &numbers) == value - 1) }
    }

    @Test("a slice is looked up by its own bytes")
    func slices() {
        var numbers = TextNumbers()
        let line = Array("north;south;north".utf8)
        #expect(numbers.number(line[0..<5]) == 0)
        #expect(numbers.number(line[6..<11]) == 1)
        #expect(numbers.number(line[12..<17]) == 0)
    }
}
