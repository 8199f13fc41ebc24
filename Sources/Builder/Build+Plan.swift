import Ledger
import Linux
import Model
import Planning
import YAML

/// Reads what a plan is made from, makes it and says it.
extension Build {
    /// - Parameter planner: has done nothing yet but to get ready.
    func plan(_ push: BuildOrder.Push, _ planner: PlannerChild) throws
        -> (PushedTree, BuildPlan, StackDefinition)
    {
        // What a layer is made of is read by root itself, out of files that are root's.
        let stacks = try Shelf.stacks(in: workshop.root.stacks)
        let (pinned, usual) = try workshop.ledger.read { db in
            let slug = try record.app.currentDeploy.flatMap { try db.deploy($0)?.slug }.flatMap { try db.slug($0) }
            let buildpacks = slug?.manifest.buildpacks ?? []
            return (try db.pins(record.app.id), buildpacks.count == 1 ? buildpacks[0] : nil)
        }
        let answer = try planner.ask(
            PlanOrder(pushed: push.new, stack: record.app.stack, usual: usual, pinned: pinned),
            workshop.configuration.build,
            workshop.interruption,
            settings: workshop.root.configuration
        )
        let plan = answer.plan
        guard let stack = stacks.first(where: { $0.name == plan.stack }) else {
            throw Failure(.internal, "the plan names the stack `\(plan.stack)`, which is not there")
        }
        say(plan, stack)
        try require(plan)
        return (PushedTree(commit: answer.commit, entries: answer.entries), plan, stack)
    }

    private func say(_ plan: BuildPlan, _ stack: StackDefinition) {
        transcript.step("Building on the \(stack.title) stack")
        for buildpack in plan.buildpacks {
            transcript.step("\(buildpack.name) app detected")
            for reason in buildpack.detected { transcript.detail(reason) }
        }
        for version in plan.versions { transcript.step("Using \(version.title) \(version.version) (\(version.because))") }
        for note in plan.notes { transcript.detail(note) }
        if !plan.ignored.isEmpty { transcript.detail(".slugignore leaves out \(plan.ignored.count) file(s)") }
        for warning in plan.warnings { transcript.warning(warning.message, hint: warning.hint) }
    }

    private func require(_ plan: BuildPlan) throws {
        let missing = plan.requiredConfig.filter { record.config[$0] == nil }
        guard missing.isEmpty else {
            throw Failure(
                .refused,
                "app.json requires config vars that are not set: \(missing.joined(separator: ", "))",
                hint: "\(workshop.command) config:set -a \(record.app.name) \(missing.map { "\($0)=…" }.joined(separator: " "))"
            )
        }
    }

    func say(processes plan: BuildPlan) {
        transcript.step("Discovering process types")
        for line in Transcript.processTypes(of: plan) { transcript.plain(line) }
        transcript.blank()
    }
}
