import FoundationEssentials
import Git
import Ledger
import Linux
import Model
import Operations
import Planning
import Sandbox

/// Runs the steps of a plan, or finds that their results are there already, and says which and why.
extension Build {
    /// Their layers come to those below them, in the order of the plan.
    func runSteps(_ plan: BuildPlan, _ pushed: PushedTree, _ layers: inout BuiltLayers, _ objects: PushedObjects) throws {
        for chains in StepRounds.of(plan.steps) {
            if chains.count == 1 {
                try run(chains[0], pushed, plan, &layers, objects)
            } else {
                try runBeside(chains, pushed, plan, &layers, objects)
            }
        }
    }

    /// Beyond so many inputs, to look twice at them costs more than is spared.
    private static let inputsExpected = 2_000

    /// Begins to make the network of the first step that has to run, beside what comes before it.
    func expectSteps(_ plan: BuildPlan, _ layers: BuiltLayers) throws {
        var ahead = layers
        for chains in StepRounds.of(plan.steps) {
            guard chains.count == 1 else { return }
            for step in chains[0] {
                // What a buildpack of programs is, is known later.
                guard step.classic == nil, step.inputs.count <= Self.inputsExpected else { return }
                let layer = lookup.layer(step, lookup.key(step, over: ahead), deploy: record.deploy)
                guard !step.always, workshop.store.exists(layer) else {
                    if step.network { try networks.expect() }
                    return
                }
                ahead.steps.append(.init(key: layer, role: .step, name: step.name))
            }
        }
    }

    /// One after the other.
    func run(_ chain: [PlannedStep], _ pushed: PushedTree, _ plan: BuildPlan, _ layers: inout BuiltLayers, _ objects: PushedObjects) throws
    {
        for step in chain {
            let key = lookup.key(step, over: layers)
            let layer = lookup.layer(step, key, deploy: record.deploy)
            if let classic = step.classic {
                try run(classic, step, key, layer: layer, &layers)
                continue
            }
            let last = try workshop.ledger.read { try $0.lastStep(record.app.id, name: step.name) }
            if !step.always, try workshop.store.use(layer) {
                transcript.step("Using cached: \(step.name) (nothing that it depends on has changed)")
            } else {
                transcript.step("\(step.name) (\(try lookup.reasons(step, key, layer, last).joined(separator: ", ")))")
                try makeSureOfRoom(step, last)
                try run(step, layer: layer, pushed, plan, over: layers, objects)
            }
            try remember(step, key, layer)
            layers.steps.append(.init(key: layer, role: .step, name: step.name))
        }
    }

    /// By what the step left the last time, as files and in an archive.
    func makeSureOfRoom(_ step: PlannedStep, _ last: StepRow?) throws {
        // What was removed since says nothing any more.
        let before = last.flatMap { try? workshop.store.record($0.layer).bytes } ?? 0
        let bytes = max(DiskRoom.bytesMin, 2 * before)
        try DiskRoom(workshop.platform).check("the step `\(step.name)`", needs: bytes, of: record.app.name)
    }

    var lookup: StepLookup { StepLookup(workshop, record.app, config: record.config) }

    func remember(_ step: PlannedStep, _ key: StepKey, _ layer: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let components = String(decoding: try encoder.encode(key), as: UTF8.self)
        try workshop.ledger.write {
            try $0.recordStep(
                record.app.id,
                name: step.name,
                components: components,
                layer: layer,
                now: Moment.wallMicroseconds()
            )
        }
    }
}
