import Git
import Ledger
import Linux
import Model
import Operations
import Planning
import Sandbox
import YAML

/// `renga-builder upgrade --app APP`: brings an app to a newer base system, without a push. Its release's commit is built
/// again on it, boots beside what serves, and takes over as a deploy does; else nothing has changed. The caller holds the app's lock.
struct StackUpgrade {
    /// What was decided before the build begins.
    struct Choice {
        let actor: String
        /// The key of a layer that is there.
        let base: String
        let description: String
    }

    private let readiness: Readiness
    private let app: AppName
    private let actor: String
    private var workshop: Workshop { readiness.workshop }

    init(_ readiness: Readiness, _ app: AppName, by actor: String) {
        self.readiness = readiness
        self.app = app
        self.actor = actor
    }

    func run() throws {
        let push = try workshop.complaining { () throws -> BuildOrder.Push? in
            try workshop.interruption.begin()
            return try self.push()
        }
        guard let push else {
            workshop.interruption.end()
            return
        }
        try ReleaseWork(readiness, push).runWhole()
    }

    /// nil: the app is up to date.
    private func push() throws -> BuildOrder.Push? {
        let deploy = try workshop.ledger.read { db in try db.existing(app).currentDeploy.flatMap { try db.deploy($0) } }
        guard let deploy, let commit = deploy.commit, let slug = deploy.slug,
            let manifest = try workshop.ledger.read({ try $0.slug(slug)?.manifest }), let ref = RefName("refs/heads/main")
        else {
            throw Failure(.conflict, "nothing was pushed to `\(app)` yet", hint: "its first push takes the newest base system")
        }
        let stacks = try Shelf.stacks(in: workshop.root.stacks)
        guard let stack = stacks.first(where: { $0.name == manifest.stack }) else {
            throw Failure(
                .notFound,
                "`\(app)` stands on the stack `\(manifest.stack)`, which is not here any more",
                hint: "the stacks are \(stacks.map(\.name).joined(separator: ", ")); `stack: NAME` in its renga.yml chooses one"
            )
        }
        guard let base = try BaseChoice(workshop, app, stack, manifest).choose() else { return nil }
        let day = Moment.text(try workshop.store.record(base).createdAt).prefix(10)
        let choice = Choice(actor: actor, base: base, description: "Upgrade stack to \(stack.name) of \(day)")
        let host = try workshop.ledger.read { try $0.host(of: app) }
        return BuildOrder.Push(app: app, repository: host, ref: ref, old: commit, new: commit, key: nil, quarantine: nil, upgrade: choice)
    }
}
