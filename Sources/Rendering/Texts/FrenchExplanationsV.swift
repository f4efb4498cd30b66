extension French {
    /// What a file, row or name must be.
    static let validityExplanations: [String: String] = [
        "rule.file-malformed.explain": """
        Un fichier doit être bien formé jusqu’à sa fin, et une ligne selon sa \
        grammaire. Ce qui suit une rupture n’est pas sûr, car des champs ont \
        pu se décaler. Le fichier ou la ligne est rejeté et ce qui a été lu \
        avant est compté. Voir RFC 4180 (CSV), RFC 8259 (JSON) et XML 1.0.
        """,
        "rule.file-truncated.explain": """
        Un fichier doit avoir sa fin : le dernier élément, le guillemet fermant, \
        le dernier bloc du conteneur. Un transfert interrompu perd les dernières \
        écritures sans que cela se voie. Le fichier est rejeté ; ce qui a été lu \
        est compté et marqué tronqué. Voir DEFINITIONS §1 (preuve en montant).
        """,
        "rule.doctype-refused.explain": """
        Aucun format de banque ou de facture n’utilise de définition de type de \
        document. Elle peut faire ouvrir d’autres fichiers ou gonfler quelques octets \
        en gigaoctets. Le fichier est rejeté avant toute lecture de son contenu.
        """,
        "rule.encoding-invalid.explain": """
        Le texte est lu dans l’encodage déclaré, ou dans celui qu’annoncent ses \
        premiers octets, ou en UTF-8 strict. Un octet qui ne convient pas n’est jamais \
        remplacé par un point d’interrogation, car un nom ou une référence altérés ne \
        se rapprochent de rien. L’unité est rejetée. Voir RFC 3629 (UTF-8).
        """,
        "rule.row-ragged.explain": """
        Une ligne doit avoir autant de champs que l’en-tête. Un séparateur dans un \
        texte sans guillemets décale tous les champs suivants, et un montant peut être \
        lu dans la mauvaise colonne. L’unité de la ligne est rejetée. Voir RFC 4180.
        """,
        "rule.field-missing.explain": """
        Une date, un montant, un numéro ou un tiers dont l’écriture \
        a besoin ne doit pas être vide. Rien n’est complété au jugé. \
        L’unité est rejetée jusqu’à l’arrivée d’un fichier corrigé.
        """,
        "rule.date-malformed.explain": """
        Une date doit être écrite comme déclaré et exister au \
        calendrier ; le 31 septembre n’existe pas. La date décide de la \
        période, donc elle n’est jamais réparée. L’unité est rejetée.
        """,
        "rule.date-ambiguous.explain": """
        Une date comme 04/05/2026 peut être en avril ou en mai. Sans modèle déclaré, seul ISO \
        8601 (2026-05-04) est lu et rien n’est deviné, car l’écriture tomberait dans un autre \
        mois. L’unité est mise en attente et rejugée dès que sources.*.dates est déclaré.
        """,
        "rule.amount-malformed.explain": """
        Un montant est fait de chiffres, d’un séparateur décimal et de groupes de trois, \
        avec un signe ou un symbole de devise s’il y en a. Toute autre chose, une lettre ou \
        un groupe de deux, peut être un autre nombre que celui voulu. L’unité est rejetée.
        """,
        "rule.column-missing.explain": """
        Toute colonne nécessaire ou déclarée par la source doit figurer dans \
        l’en-tête. Banques et boutiques renomment leurs colonnes sans prévenir, \
        et une lecture par position donnerait des chiffres faux. Le fichier est \
        mis en attente jusqu’à la déclaration de ses en-têtes sous columns.
        """,
        "rule.account-unknown.explain": """
        Tout compte nommé par une facture, une pièce ou une ouverture doit \
        figurer au plan de comptes. Un compte mal saisi disparaîtrait de tous les \
        états. L’unité est rejetée et rejugée dès que le plan contient le compte.
        """,
        "rule.currency-unexpected.explain": """
        Une ligne doit être dans la devise de son compte ou de sa source. Le même chiffre \
        dans une autre devise est un autre montant. L’unité est mise en attente jusqu’à ce \
        que la devise soit déclarée ou que la ligne ait sa propre source. Voir ISO 4217.
        """,
        "rule.currency-foreign.explain": """
        Une pièce et les soldes d’ouverture sont des écritures : ce que vaut dans les livres \
        une ligne en devise, c’est à elles de le dire, et les deux montants sont conservés. Un \
        cours de la table poserait un second chiffre à côté de celui dont la pièce est \
        équilibrée. L’unité est mise en attente et rejugée. Factures et règlements n’ont pas \
        besoin d’un second montant : ils entrent à leur cours (V-131). Voir DEFINITIONS §6 \
        (cours).
        """,
        "rule.end-unproved.explain": """
        CSV et QIF n’ont pas de marque de fin : un fichier coupé après une ligne se lit comme \
        un fichier entier. Un solde courant prouve les lignes présentes, non qu’elles y sont \
        toutes. Les lignes sont comptabilisées ; le dernier jour est dit pour qu’une personne, \
        ou le solde d’ouverture du relevé suivant (I-306), montre ce qui manque. Voir \
        RELIABILITY P7 (troncature).
        """,
        "rule.rate-missing.explain": """
        Une facture, un règlement ou une ligne d’un compte tenu dans une autre devise entre \
        aux livres à son propre cours ou à celui de la banque, sinon à celui de rates.csv au \
        jour d’imputation, sinon au dernier des sept jours précédents. Sans cours, son montant \
        serait deviné : l’unité est mise en attente et rejugée dès que rates.csv connaît le \
        jour. Voir DEFINITIONS §6 (cours).
        """,
        "rule.rate-earlier.explain": """
        Les banques centrales ne publient aucun cours les week-ends et jours fériés : le \
        dernier des sept jours précédents en tient lieu, et il est nommé. L’écriture garde \
        le cours et le montant dans sa devise. Voir DEFINITIONS §6 (cours).
        """,
        "rule.month-end-rate.explain": """
        À la clôture d’un mois, trésorerie, créances et dettes en devise figurent au cours du \
        dernier jour, ou au dernier des sept jours précédents ; l’écart est latent, et \
        extourné le lendemain. Sans cours, elles restent à leur cours d’entrée et la clôture \
        n’est pas juste. Voir IAS 21.23, PCG 420-5 et DEFINITIONS §6.
        """,
        "rule.iban-invalid.explain": """
        La clé de l’IBAN d’une contrepartie est recalculée. Une clé fausse est une \
        faute de frappe ou des coordonnées falsifiées. C’est un avertissement ; la \
        ligne est comptabilisée. Voir ISO 13616 et ISO 7064 (mod 97-10).
        """,
        "rule.bank-account-unmapped.explain": """
        Le compte bancaire d’un relevé doit être déclaré avec un compte du \
        plan. Le comptabiliser ailleurs mêlerait deux banques. Le relevé \
        est mis en attente et rejugé dès que sources.*.accounts le nomme.
        """,
        "rule.party-unknown.explain": """
        Une pièce ou un règlement doit nommer un tiers de parties.csv, par son code, \
        son nom ou un alias. Un nom voisin n’est pas le même tiers, et la balance âgée \
        en aurait deux. L’unité est mise en attente et rejugée dès que le tiers existe.
        """,
        "rule.tax-code-unknown.explain": """
        Un code de taxe doit figurer dans taxes.csv et s’appliquer à la date de la pièce \
        ou de la vente. Le code donne le taux et le compte de la taxe. L’unité est \
        rejetée et rejugée dès que taxes.csv le contient. Voir DEFINITIONS §6 (taxe).
        """,
        "rule.due-date-missing.explain": """
        Une facture devrait indiquer son échéance. Sinon les conditions du tiers donnent la \
        date et, sans conditions, c’est la date de pièce, qui la fait vieillir aussitôt. \
        C’est un avertissement ; la pièce est comptabilisée. Voir DEFINITIONS §3 (âge).
        """,
        "rule.date-before-start.explain": """
        Rien n’est comptabilisé avant client.start, car l’à-nouveau le \
        contient déjà. Le comptabiliser de nouveau le compterait deux fois. \
        L’unité est rejetée. Voir DEFINITIONS §1 (dates d’imputation).
        """,
        "rule.limit-exceeded.explain": """
        La profondeur, la longueur d’un enregistrement, la taille décompressée et le taux \
        de compression sont limités. Un fichier qui les dépasse est abîmé ou conçu pour \
        saturer mémoire ou disque. Il est rejeté ; ce qui a été lu avant est compté.
        """,
        "rule.date-beyond-horizon.explain": """
        Une ligne est comptabilisée au plus posting.horizon jours (92) après la fin \
        de la période demandée. Une date plus lointaine est le plus souvent une faute \
        de frappe dans l’année. L’unité est mise en attente et passe d’elle-même \
        quand son jour approche. Voir DEFINITIONS §1 (dates d’imputation).
        """,
        "rule.date-outside-statement.explain": """
        Les dates de comptabilisation d’un relevé devraient être comprises dans ses propres \
        dates. Une ligne en dehors peut appartenir à un autre relevé. C’est un avertissement ; \
        le relevé est comptabilisé si ses soldes tombent juste. Voir ISO 20022 camt.053, FrToDt.
        """,
        "rule.source-unmatched.explain": """
        Tout fichier de la boîte de dépôt doit appartenir à une source déclarée. \
        Un fichier sans source est peut-être le relevé manquant sous un nouveau \
        nom : il est mis en attente et nommé, jamais passé sous silence.
        """,
        "rule.file-empty.explain": """
        Un fichier doit contenir au moins un relevé, un en-tête ou une ligne de son \
        format. Un export vide ne dit rien du mois, pas même qu’il fut calme. Le fichier \
        est mis en attente ; si son dépôt est attendu, le traitement sort avec le code 2.
        """,
        "rule.kind-unknown.explain": """
        La nature d’une pièce doit être invoice ou credit-note ; elle décide du côté débité, et \
        une nature vide vaut invoice. Dans un fichier bancaire, un code ou une liste d’une nature \
        qui n’est pas lue (code BAI2, relevé d’emprunt OFX, liste de titres QIF) peut mouvoir de \
        l’argent ou non. Une erreur fausserait le solde du double du montant. L’unité est rejetée.
        """,
        "rule.tender-unmapped.explain": """
        Tout moyen de paiement d’une commande doit avoir un compte \
        d’encaissement, où les versements de la banque sont attendus. Sinon \
        cartes et espèces seraient mêlées. La commande est mise en attente \
        et rejugée dès que sources.*.clearing nomme ce moyen de paiement.
        """,
        "rule.category-unmapped.explain": """
        Toute catégorie de vente doit avoir un compte de produit du plan ; \
        default vaut pour les lignes sans catégorie. Sinon le chiffre d’affaires \
        irait dans la mauvaise rubrique du compte de résultat. La commande est \
        mise en attente et rejugée dès que sources.*.revenue nomme la catégorie.
        """,
        "rule.status-unknown.explain": """
        La source dit quels statuts de commande sont comptabilisés et lesquels sont \
        ignorés. Une commande d’un autre statut peut être une vente ou un panier annulé. \
        Elle est mise en attente et rejugée dès que sources.*.statuses nomme son statut.
        """,
        "rule.refund-undated.explain": """
        Un export de commandes dit combien a été remboursé, pas quel jour. Un remboursement \
        est comptabilisé à sa propre date : la commande est donc mise en attente jusqu’à \
        ce que la source dise d’où viennent les remboursements : refunds: elsewhere, si \
        le rapport du prestataire de paiement les apporte, ou refunds: sale-day, qui les \
        comptabilise le jour de la vente, la taxe au prorata de celle de la commande. Une \
        commande annulée et remboursée en entier n’en a pas besoin : elle est contrepassée \
        le jour de son annulation.
        """,
        "rule.included-tax.explain": """
        Des prix taxe comprise laissent ouvert le produit d’une ligne quand la commande \
        indique sa taxe en une somme : des lignes de plusieurs comptes peuvent porter \
        plusieurs taux. Si un seul taux explique la somme, ou si un seul compte reçoit toutes \
        les lignes, elle est répartie selon leurs montants. Sinon la commande est mise en \
        attente.
        """,
        "rule.header-repeated.explain": """
        Un second en-tête parmi les lignes dit que plusieurs exports ont été réunis en un \
        fichier. Il est ignoré ; les lignes qui suivent sont lues comme celles qui précèdent.
        """,
        "rule.day-outlier.explain": """
        Quelques commandes éloignées de tous les autres jours de leur fichier signalent une \
        caisse à l’horloge fausse, ou une année mal saisie. Elles sont comptabilisées au jour \
        qu’elles indiquent.
        """,
        "rule.intraday-report.explain": """
        Les relevés intrajournaliers (camt.052, MT942, groupes BAI2 d’une journée en cours) et \
        les avis (camt.054, CODA d’une application distincte) sont provisoires ou partiels. Leurs \
        écritures reviennent dans le relevé, donc ils sont montrés et ignorés. C’est une \
        information. Voir ISO 20022, SWIFT catégorie 9, et DEFINITIONS §1 (preuve en montant).
        """,
        "rule.question-unknown.explain": """
        Décisions et réponses nomment leur ligne ou question par son identifiant, tiré du fichier \
        et de la ligne d’origine. Un identifiant absent du compte d’attente patiente : son relevé \
        peut encore venir. Il est rejugé à chaque traitement. Voir DEFINITIONS §1.
        """,
        "rule.answer-unclear.explain": """
        Une réponse n’est comptabilisée que si elle se lit d’une seule façon : un compte du plan, \
        un tiers, ou des pièces ouvertes d’un tiers. Tout autre code est mis en attente et dit \
        avec ce que la ligne pourrait régler ; des mots sont gardés en note. Voir DEFINITIONS §3.
        """,
        "rule.unit-spoiled.explain": """
        Une pièce, une écriture d’opérations diverses, une commande ou un relevé est \
        comptabilisé en entier ou pas du tout (DEFINITIONS §1, Units). Si une de ses \
        lignes est irrégulière, mal formée ou hors de l’encodage déclaré, les lignes \
        lisibles sont rejetées avec elle et jugées de nouveau avec elle.
        """,
        "rule.year-missing.explain": """
        DATEV écrit la date d’une écriture en jour et mois (3006) ; l’année est celle où la date \
        tombe dans l’exercice que nomme l’en-tête. Un fichier sans cet en-tête, ou coupé d’un \
        plus grand, laisse l’année ouverte : la source la dit alors, et rien n’est comptabilisé \
        dans une année que personne n’a nommée.
        """,
        "rule.element-unmapped.explain": """
        Chaque montant d’un journal de paie est l’un des éléments publiés (gross, \
        employee_charge, employer_charge, income_tax, net_pay …) et va sur un compte : celui \
        de la ligne, ou celui que sources.NOM.elements donne à l’élément. Un fichier qui ne \
        porte que des comptes (DATEV) est lu par les comptes que chaque élément déclare. Un \
        élément non déclaré est demandé, jamais deviné.
        """,
        "rule.agency-unmapped.explain": """
        Ce qui est retenu sur la paie est dû à un organisme, une caisse ou un assureur, à \
        une échéance : le poste ouvert doit dire à qui. Seuls les organismes que la source \
        déclare et les tiers de parties.csv sont admis, pour qu’aucun autre texte d’un \
        fichier de paie, un nom glissé dans la colonne par exemple, n’entre dans les livres.
        """,
    ]
}
