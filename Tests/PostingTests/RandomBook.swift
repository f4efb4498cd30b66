import Accounting
import Chance

/// A word of a scenario's line; what the laws change are accounts and amounts.
enum Word {
    case text(String)
    case account(String)
    case amount(Int64)
    /// `opening=12.00`
    case option(String, Int64)

    var text: String {
        switch self {
        case .text(let text), .account(let text): text
        case .amount(let amount): decimalText(amount, exponent: 2)
        case .option(let key, let amount): "\(key)=\(decimalText(amount, exponent: 2))"
        }
    }

    func times(_ factor: Int64) -> Word {
        switch self {
        case .amount(let amount): .amount(amount * factor)
        case .option(let key, let amount): .option(key, amount * factor)
        default: self
        }
    }

    func renamed(_ name: (String) -> String) -> Word {
        if case .account(let code) = self { .account(name(code)) } else { self }
    }
}

/// A file of a random book, or a setting: one line of a scenario.
struct Deed {
    enum Kind: String {
        case rule, rate, opening, voucher, invoice, credit, bill, scredit, receipt, payment
        case statement, till
    }

    var kind: Kind
    var head: [Word]
    var parts: [[Word]] = []

    var text: String {
        func line(_ words: [Word]) -> String { words.map(\.text).joined(separator: " ") }
        let head = kind.rawValue + " " + line(head)
        return parts.isEmpty ? head : head + ": " + parts.map(line).joined(separator: ", ")
    }

    func changed(_ change: (Word) -> Word) -> Deed {
        Deed(kind: kind, head: head.map(change), parts: parts.map { $0.map(change) })
    }

    /// The first amount of a part.
    func amount(_ part: Int) -> Int64 {
        for case .amount(let amount) in parts[part] { return amount }
        return 0
    }
}

/// A month's or four's drops of a small client, drawn from a seed.
///
/// Swarm testing: every book draws which features it has, so that none hides another. What no
/// document names is in suspense or under a mapping rule; a bank line pays what it names.
struct RandomBook {
    enum Feature: CaseIterable {
        case opening, vouchers, items, bank, rules, sales, documents, bills, credits, payments
        case dollars, flaws, yearEnd
    }

    /// What a law about signs may have: documents and tills have none to turn round, a credit
    /// note is not an invoice less than nothing; bank lines, vouchers and openings are.
    static let signless: Set<Feature> = [
        .opening, .vouchers, .items, .bank, .rules, .dollars, .yearEnd,
    ]

    let seed: UInt64
    let start: Month
    let months: Int
    let features: Set<Feature>
    var settings: [Deed] = []
    var files: [Deed] = []
    /// Amounts are multiples of it; of 30.00 neither tax nor rate leaves a part of a cent.
    let unit: Int64
    private var random: SeededNumbers
    private var named = 0
    /// What bank lines may pay: day, amount, what to quote, in dollars or not.
    private var payable: [(day: Day, amount: Int64, text: String, isForeign: Bool)] = []

    init(seed: UInt64, among all: Set<Feature> = Set(Feature.allCases), unit: Int64 = 1) {
        self.seed = seed
        self.unit = unit
        var random = SeededNumbers(seed: seed)
        var features: Set<Feature> = []
        for feature in Feature.allCases where random.below(3) > 0 { features.insert(feature) }
        features.formIntersection(all)
        features.insert(random.flip() ? .bank : .vouchers)
        self.features = features
        months = random.within(2...4)
        let isAcross = features.contains(.yearEnd)
        start = isAcross ? Month(year: 2025, month: 12) : Month(year: 2026, month: 1)
        self.random = random
        draw()
    }

    var first: Day { start.first }
    var last: Day { (start + (months - 1)).last }
    var all: [Month] { (0..<months).map { start + $0 } }
    var periods: [Period] { all.map { Period($0) } }
    var whole: Period { Period(from: first, to: last) }

