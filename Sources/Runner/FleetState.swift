import Linux
import Model
import Planning
import Wire

/// What the runner knows, as a value.
struct FleetState {
    /// One dyno of ours.
    struct Dyno: TrackedDyno {
        let spec: DynoSpec
        /// nil: it is being made.
        var endpoint: DynoEndpoint?
        var phase: ObservedDyno.Phase = .starting
        /// When it was started and when its phase last changed; monotonic milliseconds.
        var startedAt: Int64
        var changedAt: Int64
        /// When its first instruction ran; nil: it is being made.
        var launchedAt: Int64?
        var end: DynoEnd?
        /// Why it could not start or did not come up.
        var failure: String?
        /// What helps where it could not be started at all, which is not the app's fault.
        var startHint: String?
        /// Such as `in 60 s (R10)`, and the command that would put it right, where that is known.
        var failedAfter: String?
        var cure: String?
        /// Status of its first answer to the boot probe.
        var answer: Int?
        /// The name whose visitors it sent to HTTPS, for which there is no certificate.
        var insecure: String?
        var routes = DynoRoutes()
        /// Of a one-off dyno.
        var errand = Errand()
        /// It starts, and its time to answer is over.
        var isSilent = false
        /// When SIGKILL was sent last.
        var killedAt: Int64?
        /// It is on disk that it is up.
        var isMarked = false
    }

    var dynos: [String: Dyno] = [:]
    /// How one-off dynos ended that somebody waits for, or will come back to wait for, and when.
    var finished: [String: (end: DynoEnd, reason: String?, app: AppName, at: Int64)] = [:]
    /// What dynos left that could not be cleared away yet.
    var graves: [String: (spec: DynoSpec, notBefore: Int64)] = [:]
    var histories: [DynoSlot: RestartPolicy.History] = [:]
    var wanted: [WantedApp] = []
    var table = RouteTable(version: 0, apps: [])
    /// What every worker of the router serves, and what it has on disk.
    var appliedVersion: UInt64 = 0
    var savedVersion: UInt64 = 0
    /// Apps whose folders that stay take more than they may.
    var fullStorage: Set<AppName> = []
    /// What each folder of theirs took at the last look, by its name.
    var storage: [AppName: [String: FolderSize]] = [:]
    /// What is kept of apps that were destroyed; nil: nothing, or it was not counted yet.
    var keptStorage: KeptStorage?
    /// Apps that sleep, and that requests wait for at the router.
    var awaited: Set<AppName> = []
    /// Grows where apps may sleep that could not before, or after another time.
    var sleepRequests: UInt64 = 0
    /// Process types that have used up their memory (R14), and when that was seen last; monotonic milliseconds.
    var memoryCauses: [NotifyKey: (cause: NotifyCause, at: Int64)] = [:]
    /// What is wrong with the routes that are served, for people.
    var routesComplaint: String?
    /// Slots that wait for their turn to be started.
    var waiting: Set<DynoSlot> = []
    /// The table after which files of certificates that it does not name were removed.
    var sweptVersion: UInt64 = 0
    /// Connections to the router's workers.
    var routerLinks: Set<Int> = []
    var routerConnected: Bool { !routerLinks.isEmpty }
    /// What the router's workers said of themselves last, by their link, and how often they have.
    var routerReports: [Int: (round: Int, report: RouterReport)] = [:]
    /// Deploys whose builder is connected: they are not orphans.
    var attended: Set<Int64> = []
    var wakeRequests: UInt64 = 0
    /// Grows where a certificate may be due that was not before.
    var certificateRequests: UInt64 = 0
    var drainRequests: UInt64 = 0
    var notifyRequests: UInt64 = 0
    var roundsDone: UInt64 = 0
    var stopping = false

    /// With what people call it now: a dyno knows what its app was called when it was started, or at first.
    func called(_ app: AppName) -> AppName { wanted.first { $0.app == app }?.app ?? app }

    func isRouted(_ id: String) -> Bool { table.apps.contains { $0.backends.contains { $0.id == id } } }

    /// Those that have dynos in the formation of their app.
    var deploys: [AppName: Set<Int64>] {
        dynos.values.map(\.spec.slot).filter { $0.kind == .formation }.reduce(into: [:]) { $0[$1.app, default: []].insert($1.deploy) }
    }

    func dynos(of deploy: Int64) -> [Dyno] {
        dynos.values.filter { $0.spec.slot.deploy == deploy && $0.spec.slot.kind == .formation }.sorted { $0.spec.slot < $1.spec.slot }
    }

    /// Slots whose dyno crashed and that have none now.
    var crashed: Set<DynoSlot> {
        let alive = Set(dynos.values.filter { $0.phase == .starting || $0.phase == .up }.map(\.spec.slot))
        return Set(histories.filter { $0.value.crashes > 0 }.keys).subtracting(alive)
    }

    /// To be called before dynos are judged: from here on the time of those that nobody serves any more counts.
    mutating func noteLeft(now: Int64) {
        for place in dynos.values.indices { dynos.values[place].look(applied: appliedVersion, now: now) }
    }

    /// Part of the plan's own look at the state, so that nothing that it counts on changes in between.
    mutating func retire(_ id: String, now: Int64) { dynos[id]?.retire(now: now) }

    var observed: [ObservedDyno] { dynos.values.map { $0.observed(saved: savedVersion) }.sorted { $0.id < $1.id } }
}
