public import Accounting
internal import Glibc

/// One mapping rule of pipeline.yml: what a bank line is when no open item matches.
public struct MappingRule: Sendable {
    public var pattern: String
    public var account: String
    public var tax: String?
    public var party: String?

    public init(pattern: String, account: String, tax: String?, party: String?) {
        self.pattern = pattern
        self.account = account
        self.tax = tax
        self.party = party
    }
}

/// The client's mapping rules, compiled; the first that matches a line's text wins.
///
/// `/…/` is a POSIX extended regular expression searched in the text; any other pattern is the
/// text's beginning. Patterns that are plain text after `^` stand in one tree: together they cost
/// a walk along the text, whatever their number.
public final class MappingRules: @unchecked Sendable {
    private enum Matcher {
        case prefix([UInt8])
        case contains([UInt8])
        case expression(UnsafeMutablePointer<regex_t>)
    }

    public let rules: [MappingRule]
    private var matchers: [Matcher] = []
    /// Rules that are no prefix, in order.
    private var general: [Int] = []
    private var prefixes = PrefixTree()

    /// - Throws: `Failure.configuration` for an expression that does not compile.
    public init(_ rules: [MappingRule]) throws(Failure) {
        self.rules = rules
        for (index, rule) in rules.enumerated() {
            let matcher = try MappingRules.compile(rule.pattern)
            matchers.append(matcher)
            if case .prefix(let bytes) = matcher {
                prefixes.add(bytes, index)
            } else {
                general.append(index)
            }
        }
    }

    deinit {
        for case .expression(let compiled) in matchers {
            regfree(compiled)
            compiled.deallocate()
        }
    }

    /// The first rule that a line's text matches.
    public func match(_ text: ArraySlice<UInt8>) -> Int? {
        let best = prefixes.first(of: text)
        for index in general where index < best ?? .max && matches(index, text) { return index }
        return best
    }

    private func matches(_ index: Int, _ text: ArraySlice<UInt8>) -> Bool {
        switch matchers[index] {
        case .prefix(let bytes): return text.starts(with: bytes)
        case .contains(let bytes):
            return MappingRules.contains(text, bytes)
        case .expression(let compiled):
            let terminated = Array(text) + [0]
            return terminated.withUnsafeBytes { bytes in
                guard let base = bytes.baseAddress else { return false }
                return regexec(compiled, base.assumingMemoryBound(to: CChar.self), 0, nil, 0) == 0
            }
        }
    }

    private static func contains(_ text: ArraySlice<UInt8>, _ part: [UInt8]) -> Bool {
        guard let first = part.first, text.count >= part.count else { return part.isEmpty }
        var rest = text
        while let start = rest.firstIndex(of: first), rest.endIndex - start >= part.count {
            if rest[start..<start + part.count].elementsEqual(part) { return true }
            rest = rest[(start + 1)...]
        }
        return false
    }

    private static func compile(_ pattern: String) throws(Failure) -> Matcher {
        guard pattern.count >= 2, pattern.hasPrefix("/"), pattern.hasSuffix("/") else {
            return .prefix(Array(pattern.utf8))
        }
        let expression = String(pattern.dropFirst().dropLast())
        let isAnchored = expression.hasPrefix("^")
        let literal = isAnchored ? String(expression.dropFirst()) : expression
        let special = Set("\\^$.|?*+()[]{}".utf8)
        if !literal.isEmpty, !literal.utf8.contains(where: { special.contains($0) }) {
            return isAnchored ? .prefix(Array(literal.utf8)) : .contains(Array(literal.utf8))
        }
        let compiled = UnsafeMutablePointer<regex_t>.allocate(capacity: 1)
        compiled.initialize(to: regex_t())
        guard regcomp(compiled, expression, REG_EXTENDED | REG_NOSUB) == 0 else {
            compiled.deallocate()
            throw Failure(
                .configuration, "bad-value",
                ["key": "when.text", "value": pattern, "expected": "POSIX regex"])
        }
        return .expression(compiled)
    }
}

/// Prefixes in a tree of bytes; a node's children are a list.
private struct PrefixTree {
    private struct Node {
        var byte: UInt8
        /// The first rule whose prefix ends here.
        var rule = Int32.max
        var child: Int32 = -1
        var sibling: Int32 = -1
    }

    private var nodes = [Node(byte: 0)]

    mutating func add(_ prefix: [UInt8], _ rule: Int) {
        var node = 0
        for byte in prefix {
            var next = nodes[node].child
            while next >= 0, nodes[Int(next)].byte != byte { next = nodes[Int(next)].sibling }
            if next < 0 {
                next = Int32(nodes.count)
                nodes.append(Node(byte: byte, sibling: nodes[node].child))
                nodes[node].child = next
            }
            node = Int(next)
        }
        nodes[node].rule = min(nodes[node].rule, Int32(rule))
    }

    /// The first rule whose prefix a text begins with.
    func first(of text: ArraySlice<UInt8>) -> Int? {
        nodes.withUnsafeBufferPointer { nodes in
            text.withUnsafeBufferPointer { text in
                var node = nodes[0]
                var best = node.rule
                for byte in text {
                    var next = node.child
                    while next >= 0, nodes[Int(next)].byte != byte {
                        next = nodes[Int(next)].sibling
                    }
                    if next < 0 { break }
                    node = nodes[Int(next)]
                    best = min(best, node.rule)
                }
                return best == .max ? nil : Int(best)
            }
        }
    }
}
