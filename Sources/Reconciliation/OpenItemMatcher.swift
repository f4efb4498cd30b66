internal import Accounting

/// Finds the open items a bank line pays (DEFINITIONS §2): stated, or unique, or none.
///
/// First what the line names: a reference with check digits or a document's number, with the amount
/// of the documents named or a part of the only one. Then the line's party: its only item of the
/// amount, then its only items that add up to it. Items of another currency than the line's are
/// not seen; what nothing states must have been issued by the line's day.
/// - Complexity: a line that fits nothing costs a walk along its text and two look-ups.
public struct OpenItemMatcher: Sendable {
    /// A party's items on an account.
    private struct Group: Hashable {
        let party: String
        let account: Int64
        let currency: String
    }

    /// How far a payment may be from what it pays, in minor units.
    private let tolerance: Int64
    private var items: [Int64: MatchableItem] = [:]
    private var amounts: [Int64: [Int64]] = [:]
    private var parties: [String: [Int64]] = [:]
    private var references = ReferenceIndex()
    /// Sums asked for before, until an item of the group changes.
    private var sums: [Group: (ids: [Int64], sums: SubsetSums?)] = [:]

    public init(_ items: [MatchableItem] = [], tolerance: Int64 = 0) {
        self.tolerance = tolerance
        for item in items { put(item) }
    }

    public var isEmpty: Bool { items.isEmpty }

    public subscript(id: Int64) -> MatchableItem? { items[id] }

    /// Items of a party by document, one instalment or all, the first due first.
    public func items(party: String, document: String, instalment: Int64?) -> [MatchableItem] {
        (parties[party] ?? []).compactMap { items[$0] }.filter {
            $0.document == document && (instalment ?? $0.instalment) == $0.instalment
        }.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
    }

    // MARK: Items

    /// Adds an item, or takes its new open amount; nothing open: it goes.
    public mutating func put(_ item: MatchableItem) {
        let known = items[item.id]
        if let known { leave(known) }
        guard item.open != 0 else { return }
        items[item.id] = item
        amounts[item.open, default: []].append(item.id)
        parties[item.party, default: []].append(item.id)
        if known == nil { references.add(item) }
    }

    private mutating func leave(_ item: MatchableItem) {
        items[item.id] = nil
        amounts[item.open]?.removeAll { $0 == item.id }
        if amounts[item.open]?.isEmpty == true { amounts[item.open] = nil }
        parties[item.party]?.removeAll { $0 == item.id }
        if parties[item.party]?.isEmpty == true { parties[item.party] = nil }
        sums[Group(party: item.party, account: item.account, currency: item.currency)] = nil
    }

    /// Takes out what a line of `amount` pays by a match.
    public mutating func settle(_ match: ItemMatch, with amount: Int64) {
        if match.isWhole {
            for item in match.items { leave(items[item.id] ?? item) }
            return
        }
        for share in allocate(amount, over: match.items.map(\.open)) {
            var item = match.items[share.item]
            item.open -= share.amount
            put(item)
        }
    }

    // MARK: Match

    /// The items a line pays.
    ///
    /// - Parameters:
    ///   - party: of the line, asked for only where it can decide.
    ///   - refused: items that a person has said it does not pay.
    public mutating func match(
        _ line: MatchLine, refused: Set<Int64> = [], party: () -> String?
    ) -> ItemMatch? {
        guard !items.isEmpty, line.amount != 0 else { return nil }
        let named = self.named(line)
        guard named.isEmpty else {
            return stated(line, named, refused: refused, party: party())
        }
        guard let party = party(), let own = parties[party] else { return nil }
        return exact(line, party, own, refused) ?? summed(line, party, own, refused)
    }

    private func named(_ line: MatchLine) -> [ReferenceIndex.Named] {
        if references.isEmpty { return [] }
        var named = references.named(in: line.text)
        for other in references.named(in: line.payerReference) where !named.contains(other) {
            named.append(other)
        }
        return named.filter { references.items($0).contains { items[$0] != nil } }
    }

    /// Items of a name that the line may pay, document by document, the first due first.
    private func documents(
        _ name: ReferenceIndex.Named, _ line: MatchLine, _ refused: Set<Int64>, _ party: String?
    ) -> [[MatchableItem]] {
        var documents: [[MatchableItem]] = []
        for item in references.items(name).compactMap({ items[$0] })
        where item.currency == line.currency && !refused.contains(item.id) {
            // A number is a party's own; check digits speak for themselves.
            if let party, !name.isStructured, item.party != party { continue }
            let place = documents.firstIndex {
                $0[0].party == item.party && $0[0].account == item.account
                    && $0[0].document == item.document
            }
            if let place { documents[place].append(item) } else { documents.append([item]) }
        }
        return documents.map { $0.sorted { ($0.due, $0.id) < ($1.due, $1.id) } }
    }

    private func sum(_ items: [MatchableItem]) -> Int64 { items.reduce(0) { $0 &+ $1.open } }

    private func agrees(_ amount: Int64, _ items: [MatchableItem]) -> Bool {
        (amount &- sum(items)).magnitude <= UInt64(tolerance)
    }

