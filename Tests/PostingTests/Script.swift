import Accounting
import Posting
import Testing

/// A line of a scenario: words, `key=value` options, and after a colon the parts.
struct ScriptLine {
    var words: [String] = []
    var options: [String: String] = [:]
    var parts: [ScriptLine] = []

    init(_ text: String) {
        let halves = text.split(separator: ":", maxSplits: 1).map(String.init)
        for word in halves[0].split(separator: " ").map(String.init) {
            if let mark = word.firstIndex(of: "="), mark != word.startIndex {
                options[String(word[..<mark])] = String(word[word.index(after: mark)...])
            } else {
                words.append(word)
            }
        }
        if halves.count == 2 {
            parts = halves[1].split(separator: ",").map { ScriptLine(String($0)) }
        }
    }

    func day(_ option: String) throws -> Day? { try options[option].map { try Self.day($0) } }
    func amount(_ option: String) throws -> Int64 { try options[option].map { try cents($0) } ?? 0 }

    /// `time=0810` in minutes after midnight; −1 where it is not stated.
    func minute() throws -> Int32 {
        guard let text = options["time"] else { return -1 }
        let number = try #require(Int32(text), "no time: \(text)")
        return number / 100 * 60 + number % 100
    }

    private static func day(_ text: String) throws -> Day { try PostingTests.day(text) }

    func span(_ index: Int) -> Span { Span(line: Int32(index + 2), offset: 0, length: 1) }

    // MARK: Documents

    /// `invoice F1 C1 2026-01-05 due=… for=… parts=day/amount+… currency=USD rate=0.90
    /// prepaid=… rounding=…: account tax net [tax=… goods=GR1;PO1 item=… qty=… unit=…]`; the rate
    /// is of one dollar in euros.
    func document(_ kind: DocumentKind) throws -> DocumentDraft {
        var draft = DocumentDraft()
        draft.kind = kind
        (draft.number, draft.party) = (words[1], words[2])
        draft.day = try Self.day(words[3])
        draft.due = try day("due")
        draft.appliesTo = options["for"] ?? ""
        draft.currency = options["currency"] ?? ""
        draft.rate = try rate()
        draft.prepaid = try amount("prepaid")
        draft.rounding = try amount("rounding")
        let taxes = try Fixture.taxes()
        for (index, part) in parts.enumerated() {
            let net = try cents(part.words[2])
            let tax = taxes[part.words[1]]
            let stated = tax?.kind == .reverse ? 0 : tax?.rate.tax(onNet: net) ?? 0
            let amount = try part.options["tax"].map { try cents($0) } ?? stated
            draft.lines.append(
                DocumentLine(
                    span: span(index), account: part.words[0], text: "",
                    taxCode: part.words[1] == "-" ? "" : part.words[1], net: net, tax: amount,
                    gross: net + amount))
            draft.lines[index].receipts =
                part.options["goods"]?.split(separator: ";").map(String.init) ?? []
            draft.lines[index].item = part.options["item"] ?? ""
            draft.lines[index].unit = part.options["unit"] ?? ""
            draft.lines[index].quantity = try part.options["qty"].map { try thousandths($0) }
        }
        for text in options["parts"]?.split(separator: "+") ?? [] {
            let pair = text.split(separator: "/").map(String.init)
            draft.instalments.append(
                Instalment(due: try Self.day(pair[0]), amount: try cents(pair[1])))
        }
        return draft
    }

    /// `rate=0.92`: of one dollar in euros.
    private func rate() throws -> ExchangeRate? {
        try options["rate"].flatMap {
            ExchangeRate(
                base: try Fixture.dollar(), quote: try Fixture.euro(), mantissa: try cents($0),
                scale: 2)
        }
    }

    /// `receipt R1 C1 2026-01-15 60.00 ref=… for=F1;F2 currency=USD rate=0.92 original=…
    /// discount=… charges=… off=…`.
    func payment() throws -> PaymentDraft {
        var draft = PaymentDraft(span: span(0))
        (draft.number, draft.party) = (words[1], words[2])
        draft.day = try Self.day(words[3])
        draft.amount = try cents(words[4])
        draft.reference = options["ref"] ?? ""
        draft.document = options["for"] ?? ""
        draft.currency = options["currency"] ?? ""
        draft.rate = try rate()
        draft.original = try options["original"].map {
            Exact(mantissa: Int128(try cents($0)), scale: 2)
        }
        draft.discount = try amount("discount")
        draft.charges = try amount("charges")
        draft.writtenOff = try amount("off")
        return draft
    }

