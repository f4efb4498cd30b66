import Accounting
import Foundation
import Posting
import Testing

/// Flour in kg and sacks of 25, milk in l, bread made of half a kilo of flour.
private func products(_ system: StockPolicy.System) -> Products {
    func item(_ code: String, _ unit: String, stocked: Bool = true) -> Product {
        Product(code: code, name: code, unit: unit, category: "", isStocked: stocked)
    }
    return Products(
        policy: StockPolicy(system: system, cost: .weightedAverage),
        items: [
            item("FLOUR", "kg"), item("MILK", "l"), item("BREAD", "pc", stocked: false),
            item("TIP", "", stocked: false),
        ],
        recipes: ["BREAD": [Component(item: "FLOUR", quantity: 500)]],
        units: ["FLOUR": ["sack": 25_000, "mg": 1], "": ["C62": 1000]])
}

extension Client {
    /// Moves as the book holds them: kind, item, quantity or `counted`, value, location, `of`
    /// the product sold.
    fileprivate func moves() throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            """
            import sqlite3, sys
            for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print(row[0])
            """, folder.appendingPathComponent("book").path,
            """
            SELECT 'move ' || kind || ' ' || p.text || ' '
              || iif(counted IS NULL, printf('%.3f', quantity / 1000.0),
                'counted ' || printf('%.3f', counted / 1000.0))
              || iif(value IS NULL, '', ' = ' || printf('%.2f', value / 100.0))
              || iif(location = '', '', ' in ' || location)
              || iif(s.text IS NULL, '', ' of ' || s.text)
            FROM stock_move m JOIN word p ON p.id = m.product LEFT JOIN word s ON s.id = m.sold
            ORDER BY m.id
            """,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

extension Scenario {
    fileprivate func check(_ system: StockPolicy.System) throws {
        let client = try Client()
        client.products = products(system)
        try client.play(events)
        let shown = try client.shown().filter { !$0.hasPrefix("move") }
        #expect(shown + (try client.moves()) == expected)
        try client.expectWhole()
    }
}

/// Received: Dr 371, Cr 408. Billed: Dr 408, Dr 44566 20 %, Cr 401.
private let perpetual = """
    # goods received without a bill
    stock receipt GR1 2026-01-05 party=S1 ref=PO1: FLOUR 10.000 50.00, MILK 4.000 6.00
    ---
    371 56.00
    408 -56.00
    open S1 GR1 -56.00
    move receipt FLOUR 10.000 = 50.00
    move receipt MILK 4.000 = 6.00

    # the bill settles what it names
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00
    bill B1 S1 2026-01-10: 408 P20 50.00 goods=GR1
    ---
    371 50.00
    401 -60.00
    44566 10.00
    open S1 B1 -60.00
    move receipt FLOUR 10.000 = 50.00

    # the bill comes first
    bill B1 S1 2026-01-04: 408 P20 50.00 goods=GR1
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00
    ---
    371 50.00
    401 -60.00
    44566 10.00
    open S1 B1 -60.00
    move receipt FLOUR 10.000 = 50.00

    # the bill names the order, the party by its name
    stock receipt GR1 2026-01-05 party=Sud ref=PO1: FLOUR 10.000 50.00
    bill B1 S1 2026-01-10: 408 P20 50.00 goods=PO1
    ---
    371 50.00
    401 -60.00
    44566 10.00
    open S1 B1 -60.00
    move receipt FLOUR 10.000 = 50.00

    # another party's bill settles nothing
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00
    bill B1 C1 2026-01-10: 408 P20 50.00 goods=GR1
    ---
    371 50.00
    401 -60.00
    44566 10.00
    open S1 GR1 -50.00
    open C1 B1 -60.00
    open C1 B1 50.00
    move receipt FLOUR 10.000 = 50.00

    # billed in full and dearer by 2.00: a price difference
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00
    bill B1 S1 2026-01-10: 408 P20 52.00 goods=GR1 qty=10.000
    ---
    371 50.00
    401 -62.40
    44566 10.40
    6078 2.00
    open S1 B1 -62.40
    move receipt FLOUR 10.000 = 50.00

    # the dearer bill comes first
    bill B1 S1 2026-01-04: 408 P20 52.00 goods=GR1 qty=10.000
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00
    ---
    371 50.00
    401 -62.40
    44566 10.40
    6078 2.00
    open S1 B1 -62.40
    move receipt FLOUR 10.000 = 50.00

    # cheaper by 2.00
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00
    bill B1 S1 2026-01-10: 408 P20 48.00 goods=GR1 qty=10.000
    ---
    371 50.00
    401 -57.60
    44566 9.60
    6078 -2.00
    open S1 B1 -57.60
    move receipt FLOUR 10.000 = 50.00

    # dearer, but nothing says that it is all: what differs stays open
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00
    bill B1 S1 2026-01-10: 408 P20 52.00 goods=GR1
    ---
    371 50.00
    401 -62.40
    408 2.00
    44566 10.40
    open S1 B1 -62.40
    open S1 B1 2.00
    move receipt FLOUR 10.000 = 50.00

    # billed in part: the rest stays open, whatever the price
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00
    bill B1 S1 2026-01-10: 408 P20 20.80 goods=GR1 qty=4.000
    ---
    371 50.00
    401 -24.96
    408 -29.20
    44566 4.16
    open S1 GR1 -29.20
    open S1 B1 -24.96
    move receipt FLOUR 10.000 = 50.00

    # the second part, 31.20, bills it in full: 52.00 − 50.00
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00
    bill B1 S1 2026-01-10: 408 P20 20.80 goods=GR1 qty=4.000
    run
    bill B2 S1 2026-02-10: 408 P20 31.20 goods=GR1 qty=6.000
    ---
    371 50.00
    401 -62.40
    44566 10.40
    6078 2.00
    open S1 B1 -24.96
    open S1 B2 -37.44
    move receipt FLOUR 10.000 = 50.00

    # an order in two deliveries, billed at once between them
    stock receipt GR1 2026-01-05 party=S1 ref=PO1: FLOUR 5.000 25.00
    bill B1 S1 2026-01-06: 408 P20 51.00 goods=PO1 item=FLOUR qty=10.000
    stock receipt GR2 2026-01-09 party=S1 ref=PO1: FLOUR 5.000 25.00
    ---
    371 50.00
    401 -61.20
    44566 10.20
    6078 1.00
    open S1 B1 -61.20
    move receipt FLOUR 5.000 = 25.00
    move receipt FLOUR 5.000 = 25.00

    # items of a receipt: two sacks are 50 kg, and the milk is not billed
    stock receipt GR1 2026-01-05 party=S1: FLOUR 50.000 100.00, MILK 4.000 6.00
    bill B1 S1 2026-01-10: 408 P20 101.00 goods=GR1 item=FLOUR qty=2.000 unit=sack
    ---
    371 106.00
    401 -121.20
    408 -5.00
    44566 20.20
    open S1 GR1 -5.00
    open S1 B1 -121.20
    move receipt FLOUR 50.000 = 100.00
    move receipt MILK 4.000 = 6.00

    # and once it is: 101.00 + 7.00 − 106.00
    stock receipt GR1 2026-01-05 party=S1: FLOUR 50.000 100.00, MILK 4.000 6.00
    bill B1 S1 2026-01-10: 408 P20 101.00 goods=GR1 item=FLOUR qty=2.000 unit=sack,
        408 P20 7.00 goods=GR1 item=MILK qty=4.000 unit=C62
    ---
    371 106.00
    401 -129.60
    44566 21.60
    6078 2.00
    open S1 B1 -129.60
    move receipt FLOUR 50.000 = 100.00
    move receipt MILK 4.000 = 6.00

    # more is billed than came: what is too much stays open
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00
    bill B1 S1 2026-01-10: 408 P20 60.00 goods=GR1 qty=12.000
    ---
    371 50.00
    401 -72.00
    408 10.00
    44566 12.00
    open S1 B1 -72.00
    open S1 B1 10.00
    move receipt FLOUR 10.000 = 50.00

    # tax of which half is recovered is part of the price: 50.00 + 5.00
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00
    bill B1 S1 2026-01-10: 408 P20H 50.00 goods=GR1 qty=10.000
    ---
    371 50.00
    401 -60.00
    44566 5.00
    6078 5.00
    open S1 B1 -60.00
    move receipt FLOUR 10.000 = 50.00

    # goods sent back, and the credit note for them
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00
    bill B1 S1 2026-01-06: 408 P20 50.00 goods=GR1
    stock supplier_return RT1 2026-01-08 party=S1: FLOUR 2.000 10.00
    scredit CN1 S1 2026-01-10: 408 P20 10.00 goods=RT1
    ---
    371 40.00
    401 -48.00
    44566 8.00
    open S1 B1 -60.00
    open S1 CN1 12.00
    move receipt FLOUR 10.000 = 50.00
    move supplier_return FLOUR -2.000 = 10.00

    # a bank line pays no goods that have no bill
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00
    statement S1 512 opening=0.00: 2026-01-20 -50.00 GR1 party=Sud
    ---
    371 50.00
    408 -50.00
    471 50.00
    512 -50.00
    open S1 GR1 -50.00
    move receipt FLOUR 10.000 = 50.00

    # the same document again, and another content under its number
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00
    stock receipt GR1 2026-01-05 party=S1: FLOUR 11.000 55.00
    ---
    371 50.00
    408 -50.00
    open S1 GR1 -50.00
    rows rejected 1
    rows duplicate 1
    move receipt FLOUR 10.000 = 50.00

    # one bad row holds its document
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00, TEA 1.000 3.00
    stock receipt GR2 2026-01-05 party=S1: FLOUR 10.000
    stock receipt GR3 2026-01-05 party=S1: FLOUR 1.000 2.00 unit=oz
    stock issue IS1 2026-01-05: FLOUR 0.500 unit=mg
    stock waste WA1 2026-01-05: TIP 1.000
    ---
    rows held 6

    # a value that is not quantity × cost: 10.000 × 5.00
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.01 cost=5.00
    stock receipt GR2 2026-01-05 party=S1: FLOUR 10.000 -50.00
    stock receipt GR3 2026-01-05 party=S1: FLOUR 10.000 50.00 cost=5.00
    ---
    371 50.00
    408 -50.00
    open S1 GR3 -50.00
    rows rejected 2
    move receipt FLOUR 10.000 = 50.00

    # goods that cost nothing
    stock receipt GR1 2026-01-05 party=S1: FLOUR 1.000 0.00
    ---
    move receipt FLOUR 1.000 = 0.00

    # moves that have no entry of their own
    stock opening OP 2026-01-01: FLOUR 10.000 50.00 in=shop
    stock issue IS1 2026-01-05: FLOUR 0.500
    stock waste WA1 2026-01-05: FLOUR 0.040 unit=sack
    stock transfer TR1 2026-01-06: FLOUR 2.000 in=shop to=van
    stock count CO1 2026-01-31: FLOUR 6.500 in=shop, MILK 0.000
    stock count CO1 2026-01-31: FLOUR 6.500 in=shop, MILK 0.000
    ---
    rows duplicate 2
    move opening FLOUR 10.000 = 50.00 in shop
    move issue FLOUR -0.500
    move waste FLOUR -1.000
    move transfer FLOUR -2.000 in shop
    move transfer FLOUR 2.000 in van
    move count FLOUR counted 6.500 in shop
    move count MILK counted 0.000
    """

private let periodic = """
    # bills go to purchases, receipts move stock alone
    stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00
    bill B1 S1 2026-01-10: 607 P20 52.00 goods=GR1 qty=10.000
    stock count CO1 2026-01-31: FLOUR 4.000
    ---
    401 -62.40
    44566 10.40
    607 52.00
    open S1 B1 -62.40
    move receipt FLOUR 10.000 = 50.00
    move count FLOUR counted 4.000
    """

private let sold = """
    # a store-day is one move a product; made of others it moves these
    till paris 2026-01-10: O1 food - 6.00 card item=BREAD qty=2.000, O2 food - 3.00 card item=BREAD,
        O3 food - 5.00 card item=MILK qty=4.000, O4 food - 1.00 card item=TIP, O5 food - 1.00 card
    ---
    517 16.00
    707 -16.00
    move sale FLOUR -1.500 in paris of BREAD
    move sale MILK -4.000 in paris

    # given back: by its amount, whatever sign the quantity has
    till paris 2026-01-10: O1 food - 9.00 card item=BREAD qty=3.000,
        O2 food - -3.00 card item=BREAD qty=1.000, O3 food - -3.00 card item=BREAD qty=-1.000
    ---
    517 3.00
    707 -9.00
    7097 6.00
    move sale FLOUR -1.500 in paris of BREAD
    move customer_return FLOUR 1.000 in paris of BREAD

    # store-days apart; a free one by its quantity
    till paris 2026-01-10: O1 food - 1.00 card item=MILK
    till lyon 2026-01-10: O1 food - 0.00 card item=MILK qty=2.000
    till paris 2026-01-11: O2 food - 0.00 card item=MILK qty=-1.000
    ---
    517 1.00
    707 -1.00
    move sale MILK -1.000 in paris
    move sale MILK -2.000 in lyon
    move customer_return MILK 1.000 in paris

    # what is not listed moves nothing; voided, held and known orders neither
    till paris 2026-01-10: O1 food - 1.00 card item=TEA, O2 food - 1.00 card item=TEA
    till paris 2026-01-10: O3 food - 1.00 card item=MILK status=void,
        O4 food - 1.00 cheque item=MILK, O5 food - 1.00 card item=MILK
    till paris 2026-01-10: O5 food - 1.00 card item=MILK
    ---
    517 3.00
    707 -3.00
    rows duplicate 1
    rows ignored 1
    rows held 1
    move sale MILK -1.000 in paris
    """

@Suite struct StockDocumentScenarios {
    @Test(arguments: Scenario.all(perpetual)) func postsPerpetually(_ scenario: Scenario) throws {
        try scenario.check(.perpetual)
    }

