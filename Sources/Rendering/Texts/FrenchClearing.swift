extension French {
    /// Payouts of payment services, and the accounts they clear.
    static let clearingRules: [String: String] = [
        "rule.payout-total.title": "Versement différent de ses opérations",
        "rule.payout-total.detail": """
        le versement {payout} annonce {found}, ses opérations font {expected}, écart {difference}
        """,
        "rule.payout-total.fix": """
        exporter de nouveau le versement avec toutes ses opérations
        """,
        "rule.service-balance.title": "Solde d’un service de paiement rompu",
        "rule.service-balance.detail": """
        le solde en {currency} devrait être {expected} ici et vaut {found} : il manque {difference}
        """,
        "rule.service-balance.fix": """
        exporter de nouveau toute la période : des opérations manquent ou ont été filtrées
        """,
        "rule.conversion-unpaired.title": "Conversion à un seul côté",
        "rule.conversion-unpaired.detail": """
        la conversion {transaction} de {found} {currency} n’a pas d’autre côté dans ce fichier
        """,
        "rule.conversion-unpaired.fix": """
        exporter toutes les devises en un fichier, avec la référence de chaque opération
        """,
        "rule.payout-paid-otherwise.title": "La banque montre un autre montant d’un versement",
        "rule.payout-paid-otherwise.detail": """
        la ligne nomme le versement {payout} et montre {found}, le service a versé {expected}
        """,
        "rule.payout-paid-otherwise.fix": """
        demander l’écart à la banque ou au service, et répondre à la question de la ligne
        """,
        "rule.payout-clash.title": "Versement déjà comptabilisé autrement",
        "rule.payout-clash.detail": """
        {found} figure dans les livres de {source} avec d’autres opérations ou montants
        """,
        "rule.payout-clash.fix": """
        vérifier quel export est juste : le premier figure dans les livres
        """,
        "rule.paid-without-sale.title": "Payé sans vente",
        "rule.paid-without-sale.detail": """
        {source} a réglé {amount} {currency} de {document} le {day} ; les livres n’ont pas cette \
        vente ou ce remboursement
        """,
        "rule.paid-without-sale.fix": """
        déposer les ventes dont relève {document}, ou veiller à ce qu’elles nomment la même commande
        """,
        "rule.sale-unpaid.title": "Vente non déclarée par le service de paiement",
        "rule.sale-unpaid.detail": """
        {document} du {day} attend {source} depuis {days} jours : {amount} {currency}
        """,
        "rule.sale-unpaid.fix": """
        déposer les versements qui la paient, ou la solder par une OD sur {account} qui nomme \
        {document}
        """,
        "rule.payout-unnamed.title": "Opération sans versement",
        "rule.payout-unnamed.detail": """
        l’opération {transaction} ne dit pas avec quel versement elle a été payée
        """,
        "rule.payout-unnamed.fix": """
        déposer le rapport détaillé des versements, ou indiquer sources.{source}.balance
        """,
        "rule.payout-account-missing.title": "Pas de compte pour une nature d’opération",
        "rule.payout-account-missing.detail": """
        rien ne dit où comptabiliser les opérations de nature {found}
        """,
        "rule.payout-account-missing.fix": """
        indiquer sources.{source}.{setting}
        """,
    ]

    static let clearingExplanations: [String: String] = [
        "rule.payout-total.explain": """
        Un versement est la somme des nets de ses opérations, au centime. Si le fichier l’annonce \
        aussi et que les deux diffèrent, des opérations manquent ou relèvent d’un autre \
        versement : il est rejeté en entier, car il laisserait au compte d’encaissement un \
        écart inexpliqué.
        """,
        "rule.service-balance.explain": """
        Un service qui tient un solde l’indique après chaque opération. Chacun est le précédent \
        plus le net, dans l’ordre du fichier, du premier ou du dernier. S’il se rompt, des \
        opérations ne sont pas dans l’export. Ce qui est là est comptabilisé ; le rapprochement \
        montre ce qui manque.
        """,
        "rule.conversion-unpaired.explain": """
        Un change au sein d’un solde est fait de deux opérations : une devise sort, une autre \
        entre, qui se nomment ou nomment la même opération. Un seul côté laisserait l’argent nulle \
        part : il est retenu jusqu’à ce qu’un fichier apporte les deux.
        """,
        "rule.payout-paid-otherwise.explain": """
        Une ligne de banque solde un versement par son numéro et son montant. Si elle le nomme \
        avec un autre montant, des frais, un change ou une erreur les séparent. La ligne reste en \
        attente et le versement en route, jusqu’à ce que quelqu’un dise ce que c’est.
        """,
        "rule.payout-clash.explain": """
        Le numéro d’un versement, ou d’une opération d’un solde, vaut pour un contenu. Le même \
        contenu de nouveau est un doublon et ne comptabilise rien ; un autre contenu sous le même \
        numéro est rejeté, car l’un des deux fichiers est faux.
        """,
        "rule.paid-without-sale.explain": """
        À la fin de la période, le service a réglé ou remboursé une commande qu’aucun fichier de \
        ventes n’a apportée. Elle reste ouverte au compte d’encaissement. Ventes et versements se \
        trouvent par le numéro de commande, jamais par le montant.
        """,
        "rule.sale-unpaid.explain": """
        Une vente attend au compte d’encaissement que son service la déclare, d’ordinaire quelques \
        jours. Après les jours de `unpaid_after` (30) elle est signalée : le versement n’a pas été \
        déposé, le paiement a échoué, ou le service connaît la commande sous un autre numéro.
        """,
        "rule.payout-unnamed.explain": """
        Sans compte de solde, l’unité comptable est le versement : ses opérations vont avec \
        l’argent sorti du service. Une opération qui n’en nomme aucun ne peut être placée ; elle \
        est retenue jusqu’à ce que le rapport détaillé la nomme ou que la source déclare un solde.
        """,
        "rule.payout-account-missing.explain": """
        Frais, impayés, ajustements et soldes de chaque devise demandent un compte, déclaré par \
        nature ou par le texte du fichier pour elle. D’ici là le versement est retenu, et il est \
        comptabilisé de lui-même dès que le compte est là.
        """,
    ]

    static let clearingLabels: [String: String] = [
        "report.clearing": "Comptes d’encaissement des services de paiement",
        "definition.clearing": """
        Comptes d’encaissement au {as_of} : ventes que le service n’a pas déclarées, versements en \
        route, retenues et paiements sans vente ; débit positif. Les coûts sont ceux des \
        opérations du {from} au {to}, en pour cent des ventes brutes réglées par le service.
        """,
        "footer.clearing":
            "Compte {account} : {balance}, postes ouverts compris, inexpliqué {difference}",
        "clearing.unreported": "Ventes non encore déclarées",
        "clearing.under_way": "Versements en route",
        "clearing.reserve": "Retenu en réserve",
        "clearing.carried": "Reporté au règlement suivant",
        "clearing.unmatched": "Payé sans vente",
        "clearing.other": "Saisi autrement",
        "clearing.remainder": "Sans poste",
        "clearing.balance": "Solde du compte",
        "clearing.held": "Tenu par le service, {account} {currency}",
        "clearing.costs": "Ce que les services ont réglé et gardé",
        "clearing.gross_sales": "Ventes brutes",
        "clearing.fees": "Frais",
        "clearing.refunds": "Remboursements",
        "clearing.chargebacks": "Impayés",
        "clearing.kind.sale": "vente",
        "clearing.kind.refund": "remboursement",
        "clearing.kind.chargeback": "impayé",
        "clearing.kind.chargeback_reversed": "impayé annulé",
        "clearing.kind.fee": "frais",
        "clearing.kind.reserve": "réserve",
        "clearing.kind.reserve_released": "réserve libérée",
        "clearing.kind.conversion": "conversion",
        "clearing.kind.adjustment": "ajustement",
        "clearing.kind.carried": "report",
        "clearing.kind.payout": "versement",
        "clearing.kind.opening": "poste d’ouverture",
        "clearing.kind.journal": "ligne d’OD",
        "clearing.kind.payment": "ligne de banque",
        "clearing.kind.store-day": "ventes d’un jour",
        "column.provider": "Service",
        "column.percent": "% des ventes",
        "tie.clearing": "Encaissement {account} = postes datés",
        "tie.service-balance": "Service de paiement {account} = solde annoncé",
        "recipe.payout": "Versement",
        "failure.two-services": """
        les sources {first} et {second} ont un même compte d’encaissement {account} : \
        à chacune le sien
        """,
    ]
}
