extension French {
    /// Reports and what they state.
    static let reportLabels: [String: String] = [
        "report.trial-balance": "Balance générale",
        "report.profit-and-loss": "Compte de résultat",
        "report.aged-receivables": "Balance âgée clients",
        "report.aged-payables": "Balance âgée fournisseurs",
        "report.general-ledger": "Grand livre",
        "report.journal": "Journal",
        "report.tie-out": "Justification des soldes",
        "report.control": "Contrôle des dépôts",
        "report.exceptions": "Anomalies",
        "definition.trial-balance": """
        Écritures imputées du {from} au {to}, en {currency} ; ouverture + débit − crédit = \
        clôture. L’ouverture des comptes de produits et de charges est le cumul de l’exercice.
        """,
        "definition.profit-and-loss": """
        Produits et charges imputés du {from} au {to}, en {currency}, \
        présentés positifs ; résultat net = produits − charges.
        """,
        "definition.aged-receivables": """
        Postes ouverts au {as_of}, par âge en jours calendaires \
        (base : {basis}) ; tranches {buckets}. Positif = dû par le \
        client ; avoirs et règlements non rattachés sont non lettrés.
        """,
        "definition.aged-payables": """
        Postes ouverts au {as_of}, par âge en jours calendaires (base : \
        {basis}) ; tranches {buckets}. Positif = dû au fournisseur ; \
        avoirs et règlements non rattachés sont non lettrés.
        """,
        "definition.general-ledger": """
        Tous les mouvements du {from} au {to} par compte, \
        avec à-nouveau et solde progressif, en {currency}.
        """,
        "definition.journal": """
        Toutes les écritures imputées du {from} au {to}, par date \
        d’imputation, avec le fichier et la ligne d’origine, en {currency}.
        """,
        "definition.tie-out": """
        Soldes des livres au {as_of} face à un chiffre indépendant ; justifiés si \
        l’écart est fait de postes listés et datés. Le non justifié doit être 0.
        """,
        "definition.control": """
        Par fichier, lignes et montants datés du {from} au {to} : lu = comptabilisé + rejeté + \
        doublon + ignoré + en attente. Les lignes sans date restent à leur première période.
        """,
        "definition.exceptions": """
        Constats sur les fichiers et lignes datés du {from} \
        au {to}, erreurs d’abord, chacun avec sa solution.
        """,
        "basis.due": "date d’échéance",
        "basis.document": "date de pièce",
        "more-findings": "{more} autres constats de ce type dans ce fichier ne sont pas listés",
        "head.state": "État : {value}",
        "head.batch": "Livres au lot {value}",
        "column.bucket.unapplied": "Non lettré",
        "column.bucket.current": "Non échu",
        "column.total": "Total",
        "total": "Total",
        "subtotal": "Sous-total",
        "net-result": "Résultat net",
        "opening-balance": "À-nouveau",
        "closing-balance": "Solde de clôture",
        "movement": "Mouvements",
        "state.open": "ouvert",
        "state.closed": "clos",
        "as-of": "Au",
        "period": "Période",
        "prepared-for": "Établi pour",
        "knows": "Livres à la date du lot {k}",
        "no-rows": "Aucune ligne",
        "no-party": "(sans tiers)",
        "bucket.unapplied": "Non lettré",
        "bucket.current": "Non échu",
        "bucket.total": "Total",
        "footer.subledger": "Postes {subledger}, compte collectif {control}, écart {difference}",
        "footer.trial-balance": """
        {entries} écritures, Σ débit {debit}, Σ crédit {credit}, livres à la date du lot {k}
        """,
    ]

