import Glibc
import Linux
import Model

/// What names stand for, and which addresses this machine has.
enum HostAddresses {
    struct Place {
        let address: IPAddress

        func withSocketAddress<Result>(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
            if address.isIPv6 {
                var name = sockaddr_in6()
                name.sin6_family = sa_family_t(AF_INET6)
                name.sin6_port = port.bigEndian
                withUnsafeMutableBytes(of: &name.sin6_addr) { $0.copyBytes(from: address.bytes) }
                return withUnsafePointer(to: name) { pointer in
                    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in6>.size)) }
                }
            }
            var name = sockaddr_in()
            name.sin_family = sa_family_t(AF_INET)
            name.sin_port = port.bigEndian
            withUnsafeMutableBytes(of: &name.sin_addr) { $0.copyBytes(from: address.bytes) }
            return withUnsafePointer(to: name) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
            }
        }
    }

    /// As the machine's name service says now; blocks as long as that takes.
    static func find(_ host: String) throws(DeliveryFailure) -> [Place] {
        if let address = IPAddress(host) { return [Place(address: address)] }
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_ADDRCONFIG
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, nil, &hints, &list)
        defer { if let list { freeaddrinfo(list) } }
        guard code == 0 else { throw DeliveryFailure("no address of \(host) is known: \(String(cString: gai_strerror(code)))") }
        var places: [Place] = []
        var entry = list
        while let found = entry {
            if let address = address(found.pointee.ai_addr) { places.append(Place(address: address)) }
            entry = found.pointee.ai_next
        }
        return places
    }

    static func own() throws(DeliveryFailure) -> [IPAddress] {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { throw DeliveryFailure("\(SystemError("list", "the addresses of this machine"))") }
        defer { freeifaddrs(list) }
        var addresses: [IPAddress] = []
        var entry = list
        while let found = entry {
            if let address = address(found.pointee.ifa_addr) { addresses.append(address) }
            entry = found.pointee.ifa_next
        }
        return addresses
    }

    /// nil: it is neither of IPv4 nor of IPv6.
    private static func address(_ pointer: UnsafeMutablePointer<sockaddr>?) -> IPAddress? {
        guard let pointer else { return nil }
        let raw = UnsafeRawPointer(pointer)
        switch Int32(pointer.pointee.sa_family) {
        case AF_INET: return withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in.self).sin_addr) { IPAddress(raw: Array($0)) }
        case AF_INET6: return withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { IPAddress(raw: Array($0)) }
        default: return nil
        }
    }
}
