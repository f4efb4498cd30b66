internal import CLibXML2

/// What is wanted of an element.
public enum XMLInterest: Sendable {
    /// Its own text is collected and told at its end.
    case text
    /// As `text`, and its beginning is told with its attributes.
    case attributesAndText
    /// Its beginning and its end are told, its own text is not.
    case bounds
}

/// What is taken from a document: paths of element names, each with the field it fills.
///
/// A path begins anywhere outside of another: elements named in no path are looked through until
/// one begins (envelopes, application headers). Once inside, only what a path names is looked at;
/// anything else is skipped with all it holds.
///
/// The paths are kept as states, one for each element on a path, and a table that gives the next
/// state for a state and a name: a step costs one look-up, however many paths there are.
public struct XMLPaths: Sendable {
    /// The state of being outside of every path.
    static let outside: Int16 = 0
    /// The step into what is skipped.
    static let skip: Int16 = -1
    /// The name of every element that no path names.
    static let unnamed: Int16 = 0

    /// Bits of a state: its text is collected, its beginning is told, its end is told, its start
    /// tag is kept while it is open.
    static let collects: UInt8 = 1
    static let tellsBeginning: UInt8 = 2
    static let tellsEnd: UInt8 = 4
    static let keepsTag: UInt8 = 8

    /// Local names; their number is their place, from 1.
    private(set) var names: [String] = []
    private(set) var kinds: [UInt8] = [XMLPaths.keepsTag]
    private(set) var fields: [Int16] = [-1]
    /// The next state by state and name, `skip` where no path goes on: a row of `width` a state.
    private(set) var table: [Int16]

    /// The most names, the place of the unnamed included.
    static let width = 128

    public init() {
        table = [Int16](repeating: XMLPaths.skip, count: XMLPaths.width)
        table[Int(XMLPaths.unnamed)] = XMLPaths.outside
    }

    /// Adds a path such as `Stmt/Acct/Id/IBAN`; several may fill one field.
    public mutating func add(_ path: String, _ interest: XMLInterest, _ field: Int) {
        var state = XMLPaths.outside
        for name in path.split(separator: "/") { state = step(from: state, String(name)) }
        fields[Int(state)] = Int16(field)
        kinds[Int(state)] |= XMLPaths.bits(interest)
    }

    private static func bits(_ interest: XMLInterest) -> UInt8 {
        switch interest {
        case .text: collects | tellsEnd
        case .attributesAndText: collects | tellsBeginning | tellsEnd
        case .bounds: tellsBeginning | tellsEnd
        }
    }

    /// Lets the elements of `path` be those of `original`, with all paths below it.
    public mutating func add(_ path: String, sameAs original: String) {
        var target = XMLPaths.outside
        for name in original.split(separator: "/") { target = step(from: target, String(name)) }
        var state = XMLPaths.outside
        let parts = path.split(separator: "/").map(String.init)
        for name in parts.dropLast() { state = step(from: state, name) }
        if let last = parts.last { table[place(state, last)] = target }
    }

    /// Keeps the start tags along a path, added before, while they are open (`XMLReader.openTags`).
    public mutating func keepTags(_ path: String) {
        var state = XMLPaths.outside
        for name in path.split(separator: "/") {
            state = step(from: state, String(name))
            kinds[Int(state)] |= XMLPaths.keepsTag
        }
    }

    private mutating func step(from state: Int16, _ name: String) -> Int16 {
        let place = place(state, name)
        if table[place] != XMLPaths.skip { return table[place] }
        let new = Int16(kinds.count)
        kinds.append(0)
        fields.append(-1)
        table += [Int16](repeating: XMLPaths.skip, count: XMLPaths.width)
        table[place] = new
        return new
    }

    /// Where the table has the step from a state by a name.
    private mutating func place(_ state: Int16, _ name: String) -> Int {
        if !names.contains(name) { names.append(name) }
        precondition(names.count < XMLPaths.width, "paths have at most 127 names")
        return Int(state) * XMLPaths.width + 1 + (names.firstIndex(of: name) ?? 0)
    }
}

/// Element names by the pointer libxml2 interned them under: a look-up without comparing text.
struct XMLNames {
    private static let slots = 512
    private let pointers = UnsafeMutablePointer<UnsafePointer<UInt8>?>.allocate(capacity: slots)
    private let numbers = UnsafeMutablePointer<Int16>.allocate(capacity: slots)

    init(_ names: [String], _ dictionary: xmlDictPtr?) {
        pointers.initialize(repeating: nil, count: XMLNames.slots)
        numbers.initialize(repeating: XMLPaths.unnamed, count: XMLNames.slots)
        for (index, name) in names.enumerated() {
            guard let pointer = xmlDictLookup(dictionary, name, -1) else { continue }
            var slot = XMLNames.slot(pointer)
            while pointers[slot] != nil { slot = (slot + 1) & (XMLNames.slots - 1) }
            pointers[slot] = pointer
            numbers[slot] = Int16(index + 1)
        }
    }

    func free() {
        pointers.deallocate()
        numbers.deallocate()
    }

    /// The number of a name; `XMLPaths.unnamed` for one of no path. Most slots are free
    /// (`XMLPaths.width`), so the search ends.
    @inline(__always) func find(_ pointer: UnsafePointer<UInt8>) -> Int16 {
        var slot = XMLNames.slot(pointer)
        while let known = pointers[slot] {
            if known == pointer { return numbers[slot] }
            slot = (slot &+ 1) & (XMLNames.slots - 1)
        }
        return XMLPaths.unnamed
    }

    @inline(__always) private static func slot(_ pointer: UnsafePointer<UInt8>) -> Int {
        Int(truncatingIfNeeded: (UInt(bitPattern: pointer) >> 1) &* 0x9E37_79B1 >> 16)
            & (slots - 1)
    }
}
