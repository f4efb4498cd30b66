public import Accounting

/// Puts drafts before the rules of the catalogue.
public final class Judge: Sendable {
    public let facts: Facts

    public init(_ facts: Facts) { self.facts = facts }

    /// The ruling over stated flaws.
    public func flaws(_ flaws: [Flaw]) -> Ruling {
        var ruling = Ruling()
        for flaw in flaws {
            let rule = Catalogue.rule(for: flaw.defect)
            let place = Place(file: facts.file, line: flaw.line, column: flaw.column)
            var arguments = flaw.arguments
            arguments["source"] = facts.source
            ruling.add(
                rule,
                Finding(rule.code, rule.severity, at: place, found: flaw.found, arguments), facts)
        }
        return ruling
    }

    /// The ruling over a posting date.
    public func day(_ day: Day?, line: Int) -> Ruling {
        var ruling = Ruling()
        guard let day else { return ruling }
        for rule in Catalogue.dayRules {
            guard let arguments = rule.judge(day, facts) else { continue }
            ruling.add(
                rule,
                rule.finding(
                    at: Place(file: facts.file, line: line), found: day.description, arguments),
                facts)
        }
        return ruling
    }

    /// The ruling over a statement once its last row is read.
    public func statement(_ statement: StatementFacts) -> Ruling {
        var ruling = flaws(statement.tail.flaws)
        for rule in Catalogue.statementRules {
            for finding in rule.judge(statement) { ruling.add(rule, finding, facts) }
        }
        return ruling
    }

    public func order(_ order: OrderFacts) -> Ruling {
        var ruling = Ruling()
        for rule in Catalogue.orderRules {
            if let finding = rule.judge(order) { ruling.add(rule, finding, facts) }
        }
        return ruling
    }

    public func document(_ document: DocumentFacts) -> (Ruling, Accepted<DocumentDraft>?) {
        var ruling = flaws(document.draft.flaws)
        ruling.add(day(document.draft.day, line: document.line))
        if ruling.posts {
            for rule in Catalogue.documentRules {
                for finding in rule.judge(document) { ruling.add(rule, finding, facts) }
            }
        }
        return (ruling, ruling.posts ? Accepted(document.draft) : nil)
    }

    /// The ruling over a document's own figures alone, whoever's books it is for.
    public func totals(_ document: DocumentFacts) -> Ruling {
        var ruling = flaws(document.draft.flaws)
        for rule in Catalogue.totalRules {
            for finding in rule.judge(document) { ruling.add(rule, finding, facts) }
        }
        return ruling
    }

    public func payment(_ payment: PaymentDraft) -> (Ruling, Accepted<PaymentDraft>?) {
        var ruling = flaws(payment.flaws)
        ruling.add(day(payment.day, line: Int(payment.span.line)))
        if ruling.posts {
            for rule in Catalogue.paymentRules {
                if let finding = rule.judge(payment, facts) { ruling.add(rule, finding, facts) }
            }
        }
        return (ruling, ruling.posts ? Accepted(payment) : nil)
    }

    public func payroll(_ payroll: PayrollFacts) -> (Ruling, Accepted<PayrollJournal>?) {
        var ruling = flaws(payroll.draft.flaws)
        ruling.add(day(payroll.draft.day, line: payroll.line))
        if ruling.posts {
            for rule in Catalogue.payrollRules {
                for finding in rule.judge(payroll) { ruling.add(rule, finding, facts) }
            }
        }
        return (ruling, ruling.posts ? Accepted(payroll.journal) : nil)
    }

    public func voucher(_ voucher: VoucherDraft, isOpening: Bool)
        -> (Ruling, Accepted<VoucherDraft>?)
    {
        var ruling = flaws(voucher.flaws)
        if !isOpening, let line = voucher.lines.first {
            ruling.add(day(line.day, line: Int(line.span.line)))
        }
        if ruling.posts {
            for rule in Catalogue.voucherRules {
                for finding in rule.judge(voucher, isOpening: isOpening, facts) {
                    ruling.add(rule, finding, facts)
                }
            }
        }
        return (ruling, ruling.posts ? Accepted(voucher) : nil)
    }

    /// The ruling of one rule that the book's own facts have found broken.
    public func ruling(_ rule: any Rule.Type, _ finding: Finding) -> Ruling {
        var ruling = Ruling()
        ruling.add(rule, finding, facts)
        return ruling
    }

    /// Whether the file's savepoint is kept.
    public func file(_ ruling: Ruling) -> FileVerdict { FileVerdict(ruling) }
}
