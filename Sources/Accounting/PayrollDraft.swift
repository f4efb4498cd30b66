/// What an amount of a pay journal is; a closed list.
public enum PayrollElement: String, Sendable, CaseIterable {
    /// Pay before any deduction, what is earned in kind not counted.
    case gross
    /// Social charges that are kept from the pay, and those that the employer bears.
    case employeeCharge = "employee_charge"
    case employerCharge = "employer_charge"
    /// Income tax kept from the pay for the state.
    case incomeTax = "income_tax"
    /// What is paid out.
    case netPay = "net_pay"
    /// Pay that was paid out before, and is now kept back.
    case advance
    /// Lodging, meals, a car: pay that is earned and not paid out.
    case benefitInKind = "benefit_in_kind"
    /// Expenses of staff that are paid with the pay.
    case reimbursement
    /// Pay that is kept for a creditor by order of a court or an authority.
    case garnishment
    /// Any other amount kept from the pay: meal vouchers, savings, a loan.
    case deduction
    case rounding
    /// The account that the parts of a journal meet on (DATEV 3790, 1755).
    case clearing

    /// The side of its account that an amount of the element increases.
    ///
    /// Employer charges and benefits in kind have a cost and a counterpart: both sides.
    public var sides: (debit: Bool, credit: Bool) {
        switch self {
        case .gross, .reimbursement, .rounding: (true, false)
        case .employerCharge, .benefitInKind: (true, true)
        case .employeeCharge, .incomeTax, .netPay, .advance, .garnishment, .deduction:
            (false, true)
        case .clearing: (true, false)
        }
    }
}

/// One row of a pay journal; minor units of the journal's currency. Who it is of is never read.
///
/// A row states debit or credit of one account (with `contra`, the other side of the same
/// amount), or the `amount` of an element, which the source's settings direct.
public struct PayrollRow: Sendable {
    public var span: Span
    /// The element as the file names it; empty where accounts tell it.
    public var element = ""
    public var agency = ""
    public var due: Day?
    public var account = ""
    public var contra = ""
    public var debit: Int64 = 0
    public var credit: Int64 = 0
    public var amount: Int64?

    public init(span: Span) { self.span = span }
}

/// A pay journal: the rows of one journal, pay date and pay period.
public struct PayrollDraft: Sendable {
    public var journal = ""
    public var payDay: Day?
    /// The days worked that it pays for, as far as the file states them.
    public var from: Day?
    public var to: Day?
    public var currency = ""
    public var rows: [PayrollRow] = []
    public var flaws: [Flaw] = []

    public init() {}

    /// The days worked: as stated, else from the first of the month, else the pay date's month.
    public var worked: (from: Day, to: Day)? {
        guard let last = to ?? payDay else { return nil }
        return (from ?? last.month.first, to ?? last.month.last)
    }

    /// The day the journal posts on: its pay date, else the end of its period.
    public var day: Day? { payDay ?? to }

    /// The period in words that a bank transfer also uses: `2026-09`, else both its days.
    public var period: String {
        guard let (from, to) = worked else { return "" }
        return from == from.month.first && to == from.month.last
            ? from.month.description : "\(from)..\(to)"
    }
}

/// What the rows of a source's pay journals stand for, as its client declares it.
public struct PayrollSettings: Sendable {
    /// Accounts of an element: where its cost stands, and where it is owed; the first of each
    /// takes rows that state none, all of them tell the element of rows that name only accounts.
    public struct Element: Sendable {
        public var accounts: [String] = []
        public var payables: [String] = []
        /// What the file calls the element, besides our own name.
        public var names: [String] = []

        public init() {}
    }

    /// An office, fund or insurer that is paid by the business.
    public struct Agency: Sendable {
        public var payable: String?
        public var party: String
        /// Day of the month that follows the period; past the month's end its last.
        public var due: Int?

        public init(party: String) { self.party = party }
    }

    public var elements: [PayrollElement: Element] = [:]
    public var agencies: [String: Agency] = [:]
    /// False: findings and quarantine show what rows hold (`privacy: full`).
    public var isPrivate = true
    /// Accounts that unpaid days are owed on at a month's end; none = no accrual.
    public var accrued: [PayrollElement: String] = [:]

    public init() {}
}
