internal import Accounting
internal import Formats
internal import Testing

@testable internal import Importers

@Suite("camt: places, pieces, files that are none")
struct CamtPlaceTests {
    @Test(
        "every entry's span slices to <Ntry>…</Ntry>, whatever the pieces",
        arguments: [1 << 18, 1, 7, 100])
    func spans(size: Int) throws {
        var file = CamtFile()
        let long = String(repeating: "é", count: 3000)
        file.entries = [
            CamtFile.entry("1.00"),
            CamtFile.entry("2.00", rest: "<AddtlNtryInf>\(long)</AddtlNtryInf>"),
            CamtFile.entry("3.00").replacing("<Ntry>", with: "<Ntry x='>' y='\(long)' >"),
            "<!-- <Ntry> -->" + CamtFile.entry("4.00"),
        ]
        for head in [file.head, "\u{FEFF}" + file.head, ""] {
            file.head = head
            let bytes = Array(file.text.utf8)
            let imported = try importing(bytes, layout(.camt), by: size)
            #expect(imported.bank.count == 4)
            for (index, line) in imported.bank.enumerated() {
                let text = slice(bytes, line.span)
                #expect(text.hasPrefix("<Ntry") && text.hasSuffix("</Ntry>"))
                #expect(text.contains(">\(index + 1).00</Amt>"))
                let before = bytes[..<Int(line.span.offset)].count { $0 == 10 }
                #expect(Int(line.span.line) == before + 1)
            }
        }
    }

    @Test("spans slice in files of other encodings too", arguments: ["ISO-8859-1", "UTF-16"])
    func wideSpans(encoding: String) throws {
        var file = CamtFile()
        file.head = ""
        file.entries = [
            CamtFile.entry("1.00"), CamtFile.entry("2.00", rest: "<AddtlNtryInf>é</AddtlNtryInf>"),
        ]
        let isWide = encoding == "UTF-16"
        let text =
            isWide
            ? "\u{FEFF}" + file.text : "<?xml version='1.0' encoding='ISO-8859-1'?>" + file.text
        let bytes =
            isWide
            ? text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
            : text.unicodeScalars.map { UInt8($0.value) }
        let imported = try importing(bytes, layout(.camt))
        #expect(imported.bank.map(\.amount) == [100, 200])
        for line in imported.bank {
            let start = Int(line.span.offset)
            let piece = bytes[start..<min(bytes.count, start + Int(line.span.length))]
            let shown = piece.filter { $0 != 0 }
            #expect(String(decoding: shown.prefix(6), as: UTF8.self) == "<Ntry>")
            #expect(String(decoding: shown.suffix(7), as: UTF8.self) == "</Ntry>")
        }
    }

    @Test("every beginning of a statement is refused")
    func prefixes() throws {
        var file = CamtFile()
        file.entries = [
            CamtFile.entry(
                "100.00", rest: "<NtryDtls>\(CamtFile.transaction("100.00", "A"))</NtryDtls>")
        ]
        let bytes = Array(file.text.utf8)
        let camt = try layout(.camt)
        #expect(try importing(bytes, camt).rows == 1)
        var taken: [Int] = []
        for length in 0..<bytes.count {
            let imported = try importing(Array(bytes[..<length]), camt)
            if imported.refusal == nil || imported.rows != nil { taken.append(length) }
        }
        #expect(taken.isEmpty)
    }

    @Test("byte by byte gives the same drafts")
    func byteByByte() throws {
        let file = CamtFile.batch([
            CamtFile.transaction("60.00", "A"), CamtFile.transaction("40.00", "É"),
        ])
        let (whole, pieces) = (try file.imported(), try file.imported(by: 1))
        #expect(whole.bank == pieces.bank)
        #expect(whole.tails == pieces.tails)
        #expect(whole.heads == pieces.heads)
    }

    @Test(
        "files that are no statement are refused as such",
        arguments: [
            (
                "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'><X/></Document>",
                "empty"
            ),
            ("<html/>", "empty"), ("", "truncated"),
            ("<!DOCTYPE x><Document/>", "doctype"),
        ])
    func others(text: String, defect: String) throws {
        let imported = try importing(text, layout(.camt))
        #expect(imported.refusal.map { "\($0.defect)" } == defect)
        #expect(imported.rows == nil)
    }

    @Test("a file of another format is not called cut off")
    func otherFormat() throws {
        let imported = try importing("date;amount\n2026-09-01;12.00\n", layout(.camt))
        #expect(imported.refusal?.defect == .malformed)
    }

    @Test("amounts of a size no account has never stop the program")
    func hugeSums() async {
        await #expect(processExitsWith: .success) {
            let huge = CamtFile.entry("999999999999999999")
            for small in ["0.00000000000000001", "0.0000000000001"] {
                var file = CamtFile()
                file.entries =
                    [CamtFile.entry(small)] + [String](repeating: huge, count: 2000)
                _ = try file.imported()
            }
        }
    }
}
