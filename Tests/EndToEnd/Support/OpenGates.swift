import Glibc
import Linux
import Synchronization

/// Pipes with a name that say `go` to whoever reads from them, now or in a moment: what is written stays in a pipe for as
/// long as somebody holds it open. Where the one who waited was killed, nobody reads it.
final class OpenGates: Sendable {
    private let held = Mutex<[Int32]>([])

    deinit { held.withLock { $0.forEach { _ = close($0) } } }

    func open(_ pipe: String) throws {
        let number = Glibc.open(pipe, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        guard number >= 0 else {
            // Where the one who waits there makes it itself and was killed before.
            if errno == ENOENT { return }
            throw SystemError("open", pipe)
        }
        held.withLock { $0.append(number) }
        try writeAll(Array("go\n".utf8), to: number)
    }
}
