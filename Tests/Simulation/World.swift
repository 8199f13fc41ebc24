import Model
import Planning

/// One app on a platform that is all decisions and no effects: dynos are entries in a table, time is a counter.
struct World {
    struct Dyno {
        let spec: DynoSpec
        var phase: ObservedDyno.Phase
    }

    let app: AppName
    var random: SplitMix
    var now: Int64 = 0
    var dynos: [String: Dyno] = [:]
    var histories: [DynoSlot: RestartPolicy.History] = [:]
    var formation = ["web": 1, "worker": 0]
    var current: Int64?
    var candidates: [Int64] = []
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
            dynos: dynos.values.map { RoutePlan.Candidate(spec: $0.spec, phase: $0.phase) },
            crashed: []
        )
    }

    /// One round of the reconciler. Returns how much it did.
    mutating func reconcile() -> Int {
        let observed = dynos.values.map { ObservedDyno(id: $0.spec.id, slot: $0.spec.slot, phase: $0.phase) }
        let plan = FleetPlan.make(
            wanted: [wanted],
            observed: observed.sorted { $0.id < $1.id },
            histories: histories,
            now: now
        )
        for action in plan.actions {
            switch action {
            case .start(let slot): start(slot)
            case .retire(let id): dynos[id]?.phase = .draining
            case .clear(let id): dynos[id] = nil
            }
        }
        return plan.actions.count
    }

    private mutating func start(_ slot: DynoSlot) {
        let id = "d\(nextDyno)"
        nextDyno += 1
        let spec = DynoSpec(
            id: id,
            slot: slot,
            address: "10.0.0.1",
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
        case 45..<60: change(.draining, to: .stopping)
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
        if let id = ids([phase]).randomElement(using: &random) { dynos[id]?.phase = next }
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
        for id in ids([.draining]) { dynos[id]?.phase = .up }
    }
}
