/// What an entry is to the periods: opening, normal, adjustment (13) or closing (14).
public enum EntryKind: Int64, Sendable { case opening = 0, normal, adjustment, closing }

/// The side of the account a posting stands on.
public enum PostingSide: Int64, Sendable { case debit = 0, credit = 1 }

/// An entry of the batch whose debits are not its credits.
public struct Unbalanced: Error, Equatable {
    public let entry: Int
    /// Debits less credits, in minor units.
    public let difference: Int128
}

/// Balanced double entries in columns, ready for the book.
///
/// Amounts are in minor units of the books' currency, side D or C. A batch that exists balances,
/// entry by entry: `init` throws otherwise and nothing else makes one.
public struct EntryBatch: Sendable {
    /// The columns of a batch while it is being written.
    public struct Columns: Sendable {
        public var kinds: [Int64] = []
        public var days: [Int64] = []
        public var documentDays: [Int64] = []
        public var files: [Int64] = []
        public var lines: [Int64] = []
        public var offsets: [Int64] = []
        public var lengths: [Int64] = []
        /// The recipe that made the entry, `Recipe.rawValue`.
        public var recipes: [Int64] = []
        public var parties: [TextSlice] = []
        public var references: [TextSlice] = []
        public var texts: [TextSlice] = []

        /// Index into the entries of this batch, ascending.
        public var postingEntries: [Int64] = []
        public var accounts: [Int64] = []
        public var sides: [Int64] = []
        public var amounts: [Int64] = []
        /// What postings are in the currency they were agreed in, by index, ascending, on the
        /// posting's own side.
        public var originals: [Original] = []
        public var arena = Arena()

        public init() {}

        public var count: Int { kinds.count }

        /// Makes room for a batch.
        public mutating func reserve(entries: Int, postings: Int) {
            for column in [
                \Columns.kinds, \.days, \.documentDays, \.files, \.lines, \.offsets, \.lengths,
                \.recipes,
            ] {
                self[keyPath: column].reserveCapacity(entries)
            }
            for column in [\Columns.parties, \.references, \.texts] {
                self[keyPath: column].reserveCapacity(entries)
            }
            for column in [\Columns.postingEntries, \.accounts, \.sides, \.amounts] {
                self[keyPath: column].reserveCapacity(postings)
            }
        }

        @inlinable public mutating func post(_ account: Int64, _ side: PostingSide, _ amount: Int64)
        {
            postingEntries.append(Int64(kinds.count &- 1))
            accounts.append(account)
            sides.append(side.rawValue)
            amounts.append(amount)
        }

        /// Posts `amount` to the debit side when positive, else its magnitude to the credit side.
        @inlinable public mutating func post(_ account: Int64, signed amount: Int64) {
            if amount >= 0 {
                post(account, .debit, amount)
            } else {
                post(account, .credit, 0 - amount)
            }
        }

        /// Posts `amount` with what it is in another currency, of the same sign or zero.
        public mutating func post(_ account: Int64, signed amount: Int64, original: Money?) {
            post(account, signed: amount)
            guard let original else { return }
            let isDebit = amount >= 0
            originals.append(
                Original(
                    posting: amounts.count - 1,
                    money: isDebit
                        ? original : Money(0 - original.minorUnits, original.currency)))
        }
    }

    /// What a posting is in the currency it was agreed in.
    public struct Original: Sendable {
        /// Index into the batch's postings.
        public let posting: Int
        public let money: Money
    }

    public let columns: Columns

    /// - Throws: `Unbalanced` for the first entry whose debits are not its credits.
    /// - Complexity: linear in the postings.
    public init(_ columns: Columns) throws(Unbalanced) {
        if let fault = EntryBatch.fault(columns) { throw fault }
        self.columns = columns
    }

    /// The first entry that does not balance, has no posting, or is out of order.
    ///
    /// Apart from `init`: with the loop in it, Swift 6.3 returns an error where none was thrown.
    @inline(never) private static func fault(_ columns: Columns) -> Unbalanced? {
        var entry = -1
        var difference: Int128 = 0
        var seen = 0
        for index in columns.amounts.indices {
            let owner = Int(columns.postingEntries[index])
            if seen == 0 || owner != entry {
                if difference != 0 { return Unbalanced(entry: entry, difference: difference) }
                guard owner == entry + 1 else { return Unbalanced(entry: owner, difference: 0) }
                entry = owner
                seen += 1
            }
            let amount = Int128(columns.amounts[index])
            difference += columns.sides[index] == PostingSide.debit.rawValue ? amount : -amount
        }
        if difference != 0 { return Unbalanced(entry: entry, difference: difference) }
        return seen == columns.count ? nil : Unbalanced(entry: columns.count - 1, difference: 0)
    }

    public var count: Int { columns.count }
}

/// The posting recipe an entry was made by (DEFINITIONS §2).
public enum Recipe: Int64, Sendable, CaseIterable {
    case opening = 0
    case voucher, invoice, creditNote, bill, supplierCreditNote
    case receipt, payment, bankLine, transfer, transitCleared, storeDay, taxDue, reclassified
    /// A bank line set against open items.
    case settlement
    /// What an allocation leaves: exchange, cash discount, cents, charges, a debt given up.
    case exchangeDifference, discount, paymentDifference, bankCharge, writeOff
    /// Month-end adjustments, and their reversals on the next day.
    case revaluation, revaluationReversed, accrual, accrualReversed
    case payroll
    /// What a payment service did, in one month of one payout; what left it for the bank.
    case payout
    /// Goods received, given back, wasted, taken, counted.
    case stockDocument
    /// What a day's sales and stock documents have cost, and what is worked out again of it.
    case costOfSales
    /// The change in stock over a month (periodic).
    case stockChange
    case cashCount
    /// What a bill differs by from the goods it is for.
    case priceDifference

    /// What the entry of a bank line may be.
    public static let ofBankLines: [Recipe] = [.bankLine, .transfer, .transitCleared, .settlement]

    /// True for an entry that no row of a drop gave: its text says what it is worked out from.
    public var isWorkedOut: Bool {
        switch self {
        case .revaluation, .revaluationReversed, .accrual, .accrualReversed: true
        case .costOfSales, .stockChange: true
        default: false
        }
    }

    public var name: String {
        switch self {
        case .opening: "opening"
        case .voucher: "voucher"
        case .invoice: "invoice"
        case .creditNote: "credit-note"
        case .bill: "bill"
        case .supplierCreditNote: "supplier-credit-note"
        case .receipt: "receipt"
        case .payment: "payment"
        case .bankLine: "bank-line"
        case .transfer: "transfer"
        case .transitCleared: "transit-cleared"
        case .storeDay: "store-day"
        case .taxDue: "tax-due"
        case .reclassified: "reclassified"
        case .settlement: "settlement"
        case .exchangeDifference: "exchange-difference"
        case .discount: "discount"
        case .paymentDifference: "payment-difference"
        case .bankCharge: "bank-charge"
        case .writeOff: "write-off"
        case .revaluation: "revaluation"
        case .revaluationReversed: "revaluation-reversed"
        case .accrual: "accrual"
        case .accrualReversed: "accrual-reversed"
        case .payroll: "payroll"
        case .payout: "payout"
        case .stockDocument: "stock-document"
        case .costOfSales: "cost-of-sales"
        case .stockChange: "stock-change"
        case .cashCount: "cash-count"
        case .priceDifference: "price-difference"
        }
    }
}