    /// Reports and what they state, continued.
    static let furtherReportLabels: [String: String] = [
        "seal.none": "sans sceau (période ouverte)",
        "severity.error": "erreur",
        "severity.warning": "avertissement",
        "severity.info": "information",
        "outcome.posted": "comptabilisé",
        "outcome.rejected": "rejeté",
        "outcome.duplicate": "doublon",
        "outcome.ignored": "ignoré",
        "outcome.held": "en attente",
        "ignored.preamble": "lignes avant l’en-tête",
        "ignored.trailer": "totaux et lignes de fin",
        "ignored.blank": "lignes vides",
        "ignored.pending": "en cours à la banque (PDNG)",
        "ignored.information": "pour information (INFO)",
        "ignored.intraday": "relevé intrajournalier (camt.052, MT942 …)",
        "ignored.notification": "avis (camt.054)",
        "ignored.voided": "ventes annulées",
        "ignored.controlFigure": "chiffres de contrôle",
        "ignored.security": "titres sans mouvement d’espèces",
        "ignored.notDeclared": "non déclaré pour cette source",
        "kind.invoice": "facture",
        "kind.credit-note": "avoir",
        "kind.payment": "règlement",
        "kind.opening": "à-nouveau",
        "kind.journal": "écriture de journal",
        "recipe.opening": "À-nouveau",
        "recipe.voucher": "Opération diverse",
        "recipe.invoice": "Facture client",
        "recipe.credit-note": "Avoir client",
        "recipe.bill": "Facture fournisseur",
        "recipe.supplier-credit-note": "Avoir fournisseur",
        "recipe.receipt": "Règlement client",
        "recipe.payment": "Règlement fournisseur",
        "recipe.bank-line": "Ligne de banque",
        "recipe.transfer": "Virement interne",
        "recipe.transit-cleared": "Transit soldé",
        "recipe.store-day": "Ventes d’un magasin et d’un jour",
        "recipe.tax-due": "Taxe exigible à l’encaissement",
        "recipe.reclassified": "Reclassé du compte d’attente",
        "recipe.settlement": "Règlement par la banque",
        "recipe.exchange-difference": "Écart de change",
        "recipe.discount": "Escompte",
        "recipe.payment-difference": "Écart de règlement",
        "recipe.bank-charge": "Frais bancaires retenus",
        "recipe.write-off": "Passé en perte",
        "recipe.revaluation": "Réévaluation",
        "recipe.revaluation-reversed": "Réévaluation extournée",
        "recipe.accrual": "Charge à payer",
        "recipe.accrual-reversed": "Extourne de charge à payer",
        "recipe.payroll": "Paie",
    ]

    /// Headings of columns.
    static let columnLabels: [String: String] = [
        "column.account": "Compte",
        "column.name": "Intitulé",
        "column.opening_debit": "À-nouveau débit",
        "column.opening_credit": "À-nouveau crédit",
        "column.debit": "Débit",
        "column.credit": "Crédit",
        "column.closing_debit": "Solde débiteur",
        "column.closing_credit": "Solde créditeur",
        "column.section": "Rubrique",
        "column.month": "Mois",
        "column.prior_month": "Mois précédent",
        "column.same_month_last_year": "Même mois N−1",
        "column.year_to_date": "Cumul exercice",
        "column.prior_year_to_date": "Cumul N−1",
        "column.party": "Tiers",
        "column.party_name": "Nom du tiers",
        "column.document": "Pièce",
        "column.kind": "Nature",
        "column.instalment": "Échéance n°",
        "column.document_date": "Date de pièce",
        "column.due_date": "Échéance",
        "column.age_days": "Âge (jours)",
        "column.bucket": "Tranche",
        "column.currency": "Devise",
        "column.from": "Du",
        "column.to": "Au",
        "column.statement": "Relevé",
        "column.opening": "Ouverture",
        "column.closing": "Clôture",
        "column.link": "S’ouvre",
        "column.difference": "Écart",
        "inspect.preset": "préréglage {name}",
        "inspect.header": "toutes les colonnes sont là, en-tête à la ligne {line} :",
        "inspect.header-lacks": "des colonnes manquent ; en-tête le plus proche ligne {line} :",
        "inspect.found": "trouvée",
        "inspect.lacking": "MANQUE",
        "inspect.unused": "inutilisées : {columns}",
        "inspect.conventions": "séparateur décimal {numbers}, dates {dates}",
        "inspect.faults": "défauts de lignes : {rows}, les premiers :",
        "chain.title": "Relevés, chacun ouvert sur le solde de clôture du précédent",
        "chain.first": "premier du compte",
        "chain.opens-otherwise": "autrement que les livres",
        "chain.follows": "sur la clôture précédente",
        "chain.within": "à l’intérieur du précédent",
        "chain.gap": "après une rupture",
        "chain.unproved": "sans solde",
        "column.original": "Montant d’origine",
        "column.rate": "Cours",
        "column.amount": "Montant",
        "column.open": "Solde ouvert",
        "column.company_amount": "Montant société",
        "column.company_open": "Solde ouvert société",
        "column.revaluation": "Réévaluation",
        "column.file": "Fichier",
        "column.line": "Ligne",
        "column.day": "Date",
        "column.entry": "Écriture",
        "column.text": "Libellé",
        "column.reference": "Référence",
        "column.balance": "Solde",
        "column.digest": "Empreinte",
        "column.unit": "Unité",
        "column.read": "Lu",
        "column.posted": "Comptabilisé",
        "column.rejected": "Rejeté",
        "column.duplicate": "Doublon",
        "column.ignored": "Ignoré",
        "column.held": "En attente",
        "column.severity": "Gravité",
        "column.code": "Code",
        "column.slug": "Règle",
        "column.column": "Colonne",
        "column.found": "Trouvé",
        "column.detail": "Détail",
        "column.fix": "Solution",
        "column.tie": "Justification",
        "column.book": "Livres",
        "column.independent": "Chiffre indépendant",
        "column.items": "Postes",
        "column.unexplained": "Non justifié",
        "column.recipe": "Imputation",
    ]
}
