import Model
import Planning

/// What builders do.
extension World {
    func stepBuilder(_ index: Int) {
        let builder = builders[index]
        switch builder.step {
        case .lock:
            if builder.isInterrupted { return go(index, .exit(31)) }
            guard buildLock == nil else { return }
            buildLock = .builder(builder.id)
            go(index, .clear)
        case .clear:
            let own = builder.verb == .settle ? 0 : builder.push
            if isRefLocked, !isGitAtWork(besides: own) {
                isRefLocked = false
                sightings.saw(.staleLock)
                note("builder \(builder.id): removes main.lock")
            }
            builders[index].pending = ledger.unsettled.map(\.id)
            go(index, .atWork)
        case .atWork:
            builders[index].mayMove = isGitAtWork(besides: builder.verb == .settle ? 0 : builder.push)
            go(index, .settle)
        case .settle:
            guard !builder.pending.isEmpty else { return go(index, builder.verb == .settle ? .exit(0) : .insert) }
            builders[index].target = ref
            go(index, .settleMove)
        case .settleMove:
            settle(builders[index].pending.removeFirst(), target: builder.target, mayMove: builder.mayMove, who: "builder \(builder.id)")
            go(index, .settle)
        case .insert: insert(index)
        case .build(let left):
            if builder.isInterrupted { return go(index, .failing("the client went away")) }
            if left == 0 { return go(index, .made) }
            guard !chance(isBad(index) ? 20 : 2) || isCalm else {
                sightings.saw(.buildFailed)
                return go(index, .failing("a step failed"))
            }
            go(index, .build(left - 1))
        case .made:
            builders[index].isRegistered = true
            attempt(index, .made(slug: "slug"), then: .ask)
        case .ask: ask(index)
        case .answer: hear(index)
        case .answered:
            if !isCalm, chance(2) { return go(index, .failing("the disk is full")) }
            attempt(index, .answered, then: .forget)
        case .forget:
            builders[index].isRegistered = false
            go(index, builder.verb == .prepare ? .exit(0) : .release)
        case .failing(let reason): fail(index, reason)
        case .commit: releasePrepared(index)
        case .checkRef:
            let isOurs = ref == pushes.first { $0.id == builder.push }?.commit
            if !isOurs { sightings.saw(.overtaken) }
            go(index, isOurs ? .lock : .exit(1))
        case .release: attempt(index, .released, then: .serve)
        case .serve: serve(index)
        case .served: hearServed(index)
        case .exit(let status): end(index, status)
        }
    }

    private func go(_ index: Int, _ step: Builder.Step) { builders[index].step = step }

    private func isBad(_ index: Int) -> Bool { pushes.first { $0.id == builders[index].push }?.isBad ?? false }

    /// One transaction, as in `Operations/SettleDeploys`.
    func settle(_ id: Int64, target: CommitID?, mayMove: Bool, who: String) {
        let row = ledger.row(id)
        let settlement = DeploySettlement.decide(
            kind: row.kind,
            state: row.state,
            commit: row.commit,
            refTarget: row.kind == .push ? target : nil,
            mayMove: mayMove
        )
        guard let settlement else {
            if !row.state.isSettled { sightings.saw(.leftToGit) }
            return
        }
        sightings.saw(settlement == .commit ? .settledCommit : .settledAbort)
        move(id, .settled(settlement), who)
    }

    /// - Returns: false where the machine has refused.
    @discardableResult
    func move(_ id: Int64, _ event: DeployMachine.Event, _ who: String) -> Bool {
        do {
            let state = try ledger.move(id, event, types: event == .made(slug: "slug") ? ["web", "worker"] : nil)
            note("\(who): deploy \(id) \(event) -> \(state)")
            if let fault = ledger.fault { self.fault(fault) }
            return true
        } catch {
            sightings.saw(.moveRefused)
            note("\(who): deploy \(id) \(event): \(error.message)")
            return false
        }
    }

