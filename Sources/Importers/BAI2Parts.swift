internal import Accounting
internal import Formats

/// The 01 record: who wrote the file for whom, when, by which version.
struct BAI2Header {
    let version: String
    private let date: Day?

    init(_ record: BAI2Record) {
        var fields = record
        let stated = (1...8).map { _ in String(decoding: fields.next(), as: UTF8.self) }
        date = BAI2Group.day(Array(stated[2].utf8)[...])
        version = stated[7]
    }

    /// Versions 2 and 3 have the same records; a blank is taken for 2.
    var isVersionKnown: Bool { ["", "2", "3"].contains(version) }

    /// True where the record can be nothing else.
    var isOne: Bool { date != nil && (version == "2" || version == "3") }
}

/// What the trailers count: physical records, members (accounts, groups) and their totals, in the
/// numbers of the file.
struct BAI2Level {
    private(set) var records: Exact
    private(set) var members = Exact.zero
    private(set) var total = Exact.zero

    init(records: Int) { self.records = Exact(mantissa: Int128(records), scale: 0) }

    mutating func add(_ count: Int) { records.add(Exact(mantissa: Int128(count), scale: 0)) }

    /// Counts a member by the total it declares; one that states none counts as zero.
    mutating func addMember(_ declared: Exact?) {
        members.add(Exact(mantissa: 1, scale: 0))
        total.add(declared ?? .zero)
    }
}

/// The 02 record: originator, status, as-of date, currency of its accounts.
struct BAI2Group {
    var level: BAI2Level
    let asOf: Day?
    let currency: String
    /// As-of-date modifiers 1 and 3: data of an unfinished day.
    let isInterim: Bool
    /// What is wrong with the group is wrong with each of its statements.
    let flaws: [Flaw]
    private var seen: [String: Int] = [:]

    init(_ record: BAI2Record) {
        level = BAI2Level(records: record.records)
        var fields = record
        _ = (fields.next(), fields.next())
        let status = fields.next()
        let date = fields.next()
        _ = fields.next()
        currency = String(decoding: fields.next(), as: UTF8.self)
        let modifier = fields.next()
        isInterim = modifier.elementsEqual("1".utf8) || modifier.elementsEqual("3".utf8)
        asOf = BAI2Group.day(date)
        var flaws: [Flaw] = []
        if asOf == nil {
            flaws.append(
                date.isEmpty
                    ? record.missing("as-of date")
                    : record.flaw(.dateMalformed, date, field: "as-of date"))
        }
        // 1 update, 3 correction; 2 takes earlier data back, 4 is a test: neither is an event.
        if !status.isEmpty, !["1", "3"].contains(String(decoding: status, as: UTF8.self)) {
            flaws.append(record.flaw(.kindUnknown, status, field: "group status"))
        }
        if !modifier.isEmpty,
            !["1", "2", "3", "4"].contains(String(decoding: modifier, as: UTF8.self))
        {
            flaws.append(record.flaw(.kindUnknown, modifier, field: "as-of-date modifier"))
        }
        self.flaws = flaws
    }

    /// `YYMMDD`, or `YYYYMMDD` as some senders write it.
    static func day(_ field: ArraySlice<UInt8>) -> Day? {
        guard let reader = DateReader(pattern: field.count == 8 ? "YYYYMMDD" : "YYMMDD"),
            case .day(let day) = Array(field).withUnsafeBufferPointer({ reader.read($0) })
        else { return nil }
        return day
    }

    /// The as-of date; an account's second statement in the group is `#2`.
    mutating func statementID(of account: String) -> String {
        let number = (seen[account] ?? 0) + 1
        seen[account] = number
        let date = asOf?.description ?? ""
        return number == 1 ? date : "\(date)#\(number)"
    }
}

/// The 03 record: an account with its balances and totals.
struct BAI2Account {
    /// The bank's own total of all credits (100) or debits (400), with the number of items.
    struct Total {
        let name: String
        let isDebit: Bool
        var amount: Exact?
        var items: Exact?
    }

    let line: Int
    let exponent: Int
    var level: BAI2Level
    /// The algebraic sum of every amount of the account's records, in the numbers of the file.
    var total = Exact.zero
    private(set) var opening: Exact?
    private(set) var closing: Exact?
    private(set) var totals: [Total] = []

    init(_ record: BAI2Record, exponent: Int) {
        line = record.line
        self.exponent = exponent
        level = BAI2Level(records: record.records)
    }

    /// Reads the summaries: type code, amount, item count, funds, over and over.
    /// - Returns: what could not be read.
    mutating func takeSummaries(_ fields: inout BAI2Record) -> [Flaw] {
        var flaws: [Flaw] = []
        while !fields.isAtEnd {
            let code = fields.next()
            // Senders leave a summary out, or end it with one comma more than it has.
            if code.isEmpty { continue }
            guard code.count == 3, let type = Exact(digits: code, scale: 0) else {
                return flaws + [fields.flaw(.malformed, code, field: "type code")]
            }
            let amount = fields.next()
            let items = fields.next()
            if fields.funds() == nil {
                flaws.append(fields.flaw(.malformed, code, field: "funds type"))
            }
            if let flaw = take(Int(type.mantissa), amount, items, fields) { flaws.append(flaw) }
        }
        return flaws
    }

    private mutating func take(
        _ type: Int, _ amount: ArraySlice<UInt8>, _ items: ArraySlice<UInt8>,
        _ record: BAI2Record
    ) -> Flaw? {
        let stated = Exact(signedDigits: amount, scale: 0)
        if stated == nil, !amount.isEmpty { return record.flaw(.amountMalformed, amount) }
        let count = Exact(digits: items, scale: 0)
        if count == nil, !items.isEmpty {
            return record.flaw(.amountMalformed, items, field: "item count")
        }
        if let stated { total.add(stated) }
        let value = stated.map { Exact(mantissa: $0.mantissa, scale: exponent) }
        switch type {
        case 10: opening = opening ?? value
        case 15: closing = closing ?? value
        case 100: totals.append(Total(name: "100", isDebit: false, amount: value, items: count))
        case 400: totals.append(Total(name: "400", isDebit: true, amount: value, items: count))
        default: break
        }
        return nil
    }
}

/// When funds are available: what the funds type field and those behind it say.
struct BAI2Funds {
    var valueDay: Day?
}

extension BAI2Record {
    /// Reads the funds type and the fields it brings: `S` three amounts, `V` a date and a time,
    /// `D` pairs of days and amounts. nil for a type there is not.
    mutating func funds() -> BAI2Funds? {
        let isFirst = isAtStartOfPiece
        let type = next()
        var funds = BAI2Funds()
        switch String(decoding: type, as: UTF8.self) {
        case "", "0", "1", "2", "Z": break
        case "S": for _ in 0..<3 { _ = next() }
        case "V":
            funds.valueDay = BAI2Group.day(next())
            _ = next()
        case "D":
            guard let count = Exact(digits: next(), scale: 0), count.mantissa <= 1000 else {
                return nil
            }
            for _ in 0..<2 * Int(count.mantissa) { _ = next() }
        default:
            // Left out at the end of a physical record: the next begins with a type code.
            guard isFirst, type.count == 3, Exact(digits: type, scale: 0) != nil else {
                return nil
            }
            putBack(type)
        }
        return funds
    }
}
