import Glibc
import Linux
import Model
import Planning
import Synchronization
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

    /// A worker of the router, which serves each table that it is sent and says which.
    private static func worker(_ listener: Int32, _ heard: @escaping @Sendable (UInt64) -> Void, busy: [String] = []) throws {
        let socket = try UnixSocket.accept(listener).release()
        inBackground("worker") {
            var channel = MessageChannel(Descriptor(owning: socket))
            while let request = try? channel.receive(RouterRequest.self) {
                switch request {
                case .routes(let table):
                    heard(table.version)
                    try? channel.send(RouterEvent.applied(version: table.version, busy: busy))
                case .report: try? channel.send(RouterEvent.report(RouterReport(worker: 1)))
                }
            }
        }
    }

    @Test func `a runner that comes when a worker was replaced finds both, sends both its tables, and drains nothing that one of them has`()
        throws
    {
        let folder = try LogFolder()
        let path = folder.path + "/router.sock"
        let old = try UnixSocket.listen(path, alsoAt: folder.path + "/worker-11.sock", mode: 0o600)
        let new = try UnixSocket.listen(path, alsoAt: folder.path + "/worker-12.sock", mode: 0o600)
        // A worker that was killed, and what is no worker's.
        do { _ = try UnixSocket.listen(folder.path + "/gone.sock", alsoAt: folder.path + "/worker-10.sock", mode: 0o600) }
        try Files.replace(folder.path + "/worker-13.sock", with: "nonsense")
        let fleet = Fleet()
        let drained = Mutex<[String]>([])
        let link = try RouterLink(path: path, fleet: fleet) { dyno in drained.withLock { $0.append(dyno) } }
        link.adopt(["left", "right"])
        fleet.update { $0.table = table(7) }
        link.send(table(7))
        link.start()
        defer { fleet.update { $0.stopping = true } }
        let heard = Mutex<Set<String>>([])
        try Self.worker(old.number, { version in heard.withLock { _ = $0.insert("old \(version)") } }, busy: ["left"])
        try Self.worker(new.number) { version in heard.withLock { _ = $0.insert("new \(version)") } }
        try #require(fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0.appliedVersion == 7 ? true : nil } != nil)
        fleet.update { $0.table = table(8) }
        link.send(table(8))
        try #require(fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0.appliedVersion == 8 ? true : nil } != nil)
        #expect(heard.withLock { $0 } == ["old 7", "old 8", "new 7", "new 8"])
        #expect(drained.withLock { $0 } == ["right"])
        #expect(link.reports().count == 2)
    }

    /// Two workers, of which the second has the path and is asked how it is.
    /// - Parameter reacts: with the second's connection, once it is asked.
    private func mute(within milliseconds: Int64, _ reacts: (_ path: String, _ second: Int32) throws -> Void) throws -> (
        mute: [String]?, took: Int64
    ) {
        let folder = try LogFolder()
        let path = folder.path + "/router.sock"
        let first = try UnixSocket.listen(path, alsoAt: folder.path + "/worker-11.sock", mode: 0o600)
        let fleet = Fleet()
        let link = try RouterLink(path: path, fleet: fleet) { _ in }
        link.start()
        defer { fleet.update { $0.stopping = true } }
        func awaitLinks(_ count: Int) throws {
            let end = Moment.monotonicMilliseconds() + 60_000
            let links: Int? = fleet.wait(until: end) { $0.routerLinks.count == count ? count : nil }
            try #require(links != nil)
        }
        try Self.worker(first.number, { _ in })
        // One that is exchanged before it is known is let go of.
        try awaitLinks(1)
        let second = try UnixSocket.listen(path, mode: 0o600)
        let socket = try UnixSocket.accept(second.number)
        try awaitLinks(2)
        let answer = Monitor<[String]?>(nil)
        let began = Moment.monotonicMilliseconds()
        inBackground("asker") {
            let mute = link.mute(within: milliseconds)
            answer.update { $0 = mute }
        }
        var item = pollfd(fd: socket.number, events: Int16(POLLIN), revents: 0)
        #expect(poll(&item, 1, 60_000) == 1)
        try reacts(path, socket.number)
        let mute: [String]? = answer.wait(until: began + 60_000) { $0 }
        return (mute, Moment.monotonicMilliseconds() - began)
    }

    @Test func `who comes while others are asked, and takes the path, is asked as well`() throws {
        var third: Descriptor?
        let (mute, _) = try mute(within: 1_000) { path, second in
            third = try UnixSocket.listen(path, mode: 0o600)
            // Whoever took the connection can end it when it likes.
            _ = shutdown(second, Int32(SHUT_RDWR))
        }
        // Connected by now, or not yet.
        #expect(mute?.count == 1, "\(mute ?? [])")
        _ = consume third
    }

    @Test func `nobody waits for the answer of a worker that has ended`() throws {
        let (mute, took) = try mute(within: 30_000) { path, second in
            try UnixSocket.take(path, for: Files.parent(of: path) + "/worker-11.sock")
            _ = shutdown(second, Int32(SHUT_RDWR))
        }
        #expect(mute == [] && took < 25_000, "\(took) ms, \(mute ?? [])")
    }

    /// Whose the folder is could make names and take them away for ever.
    @Test func `whoever makes name after name is not given connection after connection`() throws {
        let folder = try LogFolder()
        let path = folder.path + "/router.sock"
        let names = (101...170).map { "\(folder.path)/worker-\($0).sock" }
        let listeners = try names.map { try UnixSocket.listen($0, mode: 0o600).release() }
        defer { for listener in listeners { _ = Descriptor(owning: listener) } }
        let first = try UnixSocket.listen(path, mode: 0o600)
        let fleet = Fleet()
        let link = try RouterLink(path: path, fleet: fleet) { _ in }
        link.start()
        defer { fleet.update { $0.stopping = true } }
        // The one at the path comes after those that have names.
        let begun = try UnixSocket.accept(first.number)
        for name in names.prefix(64) { try Files.remove(name) }
        let second = try UnixSocket.listen(path, mode: 0o600)
        let again = try UnixSocket.accept(second.number)
        func connected(_ listeners: ArraySlice<Int32>) -> Int {
            listeners.count { listener in
                var item = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
                return poll(&item, 1, 0) > 0
            }
        }
        #expect(connected(listeners.prefix(64)) == 64)
        #expect(connected(listeners.dropFirst(64)) == 0)
        _ = consume begun
        _ = consume again
    }

    @Test func `whoever puts socket after socket at the path is not given connection after connection`() throws {
        let folder = try LogFolder()
        let path = folder.path + "/router.sock"
        var (listeners, sockets): ([Int32], [Int32]) = ([try UnixSocket.listen(path, mode: 0o600).release()], [])
        defer { for number in listeners + sockets { close(number) } }
        let fleet = Fleet()
        let link = try RouterLink(path: path, fleet: fleet) { _ in }
        link.start()
        defer { fleet.update { $0.stopping = true } }
        for count in 1...WorkerSpot.connectionsMax {
            sockets.append(try UnixSocket.accept(try #require(listeners.last)).release())
            // One that is exchanged before it is known is let go of.
            let end = Moment.monotonicMilliseconds() + 60_000
            while link.state.withLock({ $0.spots.count }) < count, Moment.monotonicMilliseconds() < end { sched_yield() }
            listeners.append(try UnixSocket.listen(path, mode: 0o600).release())
        }
        var item = pollfd(fd: try #require(listeners.last), events: Int16(POLLIN), revents: 0)
        #expect(poll(&item, 1, 300) == 0)
        // One of those before ends, and there is room for one again.
        close(sockets.removeFirst())
        #expect(poll(&item, 1, 60_000) == 1)
    }

    @Test func `nobody knows how quiet it is where not all workers are known`() throws {
        let folder = try LogFolder()
        let path = folder.path + "/router.sock"
        let listener = try UnixSocket.listen(path, alsoAt: folder.path + "/worker-11.sock", mode: 0o600)
        let fleet = Fleet()
        let link = try RouterLink(path: path, fleet: fleet) { _ in }
        fleet.update { $0.table = table(7) }
        link.send(table(7))
        link.start()
        defer { fleet.update { $0.stopping = true } }
        try Self.worker(listener.number, { _ in })
        try #require(fleet.wait(until: Moment.monotonicMilliseconds() + 60_000) { $0.appliedVersion == 7 ? true : nil } != nil)
        #expect(link.quiet() != nil)
        // More than anybody looks at.
        for number in 1...4_096 { try Files.replace("\(folder.path)/x\(number)", with: "") }
        #expect(!WorkerSpot.all(beside: path).isWhole && link.quiet() == nil)
        // What is no folder has no list.
        try Files.replace(folder.path + "/file", with: "")
        #expect(!WorkerSpot.all(beside: folder.path + "/file/router.sock").isWhole)
        #expect(WorkerSpot.all(beside: folder.path + "/none/router.sock").isWhole)
    }
}
