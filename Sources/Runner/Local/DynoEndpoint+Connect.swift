import CLinux
import Glibc
import Linux
import Model

extension DynoEndpoint {
    /// A connection that has begun, without waiting for it; nil where nobody listens, or it is no address.
    func connect() -> Descriptor? {
        let number = socket(
            AF_INET,
            Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue),
            0
        )
        guard number >= 0 else { return nil }
        let connection = Descriptor(owning: number)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        guard inet_pton(AF_INET, address, &place.sin_addr) == 1 else { return nil }
        let result = withUnsafePointer(to: &place) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 || errno == EINPROGRESS else { return nil }
        return connection
    }
}
