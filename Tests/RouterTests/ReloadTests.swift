import Glibc
import Linux
import Model
import Testing

@testable import Router

/// The life of the router's processes, as the service manager and clients see it.
@Suite("Reloads", .serialized) struct ReloadTests {
    @Test func `20 reloads under mixed load lose no request, and the process id stays`() throws {
        let backend = try MixedBackend.make()
        defer { backend.stop() }
        let router = try RouterProcess(openFiles: 1_000, backends: [backend.target("a")])
        let report = try MixedLoad(port: router.port).run { load in
            for _ in 1...20 {
                try router.reload()
                try load.pass()
            }
        }
        #expect(report.failures == [], "\(report.failures.count) of \(report.requests)\n\(router.words)")
        #expect(router.isRunning && router.words == "")
        print("20 reloads: \(report.requests) requests, \(report.failures.count) failures")
    }

    @Test func `a slow answer and a WebSocket that began before a reload go on, and then their worker ends`() throws {
        let backend = try MixedBackend.make()
        defer { backend.stop() }
        let router = try RouterProcess(openFiles: 200, backends: [backend.target("a")], more: "  upgrade_grace_milliseconds: 1 s\n")
        let before = try #require(router.worker)
        let slow = try Peer.connect(to: router.port)
        slow.write("GET /held HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        #expect(slow.takeHead()?.status == 200)
        let socket = try Peer.connect(to: router.port)
        socket.write(MixedBackend.upgrade)
        #expect(socket.takeHead()?.status == 101)
        try router.reload()
        #expect(try router.get().status == 200)
        // A whole text frame goes round in the grace; then a close frame of ours ends it.
        socket.write([0x81, 0x02, 0x68, 0x69])
        #expect(socket.takeRest() == [0x81, 0x02, 0x68, 0x69, 0x88, 0x02, 0x03, 0xE9])
        #expect(router.workers.contains(before))
        try MixedBackend.release(backend)
        #expect(slow.take(4) == Array("held".utf8))
        slow.shut()
        try router.wait("the worker before ends") { !router.workers.contains(before) }
    }

    @Test func `a connection that is kept is answered after a reload, and told that this was the last`() throws {
        let backend = try MixedBackend.make()
        defer { backend.stop() }
        let router = try RouterProcess(openFiles: 200, backends: [backend.target("a")])
        let before = try #require(router.worker)
        let kept = try Peer.connect(to: router.port)
        func ask() throws -> Message {
            kept.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
            return try #require(kept.takeResponse())
        }
        #expect(try ask()["connection"] == nil)
        try router.reload()
        // Its worker hears of the new one a moment later than we do.
        try router.wait("an answer says that it is the last") {
            let answer = try ask()
            #expect(answer.status == 200)
            return answer["connection"] == "close"
        }
        #expect(kept.takeRest().isEmpty)
        try router.wait("the worker before ends") { !router.workers.contains(before) }
    }

    @Test func `a worker that is killed is followed by another, and nobody is refused`() throws {
        let backend = try MixedBackend.make()
        defer { backend.stop() }
        let router = try RouterProcess(openFiles: 200, backends: [backend.target("a")])
        let worker = try #require(router.worker)
        #expect(kill(worker, SIGKILL) == 0)
        let began = Moment.monotonicMilliseconds()
        // These wait in the queue of a socket that its master holds open.
        for _ in 1...5 { #expect(try router.get().status == 200) }
        let took = Moment.monotonicMilliseconds() - began
        #expect(took < 1_000, "\(took) ms")
        try router.wait("it is said") { router.words.contains("worker \(worker) ended with signal 9") }
    }

    @Test func `a broken config.yml is refused with its reason, and the worker goes on`() throws {
        let backend = try MixedBackend.make()
        defer { backend.stop() }
        let router = try RouterProcess(openFiles: 200, backends: [backend.target("a")])
        let worker = try #require(router.worker)
        try router.configure(text: "router:\n  lops: 2\n")
        router.master.kill(SIGHUP)
        try router.wait("it is said") { router.words.contains("goes on as it was") }
        #expect(router.words.contains("unknown key \"lops\"") && router.words.contains("did you mean \"loops\"?"))
        // Nor does it keep a dead worker from being followed by one with what was in force.
        #expect(kill(worker, SIGKILL) == 0)
        #expect(try router.get().status == 200)
        try router.configure()
        try router.waitForWorker(otherThan: worker)
        try router.reload()
        #expect(try router.get().status == 200)
    }

    @Test func `a program that cannot take over is not become`() throws {
        let backend = try MixedBackend.make()
        defer { backend.stop() }
        let router = try RouterProcess(openFiles: 200, backends: [backend.target("a")])
        let worker = router.worker
        try router.turnProgram(to: "/bin/false")
        router.master.kill(SIGHUP)
        try router.wait("it is said") { router.words.contains("ended with status 1") }
        try router.turnProgram(to: "/nowhere")
        router.master.kill(SIGHUP)
        try router.wait("it is said") { router.words.contains("No such file or directory") }
        #expect(try router.get().status == 200)
        #expect(router.worker == worker && router.isRunning)
        try router.turnProgram(to: try RouterProcess.program())
        try router.reload()
        #expect(try router.get().status == 200)
    }

    @Test func `a killed master leaves a worker that serves until another master is there`() throws {
        let backend = try MixedBackend.make()
        defer { backend.stop() }
        let router = try RouterProcess(openFiles: 200, backends: [backend.target("a")])
        let orphan = try #require(router.worker)
        let slow = try Peer.connect(to: router.port)
        slow.write("GET /held HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        #expect(slow.takeHead()?.status == 200)
        router.master.kill(SIGKILL)
        for _ in 1...5 { #expect(try router.get().status == 200) }
        let identity = try #require(ProcessIdentity(running: orphan))
        try router.startAgain()
        for _ in 1...5 { #expect(try router.get().status == 200) }
        try MixedBackend.release(backend)
        #expect(slow.take(4) == Array("held".utf8))
        slow.shut()
        try router.wait("the orphan ends") { !identity.isRunning }
        #expect(try router.get().status == 200)
    }

    @Test func `a reload serves a changed port and leaves the one before`() throws {
        let backend = try MixedBackend.make()
        defer { backend.stop() }
        let router = try RouterProcess(openFiles: 200, backends: [backend.target("a")])
        let old = router.port
        try router.configure(port: try RouterProcess.freePort())
        try router.reload()
        #expect(try router.get().status == 200)
        try router.wait("the port before is refused") { (try? Peer.connect(to: old)) == nil }
    }

    @Test func `an HTTPS port that is taken is said, and HTTP is served all the same`() throws {
        let backend = try MixedBackend.make()
        defer { backend.stop() }
        let router = try RouterProcess(
            openFiles: 200,
            backends: [backend.target("a")],
            more: "  https_port: \(backend.port)\n"
        )
        #expect(router.words.contains("HTTPS is not served: cannot listen at 127.0.0.1 port \(backend.port): Address already in use"))
        #expect(try router.get().status == 200)
    }

    @Test func `a stop lets requests finish and leaves no process`() throws {
        let backend = try MixedBackend.make()
        defer { backend.stop() }
        let router = try RouterProcess(openFiles: 200, backends: [backend.target("a")])
        let worker = try #require(ProcessIdentity(running: router.worker ?? -1))
        let slow = try Peer.connect(to: router.port)
        slow.write("GET /held HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        #expect(slow.takeHead()?.status == 200)
        router.master.kill(SIGTERM)
        try router.wait("the port is refused") { (try? Peer.connect(to: router.port)) == nil }
        try MixedBackend.release(backend)
        #expect(slow.take(4) == Array("held".utf8))
        slow.shut()
        #expect(router.master.wait() == .exited(0))
        #expect(!worker.isRunning)
    }
}
