import Ledger
import Linux
import Model

/// What a build needs before it is known what is to be built.
struct Readiness {
    let workshop: Workshop
    /// For a build alone.
    let planner: PlannerChild?

    init(_ root: InstallationRoot, plans: Bool) throws(Failure) {
        do {
            // Before any other thread is made.
            let interruption = try Interruption(root)
            try RootTrust.check(root)
            planner = plans ? try PlannerChild.start(root) : nil
            workshop = try Workshop(root, interruption)
        } catch {
            throw DiskFailure.of(error, root: root.path) ?? (error as? Failure) ?? Failure(.internal, "\(error)")
        }
    }

    /// With what people call it now: we are told the name that its repository has.
    func named(_ app: AppName) throws -> AppName {
        try workshop.complaining { try workshop.ledger.read { try $0.app(app)?.name } ?? app }
    }

    func named(_ push: BuildOrder.Push) throws -> BuildOrder.Push {
        var push = push
        push.app = try named(push.app)
        push.repository = try named(push.repository)
        return push
    }
}
