internal import Accounting
internal import Digest
internal import Importers
internal import Intake
internal import Ledger
internal import Posting

/// `quarantine/<period>/rows.csv`: rejected and held rows with their reason and their own bytes,
/// read back from the archive.
struct Quarantine {
    /// The longest piece of a row that is shown, in bytes.
    private static let longest = 4096

    let folder: ClientFolder
    let period: Period
    let settings: ClientSettings

    func write(_ snapshot: Snapshot) throws {
        let rows = try snapshot.openRows(from: period.from, to: period.to)
        let place = folder.quarantine + "/" + period.name
        guard !rows.isEmpty else { return try removeFolder(place) }
        var text = "file,line,outcome,code,row\n"
        for group in Dictionary(grouping: rows, by: { $0.path }).sorted(by: { $0.key < $1.key }) {
            let raw =
                isPrivate(group.value)
                ? [[UInt8]](repeating: [], count: group.value.count) : try bytes(group.value)
            for (row, bytes) in zip(group.value, raw) {
                let shown = String(decoding: bytes, as: UTF8.self)
                text += "\(quoted(row.path)),\(row.span.line),\(row.outcome.rawValue),\(row.code),"
                text += quoted(shown) + "\n"
            }
        }
        try DurableFile.write(Array(text.utf8), to: place + "/rows.csv")
    }

    /// True where rows of the file may not be shown: pay journals, unless their source says
    /// `privacy: full`.
    private func isPrivate(_ rows: [Snapshot.OpenRow]) -> Bool {
        guard let first = rows.first else { return false }
        if let source = settings.sources.first(where: { $0.name == first.source }) {
            return source.posting.isPrivate
        }
        return SourceFormat(rawValue: first.format)?.isPayroll ?? false
    }

    /// The bytes of rows of one file, in their order; none where the archive lacks the file.
    private func bytes(_ rows: [Snapshot.OpenRow]) throws -> [[UInt8]] {
        var found = [[UInt8]](repeating: [], count: rows.count)
        guard let first = rows.first, try folder.archive.holds(first.digest) else { return found }
        let drop = Drop(
            path: first.path, location: folder.archive.path(of: first.digest), size: 0)
        let reader = try DropReader(drop)
        var position: Int64 = 0
        do {
            let entries = try reader.entries()
            guard let entry = entries.first(where: { $0.path == first.path }) ?? entries.first
            else { return found }
            try reader.read(entry) { chunk, _ in
                let end = position + Int64(chunk.count)
                for (index, row) in rows.enumerated() where row.span.offset < end {
                    let start = row.span.offset
                    let stop = start + Int64(min(Int(row.span.length), Quarantine.longest))
                    let low = max(start, position)
                    let high = min(stop, end)
                    guard low < high else { continue }
                    found[index] += chunk[Int(low - position)..<Int(high - position)]
                }
                position = end
            }
        } catch is ContainerError {}
        return found
    }

    private func quoted(_ text: String) -> String {
        "\""
            + text.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }
}
