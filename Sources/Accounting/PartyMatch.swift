/// Finding a party by what a document states of it.
extension Parties {
    /// The parties that an e-invoice's identity names: by VAT number, registration number,
    /// account, exact name or alias; in order of their ids. More than one is no answer.
    ///
    /// - Parameter iban: the account the party is paid on; empty for none.
    /// - Complexity: linear in the parties.
    public func matches(_ identity: PartyIdentity, iban: String = "") -> [Party] {
        let vat = Parties.plain(identity.vatNumber)
        let legal = identity.legalIDs.map(Parties.registration).filter { $0.count >= 4 }
        let named = identity.name.isEmpty ? nil : find(identity.name)
        return all.filter { party in
            if party.id == named?.id { return true }
            if !vat.isEmpty, party.vatNumber.map(Parties.plain) == vat { return true }
            if !iban.isEmpty, party.ibans.contains(iban) { return true }
            return party.legalIDs.map(Parties.registration).contains { own in
                legal.contains { Parties.isSame(own, $0) }
            }
        }
    }

    /// Capital letters and digits alone: `FR 11 999999998` is `FR11999999998`.
    private static func plain(_ text: String) -> String {
        String(text.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
    }

    /// A registration number without the scheme before it (ISO 6523: `0002:`, `0009:`).
    private static func registration(_ text: String) -> String {
        let parts = text.split(separator: ":")
        let isSchemed = parts.count == 2 && parts[0].count == 4 && Int(parts[0]) != nil
        return plain(isSchemed ? String(parts[1]) : text)
    }

    /// A SIRET (14 digits) is that of an establishment of its SIREN (the first nine).
    private static func isSame(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        let (short, long) = left.count < right.count ? (left, right) : (right, left)
        return short.count == 9 && long.count == 14 && long.hasPrefix(short)
            && long.allSatisfy(\.isNumber)
    }
}
