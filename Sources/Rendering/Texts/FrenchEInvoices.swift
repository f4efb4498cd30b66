extension French {
    /// E-invoices: totals, lines, parties, accounts to pay on.
    static let eInvoiceRules: [String: String] = [
        "rule.declared-lines.title": "Lignes différentes de leur total déclaré",
        "rule.declared-lines.detail": """
        les lignes de {document} totalisent {expected}, {term} déclare {found} (EN 16931 \
        {rule})
        """,
        "rule.declared-lines.fix": """
        demander un document corrigé : ses lignes et leur total doivent concorder
        """,
        "rule.declared-net.title": "Montant HT déclaré différent",
        "rule.declared-net.detail": """
        {document} : {term} devrait être {expected} et déclare {found} (EN 16931 {rule})
        """,
        "rule.declared-net.fix": """
        demander un document corrigé : HT = lignes − remises + frais
        """,
        "rule.declared-gross.title": "Montant TTC déclaré différent",
        "rule.declared-gross.detail": """
        {document} : HT et TVA donnent {expected}, {term} déclare {found} (EN 16931 {rule})
        """,
        "rule.declared-gross.fix": """
        demander un document corrigé : TTC = HT + TVA
        """,
        "rule.declared-due.title": "Net à payer déclaré différent",
        "rule.declared-due.detail": """
        {document} : TTC, acompte et arrondi donnent {expected}, {term} déclare {found} (EN \
        16931 {rule})
        """,
        "rule.declared-due.fix": """
        demander un document corrigé, ou payer ce que donnent ses lignes
        """,
        "rule.declared-taxes.title": "TVA déclarée d’un taux différente",
        "rule.declared-taxes.detail": """
        {document}, taux {rate} : {term} devrait être {expected} et déclare {found} (EN \
        16931 {rule})
        """,
        "rule.declared-taxes.fix": """
        demander un document corrigé ; élargir validation.tax_tolerance si le vendeur \
        arrondit autrement
        """,
        "rule.bill-lookalike.title": "Facture semblable à une autre",
        "rule.bill-lookalike.detail": """
        {document} de {party} a le montant de {twin} ({place}), et sa date ou presque son \
        numéro
        """,
        "rule.bill-lookalike.fix": """
        si c’est une autre facture, ajouter {document} à sources.{source}.distinct ; sinon \
        retirer le fichier
        """,
        "rule.supplier-account-changed.title": "Compte du fournisseur changé",
        "rule.supplier-account-changed.detail": """
        {document} demande de payer {party} sur {iban}, connu : {known} ; fraude au virement \
        possible
        """,
        "rule.supplier-account-changed.fix": """
        appeler {party} à un numéro connu ; si c’est vrai, ajouter {iban} au tiers dans \
        parties.csv
        """,
        "rule.line-account-missing.title": "Ligne sans compte",
        "rule.line-account-missing.detail": """
        {document} de {party} : aucun compte n’est déclaré pour la ligne {found}
        """,
        "rule.line-account-missing.fix": """
        définir sources.{source}.lines.account, ou le compte de {party} dans parties.csv
        """,
        "rule.line-tax-missing.title": "Ligne sans code de taxe",
        "rule.line-tax-missing.detail": """
        {document} : aucun code de taxe, ou plusieurs, pour la catégorie et le taux de TVA \
        {key}
        """,
        "rule.line-tax-missing.fix": """
        définir « {key} » sous sources.{source}.lines.tax_codes, ou le tax_code du tiers
        """,
        "rule.party-ambiguous.title": "Document désignant deux tiers",
        "rule.party-ambiguous.detail": """
        ce que {document} indique de son tiers désigne {parties}
        """,
        "rule.party-ambiguous.fix": """
        corriger le numéro de TVA, l’identifiant légal, le compte ou l’alias d’un des tiers \
        {parties} dans parties.csv
        """,
        "rule.prepaid-untraced.title": "Acompte sans paiement connu",
        "rule.prepaid-untraced.detail": """
        {document} indique {prepaid} déjà payés ; il est comptabilisé en entier et reste \
        ouvert d’autant
        """,
        "rule.prepaid-untraced.fix": """
        enregistrer le paiement de {prepaid}, ou l’affecter à {document}
        """,
    ]

    /// Why an e-invoice is looked at so closely.
    static let eInvoiceExplanations: [String: String] = [
        "rule.declared-lines.explain": """
        Les montants HT des lignes (BT-131) doivent totaliser la somme que le document \
        déclare (BT-106). Un écart signifie qu’une ligne manque, est en double ou a été \
        modifiée. Les lignes que d’autres détaillent (BT-X-8 GROUP) ne comptent pas deux \
        fois. Le document est rejeté. Voir EN 16931-1, BR-CO-10.
        """,
        "rule.declared-net.explain": """
        Le montant HT (BT-109) doit être lignes − remises + frais, et les remises (BT-107) \
        et frais (BT-108) déclarés ceux qui sont listés. Base et TVA reposeraient sinon sur \
        un chiffre que rien n’explique. Le document est rejeté. Voir EN 16931-1, BR-CO-11, \
        BR-CO-12 et BR-CO-13.
        """,
        "rule.declared-gross.explain": """
        Le montant TTC (BT-112) doit être le HT (BT-109) et la TVA (BT-110). Ce qui est dû \
        est calculé à partir des lignes et seulement comparé. Le document est rejeté. Voir \
        EN 16931-1, BR-CO-15.
        """,
        "rule.declared-due.explain": """
        Le net à payer (BT-115) doit être TTC (BT-112) − acompte (BT-113) + arrondi \
        (BT-114). Payer un autre montant laisserait un poste ouvert ou trop payé. Le \
        document est rejeté. Voir EN 16931-1, BR-CO-16.
        """,
        "rule.declared-taxes.explain": """
        La base de chaque catégorie et taux de TVA (BT-116) doit être celle de ses lignes, \
        sa TVA (BT-117) base × taux, et leur somme la TVA déclarée (BT-110). EN 16931 \
        admet une unité de la devise d’écart ; en deçà, validation.tax_tolerance décide, \
        une fois par ligne du taux, et la TVA déclarée est comptabilisée. Au-delà, le \
        document est rejeté. Voir EN 16931-1, BR-CO-14, BR-CO-17 et BR-S-08.
        """,
        "rule.bill-lookalike.explain": """
        Une facture qui arrive deux fois est souvent payée deux fois : scannée puis \
        électronique, ou avec son numéro saisi autrement. Une facture du même tiers et du \
        même montant qu’une facture des livres, et de même date ou d’un numéro qui ne \
        diffère que par des signes, zéros ou majuscules, est retenue. Si les deux sont \
        vraies, son numéro sous sources.<nom>.distinct la laisse passer.
        """,
        "rule.supplier-account-changed.explain": """
        Un courrier annonçant un nouveau compte bancaire est la voie habituelle de la fraude \
        au virement. Une facture est rejetée si elle demande d’être payée sur un compte \
        (BT-84) qui n’est ni celui du tiers dans parties.csv ni, s’il n’y en a pas, celui \
        d’une facture antérieure. Elle passe dès que parties.csv contient le compte.
        """,
        "rule.line-account-missing.explain": """
        Une facture électronique n’indique pas de comptes. Le compte de ses lignes est celui \
        du tiers (parties.csv, colonne account), sinon celui de la source (lines.account). \
        Sans l’un ni l’autre, le document est retenu et jugé de nouveau ensuite.
        """,
        "rule.line-tax-missing.explain": """
        Une facture électronique indique une catégorie et un taux de TVA (BT-151, BT-152), \
        les livres un code de taxe. C’est celui de la source (lines.tax_codes), sinon celui \
        du tiers s’il convient, sinon le seul code de taxes.csv qui convient par nature, \
        taux et date. Aucun ou plusieurs : le document est retenu.
        """,
        "rule.party-ambiguous.explain": """
        Un tiers est trouvé par numéro de TVA, immatriculation, compte bancaire, nom exact \
        ou alias. S’ils désignent deux tiers, aucun n’est pris, car le solde des deux serait \
        faux. Le document est retenu jusqu’à ce que parties.csv n’en désigne qu’un.
        """,
        "rule.prepaid-untraced.explain": """
        Un montant déjà payé (BT-113) ne solde un document que par un paiement que les \
        livres connaissent. Le document est comptabilisé pour son montant TTC ; la part \
        payée reste ouverte jusqu’à ce que son paiement soit enregistré ou affecté. C’est un \
        avertissement qui n’arrête rien.
        """,
    ]
}
