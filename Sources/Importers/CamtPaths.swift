internal import Formats

/// What is taken from a camt message; raw values are the reader's fields.
enum CamtField: Int {
    case messagePage, messageIsLast
    case statement, report, notification
    case id, page, isLast, from, to, iban, otherAccount, currency
    case balance, balanceType, balanceAmount, balanceSide
    case total, creditTotal, debitTotal, totalCount, totalSum, totalNet, totalSide
    case entry, amount, side, status, bookingDay, valueDay, reference, information
    case transaction, endToEndID, transactionReference, transactionAmount, transactionSide
    case innerAmount, debtor, creditor, debtorIBAN, creditorIBAN
    case remittance, structuredReference
    case nothing

    /// True for an entry and what stands below it.
    var isOfEntry: Bool { rawValue >= CamtField.entry.rawValue }
}

/// The paths of camt.052, 053 and 054 in all versions: what is read, and by that what is not.
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
        for unit in units {
            add(statement + totals, below: unit.path + "/")
            add(entry, below: unit.path + "/Ntry/")
            add(transaction, below: unit.path + "/Ntry/NtryDtls/TxDtls/")
        }
        for message in ["BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn"] {
            for part in ["GrpHdr", "Stmt", "Rpt", "Ntfctn"] {
                paths.add(message + "/" + part, sameAs: part)
            }
            for unit in units { paths.keepTags(message + "/" + unit.path) }
        }
        return paths
    }()

    /// The page of a message that is sent in several.
    private static let message: [Row] = [
        ("GrpHdr/MsgPgntn/PgNb", .text, .messagePage),
        ("GrpHdr/MsgPgntn/LastPgInd", .text, .messageIsLast),
    ]

    /// Below a statement, report or notification.
    private static let statement: [Row] = [
        ("Id", .text, .id),
        ("StmtPgntn/PgNb", .text, .page),
        ("StmtPgntn/LastPgInd", .text, .isLast),
        ("FrToDt/FrDtTm", .text, .from),
        ("FrToDt/FrDt", .text, .from),
        ("FrToDt/ToDtTm", .text, .to),
        ("FrToDt/ToDt", .text, .to),
        ("Acct/Id/IBAN", .text, .iban),
        ("Acct/Id/Othr/Id", .text, .otherAccount),
        ("Acct/Ccy", .text, .currency),
        // An account is found in the statement's own Id too.
        ("Id/IBAN", .text, .iban),
        ("Id/Othr/Id", .text, .nothing),

        ("Bal", .bounds, .balance),
        ("Bal/Tp/CdOrPrtry/Cd", .text, .balanceType),
        ("Bal/Tp/CdOrPrtry/Prtry", .text, .balanceType),
        ("Bal/Amt", .attributesAndText, .balanceAmount),
        ("Bal/CdtDbtInd", .text, .balanceSide),

        ("Ntry", .bounds, .entry),
    ]

    /// The bank's own sums over a statement's entries; the net is an amount with a side up to
    /// version 02 and an element of both later.
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

    /// Below `Ntry`; the status is a text up to version 07 and a code later.
    private static let entry: [Row] = [
        ("Amt", .attributesAndText, .amount),
        ("CdtDbtInd", .text, .side),
        ("Sts", .text, .status),
        ("Sts/Cd", .text, .status),
        ("BookgDt/Dt", .text, .bookingDay),
        ("BookgDt/DtTm", .text, .bookingDay),
        ("ValDt/Dt", .text, .valueDay),
        ("ValDt/DtTm", .text, .valueDay),
        ("AcctSvcrRef", .text, .reference),
        ("AddtlNtryInf", .text, .information),
        ("NtryDtls/TxDtls", .bounds, .transaction),
    ]

    /// Below `TxDtls`; the parties stand in a `Pty` of their own from version 08 on.
    private static let transaction: [Row] = [
        ("Refs/EndToEndId", .text, .endToEndID),
        ("Refs/AcctSvcrRef", .text, .transactionReference),
        ("Amt", .attributesAndText, .transactionAmount),
        ("CdtDbtInd", .text, .transactionSide),
        ("AmtDtls/TxAmt/Amt", .text, .innerAmount),
        ("RltdPties/Dbtr/Nm", .text, .debtor),
        ("RltdPties/Dbtr/Pty/Nm", .text, .debtor),
        ("RltdPties/DbtrAcct/Id/IBAN", .text, .debtorIBAN),
        ("RltdPties/Cdtr/Nm", .text, .creditor),
        ("RltdPties/Cdtr/Pty/Nm", .text, .creditor),
        ("RltdPties/CdtrAcct/Id/IBAN", .text, .creditorIBAN),
        ("RmtInf/Ustrd", .text, .remittance),
        ("RmtInf/Strd/CdtrRefInf/Ref", .text, .structuredReference),
        ("AddtlTxInf", .text, .remittance),
    ]
}
