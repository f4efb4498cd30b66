extension English {
    /// Orders of shops and tills: what their numbers, prices and taxes must be.
    static let orderRules: [String: String] = [
        "rule.order-moved.title": "Order on another day",
        "rule.order-moved.detail": "order {found} is of {day} here and has posted on {posted}",
        "rule.order-moved.fix": """
        correct the day in the export; or, where numbers begin again every day, set \
        sources.{source}.order_numbers: daily
        """,
        "rule.price-off-list.title": "Price off the list",
        "rule.price-off-list.detail": """
        order {order}, {product}: {found} before its discount, the list says {expected}
        """,
        "rule.price-off-list.fix": """
        check the price at the till, or correct list_price in items.csv
        """,
        "rule.tax-off-list.title": "Tax off the list",
        "rule.tax-off-list.detail": """
        order {order}, {product}: sold under {found}, the list says {expected}
        """,
        "rule.tax-off-list.fix": "correct the tax code at the till, or in items.csv",
    ]

    static let orderExplanations: [String: String] = [
        "rule.order-moved.explain": """
        An order is known by its source, store and number. A file that brings a number again on \
        another day, within about a month, would post it twice: it is held. Where a till begins \
        its numbers again every day, order_numbers: daily in the source says so, and an order is \
        then known by its day as well. A return with the number of its sale posts on its own \
        day.
        """,
        "rule.price-off-list.explain": """
        What a line is sold for, with its discount put back, is compared with list_price × \
        quantity of items.csv: prices with tax where the source says prices: gross, else \
        without. One minor unit a line is left to rounding. It is told for the first such line \
        of an order; the order posts.
        """,
        "rule.tax-off-list.explain": """
        Each product of items.csv may name the tax code that it is sold under. A line of it that \
        states another one is told; the order posts as it is stated, for the tax was charged to \
        the customer. Lines that state no tax code are not compared.
        """,
    ]
}
