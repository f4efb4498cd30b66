import Accounting
import Formats
import Importers

/// What an importer makes of a file, as far as two readings of the same bytes must agree.
private struct Reading: Equatable {
    var rows = 0
    /// Wrapping sum of every amount.
    var amounts: Int64 = 0
    var flaws: [Flaw] = []
    var refused: Defect?
    var hasEnd = false

    mutating func take(_ draft: Draft) {
        switch draft {
        case .statement(let head): rows &+= head.unit
        case .bank(let bank):
            rows += bank.spans.count
            for amount in bank.amounts { amounts &+= amount }
            flaws += bank.flaws.map(\.flaw)
        case .statementEnd(let tail):
            rows += tail.entries
            flaws += tail.flaws
        case .sales(let sales):
            rows += sales.count
            for amount in sales.grosses { amounts &+= amount }
            flaws += sales.flaws.map(\.flaw)
        case .documents(let documents):
            for document in documents {
                rows += document.lines.count
                for line in document.lines { amounts &+= line.gross }
                flaws += document.flaws
            }
        case .payments(let payments):
            rows += payments.count
            for payment in payments {
                amounts &+= payment.amount
                flaws += payment.flaws
            }
        case .payroll(let journals):
            for journal in journals {
                rows += journal.rows.count
                flaws += journal.flaws
            }
        case .payouts(let payouts):
            rows += payouts.count
            for row in payouts {
                amounts &+= row.net
                flaws += row.flaws
            }
        case .stock(let documents):
            for document in documents {
                rows += document.rows.count
                flaws += document.flaws
            }
        case .cashCounts(let counts):
            rows += counts.count
            for count in counts {
                amounts &+= count.counted
                flaws += count.flaws
            }
        case .vouchers(let vouchers):
            for voucher in vouchers {
                rows += voucher.lines.count
                flaws += voucher.flaws
            }
        case .opening(let voucher):
            rows += voucher.lines.count
            flaws += voucher.flaws
        case .decisions(let decisions): rows += decisions.count
        case .ignored(let ignored): for row in ignored { rows += row.rows }
        case .spoiled(let spoiled):
            rows += spoiled.count
            flaws += spoiled.flatMap(\.flaws)
        case .refused(let flaw): refused = flaw.defect
        case .end: hasEnd = true
        }
    }

    /// - Parameter pieces: how many bytes are fed at once.
    init(_ bytes: UnsafeBufferPointer<UInt8>, _ layout: SourceLayout, pieces: Int) {
        let importer = makeImporter(layout)
        do {
            var rest = bytes[...]
            repeat {
                let piece = rest.prefix(pieces)
                rest = rest.dropFirst(pieces)
                try importer.feed(UnsafeBufferPointer(rebasing: piece), isLast: rest.isEmpty) {
                    take($0)
                }
            } while !rest.isEmpty
        } catch let error as FormatError {
            refused = error.flaw.defect
            importer.drain { take($0) }
        } catch {
            broken("no finding: \(error)")
        }
    }
}

extension Targets {
    /// An importer: every file ends in its end or a refusal, and reads the same in pieces.
    static func importer(_ format: SourceFormat, _ columns: [String: String] = [:]) -> Target {
        { bytes in
            guard let currency = Currency("EUR") else { return }
            var layout = SourceLayout(
                format: format, numbers: NumberFormat(decimal: nil), currency: currency)
            layout.columns = columns
            if format == .bankCSV { layout.account = "1010" }
            let whole = Reading(bytes, layout, pieces: 1 << 20)
            law(whole.hasEnd || whole.refused != nil, "a file ends or is refused")
            let pieces = Reading(bytes, layout, pieces: 61)
            // A refusal counts what came before it, and pieces come to it sooner or later.
            if whole.refused == nil { law(whole == pieces, "pieces are read as the whole") }
            law(
                (whole.refused == nil) == (pieces.refused == nil), "pieces are refused as the whole"
            )
        }
    }
}
