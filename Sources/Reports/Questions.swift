public import Accounting
internal import Digest
internal import Ledger
internal import Reconciliation

/// What only the client can tell.
public struct Question: Sendable {
    public enum Kind: String, Sendable {
        /// What a bank line in suspense is.
        case bankLine = "bank-line"
        /// Who a document or payment is of.
        case party
        /// The bill of a supplier that was paid.
        case document
    }

    /// A letter of its kind (`L`, `P`, `D`) and 12 hexadecimal digits of what it is about.
    public var id: String
    public var kind: Kind
    public var day: Day?
    public var money: Money?
    public var text: String
    /// Whom it is about, by name.
    public var party: String
    /// An answer that would be understood: of the same counterparty before, or of a document open.
    public var proposal: String
    /// What was answered that posts nothing.
    public var note: String
}

extension Reporter {
    /// Lines in suspense, parties that the settings do not know, payments to suppliers without a
    /// bill; of sources that show totals only, nothing.
    public func questions() throws -> [Question] {
        var notes: [String: String] = [:]
        for answer in try snapshot.answers() where answer.entry == nil {
            if !answer.decision.contains("\u{1F}") { notes[answer.question] = answer.decision }
        }
        var questions = try lineQuestions() + partyQuestions() + documentQuestions()
        for index in questions.indices {
            questions[index].note = notes[questions[index].id] ?? ""
        }
        return questions
    }

    private func lineQuestions() throws -> [Question] {
        let open = try suspended()
        guard !open.isEmpty else { return [] }
        let learned = try learnedAnswers()
        return try proposed(open).map { row in
            let line = row.line
            let named = row.candidates.first { $0.evidence < .partyAndSum }
            return Question(
                id: line.id, kind: .bankLine, day: line.documentDay, money: row.money,
                text: String(decoding: line.text, as: UTF8.self), party: line.name,
                proposal: named.map { $0.item.party + " " + $0.item.document }
                    ?? learned[subject(of: line)] ?? "",
                note: "")
        }
    }

    /// What is alike in lines of one counterparty: its name, else the first three words of letters.
    private func subject(of line: SuspenseLine) -> String {
        if !line.name.isEmpty { return line.name.lowercased() }
        let words = String(decoding: line.text, as: UTF8.self).lowercased()
            .split { !$0.isLetter }
        return "text " + words.prefix(3).joined(separator: " ")
    }

    /// Answers that have settled a line with an account, by what was alike in it; the last counts.
    private func learnedAnswers() throws -> [String: String] {
        var answers: [String: String] = [:]
        for answer in try snapshot.answers() where answer.entry != nil {
            let code = answer.decision.split(separator: ";").first.map(String.init) ?? ""
            if books.chart.has(code) { answers[answer.question] = answer.decision }
        }
        guard !answers.isEmpty else { return [:] }
        var learned: [String: String] = [:]
        for line in try suspenseHistory() {
            if let answer = answers[line.id] { learned[subject(of: line)] = answer }
        }
        return learned
    }

    private func partyQuestions() throws -> [Question] {
        var seen: Set<String> = []
        return try snapshot.findings(from: period.from, to: period.to, opening: books.start - 1)
            .compactMap { finding in
                guard finding.code == "V-116", !finding.found.isEmpty,
                    !settings.privateSources.contains(finding.arguments["source"] ?? ""),
                    seen.insert(finding.found).inserted
                else { return nil }
                let name = finding.found
                let ready = finding.arguments["row"] ?? "\(identifier(name)),\(name),both"
                return Question(
                    id: "P" + questionID("party \(name)"), kind: .party, day: nil, money: nil,
                    text: finding.place.description, party: name, proposal: ready, note: "")
            }
    }

    /// Letters and digits of a name in capitals: an id for a new line of parties.csv.
    private func identifier(_ name: String) -> String {
        String(name.uppercased().filter { $0.isLetter || $0.isNumber }.prefix(12))
    }

    private func documentQuestions() throws -> [Question] {
        let payable = codes.filter { books.chart[$0.value]?.role == .payable }.keys.sorted()
        guard !payable.isEmpty else { return [] }
        return try snapshot.openItems(accounts: payable, on: period.to).compactMap {
            open, path, digest in
            let item = open.item
            guard item.kind == "payment", open.open > 0, let currency = Currency(item.currency)
            else { return nil }
            let subject = "\(digest ?? .zero) \(item.line) \(item.document) \(item.original)"
            let amount = currency == books.currency ? open.open : open.openOriginal
            return Question(
                id: "D" + questionID(subject), kind: .document, day: item.documentDay,
                money: Money(amount, currency), text: item.document,
                party: books.parties[item.party]?.name ?? item.party, proposal: "", note: "")
        }
    }
}
