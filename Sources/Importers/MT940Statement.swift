internal import Accounting
internal import Formats

/// A message as it is read: one statement, or one page of a statement.
struct MT940Statement {
    var tail: StatementTail
    /// `:20:`; many programs write the same in every message.
    var reference = ""
    var number = StatementNumber()
    var opening: SWIFTBalance?
    var closing: SWIFTBalance?
    var totals: [SWIFTTotal] = []
    /// Message type as the envelope states it.
    var type: Int?
    var isEnveloped = false
    /// True once `:34F:` or `:13D:` was read: fields of interim reports.
    var hasReportFields = false
    /// The currency that `:34F:` names.
    var floorCurrency = ""
    var isAnnounced = false
    var references = StatementReferences()
    private var sides: [Bool: (count: Int, sum: Exact)] = [:]
    private var firstDay: Day?
    private var lastDay: Day?

    init(unit: Int, line: Int) {
        tail = StatementTail(unit: unit, message: "MT940", account: "", id: "", line: line)
    }

    /// The currency that banks write behind the account.
    private var accountCurrency = ""

    mutating func setAccount(_ text: String, line: Int) {
        guard tail.account.isEmpty else {
            tail.flaws.append(
                Flaw(.malformed, line: line, found: String(text.prefix(40)), ["reason": ":25:"]))
            return
        }
        (tail.account, accountCurrency) = MT940Statement.account(text)
    }

    /// An account as clients declare it, without blanks and in capitals, and the currency banks
    /// write behind it: NL77INGB0574908765EUR, 51210600/9223382012EUR, …/HUF; before an IBAN may
    /// stand a slash or a BIC.
    static func account(_ text: String) -> (account: String, currency: String) {
        var account = IBAN.normalized(text)
        if let slash = account.firstIndex(of: "/") {
            let rest = String(account[account.index(after: slash)...])
            if slash == account.startIndex || IBAN.isValid(rest) { account = rest }
        }
        let (code, number) = (String(account.suffix(3)), account.dropLast(3))
        guard !IBAN.isValid(account), Currency(code) != nil, let last = number.utf8.last,
            SWIFTValue.isDigit(last) || last == UInt8(ascii: "/")
        else { return (account, "") }
        return (last == UInt8(ascii: "/") ? String(number.dropLast()) : String(number), code)
    }

    /// True for a page that goes on in the message of the one before it.
    private(set) var goesOn = false

    /// Takes over the header of the page before.
    mutating func goOn(from page: MT940Statement) {
        goesOn = true
        reference = page.reference
        number = page.number
        tail.account = page.tail.account
        accountCurrency = page.accountCurrency
    }

    /// Settles what the head tells: currency, kind, identity.
    mutating func settle() {
        settleCurrency()
        let isReport = type == 942 || hasReportFields && opening == nil
        let kind = type.map { [941, 942, 950].contains($0) ? $0 : 940 } ?? 940
        tail.message = "MT\(isReport ? 942 : kind)"
        tail.posts = !isReport && kind != 941
        tail.id = number.isCounted ? number.text : reference.isEmpty ? number.text : reference
    }

    private mutating func settleCurrency() {
        let codes = [
            opening?.currency, closing?.currency, floorCurrency, totals.first?.currency,
            accountCurrency,
        ]
        tail.currency = codes.compactMap { $0 }.first { !$0.isEmpty } ?? ""
    }

    /// Counts an entry; only booked ones enter the sum.
    mutating func count(_ entry: MT940Entry) {
        tail.entries += 1
        if let day = entry.bookingDay {
            firstDay = min(firstDay ?? day, day)
            lastDay = max(lastDay ?? day, day)
        }
        guard let amount = entry.amount else { return }
        if entry.status == .booked, let signed = entry.signed {
            tail.booked.add(signed)
            tail.bookedCount += 1
        }
        var side = sides[entry.isDebit] ?? (0, .zero)
        side.count += 1
        side.sum.add(amount)
        sides[entry.isDebit] = side
    }

    /// Compares the end with what was read; what lacks is a flaw.
    /// - Parameter isCut: true where the message has no end mark of its own.
    mutating func close(isCut: Bool) {
        if tail.currency.isEmpty { settleCurrency() }
        tail.opening = opening?.amount
        tail.closing = closing?.amount
        tail.flaws += (opening?.flaws ?? []) + (closing?.flaws ?? [])
        tail.from = firstDay ?? closing?.day
        tail.to = [lastDay, closing?.day].compactMap { $0 }.max()
        func lack(_ field: String) -> Flaw {
            Flaw(.fieldMissing, line: tail.line, ["field": field])
        }
        if tail.account.isEmpty { tail.flaws.append(lack(":25:")) }
        if tail.posts, opening == nil { tail.flaws.append(lack(":60F:")) }
        if tail.posts && closing == nil || isEnveloped && isCut {
            tail.flaws.append(
                Flaw(.truncated, line: tail.line, ["what": closing == nil ? ":62F:" : "-}"]))
        }
        checkCurrency()
        for total in totals { declare(total) }
    }

    mutating func addTotal(_ field: SWIFTField) {
        if let total = SWIFTTotal(field) {
            totals.append(total)
        } else {
            let name = field.tag == .debitTotal ? ":90D:" : ":90C:"
            let found = String(decoding: field.line(0).prefix(40), as: UTF8.self)
            tail.flaws.append(
                Flaw(.malformed, line: Int(field.span.line), found: found, ["reason": name]))
        }
    }

    private mutating func checkCurrency() {
        let codes =
            [opening?.currency, closing?.currency].compactMap { $0 } + totals.map(\.currency)
        for code in codes where !code.isEmpty {
            guard code == tail.currency, Currency(code) != nil else {
                tail.flaws.append(
                    Flaw(
                        .currencyUnknown, line: tail.line, found: code,
                        ["expected": tail.currency]))
                return
            }
        }
    }

    private mutating func declare(_ total: SWIFTTotal) {
        let counted = sides[total.isDebit] ?? (0, .zero)
        tail.declared.append(
            DeclaredTotal(
                name: total.name + "/count", declared: total.count,
                counted: Exact(mantissa: Int128(counted.count), scale: 0), line: total.line))
        tail.declared.append(
            DeclaredTotal(
                name: total.name + "/sum", declared: total.sum, counted: counted.sum,
                line: total.line))
    }
}
