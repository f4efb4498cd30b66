extension French {
    /// Ageings, party statements, and what they foot to.
    static let ageing: [String: String] = [
        "report.party-statements": "Relevés de compte des tiers",
        "definition.aged-receivables": """
        Dû par les clients au {as_of} : postes comptabilisés à cette date, moins ce qui leur est \
        imputé à cette date.
        Âge en jours calendaires depuis la {basis} jusqu’au {as_of} ; tranches {buckets}.
        {rules}
        """,
        "definition.aged-payables": """
        Dû aux fournisseurs au {as_of} : postes comptabilisés à cette date, moins ce qui leur \
        est imputé à cette date.
        Âge en jours calendaires depuis la {basis} jusqu’au {as_of} ; tranches {buckets}.
        {rules}
        """,
        "definition.party-statements": """
        Comptes des tiers du {from} au {to}, positif = {side} ; un lettrage ne change aucun \
        solde.
        Âge en jours calendaires depuis la {basis} jusqu’au {as_of} ; tranches {buckets}.
        {rules}
        """,
        "ageing.items": "Postes",
        "ageing.currency": "Pièces en {currency}",
        "ageing.company": "Tous les postes en {currency}, au cours de comptabilisation",
        "ageing.credits-apart": """
        Avoirs, acomptes et règlements sans pièce figurent à part, en Non lettré.
        """,
        "ageing.credits-aged": """
        Avoirs, acomptes et règlements sans pièce sont classés par âge comme les factures.
        """,
        "ageing.credits-oldest": """
        Les avoirs sont imputés aux échéances les plus anciennes du tiers, dans cet état \
        seulement ; le reste figure en Non lettré.
        """,
        "ageing.foreign": """
        Les postes figurent dans leur devise et en {currency} au cours de comptabilisation ; la \
        réévaluation est leur gain ou leur perte au cours du {as_of}.
        """,
        "ageing.known": """
        Seuls les lots 1 à {k} des livres comptent ; plan, tiers, cours et réglages sont ceux \
        d’aujourd’hui.
        """,
        "ageing.party": "Seul le tiers {party} figure ici.",
        "ageing.unitemised": "Mouvements du compte collectif sans poste",
        "ageing.unitemised-first": """
        Mouvements du compte collectif sans poste, les {limit} premiers
        """,
        "statements.receivable": "dû par le client",
        "statements.payable": "dû au fournisseur",
        "statements.open": "Reste ouvert :",
        "statements.ageing": "Par âge : {buckets}",
        "statements.settles": "règle",
        "footer.subledger": """
        Postes ouverts {subledger} ; compte collectif {accounts} : {control} ; écart \
        {difference}
        """,
        "footer.subledger-revalued": """
        Postes ouverts {subledger} + réévaluation comptabilisée {revaluation} = {whole} ; compte \
        collectif {accounts} : {control} ; écart {difference}
        """,
        "footer.all-parties": "Pour tous les tiers : {tie}",
        "footer.unitemised": "L’écart est fait des mouvements listés ci-dessous",
        "footer.unexplained": "Aucun mouvement n’explique l’écart : lancez monthend verify",
        "footer.revaluation": """
        Réévaluation aux cours du {as_of} : {shown} ; comptabilisée ce jour sur le compte \
        collectif : {posted}
        """,
        "footer.no-rate": """
        Non réévalués, faute de cours au {as_of} ou dans les {days} jours précédents : \
        {currencies}
        """,
        "footer.dso": """
        DSO, délai moyen d’encaissement : {days} jours = postes ouverts {balance} ÷ factures \
        moins avoirs des {span} derniers jours, TTC, {invoiced} × {span}
        """,
        "footer.dso-none": """
        DSO, délai moyen d’encaissement : n/d, rien de facturé dans les {span} derniers jours
        """,
        "footer.dpo": """
        DPO, délai moyen de paiement : {days} jours = postes ouverts {balance} ÷ factures reçues \
        moins avoirs des {span} derniers jours, TTC, {invoiced} × {span}
        """,
        "footer.dpo-none": """
        DPO, délai moyen de paiement : n/d, aucune facture reçue dans les {span} derniers jours
        """,
        "footer.statements": """
        Chaque solde de clôture est la somme de ses postes ouverts ; leur total en {currency} : \
        {open}, comme dans {ageing}
        """,
        "footer.statements-differ": """
        Soldes de clôture qui ne sont pas leurs postes ouverts : {parties}
        """,
        "column.block": "Bloc",
        "column.accounts": "Comptes",
        "column.subledger": "Postes ouverts",
        "column.revaluation_posted": "Réévaluation comptabilisée",
        "column.control": "Compte collectif",
        "column.measure": "Mesure",
        "column.days": "Jours",
        "column.invoiced": "Facturé",
        "column.trailing_days": "Jours considérés",
        "column.settles": "Règle",
    ]
}
