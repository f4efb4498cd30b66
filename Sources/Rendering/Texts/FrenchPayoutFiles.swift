extension French {
    /// What files of payment services state: amounts, kinds and statuses of transactions.
    static let payoutFileRules: [String: String] = [
        "rule.transaction-net.title": "Net d’une opération différent",
        "rule.transaction-net.detail": """
        brut {gross} moins frais {fee} donne {expected}, le fichier indique {found}
        """,
        "rule.transaction-net.fix": """
        nommer toutes les colonnes de frais sous sources.{source}.columns.fee ; mettre \
        sources.{source}.negative_fees à true si les frais sont écrits en négatif
        """,
        "rule.transaction-kind.title": "Nature d’opération inconnue",
        "rule.transaction-kind.detail": """
        {found} n’est aucune des natures que cette source nomme
        """,
        "rule.transaction-kind.fix": """
        ajouter {found} à sources.{source}.{setting} sous la nature qui convient
        """,
        "rule.transaction-status.title": "Statut d’opération inconnu",
        "rule.transaction-status.detail": """
        le statut {found} n’est ni comptabilisé, ni attendu, ni ignoré par cette source
        """,
        "rule.transaction-status.fix": """
        ajouter {found} à post, pending ou ignore de sources.{source}.statuses
        """,
    ]

    static let payoutFileExplanations: [String: String] = [
        "rule.transaction-net.explain": """
        Un service de paiement indique ce que le client a payé (brut), ce qu’il garde (frais) et \
        ce qui reste (net). Si les trois sont indiqués, brut moins frais doit donner le net au \
        centime près : une colonne de frais non lue, ou un signe pris à l’envers, donnerait sinon \
        un écart que personne n’explique. Le versement auquel la ligne appartient est rejeté.
        """,
        "rule.transaction-kind.explain": """
        Le compte d’une opération dépend de sa nature : sale, refund, chargeback, fee, reserve, \
        conversion, adjustment, carried ou payout. sources.NAME.kinds dit quels textes du fichier \
        valent quelle nature ; un texte qui finit par * prend toute fin, un texte qui commence \
        par + ou - seulement les lignes au crédit ou au débit de l’entreprise. Un service ajoute \
        des natures à sa guise : une nature non nommée est mise en attente et rejugée ensuite.
        """,
        "rule.transaction-status.explain": """
        Les services listent des opérations non réglées, ou qui ne le seront jamais, parmi les \
        autres. sources.NAME.statuses dit quels statuts sont comptabilisés, lesquels sont attendus \
        (ignorés ; un export ultérieur aura la ligne) et lesquels sont ignorés pour de bon. Un \
        autre statut est mis en attente jusqu’à ce qu’une des listes le nomme.
        """,
    ]
}
