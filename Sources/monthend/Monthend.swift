internal import Accounting
internal import ArgumentParser
internal import Foundation
internal import Pipeline
internal import Rendering

/// `monthend`: arguments in, exit code out.
///
/// The clock, the environment and signals are read here and go on as values.
@main
enum Monthend {
    static func main() {
        Terminal.prepare()
        do {
            var command = try Root.parseAsRoot()
            if let verb = command as? any Verb {
                Terminal.exit(verb.execute())
            }
            try command.run()
        } catch {
            // ArgumentParser's own help and usage errors: 0 for help, else 64.
            let code = Root.exitCode(for: error).rawValue
            let text = Root.fullMessage(for: error)
            if code == 0 {
                try? Terminal.write(text + "\n")
                Terminal.exit(.done)
            }
            Terminal.say(text)
            Terminal.exit(Exit(64))
        }
    }
}

struct Root: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monthend",
        abstract: "Drops in, double-entry books and a month-end pack out.",
        version: Version.current,
        subcommands: [
            RunVerb.self, InspectVerb.self, ReportVerb.self, RulesVerb.self, CheckVerb.self,
            VerifyVerb.self, CloseVerb.self, ExportVerb.self,
        ])
}

/// A verb whose failures become a sentence on stderr and an exit code.
protocol Verb: ParsableCommand {
    var language: String? { get }
    func perform() throws -> Exit
}

extension Verb {
    var language: String? { nil }

    func execute() -> Exit {
        do { return try perform() } catch let failure as Failure {
            let catalog = Catalog(language.flatMap { Language(rawValue: $0) } ?? Terminal.language)
            Terminal.say(catalog.sentence(failure))
            return Exit(failure)
        } catch {
            let catalog = Catalog(Terminal.language)
            Terminal.say(catalog.sentence(Failure(.defect, "defect", ["reason": "\(error)"])))
            return Exit(70)
        }
    }
}
