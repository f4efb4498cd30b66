extension English {
    /// What stock is worth, and what is wrong with it.
    static let stockRules: [String: String] = [
        "rule.count-difference.title": "Count far from the books",
        "rule.count-difference.detail": """
        {found}: {counted} counted on {day}, the books hold {expected}; {amount} goes to shrinkage
        """,
        "rule.count-difference.fix": """
        count again; look for a receipt or a sale that is missing, or a unit mistaken
        """,
        "rule.receipt-cost.title": "Receipt at an odd cost",
        "rule.receipt-cost.detail": """
        {found}: received on {day} at {cost} a unit, what was on hand cost {expected}
        """,
        "rule.receipt-cost.fix": """
        check quantity, unit and value of the receipt: a case may stand for a piece
        """,
        "rule.stock-negative.title": "Stock below zero",
        "rule.stock-negative.detail": """
        {item}: below zero since {day}, {quantity} then; costed at the last cost known
        """,
        "rule.stock-negative.fix": """
        drop the receipt that is missing, or count the item; its cost is then worked out again
        """,
        "rule.stock-revalued.title": "Back-dated movement revalues",
        "rule.stock-revalued.detail": """
        {found}: a movement of {day} came after {locked} was locked; it changes the cost of what \
        went since by {amount}, posted on {posted}
        """,
        "rule.stock-revalued.fix": """
        nothing to do; drop stock documents before the month is closed
        """,
        "rule.cost-held.title": "Cost held below zero",
        "rule.cost-held.detail": """
        {item}: below zero since {day}, {quantity} then; its cost waits for the receipt
        """,
        "rule.cost-held.fix": """
        drop the receipt that is missing: it posts the cost; or set stock.below_zero: last-cost
        """,
        "rule.issue-uncosted.title": "No cost known",
        "rule.issue-uncosted.detail": """
        {found}: went on {day} and no cost of it was ever known; nothing is posted for it yet
        """,
        "rule.issue-uncosted.fix": """
        drop the receipt or the opening stock of the item with its value
        """,
    ]

    static let stockExplanations: [String: String] = [
        "rule.count-difference.explain": """
        A count that is more than a twentieth off what the books hold is rarely theft: more often \
        a delivery was not entered, a unit was mistaken or a shelf was left out. The difference \
        posts as shrinkage at the cost of the stock, and as a gain where more was found.
        """,
        "rule.receipt-cost.explain": """
        A receipt whose unit cost is more than three times, or less than a third of, what lies in \
        stock is usually a quantity in another unit than its value. It posts as stated: the cost \
        of what is sold after it is then wrong.
        """,
        "rule.stock-negative.explain": """
        More went than came by the end of a day, receipts of the day counted first. Sales did \
        happen, so they post, at the last cost known; the receipt that catches up posts the \
        difference to what its goods really cost. See DEFINITIONS §6.
        """,
        "rule.stock-revalued.explain": """
        A receipt, return or issue that is dated in a locked period changes the cost of what went \
        after it. A locked period stays: the differences post on the first open day, so that the \
        stock account is the valuation again. See DEFINITIONS §6.
        """,
        "rule.cost-held.explain": """
        More went than came, and stock.below_zero is held: sales post, their cost beyond what \
        was on hand does not, until the receipt says what it is. Margins are too high till then.
        """,
        "rule.issue-uncosted.explain": """
        Goods went that no receipt or opening had brought before: no cost can be worked out. The \
        first receipt posts it; until then the margin of these sales is their whole price.
        """,
    ]

    static let stockLabels: [String: String] = [
        "report.stock-valuation": "Stock valuation",
        "definition.stock-valuation": """
        Stock on {as_of} by item at {method}; below zero: {below}. Movements from {from} to {to}; \
        what came after its period was locked counts from the first open day. Opening + received \
        − sold − used − shrinkage + transferred = closing. Unit cost is shown rounded.
        """,
        "stock.weighted-average": "weighted average cost",
        "stock.fifo": "first in, first out",
        "stock.last-cost": "at the last cost known",
        "stock.held": "cost held until the receipt",
        "stock.quantities": "Movements in quantity",
        "stock.values": "Movements in value",
        "stock.layers": "Layers on hand",
        "footer.stock": """
        Account {account}: valuation {valuation}, ledger {ledger}, posted by hand {other}, \
        difference {difference}
        """,
        "footer.stock-undue": """
        Account {account}: valuation {valuation}, ledger {ledger} until the month's end is posted \
        ({other} by hand, difference {difference})
        """,
        "column.item": "Item",
        "column.category": "Category",
        "column.location": "Location",
        "column.quantity": "Quantity",
        "column.unit_cost": "Unit cost",
        "column.value": "Value",
        "column.last_receipt": "Last receipt",
        "column.last_issue": "Last issue",
        "column.received": "Received",
        "column.sold": "Sold",
        "column.used": "Wasted, used",
        "column.shrinkage": "Shrinkage",
        "column.transferred": "Transferred",
        "recipe.cost-of-sales": "Cost of sales",
        "recipe.stock-change": "Change in stock",
        "tie.stock": "Stock {account} = valuation",
        "failure.stock-overflow": """
        quantities or values of {item} are too large to be valued; correct its stock documents
        """,
    ]
}
