import Model

/// What is said of causes, from look to look: one message when a cause begins, and one when it is over. What was said is in the ledger;
/// beside it a runner knows alone when it saw each cause last.
package struct NotifyPlan: Hashable, Sendable {
    /// What has to be written down, and sent, at once or not at all.
    package struct Outcome: Hashable, Sendable {
        package var changed: [NotifyRecord] = []
        package var forgotten: [NotifyKey] = []
        package var messages: [Message] = []

        package var isEmpty: Bool { changed.isEmpty && forgotten.isEmpty }
    }

    package struct Message: Hashable, Sendable {
        package let cause: NotifyCause
        package let isOver: Bool
        /// Those who were added later hear nothing of it; microseconds since 1970.
        package let addedBefore: Int64
    }

    /// After a message about a cause that comes back; doubles with each return.
    private static let pauseMicroseconds: Int64 = 600 * 1_000_000
    private static let pauseMicrosecondsMax: Int64 = 6 * 3600 * 1_000_000
    /// What was said by a clock that was ahead of ours by more is not believed: it would be held until then.
    private static let aheadMicrosecondsMax: Int64 = 3600 * 1_000_000
    private static let keptMicroseconds: Int64 = 86_400 * 1_000_000

    private let calmMilliseconds: Int64
    /// Monotonic milliseconds.
    private var seenAt: [NotifyKey: Int64] = [:]

    package init(_ settings: NotifySettings) { calmMilliseconds = Int64(settings.calmSeconds) * 1000 }

    /// - Parameters:
    ///   - present: all that is wrong.
    ///   - undecided: of which nobody knows: neither is it there nor is it over.
    ///   - records: what the ledger has.
    ///   - now: monotonic milliseconds.
    ///   - wall: microseconds since 1970.
    package mutating func look(
        _ present: [NotifyCause],
        undecided: Set<NotifyKey> = [],
        records: [NotifyRecord],
        budget: NotifyBudget,
        now: Int64,
        wall: Int64
    ) -> Outcome {
        var outcome = Outcome()
        var budget = budget
        let before = Dictionary(records.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let causes = Dictionary(present.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        for key in Set(causes.keys).union(before.keys).sorted() {
            let record = before[key]
            let next: NotifyRecord?
            if let cause = causes[key] {
                seenAt[key] = now
                next = Self.seen(cause, record, wall: wall, &budget, &outcome)
            } else if let record {
                next = unseen(record, isUndecided: undecided.contains(key), now: now, wall: wall, &budget, &outcome)
            } else {
                continue
            }
            guard let next else {
                outcome.forgotten.append(key)
                continue
            }
            if next != record { outcome.changed.append(next) }
        }
        seenAt = seenAt.filter { causes[$0.key] != nil || before[$0.key]?.stage.goesOn == true }
        return outcome
    }

    private static func seen(
        _ cause: NotifyCause,
        _ record: NotifyRecord?,
        wall: Int64,
        _ budget: inout NotifyBudget,
        _ outcome: inout Outcome
    ) -> NotifyRecord {
        var next = record ?? NotifyRecord(cause, changedAt: wall)
        switch next.stage {
        case .said: return next
        case .ending:
            // It is back before anybody heard that it was over.
            (next.stage, next.changedAt) = (.said, wall)
            return next
        case .over: (next.stage, next.changedAt, next.cause) = (.held, wall, cause)
        case .held: break
        }
        if let saidAt = next.saidAt, saidAt <= wall + aheadMicrosecondsMax, wall < saidAt + pause(next.returns) { return next }
        guard budget.take(cause.app) else { return next }
        if next.saidAt != nil { next.returns += 1 }
        // As it is now, and since when it is so.
        next.cause = NotifyCause(app: cause.app, cause.matter, since: next.cause.since)
        (next.stage, next.changedAt, next.begunAt, next.saidAt) = (.said, wall, wall, wall)
        let isMoment = next.key.event.isMoment
        outcome.messages.append(Message(cause: next.cause, isOver: false, addedBefore: isMoment ? next.cause.since : .max))
        return next
    }

    private mutating func unseen(
        _ record: NotifyRecord,
        isUndecided: Bool,
        now: Int64,
        wall: Int64,
        _ budget: inout NotifyBudget,
        _ outcome: inout Outcome
    ) -> NotifyRecord? {
        var next = record
        if next.stage.goesOn {
            if isUndecided { return next }
            // A runner that has just begun has seen nothing yet.
            let seen = seenAt[record.key] ?? now
            seenAt[record.key] = seen
            guard record.key.event.isMoment || now - seen >= calmMilliseconds else { return next }
            (next.stage, next.changedAt) = (next.stage == .said ? .ending : .over, wall)
        }
        if next.stage == .ending, budget.take(record.key.app) {
            (next.stage, next.changedAt, next.saidAt) = (.over, wall, wall)
            let isMoment = record.key.event.isMoment
            let heard = isMoment ? record.cause.since : record.begunAt ?? .max
            outcome.messages.append(Message(cause: record.cause, isOver: true, addedBefore: heard))
        }
        return next.stage == .over && wall - next.changedAt >= Self.keptMicroseconds ? nil : next
    }

    private static func pause(_ returns: Int) -> Int64 {
        min(pauseMicroseconds << Int64(min(returns, 16)), pauseMicrosecondsMax)
    }
}
