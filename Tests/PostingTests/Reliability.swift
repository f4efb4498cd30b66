import Foundation

/// How many cases a harness has judged; printed so that the figures can be gathered.
struct Reliability {
    /// How much is asked for: `RELIABILITY=commit` or `long`, else what every test run has.
    enum Scale: String {
        case short, commit, long

        /// Cases of each law.
        fileprivate var laws: Int { self == .long ? 10_000 : self == .commit ? 1000 : 200 }
    }

    static let scale =
        ProcessInfo.processInfo.environment["RELIABILITY"].flatMap(Scale.init) ?? .short
    /// True where the long form of the harnesses is asked for.
    static let isLong = scale == .long
    static let seed: UInt64 =
        ProcessInfo.processInfo.environment["RELIABILITY_SEED"].flatMap { UInt64($0) } ?? 20_260_131

    /// Cases of each law; `RELIABILITY_CASES=1` with a case's seed plays that case alone.
    static let laws =
        ProcessInfo.processInfo.environment["RELIABILITY_CASES"].flatMap { Int($0) } ?? scale.laws

    let id: String
    var cases = 0
    var violations: [String] = []
    /// What `timed` has taken; nil: the harness takes all its time for itself.
    private var spent: Duration?
    private let start = ContinuousClock.now

    init(_ id: String, takesTurns: Bool = false) {
        self.id = id
        spent = takesTurns ? .zero : nil
    }

    /// Counts the time of one of several harnesses that take turns.
    mutating func timed<Result>(_ body: () throws -> Result) rethrows -> Result {
        let start = ContinuousClock.now
        defer { spent = (spent ?? .zero) + (ContinuousClock.now - start) }
        return try body()
    }

    /// Prints `RELIABILITY id cases=… violations=… seconds=… seed=…`.
    func tell() {
        let seconds = (spent ?? (ContinuousClock.now - start)).components.seconds
        Reliability.print(
            "RELIABILITY \(id) cases=\(cases) violations=\(violations.count) seconds=\(seconds) "
                + "seed=\(Reliability.seed)")
    }

    static func print(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
