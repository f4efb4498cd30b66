import Chance
import Posting
import Testing

private func permutations<Element>(_ elements: [Element]) -> [[Element]] {
    guard let first = elements.first else { return [[]] }
    return permutations(Array(elements.dropFirst())).flatMap { rest in
        (0...rest.count).map { place in
            var all = rest
            all.insert(first, at: place)
            return all
        }
    }
}

/// RELIABILITY B1–B4 on random accounts.
@Suite struct IdentityProperties {
    private static let all: [Export.Form] = [.list, .running, .statement]

    private func number(_ short: Int) -> Int { Reliability.isLong ? short * 25 : short }

    /// Holds every case's outcome against what it must be.
    private func hold(
        _ harness: inout Reliability, _ cases: [[Export]], exports: PostingSource.Exports?,
        rounds: Int, _ isRight: (Int, Shown) -> Bool
    ) throws {
        let shown = try ManyAccounts(exports: exports, rounds: rounds).play(cases)
        for (index, shown) in shown.enumerated() {
            harness.cases += 1
            if !isRight(index, shown) {
                harness.violations.append("\(index) \(cases[index]) \(shown)")
            }
        }
    }

    private func end(_ harness: Reliability, floor: Int) {
        harness.tell()
        #expect(harness.violations.first == nil)
        #expect(harness.cases >= floor)
    }

    private func union(_ exports: [Export]) -> [Shown.Row: Int] {
        Shown.bare(
            Dictionary(
                exports.flatMap(\.booked).map { ($0.number % 100, $0) }, uniquingKeysWith: { $1 }
            ).values)
    }

    /// B1: a file that comes again, twice or five times, changes nothing.
    @Test func importedAgainIsImportedOnce() throws {
        var harness = Reliability("B1")
        for exports in [nil, PostingSource.Exports.overlapping] {
            var cases: [[Export]] = []
            for case_ in 0..<number(150) {
                var dossier = Dossier(case_)
                let forms: [Export.Form] = exports == nil ? [.running, .statement] : Self.all
                let once = dossier.windows(2, forms)
                let again = (0..<dossier.generator.pick([1, 4])).flatMap { _ in once }
                cases.append(once)
                cases.append(once + again)
            }
            var first = Shown()
            try hold(&harness, cases, exports: exports, rounds: 0) { index, shown in
                if index % 2 == 0 { first = shown }
                return shown.posted == first.posted
            }
        }
        end(harness, floor: 600)
    }

    /// B2: whole days in any order of the files.
    @Test func orderOfFilesDoesNotMatter() throws {
        var harness = Reliability("B2")
        var cases: [[Export]] = []
        var case_ = 0
        while cases.count < number(2000) {
            var dossier = Dossier(100_000 + case_)
            case_ += 1
            let files = dossier.windows(dossier.generator.within(2...4), Self.all)
            cases += permutations(files)
        }
        try hold(&harness, cases, exports: .overlapping, rounds: 1) { index, shown in
            shown.heldRows == 0 && shown.bare == union(cases[index])
        }
        end(harness, floor: 2000)
    }

    /// B2: lists that nothing proves post the larger number and hold the rest, in any order.
    @Test func orderOfUndeclaredListsDoesNotMatter() throws {
        var harness = Reliability("B2-undeclared")
        var cases: [[Export]] = []
        var first: [Int] = []
        while cases.count < number(600) {
            var dossier = Dossier(150_000 + cases.count)
            var files = dossier.windows(3, [.list])
            for index in files.indices { files[index].hasReferences = false }
            let start = cases.count
            cases += permutations(files)
            first += Array(repeating: start, count: cases.count - start)
        }
        var kept = Shown()
        try hold(&harness, cases, exports: nil, rounds: 1) { index, shown in
            if first[index] == index { kept = shown }
            return shown.bare == kept.bare && shown.heldRows == kept.heldRows
        }
        end(harness, floor: 600)
    }

