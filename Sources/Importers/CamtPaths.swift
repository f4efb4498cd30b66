internal import Formats

/// What is taken from a camt message; raw values are the reader's fields.
enum CamtField: Int {
    case definition, header, messagePage, messageIsLast
    case statement, report, notification
    case id, sequence, page, isLast, from, to, iban, otherAccount, currency, nothing
    case balance, balanceType, balanceAmount, balanceSide
    case total, creditTotal, debitTotal, totalCount, totalSum, totalNet, totalSide
    case entry, amount, side, isReversal, status, bookingDay, valueDay, reference, information
    case code, proprietaryCode, batchCount, batchTotal
    case transaction, endToEndID, transactionReference, transactionAmount, transactionSide
    case instructedAmount, transactedAmount, counterAmount, rate, rateUnit
    case charges, chargesTotal, chargeAmount, chargeSide, chargeIsIncluded, chargeName
    case debtor, creditor, debtorAccount, creditorAccount
    case remittance, referenceType, structuredReference, returnReason

    /// True for an entry and what stands below it.
    var isOfEntry: Bool { rawValue >= CamtField.entry.rawValue }
}

/// The paths of camt.052, 053 and 054 in versions 01 to 14: what is read, and by that what is not.
///
/// Version 01 names its message elements with a `V01`, which is looked through, and has its own
/// names for accounts, references and return reasons. From 03 on a statement has pages, from 07 on
/// the status is a code of its own and a party stands in a `Pty` (published message definitions).
enum CamtPaths {
    typealias Row = (path: String, interest: XMLInterest, field: CamtField)

    static let all: XMLPaths = {
        var paths = XMLPaths()
        func add(_ rows: [Row], below parent: String) {
            for row in rows { paths.add(parent + row.path, row.interest, row.field.rawValue) }
        }
        let units: [Row] = [
            ("Stmt", .bounds, .statement), ("Rpt", .bounds, .report),
            ("Ntfctn", .bounds, .notification),
        ]
        add(message, below: "")
        add(units, below: "")
        for unit in units { add(statement + totals, below: unit.path + "/") }
        let (entryPath, detailsPath) = ("Stmt/Ntry", "Stmt/Ntry/NtryDtls/TxDtls")
        paths.add(entryPath, .bounds, CamtField.entry.rawValue)
        paths.add(detailsPath, .bounds, CamtField.transaction.rawValue)
        add(entry + amounts + charges, below: entryPath + "/")
        add(transaction + amounts + charges, below: detailsPath + "/")
        paths.add("Stmt/Ntry/TxDtls", sameAs: detailsPath)
        for unit in ["Rpt", "Ntfctn"] { paths.add(unit + "/Ntry", sameAs: entryPath) }
        for message in ["BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn"] {
            for part in ["GrpHdr", "Stmt", "Rpt", "Ntfctn"] {
                paths.add(message + "/" + part, sameAs: part)
            }
            for unit in units { paths.keepTags(message + "/" + unit.path) }
        }
        return paths
    }()

    /// The message: its definition as an application header names it, and its page of several.
    private static let message: [Row] = [
        ("MsgDefIdr", .text, .definition),
        ("MessageIdentifier", .text, .definition),
        ("GrpHdr", .bounds, .header),
        ("GrpHdr/MsgPgntn/PgNb", .text, .messagePage),
        ("GrpHdr/MsgPgntn/LastPgInd", .text, .messageIsLast),
    ]

    /// Below a statement, report or notification.
    private static let statement: [Row] =
        [
            ("Id", .text, .id),
            ("ElctrncSeqNb", .text, .sequence),
            ("FrToDt/FrDtTm", .text, .from),
            ("FrToDt/FrDt", .text, .from),
            ("FrToDt/ToDtTm", .text, .to),
            ("FrToDt/ToDt", .text, .to),
            ("Acct/Id/IBAN", .text, .iban),
            ("Acct/Id/Othr/Id", .text, .otherAccount),
            ("Acct/Id/BBAN", .text, .otherAccount),
            ("Acct/Id/UPIC", .text, .otherAccount),
            ("Acct/Id/PrtryAcct/Id", .text, .otherAccount),
            ("Acct/Ccy", .text, .currency),
            // An account is found in the statement's own Id too.
            ("Id/IBAN", .text, .iban),
            ("Id/Othr/Id", .text, .nothing),

            ("Bal", .bounds, .balance),
            ("Bal/Tp/CdOrPrtry/Cd", .text, .balanceType),
            ("Bal/Tp/CdOrPrtry/Prtry", .text, .balanceType),
            ("Bal/Tp/Cd", .text, .balanceType),
            ("Bal/Tp/Prtry", .text, .balanceType),
            ("Bal/Amt", .attributesAndText, .balanceAmount),
            ("Bal/CdtDbtInd", .text, .balanceSide),
        ]
        + ["StmtPgntn", "RptPgntn", "NtfctnPgntn"].flatMap { pages -> [Row] in
            [("\(pages)/PgNb", .text, .page), ("\(pages)/LastPgInd", .text, .isLast)]
        }

    /// The bank's own sums over a statement's entries; the net is an amount with a side up to
    /// version 03 and an element of both later.
    private static let totals: [Row] =
        [
            ("TxsSummry/TtlNtries", .bounds, .total),
            ("TxsSummry/TtlCdtNtries", .bounds, .creditTotal),
            ("TxsSummry/TtlDbtNtries", .bounds, .debitTotal),
            ("TxsSummry/TtlNtries/TtlNetNtryAmt", .text, .totalNet),
            ("TxsSummry/TtlNtries/CdtDbtInd", .text, .totalSide),
        ]
        + ["TtlNtries", "TtlCdtNtries", "TtlDbtNtries"].flatMap { total -> [Row] in
            [
                ("TxsSummry/\(total)/NbOfNtries", .text, .totalCount),
                ("TxsSummry/\(total)/Sum", .text, .totalSum),
                ("TxsSummry/\(total)/TtlNetNtry/Amt", .text, .totalNet),
                ("TxsSummry/\(total)/TtlNetNtry/CdtDbtInd", .text, .totalSide),
            ]
        }

