import Glibc
import Linux
import Model

/// Where crun hands over the other side of a cage's terminal: a socket of root's, there as long as this is.
struct TerminalDesk: ~Copyable {
    private static let prefix = "terminal-"
    private static let patienceMilliseconds: Int32 = 10_000

    let path: String
    private let listener: Descriptor

    /// - Parameter directory: of root's, whose path leaves room for a socket's name.
    init(in directory: String) throws(SystemError) {
        path = "\(directory)/\(Self.prefix)\(Hexadecimal.random(bytes: 6))"
        listener = try UnixSocket.listen(path, mode: 0o600, backlog: 1)
    }

    deinit { _ = unlink(path) }

    /// crun has connected and spoken before it says that the cage is made.
    func take() throws -> Descriptor {
        var item = pollfd(fd: listener.number, events: Int16(POLLIN), revents: 0)
        guard poll(&item, 1, Self.patienceMilliseconds) > 0 else {
            throw Failure(.internal, "crun made a terminal, and handed nothing over")
        }
        let connection = try UnixSocket.accept(listener.number)
        return try UnixSocket.receiveDescriptor(from: connection.number)
    }

    /// Removes what a process that was killed has left.
    fileprivate static func sweep(_ directory: String) throws {
        for name in try Files.list(directory) where name.hasPrefix(prefix) { try Files.remove("\(directory)/\(name)") }
    }
}

extension CageRuntime {
    /// To be called where nobody else starts cages: removes what was left of starts that were cut short.
    package func sweepTerminals() throws { try TerminalDesk.sweep(Files.parent(of: directory)) }
}
