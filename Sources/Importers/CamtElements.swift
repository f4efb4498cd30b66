internal import Formats

/// The elements of camt.052/053/054 that are looked at; raw values are vocabulary positions.
enum CamtElement: Int {
    case other = -1
    case document = 0
    case bkToCstmrStmt, bkToCstmrAcctRpt, bkToCstmrDbtCdtNtfctn
    case grpHdr, msgPgntn, pgNb, lastPgInd
    case stmt, rpt, ntfctn, stmtPgntn, id, frToDt, frDtTm, toDtTm, frDt, toDt
    case acct, iban, othr, ccy
    case bal, balTp, cdOrPrtry, cd, prtry, amt, cdtDbtInd, dt, dtTm
    case txsSummry, ttlNtries, ttlCdtNtries, ttlDbtNtries, nbOfNtries, sum, ttlNetNtryAmt
    case ttlNetNtry
    case ntry, sts, bookgDt, valDt, acctSvcrRef, addtlNtryInf, ntryDtls
    case txDtls, refs, endToEndId, amtDtls, txAmt, rltdPties, dbtr, pty, dbtrAcct, cdtr
    case cdtrAcct, nm, rmtInf, ustrd, strd, cdtrRefInf, ref, addtlTxInf

    /// Local names by raw value.
    static let vocabulary: [StaticString] = [
        "Document", "BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn",
        "GrpHdr", "MsgPgntn", "PgNb", "LastPgInd",
        "Stmt", "Rpt", "Ntfctn", "StmtPgntn", "Id", "FrToDt", "FrDtTm", "ToDtTm", "FrDt", "ToDt",
        "Acct", "IBAN", "Othr", "Ccy",
        "Bal", "Tp", "CdOrPrtry", "Cd", "Prtry", "Amt", "CdtDbtInd", "Dt", "DtTm",
        "TxsSummry", "TtlNtries", "TtlCdtNtries", "TtlDbtNtries", "NbOfNtries", "Sum",
        "TtlNetNtryAmt", "TtlNetNtry",
        "Ntry", "Sts", "BookgDt", "ValDt", "AcctSvcrRef", "AddtlNtryInf", "NtryDtls",
        "TxDtls", "Refs", "EndToEndId", "AmtDtls", "TxAmt", "RltdPties", "Dbtr",
        "Pty", "DbtrAcct", "Cdtr", "CdtrAcct", "Nm", "RmtInf", "Ustrd",
        "Strd", "CdtrRefInf", "Ref", "AddtlTxInf",
    ]

    /// What is wanted of this element below `parent`.
    func interest(below parent: CamtElement, isInside: Bool) -> XMLInterest {
        switch parent {
        case .other, .document:
            return isInside ? .skip : .children
        case .bkToCstmrStmt, .bkToCstmrAcctRpt, .bkToCstmrDbtCdtNtfctn:
            return [.grpHdr, .stmt, .rpt, .ntfctn].contains(self) ? .children : .skip
        case .grpHdr: return self == .msgPgntn ? .children : .skip
        case .msgPgntn, .stmtPgntn: return [.pgNb, .lastPgInd].contains(self) ? .text : .skip
        case .stmt, .rpt, .ntfctn:
            if self == .id { return .text }
            return [.stmtPgntn, .frToDt, .acct, .bal, .txsSummry, .ntry].contains(self)
                ? .children : .skip
        case .frToDt: return .text
        case .acct: return self == .ccy ? .text : self == .id ? .children : .skip
        case .id: return self == .iban ? .text : self == .othr ? .children : .skip
        case .othr: return self == .id ? .text : .skip
        case .bal:
            if self == .amt || self == .cdtDbtInd { return .text }
            return self == .balTp ? .children : .skip
        case .balTp: return self == .cdOrPrtry ? .children : .skip
        case .cdOrPrtry: return self == .cd || self == .prtry ? .text : .skip
        case .txsSummry:
            return [.ttlNtries, .ttlCdtNtries, .ttlDbtNtries].contains(self) ? .children : .skip
        case .ttlNtries, .ttlCdtNtries, .ttlDbtNtries:
            return self == .ttlNetNtry ? .children : .text
        case .ttlNetNtry: return .text
        default: return interestInEntry(below: parent)
        }
    }

    private func interestInEntry(below parent: CamtElement) -> XMLInterest {
        switch parent {
        case .ntry:
            switch self {
            case .amt, .cdtDbtInd, .sts, .acctSvcrRef, .addtlNtryInf: return .text
            case .bookgDt, .valDt, .ntryDtls: return .children
            default: return .skip
            }
        case .sts: return self == .cd ? .text : .skip
        case .bookgDt, .valDt: return self == .dt || self == .dtTm ? .text : .skip
        case .ntryDtls: return self == .txDtls ? .children : .skip
        case .txDtls:
            switch self {
            case .amt, .cdtDbtInd, .addtlTxInf: return .text
            case .refs, .amtDtls, .rltdPties, .rmtInf: return .children
            default: return .skip
            }
        case .refs: return self == .endToEndId || self == .acctSvcrRef ? .text : .skip
        case .amtDtls: return self == .txAmt ? .children : .skip
        case .txAmt: return self == .amt ? .text : .skip
        case .rltdPties:
            return [.dbtr, .cdtr, .dbtrAcct, .cdtrAcct].contains(self) ? .children : .skip
        case .dbtr, .cdtr: return self == .nm ? .text : self == .pty ? .children : .skip
        case .pty: return self == .nm ? .text : .skip
        case .dbtrAcct, .cdtrAcct: return self == .id ? .children : .skip
        case .rmtInf: return self == .ustrd ? .text : self == .strd ? .children : .skip
        case .strd: return self == .cdtrRefInf ? .children : .skip
        case .cdtrRefInf: return self == .ref ? .text : .skip
        default: return .skip
        }
    }
}
