import Accounting
import Testing

@Suite("Text that people open in a spreadsheet")
struct SpreadsheetTextTests {
    @Test(
        "what would run is guarded, and comes back as it was",
        arguments: [
            ("=1+1", "'=1+1"), ("+33 1", "'+33 1"), ("-rf", "'-rf"), ("@home", "'@home"),
            ("＝1", "'＝1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠A", "'＠A"),
            ("\t=1", "'\t'=1"), ("a;=1", "a;'=1"), ("a;b", "a;b"), ("a\n-1", "a\n'-1"),
            ("'", "''"), ("'=1", "''=1"), ("it's", "it's"), ("a=1", "a=1"), ("", ""),
            ("Café 12-34", "Café 12-34"), (";;=", ";;'="), ("=;=", "'=;'="),
        ])
    func thereAndBack(text: String, guarded: String) {
        #expect(text.guardedForSpreadsheets == guarded)
        #expect(guarded.unguarded == text)
    }

    /// A spreadsheet that hides the apostrophe of a text saves the cell without it.
    @Test("a text without its guard stays as it is", arguments: ["=1+1", "-rf", "it's", "a;=1"])
    func withoutGuard(text: String) { #expect(text.unguarded == text) }
}
