import Model
import Planning

/// One app on a platform that is all decisions and no effects: dynos are entries in a table, time is a counter.
struct World {
    struct Dyno {
        let spec: DynoSpec
        var phase: ObservedDyno.Phase
        var since: Int64 = 0
        var wasRouted = false
        /// Since when no table that is served names it.
        var leftAt: Int64?
        var killedAt: Int64?
    }

    let app: AppName
    var random: SplitMix
    var now: Int64 = 0
    var dynos: [String: Dyno] = [:]
    var histories: [DynoSlot: RestartPolicy.History] = [:]
    var formation = ["web": 1, "worker": 0]
    var current: Int64?
    var candidates: [Int64] = []
    /// Names in the table that the router serves, and in the one that it has on disk: a disk may be full for long.
    var served: Set<String> = []
    var saved: Set<String> = []
    private var nextDeploy: Int64 = 1
    private var nextDyno = 1
    private let policy = RestartPolicy(firstPauseMilliseconds: 10, pauseMillisecondsMax: 1000, recoveredMilliseconds: 5000)

    init(app: AppName, seed: UInt64) {
        self.app = app
        random = SplitMix(seed: seed)
    }

    var wanted: WantedApp {
        WantedApp(app: app, current: current.map(formation(of:)), candidates: candidates.map(formation(of:)))
    }

    private func formation(of deploy: Int64) -> WantedFormation {
        WantedFormation(app: app, deploy: deploy, processes: ["web", "worker"], formation: formation)
    }

    var routes: RouteTable.App {
        RoutePlan.routes(
            of: wanted,
            hosts: ["shop.localhost"],
            dynos: dynos.values.map { RoutePlan.Candidate(spec: $0.spec, endpoint: Self.endpoint, phase: $0.phase) },
            crashed: []
        )
    }

    private static let endpoint = DynoEndpoint(address: "10.0.0.1", port: 1)

    private let limits: DynoExit.Limits = {
        var limits = DynoExit.Limits(drainMilliseconds: 100, stopMilliseconds: 100)
        limits.unsavedMilliseconds = 500
        return limits
    }()

    /// One round of the reconciler. Returns how much it did.
    mutating func reconcile() -> Int {
        for id in routes.backends.map(\.id) { dynos[id]?.wasRouted = true }
        for (id, dyno) in dynos where dyno.phase == .draining && dyno.leftAt == nil && !served.contains(id) { dynos[id]?.leftAt = now }
        let plan = FleetPlan.make(
            wanted: [wanted],
            observed: dynos.values.map(observed).sorted { $0.id < $1.id },
            histories: histories,
            limits: limits,
            now: now
        )
        for action in plan.actions {
            switch action {
            case .start(let slot): start(slot)
            case .retire(let id): move(id, to: .draining)
            case .terminate(let id):
                if served.contains(id) { faults.append("\(id) is stopped although the router serves it") }
                if saved.contains(id), now - (dynos[id]?.leftAt ?? now) < limits.unsavedMilliseconds {
                    faults.append("\(id) is stopped although a new worker would serve it")
                }
                move(id, to: .stopping)
            case .kill(let id, _): dynos[id]?.killedAt = now
            case .clear(let id): dynos[id] = nil
            }
        }
        return plan.actions.count
    }

    /// What the plans did that they must never do.
    var faults: [String] = []

    private func observed(_ dyno: Dyno) -> ObservedDyno {
        var seen = ObservedDyno(id: dyno.spec.id, slot: dyno.spec.slot, phase: dyno.phase)
        seen.since = dyno.since
        seen.leftAt = dyno.leftAt
        seen.isOnDisk = saved.contains(dyno.spec.id)
        seen.isDrained = !dyno.wasRouted
        seen.killedAt = dyno.killedAt
        return seen
    }

    private mutating func move(_ id: String, to phase: ObservedDyno.Phase) {
        dynos[id]?.phase = phase
        dynos[id]?.since = now
    }

    /// The router takes the newest table, and saves it where its disk has room.
    mutating func apply(isDiskFull: Bool) {
        served = Set(routes.backends.map(\.id))
        if !isDiskFull { saved = served }
    }

    private mutating func start(_ slot: DynoSlot) {
        let id = "d\(nextDyno)"
        nextDyno += 1
        let spec = DynoSpec(
            id: id,
            slot: slot,
            port: 1,
            command: "run",
            healthcheck: nil,
            startedAt: now
        )
        dynos[id] = Dyno(spec: spec, phase: .starting)
    }

    func isWanted(_ dyno: Dyno) -> Bool { dyno.phase == .starting || dyno.phase == .up }

    private func ids(_ phases: Set<ObservedDyno.Phase>) -> [String] {
        dynos.values.filter { phases.contains($0.phase) }.map(\.spec.id).sorted()
    }

    /// Something happens.
    mutating func happen() {
        now += Int64.random(in: 0...40, using: &random)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<35: change(.starting, to: .up)
        case 35..<45: crash()
        // A table that the router refuses, or has not read yet, is one that nothing happens with.
        case 45..<60: apply(isDiskFull: Int.random(in: 0..<3, using: &random) == 0)
        case 60..<75: remove()
        case 75..<80: formation["web"] = Int.random(in: 0...4, using: &random)
        case 80..<83: formation["worker"] = Int.random(in: 0...2, using: &random)
        case 83..<90: prepare()
        case 90..<95: commit()
        case 95..<98: if !candidates.isEmpty { candidates.removeFirst() }
        default: restartRunner()
        }
    }

    private mutating func change(_ phase: ObservedDyno.Phase, to next: ObservedDyno.Phase) {
        if let id = ids([phase]).randomElement(using: &random) { move(id, to: next) }
    }

    private mutating func crash() {
        guard let id = ids([.starting, .up]).randomElement(using: &random), let dyno = dynos[id] else { return }
        dynos[id]?.phase = .ended
        let slot = dyno.spec.slot
        histories[slot] = policy.crashed(histories[slot] ?? .init(), lived: now - dyno.spec.startedAt, now: now)
    }

    private mutating func remove() {
        if let id = ids([.stopping]).randomElement(using: &random) { dynos[id] = nil }
    }

    /// One at a time, as the app's lock has it.
    private mutating func prepare() {
        guard candidates.isEmpty else { return }
        candidates.append(nextDeploy)
        nextDeploy += 1
    }

    /// Only a deploy whose every dyno is up is released.
    private mutating func commit() {
        guard let candidate = candidates.first else { return }
        let up = Set(dynos.values.filter { $0.phase == .up }.map(\.spec.slot))
        guard formation(of: candidate).slots.allSatisfy(up.contains) else { return }
        current = candidate
        candidates = []
    }

    /// A new runner knows the dynos, but neither what they were told nor how often they crashed.
    private mutating func restartRunner() {
        histories = [:]
        for id in ids([.draining]) {
            dynos[id]?.phase = .up
            dynos[id]?.leftAt = nil
        }
    }
}
