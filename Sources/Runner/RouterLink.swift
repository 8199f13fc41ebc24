import CLinux
import Foundation
import Glibc
import Linux
import Model
import Planning
import Synchronization
import Wire

/// The connections to the router's workers: sends whole tables to all of them, hears what became of those, and finds the
/// worker that is new at the router's path. A worker that was replaced keeps its connection until it ends: requests that
/// wait there need the tables as well, and its dynos are not drained before it says so. A runner that comes later finds it by
/// its own name.
final class RouterLink: Sendable {
    struct State {
        var links = RouterLinks()
        var writers: [Int: RouterWriter] = [:]
        var spots: [Int: WorkerSpot] = [:]
        var opened = 0
        /// What stood at the path when we connected last, or tried in vain.
        var known: FilePlace?
        /// Names under which nobody answered when we looked last.
        var silent: Set<WorkerSpot> = []
        /// When it was said last that there are too many connections; monotonic milliseconds.
        var saidFullAt: Int64?

        /// For people.
        func words(_ link: Int) -> String {
            let worker = spots[link]?.name.flatMap { InstallationRoot.worker(ofSocket: $0) }
            return worker.map { "worker \($0)" } ?? "a worker without a name of its own"
        }

        func has(_ spot: WorkerSpot) -> Bool { spot.name != nil && spots.values.contains(spot) }

        /// Whether the one at the path is among those that we are connected to.
        var hasServing: Bool { spots.values.contains { $0.place == known } }
    }

    let path: String
    let fleet: Fleet
    private let drained: @Sendable (String) -> Void
    let state = Mutex(State())
    /// Rings where there may be another worker at the path.
    private let bell: Int32

    init(path: String, fleet: Fleet, drained: @escaping @Sendable (String) -> Void) throws(SystemError) {
        self.path = path
        self.fleet = fleet
        self.drained = drained
        bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard bell >= 0 else { throw SystemError("make", "an eventfd") }
    }

    deinit { close(bell) }

    func start() {
        inBackground("router") { [self] in
            while !fleet.read(\.stopping) {
                let began = Moment.monotonicMilliseconds()
                connect()
                // Whose the folder is could exchange the socket without end.
                fleet.rest(began + Self.paceMilliseconds - Moment.monotonicMilliseconds())
                // Nobody rings where the worker at the path was not there a moment ago, or died.
                var item = pollfd(fd: bell, events: Int16(POLLIN), revents: 0)
                _ = poll(&item, 1, state.withLock { $0.hasServing } ? 1_000 : 100)
                var count: eventfd_t = 0
                _ = eventfd_read(bell, &count)
            }
        }
    }

    /// Between two looks at the folder, at least.
    static let paceMilliseconds: Int64 = 10

    /// Called before the first table is sent, with the dynos that a runner before this one has left.
    func adopt(_ dynos: [String]) { state.withLock { $0.links.adopted(dynos) } }

    /// Has a table sent to every worker; a new connection begins with the newest one anyway.
    func send(_ table: RouteTable) {
        state.withLock { state in
            state.links.sent(table)
            for writer in state.writers.values { writer.send(table) }
        }
        publish()
    }

    /// Connects to whoever is there and not connected yet. Those that were replaced come first: what the one at the path says may be
    /// taken for what all of them do.
    private func connect() {
        // In this order: who has the path now and not in a moment has a name by then.
        let place = FilePlace(path)
        let workers = WorkerSpot.all(beside: path).spots
        state.withLock { $0.silent = [] }
        for worker in workers where worker.place != place && !state.withLock({ $0.has(worker) }) {
            guard let name = worker.name, state.withLock({ $0.spots.count < WorkerSpot.countMax }) else { continue }
            connect(to: "\(Files.parent(of: path))/\(name)", worker) { _ = state.withLock { $0.silent.insert(worker) } }
        }
        guard let place, state.withLock({ $0.known != place }) else { return }
        let spot = WorkerSpot(place: place, name: workers.first { $0.place == place }?.name)
        if state.withLock({ $0.has(spot) }) {
            state.withLock { $0.known = place }
            return publish()
        }
        guard hasRoom() else { return }
        connect(to: path, spot) {
            // Nobody is there any more; who comes next stands in another place.
            state.withLock { $0.known = place }
            publish()
        }
    }

    /// Whoever puts socket after socket at the path gets no connection, thread and descriptor for each.
    private func hasRoom() -> Bool {
        let now = Moment.monotonicMilliseconds()
        let (hasRoom, isNews) = state.withLock { state in
            guard state.spots.count >= WorkerSpot.connectionsMax else { return (true, false) }
            guard now - (state.saidFullAt ?? -60_000) >= 60_000 else { return (false, false) }
            state.saidFullAt = now
            return (false, true)
        }
        if isNews {
            Diagnostics.say(
                "\(WorkerSpot.connectionsMax) of what stood at \(path) are connected, and no more: no router has so many workers"
                    + "\nhint: end whoever makes them: systemctl restart renga-router"
            )
        }
        return hasRoom
    }

