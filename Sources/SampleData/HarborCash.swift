/// The drawer is counted every evening; on Fridays all beyond the float goes to the bank.
extension Harbor {
    static let float: Int64 = 20_000

    func drawCash() {
        var held = Harbor.float
        var rows: [(day: Day, text: String)] = []
        for day in Harbor.days where isOpen(day) {
            let float = held
            let taken = tickets.filter { $0.day == day }.map(\.cash).filter { $0 != 0 }
            let slip = random.chance(11) ? Int64(random.between(-6, 5) * 25) : 0
            // Change goes wrong where there is some to give.
            held += taken.reduce(taken.isEmpty ? 0 : slip, +)
            let counted = held
            var (banked, bag): (Int64, String) = (0, "")
            if day.weekday == 4, held > Harbor.float {
                banked = held - Harbor.float - (held - Harbor.float) % 100
                bag = "BAG-\(day.short)"
                held -= banked
                let on = day.federal(plus: 1)
                if on <= Harbor.last {
                    bank.append(BankLine(day: on, amount: banked, text: "DEPOSIT \(bag)"))
                }
            }
            rows.append(
                (
                    day,
                    record(
                        "Dock Street", "Counter 1", day.iso, money(float), money(counted),
                        banked == 0 ? "" : money(banked), bag)
                ))
        }
        table("cash/drawer", "store,till,date,float,counted,banked,reference") { month in
            rows.filter { $0.day.month == month }.map(\.text)
        }
    }
}
