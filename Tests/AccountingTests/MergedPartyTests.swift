import Accounting
import Testing

@Suite struct MergedPartyTests {
    /// A into B on 1 March, B into C on 1 June; X and Y into each other.
    private func parties() throws -> Parties {
        let merges = [
            ("A", "B", "2026-03-01"), ("B", "C", "2026-06-01"), ("C", "", ""),
            ("X", "Y", "2026-01-01"), ("Y", "X", "2026-01-01"),
        ]
        return Parties(
            try merges.map { id, into, on in
                var party = Party(id: id, name: id, kind: "both")
                if !into.isEmpty { party.merged = (into, try #require(Day(iso: on))) }
                return party
            })
    }

    @Test(arguments: [
        ("A", "2026-02-28", "A"), ("A", "2026-03-01", "B"), ("A", "2026-06-01", "C"),
        ("B", "2026-05-31", "B"), ("C", "2026-12-31", "C"),
    ])
    func standsFor(_ id: String, _ on: String, _ expected: String) throws {
        let parties = try parties()
        let party = try #require(parties[id])
        #expect(parties.standing(for: party, on: try #require(Day(iso: on))).id == expected)
    }

    @Test(arguments: [
        ("C", "2026-05-31", ["C"]), ("C", "2026-06-01", ["C", "B", "A"]),
        ("B", "2026-04-01", ["B", "A"]), ("A", "2026-12-31", ["A"]),
        ("X", "2026-02-01", ["X", "Y"]),
    ])
    func holdsTheItemsOf(_ id: String, _ on: String, _ expected: [String]) throws {
        #expect(try parties().ids(of: id, on: try #require(Day(iso: on))) == expected)
    }

    @Test func aRingEnds() throws {
        let parties = try parties()
        let ring = parties.standing(
            for: try #require(parties["X"]), on: try #require(Day(iso: "2026-02-01")))
        #expect(["X", "Y"].contains(ring.id))
    }
}