    @Test(arguments: Scenario.all(periodic)) func postsPeriodically(_ scenario: Scenario) throws {
        try scenario.check(.periodic)
    }

    @Test(arguments: Scenario.all(sold)) func movesWhatIsSold(_ scenario: Scenario) throws {
        try scenario.check(.perpetual)
    }

    @Test func whatIsNotListedIsToldOnceAFile() throws {
        let client = try Client()
        client.products = products(.perpetual)
        try client.play([
            "till paris 2026-01-10: O1 food - 1.00 card item=TEA, O2 food - 1.00 card item=TEA",
            "till paris 2026-01-11: O3 food - 1.00 card item=COCOA",
        ])
        let told = client.receipts.flatMap(\.findings).filter { $0.code == "V-198" }
        #expect(told.map { "\($0.place.line) \($0.found)" } == ["2 TEA", "2 COCOA"])
    }

    /// Without a policy sales move nothing, and no product is asked for.
    @Test func aClientWithoutStockHasNoMoves() throws {
        let client = try Client()
        try client.play(["till paris 2026-01-10: O1 food - 1.00 card item=TEA"])
        #expect(try client.moves().isEmpty)
        #expect(client.codes.isEmpty)
    }

    /// The item is added to items.csv: the document posts when it is judged again.
    @Test func aHeldDocumentIsJudgedAgain() throws {
        let client = try Client()
        try client.play(["stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00"])
        #expect(client.codes == ["V-196"])
        client.products = products(.perpetual)
        try client.play(["again"])
        #expect(try client.entries(of: "408") == ["2026-01-05 2026-01-05 stock-document -50.00"])
        try client.expectWhole()
    }

