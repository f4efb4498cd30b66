internal import Accounting
internal import ArgumentParser
internal import Pipeline
internal import Rendering

struct RunVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Post every settled drop and write the period's pack.")

    @Argument(help: "A client folder; with --all a folder of clients.")
    var client: String

    @OptionGroup var shared: ClientOptions

    @Flag(help: "Run every client below the folder.")
    var all = false

    @Option(name: .customShort("j"), help: "With --all: worker processes.")
    var jobs = 1

    @Flag(help: .hidden)
    var worker = false

    var language: String? { shared.language }

    func perform() throws -> Exit {
        let flag = StopFlag()
        Terminal.watchSignals(flag)
        let options = try shared.options()
        if worker {
            return try FirmWorker(options: options, stop: flag).serve()
        }
        if all {
            return try FirmRun(
                folder: client, options: options, jobs: jobs, stop: flag, write: Terminal.write)()
        }
        return try Run(client: client, options: options, stop: flag, write: Terminal.write)()
    }
}

struct InspectVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Tell what files hold, without a client.")

    @Argument(help: "Files to look at.")
    var files: [String]

    @Option(help: "text | json")
    var format = "text"

    @Option(help: "Read the files by this preset and show what of it matches.")
    var preset: String?

    @Option(help: "What amounts are in, where neither the file nor the preset says.")
    var currency = "EUR"

    @Option(help: "Presets and other things clients share, before the usual places.")
    var shared: String?

    @Option(name: .customLong("lang"), help: "en | fr")
    var language: String?

    func perform() throws -> Exit {
        guard format == "text" || format == "json" else {
            throw usage("--format", format, "text | json")
        }
        let language = language.flatMap { Language(rawValue: $0) } ?? Terminal.language
        let folder = SharedFolder(
            shared, installed: SharedFolder.installed(with: Terminal.executable))
        return try Inspect(
            files: files, preset: preset, currency: currency, shared: folder,
            asJSON: format == "json", language: language
        ) {
            try Terminal.write($0)
        }()
    }
}

struct ReportVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Print reports of the books as they stand.")

    @Argument(help: "A client folder.")
    var client: String

    @Argument(help: "Report names; none prints the trial balance.")
    var names: [String] = []

    @OptionGroup var shared: ClientOptions

    @Option(help: "txt | csv | json")
    var format = "txt"

    @OptionGroup var ageing: AgeingArguments

    var language: String? { shared.language }

    func perform() throws -> Exit {
        var options = try shared.options()
        options.ageing = ageing.options()
        return try ShowReports(client: client, names: names, form: format, options: options) {
            try Terminal.write($0)
        }()
    }
}

struct RulesVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "List the rules of validation, or explain one.")

    @Argument(help: "list | explain")
    var action = "list"

    @Argument(help: "The rule's code.")
    var code: String?

    @Option(name: .customLong("lang"), help: "en | fr")
    var language: String?

    func perform() throws -> Exit {
        let language = language.flatMap { Language(rawValue: $0) } ?? Terminal.language
        let rules = RuleBook(language: language)
        switch action {
        case "list": try Terminal.write(rules.list())
        case "explain": try Terminal.write(try rules.explain(code ?? ""))
        default: throw usage("rules", action, "list | explain CODE")
        }
        return .done
    }
}

struct CheckVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Run fixture cases and compare their reports.")

    @Argument(help: "A folder of cases, or one case.")
    var fixtures = "fixtures"

    @Option(help: "Write the outcome as JUnit XML.")
    var junit: String?

    @Flag(help: "Take what the run gives as expected; exits 1 if anything changed.")
    var accept = false

    @Option(name: .customLong("lang"), help: "en | fr")
    var language: String?

    func perform() throws -> Exit {
        let language = language.flatMap { Language(rawValue: $0) } ?? Terminal.language
        return try CheckFixtures(
            folder: fixtures, junit: junit, accepts: accept,
            installed: SharedFolder.installed(with: Terminal.executable),
            scratch: Terminal.scratchFolder, language: language
        ) { try Terminal.write($0) }()
    }
}

struct VerifyVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Recompute chain, balances and references of a book.")

    @Argument(help: "A client folder.")
    var client: String

    @OptionGroup var shared: ClientOptions

    @Option(help: "A chain head that a run has printed: the book must still have it.")
    var head: String?

    var language: String? { shared.language }

    func perform() throws -> Exit {
        try VerifyBook(client: client, options: try shared.options(), head: head) {
            try Terminal.write($0)
        }()
    }
}

struct CloseVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Lock a period once everything ties out.")

    @Argument(help: "A client folder.")
    var client: String

    @OptionGroup var shared: ClientOptions

    @Option(help: "Lock all the same, for this reason.")
    var accept: String?

    var language: String? { shared.language }

    func perform() throws -> Exit {
        Terminal.outliveListeners()
        return try ClosePeriod(client: client, options: try shared.options(), reason: accept) {
            try Terminal.write($0)
        }()
    }
}
