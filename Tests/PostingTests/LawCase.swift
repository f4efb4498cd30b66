import Accounting
import Chance
import Ledger
import Posting
import Reports
import Testing

/// A random book, posted once, and what laws read of it.
final class LawCase {
    let book: RandomBook
    /// Where the base's runs end.
    let cuts: Set<Int>
    var random: SeededNumbers
    /// True where one figure of what is read first is to be a unit off.
    private var isPlanted: Bool
    private var kept: (client: Client, figures: Figures)?
    /// What the ageings told when the book had only its first batches.
    private(set) var early: [(batch: Int64, figures: Figures)] = []
    /// Debit and credit of every entry, after every run.
    private(set) var entries: [Figures] = []

    init(seed: UInt64, isPlanted: Bool = false) {
        let book = RandomBook(seed: seed)
        var random = SeededNumbers(seed: seed &+ 0xA11)
        var cuts: Set<Int> = []
        for _ in 0..<random.below(3) { cuts.insert(random.below(book.files.count)) }
        (self.book, self.random, self.cuts) = (book, random, cuts)
        self.isPlanted = isPlanted
    }

    /// The book as it is, and its figures.
    func base() throws -> (client: Client, figures: Figures) {
        if let kept { return kept }
        let client = try post(book, cuts) { client in
            self.entries.append(try client.entries())
            let batch = try client.book.read { try $0.lastBatch().id }
            self.early.append((batch, try client.ageings(self.book, known: batch)))
        }
        let made = (client, try client.figures(book))
        kept = made
        return made
    }

    /// The figures of a book, the first that are read off by one where that is asked for.
    func read(_ figures: Figures) -> Figures {
        guard isPlanted else { return figures }
        isPlanted = false
        var figures = figures
        figures.plant(&random)
        return figures
    }

    /// What a law changes in the base gives what it says.
    func compare(_ expected: Figures, _ found: Figures) -> LawCase.Verdict {
        read(expected).difference(found).map { .broken($0) } ?? .holds
    }

    enum Verdict: Equatable {
        case holds
        /// The book has nothing that the law is about.
        case void
        case broken(String)
    }

    /// Posts a book in runs that end before the files of `cuts`, then judges again.
    func post(
        _ book: RandomBook, _ cuts: Set<Int> = [], _ prepare: (Client) throws -> Void = { _ in },
        afterRun: (Client) throws -> Void = { _ in }
    ) throws -> Client {
        let client = try Client(start: "\(book.first)", isBrief: true)
        try prepare(client)
        try client.play(book.settings.map(\.text))
        let ends = cuts.union([0, book.files.count]).sorted()
        for (from, to) in zip(ends, ends.dropFirst()) {
            try client.play(book.files[from..<to].map(\.text), from: from)
            try afterRun(client)
        }
        try client.play(["again"])
        try afterRun(client)
        return client
    }
}

extension Client {
    /// How many rows neither posted nor were known.
    func stopped() throws -> Int64 {
        try book.read { snapshot in
            try snapshot.control(from: nil, to: nil, first: Month(number: 0)).reduce(0) {
                $0 + ($1.byOutcome[.rejected]?.rows ?? 0) + ($1.byOutcome[.held]?.rows ?? 0)
            }
        }
    }

    /// Debit less credit of every entry, and of the book.
    func entries() throws -> Figures {
        let (first, last) = (try day("2000-01-01"), try day("2099-12-31"))
        return try book.read { snapshot in
            var figures = Figures()
            try snapshot.journal(from: first, to: last) {
                figures.add($0.debit - $0.credit, Figure(report: "entry", name: "\($0.entry)"))
            }
            for sum in try snapshot.monthSums() {
                figures.add(sum.debit - sum.credit, Figure(report: "book"))
            }
            return figures
        }
    }

    /// Both ageings at the last day, as the book knew it.
    func ageings(_ book: RandomBook, known batch: Int64) throws -> Figures {
        try look(Period(from: book.first, to: book.last)) { reporter, figures in
            for side in Side.allCases {
                figures.add(try reporter.ageing(side, known: batch))
            }
        }
    }
}