    /// `voucher 1 2026-01-31: 606 10.00, 411 -10.00 party=C1 doc=F1 due=…`, debit positive.
    func voucher() throws -> VoucherDraft {
        var draft = VoucherDraft()
        draft.journal = "OD"
        draft.number = words.count > 1 ? words[1] : ""
        for (index, part) in parts.enumerated() {
            var line = JournalLine(span: span(index))
            let amount = try cents(part.words[1])
            line.account = part.words[0]
            line.debit = max(amount, 0)
            line.credit = max(-amount, 0)
            line.party = part.options["party"] ?? ""
            line.document = part.options["doc"] ?? ""
            line.due = try part.day("due")
            line.original = try part.options["usd"].map {
                Money(try cents($0), try Fixture.dollar())
            }
            line.day = words.count > 2 ? try Self.day(words[2]) : nil
            draft.lines.append(line)
        }
        return draft
    }

    // MARK: Bank

    /// `statement S1 512 opening=0.00 [closing=]: 2026-01-20 60.00 text ref= iban= party=`.
    func bank(isStatement: Bool, unit: Int = 1) throws -> [Draft] {
        var rows = BankRows()
        var total: Int64 = 0
        for (index, part) in parts.enumerated() {
            let amount = try cents(part.words[1])
            total += amount
            rows.spans.append(span(index + (unit - 1) * 100))
            rows.days.append(try Self.day(part.words[0]).number)
            rows.valueDays.append(BankRows.missingDay)
            rows.amounts.append(amount)
            rows.status.append(part.options["status"] == "pending" ? .pending : .booked)
            rows.references.append(rows.arena.append(part.options["ref"] ?? ""))
            rows.payerReferences.append(rows.arena.append(part.options["payer"] ?? ""))
            rows.counterparties.append(rows.arena.append(part.options["party"] ?? ""))
            rows.ibans.append(rows.arena.append(part.options["iban"] ?? ""))
            rows.texts.append(rows.arena.append(part.words.dropFirst(2).joined(separator: " ")))
            try append(part, row: index, &rows)
        }
        let hasBalances = isStatement && options["opening"] != "none"
        let opening = hasBalances ? try amount("opening") : 0
        let closing = try options["closing"].map { try cents($0) } ?? opening + total
        func exact(_ amount: Int64) -> Exact { Exact(mantissa: Int128(amount), scale: 2) }
        let id = isStatement ? words[1] : ""
        let account = isStatement ? words[2] : words[1]
        let head = StatementHead(
            unit: isStatement ? unit : 0, account: account, id: id, currency: try currency(),
            opening: hasBalances ? exact(opening) : nil, isStatement: isStatement, line: 1)
        var tail = StatementTail(unit: head.unit, message: "M", account: account, id: id, line: 1)
        tail.isStatement = isStatement
        tail.from = rows.days.min().map { Day(number: $0) }
        tail.to = rows.days.max().map { Day(number: $0) }
        tail.entries = rows.count
        tail.booked = exact(total)
        if hasBalances { (tail.opening, tail.closing) = (exact(opening), exact(closing)) }
        return [.statement(head), .bank(rows), .statementEnd(tail), .end(rows: rows.count)]
    }

    /// `currency=USD`: what a statement is in.
    private func currency() throws -> Currency {
        try #require(Currency(options["currency"] ?? "EUR"))
    }

    /// `eur=-10.00` or `usd=`: what the bank exchanged; `at=1.17`: its rate, of one euro in
    /// dollars; `of=6.00+4.00`: the transactions of a batched entry.
    private func append(_ part: ScriptLine, row: Int, _ rows: inout BankRows) throws {
        let (euro, dollar) = (try Fixture.euro(), try Fixture.dollar())
        let rate = try part.options["at"].flatMap {
            ExchangeRate(base: euro, quote: dollar, mantissa: try cents($0), scale: 2)
        }
        for (option, currency) in [("eur", euro), ("usd", dollar)] {
            guard let text = part.options[option] else { continue }
            rows.originals.append(
                BankOriginal(row: row, money: Money(try cents(text), currency), rate: rate))
        }
        for text in part.options["of"]?.split(separator: "+") ?? [] {
            rows.details.append(
                BankDetail(
                    row: row, amount: try cents(String(text)), payerReference: .empty,
                    counterparty: .empty, iban: .empty, text: rows.texts[row]))
        }
    }

