internal import Accounting
internal import Ledger
internal import Validation

/// What a file of sales states of itself beside what it holds, gathered while it is read.
struct SalesChecks {
    /// A store's day as the file holds it: of all its tills, or of one.
    struct Key: Hashable {
        var store: String
        var till: String
        var day: Day
    }

    struct Sums {
        var orders: Int64 = 0
        var amount: Int64 = 0
        var line: Int
    }

    /// Numbers of receipts in a till's sequence: ranges without a hole, in the order they come.
    struct Sequence {
        struct Run {
            var numbers: ClosedRange<Int64>
            var days: ClosedRange<Day>
            /// Where the lowest number stands.
            var line: Int
        }

        private var runs: [Run] = []
        /// Digits of the shortest number: shorter ones are written with zeros.
        private(set) var digits = 18

        /// Takes in a number; one that goes on where the last range ends costs nothing.
        mutating func add(_ number: Int64, _ digits: Int, _ day: Day, line: Int) {
            self.digits = min(self.digits, digits)
            if var last = runs.last, last.numbers.lowerBound - 1 <= number,
                number <= last.numbers.upperBound + 1
            {
                if number < last.numbers.lowerBound { last.line = line }
                last.numbers =
                    min(last.numbers.lowerBound, number)...max(last.numbers.upperBound, number)
                last.days = min(last.days.lowerBound, day)...max(last.days.upperBound, day)
                runs[runs.count - 1] = last
            } else {
                runs.append(Run(numbers: number...number, days: day...day, line: line))
            }
        }

        /// The ranges by day and number, those that touch within a day joined.
        var joined: [Run] {
            let sorted = runs.sorted {
                ($0.days.lowerBound, $0.numbers.lowerBound, $0.line)
                    < ($1.days.lowerBound, $1.numbers.lowerBound, $1.line)
            }
            var joined: [Run] = []
            for run in sorted {
                guard let last = joined.last, last.numbers.upperBound + 1 == run.numbers.lowerBound
                else {
                    joined.append(run)
                    continue
                }
                joined[joined.count - 1].numbers =
                    last.numbers.lowerBound...run.numbers.upperBound
                joined[joined.count - 1].days =
                    last.days.lowerBound...max(last.days.upperBound, run.days.upperBound)
            }
            return joined
        }
    }

    /// True where a row could not be read: what the file adds up to is not known.
    var hasUnread = false
    private(set) var controls: [SalesControl] = []
    private var places: [Key: Int] = [:]
    private var sums: [Sums] = []
    /// The place of the day that a store's last order was of, by number of the store.
    private var lastPlaces = Answers<(day: Day, place: Int)>()
    private(set) var sequences: [[String]: Sequence] = [:]
    /// Sales that refunds of the file name, with the first line that does.
    private(set) var givenBack: [String: Int] = [:]
    private(set) var rows: Int64 = 0
    private(set) var total: Int64 = 0

    /// Takes in a batch's controls, receipts and refunds.
    mutating func take(_ batch: SalesRows, numbersUnread: Bool) {
        hasUnread = hasUnread || numbersUnread
        controls += batch.controls
        rows += Int64(batch.count)
        for (row, till, number) in batch.receipts {
            let text = batch.arena.text(number)
            let digits = text.utf8.reversed().prefix { $0 >= 48 && $0 <= 57 }.count
            let day = batch.days[row]
            guard digits > 0, digits <= 18, let value = Int64(text.suffix(digits)),
                day != BankRows.missingDay
            else { continue }
            // Another prefix is another sequence: a till begins a new one every year or day.
            sequences[[batch.arena.text(till), String(text.dropLast(digits))], default: Sequence()]
                .add(value, digits, Day(number: day), line: Int(batch.spans[row].line))
        }
        for (row, order) in batch.givenBack {
            let text = batch.arena.text(order)
            if !text.isEmpty, givenBack[text] == nil {
                givenBack[text] = Int(batch.spans[row].line)
            }
        }
    }

    /// Counts an order into its day; a void is of the file and of no day.
    /// - Parameter isOwn: false for an order in another currency, which no total is in.
    mutating func count(_ order: OrderFacts, _ day: Day?, isOwn: Bool) {
        let amount = isOwn ? order.total : 0
        total &+= amount
        guard let day, order.status != .ignored else { return }
        let (batch, first) = (order.batch, order.range.lowerBound)
        let number = batch.numbers.stores[first]
        func key(till: String) -> Key {
            Key(store: batch.rows.arena.text(batch.rows.stores[first]), till: till, day: day)
        }
        let known = lastPlaces[number].flatMap { $0.day == day ? $0.place : nil }
        let place = known ?? self.place(key(till: ""), order.line)
        if known == nil { lastPlaces[number] = (day, place) }
        add(amount, place)
        guard !batch.rows.receipts.isEmpty else { return }
        let till = order.till
        if !till.isEmpty { add(amount, self.place(key(till: till), order.line)) }
    }

    private mutating func place(_ key: Key, _ line: Int) -> Int {
        if let known = places[key] { return known }
        places[key] = sums.count
        sums.append(Sums(line: line))
        return sums.count - 1
    }

    private mutating func add(_ amount: Int64, _ place: Int) {
        sums[place].orders += 1
        sums[place].amount &+= amount
    }

    /// What the file holds of a store's day; nothing where it has no order of it.
    func sums(_ key: Key) -> Sums? { places[key].map { sums[$0] } }

