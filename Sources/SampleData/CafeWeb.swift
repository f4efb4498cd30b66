extension Cafe {
    static let webArticles = [
        Article("cafe-grains", "Café en grains 1 kg", "FR55", 2_690...3_890, 60),
        Article("the", "Thé en vrac 100 g", "FR55", 890...1_490, 20),
        Article("accessoires", "Moulin à café", "FR20", 4_490...7_990, 10),
        Article("coffrets", "Coffret découverte", "FR55", 3_900...5_900, 10),
    ]
    static let shipping = Article("livraison", "Livraison", "FR20", 590...590, 0)

    func writeWebshop() {
        var number = 5_200
        var day = Cafe.first
        while day <= Cafe.last {
            for _ in 0..<random.between(1, 4) {
                number += 1
                let lines = drawBasket()
                let total = lines.reduce(0 as Int64) { $0 + $1.gross }
                let status = random.chance(3) ? "voided" : "paid"
                let rows = webRows(day, "W\(number)", status, lines, total)
                files["sales/web-\(month(day.month)).jsonl", default: []] += rows
                guard status == "paid" else { continue }
                for line in lines { tally(day, line.article.code, line.tax, output: true) }
                tenders["web", default: [:]][day, default: 0] += total
            }
            day = day + 1
        }
    }

    private func drawBasket() -> [SalesLine] {
        var lines: [SalesLine] = (0..<random.between(1, 2)).map { _ in
            var mark = random.below(100)
            var chosen = Cafe.webArticles[0]
            for article in Cafe.webArticles {
                chosen = article
                mark -= article.weight
                if mark < 0 { break }
            }
            let unit = Int64(random.between(chosen.low / 10, chosen.high / 10) * 10)
            return SalesLine(chosen, quantity: 1, unit: unit)
        }
        let total = lines.reduce(0 as Int64) { $0 + $1.gross }
        if total < 6_000 { lines.append(SalesLine(Cafe.shipping, quantity: 1, unit: 590)) }
        return lines
    }

    func webRows(
        _ day: Day, _ number: String, _ status: String, _ lines: [SalesLine], _ total: Int64
    ) -> [String] {
        lines.enumerated().map { index, line in
            let head = """
                {"store":"web","business_day":"\(day.iso)","order":"\(number)",\
                "line":\(index + 1)
                """
            let body = """
                ,"category":"\(line.article.category)","description":"\(line.article.name)",\
                "quantity":\(line.quantity),"net":\(money(line.net)),\
                "tax_code":"\(line.article.code)","tax":\(money(line.tax)),\
                "gross":\(money(line.gross))
                """
            let tail = """
                ,"tender":"card","tender_amount":\(money(total)),"order_total":\(money(total))
                """
            if index > 0 { return head + body + "}" }
            return head + ",\"status\":\"\(status)\"" + body + tail + "}"
        }
    }
}
