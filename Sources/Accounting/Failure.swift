/// The machine's or the configuration's fault: thrown, ends the client's run, sets the exit code.
///
/// Like a finding it carries a name and arguments; the sentences stand in Rendering.
public struct Failure: Error, Hashable, Sendable {
    public enum Kind: Sendable, Hashable {
        /// Wrong call: exit 64.
        case usage
        /// Settings that cannot be used: exit 78.
        case configuration
        /// Reading or writing failed: exit 74.
        case inputOutput
        /// Another run holds the book: exit 75.
        case busy
        /// A control refuses (locked period, tie-out): exit 3.
        case refused
        /// Our own books are broken: exit 4.
        case books
        /// A bug of ours: exit 70.
        case defect
        /// A signal asked us to stop: exit 128 + n.
        case interrupted(Int32)
    }

    public let kind: Kind
    public let slug: String
    public let place: Place?
    public let arguments: [String: String]

    public init(
        _ kind: Kind, _ slug: String, at place: Place? = nil, _ arguments: [String: String] = [:]
    ) {
        self.kind = kind
        self.slug = slug
        self.place = place
        self.arguments = arguments
    }
}
