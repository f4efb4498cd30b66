internal import Dispatch
internal import Glibc

/// A queue between two threads that holds at most a few elements: the writer waits for the reader.
final class BoundedChannel<Element: Sendable>: @unchecked Sendable {
    private let capacity: Int
    /// How long either side has waited for the other, in nanoseconds; whole once both have ended.
    private(set) var waited: (sender: UInt64, receiver: UInt64) = (0, 0)
    private var elements: [Element] = []
    private var isClosed = false
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init(capacity: Int) {
        self.capacity = capacity
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(changed)
        mutex.deallocate()
        changed.deallocate()
    }

    /// Waits for room. Returns false where the reader has closed the channel.
    func send(_ element: Element) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        waited.sender += wait { elements.count >= capacity && !isClosed }
        guard !isClosed else { return false }
        elements.append(element)
        pthread_cond_broadcast(changed)
        return true
    }

    /// Waits for an element.
    func receive() -> Element? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        waited.receiver += wait { elements.isEmpty && !isClosed }
        guard !elements.isEmpty else { return nil }
        let first = elements.removeFirst()
        pthread_cond_broadcast(changed)
        return first
    }

    /// Waits, the mutex held, while something is so.
    /// - Returns: how long, in nanoseconds.
    private func wait(while isSo: () -> Bool) -> UInt64 {
        guard isSo() else { return 0 }
        let start = DispatchTime.now().uptimeNanoseconds
        while isSo() { pthread_cond_wait(changed, mutex) }
        return DispatchTime.now().uptimeNanoseconds - start
    }

    /// No more is wanted or will come; a waiting side goes on.
    func close() {
        pthread_mutex_lock(mutex)
        isClosed = true
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(mutex)
    }
}
