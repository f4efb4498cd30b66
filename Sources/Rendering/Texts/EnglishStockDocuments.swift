extension English {
    /// Stock documents, and what sales take out of stock.
    static let stockDocumentRules: [String: String] = [
        "rule.stock-precision.title": "Quantity finer than the item's unit",
        "rule.stock-precision.detail": """
        {item}: {found} is no whole number of thousandths of its own unit {own}
        """,
        "rule.stock-precision.fix": """
        keep {item} in a smaller unit in items.csv, or correct the quantity
        """,
        "rule.stock-value.title": "Value differs from its cost",
        "rule.stock-value.detail": """
        {item}: {quantity} at the stated cost of a unit is {expected}, the value says \
        {found}
        """,
        "rule.stock-value.fix": """
        ask for a corrected document, or leave one of the two columns out
        """,
        "rule.opening-stock.title": "Opening stock differs from its account",
        "rule.opening-stock.detail": """
        account {account} opens with {found}, the opening stock is worth {expected}
        """,
        "rule.opening-stock.fix": """
        correct the opening balance of {account}, or the opening document of the stock
        """,
        "rule.value-missing.title": "Goods without a value",
        "rule.value-missing.detail": """
        {document}: no value and no unit cost is stated for {item}
        """,
        "rule.value-missing.fix": """
        add unit_cost or value to the row; a delivery note has the order's price
        """,
        "rule.quantity-sign.title": "Quantity has an unexpected sign",
        "rule.quantity-sign.detail": """
        {found} reads two ways: this kind of movement has the other sign here
        """,
        "rule.quantity-sign.fix": """
        set sources.{source}.quantities to signed or absolute, as the file writes them
        """,
        "rule.item-unknown.title": "Item not kept in stock",
        "rule.item-unknown.detail": """
        no item {item} is kept in stock by items.csv
        """,
        "rule.item-unknown.fix": """
        add {item} to items.csv, or stocked: true if it is there and is kept
        """,
        "rule.unit-unknown.title": "Unit not known for the item",
        "rule.unit-unknown.detail": """
        {item} is kept in {own}: what is one {unit} of it?
        """,
        "rule.unit-unknown.fix": """
        add a row {item},{unit},quantity to units.csv
        """,
        "rule.product-unknown.title": "Product sold is not listed",
        "rule.product-unknown.detail": """
        {product} is not in items.csv: its sales move no stock
        """,
        "rule.product-unknown.fix": """
        add {product} to items.csv, with stocked: false if it is no goods
        """,
        "rule.supplier-unnamed.title": "Receipt without a known supplier",
        "rule.supplier-unnamed.detail": """
        {document} names no party of parties.csv: no bill can settle it
        """,
        "rule.supplier-unnamed.fix": """
        name the supplier in the file, or add its name as an alias in parties.csv
        """,
    ]

    /// Why stock is looked at so closely.
    static let stockDocumentExplanations: [String: String] = [
        "rule.stock-precision.explain": """
        The book keeps quantities in thousandths of the unit that items.csv gives the item. \
        A quantity in another unit is brought to it by units.csv without rounding: what \
        would leave a part of a thousandth is held, for a rounding in every document would \
        let stock drift. An item that is used by the gram is kept in grams. See DEFINITIONS \
        §6.
        """,
        "rule.stock-value.explain": """
        Where a row states both what a unit cost and what the whole cost, the one is the \
        other × the quantity, rounded once to the minor unit, half away from zero. A value \
        is never under zero: what goes back to a supplier says so by its kind or its \
        quantity. A document that disagrees with itself is rejected, for every later cost of \
        sales would rest on it. See IAS 2.10 and DEFINITIONS §6.
        """,
        "rule.opening-stock.explain": """
        The opening entry gives a stock account its balance, the opening document of the \
        stock gives it its items. Both are the same goods: their values must agree, or the \
        account can never be what the stock is worth. The difference is told with the first \
        period of the books. See DEFINITIONS §2 and §7.
        """,
        "rule.value-missing.explain": """
        What comes from a supplier enters stock at what it costs, and what opens the books \
        or goes back at what it is worth. A row that states neither a value nor the cost of \
        a unit is held: a last price is a guess, and a wrong one goes on into the cost of \
        every sale. Goods that cost nothing state a value of 0. See IAS 2.10, PCG 213-30 and \
        DEFINITIONS §6.
        """,
        "rule.quantity-sign.explain": """
        Some systems write what leaves stock as a negative quantity, others write every \
        quantity without a sign and let the kind say which way it went. Read the wrong way \
        an issue would be a receipt. Undeclared, quantities are absolute, and a negative \
        receipt goes back to the supplier; any other sign that does not fit is held until \
        sources.<name>.quantities says how the file is written. See DEFINITIONS §2.
        """,
        "rule.item-unknown.explain": """
        Every row of a stock document moves an item of items.csv that is kept in stock: it \
        has its own pool of quantity and value. What is made of others (recipes.csv) or is \
        no goods at all has none. The document is held until the item is known, and is then \
        judged again. See DEFINITIONS §6.
        """,
        "rule.unit-unknown.explain": """
        A quantity is in the item's own unit, or in one that units.csv gives for the item or \
        for all items: how much of the own unit it is. A case of 12 bottles and a case of 6 \
        are not the same, and no table of the program knows either. The document is held \
        until units.csv says. See DEFINITIONS §6.
        """,
        "rule.product-unknown.explain": """
        Sales move the stock of what they sold, by the item code of their lines. A code that \
        items.csv does not have posts its revenue and moves nothing: its cost is missing \
        from the margin, and the next count shows it as a difference. It is told once a \
        file. See DEFINITIONS §6.
        """,
        "rule.supplier-unnamed.explain": """
        Goods received wait as an open item for the bill of the party they came from. A \
        receipt that names nobody, or nobody known, posts all the same, for the goods are \
        there; but the bill of a known supplier never finds it, and both stay open on the \
        account until the name is mended. See DEFINITIONS §2 and §7.
        """,
    ]
}
