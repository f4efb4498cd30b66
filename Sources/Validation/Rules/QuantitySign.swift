public import Accounting

/// V-195 · A quantity has the sign that its kind of movement has in the file.
public enum QuantitySign: FlawRule {
    public static let code: Code = "V-195"
    public static let slug = "quantity-sign"
    public static let severity = Severity.error
    public static let effect = Effect.hold
    public static let defects: [Defect] = [.signUnexpected]
}
