import CLinux
import Glibc
import Linux
import Model
import Synchronization

@testable import Router

/// A dyno of the test's own: one thread for each connection, with a script of what to do on it.
final class Backend: Sendable {
    typealias Script = @Sendable (Peer, Backend) -> Void

    private struct State {
        var peers: [Peer] = []
        var threads: [BackgroundThread] = []
        var connections = 0
        var requests: [Message] = []
    }

    let port: UInt16
    private let listener: Int32
    private let script: Script
    private let state = Mutex(State())
    private let accepting = Mutex<BackgroundThread?>(nil)

    init(_ script: @escaping Script) throws {
        self.script = script
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = Peer.loopback(0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let port = withUnsafeMutablePointer(to: &address) { pointer -> UInt16 in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                guard bind(listener, $0, length) == 0, listen(listener, 1024) == 0 else { return }
                getsockname(listener, $0, &length)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
        self.port = port
        let thread = try BackgroundThread("backend") { [self] in acceptAll() }
        accepting.withLock { $0 = thread }
    }

    /// Answers every request with this text, until the client ends.
    static func answering(_ text: String) throws -> Backend {
        try Backend { peer, backend in
            while let request = peer.takeRequest() {
                backend.note(request)
                let head = request.start.hasPrefix("HEAD ")
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: \(text.utf8.count)\r\n\r\n\(head ? "" : text)")
            }
        }
    }

    /// Sends the request's body back, with the same length.
    static func echoing() throws -> Backend {
        try Backend { peer, backend in
            while let request = peer.takeRequest() {
                backend.note(request)
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: \(request.body.count)\r\n\r\n")
                peer.write(request.body)
            }
        }
    }

    /// Answers with these bytes as they are, once a connection, and closes it.
    static func raw(_ answer: String) throws -> Backend {
        try Backend { peer, backend in
            guard let request = peer.takeRequest() else { return }
            backend.note(request)
            peer.write(answer)
        }
    }

    func note(_ request: Message) { state.withLock { $0.requests.append(request) } }
    var requests: [Message] { state.withLock { $0.requests } }
    var connections: Int { state.withLock { $0.connections } }

    /// Ends all its threads; a second time it does nothing.
    func stop() {
        let thread = accepting.withLock { thread in
            defer { thread = nil }
            return thread
        }
        guard let thread else { return }
        shutdown(listener, Int32(SHUT_RDWR))
        thread.join()
        close(listener)
        let state = state.withLock { $0 }
        for peer in state.peers { peer.shut() }
        for thread in state.threads { thread.join() }
    }

    func target(_ id: String, name: String = "web.1") -> RouteTable.Backend {
        RouteTable.Backend(id: id, name: name, address: "127.0.0.1", port: port)
    }

    private func acceptAll() {
        while true {
            // Not for the programs that other tests start meanwhile.
            let number = renga_accept(listener, 0)
            guard number >= 0 else { return }
            let peer = Peer(owning: number)
            let thread = try? BackgroundThread("connection") { [self] in
                script(peer, self)
                peer.shut()
            }
            state.withLock { state in
                state.connections += 1
                state.peers.append(peer)
                if let thread { state.threads.append(thread) }
            }
        }
    }
}
