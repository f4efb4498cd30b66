internal import Accounting
internal import Ledger
internal import Validation

extension Poster {
    /// Finds the party of an e-invoice by what it states of the other side: the seller of a bill,
    /// the buyer of an invoice of ours.
    /// - Returns: the parties that were found; one is the answer, its id then stands in `draft`.
    func settleParty(of draft: inout DocumentDraft, side: Side) -> [Party] {
        guard let identity = side == .payable ? draft.seller : draft.buyer else {
            return books.parties.find(draft.party).map { [$0] } ?? []
        }
        let found = books.parties.matches(identity, iban: side == .payable ? draft.iban : "")
        draft.party = found.count == 1 ? found[0].id : identity.name
        return found
    }

    /// The line of parties.csv that the stated identity gives, by its published columns
    /// `id,name,kind,terms_days,iban,vat_number,alias,legal_id`.
    func newParty(of draft: DocumentDraft, side: Side) -> String? {
        guard let identity = side == .payable ? draft.seller : draft.buyer else { return nil }
        let letters = identity.name.uppercased().map { character in
            character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
        }
        let id = String(letters).split(separator: "-").prefix(3).joined(separator: "-")
        let fields = [
            id.isEmpty ? identity.vatNumber : id, identity.name,
            side == .payable ? "supplier" : "customer", "",
            side == .payable && IBAN.isValid(draft.iban) ? draft.iban : "", identity.vatNumber, "",
            identity.legalIDs.joined(separator: "|"),
        ]
        return fields.map { field in
            field.contains { ",\"\n".contains($0) }
                ? "\"" + field.split(separator: "\"").joined(separator: "\"\"") + "\"" : field
        }.joined(separator: ",")
    }

    /// A bill of the party in the book with the same amount, and of the same day or nearly the
    /// same number.
    func lookalike(_ draft: DocumentDraft, side: Side, party: Party) throws
        -> (number: String, place: String)?
    {
        guard side == .payable, !file.source.distinct.contains(draft.number) else { return nil }
        let gross = draft.lines.reduce(draft.rounding) { $0 &+ $1.gross }
        let sign = draft.kind == .invoice ? side.sign : -side.sign
        let currency = draft.currency.isEmpty ? books.currency.code : draft.currency
        let known = try session.documents(
            ofParty: party.id, kind: draft.kind.rawValue, side: side, gross: gross * sign,
            currency: currency)
        let key = BillLookalike.key(draft.number)
        let twin = known.first {
            $0.number != draft.number
                && ($0.day == draft.day || BillLookalike.key($0.number) == key)
        }
        guard let twin else { return nil }
        return (twin.number, try session.place(ofEntry: twin.entry)?.description ?? "")
    }

    /// The accounts a supplier is paid on: those of parties.csv, else those its bills asked for.
    func knownAccounts(_ draft: DocumentDraft, side: Side, party: Party) throws -> [String] {
        guard side == .payable, !draft.iban.isEmpty else { return [] }
        if !party.ibans.isEmpty { return party.ibans }
        var known: [String] = []
        for account in try session.bankAccounts(ofParty: party.id, side: side)
        where !known.contains(account.iban) { known.append(account.iban) }
        return known
    }
}
