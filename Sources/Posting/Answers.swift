internal import Accounting
internal import Ledger
internal import Reconciliation
internal import Validation

/// A candidate of a match list.
struct Candidate: Hashable {
    let party: String
    let document: String
    /// nil for all instalments of the document.
    let instalment: Int64?

    init(_ draft: DecisionDraft) {
        party = draft.party
        document = draft.document
        instalment = Int64(draft.instalment)
    }

    /// From the fields of a recorded decision.
    init?(_ fields: [Substring]) {
        guard fields.count == 4 else { return nil }
        party = String(fields[1])
        document = String(fields[2])
        instalment = Int64(fields[3])
    }
}

extension DecisionDraft {
    fileprivate enum Word { case yes, no }

    /// `yes` or `no` in the languages of the reports.
    fileprivate var word: Word? {
        switch decision.lowercased() {
        case "yes", "oui": .yes
        case "no", "non": .no
        default: nil
        }
    }

    /// As the book keeps it.
    fileprivate var recorded: String {
        guard kind == .match else { return decision }
        return [word == .yes ? "yes" : "no", party, document, instalment]
            .joined(separator: "\u{1F}")
    }
}

extension Poster {
    /// Takes a row of a match list or of answered questions; they are applied at the file's end.
    func take(_ draft: DecisionDraft) throws {
        file.countRead(nil, nil)
        guard file.isDue(draft.span.line) else { return }
        if !draft.flaws.isEmpty {
            try settle([(draft.span, nil)], day: nil, file.judge.flaws(draft.flaws))
        } else if draft.decision.isEmpty {
            try verdict(draft.span, nil, nil, .ignored, IgnoredReason.unanswered.rawValue)
        } else {
            file.decisions.append(draft)
        }
    }

    /// Candidates that persons have said no to, by line.
    func refusedCandidates() throws -> [String: Set<Candidate>] {
        var refused: [String: Set<Candidate>] = [:]
        for answer in try session.answers() {
            let fields = answer.decision.split(
                separator: "\u{1F}", omittingEmptySubsequences: false)
            guard fields.first == "no", let candidate = Candidate(fields) else { continue }
            refused[answer.question, default: []].insert(candidate)
        }
        return refused
    }

    /// Applies what the file has decided, question by question in its order.
    func applyDecisions() throws {
        guard !file.decisions.isEmpty else { return }
        try readOpenItems()
        var lines: [String: SuspenseLine] = [:]
        for line in try suspenseLines() { lines[line.id] = line }
        var recorded: [String: Int64?] = [:]
        for answer in try session.answers() {
            recorded[answer.question + "\u{1E}" + answer.decision] = answer.entry
        }
        var order: [String] = []
        var groups: [String: [DecisionDraft]] = [:]
        for decision in file.decisions {
            if let entry = recorded[decision.question + "\u{1E}" + decision.recorded] {
                try duplicates([(decision.span, nil)], nil, of: entry)
                continue
            }
            // Each answer stands for itself; the candidates of a line are decided together.
            let isYes = decision.kind == .match && decision.word == .yes
            let key = isYes ? decision.question : "\(decision.span.line) \(decision.question)"
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(decision)
        }
        file.decisions = []
        for key in order {
            guard let group = groups[key], let first = group.first else { continue }
            let line = lines[first.question]
            if let entry = try apply(group, first, to: line), let line {
                lines[line.id]?.settled = entry
            }
        }
    }

