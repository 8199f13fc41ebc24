import CLinux
import Glibc
import Linux
import Model
import Synchronization
import Wire

/// The router's end of its control socket, and the only writer of the routes.
struct Control: ~Copyable {
    /// -1, which poll passes over, until there is one.
    private var listener: Int32 = -1
    private let mailbox: Mailbox<LoopNews>
    private let loops: [Mailbox<LoopMessage>]
    private let shared: LoopShared
    private let tablePath: String
    private var keeper: TableKeeper
    private var certificates: CertificateShelf
    private let seed: UInt64
    private var peers: [ControlPeer] = []
    private var drains: DrainedDynos
    /// Apps that sleep by the newest routes, and that somebody waits for.
    private var awaited: Set<String> = []
    /// What is served, and the table that it was made of.
    private var routes: Routes?
    private var table: RouteTable?
    /// When certificates that could not be read are looked for again; nil: there are none.
    private var certificatesDueAt: Int64?
    private var version: UInt64 = 0
    /// Who asked for the turn that is on its way, and its version.
    private var asking: [(peer: ControlPeer, version: UInt64)] = []
    private var desk: ReportDesk

    init(
        mailbox: Mailbox<LoopNews>,
        loops: [Mailbox<LoopMessage>],
        shared: LoopShared,
        listeners: [Listener],
        root: InstallationRoot
    ) {
        desk = ReportDesk(loops: loops, shared: shared, listeners: listeners)
        self.mailbox = mailbox
        self.loops = loops
        self.shared = shared
        tablePath = root.routerTable
        keeper = TableKeeper(path: root.routerTable)
        certificates = CertificateShelf(root: root, isServing: shared.securePort != 0)
        var random = Randomness()
        seed = random.next()
        drains = DrainedDynos(loopCount: loops.count)
    }

