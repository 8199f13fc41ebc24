import Git
import Linux
import Model
import Operations
import Sandbox

/// Called by the push's own shell when the push ended between its two halves: the shell holds the app's lock.
struct Settlement {
    /// A person waits for us; the runner looks again.
    private static let turnMilliseconds: Int64 = 60_000

    private let workshop: Workshop

    init(_ workshop: Workshop) { self.workshop = workshop }

    func run(_ app: AppName, quarantine: String? = nil) throws {
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
            let transcript = try PushTranscript(log: nil, bytesMax: .max)
            for line in lines { transcript.detail(line) }
            try BuildLeftovers(workshop.machine).sweep()
        } catch {
            StandardError.say(error, at: workshop.root.path)
            throw error
        }
    }
}
