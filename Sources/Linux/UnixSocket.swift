import CLinux
import Glibc

/// Stream sockets in the file system, between our own programs.
package enum UnixSocket {
    /// Listens at `path`, in place of what another process left there: in one step, so that whoever connects meanwhile
    /// finds one of the two.
    ///
    /// - Parameter name: where the same socket is found as well, and stays when another process takes `path`; on the same disk. It is
    ///   there before `path` leads to it.
    package static func listen(_ path: String, alsoAt name: String? = nil, mode: mode_t, backlog: Int32 = 128)
        throws(SystemError) -> Descriptor
    {
        let socket = try make()
        let temporary = "\(path).\(getpid())"
        try Files.remove(temporary)
        guard with(temporary, { bind(socket.number, $0, $1) }) == 0 else { throw SystemError("bind", temporary) }
        guard chmod(temporary, mode) == 0 else { throw SystemError("set the mode of", temporary) }
        guard Glibc.listen(socket.number, backlog) == 0 else { throw SystemError("listen at", temporary) }
        if let name {
            try Files.remove(name)
            guard link(temporary, name) == 0 else { throw SystemError("name", name) }
        }
        try Files.rename(temporary, to: path)
        return socket
    }

    /// Has `path` lead to the socket that is found at `name`, as after `listen(_:alsoAt:)`.
    ///
    /// - Throws: ENOENT where nothing is at `name`.
    package static func take(_ path: String, for name: String) throws(SystemError) {
        let temporary = "\(path).\(getpid())"
        try Files.remove(temporary)
        guard link(name, temporary) == 0 else { throw SystemError("name", temporary) }
        try Files.rename(temporary, to: path)
        // Where both were the same already, the kernel leaves both.
        try Files.remove(temporary)
    }

    package static func connect(_ path: String) throws(SystemError) -> Descriptor {
        let socket = try make()
        while with(path, { Glibc.connect(socket.number, $0, $1) }) != 0 {
            guard errno == EINTR else { throw SystemError("connect to", path) }
        }
        return socket
    }

    /// Connects, or says at once that nobody takes the connection (EAGAIN).
    package static func connectAtOnce(_ path: String) throws(SystemError) -> Descriptor {
        let socket = try make(Int32(SOCK_NONBLOCK.rawValue))
        while with(path, { Glibc.connect(socket.number, $0, $1) }) != 0 {
            guard errno == EINTR else { throw SystemError("connect to", path) }
        }
        let flags = fcntl(socket.number, F_GETFL)
        guard flags >= 0, fcntl(socket.number, F_SETFL, flags & ~O_NONBLOCK) == 0 else { throw SystemError("make", "a socket") }
        return socket
    }

    package static func accept(_ listener: Int32) throws(SystemError) -> Descriptor {
        while true {
            let number = renga_accept(listener, 0)
            if number >= 0 { return Descriptor(owning: number) }
            guard errno == EINTR || errno == ECONNABORTED else { throw SystemError("accept", "a connection") }
        }
    }

    /// Sends everything or throws; a peer that has gone is an error (EPIPE), and no signal for this process.
    package static func send(_ bytes: [UInt8], over socket: Int32) throws(SystemError) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.send(socket, buffer.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN {
                    var item = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
                    _ = poll(&item, 1, -1)
                    continue
                }
                throw SystemError("send over", "a socket")
            }
            sent += count
        }
    }

    /// Hands an open file to the peer, who gets a descriptor of its own for it.
    package static func send(descriptor: Int32, over socket: Int32) throws(SystemError) {
        guard renga_send_descriptor(socket, descriptor) == 0 else { throw SystemError("hand a descriptor over", "a socket") }
    }

    /// What a peer hands over by `send(descriptor:over:)`: whatever it liked.
    package static func receiveDescriptor(from socket: Int32) throws(SystemError) -> Descriptor {
        let number = renga_receive_descriptor(socket)
        guard number >= 0 else { throw SystemError("take a descriptor from", "a socket") }
        return Descriptor(owning: number)
    }

    /// Who is at the other end, by the kernel's word.
    package static func peer(_ socket: Int32) throws(SystemError) -> (pid: pid_t, uid: uid_t, gid: gid_t) {
        var pid: UInt32 = 0
        var uid: UInt32 = 0
        var gid: UInt32 = 0
        guard renga_peer_uid(socket, &pid, &uid, &gid) == 0 else {
            throw SystemError("ask for", "the peer of a socket")
        }
        return (pid_t(bitPattern: pid), uid, gid)
    }

    private static func make(_ flags: Int32 = 0) throws(SystemError) -> Descriptor {
        let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | flags, 0)
        guard number >= 0 else { throw SystemError("make", "a socket") }
        return Descriptor(owning: number)
    }

    private static func with(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            errno = ENAMETOOLONG
            return -1
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }
}
