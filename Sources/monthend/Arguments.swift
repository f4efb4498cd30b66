internal import Accounting
internal import ArgumentParser
internal import Pipeline
internal import Rendering

/// Options that verbs over a client share.
struct ClientOptions: ParsableArguments {
    @Option(name: [.customShort("p"), .long], help: "2026-09 | 2026-Q3 | 2026 | last")
    var period: String?

    @Option(help: "First day (with --to), instead of --period.")
    var from: String?

    @Option(help: "Last day, inclusive.")
    var to: String?

    @Option(help: "Read drops here, in place; nothing in it changes.")
    var inbox: String?

    @Option(help: "The book's file.")
    var book: String?

    @Option(help: "The pack's folder.")
    var out: String?

    @Option(help: "Presets and other things clients share, before the usual places.")
    var shared: String?

    @Option(name: .customLong("lang"), help: "en | fr")
    var language: String?

    @Option(help: "error | warning | never: from which findings exit 1 follows.")
    var failOn = "error"

    @Option(help: "The time of the run in seconds since 1970, else the clock.")
    var now: Int64?

    @Flag(name: [.customShort("n"), .long], help: "Post nothing, write nothing.")
    var dryRun = false

    @Flag(name: [.customShort("q"), .long], help: "Say nothing on success.")
    var quiet = false

    @Flag(name: [.customShort("v"), .long], help: "Say how long each stage took.")
    var verbose = false

    func options() throws -> Options {
        var options = Options()
        options.period = period
        options.from = from
        options.to = to
        options.inbox = inbox
        options.book = book
        options.out = out
        options.shared = shared
        options.installed = SharedFolder.installed(with: Terminal.executable)
        if let language {
            guard let known = Language(rawValue: language) else {
                throw usage("--lang", language, "en | fr")
            }
            options.language = known
        }
        switch failOn {
        case "never": options.failOn = nil
        case "error", "warning": options.failOn = Severity(rawValue: failOn)
        default: throw usage("--fail-on", failOn, "error | warning | never")
        }
        options.now = now ?? Terminal.now()
        options.isDryRun = dryRun
        options.isQuiet = quiet
        options.isVerbose = verbose
        return options
    }
}

/// Options of ageings and party statements.
struct AgeingArguments: ParsableArguments {
    @Option(help: "Ageing as of this day, instead of the period's last.")
    var asOf: String?

    @Option(help: "Ageing by due | document date, instead of the client's own basis.")
    var basis: String?

    @Flag(help: "Ageing: credits by their age, not apart as unapplied.")
    var ageCredits = false

    @Flag(help: "Ageing: the sums of parties, without their items.")
    var summary = false

    @Option(help: "Ageing, party-statements: what the books knew at this batch.")
    var known: Int64?

    @Option(help: "Ageing, party-statements: one party, by id, name or alias.")
    var party: String?

    @Option(help: "party-statements: receivable (default) | payable")
    var side: String?

    func options() -> AgeingOptions {
        var options = AgeingOptions()
        options.asOf = asOf
        options.basis = basis
        options.agesCredits = ageCredits
        options.isSummary = summary
        options.known = known
        options.party = party
        options.side = side
        return options
    }
}

/// A wrong value of an option.
func usage(_ key: String, _ value: String, _ expected: String) -> Failure {
    Failure(.usage, "bad-value", ["key": key, "value": value, "expected": expected])
}
