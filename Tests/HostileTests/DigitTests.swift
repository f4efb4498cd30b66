import Formats
import Importers
import Testing

/// D6 · Every digit of every amount, balance and count changed, every side turned: the control
/// totals of the format catch it, or the field is listed here with the reason why none can.
@Suite("D6: digits that were changed")
struct DigitTests {
    /// Fields that no total of their format controls: nothing in the file can tell the change.
    private static let open: [SourceFormat: [String: String]] = [
        .camt: [
            "Chrgs/Amt": "told apart where it adds up; else the entry posts as one amount",
            "InstdAmt/Amt": "told apart where it adds up; else the entry posts as one amount",
        ],
        .ofx: [
            "STMTTRN/TRNAMT ±": "no opening balance: the books are compared with LEDGERBAL",
            "LEDGERBAL/BALAMT ±": "no opening balance: the books are compared with it",
            "INCOME/TOTAL ±": "investment statements have no cash balance",
            "INVBUY/TOTAL ±": "trades are shown, never posted",
            "STMTTRNP/TRNAMT ±": "pending entries are shown, never posted",
            "ORIGCURRENCY/CURRATE": "told in the entry's text; TRNAMT is converted already",
        ],
        .qif: ["T ±": "no balances and no totals"],
        .bankCSV: [
            "list amount ±": "no column of balances: every row stands for itself",
            "first amount ±": "the opening balance follows from it; the books are compared",
        ],
    ]

    /// Fields that reach nothing: a change leaves what posts as it was.
    private static let unread: [SourceFormat: [String: String]] = [
        .camt: [
            "Bal CLAV/Amt": "available, not booked", "Bal CLAV/CdtDbtInd": "available, not booked",
            "Btch/NbOfTxs": "details are counted by their sum",
            "Rcrd/Amt": "charges of a batch", "Rcrd/CdtDbtInd": "charges of a batch",
            "TxDtls/CdtDbtInd": "of an only transaction: the entry's own counts",
            "TxAmt/Amt foreign": "in another currency",
            "InstdAmt/Amt foreign": "in another currency",
            "Ntry/Amt foreign": "in another currency: the countervalue posts",
            "CntrValAmt/Amt": "of a transaction: the entry's own counts",
            "CcyXchg/XchgRate": "a rate",
        ],
        .mt940: [
            ":64: amount": "available, not booked", ":64: mark": "available, not booked",
            ":65: amount": "forward available", ":65: mark": "forward available",
        ],
        .bai2: ["16 funds": "when an amount is available, not how much it is"],
        .ofx: [
            "AVAILBAL/BALAMT ±": "available, not booked", "INVBUY/UNITS": "a quantity",
            "TRANSFER/UNITS": "a quantity",
            "INVBUY/UNITPRICE": "a price",
        ],
        .norma43: [
            "11 key": "0 is no key stated: a zero has no side",
            "33 key": "0 is no key stated: the sign is the one that adds up",
            "88 records": "some senders count the record itself",
        ],
        .qif: ["T ±": "the balance that a program's list begins with is no entry"],
    ]

    private struct Tally {
        var caught = 0
        var unread = 0
        var open: [String] = []
    }

    @Test("a changed digit is caught, or its field is listed")
    func everyDigit() throws {
        var harness = Harness("D6")
        var tallies: [SourceFormat: [String: Tally]] = [:]
        for statement in Statement.all {
            let bytes = try statement.bytes()
            let layout = try statement.layout()
            let whole = try Reading(bytes, layout)
            // What posts is controlled; interim reports and copies are shown as they are.
            guard whole.isSilent, !whole.posted.amounts.isEmpty else { continue }
            for field in FieldFinder(bytes, statement).fields {
                var tally = tallies[statement.format]?[field.name] ?? Tally()
                for change in field.changes(in: bytes) {
                    harness.count()
                    let changed = try Reading(change.apply(bytes), layout)
                    if !changed.isSilent {
                        tally.caught += 1
                    } else if changed.isAsGood(as: whole) {
                        tally.unread += 1
                    } else {
                        tally.open.append("\(statement.name) at \(change.range.lowerBound)")
                    }
                }
                tallies[statement.format, default: [:]][field.name] = tally
            }
        }
        judge(tallies, &harness)
        harness.finish(floor: Harness.isLong ? 30_000 : 7_000)
    }

    /// Every field is caught each time, or is listed; and no field is listed that is caught.
    private func judge(_ tallies: [SourceFormat: [String: Tally]], _ harness: inout Harness) {
        var caught = 0
        for format in SourceFormat.allCases {
            let fields = tallies[format] ?? [:]
            let open = DigitTests.open[format] ?? [:]
            let unread = DigitTests.unread[format] ?? [:]
            for (name, tally) in fields.sorted(by: { $0.key < $1.key }) {
                caught += tally.caught
                if open[name] == nil {
                    for place in tally.open { harness.violate("\(name) of \(place)") }
                }
                if unread[name] == nil, tally.unread > 0 {
                    harness.violate("\(format) \(name) reaches nothing")
                }
            }
            for name in open.keys.sorted() where fields[name]?.open.isEmpty ?? true {
                harness.violate("\(format) \(name) is listed as open and is not")
            }
            // A sample of the digits need not hold the one that goes unread.
            for name in unread.keys.sorted() where Harness.isLong && fields[name]?.unread ?? 0 == 0
            {
                harness.violate("\(format) \(name) is listed as unread and is not")
            }
        }
        print("D6 caught=\(caught)")
        #expect(caught >= (Harness.isLong ? 25_000 : 5_500))
    }
}