    /// B3: cut anywhere, with references or balances, and put together again.
    @Test func splitAndMergedIsTheSameBook() throws {
        var harness = Reliability("B3")
        var cases: [[Export]] = []
        var dossiers: [Dossier] = []
        var isClear: [Bool] = []
        for case_ in 0..<number(2000) {
            var dossier = Dossier(200_000 + case_)
            let form = dossier.generator.pick([Export.Form.list, .download, .running, .statement])
            let isList = form == .list || form == .download
            var parts = cut(&dossier, form, hasReferences: isList || dossier.generator.flip())
            let readings = parts.reduce(into: Set<Export.Step>()) { $0.formUnion($1.readings) }
            isClear.append(
                isList
                    || !dossier.isAmbiguous
                        && readings.count == parts.reduce(0) { $0 + $1.readings.count }
            )
            if dossier.generator.flip() {
                parts.append(
                    dossier.export(
                        dossier.truth.indices, form, hasReferences: parts[0].hasReferences,
                        isOwn: true))
            }
            cases.append(dossier.generator.shuffled(parts))
            dossiers.append(dossier)
        }
        try hold(&harness, cases, exports: nil, rounds: 4) { index, shown in
            let truth = Shown.bare(dossiers[index].truth)
            let hasWhole = cases[index].contains { $0.movements == dossiers[index].truth }
            guard isClear[index] else { return keeps(cases[index], shown, truth) }
            return shown.bare == truth && (hasWhole || shown.heldRows == 0)
        }
        let clear = isClear.count { $0 }
        #expect(4 * clear > 3 * cases.count, "rows are told apart in \(clear) cases")
        end(harness, floor: 2000)
    }

    /// B3: any other cut ends in held rows, never in fewer.
    @Test func otherCutsLoseNothing() throws {
        var harness = Reliability("B3-other")
        var cases: [[Export]] = []
        for case_ in 0..<number(500) {
            var dossier = Dossier(250_000 + case_)
            cases.append(dossier.generator.shuffled(cut(&dossier, .list, hasReferences: false)))
        }
        try hold(&harness, cases, exports: nil, rounds: 1) { index, shown in
            let open = Shown.bare(shown.held.joined())
            return shown.bare.merging(open, uniquingKeysWith: +) == union(cases[index])
        }
        end(harness, floor: 500)
    }

    /// B4: overlapping windows; what is pending in one is booked in a later one.
    @Test func overlappingWindowsPostOnce() throws {
        var harness = Reliability("B4")
        for exports in [nil, PostingSource.Exports.overlapping] {
            var cases: [[Export]] = []
            var dossiers: [Dossier] = []
            for case_ in 0..<number(1000) {
                var dossier = Dossier(300_000 + case_)
                let forms: [Export.Form] = exports == nil ? [.running, .statement] : Self.all
                var files = dossier.windows(dossier.generator.within(2...6), forms)
                if case_ % 3 == 0 { pend(&files, &dossier) }
                cases.append(files)
                dossiers.append(dossier)
            }
            try hold(&harness, cases, exports: exports, rounds: 1) { index, shown in
                let truth = union(cases[index])
                if exports == nil, dossiers[index].isAmbiguous {
                    return keeps(cases[index], shown, truth)
                }
                return shown.heldRows == 0 && shown.bare == truth
            }
        }
        end(harness, floor: 2000)
    }

    /// Nothing is in the book twice, and what is not in it is held.
    private func keeps(_ exports: [Export], _ shown: Shown, _ truth: [Shown.Row: Int]) -> Bool {
        let open = Shown.bare(Set(shown.held.joined()))
        return shown.bare.allSatisfy { $1 <= truth[$0, default: 0] }
            && truth.allSatisfy { $1 <= shown.bare[$0, default: 0] + open[$0, default: 0] }
    }

    private func cut(_ dossier: inout Dossier, _ form: Export.Form, hasReferences: Bool)
        -> [Export]
    {
        let count = dossier.truth.count
        var cuts = Set(
            (0..<dossier.generator.within(1...3)).map { _ in
                dossier.generator.within(0...count)
            })
        cuts.formUnion([0, count])
        let ends = cuts.sorted()
        return zip(ends, ends.dropFirst()).map {
            dossier.export($0..<$1, form, hasReferences: hasReferences, isOwn: true)
        }
    }

    /// The last movements of the first file that are not in its balance yet.
    private func pend(_ files: inout [Export], _ dossier: inout Dossier) {
        guard files.count > 1, let day = files[0].movements.last?.day else { return }
        let late = files[0].movements.filter { $0.day == day }
        files[0].pending = Set(late.map(\.number))
    }
}
