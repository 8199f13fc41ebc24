import Glibc
import Linux
import Model
import Testing

@testable import Router

/// Clients that want to hold the router's time, memory or descriptors.
@Suite("Attacks", .serialized) struct AttackTests {
    @Test func `a head that drips in is cut off when its time is over`() throws {
        let router = try TestRouter { $0.firstByteMilliseconds = 300 }
        try router.serve([])
        let peer = try router.client()
        var pace = timeval(tv_sec: 0, tv_usec: 10_000)
        setsockopt(peer.socket, SOL_SOCKET, SO_RCVTIMEO, &pace, socklen_t(MemoryLayout<timeval>.size))
        peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\nX: ")
        let began = Moment.monotonicMilliseconds()
        var byte: UInt8 = 0
        // A byte each time that the router has said nothing for 10 ms.
        while recv(peer.socket, &byte, 1, 0) < 0, errno == EAGAIN, Moment.monotonicMilliseconds() < began + 10_000 {
            peer.write("x")
        }
        let took = Moment.monotonicMilliseconds() - began
        #expect(took >= 250 && took < 5_000, "\(took) ms")
    }

    @Test func `a body that drips in reaches the dyno byte by byte and holds nobody else`() throws {
        let backend = try Backend.echoing()
        defer { backend.stop() }
        let router = try TestRouter { $0.loops = 1 }
        try router.serve([backend.target("a")])
        let slow = try (1...20).map { _ in try router.client() }
        for peer in slow { peer.write("POST / HTTP/1.1\r\nHost: myapp.test\r\nContent-Length: 50\r\n\r\n") }
        for _ in 1...50 {
            for peer in slow { peer.write("x") }
            #expect(try router.get().status == 200)
        }
        for peer in slow { #expect(peer.takeResponse()?.body.count == 50) }
    }

    @Test func `readers that do not read cost a bounded piece of memory`() throws {
        let megabyte = [UInt8](repeating: 120, count: 1 << 20)
        let backend = try Backend { peer, _ in
            guard let request = peer.takeRequest() else { return }
            let count = request.start.contains("/large") ? 16 : 0
            peer.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: \(count << 20)\r\n\r\n")
            for _ in 0..<count { peer.write(megabyte) }
        }
        defer { backend.stop() }
        let router = try RouterProcess(openFiles: 1_000, backends: [backend.target("a")])
        #expect(try router.get().status == 200)
        let before = try router.residentBytes()
        let slow = try (1...30).map { _ in try Peer.connect(to: router.port, receiveBytes: 4_096) }
        for peer in slow { peer.write("GET /large HTTP/1.1\r\nHost: myapp.test\r\n\r\n") }
        // Each has begun to be answered, and then others are.
        for peer in slow { #expect(peer.takeHead()?.status == 200) }
        for _ in 1...100 { #expect(try router.get().status == 200) }
        let grown = try router.residentBytes() - before
        #expect(grown < 30 * 300 << 10, "\(grown >> 10) KB for 30 of them")
        for peer in slow { peer.reset() }
    }

    @Test func `thousands of idle connections cost little, and requests go on`() throws {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let count = min(5_000, Int(clamping: limit.rlim_cur) - 600)
        #expect(count >= 400, "an open file limit of \(limit.rlim_cur) leaves too little to show")
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let router = try RouterProcess(openFiles: 20_000, backends: [backend.target("a")])
        #expect(try router.get().status == 200)
        let before = try router.residentBytes()
        var idle: [Peer] = []
        for number in 1...count {
            idle.append(try Peer.connect(to: router.port))
            if number % 100 == 0 { #expect(try router.get().text == "x") }
        }
        // The newest one is accepted after all others.
        idle.last?.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        #expect(idle.last?.takeResponse()?.status == 200)
        let each = (try router.residentBytes() - before) / count
        #expect(each < 1_500, "\(each) bytes for each")
    }

    @Test func `without descriptors clients are turned away, and later ones are served`() throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let router = try RouterProcess(openFiles: 60, backends: [backend.target("a")])
        #expect(try router.get().status == 200)
        var held = try (1...150).map { _ in try Peer.connect(to: router.port) }
        var served = 0
        var refused = 0
        for peer in held {
            peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
            switch peer.takeResponse()?.status {
            case 200: served += 1
            default: refused += 1
            }
        }
        #expect(refused > 0 && router.isRunning, "\(served) served, \(refused) refused")
        held = []
        // On a busy machine it has not heard of each end when the first come again.
        var last = 0
        let deadline = Moment.monotonicMilliseconds() + 60_000
        while last != 200, Moment.monotonicMilliseconds() < deadline { last = (try? router.get().status) ?? 0 }
        #expect(last == 200 && router.isRunning)
    }
}
