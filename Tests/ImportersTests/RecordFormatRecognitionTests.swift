internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

/// Which of the record formats a file's beginning is taken for.
private func recognised(_ bytes: [UInt8]) -> [SourceFormat] {
    let head = Array(bytes.prefix(65536))
    var formats: [SourceFormat] = []
    if BAI2Importer.recognises(head) { formats.append(.bai2) }
    if CFONB120Importer.recognises(head) { formats.append(.cfonb120) }
    if CODAImporter.recognises(head) { formats.append(.coda) }
    if Norma43Importer.recognises(head) { formats.append(.norma43) }
    if QIFImporter.recognises(head) { formats.append(.qif) }
    return formats
}

@Suite("Record formats: each is recognised by itself alone")
struct RecordFormatRecognitionTests {
    @Test(
        "our samples, with a byte order mark and as UTF-16 too",
        arguments: [
            ("bai2/two-accounts.bai2", SourceFormat.bai2), ("bai2/intraday.bai2", .bai2),
            ("bai2/padded-80.bai2", .bai2), ("cfonb120/september.txt", .cfonb120),
            ("cfonb120/two-accounts-unbroken.txt", .cfonb120), ("coda/statement.cod", .coda),
            ("coda/separate-application.cod", .coda), ("norma43/septiembre.n43", .norma43),
            ("norma43/two-accounts.n43", .norma43), ("qif/quicken-us.qif", .qif),
            ("qif/banque-fr.qif", .qif),
        ])
    func samples(name: String, format: SourceFormat) throws {
        let bytes = try BankFiles.fixture(name)
        #expect(recognised(bytes) == [format])
        #expect(recognised([0xEF, 0xBB, 0xBF] + bytes) == [format])
        // Byte by byte: those of Latin-1 are the characters of the same numbers.
        let wide = bytes.flatMap { [0, $0] as [UInt8] }
        #expect(recognised([0xFE, 0xFF] + wide) == [format])
        #expect(recognised(Array(bytes.dropFirst(3))).isEmpty)
    }

    @Test("nothing and next to nothing")
    func nothing() {
        for text in ["", "0", "01", "!", "11", "000", "\n\n", "\u{FEFF}"] {
            #expect(recognised(Array(text.utf8)).isEmpty)
        }
    }
}

@Suite(.enabled(if: BankFiles.hasCorpus, "the corpus is not beside the repository"))
struct RecordFormatCorpusTests {
    @Test func filesOfOtherFormatsAreNotTaken() throws {
        var files = 0
        for folder in ["camt", "mt940", "ofx", "bankcsv", "json", "sales", "fec"] {
            for file in try BankFiles.corpusFiles(folder) {
                #expect(recognised(try BankFiles.corpusFile(file)).isEmpty, "\(file)")
                files += 1
            }
        }
        #expect(files > 500)
    }

    @Test func filesOfTheFormatsAreTaken() throws {
        var counts: [SourceFormat: Int] = [:]
        for folder in ["bai2", "fixedwidth", "accounting"] {
            for file in try BankFiles.corpusFiles(folder) {
                let formats = recognised(try BankFiles.corpusFile(file))
                #expect(formats.count <= 1, "\(file)")
                if let format = formats.first { counts[format, default: 0] += 1 }
            }
        }
        #expect(counts == [.bai2: 15, .cfonb120: 11, .coda: 1, .norma43: 2, .qif: 3])
    }
}
