/// Document numbers and payment references of open items, to be found in bank texts.
///
/// A number counts from 4 characters with a digit on, and where it stands whole: no letter or
/// digit beside it, capitals or not. Of two that overlap the longer counts.
/// - Complexity: looking through a text costs a walk along it, whatever the number of items.
struct ReferenceIndex: Sendable {
    /// What a text names: an item's number, or a reference with check digits.
    struct Named: Hashable {
        let key: [UInt8]
        let isStructured: Bool
    }

    private static let shortest = 4
    /// Items by number, in capitals.
    private var numbers: [[UInt8]: [Int64]] = [:]
    /// Lengths of the numbers that begin with a word, longest first, by the word's hash.
    private var lengths: [UInt64: [Int]] = [:]
    private var structured: [[UInt8]: [Int64]] = [:]
    /// Items by the letters and digits of their number, without leading zeros.
    private var bodies: [[UInt8]: [Int64]] = [:]
    /// One bit for the hash of every first word: most words of a text end here.
    private var filter = [UInt64](repeating: 0, count: 1024)

    var isEmpty: Bool { numbers.isEmpty && structured.isEmpty }

    mutating func add(_ item: MatchableItem) {
        if !item.isPayment { add(number: item.document, item.id) }
        guard !item.reference.isEmpty else { return }
        if let reference = StructuredReference.whole(item.reference) {
            structured[reference, default: []].append(item.id)
        } else if item.reference != item.document {
            add(number: item.reference, item.id)
        }
    }

    private mutating func add(number: String, _ id: Int64) {
        let key = Array(number.utf8.map(folded).drop { !isWord($0) })
        guard key.count >= ReferenceIndex.shortest, key.contains(where: isDigit) else { return }
        numbers[key, default: []].append(id)
        let body = Array(key.filter(isWord).drop { $0 == 48 })
        if body.count >= ReferenceIndex.shortest { bodies[body, default: []].append(id) }
        var hash = ReferenceIndex.seed
        for byte in key.prefix(while: isWord) { hash = ReferenceIndex.mix(hash, byte) }
        filter[Int(hash >> 6 & 1023)] |= 1 << (hash & 63)
        var known = lengths[hash] ?? []
        if !known.contains(key.count) { known.append(key.count) }
        lengths[hash] = known.sorted(by: >)
    }

    /// The items of what a text names; of a reference with check digits that no document states,
    /// those whose number it wraps.
    func items(_ named: Named) -> [Int64] {
        guard named.isStructured else { return numbers[named.key] ?? [] }
        return structured[named.key] ?? bodies[Array(StructuredReference.body(named.key))] ?? []
    }

    /// What a text names, each once, in its order.
    func named(in text: ArraySlice<UInt8>) -> [Named] {
        var found: [Named] = []
        for reference in StructuredReference.all(in: text) {
            let named = Named(key: reference, isStructured: true)
            if !items(named).isEmpty, !found.contains(named) { found.append(named) }
        }
        var index = text.startIndex
        while index < text.endIndex {
            var hash = ReferenceIndex.seed
            var end = index
            while end < text.endIndex, isWord(text[end]) {
                hash = ReferenceIndex.mix(hash, folded(text[end]))
                end += 1
            }
            if end > index, filter[Int(hash >> 6 & 1023)] & 1 << (hash & 63) != 0,
                let key = number(at: index, in: text, lengths[hash] ?? [])
            {
                let named = Named(key: key, isStructured: false)
                if !found.contains(named) { found.append(named) }
                end = index + key.count
            }
            index = max(end, index + 1)
        }
        return found
    }

    private func number(at start: Int, in text: ArraySlice<UInt8>, _ lengths: [Int]) -> [UInt8]? {
        for length in lengths where text.endIndex - start >= length {
            let end = start + length
            guard end == text.endIndex || !isWord(text[end]) else { continue }
            let key = text[start..<end].map(folded)
            if numbers[key] != nil { return key }
        }
        return nil
    }

    private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    /// FNV-1a.
    @inline(__always) private static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
}
