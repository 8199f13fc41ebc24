import CLinux
import Glibc
import Linux

/// The kernel's TCP over one epoll descriptor. Lives as long as its loop; `shutdown` ends it.
// SAFETY: made by the thread that starts the loop and handed over to the loop's own thread, never used by both.
struct KernelNetwork: Network, @unchecked Sendable {
    private static let eventsMax = 512
    private let epoll: Int32
    // SAFETY: allocated for good in `init`, used by the one thread of the loop, freed in `shutdown`.
    private let events: UnsafeMutablePointer<epoll_event>
    private let reserve: UnsafeMutablePointer<Int32>

    init() throws(SystemError) {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard epoll >= 0 else { throw SystemError("make", "an epoll descriptor") }
        events = .allocate(capacity: Self.eventsMax)
        events.initialize(repeating: epoll_event(), count: Self.eventsMax)
        reserve = .allocate(capacity: 1)
        reserve.initialize(to: open("/dev/null", O_RDONLY | O_CLOEXEC))
    }

    /// Its own.
    var descriptors: [Int32] { [epoll, reserve.pointee] }

    /// Gives the calling thread, the loop's, a table of descriptors of its own, in which the kernel need not count who else
    /// uses one: that costs in every call. There are none in it but the network's own and `others`; what other threads open
    /// or close from here on, it does not see.
    /// - Returns: false where the kernel does not let it: the thread goes on sharing its process's table.
    func ownDescriptors(with others: [Int32]) -> Bool {
        let kept = (descriptors + others).sorted()
        return renga_own_descriptors(kept, Int32(kept.count)) == 0
    }

    func shutdown() {
        close(epoll)
        if reserve.pointee >= 0 { close(reserve.pointee) }
        reserve.deallocate()
        events.deallocate()
    }

    func wait(milliseconds: Int32) -> Int {
        let count = epoll_wait(epoll, events, Int32(Self.eventsMax), milliseconds)
        return max(Int(count), 0)
    }

    func event(_ number: Int) -> NetworkEvent {
        precondition(number < Self.eventsMax)
        let flags = events[number].events
        let over = flags & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0
        return NetworkEvent(
            token: events[number].data.u64,
            readable: over || flags & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue) != 0,
            writable: over || flags & EPOLLOUT.rawValue != 0,
            hungUp: over || flags & EPOLLRDHUP.rawValue != 0
        )
    }

    func watch(_ socket: Int32, token: UInt64) -> Bool {
        var event = epoll_event()
        event.events = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
        event.data.u64 = token
        return epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) == 0
    }

    func unwatch(_ socket: Int32) {
        // Was watched, or was not: it is not any more.
        _ = epoll_ctl(epoll, EPOLL_CTL_DEL, socket, nil)
    }

    func accept(_ listener: Int32) -> AcceptOutcome {
        while true {
            var socket: Int32 = -1
            // SAFETY: as many bytes are initialized as the call says that it wrote, never more than it was given.
            let peer = [UInt8](unsafeUninitializedCapacity: 48) { buffer, count in
                var length: Int32 = 0
                socket = renga_tcp_accept(listener, buffer.baseAddress, Int32(buffer.count), &length)
                count = min(Int(length), buffer.count)
            }
            if socket >= 0 { return .connection(socket, peer: peer) }
            switch errno {
            case EINTR, ECONNABORTED, EPROTO: continue
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted
            default: return .none
            }
        }
    }

    func refuse(_ listener: Int32) -> Bool {
        guard reserve.pointee >= 0 else { return false }
        close(reserve.pointee)
        let socket = renga_accept(listener, 1)
        if socket >= 0 { close(socket) }
        reserve.pointee = open("/dev/null", O_RDONLY | O_CLOEXEC)
        return socket >= 0
    }

    func connect(_ address: UInt32, port: UInt16) -> ConnectOutcome {
        var pending: Int32 = 0
        let socket = renga_tcp_connect(address, port, &pending)
        if socket >= 0 { return pending == 0 ? .connected(socket) : .pending(socket) }
        switch errno {
        case EMFILE, ENFILE, ENOBUFS, ENOMEM, EADDRNOTAVAIL: return .exhausted
        default: return .refused
        }
    }

    func connectError(_ socket: Int32) -> Int32 { renga_socket_error(socket) }

    func read(_ socket: Int32, into bytes: inout [UInt8], from start: Int) -> Transfer {
        let room = bytes.count - start
        precondition(start >= 0 && room > 0)
        while true {
            let count = bytes.withUnsafeMutableBytes { buffer in
                renga_receive(socket, buffer.baseAddress.map { $0 + start }, room)
            }
            if count > 0 { return .moved(count) }
            if count == 0 { return .ended }
            if errno == EINTR { continue }
            return errno == EAGAIN ? .blocked : .failed
        }
    }

    func isQuiet(_ socket: Int32) -> Bool { renga_is_quiet(socket) == 1 }

    func write(_ socket: Int32, _ bytes: [UInt8], _ range: Range<Int>) -> Transfer {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        while true {
            let count = bytes.withUnsafeBytes { buffer in
                renga_send(socket, buffer.baseAddress.map { $0 + range.lowerBound }, range.count)
            }
            if count >= 0 { return .moved(count) }
            if errno == EINTR { continue }
            return errno == EAGAIN ? .blocked : .failed
        }
    }

    func makePipe(bytes: Int) -> Pipe? {
        var ends: [Int32] = [-1, -1]
        guard renga_pipe(&ends, 1) == 0 else { return nil }
        // A smaller pipe carries as well, in more steps.
        _ = renga_pipe_size(ends[1], Int32(clamping: bytes))
        return Pipe(output: ends[0], input: ends[1])
    }

    func splice(from source: Int32, to sink: Int32, _ count: Int) -> Transfer {
        while true {
            let moved = renga_splice(source, sink, count)
            if moved > 0 { return .moved(moved) }
            if moved == 0 { return .ended }
            if errno == EINTR { continue }
            return errno == EAGAIN ? .blocked : .failed
        }
    }

    func shutdownWriting(_ socket: Int32) { _ = Glibc.shutdown(socket, Int32(SHUT_WR)) }
    func resetOnClose(_ socket: Int32) { _ = renga_reset_on_close(socket) }
    func close(_ socket: Int32) { _ = Glibc.close(socket) }
    func monotonicMilliseconds() -> Int64 { Moment.monotonicMilliseconds() }
    func wallMicroseconds() -> Int64 { Moment.wallMicroseconds() }
}
