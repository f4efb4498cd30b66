import Accounting
import Foundation
import Testing

@testable import Validation

/// The catalogue and its proof: no rule without its fixture and its explanation in two languages.
@Suite struct RuleTests {
    /// Rules of what happens between runs or while a drop is written, and of what is no drop: no
    /// inbox that can be kept here raises them. RunTests and ProcessTests do, but for I-310 and
    /// I-319, which depend on time.
    private static let betweenRuns: Set<String> = [
        "I-309", "I-310", "I-312", "I-315", "I-318", "I-319", "I-320", "I-321", "I-361",
    ]

    private var fixtures: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: Program.root + "/fixtures/rules"))
            ?? []
    }

    @Test func everyRuleHasAFixtureThatRaisesIt() throws {
        #expect(Catalogue.rules.count >= 55)
        for rule in Catalogue.rules where !RuleTests.betweenRuns.contains(rule.code.text) {
            let name = "\(rule.code)-\(rule.slug)"
            guard fixtures.contains(name) else {
                Issue.record("no fixture \(name)")
                continue
            }
            let expected = Program.root + "/fixtures/rules/" + name + "/expected"
            let texts = (FileManager.default.enumerator(atPath: expected)?.allObjects ?? [])
                .compactMap { $0 as? String }.filter { $0.hasSuffix("exceptions.csv") }
            let raised = try texts.contains {
                try Program.text(expected + "/" + $0).contains(",\(rule.code),\(rule.slug),")
            }
            #expect(raised, "\(name) does not raise its rule")
        }
    }

    @Test(arguments: ["en", "fr"])
    func everyRuleIsExplained(_ language: String) throws {
        for rule in Catalogue.rules {
            let outcome = try Program.run(
                "monthend", ["rules", "explain", rule.code.text, "--lang", language])
            #expect(outcome.exit == 0)
            #expect(outcome.out.contains(rule.slug))
            #expect(!outcome.out.contains("rule."), "\(outcome.out)")
            #expect(outcome.out.count > 200, "\(rule.code)")
        }
        let list = try Program.run("monthend", ["rules", "list", "--lang", language])
        #expect(list.out.split(separator: "\n").count == Catalogue.rules.count)
    }

    @Test func everyRuleHasAFileOfItsName() {
        for rule in Catalogue.rules {
            let file = Program.root + "/Sources/Validation/Rules/\(rule).swift"
            #expect(FileManager.default.fileExists(atPath: file), "\(file)")
        }
    }
}
