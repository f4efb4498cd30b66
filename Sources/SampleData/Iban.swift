/// The remainder by 97 of a text of digits and letters (A = 10 … Z = 35).
private func remainder97(_ text: String) -> Int {
    var rest = 0
    for byte in text.utf8 {
        if byte >= 65 {
            rest = (rest * 100 + Int(byte) - 55) % 97
        } else {
            rest = (rest * 10 + Int(byte) - 48) % 97
        }
    }
    return rest
}

/// An IBAN with its check digits computed.
func iban(country: String, account: String) -> String {
    country + padded(98 - remainder97(account + country + "00"), 2) + account
}

/// A French IBAN with its national key computed too (account numbers of digits only).
func frenchIban(bank: Int, branch: Int, account: Int) -> String {
    let sum = (89 * (bank % 97) + 15 * (branch % 97) + 3 * (account % 97)) % 97
    let key = padded(97 - sum, 2)
    let number = padded(bank, 5) + padded(branch, 5) + padded(account, 11) + key
    return iban(country: "FR", account: number)
}

/// A creditor reference (ISO 11649) of digits and capitals.
func creditorReference(_ text: String) -> String {
    "RF" + padded(98 - remainder97(text + "RF00"), 2) + text
}

/// A SIREN of eight digits and its Luhn digit.
func siren(_ digits: Int) -> String {
    var sum = 0
    for (place, letter) in padded(digits, 8).utf8.reversed().enumerated() {
        let digit = Int(letter) - 48
        let twice = digit * 2
        sum += place % 2 == 0 ? twice / 10 + twice % 10 : digit
    }
    return padded(digits, 8) + String((10 - sum % 10) % 10)
}

/// The French VAT number of a SIREN.
func frenchVAT(_ siren: String) -> String {
    let number = Int(siren) ?? 0
    return "FR" + padded((12 + 3 * (number % 97)) % 97, 2) + siren
}
