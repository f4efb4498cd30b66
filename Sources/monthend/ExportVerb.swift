internal import ArgumentParser
internal import Pipeline

struct ExportVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print the books through a period's end for another program.")

    @Argument(help: "A client folder.")
    var client: String

    @Argument(help: "hledger | beancount")
    var name: String

    @OptionGroup var shared: ClientOptions

    var language: String? { shared.language }

    func perform() throws -> Exit {
        try ExportBook(client: client, name: name, options: try shared.options()) {
            try Terminal.write($0)
        }()
    }
}
