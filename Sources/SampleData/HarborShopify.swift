/// Orders as Shopify exports them: the newest first, an order's own fields on its first row.
extension Harbor {
    static let shopifyHeader =
        "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,"
        + "Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,"
        + "Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,"
        + "Lineitem sku,Lineitem requires shipping,Lineitem taxable,"
        + "Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,"
        + "Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,"
        + "Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,"
        + "Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,"
        + "Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,"
        + "Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,"
        + "Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,"
        + "Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,"
        + "Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,"
        + "Payment ID,Payment Terms Name,Next Payment Due At,Payment References"

    func writeShopify() {
        let names = Harbor.shopifyHeader.split(separator: ",").map(String.init)
        table("sales/shopify-orders", Harbor.shopifyHeader) { month in
            orders.filter { $0.day.month == month }.reversed().flatMap { order in
                let lines = lines(of: order)
                return lines.enumerated().map { index, line in
                    let fields = index == 0 ? line.merging(head(of: order)) { _, own in own } : line
                    return record(names.map { fields[$0] ?? "" })
                }
            }
        }
    }

    private func stamp(_ day: Day, _ minute: Int) -> String {
        "\(day.iso) \(clock(minute)):00 -0400"
    }

    private func lines(of order: ShopOrder) -> [[String: String]] {
        let common = [
            "Name": order.name, "Created at": stamp(order.day, order.minute),
            "Lineitem requires shipping": "true", "Lineitem taxable": "true",
            "Lineitem fulfillment status": "fulfilled", "Vendor": "Harbor Goods",
        ]
        var lines = order.lines.map { line in
            common.merging([
                "Lineitem quantity": String(line.quantity), "Lineitem name": line.ware.name,
                "Lineitem price": money(line.ware.price), "Lineitem sku": line.ware.code,
                "Lineitem discount": money(line.discount),
            ]) { _, own in own }
        }
        if order.giftCard != 0 {
            lines.append(
                common.merging([
                    "Lineitem quantity": "1",
                    "Lineitem name": "Gift Card - $\(money(order.giftCard))",
                    "Lineitem price": money(order.giftCard), "Lineitem discount": "0.00",
                    "Lineitem requires shipping": "false", "Lineitem taxable": "false",
                ]) { _, own in own })
        }
        return lines
    }

    private func head(of order: ShopOrder) -> [String: String] {
        var fields = [
            "Email": "customer\(order.number)@mail.example",
            "Financial Status": order.returned == 0
                ? "paid" : order.returned == order.total ? "refunded" : "partially_refunded",
            "Paid at": stamp(order.day, order.minute), "Fulfillment Status": "fulfilled",
            "Accepts Marketing": "no", "Currency": "USD", "Subtotal": money(order.subtotal),
            "Shipping": money(order.shipping), "Taxes": money(order.tax),
            "Total": money(order.total), "Discount Code": order.code,
            "Discount Amount": money(order.discount), "Billing Name": order.customer,
            "Billing Province": order.place.province, "Billing Country": "US",
            "Shipping Province": order.place.province, "Shipping Country": "US",
            "Cancelled at": order.cancelled.map { stamp($0, 600) } ?? "",
            "Payment Method": order.gateway.rawValue, "Refunded Amount": money(order.returned),
            "Outstanding Balance": "0.00", "Id": String(5_610_000_000 + order.number),
            "Tags": order.isExempt ? "resale" : "", "Risk Level": "Low", "Source": "web",
        ]
        for (index, tax) in order.taxes.enumerated() {
            fields["Tax \(index + 1) Name"] = tax.tax.name
            fields["Tax \(index + 1) Value"] = money(tax.amount)
        }
        return fields
    }
}
