extension French {
    /// A file, row or name that is not as declared.
    static let validityRules: [String: String] = [
        "rule.file-malformed.title": "Fichier ou ligne mal formé",
        "rule.file-malformed.detail": "mal formé : {reason}",
        "rule.file-malformed.fix": """
        exporter de nouveau le fichier sans le modifier ; \
        vérifier sources.{source}.format et le séparateur
        """,
        "rule.file-truncated.title": "Fichier tronqué",
        "rule.file-truncated.detail": "le fichier s’arrête avant sa fin",
        "rule.file-truncated.fix": "transférer ou exporter de nouveau le fichier en entier",
        "rule.doctype-refused.title": "DOCTYPE refusé",
        "rule.doctype-refused.detail": """
        le fichier XML contient une définition de type (DTD), qui pourrait lire d’autres fichiers
        """,
        "rule.doctype-refused.fix": """
        demander à l’émetteur le fichier sans DOCTYPE ; vérifier qui l’a envoyé
        """,
        "rule.encoding-invalid.title": "Encodage incorrect",
        "rule.encoding-invalid.detail": """
        ces octets ne sont pas du texte dans l’encodage du fichier
        """,
        "rule.encoding-invalid.fix": """
        régler sources.{source}.encoding (utf-8, windows-1252 …), ou exporter de nouveau en UTF-8
        """,
        "rule.row-ragged.title": "Nombre de champs incorrect",
        "rule.row-ragged.detail": "la ligne a {fields} champs, l’en-tête {expected}",
        "rule.row-ragged.fix": """
        mettre entre guillemets les champs contenant le \
        séparateur ; vérifier sources.{source}.delimiter
        """,
        "rule.field-missing.title": "Champ nécessaire vide",
        "rule.field-missing.detail": "le champ {field} est vide et l’écriture en a besoin",
        "rule.field-missing.fix": """
        renseigner {field} à la source et exporter de nouveau ; vérifier sources.{source}.columns
        """,
        "rule.date-malformed.title": "Date illisible",
        "rule.date-malformed.detail": """
        la date de {field} n’est pas écrite comme déclaré ou n’existe pas
        """,
        "rule.date-malformed.fix": "corriger la date, ou régler sources.{source}.dates",
        "rule.date-ambiguous.title": "Date à double lecture",
        "rule.date-ambiguous.detail": """
        la date de {field} n’est pas en ISO 8601 (AAAA-MM-JJ) et la source ne déclare aucun modèle
        """,
        "rule.date-ambiguous.fix": "régler sources.{source}.dates (DD/MM/YYYY, MM/DD/YYYY …)",
        "rule.amount-malformed.title": "Montant illisible",
        "rule.amount-malformed.detail": """
        le montant de {field} n’est pas fait de chiffres, d’une virgule et de groupes de trois
        """,
        "rule.amount-malformed.fix": """
        corriger le montant, ou régler sources.{source}.numbers.decimal
        """,
        "rule.column-missing.title": "Colonne manquante",
        "rule.column-missing.detail": "l’en-tête n’a pas ces colonnes : {columns}",
        "rule.column-missing.fix": """
        nommer les en-têtes du fichier sous sources.{source}.columns ; vérifier son séparateur
        """,
        "rule.account-unknown.title": "Compte absent du plan",
        "rule.account-unknown.detail": "le compte {account} ne figure pas au plan de comptes",
        "rule.account-unknown.fix": """
        ajouter {account} à chart.csv, ou corriger le compte dans le fichier
        """,
        "rule.currency-unexpected.title": "Devise inattendue",
        "rule.currency-unexpected.detail": """
        la ligne est en {found}, son compte ou sa source en {expected}
        """,
        "rule.currency-unexpected.fix": """
        régler sources.{source}.currency, ou l’affecter à un compte tenu en {found}
        """,
        "rule.currency-foreign.title": "Ligne en devise sans ses deux montants",
        "rule.currency-foreign.detail": """
        la ligne est en {found}, sans son montant dans cette devise à côté des {expected}
        """,
        "rule.currency-foreign.fix": """
        porter les {expected} au débit ou au crédit et les {found} aux colonnes currency et \
        original ; jusque-là elle est en attente
        """,
        "rule.end-unproved.title": "Pas de marque de fin",
        "rule.end-unproved.detail": """
        rien dans ce fichier ne prouve qu’il est entier ; sa dernière ligne est du {found}
        """,
        "rule.end-unproved.fix": "vérifier que le {found} est le dernier jour de l’export",
        "rule.rate-missing.title": "Cours de change absent",
        "rule.rate-missing.detail": """
        aucun cours entre {currency} et {expected} au {found} ni dans les {days} jours précédents
        """,
        "rule.rate-missing.fix": """
        ajouter le cours du {found} à rates.csv ; jusque-là l’unité est en attente
        """,
        "rule.rate-earlier.title": "Cours de change d’un jour antérieur",
        "rule.rate-earlier.detail": """
        converti au cours {rate} du {day} ; rates.csv n’en a pas du {found}
        """,
        "rule.rate-earlier.fix": "rien, sauf si un cours du {found} a été publié",
        "rule.month-end-rate.title": "Pas de cours de fin de mois",
        "rule.month-end-rate.detail": """
        {accounts} en {currency} non évalué : aucun cours vers {expected} au {found} ni dans les \
        {days} jours précédents
        """,
        "rule.month-end-rate.fix": "ajouter le cours du {found} à rates.csv et relancer",
        "rule.iban-invalid.title": "Clé IBAN fausse",
        "rule.iban-invalid.detail": "la clé de cet IBAN est fausse",
        "rule.iban-invalid.fix": "vérifier le numéro auprès de la contrepartie avant tout paiement",
        "rule.bank-account-unmapped.title": "Compte bancaire sans compte",
        "rule.bank-account-unmapped.detail": """
        aucun compte du plan n’est déclaré pour le compte bancaire {account}
        """,
        "rule.bank-account-unmapped.fix": """
        ajouter {account} sous sources.{source}.accounts avec un compte de chart.csv
        """,
    ]

