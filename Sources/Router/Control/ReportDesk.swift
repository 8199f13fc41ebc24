import Glibc
import Linux
import Synchronization
import Wire

/// What the router says of itself: asks the loops, adds up, and answers those who wait, on the control socket and where
/// metrics are read.
struct ReportDesk: ~Copyable {
    private let loops: [Mailbox<LoopMessage>]
    private let shared: LoopShared
    private let places: [String]
    private let began = Moment.monotonicMilliseconds()
    private var door: MetricsDoor
    private var round: ReportRound
    private var rate: RateMeter
    private var askers: [ControlPeer] = []
    private var isRetiring = false
    /// What is wrong with certificates of the routes that are served.
    var certificateComplaints: [String] = []
    /// Why the newest routes are not on disk.
    var routesComplaint: String?

    init(loops: [Mailbox<LoopMessage>], shared: LoopShared, listeners: [Listener]) {
        self.loops = loops
        self.shared = shared
        var places: [String] = []
        for one in listeners {
            let place = "\(one.purpose.rawValue) \(one.address):\(one.port)"
            if !places.contains(place) { places.append(place) }
        }
        self.places = places
        door = MetricsDoor(listener: listeners.first { $0.purpose == .metrics }?.descriptor ?? -1)
        round = ReportRound(loopCount: loops.count)
        rate = RateMeter(now: Moment.monotonicMilliseconds())
    }

    /// To be waited for.
    var items: [pollfd] { door.items }

    mutating func serve(_ items: ArraySlice<pollfd>, version: UInt64) {
        if door.serve(items) { begin(version) }
    }

    mutating func ask(_ peer: ControlPeer, version: UInt64) {
        askers.append(peer)
        begin(version)
    }

    /// Another worker is asked from now on.
    mutating func leave() {
        isRetiring = true
        door.close()
    }

    private mutating func begin(_ version: UInt64) {
        for loop in round.begin() { loops[loop].post(.report) }
        answerIfComplete(version)
    }

    mutating func take(_ report: LoopReport, of loop: Int, isLast: Bool, version: UInt64) {
        round.take(report, of: loop, isLast: isLast)
        answerIfComplete(version)
    }

    private mutating func answerIfComplete(_ version: UInt64) {
        guard round.isComplete else { return }
        let report = make(version)
        for peer in askers { peer.send(.report(report)) }
        askers = []
        door.answer(MetricsText.make([report]))
    }

    private mutating func make(_ version: UInt64) -> RouterReport {
        let now = Moment.monotonicMilliseconds()
        var report = RouterReport(worker: getpid())
        report.isRetiring = isRetiring
        report.uptimeMilliseconds = now - began
        report.version = version
        report.listeners = places
        report.connections = shared.connections.load(ordering: .relaxed)
        report.requests = shared.requests.load(ordering: .relaxed)
        report.lostLogLines = UInt64(shared.log.lost)
        report.certificateComplaints = certificateComplaints
        report.routesComplaint = routesComplaint
        rate.look(report.requests, now: now)
        report.requestsPerSecond = rate.perSecond
        report.rateMilliseconds = rate.overMilliseconds
        round.add(to: &report)
        return report
    }
}
