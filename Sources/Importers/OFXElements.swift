internal import Formats

/// The elements of OFX that a statement is read from; every other one is passed over.
///
/// Source: OFX §11.4 (bank and card statements), §13.9 (investment statements).
enum OFXElement: Int, CaseIterable {
    // Aggregates, from the root inwards.
    case ofx, response, statement, loan, status, list, ledgerBalance, availableBalance
    case transaction, pendingTransaction, cashTrade, trade
    case accountFrom, payee, accountTo, currency, originalCurrency
    // Fields.
    case code, severity, message, curDef, acctID, dtStart, dtEnd, balAmt, dtAsOf
    case trnType, dtPosted, dtTran, dtTrade, dtSettle, dtAvail, trnAmt, total, fracCash,
        subAcctFund, fitID, correctFitID
    case correctAction, checkNum, refNum, name, extdName, memo, curSym, curRate

    /// Names by element, and how deep an aggregate stands.
    static let vocabulary: [OFXName] = aggregates + fields

    private static let aggregates: [OFXName] = {
        let table: [(OFXElement, Int, [StaticString])] = [
            (.ofx, 0, ["OFX"]),
            (.response, 2, ["STMTTRNRS", "CCSTMTTRNRS", "INVSTMTTRNRS", "LOANSTMTTRNRS"]),
            (.statement, 3, ["STMTRS", "CCSTMTRS", "INVSTMTRS"]),
            (.loan, 3, ["LOANSTMTRS"]),
            (.status, 3, ["STATUS"]),
            (.list, 4, ["BANKTRANLIST", "BANKTRANLISTP", "INVTRANLIST"]),
            (.ledgerBalance, 4, ["LEDGERBAL"]),
            (.availableBalance, 4, ["AVAILBAL"]),
            (.transaction, 5, ["STMTTRN"]),
            (.pendingTransaction, 5, ["STMTTRNP"]),
            (
                .cashTrade, 5,
                [
                    "BUYDEBT", "BUYMF", "BUYOPT", "BUYOTHER", "BUYSTOCK", "INCOME", "INVEXPENSE",
                    "MARGININTEREST", "RETOFCAP", "SELLDEBT", "SELLMF", "SELLOPT", "SELLOTHER",
                    "SELLSTOCK",
                ]
            ),
            (
                .trade, 5,
                ["CLOSUREOPT", "JRNLFUND", "JRNLSEC", "REINVEST", "SPLIT", "TRANSFER"]
            ),
            (.accountFrom, 6, ["BANKACCTFROM", "CCACCTFROM", "INVACCTFROM"]),
            (.payee, 6, ["PAYEE"]),
            (.accountTo, 6, ["BANKACCTTO", "CCACCTTO"]),
            (.currency, 6, ["CURRENCY"]),
            (.originalCurrency, 6, ["ORIGCURRENCY"]),
        ]
        return table.flatMap { element, level, names in
            names.map { text in
                var name = OFXName(text, id: element.rawValue, level: level)
                name.mayBeField = [.payee, .currency, .originalCurrency].contains(element)
                name.mayStayOpen = element == .list
                return name
            }
        }
    }()

    private static let fields: [OFXName] = {
        let table: [(OFXElement, StaticString)] = [
            (.code, "CODE"), (.severity, "SEVERITY"), (.message, "MESSAGE"), (.curDef, "CURDEF"),
            (.acctID, "ACCTID"), (.dtStart, "DTSTART"), (.dtEnd, "DTEND"), (.balAmt, "BALAMT"),
            (.dtAsOf, "DTASOF"), (.trnType, "TRNTYPE"), (.dtPosted, "DTPOSTED"),
            (.dtTran, "DTTRAN"), (.dtTrade, "DTTRADE"), (.dtSettle, "DTSETTLE"),
            (.dtAvail, "DTAVAIL"), (.trnAmt, "TRNAMT"), (.total, "TOTAL"),
            (.fracCash, "FRACCASH"), (.subAcctFund, "SUBACCTFUND"), (.fitID, "FITID"),
            (.correctFitID, "CORRECTFITID"), (.correctAction, "CORRECTACTION"),
            (.checkNum, "CHECKNUM"), (.refNum, "REFNUM"), (.name, "NAME"),
            (.extdName, "EXTDNAME"), (.memo, "MEMO"), (.curSym, "CURSYM"), (.curRate, "CURRATE"),
        ]
        return table.map { OFXName($0.1, id: $0.0.rawValue) }
    }()
}

extension OFXImporter {
    /// True for the head of an OFX file, whatever its encoding: `OFXHEADER` or the root stands
    /// before anything else but blanks, comments and instructions.
    static func recognises(_ head: [UInt8]) -> Bool {
        // Of UTF-16 only the ASCII counts here; other formats have no zeros where OFX has letters.
        var rest = head.filter { $0 != 0 && $0 != 0xFE && $0 != 0xFF }[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        while true {
            rest = rest.drop { $0 <= 32 }
            let word = rest.prefix(24).map { $0 >= 97 && $0 <= 122 ? $0 - 32 : $0 }
            func begins(_ text: String) -> Bool { word.starts(with: text.utf8) }
            if begins("OFXHEADER") || begins("<?OFX ") || begins("<START><OFXHEADER>") {
                return true
            }
            if begins("<OFX") { return word.count > 4 && (word[4] <= 32 || word[4] == 62) }
            guard let end = begins("<!--") ? "-->" : begins("<?") ? "?>" : nil,
                let found = rest.firstRange(of: Array(end.utf8))
            else { return false }
            rest = rest[found.upperBound...]
        }
    }
}
