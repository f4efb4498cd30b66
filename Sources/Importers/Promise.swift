internal import Dispatch

/// A value that another thread makes.
final class Promise<Value: Sendable>: Sendable {
    private let isMade = DispatchSemaphore(value: 0)
    /// Written once before `isMade` is signalled and read only after it was waited for.
    nonisolated(unsafe) private var value: Value?

    /// Has `make` called on a queue.
    init(_ queue: DispatchQueue, _ make: @escaping @Sendable () -> Value) {
        queue.async {
            self.value = make()
            self.isMade.signal()
        }
    }

    /// Waits for the value; nil if it was taken before.
    func take() -> Value? {
        isMade.wait()
        defer {
            value = nil
            isMade.signal()
        }
        return value
    }
}
