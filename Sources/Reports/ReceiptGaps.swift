internal import Accounting
internal import Ledger

/// Numbers of one till in the order of their days; they may begin again.
private struct ReceiptSequence {
    /// Ranges since the numbers last began, with the days they reach.
    private var ranges: [(range: ReceiptRange, path: String)] = []
    private var lastDay: Day?
    private(set) var holes: [(numbers: ClosedRange<Int64>, after: (ReceiptRange, String))] = []

    /// Takes in the next range by day and number.
    mutating func add(_ range: ReceiptRange, _ path: String) {
        let lowest = ranges.map(\.range.numbers.lowerBound).min()
        if let lowest, let lastDay, range.days.lowerBound > lastDay,
            range.numbers.lowerBound <= lowest
        {
            end()
        }
        ranges.append((range, path))
        lastDay = max(lastDay ?? range.days.upperBound, range.days.upperBound)
    }

    /// Ends the numbers at hand: what none of their ranges has is a hole.
    mutating func end() {
        let sorted = ranges.sorted {
            ($0.range.numbers.lowerBound, $0.range.line)
                < ($1.range.numbers.lowerBound, $1.range.line)
        }
        var end = sorted.first?.range.numbers.upperBound ?? 0
        for next in sorted {
            let numbers = next.range.numbers
            if numbers.lowerBound > end + 1 {
                holes.append((end + 1...numbers.lowerBound - 1, next))
            }
            end = max(end, numbers.upperBound)
        }
        ranges = []
        lastDay = nil
    }
}

extension Reporter {
    /// Receipts that no file has brought, told where the period's numbers go on behind them: a
    /// file that comes late fills its hole.
    func receiptGaps() throws -> [Finding] {
        var sequences: [(key: [String], sequence: ReceiptSequence)] = []
        for (range, path) in try snapshot.receiptRanges() {
            let key = [range.source, range.till, range.prefix]
            if sequences.last?.key != key { sequences.append((key, ReceiptSequence())) }
            sequences[sequences.count - 1].sequence.add(range, path)
        }
        return sequences.flatMap { key, sequence -> [Finding] in
            var sequence = sequence
            sequence.end()
            return sequence.holes.filter { period.contains($0.after.0.days.lowerBound) }
                .map { gap($0.numbers, key, before: $0.after.0, $0.after.1) }
        }
    }

    private func gap(
        _ numbers: ClosedRange<Int64>, _ key: [String], before range: ReceiptRange, _ path: String
    ) -> Finding {
        func text(_ number: Int64) -> String {
            let digits = String(number)
            let zeros = max(0, range.digits - digits.utf8.count)
            return String(repeating: "0", count: zeros) + digits
        }
        let (first, last) = (numbers.lowerBound, numbers.upperBound)
        let start = range.prefix + text(first)
        return Finding(
            "I-340", .error, at: Place(file: path, line: Int(range.line)),
            found: first == last ? start : start + "–" + text(last),
            [
                "till": key[1].isEmpty ? key[0] : key[1], "count": String(last - first + 1),
                "source": key[0],
            ])
    }
}
