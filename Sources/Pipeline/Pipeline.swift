/// A client's folder, its settings, and the order of the stages: drops in, books and pack out.
///
/// Input: a client folder, a period. Output: a posted book, a pack, an exit outcome.
/// Entry: `Run` — its `callAsFunction` reads top to bottom as the stages of DESIGN §2.
/// Architecture invariant: the clock, the environment and signals arrive here as values.
public import Accounting
public import Rendering

/// What a verb was asked for, besides the client.
public struct Options: Sendable {
    public var period: String?
    public var from: String?
    public var to: String?
    public var ageing = AgeingOptions()
    public var inbox: String?
    public var book: String?
    public var out: String?
    /// Where presets and other things clients share lie, before any other place.
    public var shared: String?
    /// Where the program's own lie: `SharedFolder.installed(with:)`.
    public var installed: [String] = []
    public var language: Language?
    public var isDryRun = false
    public var isQuiet = false
    public var isVerbose = false
    /// The severity from which findings make exit 1; nil = never.
    public var failOn: Severity? = .error
    /// Seconds since 1970, read once.
    public var now: Int64 = 0

    public init() {}
}

/// How a verb ends (DESIGN §4).
public struct Exit: Hashable, Sendable {
    public let code: Int32

    public init(_ code: Int32) { self.code = code }

    public static let done = Exit(0)
    public static let findings = Exit(1)
    public static let incomplete = Exit(2)
    public static let refused = Exit(3)
    public static let books = Exit(4)

    public init(_ failure: Failure) {
        switch failure.kind {
        case .usage: self.init(64)
        case .defect: self.init(70)
        case .inputOutput: self.init(74)
        case .busy: self.init(75)
        case .configuration: self.init(78)
        case .refused: self.init(3)
        case .books: self.init(4)
        case .interrupted(let signal): self.init(128 + signal)
        }
    }

    /// The order of severity when several hold at once.
    private static let order: [Int32] = [4, 70, 74, 78, 64, 75, 3, 1, 2, 0]

    public func worse(_ other: Exit) -> Exit {
        if code >= 128 { return self }
        if other.code >= 128 { return other }
        let mine = Exit.order.firstIndex(of: code) ?? 1
        let theirs = Exit.order.firstIndex(of: other.code) ?? 1
        return mine <= theirs ? self : other
    }
}

/// Set by a signal handler; looked at between batches and before the commit.
public final class StopFlag: @unchecked Sendable {
    // One aligned word, written by the handler, read by the run.
    private let signal = UnsafeMutablePointer<Int32>.allocate(capacity: 1)

    public init() { signal.initialize(to: 0) }

    public func raise(_ number: Int32) { signal.pointee = number }

    func check() throws(Failure) {
        let number = signal.pointee
        if number != 0 {
            throw Failure(.interrupted(number), "interrupted", ["signal": String(number)])
        }
    }
}
