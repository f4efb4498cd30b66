/// What a line of an online order is; cents.
struct ShopLine {
    let ware: Ware
    let quantity: Int
    /// Given off the line.
    let discount: Int64
    var price: Int64 { ware.price * Int64(quantity) }
}

/// An order of the web shop; amounts in cents.
struct ShopOrder {
    enum Gateway: String {
        case stripe = "Stripe", payPal = "PayPal Express Checkout"
        case giftCard = "gift_card"
    }

    let number: Int
    let day: Day
    let minute: Int
    let customer: String
    let place: ShopPlace
    var lines: [ShopLine]
    var giftCard: Int64 = 0
    var code = ""
    var codeDiscount: Int64 = 0
    var shipping: Int64 = 0
    var isExempt = false
    var gateway = Gateway.stripe
    var refund: (day: Day, amount: Int64)?
    var cancelled: Day?

    var name: String { "#\(number)" }
    var discount: Int64 { codeDiscount + lines.reduce(0) { $0 + $1.discount } }
    var goods: Int64 { lines.reduce(0) { $0 + $1.price } - discount }
    var subtotal: Int64 { goods + giftCard }
    /// What each tax of the place comes to.
    var taxes: [(tax: PlaceTax, amount: Int64)] {
        if isExempt { return [] }
        return place.taxes.map { tax in
            (tax, scaled(goods + (place.taxesShipping ? shipping : 0), tax.rate, 100_000))
        }.filter { $0.amount != 0 }
    }
    var tax: Int64 { taxes.reduce(0) { $0 + $1.amount } }
    var total: Int64 { subtotal + shipping + tax }
    var returned: Int64 { cancelled == nil ? refund?.amount ?? 0 : total }
}

/// A tax of a state, a county or a city; the rate in thousandths of a percent.
struct PlaceTax {
    let name: String
    let account: String
    let rate: Int64
}

/// Where an order goes.
struct ShopPlace {
    let province: String
    let taxes: [PlaceTax]
    let taxesShipping: Bool
}

extension Harbor {
    static let state = PlaceTax(
        name: "North Carolina State Tax 4.75%", account: "2210", rate: 4_750)
    static let hanover = PlaceTax(
        name: "New Hanover County Tax 2.25%", account: "2211", rate: 2_250)
    static let durham = PlaceTax(name: "Durham County Tax 2.75%", account: "2212", rate: 2_750)
    static let virginia = PlaceTax(name: "Virginia State Tax 4.3%", account: "2220", rate: 4_300)
    static let norfolk = PlaceTax(name: "Norfolk City Tax 1.7%", account: "2221", rate: 1_700)
    /// What the till asks: state and county in one.
    static let till = PlaceTax(name: "sales tax", account: "2213", rate: 7_000)

    /// Places with their weight; of states where nothing is owed no tax is taken.
    private static let places: [(place: ShopPlace, weight: Int)] = [
        (ShopPlace(province: "NC", taxes: [state, hanover], taxesShipping: true), 18),
        (ShopPlace(province: "NC", taxes: [state, durham], taxesShipping: true), 16),
        (ShopPlace(province: "VA", taxes: [virginia, norfolk], taxesShipping: false), 16),
        (ShopPlace(province: "OR", taxes: [], taxesShipping: false), 22),
        (ShopPlace(province: "NH", taxes: [], taxesShipping: false), 28),
    ]
    private static let names = [
        "Ada Whitfield", "Ben Castellano", "Cora Lindqvist", "Dev Raman", "Elsa Moreau",
        "Femi Adeyemi", "Gwen Okafor", "Hugo Brandt", "Iris Kwan", "Jonah Pruitt", "Kaya Redbird",
        "Liam Doyle", "Mina Park", "Noor Haddad", "Omar Siddiqui", "Pia Lund",
    ]

    func drawOrders() {
        var number = 1_000
        for day in Harbor.days {
            let count = random.between(2, 4) + (day.weekday > 4 ? 1 : 0)
            let minutes = (0..<count).map { _ in random.between(480, 1_170) }.sorted()
            for minute in minutes {
                number += 1
                orders.append(order(number, day, minute))
            }
        }
        plantLostOrder()
    }

    private func order(_ number: Int, _ day: Day, _ minute: Int) -> ShopOrder {
        var mark = random.below(100)
        var place = Harbor.places[0].place
        for candidate in Harbor.places where mark >= 0 {
            place = candidate.place
            mark -= candidate.weight
        }
        var order = ShopOrder(
            number: number, day: day, minute: minute,
            customer: Harbor.names[random.below(Harbor.names.count)], place: place, lines: [])
        if random.chance(4) {
            order.giftCard = Int64([2_500, 5_000, 10_000][random.below(3)])
            return order
        }
        order.lines = shopLines()
        if random.chance(12) {
            order.code = "HARBOR15"
            order.codeDiscount = scaled(order.goods, 15, 100)
        }
        order.shipping = order.goods >= 7_500 ? 0 : 695
        order.isExempt = random.chance(5)
        let chance = random.below(100)
        order.gateway = chance < 66 ? .stripe : chance < 97 ? .payPal : .giftCard
        takeBack(&order)
        return order
    }

    private func shopLines() -> [ShopLine] {
        var lines: [ShopLine] = []
        for _ in 0..<random.between(1, 3) {
            let ware = draw { $0.online }
            if lines.contains(where: { $0.ware.code == ware.code }) { continue }
            let quantity = random.chance(75) ? 1 : 2
            let reduced = random.chance(8)
            lines.append(
                ShopLine(
                    ware: ware, quantity: quantity,
                    discount: reduced ? scaled(ware.price * Int64(quantity), 10, 100) : 0))
        }
        return lines
    }

    /// A ware by how often it is sold.
    func draw(_ weight: (Ware) -> Int) -> Ware {
        var mark = random.below(HarborWares.all.reduce(0) { $0 + weight($1) })
        for ware in HarborWares.all {
            mark -= weight(ware)
            if mark < 0 { return ware }
        }
        return HarborWares.all[0]
    }

    /// Some orders are called off, of some a part is given back: before the month is exported.
    private func takeBack(_ order: inout ShopOrder) {
        let day = order.day + random.between(2, 6)
        let chance = random.below(100)
        guard day.month == order.day.month, day <= Harbor.last, order.gateway != .giftCard
        else { return }
        if chance < 3 {
            order.cancelled = day
        } else if chance < 8, let line = order.lines.first {
            let price = line.ware.price - line.discount / Int64(line.quantity)
            let part = order.goods == 0 ? 0 : scaled(order.tax, price, order.goods + order.shipping)
            order.refund = (day, min(price + part, order.total))
        }
    }

    /// Taxes and tips that the month's sales owe.
    func tally() {
        for order in orders {
            for (tax, amount) in order.taxes {
                owe(order.day, tax.account, amount)
                if let day = order.cancelled {
                    owe(day, tax.account, -amount)
                } else if let refund = order.refund {
                    owe(order.day, tax.account, -scaled(amount, refund.amount, order.total))
                }
            }
        }
        for ticket in tickets {
            owe(ticket.day, Harbor.till.account, ticket.tax)
            tips[ticket.day.month, default: 0] += ticket.tip
        }
    }

    private func owe(_ day: Day, _ account: String, _ amount: Int64) {
        taxes[day.month, default: [:]][account, default: 0] += amount
    }
}