    /// The settings, the files with an end of a run before those of `cuts`, judged again.
    func lines(_ cuts: Set<Int> = []) -> [String] {
        settings.map(\.text)
            + files.enumerated().flatMap { (cuts.contains($0) ? ["run"] : []) + [$1.text] }
            + ["again"]
    }

    func changed(_ change: (Word) -> Word) -> RandomBook {
        var book = self
        book.settings = settings.map { $0.changed(change) }
        book.files = files.map { $0.changed(change) }
        return book
    }

    // MARK: Drawing

    private mutating func day(after first: Day? = nil) -> Day {
        let first = min(first ?? self.first, last)
        return first + random.within(0...(last - first))
    }

    private mutating func amount() -> Int64 {
        unit * Int64(unit == 1 ? random.within(1...90_000) : random.within(1...40))
    }

    private mutating func name(_ prefix: String) -> String {
        named += 1
        return "\(prefix)-\(1000 + named)"
    }

    private mutating func draw() {
        let isForeign = features.contains(.dollars)
        if features.contains(.rules) { drawRules() }
        if isForeign { drawRates() }
        if features.contains(.vouchers) { for _ in 0..<random.within(1...4) { drawVoucher() } }
        if features.contains(.documents) { for _ in 0..<random.within(1...4) { drawSale() } }
        if features.contains(.bills) { for _ in 0..<random.within(1...3) { drawBill() } }
        if features.contains(.sales) { for _ in 0..<random.within(1...3) { drawTill() } }
        var openings: [Int64] = [0, 0]
        if features.contains(.opening) { openings[0] = drawOpening() }
        if features.contains(.bank) { drawBank(openings[0], isForeign: false) }
        if features.contains(.bank), isForeign { drawBank(openings[1], isForeign: true) }
        if features.contains(.flaws) { for _ in 0..<random.within(1...3) { drawFlaw() } }
        files = random.shuffled(files)
        // The opening stands before all that it opens.
        files.sort { $0.kind == .opening && $1.kind != .opening }
    }

    private mutating func drawRules() {
        for (text, account, tax) in [
            ("EDF", "606", "P20"), ("FEE", "627", ""), ("DESK", "706", "S20"),
            ("/SHOP/", "707", ""),
        ] where random.below(4) > 0 {
            let tail: [Word] = tax.isEmpty ? [] : [.text(tax)]
            settings.append(Deed(kind: .rule, head: [.text(text), .account(account)] + tail))
        }
    }

    /// One every week; where nothing may be rounded, always the same.
    private mutating func drawRates() {
        for week in stride(from: 0, through: last - first, by: 7) {
            let rate = unit == 1 ? Int64(random.within(101...135)) : 125
            settings.append(
                Deed(
                    kind: .rate,
                    head: [
                        .text("EUR/USD"), .text(decimalText(rate, exponent: 2)),
                        .text("\(first + week)"),
                    ]))
        }
    }

    private mutating func drawVoucher() {
        let accounts = random.shuffled(["101", "513", "606", "627", "706", "707"])
        let legs = random.within(2...4)
        var rest: Int64 = 0
        var parts: [[Word]] = []
        for account in accounts.prefix(legs - 1) {
            let amount = random.flip() ? amount() : -amount()
            rest -= amount
            parts.append([.account(account), .amount(amount)])
        }
        if features.contains(.items), random.flip() {
            // A line on a control account, open under a number of its own.
            let isCustomer = random.flip()
            parts.append([
                .account(isCustomer ? "411" : "401"), .amount(rest),
                .text(isCustomer ? "party=C1" : "party=S1"), .text("doc=\(name("OD"))"),
                .text("due=\(day())"),
            ])
        } else {
            parts.append([.account(accounts[legs]), .amount(rest)])
        }
        files.append(
            Deed(kind: .voucher, head: [.text(name("V")), .text("\(day())")], parts: parts))
    }

