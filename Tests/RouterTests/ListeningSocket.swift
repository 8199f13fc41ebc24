import Glibc
import Linux

/// A socket that listens at a port of loopback, a free one unless it is given, for a server that is started with it.
struct ListeningSocket: ~Copyable {
    let descriptor: Descriptor
    let port: UInt16

    init(port wanted: UInt16 = 0) throws(SystemError) {
        descriptor = Descriptor(owning: socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0))
        var address = Peer.loopback(wanted)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let number = descriptor.number
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(number, $0, length) == 0 && listen(number, 64) == 0 && getsockname(number, $0, &length) == 0
            }
        }
        guard isListening else { throw SystemError("listen at", "port \(wanted) of loopback") }
        port = UInt16(bigEndian: address.sin_port)
    }
}