    mutating func run() {
        defer { listen(-1) }
        while true {
            var items = [
                pollfd(fd: mailbox.eventDescriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
            ]
            items += peers.map { pollfd(fd: $0.number, events: $0.events, revents: 0) }
            let doorPlace = items.count
            items += desk.items
            guard poll(&items, UInt(items.count), timeout) >= 0 || errno == EINTR else { return }
            if items[0].revents != 0, !takeMessages() { return }
            tryAgain()
            let known = peers
            for (peer, item) in zip(known, items[2..<doorPlace]) where item.revents != 0 { serve(peer) }
            peers.removeAll { $0.isClosed }
            if items[1].revents != 0 { acceptPeer() }
            desk.serve(items[doorPlace...], version: version)
        }
    }

    /// The loops find it in their mailboxes.
    mutating func serveSavedTable() {
        do {
            guard let table = try TableFile.load(tablePath) else { return }
            let routes = try Routes(table, seed: seed, tls: certificates.directory(for: table), loops: loops.count)
            publish(table, routes)
        } catch {
            Diagnostics.say(
                "the saved routes in \(tablePath) cannot be used: \(error)\nhint: nothing is served until the runner sends new ones"
            )
        }
    }

    private mutating func publish(_ table: RouteTable, _ routes: Routes) {
        let turn = drains.begin(Set(table.apps.flatMap { $0.backends.map(\.id) }))
        // The loops look anew at what waits, and say so again.
        awaited = []
        version = table.version
        desk.certificateComplaints = certificates.complaints
        certificatesDueAt = certificates.complaints.isEmpty ? nil : Moment.monotonicMilliseconds() + Self.certificatePauseMilliseconds
        self.routes = routes
        self.table = table
        for loop in loops { loop.post(.routes(routes, turn: turn)) }
    }

    private static let certificatePauseMilliseconds: Int64 = 5_000

    /// Milliseconds until something is due; -1: nothing is.
    private var timeout: Int32 {
        let due = [keeper.dueAt, certificatesDueAt].compactMap(\.self).min()
        return due.map { Int32(min(max($0 - Moment.monotonicMilliseconds(), 0), 60_000)) } ?? -1
    }

    /// What the disk did not take, or give, when it was asked.
    private mutating func tryAgain() {
        let now = Moment.monotonicMilliseconds()
        // While a turn is on its way its answer says so.
        if keeper.retry(now: now), drains.isServed {
            for peer in peers where peer.hasSentRoutes { peer.send(.applied(version: version, busy: drains.pending)) }
        }
        desk.routesComplaint = keeper.complaint
        guard let table, let due = certificatesDueAt, now >= due else { return }
        certificatesDueAt = now + Self.certificatePauseMilliseconds
        guard let tls = certificates.again(for: table) else { return }
        // The table was taken before; with more certificates it is no worse.
        guard let routes = try? Routes(table, seed: seed, tls: tls, loops: loops.count, after: routes) else { return }
        publish(table, routes)
    }

    private mutating func listen(_ number: Int32) {
        if listener >= 0 { close(listener) }
        listener = number
    }

    private func acceptPeerSocket() -> Int32? {
        // A peer that is gone again, or no descriptor for it: it will come back.
        try? UnixSocket.accept(listener).release()
    }

    private mutating func acceptPeer() {
        guard let number = acceptPeerSocket() else { return }
        peers.append(ControlPeer(owning: number))
    }

    private mutating func serve(_ peer: ControlPeer) {
        for line in peer.receive() {
            do {
                switch try JSONCoder.decode(RouterRequest.self, from: line, limits: TableFile.limits) {
                case .routes(let table): take(table, from: peer)
                case .report: desk.ask(peer, version: version)
                }
            } catch {
                Diagnostics.say("a message on the control socket is malformed: \(error)")
                peer.close()
            }
        }
        peer.flush()
    }

    private mutating func take(_ table: RouteTable, from peer: ControlPeer) {
        do {
            let tls = certificates.directory(for: table)
            let routes = try Routes(table, seed: seed, tls: tls, loops: loops.count, after: routes)
            asking.append((peer, table.version))
            publish(table, routes)
            // While the loops take it up; they answer when this thread listens again.
            keeper.take(table, now: Moment.monotonicMilliseconds())
            desk.routesComplaint = keeper.complaint
            if drains.isServed { answer() }
        } catch {
            peer.send(.refused(version: table.version, reason: "\(error)"))
        }
    }

    /// What the loops say; false when the router stops.
    private mutating func takeMessages() -> Bool {
        for message in mailbox.take() {
            switch message {
            case .stop: return false
            case .listen(let number): listen(number)
            case .leaving:
                desk.leave()
                for peer in peers { peer.send(.retiring) }
            case .report(let loop, let report, let isLast):
                desk.take(report, of: loop, isLast: isLast, version: version)
                if isLast, drains.ended(loop: loop) { answer() }
            case .awaited(let app, let turn):
                guard turn == drains.turn, awaited.insert(app).inserted else { break }
                for peer in peers where peer.hasSentRoutes { peer.send(.awaited(app: app)) }
            case .idle(let loop, let dyno): drains.idle(loop: loop, dyno: dyno)
            case .applied(let loop, let turn, let busy):
                if drains.applied(loop: loop, turn: turn, busy: busy) { answer() }
            }
            for id in drains.takeDrained() {
                for peer in peers where peer.hasSentRoutes { peer.send(.drained(dyno: id)) }
            }
        }
        return true
    }

    /// All loops serve the newest table, and so every one that was asked for before.
    private mutating func answer() {
        let fresh = drains.takeDrained()
        for (peer, version) in asking {
            peer.send(.applied(version: version, busy: drains.pending, unsaved: keeper.complaint))
            if !peer.hasSentRoutes {
                peer.hasSentRoutes = true
                for id in drains.alreadyDrained where !fresh.contains(id) { peer.send(.drained(dyno: id)) }
                for app in awaited.sorted() { peer.send(.awaited(app: app)) }
            }
        }
        asking = []
        for id in fresh { for peer in peers where peer.hasSentRoutes { peer.send(.drained(dyno: id)) } }
    }
}
