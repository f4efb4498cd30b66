/// What real drops get wrong, planted in September; the rows around stay good.
extension Cafe {
    func plantFaults() {
        files["receivables/reglements-2026-08_copie.csv"] =
            files["receivables/reglements-2026-08.csv"]
        plantVouchers()
        plantBills()
        plantInvoices()
        plantSales()
        plantWeb()
    }

    /// Puts rows in the middle of a file, before a row that starts a unit.
    private func insert(_ path: String, before start: String, _ rows: [String]) {
        var lines = files[path] ?? []
        let middle = lines.count / 2
        let at = lines.indices.first { $0 >= middle && lines[$0].contains(start) } ?? lines.count
        lines.insert(contentsOf: rows, at: at)
        files[path] = lines
    }

    private func plantVouchers() {
        let path = "journal/od-2026-09.csv"
        files[path, default: []] += voucher(
            "OD-2026-09-90", "2026-09-24", "Compte inconnu du plan",
            [("658900", 8_500), ("455000", -8_500)])
        files[path, default: []] += voucher(
            "OD-2026-09-91", "2026-06-15", "Avant le premier jour du client",
            [("626000", 4_200), ("455000", -4_200)])
        files[path, default: []] += voucher(
            "OD-2026-09-92", "2026-09-25", "Écriture déséquilibrée",
            [("606300", 12_000), ("455000", -11_000)])
    }

    private func plantBills() {
        let path = "purchases/factures-2026-09.csv"
        let supplier = CafeParties.suppliers[5]
        func bill(_ number: String, _ account: String, _ text: String) -> String {
            rows(
                Document(
                    party: supplier, number: number, date: Day(2026, 9, 22), due: Day(2026, 10, 22),
                    lines: [DocumentLine(account: account, text: text, net: 25_000, code: "FRA20")])
            )
            .joined()
        }
        insert(path, before: "invoice,", [bill("ER-1391", "607900", "Compte inconnu du plan")])
        let ambiguous = [
            "invoice", supplier.id, "ER-1392", "2026-09-22", "2026-10-22", "EUR", "602600",
            "Montant ambigu", "1,250", "FRA20", "250.00", "1500.00", "1500.00", "", "",
        ]
        files[path, default: []].append(record(ambiguous))
        files[path, default: []].append(
            record(
                Array(ambiguous.prefix(2)) + [
                    "ER-1393", "2026-09-23", "2026-10-23", "EUR", "602600", "Colonnes manquantes",
                ]))
    }

    private func plantInvoices() {
        let path = "receivables/factures-2026-09.csv"
        func invoice(
            _ number: String, _ text: String, _ figures: [String], party: String = "C004"
        ) -> String {
            record(
                [
                    "invoice", party, number, "2026-09-18", "2026-10-03", "EUR", "701100", text,
                ] + figures + ["", ""])
        }
        insert(
            path, before: "invoice,",
            [
                invoice(
                    "F-2026-0901", "TVA fausse", ["800.00", "FR55", "54.00", "854.00", "854.00"])
            ])
        files[path, default: []] += [
            invoice("F-2026-0902", "Total faux", ["600.00", "FR55", "33.00", "633.00", "663.00"]),
            invoice(
                "F-2026-0903", "Client inconnu",
                ["200.00", "FR55", "11.00", "211.00", "211.00"], party: "C099"),
        ]
        insert(
            "receivables/reglements-2026-09.csv", before: "R-",
            [
                record("R-2026-09-901", "C012", "2026-09-31", "216.00", "EUR", "", "CHQ88120931")
            ])
    }

    private func plantSales() {
        let espresso = SalesLine(Cafe.articles[0], quantity: 2, unit: 250)
        func order(_ shop: String, _ day: Day, _ number: String) -> TillOrder {
            var order = TillOrder(shop: shop, day: day, number: number, lines: [espresso])
            order.tenders = [("card", order.total)]
            return order
        }
        let total = rows(order("croix-rousse", Day(2026, 9, 16), "CRX-260916-901"))
            .map { replacing($0, ",5.00,,,", ",5.60,,,") }
            .map { replacing($0, ",card,5.00,", ",card,5.60,") }
        insert("sales/caisse-croix-rousse-2026-09.csv", before: ",1,paid,", total)
        var short = order("bastille", Day(2026, 9, 3), "BAS-260903-901")
        short.tenders = [("card", 450)]
        insert("sales/caisse-bastille-2026-09-03.csv", before: ",1,paid,", rows(short))
        let unknown = rows(order("bastille", Day(2026, 9, 19), "BAS-260919-901"))
            .map { replacing($0, ",boissons,", ",glaces,") }
        insert("sales/caisse-bastille-2026-09.csv", before: ",1,paid,", unknown)
    }

    private func plantWeb() {
        let path = "sales/web-2026-09.jsonl"
        let pack = SalesLine(Cafe.webArticles[0], quantity: 1, unit: 2_990)
        let good = webRows(Day(2026, 9, 15), "W5901", "paid", [pack], pack.gross)
        insert(
            path, before: "\"line\":1,",
            good.map {
                replacing($0, "\"net\":28.34", "\"net\":\"28.E4\"")
            })
        let cut = webRows(Day(2026, 9, 30), "W5902", "paid", [pack], pack.gross)
        files[path, default: []] += cut.map { String($0.prefix(120)) }
    }

    private func replacing(_ text: String, _ old: String, _ new: String) -> String {
        let pattern = Array(old)
        let letters = Array(text)
        guard letters.count >= pattern.count else { return text }
        for at in 0...(letters.count - pattern.count)
        where Array(letters[at..<(at + pattern.count)]) == pattern {
            let tail = letters[(at + pattern.count)...]
            return String(letters[..<at]) + new + String(tail)
        }
        return text
    }
}