    /// What the line names: whole, or a part of the only document named.
    private func stated(
        _ line: MatchLine, _ names: [ReferenceIndex.Named], refused: Set<Int64>, party: String?
    ) -> ItemMatch? {
        let documents = names.map { self.documents($0, line, refused, party) }
        func match(_ items: [MatchableItem], isWhole: Bool) -> ItemMatch {
            ItemMatch(evidence: .document, items: items, isWhole: isWhole)
        }
        if names.count == 1 {
            let whole = documents[0].filter { agrees(line.amount, $0) }
            if whole.count == 1 { return match(whole[0], isWhole: true) }
            guard documents[0].count == 1, let only = documents[0].first else { return nil }
            let open = sum(only)
            let isPart =
                (open > 0) == (line.amount > 0) && line.amount.magnitude < open.magnitude
                && only.allSatisfy { ($0.open > 0) == (open > 0) }
            // A short number alone may stand in a text by chance.
            let isSure = names[0].isStructured || party != nil || names[0].key.count >= 6
            return isPart && isSure ? match(only, isWhole: false) : nil
        }
        guard documents.allSatisfy({ $0.count == 1 }) else { return nil }
        var seen: Set<Int64> = []
        let all = documents.flatMap { $0[0] }.filter { seen.insert($0.id).inserted }
        guard let first = all.first,
            all.allSatisfy({ $0.party == first.party && $0.account == first.account }),
            agrees(line.amount, all)
        else { return nil }
        return match(all, isWhole: true)
    }

    /// The only item of the party that is open by the amount; instalments of one document are
    /// alike, the first due is taken.
    private func exact(
        _ line: MatchLine, _ party: String, _ own: [Int64], _ refused: Set<Int64>
    ) -> ItemMatch? {
        guard let alike = amounts[line.amount] else { return nil }
        var first: MatchableItem?
        for item in (alike.count < own.count ? alike : own).lazy.compactMap({ items[$0] })
        where item.party == party && item.open == line.amount && isDue(item, line, refused) {
            guard let known = first else {
                first = item
                continue
            }
            guard known.account == item.account, known.document == item.document,
                !known.isPayment, !item.isPayment
            else { return nil }
            if (item.due, item.id) < (known.due, known.id) { first = item }
        }
        guard let first else { return nil }
        return ItemMatch(evidence: .partyAndAmount, items: [first], isWhole: true)
    }

    private func isDue(_ item: MatchableItem, _ line: MatchLine, _ refused: Set<Int64>) -> Bool {
        item.currency == line.currency && item.documentDay <= line.day
            && !refused.contains(item.id)
    }

    /// The only set of two items or more of the party, on one account, that adds up.
    private mutating func summed(
        _ line: MatchLine, _ party: String, _ own: [Int64], _ refused: Set<Int64>
    ) -> ItemMatch? {
        guard (2...OpenItemMatcher.mostOfParty).contains(own.count) else { return nil }
        let accounts = Set(own.compactMap { items[$0]?.account })
        var found: [Int64]?
        for account in accounts.sorted() {
            let group = Group(party: party, account: account, currency: line.currency)
            let ids = own.filter { id in
                items[id].map { $0.account == account && isDue($0, line, refused) } ?? false
            }
            guard let sums = subsetSums(group, ids) else { return nil }
            guard let set = sums.only(line.amount) else { continue }
            guard set.count > 1, found == nil else { return nil }
            found = set.map { ids[$0] }
        }
        guard let found else { return nil }
        let chosen = found.compactMap { items[$0] }.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
        return ItemMatch(evidence: .partyAndSum, items: chosen, isWhole: true)
    }

    private mutating func subsetSums(_ group: Group, _ ids: [Int64]) -> SubsetSums? {
        if let known = sums[group], known.ids == ids { return known.sums }
        let made = SubsetSums(ids.compactMap { items[$0]?.open })
        sums[group] = (ids, made)
        return made
    }

    // MARK: Candidates

    /// An item that a line may pay, with what speaks for it.
    public struct Candidate: Sendable {
        public let item: MatchableItem
        public let evidence: Evidence
    }

    /// Of a party with more open items no sums are looked for, and no more are shown.
    private static let mostOfParty = 100
    /// At most so many candidates of a line are shown.
    public static let mostCandidates = 12

    /// What a line that matches nothing may pay, the strongest evidence first: for a person.
    public func candidates(
        _ line: MatchLine, refused: Set<Int64> = [], party: String?
    ) -> [Candidate] {
        var evidence: [Int64: Evidence] = [:]
        func add(_ ids: [Int64], _ kind: Evidence) {
            for id in ids where evidence[id].map({ kind < $0 }) ?? true { evidence[id] = kind }
        }
        for name in named(line) { add(references.items(name), .document) }
        let own = party.flatMap { parties[$0] } ?? []
        let alike = amounts[line.amount] ?? []
        add(alike.filter { items[$0]?.party == party }, .partyAndAmount)
        if alike.count <= OpenItemMatcher.mostCandidates { add(alike, .amount) }
        add(Array(own.prefix(OpenItemMatcher.mostOfParty)), .party)
        let found = evidence.compactMap { id, kind in
            items[id].map { Candidate(item: $0, evidence: kind) }
        }.filter {
            $0.item.currency == line.currency && !refused.contains($0.item.id)
                && ($0.item.open > 0) == (line.amount > 0)
        }.sorted {
            ($0.evidence, $0.item.due, $0.item.id) < ($1.evidence, $1.item.due, $1.item.id)
        }
        return Array(found.prefix(OpenItemMatcher.mostCandidates))
    }
}
