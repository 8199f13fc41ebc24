import Linux
import Model
import Planning

/// Steps that know nothing of each other, at the same time.
extension Build {
    /// Each may take what a step may, and the build all of it.
    private static let atOnceMax = 2

    /// Runs chains of steps, two at once where the machine has processors for them. What each says stands under its own headings, in the
    /// order of the plan. The first that fails ends the others, and is what went wrong.
    func runBeside(
        _ chains: [[PlannedStep]],
        _ pushed: PushedTree,
        _ plan: BuildPlan,
        _ layers: inout BuiltLayers,
        _ objects: PushedObjects
    ) throws {
        let bell = try StopBell()
        let watch = workshop.interruption.onRequest { _ in bell.ring() }
        defer { workshop.interruption.forget(watch) }
        let below = layers
        let ends = try SideBySide(
            chains.map { _ in PushTranscript(behind: transcript) },
            atOnce: min(Processors.count, Self.atOnceMax),
            bell: bell
        )
        .run { number, transcript in
            var build = self
            build.transcript = transcript
            build.side = BuildSide(number: number, bell: bell)
            var own = below
            try build.run(chains[number], pushed, plan, &own, objects)
            return own.steps.dropFirst(below.steps.count)
        }
        layers.steps += ends.joined()
    }
}
