internal import Testing

@testable internal import Accounting

@Suite("Currencies and account numbers")
struct CurrencyTests {
    @Test(
        "decimals of the minor unit, ISO 4217",
        arguments: textTable(
            """
            decimals | codes
            0        | JPY KRW XAF XOF XPF CLP ISK VND PYG RWF UGX UYI BIF DJF GNF KMF VUV
            2        | EUR USD GBP CHF CAD AUD MAD MGA MRU SEK DKK NOK PLN CNY INR BRL ZAR HUF
            3        | BHD IQD JOD KWD LYD OMR TND
            4        | CLF UYW
            """))
    func exponents(row: [String]) {
        for code in row[1].split(separator: " ") {
            #expect(Currency(code)?.exponent == Int(row[0]), "\(code)")
            #expect(Currency(code)?.code == String(code))
        }
    }

    @Test(
        "what is no currency",
        arguments: [
            "", "E", "EU", "EURO", "eur", "Eur", "€", "EU ", " EUR", "XXX", "ZZZ", "E€", "123",
        ])
    func none(code: String) { #expect(Currency(code) == nil) }

    @Test("the Caribbean guilder is current since March 2025")
    func caribbeanGuilder() {
        #expect(Currency("XCG")?.exponent == 2)
    }

    @Test("currencies are ordered by code")
    func order() {
        let codes = ["USD", "EUR", "CHF", "GBP", "TND"]
        let sorted = codes.compactMap { Currency($0) }.sorted().map(\.description)
        #expect(sorted == ["CHF", "EUR", "GBP", "TND", "USD"])
    }

    private static let valid = [
        "FR1420041010050500013M02606", "FR7630006000011234567890189", "DE89370400440532013000",
        "GB29NWBK60161331926819", "CH9300762011623852957", "BE68539007547034",
        "NL91ABNA0417164300", "ES9121000418450200051332", "IT60X0542811101000000123456",
        "NO9386011117947", "MT84MALT011000012345MTLCAST001S",
        "LC55HEMM000100010012001200023015", "MC5811222000010123456789030",
    ]

    @Test("account numbers whose check digits hold", arguments: valid)
    func validIBAN(iban: String) {
        #expect(IBAN.isValid(iban))
        #expect(IBAN.looksLikeOne(Array(iban.utf8)[...]))
    }

    @Test("any one digit changed, and any two neighbours swapped, is found", arguments: valid)
    func typos(iban: String) {
        let bytes = Array(iban.utf8)
        var missed: [String] = []
        for index in bytes.indices {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where bytes[index] != digit {
                var changed = bytes
                changed[index] = digit
                let text = String(decoding: changed, as: UTF8.self)
                if IBAN.isValid(text) { missed.append(text) }
            }
            guard index + 1 < bytes.count, bytes[index] != bytes[index + 1] else { continue }
            var swapped = bytes
            swapped.swapAt(index, index + 1)
            let text = String(decoding: swapped, as: UTF8.self)
            if IBAN.isValid(text) { missed.append(text) }
        }
        #expect(missed.isEmpty)
    }

    @Test(
        "what is no account number",
        arguments: [
            "", "FR14", "FR14 2004 1010 0505 0001 3M02 606", "fr1420041010050500013M02606",
            "1420041010050500013M02606FR", "FR1420041010050500013M026060000000000",
            "FR14200410100505000-3M02606", "DE8937040044０532013000", "NO938601111794",
        ])
    func noIBAN(text: String) { #expect(!IBAN.isValid(text)) }

    @Test("blanks and small letters are taken off")
    func normalized() {
        #expect(
            IBAN.normalized(" fr14 2004 1010\u{A0}0505 0001 3m02\u{202F}606\t")
                == "FR1420041010050500013M02606")
    }
}

@Suite("Charts, parties, taxes, places")
struct VocabularyTests {
    @Test("accounts stand in code order and are found by code and role")
    func chart() {
        let chart = Chart([
            Account(code: "512", name: "Banque", kind: .asset, role: .bank),
            Account(code: "411", name: "Clients", kind: .asset, role: .receivable),
            Account(code: "4110", name: "Clients Est", kind: .asset, role: .receivable),
            Account(code: "70", name: "Ventes", kind: .income),
        ])
        #expect(chart.accounts.map(\.code) == ["411", "4110", "512", "70"])
        #expect(chart["512"]?.name == "Banque")
        #expect(chart[.receivable]?.code == "411")
        #expect(chart[.payable] == nil)
        #expect(chart.has("70") && !chart.has("7") && !chart.has(""))
        #expect(AccountKind.allCases.filter(\.isProfitAndLoss) == [.income, .expense])
    }

    private static func party(_ id: String, _ name: String, _ aliases: [String], _ iban: String?)
        -> Party
    {
        Party(
            id: id, name: name, kind: "customer", termsDays: 30, ibans: [iban].compactMap { $0 },
            aliases: aliases)
    }

