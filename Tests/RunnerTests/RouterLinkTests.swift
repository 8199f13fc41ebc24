import Linux
import Model
import Planning
import Testing
import Wire

@testable import Runner

@Suite("The runner's link to the router") struct RouterLinkTests {
    /// Routes are applied while the one who sent them still says what it knew before: the older news must not win.
    @Test func `what the router serves is known after every table, however quickly it answers`() throws {
        let folder = try LogFolder()
        let path = folder.path + "/router.sock"
        let listener = try UnixSocket.listen(path, mode: 0o600)
        let fleet = Fleet()
        let link = try RouterLink(path: path, fleet: fleet) { _ in }
        link.start()
        defer { fleet.update { $0.stopping = true } }
        let router = try UnixSocket.accept(listener.number).release()
        inBackground("router") {
            var channel = MessageChannel(Descriptor(owning: router))
            while case .routes(let table) = try? channel.receive(RouterRequest.self) {
                try? channel.send(RouterEvent.applied(version: table.version, busy: []))
            }
        }
        // Others look at the fleet all the time, so that whoever wants to write must wait.
        for _ in 1...3 {
            inBackground("onlooker") {
                while !fleet.read({ $0.stopping || $0.dynos.values.contains { $0.routes.isDrained } }) {}
            }
        }
        try #require(fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0.routerConnected ? true : nil } != nil)
        for version in 1...UInt64(3000) {
            let table = RouteTable(version: version, apps: [])
            fleet.update { $0.table = table }
            link.send(table)
            let isServed = fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0.appliedVersion >= version ? true : nil }
            try #require(isServed != nil, "version \(version): the link says \(fleet.read(\.appliedVersion))")
        }
    }

    private func connected(_ folder: LogFolder) throws -> (fleet: Fleet, link: RouterLink, router: Int32) {
        let path = folder.path + "/router.sock"
        let listener = try UnixSocket.listen(path, mode: 0o600)
        let fleet = Fleet()
        let link = try RouterLink(path: path, fleet: fleet) { _ in }
        link.start()
        let router = try UnixSocket.accept(listener.number).release()
        try #require(fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0.routerConnected ? true : nil } != nil)
        return (fleet, link, router)
    }

    private func table(_ version: UInt64, padding: Int = 0) -> RouteTable {
        let hosts = (0..<padding).map { "host-\($0).example.com" }
        return RouteTable(version: version, apps: [.init(name: "a", hosts: hosts, phase: .up, backends: [])])
    }

    @Test func `a worker that does not read holds nobody up, and gets the newest table alone when it does`() throws {
        let folder = try LogFolder()
        let (fleet, link, router) = try connected(folder)
        defer { fleet.update { $0.stopping = true } }
        let began = Moment.monotonicMilliseconds()
        // Each is larger than what a socket holds.
        for version in 1...UInt64(50) {
            let table = table(version, padding: 20_000)
            fleet.update { $0.table = table }
            link.send(table)
        }
        #expect(Moment.monotonicMilliseconds() - began < 5_000)
        var channel = MessageChannel(Descriptor(owning: router))
        var versions: [UInt64] = []
        while versions.last != 50, case .routes(let table) = try channel.receive(RouterRequest.self) { versions.append(table.version) }
        #expect(versions.last == 50 && versions.count <= 3, "\(versions)")
    }

    @Test func `a table that is refused is sent again until it is taken, and that is said meanwhile`() throws {
        let folder = try LogFolder()
        let (fleet, link, router) = try connected(folder)
        defer { fleet.update { $0.stopping = true } }
        var channel = MessageChannel(Descriptor(owning: router))
        fleet.update { $0.table = table(7) }
        link.send(table(7))
        guard case .routes(let first) = try channel.receive(RouterRequest.self) else { throw Failure(.internal, "no routes came") }
        try channel.send(RouterEvent.refused(version: first.version, reason: "there is no room"))
        let complaint = fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0.routesComplaint }
        #expect(complaint?.contains("there is no room") == true)
        guard case .routes(let again) = try channel.receive(RouterRequest.self) else { throw Failure(.internal, "nothing was sent again") }
        #expect(again.version == 7)
        try channel.send(RouterEvent.applied(version: 7, busy: [], unsaved: "the disk is full"))
        let unsaved = fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) { state in
            state.appliedVersion == 7 ? (state.savedVersion, state.routesComplaint) : nil
        }
        #expect(unsaved?.0 == 0 && unsaved?.1?.contains("the disk is full") == true)
        try channel.send(RouterEvent.applied(version: 7, busy: []))
        let saved: Bool? = fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) {
            $0.savedVersion == 7 && $0.routesComplaint == nil ? true : nil
        }
        #expect(saved == true)
    }
}
