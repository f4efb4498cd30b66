import Accounting
import Formats
import Testing

@testable import Importers

@Suite struct DecisionsTests {
    private func read(_ format: SourceFormat, _ text: String, pieces: Int = 1) throws -> [String] {
        let euro = try #require(Currency("EUR"))
        let layout = SourceLayout(
            format: format, numbers: NumberFormat(decimal: nil), currency: euro)
        var shown: [String] = []
        let importer = makeImporter(layout)
        let bytes = Array(text.utf8)
        let size = max(1, (bytes.count + pieces - 1) / pieces)
        for start in stride(from: 0, to: bytes.count, by: size) {
            let end = min(bytes.count, start + size)
            try bytes[start..<end].withUnsafeBufferPointer {
                try importer.feed($0, isLast: end == bytes.count) { draft in
                    switch draft {
                    case .decisions(let decisions):
                        shown += decisions.map { row in
                            let place = [row.party, row.document, row.instalment]
                            let flaws = row.flaws.map { "\($0.defect)" }
                            return
                                ([String(row.span.line), row.question, row.decision] + place
                                + flaws).joined(separator: "|")
                        }
                    case .end(let rows): shown.append("end \(rows)")
                    default: break
                    }
                }
            }
        }
        return shown
    }

    private let list = """
        id,file,line,date,amount,currency,text,party,document,instalment,open,evidence,decision
        La1,a.csv,2,2026-09-05,120.00,EUR,"A, B",,,,,,
        La1,a.csv,2,2026-09-05,120.00,EUR,"A, B",C1,F-1,1,120.00,amount,yes
        ,a.csv,2,2026-09-05,120.00,EUR,X,C1,F-1,1,120.00,amount,no

        """

    @Test(arguments: [1, 3, 1000]) func matchListIsRead(_ pieces: Int) throws {
        let expected = [
            "2|La1||||", "3|La1|yes|C1|F-1|1", "4||no|C1|F-1|1|fieldMissing", "end 3",
        ]
        #expect(try read(.matchesCSV, list, pieces: pieces) == expected)
    }

    /// As a spreadsheet of another country saves it.
    @Test(arguments: [";", "\t"]) func separatorIsTheHeaders(_ separator: String) throws {
        let text = """
            id,kind,date,amount,currency,text,question,proposal,answer
            La1,bank-line,05/09/2026,X,EUR,TEXT,WHAT,,606100

            """.replacing(",", with: separator)
        #expect(try read(.questionsCSV, text) == ["2|La1|606100|||", "end 1"])
    }

    @Test func quotedAnswersKeepTheirSeparator() throws {
        let text = "id;answer\nLa1;\"606100;FR20\"\n"
        #expect(try read(.questionsCSV, text) == ["2|La1|606100;FR20|||", "end 1"])
    }

    @Test func missingColumnIsRefused() {
        #expect(throws: FormatError.self) { try read(.questionsCSV, "id,reply\nLa1,606\n") }
    }
}