    /// - Parameter refused: what to do where nobody listens there any more.
    private func connect(to path: String, _ spot: WorkerSpot, refused: () -> Void) {
        do {
            let connection = try RouterFolder(of: path).connect()
            // Replaced while we connected: which of the two it is, nobody can say.
            guard FilePlace(path) == spot.place else { return ring() }
            let writer = RouterWriter(try connection.duplicate())
            let link = state.withLock { open(writer, at: spot, isServing: path == self.path, &$0) }
            writer.start()
            fleet.wake()
            let socket = connection.release()
            inBackground("router-link") { [self] in converse(link, MessageChannel(Descriptor(owning: socket))) }
        } catch  where error.code == ECONNREFUSED {
            refused()
        } catch {
            if error.code != ENOENT { Diagnostics.say("cannot reach the router: \(error)") }
        }
    }

    private func open(_ writer: RouterWriter, at spot: WorkerSpot, isServing: Bool, _ state: inout State) -> Int {
        state.opened += 1
        if isServing { state.known = spot.place }
        state.writers[state.opened] = writer
        state.spots[state.opened] = spot
        state.links.opened(state.opened)
        let link = state.opened
        fleet.update { _ = $0.routerLinks.insert(link) }
        // Under the lock, so that no table that is sent meanwhile is older than this one.
        let table = fleet.read(\.table)
        if table.version > 0 { writer.send(table) }
        return link
    }

    private func converse(_ link: Int, _ channel: consuming MessageChannel) {
        do {
            while let event = try channel.receive(RouterEvent.self) { hear(event, link) }
        } catch {
            Diagnostics.say("a connection to the router broke: \(error)")
        }
        state.withLock { state in
            state.writers.removeValue(forKey: link)?.end()
            state.links.closed(link)
            // It may be there still, and only the connection was lost.
            if state.spots.removeValue(forKey: link)?.place == state.known { state.known = nil }
            // Under the lock: somebody may connect at this moment.
            fleet.update { fleet in
                fleet.routerReports[link] = nil
                fleet.routerLinks.remove(link)
            }
        }
        publish()
        ring()
    }

    private func hear(_ event: RouterEvent, _ link: Int) {
        switch event {
        case .applied(let version, let busy, let unsaved):
            state.withLock { $0.links.applied(link, version: version, busy: busy, unsaved: unsaved) }
        case .drained(let dyno): state.withLock { $0.links.drained(link, dyno) }
        case .refused(let version, let reason):
            Diagnostics.say("the router refused routes \(version): \(reason)")
            // What it refused once it may take another time; what is newer by then is sent instead.
            state.withLock { state in
                let pause = state.links.refused(link, reason: reason)
                state.writers[link]?.send(fleet.read(\.table), after: pause)
            }
        case .retiring: return ring()
        case .awaited(let name): return wake(name)
        case .report(let report):
            return fleet.update { $0.routerReports[link] = (($0.routerReports[link]?.round ?? 0) + 1, report) }
        }
        publish()
    }

    /// Nobody waits for one that is awake by now.
    private func wake(_ name: String) {
        let isAsleep = fleet.update { state in
            guard let app = state.wanted.first(where: { $0.app.text == name }), app.isAsleep else { return false }
            state.awaited.insert(app.app)
            return true
        }
        if isAsleep { fleet.wake() }
    }

    private func ring() { eventfd_write(bell, 1) }

    /// Tells the fleet what all workers agree about. One that we are not connected to yet may serve older routes: a
    /// worker takes its place at the path before it reads the routes on disk. So what it reads is not older than what we
    /// hear here to be saved; what is served but not saved it may not know (`FleetState.isOnDisk`).
    private func publish() {
        let place = FilePlace(path)
        let news: (isNew: Bool, drained: [String])? = state.withLock { state in
            guard place == nil || place == state.known else {
                ring()
                return nil
            }
            guard !state.links.isEmpty else { return nil }
            // Under the lock: of two who have news, the one with the older must not write last.
            let (version, saved) = (state.links.appliedVersion, state.links.savedVersion)
            let complaint = state.links.complaint
            let isNew = fleet.update { fleet in
                defer {
                    fleet.appliedVersion = version
                    fleet.savedVersion = saved
                    fleet.routesComplaint = complaint
                }
                return fleet.appliedVersion != version || fleet.savedVersion != saved
            }
            return (isNew, state.links.takeDrained())
        }
        guard let news else { return }
        if news.isNew { fleet.wake() }
        for dyno in news.drained { drained(dyno) }
    }
}
