import Accounting
import Ledger
import Posting
import Reports
import Testing

/// Two payment services beside the fixture's till: `stripe` pays payouts, `paypal` keeps a balance
/// in euros and dollars.
///
/// 5171 and 5172 are their clearing accounts (tenders `stripe` and `paypal`), 5115 payouts in
/// transit, 5174 and 5175 what PayPal holds, 6279 fees, 6288 chargebacks, 6289 adjustments.
extension Client {
    static func withServices() throws -> Client {
        let client = try Client()
        for (code, kind, role, currency) in [
            ("5115", AccountKind.asset, AccountRole.payoutsInTransit, nil),
            ("5171", .asset, .clearing, nil), ("5172", .asset, .clearing, nil),
            ("5174", .asset, nil, nil), ("5175", .asset, nil, "USD"), ("6279", .expense, nil, nil),
            ("6288", .expense, nil, nil), ("6289", .expense, nil, nil),
        ] {
            client.accounts.append(
                Account(
                    code: code, name: code, kind: kind, role: role,
                    currency: currency.flatMap { Currency($0) }))
        }
        var stripe = PaymentService(name: "stripe", clearing: "5171")
        stripe.accounts = ["fee": "6279", "chargeback": "6288", "adjustment": "6289"]
        stripe.feeTax = "P20"
        stripe.descriptors = ["STRIPE"]
        var paypal = PaymentService(name: "paypal", clearing: "5172")
        paypal.accounts = ["fee": "6279", "Dispute fee": "6289"]
        paypal.balances = ["EUR": "5174", "USD": "5175"]
        for service in [stripe, paypal] {
            var source = PostingSource(
                name: service.name, format: "payout-csv", currency: try Fixture.euro())
            source.service = service
            client.sources[service.name] = source
        }
        client.sources["till"]?.clearing["stripe"] = "5171"
        client.sources["till"]?.clearing["paypal"] = "5172"
        return client
    }

    /// Every entry but the bank's, in order of posting day: day, recipe, its postings.
    func journal() throws -> [String] {
        try book.read { snapshot in
            let codes = try snapshot.accountCodes()
            var entries: [Int64: (head: String, postings: [String])] = [:]
            var order: [Int64] = []
            for (number, code) in codes.sorted(by: { $0.value < $1.value }) {
                try snapshot.lines(
                    of: number, from: try day("2000-01-01"), to: try day("2099-12-31")
                ) { line in
                    if entries[line.entry] == nil {
                        entries[line.entry] = ("\(line.day) \(line.recipe.name)", [])
                        order.append(line.entry)
                    }
                    let own = line.original.map {
                        " \($0.currency) \(decimalText($0.minorUnits, exponent: 2))"
                    }
                    entries[line.entry]?.postings.append(
                        "\(code) \(decimalText(line.debit - line.credit, exponent: 2))"
                            + (own ?? ""))
                }
            }
            return entries.map { ($0.key, $0.value) }
                .sorted { ($0.1.head.prefix(10), $0.0) < ($1.1.head.prefix(10), $1.0) }
                .map { $0.1.head + ": " + $0.1.postings.joined(separator: ", ") }
        }
    }

    /// What is open of the clearing accounts on a day: service, section, document, day, amount.
    func cleared(on text: String) throws -> [String] {
        try report(through: text) { reporter in
            try reporter.clearings().flatMap { clearing in
                #expect(clearing.unexplained == 0)
                return clearing.items.map { item in
                    let own =
                        item.currency.code == "EUR"
                        ? "" : " \(item.currency) \(decimalText(item.open, exponent: 2))"
                    return "\(clearing.service.name) \(item.section.rawValue) \(item.document) "
                        + "\(item.day) \(decimalText(item.companyOpen, exponent: 2))" + own
                }
            }
        }
    }

    /// Asks a reporter of the month that ends on a day.
    func report<Result>(through text: String, _ body: (Reporter) throws -> Result) throws
        -> Result
    {
        let last = try day(text)
        let books = try books()
        return try book.read { snapshot in
            try body(
                Reporter(
                    snapshot, books: books, period: Period(from: last.month.first, to: last),
                    settings: ReportSettings()))
        }
    }
}

extension ScriptLine {
    /// `pay stripe: sale t1 O1 2026-01-28 100.00 2.00 po=p1 paid=2026-02-02 [rel= tax= net= cur=
    /// bal= text=]`: kind, number, order, day, gross, fee; `-` for none.
    func transactions() throws -> [PayoutRow] {
        try parts.enumerated().map { index, part in
            var row = PayoutRow(span: span(index))
            func text(_ index: Int) -> String { part.words[index] == "-" ? "" : part.words[index] }
            row.kind = try #require(PayoutKind(rawValue: part.words[0]))
            row.kindText = part.options["text"].map { $0.replacing("_", with: " ") } ?? ""
            (row.number, row.reference) = (text(1), text(2))
            row.day = part.words[3] == "-" ? nil : try PostingTests.day(part.words[3])
            row.gross = try cents(part.words[4])
            row.fee = part.words.count > 5 ? try cents(part.words[5]) : 0
            row.feeTax = try part.amount("tax")
            row.net = try part.options["net"].map { try cents($0) } ?? row.gross - row.fee
            row.currency = part.options["cur"] ?? "EUR"
            row.balance = try part.options["bal"].map { try cents($0) }
            row.payout = part.options["po"] ?? ""
            row.payoutDay = try part.day("paid")
            row.related = part.options["rel"] ?? ""
            return row
        }
    }
}
