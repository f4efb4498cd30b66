/// A source of drawer counts: the accounts that what is counted stands on, by code.
public struct DrawerSource: Sendable, Hashable {
    public let name: String
    /// What the drawers hold.
    public let account: String
    /// Where sales post the cash they took until it is counted; the same where they post it there.
    public let takings: String

    public init(name: String, account: String, takings: String) {
        self.name = name
        self.account = account
        self.takings = takings
    }
}
