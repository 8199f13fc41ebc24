import Glibc

/// A thread for work that blocks beside the caller's.
package struct BackgroundThread: ~Copyable {
    fileprivate let thread: pthread_t

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    package init(_ run: @escaping @Sendable () -> Void) throws(SystemError) {
        var thread = pthread_t()
        let body = Unmanaged.passRetained(Body(run))
        let code = pthread_create(
            &thread,
            nil,
            { pointer in
                guard let pointer else { return nil }
                Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue().run()
                return nil
            },
            body.toOpaque()
        )
        guard code == 0 else {
            body.release()
            throw SystemError("start", "a thread", code: code)
        }
        self.thread = thread
    }

    /// Waits for its end. Every thread is to be joined once.
    package consuming func join() { pthread_join(thread, nil) }
}

extension BackgroundThread {
    /// Lets it end by itself.
    package consuming func detach() { pthread_detach(thread) }
}
