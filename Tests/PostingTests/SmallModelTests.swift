import Posting
import Testing

/// A book that counts: how many rows of a day and amount it must hold, and how many must wait.
///
/// Written from DEFINITIONS §1 alone: it knows no rows, only numbers of them and references.
private struct CountedBook {
    struct Cell: Hashable { var (day, amount): (Int, Int64) }

    var exports: PostingSource.Exports?
    var named: [Cell: Set<Int>] = [:]
    var bare: [Cell: Int] = [:]
    var proved: Set<Int> = []

    func posted(_ cell: Cell) -> Int { named[cell, default: []].count + bare[cell, default: 0] }

    /// Takes an export in; returns how many of its rows wait.
    mutating func take(_ export: Export) -> Int {
        let cells = Dictionary(grouping: export.movements) { Cell(day: $0.day, amount: $0.amount) }
        let days = Set(export.movements.map(\.day))
        if export.form == .list {
            return cells.reduce(0) { $0 + list($1.key, $1.value, export.hasReferences) }
        }
        // A statement has every row of its days, and exactly those of a proved day.
        let known = Set(named.keys).union(bare.keys).union(cells.keys)
        for cell in known where days.contains(cell.day) {
            let (count, posted) = (cells[cell]?.count ?? 0, posted(cell))
            let agrees = proved.contains(cell.day) ? count == posted : count >= posted
            if !agrees { return export.movements.count }
        }
        for (cell, movements) in cells { add(cell, movements, export.hasReferences, to: nil) }
        proved.formUnion(days)
        return 0
    }

    private mutating func list(_ cell: Cell, _ movements: [Movement], _ hasReferences: Bool) -> Int
    {
        if proved.contains(cell.day) { return max(0, movements.count - posted(cell)) }
        return add(cell, movements, hasReferences, to: exports)
    }

    /// Posts what is new of a cell; returns how many rows cannot be told from posted ones.
    @discardableResult private mutating func add(
        _ cell: Cell, _ movements: [Movement], _ hasReferences: Bool,
        to exports: PostingSource.Exports?
    ) -> Int {
        let known = hasReferences ? named[cell, default: []] : []
        let rest = movements.filter { !known.contains($0.number) }
        let alike = hasReferences ? bare[cell, default: 0] : posted(cell)
        let same = exports == .consecutive ? 0 : min(rest.count, alike)
        if hasReferences {
            named[cell, default: []].formUnion(rest.dropFirst(same).map(\.number))
        } else {
            bare[cell, default: 0] += rest.count - same
        }
        return exports == nil ? same : 0
    }
}

/// Every multiset of up to `most` of some things.
private func multisets<Element>(of things: [Element], upTo most: Int) -> [[Element]] {
    guard most > 0 else { return [[]] }
    var all: [[Element]] = [[]]
    for index in things.indices {
        for rest in multisets(of: Array(things[index...]), upTo: most - 1) {
            all.append([things[index]] + rest)
        }
    }
    return all
}

/// RELIABILITY B5: two equal payments stay two, for every small case there is.
@Suite struct SmallModelTests {
    private static let cells: [(day: Int, amount: Int64)] = [
        (0, 500), (0, 700), (1, 500), (1, 700),
    ]

    /// Up to four movements, each in any of the files, as lists with or without references.
    private func lists(files: Int, upTo most: Int) -> [[Export]] {
        let homes = SmallModelTests.cells.flatMap { cell in
            (1..<1 << files).map { (cell: cell, files: $0) }
        }
        return multisets(of: homes, upTo: most).filter { !$0.isEmpty }.flatMap { rows in
            (0..<1 << files).map { named in
                (0..<files).map { file in
                    let movements = rows.enumerated().filter { $1.files >> file & 1 == 1 }
                        .map { Movement(day: $1.cell.day, amount: $1.cell.amount, number: $0) }
                    return Export(
                        form: .list, movements: movements, hasReferences: named >> file & 1 == 1)
                }
            }
        }
    }

    /// Up to four movements; each file has some whole days of them, in any form.
    private func windows(files: Int) -> [[Export]] {
        let truths = multisets(of: SmallModelTests.cells, upTo: 4).filter { !$0.isEmpty }
        let forms: [(form: Export.Form, named: Bool)] = [
            (.list, false), (.list, true), (.statement, false), (.statement, true),
            (.running, false),
        ]
        let shapes = forms.flatMap { form in [0...0, 1...1, 0...1].map { (form, $0) } }
        return truths.flatMap { truth in
            let movements = truth.enumerated().map {
                Movement(day: $1.day, amount: $1.amount, number: $0)
            }
            return choices(of: shapes, files).map { shapes in
                shapes.enumerated().map { file, shape in
                    let (form, days) = shape
                    return Export(
                        form: form.form, movements: movements.filter { days.contains($0.day) },
                        hasReferences: form.named,
                        opening: movements.filter { $0.day < days.lowerBound }
                            .reduce(0) { $0 + $1.amount },
                        id: form.form == .statement ? "S\(file)" : "")
                }
            }
        }
    }

