import Glibc
import Synchronization

/// Work in a thread beside the caller's, whose result is asked for later.
package final class Beside<Value: Sendable>: Sendable {
    private final class Outcome: Sendable {
        let result = Mutex<Result<Value, any Error>?>(nil)
    }

    private let thread: BackgroundThread
    private let outcome: Outcome

    /// - Parameter name: of the thread.
    package init(_ name: String, _ body: @escaping @Sendable () throws -> Value) throws(SystemError) {
        let outcome = Outcome()
        self.outcome = outcome
        thread = try BackgroundThread(name) {
            let result = Result(catching: body)
            outcome.result.withLock { $0 = result }
        }
    }

    /// Waits until it is done. For one caller at a time, which may ask again.
    package func value() throws -> Value {
        thread.join()
        guard let result = outcome.result.withLock({ $0 }) else { throw SystemError("await", "a thread that another awaits", code: EAGAIN) }
        return try result.get()
    }

    package func join() { thread.join() }
}
