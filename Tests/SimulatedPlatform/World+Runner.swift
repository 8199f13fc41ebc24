import Model
import Planning

/// What the runner does: rounds of its reconciler, and what its other threads do between two of a round's effects.
extension World {
    func startRunner() {
        let new = RunnerProcess()
        new.startedAt = now
        for container in containers.values.sorted(by: { $0.spec.id < $1.spec.id }) {
            var dyno = RunnerProcess.Dyno(spec: container.spec, startedAt: now, changedAt: now)
            dyno.phase = container.isMarked ? .up : .starting
            dyno.launchedAt = now
            // The runner before may have had it in its routes.
            dyno.routes = DynoRoutes(wasNamed: true)
            if container.spec.slot.kind == .oneOff { resume(&dyno) }
            new.dynos[container.spec.id] = dyno
        }
        new.links.adopted(new.ids)
        runner = new
        note("runner: starts, finds \(new.ids)")
    }

    /// What was asked of it ends with it, and so do the locks of those changes.
    func killRunner() {
        note("runner: is killed")
        // Who was promised nothing yet is told that nobody is there.
        for run in runner?.runs ?? [] { if oneOffs[run.oneOff].client == .asks { leave(run.oneOff) } }
        runner = nil
        for index in workers.indices {
            workers[index].isConnected = false
            workers[index].inbox = []
            workers[index].outbox = []
        }
        switch appLock {
        case .change, .runner: appLock = nil
        default: break
        }
        if buildLock == .runner { buildLock = nil }
        // What it had begun to make does not come to life without it.
        for (id, container) in containers where container.life == .made { containers[id]?.life = .ended }
    }

    func stepRunner() {
        guard let runner else { return }
        let news = runner.ids.filter { hasNews($0, runner) }
        let heard = workers.indices.filter { workers[$0].isConnected && !workers[$0].outbox.isEmpty }
        let asked = runner.requests.indices.filter { runner.requests[$0].reply == nil }
        let own = [4, runner.launching.count, news.count, heard.count * 2, asked.count, runner.changes.count]
        let weights = own + [runner.runs.count, runner.awaited.count, 4]
        var dice = pick(weights.reduce(0, +))
        let turn = weights.firstIndex { weight in
            dice -= weight
            return dice < 0
        }
        switch turn {
        case 0: stepRound()
        case 1: launch(runner.launching[pick(runner.launching.count)])
        case 2: learn(news[pick(news.count)])
        case 3: hear(heard[pick(heard.count)])
        case 4: stepRequest(asked[pick(asked.count)])
        case 5: stepChange(pick(runner.changes.count))
        case 6: stepRun(pick(runner.runs.count))
        case 7: stepAwaited(runner.awaited.sorted()[pick(runner.awaited.count)])
        default: stepCron()
        }
    }

    private func stepRound() {
        guard let runner else { return }
        guard !runner.program.isEmpty else {
            runner.round += 1
            runner.program = [.orphans, .look]
            return
        }
        switch runner.program.removeFirst() {
        case .orphans: beginOrphans()
        case .orphanRef:
            runner.target = ref
            runner.program.insert(.orphanMove, at: 0)
        case .orphanMove:
            settle(runner.pending.removeFirst(), target: runner.target, mayMove: runner.mayMove, who: "runner")
            runner.program.insert(runner.pending.isEmpty ? .orphansEnd : .orphanRef, at: 0)
        case .orphansEnd:
            appLock = nil
            buildLock = nil
        case .look: look()
        case .action(let action): act(action)
        case .publish: publish()
        }
    }

    /// Deploys that nobody works on any more: both locks are free, and no git is at work.
    private func beginOrphans() {
        guard let runner, ledger.unsettled.contains(where: { !runner.attended.contains($0.id) }) else { return }
        guard appLock == nil, buildLock == nil, !isGitAtWork else { return }
        appLock = .runner
        buildLock = .runner
        if isRefLocked { sightings.saw(.staleLock) }
        isRefLocked = false
        runner.pending = ledger.unsettled.map(\.id)
        runner.mayMove = false
        runner.program.insert(.orphanRef, at: 0)
    }

