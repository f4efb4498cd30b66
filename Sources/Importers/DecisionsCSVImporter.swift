internal import Accounting
internal import Formats

/// Match lists and answered questions that come back, a row a decision.
///
/// Only the columns that name the row and the decision are read: amounts and dates are for the
/// person. A spreadsheet may have saved them with `;` or a tab in place of the comma.
final class DecisionsCSVImporter: Importer {
    private enum Field: Int, CaseIterable {
        case id, decision, party, document, instalment, text
    }

    private var layout: SourceLayout
    private let kind: DecisionDraft.Kind
    private var table: Table?
    private var head: [UInt8] = []
    private var decisions: [DecisionDraft] = []

    init(_ layout: SourceLayout) {
        self.layout = layout
        kind = layout.format == .matchesCSV ? .match : .answer
        if kind == .answer, layout.columns["decision"] == nil {
            self.layout.columns["decision"] = "answer"
        }
    }

    func drain(_ emit: (Draft) -> Void) { flush(emit) }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        if table == nil {
            // The first line tells how fields are set apart.
            head.append(contentsOf: chunk)
            guard isLast || head.contains(10) || head.count > Limits.record else { return }
            let first = head
            head = []
            return try first.withUnsafeBufferPointer {
                table = makeTable($0)
                try read($0, isLast: isLast, emit)
            }
        }
        try read(chunk, isLast: isLast, emit)
    }

    private func makeTable(_ head: Bytes) -> Table {
        let line = head.prefix { $0 != 10 && $0 != 13 }
        if !line.contains(layout.delimiter) {
            let others = [UInt8(ascii: ";"), 9, UInt8(ascii: ",")]
            layout.delimiter = others.first { line.contains($0) } ?? layout.delimiter
        }
        return Table(
            layout, fields: Field.allCases.map { "\($0)" }, required: ["id", "decision"])
    }

    private func read(_ chunk: Bytes, isLast: Bool, _ emit: (Draft) -> Void) throws {
        guard let table else { return }
        try table.feed(chunk, isLast: isLast, emit: emit) { row in
            take(row)
            if decisions.count >= Limits.batchRows { flush(emit) }
        }
        guard isLast else { return }
        flush(emit)
        emit(.end(rows: table.rows))
    }

    private func flush(_ emit: (Draft) -> Void) {
        table?.flushAsides(emit)
        if !decisions.isEmpty { emit(.decisions(decisions)) }
        decisions.removeAll()
    }

    private func take(_ row: TableRow) {
        var decision = DecisionDraft(span: row.span, kind: kind)
        var flaws: [Flaw] = []
        decision.decision = row.string(Field.decision.rawValue, &flaws)
        decision.question =
            decision.decision.isEmpty
            ? row.string(Field.id.rawValue, &flaws)
            : row.requiredString(Field.id.rawValue, &flaws)
        if kind == .match {
            decision.party = row.string(Field.party.rawValue, &flaws)
            decision.document = row.string(Field.document.rawValue, &flaws)
            decision.instalment = row.string(Field.instalment.rawValue, &flaws)
        }
        decision.party = decision.party.unguarded
        decision.document = decision.document.unguarded
        decision.decision = decision.decision.unguarded
        decision.flaws = flaws
        decisions.append(decision)
    }
}
