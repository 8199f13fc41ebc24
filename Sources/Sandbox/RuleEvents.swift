import Glibc
import Linux

/// Says when the kernel's tables of rules change, whoever changes them: an admin who has all of them loaded anew takes ours
/// away, and a builder of the version before, still at work after an upgrade, puts its own in their place.
package struct RuleEvents: ~Copyable, Sendable {
    private let socket: Descriptor

    /// `NETLINK_NETFILTER`, and the bit of `NFNLGRP_NFTABLES` among its groups.
    private static let netfilter: Int32 = 12
    private static let tables: UInt32 = 1 << 6
    /// A burst of changes is one: whoever loads rules does it in several messages.
    private static let quietMilliseconds: Int32 = 100
    private static let roomBytes = 1 << 16

    package init() throws(SystemError) { socket = try Self.listen() }

    private static func listen() throws(SystemError) -> Descriptor {
        let number = Glibc.socket(AF_NETLINK, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), netfilter)
        guard number >= 0 else { throw SystemError("listen to", "changes of the rules of the network") }
        let socket = Descriptor(owning: number)
        // A sockaddr_nl, which Swift's Glibc does not show: family, padding, our number (the kernel's choice), groups.
        let address: [UInt32] = [UInt32(AF_NETLINK), 0, tables]
        let isBound = address.withUnsafeBytes { bytes in
            bytes.baseAddress.map { bind(number, $0.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count)) == 0 } ?? false
        }
        guard isBound else { throw SystemError("listen to", "changes of the rules of the network") }
        return socket
    }

    /// Waits until something has changed and a little quiet has come, or the time is over: where others change their own rules
    /// all the time, no quiet comes.
    ///
    /// - Returns: whether something that has to do with `name` may have changed.
    package borrowing func wait(milliseconds: Int32, about name: String) -> Bool {
        var isAbout = false
        var patience = milliseconds
        let deadline = Moment.monotonicMilliseconds() + Int64(milliseconds)
        while true {
            let left = Int32(clamping: deadline - Moment.monotonicMilliseconds())
            var item = pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0)
            guard left > 0, poll(&item, 1, min(patience, left)) > 0 else { return isAbout }
            if take(Array(name.utf8)) { isAbout = true }
            patience = Self.quietMilliseconds
        }
    }

    /// Takes what is there. Where the kernel had more to say than there was room for, it may have been about anything.
    private borrowing func take(_ name: [UInt8]) -> Bool {
        var isAbout = false
        var room = [UInt8](repeating: 0, count: Self.roomBytes)
        while true {
            let count = recv(socket.number, &room, room.count, 0)
            if count < 0 {
                if errno == EINTR { continue }
                return isAbout || errno != EAGAIN
            }
            guard count > 0 else { return isAbout }
            if room[..<count].firstRange(of: name) != nil { isAbout = true }
        }
    }
}
