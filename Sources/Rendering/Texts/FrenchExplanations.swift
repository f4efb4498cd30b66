extension French {
    /// Why amounts must agree.
    static let accuracyExplanations: [String: String] = [
        "rule.amount-ambiguous.explain": """
        Un montant comme 1.000 peut valoir un ou mille. Quand la source ne le dit pas, rien \
        n’est deviné, car une erreur serait d’un facteur mille. L’unité est mise en attente \
        et rejugée dès que le séparateur décimal de la source est déclaré (numbers.decimal).
        """,
        "rule.statement-balance.explain": """
        Le solde d’ouverture augmenté des écritures passées doit donner le solde de \
        clôture. Un relevé qui ne tombe pas juste a perdu, gagné ou altéré une \
        écriture, et le rapprochement bancaire reposerait sur lui. Le relevé entier \
        est rejeté. Voir ISO 20022 camt.053 (Bal OPBD et CLBD) et DEFINITIONS §1.
        """,
        "rule.statement-summary.explain": """
        Une banque peut déclarer le nombre et la somme de ses écritures ; ils sont comparés aux \
        écritures elles-mêmes. Un écart signale des écritures perdues, doublées ou altérées, même \
        si les soldes concordent. Le relevé entier est rejeté. Voir ISO 20022 camt.053, \
        TxsSummry ; MT942, champs 90D et 90C ; BAI2, enregistrements 49, 98 et 99 ; CODA, \
        enregistrement 9 ; Norma 43, enregistrements 33 et 88.
        """,
        "rule.batch-total.explain": """
        Les opérations d’une écriture groupée devraient totaliser l’écriture. Le \
        montant de l’écriture est celui qui a touché le compte, donc il est \
        comptabilisé ; le détail n’est pas sûr pour le lettrage. C’est un \
        avertissement et rien n’est arrêté. Voir ISO 20022 camt.053, NtryDtls/TxDtls.
        """,
        "rule.order-total.explain": """
        Les lignes d’une commande, avec port, taxe et remise, doivent totaliser le \
        montant indiqué. Sinon il manque une ligne et le chiffre d’affaires ou la \
        taxe serait faux. La commande est rejetée et, avec un ticket Z, sa journée \
        de magasin. Voir DEFINITIONS §1 (unités) et §2 (journée de magasin).
        """,
        "rule.tax-amount.explain": """
        La taxe doit être base × taux, arrondie au plus proche (demi vers l’extérieur), \
        à validation.tax_tolerance près ; sur une pièce, HT et taxe doivent aussi donner \
        le TTC. Une taxe fausse finit dans la déclaration. Une autoliquidation n’indique \
        aucune taxe, l’acheteur la calcule. L’unité est rejetée. Voir DEFINITIONS §6.
        """,
        "rule.tender-total.explain": """
        Les règlements par moyen de paiement et le reste à payer doivent donner le total \
        de la commande. Sinon les comptes d’encaissement ne se solderaient jamais avec \
        la banque. La commande est rejetée. Voir DEFINITIONS §2 (journée de magasin).
        """,
        "rule.document-total.explain": """
        Les lignes d’une facture ou d’un avoir doivent totaliser le \
        montant indiqué. Sinon le tiers doit un autre montant que celui \
        du grand livre. La pièce est rejetée avec toutes ses lignes.
        """,
        "rule.instalments-total.explain": """
        Les échéances d’une pièce doivent totaliser la pièce. Chaque \
        échéance est un poste de la balance âgée : un écart la séparerait \
        du compte collectif. La pièce est rejetée. Voir DEFINITIONS §3.
        """,
        "rule.voucher-balance.explain": """
        Les débits d’une pièce doivent égaler ses crédits, et ses lignes porter une seule \
        date ; il en va de même de l’à-nouveau. Une écriture déséquilibrée n’entre jamais dans \
        les livres. La pièce est rejetée en entier. Voir DEFINITIONS §2 (ouverture) et §4.
        """,
        "rule.opening-control.explain": """
        Les comptes clients et fournisseurs s’ouvrent par postes de tiers, dont la somme \
        doit être l’à-nouveau indiqué du compte. Sinon la balance âgée différerait du grand \
        livre dès le premier jour. L’ouverture est rejetée. Voir DEFINITIONS §2 (ouverture).
        """,
        "rule.running-balance.explain": """
        Quand le CSV d’une banque porte un solde par ligne, il doit \
        être le solde précédent augmenté du montant. Une rupture révèle \
        une ligne perdue, filtrée ou modifiée. Le relevé est rejeté.
        """,
        "rule.amount-too-large.explain": """
        Un montant peut avoir 18 chiffres et 10¹⁵ unités mineures. Au-delà, \
        c’est presque toujours une référence ou un numéro de compte lu comme \
        montant. L’unité est rejetée. ISO 20022 a la même limite de 18 chiffres.
        """,
        "rule.amount-precision.explain": """
        Un montant ne peut avoir plus de décimales que sa devise (deux pour \
        EUR, aucune pour JPY), sauf si elles sont nulles. L’arrondir ici \
        romprait les totaux du fichier. L’unité est rejetée. Voir ISO 4217.
        """,
        "rule.z-total.explain": """
        Un Z indique ce qu’une caisse a vendu dans une journée : la somme des tickets et, s’il \
        le dit, leur nombre. Les tickets du fichier doivent donner autant. Sinon il en manque, \
        ou ils sont d’un autre jour, et le fichier entier est refusé.
        """,
        "rule.z-missing.explain": """
        Dans un fichier où un magasin clôture des journées par un Z, chacune doit l’être. Une \
        journée sans Z n’a pas été clôturée à la caisse, ou son Z manque à l’export. Les \
        ventes sont comptabilisées ; rien ne prouve qu’elles y sont toutes.
        """,
        "rule.file-total.explain": """
        Un enregistrement de fin indique combien de lignes a un fichier et leur somme. Si les \
        lignes donnent autre chose, le fichier a été coupé ou modifié en chemin, et il est \
        refusé en entier.
        """,
        "rule.opening-bank.explain": """
        Le premier relevé d’un compte bancaire doit s’ouvrir sur le solde \
        d’ouverture des livres. Sinon tous les rapprochements suivants portent \
        l’écart. Le relevé est comptabilisé et l’erreur demeure jusqu’à la \
        correction de l’à-nouveau. Voir DEFINITIONS §2 (ouverture) et §7.
        """,
        "rule.payroll-balance.explain": """
        Le net à payer est ce que laissent le brut et les frais remboursés après charges \
        salariales, impôt, acomptes et autres retenues ; un journal en débits et crédits \
        s’équilibre. Si les deux diffèrent, une ligne manque, est en double ou mal lue, et \
        rien du journal n’est comptabilisé. Avec privacy : totals, les montants ne sont pas \
        montrés : l’écart peut être celui d’une personne.
        """,
    ]

    /// Why each thing must come, and once.
    static let integrityExplanations: [String: String] = [
        "rule.duplicate-file.explain": """
        Un fichier est reconnu à l’empreinte de ses octets, pas à son nom. Les mêmes octets \
        sous un autre nom sont une copie : toutes ses lignes sont des doublons et rien n’est \
        comptabilisé deux fois. C’est une information. Voir DEFINITIONS §1 (identité).
        """,
        "rule.statement-repeated.explain": """
        Un relevé est reconnu à son compte, son numéro, ses dates et ses soldes. Une \
        banque peut l’envoyer deux fois, seul et dans un autre fichier ; ses lignes \
        sont des doublons. C’est une information. Voir DEFINITIONS §1 (identité).
        """,
        "rule.row-duplicate.explain": """
        Une ligne déjà apportée par un autre fichier est comptabilisée une fois et \
        comptée ici en doublon. Les exports qui se chevauchent sont courants et ne \
        doivent doubler aucun solde. C’est une information ; l’état de contrôle la \
        compte en lignes et en montant. Voir DEFINITIONS §1 (identité).
        """,
        "rule.row-lookalike.explain": """
        Deux fichiers apportent des lignes égales d’un même jour, et ni référence \
        commune ni solde ne prouve s’il y a un mouvement ou deux : la référence \
        manque d’un côté, ou les fichiers viennent de deux sources, qui \
        numérotent et nomment chacune à sa façon. Les deux hypothèses \
        peuvent être fausses, donc ces lignes sont mises en attente. Déclarer \
        sur la source si ses exports se chevauchent (le plus grand nombre vaut) \
        ou se suivent (les nombres s’ajoutent). Voir DEFINITIONS §1 (identité).
        """,
        "rule.coverage-mismatch.explain": """
        Un relevé qui tombe juste couvre son compte pour ses journées. Les lignes \
        d’un autre fichier sur ces journées doivent concorder en nombre et en \
        somme ; ce sont alors des doublons. Sinon ce fichier est mis en attente, \
        car l’un des deux est incomplet. Voir DEFINITIONS §1 (identité).
        """,
        "rule.statement-gap.explain": """
        Un relevé doit s’ouvrir sur le solde de clôture du précédent. Une \
        rupture signifie qu’un relevé manque entre les deux, et avec lui des \
        écritures du mois. Le relevé est comptabilisé ; l’erreur demeure \
        jusqu’à l’arrivée du manquant. Voir DEFINITIONS §7 (banque).
        """,
        "rule.drop-missing.explain": """
        Chaque source dotée d’un réglage expect doit avoir déposé pour la période. Un mois \
        sans l’un de ses comptes bancaires ou de ses caisses semble complet et ne l’est \
        pas. Le traitement comptabilise ce qui est là et sort avec le code 2 (incomplet).
        """,
        "rule.receipt-gap.explain": """
        Une caisse numérote ses tickets l’un après l’autre, annulations comprises. Un numéro \
        absent est une vente non exportée, ou que quelqu’un a retirée. Le fichier suivant de la \
        caisse reprend où le dernier s’est arrêté ; des numéros qui recommencent un autre jour, \
        après un Z, sont une autre suite. Ce que contient le fichier est comptabilisé ; un \
        fichier arrivé plus tard comble son trou.
        """,
        "rule.refund-unmatched.explain": """
        Un remboursement qui nomme la vente rendue doit la trouver, dans son fichier ou dans \
        le livre. Il est comptabilisé de toute façon : l’argent est sorti de la caisse.
        """,
        "rule.document-clash.explain": """
        La pièce d’un tiers est reconnue à sa nature et à son numéro. Le même \
        numéro avec un autre contenu est une erreur, une copie corrigée ou une \
        fraude ; c’est à une personne de le dire. La nouvelle pièce est rejetée \
        et celle déjà comptabilisée demeure. Voir DEFINITIONS §1 (identité).
        """,
        "rule.period-restated.explain": """
        Un dossier établi une fois peut être entre les mains de quelqu’un. Quand des \
        données postérieures le changent, l’ancien dossier est conservé sous superseded \
        et le changement est nommé par compte ou par tiers. C’est une information.
        """,
        "rule.drop-unsettled.explain": """
        Un fichier n’est pris que si sa taille et son heure sont les mêmes avant le premier \
        et après le dernier octet lu. Un transfert à moitié fait ne doit pas passer pour un \
        fichier entier. Rien n’en est pris, et un traitement ultérieur le prend en entier.
        """,
        "rule.drop-changed.explain": """
        Avant qu’un dépôt ne passe de la boîte d’entrée à l’archive, sa taille et son heure sont \
        vérifiées une dernière fois. S’il a été modifié depuis sa lecture, il reste là : le \
        traitement suivant le lit en entier, reconnaît ce qui est déjà dans les livres et prend \
        le reste.
        """,
        "rule.drop-name.explain": """
        Les états et les livres nomment chaque dépôt, et sont écrits en UTF-8. Un nom dans un \
        autre codage n’y tiendrait pas tel quel : rien de ce nom n’est pris, et chaque \
        traitement le dit tant qu’il n’est ni renommé ni retiré. Voir RELIABILITY P4 (rien ne \
        se perd).
        """,
        "rule.drop-kind.explain": """
        Un lien pourrait mener hors de la boîte d’entrée à tout fichier de la machine, un tube \
        ferait attendre un traitement sans fin, et aucun des deux ne peut passer tel quel à \
        l’archive. Rien de cela n’est ouvert ; chaque traitement le dit tant que c’est là. \
        Voir RELIABILITY P10 (fichiers hostiles).
        """,
        "rule.pages-missing.explain": """
        Une banque peut découper un relevé en pages, dans un ou plusieurs fichiers. Les \
        écritures d’une page qui n’est pas venue manquent, même si les pages présentes \
        tombent juste. La page attend les autres. Voir ISO 20022 camt.053, StmtPgntn, et \
        SWIFT MT940, champs 28C, 60M et 62M.
        """,
        "rule.page-repeated.explain": """
        Les pages d’un relevé portent chacune un numéro. Une page qui vient deux fois dans un \
        fichier est une copie, ou cache celle qui devrait être là : comptabiliser les deux \
        doublerait ses écritures. La seconde est mise en attente. Voir ISO 20022 camt.053, \
        StmtPgntn, et SWIFT MT940, champ 28C.
        """,
        "rule.transaction-corrected.explain": """
        Une banque peut annuler ou remplacer une opération déjà envoyée, désignée par son \
        identifiant. Comptabiliser la seule rectification compterait le montant deux fois ; \
        l’ignorer laisserait l’erreur dans les livres. Le relevé attend qu’une personne ait \
        réglé les deux opérations. Voir OFX §11.4.4.1 (CORRECTFITID, CORRECTACTION).
        """,
        "rule.period-locked.explain": """
        Une période verrouillée ne change plus. Une ligne tardive est comptabilisée \
        au premier jour ouvert, garde sa propre date et est listée, car \
        posting.late vaut next-open-period. C’est un avertissement : le comptable \
        peut préférer rouvrir la période. Voir DEFINITIONS §1 (dates d’imputation).
        """,
        "rule.target-unknown.explain": """
        Un règlement ou un avoir peut nommer la pièce qu’il solde. Si elle n’est pas dans \
        les livres, le montant est porté au tiers et reste non lettré ; aucune autre \
        pièce n’est devinée. C’est un avertissement. Voir DEFINITIONS §3 (sans deviner).
        """,
        "rule.target-currency.explain": """
        Un montant solde une pièce dans la devise de celle-ci : d’après la colonne original, \
        sinon au cours que la ligne indique, sinon à celui de rates.csv du jour. Si rien ne le \
        dit, ou si les pièces nommées sont en plusieurs devises, le montant est porté au tiers \
        et reste non lettré. C’est un avertissement. Voir DEFINITIONS §6.
        """,
        "rule.suspense-open.explain": """
        Une ligne de banque est rapprochée du transit, puis des postes ouverts, puis \
        des règles ; ce que rien n’explique va au compte d’attente et est listé. La \
        banque reste justifiée, mais le mois ne peut être clos tant que le compte \
        d’attente n’est pas soldé. Voir DEFINITIONS §2 (ligne de banque) et §7.
        """,
        "rule.suspense-settled.explain": """
        Chaque traitement rejuge les lignes en attente selon les règles du \
        jour. Une ligne désormais expliquée est reclassée par une écriture liée \
        à la première, à sa date si la période est ouverte, sinon au prochain \
        jour ouvert. C’est une information. Voir DEFINITIONS §1 (rejugé).
        """,
        "rule.decision-late.explain": """
        Une liste de rapprochement ou une réponse décide de ce qu’est une ligne en attente. Si \
        la ligne a été soldée avant, par une pièce, une règle ou une autre décision, rien n’est \
        comptabilisé deux fois : la décision est gardée et dite. Voir DEFINITIONS §2.
        """,
        "rule.late-held.explain": """
        Une période verrouillée ne change plus. Quand posting.late vaut held, une ligne \
        tardive attend une décision au lieu d’être comptabilisée au prochain jour ouvert. \
        Elle est rejugée à chaque traitement. Voir DEFINITIONS §1 (dates d’imputation).
        """,
    ]
}