    /// Every store's day and till that the file has an order of.
    var days: [(key: Key, sums: Sums)] { places.map { ($0.key, sums[$0.value]) } }
}

extension Poster {
    /// Ends a file's sales: what it states of itself holds, then its store-days post.
    func endSales() throws {
        let checks = file.salesChecks
        if file.judgesAll, let ruling = brokenControl(checks) { return refuse(ruling) }
        try endStoreDays()
        guard file.judgesAll, file.refusal == nil else { return }
        tellDaysWithoutZ(checks)
        try keepReceipts(checks)
        tellFarDays()
        try tellRefunds(checks)
    }

    /// The ruling over the first control that the file does not meet; nil where it meets all, or
    /// where a row that could not be read leaves open whether it does.
    private func brokenControl(_ checks: SalesChecks) -> Ruling? {
        if checks.hasUnread { return nil }
        for control in checks.controls {
            let rule: any Rule.Type
            let found: (count: Int64, amount: Int64)
            var arguments: [String: String] = [:]
            switch control.scope {
            case .file:
                (rule, found) = (FileTotal.self, (checks.rows, checks.total))
            case .day(let store, let till, let day):
                let sums = checks.sums(.init(store: store, till: till, day: day))
                (rule, found) = (ZTotal.self, (sums?.orders ?? 0, sums?.amount ?? 0))
                arguments = ["store": name(store, till), "day": day.description]
            }
            guard let told = difference(control, found) else { continue }
            arguments.merge(told.arguments) { own, _ in own }
            let place = Place(file: file.path, line: Int(control.span.line))
            return file.judge.ruling(
                rule, rule.finding(at: place, found: told.found, arguments))
        }
        return nil
    }

    /// What a control states and what was found instead; nil where they are the same.
    private func difference(_ control: SalesControl, _ found: (count: Int64, amount: Int64))
        -> (found: String, arguments: [String: String])?
    {
        func text(_ amount: Int64) -> String {
            decimalText(amount, exponent: file.source.currency.exponent)
        }
        if let amount = control.amount, amount != found.amount {
            return (text(amount), ["counted": text(found.amount)])
        }
        if let count = control.count, count != found.count {
            return (String(count), ["counted": String(found.count)])
        }
        return nil
    }

    /// Days of a store that closes some of its days with a Z, and not these.
    private func tellDaysWithoutZ(_ checks: SalesChecks) {
        var closed: Set<SalesChecks.Key> = []
        for control in checks.controls {
            guard case .day(let store, let till, let day) = control.scope else { continue }
            closed.insert(.init(store: store, till: till, day: day))
        }
        let kept = Set(closed.map { [$0.store, $0.till] })
        let open = checks.days.filter { day in
            kept.contains([day.key.store, day.key.till]) && !closed.contains(day.key)
        }.sorted { ($0.key.day, $0.key.store) < ($1.key.day, $1.key.store) }
        for (key, sums) in open {
            tell(
                ZMissing.self, line: sums.line, found: key.day.description,
                ["store": name(key.store, key.till)])
        }
    }

    /// A store and its till as findings name them; the source where neither is stated.
    private func name(_ store: String, _ till: String) -> String {
        let parts = [store, till].filter { !$0.isEmpty }
        return parts.isEmpty ? file.source.name : parts.joined(separator: " ")
    }

    /// Keeps what the file has brought of each till's receipts: reports tell the holes between
    /// the files of a till.
    private func keepReceipts(_ checks: SalesChecks) throws {
        for (key, sequence) in checks.sequences.sorted(by: {
            $0.key.lexicographicallyPrecedes($1.key)
        }) {
            for run in sequence.joined {
                try session.append(
                    ReceiptRange(
                        source: file.source.name, till: key[0], prefix: key[1],
                        numbers: run.numbers, digits: sequence.digits, days: run.days,
                        file: file.id, line: Int64(run.line)))
            }
        }
    }

    /// Days far from all others of the file that few of its orders are of: a clock set wrong.
    private func tellFarDays() {
        let days = file.storeDays.ordered(file.stores)
        let orders = days.reduce(0) { $0 + $1.sums.orders }
        for (index, day) in days.enumerated() {
            let before = index > 0 ? day.day - days[index - 1].day : Int.max
            let after = index + 1 < days.count ? days[index + 1].day - day.day : Int.max
            guard min(before, after) > Poster.farDays, days.count > 1,
                day.sums.orders * 10 <= orders
            else { continue }
            tell(
                DayOutlier.self, line: Int(day.sums.span.line), found: day.day.description,
                ["days": String(min(before, after)), "count": String(day.sums.orders)])
        }
    }

    /// Days without sales between two of a file that are more than a month's end or a holiday.
    private static let farDays = 45

    /// Refunds of sales that neither the file nor the book has.
    private func tellRefunds(_ checks: SalesChecks) throws {
        guard !checks.givenBack.isEmpty else { return }
        let known = try session.ordersKnown(among: checks.givenBack.keys.sorted())
        for (order, line) in checks.givenBack.sorted(by: { $0.value < $1.value })
        where !known.contains(order) {
            tell(RefundUnmatched.self, line: line, found: order, [:])
        }
    }

    private func tell(
        _ rule: any Rule.Type, line: Int, found: String, _ arguments: [String: String]
    ) {
        let finding = rule.finding(
            at: Place(file: file.path, line: line), found: found, arguments)
        for finding in file.judge.ruling(rule, finding).findings {
            file.log.add(finding, unit: 0, day: nil, verdict: nil)
        }
    }
}
