extension French {
    /// An amount or a total that disagrees.
    static let accuracyRules: [String: String] = [
        "rule.amount-ambiguous.title": "Montant à double lecture",
        "rule.amount-ambiguous.detail": """
        le montant de {field} se lit de deux façons et aucun réglage ne tranche
        """,
        "rule.amount-ambiguous.fix": "régler sources.{source}.numbers.decimal",
        "rule.statement-balance.title": "Relevé qui ne boucle pas",
        "rule.statement-balance.detail": """
        relevé {statement} : ouverture {opening} + écritures \
        {booked} ≠ clôture {closing}, écart {difference}
        """,
        "rule.statement-balance.fix": """
        redemander le relevé complet et non modifié à la banque, puis le déposer
        """,
        "rule.statement-summary.title": "Récapitulatif du relevé différent",
        "rule.statement-summary.detail": """
        la banque déclare {found} pour {what} et les écritures donnent {counted}
        """,
        "rule.statement-summary.fix": """
        redemander le relevé à la banque : des écritures manquent ou ont été modifiées
        """,
        "rule.batch-total.title": "Écriture groupée différente",
        "rule.batch-total.detail": """
        l’écriture indique {found} ({what}) et ses opérations donnent {counted}
        """,
        "rule.batch-total.fix": """
        demander à la banque le détail de cette écriture ; l’écriture elle-même est comptabilisée
        """,
        "rule.order-total.title": "Commande au total inexact",
        "rule.order-total.detail": """
        les lignes de la commande {order} totalisent {counted}, le total indiqué est {found}
        """,
        "rule.order-total.fix": """
        exporter de nouveau la journée de cette commande \
        depuis la caisse ou la boutique et la déposer
        """,
        "rule.tax-amount.title": "Taxe différente du taux",
        "rule.tax-amount.detail": """
        la taxe sur {net} avec {tax} ({rate} %) devrait \
        être {expected}, et HT + taxe doit donner le TTC
        """,
        "rule.tax-amount.fix": """
        corriger la taxe ou son code ; élargir \
        validation.tax_tolerance si le vendeur arrondit autrement
        """,
        "rule.tender-total.title": "Règlements différents du total",
        "rule.tender-total.detail": """
        commande {order} : règlements et reste à payer donnent {found}, la commande est de {total}
        """,
        "rule.tender-total.fix": """
        corriger tender_amount ou outstanding à la caisse \
        ou dans la boutique et exporter de nouveau
        """,
        "rule.document-total.title": "Pièce au total inexact",
        "rule.document-total.detail": """
        les lignes de {document} totalisent {counted}, le total indiqué est {found}
        """,
        "rule.document-total.fix": """
        corriger les lignes ou le total de {document} et déposer de nouveau le fichier
        """,
        "rule.instalments-total.title": "Échéances différentes du total",
        "rule.instalments-total.detail": """
        les échéances de {document} totalisent {found}, la pièce est de {total}
        """,
        "rule.instalments-total.fix": """
        corriger la colonne instalments de {document} : les montants doivent totaliser {total}
        """,
        "rule.voucher-balance.title": "Pièce non équilibrée",
        "rule.voucher-balance.detail": """
        les lignes ne concordent pas : {debit} contre {credit}
        """,
        "rule.voucher-balance.fix": """
        corriger la pièce (débits égaux aux crédits, une \
        seule date) et déposer de nouveau le fichier
        """,
        "rule.opening-control.title": "À-nouveau du collectif différent",
        "rule.opening-control.detail": """
        les postes ouverts du compte {account} totalisent {items}, l’à-nouveau indiqué est {found}
        """,
        "rule.opening-control.fix": """
        compléter les postes ouverts de {account} dans \
        l’à-nouveau, ou corriger sa ligne sans tiers
        """,
        "rule.running-balance.title": "Solde progressif rompu",
        "rule.running-balance.detail": """
        le solde n’est pas celui de la ligne précédente augmenté du montant de la ligne
        """,
        "rule.running-balance.fix": """
        exporter de nouveau la période depuis la banque, sans filtre, en un seul fichier
        """,
        "rule.amount-too-large.title": "Montant trop grand",
        "rule.amount-too-large.detail": """
        le montant de {field} dépasse la limite de 10¹⁵ unités mineures ou de 18 chiffres
        """,
        "rule.amount-too-large.fix": """
        vérifier que la colonne de {field} contient des montants : sources.{source}.columns
        """,
        "rule.amount-precision.title": "Trop de décimales",
        "rule.amount-precision.detail": "le montant de {field} a plus de décimales que sa devise",
        "rule.amount-precision.fix": """
        arrondir chez l’émetteur, ou vérifier sources.{source}.numbers.decimal et la devise
        """,
        "rule.z-total.title": "Le total du jour diffère",
        "rule.z-total.detail": """
        les commandes de {store} du {day} donnent {counted}, le Z indique {found}
        """,
        "rule.z-total.fix": """
        exporter de nouveau la journée, complète ; rien de ce fichier n’est comptabilisé
        """,
        "rule.z-missing.title": "Journée sans Z",
        "rule.z-missing.detail": """
        {store} a vendu le {found} et le fichier n’a pas de Z de ce jour
        """,
        "rule.z-missing.fix": """
        clôturer la journée à la caisse et l’exporter, ou vérifier son horloge
        """,
        "rule.file-total.title": "Le total du fichier diffère",
        "rule.file-total.detail": "le fichier indique {found} et ses lignes donnent {counted}",
        "rule.file-total.fix": """
        exporter de nouveau le fichier, complet ; rien n’en est comptabilisé
        """,
        "rule.opening-bank.title": "Solde bancaire d’ouverture différent",
        "rule.opening-bank.detail": """
        le premier relevé de {account} s’ouvre sur {found}, les livres sur {expected} : \
        écart {difference}
        """,
        "rule.opening-bank.fix": """
        corriger la ligne de banque de l’à-nouveau, ou déposer le relevé qui précède celui-ci
        """,
        "rule.payroll-balance.title": "Journal de paie déséquilibré",
        "rule.payroll-balance.detail": """
        les éléments de {journal} laissent {computed} à payer, le journal paie {found} : \
        écart {difference}
        """,
        "rule.payroll-balance.fix": """
        corriger le journal pour que la paie moins les retenues égale le net à payer, puis \
        redéposer le fichier
        """,
    ]

