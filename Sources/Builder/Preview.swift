import Git
import Glibc
import Ledger
import Linux
import Model
import Planning
import Sandbox
import YAML

/// `renga-builder preview --app APP --tree NUMBER`: what a push of a tree that somebody sends would do, as JSON on standard output.
/// Nothing is made, fetched or run; the tree is read by the child that plans, and by nobody else.
struct Preview {
    private let workshop: Workshop
    private let name: AppName
    private let tree: Int32

    init(_ workshop: Workshop, _ app: AppName, tree: Int32) {
        self.workshop = workshop
        name = app
        self.tree = tree
    }

    func run() throws {
        try workshop.interruption.begin()
        let (app, config) = try workshop.ledger.read { db in
            let app = try db.existing(name)
            return (app, try db.configVars(app.id))
        }
        let answer = try plan(app, config)
        let stacks = try Shelf.stacks(in: workshop.root.stacks)
        guard let stack = stacks.first(where: { $0.name == answer.plan.stack }) else {
            throw Failure(.internal, "the plan names the stack `\(answer.plan.stack)`, which is not there")
        }
        let preview = try PlanPreviewing(workshop, app, config).preview(answer.plan, on: stack)
        try writeAll(try JSONCoder.encode(preview), to: STDOUT_FILENO)
        workshop.interruption.end()
    }

    /// Within what a push and a plan may take.
    private func plan(_ app: AppRow, _ config: [String: String]) throws -> PlanAnswer {
        let child = try PlannerChild.start(workshop.root, tree: tree)
        defer { child.end() }
        let pace = BuildPace(yield: BuildPriority(workshop.configuration).yield)
        pace.begin()
        defer { pace.end() }
        let group = try BuildGroup(workshop, name, with: child.processes)
        // What it cannot be held to, the child is by its own limits.
        _ = group.settle()
        guard let nothing = StreamedTree.commit else { throw Failure(.internal, "there is no commit of zeros") }
        var order = try PlanOrder(of: app, config, pushed: nothing.id, workshop.ledger)
        order.sentBy = "git archive HEAD | \(workshop.command) plan -a \(name)"
        let seconds = workshop.configuration.git.secondsMax
        workshop.interruption.allow(seconds: seconds)
        return try child.ask(
            order,
            workshop.configuration.build,
            workshop.interruption,
            settings: workshop.root.configuration,
            seconds: seconds
        )
    }
}
