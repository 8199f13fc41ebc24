import Glibc

/// A value behind a lock, with a bell that rings when it changes. Waits are by the monotonic clock: somebody who sets the
/// machine's clock makes none of them longer. It guards the value alone: who works with what it says lets go of it first.
// SAFETY: `state` is touched only while `mutex` is held; the two C values stay where they were made, as pthreads want.
package final class Monitor<State>: @unchecked Sendable {
    private var state: State
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let bell = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    package init(_ state: sending State) {
        self.state = state
        mutex.initialize(to: pthread_mutex_t())
        bell.initialize(to: pthread_cond_t())
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(bell, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(bell)
        pthread_mutex_destroy(mutex)
        bell.deallocate()
        mutex.deallocate()
    }

    /// Reads or changes the value; rings the bell.
    @discardableResult
    package func update<T>(_ body: (inout State) throws -> T) rethrows -> T {
        pthread_mutex_lock(mutex)
        defer {
            pthread_cond_broadcast(bell)
            pthread_mutex_unlock(mutex)
        }
        return try body(&state)
    }

    package func read<T>(_ body: (State) throws -> T) rethrows -> T {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(state)
    }

    /// Waits until `answer` has something to say, looking again whenever the bell rings and at least every `slice`
    /// milliseconds. What `answer` changes rings no bell.
    /// - Parameter deadline: monotonic milliseconds.
    /// - Returns: nil where the deadline passed first.
    package func wait<T>(until deadline: Int64, slice: Int64 = .max, _ answer: (inout State) throws -> T?) rethrows -> T? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = try answer(&state) { return result }
            let now = Moment.monotonicMilliseconds()
            guard now < deadline else { return nil }
            let due = deadline - now > slice ? now + slice : deadline
            var time = timespec(tv_sec: Int(due / 1000), tv_nsec: Int(due % 1000) * 1_000_000)
            pthread_cond_timedwait(bell, mutex, &time)
        }
    }
}
