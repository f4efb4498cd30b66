extension English {
    /// Reports for the front office: sales, margins, what changed them, and stock.
    static let sales: [String: String] = [
        "report.sales-analysis": "Sales analysis",
        "report.price-volume-mix": "Price, volume and mix",
        "report.gross-margin": "Gross margin",
        "report.stock-turns": "Stock turns",
        "definition.sales-analysis": """
        Sales posted from {from} to {to}, in {currency}, beside {prior_from} to {prior_to}.
        Net sales, before tax = gross at the price asked − discounts − returns; every cut has the \
        same total.
        Orders are those that sell something; by category, product and hour an order counts in \
        each that it has a line of. A daily closing (Z) is one order.
        Average basket = net sales ÷ orders. Discount and refund rates in % of gross. Tax is that \
        of the orders, shipping included.
        """,
        "definition.price-volume-mix": """
        Net sales before tax from {from} to {to} against {prior_from} to {prior_to}, in {currency}.
        Sold in both (units q, then Q; net n, then N): price = N − n × Q ÷ q; volume = n × (ΣQ − \
        Σq) ÷ Σq over all such products; mix = what remains of N − n, with the cents.
        New and lost: products sold in one period only. Other: what has no units, such as \
        discounts of whole orders.
        """,
        "definition.gross-margin": """
        Net sales before tax from {from} to {to} less what the goods sold have cost, in {currency}.
        Costs are those posted in the period, of a product itself or of what it is made of. \
        Margin = net sales of products with a known cost − that cost; its rate is in % of them.
        """,
        "definition.stock-turns": """
        Stock from {from} to {to}, in {currency}; values at cost, units of each item's own.
        Turns = cost of what was sold ÷ average of opening and closing value, in the period. Days \
        on hand = that average × days of the period ÷ cost of what was sold.
        Slow: in stock and not sold for {slow} days or more at the end (reports: slow_stock), an \
        item never sold since it first came in.
        Shrinkage = what counts found missing, in % of the item's net sales; negative where they \
        found more. Used = wasted and taken for own use.
        """,
        "footer.sales": """
        Net sales {net}{besides} + not told by lines {untold} = income of store-days in the \
        ledger {ledger}
        """,
        "footer.no-sales": "In the same orders, no income: {others}",
        "footer.fees": """
        {source} kept {fees} {currency} of {paid} {currency} paid by customers: {rate} %
        """,
        "footer.no-prior": """
        The books begin after {prior_from}: there is no period before to compare with
        """,
        "footer.price-volume-mix": """
        Price {price} + volume {volume} + mix {mix} + new {new} + lost {lost} + other {other} = \
        change {change}, difference {difference}
        """,
        "footer.cost": """
        Cost of goods sold {cost} + other postings {difference} = accounts of cost of sales \
        {ledger}
        """,
        "footer.cost-periodic": """
        Cost of goods sold {cost}, by the valuation of the stock: the ledger has purchases and the \
        change in stock
        """,
        "footer.contribution": "Gross margin {margin}{losses} = contribution {contribution}",
        "footer.uncosted": "No cost known, net sales {net}: {products}",
        "footer.stock-turns": """
        Stock by item {value}, stock accounts {ledger}, difference {difference}
        """,
        "footer.slow": "{count} items not sold for {days} days or more, worth {value}",
        "sales.store": "By store",
        "sales.channel": "By channel",
        "sales.category": "By category",
        "sales.product": "By product",
        "sales.hour": "By hour of sale",
        "sales.weekday": "By weekday",
        "sales.unassigned": "(unassigned)",
        "sales.several": "counted in several rows",
        "sales.rounding": "rounding",
        "sales.days": "{weekday} ({days}; before {prior})",
        "stock.slow": "slow",
        "nature.shipping": "shipping",
        "nature.charge": "other charges",
        "nature.rounding": "rounding",
        "nature.tip": "tips",
        "nature.giftCard": "gift cards sold",
        "nature.deposit": "deposits",
        "nature.other": "on other accounts",
        "loss.price_difference": "purchase price differences",
        "loss.shrinkage": "shrinkage",
        "loss.waste": "waste",
        "loss.own_use": "own use",
        "weekday.1": "Monday",
        "weekday.2": "Tuesday",
        "weekday.3": "Wednesday",
        "weekday.4": "Thursday",
        "weekday.5": "Friday",
        "weekday.6": "Saturday",
        "weekday.7": "Sunday",
    ]

    static let salesColumns: [String: String] = [
        "column.dimension": "Sales",
        "column.prior_days": "Days before",
        "column.orders": "Orders",
        "column.units": "Units",
        "column.gross": "Gross",
        "column.discounts": "Discounts",
        "column.returns": "Returns",
        "column.net": "Net",
        "column.average_basket": "Average basket",
        "column.share": "Share %",
        "column.discount_rate": "Discount %",
        "column.refund_rate": "Refund %",
        "column.prior_net": "Net before",
        "column.change": "Change",
        "column.level": "Level",
        "column.product": "Product",
        "column.store": "Store",
        "column.prior_units": "Units before",
        "column.price_effect": "Price",
        "column.volume_effect": "Volume",
        "column.mix_effect": "Mix",
        "column.new": "New",
        "column.lost": "Lost",
        "column.other": "Other",
        "column.costed": "Net with cost",
        "column.cost": "Cost",
        "column.margin": "Margin",
        "column.margin_rate": "Margin %",
        "column.unit_margin": "Margin a unit",
        "column.opening_units": "Opening units",
        "column.opening_value": "Opening value",
        "column.closing_units": "Closing units",
        "column.closing_value": "Closing value",
        "column.sold_units": "Units sold",
        "column.turns": "Turns",
        "column.days_on_hand": "Days on hand",
        "column.last_sale": "Last sale",
        "column.idle_days": "Days idle",
        "column.slow": "Slow",
        "column.shrinkage_units": "Shrinkage units",
        "column.shrinkage_value": "Shrinkage",
        "column.shrinkage_rate": "Shrinkage %",
        "column.used_units": "Used units",
        "column.used_value": "Used",
    ]
}
