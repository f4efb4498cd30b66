public import Accounting

/// A-231 · A store that closes its days with a Z closes every day it sells on.
public enum ZMissing: Rule {
    public static let code: Code = "A-231"
    public static let slug = "z-missing"
    public static let severity = Severity.warning
    public static let effect = Effect.none
}