    private func insert(_ index: Int) {
        let builder = builders[index]
        guard let place = pushes.firstIndex(where: { $0.id == builder.push }) else { return end(index, 1) }
        let push = pushes[place]
        if builder.isInterrupted { return go(index, .failing("the client went away")) }
        let deploy = ledger.insert(.push, commit: push.commit, isMade: false, isBad: push.isBad)
        builders[index].deploy = deploy
        pushes[place].deploy = deploy
        note("builder \(builder.id): deploy \(deploy) of \(push.commit.short) is \(ledger.row(deploy).state)")
        go(index, .build(1 + pick(3)))
    }

    private func attempt(_ index: Int, _ event: DeployMachine.Event, then next: Builder.Step) {
        guard let deploy = builders[index].deploy else { return end(index, 1) }
        let isMoved = move(deploy, event, "builder \(builders[index].id)")
        if isMoved, event == .released { sightings.saw(.pushReleased) }
        go(index, isMoved ? next : .failing("it was given up meanwhile"))
    }

    private func ask(_ index: Int) {
        guard let deploy = builders[index].deploy, let request = request(.boot, deploy) else {
            return go(index, .failing("the runner does not answer"))
        }
        builders[index].request = request
        go(index, .answer)
    }

    private func hear(_ index: Int) {
        guard let reply = takeReply(to: builders[index].request) else { return }
        builders[index].request = nil
        go(index, reply == .done ? .answered : .failing("the dynos did not come up"))
    }

    private func fail(_ index: Int, _ reason: String) {
        if let deploy = builders[index].deploy { move(deploy, .failed(reason: reason), "builder \(builders[index].id)") }
        go(index, .exit(1))
    }

    /// The pending deploy of this push, or the current one where recovery was faster, or none (`Builder/ReleaseWork`).
    private func releasePrepared(_ index: Int) {
        guard let push = pushes.first(where: { $0.id == builders[index].push }) else { return end(index, 1) }
        let pending = ledger.unsettled.filter { $0.state == .prepared }
        let last = ledger.releases.map(ledger.row).last { $0.kind == .push }
        let candidates = pending.reversed() + [last].compactMap { $0 }
        guard let row = candidates.first(where: { $0.kind == .push && $0.commit == push.commit }) else { return go(index, .checkRef) }
        builders[index].deploy = row.id
        attempt(index, .released, then: .serve)
    }

    private func serve(_ index: Int) {
        guard let deploy = builders[index].deploy else { return end(index, 1) }
        guard deploy == ledger.current else { return go(index, .exit(0)) }
        if let request = request(.serve, deploy) {
            builders[index].request = request
            go(index, .served)
        } else if chance(30) {
            go(index, .exit(1))
        }
    }

    private func hearServed(_ index: Int) {
        // A runner that died meanwhile is asked again.
        guard let reply = takeReply(to: builders[index].request) else { return }
        builders[index].request = nil
        go(index, reply == .lost ? .serve : .exit(reply == .done ? 0 : 1))
    }

    /// What waits for the interruption, on a thread of its own.
    func stepAction(_ index: Int) {
        guard let deploy = builders[index].deploy, !builders[index].isLeaving else { return end(index, 31) }
        if move(deploy, .failed(reason: "the client went away"), "builder \(builders[index].id)'s action") {
            builders[index].isLeaving = true
        } else if ledger.row(deploy).state == .prepared {
            sightings.saw(.tooLateToCancel)
        }
        builders[index].isRegistered = false
    }

    func end(_ index: Int, _ status: Int32?) {
        let builder = builders.remove(at: index)
        note("builder \(builder.id) \(status.map { "ends with \($0)" } ?? "is killed")")
        if buildLock == .builder(builder.id) { buildLock = nil }
        if let request = builder.request { hangUp(request) }
        guard let push = pushes.firstIndex(where: { $0.id == builder.push }) else { return }
        if pushes[push].settler == builder.id { pushes[push].settler = nil }
        guard pushes[push].builder == builder.id else { return }
        pushes[push].builder = nil
        pushes[push].builderStatus = status
    }
}
