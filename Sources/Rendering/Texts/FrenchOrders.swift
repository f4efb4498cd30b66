extension French {
    /// Orders of shops and tills: what their numbers, prices and taxes must be.
    static let orderRules: [String: String] = [
        "rule.order-moved.title": "Commande à une autre date",
        "rule.order-moved.detail": """
        la commande {found} est du {day} ici et a été comptabilisée au {posted}
        """,
        "rule.order-moved.fix": """
        corriger la date dans l’export ; ou, si les numéros recommencent chaque jour, mettre \
        « daily » à sources.{source}.order_numbers
        """,
        "rule.price-off-list.title": "Prix hors tarif",
        "rule.price-off-list.detail": """
        commande {order}, {product} : {found} avant remise, le tarif dit {expected}
        """,
        "rule.price-off-list.fix": """
        vérifier le prix à la caisse, ou corriger list_price dans items.csv
        """,
        "rule.tax-off-list.title": "Taxe hors tarif",
        "rule.tax-off-list.detail": """
        commande {order}, {product} : vendu sous {found}, le tarif dit {expected}
        """,
        "rule.tax-off-list.fix": "corriger le code de taxe à la caisse, ou dans items.csv",
    ]

    static let orderExplanations: [String: String] = [
        "rule.order-moved.explain": """
        Une commande est connue par sa source, son magasin et son numéro. Un fichier qui ramène \
        un numéro à une autre date, à un mois près, le comptabiliserait deux fois : il est mis \
        en attente. Si une caisse recommence ses numéros chaque jour, order_numbers « daily » \
        dans la source le dit, et la commande est alors connue aussi par sa date. Un retour qui \
        porte le numéro de sa vente est comptabilisé à sa propre date.
        """,
        "rule.price-off-list.explain": """
        Le prix d’une ligne, remise réintégrée, est comparé à list_price × quantité de \
        items.csv : toutes taxes comprises si la source dit prices « gross », sinon hors taxe. \
        Une unité de la plus petite monnaie par ligne est laissée à l’arrondi. La première ligne \
        d’une commande est signalée ; la commande est comptabilisée.
        """,
        "rule.tax-off-list.explain": """
        Chaque article de items.csv peut nommer le code de taxe sous lequel il est vendu. Une \
        ligne qui en indique un autre est signalée ; la commande est comptabilisée comme elle \
        est, car la taxe a été facturée au client. Les lignes sans code de taxe ne sont pas \
        comparées.
        """,
    ]
}
