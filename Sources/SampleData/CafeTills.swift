/// What a shop sells: tax included price range in cents.
struct Article {
    let category: String
    let name: String
    let code: String
    let low: Int
    let high: Int
    let weight: Int

    init(
        _ category: String, _ name: String, _ code: String, _ price: ClosedRange<Int>,
        _ weight: Int
    ) {
        self.category = category
        self.name = name
        self.code = code
        low = price.lowerBound
        high = price.upperBound
        self.weight = weight
    }
}

/// A sales line with its figures.
struct SalesLine {
    let article: Article
    let quantity: Int
    let net: Int64
    let tax: Int64
    var gross: Int64 { net + tax }

    init(_ article: Article, quantity: Int, unit: Int64) {
        self.article = article
        self.quantity = quantity
        let gross = unit * Int64(quantity)
        tax = CafeTax.within(gross, article.code)
        net = gross - tax
    }
}

struct TillOrder {
    let shop: String
    let day: Day
    let number: String
    var status = "paid"
    var lines: [SalesLine]
    var tenders: [(name: String, amount: Int64)] = []
    var customer = ""
    var outstanding: Int64 = 0
    var total: Int64 { lines.reduce(0) { $0 + $1.gross } }
}

extension Cafe {
    static let articles = [
        Article("boissons", "Expresso", "FR10", 200...260, 24),
        Article("boissons", "Cappuccino", "FR10", 420...520, 18),
        Article("patisserie", "Part de tarte", "FR55", 480...620, 14),
        Article("patisserie", "Croissant", "FR55", 180...240, 14),
        Article("restauration", "Assiette du jour", "FR10", 1_150...1_450, 12),
        Article("cafe-grains", "Café en grains 250 g", "FR55", 890...1_390, 10),
        Article("biere", "Bière artisanale 33 cl", "FR20", 550...680, 4),
        Article("accessoires", "Cafetière à piston", "FR20", 2_490...4_990, 4),
    ]

    private func drawLines(_ most: Int) -> [SalesLine] {
        (0..<random.between(1, most)).map { _ in
            var mark = random.below(100)
            var chosen = Cafe.articles[0]
            for article in Cafe.articles {
                chosen = article
                mark -= article.weight
                if mark < 0 { break }
            }
            let unit = Int64(random.between(chosen.low / 10, chosen.high / 10) * 10)
            return SalesLine(chosen, quantity: random.chance(70) ? 1 : 2, unit: unit)
        }
    }

    func isOpen(_ day: Day) -> Bool {
        day.weekday != 0 && day != Day(2026, 7, 14) && day != Day(2026, 8, 15)
    }

    func writeTills() {
        var day = Cafe.first
        while day <= Cafe.last {
            if isOpen(day) {
                writeStoreDay("bastille", "BAS", day)
                writeStoreDay("croix-rousse", "CRX", day)
            }
            day = day + 1
        }
    }

    private func writeStoreDay(_ shop: String, _ letters: String, _ day: Day) {
        let daily = shop == "bastille" && day >= Day(2026, 9, 1) && day <= Day(2026, 9, 8)
        let stamp = daily ? day.iso : month(day.month)
        let path = "sales/caisse-\(shop)-\(stamp).csv"
        var count = random.between(16, 21) + (day.weekday > 4 ? 4 : 0)
        if day.month == 8 { count -= 4 }
        for index in 1...count {
            let number = "\(letters)-\(day.short)-\(padded(index, 3))"
            var order = TillOrder(shop: shop, day: day, number: number, lines: drawLines(4))
            settle(&order, tab: index == 5 && day.parts.day % 14 == 4 && shop == "croix-rousse")
            book(order)
            files[path, default: [salesHeader]] += rows(order)
        }
    }

    /// Decides how an order ends and how it was paid.
    private func settle(_ order: inout TillOrder, tab: Bool) {
        let chance = random.below(1_000)
        let total = order.total
        if tab {
            order.customer = "C008"
            order.outstanding = total
        } else if chance < 15 {
            order.status = "voided"
            order.tenders = [("card", total)]
        } else if chance < 25 {
            order.status = "refunded"
            let article = order.lines[0].article
            let unit = -Int64(article.low)
            order.lines = [SalesLine(article, quantity: 1, unit: unit)]
            order.tenders = [("card", unit)]
        } else if chance < 60 && order.lines.count > 1 && total > 1_000 {
            order.tenders = [("cash", 500), ("card", total - 500)]
        } else {
            order.tenders = [(chance < 280 ? "cash" : "card", total)]
        }
    }

    private func book(_ order: TillOrder) {
        guard order.status != "voided" else { return }
        for line in order.lines { tally(order.day, line.article.code, line.tax, output: true) }
        for tender in order.tenders {
            tenders["\(tender.name) \(order.shop)", default: [:]][order.day, default: 0] +=
                tender.amount
        }
    }

    func rows(_ order: TillOrder) -> [String] {
        order.lines.enumerated().map { index, line in
            let first = index == 0
            let tender = index < order.tenders.count ? order.tenders[index] : nil
            return record(
                order.shop, order.day.iso, order.number, String(index + 1),
                first ? order.status : "", line.article.category, line.article.name,
                String(line.quantity), money(line.net), line.article.code, money(line.tax),
                money(line.gross), tender?.name ?? "", tender.map { money($0.amount) } ?? "",
                first ? money(order.total) : "", order.customer,
                first && order.outstanding != 0 ? money(order.outstanding) : "", "")
        }
    }
}