    /// `running 512 opening=0.00: …`: a table with a column of balances, known at its end only.
    func running() throws -> [Draft] {
        var drafts = try bank(isStatement: false)
        let whole = ScriptLine(self, words: ["statement", "", words[1]])
        guard case .statement(var head) = try whole.bank(isStatement: true)[0],
            case .statementEnd(var tail) = try whole.bank(isStatement: true)[2]
        else { return [] }
        (head.id, head.opening, tail.id) = ("", nil, "")
        (drafts[0], drafts[2]) = (.statement(head), .statementEnd(tail))
        return drafts
    }

    /// `ofx 512: …`: rows that post together or not at all, and prove nothing.
    func ofx() throws -> [Draft] {
        var drafts = try running()
        guard case .statement(var head) = drafts[0], case .statementEnd(var tail) = drafts[2]
        else { return [] }
        head.provesDays = false
        (tail.opening, tail.closing) = (nil, nil)
        (drafts[0], drafts[2]) = (.statement(head), .statementEnd(tail))
        return drafts
    }

    private init(_ line: ScriptLine, words: [String]) {
        self = line
        self.words = words
    }

    // MARK: Stock

    /// `stock receipt GR1 2026-01-05 party=S1 ref=PO1 at=10:30: FLOUR 10.000 [50.00] [unit=…
    /// in=… to=… cost=…]`.
    func stock() throws -> StockDraft {
        var draft = StockDraft()
        draft.kind = try #require(StockMoveKind(rawValue: words[1]))
        draft.number = words[2]
        draft.day = try Self.day(words[3])
        draft.party = options["party"] ?? ""
        draft.reference = options["ref"] ?? ""
        for (index, part) in parts.enumerated() {
            var row = StockRow(span: span(index))
            row.item = part.words[0]
            row.quantity = try thousandths(part.words[1])
            row.value = try part.words.count > 2 ? cents(part.words[2]) : nil
            row.unitCost = try part.options["cost"].map {
                Exact(mantissa: Int128(try cents($0)), scale: 2)
            }
            row.unit = part.options["unit"] ?? ""
            row.location = part.options["in"] ?? ""
            row.toLocation = part.options["to"] ?? ""
            draft.rows.append(row)
        }
        return draft
    }

    // MARK: Sales

    /// `till paris 2026-01-10: O1 food S20 100.00 card [discount=… owed=… customer=… …
    /// item=… qty=.000… time=0810]`.
    func sales() throws -> SalesRows {
        var rows = SalesRows()
        let taxes = try Fixture.taxes()
        for (index, part) in parts.enumerated() {
            let net = try cents(part.words[3])
            let tax = taxes[part.words[2]]?.rate.tax(onNet: net) ?? 0
            let owed = try part.amount("owed")
            let extra =
                try part.amount("shipping") + part.amount("ordertax") - part.amount("orderdiscount")
            var line = SalesLine(span: span(index))
            line.day = try Self.day(words[2]).number
            line.store = rows.arena.append(words[1])
            line.order = rows.arena.append(part.words[0])
            line.line = rows.arena.append(String(index))
            line.status = rows.arena.append(part.options["status"] ?? "paid")
            line.category = rows.arena.append(part.words[1])
            line.taxCode = rows.arena.append(part.words[2] == "-" ? "" : part.words[2])
            line.tender = rows.arena.append(part.words[4] == "-" ? "" : part.words[4])
            line.customer = rows.arena.append(part.options["customer"] ?? "")
            line.product = rows.arena.append(part.options["item"] ?? "")
            line.minute = try part.minute()
            line.quantity = try part.options["qty"].map { try thousandths($0) } ?? 1000
            (line.net, line.tax, line.gross) = (net, tax, net + tax)
            line.discount = try part.amount("discount")
            line.tendered =
                try part.options["tendered"].map { try cents($0) } ?? net + tax + extra - owed
            line.outstanding = owed == 0 ? SalesRows.notStated : owed
            line.orderShipping = try part.amount("shipping")
            line.orderTax = try part.amount("ordertax")
            line.orderDiscount = try part.amount("orderdiscount")
            rows.append(line)
        }
        return rows
    }
}
