import CLinux
import Glibc
import Linux
import Synchronization
import Testing

@testable import Router

@Suite("The kernel's network") struct KernelNetworkTests {
    @Test func `a loop's thread has its own descriptors and those it asks for, and closes none of the others`() throws {
        let network = try KernelNetwork()
        var ends: [Int32] = [-1, -1]
        #expect(renga_pipe(&ends, 0) == 0)
        let (kept, other) = (ends[0], ends[1])
        let outcome = Mutex<(owns: Bool, held: Set<Int32>)>((false, []))
        try BackgroundThread("loop") {
            let owns = network.ownDescriptors(with: [kept])
            let held = Self.descriptors()
            outcome.withLock { $0 = (owns, held) }
            close(kept)
        }.join()
        let (owns, held) = outcome.withLock { $0 }
        #expect(owns)
        #expect(held.isSuperset(of: [kept]) && !held.contains(other))
        // Beside the standard ones: the pipe's end, epoll and the one in reserve.
        #expect(held.filter { $0 > 2 }.count == 3, "\(held.sorted())")
        for end in ends { #expect(fcntl(end, F_GETFD) >= 0) }
        network.shutdown()
        for end in ends { close(end) }
    }

    @Test func `in a worker its loop alone has the epoll and the listening socket`() throws {
        let router = try RouterProcess(openFiles: 256, backends: [])
        let worker = try #require(router.worker)
        let inode = try #require(try Self.inode(listeningAt: router.port))
        var holders: [String: Int] = [:]
        for task in try Files.list("/proc/\(worker)/task") {
            let folder = "/proc/\(worker)/task/\(task)/fd"
            for number in try Files.list(folder) { holders[Self.target("\(folder)/\(number)"), default: 0] += 1 }
        }
        #expect(holders["anon_inode:[eventpoll]"] == 1 && holders["socket:[\(inode)]"] == 1, "\(holders)")
    }

    /// Of a symbolic link; empty where it is gone.
    private static func target(_ path: String) -> String {
        var bytes = [CChar](repeating: 0, count: 256)
        let count = readlink(path, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// By the kernel's table of TCP sockets, where 0A stands for listening.
    private static func inode(listeningAt port: UInt16) throws -> Substring? {
        let place = Self.place(port)
        let rows = try Files.text("/proc/net/tcp").split(separator: "\n").map { $0.split(separator: " ") }
        return rows.first { $0.count > 9 && $0[1] == place && $0[3] == "0A" }?[9]
    }

    /// A port of 127.0.0.1 as /proc/net/tcp writes it.
    private static func place(_ port: UInt16) -> String {
        let digits = String(port, radix: 16, uppercase: true)
        return "0100007F:" + String(repeating: "0", count: 4 - digits.count) + digits
    }

    /// Whoever closes first has the port to itself for a minute: a router that did would have none left at 500 requests a second.
    @Test func `a dyno that closes after each answer closes first`() throws {
        let gate = try Gate()
        let backend = try Backend { peer, _ in
            guard peer.takeRequest() != nil else { return }
            peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx")
            // It closes when the client has all of it.
            gate.wait()
        }
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let peer = try router.client()
        for _ in 0..<20 {
            peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
            #expect(try #require(peer.takeResponse()).text == "x")
            gate.waitForWaiter()
            gate.open()
        }
        // 06 is TIME_WAIT. A machine that is busy may have kept a dyno from it for too long.
        let place = Self.place(backend.port)
        let rows = try Files.text("/proc/net/tcp").split(separator: "\n").map { $0.split(separator: " ") }
        #expect(rows.count { $0.count > 9 && $0[2] == place && $0[3] == "06" } <= 10)
    }

    @Test func `of a dyno that says so and never closes, a bounded number of connections stays`() throws {
        let backend = try Backend { peer, _ in
            while peer.takeRequest() != nil {
                peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx")
            }
        }
        defer { backend.stop() }
        let router = try TestRouter()
        try router.serve([backend.target("a")])
        let peer = try router.client()
        let place = Self.place(backend.port)
        var most = 0
        for number in 1...400 {
            peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
            #expect(try #require(peer.takeResponse()).text == "x")
            guard number.isMultiple(of: 20) else { continue }
            let rows = try Files.text("/proc/net/tcp").split(separator: "\n").map { $0.split(separator: " ") }
            // 01 is ESTABLISHED.
            most = max(most, rows.count { $0.count > 9 && $0[2] == place && $0[3] == "01" })
        }
        #expect(most <= 130)
    }

    @Test func `a connection to a dyno does not pay for an algorithm that networks need`() throws {
        let listener = renga_tcp_listen("127.0.0.1", 0, 16)
        defer { close(listener) }
        var isPending: Int32 = 0
        let socket = renga_tcp_connect(inet_addr("127.0.0.1"), UInt16(renga_local_port(listener)), &isPending)
        defer { close(socket) }
        var name = [UInt8](repeating: 0, count: 16)
        var length = socklen_t(name.count)
        #expect(getsockopt(socket, Int32(IPPROTO_TCP), TCP_CONGESTION, &name, &length) == 0)
        #expect(String(decoding: name.prefix { $0 != 0 }, as: UTF8.self) == "reno")
    }

    /// Of the calling thread.
    private static func descriptors() -> Set<Int32> {
        guard let folder = opendir("/proc/thread-self/fd") else { return [] }
        defer { closedir(folder) }
        var all: Set<Int32> = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
            if let number = Int32(name), number != dirfd(folder) { all.insert(number) }
        }
        return all
    }
}
