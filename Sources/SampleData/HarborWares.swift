/// Something the shop sells, or packs what it sells in; amounts in cents, before tax.
struct Ware {
    let code: String
    let name: String
    let unit: String
    let category: String
    /// 0 where it is not sold itself.
    let price: Int64
    /// What a supplier asks for one in July; 0 of what is made of others.
    let cost: Int64
    /// Its place among the suppliers.
    let supplier: Int
    /// How many a case of it holds; what is ordered is whole cases.
    let caseSize: Int
    /// What an order fills the shelf up to.
    let target: Int
    /// How often it is sold online and in the store.
    let online: Int
    let store: Int
}

/// What the shop of `pipelines/harbor-goods` sells and keeps.
enum HarborWares {
    static let all: [Ware] = [
        ware("MUG-01", "Harbor Mug", "Kitchen", 1_800, 640, 0, 24, 150, 16, 18),
        ware("PLT-01", "Stoneware Plate", "Kitchen", 2_600, 985, 0, 12, 90, 10, 8),
        ware("LMP-01", "Brass Lantern", "Home", 8_400, 3_850, 0, 4, 28, 5, 3),
        ware("TWL-01", "Linen Towel", "Kitchen", 2_400, 915, 1, 20, 140, 14, 12),
        ware("TEE-01", "Pier Tee", "Apparel", 3_200, 1_125, 1, 12, 110, 12, 12),
        ware("HOD-01", "Watch Hoodie", "Apparel", 6_800, 2_790, 1, 6, 48, 8, 6),
        ware("SOP-01", "Kelp Soap", "Bath", 950, 285, 2, 36, 190, 12, 20),
        ware("BLK-01", "Salt Scrub, bulk", "Bath", 0, 520, 2, 40, 100, 0, 0, unit: "lb"),
        ware("CND-01", "Tide Candle", "Home", 2_200, 805, 4, 12, 110, 12, 11),
        ware("MAT-01", "Rope Doormat", "Home", 4_800, 1_970, 4, 6, 46, 6, 3),
        ware("BOX-01", "Gift Box", "Packaging", 0, 185, 3, 50, 150, 0, 0),
        ware("KIT-01", "Galley Kit", "Kits", 6_200, 0, 0, 1, 0, 9, 4),
        ware("RFL-01", "Scrub Refill", "Bath", 800, 0, 0, 1, 0, 0, 11),
    ]

    /// What one of a product takes of others, in thousandths of their units.
    static let recipes: [String: [(item: String, quantity: Int64)]] = [
        "KIT-01": [("MUG-01", 2_000), ("TWL-01", 1_000), ("SOP-01", 1_000), ("BOX-01", 1_000)],
        "RFL-01": [("BLK-01", 750)],
    ]

    static func named(_ code: String) -> Ware? { all.first { $0.code == code } }

    static var kept: [Ware] { all.filter { recipes[$0.code] == nil } }

    /// items.csv of the client; what is sold online is taxed by where it goes.
    static var csv: String {
        let header =
            "item,name,unit,category,stock_account,cost_account,list_price,tax_code,stocked"
        let rows = all.map { ware in
            record(
                ware.code, ware.name, ware.unit, ware.category, "", "",
                ware.price == 0 ? "" : money(ware.price), "",
                recipes[ware.code] == nil ? "true" : "false")
        }
        return ([header] + rows).joined(separator: "\n") + "\n"
    }

    private static func ware(
        _ code: String, _ name: String, _ category: String, _ price: Int64, _ cost: Int64,
        _ supplier: Int, _ caseSize: Int, _ target: Int, _ online: Int, _ store: Int,
        unit: String = "ea"
    ) -> Ware {
        Ware(
            code: code, name: name, unit: unit, category: category, price: price, cost: cost,
            supplier: supplier, caseSize: caseSize, target: target, online: online, store: store)
    }
}

/// Those the shop buys from, and the firms it works for.
enum HarborParties {
    static let customers: [Party] = [
        Party(
            id: "C001", name: "Cape Inn LLC", kind: "customer", terms: 30, iban: "",
            country: "US"),
        Party(
            id: "C002", name: "Harbor Day School", kind: "customer", terms: 30, iban: "",
            country: "US"),
    ]

    static let suppliers: [Party] = [
        supplier(1, "Blue Ridge Pottery LLC", 30, "Blue Ridge Pottery"),
        supplier(2, "Cape Fear Textiles Inc", 30),
        supplier(3, "Tidewater Soap Works", 15),
        supplier(4, "Seaboard Packaging Corp", 30),
        supplier(5, "Outer Banks Candle Co", 15),
        supplier(6, "Lane & Oduya CPA", 15),
        supplier(7, "Lighthouse Media", 15),
    ]

    private static func supplier(
        _ number: Int, _ name: String, _ terms: Int, _ alias: String = ""
    ) -> Party {
        Party(
            id: "S" + padded(number, 3), name: name, kind: "supplier", terms: terms, iban: "",
            alias: alias, country: "US")
    }

    static var csv: String {
        let rows = (customers + suppliers).map { party in
            record(party.id, party.name, party.kind, String(party.terms), "", "", party.alias)
        }
        return (["id,name,kind,terms_days,iban,vat_number,alias"] + rows)
            .joined(separator: "\n") + "\n"
    }
}
