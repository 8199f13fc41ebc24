import CLinux
import Glibc
import Synchronization

/// A thread for work that blocks beside the caller's. Whoever lets go of it without having waited for its end lets it run on.
package final class BackgroundThread: Sendable {
    private let handle: Mutex<pthread_t?>

    private final class Body: Sendable {
        let name: String
        let run: @Sendable () -> Void

        init(_ name: String, _ run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// - Parameters:
    ///   - name: what the kernel shows; fifteen bytes of it.
    ///   - stack: bytes; nil: as the process's limit says.
    package init(_ name: String, stack: Int? = nil, _ run: @escaping @Sendable () -> Void) throws(SystemError) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        if let stack { pthread_attr_setstacksize(&attributes, stack) }
        var thread = pthread_t()
        // SAFETY: retained here, released once: by the thread that takes it, or below where there is none.
        let body = Unmanaged.passRetained(Body(name, run))
        let code = pthread_create(
            &thread,
            &attributes,
            { pointer in
                guard let pointer else { return nil }
                let body = Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue()
                renga_name_thread(body.name)
                body.run()
                return nil
            },
            body.toOpaque()
        )
        guard code == 0 else {
            body.release()
            throw SystemError("start the thread", name, code: code)
        }
        handle = Mutex(thread)
    }

    deinit { if let thread = take() { pthread_detach(thread) } }

    /// Waits for its end. Whoever asks first does; others return at once.
    package func join() { if let thread = take() { pthread_join(thread, nil) } }

    private func take() -> pthread_t? { handle.withLock { $0.take() } }

    /// A thread that nobody waits for.
    package static func detached(_ name: String, stack: Int? = nil, _ run: @escaping @Sendable () -> Void) throws(SystemError) {
        _ = try BackgroundThread(name, stack: stack, run)
    }
}
