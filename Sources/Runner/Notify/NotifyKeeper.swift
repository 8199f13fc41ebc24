import Ledger
import Linux
import Model
import Operations
import Planning

/// Looks at what is wrong, and writes down what is to be said of it together with the messages: whoever dies then, they are delivered.
/// What nobody wants to hear of is not kept.
final class NotifyKeeper: Sendable {
    private static let lookMilliseconds: Int64 = 5_000

    private let platform: Platform
    private let fleet: Fleet
    private let watch: NotifyWatch
    private let courier: NotifyCourier

    init(platform: Platform, fleet: Fleet, watch: NotifyWatch, courier: NotifyCourier) {
        self.platform = platform
        self.fleet = fleet
        self.watch = watch
        self.courier = courier
    }

    func start() {
        inBackground("notify") { [self] in
            var plan = NotifyPlan(platform.configuration.notify)
            var watch = watch
            var troubles = Repetition()
            while !fleet.read(\.stopping) {
                let requests = fleet.read(\.notifyRequests)
                do {
                    try look(&plan, &watch)
                    try courier.attend()
                } catch {
                    let words = troubles.words("cannot tell people what goes wrong: \(error)", now: Moment.monotonicMilliseconds())
                    if let words { Diagnostics.say(words) }
                }
                let deadline = Moment.monotonicMilliseconds() + Self.lookMilliseconds
                _ = fleet.wait(until: deadline, slice: Self.lookMilliseconds) { state in
                    state.notifyRequests > requests || state.stopping ? true : nil
                }
            }
        }
    }

    /// One look, and what comes of it.
    func look(_ plan: inout NotifyPlan, _ watch: inout NotifyWatch) throws {
        let wall = Moment.wallMicroseconds()
        let since = wall - NotifyBudget.windowSeconds * 1_000_000
        let settings = platform.configuration
        let (targets, causes, said) = try platform.ledger.read { db in
            (try db.notifyTargets(), try db.notifyCauses(), try db.notifySaid(since: since))
        }
        let records = causes.records
        if !causes.broken.isEmpty {
            try platform.ledger.write { db in for cause in causes.broken { try db.forget(cause) } }
            for cause in causes.broken {
                Diagnostics.say(
                    "what people were told of `\(cause.words)` cannot be read: it is told once more if it goes on: \(cause.why)"
                )
            }
        }
        guard !targets.isEmpty || !records.isEmpty else { return }
        func isHeard(_ key: NotifyKey) -> Bool { targets.contains { $0.hears(key) } }
        let unheard = records.map(\.key).filter { !isHeard($0) }
        let seen = targets.isEmpty ? NotifyWatch.Look() : try watch.look(records)
        let outcome = plan.look(
            seen.present.filter { isHeard($0.key) },
            undecided: seen.undecided,
            records: records.filter { isHeard($0.key) },
            budget: NotifyBudget(settings.notify, said: said),
            now: Moment.monotonicMilliseconds(),
            wall: wall
        )
        guard !outcome.isEmpty || !unheard.isEmpty else { return }
        try platform.ledger.write { db in
            for record in outcome.changed { try db.keep(record) }
            for key in outcome.forgotten + unheard { try db.forget(key) }
            for message in outcome.messages {
                let app = try message.cause.app.map { try db.app($0) }
                // Gone meanwhile: what there was to say of it goes with it, and of nothing else.
                if let app, app == nil { continue }
                try db.noteNotifySaid(message.cause.app, now: wall, since: since)
                let text = NotifyText.message(
                    NotifyCause(app: app??.name, message.cause.matter, since: message.cause.since),
                    isOver: message.isOver,
                    id: Hexadecimal.random(bytes: 16),
                    at: wall,
                    sender: settings.domain
                )
                for target in targets where target.hears(message.cause.key) && target.createdAt <= message.addedBefore {
                    try db.insertNotifyMessage(text, to: target.id, now: wall, waitingMax: NotifyPace.waitingMax)
                }
            }
        }
    }
}
