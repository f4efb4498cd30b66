/// A row of a stock document; the value in cents.
struct StockLine {
    let document: String
    let kind: String
    let day: Day
    let minute: Int
    let item: String
    /// Thousandths of `unit`.
    let quantity: Int64
    var unit = ""
    var value: Int64?
    var party = ""
    var reference = ""
    var text = ""
}

/// Goods that came with a delivery note, before their bill; cents.
struct GoodsReceipt {
    let number: String
    let order: String
    let supplier: Party
    let day: Day
    var lines: [StockLine]
    var value: Int64 { lines.reduce(0) { $0 + ($1.value ?? 0) } }
}

/// The shelf: what sales take is known, so deliveries and counts follow day by day.
extension Harbor {
    static let openingStock: [String: Int64] = [
        "MUG-01": 120, "PLT-01": 74, "LMP-01": 22, "TWL-01": 105, "TEE-01": 88, "HOD-01": 26,
        "SOP-01": 160, "BLK-01": 80, "CND-01": 91, "MAT-01": 38, "BOX-01": 130,
    ]

    /// What was on the shelf before the first day.
    static var openingValue: Int64 {
        HarborWares.kept.reduce(0) { $0 + $1.cost * (openingStock[$1.code] ?? 0) }
    }

    func drawStock() {
        var shelf = Harbor.openingStock.mapValues { $0 * 1_000 }
        let moves = sold()
        var due: [Day: [GoodsReceipt]] = [:]
        var serial = 0
        for day in Harbor.days {
            for receipt in due[day] ?? [] { take(receipt, &shelf) }
            for (item, quantity) in moves[day] ?? [:] { shelf[item, default: 0] -= quantity }
            waste(day, &shelf)
            if day.weekday == 1 {
                for supplier in 0..<5 where supplier % 2 == day.parts.day / 7 % 2 {
                    guard let receipt = delivery(supplier, day, shelf, &serial) else { continue }
                    due[receipt.day, default: []].append(receipt)
                }
            }
            plantShortage(day, shelf, &due, &serial)
            if day == Day.lastOfMonth(day.month) { count(day, &shelf) }
        }
    }

    /// What sales take out of stock by day and item, in thousandths.
    private func sold() -> [Day: [String: Int64]] {
        var moves: [Day: [String: Int64]] = [:]
        func sell(_ code: String, _ quantity: Int, _ day: Day) {
            for (item, part) in HarborWares.recipes[code] ?? [(code, 1_000)] {
                moves[day, default: [:]][item, default: 0] += part * Int64(quantity)
            }
        }
        for order in orders {
            for line in order.lines {
                sell(line.ware.code, line.quantity, order.day)
                if let day = order.cancelled { sell(line.ware.code, -line.quantity, day) }
            }
        }
        for ticket in tickets {
            for line in ticket.lines { sell(line.ware.code, line.quantity, ticket.day) }
        }
        return moves
    }

    /// A delivery of what has run low; nil where nothing has.
    func delivery(_ supplier: Int, _ day: Day, _ shelf: [String: Int64], _ serial: inout Int)
        -> GoodsReceipt?
    {
        let low = HarborWares.kept.filter { ware in
            ware.supplier == supplier && !isHeldBack(ware, day)
                && shelf[ware.code, default: 0] < Int64(ware.target) * 600
        }
        return low.isEmpty
            ? nil : receipt(low, supplier, day + random.between(2, 4), shelf, &serial)
    }

    func receipt(
        _ wares: [Ware], _ supplier: Int, _ day: Day, _ shelf: [String: Int64],
        _ serial: inout Int
    ) -> GoodsReceipt {
        serial += 1
        let (number, order) = ("GR-\(padded(serial, 3))", "PO-\(padded(400 + serial, 4))")
        let party = HarborParties.suppliers[supplier]
        let lines = wares.map { ware in
            let missing = max(0, Int64(ware.target) - shelf[ware.code, default: 0] / 1_000)
            let size = Int64(ware.caseSize)
            let cases = max(1, (missing + size - 1) / size)
            // Prices rise by two percent a month.
            let cost = scaled(ware.cost, Int64(100 + (day.month - 7) * 2), 100)
            let unit = Harbor.units[ware.code]
            return StockLine(
                document: number, kind: "receipt", day: day, minute: 570, item: ware.code,
                quantity: (unit == nil ? cases * size : cases) * 1_000, unit: unit ?? "",
                value: cost * cases * size, party: party.id, reference: order)
        }
        return GoodsReceipt(number: number, order: order, supplier: party, day: day, lines: lines)
    }

    /// What some are delivered in: units.csv says how many it holds.
    private static let units = ["MUG-01": "case", "BLK-01": "pail", "CND-01": "dozen"]

    private func take(_ receipt: GoodsReceipt, _ shelf: inout [String: Int64]) {
        receipts.append(receipt)
        stockRows += receipt.lines
        for line in receipt.lines {
            let size = line.unit.isEmpty ? 1 : HarborWares.named(line.item)?.caseSize ?? 1
            shelf[line.item, default: 0] += line.quantity * Int64(size)
        }
    }

    /// Broken candles and plates, and what is shown in the window.
    private func waste(_ day: Day, _ shelf: inout [String: Int64]) {
        let month = padded(day.month, 2)
        func leave(_ document: String, _ kind: String, _ item: String, _ text: String) {
            stockRows.append(
                StockLine(
                    document: document, kind: kind, day: day, minute: 1_140, item: item,
                    quantity: 1_000, text: text))
            shelf[item, default: 0] -= 1_000
        }
        if day.parts.day == 11 {
            leave("WST-\(month)", "waste", "CND-01", "Broken")
            leave("WST-\(month)", "waste", "PLT-01", "Chipped")
        }
        if day.parts.day == 18 { leave("OWN-\(month)", "issue", "SOP-01", "Staff room") }
    }

    /// Everything is counted when the store closes on a month's last day.
    private func count(_ day: Day, _ shelf: inout [String: Int64]) {
        for ware in HarborWares.kept {
            var found = shelf[ware.code, default: 0]
            if found > 40_000, ware.code != "BLK-01", random.chance(35) { found -= 1_000 }
            found -= plantedLoss(ware, day)
            stockRows.append(
                StockLine(
                    document: "CNT-\(month(day.month))", kind: "count", day: day, minute: 1_260,
                    item: ware.code, quantity: found))
            shelf[ware.code] = found
        }
    }

    func writeStock() {
        let header =
            "document,kind,date,time,item,quantity,unit,value,party,reference,text"
        texts["stock/opening-2026-07-01.csv"] =
            ([header]
            + HarborWares.kept.map { ware in
                let quantity = Harbor.openingStock[ware.code] ?? 0
                return record(
                    "OPEN", "opening", Harbor.first.iso, "", ware.code, String(quantity), "",
                    money(ware.cost * quantity), "", "", "")
            }).joined(separator: "\n") + "\n"
        table("stock/movements", header) { month in
            stockRows.filter { $0.day.month == month }.map { row in
                record(
                    row.document, row.kind, row.day.iso, clock(row.minute), row.item,
                    thousandths(row.quantity), row.unit, row.value.map { money($0) } ?? "",
                    row.party, row.reference, row.text)
            }
        }
    }

    /// 7.25 of 7250.
    func thousandths(_ quantity: Int64) -> String {
        let size = quantity.magnitude
        var text = (quantity < 0 ? "-" : "") + String(size / 1_000)
        if size % 1_000 != 0 {
            text += "." + padded(Int(size % 1_000), 3)
            while text.hasSuffix("0") { text.removeLast() }
        }
        return text
    }
}
