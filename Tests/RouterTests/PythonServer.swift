import Glibc
import Linux
import Model

/// A server in Python that takes connections on a socket that is made for it.
final class PythonServer {
    static var folder: String { Files.parent(of: RealBackend.folder) + "/websocket" }

    private let port: UInt16
    private let child: Child
    private let directory: ScratchDirectory

    init(_ script: String) throws {
        directory = try ScratchDirectory()
        let listener = try ListeningSocket()
        port = listener.port
        let log = try Descriptor.open(directory.path + "/log", O_WRONLY | O_CREAT, mode: 0o600)
        var start = Child.Start()
        start.descriptors = [nil, log.number, log.number, listener.descriptor.number]
        start.deathSignal = SIGKILL
        child = try Child.spawn(Command("/usr/bin/python3", [Self.folder + "/" + script]), start)
    }

    deinit {
        child.kill(SIGKILL)
        _ = child.wait()
    }

    var target: RouteTable.Backend { .init(id: "python", name: "web.1", address: "127.0.0.1", port: port) }
}
