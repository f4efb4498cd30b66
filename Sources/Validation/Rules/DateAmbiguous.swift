public import Accounting

/// V-108 · A date that reads two ways waits for the pattern to be declared.
public enum DateAmbiguous: FlawRule {
    public static let code: Code = "V-108"
    public static let slug = "date-ambiguous"
    public static let severity = Severity.error
    public static let effect = Effect.hold
    public static let defects: [Defect] = [.dateAmbiguous]
}