    private func look() {
        guard let runner else { return }
        if runner.isAwaited {
            runner.isAwaited = false
            ledger.wake()
            sightings.saw(.woken)
            note("runner: wakes the app")
        }
        judgeErrands()
        let wanted = ledger.wanted(app)
        let idled = AppSleep.changes(from: [runner.wanted].compactMap(\.self), to: [wanted]).idled
        for slot in idled { runner.histories[slot] = nil }
        runner.seesApp = ledger.isThere
        let candidates = Set(wanted.candidates.map(\.deploy))
        let kept = candidates.union([wanted.current?.deploy].compactMap { $0 })
        runner.wanted = wanted
        runner.histories = runner.histories.filter { kept.contains($0.key.deploy) }
        runner.lookAtRoutes(now: now)
        let observed = runner.observed
        var plan = FleetPlan.make(
            wanted: runner.seesApp ? [wanted] : [],
            observed: observed,
            histories: runner.histories,
            limits: Self.limits,
            now: now
        )
        flaw?.spoil(&plan, observed)
        let queue = StartQueue(
            due: plan.starts,
            candidates: candidates,
            alive: Set(observed.filter { $0.phase == .starting || $0.phase == .up }.map(\.slot)),
            booting: observed.filter { $0.phase == .starting }.map {
                .init(slot: $0.slot, isCandidate: candidates.contains($0.slot.deploy), age: $0.launchedAt.map { now - $0 }, load: nil)
            },
            histories: runner.histories,
            cores: 2
        )
        retire(plan.actions.compactMap { if case .retire(let id) = $0 { id } else { nil } }, wanted, runner)
        for action in plan.actions {
            switch action {
            case .start, .retire: continue
            case .hangUp, .terminate, .kill, .clear: runner.program.append(.action(action))
            }
        }
        runner.program += queue.starts.map { .action(.start($0)) } + [.publish]
    }

    /// Part of the look that has planned it (`FleetState.retire`).
    private func retire(_ ids: [String], _ wanted: WantedApp, _ runner: RunnerProcess) {
        guard !ids.isEmpty else { return }
        let served = routes(of: wanted, runner).backends
        for id in ids { retire(id, runner) }
        if wanted.wantsWeb, !wanted.isAsleep, !served.isEmpty, routes(of: wanted, runner).backends.isEmpty {
            fault("\(served.map(\.id)) served, and nobody does after a plan")
        }
    }

    private func publish() {
        guard let runner, let wanted = runner.wanted else { return }
        let routes = routes(of: wanted, runner)
        let apps = runner.seesApp ? [routes] : []
        if runner.table.version == 0 || runner.table.apps != apps {
            runner.table = RouteTable(version: max(runner.table.version + 1, UInt64(now) * 1_000), apps: apps)
            for backend in routes.backends { runner.dynos[backend.id]?.routes.named(in: runner.table.version) }
            runner.links.sent(runner.table)
            for index in workers.indices where workers[index].isConnected { workers[index].inbox.append(runner.table) }
            note("runner: table \(runner.table.version) names \(routes.backends.map(\.id)), \(routes.phase)")
        }
        runner.roundsDone = runner.round
        agree()
    }

    func routes(of wanted: WantedApp, _ runner: RunnerProcess) -> RouteTable.App {
        let crashed = Set(runner.histories.filter { $0.value.crashes > 0 }.keys)
        let alive = Set(runner.dynos.values.filter { $0.phase == .starting || $0.phase == .up }.map(\.spec.slot))
        return RoutePlan.routes(
            of: wanted,
            hosts: ["shop.localhost"],
            dynos: runner.dynos.values.map { RoutePlan.Candidate(spec: $0.spec, endpoint: Self.endpoint, phase: $0.phase) },
            crashed: crashed.subtracting(alive)
        )
    }

    /// As `SleepKeeper`: where nobody has come for long, which only `AppSleep` judges.
    func putToSleep() {
        guard let runner, let wanted = runner.wanted, let current = wanted.current, let sleep = wanted.sleep, !sleep.isAsleep,
            !workers.contains(where: \.holds),
            AppSleep.dueAt(wanted, sleep.settings, quietSince: 0, dynos: runner.observed, now: now) <= now
        else { return }
        ledger.putToSleep(current.deploy)
        sightings.saw(.slept)
        note("runner: puts the app to sleep")
    }

    private func hear(_ index: Int) {
        guard let runner else { return }
        let link = workers[index].link
        switch workers[index].outbox.removeFirst() {
        case .applied(let version, let busy, let unsaved):
            runner.links.applied(link, version: version, busy: busy, unsaved: unsaved)
        case .drained(let dyno): runner.links.drained(link, dyno)
        case .awaited: if runner.wanted?.isAsleep == true { runner.isAwaited = true }
        case .refused:
            _ = runner.links.refused(link, reason: "it cannot be read")
            workers[index].inbox.append(runner.table)
        }
        agree()
    }

    /// What all workers agree about (`RouterLink.publish`).
    func agree() {
        // One that the runner is not connected to yet may serve an older table from disk.
        guard let runner, !runner.links.isEmpty, workers.allSatisfy(\.isConnected) else { return }
        runner.appliedVersion = runner.links.appliedVersion
        runner.savedVersion = runner.links.savedVersion
        for id in runner.links.takeDrained() where !runner.isRouted(id) { runner.dynos[id]?.routes.drained() }
    }
}
