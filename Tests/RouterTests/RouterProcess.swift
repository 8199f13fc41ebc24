import FoundationEssentials
import Glibc
import Linux
import Model
import Wire

@testable import Router

/// The router's program as a process of its own, whose memory and descriptors can be counted.
final class RouterProcess {
    let port: UInt16
    private let directory: ScratchDirectory
    private let child: Child

    /// - Parameter openFiles: How many descriptors it may have, at most.
    init(openFiles: Int, backends: [RouteTable.Backend]) throws {
        directory = try ScratchDirectory()
        port = try Self.freePort()
        let text = "router:\n  address: 127.0.0.1\n  http_port: \(port)\n  https_port: ~\n  loops: 1\n"
        try Files.replace(directory.path + "/config.yml", with: Array(text.utf8))
        let log = try Descriptor.open(directory.path + "/log", O_WRONLY | O_CREAT, mode: 0o600)
        var start = Child.Start()
        start.descriptors = [nil, log.number, log.number]
        start.deathSignal = SIGKILL
        let program = try Self.program()
        child = try Child.spawn(
            Command("/usr/bin/prlimit", ["--nofile=\(openFiles):\(openFiles)", program, "--root", directory.path]),
            start
        )
        try serve(backends)
    }

    deinit {
        child.kill(SIGKILL)
        _ = child.wait()
    }

    var isRunning: Bool { child.poll() == nil }

    /// Bytes in memory.
    func residentBytes() throws -> Int {
        let words = try Files.text("/proc/\(child.pid)/statm").split(separator: " ")
        guard words.count > 1, let pages = Int(words[1]) else { throw TestFailure("no statm of \(child.pid)") }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    func get() throws -> Message {
        let peer = try Peer.connect(to: port)
        peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\nConnection: close\r\n\r\n")
        guard let message = peer.takeResponse() else { throw TestFailure("no response") }
        return message
    }

    private func serve(_ backends: [RouteTable.Backend]) throws {
        guard let root = InstallationRoot(directory.path) else { throw TestFailure("no root") }
        let control = try connect(root.routerSocket)
        let app = RouteTable.App(name: "myapp", hosts: ["myapp.test"], phase: .up, maintenance: false, backends: backends)
        try control.write(all: Array(try JSONEncoder().encode(RouterRequest.routes(RouteTable(version: 1, apps: [app])))) + [10])
        var lines = LineReader(control.number)
        guard let line = try lines.next(),
            try JSONDecoder().decode(RouterEvent.self, from: Data(line)) == .applied(version: 1)
        else { throw TestFailure("the routes were not taken") }
    }

    private func connect(_ path: String) throws -> Descriptor {
        let end = Moment.monotonicMilliseconds() + 20_000
        while Moment.monotonicMilliseconds() < end, isRunning {
            // Not there yet.
            if let socket = try? UnixSocket.connect(path) { return socket }
            sched_yield()
        }
        throw TestFailure("the router did not start: \(try Files.text(directory.path + "/log"))")
    }

    private static func freePort() throws -> UInt16 {
        let backend = try Backend.answering("")
        defer { backend.stop() }
        return backend.port
    }

    private static func program() throws -> String {
        let folders = CommandLine.arguments.map { Files.parent(of: $0) }
        guard let found = folders.map({ $0 + "/renga-router" }).first(where: Files.exists) else {
            throw TestFailure("renga-router is not beside the tests: \(folders)")
        }
        return found
    }
}
