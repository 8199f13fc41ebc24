import Git
import Linux
import Model
import Operations
import Sandbox

/// Called by the push's own shell when the push ended between its two halves: the shell holds the app's lock.
struct Settlement {
    private let workshop: Workshop

    init(_ workshop: Workshop) { self.workshop = workshop }

    func run(_ app: AppName) throws {
        do {
            let lock = try FileLock.waiting(for: workshop.root.buildLock(app))
            defer { withExtendedLifetime(lock) {} }
            let lines = try SettleDeploys(workshop.platform) { app, ref in
                try Repository(at: workshop.root.repository(app)).target(ofRef: ref)
            }.run(app)
            let transcript = try PushTranscript(log: nil, bytesMax: .max)
            for line in lines { transcript.detail(line) }
            try BuildLeftovers(
                root: workshop.root,
                runtime: workshop.runtime,
                store: workshop.store,
                network: workshop.network,
                groups: workshop.cgroup
            ).sweep()
        } catch {
            Complaint.say(error, at: workshop.root.path)
            throw error
        }
    }
}
