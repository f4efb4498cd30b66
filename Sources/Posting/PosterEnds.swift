internal import Accounting
internal import Ledger
internal import Validation

extension Poster {
    /// Forgets the file being read: nothing of it is in the book.
    public func abandon() {
        if file.unit?.hasSavepoint == true { try? rollback(to: "unit") }
        try? rollback(to: "file")
        transit = file.transitBefore
    }

    /// The file belongs to no source.
    public func refuseUnmatched() {
        let finding = SourceUnmatched.finding(at: Place(file: file.path))
        refuse(file.judge.ruling(SourceUnmatched.self, finding))
    }

    /// The file cannot be opened any better than before: its verdicts stand.
    public func refuseAsBefore() {
        refuse(file.judge.flaws([Flaw(.malformed, line: 0)]))
    }

    /// Ends a file whose bytes are already in the book: its rows count as duplicates of theirs.
    public func finishDuplicate(of twins: [Int64], twin: String) throws -> FileReceipt {
        try session.release("file")
        var receipt = FileReceipt(path: file.path, outcome: .duplicate)
        for (month, currency, tally) in try session.readTotals(of: twins) {
            receipt.read.add(tally)
            try session.append(.read, file: file.id, month: month, currency: currency, tally)
            try session.append(
                VerdictRecord(
                    file: file.id, unit: -1, span: Span(line: 0, offset: 0, length: 0),
                    tally: tally, currency: currency, day: month?.first, outcome: .duplicate,
                    code: DuplicateFile.code.text))
        }
        let finding = DuplicateFile.finding(at: Place(file: file.path), ["twin": twin])
        let ruling = file.judge.ruling(DuplicateFile.self, finding)
        for finding in ruling.findings {
            try session.append(finding, file: file.id, unit: -1, day: nil, verdict: nil)
            receipt.findings.append(finding)
        }
        // What keeps the first from posting keeps the copy: it is told again, until it is settled.
        for (verdict, refusal) in try session.refusals(of: twins) {
            var finding = refusal
            finding.place.file = file.path
            try session.append(finding, file: file.id, unit: -1, day: nil, verdict: verdict)
            receipt.findings.append(finding)
        }
        return receipt
    }
}
