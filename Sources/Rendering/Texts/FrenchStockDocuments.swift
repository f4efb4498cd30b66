extension French {
    /// Stock documents, and what sales take out of stock.
    static let stockDocumentRules: [String: String] = [
        "rule.stock-precision.title": "Quantité plus fine que l’unité de l’article",
        "rule.stock-precision.detail": """
        {item} : {found} n’est pas un nombre entier de millièmes de son unité {own}
        """,
        "rule.stock-precision.fix": """
        tenir {item} dans une unité plus petite (items.csv), ou corriger la quantité
        """,
        "rule.stock-value.title": "Valeur différente de son coût",
        "rule.stock-value.detail": """
        {item} : {quantity} au coût unitaire indiqué font {expected}, la valeur indique \
        {found}
        """,
        "rule.stock-value.fix": """
        demander un document corrigé, ou omettre l’une des deux colonnes
        """,
        "rule.opening-stock.title": "Stock initial différent de son compte",
        "rule.opening-stock.detail": """
        le compte {account} ouvre à {found}, le stock initial vaut {expected}
        """,
        "rule.opening-stock.fix": """
        corriger le solde d’ouverture de {account}, ou le document d’ouverture du stock
        """,
        "rule.value-missing.title": "Marchandises sans valeur",
        "rule.value-missing.detail": """
        {document} : ni valeur ni coût unitaire pour {item}
        """,
        "rule.value-missing.fix": """
        ajouter unit_cost ou value à la ligne ; un bon de livraison a le prix de la commande
        """,
        "rule.quantity-sign.title": "Signe de quantité inattendu",
        "rule.quantity-sign.detail": """
        {found} se lit de deux façons : ce type de mouvement a ici l’autre signe
        """,
        "rule.quantity-sign.fix": """
        régler sources.{source}.quantities sur signed ou absolute, comme le fichier les \
        écrit
        """,
        "rule.item-unknown.title": "Article non tenu en stock",
        "rule.item-unknown.detail": """
        items.csv ne tient aucun article {item} en stock
        """,
        "rule.item-unknown.fix": """
        ajouter {item} à items.csv, ou stocked: true s’il y est et qu’il est tenu
        """,
        "rule.unit-unknown.title": "Unité inconnue pour l’article",
        "rule.unit-unknown.detail": """
        {item} est tenu en {own} : que vaut une unité {unit} ?
        """,
        "rule.unit-unknown.fix": """
        ajouter une ligne {item},{unit},quantité à units.csv
        """,
        "rule.product-unknown.title": "Produit vendu absent de la liste",
        "rule.product-unknown.detail": """
        {product} n’est pas dans items.csv : ses ventes ne meuvent aucun stock
        """,
        "rule.product-unknown.fix": """
        ajouter {product} à items.csv, avec stocked: false si ce n’est pas une marchandise
        """,
        "rule.supplier-unnamed.title": "Réception sans fournisseur connu",
        "rule.supplier-unnamed.detail": """
        {document} ne nomme aucun tiers de parties.csv : aucune facture ne peut la solder
        """,
        "rule.supplier-unnamed.fix": """
        nommer le fournisseur dans le fichier, ou ajouter son nom comme alias dans \
        parties.csv
        """,
    ]

    /// Why stock is looked at so closely.
    static let stockDocumentExplanations: [String: String] = [
        "rule.stock-precision.explain": """
        Le livre tient les quantités en millièmes de l’unité que items.csv donne à \
        l’article. Une quantité dans une autre unité y est ramenée par units.csv sans \
        arrondi : ce qui laisserait une fraction de millième est mis en attente, car un \
        arrondi à chaque document ferait dériver le stock. Un article consommé au gramme est \
        tenu en grammes. Voir DEFINITIONS §6.
        """,
        "rule.stock-value.explain": """
        Quand une ligne indique le coût unitaire et le coût total, l’un est l’autre × la \
        quantité, arrondi une seule fois à l’unité mineure, demi vers l’extérieur. Une \
        valeur n’est jamais négative : ce qui retourne au fournisseur le dit par son type ou \
        sa quantité. Un document qui se contredit est rejeté, car tout coût des ventes \
        ultérieur reposerait sur lui. Voir IAS 2.10 et DEFINITIONS §6.
        """,
        "rule.opening-stock.explain": """
        L’écriture d’ouverture donne son solde au compte de stock, le document d’ouverture \
        lui donne ses articles. Ce sont les mêmes biens : leurs valeurs doivent concorder, \
        sinon le compte ne sera jamais la valeur du stock. L’écart est signalé avec la \
        première période des comptes. Voir DEFINITIONS §2 et §7.
        """,
        "rule.value-missing.explain": """
        Ce qui vient d’un fournisseur entre en stock à son coût d’achat, ce qui ouvre les \
        comptes ou retourne, à sa valeur. Une ligne qui n’indique ni valeur ni coût unitaire \
        est mise en attente : un dernier prix serait une supposition, et une erreur \
        passerait dans le coût de chaque vente. Des biens gratuits indiquent une valeur de \
        0. Voir IAS 2.10, PCG 213-30 et DEFINITIONS §6.
        """,
        "rule.quantity-sign.explain": """
        Certains systèmes écrivent ce qui sort du stock en négatif, d’autres écrivent toute \
        quantité sans signe et laissent le type dire le sens. Lue à l’envers, une sortie \
        serait une entrée. Sans déclaration, les quantités sont absolues, et une réception \
        négative retourne au fournisseur ; tout autre signe qui ne convient pas est mis en \
        attente jusqu’à ce que sources.<nom>.quantities dise comment le fichier est écrit. \
        Voir DEFINITIONS §2.
        """,
        "rule.item-unknown.explain": """
        Chaque ligne d’un document de stock meut un article d’items.csv tenu en stock : il a \
        sa propre quantité et sa propre valeur. Ce qui est fait d’autres articles \
        (recipes.csv) ou n’est pas une marchandise n’en a pas. Le document attend que \
        l’article soit connu, puis est jugé à nouveau. Voir DEFINITIONS §6.
        """,
        "rule.unit-unknown.explain": """
        Une quantité est dans l’unité de l’article, ou dans une unité que units.csv donne \
        pour l’article ou pour tous : combien de l’unité propre elle vaut. Un carton de 12 \
        bouteilles et un carton de 6 ne sont pas les mêmes, et aucune table du programme ne \
        connaît l’un ou l’autre. Le document attend que units.csv le dise. Voir DEFINITIONS \
        §6.
        """,
        "rule.product-unknown.explain": """
        Les ventes meuvent le stock de ce qu’elles ont vendu, par le code article de leurs \
        lignes. Un code absent d’items.csv enregistre son produit et ne meut rien : son coût \
        manque à la marge, et le prochain inventaire le montre comme un écart. Il est \
        signalé une fois par fichier. Voir DEFINITIONS §6.
        """,
        "rule.supplier-unnamed.explain": """
        Les marchandises reçues attendent, en poste ouvert, la facture du tiers dont elles \
        viennent. Une réception qui ne nomme personne, ou personne de connu, est tout de \
        même enregistrée, car les biens sont là ; mais la facture d’un fournisseur connu ne \
        la trouve jamais, et les deux restent ouverts sur le compte jusqu’à la correction du \
        nom. Voir DEFINITIONS §2 et §7.
        """,
    ]
}