    private func choices<Element>(of things: [Element], _ count: Int) -> [[Element]] {
        guard count > 0 else { return [[]] }
        return choices(of: things, count - 1).flatMap { rest in things.map { rest + [$0] } }
    }

    private func hold(
        _ cases: [[Export]], _ exports: PostingSource.Exports?, _ harness: inout Reliability
    ) throws {
        let cases = cases.map { $0.filter { !$0.movements.isEmpty } }.filter { !$0.isEmpty }
        for (exported, shown) in zip(cases, try ManyAccounts(exports: exports).play(cases)) {
            harness.cases += 1
            var model = CountedBook(exports: exports)
            let held = exported.map { model.take($0) }
            let cells = Set(model.named.keys).union(model.bare.keys)
            let isSame =
                shown.held.map(\.count) == held
                && shown.posted.count == cells.reduce(0) { $0 + model.posted($1) }
                && cells.allSatisfy { cell in
                    shown.posted.count { $0.day == cell.day && $0.amount == cell.amount }
                        == model.posted(cell)
                }
            if !isSame { harness.violations.append("\(exported) \(shown) \(held) \(model)") }
        }
    }

    /// Every `step`-th case of all there are; all of them in the long form.
    private func sample(_ cases: [[Export]], step: Int, from first: Int) -> [[Export]] {
        if Reliability.isLong { return cases }
        return stride(from: first, to: cases.count, by: step).map { cases[$0] }
    }

    @Test func bookIsTheModel() throws {
        var harness = Reliability("B5")
        for (turn, exports) in [nil, PostingSource.Exports.overlapping, .consecutive].enumerated() {
            let three = lists(files: 3, upTo: 3)
            let two = lists(files: 2, upTo: 4)
            let days = windows(files: Reliability.isLong ? 3 : 2)
            try hold(sample(three, step: 20, from: turn), exports, &harness)
            try hold(sample(two, step: 6, from: turn), exports, &harness)
            try hold(sample(days, step: 10, from: turn), exports, &harness)
        }
        harness.tell()
        #expect(harness.violations.first == nil)
        #expect(harness.cases >= 13_000)
    }

    /// Up to four movements in the bank's order; each file is a statement of some that follow
    /// each other, cut at any place.
    private func cuts(files: Int, _ form: Export.Form, hasReferences: Bool) -> [[Export]] {
        let amounts: [Int64] = [500, -500]
        let truths = (1...4).flatMap { count in
            choices(of: amounts, count).flatMap { amounts in
                (0...count).map { first in
                    amounts.enumerated().map {
                        Movement(day: $0 < first ? 0 : 1, amount: $1, number: $0)
                    }
                }
            }
        }
        return truths.flatMap { truth in
            let parts = truth.indices.flatMap { first in
                (first + 1...truth.count).map { first..<$0 }
            }
            return choices(of: parts, files).map { parts in
                parts.enumerated().map { file, part in
                    Export(
                        form: form, movements: Array(truth[part]), hasReferences: hasReferences,
                        opening: truth[..<part.lowerBound].reduce(0) { $0 + $1.amount },
                        id: form == .statement ? "S\(file)" : "", isNewestFirst: file == 1)
                }
            }
        }
    }

    /// Statements that overlap or go on anywhere: nothing twice, nothing lost.
    ///
    /// Without references, the same amount from the same balance on the same day is one movement.
    @Test func statementsCutAnywhereLoseNothing() throws {
        var harness = Reliability("B5-cuts")
        for (turn, form) in [
            (Export.Form.statement, false), (.statement, true), (.running, false),
        ].enumerated() {
            let cases = sample(
                cuts(files: 3, form.0, hasReferences: form.1), step: 83, from: turn * 20 + 7)
            let shown = try ManyAccounts(exports: nil, rounds: 1).play(cases)
            for (exported, shown) in zip(cases, shown) {
                harness.cases += 1
                let read = Set(exported.flatMap(\.movements))
                let steps =
                    form.1
                    ? read.count
                    : exported.reduce(into: Set<Export.Step>()) { $0.formUnion($1.steps) }.count
                let truth = Shown.bare(read)
                let isTwice = shown.bare.contains { $1 > truth[$0, default: 0] }
                let isLost = shown.posted.count + Set(shown.held.joined()).count < steps
                if isTwice || isLost {
                    harness.violations.append(
                        "twice \(isTwice) lost \(isLost) \(exported) \(shown)")
                }
            }
        }
        harness.tell()
        #expect(harness.violations.first == nil)
        #expect(harness.cases >= 3000)
    }
}
