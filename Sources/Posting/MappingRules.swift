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
/// text's beginning. Patterns that are plain text after `^` cost one look-up by their first four
/// bytes, whatever their number.
public final class MappingRules: @unchecked Sendable {
    private enum Matcher {
        case prefix([UInt8])
        case contains([UInt8])
        case expression(UnsafeMutablePointer<regex_t>)
    }

    public let rules: [MappingRule]
    private var matchers: [Matcher] = []
    /// Rules that are no prefix of four bytes or more, in order.
    private var general: [Int] = []
    private var prefixes: [UInt32: [Int]] = [:]

    /// - Throws: `Failure.configuration` for an expression that does not compile.
    public init(_ rules: [MappingRule]) throws(Failure) {
        self.rules = rules
        for (index, rule) in rules.enumerated() {
            let matcher = try MappingRules.compile(rule.pattern)
            matchers.append(matcher)
            if case .prefix(let bytes) = matcher, bytes.count >= 4 {
                prefixes[MappingRules.key(bytes[...]), default: []].append(index)
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
        var best = Int.max
        if text.count >= 4, let candidates = prefixes[MappingRules.key(text)] {
            for index in candidates where matches(index, text) {
                best = index
                break
            }
        }
        for index in general where index < best && matches(index, text) { return index }
        return best == Int.max ? nil : best
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

    private static func key(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
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
