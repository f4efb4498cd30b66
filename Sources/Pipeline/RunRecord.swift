internal import Accounting
internal import Digest
internal import Intake
internal import Ledger
internal import Rendering
internal import Reports

/// `runs/<id>/`: the only place with clock times.
struct RunRecord {
    let folder: ClientFolder
    let options: Options

    func write(_ proof: Proof, _ settings: ClientSettings) throws {
        let id = stamp(options.now)
        let place = folder.runs + "/" + id
        let told = proof.outcome.exceptions.findings + proof.result.left
        let findings = told.map { finding in
            """
            {"severity":"\(finding.severity.rawValue)","code":"\(finding.code)",\
            "slug":"\(Pack.slug(finding.code))","file":\(JSONWriter.string(finding.place.file)),\
            "line":\(finding.place.line),"column":\(finding.place.column),\
            "found":\(JSONWriter.string(finding.found))}
            """
        }.joined(separator: "\n")
        let files = [
            ("findings.ndjson", Array((findings + "\n").utf8)), ("log", Array(proof.text.utf8)),
        ]
        let sums = files.map { name, bytes in
            "{\"name\":\"\(name)\",\"sha256\":\"\(sha256(bytes))\"}"
        }.joined(separator: ",")
        let record = """
            {"run":"\(id)","monthend":"\(Version.current)","client":\(JSONWriter.string(settings.name)),\
            "batch":\(proof.result.batch),"head":"\(proof.result.head?.description ?? "")",\
            "files":\(proof.result.receipts.count),"known":\(proof.result.knownFiles),\
            "exit":\(proof.exit.code),"reports":[\(sums)]}

            """
        // The record of a run in the same second would seal others than these.
        try removeFolder(place)
        for (name, bytes) in files { try DurableFile.write(bytes, to: place + "/" + name) }
        try DurableFile.write(Seal.sealed(record), to: place + "/run.json")
    }

    /// `20260930T214500Z` of seconds since 1970.
    private func stamp(_ seconds: Int64) -> String {
        let days = seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400
        let rest = seconds - days * 86400
        // 1970-01-01 is day 719162 from 0001-01-01.
        let day = Day(number: Int32(clamping: days + 719_162)).description
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : String(number) }
        return day.filter { $0 != "-" } + "T" + two(rest / 3600) + two(rest / 60 % 60)
            + two(rest % 60) + "Z"
    }
}

/// The program's version, in MANIFEST and run records.
public enum Version {
    public static let current = "0.1.0"
}

extension Options {
    /// The period asked for: `-p`, else `--from` and `--to`, else the last ended month of `now`.
    func resolvedPeriod() throws(Failure) -> Period {
        if let from, let to {
            guard let first = Day(iso: from), let last = Day(iso: to), first <= last else {
                throw Failure(.usage, "usage", ["reason": "--from \(from) --to \(to)"])
            }
            return Period(from: first, to: last)
        }
        guard let period, period != "last" else {
            let today = Day(number: Int32(clamping: now / 86400 + 719_162))
            return Period(today.month + -1)
        }
        guard let known = Period(period) else {
            throw Failure(
                .usage, "bad-value",
                ["key": "-p", "value": period, "expected": "2026-09 | 2026-Q3 | 2026 | last"])
        }
        return known
    }

    /// What the lock tells others of its holder.
    func holder(_ verb: String) -> String { "\(verb) pid \(processID())" }
}
