internal import Accounting
internal import Formats

/// `:28C:00004/00002`: the statement's number and the page's.
struct StatementNumber: Equatable {
    var text = ""
    private var statement = ""
    private(set) var page: Int?

    init() {}

    init(_ field: SWIFTField) {
        let joined = (0..<field.lineCount).reduce(into: [UInt8]()) { $0 += field.line($1).trimmed }
        text = String(decoding: joined, as: UTF8.self)
        let parts = joined.split(separator: UInt8(ascii: "/"))
        statement = String(decoding: parts.first ?? [], as: UTF8.self)
        page = parts.count == 2 ? Int(String(decoding: parts[1], as: UTF8.self)) : nil
    }

    /// False where the bank numbers nothing: `0`, `00000/001`, or no number.
    var isCounted: Bool { statement.contains { $0 != "0" } }

    func isOfSameStatement(as other: StatementNumber) -> Bool { statement == other.statement }
}

/// What of a page tells that the same one comes again.
struct MT940Page {
    private let account: String
    private let number: StatementNumber
    private let opening: Exact?
    /// True where the statement has more than this page.
    private let isPart: Bool

    init(_ page: MT940Statement) {
        account = page.tail.account
        number = page.number
        opening = page.opening?.amount
        isPart = page.opening?.isPage == true || page.closing?.isPage == true
    }

    /// True for the same number of statement and page with the same opening balance.
    func isRepeated(by next: MT940Statement) -> Bool {
        guard number.isCounted, number.page != nil, number == next.number,
            account == next.tail.account, isPart || next.opening?.isPage == true,
            let opening, let again = next.opening?.amount
        else { return false }
        return opening.equals(again)
    }
}

/// Holds the pages of a statement in a file against each other.
///
/// `:62M:` closes a page that another follows, `:60M:` opens one that another precedes: with the
/// same balance, and the next number. Where the bank numbers no statements, such balances say
/// nothing about pages: statements are joined by their balances when they post.
enum MT940Pages {
    /// Looks at a page that waits for the next one, and at what comes.
    /// - Parameter before: the page read last, whether or not another follows it.
    static func check(
        _ waiting: inout MT940Statement?, _ next: inout MT940Statement, after before: MT940Page?
    ) {
        if !next.goesOn, before?.isRepeated(by: next) == true {
            return flaw(&next, .pageRepeated)
        }
        let isAccount = waiting?.tail.account == next.tail.account
        let isStatement = waiting?.number.isOfSameStatement(as: next.number) == true
        if next.goesOn {
            if let before = waiting, !isChained(before, next) { flaw(&next) }
            return
        }
        guard var before = waiting, isAccount, next.opening?.isPage == true else {
            if waiting != nil { checkLast(&waiting) }
            checkFirst(&next)
            return
        }
        if isChained(before, next) {
            if isStatement, !isNext(before, next) { flaw(&next) }
        } else if isStatement {
            flaw(&next)
        } else {
            flaw(&before)
            waiting = before
            checkFirst(&next)
        }
    }

    /// A page that no other follows.
    static func checkLast(_ waiting: inout MT940Statement?) {
        if var page = waiting {
            flaw(&page)
            waiting = page
        }
    }

    /// A page that no other precedes, and is not the first.
    private static func checkFirst(_ page: inout MT940Statement) {
        if page.opening?.isPage == true, let number = page.number.page, number > 1 { flaw(&page) }
    }

    private static func isChained(_ before: MT940Statement, _ next: MT940Statement) -> Bool {
        guard let closing = before.closing?.amount, let opening = next.opening?.amount
        else { return false }
        return closing.equals(opening)
    }

    /// True for the next number; for the same one too, unless it is the same page again.
    private static func isNext(_ before: MT940Statement, _ next: MT940Statement) -> Bool {
        guard let page = before.number.page, let nextPage = next.number.page else { return true }
        if page != nextPage { return nextPage == page + 1 }
        guard let first = before.opening?.amount, let second = next.opening?.amount
        else { return false }
        return !first.equals(second)
    }

    private static func flaw(_ page: inout MT940Statement, _ defect: Defect = .pagesMissing) {
        guard page.number.isCounted || page.goesOn else { return }
        page.tail.flaws.append(
            Flaw(
                defect, line: page.tail.line, found: page.number.text,
                ["page": page.number.text]))
    }
}
