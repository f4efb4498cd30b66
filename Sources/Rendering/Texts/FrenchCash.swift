extension French {
    /// Drawers and bank accounts: what counts must be.
    static let cashRules: [String: String] = [
        "rule.cash-difference.title": "Écart de caisse",
        "rule.cash-difference.detail": """
        {store}, {day} : les caisses devraient contenir {expected} et contenaient {counted}, soit \
        un écart de {found}
        """,
        "rule.cash-difference.fix": """
        recompter ; un paiement sorti de la caisse est une pièce, ou une vente manque ou est \
        comptée deux fois
        """,
        "rule.float-changed.title": "Fonds de caisse modifié entre deux comptages",
        "rule.float-changed.detail": """
        {store}, {day} : la journée a commencé avec {found}, le comptage précédent laissait {before}
        """,
        "rule.float-changed.fix": """
        chercher ce qui a été mis dans la caisse ou retiré entre les deux comptages
        """,
        "rule.banked-beyond-count.title": "Versement supérieur au comptage",
        "rule.banked-beyond-count.detail": """
        {drawer} : {found} seraient partis à la banque, {counted} ont été comptés
        """,
        "rule.banked-beyond-count.fix": """
        corriger le comptage : le versement est pris sur ce qui a été compté
        """,
        "rule.cash-without-sales.title": "Espèces sans ventes",
        "rule.cash-without-sales.detail": """
        {store}, {day} : {counted} ont été comptés et aucune vente du magasin n’est arrivée depuis \
        le comptage précédent
        """,
        "rule.cash-without-sales.fix": """
        déposer les ventes du magasin, sous le même nom ; l’écart disparaît avec elles
        """,
        "rule.float-missing.title": "Premier comptage sans fonds de caisse",
        "rule.float-missing.detail": """
        {drawer} : rien n’a été compté avant le {found}, et le comptage ne dit pas avec quoi la \
        journée a commencé
        """,
        "rule.float-missing.fix": "indiquer le fonds du premier comptage de la caisse",
        "rule.count-negative.title": "Comptage négatif",
        "rule.count-negative.detail": "{drawer} : {found} est inférieur à zéro",
        "rule.count-negative.fix": """
        corriger le comptage : des espèces trouvées, versées ou laissées
        """,
    ]

    static let cashExplanations: [String: String] = [
        "rule.cash-difference.explain": """
        Une caisse contient ce avec quoi la journée a commencé et ce que les ventes du magasin ont \
        encaissé en espèces depuis le comptage précédent. Ce qui est trouvé en plus ou en moins \
        est passé sur le compte du rôle cash_differences et signalé ici. Cela suit l’état du \
        livre : des ventes arrivées plus tard le reprennent, écriture et anomalie.
        """,
        "rule.float-changed.explain": """
        Ce qu’un comptage laisse dans une caisse, après le versement à la banque, est ce avec quoi \
        la journée suivante commence. Si un comptage indique un autre fonds, quelqu’un a mis de \
        l’argent ou en a retiré entre les deux, et aucun dépôt ne dit qui. L’écart est passé sur \
        le compte du rôle cash_differences.
        """,
        "rule.banked-beyond-count.explain": """
        Ce qui part à la banque est pris dans la caisse après son comptage : cela ne peut dépasser \
        ce qui a été compté. Le comptage est rejeté ; un fichier corrigé le comptabilise, les \
        autres comptages du fichier sont comptabilisés.
        """,
        "rule.cash-without-sales.explain": """
        Un comptage est comptabilisé, et aucune vente de son magasin n’est arrivée depuis le \
        comptage précédent. Tout ce qui dépasse le fonds reste un écart jusque-là : dès que les \
        ventes du magasin sont déposées, quel qu’en soit le jour, l’exécution qui les lit reprend \
        l’écart.
        """,
        "rule.float-missing.explain": """
        Une caisse doit contenir ce que son dernier comptage a laissé. Le premier comptage n’en a \
        aucun avant lui : il doit dire, dans la colonne float, avec quoi la journée a commencé. Il \
        est mis en attente et jugé de nouveau ; un comptage antérieur arrivé plus tard le règle \
        aussi.
        """,
        "rule.count-negative.explain": """
        Compté, versé et fonds sont des sommes qui se trouvent dans une caisse ou en sont sorties. \
        Aucune ne peut être négative : un signe trahit une colonne qui veut dire autre chose. Le \
        comptage est rejeté, les autres comptages du fichier sont comptabilisés.
        """,
    ]

    /// Reports of bank accounts and drawers.
    static let cashLabels: [String: String] = [
        "report.bank-reconciliation": "Rapprochement bancaire",
        "definition.bank-reconciliation": """
        Comptes bancaires au {to} : le solde du dernier relevé, ce qui est passé après lui et ce \
        que rien n’explique font le compte ; avec les encaissements, les versements et les \
        virements internes en route, moins les paiements en route, c’est la trésorerie selon les \
        livres. Sommes en route en {currency}.
        """,
        "report.cash-reconciliation": "Rapprochement de caisse",
        "definition.cash-reconciliation": """
        Caisses comptées du {from} au {to}, en {currency} : avant = laissé par le comptage \
        précédent ; apport = fonds − avant ; recettes = espèces des ventes du magasin depuis son \
        dernier comptage ; attendu = fonds + recettes ; écart = compté − attendu ; reste = compté \
        − versé. Les caisses d’un magasin sont prises ensemble.
        """,
        "footer.bank": "Inexpliqué : {unexplained}",
        "footer.cash": "Avant + apport + recettes + écart − versé − reste = {difference}",
        "footer.cash-tie": """
        Compte {account} {book} = reste {left} + éléments datés {items} + inexpliqué {unexplained}
        """,
        "bank.statement": "Solde du relevé",
        "bank.booked-after": "Passé après le relevé",
        "bank.unexplained": "Inexpliqué",
        "bank.account": "Solde du compte",
        "bank.receipts-in-transit": "Encaissements en route",
        "bank.payouts-in-transit": "Versements de prestataires en route",
        "bank.transfers-in-transit": "Virements internes en route",
        "bank.payments-in-transit": "Paiements en route",
        "bank.transit-unexplained": "En route, inexpliqué",
        "bank.books": "Solde selon les livres",
        "bank.elsewhere": "En route, compte bancaire pas encore connu",
        "bank.no-statement": "Aucun relevé à cette date",
        "tie.cash": "Caisse {account} = derniers comptages",
        "tie.takings": "Recettes en espèces {account} = pas encore comptées",
        "column.step": "Étape",
        "column.tills": "Caisses",
        "column.source": "Source",
        "column.before": "Avant",
        "column.put_in": "Apport",
        "column.float": "Fonds",
        "column.takings": "Recettes",
        "column.expected": "Attendu",
        "column.counted": "Compté",
        "column.over_short": "Écart",
        "column.banked": "Versé",
        "column.left": "Reste",
    ]
}
