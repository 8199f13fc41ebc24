import Glibc
import Linux
import Model
import Testing

/// Whatever dies, and whenever: afterwards ref, release and answer agree, and the same commit can be pushed.
@Suite("Recovery", .serialized) struct RecoveryTests {
    enum Victim: String, CaseIterable, Sendable {
        case builder, hook, receivePack, shell, client, runner, everything
    }

    @Test(arguments: Gates.Stage.allCases)
    func `a push that is killed leaves the old version or the new one`(_ stage: Gates.Stage) throws {
        let platform = try Gates.installation()
        try platform.create("shop")
        let gates = try Gates(platform, "shop")
        let source = try Gates.sampleApp("first")
        try platform.push(source, to: "shop").check()
        for victim in Victim.allCases where victim != .builder || stage == .step || stage == .boot {
            try killed(victim, stage, platform, gates, source)
        }
        try platform.expectNoLeftovers(dynos: 1)
    }

    @Test func `a push whose runner is started anew while it is released says that it is released`() throws {
        let platform = try Gates.installation()
        try platform.create("shop")
        let gates = try Gates(platform, "shop")
        let source = try Gates.sampleApp("first")
        try platform.push(source, to: "shop").check()
        try source.commit(Gates.change("second", .committed))
        try gates.close(.committed)
        let push = try BackgroundPush(platform, source, to: "shop")
        try gates.wait(for: push, at: .committed)
        platform.stopRunner()
        try gates.open(.committed)
        try platform.startRunner()
        let outcome = try push.finish()
        #expect(outcome.status.isSuccess && outcome.text.contains("Released v4"), "\(outcome.text)")
        // Its line is in the log, whoever was there.
        try eventually("the release is in the log") {
            try platform.renga("logs", "-a", "shop").check().contains("Release v4 created by user")
        }
    }

    private func killed(
        _ victim: Victim,
        _ stage: Gates.Stage,
        _ platform: Installation,
        _ gates: Gates,
        _ source: SampleApp
    ) throws {
        let before = try platform.state("shop")
        try source.commit(Gates.change("\(stage) \(victim)", stage))
        let after = AppState(ref: try source.head, release: try source.head, answer: "\(stage) \(victim)")
        try gates.close(stage)
        let push = try BackgroundPush(platform, source, to: "shop")
        try gates.wait(for: push, at: stage)
        try kill(victim, platform, push)
        try gates.open(stage)
        let outcome = try push.finish()
        try restart(victim, platform)
        try platform.settle()
        try agree("\(stage), \(victim)", platform, before, after, "\(outcome.text)\n\(platform.diagnostics)")

        let again = try gates.pushThrough(source, stage: stage)
        #expect(again.status.isSuccess, "\(stage), \(victim), pushed again:\n\(again.text)\n\(platform.diagnostics)")
        #expect(try platform.state("shop") == after, "\(stage), \(victim), pushed again:\n\(again.text)")
    }

    private func kill(_ victim: Victim, _ platform: Installation, _ push: BackgroundPush) throws {
        switch victim {
        case .builder: #expect(try platform.processes.kill(.builder) > 0)
        case .hook: try platform.processes.kill(.hook)
        case .receivePack: #expect(try platform.processes.kill(.receivePack) > 0)
        case .shell: #expect(try platform.processes.kill(.shell) > 0)
        case .client: push.interrupt()
        case .runner: platform.stopRunner()
        case .everything:
            platform.stopRunner()
            platform.stopRouter()
            for part in Processes.Part.allCases { try platform.processes.kill(part) }
        }
    }

    private func restart(_ victim: Victim, _ platform: Installation) throws {
        if victim == .runner || victim == .everything { try platform.startRunner() }
        if victim == .everything { try platform.startRouter() }
        try platform.waitUntilReady()
    }

    private func agree(
        _ name: String,
        _ platform: Installation,
        _ before: AppState,
        _ after: AppState,
        _ evidence: String
    ) throws {
        // The routes follow the ledger by themselves, a moment later.
        var state = try platform.state("shop")
        do {
            try eventually("\(name): all old or all new") {
                state = try platform.state("shop")
                return state == before || state == after
            }
        } catch {
            Issue.record("\(name): \(state)\nold: \(before)\nnew: \(after)\n\(evidence)")
        }
    }
}
