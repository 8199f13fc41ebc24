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
        let listener = Descriptor(owning: socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
        var address = Peer.loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let number = listener.number
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                guard bind(number, $0, length) == 0, listen(number, 64) == 0 else { return }
                getsockname(number, $0, &length)
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        let log = try Descriptor.open(directory.path + "/log", O_WRONLY | O_CREAT, mode: 0o600)
        var start = Child.Start()
        start.descriptors = [nil, log.number, log.number, number]
        start.deathSignal = SIGKILL
        child = try Child.spawn(Command("/usr/bin/python3", [Self.folder + "/" + script]), start)
    }

    deinit {
        child.kill(SIGKILL)
        _ = child.wait()
    }

    var target: RouteTable.Backend { .init(id: "python", name: "web.1", address: "127.0.0.1", port: port) }
}
