import Glibc
import Linux
import Model
import Synchronization
import Wire

/// The other end of a control socket: a real socket that answers the first request with the lines it was made with.
final class RunnerStandIn: Sendable {
    private let listener: Int32
    private let asked = Mutex<String?>(nil)
    private let ended: (reading: Int32, writing: Int32)

    /// - Parameters:
    ///   - replies: lines of JSON, as they go over the wire.
    ///   - staysOpen: does not close after them, as a log that is followed does not.
    init(_ root: InstallationRoot, replies: [String], staysOpen: Bool = false) throws {
        try Files.makeDirectory(root.run)
        listener = try UnixSocket.listen(root.controlSocket, mode: 0o600).release()
        ended = try Descriptor.pipe().split()
        try BackgroundThread.detached("stand-in") { [self] in
            serve(replies, staysOpen: staysOpen)
            _ = close(ended.writing)
        }
    }

    private func serve(_ replies: [String], staysOpen: Bool) {
        // Nobody came before `finish`, or the client left early: the test sees it by what it got.
        guard let socket = try? UnixSocket.accept(listener) else { return }
        var reader = LineReader(socket.number)
        guard let line = try? reader.nextText() else { return }
        asked.withLock { $0 = line }
        for reply in replies { guard (try? socket.write(all: Array(reply.utf8) + [10])) != nil else { return } }
        if staysOpen { while let part = try? readSome(from: socket.number), !part.isEmpty {} }
    }

    /// Ends it, and says what it was asked; nil where nobody asked.
    func finish() throws -> String? {
        _ = shutdown(listener, Int32(SHUT_RDWR))
        _ = try readSome(from: ended.reading)
        _ = close(listener)
        _ = close(ended.reading)
        return asked.withLock { $0 }
    }
}