    @Test(
        "parties by id, name or alias; never by likeness",
        arguments: textTable(
            """
            text           | party
            C1             | C1
            c1             | no
            Café Noir      | C1
            café  noir     | C1
            CAFÉ NOIR␠     | C1
            Cafe Noir      | no
            Le Noir        | C1
            Dupont         | no
            Martin         | C3
            ∅              | no
            """))
    func parties(row: [String]) {
        let parties = Parties([
            Self.party("C3", "Martin", ["martin"], "X2"),
            Self.party("C2", "Dupont", [], "X1"),
            Self.party("C1", "Café Noir", ["Le Noir", "DUPONT"], "X1"),
        ])
        #expect((parties.find(row[0])?.id ?? "no") == row[1])
        #expect(parties.all.map(\.id) == ["C1", "C2", "C3"])
        #expect(parties.find(iban: "X2")?.id == "C3")
        #expect(parties.find(iban: "X1") == nil, "an account of two parties names neither")
    }

    @Test(
        "a party stands for itself until it is merged, then for what it was merged into",
        arguments: textTable(
            """
            party | day        | stands
            C1    | 2026-06-14 | C1
            C1    | 2026-06-15 | C2
            C1    | 2026-06-30 | C2
            C1    | 2026-07-01 | C3
            C2    | 2026-06-30 | C2
            C3    | 2026-12-31 | C3
            X1    | 2026-12-31 | X1
            ∅     | 2026-12-31 | ∅
            L1    | 2026-06-01 | L1
            """))
    func merged(row: [String]) throws {
        func party(_ id: String, into other: String?, _ day: String) throws -> Party {
            var party = Self.party(id, id, [], nil)
            let day = try #require(Day(iso: day))
            party.merged = other.map { ($0, day) }
            return party
        }
        let parties = Parties([
            try party("C1", into: "C2", "2026-06-15"), try party("C2", into: "C3", "2026-07-01"),
            try party("C3", into: nil, "2026-01-01"), try party("L1", into: "L2", "2026-01-01"),
            try party("L2", into: "L1", "2026-01-01"),
        ])
        #expect(parties.standing(for: row[0], on: try #require(Day(iso: row[1]))) == row[2])
    }

    @Test("names in order: without case and accents, ligatures as letters, other scripts last")
    func collation() {
        let names = [
            "abbé", "Abbot", "Agence", "Ångström", "Élan", "elbe", "Eleven", "E\u{301}lise",
            "Łódź", "logic", "oeil", "Œuf", "oeuvre", "straße", "Strasse B", "über", "Ubu", "Ωmega",
            "漢字",
        ]
        let keys = names.map(collationKey)
        for (left, right) in zip(keys.indices, keys.indices.dropFirst()) {
            #expect(
                keys[left].lexicographicallyPrecedes(keys[right]),
                "\(names[left]) < \(names[right])")
        }
        #expect(collationKey("Élise") == collationKey("E\u{301}LISE"))
        #expect(collationKey("Cœur, ıŁß") == Array("coeur, ils".utf8))
        #expect(collationKey("").isEmpty)
    }

    @Test(
        "a tax applies between its days, both included",
        arguments: textTable(
            """
            from       | to         | day        | applies
            2026-01-01 | 2026-12-31 | 2026-01-01 | true
            2026-01-01 | 2026-12-31 | 2026-12-31 | true
            2026-01-01 | 2026-12-31 | 2025-12-31 | false
            2026-01-01 | 2026-12-31 | 2027-01-01 | false
            ∅          | 2026-12-31 | 1999-01-01 | true
            2026-01-01 | ∅          | 2999-01-01 | true
            ∅          | ∅          | 2026-01-01 | true
            """))
    func taxes(row: [String]) throws {
        let tax = Tax(
            code: "V20", rate: Rate(mantissa: 20, scale: 0), from: Day(iso: row[0]),
            to: Day(iso: row[1]), kind: .output, dueOnPayment: false, recoverablePercent: 100,
            account: "44571", waitingAccount: nil)
        #expect(tax.applies(on: try #require(Day(iso: row[2]))) == (row[3] == "true"))
    }

    @Test("places, codes and severities as text and in order")
    func words() {
        #expect(Place(file: "a.csv").description == "a.csv")
        #expect(Place(file: "a.csv", line: 3).description == "a.csv:3")
        #expect(Place(file: "a.csv", line: 3, column: 7).description == "a.csv:3:7")
        #expect(Place(file: "a.csv", line: 0, column: 7).description == "a.csv")
        #expect(
            ["V-101", "A-101", "I-101"].map { Code($0) }.sorted() == ["A-101", "I-101", "V-101"])
        #expect(Severity.allCases.sorted(by: >) == [.error, .warning, .info])
        #expect(Side.receivable.sign == 1 && Side.payable.sign == -1)
        #expect(
            Outcome.allCases.map(\.rawValue)
                == ["posted", "rejected", "duplicate", "ignored", "held"])
    }
}
