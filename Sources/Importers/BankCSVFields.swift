internal import Accounting
internal import Formats

/// What a bank's table may have a column of; `text` may be of up to four.
enum BankField: Int, CaseIterable {
    case date, value_date, amount, debit, credit, balance, text, counterparty
    case counterparty_iban, reference, payer_reference, currency
    case sign, fee, status, text_2, text_3, text_4, account, detail, original, original_currency

    static let names = allCases.map { "\($0)" }
}

/// The account and the currency a row belongs to.
struct BankAccount: Hashable {
    /// The most rows that wait until the file's first account is through.
    static let mostWaiting = 1 << 18

    let text: String
    let currency: Currency

    static func tooMany(line: Int) -> FormatError {
        FormatError(Flaw(.limit, line: line, ["limit": "rows \(mostWaiting)"]))
    }

    init(_ layout: SourceLayout) {
        text = layout.account ?? ""
        currency = layout.currency
    }

    init(_ row: TableRow, _ layout: SourceLayout, _ flaws: inout [Flaw]) {
        text =
            layout.columns["account"] == nil
            ? layout.account ?? "" : row.string(BankField.account.rawValue, &flaws)
        var untold: [Flaw] = []
        let code =
            layout.columns["balance"] == nil
            ? "" : row.string(BankField.currency.rawValue, &untold).uppercased()
        currency = Currency(code) ?? layout.currency
    }
}

/// Tells rows' accounts apart; rows of one account mostly stand together.
struct BankAccounts {
    private let layout: SourceLayout
    private var last: (account: [UInt8], currency: [UInt8], answer: BankAccount)?

    init(_ layout: SourceLayout) { self.layout = layout }

    mutating func account(of row: TableRow, _ flaws: inout [Flaw]) -> BankAccount {
        let account = row.bytes(BankField.account.rawValue)
        let currency = row.bytes(BankField.currency.rawValue)
        if let last, last.account.elementsEqual(account), last.currency.elementsEqual(currency) {
            return last.answer
        }
        let before = flaws.count
        let answer = BankAccount(row, layout, &flaws)
        last = flaws.count == before ? (Array(account), Array(currency), answer) : nil
        return answer
    }
}

extension Arena {
    /// A text of several lines as one, a blank for every run of blanks and line ends.
    mutating func oneLine(_ text: TextSlice) -> TextSlice {
        guard self[text].contains(where: { $0 == 10 || $0 == 13 }) else { return text }
        let words = Array(self[text]).split { $0 == 32 || $0 >= 9 && $0 <= 13 }
        return append(Array(words.joined(separator: [32])))
    }
}
