import FoundationEssentials
import Glibc
import Linux
import Model
import Wire

@testable import Router

/// The router's program as a process of its own, with its workers, whose memory and descriptors can be counted.
final class RouterProcess {
    private(set) var port: UInt16
    let root: InstallationRoot
    private let directory: ScratchDirectory
    private let openFiles: Int
    private let more: String
    private(set) var master: Child

    /// - Parameters:
    ///   - openFiles: how many descriptors each of its processes may have, at most.
    ///   - more: further lines of the router's configuration.
    init(openFiles: Int, backends: [RouteTable.Backend], more: String = "") throws {
        directory = try ScratchDirectory()
        guard let root = InstallationRoot(directory.path) else { throw TestFailure("no root") }
        self.root = root
        self.openFiles = openFiles
        self.more = more
        port = try Self.freePort()
        // Links are followed anew by an upgrade, so that a test can turn this one.
        try Files.link(Self.link(root), to: try Self.program())
        try Self.configure(root, port, more)
        master = try Self.start(root, openFiles)
        try waitForWorker(otherThan: nil)
        try serve(backends)
    }

    deinit {
        let workers = workers
        master.kill(SIGKILL)
        for worker in workers { _ = kill(worker, SIGKILL) }
        _ = master.wait()
    }

    private static func link(_ root: InstallationRoot) -> String { root.path + "/renga-router" }

    private static func start(_ root: InstallationRoot, _ openFiles: Int) throws -> Child {
        let log = try Descriptor.open(root.path + "/log", O_WRONLY | O_CREAT | O_APPEND, mode: 0o600)
        var start = Child.Start()
        start.descriptors = [nil, log.number, log.number]
        start.deathSignal = SIGKILL
        let words = ["--nofile=\(openFiles):\(openFiles)", link(root), "--root", root.path]
        return try Child.spawn(Command("/usr/bin/prlimit", words), start)
    }

    private static func configure(_ root: InstallationRoot, _ port: UInt16, _ more: String) throws {
        var text = "router:\n  address: 127.0.0.1\n  http_port: \(port)\n  loops: 1\n"
        if !more.contains("https_port") { text += "  https_port: ~\n" }
        try Files.replace(root.configuration, with: text + more)
    }

    var isRunning: Bool { master.poll() == nil }

    /// What all of its processes have said.
    var words: String { (try? Files.text(root.path + "/log")) ?? "" }

    // MARK: its life

    /// The worker that says that it serves.
    var worker: Int32? { (try? Files.text(root.routerWorker)).flatMap { Int32($0.split(separator: "\n").first ?? "") } }

    /// The living children of the master.
    var workers: [Int32] {
        let text = (try? Files.text("/proc/\(master.pid)/task/\(master.pid)/children")) ?? ""
        return text.split(separator: " ").compactMap { Int32($0) }
    }

    func configure(port: UInt16? = nil, more: String? = nil, text: String? = nil) throws {
        if let text { return try Files.replace(root.configuration, with: text) }
        if let port { self.port = port }
        try Self.configure(root, self.port, more ?? self.more)
    }

    func turnProgram(to path: String) throws { try Files.link(Self.link(root), to: path) }

    /// SIGHUP, until another worker serves.
    func reload() throws {
        let before = worker
        master.kill(SIGHUP)
        try waitForWorker(otherThan: before)
    }

    /// A new master beside what may be left of the one before.
    func startAgain() throws {
        let before = worker
        _ = master.wait()
        master = try Self.start(root, openFiles)
        try waitForWorker(otherThan: before)
    }

    func waitForWorker(otherThan before: Int32?) throws {
        try wait("a worker serves") { worker != nil && worker != before }
    }

    func wait(_ what: String, until isSo: () throws -> Bool) throws {
        let end = Moment.monotonicMilliseconds() + 60_000
        while try !isSo() {
            guard Moment.monotonicMilliseconds() < end else { throw TestFailure("never: \(what)\n\(words)") }
            sched_yield()
        }
    }

    /// Bytes in memory of the process that serves.
    func residentBytes() throws -> Int {
        guard let worker else { throw TestFailure("no worker") }
        let words = try Files.text("/proc/\(worker)/statm").split(separator: " ")
        guard words.count > 1, let pages = Int(words[1]) else { throw TestFailure("no statm of \(worker)") }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    func get() throws -> Message {
        let peer = try Peer.connect(to: port)
        peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\nConnection: close\r\n\r\n")
        guard let message = peer.takeResponse() else { throw TestFailure("no response") }
        return message
    }

    private func serve(_ backends: [RouteTable.Backend]) throws {
        let control = try UnixSocket.connect(root.routerSocket)
        let app = RouteTable.App(name: "myapp", hosts: ["myapp.test"], phase: .up, maintenance: false, backends: backends)
        try control.write(all: Array(try JSONEncoder().encode(RouterRequest.routes(RouteTable(version: 1, apps: [app])))) + [10])
        var lines = LineReader(control.number)
        guard let line = try lines.next(), case .applied(1, _, _) = try JSONDecoder().decode(RouterEvent.self, from: Data(line)) else {
            throw TestFailure("the routes were not taken")
        }
    }

    /// Below those that the kernel gives to clients, one of which could have it by the time that a program listens there.
    static func freePort() throws(SystemError) -> UInt16 {
        while true {
            do throws(SystemError) {
                return try ListeningSocket(port: UInt16.random(in: 10_000..<32_768)).port
            } catch  where error.code == EADDRINUSE {
                continue
            }
        }
    }

    static func program() throws -> String {
        let folders = CommandLine.arguments.map { Files.parent(of: $0) }
        guard let found = folders.map({ $0 + "/renga-router" }).compactMap(Files.real).first else {
            throw TestFailure("renga-router is not beside the tests: \(folders)")
        }
        return found
    }
}
