import CLinux
import Glibc
import Linux
import Model
import Planning

/// A connected socket that does not block.
final class OutgoingSocket {
    private let descriptor: Descriptor
    var number: Int32 { descriptor.number }

    private init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }

    /// To the first of the host's addresses that may be reached and answers.
    static func connect(_ host: String, _ port: UInt16, allowed: [NetworkAllowance], until deadline: Int64) throws(DeliveryFailure)
        -> OutgoingSocket
    {
        let rule = OutgoingRule(own: try HostAddresses.own(), allowed: allowed)
        let found = try HostAddresses.find(host)
        let permitted = found.filter { rule.permits($0.address, port: port) }
        guard let first = found.first?.address else { throw DeliveryFailure("no address of \(host) is known") }
        guard !permitted.isEmpty else {
            let place = first.isIPv6 ? "[\(first.text)]:\(port)" : "\(first.text):\(port)"
            throw DeliveryFailure("\(first.text) is on this machine or its network: config.yml's outgoing.allow does not name \(place)")
        }
        var last = DeliveryFailure("it has no address")
        for (index, place) in permitted.enumerated() {
            // One that does not answer leaves the others their share of the time.
            let now = Moment.monotonicMilliseconds()
            let end = now + max(deadline - now, 0) / Int64(permitted.count - index)
            do throws(DeliveryFailure) { return try connect(place, port, until: end) } catch { last = error }
        }
        throw last
    }

    private static func connect(_ place: HostAddresses.Place, _ port: UInt16, until deadline: Int64) throws(DeliveryFailure)
        -> OutgoingSocket
    {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let number = Glibc.socket(place.address.isIPv6 ? AF_INET6 : AF_INET, kind, 0)
        guard number >= 0 else { throw DeliveryFailure("\(SystemError("make", "a socket"))") }
        let socket = OutgoingSocket(Descriptor(owning: number))
        let status = place.withSocketAddress(port) { Glibc.connect(number, $0, $1) }
        if status != 0 {
            guard errno == EINPROGRESS else { throw refusal(errno, place) }
            try socket.wait(POLLOUT, until: deadline)
        }
        let code = renga_socket_error(number)
        guard code == 0 else { throw refusal(code, place) }
        return socket
    }

    private static func refusal(_ code: Int32, _ place: HostAddresses.Place) -> DeliveryFailure {
        DeliveryFailure("\(SystemError("connect to", place.address.text, code: code))")
    }

    func wait(_ events: Int32, until deadline: Int64) throws(DeliveryFailure) {
        while true {
            let left = deadline - Moment.monotonicMilliseconds()
            guard left > 0 else { throw DeliveryFailure("it does not answer in time") }
            var item = pollfd(fd: number, events: Int16(events), revents: 0)
            if poll(&item, 1, Int32(min(left, 60_000))) > 0 { return }
        }
    }

    func write(_ bytes: ArraySlice<UInt8>, until deadline: Int64) throws(DeliveryFailure) -> Int {
        while true {
            let count = bytes.withUnsafeBytes { Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count > 0 { return count }
            guard errno == EAGAIN || errno == EINTR else { throw DeliveryFailure("\(SystemError("send to", "it"))") }
            try wait(POLLOUT, until: deadline)
        }
    }

    func read(limit: Int, until deadline: Int64) throws(DeliveryFailure) -> [UInt8] {
        while true {
            do throws(SystemError) {
                if let part = try readSome(from: number, limit: limit) { return part }
            } catch { throw DeliveryFailure("\(error)") }
            try wait(POLLIN, until: deadline)
        }
    }

    /// All that there can be, where the kernel does not say.
    var bytesUnacknowledged: Int {
        var count: Int32 = 0
        return ioctl(number, UInt(TIOCOUTQ), &count) == 0 ? Int(count) : .max
    }

    /// Something has come, or the other side has gone.
    var hasNews: Bool {
        var item = pollfd(fd: number, events: Int16(POLLIN) | Descriptor.peerHasClosed, revents: 0)
        return poll(&item, 1, 0) > 0
    }
}
