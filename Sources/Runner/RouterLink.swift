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
    private struct State {
        var links = RouterLinks()
        var writers: [Int: RouterWriter] = [:]
        var spots: [Int: WorkerSpot] = [:]
        var opened = 0
        /// What stood at the path when we connected last, or tried in vain.
        var known: FilePlace?
        /// Names under which nobody answered when we looked last.
        var silent: Set<WorkerSpot> = []

        func has(_ spot: WorkerSpot) -> Bool { spot.name != nil && spots.values.contains(spot) }

        /// Whether the one at the path is among those that we are connected to.
        var hasServing: Bool { spots.values.contains { $0.place == known } }
    }

    private let path: String
    private let fleet: Fleet
    private let drained: @Sendable (String) -> Void
    private let state = Mutex(State())
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
                connect()
                // Nobody rings where the worker at the path was not there a moment ago, or died.
                var item = pollfd(fd: bell, events: Int16(POLLIN), revents: 0)
                _ = poll(&item, 1, state.withLock { $0.hasServing } ? 1_000 : 100)
                var count: eventfd_t = 0
                _ = eventfd_read(bell, &count)
            }
        }
    }

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

    private static let reportMillisecondsMax: Int64 = 2_000

    /// What the workers say of themselves, the one that serves first. Without those that do not answer in time.
    func reports() -> [RouterReport] {
        let before = fleet.read(\.routerReports)
        let asked = state.withLock { state in
            for writer in state.writers.values { writer.askForReport() }
            return Set(state.writers.keys)
        }
        func fresh(_ state: FleetState) -> [RouterReport] {
            asked.compactMap { link in
                state.routerReports[link].flatMap { $0.round > before[link]?.round ?? 0 ? $0.report : nil }
            }
        }
        let deadline = Moment.monotonicMilliseconds() + Self.reportMillisecondsMax
        let all = fleet.wait(until: deadline) { fresh($0).count == asked.count ? fresh($0) : nil }
        return (all ?? fleet.read(fresh)).sorted {
            !$0.isRetiring && $1.isRetiring || $0.isRetiring == $1.isRetiring && $0.worker > $1.worker
        }
    }

    /// Connects to whoever is there and not connected yet. Those that were replaced come first: what the one at the path says may be
    /// taken for what all of them do.
    private func connect() {
        // In this order: who has the path now and not in a moment has a name by then.
        let place = FilePlace(path)
        let workers = WorkerSpot.all(beside: path)
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
        connect(to: path, spot) {
            // Nobody is there any more; who comes next stands in another place.
            state.withLock { $0.known = place }
            publish()
        }
    }

    /// - Parameter refused: what to do where nobody listens there any more.
    private func connect(to path: String, _ spot: WorkerSpot, refused: () -> Void) {
        do {
            let connection = try RouterFolder(of: path).connect()
            // Replaced while we connected: which of the two it is, nobody can say.
            guard FilePlace(path) == spot.place else { return ring() }
            let writer = RouterWriter(try connection.duplicate())
            let link = state.withLock { state in
                fleet.update { $0.routerConnected = true }
                return open(writer, at: spot, isServing: path == self.path, &state)
            }
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
        // Under the lock, so that no table that is sent meanwhile is older than this one.
        let table = fleet.read(\.table)
        if table.version > 0 { writer.send(table) }
        return state.opened
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
            let isConnected = !state.links.isEmpty
            fleet.update { fleet in
                fleet.routerReports[link] = nil
                fleet.routerConnected = isConnected
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

    /// For how long apps have had no traffic at any worker, by the names that they had at first, in milliseconds; nil: nobody knows,
    /// since a worker does not answer or is not connected.
    func quiet() -> [String: Int64]? {
        let workers = WorkerSpot.all(beside: path)
        let (count, isWhole) = state.withLock { state in
            let all = workers.allSatisfy { state.has($0) || state.silent.contains($0) || $0.place == state.known }
            return (state.writers.count, all && !state.links.isEmpty && FilePlace(path) == state.known)
        }
        let reports = isWhole ? reports() : []
        guard isWhole, reports.count == count, let sum = RouterReport.sum(reports) else { return nil }
        return Dictionary(sum.apps.compactMap { app in app.quietMilliseconds.map { (app.first ?? app.name, $0) } }, uniquingKeysWith: min)
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