    private mutating func drawSale() {
        let isForeign = features.contains(.dollars) && random.below(3) == 0
        let (number, party, day) = (name("F"), random.pick(["C1", "C2"]), day())
        let head: [Word] =
            [.text(number), .text(party), .text("\(day)")]
            + [.text("due=\(day + random.within(0...60))")]
        let currency: [Word] = isForeign ? [.text("currency=USD")] : []
        // Of a tax due on payment, each payment has a rounded part.
        let taxes = ["S20", "S10", unit == 1 ? "SV20" : "S20", "EX", "-"]
        let lines = (0..<random.within(1...3)).map { _ -> [Word] in
            [
                .account(random.pick(["706", "707"])), .text(random.pick(taxes)),
                .amount(amount()),
            ]
        }
        files.append(Deed(kind: .invoice, head: head + currency, parts: lines))
        let units = lines.reduce(Int64(0)) { sum, line in
            if case .amount(let amount) = line[2] { sum + amount / unit } else { sum }
        }
        let isCredited = features.contains(.credits) && units >= 4 && random.below(3) == 0
        if isCredited {
            files.append(
                Deed(
                    kind: .credit,
                    head: [
                        .text(name("A")), .text(party), .text("\(self.day(after: day))"),
                        .text("for=\(number)"),
                    ] + currency,
                    parts: [[.account("707"), .text("S20"), .amount(unit * (units / 3))]]))
        }
        // Of several parts of what is rounded, in dollars or of a tax due on payment, the last to
        // be posted takes the cents: of another month where the files come in another order.
        let isRounded = isForeign || lines.contains { $0[1].text == "SV20" }
        guard !isCredited || !isRounded else { return }
        // Of a credit note and a payment that are together too much, the later is left over.
        drawPayment(
            .receipt, party, number, day, isForeign, atMost: isCredited ? unit * (units / 2) : nil)
    }

    private mutating func drawBill() {
        let isForeign = features.contains(.dollars) && random.below(3) == 0
        let (number, day) = (name("B"), day())
        let currency: [Word] = isForeign ? [.text("currency=USD")] : []
        let lines = (0..<random.within(1...2)).map { _ -> [Word] in
            [
                .account(random.pick(["606", "627"])),
                .text(random.pick(["P20", "P20H", "RC20", "-"])), .amount(amount()),
            ]
        }
        files.append(
            Deed(
                kind: .bill,
                head: [.text(number), .text("S1"), .text("\(day)")] + currency, parts: lines))
        if features.contains(.credits), random.below(4) == 0 {
            files.append(
                Deed(
                    kind: .scredit,
                    head: [.text(name("A")), .text("S1"), .text("\(self.day(after: day))")]
                        + currency,
                    parts: [[.account("606"), .text("P20"), .amount(amount())]]))
        }
        drawPayment(.payment, "S1", number, day, isForeign)
    }

    /// A payment row that a bank line clears, or a bank line that names the document, or neither.
    private mutating func drawPayment(
        _ kind: Deed.Kind, _ party: String, _ number: String, _ day: Day, _ isForeign: Bool,
        atMost most: Int64? = nil
    ) {
        let sign: Int64 = kind == .receipt ? 1 : -1
        let amount = min(amount(), most ?? .max)
        let paid = self.day(after: day)
        if features.contains(.payments), random.flip() {
            let reference = name("VIR")
            let target: [Word] = random.below(4) > 0 ? [.text("for=\(number)")] : []
            let currency: [Word] = isForeign ? [.text("currency=USD")] : []
            files.append(
                Deed(
                    kind: kind,
                    head: [
                        .text(name("R")), .text(party), .text("\(paid)"), .amount(amount),
                        .text("ref=\(reference)"),
                    ] + target + currency))
            payable.append((paid, sign * amount, reference, isForeign))
        } else if random.below(3) > 0 {
            payable.append((paid, sign * amount, number, isForeign))
        }
    }

