import Linux
import Model
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
                while !fleet.read({ $0.stopping || $0.dynos.values.contains { $0.drained } }) {}
            }
        }
        try #require(fleet.wait(until: Moment.monotonicMilliseconds() + 20_000) { $0.routerConnected ? true : nil } != nil)
        for version in 1...UInt64(3000) {
            let table = RouteTable(version: version, apps: [])
            fleet.update { $0.table = table }
            link.send(table)
            let isServed = fleet.wait(until: Moment.monotonicMilliseconds() + 5_000) { $0.appliedVersion >= version ? true : nil }
            try #require(isServed != nil, "version \(version): the link says \(fleet.read(\.appliedVersion))")
        }
    }
}
