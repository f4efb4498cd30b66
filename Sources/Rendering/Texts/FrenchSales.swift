extension French {
    /// Les rapports de la vente : ventes, marges, ce qui les a fait varier, stocks.
    static let sales: [String: String] = [
        "report.sales-analysis": "Analyse des ventes",
        "report.price-volume-mix": "Prix, volume et mix",
        "report.gross-margin": "Marge brute",
        "report.stock-turns": "Rotation des stocks",
        "definition.sales-analysis": """
        Ventes comptabilisées du {from} au {to}, en {currency}, face à celles du {prior_from} au \
        {prior_to}.
        Ventes nettes hors taxes = brut au prix demandé − remises − retours ; chaque découpage a \
        le même total.
        Une commande est une vente d’au moins un article ; par catégorie, article et heure, elle \
        compte dans chaque ligne qui la concerne. Une clôture journalière (Z) est une commande.
        Panier moyen = ventes nettes ÷ commandes. Taux de remise et de retour en % du brut. Les \
        taxes sont celles des commandes, port compris.
        """,
        "definition.price-volume-mix": """
        Ventes nettes hors taxes du {from} au {to} face à celles du {prior_from} au {prior_to}, en \
        {currency}.
        Vendus aux deux périodes (unités q puis Q, net n puis N) : prix = N − n × Q ÷ q ; volume \
        = n × (ΣQ − Σq) ÷ Σq sur tous ces articles ; mix = le reste de N − n, centimes compris.
        Nouveaux et perdus : articles vendus à une seule des périodes. Autres : ce qui n’a pas \
        d’unités, comme les remises sur commandes entières.
        """,
        "definition.gross-margin": """
        Ventes nettes hors taxes du {from} au {to} moins le coût des articles vendus, en {currency}.
        Les coûts sont ceux comptabilisés dans la période, de l’article ou de ce qui le compose. \
        Marge = ventes nettes des articles au coût connu − ce coût ; son taux est en % de celles-ci.
        """,
        "definition.stock-turns": """
        Stocks du {from} au {to}, en {currency} ; valeurs au coût, unités propres à chaque article.
        Rotation = coût des ventes ÷ moyenne des valeurs d’ouverture et de clôture, sur la \
        période. Jours de stock = cette moyenne × jours de la période ÷ coût des ventes.
        Dormant : en stock et sans vente depuis {slow} jours ou plus à la fin (reports: \
        slow_stock) ; un article jamais vendu, depuis sa première entrée.
        Démarque = ce que les inventaires n’ont pas trouvé, en % des ventes nettes de l’article ; \
        négative s’ils ont trouvé plus. Consommé = pertes et usage propre.
        """,
        "footer.sales": """
        Ventes nettes {net}{besides} + non dit par les lignes {untold} = produits des journées de \
        caisse au grand livre {ledger}
        """,
        "footer.no-sales": "Dans les mêmes commandes, hors produits : {others}",
        "footer.fees": """
        {source} a retenu {fees} {currency} sur {paid} {currency} payés par les clients : {rate} %
        """,
        "footer.no-prior": """
        La comptabilité commence après le {prior_from} : aucune période précédente à comparer
        """,
        "footer.price-volume-mix": """
        Prix {price} + volume {volume} + mix {mix} + nouveaux {new} + perdus {lost} + autres \
        {other} = variation {change}, écart {difference}
        """,
        "footer.cost": """
        Coût des articles vendus {cost} + autres écritures {difference} = comptes de coût des \
        ventes {ledger}
        """,
        "footer.cost-periodic": """
        Coût des articles vendus {cost}, selon la valorisation des stocks : le grand livre porte \
        les achats et la variation des stocks
        """,
        "footer.contribution": "Marge brute {margin}{losses} = contribution {contribution}",
        "footer.uncosted": "Coût inconnu, ventes nettes {net} : {products}",
        "footer.stock-turns": """
        Stock par article {value}, comptes de stock {ledger}, écart {difference}
        """,
        "footer.slow": "{count} articles sans vente depuis {days} jours ou plus, pour {value}",
        "sales.store": "Par magasin",
        "sales.channel": "Par canal",
        "sales.category": "Par catégorie",
        "sales.product": "Par article",
        "sales.hour": "Par heure de vente",
        "sales.weekday": "Par jour de la semaine",
        "sales.unassigned": "(non affecté)",
        "sales.several": "comptées sur plusieurs lignes",
        "sales.rounding": "arrondi",
        "sales.days": "{weekday} ({days} ; avant {prior})",
        "stock.slow": "dormant",
        "nature.shipping": "port",
        "nature.charge": "autres suppléments",
        "nature.rounding": "arrondis",
        "nature.tip": "pourboires",
        "nature.giftCard": "cartes cadeaux vendues",
        "nature.deposit": "acomptes",
        "nature.other": "sur d’autres comptes",
        "loss.price_difference": "écarts sur prix d’achat",
        "loss.shrinkage": "démarque",
        "loss.waste": "pertes",
        "loss.own_use": "usage propre",
        "weekday.1": "lundi",
        "weekday.2": "mardi",
        "weekday.3": "mercredi",
        "weekday.4": "jeudi",
        "weekday.5": "vendredi",
        "weekday.6": "samedi",
        "weekday.7": "dimanche",
    ]

    static let salesColumns: [String: String] = [
        "column.dimension": "Ventes",
        "column.prior_days": "Jours avant",
        "column.orders": "Commandes",
        "column.units": "Unités",
        "column.gross": "Brut",
        "column.discounts": "Remises",
        "column.returns": "Retours",
        "column.net": "Net",
        "column.average_basket": "Panier moyen",
        "column.share": "Part %",
        "column.discount_rate": "Remise %",
        "column.refund_rate": "Retour %",
        "column.prior_net": "Net avant",
        "column.change": "Variation",
        "column.level": "Niveau",
        "column.product": "Article",
        "column.store": "Magasin",
        "column.prior_units": "Unités avant",
        "column.price_effect": "Prix",
        "column.volume_effect": "Volume",
        "column.mix_effect": "Mix",
        "column.new": "Nouveaux",
        "column.lost": "Perdus",
        "column.other": "Autres",
        "column.costed": "Net au coût connu",
        "column.cost": "Coût",
        "column.margin": "Marge",
        "column.margin_rate": "Marge %",
        "column.unit_margin": "Marge unitaire",
        "column.opening_units": "Unités à l’ouverture",
        "column.opening_value": "Valeur à l’ouverture",
        "column.closing_units": "Unités à la clôture",
        "column.closing_value": "Valeur à la clôture",
        "column.sold_units": "Unités vendues",
        "column.turns": "Rotation",
        "column.days_on_hand": "Jours de stock",
        "column.last_sale": "Dernière vente",
        "column.idle_days": "Jours sans vente",
        "column.slow": "Dormant",
        "column.shrinkage_units": "Démarque, unités",
        "column.shrinkage_value": "Démarque",
        "column.shrinkage_rate": "Démarque %",
        "column.used_units": "Consommé, unités",
        "column.used_value": "Consommé",
    ]
}
