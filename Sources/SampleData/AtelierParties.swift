/// The studio, and those it works for and buys from.
enum AtelierParties {
    static let own = french(
        "", "Atelier Nord SAS", "", 83_492_157, terms: 30, branch: 810, account: 102_030_405)
    /// Accounts in EUR, USD and CHF.
    static let ownIbans = [
        own.iban, frenchIban(bank: 30_004, branch: 810, account: 102_030_413),
        frenchIban(bank: 30_004, branch: 810, account: 102_030_421),
    ]

    static let customers: [Party] = [
        customer(1, "Lille Habitat Métropole", 30, "LHM"),
        customer(2, "Brasserie Cuvelier", 30),
        customer(3, "Groupe Delattre Logistique", 30),
        customer(4, "Roubaix Textile Lab", 30),
        customer(5, "Port de Dunkerque Services", 30),
        customer(6, "Clinique du Parc Barbieux", 30),
        customer(7, "Wattrelos Mécanique", 30),
        customer(8, "Maison Vandamme", 30, "Vandamme & Fils"),
        customer(9, "Hôtel Bellevue Lille", 30),
        customer(10, "Hauts Tourisme SEM", 30),
        foreign(
            "C011", "Bureau Janssens BV", "BE", 30, "068943601755", vat: "BE0428759497",
            legal: "0428759497"),
        foreign(
            "C012", "Rheinwerk Planung GmbH", "DE", 60, "370400440532013011", vat: "DE811907980",
            legal: "HRB52497"),
        foreign(
            "C013", "Van Dijk Ruimte BV", "NL", 30, "INGB0674396041", vat: "NL812376415B02",
            legal: "61834217"),
        foreign("C014", "Thames Fitout Ltd", "GB", 30, "NWBK60161331926819", legal: "08123456"),
        foreign("C015", "Hudson Interiors Inc", "US", 30, "", legal: "US-NY-4471203"),
        foreign("C016", "Cascade Retail Group LLC", "US", 30, "", legal: "US-OR-1187735"),
        foreign(
            "C017", "Seehaus Architekten AG", "CH", 30, "00762011623852957",
            legal: "CHE-112.233.446"),
        foreign(
            "C018", "Alpine Möbel GmbH", "CH", 30, "00230012345678901", legal: "CHE-227.115.908"),
        merged,
    ]

    /// Taken over by C003 in August.
    private static var merged: Party {
        var party = customer(19, "Delattre Transports", 30)
        party.merged = ("C003", Day(2026, 8, 15))
        return party
    }

    static let suppliers: [Party] = [
        supplier(1, "SCI Faidherbe", 5, "613200", "FRA20"),
        supplier(2, "Flandre Énergie", 15, "606100", "FRA20"),
        supplier(3, "Nordcom Télécom", 15, "626000", "FRA20"),
        foreign(
            "S004", "Studio Kessler GmbH", "DE", 30, "500105175407324931", vat: "DE264871935",
            legal: "HRB88120", account: "604000", code: "FRC20"),
        foreign(
            "S005", "Cloudvane Ltd", "IE", 15, "AIBK93115212345678", vat: "IE6388047V",
            legal: "543218", account: "651100", code: "FRC20"),
        foreign(
            "S006", "Renderfarm Polska sp. z o.o.", "PL", 30, "109010140000071219812874",
            vat: "PL5260250274", legal: "0000215630", account: "604000", code: "FRC20"),
        foreign(
            "S007", "Pixelbase Inc", "US", 30, "", legal: "US-DE-7723108", account: "651100",
            code: "FRC20"),
        supplier(8, "Maquettes Desmet", 30, "604100", "FRA20"),
        supplier(9, "Imprimerie Lecocq", 30, "606800", "FRA20"),
        supplier(10, "Inès Carlier", 15, "604000", "EXO"),
        supplier(11, "Cabinet Morel", 15, "622600", "FRAS20"),
        supplier(12, "Voyages Septentrion", 15, "625100", "FRA10"),
        supplier(13, "Bureau Matériel Nord", 30, "606400", "FRA20"),
        foreign(
            "S014", "Keller Treuhand AG", "CH", 30, "00483012345678009", legal: "CHE-105.942.077",
            account: "622600", code: "FRC20"),
    ]