    /// A locked month: the entry goes to the next day that is open, the move keeps its own.
    @Test func aLateReceiptPostsAfterTheLock() throws {
        let client = try Client()
        client.products = products(.perpetual)
        try client.play([
            "lock 2026-01-31", "stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00",
            "bill B1 S1 2026-02-03: 408 - 51.00 goods=GR1 qty=10.000",
        ])
        #expect(
            try client.entries(of: "408") == [
                "2026-02-01 2026-01-05 stock-document -50.00", "2026-02-03 2026-02-03 bill 51.00",
                "2026-02-03 2026-02-03 price-difference -1.00",
            ])
        try client.expectWhole()
    }

    /// The cheaper bill of February is read before the receipt of January: what they differ by is
    /// known in February.
    @Test func aDifferenceIsOfTheLaterDay() throws {
        let client = try Client()
        client.products = products(.perpetual)
        try client.play([
            "bill B1 S1 2026-02-03: 408 - 48.00 goods=GR1 qty=10.000",
            "stock receipt GR1 2026-01-05 party=S1: FLOUR 10.000 50.00",
        ])
        let entries = try client.entries(of: "408")
        #expect(
            entries == [
                "2026-01-05 2026-01-05 stock-document -50.00", "2026-02-03 2026-02-03 bill 48.00",
                "2026-02-03 2026-02-03 price-difference 2.00",
            ])
        try client.expectWhole()
    }

    /// A duplicate names the document it equals, though that one has no entry.
    @Test func aDuplicateNamesItsTwin() throws {
        let client = try Client()
        client.products = products(.perpetual)
        let count = "stock count CO1 2026-01-31: FLOUR 6.500"
        try client.play([count, "run", count])
        let finding = try #require(client.receipts.last?.findings.first)
        #expect(finding.code == "I-303")
        #expect(finding.arguments["twin"] == "0.stock:2")
    }
}
