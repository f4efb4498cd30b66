extension French {
    /// What the program says of a run.
    static let messages: [String: String] = [
        "tie.bank": "Banque {account} = relevé",
        "tie.receivable": "Clients = compte collectif",
        "tie.payable": "Fournisseurs = compte collectif",
        "tie.goods-received": "Factures non parvenues {account} = réceptions sans facture",
        "tie.payroll": "Paie {account} = éléments non payés",
        "tie.tax": "Taxe {account} = pièces et ventes",
        "tie.transit": "Transit {account} = postes datés",
        "tie.transfers": "Virements internes = postes datés",
        "tie.suspense": "Compte d’attente = lignes listées",
        "tie.opening": "À-nouveau = dernière clôture",
        "tie.debits-credits": "Σ débits = Σ crédits",
        "tie.rows": "Lignes lues = lignes traitées",
        "tie.none": "Rien à justifier",
        "proof.title": "Preuve",
        "proof.files": "fichiers : {files} lus, {known} déjà connus",
        "proof.rows": """
        lignes : {read} lues = {posted} comptabilisées + {rejected} rejetées \
        + {duplicate} doublons + {ignored} ignorées + {held} en attente
        """,
        "proof.money": """
        {unit} : {read} lu = {posted} comptabilisé + {rejected} rejeté \
        + {duplicate} en doublon + {ignored} ignoré + {held} en attente
        """,
        "proof.holds": "la preuve est faite : rien n’est perdu",
        "proof.fails": "la preuve échoue : des lignes ou des montants sont perdus",
        "proof.tie": "{name} : écart {difference}, {items} postes",
        "proof.findings": """
        constats : {errors} erreurs, {warnings} avertissements, {infos} informations
        """,
        "proof.exit": "code de sortie {code} : {meaning}",
        "proof.pack": "états : {path}",
        "proof.nothing": "rien de nouveau : tous les dépôts sont déjà dans le livre",
        "proof.batch": "lot {batch}, chaîne {head}",
        "proof.settings": "{rows} lignes relèvent de réglages antérieurs",
        "stage.read": "lecture",
        "stage.book": "comptabilisation",
        "stage.write": "écriture",
        "stage.commit": "enregistrement",
        "stage.reports": "états",
        "stage.archive": "archivage",
        "exit.0": "terminé",
        "exit.1": "constats à régler, ou différence avec l’attendu",
        "exit.2": "incomplet : un dépôt attendu manque ou est en attente",
        "exit.3": "refusé par un contrôle : période verrouillée ou solde non justifié",
        "exit.4": "nos propres livres sont rompus : chaîne, sceau ou preuve",
        "exit.64": "appel incorrect de la commande",
        "exit.70": "erreur interne de monthend",
        "exit.74": "échec de lecture ou d’écriture",
        "exit.75": "le livre est tenu par un autre traitement",
        "exit.78": "réglages inutilisables",
        "exit.130": "interrompu au clavier (SIGINT)",
        "exit.143": "arrêté sur demande (SIGTERM)",
        "fix": "solution :",
        "explain.effect.none": "l’unité est comptabilisée ; ceci est seulement signalé",
        "explain.effect.reject": """
        l’unité est rejetée jusqu’à correction des données ou des réglages
        """,
        "explain.effect.hold": "l’unité est mise en attente et rejugée à chaque traitement",
        "explain.family.V": "validité : bien formé, connu, permis",
        "explain.family.A": "exactitude : les montants concordent",
        "explain.family.I": "intégrité : complet, unique, en séquence, inaltéré",
        "explain.setting": """
        pour changer sa gravité, régler validation.rules.{code}.severity dans \
        pipeline.yml (error, warning, info) ; sous error, elle n’arrête aucune unité
        """,
        "check.ok": "{case} : conforme à l’attendu",
        "check.differs": "{case} : {report} diffère de l’attendu",
        "check.accepted": """
        {case} : nouveaux états attendus enregistrés ; les relire, puis relancer check
        """,
        "check.missing": "aucun cas d’essai trouvé",
        "verify.ok": "le livre est intact : {batches} lots, {entries} écritures, chaîne {head}",
        "verify.fails": "le livre est rompu au lot {batch} : {what}",
        "close.done": "{period} est close ; les livres sont verrouillés jusqu’au {day}",
        "firm.line": "{client} : code {exit}, {meaning}",
    ]

    /// Why a run cannot go on.
    static let failures: [String: String] = [
        "failure.usage": "appel incorrect : {reason}",
        "failure.io": "{path} : {reason}",
        "failure.book-absent": "aucun livre à {path} ; le premier traitement le crée",
        "failure.not-a-book": "{path} n’est pas un livre de monthend ; il est laissé tel quel",
        "failure.book-version": """
        {path} est un livre de version {found}, ce programme connaît \
        la version {known} ; utiliser la version correspondante
        """,
        "failure.book-damaged": """
        le livre {path} est endommagé ({reason}) ; restaurer la dernière copie saine et relancer
        """,
        "failure.book-io": "le livre {path} n’a pu être lu ou écrit : {reason}",
        "failure.folder-held": """
        les rapports de {path} sont en cours d’écriture par un autre traitement ; \
        réessayer quand il sera terminé
        """,
        "failure.book-held": """
        le livre {path} est tenu par un autre traitement \
        ({holder}) ; réessayer quand il sera terminé
        """,
        "failure.yaml": "les réglages ne sont pas du YAML valide : {reason}",
        "failure.unknown-key": "le réglage {key} n’existe pas",
        "failure.unknown-key-near": "le réglage {key} n’existe pas ; vouliez-vous dire {near} ?",
        "failure.wrong-type": "le réglage {key} doit être de type {expected}",
        "failure.missing-key": "le réglage {key} manque",
        "failure.bad-value": "le réglage {key} vaut « {value} » ; attendu : {expected}",
        "failure.unquoted-account": """
        les numéros de compte sont du texte : écrire "{value}" entre guillemets
        """,
        "failure.csv-row": "{path}:{line} : {reason}",
        "failure.duplicate-account": "le compte {code} figure deux fois au plan de comptes",
        "failure.account-gone": """
        le livre a des écritures sur le compte {code}, que chart.csv n’a plus
        """,
        "failure.role-missing": """
        aucun compte du plan n’a le rôle {role} ; l’attribuer à l’un d’eux dans chart.csv
        """,
        "failure.two-sources": """
        {path} correspond à deux sources, {first} et {second} ; restreindre l’un des chemins
        """,
        "failure.layout": "la présentation doit prendre le compte {account} une fois et une seule",
        "failure.layout-unknown": """
        la présentation totalise la rubrique {section}, qui n’existe pas
        """,
        "failure.period-locked": """
        {period} est verrouillée : les livres sont clos jusqu’au {through}
        """,
        "failure.close-refused": "la période ne peut être close : {reason}",
        "failure.balance-overflow": """
        un solde est trop grand pour les livres ; rien n’a été comptabilisé
        """,
        "failure.defect": "erreur interne de monthend, merci de la signaler : {reason}",
        "failure.not-conserved": """
        {file} : {unit} lu ne correspond pas au \
        comptabilisé, rejeté, doublon, ignoré et en attente
        """,
        "failure.interrupted": "interrompu par {signal} ; relancer est sans risque",
        "failure.no-periods": "les livres n’ont encore aucune période ; en nommer une avec -p",
        "failure.unknown-rule": "la règle {code} n’existe pas ; voir monthend rules list",
        "failure.unknown-party": "{party} n’est pas un tiers de parties.csv",
        "failure.unknown-batch": "les livres ont les lots 1 à {last}, pas {known}",
        "failure.option-of-reports": "{option} ne vaut que pour {reports}",
        "failure.unknown-report": "l’état {name} n’existe pas ; les états sont : {reports}",
        "failure.after-commit": """
        on ne sait pas si le lot a été comptabilisé dans {path} ({reason}) ; \
        relancer est sans risque
        """,
        "failure.zlib": "erreur interne : zlib n’a pas pu démarrer",
    ]
}
