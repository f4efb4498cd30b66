/// What goes wrong, planted in September; what is around it stays good.
extension Harbor {
    private static let september = Day(2026, 9, 1)

    /// An order number that no export brings.
    func plantLostOrder() {
        guard let place = orders.firstIndex(where: { $0.day >= Day(2026, 9, 14) }) else { return }
        orders.remove(at: place)
    }

    /// A payment of an order that the shop does not know, and an order that was paid twice.
    func plantCharges() {
        let known = orders.first {
            $0.gateway == .stripe && $0.day >= Day(2026, 9, 9) && $0.returned == 0
        }
        guard let known else { return }
        charge(known, known.day + 1, 555)
        stripe[stripe.count - 1].charge += "B"
        stripe.append(
            ServiceRow(
                number: "txn_3R" + token(10), day: Day(2026, 9, 17), minute: 615,
                category: "charge", order: "#9107", text: "Harbor Goods order #9107",
                gross: 6_420, fee: 216, charge: "ch_3H9107"))
    }

    /// Hoodies are not ordered in September until more are sold than there are.
    func isHeldBack(_ ware: Ware, _ day: Day) -> Bool {
        ware.code == "HOD-01" && day >= Day(2026, 8, 20)
    }

    func plantShortage(
        _ day: Day, _ shelf: [String: Int64], _ due: inout [Day: [GoodsReceipt]],
        _ serial: inout Int
    ) {
        let isOrdered = due.values.contains { receipts in
            receipts.contains { $0.day >= Harbor.september && $0.lines[0].item == "HOD-01" }
        }
        guard day >= Harbor.september, let hoodie = HarborWares.named("HOD-01"),
            shelf["HOD-01", default: 0] < 0, !isOrdered
        else { return }
        let receipt = receipt([hoodie], hoodie.supplier, day + 3, shelf, &serial)
        due[receipt.day, default: []].append(receipt)
    }

    /// Nine tees are gone at the end of September, in thousandths.
    func plantedLoss(_ ware: Ware, _ day: Day) -> Int64 {
        ware.code == "TEE-01" && day == Harbor.last ? 9_000 : 0
    }
}
