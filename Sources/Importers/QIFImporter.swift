internal import Accounting
internal import Formats

/// QIF, Quicken's interchange format: lists of transactions of bank, card and cash accounts.
///
///     D8/ 3'26
///     T-84.12
///     PHarbor Roasters
///     ^
///
/// **Read.** A list a `!Type:Bank`, `CCard`, `Cash`, `Oth A` or `Oth L` header. The account is the
/// one that the `!Account` before it names. QIF states no currency and gives entries no identity.
/// Entries are held back until a date shows the order of day and month; where none does, every date
/// that reads two ways says so. Lists of securities (`Invst`) are refused row by row: which of
/// their actions move cash, and of which account, is the program's to know.
///
/// **Controls.** None: a list has no balances, so every row stands for itself. An entry without its
/// `^` is cut; behind a `^` nothing tells a file that was cut.
///
/// **Source.** Intuit, "Quicken Interchange Format (QIF) files".
final class QIFImporter: Importer {
    /// What stands below a `!` header.
    private enum Section {
        /// Transactions of an account.
        case entries
        /// Accounts, of which the last names the next list.
        case accounts
        /// Categories, classes, memorized transactions …: nothing that happened.
        case lists
        /// Investments: not read.
        case unread
    }

    /// The most entries that wait for a date that settles the others.
    private static let mostWaiting = 65_536
    /// Payees of the entry by which programs write an opening balance.
    private static let openings: Set<String> = [
        "opening balance", "solde initial", "solde d'ouverture", "anfangssaldo",
        "eröffnungssaldo", "beginsaldo", "saldo inicial", "saldo iniziale", "saldo de apertura",
    ]

    private let layout: SourceLayout
    private let amounts: AmountReader
    private let texts: TextDecoder
    private var lines: TextLineReader
    private var dates: QIFDates
    private var statements = StatementBuilder()
    private var waiting: [QIFEvent] = []
    private var section: Section?
    private var entry: QIFEntry?
    private var account = ""
    private var isFirst = true
    private var isPastWaiting = false

    init(_ layout: SourceLayout) {
        self.layout = layout
        amounts = AmountReader(layout.numbers)
        texts = TextLineReader.decoder(layout.encoding)
        lines = TextLineReader(layout.encoding)
        dates = QIFDates(pattern: layout.dates)
        account = layout.account ?? ""
    }

    /// True for a first line that is one of QIF's headers.
    static func recognises(_ head: [UInt8]) -> Bool {
        let start = String(decoding: plainHead(head).prefix(256), as: UTF8.self)
        let line = start.drop { $0.isWhitespace }.prefix { !$0.isNewline }.lowercased()
        return ["!type:", "!account", "!option:", "!clear:"].contains { line.hasPrefix($0) }
    }

    func feed(_ chunk: Bytes, isLast: Bool, emit: (Draft) -> Void) throws {
        defer { statements.emit(emit) }
        try lines.feed(chunk, isLast: isLast) { line in
            if !line.isBlank { try take(line) }
        }
        guard isLast else { return }
        let isCut = entry != nil
        endTruncated()
        settle()
        try statements.endFile(missing: isCut ? "^" : nil, isEmpty: section == nil, emit)
    }

    func drain(_ emit: (Draft) -> Void) {
        settle()
        statements.drain(emit)
    }

    private func take(_ line: TextLine) throws {
        guard let code = line.bytes.first else { return }
        if code == UInt8(ascii: "!") { return header(line) }
        guard let section else {
            throw FormatError(
                Flaw(
                    .malformed, line: Int(line.span.line),
                    found: String(decoding: line.bytes.prefix(40), as: UTF8.self),
                    ["reason": "header"]))
        }
        if code == UInt8(ascii: "^") {
            entry?.extend(line)
            end(section)
        } else {
            if entry == nil { entry = QIFEntry(line) }
            entry?.take(line)
        }
    }

    // MARK: Sections

    private func header(_ line: TextLine) {
        endTruncated()
        let text = String(decoding: line.bytes, as: UTF8.self).trimmed.lowercased()
        if text.hasPrefix("!account") {
            section = .accounts
        } else if text.hasPrefix("!type:") {
            begin(String(text.dropFirst(6)).trimmed, line)
        } else {
            // Options say nothing of transactions.
            section = section ?? .lists
        }
    }

    private func begin(_ kind: String, _ line: TextLine) {
        switch kind {
        case "bank", "ccard", "cash", "oth a", "oth l": section = .entries
        case "invst": section = .unread
        default:
            section = .lists
            return
        }
        isFirst = true
        var tail = StatementTail(
            unit: 0, message: "QIF " + kind, account: account, id: "", line: Int(line.span.line))
        tail.isStatement = false
        tail.hasEndMark = false
        put(.begin(tail))
    }

    /// An entry that a header or the end of the file cuts off.
    private func endTruncated() {
        guard let cut = entry else { return }
        entry = nil
        guard section == .entries || section == .unread else { return }
        put(.spoiled(cut.span, Flaw(.truncated, line: cut.line, ["what": "^"])))
    }

    private func end(_ section: Section) {
        guard let whole = entry else { return }
        entry = nil
        switch section {
        case .accounts: account = whole.string("N", texts)
        case .lists: break
        case .unread:
            put(
                .spoiled(
                    whole.span,
                    Flaw(.kindUnknown, line: whole.line, found: "Invst", ["field": "!Type"])))
        case .entries:
            let isOpening =
                isFirst
                && QIFImporter.openings.contains(
                    whole.string("P", texts).lowercased())
            isFirst = false
            if isOpening {
                put(.opening(whole.span))
            } else {
                if let date = whole.date { date.withUnsafeBufferPointer { dates.see($0) } }
                put(.entry(whole))
            }
        }
    }

    // MARK: Order of dates

    /// Tells an event at once where dates are settled, else when they are.
    private func put(_ event: QIFEvent) {
        waiting.append(event)
        if dates.isSettled || isPastWaiting { return settle() }
        if waiting.count > QIFImporter.mostWaiting {
            isPastWaiting = true
            settle()
        }
    }

    private func settle() {
        for event in waiting {
            switch event {
            case .begin(let tail):
                statements.begin(tail, exponent: layout.currency.exponent)
            case .entry(let entry):
                statements.add(entry.bank(dates, amounts, texts, layout.currency))
            case .opening(let span): statements.ignore(span, .controlFigure)
            case .spoiled(let span, let flaw): statements.spoil(span, flaw)
            }
        }
        waiting.removeAll()
    }
}

/// What a QIF file tells, in its order.
private enum QIFEvent {
    case begin(StatementTail)
    case entry(QIFEntry)
    /// An opening balance: the state of a program's account, not an event of it.
    case opening(Span)
    case spoiled(Span, Flaw)
}
