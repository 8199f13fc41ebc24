import Ledger
import Linux
import Model
import Operations
import Planning

/// Delivers messages that wait, the oldest of each target first, and writes down what came of it. One that was sent and could not be
/// crossed out is sent again by the next runner at most.
final class NotifyCourier: Sendable {
    /// Targets at once: each is a process that may wait for somebody's server.
    private static let atOnceMax = 8
    private static let wordsMax = 300

    private struct State {
        var busy: Set<Int64> = []
        /// Messages that are there, and still in the ledger.
        var delivered: Set<Int64> = []
    }

    private let platform: Platform
    private let fleet: Fleet
    private let state = Monitor(State())

    init(platform: Platform, fleet: Fleet) {
        self.platform = platform
        self.fleet = fleet
    }

    /// Begins what is due, and waits for none of it.
    func attend() throws {
        for id in try platform.ledger.read({ try $0.notifyDue(now: Moment.wallMicroseconds()) }) {
            let isFree = state.update { state in state.busy.count < Self.atOnceMax && state.busy.insert(id).inserted }
            guard isFree else { continue }
            inBackground("message") { [self] in
                Diagnostics.attempt("deliver messages") { try carry(to: id) }
                state.update { _ = $0.busy.remove(id) }
            }
        }
    }

    private func carry(to id: Int64) throws {
        var last: Int64 = 0
        while !fleet.read(\.stopping) {
            let (row, next) = try platform.ledger.read { (try $0.notifyTarget(id), try $0.nextNotifyMessage(to: id, after: last)) }
            guard let row, let next else { return }
            last = next.id
            let message: NotifyMessage
            do {
                message = try next.message.get()
            } catch {
                Diagnostics.say("message \(next.id) to \(id) cannot be read, and is given up: \(error)")
                try platform.ledger.write { try $0.giveUpNotifyMessage(next.id) }
                continue
            }
            if !state.read({ $0.delivered.contains(next.id) }) {
                if let failure = send(message, to: row) {
                    guard !fleet.read(\.stopping) else { return }
                    return try note(failure, of: next, to: row)
                }
                state.update { _ = $0.delivered.insert(next.id) }
            }
            try platform.ledger.write { db in
                try db.deleteNotifyMessage(next.id)
                try db.noteNotified(id, now: Moment.wallMicroseconds())
            }
            state.update { _ = $0.delivered.remove(next.id) }
        }
    }

    private func note(_ failure: NotifyFailure, of message: NotifyMessageRow, to row: NotifyTargetRow) throws {
        let now = Moment.wallMicroseconds()
        let pause = NotifyPace.pauseSeconds(afterFailures: row.failures + 1)
        let rejections = message.rejections + (failure.isRejection ? 1 : 0)
        try platform.ledger.write { db in
            try db.noteNotNotified(row.id, Self.short(failure.words), now: now, next: now + pause * 1_000_000)
            if failure.isRejection { try db.noteNotifyRejection(message.id) }
            let age = (now - message.createdAt) / 1_000_000
            if NotifyPace.givesUp(rejections: rejections, after: age, failures: row.failures + 1) {
                try db.giveUpNotifyMessage(message.id)
            }
        }
    }

    /// One message now; what came of it is written down.
    func deliver(_ message: NotifyMessage, to row: NotifyTargetRow) {
        let failure = send(message, to: row)
        Diagnostics.attempt("write down what came of a message") {
            let now = Moment.wallMicroseconds()
            try platform.ledger.write { db in
                if let failure {
                    try db.noteNotNotified(row.id, Self.short(failure.words), now: now, next: nil)
                } else {
                    try db.noteNotified(row.id, now: now)
                }
            }
        }
    }

    /// nil: it is there.
    private func send(_ message: NotifyMessage, to row: NotifyTargetRow) -> NotifyFailure? {
        do {
            switch try row.target.get() {
            case .mail(let address): return try NotifyMailer(platform).send(message, to: address) { self.fleet.read(\.stopping) }
            case .hook(let url):
                guard let secret = try platform.ledger.read({ try $0.notifySecret(row.id) }) else {
                    return NotifyFailure("it was removed")
                }
                return try NotifyPost(platform).send(message, to: url, of: row.id, secret: secret) { self.fleet.read(\.stopping) }
            }
        } catch {
            return NotifyFailure((error as? Failure)?.description ?? "\(error)")
        }
    }

    private static func short(_ words: String) -> String {
        HarmlessText.text(String(String(words.unicodeScalars.prefix(wordsMax)).map { $0.isNewline ? " " : $0 }))
    }
}