    /// Those that pay journals owe to, by the account they are owed on.
    static let agencies: [(account: String, party: Party)] = [
        ("431000", agency("A001", "URSSAF")), ("437300", agency("A002", "AGIRC-ARRCO")),
        ("437500", agency("A003", "Mutuelle des Flandres")), ("442100", agency("A004", "DGFIP")),
    ]

    private static func agency(_ id: String, _ name: String) -> Party {
        Party(id: id, name: name, kind: "supplier", terms: 15, iban: "")
    }

    private static func french(
        _ id: String, _ name: String, _ kind: String, _ digits: Int, terms: Int, branch: Int,
        account: Int
    ) -> Party {
        let number = siren(digits)
        return Party(
            id: id, name: name, kind: kind, terms: terms,
            iban: frenchIban(bank: 30_004, branch: branch, account: account),
            vat: frenchVAT(number), legalID: number)
    }

    private static func customer(
        _ number: Int, _ name: String, _ terms: Int, _ alias: String = ""
    ) -> Party {
        var party = french(
            "C" + padded(number, 3), name, "customer", 41_300_200 + number * 7_411, terms: terms,
            branch: 500 + number, account: 6_100_017 * number)
        party.alias = alias
        party.account = "706100"
        return party
    }

    private static func supplier(
        _ number: Int, _ name: String, _ terms: Int, _ account: String, _ code: String
    ) -> Party {
        var party = french(
            "S" + padded(number, 3), name, "supplier", 52_700_100 + number * 9_137, terms: terms,
            branch: 700 + number, account: 8_200_019 * number)
        party.account = account
        party.taxCode = code
        return party
    }

    private static func foreign(
        _ id: String, _ name: String, _ country: String, _ terms: Int, _ account: String,
        vat: String = "", legal: String, account expense: String = "", code: String = ""
    ) -> Party {
        let isCustomer = id.hasPrefix("C")
        var party = Party(
            id: id, name: name, kind: isCustomer ? "customer" : "supplier", terms: terms,
            iban: account.isEmpty ? "" : iban(country: country, account: account), vat: vat)
        party.legalID = legal
        party.country = country
        party.account = isCustomer ? (vat.isEmpty ? "706300" : "706200") : expense
        party.taxCode = code
        return party
    }

    static var csv: String {
        let rows = (customers + suppliers + agencies.map(\.party)).map { party in
            record(
                party.id, party.name, party.kind, String(party.terms), party.iban, party.vat,
                party.alias, party.legalID, party.account, party.taxCode,
                party.merged?.into ?? "", party.merged?.on.iso ?? "")
        }
        let header =
            "id,name,kind,terms_days,iban,vat_number,alias,legal_id,account,tax_code,"
            + "merged_into,merged_on"
        return ([header] + rows).joined(separator: "\n") + "\n"
    }
}

/// What one euro is in dollars and francs on each bank day, as a central bank might fix it.
enum AtelierRates {
    static var csv: String {
        var random = SplitMix64(seed: 1_999)
        var (dollar, franc) = (10_842, 9_431)
        var rows = ["date,base,quote,rate"]
        var day = Day(2026, 6, 24)
        while day <= Day(2026, 10, 7) {
            if day.weekday < 5 {
                dollar += random.between(-42, 45)
                franc += random.between(-18, 17)
                rows.append("\(day.iso),EUR,USD,\(rate(dollar))")
                rows.append("\(day.iso),EUR,CHF,\(rate(franc))")
            }
            day = day + 1
        }
        return rows.joined(separator: "\n") + "\n"
    }

    private static func rate(_ tenThousandths: Int) -> String {
        "\(tenThousandths / 10_000).\(padded(tenThousandths % 10_000, 4))"
    }
}
