import Linux
import Model
import Planning
import Wire

/// What the runner knows, as a value.
struct FleetState {
    /// One dyno of ours.
    struct Dyno {
        let spec: DynoSpec
        var phase: ObservedDyno.Phase = .starting
        /// When it was started and when its phase last changed; monotonic milliseconds.
        var startedAt: Int64
        var changedAt: Int64
        var end: DynoEnd?
        /// Why it could not start or did not come up.
        var failure: String?
        /// What helps where it could not be started at all, which is not the app's fault.
        var startHint: String?
        /// Status of its first answer to the boot probe.
        var answer: Int?
        /// A route table has named it, or may have: the router will say when its last request has ended.
        var wasRouted = false
        var drained = false
        var killed = false
    }

    var dynos: [String: Dyno] = [:]
    var histories: [DynoSlot: RestartPolicy.History] = [:]
    var wanted: [WantedApp] = []
    var table = RouteTable(version: 0, apps: [])
    var appliedVersion: UInt64 = 0
    /// The table after which files of certificates that it does not name were removed.
    var sweptVersion: UInt64 = 0
    var routerConnected = false
    /// What the router's workers said of themselves last, by their link, and how often they have.
    var routerReports: [Int: (round: Int, report: RouterReport)] = [:]
    /// Deploys whose builder is connected: they are not orphans.
    var attended: Set<Int64> = []
    var wakeRequests: UInt64 = 0
    /// Grows where a certificate may be due that was not before.
    var certificateRequests: UInt64 = 0
    var roundsDone: UInt64 = 0
    var stopping = false

    func isRouted(_ id: String) -> Bool { table.apps.contains { $0.backends.contains { $0.id == id } } }

    func dynos(of deploy: Int64) -> [Dyno] {
        dynos.values.filter { $0.spec.slot.deploy == deploy }.sorted { $0.spec.slot < $1.spec.slot }
    }

    /// Slots whose dyno crashed and that have none now.
    var crashed: Set<DynoSlot> {
        let alive = Set(dynos.values.filter { $0.phase == .starting || $0.phase == .up }.map(\.spec.slot))
        return Set(histories.filter { $0.value.crashes > 0 }.keys).subtracting(alive)
    }

    var observed: [ObservedDyno] {
        dynos.values.map { ObservedDyno(id: $0.spec.id, slot: $0.spec.slot, phase: $0.phase) }
            .sorted { $0.id < $1.id }
    }
}
