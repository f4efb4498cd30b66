/// One statement of an account as SWIFT MT940 writes it.
struct MT940Statement {
    let reference: String
    let sequence: Int
    let iban: String
    let currency: String
    let from: Day
    let to: Day
    let opening: Int64
    let lines: [BankLine]

    var closing: Int64 { lines.reduce(opening) { $0 + $1.amount } }

    func document() -> String {
        var out = ":20:\(reference)\r\n:25:\(iban)\r\n:28C:\(sequence)/1\r\n"
        out += ":60F:\(balance(opening, from))\r\n"
        for line in lines {
            let side = line.amount < 0 ? "D" : "C"
            let code = line.amount < 0 ? "NTRF" : "NMSC"
            out += ":61:\(line.day.short)\(line.day.short.suffix(4))\(side)\(size(line.amount))"
            out += "\(code)\(line.reference.isEmpty ? "NONREF" : line.reference)\r\n"
            out +=
                ":86:"
                + [line.information ?? "", line.text].filter { !$0.isEmpty }.joined(separator: " ")
            if !line.name.isEmpty { out += "\r\n\(bankText(line.name)) \(line.iban)" }
            out += "\r\n"
        }
        return out + ":62F:\(balance(closing, to))\r\n-\r\n"
    }

    private func balance(_ amount: Int64, _ day: Day) -> String {
        "\(amount < 0 ? "D" : "C")\(day.short)\(currency)\(size(amount))"
    }

    private func size(_ amount: Int64) -> String {
        money(amount < 0 ? -amount : amount, decimal: ",")
    }
}
