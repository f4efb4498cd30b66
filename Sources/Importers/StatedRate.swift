internal import Accounting
internal import Formats

/// What the text of a rate says: what one unit of a currency is in the books' currency, or a pair
/// with its rate (`0.92`, `EUR/USD 1.0873`).
enum StatedRate {
    /// None, or 1 for the books' own currency.
    case none
    case rate(ExchangeRate)
    case defect(Defect)

    init(
        _ text: String, _ reader: AmountReader, of currency: Currency, in books: Currency?
    ) {
        self = .none
        if text.isEmpty { return }
        let words = text.split(separator: " ")
        let pair = words.count == 2 ? words[0].split(separator: "/").map { Currency($0) } : []
        let reading = Array((words.last ?? "").utf8).withUnsafeBufferPointer { reader.read($0) }
        self = .defect(reading.defect)
        guard case .amount(let exact) = reading else { return }
        if pair.count == 2, let base = pair[0], let quote = pair[1],
            let rate = ExchangeRate(base: base, quote: quote, exact)
        {
            self = .rate(rate)
        } else if words.count == 1, let books {
            // A table that fills the column for every row states 1 for the books' own.
            if currency == books, exact.equals(Exact(mantissa: 1, scale: 0)) {
                self = .none
            } else if let rate = ExchangeRate(base: currency, quote: books, exact) {
                self = .rate(rate)
            }
        }
    }
}
