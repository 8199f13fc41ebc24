import Model
import Planning

/// Three times a storm and the calm after it.
extension World {
    private static let stormsMax = 2
    /// In which people do things, and in which processes die; what was begun late dies late.
    private static let effectsWithPeople = 110
    private static let effectsOfStorm = 260
    private static let effectsOfCalmMax = 6_000

    package static func run(seed: UInt64, isTraced: Bool = false, flaw: Flaw? = nil) -> World {
        // A name of an app by its own rules: it is one.
        guard let app = AppName("shop") else { preconditionFailure("`shop` is a name") }
        let world = World(app: app, seed: seed, isTraced: isTraced, flaw: flaw)
        world.run()
        return world
    }

    private func run() {
        startRunner()
        startWorker()
        for _ in 0..<(chance(30) ? Self.stormsMax : 1) {
            isCalm = false
            let deadly = pick(36)
            for effect in 0..<Self.effectsOfStorm where faults.isEmpty { storm(effect, deadly) }
            isCalm = true
            calmAt = now
            overstays = [:]
            isDiskFull = false
            ledger.wall = wall
            note("calm")
            calm()
            guard faults.isEmpty else { return }
        }
    }

    /// - Parameter deadly: of a thousand effects.
    private func storm(_ effect: Int, _ deadly: Int) {
        sightings.effects += 1
        now += Int64(pick(100))
        ledger.wall = wall
        switch pick(1_000) {
        case 0..<deadly: somethingDies()
        case 60..<140: if effect < Self.effectsWithPeople { somebodyActs() } else { work() }
        default: work()
        }
    }

    private func calm() {
        for effect in 0..<Self.effectsOfCalmMax where faults.isEmpty {
            if effect % 12 == 0, isQuiet { return judgeEnd() }
            sightings.effects += 1
            now += Int64(pick(300))
            work()
        }
        if faults.isEmpty { fault("it does not come to rest: \(unrest)") }
    }

    /// What is not at rest, for people.
    private var unrest: String {
        let parts = [
            "locks \(String(describing: appLock)) \(String(describing: buildLock))", "pushes \(pushes.filter { !$0.isOver }.map(\.id))",
            "builders \(builders.map(\.step))", "unsettled \(ledger.unsettled.map(\.id))",
            "requests \(runner?.requests.count ?? -1)", "changes \(runner?.changes.count ?? -1)", "workers \(workers.count)",
            "runs \(runner?.runs.map(\.step) ?? []) \(runner?.awaited.count ?? 0)",
            "jobs \(ledger.jobs.runs.keys.sorted()) of \(entries.map(\.key))",
            "dynos \(runner?.ids ?? [])", "wanted \(ledger.wanted(app).current?.slots.map(\.name) ?? [])",
        ]
        return parts.joined(separator: ", ")
    }

    private enum Doer { case shell(Int), git(Int), hook(Int), builder(Int), action(Int), client(Int) }

    /// One effect of one process that lives; what is not there is started anew by its service manager.
    private func work() {
        guard runner != nil else { return chance(30) || isCalm ? startRunner() : stepPushSide() }
        switch pick(100) {
        case 0..<45: stepPushSide()
        case 45..<72: stepRunner()
        case 72..<88: if workers.isEmpty { startWorker() } else { stepRouter() }
        default: stepContainers()
        }
    }

    /// The processes of pushes that live; where there is none, the runner has more time.
    private func stepPushSide() {
        var doers: [Doer] = []
        for (index, push) in pushes.enumerated() where !push.isOver {
            if push.shell != .gone { doers.append(.shell(index)) }
            if push.isGitAlive { doers.append(.git(index)) }
            if push.hook != nil { doers.append(.hook(index)) }
        }
        for (index, builder) in builders.enumerated() {
            doers.append(.builder(index))
            if builder.isLeaving || builder.isInterrupted && builder.isRegistered { doers.append(.action(index)) }
        }
        for (index, oneOff) in oneOffs.enumerated() where oneOff.client == .waits && runner?.awaited.contains(index) == false {
            doers.append(.client(index))
        }
        guard !doers.isEmpty else { return stepRunner() }
        switch doers[pick(doers.count)] {
        case .shell(let index): stepShell(index)
        case .git(let index): stepGit(index)
        case .hook(let index): stepHook(index)
        case .builder(let index): stepBuilder(index)
        case .action(let index): stepAction(index)
        case .client(let index): stepClient(index)
        }
    }
}
