internal import Accounting
internal import Yams

/// A node of a YAML file, read strictly: unknown keys, wrong types and missing values are
/// failures with file, line and column.
struct SettingsNode {
    let node: Node
    let file: String
    /// The dotted path from the root, for messages.
    let key: String

    var place: Place {
        Place(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
    }

    /// Parses a whole file.
    static func parse(_ text: String, file: String) throws -> SettingsNode {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw Failure(
                    .configuration, "yaml", at: Place(file: file, line: 1), ["reason": "empty"])
            }
            return SettingsNode(node: node, file: file, key: "")
        } catch let error as YamlError {
            throw Failure(
                .configuration, "yaml", at: place(error, file), ["reason": reason(error)])
        }
    }

    private static func place(_ error: YamlError, _ file: String) -> Place {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _),
            .composer(_, _, let mark, _):
            Place(file: file, line: mark.line, column: mark.column)
        default: Place(file: file)
        }
    }

    private static func reason(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _),
            .composer(_, let problem, _, _):
            problem
        case .duplicatedKeysInMapping(let keys, _): "duplicate key: \(keys)"
        default: "not YAML"
        }
    }

    func fail(_ slug: String, _ arguments: [String: String] = [:]) -> Failure {
        var all = arguments
        if all["key"] == nil { all["key"] = key }
        return Failure(.configuration, slug, at: place, all)
    }

    private func child(_ name: String, _ node: Node) -> SettingsNode {
        SettingsNode(node: node, file: file, key: key.isEmpty ? name : key + "." + name)
    }

    /// The members of a mapping, each of which must be among `known`.
    func members(_ known: [String]) throws -> [String: SettingsNode] {
        var members: [String: SettingsNode] = [:]
        for (name, value) in try pairs() {
            guard known.contains(name.text) else {
                let near = nearest(name.text, known)
                throw name.node.fail(
                    near == nil ? "unknown-key" : "unknown-key-near",
                    ["key": name.text, "near": near ?? ""])
            }
            members[name.text] = value
        }
        return members
    }

    /// The members of a mapping whose keys are the client's own, in file order.
    func pairs() throws -> [(key: (text: String, node: SettingsNode), value: SettingsNode)] {
        guard case .mapping(let mapping) = node else {
            throw fail("wrong-type", ["expected": "mapping"])
        }
        return try mapping.map { key, value in
            guard let text = key.scalar?.string else {
                throw fail("wrong-type", ["expected": "text"])
            }
            return ((text, child(text, key)), child(text, value))
        }
    }

    func elements() throws -> [SettingsNode] {
        guard case .sequence(let sequence) = node else {
            throw fail("wrong-type", ["expected": "list"])
        }
        return sequence.enumerated().map { child(String($0.offset + 1), $0.element) }
    }

    func text() throws -> String {
        guard let scalar = node.scalar else { throw fail("wrong-type", ["expected": "text"]) }
        return scalar.string
    }

    /// An account code: text in quotes, so that YAML never takes it for a number.
    func account() throws -> String {
        guard let scalar = node.scalar else { throw fail("wrong-type", ["expected": "text"]) }
        let isBare =
            scalar.style == .plain && scalar.string.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
        if isBare { throw fail("unquoted-account", ["value": scalar.string]) }
        return scalar.string
    }

    func integer() throws -> Int {
        guard let value = Int(try text()) else { throw fail("wrong-type", ["expected": "number"]) }
        return value
    }

    func flag() throws -> Bool {
        switch try text() {
        case "true": return true
        case "false": return false
        default: throw fail("wrong-type", ["expected": "true | false"])
        }
    }

    func choice<Choice: RawRepresentable>(_ type: Choice.Type, _ names: [String]) throws -> Choice
    where Choice.RawValue == String {
        let value = try text()
        guard let choice = Choice(rawValue: value) else {
            throw fail("bad-value", ["value": value, "expected": names.joined(separator: " | ")])
        }
        return choice
    }

    func bad(_ expected: String) throws -> Failure {
        fail("bad-value", ["value": try text(), "expected": expected])
    }

    /// The known key that is at most two edits away.
    private func nearest(_ name: String, _ known: [String]) -> String? {
        known.map { ($0, distance(Array(name.utf8), Array($0.utf8))) }
            .filter { $0.1 <= 2 }.min { ($0.1, $0.0) < ($1.1, $1.0) }?.0
    }

    /// Levenshtein distance.
    private func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var last = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let value = min(row[j + 1] + 1, row[j] + 1, last + (a == b ? 0 : 1))
                last = row[j + 1]
                row[j + 1] = value
            }
        }
        return row[right.count]
    }
}

extension Dictionary where Key == String, Value == SettingsNode {
    /// A member that must be there.
    func required(_ name: String, in parent: SettingsNode) throws -> SettingsNode {
        guard let value = self[name] else {
            let key = parent.key.isEmpty ? name : parent.key + "." + name
            throw parent.fail("missing-key", ["key": key])
        }
        return value
    }
}
