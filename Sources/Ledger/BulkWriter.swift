internal import Dispatch

/// Writes batches on a thread of its own, in order, while the book thread judges the next.
///
/// Whoever else needs the connection waits for it first (`settle`): SQLite is used by one thread
/// at a time. At most `capacity` batches wait; `write` waits for room beyond them.
final class BulkWriter {
    private static let capacity = 2
    private let queue = DispatchQueue(label: "book writer")
    private let room = DispatchSemaphore(value: 0)
    /// Read and written on `queue` only, or after `settle` has waited for it.
    private final class Outcome: @unchecked Sendable { var failure: (any Error)? }
    private let outcome = Outcome()
    private var isSettled = true

    init() { for _ in 0..<BulkWriter.capacity { room.signal() } }

    /// Hands over one batch; after a failure the others are dropped and `settle` throws it.
    func write(_ batch: @escaping @Sendable () throws -> Void) {
        isSettled = false
        room.wait()
        queue.async { [outcome, room] in
            if outcome.failure == nil {
                do { try batch() } catch { outcome.failure = error }
            }
            room.signal()
        }
    }

    /// Waits until every batch is written.
    /// - Throws: the first failure of a batch.
    func settle() throws {
        guard !isSettled else { return }
        queue.sync {}
        isSettled = true
        if let failure = outcome.failure {
            outcome.failure = nil
            throw failure
        }
    }
}
