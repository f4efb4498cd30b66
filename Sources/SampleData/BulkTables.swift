/// The texts that bulk files are made of; each bank prefix stands for one account.
enum Bulk {
    /// Each ends with a space, none begins another: an anchored rule catches exactly one.
    static let prefixes: [String] =
        [
            "EDF", "ENGIE", "VEOLIA", "ORANGE", "FREE PRO", "BOUYGUES", "MAIF", "AXA", "URSSAF",
            "DGFIP TVA", "DGFIP IS", "DGFIP CFE", "AGIRC", "MUTUELLE", "LOYER NORD",
            "LOYER SUD", "LEASING AUTO", "LEASING IT", "LOGICIEL RH", "LOGICIEL PAIE",
        ].map { "PRLV \($0) " }
        + [
            "SALAIRES", "FOURN ACIER", "FOURN BOIS", "FOURN PAPIER", "FOURN TEXTILE",
            "HONORAIRES", "AVOCAT", "NOTAIRE", "FORMATION", "TRANSPORT", "DOUANE", "PUBLICITE",
            "SPONSOR", "DIVIDENDE", "ACOMPTE",
        ].map { "VIR EMIS \($0) " }
        + [
            "CLIENT NORD", "CLIENT SUD", "CLIENT EST", "CLIENT OUEST", "CLIENT EXPORT",
            "MARKETPLACE", "SUBVENTION", "CAUTION", "ASSURANCE", "LOYER RECU",
        ].map { "VIR RECU \($0) " }
        + [
            "CARBURANT", "PEAGE", "PARKING", "HOTEL", "RESTAURANT", "TRAIN", "AVION",
            "FOURNITURES", "POSTE", "TAXI",
        ].map { "CB \($0) " }
        + ["REMISE CB ", "REMISE CHEQUES ", "COMMISSION CB ", "FRAIS COMPTE ", "AGIOS "]

    static let names: [String] = (0..<64).map { index in
        let first = ["NORD", "SUD", "EST", "OUEST", "CENTRE", "ALPES", "RHONE", "LOIRE"]
        let last = ["METAL", "BOIS", "CONSEIL", "ENERGIE", "TRANSPORTS", "TEXTILE", "VINS", "PRO"]
        return "\(first[index / 8]) \(last[index % 8])"
    }

    static let ibans: [String] = (0..<64).map { index in
        frenchIban(bank: 30_004, branch: 100 + index, account: 10_000_000_000 + index * 7_919)
    }

    static let ownIban = frenchIban(bank: 30_006, branch: 77, account: 12_345_678_901)

    static let days: [String] = (0..<365).map { (Day(2026, 1, 1) + $0).iso }

    static let categories: [String] = (0..<60).map { "categorie-\(padded($0 + 1, 2))" }

    /// Products of a category.
    static let productsEach = 20
    static let products: [String] = (0..<60 * productsEach).map { "P\(padded($0 + 1, 4))" }

    static let stores: [String] = (1...8).map { "magasin-\(padded($0, 2))" }

    /// Tax of a category: code and rate in per mille, by its index.
    static let taxes: [(code: String, perMille: Int64)] = [
        ("FR20", 200), ("FR10", 100), ("FR55", 55),
    ]

    /// The account a prefix or category posts to, `accounts` of them shared by all.
    static func account(_ index: Int, of accounts: Int, base: Int) -> String {
        String(base + 1 + index % accounts)
    }
}
