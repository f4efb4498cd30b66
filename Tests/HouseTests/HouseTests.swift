import Foundation
import Testing

/// The house as DESIGN §2 draws it: who may import whom, one home for each outside package, and
/// what the code does without.
@Suite struct HouseTests {
    private static let root: String = {
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    }()

    /// Stage → our targets it may import; outside modules it alone may import.
    private static let table: [String: (ours: Set<String>, outside: Set<String>)] = [
        "Accounting": ([], []),
        "Digest": ([], ["CLibCrypto"]),
        "Intake": (["Accounting", "Digest"], ["CZlib", "CLibZip", "CQPDF", "CFiles"]),
        "Formats": (["Accounting"], ["CLibXML2", "CSimdJSON", "CIconv"]),
        "Importers": (["Accounting", "Formats"], []),
        "Validation": (["Accounting"], []),
        "Reconciliation": (["Accounting"], []),
        "Inventory": (["Accounting"], []),
        "Ledger": (["Accounting", "Digest"], ["GRDB", "GRDBSQLite"]),
        "Posting": (
            ["Accounting", "Digest", "Validation", "Reconciliation", "Inventory", "Ledger"], []
        ),
        "Reports": (["Accounting", "Digest", "Ledger", "Reconciliation", "Inventory"], []),
        "Rendering": (["Accounting", "Reports", "Ledger", "Reconciliation"], []),
        "Pipeline": (
            [
                "Accounting", "Digest", "Intake", "Formats", "Importers", "Validation",
                "Reconciliation", "Ledger", "Posting", "Reports", "Rendering",
            ], ["Yams"]
        ),
        "monthend": (["Pipeline", "Accounting", "Rendering"], ["ArgumentParser"]),
        "SampleData": (["Accounting"], []),
    ]

    /// Of the platform: who may touch files, clocks and processes.
    private static let platform: [String: Set<String>] = [
        "Intake": ["Glibc"], "Importers": ["Dispatch"],
        "Ledger": ["Glibc", "Foundation", "Dispatch"], "Posting": ["Glibc"],
        "Pipeline": ["Glibc", "Dispatch"], "monthend": ["Foundation"], "SampleData": ["Glibc"],
    ]

    private func files(_ folder: String) -> [String] {
        let all = FileManager.default.enumerator(atPath: HouseTests.root + "/" + folder)
        return (all?.allObjects ?? []).compactMap { $0 as? String }
            .filter { $0.hasSuffix(".swift") }.map { folder + "/" + $0 }.sorted()
    }

    private func text(_ file: String) throws -> String {
        String(
            decoding: try Data(contentsOf: URL(fileURLWithPath: HouseTests.root + "/" + file)),
            as: UTF8.self)
    }

    @Test func importsAreThoseOfTheDesign() throws {
        let stages = try FileManager.default.contentsOfDirectory(
            atPath: HouseTests.root + "/Sources"
        ).filter { !$0.hasSuffix(".md") && $0 != "System" }
        #expect(Set(stages) == Set(HouseTests.table.keys))
        for stage in stages {
            let row = try #require(HouseTests.table[stage])
            let allowed = row.ours.union(row.outside).union(HouseTests.platform[stage] ?? [])
            for file in files("Sources/" + stage) {
                for line in try text(file).split(separator: "\n") where line.contains("import ") {
                    let words = line.split(separator: " ")
                    guard let at = words.firstIndex(of: "import"), at <= 1, at + 1 < words.count
                    else { continue }
                    let module = String(words[at + 1])
                    #expect(allowed.contains(module), "\(file): \(module)")
                }
            }
        }
    }

    @Test func sqlStandsInLedgerAlone() throws {
        let words = ["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM", "CREATE TABLE", "PRAGMA "]
        for file in files("Sources") where !file.hasPrefix("Sources/Ledger/") {
            for line in try text(file).split(separator: "\n") {
                let code = line.drop { $0 == " " }
                if code.hasPrefix("//") { continue }
                for word in words {
                    #expect(!code.contains(word), "\(file): \(code)")
                }
            }
        }
    }

    @Test func nothingBannedIsCalled() throws {
        let banned = [
            "try!", "fatalError(", "FoundationXML", "XMLParser", "Decimal(", "DateFormatter",
            "NumberFormatter", "Date()", ": Double", "Double(", ": Float", " as! ", " print(",
            "unsafeBitCast", "sleep(",
        ]
        for file in files("Sources") {
            for (number, line) in try text(file).split(
                separator: "\n", omittingEmptySubsequences: false
            ).enumerated() {
                let code = line.drop { $0 == " " }
                if code.hasPrefix("//") { continue }
                for call in banned where code.contains(call) {
                    Issue.record("\(file):\(number + 1): \(call)")
                }
            }
        }
    }

    @Test func filesAndLinesStayShort() throws {
        for file in files("Sources") + files("Tests") {
            let lines = try text(file).split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count <= 640, "\(file) has \(lines.count) lines")
            for (number, line) in lines.enumerated() where line.count > 100 {
                // A text or URL that cannot be broken.
                if line.contains("\"") { continue }
                Issue.record("\(file):\(number + 1) is \(line.count) long")
            }
        }
    }

    @Test func everyStageHasAnEntryFileThatSaysWhatItTakesAndGives() throws {
        for stage in HouseTests.table.keys where stage != "monthend" && stage != "SampleData" {
            let entry = try text("Sources/\(stage)/\(stage).swift")
            #expect(entry.contains("/// Input:"), "\(stage)")
            #expect(entry.contains("Entry:"), "\(stage)")
        }
    }

    @Test func theTopLevelIsTheOneDrawn() throws {
        let known: Set = [
            "Package.swift", "Sources", "Tests", "pipelines", "fixtures", "Makefile", "README.md",
        ]
        let listed = Process()
        listed.executableURL = URL(fileURLWithPath: "/usr/bin/git")
        listed.arguments = ["-C", HouseTests.root, "-c", "core.quotePath=off", "ls-files"]
        let pipe = Pipe()
        listed.standardOutput = pipe
        try listed.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        listed.waitUntilExit()
        let top = Set(
            String(decoding: data, as: UTF8.self).split(separator: "\n").map {
                String($0.split(separator: "/")[0])
            }
        ).filter { !$0.hasPrefix(".") }
        #expect(top.isSubset(of: known), "\(top.subtracting(known))")
    }
}
