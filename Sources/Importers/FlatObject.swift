internal import Formats

/// Gathers the members of one JSON object by the positions of their (dotted) names.
///
/// A list adds `[]` to the name of the member it is; its own elements go by that member's name.
/// The texts are the reader's and live until its next document.
struct FlatObject {
    /// A member's name, with a `[]` for every list it is itself in.
    private struct Step {
        var name = Bytes(start: nil, count: 0)
        var lists = 0
    }

    private let names: FieldNames
    private(set) var isObject = false
    /// By position; an absent value has no bytes.
    private(set) var values: [Bytes]
    /// The members around the one at hand, the outermost first.
    private var path: [Step] = []
    private var key = Step()
    private var spelled: [UInt8] = []

    init(_ names: FieldNames) {
        self.names = names
        values = Array(repeating: Bytes(start: nil, count: 0), count: names.count)
    }

    /// Makes ready for the next document.
    mutating func removeAll() {
        for position in values.indices { values[position] = Bytes(start: nil, count: 0) }
        isObject = false
        path.removeAll(keepingCapacity: true)
        key = Step()
    }

    mutating func take(_ event: JSONEvent, _ text: Bytes) {
        switch event {
        case .objectStart:
            if isObject { path.append(key) }
            isObject = true
        case .objectEnd:
            if let last = path.popLast() { key = last }
        case .arrayStart: path.append(Step(name: key.name, lists: key.lists + 1))
        case .arrayEnd: _ = path.popLast()
        case .key: key = Step(name: text)
        case .string, .number:
            let isPlain = path.isEmpty && key.lists == 0
            if let position = isPlain ? names.position(key.name) : innerPosition() {
                values[position] = text
            }
        case .yes, .no, .null: break
        }
    }

    /// The position of a member that is not the object's own.
    private mutating func innerPosition() -> Int? {
        guard names.hasPaths else { return nil }
        spelled.removeAll(keepingCapacity: true)
        for step in path {
            spell(step)
            spelled.append(UInt8(ascii: "."))
        }
        spell(key)
        return spelled.withUnsafeBufferPointer { names.position($0) }
    }

    private mutating func spell(_ step: Step) {
        spelled.append(contentsOf: step.name)
        for _ in 0..<step.lists { spelled.append(contentsOf: "[]".utf8) }
    }
}

/// Finds the positions of fields by the bytes of their names.
struct FieldNames {
    private struct Entry {
        var key = NameKey()
        /// Under zero where there is no name.
        var position = -1
        var name: [UInt8] = []
    }

    /// As declared: for names beyond ASCII, which Unicode spells in more than one way.
    private let declared: [String: Int]
    /// Open addressing, a quarter full at most: a search goes on to the first entry without name.
    private var entries: [Entry]
    /// How many positions there are.
    let count: Int
    /// True where a name may be that of a member of an inner object or list.
    let hasPaths: Bool

    init(_ declared: [String: Int], count: Int) {
        self.declared = declared
        self.count = count
        hasPaths = declared.keys.contains { $0.utf8.contains { $0 == 46 || $0 == 91 } }
        var size = 4
        while size < 4 * declared.count { size *= 2 }
        entries = Array(repeating: Entry(), count: size)
        for (name, position) in declared {
            let bytes = Array(name.utf8)
            let key = bytes.withUnsafeBufferPointer { NameKey($0) }
            var slot = key.hash & (size - 1)
            while entries[slot].position >= 0 { slot = (slot + 1) & (size - 1) }
            entries[slot] = Entry(key: key, position: position, name: bytes)
        }
    }

    /// nil for a name that is not declared.
    func position(_ name: Bytes) -> Int? {
        let key = NameKey(name)
        var slot = key.hash & (entries.count &- 1)
        while entries[slot].position >= 0 {
            if entries[slot].key == key, key.isWhole || name.elementsEqual(entries[slot].name) {
                return entries[slot].position
            }
            slot = (slot &+ 1) & (entries.count &- 1)
        }
        for byte in name where byte >= 0x80 {
            return declared[String(decoding: name, as: UTF8.self)]
        }
        return nil
    }
}

/// A name as two numbers and a length: the whole of it up to sixteen bytes.
private struct NameKey: Equatable {
    private var head: UInt64 = 0
    private var tail: UInt64 = 0
    private var count = 0

    init() {}

    @inline(__always) init(_ name: Bytes) {
        count = name.count
        let bytes = UnsafeRawBufferPointer(name)
        // Two loads that overlap hold every byte of a name of one to two loads' length.
        switch count {
        case 8...:
            head = bytes.loadUnaligned(as: UInt64.self)
            tail = bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        case 4...7:
            head = UInt64(bytes.loadUnaligned(as: UInt32.self))
            tail = UInt64(bytes.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
        default:
            for byte in name { head = head << 8 | UInt64(byte) }
        }
    }

    /// True where no byte is left out.
    var isWhole: Bool { count <= 16 }

    @inline(__always) var hash: Int {
        let mixed = (head ^ tail &* 31 ^ UInt64(count)) &* 0x9E37_79B9_7F4A_7C15
        return Int(mixed >> 48)
    }
}
