/// Those the café sells to and buys from.
enum CafeParties {
    static let ownIbans = [
        "FR7630006000011234567890189",
        frenchIban(bank: 10_278, branch: 6_021, account: 20_345_678),
        frenchIban(bank: 42_559, branch: 10_000, account: 8_012_345_678),
    ]

    static let customers: [Party] = [
        customer(1, "Hôtel Beaurivage", 30),
        customer(2, "Brasserie du Marché", 30, "Marché Brasserie SARL"),
        customer(3, "Bureau Vallier SAS", 30),
        customer(4, "Épicerie Monceau", 15),
        customer(5, "Restaurant Les Tilleuls", 30, "Tilleuls SAS|Les Tilleuls"),
        customer(6, "Traiteur Fontanel", 45),
        customer(7, "Coworking Nord", 30),
        customer(8, "Théâtre des Quais", 30),
        customer(9, "Clinique Saint-Roch", 60),
        customer(10, "Librairie Page 48", 30),
        customer(11, "Cinéma Le Palace", 30),
        customer(12, "Agence Orme", 30),
    ]

    static let suppliers: [Party] = [
        supplier(1, "Torréco Import", 30),
        Party(
            id: "S002", name: "Koffiehandel Maas BV", kind: "supplier", terms: 30,
            iban: iban(country: "NL", account: "ABNA0417164300"), vat: "NL854502130B01"),
        supplier(3, "Laiterie des Alpes", 15),
        supplier(4, "Pâtisserie Morel", 15),
        supplier(5, "Brasserie de l’Ourcq", 30, "Bières de l'Ourcq"),
        supplier(6, "Emballages Rhône", 30),
        supplier(7, "Immobilière Bastille", 5),
        supplier(8, "SCI Croix-Rousse", 10),
        supplier(9, "Cabinet Delorme", 15),
        supplier(10, "Machines Percol", 30),
    ]

    private static func customer(
        _ number: Int, _ name: String, _ terms: Int, _ alias: String = ""
    ) -> Party {
        Party(
            id: "C" + padded(number, 3), name: name, kind: number == 10 ? "both" : "customer",
            terms: terms,
            iban: frenchIban(bank: 30_002, branch: 400 + number, account: 7_000_001 * number),
            vat: frenchVAT(padded(410_200_300 + number * 1_117, 9)), alias: alias)
    }

    private static func supplier(
        _ number: Int, _ name: String, _ terms: Int, _ alias: String = ""
    ) -> Party {
        Party(
            id: "S" + padded(number, 3), name: name, kind: "supplier", terms: terms,
            iban: frenchIban(bank: 30_003, branch: 900 + number, account: 9_100_013 * number),
            vat: frenchVAT(padded(520_300_400 + number * 2_239, 9)), alias: alias)
    }

    static var csv: String {
        let rows = (customers + suppliers).map { party in
            record(
                party.id, party.name, party.kind, String(party.terms), party.iban, party.vat,
                party.alias)
        }
        return (["id,name,kind,terms_days,iban,vat_number,alias"] + rows)
            .joined(separator: "\n") + "\n"
    }
}
