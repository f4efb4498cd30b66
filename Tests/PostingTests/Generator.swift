import Foundation

/// A seeded source of numbers (SplitMix64): the same seed gives the same cases anywhere.
struct Generator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 below `limit`.
    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    mutating func flip() -> Bool { below(2) == 0 }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }

    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var elements = elements
        for index in elements.indices.dropFirst() {
            elements.swapAt(index, below(index + 1))
        }
        return elements
    }
}

/// How many cases a harness has judged; printed so that the figures can be gathered.
struct Reliability {
    /// True where the long form of the harnesses is asked for.
    static let isLong = ProcessInfo.processInfo.environment["RELIABILITY"] == "long"
    static let seed: UInt64 =
        ProcessInfo.processInfo.environment["RELIABILITY_SEED"].flatMap { UInt64($0) } ?? 20_260_131

    let id: String
    var cases = 0
    var violations: [String] = []
    private let start = ContinuousClock.now

    init(_ id: String) { self.id = id }

    /// Prints `RELIABILITY id cases=… violations=… seconds=… seed=…`.
    func tell() {
        let seconds = (ContinuousClock.now - start).components.seconds
        let line =
            "RELIABILITY \(id) cases=\(cases) violations=\(violations.count) seconds=\(seconds) "
            + "seed=\(Reliability.seed)\n"
        FileHandle.standardOutput.write(Data(line.utf8))
    }
}
