public import Accounting
internal import GRDB

extension Finding {
    /// - Parameter row: the columns of `finding`, and the file's `path`.
    init(row: Row) {
        let line: Int64 = row["line"]
        let column: Int64 = row["position"]
        let severity: String = row["severity"]
        let text: String = row["arguments"]
        var arguments: [String: String] = [:]
        for pair in text.split(separator: "\u{1F}", omittingEmptySubsequences: true) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { arguments[String(parts[0])] = String(parts[1]) }
        }
        self.init(
            Code(row["code"]), Severity(rawValue: severity) ?? .error,
            at: Place(file: row["path"] ?? "", line: Int(line), column: Int(column)),
            found: row["found"], arguments)
    }
}

extension BookSession {
    /// Why files are refused as a whole: findings of verdicts that stand.
    public func refusals(of files: [Int64]) throws -> [(verdict: Int64, finding: Finding)] {
        let list = files.map(String.init).joined(separator: ",")
        return try Row.fetchAll(
            db,
            sql: """
                SELECT n.*, f.path FROM finding n JOIN file f ON f.id = n.file
                JOIN verdict w ON w.id = n.verdict AND w.file = n.file
                WHERE n.file IN (\(list)) AND n.unit = -1
                  AND NOT EXISTS (SELECT 1 FROM verdict v WHERE v.previous = n.verdict)
                ORDER BY n.id
                """
        ).map { ($0["verdict"], Finding(row: $0)) }
    }
}
