internal import Accounting

/// Every rule, in code order; the place where a new rule is added.
public enum Catalogue {
    public static let rules: [any Rule.Type] = [
        AmountAmbiguous.self,
        StatementBalance.self,
        StatementSummary.self,
        BatchTotal.self,
        OrderTotal.self,
        TaxAmount.self,
        TenderTotal.self,
        DocumentTotal.self,
        InstalmentsTotal.self,
        VoucherBalance.self,
        OpeningControl.self,
        RunningBalance.self,
        AmountTooLarge.self,
        AmountPrecision.self,
        OpeningBank.self,
        DeclaredLines.self,
        DeclaredNet.self,
        DeclaredGross.self,
        DeclaredDue.self,
        DeclaredTaxes.self,
        PayrollBalance.self,
        ZTotal.self,
        ZMissing.self,
        FileTotal.self,
        PriceOffList.self,
        TaxOffList.self,
        TransactionNet.self,
        PayoutTotal.self,
        ServiceBalance.self,
        ConversionUnpaired.self,
        PayoutPaidOtherwise.self,
        CountDifference.self,
        ReceiptCost.self,
        StockPrecision.self,
        StockValue.self,
        OpeningStock.self,
        CashDifference.self,
        FloatChanged.self,
        BankedBeyondCount.self,
        DuplicateFile.self,
        StatementRepeated.self,
        RowDuplicate.self,
        RowLookalike.self,
        CoverageMismatch.self,
        StatementGap.self,
        DropMissing.self,
        DocumentClash.self,
        PeriodRestated.self,
        DropUnsettled.self,
        PagesMissing.self,
        PeriodLocked.self,
        TargetUnknown.self,
        SuspenseOpen.self,
        SuspenseSettled.self,
        PageRepeated.self,
        TransactionCorrected.self,
        LateHeld.self,
        DropChanged.self,
        DropName.self,
        DropKind.self,
        BillLookalike.self,
        SupplierAccountChanged.self,
        TargetCurrency.self,
        DecisionLate.self,
        ReceiptGap.self,
        RefundUnmatched.self,
        CashWithoutSales.self,
        OrderMoved.self,
        PayoutClash.self,
        PaidWithoutSale.self,
        SaleUnpaid.self,
        PayoutUnnamed.self,
        StockNegative.self,
        StockRevalued.self,
        CostHeld.self,
        ValueMissing.self,
        FileMalformed.self,
        FileTruncated.self,
        DoctypeRefused.self,
        EncodingInvalid.self,
        RowRagged.self,
        FieldMissing.self,
        DateMalformed.self,
        DateAmbiguous.self,
        AmountMalformed.self,
        ColumnMissing.self,
        AccountUnknown.self,
        CurrencyUnexpected.self,
        CurrencyForeign.self,
        IBANInvalid.self,
        BankAccountUnmapped.self,
        PartyUnknown.self,
        TaxCodeUnknown.self,
        DueDateMissing.self,
        DateBeforeStart.self,
        LimitExceeded.self,
        DateBeyondHorizon.self,
        DateOutsideStatement.self,
        SourceUnmatched.self,
        FileEmpty.self,
        KindUnknown.self,
        TenderUnmapped.self,
        CategoryUnmapped.self,
        StatusUnknown.self,
        IntradayReport.self,
        UnitSpoiled.self,
        RateMissing.self,
        RateEarlier.self,
        EndUnproved.self,
        LineAccountMissing.self,
        LineTaxMissing.self,
        PartyAmbiguous.self,
        PrepaidUntraced.self,
        MonthEndRate.self,
        QuestionUnknown.self,
        AnswerUnclear.self,
        ElementUnmapped.self,
        AgencyUnmapped.self,
        YearMissing.self,
        RefundUndated.self,
        IncludedTax.self,
        HeaderRepeated.self,
        DayOutlier.self,
        FloatMissing.self,
        CountNegative.self,
        TransactionKind.self,
        TransactionStatus.self,
        PayoutAccountMissing.self,
        IssueUncosted.self,
        QuantitySign.self,
        ItemUnknown.self,
        UnitUnknown.self,
        ProductUnknown.self,
        SupplierUnnamed.self,
    ]

    static let flawRules: [any FlawRule.Type] = rules.compactMap { $0 as? any FlawRule.Type }

    static let statementRules: [any StatementRule.Type] = rules.compactMap {
        $0 as? any StatementRule.Type
    }

    static let orderRules: [any OrderRule.Type] = rules.compactMap { $0 as? any OrderRule.Type }

    static let documentRules: [any DocumentRule.Type] = rules.compactMap {
        $0 as? any DocumentRule.Type
    }

    /// What a document's own figures must be to each other.
    static let totalRules: [any DocumentRule.Type] = [
        DocumentTotal.self, DeclaredLines.self, DeclaredNet.self, DeclaredGross.self,
        DeclaredDue.self, DeclaredTaxes.self,
    ]

    static let paymentRules: [any PaymentRule.Type] = rules.compactMap {
        $0 as? any PaymentRule.Type
    }

    static let payrollRules: [any PayrollRule.Type] = rules.compactMap {
        $0 as? any PayrollRule.Type
    }

    static let payoutRules: [any PayoutRule.Type] = rules.compactMap {
        $0 as? any PayoutRule.Type
    }

    static let voucherRules: [any VoucherRule.Type] = rules.compactMap {
        $0 as? any VoucherRule.Type
    }

    static let dayRules: [any DayRule.Type] = rules.compactMap { $0 as? any DayRule.Type }

    /// The rule a defect breaks; every defect has one (a test holds the list against this).
    static func rule(for defect: Defect) -> any Rule.Type {
        flawRules.first { $0.defects.contains(defect) } ?? FileMalformed.self
    }

    /// The rule of a code.
    public static func rule(_ code: String) -> (any Rule.Type)? {
        rules.first { $0.code.text == code || $0.slug == code }
    }
}
