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
        let order = try PlanOrder(of: record.app, record.config, pushed: push.new, workshop.ledger)
        if let folder = order.folder { transcript.step("Building the folder \(folder.folder) (\(folder.because))") }
        let answer = try ask(order, push, planner, stacks)
        let plan = answer.plan
        let stack = try stack(of: plan, stacks)
        try checkArchives(plan)
        try say(plan, stack)
        try require(plan)
        return (PushedTree(commit: answer.commit, entries: answer.entries, ignored: plan.ignored), plan, stack)
    }

    /// A plan that has to know more of what publishers offer is made again once that was looked at.
    private func ask(_ order: PlanOrder, _ push: BuildOrder.Push, _ planner: PlannerChild, _ stacks: [StackDefinition]) throws -> PlanAnswer
    {
        let settings = workshop.root.configuration
        let answer = try planner.ask(order, workshop.configuration.build, workshop.interruption, settings: settings)
        guard !answer.plan.open.isEmpty else { return answer }
        try look(for: answer.plan.open, stack: try stack(try stack(of: answer.plan, stacks)))
        let second = try PlannerChild.start(workshop.root)
        defer { second.end() }
        try second.look(into: workshop.root.repository(push.repository), of: workshop.git, quarantine: push.quarantine)
        var order = order
        order.settled = answer.plan.open
        return try second.ask(order, workshop.configuration.build, workshop.interruption, settings: settings)
    }

    private func look(for names: [String], stack: String) throws {
        for toolchain in try Shelf.toolchains(in: workshop.root.toolchains) where names.contains(toolchain.name) {
            transcript.step("Looking at the versions of \(toolchain.title)")
            for failure in try VersionLists(workshop: workshop, stack: stack).look(toolchain) {
                // What is known already may be enough.
                let kept = VersionLists.keptSince(toolchain, workshop.root).map { "; the list of \($0) counts" } ?? ""
                transcript.warning(failure.message + kept, hint: failure.hint)
            }
        }
    }

    /// Root takes from the plan what is wanted, and from its own files what that is.
    private func checkArchives(_ plan: BuildPlan) throws {
        guard !plan.archives.isEmpty else { return }
        let toolchains = try Shelf.toolchains(in: workshop.root.toolchains)
        let lists = try Shelf.lists(in: workshop.root.indexes)
        for archive in plan.archives where !KnownVersions.offers(archive, toolchains, lists) {
            throw Failure(.internal, "the plan names \(archive.name), which is not what its publisher offers", hint: "push again")
        }
    }

    private func stack(of plan: BuildPlan, _ stacks: [StackDefinition]) throws -> StackDefinition {
        guard let stack = stacks.first(where: { $0.name == plan.stack }) else {
            throw Failure(.internal, "the plan names the stack `\(plan.stack)`, which is not there")
        }
        return stack
    }

    private func say(_ plan: BuildPlan, _ stack: StackDefinition) throws {
        transcript.step("Building on the \(stack.title) stack")
        for line in Transcript.buildpacks(of: plan) { transcript.plain(line) }
        // One of programs says itself what it has found.
        for buildpack in plan.buildpacks where buildpack.classic == nil {
            transcript.step("\(buildpack.name) app detected")
            for reason in buildpack.detected { transcript.detail(reason) }
        }
        for version in plan.versions { transcript.step("Using \(version.title) \(version.version) (\(version.because))") }
        for note in plan.notes { transcript.detail(note) }
        if !plan.ignored.isEmpty { transcript.detail(".slugignore leaves out \(plan.ignored.count) file(s)") }
        let folders = try workshop.ledger.read { try $0.deploy(record.deploy)?.storage ?? [] }
        for warning in plan.warnings where warning.holds(record.config, folders: folders) {
            transcript.warning(warning.message, hint: warning.hint(record.config, folders: folders))
        }
    }

    private func require(_ plan: BuildPlan) throws {
        for zone in (plan.cron ?? []).compactMap(\.zone) where SystemZones.rules(zone) == nil {
            var failure = SystemZones.unknown(zone)
            failure.message = "app.json: \(failure.message)"
            throw failure
        }
        let missing = plan.requiredConfig.filter { record.config[$0] == nil }
        guard missing.isEmpty else {
            throw Failure(
                .refused,
                "app.json requires config vars that are not set: \(missing.joined(separator: ", "))",
                hint: "\(workshop.command) config:set \(try whose()) \(missing.map { "\($0)=…" }.joined(separator: " "))"
            )
        }
    }

    /// A preview that was never released goes with this push: what it lacks is set for all of them.
    private func whose() throws -> String {
        guard record.app.preview != nil, record.isFirst else { return "-a \(record.app.name)" }
        return "--preview -a \(try workshop.ledger.read { try $0.host(of: record.app.name) })"
    }

    func say(processes plan: BuildPlan) {
        transcript.step("Discovering process types")
        for line in Transcript.processTypes(of: plan) { transcript.plain(line) }
        transcript.blank()
    }
}
