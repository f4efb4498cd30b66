import Chance

/// Random accounts and what is exported of them.
struct Dossier {
    var generator: SeededNumbers
    let truth: [Movement]
    let opening: Int64
    /// Other words for the same movements, as another system has them.
    private let isTwoSourced: Bool

    /// - Parameter number: the case's; every case draws which features it has.
    init(_ number: Int) {
        var generator = SeededNumbers(seed: Reliability.seed &+ UInt64(number) &* 7919)
        let amounts: [Int64] = generator.flip() ? [500, 700] : [500, -500, 700, -1200, 33, 20_001]
        let texts = generator.flip() ? ["CARD"] : ["CARD", "RENT", "FEE", ""]
        let lastDay = generator.pick([0, 3, 31])
        let count = generator.within(1...14)
        let days = (0..<count).map { _ in generator.within(0...lastDay) }.sorted()
        truth = days.enumerated().map {
            // Hot amounts collide, a cold one stands alone.
            let amount =
                generator.below(4) == 0 ? Int64(10_000 + $0 * 11) : generator.pick(amounts)
            return Movement(day: $1, amount: amount, number: $0, text: generator.pick(texts))
        }
        opening = Int64(generator.below(3)) * 100
        isTwoSourced = generator.flip()
        self.generator = generator
    }

    func balance(before first: Int) -> Int64 {
        truth[..<first].reduce(opening) { $0 + $1.amount }
    }

    /// Movements that follow each other, in a form.
    /// - Parameter isOwn: true for the one source; else it may be another, which words and
    ///   numbers them otherwise.
    mutating func export(
        _ part: Range<Int>, _ form: Export.Form, hasReferences: Bool, isOwn: Bool = false
    ) -> Export {
        var export = Export(
            form: form, movements: Array(truth[part]), hasReferences: hasReferences,
            opening: balance(before: part.lowerBound))
        if form == .statement { export.id = "S\(part)\(generator.below(1000))" }
        export.isNewestFirst = generator.flip()
        if isTwoSourced, !isOwn, generator.flip() {
            export.source = "other"
            for index in export.movements.indices {
                export.movements[index].text += "/2"
                export.movements[index].number += 100
            }
        }
        return export
    }

    /// The movements of whole days.
    func window(_ days: ClosedRange<Int>) -> Range<Int> {
        let first = truth.firstIndex { $0.day >= days.lowerBound } ?? truth.count
        let end = truth.firstIndex { $0.day > days.upperBound } ?? truth.count
        return first..<max(first, end)
    }

    /// Overlapping windows of whole days, from the first to the last.
    mutating func windows(_ count: Int, _ forms: [Export.Form]) -> [Export] {
        let last = truth.last?.day ?? 0
        var exports: [Export] = []
        for _ in 0..<count {
            let (one, two) = (generator.within(0...last), generator.within(0...last))
            let part = window(min(one, two)...max(one, two))
            guard !part.isEmpty else { continue }
            let form = generator.pick(forms)
            exports.append(export(part, form, hasReferences: generator.flip()))
        }
        return exports
    }

    /// True where the same amount is taken from the same balance twice on a day, or a day comes
    /// to nothing: balances then do not tell rows apart.
    var isAmbiguous: Bool {
        var steps: Set<[Int64]> = []
        var balance = opening
        for movement in truth {
            guard steps.insert([Int64(movement.day), balance, movement.amount]).inserted
            else { return true }
            balance += movement.amount
        }
        return Dictionary(grouping: truth, by: \.day).values.contains { day in
            day.reduce(0) { $0 + $1.amount } == 0
        }
    }
}
