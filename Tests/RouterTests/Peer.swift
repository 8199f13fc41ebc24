import Glibc

/// One end of a blocking TCP connection in a test, closed with its owner. Every wait ends after 20 seconds.
final class Peer: @unchecked Sendable {
    // SAFETY: used by one thread at a time; `shut` may come from another and only tells the kernel.
    let socket: Int32
    private(set) var unread: [UInt8] = []

    init(owning socket: Int32) {
        self.socket = socket
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(socket) }

    static func connect(to port: UInt16, receiveBytes: Int32? = nil) throws -> Peer {
        let number = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        let peer = Peer(owning: number)
        if var receiveBytes {
            setsockopt(number, SOL_SOCKET, SO_RCVBUF, &receiveBytes, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = loopback(port)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw TestFailure("connect: \(errno)") }
        return peer
    }

    static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    func write(_ text: String) { write(Array(text.utf8)) }

    func write(_ bytes: [UInt8]) { _ = tryWrite(bytes) }

    /// False where the other end takes no more.
    func tryWrite(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// The other end has closed or reset the connection, rather than fallen silent.
    private(set) var isEnded = false

    /// Appends what comes next; false at the end of the stream or on an error.
    func more() -> Bool {
        var part = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &part, part.count, 0)
        guard count > 0 else {
            isEnded = count == 0 || errno != EAGAIN
            return false
        }
        unread += part[..<count]
        return true
    }

    func take(_ count: Int) -> [UInt8]? {
        while unread.count < count { guard more() else { return nil } }
        defer { unread.removeFirst(count) }
        return Array(unread[..<count])
    }

    func takeLine() -> String? {
        while true {
            if let end = unread.firstIndex(of: 10) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread.removeFirst(end + 1)
                return line.hasSuffix("\r") ? String(line.dropLast()) : line
            }
            guard more() else { return nil }
        }
    }

    func takeRest() -> [UInt8] {
        while more() {}
        defer { unread = [] }
        return unread
    }

    func shutWriting() { shutdown(socket, Int32(SHUT_WR)) }
    func shut() { shutdown(socket, Int32(SHUT_RDWR)) }

    /// Closes with a reset.
    func reset() {
        var how = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &how, socklen_t(MemoryLayout<linger>.size))
    }
}

struct TestFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
