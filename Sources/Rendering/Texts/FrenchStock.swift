extension French {
    /// What stock is worth, and what is wrong with it.
    static let stockRules: [String: String] = [
        "rule.count-difference.title": "Inventaire loin des livres",
        "rule.count-difference.detail": """
        {found} : {counted} comptés le {day}, {expected} en livres ; {amount} passent en démarque
        """,
        "rule.count-difference.fix": """
        recompter ; chercher une réception ou une vente absente, ou une unité confondue
        """,
        "rule.receipt-cost.title": "Réception à un coût étrange",
        "rule.receipt-cost.detail": """
        {found} : reçu le {day} à {cost} l’unité, le stock présent coûtait {expected}
        """,
        "rule.receipt-cost.fix": """
        vérifier quantité, unité et valeur de la réception : un carton vaut peut-être une pièce
        """,
        "rule.stock-negative.title": "Stock négatif",
        "rule.stock-negative.detail": """
        {item} : sous zéro depuis le {day}, alors {quantity} ; au dernier coût connu
        """,
        "rule.stock-negative.fix": """
        déposer la réception absente, ou compter l’article ; son coût est alors recalculé
        """,
        "rule.stock-revalued.title": "Mouvement antidaté, coûts recalculés",
        "rule.stock-revalued.detail": """
        {found} : un mouvement du {day} est arrivé après la clôture au {locked} ; il change de \
        {amount} le coût des sorties suivantes, comptabilisé le {posted}
        """,
        "rule.stock-revalued.fix": """
        rien à faire ; déposer les pièces de stock avant la clôture du mois
        """,
        "rule.cost-held.title": "Coût retenu sous zéro",
        "rule.cost-held.detail": """
        {item} : sous zéro depuis le {day}, alors {quantity} ; son coût attend la \
        réception
        """,
        "rule.cost-held.fix": """
        déposer la réception absente, qui comptabilise le coût ; ou stock.below_zero: last-cost
        """,
        "rule.issue-uncosted.title": "Aucun coût connu",
        "rule.issue-uncosted.detail": """
        {found} : sorti le {day} sans qu’aucun coût en soit connu ; rien n’est encore comptabilisé
        """,
        "rule.issue-uncosted.fix": """
        déposer la réception ou le stock d’ouverture de l’article avec sa valeur
        """,
    ]

    static let stockExplanations: [String: String] = [
        "rule.count-difference.explain": """
        Un inventaire à plus d’un vingtième des livres est rarement un vol : le plus souvent une \
        livraison n’a pas été saisie, une unité confondue ou un rayon oublié. L’écart passe en \
        démarque au coût du stock, et en gain quand il y a plus.
        """,
        "rule.receipt-cost.explain": """
        Une réception dont le coût unitaire dépasse trois fois celui du stock, ou n’en fait pas \
        le tiers, a le plus souvent une quantité dans une autre unité que sa valeur. Elle est \
        comptabilisée telle quelle : le coût des ventes suivantes est alors faux.
        """,
        "rule.stock-negative.explain": """
        Il est sorti plus qu’il n’est entré à la fin d’un jour, réceptions du jour d’abord. Les \
        ventes ont eu lieu : elles sont comptabilisées au dernier coût connu ; la réception qui \
        rattrape comptabilise la différence avec le coût réel. Voir DEFINITIONS §6.
        """,
        "rule.stock-revalued.explain": """
        Une réception, un retour ou une sortie daté d’une période clôturée change le coût de ce \
        qui est sorti après. La période reste : les différences sont comptabilisées au premier \
        jour ouvert, et le compte de stock est de nouveau la valorisation. Voir DEFINITIONS §6.
        """,
        "rule.cost-held.explain": """
        Il est sorti plus qu’il n’est entré, et stock.below_zero est held : les ventes sont \
        comptabilisées, leur coût au-delà du stock attend la réception. Les marges sont trop \
        hautes jusque-là.
        """,
        "rule.issue-uncosted.explain": """
        Des marchandises sont sorties qu’aucune réception ni ouverture n’avait apportées : aucun \
        coût ne se calcule. La première réception le comptabilise ; d’ici là, la marge de ces \
        ventes est leur prix entier.
        """,
    ]

    static let stockLabels: [String: String] = [
        "report.stock-valuation": "Valorisation du stock",
        "definition.stock-valuation": """
        Stock au {as_of} par article, {method} ; sous zéro : {below}. Mouvements du {from} au \
        {to} ; ce qui est arrivé après la clôture de sa période compte au premier jour ouvert. \
        Ouverture + reçu − vendu − utilisé − démarque + transféré = clôture. Le coût unitaire \
        est arrondi.
        """,
        "stock.weighted-average": "coût moyen pondéré",
        "stock.fifo": "premier entré, premier sorti",
        "stock.last-cost": "au dernier coût connu",
        "stock.held": "coût retenu jusqu’à la réception",
        "stock.quantities": "Mouvements en quantité",
        "stock.values": "Mouvements en valeur",
        "stock.layers": "Lots en stock",
        "footer.stock": """
        Compte {account} : valorisation {valuation}, grand livre {ledger}, à la main {other}, \
        écart {difference}
        """,
        "footer.stock-undue": """
        Compte {account} : valorisation {valuation}, grand livre {ledger} jusqu’à la fin du mois \
        ({other} à la main, écart {difference})
        """,
        "column.item": "Article",
        "column.category": "Famille",
        "column.location": "Lieu",
        "column.quantity": "Quantité",
        "column.unit_cost": "Coût unitaire",
        "column.value": "Valeur",
        "column.last_receipt": "Dernière entrée",
        "column.last_issue": "Dernière sortie",
        "column.received": "Reçu",
        "column.sold": "Vendu",
        "column.used": "Jeté, utilisé",
        "column.shrinkage": "Démarque",
        "column.transferred": "Transféré",
        "recipe.cost-of-sales": "Coût des ventes",
        "recipe.stock-change": "Variation de stock",
        "tie.stock": "Stock {account} = valorisation",
        "failure.stock-overflow": """
        quantités ou valeurs de {item} trop grandes pour être valorisées ; corriger ses pièces
        """,
    ]
}
