internal import Accounting

/// A page of a statement that is sent in several, by its own word (`StmtPgntn`) or by that of its
/// message (`GrpHdr/MsgPgntn`); with pages joined to it, all of them.
struct CamtPage {
    private var number: Int? = 1
    private var isLast: Bool?
    /// The number of the first page, of the pages that are joined.
    private(set) var first = 1
    /// True where the pagination is the message's: of its statements the first goes on from the
    /// page before and the last goes on in the next.
    private(set) var isOfMessage = false
    /// As the file writes it.
    private(set) var text = ""
    /// True where a page between two others is missing or one is there twice.
    private(set) var isBroken = false

    mutating func setNumber(_ text: String) {
        self.text = text.trimmed
        // Five digits by definition (`Max5NumericText`), from 1.
        number = self.text.utf8.count < 10 ? Int(self.text).flatMap { $0 > 0 ? $0 : nil } : nil
        first = number ?? 2
    }

    mutating func setLast(_ text: String) {
        isLast = text.trimmed == "true" || text.trimmed == "1"
    }

    var isStated: Bool { !text.isEmpty || isLast != nil }

    /// True for a statement that has no other page.
    var isWhole: Bool { !isStated || (first == 1 && number == first && isLast != false) }

    /// The page of a message as that of one of its statements.
    func ofStatement() -> CamtPage {
        var page = self
        page.isOfMessage = true
        return page
    }

    /// The statement is not the last of its message: it ends there.
    mutating func end() { isLast = true }

    /// The statement is not the first of its message: it begins there.
    mutating func begin() { first = 1 }

    /// True for a page that follows this one, with or without others between, or repeats it.
    func mayGoOn(with next: CamtPage) -> Bool {
        guard let number, let nextNumber = next.number else { return false }
        return nextNumber > 1 && (isLast != true || nextNumber <= number) || nextNumber == number
    }

    /// True for the next page.
    func isNext(_ next: CamtPage) -> Bool {
        guard let number, let nextNumber = next.number else { return false }
        return nextNumber == number + 1
    }

    /// Goes on from the pages before: those that are missing between, or this one again.
    mutating func join(_ before: CamtPage, line: Int) -> [Flaw] {
        first = before.first
        isBroken = before.isBroken
        guard let number, let last = before.number, number != last + 1 else { return [] }
        isBroken = true
        guard number > last else {
            // What was the last page before stays it.
            isLast = before.isLast
            self.number = last
            return [Flaw(.pageRepeated, line: line, found: text, ["page": String(number)])]
        }
        let missing = number == last + 2 ? "\(last + 1)" : "\(last + 1)–\(number - 1)"
        return [Flaw(.pagesMissing, line: line, found: text, ["page": missing])]
    }

    /// The pages before the first and behind the last that are missing.
    var missing: [String] {
        guard isStated else { return [] }
        guard let number else { return [text] }
        var missing: [String] = []
        if first > 1 { missing.append(first == 2 ? "1" : "1–\(first - 1)") }
        if isLast == false { missing.append("\(number + 1)") }
        return missing
    }
}

/// Pages of one statement in one file are one statement.
extension CamtMessage {
    /// Ends the statement or page that is open; a page waits for the next.
    mutating func endStatement() {
        flush()
        announce()
        guard var statement else { return }
        self.statement = nil
        statement.close()
        if statement.page.isWhole {
            drafts.append(.statementEnd(statement.finished()))
        } else {
            waiting = statement
        }
    }

    /// Tells the end of the statement whose next page did not come.
    mutating func finishWaiting() {
        guard let waiting else { return }
        drafts.append(.statementEnd(waiting.finished()))
        self.waiting = nil
    }

    /// Tells the statement's head before its first entry, unless it is a page of the one that
    /// waits.
    mutating func announce() {
        guard let isAnnounced = statement?.isAnnounced, !isAnnounced else { return }
        statement?.isAnnounced = true
        settlePage()
        let isOfWaiting = waiting?.tail.account == statement?.tail.account
        let currency = isOfWaiting ? waiting?.tail.currency : nil
        statement?.settleCurrency(currency ?? entry.currency)
        if let before = waiting, let next = statement, isPage(next, of: before) {
            statement?.join(before)
            waiting = nil
            return
        }
        finishWaiting()
        unit += 1
        statement?.setUnit(unit)
        guard let statement else { return }
        let tail = statement.tail
        drafts.append(
            .statement(
                StatementHead(
                    unit: tail.unit, account: tail.account, id: tail.id,
                    currency: Currency(tail.currency), opening: statement.opening,
                    posts: tail.posts, line: tail.line)))
    }

    /// Gives the statement its page: its own, else that of the message.
    private mutating func settlePage() {
        messageStatements += 1
        if messageStatements > 1, waiting?.page.isOfMessage == true { waiting?.page.end() }
        guard statement?.page.isStated == false, page.isStated else { return }
        statement?.page = page.ofStatement()
        if messageStatements > 1 { statement?.page.begin() }
    }

    private func isPage(_ next: CamtStatement, of before: CamtStatement) -> Bool {
        guard before.tail.account == next.tail.account,
            before.tail.currency == next.tail.currency, before.tail.posts == next.tail.posts,
            before.page.mayGoOn(with: next.page),
            !next.page.isOfMessage || messageStatements == 1
        else { return false }
        if before.tail.id == next.tail.id { return true }
        if !next.sequence.isEmpty, before.sequence == next.sequence { return true }
        // Banks that give each page an id of its own chain them by their balances.
        guard before.page.isNext(next.page), let closing = before.tail.closing,
            let opening = next.opening
        else { return false }
        return closing.equals(opening)
    }
}
