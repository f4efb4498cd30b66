import Accounting
import Formats
import Foundation
import Importers

/// What is fed with made-up bytes: a reader, and the laws that hold whatever the bytes are.
///
/// A target stops the program where a law is broken or something is thrown that is no finding; a
/// trap stops it by itself.
typealias Target = @Sendable (UnsafeBufferPointer<UInt8>) -> Void

/// Stops the program where a law is broken, and says which.
func law(_ holds: Bool, _ words: @autoclosure () -> String) {
    if !holds { broken(words()) }
}

func broken(_ words: String) -> Never {
    FileHandle.standardError.write(Data("broken: \(words)\n".utf8))
    abort()
}

/// The targets by name (RELIABILITY table I).
enum Targets {
    nonisolated(unsafe) static var chosen: Target = { _ in }

    static let all: [String: Target] = [
        "amount": amount, "day": day, "encoding": encoding, "json": json, "xml": xml,
        "csv": importer(.bankCSV, ["date": "Date", "amount": "Amount", "text": "Text"]),
        "sales": importer(.salesCSV), "sales-jsonl": importer(.salesJSONL),
        "camt": importer(.camt), "ofx": importer(.ofx), "mt940": importer(.mt940),
        "bai2": importer(.bai2), "cfonb120": importer(.cfonb120), "coda": importer(.coda),
        "norma43": importer(.norma43), "qif": importer(.qif), "ubl": importer(.ubl),
        "cii": importer(.cii), "datev": importer(.datev), "documents": importer(.documentsCSV),
        "payments": importer(.paymentsCSV), "payroll": importer(.payrollCSV),
        "payout": importer(.payoutCSV), "stock": importer(.stockCSV),
        "gzip": container([0x1F, 0x8B]), "zip": container([0x50, 0x4B, 3, 4]),
        "pdf": container(Array("%PDF-1.7\n".utf8)),
        "pipeline": pipeline, "book": book,
    ]

    /// What is read is written and read again as the same.
    private static func amount(_ bytes: UnsafeBufferPointer<UInt8>) {
        for format in [NumberFormat.plain, NumberFormat(decimal: 44), NumberFormat(decimal: nil)] {
            let reader = AmountReader(format)
            guard case .amount(let exact) = reader.read(bytes) else { continue }
            for exponent in [0, 2, 3] {
                let units = exact.minorUnits(exponent: exponent)
                if case .units(let direct) = reader.units(bytes, exponent: exponent) {
                    law(units == direct, "the two readings of an amount agree")
                }
            }
        }
    }

    private static func day(_ bytes: UnsafeBufferPointer<UInt8>) {
        for pattern in [nil, "DD/MM/YYYY", "MM/DD/YY", "YYYYMMDD", "D-MMM-YY", "DD.MM.YYYY"] {
            let reader = pattern.flatMap { DateReader(pattern: $0) } ?? DateReader()
            guard case .day(let day) = reader.read(bytes) else { continue }
            law(Day(iso: day.description) == day, "a day is read back as itself")
        }
    }

    /// A text decoded in pieces is the text decoded whole, and it is UTF-8.
    private static func encoding(_ bytes: UnsafeBufferPointer<UInt8>) {
        for name in ["UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252", "ISO-8859-15", "Shift_JIS"] {
            guard let encoding = TextEncoding(name) else { continue }
            let whole = TextDecoder(encoding).decode(bytes)
            if let whole {
                whole.withUnsafeBufferPointer { law(isUTF8($0), "what is decoded is UTF-8") }
            }
            guard !encoding.isWide else { continue }
            let decoder = TextDecoder(encoding)
            let middle = bytes.count / 2
            let first = decoder.decode(
                piece: UnsafeBufferPointer(rebasing: bytes[..<middle]), isLast: false)
            let second = decoder.decode(
                piece: UnsafeBufferPointer(rebasing: bytes[middle...]), isLast: true)
            if let whole, let first, let second {
                law(first + second == whole, "pieces make the whole")
            }
        }
    }

    private static func json(_ bytes: UnsafeBufferPointer<UInt8>) {
        var depth = 0
        do {
            try JSONReader().walk(bytes) { event, _ in
                switch event {
                case .objectStart, .arrayStart: depth += 1
                case .objectEnd, .arrayEnd: depth -= 1
                default: break
                }
            }
            law(depth == 0, "what opens is closed")
        } catch {}
    }

    private final class Silent: XMLHandler {
        func begin(_ field: Int, _ attributes: XMLAttributes, _ reader: XMLReader) {}
        func end(_ field: Int, text: Bytes, _ reader: XMLReader) {}
    }

    /// A document that is refused in one piece is refused in two.
    private static func xml(_ bytes: UnsafeBufferPointer<UInt8>) {
        func reads(_ pieces: [UnsafeBufferPointer<UInt8>]) -> Bool {
            let reader = XMLReader(XMLPaths(), handler: Silent())
            do {
                for (number, piece) in pieces.enumerated() {
                    try reader.feed(piece, isLast: number == pieces.count - 1)
                }
                return true
            } catch is FormatError {
                return false
            } catch {
                broken("no finding: \(error)")
            }
        }
        let middle = bytes.count / 2
        let halves = [bytes[..<middle], bytes[middle...]].map { UnsafeBufferPointer(rebasing: $0) }
        law(reads([bytes]) == reads(halves), "pieces are read as the whole")
    }
}
