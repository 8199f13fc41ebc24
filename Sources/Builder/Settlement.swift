import Git
import Ledger
import Linux
import Model
import Operations
import Sandbox
import Wire

/// Called by the push's own shell when the push ended between its two halves: the shell holds the app's lock.
struct Settlement {
    /// A person waits for us; the runner looks again.
    private static let turnMilliseconds: Int64 = 60_000

    private let workshop: Workshop

    init(_ workshop: Workshop) { self.workshop = workshop }

    /// The app's deploys, and those of its previews, of which those go that have no branch.
    /// - Parameter pusher: by whose push they go.
    func run(_ app: AppName, quarantine: String? = nil, by pusher: BuildOrder.Pusher) throws {
        let transcript = try PushTranscript(log: nil, bytesMax: .max)
        try settle(app, quarantine, transcript)
        do {
            let previews = try workshop.ledger.read { db in try db.app(app).map { try db.previews(of: $0.id) } ?? [] }
            // What each has to do before it goes takes its time, and the app's next push waits for all of them.
            let deadline = Moment.monotonicMilliseconds() + Int64(workshop.configuration.preview.predestroySecondsMax) * 1000
            for preview in previews {
                let isPending = try workshop.ledger.read { try !$0.unsettledDeploys(preview.id).isEmpty }
                if isPending { try settle(preview.name, quarantine, transcript) }
                try endIfGone(preview, of: app, pusher, by: deadline, transcript)
            }
        } catch {
            StandardError.say(error, at: workshop.root.path)
            throw error
        }
    }

    private func endIfGone(
        _ row: AppRow,
        of app: AppName,
        _ pusher: BuildOrder.Pusher,
        by deadline: Int64,
        _ transcript: PushTranscript
    ) throws {
        let repository = workshop.root.repository(app)
        // A branch that was there before its first push as a preview stays, and what that push has made goes.
        let (isKnown, isPending) = try workshop.ledger.read { db in
            (try db.lastPush(row.id) != nil, try !db.unsettledDeploys(row.id).isEmpty)
        }
        guard let ref = row.preview?.ref,
            try !isKnown && !isPending || workshop.git.target(ofRef: ref, in: repository) == nil,
            // Somebody who pushes to the repository's path holds no lock while it is built.
            try !ReceivePack.isAtWork(in: repository)
        else { return }
        guard Moment.monotonicMilliseconds() < deadline else {
            return transcript.detail("The preview \(row.name) goes within minutes: others took their time")
        }
        do {
            _ = try ControlClient(root: workshop.root).ask(EndPreview(app: row.name)) { progress in
                if case .line(let line) = progress { transcript.detail(line) }
            }
            if isKnown { try note(row.name, of: app, pusher) }
            transcript.detail(isKnown ? "Destroyed the preview \(row.name)" : "There is no preview \(row.name)")
        } catch let failure as Failure where failure.code == .unavailable {
            transcript.detail("The preview \(row.name) goes as soon as the runner is back")
        }
    }

    private func note(_ preview: AppName, of app: AppName, _ pusher: BuildOrder.Pusher) throws {
        try workshop.ledger.write { db in
            let person = try pusher.key.flatMap { try db.key($0)?.owner } ?? "root"
            try db.noteEnd(ofPreview: preview, in: app, by: person, from: pusher.origin, now: Moment.wallMicroseconds())
        }
    }

    private func settle(_ app: AppName, _ quarantine: String?, _ transcript: PushTranscript) throws {
        do {
            let deadline = Moment.monotonicMilliseconds() + Self.turnMilliseconds
            let path = workshop.root.buildLock(app)
            guard let lock = try FileLock.waiting(for: path, isCancelled: { Moment.monotonicMilliseconds() > deadline }) else {
                throw Failure(.busy, "somebody else works on \(app)", hint: "the runner settles what this push left once that has ended")
            }
            defer { withExtendedLifetime(lock) {} }
            let lines = try SettleDeploys(workshop.platform) { app, ref in
                try workshop.git.target(ofRef: ref, in: workshop.root.repository(app))
            }.run(app, quarantine: quarantine)
            for line in lines { transcript.detail(line) }
            try BuildLeftovers(workshop.machine).sweep()
        } catch {
            StandardError.say(error, at: workshop.root.path)
            throw error
        }
    }
}
