import FoundationEssentials
import Glibc
import Linux
import Model
import Wire

@testable import Router

/// A running router with a root and a port of its own, and the runner's end of its control socket.
final class TestRouter {
    let root: InstallationRoot
    var server: RouterServer
    let settings: RouterSettings
    private var control: Descriptor
    private var lines: LineReader
    private var version: UInt64 = 0
    private var isStopped = false

    init(_ change: (inout RouterSettings) -> Void = { _ in }) throws {
        var settings = RouterSettings()
        settings.address = "127.0.0.1"
        settings.httpPort = 0
        settings.httpsPort = nil
        settings.loops = 2
        change(&settings)
        self.settings = settings
        var template = Array("/tmp/renga-router-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil,
            let root = InstallationRoot(
                String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            )
        else { throw TestFailure("no temporary directory") }
        self.root = root
        server = try RouterServer(settings: settings, root: root)
        try server.start()
        control = try UnixSocket.connect(root.routerSocket)
        lines = LineReader(control.number)
    }

    deinit {
        stop()
        // What is left in /tmp is no failure of the test.
        try? Files.removeTree(root.path)
    }

    var port: UInt16 { server.port }
    var securePort: UInt16 { server.securePort }

    func stop(graceMilliseconds: Int64 = 0) {
        guard !isStopped else { return }
        isStopped = true
        server.stop(graceMilliseconds: graceMilliseconds)
    }

    /// A new process after the old one, in the same root.
    func restart() throws {
        stop()
        server = try RouterServer(settings: settings, root: root)
        try server.start()
        isStopped = false
    }

    func connectControl() throws {
        control = try UnixSocket.connect(root.routerSocket)
        lines = LineReader(control.number)
    }

    func send(_ request: RouterRequest) throws {
        try control.write(all: Array(try JSONEncoder().encode(request)) + [10])
    }

    func nextEvent() throws -> RouterEvent {
        guard let line = try lines.next() else { throw TestFailure("the control socket was closed") }
        return try JSONDecoder().decode(RouterEvent.self, from: Data(line))
    }

    /// Sends routes and waits until they are served; events on the way are returned.
    @discardableResult
    func serve(
        _ apps: [RouteTable.App],
        certificates: [RouteTable.Certificate] = [],
        affinityKey: String = ""
    ) throws -> [RouterEvent] {
        version += 1
        let table = RouteTable(version: version, apps: apps, certificates: certificates, affinityKey: affinityKey)
        try send(.routes(table))
        var others: [RouterEvent] = []
        while true {
            let event = try nextEvent()
            if case .applied(version, _, _) = event { return others }
            if case .refused(_, let reason) = event { throw TestFailure("refused: \(reason)") }
            others.append(event)
        }
    }

    /// Serves one app, `myapp.test`.
    @discardableResult
    func serve(
        _ backends: [RouteTable.Backend],
        phase: RouteTable.Phase = .up,
        maintenance: Bool = false,
        affinityKey: String = "",
        policy change: (inout RoutePolicy) -> Void = { _ in }
    ) throws -> [RouterEvent] {
        var app = RouteTable.App(
            name: "myapp",
            hosts: ["myapp.test"],
            phase: phase,
            maintenance: maintenance,
            backends: backends
        )
        change(&app.policy)
        return try serve([app], affinityKey: affinityKey)
    }

    func report() throws -> RouterReport {
        try send(.report)
        while true { if case .report(let report) = try nextEvent() { return report } }
    }

    /// Counting is done a moment after the client has its answer.
    @discardableResult
    func waitForReport(until isSo: (RouterReport) -> Bool) throws -> RouterReport {
        let end = Moment.monotonicMilliseconds() + 60_000
        while Moment.monotonicMilliseconds() < end {
            let report = try report()
            if isSo(report) { return report }
            sched_yield()
        }
        throw TestFailure("never so: \(try report())")
    }

    func client(receiveBytes: Int32? = nil) throws -> Peer { try Peer.connect(to: port, receiveBytes: receiveBytes) }

    /// One request on a connection of its own.
    func get(_ path: String = "/", host: String = "myapp.test", headers: String = "") throws -> Message {
        let peer = try client()
        peer.write("GET \(path) HTTP/1.1\r\nHost: \(host)\r\n\(headers)\r\n")
        guard let message = peer.takeResponse() else { throw TestFailure("no response") }
        return message
    }

    /// The access log, after the router has stopped.
    func log() throws -> [String] {
        stop()
        return try Files.text(root.routerLog).split(separator: "\n").map(String.init)
    }
}
