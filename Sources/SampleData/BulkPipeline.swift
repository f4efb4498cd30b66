/// A client folder that imports one bulk file and nothing else.
struct BulkPipeline {
    let kind: String
    let accounts: Int

    func write(to folder: String) throws {
        try makeFolder(folder)
        try save(pipeline.utf8, to: folder + "/pipeline.yml")
        try save(chart.utf8, to: folder + "/chart.csv")
        try save(taxes.utf8, to: folder + "/taxes.csv")
    }

    private var isBank: Bool { kind == "bank-csv" || kind == "camt" }

    private var pipeline: String {
        """
        monthend: 1
        client: {name: Bulk SA, start: 2026-01-01, currency: EUR, fiscal_year_start: 01-01, \
        timezone: Europe/Paris, language: en}
        chart: chart.csv
        taxes: taxes.csv
        sources:
        \(isBank ? bankSource : salesSource)
        mapping:
          unmapped: suspense
        \(isBank ? rules : "  rules: []")
        validation: {tax_tolerance: "0.02"}
        posting: {on_reject: post-good, late: next-open-period, horizon: 92}

        """
    }

    private var bankSource: String {
        if kind == "camt" {
            return """
                  bank:
                    format: camt
                    path: bank/*.xml
                    accounts: {\(Bulk.ownIban): "512100"}
                """
        }
        return """
              bank:
                format: bank-csv
                path: bank/*.csv
                account: "512100"
                currency: EUR
                columns: {date: date, value_date: value_date, amount: amount, balance: balance, \
            text: text, counterparty: counterparty, counterparty_iban: counterparty_iban, \
            reference: reference}
            """
    }

    private var salesSource: String {
        let revenue = Bulk.categories.enumerated().map { index, name in
            "      \(name): \"\(Bulk.account(index, of: accounts, base: 707_000))\""
        }
        return """
              sales:
                format: \(kind == "sales-jsonl" ? kind : "sales-csv")
                path: sales/*.\(kind == "sales-jsonl" ? "jsonl" : "csv")
                clearing: {card: "511500", cash: "530000"}
                statuses: {post: [paid, refunded], ignore: [voided]}
                revenue:
            \(revenue.joined(separator: "\n"))
            """
    }

    private var rules: String {
        let lines = Bulk.prefixes.enumerated().map { index, prefix in
            let account = Bulk.account(index, of: accounts, base: 600_000)
            return "    - {when: {text: \"/^\(prefix)/\"}, account: \"\(account)\"}"
        }
        return "  rules:\n" + lines.joined(separator: "\n")
    }

    private var chart: String {
        var lines = [
            "code,name,kind,parent,role,currency",
            "110000,Retained earnings,equity,,retained,",
            "120000,Profit of the year,equity,,result_profit,",
            "129000,Loss of the year,equity,,result_loss,",
            "401000,Suppliers,liability,,payable,",
            "411000,Customers,asset,,receivable,",
            "445711,VAT collected 20,liability,,,",
            "445712,VAT collected 10,liability,,,",
            "445713,VAT collected 5.5,liability,,,",
            "471000,Suspense,asset,,suspense,",
            "511500,Cards,asset,,clearing,",
            "511900,Receipts in transit,asset,,receipts_in_transit,",
            "512100,Bank,asset,,bank,",
            "519900,Payments in transit,liability,,payments_in_transit,",
            "530000,Cash,asset,,cash,",
            "580000,Transfers,asset,,transfers,",
        ]
        for index in 0..<accounts {
            let code = String((isBank ? 600_001 : 707_001) + index)
            let kind = isBank ? "expense" : "income"
            lines.append("\(code),Account \(index + 1),\(kind),,,")
        }
        lines.append("658000,Rounding,expense,,rounding,")
        lines.append("709100,Returns,income,,returns,")
        lines.append("709700,Discounts,income,,discounts,")
        return lines.joined(separator: "\n") + "\n"
    }

    private var taxes: String {
        """
        code,rate,from,to,kind,due,recoverable_percent,account,waiting_account
        FR20,20,2014-01-01,,output,invoice,100,445711,
        FR10,10,2014-01-01,,output,invoice,100,445712,
        FR55,5.5,2014-01-01,,output,invoice,100,445713,

        """
    }
}
