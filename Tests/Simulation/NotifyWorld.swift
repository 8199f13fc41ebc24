import Model
import Planning
import SimulatedPlatform

/// One installation whose causes come and go, whose runner dies between any two effects, whose clock is set, and who is told through a server
/// that is away now and then. What is said is decided by the real values of `Planning`.
struct NotifyWorld {
    struct Message: Hashable {
        let id: Int
        let key: NotifyKey
        let isOver: Bool
    }

    private var random: SplitMix
    private let settings = NotifySettings()
    private let causes: [NotifyCause]

    // What the ledger has.
    private(set) var records: [NotifyKey: NotifyRecord] = [:]
    private(set) var waiting: [Message] = []
    private var said: [(at: Int64, app: AppName?)] = []
    private var failures = 0
    private var nextAt: Int64 = 0
    private var created = 0

    // What a runner has, and loses.
    private var plan: NotifyPlan
    private var delivered: Set<Int> = []

    private var monotonic: Int64 = 1_000_000
    private var wall: Int64 = 1_700_000_000_000_000
    private var present: Set<Int> = []
    private var hasFaults = true
    private var isAway = false

    /// What the server got, in order.
    private(set) var received: [Message] = []
    /// Of messages that were sent and not crossed out.
    private(set) var kills: [Int: Int] = [:]
    private(set) var restarts = 0

    init(seed: UInt64, apps: [AppName]) {
        random = SplitMix(seed: seed)
        plan = NotifyPlan(settings)
        causes =
            apps.flatMap { app -> [NotifyCause] in
                [
                    NotifyCause(app: app, .crash(type: "web", dynos: ["web.1"], crashes: 3, how: "exited", lines: []), since: 1),
                    NotifyCause(app: app, .push(by: "ada", commit: nil, build: 1, reason: "no"), since: 1),
                    NotifyCause(app: app, .memory(dyno: "web.1", used: 1, limit: 1, killed: nil, size: nil), since: 1),
                ]
            } + [NotifyCause(app: nil, .disk(left: "1M", floor: 1), since: 1)]
    }

    private mutating func happens(oneIn count: Int) -> Bool { hasFaults && Int.random(in: 0..<count, using: &random) == 0 }

    mutating func run(steps: Int) {
        for _ in 0..<steps {
            for index in causes.indices where happens(oneIn: 12) { present.formSymmetricDifference([index]) }
            if happens(oneIn: 60) { wall += Int64.random(in: -30 * 86_400...30 * 86_400, using: &random) * 1_000_000 }
            if happens(oneIn: 20) { isAway.toggle() }
            step(seconds: [5, 5, 60, 700].randomElement(using: &random) ?? 5)
        }
    }

    /// Nobody dies any more, and everything is wrong, or nothing.
    mutating func rest(hours: Int64, isWrong: Bool) {
        (hasFaults, isAway, present) = (false, false, isWrong ? Set(causes.indices) : [])
        for _ in 0..<(hours * 30) { step(seconds: 120) }
    }

    private mutating func step(seconds: Int64) {
        monotonic += seconds * 1000
        wall += seconds * 1_000_000
        if happens(oneIn: 25) { restart() }
        look()
        deliver()
    }

    private mutating func restart() {
        (plan, delivered) = (NotifyPlan(settings), [])
        restarts += 1
    }

    private mutating func look() {
        let window = NotifyBudget.windowSeconds * 1_000_000
        said = said.filter { $0.at > wall - window && $0.at <= wall + window }
        let undecided = Set(causes.map(\.key).filter { _ in happens(oneIn: 8) })
        let outcome = plan.look(
            causes.indices.filter { present.contains($0) && !undecided.contains(causes[$0].key) }.map { causes[$0] },
            undecided: undecided,
            records: Array(records.values),
            budget: NotifyBudget(settings, said: Dictionary(grouping: said, by: { $0.app }).mapValues(\.count)),
            now: monotonic,
            wall: wall
        )
        // Before the transaction: nothing of it has happened.
        if happens(oneIn: 15) { return restart() }
        for record in outcome.changed { records[record.key] = record }
        for key in outcome.forgotten { records[key] = nil }
        for message in outcome.messages {
            created += 1
            said.append((at: wall, app: message.cause.app))
            waiting.append(Message(id: created, key: message.cause.key, isOver: message.isOver))
        }
        if happens(oneIn: 15) { restart() }
    }

    private mutating func deliver() {
        guard nextAt <= wall || nextAt > wall + NotifyPace.pauseMicrosecondsMax else { return }
        while let message = waiting.first {
            if !delivered.contains(message.id) {
                if isAway {
                    failures += 1
                    nextAt = wall + NotifyPace.pauseSeconds(afterFailures: failures) * 1_000_000
                    return
                }
                received.append(message)
                if happens(oneIn: 6) {
                    kills[message.id, default: 0] += 1
                    return restart()
                }
                delivered.insert(message.id)
            }
            waiting.removeFirst()
            delivered.remove(message.id)
            failures = 0
        }
    }

    /// What was promised and not kept.
    var broken: [String] {
        var words: [String] = []
        let times = Dictionary(grouping: received, by: \.id).mapValues(\.count)
        for (id, count) in times where count > 1 + kills[id, default: 0] { words.append("message \(id) came \(count) times") }
        let lost = Set(1..<(created + 1)).subtracting(times.keys).subtracting(waiting.map(\.id))
        if !lost.isEmpty { words.append("messages \(lost.sorted()) never came") }
        var seen: Set<Int> = []
        for (key, messages) in Dictionary(grouping: received.filter { seen.insert($0.id).inserted }, by: \.key) {
            for (number, message) in messages.enumerated() where message.isOver != (number % 2 == 1) {
                words.append("\(key.event) of \(key.app?.text ?? "the machine"): message \(message.id) is out of turn")
                break
            }
        }
        return words
    }

    /// Causes whose last message says that they go on, among those that were ever told.
    var open: Set<NotifyKey> {
        Set(Dictionary(grouping: received, by: \.key).filter { $0.value.last?.isOver == false }.keys)
    }
    var all: Set<NotifyKey> { Set(causes.map(\.key)) }
}
