import CLinux
import Glibc

/// A file descriptor with one owner: closed when its owner lets go of it.
package struct Descriptor: ~Copyable, Sendable {
    package let number: Int32

    package init(owning number: Int32) { self.number = number }

    deinit { _ = Glibc.close(number) }

    /// Gives the number away: the caller closes it.
    package consuming func release() -> Int32 {
        let number = self.number
        discard self
        return number
    }

    package static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o644) throws(SystemError) -> Descriptor {
        let number = Glibc.open(path, flags | O_CLOEXEC, mode)
        guard number >= 0 else { throw SystemError("open", path) }
        return Descriptor(owning: number)
    }

    /// The same open file under a number of its own.
    package func duplicate() throws(SystemError) -> Descriptor {
        let copy = fcntl(number, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw SystemError("copy", "descriptor \(number)") }
        return Descriptor(owning: copy)
    }

    /// POLLRDHUP: Swift sees none.
    package static let peerHasClosed: Int16 = 0x2000

    /// A pipe whose both ends are close-on-exec.
    package static func pipe() throws(SystemError) -> PipeEnds {
        var ends: [Int32] = [-1, -1]
        guard renga_pipe(&ends, 0) == 0 else { throw SystemError("make", "a pipe") }
        return PipeEnds(reading: Descriptor(owning: ends[0]), writing: Descriptor(owning: ends[1]))
    }

    package func write(all bytes: [UInt8]) throws(SystemError) {
        try writeAll(bytes, to: number)
    }
}

/// Writes everything or throws, however the kernel slices it.
package func writeAll(_ bytes: [UInt8], to number: Int32) throws(SystemError) {
    var written = 0
    while written < bytes.count {
        let count = bytes.withUnsafeBytes { buffer in
            Glibc.write(number, buffer.baseAddress.map { $0 + written }, bytes.count - written)
        }
        if count < 0 {
            if errno == EINTR { continue }
            if errno == EAGAIN {
                var item = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
                _ = poll(&item, 1, -1)
                continue
            }
            throw SystemError("write to", "descriptor \(number)")
        }
        written += count
    }
}

/// Reads at most `limit` bytes; empty at the end of the file; nil where a non-blocking descriptor has nothing yet.
package func readSome(from number: Int32, limit: Int = 65_536) throws(SystemError) -> [UInt8]? {
    while true {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            let got = Glibc.read(number, buffer.baseAddress, limit)
            failure = got < 0 ? errno : 0
            count = max(got, 0)
        }
        if failure == 0 { return bytes }
        if failure == EINTR { continue }
        if failure == EAGAIN { return nil }
        throw SystemError("read from", "descriptor \(number)", code: failure)
    }
}

/// The same for who has nothing else to do: what somebody left non-blocking is waited for. Empty at the end of the file.
package func awaitSome(from number: Int32, limit: Int = 65_536) throws(SystemError) -> [UInt8] {
    while true {
        if let bytes = try readSome(from: number, limit: limit) { return bytes }
        var item = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
        _ = poll(&item, 1, -1)
    }
}
