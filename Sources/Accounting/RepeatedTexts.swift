/// A column of texts that mostly come again: each text has a number, rows have that of theirs.
///
/// Whoever needs what a text stands for looks it up once a text and not once a row.
public struct RepeatedTexts: RandomAccessCollection, Sendable {
    /// The number of each row's text, from 0 in the order they first came.
    public private(set) var numbers: [Int32] = []
    /// By number, where the text first stood.
    public private(set) var texts: [TextSlice] = []
    private var known = TextNumbers()

    public init() {}

    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { numbers.count }

    /// A row's text.
    @inlinable public subscript(row: Int) -> TextSlice { texts[Int(numbers[row])] }

    /// Takes in the next row's text, which stands in the arena.
    /// - Complexity: constant, linear in the text.
    public mutating func append(_ text: TextSlice, _ arena: Arena) {
        let number = known.number(arena[text])
        if number == texts.count { texts.append(text) }
        numbers.append(Int32(number))
    }

    mutating func reserveCapacity(_ rows: Int) { numbers.reserveCapacity(rows) }

    mutating func removeLast(_ rows: Int) { numbers.removeLast(rows) }
}
