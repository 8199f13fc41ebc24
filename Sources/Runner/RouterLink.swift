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
/// wait there need the tables as well, and its dynos are not drained before it says so.
final class RouterLink: Sendable {
    private struct State {
        var links = RouterLinks()
        var writers: [Int: RouterWriter] = [:]
        var places: [Int: FilePlace] = [:]
        var opened = 0
        /// What stood at the path when we connected last, or tried in vain.
        var known: FilePlace?
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
                _ = poll(&item, 1, state.withLock { $0.links.isEmpty } ? 100 : 1_000)
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

    /// Connects to whoever stands at the path, where we are not connected to that one.
    private func connect() {
        guard let place = FilePlace(path), state.withLock({ $0.known != place }) else { return }
        do {
            let connection = try RouterFolder(of: path).connect()
            // Replaced while we connected: which of the two it is, nobody can say.
            guard FilePlace(path) == place else { return ring() }
            let writer = RouterWriter(try connection.duplicate())
            let link = state.withLock { state in
                fleet.update { $0.routerConnected = true }
                return open(writer, at: place, &state)
            }
            writer.start()
            fleet.wake()
            let socket = connection.release()
            inBackground("router-link") { [self] in converse(link, MessageChannel(Descriptor(owning: socket))) }
        } catch  where error.code == ECONNREFUSED {
            // Nobody is there any more; who comes next stands in another place.
            state.withLock { $0.known = place }
            publish()
        } catch {
            if error.code != ENOENT { Diagnostics.say("cannot reach the router: \(error)") }
        }
    }

    private func open(_ writer: RouterWriter, at place: FilePlace, _ state: inout State) -> Int {
        state.opened += 1
        state.known = place
        state.writers[state.opened] = writer
        state.places[state.opened] = place
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
            if state.places.removeValue(forKey: link) == state.known { state.known = nil }
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
        let (count, isWhole) = state.withLock { ($0.writers.count, !$0.links.isEmpty && FilePlace(path) == $0.known) }
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
