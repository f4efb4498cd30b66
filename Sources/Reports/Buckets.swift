/// The columns of an ageing: Unapplied, Current, then one a pair of edges and what lies beyond.
///
/// Edges `[0, 30, 60, 90]` cut ages of at most 0, 1 to 30, 31 to 60, 61 to 90, and 91 days on.
public struct Buckets: Sendable, Hashable {
    public static let unapplied = "unapplied"
    public static let current = "current"

    /// Ascending; the first is the last age that counts as current.
    public let edges: [Int]
    /// `unapplied`, `current`, `1-30` … `90+`: every age has one name but `unapplied`.
    public let names: [String]

    public init(edges: [Int]) {
        self.edges = edges
        names =
            [Buckets.unapplied, Buckets.current]
            + zip(edges, edges.dropFirst()).map { "\($0 + 1)-\($1)" }
            + (edges.last.map { ["\($0)+"] } ?? [])
    }

    public func name(of age: Int) -> String {
        guard let beyond = edges.firstIndex(where: { age <= $0 }) else {
            return names.count > 2 ? names[names.count - 1] : Buckets.current
        }
        return names[beyond + 1]
    }
}
