internal import Accounting
internal import Digest
internal import Posting
internal import Reconciliation
internal import Rendering
internal import Reports
internal import Validation

/// The proof block that ends a run: files, rows and money, tie-outs, what the exit means.
struct Proof {
    let settings: ClientSettings
    let options: Options
    let result: RunResult
    let outcome: PackOutcome
    let pack: String?

    /// The worst of what holds for the period.
    var exit: Exit {
        var exit = Exit.done
        if !outcome.whole.holds { exit = exit.worse(.books) }
        let findings = outcome.exceptions.findings + result.left
        if findings.contains(where: { $0.code == DropMissing.code || isExpected($0) }) {
            exit = exit.worse(.incomplete)
        }
        if let failOn = options.failOn,
            findings.contains(where: { $0.severity >= failOn && $0.code != DropMissing.code })
        {
            exit = exit.worse(.findings)
        }
        return exit
    }

    /// True for a gap before a statement of an account whose statements are expected.
    private func isExpected(_ finding: Finding) -> Bool {
        guard finding.code == StatementGap.code, let account = finding.arguments["account"] else {
            return false
        }
        return settings.sources.contains { $0.expectation?.accounts.contains(account) ?? false }
    }

    private var catalog: Catalog { Catalog(options.language ?? settings.language) }

    var text: String {
        let catalog = catalog
        var lines: [String] = []
        lines.append(catalog.text("proof.title"))
        let captured = result.receipts.count
        lines.append(
            captured == 0 && result.settled.isEmpty && result.left.isEmpty
                ? catalog.text("proof.nothing")
                : catalog.text(
                    "proof.files",
                    ["files": String(captured), "known": String(result.knownFiles)]))
        lines += rows(catalog)
        for tie in outcome.ties {
            lines.append(tieLine(tie, catalog))
        }
        lines.append(catalog.text(outcome.whole.holds ? "proof.holds" : "proof.fails"))
        lines.append(
            catalog.text(
                "proof.findings",
                [
                    "errors": count(.error), "warnings": count(.warning), "infos": count(.info),
                ]))
        for finding in outcome.restated {
            lines.append(catalog.block(finding, slug: PeriodRestated.slug))
        }
        for finding in result.left {
            lines.append(catalog.block(finding, slug: Pack.slug(finding.code)))
        }
        lines.append(
            catalog.text(
                "proof.batch",
                ["batch": String(result.batch), "head": result.head?.description ?? "–"]))
        if let pack { lines.append(catalog.text("proof.pack", ["path": pack])) }
        if options.isVerbose { lines += stages(catalog) }
        lines.append(
            catalog.text(
                "proof.exit",
                ["code": String(exit.code), "meaning": catalog.text("exit.\(exit.code)")]))
        return lines.joined(separator: "\n") + "\n"
    }

    private func count(_ severity: Severity) -> String {
        let left = result.left.filter { $0.severity == severity }
        return String(outcome.exceptions.count(severity) + left.count)
    }

    /// Rows, then each currency's money in and out: read = the five outcomes.
    private func rows(_ catalog: Catalog) -> [String] {
        let control = outcome.control
        return control.units.map { unit in
            func value(_ number: Int64) -> String {
                unit.hasPrefix("rows")
                    ? String(number)
                    : catalog.amount(
                        number,
                        exponent: (Currency(unit.prefix(3)) ?? settings.books.currency).exponent)
            }
            var arguments = ["unit": unit, "read": value(control.total(unit, \.read))]
            for outcome in Outcome.allCases {
                arguments[outcome.rawValue] = value(control.total(unit, outcome))
            }
            return catalog.text(unit == "rows" ? "proof.rows" : "proof.money", arguments)
        }
    }

    private func tieLine(_ tie: TieOut, _ catalog: Catalog) -> String {
        func value(_ number: Int64) -> String {
            tie.name == "rows"
                ? String(number)
                : catalog.amount(
                    number, exponent: (tie.currency ?? settings.books.currency).exponent)
        }
        return catalog.text(
            "proof.tie",
            [
                "name": catalog.label(tie),
                "difference": value(tie.unexplained),
                "items": String(tie.items.count),
            ])
    }

    private func stages(_ catalog: Catalog) -> [String] {
        result.stages.map { stage in
            let milliseconds = stage.nanoseconds / 1_000_000
            return catalog.text("stage." + stage.name) + ": "
                + decimalText(Int64(milliseconds), exponent: 3) + " s"
        }
    }
}
