import FoundationEssentials
import Glibc
import Linux
import Model
import Testing
import Wire

@testable import Router

/// Where workers are found, by a runner that comes when another one has the path already.
@Suite("Sockets of workers") struct ControlSocketTests {
    private static func table(_ version: UInt64, _ change: (inout RouteTable.App) -> Void) -> RouteTable {
        var app = RouteTable.App(name: "myapp", hosts: ["myapp.test"], phase: .starting, maintenance: false, backends: [])
        change(&app)
        return RouteTable(version: version, apps: [app])
    }

    /// Sends a table, and returns the apps that are called for on the way to its being served.
    private static func serve(_ channel: inout MessageChannel, _ table: RouteTable) throws -> Set<String> {
        try channel.send(RouterRequest.routes(table))
        var calls: Set<String> = []
        while let event = try channel.receive(RouterEvent.self) {
            switch event {
            case .awaited(let app): calls.insert(app)
            case .applied(table.version, _, _): return calls
            default: break
            }
        }
        throw TestFailure("the worker has gone")
    }

    /// Returns the calls on the way.
    private static func wait(_ channel: inout MessageChannel, waiting: Int) throws -> Set<String> {
        var calls: Set<String> = []
        let end = Moment.monotonicMilliseconds() + 60_000
        while Moment.monotonicMilliseconds() < end {
            try channel.send(RouterRequest.report)
            while let event = try channel.receive(RouterEvent.self) {
                if case .awaited(let app) = event { calls.insert(app) }
                guard case .report(let report) = event else { continue }
                if report.apps.first(where: { $0.name == "myapp" })?.waiting == waiting { return calls }
                break
            }
            sched_yield()
        }
        throw TestFailure("never did \(waiting) requests wait")
    }

    @Test(arguments: ["asleep", "paused"])
    func `requests that wait at a worker which is replaced are answered by a runner that comes later`(
        _ how: String
    ) throws {
        let backend = try Backend.answering("x")
        defer { backend.stop() }
        let router = try RouterProcess(openFiles: 500, backends: [])
        let old = try #require(router.worker)
        var peers: [Peer] = []
        do {
            var runner = try MessageChannel.connect(router.root.routerSocket)
            let waits = Self.table(2) { app in
                app.isAsleep = how == "asleep"
                app.policy.isPaused = how == "paused"
            }
            _ = try Self.serve(&runner, waits)
            peers = try (1...20).map { _ in try Peer.connect(to: router.port) }
            for peer in peers { peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n") }
            _ = try Self.wait(&runner, waiting: 20)
        }
        // From here on no runner is there.
        try router.reload()
        let name = router.root.routerSocket(of: old)
        #expect(FilePlace(name) != nil && FilePlace(name) != FilePlace(router.root.routerSocket))
        var runner = try MessageChannel.connect(name)
        let waits = Self.table(3) { app in
            app.isAsleep = how == "asleep"
            app.policy.isPaused = how == "paused"
        }
        var calls = try Self.serve(&runner, waits)
        calls.formUnion(try Self.wait(&runner, waiting: 20))
        #expect(calls == (how == "asleep" ? ["myapp"] : []))
        _ = try Self.serve(
            &runner,
            Self.table(4) {
                $0.backends = [backend.target("a")]; $0.phase = .up
            }
        )
        for peer in peers { #expect(peer.takeResponse()?.text == "x") }
        peers = []
        // It ends, and its name with it.
        try router.wait("the old worker ends") { !router.workers.contains(old) }
        #expect(FilePlace(name) == nil)
    }

    @Test func `a worker's name goes with it, and is swept where it was killed`() throws {
        let router = try RouterProcess(openFiles: 500, backends: [])
        let first = try #require(router.worker)
        #expect(FilePlace(router.root.routerSocket(of: first)) == FilePlace(router.root.routerSocket))
        _ = kill(first, SIGKILL)
        try router.waitForWorker(otherThan: first)
        let second = try #require(router.worker)
        #expect(FilePlace(router.root.routerSocket(of: first)) == nil)
        #expect(FilePlace(router.root.routerSocket(of: second)) == FilePlace(router.root.routerSocket))
    }

    @Test func `a worker that gets the path back is the one that it was`() throws {
        let folder = try ScratchDirectory()
        let root = try #require(InstallationRoot(folder.path))
        try Files.makeDirectory(root.routerDirectory)
        let socket = ControlSocket(root)
        let listener = Descriptor(owning: try #require(try socket.take()))
        let place = FilePlace(root.routerSocket)
        #expect(try socket.take() == nil && socket.isOurs)
        let other = try UnixSocket.listen(root.routerSocket, mode: 0o600)
        #expect(!socket.isOurs)
        #expect(try socket.take() == nil && socket.isOurs && FilePlace(root.routerSocket) == place)
        _ = try MessageChannel.connect(root.routerSocket)
        #expect(try Files.list(root.routerDirectory) == ["router.sock", "worker-\(getpid()).sock"])
        // Somebody has removed its name: another socket it is.
        try Files.remove(root.routerSocket(of: getpid()))
        let again = Descriptor(owning: try #require(try socket.take()))
        #expect(socket.isOurs)
        socket.leave()
        #expect(try Files.list(root.routerDirectory) == ["router.sock"])
        #expect(Set([listener.number, other.number, again.number]).count == 3)
    }

    @Test func `names of workers are told from others`() {
        for name in [
            "worker.pid", "worker-.sock", "worker-1.sock.2", "worker--1.sock", "worker-0.sock", "worker-99999999999.sock", "worker-٣.sock",
        ] {
            #expect(InstallationRoot.worker(ofSocket: name) == nil, "\(name)")
        }
        #expect(InstallationRoot.worker(ofSocket: "worker-17.sock") == 17)
    }
}
