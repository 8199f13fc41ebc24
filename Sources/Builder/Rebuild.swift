import Git
import Ledger
import Model

/// What was pushed last, built and released once more: `builds:create`. The caller holds the app's lock, so that the ref stays
/// where it is; from there on it is a push whose ref has moved already.
struct Rebuild {
    private let readiness: Readiness
    private let app: AppName
    private let key: Int64?

    init(_ readiness: Readiness, _ app: AppName, key: Int64?) {
        self.readiness = readiness
        self.app = app
        self.key = key
    }

    func run() throws {
        let workshop = readiness.workshop
        let push = try workshop.complaining { () throws -> BuildOrder.Push in
            let (ref, host) = try workshop.ledger.read { (try $0.buildRef(of: $0.existing(app)), try $0.host(of: app)) }
            guard let commit = try workshop.git.target(ofRef: ref, in: workshop.root.repository(host)) else {
                throw Failure(.notFound, "nothing was pushed to \(app) yet", hint: "push it: git push heroku main")
            }
            return BuildOrder.Push(app: app, repository: host, ref: ref, old: commit, new: commit, key: key, quarantine: nil)
        }
        try ReleaseWork(readiness, push).runWhole()
    }
}
