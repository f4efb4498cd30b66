internal import Accounting
internal import Formats

/// An amount of an entry or a transaction in another currency than the entry's.
struct CamtAmount {
    /// What ISO 20022 defines the amount as; what is booked before what was ordered.
    enum Kind: UInt8 {
        /// `TxDtls/Amt`: the money of the transaction as it is booked.
        case stated
        /// `TxAmt`: the amount of the underlying transaction.
        case transacted
        /// `CntrValAmt`: what the instructed amount came to in the other currency.
        case countervalue
        /// `InstdAmt`: what was ordered, before charges.
        case instructed
    }

    let kind: Kind
    let currency: String
    var amount: Exact?
    /// `XchgRate`: what one unit of `unit` is in the other currency.
    var rate: Exact?
    var unit = ""
}

/// The amounts in other currencies of an entry or a transaction; most have none.
struct CamtAmounts {
    private var amounts: [CamtAmount] = []
    private var rates: [(rate: Exact?, unit: String)] = []

    mutating func removeAll() {
        if !amounts.isEmpty { amounts.removeAll(keepingCapacity: true) }
        if !rates.isEmpty { rates.removeAll(keepingCapacity: true) }
    }

    mutating func begin(_ kind: CamtAmount.Kind, _ currency: String) {
        amounts.append(CamtAmount(kind: kind, currency: currency))
    }

    /// Sets the amount that began last.
    mutating func set(_ amount: Exact?) {
        if !amounts.isEmpty { amounts[amounts.count - 1].amount = amount }
    }

    /// Takes a rate, or the unit it is the price of: an exchange states one of each.
    mutating func add(rate: Exact? = nil, unit: String = "") {
        if rates.isEmpty { rates.append((nil, "")) }
        if let rate { rates[0].rate = rate }
        if !unit.isEmpty { rates[0].unit = unit }
    }

    /// What an entry that is in another currency is in the account's.
    ///
    /// `Ntry/Amt` may be in any currency, balances are in the account's alone. The countervalue is
    /// by its definition the amount converted; else the transaction's own amount. What was merely
    /// ordered (`InstdAmt`) is before charges and is not taken.
    func converted(to currency: String) -> Exact? {
        [CamtAmount.Kind.countervalue, .stated, .transacted].lazy.compactMap { kind in
            amounts.first { $0.kind == kind && $0.currency == currency && !$0.isZero }?.amount
        }.first
    }

    /// The amount in another currency than the account's: the one that was exchanged before the
    /// one that was ordered.
    func original(besides currency: String) -> CamtAmount? {
        guard !amounts.isEmpty else { return nil }
        let found = [CamtAmount.Kind.stated, .transacted, .instructed, .countervalue].lazy
            .compactMap { kind in
                amounts.first { $0.kind == kind && $0.currency != currency && !$0.isZero }
            }.first
        return found.map { rated($0) }
    }

    /// The amount with the rate of its exchange.
    func rated(_ amount: CamtAmount) -> CamtAmount {
        var amount = amount
        if let rate = rates.first { (amount.rate, amount.unit) = rate }
        return amount
    }
}

extension CamtAmount {
    /// True for an amount of nothing, and for none.
    var isZero: Bool { amount.map { $0.mantissa == 0 } ?? true }

    /// The amount in its currency's minor units, without a sign, and the rate to the account's.
    /// - Parameter booked: what the entry is in the account's currency, without a sign.
    func original(booked: Exact, in accountCurrency: String) -> (Money, ExchangeRate?)? {
        guard let currency = Currency(self.currency), let account = Currency(accountCurrency),
            let units = amount?.minorUnits(exponent: currency.exponent)
        else { return nil }
        let money = Money(units, currency)
        let rates = [(currency, account), (account, currency)].compactMap { base, quote in
            rate.flatMap { ExchangeRate(base: base, quote: quote, $0) }
        }
        // Banks quote either way, and not always the way they say (`UnitCcy`): the amounts tell.
        let bookedUnits = booked.minorUnits(exponent: account.exponent) ?? 0
        let likely = rates.filter { money.isNear(bookedUnits, at: $0) }
        return (money, likely.count == 1 ? likely[0] : likely.first { $0.base.code == unit })
    }
}

extension Money {
    /// True where the rate makes the amount of this one, but for rounding and a bank's charges.
    fileprivate func isNear(_ amount: Int64, at rate: ExchangeRate) -> Bool {
        guard let converted = rate.convert(minorUnits, from: currency) else { return false }
        return (converted - amount).magnitude <= 1 + amount.magnitude / 20
    }
}