    /// Below `Ntry`.
    private static let entry: [Row] =
        [
            ("Amt", .attributesAndText, .amount),
            ("CdtDbtInd", .text, .side),
            ("RvslInd", .text, .isReversal),
            ("Sts", .text, .status),
            ("Sts/Cd", .text, .status),
            ("Sts/Prtry", .text, .status),
            ("BookgDt/Dt", .text, .bookingDay),
            ("BookgDt/DtTm", .text, .bookingDay),
            ("ValDt/Dt", .text, .valueDay),
            ("ValDt/DtTm", .text, .valueDay),
            ("AcctSvcrRef", .text, .reference),
            ("BkTxCd/Domn/Cd", .text, .code),
            ("BkTxCd/Domn/Fmly/Cd", .text, .code),
            ("BkTxCd/Domn/Fmly/SubFmlyCd", .text, .code),
            ("BkTxCd/Prtry/Cd", .text, .proprietaryCode),
            ("AddtlNtryInf", .text, .information),
        ]
        + ["Btch", "NtryDtls/Btch"].flatMap { batch -> [Row] in
            [
                ("\(batch)/NbOfTxs", .text, .batchCount),
                ("\(batch)/TtlAmt", .attributesAndText, .batchTotal),
            ]
        }

    /// Below `TxDtls`.
    private static let transaction: [Row] =
        [
            ("Refs/EndToEndId", .text, .endToEndID),
            ("Refs/AcctSvcrRef", .text, .transactionReference),
            ("Amt", .attributesAndText, .transactionAmount),
            ("CdtDbtInd", .text, .transactionSide),

            ("RmtInf/Ustrd", .text, .remittance),
            ("RmtInf/Strd/RfrdDocInf/Nb", .text, .remittance),
            ("RmtInf/Strd/RfrdDocInf/RfrdDocNb", .text, .remittance),
            ("RmtInf/Strd/AddtlRmtInf", .text, .remittance),
            ("RmtInf/Strd/CdtrRefInf/Tp/CdOrPrtry/Cd", .text, .referenceType),
            ("RmtInf/Strd/CdtrRefInf/Tp/CdOrPrtry/Prtry", .text, .referenceType),
            ("RmtInf/Strd/CdtrRefInf/Ref", .text, .structuredReference),
            ("RmtInf/Strd/CdtrRefInf/CdtrRef", .text, .structuredReference),
            ("RtrInf/Rsn/Cd", .text, .returnReason),
            ("RtrInf/Rsn/Prtry", .text, .returnReason),
            ("RtrInf/AddtlInf", .text, .remittance),
            ("RtrInf/RtrRsn/Cd", .text, .returnReason),
            ("RtrInf/RtrRsn/Prtry", .text, .returnReason),
            ("RtrInf/AddtlRtrRsnInf", .text, .remittance),
            ("AddtlTxInf", .text, .remittance),
        ]
        + party("Dbtr", .debtor, .debtorAccount) + party("Cdtr", .creditor, .creditorAccount)

    /// A party's names, those it acts for last, and its account.
    private static func party(_ side: String, _ name: CamtField, _ account: CamtField) -> [Row] {
        let names = ["\(side)", "\(side)/Pty", "Ultmt\(side)", "Ultmt\(side)/Pty"].map { party in
            ("RltdPties/\(party)/Nm", XMLInterest.text, name)
        }
        let accounts = ["IBAN", "Othr/Id", "BBAN", "PrtryAcct/Id"].map { number in
            ("RltdPties/\(side)Acct/Id/\(number)", XMLInterest.text, account)
        }
        return names + accounts + [("RltdPties/\(side)/Agt/FinInstnId/Nm", .text, name)]
    }

    /// Amounts of an entry or a transaction in the currencies it went through.
    private static let amounts: [Row] = [
        ("AmtDtls/InstdAmt", CamtField.instructedAmount), ("AmtDtls/TxAmt", .transactedAmount),
        ("AmtDtls/CntrValAmt", .counterAmount),
    ].flatMap { path, field -> [Row] in
        [
            (path + "/Amt", .attributesAndText, field),
            (path + "/CcyXchg/XchgRate", .text, .rate),
            (path + "/CcyXchg/UnitCcy", .text, .rateUnit),
        ]
    }

    /// Charges of an entry or a transaction: each an element of its own up to version 02, records
    /// of one later.
    private static let charges: [Row] =
        [("Chrgs/TtlChrgsAndTaxAmt", .attributesAndText, .chargesTotal)]
        + ["Chrgs", "Chrgs/Rcrd"].flatMap { record -> [Row] in
            [
                (record, .bounds, .charges),
                (record + "/Amt", .attributesAndText, .chargeAmount),
                (record + "/CdtDbtInd", .text, .chargeSide),
                (record + "/ChrgInclInd", .text, .chargeIsIncluded),
                (record + "/Tp/Cd", .text, .chargeName),
                (record + "/Tp/PrtryCd", .text, .chargeName),
                (record + "/Tp/Prtry/Id", .text, .chargeName),
                (record + "/Br", .text, .chargeName),
            ]
        }
}
