import Model
import Planning

/// What the runner is asked, and what it does for those who ask.
extension World {
    /// nil: nobody is there.
    func request(_ kind: RunnerProcess.Request.Kind, _ deploy: Int64, isExcused: Bool = false) -> Int? {
        guard let runner else { return nil }
        let id = number()
        let time = kind == .boot ? Self.bootMillisecondsMax * 5 : Self.serveMillisecondsMax
        var request = RunnerProcess.Request(id: id, kind: kind, deploy: deploy, round: runner.round + 1, giveUpAt: now + time)
        request.isExcused = isExcused
        runner.requests.append(request)
        if kind == .boot { runner.attended.insert(deploy) }
        note("runner: is asked to \(kind) deploy \(deploy)")
        return id
    }

    /// nil: not yet.
    func takeReply(to id: Int?) -> RunnerProcess.Request.Reply? {
        guard let place = runner?.requests.firstIndex(where: { $0.id == id }) else { return .lost }
        guard let reply = runner?.requests[place].reply else { return nil }
        runner?.requests.remove(at: place)
        return reply
    }

    /// Who asked has gone; the runner finds out.
    func hangUp(_ id: Int) {
        guard let place = runner?.requests.firstIndex(where: { $0.id == id }) else { return }
        if runner?.requests[place].reply == nil { runner?.requests[place].hasHungUp = true } else { runner?.requests.remove(at: place) }
    }

    func stepRequest(_ index: Int) {
        guard let runner else { return }
        let request = runner.requests[index]
        guard let verdict = request.verdict else {
            runner.requests[index].verdict = request.kind == .boot ? bootVerdict(request, runner) : serveVerdict(request, runner)
            return
        }
        if request.kind == .boot {
            let isKept = verdict == .done || verdict == .bootFailed && request.isExcused
            if !isKept, ledger.row(request.deploy).state != .failed {
                // The next effect is the answer.
                if move(request.deploy, .failed(reason: "its dynos did not come up"), "runner") { return }
            }
            runner.attended.remove(request.deploy)
        }
        note("runner: says \(verdict) to \(request.kind) \(request.deploy)")
        if request.hasHungUp { runner.requests.remove(at: index) } else { runner.requests[index].reply = verdict }
    }

    private func bootVerdict(_ request: RunnerProcess.Request, _ runner: RunnerProcess) -> RunnerProcess.Request.Reply? {
        if request.hasHungUp { return .failed }
        guard runner.roundsDone >= request.round, let wanted = runner.wanted else { return nil }
        let formations = wanted.candidates + [wanted.current].compactMap { $0 }
        guard let formation = formations.first(where: { $0.deploy == request.deploy }) else { return .failed }
        let dynos = runner.dynos.values.filter { $0.spec.slot.deploy == request.deploy }
        if dynos.contains(where: \.hasEnded) { return .bootFailed }
        let up = Set(dynos.filter { $0.phase == .up }.map(\.spec.slot))
        if up.isSuperset(of: formation.slots) { return .done }
        return now >= request.giveUpAt ? .bootFailed : nil
    }

    private func serveVerdict(_ request: RunnerProcess.Request, _ runner: RunnerProcess) -> RunnerProcess.Request.Reply? {
        if request.hasHungUp || now >= request.giveUpAt { return .failed }
        guard runner.roundsDone >= request.round, runner.appliedVersion >= runner.table.version, let wanted = runner.wanted,
            wanted.current?.deploy == request.deploy
        else { return nil }
        guard wanted.wantsWeb else { return .done }
        let backends = runner.table.apps.first?.backends ?? []
        let isServed = backends.allSatisfy { runner.dynos[$0.id]?.spec.slot.deploy == request.deploy }
        return !backends.isEmpty && isServed ? .done : nil
    }

    /// `config:set` and `rollback`, as in `Runner/Rollouts+Changes`.
    func stepChange(_ index: Int) {
        guard let change = runner?.changes[index] else { return }
        switch change.step {
        case .lock:
            if change.hasHungUp { return end(index) }
            guard appLock == nil else { return }
            appLock = .change(change.id)
            runner?.changes[index].step = .insert
        case .insert: insert(change, index)
        case .command:
            guard let deploy = change.deploy else { return end(index) }
            if change.hasHungUp || !isCalm && chance(15) {
                move(deploy, .failed(reason: "its release command failed"), "change \(change.id)")
                runner?.attended.remove(deploy)
                return end(index)
            }
            let isMoved = move(deploy, .made(slug: nil), "change \(change.id)")
            runner?.attended.remove(deploy)
            if isMoved { runner?.changes[index].step = .boot } else { end(index) }
        case .boot:
            guard let deploy = change.deploy else { return end(index) }
            let isExcused = runner?.table.apps.first?.phase != .up && runner?.table.apps.first?.isAsleep != true
            runner?.changes[index].isExcused = isExcused
            let request = request(.boot, deploy, isExcused: isExcused)
            runner?.changes[index].request = request
            if change.hasHungUp, let request { hangUp(request) }
            runner?.changes[index].step = .booted
        case .booted:
            guard let reply = takeReply(to: change.request) else { return }
            let isKept = reply == .bootFailed && change.isExcused
            if isKept { sightings.saw(.changeExcused) }
            if reply == .done || isKept { runner?.changes[index].step = .release } else { end(index) }
        case .release:
            guard let deploy = change.deploy, move(deploy, .released, "change \(change.id)") else { return end(index) }
            sightings.saw(.changeReleased)
            let request = request(.serve, deploy)
            runner?.changes[index].request = request
            runner?.changes[index].step = .served
        case .served: if takeReply(to: change.request) != nil { end(index) }
        }
    }

    private func insert(_ change: RunnerProcess.Change, _ index: Int) {
        let released = ledger.releases.map(ledger.row).filter { $0.types != nil }
        guard let source = change.kind == .rollback ? released.randomElement(using: &random) : released.last else { return end(index) }
        let hasCommand = chance(30)
        let isBad = change.kind == .rollback ? source.isBad : change.isBad
        let deploy = ledger.insert(change.kind, commit: source.commit, types: source.types, isMade: !hasCommand, isBad: isBad)
        note("change \(change.id): \(change.kind) is deploy \(deploy), \(ledger.row(deploy).state)\(isBad ? ", to fail" : "")")
        runner?.changes[index].deploy = deploy
        if hasCommand { runner?.attended.insert(deploy) }
        runner?.changes[index].step = hasCommand ? .command : .boot
    }

    private func end(_ index: Int) {
        guard let change = runner?.changes.remove(at: index) else { return }
        note("change \(change.id) ends")
        if let deploy = change.deploy, ledger.row(deploy).state == .failed { sightings.saw(.changeRefused) }
        if appLock == .change(change.id) { appLock = nil }
    }
}
