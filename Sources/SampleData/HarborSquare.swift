/// The till's two exports, and what its provider transfers.
extension Harbor {
    private static let itemsHeader =
        "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,"
        + "Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Payment ID,Device Name,Notes,"
        + "Details,Event Type,Location,Dining Option,Customer ID,Customer Name,"
        + "Customer Reference ID,Unit,Count,GTIN,Itemization Type,Commission,Employee,"
        + "Fulfillment Note,Channel,Token,Card Brand,PAN Suffix"
    private static let transactionsHeader =
        "Date,Time,Time Zone,Gross Sales,Discounts,Service Charges,Net Sales,Gift Card Sales,"
        + "Tax,Tip,Partial Refunds,Total Collected,Source,Card,Card Entry Methods,Cash,"
        + "Square Gift Card,Other Tender,Other Tender Type,Tender Note,Fees,Net Total,"
        + "Transaction ID,Payment ID,Card Brand,PAN Suffix,Device Name,Staff Name,Staff ID,"
        + "Details,Description,Event Type,Location,Dining Option,Customer ID,Customer Name,"
        + "Customer Reference ID,Device Nickname,Third Party Fees,Deposit ID,Deposit Date,"
        + "Deposit Details,Fee Percentage Rate,Fee Fixed Rate,Refund Reason,Discount Name,"
        + "Transaction Status,Cash App"

    private static let zone = "Eastern Time (US & Canada)"

    func writeSquare() {
        let sold = { (month: Int) in self.tickets.filter { $0.day.month == month }.reversed() }
        let items = Harbor.itemsHeader.split(separator: ",").map(String.init)
        table("sales/square-items", Harbor.itemsHeader) { month in
            sold(month).flatMap { ticket in
                self.items(of: ticket).map { fields in record(items.map { fields[$0] ?? "" }) }
            }
        }
        let names = Harbor.transactionsHeader.split(separator: ",").map(String.init)
        table("sales/square-transactions", Harbor.transactionsHeader) { month in
            sold(month).map { ticket in
                let fields = transaction(ticket)
                return record(names.map { fields[$0] ?? "" })
            }
        }
    }

    private func common(_ ticket: Ticket) -> [String: String] {
        [
            "Date": ticket.day.iso, "Time": clock(ticket.minute) + ":00",
            "Time Zone": Harbor.zone, "Transaction ID": ticket.number,
            "Payment ID": "P" + ticket.number, "Location": "Dock Street",
            "Event Type": ticket.isRefund ? "Refund" : "Payment", "Device Name": "Counter 1",
        ]
    }

    private func items(of ticket: Ticket) -> [[String: String]] {
        var rows = ticket.lines.map { line in
            common(ticket).merging([
                "Category": line.ware.category, "Item": line.ware.name,
                "Qty": "\(line.quantity).0", "Price Point Name": "Regular", "SKU": line.ware.code,
                "Gross Sales": dollars(line.gross), "Discounts": dollars(-line.discount),
                "Net Sales": dollars(line.net), "Tax": dollars(line.tax),
                "Count": "\(line.quantity).0", "Itemization Type": "Physical Good",
                "Commission": "$0.00",
            ]) { _, own in own }
        }
        if ticket.giftCard != 0 {
            rows.append(
                common(ticket).merging([
                    "Category": "Gift Cards", "Item": "eGift Card", "Qty": "1.0",
                    "Price Point Name": "Regular", "Gross Sales": dollars(ticket.giftCard),
                    "Discounts": "$0.00", "Net Sales": dollars(ticket.giftCard), "Tax": "$0.00",
                    "Count": "1.0", "Itemization Type": "Gift Card", "Commission": "$0.00",
                ]) { _, own in own })
        }
        return rows
    }

    private func transaction(_ ticket: Ticket) -> [String: String] {
        let paid = square.first { $0.order == ticket.number }
        return common(ticket).merging([
            "Gross Sales": dollars(ticket.gross), "Discounts": dollars(-ticket.discount),
            "Service Charges": "$0.00", "Net Sales": dollars(ticket.gross - ticket.discount),
            "Gift Card Sales": dollars(ticket.giftCard), "Tax": dollars(ticket.tax),
            "Tip": dollars(ticket.tip), "Partial Refunds": "$0.00",
            "Total Collected": dollars(ticket.total), "Source": "Point of Sale",
            "Card": dollars(ticket.card), "Cash": dollars(ticket.cash),
            "Square Gift Card": dollars(ticket.redeemed), "Other Tender": "$0.00",
            "Fees": dollars(-(paid?.fee ?? 0)),
            "Net Total": dollars(ticket.total - (paid?.fee ?? 0)),
            "Transaction Status": "Complete", "Cash App": "$0.00",
        ]) { _, own in own }
    }

    /// -$1,234.56 as the till prints it.
    private func dollars(_ cents: Int64) -> String {
        let size = Int64(cents.magnitude)
        let whole = String(size / 100)
        let grouped =
            whole.count > 3 ? "\(whole.dropLast(3)),\(whole.suffix(3))" : whole
        return (cents < 0 ? "-$" : "$") + "\(grouped).\(padded(Int(size % 100), 2))"
    }
}