    /// A drop, row or document that is missing, doubled or late.
    static let integrityRules: [String: String] = [
        "rule.duplicate-file.title": "Fichier déjà pris",
        "rule.duplicate-file.detail": """
        le livre contient déjà ces octets sous le nom {twin} ; \
        rien de ce fichier n’est comptabilisé
        """,
        "rule.duplicate-file.fix": """
        rien à faire ; le fichier peut être retiré de la boîte de dépôt
        """,
        "rule.statement-repeated.title": "Relevé déjà pris",
        "rule.statement-repeated.detail": """
        le même relevé est venu en {twin} ; ses lignes ne sont pas comptabilisées deux fois
        """,
        "rule.statement-repeated.fix": "rien à faire",
        "rule.row-duplicate.title": "Ligne déjà comptabilisée",
        "rule.row-duplicate.detail": """
        lignes du {day} déjà apportées par un autre fichier : {rows}, la première en {twin}
        """,
        "rule.row-duplicate.fix": "rien à faire",
        "rule.row-lookalike.title": "Lignes égales, deux fichiers",
        "rule.row-lookalike.detail": """
        égale à la ligne du {day} en {twin}, et rien ne prouve qu’il s’agit d’un seul mouvement
        """,
        "rule.row-lookalike.fix": """
        régler sources.{source}.exports : overlapping \
        (mêmes lignes) ou consecutive (autres lignes)
        """,
        "rule.coverage-mismatch.title": "Journée couverte différente",
        "rule.coverage-mismatch.detail": """
        compte {account}, {day} : ce fichier a {rows} lignes, {posted} \
        sont comptabilisées depuis {twin} ; nombre ou somme diffère
        """,
        "rule.coverage-mismatch.fix": """
        comparer les deux fichiers au compte tenu par \
        la banque et déposer un export complet du jour
        """,
        "rule.statement-gap.title": "Rupture entre relevés",
        "rule.statement-gap.detail": """
        {account} s’ouvre sur {found}, le relevé précédent se clôt sur {expected} : \
        {difference} manque entre le {from} et le {to}
        """,
        "rule.statement-gap.fix": "déposer le relevé qui manque entre les deux",
        "rule.drop-missing.title": "Dépôt attendu manquant",
        "rule.drop-missing.detail": "la source {source} n’a rien déposé pour la période",
        "rule.drop-missing.fix": """
        réclamer le fichier et le déposer, ou modifier sources.{source}.expect
        """,
        "rule.receipt-gap.title": "Ticket manquant",
        "rule.receipt-gap.detail": "caisse {till} : {count} ticket(s) manquant(s), {found}",
        "rule.receipt-gap.fix": """
        chercher les tickets à la caisse ; une annulation s’exporte aussi
        """,
        "rule.refund-unmatched.title": "Remboursement sans sa vente",
        "rule.refund-unmatched.detail": """
        le remboursement nomme la vente {found}, absente du fichier et du livre
        """,
        "rule.refund-unmatched.fix": """
        vérifier le numéro à la caisse, ou déposer le fichier qui contient la vente
        """,
        "rule.document-clash.title": "Numéro utilisé deux fois",
        "rule.document-clash.detail": """
        déjà dans les livres avec un autre contenu : {party} {found}
        """,
        "rule.document-clash.fix": """
        donner un autre numéro à la nouvelle, ou annuler d’abord celle qui est comptabilisée
        """,
        "rule.period-restated.title": "États modifiés",
        "rule.period-restated.detail": """
        les états de la période diffèrent des précédents ; l’ancien dossier est conservé
        """,
        "rule.period-restated.fix": """
        envoyer le nouveau dossier à qui détient l’ancien, conservé sous superseded
        """,
        "rule.drop-unsettled.title": "Fichier en cours d’écriture",
        "rule.drop-unsettled.detail": """
        le fichier a changé pendant la lecture ; rien n’en a été pris
        """,
        "rule.drop-unsettled.fix": """
        relancer une fois le transfert terminé ; écrire \
        sous un nom en .part et renommer à la fin
        """,
        "rule.drop-changed.title": "Fichier modifié après sa lecture",
        "rule.drop-changed.detail": """
        le fichier a été modifié après sa lecture ; ce qu’il contenait alors est pris, il reste là
        """,
        "rule.drop-changed.fix": """
        relancer une fois le transfert terminé : ce qui est déjà pris est reconnu
        """,
        "rule.drop-name.title": "Nom d’un dépôt",
        "rule.drop-name.detail": """
        le nom n’est pas en UTF-8 (ses autres octets sont notés \\x et deux chiffres) ; \
        il n’a pas été pris
        """,
        "rule.drop-name.fix": "renommer le fichier ou le dossier, ou le faire nommer en UTF-8",
        "rule.drop-kind.title": "N’est pas un fichier",
        "rule.drop-kind.detail": """
        un lien, un tube, une socket ou un périphérique n’est pas un dépôt ; \
        il n’a pas été ouvert et reste où il est
        """,
        "rule.drop-kind.fix": "déposer le fichier lui-même, et retirer ceci de la boîte d’entrée",
        "rule.pages-missing.title": "Relevé en plusieurs pages",
        "rule.pages-missing.detail": """
        le relevé compte plusieurs pages et toutes ne sont pas là (page {page})
        """,
        "rule.pages-missing.fix": """
        déposer toutes les pages, ou demander à la banque le relevé d’un seul tenant
        """,
        "rule.page-repeated.title": "Page en double",
        "rule.page-repeated.detail": "la page {page} du relevé est deux fois dans le fichier",
        "rule.page-repeated.fix": """
        déposer le fichier avec chaque page une fois, ou demander à la banque le relevé d’un \
        seul tenant
        """,
        "rule.transaction-corrected.title": "Rectification par la banque",
        "rule.transaction-corrected.detail": """
        l’opération {found} annule ou remplace l’opération antérieure {corrected} ({action})
        """,
        "rule.transaction-corrected.fix": """
        contrepasser l’opération antérieure par une opération diverse et saisir ce qui la \
        remplace, ou demander à la banque un relevé de ces jours tels qu’ils sont à présent
        """,
        "rule.period-locked.title": "Ligne d’une période verrouillée",
        "rule.period-locked.detail": """
        les livres sont verrouillés jusqu’au {locked} : le \
        {found} est comptabilisé au {posted} et garde sa date
        """,
        "rule.period-locked.fix": """
        rien à faire, ou régler posting.late sur held pour décider ligne par ligne
        """,
        "rule.target-unknown.title": "Pièce visée inconnue",
        "rule.target-unknown.detail": """
        les livres n’ont pas de pièce {found} pour {party} ; le montant reste non lettré
        """,
        "rule.target-unknown.fix": """
        déposer la pièce, ou corriger son numéro ; le lettrage est retenté à chaque traitement
        """,
        "rule.target-currency.title": "Pièce visée dans une autre devise",
        "rule.target-currency.detail": """
        {found} est en {expected}, le montant en {currency}, et rien ne dit ce qu’il solde ; \
        il reste non lettré
        """,
        "rule.target-currency.fix": """
        porter les {expected} soldés à la colonne original, ou ne nommer que les pièces d’une \
        devise
        """,
        "rule.suspense-open.title": "Ligne en compte d’attente",
        "rule.suspense-open.detail": """
        ni transit, ni poste ouvert, ni règle n’explique \
        {amount} ; la ligne est en compte d’attente
        """,
        "rule.suspense-open.fix": """
        ajouter une règle pour ce libellé sous mapping.rules, ou déposer la pièce qu’elle règle
        """,
        "rule.suspense-settled.title": "Ligne d’attente soldée",
        "rule.suspense-settled.detail": """
        une règle, une pièce ou une décision explique cette ligne \
        d’attente ; une écriture liée l’a portée au compte {account}
        """,
        "rule.suspense-settled.fix": "rien à faire",
        "rule.decision-late.title": "Décision sur une ligne soldée",
        "rule.decision-late.detail": """
        la ligne {id} a déjà quitté le compte d’attente ; \
        la décision est gardée et ne comptabilise rien
        """,
        "rule.decision-late.fix": """
        vérifier l’écriture qui a soldé la ligne ; une pièce d’OD la corrige si elle est fausse
        """,
        "rule.late-held.title": "Ligne tardive en attente",
        "rule.late-held.detail": """
        le {found} est dans une période verrouillée \
        jusqu’au {locked}, et les lignes tardives attendent
        """,
        "rule.late-held.fix": "rouvrir la période, ou régler posting.late sur next-open-period",
    ]
}
