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
    private final class Outcome: @unchecked Sendable {
        var failure: (any Error)?
        var nanoseconds: UInt64 = 0
    }
    private let outcome = Outcome()
    private var isSettled = true
    /// How long others have waited for it.
    private(set) var waited: UInt64 = 0

    /// How long it has written, where it is settled.
    var written: UInt64 { outcome.nanoseconds }

    init() { for _ in 0..<BulkWriter.capacity { room.signal() } }

    /// Hands over one batch; after a failure the others are dropped and `settle` throws it.
    func write(_ batch: @escaping @Sendable () throws -> Void) {
        isSettled = false
        wait { room.wait() }
        queue.async { [outcome, room] in
            let start = DispatchTime.now().uptimeNanoseconds
            if outcome.failure == nil {
                do { try batch() } catch { outcome.failure = error }
            }
            outcome.nanoseconds += DispatchTime.now().uptimeNanoseconds - start
            room.signal()
        }
    }

    /// Waits until every batch is written.
    /// - Throws: the first failure of a batch.
    func settle() throws {
        guard !isSettled else { return }
        wait { queue.sync {} }
        isSettled = true
        if let failure = outcome.failure {
            outcome.failure = nil
            throw failure
        }
    }

    private func wait(_ body: () -> Void) {
        let start = DispatchTime.now().uptimeNanoseconds
        body()
        waited += DispatchTime.now().uptimeNanoseconds - start
    }
}
