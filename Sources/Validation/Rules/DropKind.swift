public import Accounting

/// I-321 · A drop is a file, no link, pipe, socket or device.
public enum DropKind: Rule {
    public static let code: Code = "I-321"
    public static let slug = "drop-kind"
    public static let severity = Severity.error
    public static let effect = Effect.none
}
