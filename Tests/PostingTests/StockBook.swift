import Accounting
import Digest
import Foundation
import Ledger
import Reconciliation
import Reports
import Testing

@testable import Posting

/// A client's stock in text, and what its book then shows.
///
/// A move a line: `day item kind quantity [value] [@location]`, a count `=quantity`. A receipt
/// posts what it states, as its document does: 370 against 486.
struct StockBook {
    let client: Client
    private let policy: StockPolicy

    init(_ policy: StockPolicy, start: String = "2026-01-01") throws {
        self.policy = policy
        client = try Client(start: start)
        for (code, kind, role) in [
            ("370", AccountKind.asset, AccountRole.stock), ("371", .asset, nil),
            ("486", .liability, nil), ("603", .expense, .stockChange),
            ("604", .expense, .costOfSales), ("605", .expense, nil),
            ("6581", .expense, .shrinkage),
            ("6582", .expense, .waste), ("6583", .expense, .ownUse),
        ] {
            client.accounts.append(Account(code: code, name: code, kind: kind, role: role))
        }
        client.products = Products(
            policy: policy,
            items: [
                Product(code: "BEANS", name: "Beans", unit: "kg", category: "coffee"),
                Product(code: "MILK", name: "Milk", unit: "l", category: "dairy"),
                Product(
                    code: "MUG", name: "Mug", unit: "piece", category: "goods",
                    stockAccount: "371", costAccount: "605"),
            ])
    }

    /// A move read from a line; with what its item is called.
    private func record(_ line: Substring, file: Int64, number: Int, _ session: BookSession) throws
        -> StockMoveRecord
    {
        let words = line.split(separator: " ")
        let kind = try #require(StockMoveKind(rawValue: String(words[2])), "\(words[2])")
        var record = StockMoveRecord(
            entry: 0, source: "stock", document: "D\(words[0])", kind: kind, day: try day(words[0]),
            product: try session.word(words[1].utf8), quantity: 0, file: file, line: Int64(number))
        if words[3].hasPrefix("=") {
            record.counted = try thousandths(words[3].dropFirst())
        } else {
            record.quantity = try thousandths(words[3])
        }
        for word in words.dropFirst(4) {
            if word.hasPrefix("@") {
                record.location = String(word.dropFirst())
            } else if word.hasPrefix("#") {
                record.document = String(word.dropFirst())
            } else {
                record.value = try cents(String(word))
            }
        }
        return record
    }

    private func day(_ text: Substring) throws -> Day { try #require(Day(iso: text)) }

    private func thousandths(_ text: Substring) throws -> Int64 {
        let parts = text.split(separator: ".")
        let rest = parts.count > 1 ? String(parts[1]) : ""
        let padded = rest + String(repeating: "0", count: 3 - rest.utf8.count)
        return try #require(Int64(String(parts[0]) + padded))
    }

    /// A run that brings moves, for a month.
    @discardableResult
    func run(_ month: String, _ text: String) throws -> [Finding] {
        try run(month, text.split(separator: "\n"))
    }

    @discardableResult
    func run(_ month: String, _ lines: [Substring]) throws -> [Finding] {
        try client.moveStock(through: month) { session, locked in
            guard !lines.isEmpty else { return }
            let file = try session.reserveFile()
            for (index, line) in lines.enumerated() {
                try enter(
                    try record(line, file: file, number: index + 2, session), session, locked)
            }
            try session.append(
                FileRecord(
                    id: file, digest: sha256(Array("stock \(file)".utf8)),
                    path: "stock-\(file).csv",
                    source: "stock", format: "test", size: 1, outcome: .posted))
        }
    }

    /// What a stock document does: posts the value it states, and enters its move.
    private func enter(_ record: StockMoveRecord, _ session: BookSession, _ locked: Day?) throws {
        var record = record
        let stated = StockMove(
            id: 0, kind: record.kind, day: record.day, quantity: record.quantity,
            value: record.value
        ).stated
        if policy.system == .perpetual, stated != 0, record.kind != .opening {
            let isLate = locked.map { record.day <= $0 } ?? false
            var columns = EntryBatch.Columns()
            columns.begin(
                .stockDocument, day: isLate ? (locked ?? record.day) + 1 : record.day,
                documentDay: record.day, file: record.file,
                span: Span(line: Int32(record.line), offset: 0, length: 0), party: "",
                reference: record.document, text: "")
            let isMug = try record.product == session.word("MUG".utf8)
            columns.post(try session.account(isMug ? "371" : "370"), signed: stated)
            columns.post(try session.account("486"), signed: 0 - stated)
            record.entry = try session.append(try EntryBatch(columns))
        }
        try session.append(record)
    }

    /// What an account's entries of a recipe came to, by posting day: `day amount`.
    func postings(_ account: String, _ recipe: Recipe) throws -> [String] {
        try client.lines(of: account).filter { $0.recipe == recipe }.map {
            "\($0.day) \(decimalText($0.debit - $0.credit, exponent: 2))"
        }
    }

    func summary(_ period: String) throws -> StockSummary {
        let books = try client.books()
        return try client.book.read { snapshot in
            let reporter = try Reporter(
                snapshot, books: books, period: try #require(Period(period)),
                settings: ReportSettings())
            let ties = try reporter.tieOuts().filter { $0.name == "stock" }
            #expect(ties.allSatisfy { $0.unexplained == 0 }, "\(ties)")
            return try #require(try reporter.stockSummary())
        }
    }

    /// `item quantity value` at the end of a period, once every row and account foots.
    func closing(_ period: String) throws -> [String] {
        let summary = try summary(period)
        for row in summary.rows {
            #expect(row.difference == StockSummary.Amount(), "\(row)")
        }
        for account in summary.accounts {
            #expect(account.difference == 0, "\(period) \(account)")
        }
        return summary.rows.map { row in
            let place = row.location.isEmpty ? "" : "@" + row.location
            return [
                row.item + place, decimalText(row.closing.quantity, exponent: 3),
                decimalText(row.closing.value, exponent: 2),
            ].joined(separator: " ")
        }
    }

    func balance(_ account: String) throws -> Int64 {
        try client.book.read { snapshot in
            let codes = try snapshot.accountCodes()
            return try snapshot.monthSums().reduce(0) {
                codes[$1.account] == account ? $0 + $1.debit - $1.credit : $0
            }
        }
    }
}
