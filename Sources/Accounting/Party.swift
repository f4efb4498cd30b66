/// A customer or supplier, by a stable id (a line of parties.csv).
public struct Party: Sendable, Hashable {
    public let id: String
    public let name: String
    public let kind: String
    /// Days from document date to due date when a document states none.
    public var termsDays: Int?
    /// Accounts the party pays from and is paid on; the first is the usual one.
    public var ibans: [String] = []
    public var vatNumber: String?
    /// Registration numbers: SIREN or SIRET, Companies House, KvK … (EN 16931 BT-30, BT-47).
    public var legalIDs: [String] = []
    public var aliases: [String] = []
    /// The account and tax code of lines of its documents that state none.
    public var account: String?
    public var taxCode: String?
    /// The party that took this one over, and from which day it stands for both.
    public var merged: (into: String, on: Day)? {
        get { mergedInto.flatMap { into in mergedOn.map { (into, $0) } } }
        set { (mergedInto, mergedOn) = (newValue?.into, newValue?.on) }
    }
    private var mergedInto: String?
    private var mergedOn: Day?

    public init(
        id: String, name: String, kind: String, termsDays: Int? = nil, ibans: [String] = [],
        vatNumber: String? = nil, aliases: [String] = []
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.termsDays = termsDays
        self.ibans = ibans
        self.vatNumber = vatNumber
        self.aliases = aliases
    }
}

/// The parties of a client, found by id, exact name, alias or IBAN; never by likeness.
public struct Parties: Sendable {
    public let all: [Party]
    private let ids: [String: Int]
    private let names: [String: Int]
    private let ibans: [String: Int]
    /// By party, those merged into it on whatever day.
    private let absorbed: [String: [Int]]

    public init(_ all: [Party]) {
        self.all = all.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        var ids: [String: Int] = [:]
        var names: [String: Int] = [:]
        var ibans: [String: Int] = [:]
        var absorbed: [String: [Int]] = [:]
        for (index, party) in self.all.enumerated() {
            ids[party.id] = index
            for name in [party.name] + party.aliases {
                // A name that two parties share names neither.
                let key = Parties.key(name)
                names[key] = names[key].map { $0 == index ? index : -1 } ?? index
            }
            for iban in party.ibans { ibans[iban] = ibans[iban] == nil ? index : -1 }
            if let merged = party.merged { absorbed[merged.into, default: []].append(index) }
        }
        self.ids = ids
        self.names = names
        self.ibans = ibans
        self.absorbed = absorbed
    }

    public subscript(id: String) -> Party? { ids[id].map { all[$0] } }

    /// The id that stands for a party on a day: its own, or that of the party it was merged into
    /// by then, and so on. Parties merged into each other stand for themselves.
    public func standing(for id: String, on day: Day) -> String {
        var current = id
        for _ in all {
            guard let merged = self[current]?.merged, merged.on <= day else { return current }
            current = merged.into
        }
        return id
    }

    /// The party an id, name or alias stands for.
    public func find(_ text: String) -> Party? {
        if let party = self[text] { return party }
        guard let index = names[Parties.key(text)], index >= 0 else { return nil }
        return all[index]
    }

    /// The party that stands for another on a day, once its mergers are followed.
    public func standing(for party: Party, on day: Day) -> Party {
        var party = party
        // A ring of mergers ends after as many steps as there are parties.
        for _ in all {
            guard let merged = party.merged, merged.on <= day, let next = self[merged.into] else {
                break
            }
            party = next
        }
        return party
    }

    /// The ids whose items are a party's on a day: its own, and those of parties merged into it.
    public func ids(of party: String, on day: Day) -> [String] {
        var ids = [party]
        var next = 0
        while next < ids.count {
            for index in absorbed[ids[next]] ?? [] {
                let other = all[index]
                guard let merged = other.merged, merged.on <= day, !ids.contains(other.id) else {
                    continue
                }
                ids.append(other.id)
            }
            next += 1
        }
        return ids
    }

    public func find(iban: String) -> Party? {
        guard let index = ibans[iban], index >= 0 else { return nil }
        return all[index]
    }

    /// Names compare without case and with single spaces; accents count.
    private static func key(_ name: String) -> String {
        name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