    /// A file, row or name that is not as declared, continued.
    static let furtherValidityRules: [String: String] = [
        "rule.party-unknown.title": "Tiers inconnu",
        "rule.party-unknown.detail": """
        {party} n’est ni un code, ni un nom, ni un alias de parties.csv
        """,
        "rule.party-unknown.fix": """
        ajouter la ligne « {row} » à \
        parties.csv (supplier pour un achat), ou un alias
        """,
        "rule.tax-code-unknown.title": "Code de taxe inconnu",
        "rule.tax-code-unknown.detail": """
        le code de taxe {found} n’est pas dans taxes.csv ou ne s’applique pas à cette date
        """,
        "rule.tax-code-unknown.fix": """
        ajouter {found} à taxes.csv ou corriger ses \
        dates from et to, ou corriger le code du fichier
        """,
        "rule.due-date-missing.title": "Échéance absente",
        "rule.due-date-missing.detail": """
        aucune échéance n’est indiquée ; les conditions \
        du tiers la donnent, sinon la date de pièce
        """,
        "rule.due-date-missing.fix": """
        renseigner due_date, ou terms_days pour ce tiers dans parties.csv
        """,
        "rule.date-before-start.title": "Avant le début des livres",
        "rule.date-before-start.detail": """
        le {found} précède le {start}, jour où commencent les livres
        """,
        "rule.date-before-start.fix": """
        reprendre dans l’à-nouveau ce qui précède le {start}, ou corriger client.start
        """,
        "rule.limit-exceeded.title": "Limite dépassée",
        "rule.limit-exceeded.detail": "le fichier dépasse une limite du lecteur : {limit}",
        "rule.limit-exceeded.fix": """
        découper l’export en fichiers plus petits ; s’il vient d’un inconnu, ne pas l’ouvrir
        """,
        "rule.date-beyond-horizon.title": "Date trop lointaine",
        "rule.date-beyond-horizon.detail": """
        le {found} est après le {latest}, dernier jour de comptabilisation admis
        """,
        "rule.date-beyond-horizon.fix": """
        corriger la date si elle est fausse ; sinon attendre son heure, ou relever posting.horizon
        """,
        "rule.date-outside-statement.title": "Date hors du relevé",
        "rule.date-outside-statement.detail": """
        le {found} est hors des dates du relevé, du {from} au {to}
        """,
        "rule.date-outside-statement.fix": """
        rien à faire si les soldes tombent juste ; sinon redemander le relevé à la banque
        """,
        "rule.source-unmatched.title": "Fichier sans source",
        "rule.source-unmatched.detail": """
        aucune source déclarée ne correspond au chemin de ce fichier
        """,
        "rule.source-unmatched.fix": """
        élargir sources.*.path dans pipeline.yml, déclarer une source, ou retirer le fichier
        """,
        "rule.file-empty.title": "Fichier vide",
        "rule.file-empty.detail": """
        le fichier ne contient ni relevé, ni en-tête, ni ligne de son format
        """,
        "rule.file-empty.fix": "vérifier sources.{source}.format, ou redemander l’export",
        "rule.kind-unknown.title": "Nature inconnue",
        "rule.kind-unknown.detail": "{field} indique une nature qui n’est pas lue ici",
        "rule.kind-unknown.fix": """
        corriger {field} (une pièce est invoice ou credit-note) ; écarter d’un export bancaire \
        ce qui n’est pas un compte bancaire (emprunts, listes de titres)
        """,
        "rule.tender-unmapped.title": "Moyen de paiement sans compte",
        "rule.tender-unmapped.detail": """
        le moyen de paiement {found} n’a pas de compte d’encaissement au plan de comptes
        """,
        "rule.tender-unmapped.fix": """
        régler sources.{source}.clearing.{found} sur un compte de chart.csv
        """,
        "rule.category-unmapped.title": "Catégorie sans compte",
        "rule.category-unmapped.detail": """
        la catégorie « {found} » n’a pas de compte de produit au plan de comptes
        """,
        "rule.category-unmapped.fix": """
        ajouter la catégorie sous sources.{source}.revenue (default : lignes sans catégorie)
        """,
        "rule.status-unknown.title": "Statut de commande inconnu",
        "rule.status-unknown.detail": """
        le statut {found} n’est ni comptabilisé ni ignoré par cette source
        """,
        "rule.status-unknown.fix": """
        ajouter {found} à sources.{source}.statuses.post ou à sources.{source}.statuses.ignore
        """,
        "rule.refund-undated.title": "Remboursement sans date",
        "rule.refund-undated.detail": """
        la commande {order} indique {found} remboursés sans dire quand, ou par quel moyen
        """,
        "rule.refund-undated.fix": """
        fixer sources.{source}.refunds à elsewhere ou à sale-day, ou exporter les remboursements
        """,
        "rule.included-tax.title": "Taxe de plusieurs lignes",
        "rule.included-tax.detail": """
        la commande {order} comprend {found} de taxe sans dire quelles lignes la portent
        """,
        "rule.included-tax.fix": """
        exporter la taxe de chaque ligne, ou imputer ces catégories sur un seul compte
        """,
        "rule.header-repeated.title": "En-tête répété",
        "rule.header-repeated.detail": """
        l’en-tête figure ici encore une fois : le fichier réunit plusieurs exports
        """,
        "rule.header-repeated.fix": """
        rien, si les exports ne se recoupent pas ; sinon les déposer un par un
        """,
        "rule.day-outlier.title": "Jour éloigné des autres",
        "rule.day-outlier.detail": """
        {count} commande(s) du {found}, à {days} jours de tout autre jour du fichier
        """,
        "rule.day-outlier.fix": "vérifier l’horloge de la caisse et y corriger le jour",
        "rule.intraday-report.title": "Pas un relevé",
        "rule.intraday-report.detail": """
        un relevé intrajournalier ou un avis est lu et jamais comptabilisé ; le relevé suit
        """,
        "rule.intraday-report.fix": """
        rien à faire ; s’assurer que les relevés (camt.053, MT940 …) sont aussi déposés
        """,
        "rule.question-unknown.title": "Décision sur une ligne inconnue",
        "rule.question-unknown.detail": """
        les livres n’ont ni ligne ni question {id} en compte d’attente
        """,
        "rule.question-unknown.fix": """
        rien à faire si son relevé est encore à venir ; sinon reprendre l’identifiant d’une \
        nouvelle liste
        """,
        "rule.answer-unclear.title": "Réponse non comprise",
        "rule.answer-unclear.detail": """
        {found} ne nomme ni compte du plan, ni tiers, ni pièce ouverte d’un tiers ; \
        cette ligne pourrait régler : {choices}
        """,
        "rule.answer-unclear.fix": """
        répondre par un compte (et ;code de taxe), un tiers et un numéro de pièce, ou un tiers
        """,
        "rule.unit-spoiled.title": "Unité avec une ligne illisible",
        "rule.unit-spoiled.detail": """
        une ligne de cette unité (ligne {line}) est illisible, aucune de ses lignes \
        n’est comptabilisée
        """,
        "rule.unit-spoiled.fix": "corriger la ligne illisible et déposer de nouveau le fichier",
        "rule.year-missing.title": "Date sans année",
        "rule.year-missing.detail": """
        la date de {field} est un jour et un mois ; ni le fichier ni la source ne disent l’année
        """,
        "rule.year-missing.fix": """
        exporter le fichier avec son en-tête, ou régler sources.{source}.year
        """,
        "rule.element-unmapped.title": "Élément de paie inconnu",
        "rule.element-unmapped.detail": """
        {element} n’est pas un élément que la source déclare, ou n’a pas de compte
        """,
        "rule.element-unmapped.fix": """
        régler sources.{source}.elements : l’élément avec account et payable, ou ses noms \
        (names)
        """,
        "rule.agency-unmapped.title": "Organisme inconnu",
        "rule.agency-unmapped.detail": """
        {agency} n’est ni un organisme que la source déclare ni un tiers
        """,
        "rule.agency-unmapped.fix": """
        régler sources.{source}.agencies : son compte (payable), son tiers (party) et son \
        échéance (due), ou l’ajouter à parties.csv
        """,
    ]
}
