import Glibc
import Linux

/// A thread of the kernel with a name.
struct RouterThread: Sendable {
    private let handle: pthread_t

    private final class Start {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    init(_ name: String, _ body: @escaping @Sendable () -> Void) throws(SystemError) {
        var handle = pthread_t()
        // SAFETY: retained here, released once by the thread that takes it.
        let start = Unmanaged.passRetained(Start(body))
        let code = pthread_create(
            &handle,
            nil,
            { argument in
                if let argument { Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            },
            start.toOpaque()
        )
        guard code == 0 else {
            start.release()
            throw SystemError("start the thread", name, code: code)
        }
        self.handle = handle
    }

    func join() { pthread_join(handle, nil) }
}