    private mutating func drawTill() {
        let orders = (0..<random.within(1...4)).map { _ -> [Word] in
            let isReturn = random.below(6) == 0
            return [
                .text(name("O")), .text("food"), .text(random.pick(["S20", "S10"])),
                .amount(isReturn ? -amount() : amount()), .text(random.pick(["card", "cash"])),
                .text("item=\(random.pick(["TEA", "CAKE", "MUG"]))"),
                .text("qty=\(isReturn ? "-" : "")\(random.within(1...9)).000"),
            ]
        }
        files.append(
            Deed(
                kind: .till, head: [.text(random.pick(["paris", "lyon"])), .text("\(day())")],
                parts: orders))
    }

    /// - Returns: what the bank begins with.
    private mutating func drawOpening() -> Int64 {
        let bank = amount()
        var parts: [[Word]] = [[.account("512"), .amount(bank)]]
        var rest = bank
        if features.contains(.items) {
            let (owed, owing) = (amount(), amount())
            let due = first - random.within(1...100)
            parts.append([
                .account("411"), .amount(owed), .text("party=C2"), .text("doc=\(name("F"))"),
                .text("due=\(due)"),
            ])
            parts.append([
                .account("401"), .amount(-owing), .text("party=S1"), .text("doc=\(name("B"))"),
                .text("due=\(due)"),
            ])
            rest += owed - owing
        }
        parts.append([.account("101"), .amount(-rest)])
        files.append(Deed(kind: .opening, head: [], parts: parts))
        return bank
    }

    /// A statement a month, each from where the last one ended.
    private mutating func drawBank(_ opening: Int64, isForeign: Bool) {
        var balance = opening
        for month in all {
            var rows: [(day: Day, amount: Int64, text: String)] =
                payable
                .filter { $0.isForeign == isForeign && $0.day.month == month }
                .map { ($0.day, $0.amount, "PAID \($0.text)") }
            for _ in 0..<random.within(1...4) {
                let amount = random.flip() ? amount() : -amount()
                let text = random.pick(["EDF", "FEE", "DESK", "THE SHOP", "WHO"])
                let day = month.first + random.within(0...27)
                rows.append((day, amount, "\(text) \(name("X"))"))
            }
            rows.sort { ($0.day, $0.text) < ($1.day, $1.text) }
            files.append(
                Deed(
                    kind: .statement,
                    head: [
                        .text("\(isForeign ? "U" : "S")\(month)"),
                        .text(isForeign ? "514" : "512"), .option("opening", balance),
                    ] + (isForeign ? [.text("currency=USD")] : []),
                    parts: rows.map { [.text("\($0.day)"), .amount($0.amount), .text($0.text)] }))
            balance += rows.reduce(0) { $0 + $1.amount }
        }
    }

    /// Something that does not post.
    private mutating func drawFlaw() {
        switch random.below(5) {
        case 0:
            files.append(
                Deed(
                    kind: .voucher, head: [.text(name("V")), .text("\(day())")],
                    parts: [[.account("606"), .amount(amount())], [.text("999X"), .amount(1)]]))
        case 1:
            files.append(
                Deed(
                    kind: .invoice, head: [.text(name("F")), .text("NOBODY"), .text("\(day())")],
                    parts: [[.account("707"), .text("-"), .amount(amount())]]))
        case 2:
            files.append(
                Deed(
                    kind: .till, head: [.text("nice"), .text("\(day())")],
                    parts: [
                        [
                            .text(name("O")), .text("food"), .text("S20"), .amount(amount()),
                            .text("card"),
                        ],
                        [
                            .text(name("O")), .text("food"), .text("S20"), .amount(amount()),
                            .text("cheque"),
                        ],
                    ]))
        case 3:
            // A cent of tax too much: within the tolerance, or not.
            let net = amount()
            let tax = (net * 20 + 50) / 100 + Int64(random.within(1...2))
            files.append(
                Deed(
                    kind: .invoice,
                    head: [.text(name("F")), .text("C1"), .text("\(day())")],
                    parts: [
                        [.account("706"), .text("S20"), .amount(net), .option("tax", tax)]
                    ]))
        default:
            files.append(
                Deed(
                    kind: .receipt,
                    head: [
                        .text(name("R")), .text("C9"), .text("\(day())"), .amount(amount()),
                    ]))
        }
    }
}
