import Ledger
import Linux
import Model
import Planning
import YAML

/// Reads what a plan is made from, makes it and says it.
struct PlanWork {
    private let workshop: Workshop
    private let record: BuildRecord

    init(_ workshop: Workshop, _ record: BuildRecord) {
        self.workshop = workshop
        self.record = record
    }

    func plan(_ pushed: PushedTree, _ transcript: PushTranscript) throws -> (BuildPlan, StackDefinition) {
        let shelf = try Shelf.buildpacks(in: workshop.root.buildpacks)
        let stacks = try Shelf.stacks(in: workshop.root.stacks)
        var settings = Planner.Settings(
            stacks: stacks,
            defaultStack: record.app.stack,
            buildpacks: shelf.all,
            order: shelf.order
        )
        settings.pinned = try workshop.ledger.read { try $0.pins(record.app.id) }
        settings.buildEnvironment = workshop.configuration.build.environment
        let plan = try Planner.plan(pushed.tree, appFile: pushed.appFile, settings: settings)
        guard let stack = stacks.first(where: { $0.name == plan.stack }) else {
            throw Failure(.internal, "the plan names the stack `\(plan.stack)`, which is not there")
        }
        say(plan, stack, transcript)
        try require(plan)
        return (plan, stack)
    }

    private func say(_ plan: BuildPlan, _ stack: StackDefinition, _ transcript: PushTranscript) {
        transcript.step("Building on the \(stack.title) stack")
        transcript.step("\(plan.buildpack.name) app detected")
        for reason in plan.detected { transcript.detail(reason) }
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

    static func say(processes plan: BuildPlan, _ transcript: PushTranscript) {
        transcript.step("Discovering process types")
        for line in Transcript.processTypes(of: plan) { transcript.plain(line) }
        transcript.blank()
    }
}
