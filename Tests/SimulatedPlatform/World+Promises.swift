import Model
import Planning

/// What has to be so, whatever happens.
extension World {
    /// Before a dyno gets SIGTERM or SIGKILL.
    func judgeStop(_ id: String) {
        guard containers[id]?.life == .runs else { return }
        for worker in workers where !worker.isNew && worker.names(id) { fault("\(id) is stopped although worker \(worker.link) serves it") }
        // What is on disk alone counts for so long: a disk may be full for days.
        guard let leftAt = runner?.dynos[id]?.routes.leftAt, now - leftAt < Self.limits.unsavedMilliseconds else { return }
        let isSaved = saved.apps.contains { $0.backends.contains { $0.id == id } }
        if isSaved, containers[id]?.answers == true { fault("\(id) is stopped although a worker that starts anew would serve it") }
        for worker in workers where worker.isNew && worker.names(id) { fault("\(id) is stopped although worker \(worker.link) serves it") }
    }

    /// At the point of no return: what git accepts is what was prepared.
    func judgeAccepted(_ push: Push) {
        guard let deploy = push.deploy else { return fault("push \(push.id) is accepted, and nothing was prepared") }
        let state = ledger.row(deploy).state
        if state != .prepared { fault("push \(push.id) is accepted, and deploy \(deploy) is \(state)") }
    }

    /// A table that is served from here on.
    func judge(_ table: RouteTable) {
        let ids = table.apps.flatMap { $0.backends.map(\.id) }
        let deploys = Set(ids.compactMap { containers[$0]?.spec.slot.deploy })
        if deploys.count > 1 { fault("two versions are served: \(deploys.sorted())") }
        for deploy in deploys.sorted() where ledger.row(deploy).state != .committed {
            fault("deploy \(deploy) is served, and is \(ledger.row(deploy).state)")
        }
    }

    /// Nobody works on anything any more, and nothing is left to be done.
    var isQuiet: Bool {
        guard appLock == nil, buildLock == nil, pushes.allSatisfy(\.isOver), builders.isEmpty, let runner, runner.requests.isEmpty,
            runner.changes.isEmpty,
            runner.launching.isEmpty, ledger.unsettled.isEmpty, workers.count == 1, let worker = workers.first, worker.isConnected,
            worker.step == nil, worker.inbox.isEmpty, worker.outbox.isEmpty, worker.busy.isEmpty,
            runner.appliedVersion == runner.table.version, runner.table == worker.served, runner.table.version > 0
        else { return false }
        let wanted = ledger.wanted(app)
        guard isErrandsQuiet, runner.table.apps == (ledger.isThere ? [routes(of: wanted, runner)] : []) else { return false }
        // The dynos of a release that was taken although they do not come up go on crashing.
        if let current = ledger.current, ledger.row(current).isBad { return true }
        // Whoever waits is served in the end.
        guard !workers.contains(where: \.holds) else { return false }
        return runner.dynos.values.allSatisfy { $0.phase == .up && containers[$0.spec.id]?.isMarked == true && isOfNow($0.spec) }
            && runner.dynos.values.map(\.spec.slot).sorted() == wanted.current?.slots ?? []
    }

    /// Of the last restart, and of the size that is wanted: one whose successor has crashed gets the next after a pause.
    private func isOfNow(_ spec: DynoSpec) -> Bool { spec.vintage?.fulfils(ledger.orders.vintage(spec.slot)) == true }

    /// Once it is quiet.
    func judgeEnd() {
        judgeEndOfErrands()
        let released = ledger.releases.map(ledger.row).last { $0.kind == .push }
        if ref != released?.commit {
            fault("main is at \(ref?.short ?? "nothing"), and what was pushed and released last is \(released?.commit?.short ?? "nothing")")
        }
        for push in pushes {
            guard let deploy = push.deploy else { continue }
            let state = ledger.row(deploy).state
            if push.report == .refused, state != .failed { fault("push \(push.id) was refused, and deploy \(deploy) is \(state)") }
            if push.record.contains(.committed), state != .committed { fault("push \(push.id) was accepted, and is \(state)") }
        }
        let rows = ledger.isThere ? ledger.rows.filter { $0.id >= ledger.firstDeploy } : []
        for row in rows where (row.state == .committed) != ledger.releases.contains(row.id) {
            fault("deploy \(row.id) is \(row.state), and among the releases or not")
        }
        if Set(ledger.releases).count != ledger.releases.count { fault("a deploy has two versions") }
        let running = containers.values.filter { $0.life == .runs }.map(\.spec.slot)
        let isBad = ledger.current.map { ledger.row($0).isBad } ?? false
        for dyno in containers.values where dyno.life == .runs && !isBad {
            if !isOfNow(dyno.spec) {
                fault("\(dyno.spec.id) is of \(String(describing: dyno.spec.vintage)), not \(ledger.orders.vintage(dyno.spec.slot))")
            }
        }
        if Set(running).count != running.count { fault("two dynos are in one slot") }
        let current = ledger.wanted(app).current
        let backends = workers.first?.served.apps.first?.backends ?? []
        if let current, !ledger.row(current.deploy).isBad, backends.map(\.name) != current.webSlots.map(\.name) {
            fault("\(current.webSlots.map(\.name)) should serve, and \(backends.map(\.name)) do")
        }
    }
}
