import Model

/// What people do, and what dies.
extension World {
    private static let commits: [CommitID] = (1...400).compactMap { number in
        let digits = "\(number)"
        return CommitID(digits + String(repeating: "0", count: 40 - digits.count))
    }

    func somebodyActs() {
        guard ledger.isThere else { return chance(30) ? destroyOrCreate() : actOnErrands() }
        switch pick(42) {
        case 23..<28: putToSleep()
        case 28: ledger.sleepsWhole.toggle()
        case 29..<42: actOnErrands()
        case 20..<22: restart()
        case 22:
            let type = chance(70) ? "web" : "worker"
            ledger.orders.sizes[type] = [nil, "1GB", "standard-2x"][pick(3)]
            note("size of \(type): \(ledger.orders.sizes[type] ?? "-")")
        case 0..<7:
            guard pushes.filter({ !$0.isOver }).count < 3 else { return }
            let id = number()
            let isBad = chance(20)
            begin(Push(id: id, commit: Self.commits[pushes.count % Self.commits.count], isBad: isBad, hasShell: chance(75)))
        case 7..<11:
            guard let runner, runner.changes.count < 2 else { return }
            let change = RunnerProcess.Change(id: number(), kind: chance(70) ? .config : .rollback, isBad: chance(15))
            runner.changes.append(change)
            note("change \(change.id): \(change.kind) is asked for")
        case 11..<14:
            let (type, most) = chance(70) ? ("web", 3) : ("worker", 2)
            ledger.formation[type] = pick(most + 1)
            ledger.wake()
            note("scale \(type)=\(ledger.formation[type] ?? 0)")
        case 14: isDiskFull.toggle()
        default: somebodyLeaves()
        }
    }

    /// What does not want the app to be there, or is refused without.
    private func actOnErrands() {
        switch pick(13) {
        case 0..<5: askForOneOff()
        case 5..<7:
            // Most of those who ask are refused: who has a dyno leaves more often.
            let waiting = oneOffs.indices.filter { oneOffs[$0].client == .waits }
            let asking = oneOffs.indices.filter { oneOffs[$0].client == .asks }
            let leaving = waiting.isEmpty ? asking : waiting
            if !leaving.isEmpty { leave(leaving[pick(leaving.count)]) }
        case 7..<9: changeJobs()
        case 9: runJob()
        case 10: setClock()
        case 11: stopOneOff()
        default: if ledger.isThere { destroyOrCreate() }
        }
    }

    /// `ps:restart`, and `ps:stop`: the one is the ledger's, the other the runner's alone.
    private func restart() {
        let target = ["web", "web.1", "web.2", "worker"][pick(4)]
        guard chance(30), let runner else {
            let former = ledger.orders.restarts[target]
            let number = ledger.restart(target)
            ledger.wake()
            sightings.saw(.restarted)
            note("restart \(number) of \(target)")
            // Somebody whose dyno does not come up takes it back.
            if chance(15) { ledger.orders.restarts[target] = former }
            return
        }
        let running = runner.ids.filter { id in
            let slot = runner.dynos[id]?.spec.slot
            return slot?.name == target || slot?.type == target
        }
        for id in running { retire(id, runner) }
        note("stop of \(target)")
    }

    private func somebodyLeaves() {
        let waiting = pushes.indices.filter { pushes[$0].hasClient && pushes[$0].shell != .gone }
        let changes = runner?.changes.indices.filter { runner?.changes[$0].hasHungUp == false } ?? []
        guard waiting.count + changes.count > 0 else { return }
        sightings.saw(.clientLeft)
        let dice = pick(waiting.count + changes.count)
        guard dice >= waiting.count else {
            note("the client of push \(pushes[waiting[dice]].id) goes away")
            return pushes[waiting[dice]].hasClient = false
        }
        let index = changes[dice - waiting.count]
        runner?.changes[index].hasHungUp = true
        note("the client of a change goes away")
        if let request = runner?.changes[index].request, let place = runner?.requests.firstIndex(where: { $0.id == request }) {
            let isAnswered = runner?.requests[place].reply != nil
            runner?.requests[place].hasHungUp = !isAnswered
        }
    }

    func somethingDies() {
        switch pick(20) {
        case 0..<3: runner.map { _ in died(.runnerDied) { $0.killRunner() } }
        case 3..<5: if !workers.isEmpty { died(.workerDied) { $0.endWorker($0.pick($0.workers.count)) } }
        case 5: startWorker()
        case 6:
            guard let index = workers.indices.last else { return }
            sightings.saw(.workerStalled)
            workers[index].stalledUntil = now + Int64(pick(16_000))
            note("worker \(workers[index].link): is stopped")
        case 7..<10: if !builders.isEmpty { died(.builderDied) { $0.end($0.pick($0.builders.count), nil) } }
        case 10..<13: killGit()
        case 13..<15:
            let hooks = pushes.indices.filter { pushes[$0].hook != nil }
            if !hooks.isEmpty { died(.hookDied) { $0.killHook(hooks[$0.pick(hooks.count)]) } }
        case 15..<18:
            let shells = pushes.indices.filter { pushes[$0].shell != .gone }
            if !shells.isEmpty { died(.shellDied) { $0.endShell(shells[$0.pick(shells.count)]) } }
        case 18: machineDies()
        default:
            let alive = containers.values.filter { $0.life == .runs }.map(\.spec.id).sorted()
            if !alive.isEmpty { endContainer(alive[pick(alive.count)]) }
        }
    }

    private func died(_ sight: Sightings.Sight, _ body: (World) -> Void) {
        sightings.saw(sight)
        body(self)
    }

    /// Its hook goes on, or goes with it.
    private func killGit() {
        let gits = pushes.indices.filter { pushes[$0].isGitAlive }
        guard !gits.isEmpty else { return }
        // Its most delicate moment is its shortest.
        let index = gits.first { pushes[$0].git == .locked } ?? gits[pick(gits.count)]
        sightings.saw(.gitDied)
        note("git \(pushes[index].id) is killed")
        pushes[index].git = .gone
        if pushes[index].hook != nil, chance(50) { killHook(index) }
        freeLock(of: index)
    }

    private func machineDies() {
        sightings.saw(.machineDied)
        note("the machine goes down")
        if runner != nil { killRunner() }
        for index in oneOffs.indices { leave(index) }
        workers = []
        builders = []
        containers = [:]
        for index in pushes.indices {
            pushes[index].shell = .gone
            pushes[index].git = .gone
            pushes[index].hook = nil
        }
        appLock = nil
        buildLock = nil
    }
}