    /// Applies the decisions of one line or question.
    /// - Returns: the entry they have led to.
    private func apply(
        _ group: [DecisionDraft], _ first: DecisionDraft, to line: SuspenseLine?
    ) throws -> Int64? {
        var ruling = Ruling()
        var entry: Int64?
        switch try meaning(of: group, first, line) {
        case .unclear(let rule, let found, let arguments):
            for draft in group {
                let finding = rule.finding(at: place(draft), found: found, arguments)
                try settle([(draft.span, nil)], day: nil, file.judge.ruling(rule, finding))
            }
            return nil
        case .late:
            let finding = DecisionLate.finding(
                at: place(first), found: first.decision, ["id": first.question])
            ruling.add(DecisionLate.self, finding, file.facts)
        case .note: break
        case .carriedOut(let resolution, let line):
            let made = try reclassify(line, resolution, file.facts, decision: place(first))
            _ = try tellSettled(line, made.account, file.facts)
            entry = made.entry
        }
        for draft in group {
            try session.append(
                AnswerRecord(
                    file: file.id, line: Int64(draft.span.line), question: draft.question,
                    decision: draft.recorded, entry: entry))
            try posted([(draft.span, nil)], day: nil, ruling)
            ruling = Ruling()
        }
        return entry
    }

    private func place(_ draft: DecisionDraft) -> Place {
        Place(file: file.path, line: Int(draft.span.line))
    }

    /// What decisions on one line or question come to.
    private func meaning(
        of group: [DecisionDraft], _ first: DecisionDraft, _ line: SuspenseLine?
    ) throws -> Meaning {
        let isLine = first.question.hasPrefix("L")
        guard questionKinds.contains(where: { first.question.hasPrefix($0) }),
            first.question.utf8.count == 13, !isLine || line != nil
        else { return .unclear(QuestionUnknown.self, first.question, ["id": first.question]) }
        guard first.kind == .match else {
            guard let line else { return .note }
            return line.settled == nil ? try answer(first.decision, line) : .late
        }
        switch first.word {
        case nil:
            return .unclear(AnswerUnclear.self, first.decision, ["choices": "yes, no"])
        case .no: return .note
        case .yes: break
        }
        guard let line, line.settled == nil else { return .late }
        var items: [MatchableItem] = []
        for draft in group {
            let candidate = Candidate(draft)
            let found = (openItems?.matcher).map {
                $0.items(
                    party: candidate.party, document: candidate.document,
                    instalment: candidate.instalment)
            }
            guard let found, !found.isEmpty else {
                return unclear(draft.party + " " + draft.document, line)
            }
            items += found.filter { !items.contains($0) }
        }
        return pays(line, items.sorted { ($0.due, $0.id) < ($1.due, $1.id) }, first.decision)
    }

    /// A line pays items of one party, account and currency, its own.
    func pays(_ line: SuspenseLine, _ items: [MatchableItem], _ found: String) -> Meaning {
        let currency = line.shown(books.currency).currency.code
        guard let first = items.first,
            items.allSatisfy({
                $0.party == first.party && $0.account == first.account && $0.currency == currency
            })
        else { return unclear(found, line) }
        return .carriedOut(.items(items, account: first.account, party: first.party), line)
    }

    /// A decision that names nothing known, with what the line might pay.
    func unclear(_ found: String, _ line: SuspenseLine) -> Meaning {
        let shown = line.shown(books.currency)
        let facts = MatchLine(
            amount: shown.minorUnits, currency: shown.currency.code, day: line.documentDay,
            text: line.text[...], payerReference: Array(line.payerReference.utf8)[...])
        let party = party(iban: Array(line.iban.utf8)[...], name: Array(line.name.utf8)[...])
        let candidates = openItems?.matcher.candidates(facts, party: party) ?? []
        let choices = candidates.prefix(6).map { $0.item.party + " " + $0.item.document }
        return .unclear(
            AnswerUnclear.self, found,
            ["choices": choices.isEmpty ? "–" : choices.joined(separator: ", ")])
    }
}

/// First letters of question numbers: bank line, unknown party, missing document.
let questionKinds = ["L", "P", "D"]

/// What a decision comes to.
enum Meaning {
    case carriedOut(Resolution, SuspenseLine)
    /// It is kept and posts nothing.
    case note
    /// The line has left suspense already.
    case late
    /// It cannot be carried out (yet).
    case unclear(any Rule.Type, String, [String: String])
}
