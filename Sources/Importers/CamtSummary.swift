internal import Accounting

/// One sum of a bank's summary (`TxsSummry`) beside what the entries give.
///
/// Banks count what they list or what they booked, sum without signs or with them, and some write
/// the sum of debits with a minus: what is declared holds where it is any of these.
struct CamtSummary {
    private(set) var declared: [DeclaredTotal] = []

    var holds: Bool { declared.allSatisfy { $0.declared.equals($0.counted) } }

    init(_ total: CamtTotal, _ counts: CamtCounts) {
        var booked = counts.all
        booked.subtract(counts.unbooked)
        let listed = CamtSummary(total, counts.all)
        let bookedOnly = CamtSummary(total, booked)
        self = !listed.holds && bookedOnly.holds ? bookedOnly : listed
    }

    private init(_ total: CamtTotal, _ sides: CamtCounts.Sides) {
        let (credits, debits) = (sides.credits, sides.debits)
        var net = credits.sum
        net.add(-debits.sum)
        var gross = credits.sum
        gross.add(debits.sum)
        let name: String
        let count: Int
        let sums: [Exact]
        switch total.field {
        case .creditTotal: (name, count, sums) = ("TtlCdtNtries", credits.count, [credits.sum])
        case .debitTotal:
            (name, count, sums) = ("TtlDbtNtries", debits.count, [debits.sum, -debits.sum])
        default: (name, count, sums) = ("TtlNtries", credits.count + debits.count, [gross, net])
        }
        func compare(_ part: String, _ declared: Exact?, _ counted: [Exact]) {
            guard let declared, let first = counted.first else { return }
            self.declared.append(
                DeclaredTotal(
                    name: name + part, declared: declared,
                    counted: counted.first { $0.equals(declared) } ?? first, line: total.line))
        }
        compare("/NbOfNtries", total.count, [Exact(mantissa: Int128(count), scale: 0)])
        compare("/Sum", total.sum, sums)
        if let isDebit = total.isDebit {
            compare("/TtlNetNtry", total.net.map { isDebit ? -$0 : $0 }, [net])
        }
    }
}
