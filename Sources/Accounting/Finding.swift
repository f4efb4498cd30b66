/// Where something stands: a drop's path in the inbox, line and column from 1, 0 = unknown.
public struct Place: Hashable, Sendable, CustomStringConvertible {
    public var file: String
    public var line: Int
    public var column: Int

    public init(file: String, line: Int = 0, column: Int = 0) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `file:line:column`, without what is unknown.
    public var description: String {
        line == 0 ? file : column == 0 ? "\(file):\(line)" : "\(file):\(line):\(column)"
    }
}

/// The code of a rule: `V-` validity, `A-` accuracy, `I-` integrity. Never reused.
public struct Code: Hashable, Sendable, Comparable, CustomStringConvertible,
    ExpressibleByStringLiteral
{
    public let text: String

    public init(_ text: String) { self.text = text }
    public init(stringLiteral text: String) { self.text = text }
    public var description: String { text }
    public static func < (left: Code, right: Code) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

public enum Severity: String, Sendable, CaseIterable, Comparable {
    case info, warning, error

    private var rank: Int { self == .error ? 2 : self == .warning ? 1 : 0 }
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}

/// One thing said about the data: a code with its arguments; the sentences stand in Rendering.
///
/// A finding is the data's fault and is collected, never thrown.
public struct Finding: Hashable, Sendable {
    public var code: Code
    public var severity: Severity
    public var place: Place
    /// The text that was found, as it stands in the file (may be empty).
    public var found: String
    /// Named values for the sentences, e.g. `expected` → `1,234.00`.
    public var arguments: [String: String]

    public init(
        _ code: Code, _ severity: Severity, at place: Place, found: String = "",
        _ arguments: [String: String] = [:]
    ) {
        self.code = code
        self.severity = severity
        self.place = place
        self.found = found
        self.arguments = arguments
    }
}

/// What became of a row: the five outcomes that add up to the rows read.
public enum Outcome: String, Sendable, CaseIterable {
    case posted, rejected, duplicate, ignored, held
}
