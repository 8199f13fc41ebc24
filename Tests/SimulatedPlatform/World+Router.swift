import Model
import Planning

/// What the router's workers do.
extension World {
    func startWorker() {
        for index in workers.indices { workers[index].isRetiring = true }
        let worker = Worker(link: number(), served: saved)
        workers.append(worker)
        note("worker \(worker.link): starts with table \(saved.version)")
    }

    /// A worker that has something to do; where none has, the runner has more time.
    func stepRouter() {
        visit()
        let busy = workers.indices.filter { hasWork(workers[$0]) }
        guard !busy.isEmpty else { return stepRunner() }
        let index = busy[pick(busy.count)]
        let worker = workers[index]
        if !worker.isConnected, runner != nil { return connect(index) }
        switch worker.step {
        case .save:
            let isFull = isDiskFull
            if isFull { sightings.saw(.unsavedTable) } else if saved.version < worker.served.version { saved = worker.served }
            workers[index].step = .tell(unsaved: isFull ? "the disk is full" : nil)
        case .tell(let unsaved):
            workers[index].step = nil
            guard worker.isConnected else { return }
            workers[index].outbox.append(.applied(version: worker.served.version, busy: worker.busy.sorted(), unsaved: unsaved))
        case nil where !worker.inbox.isEmpty: take(index)
        case nil where !worker.busy.isEmpty && chance(50):
            let done = worker.busy.sorted()[pick(worker.busy.count)]
            workers[index].busy.remove(done)
            if worker.isConnected { workers[index].outbox.append(.drained(done)) }
        case nil where worker.isRetiring && worker.busy.isEmpty && workers.count > 1 && (!worker.holds || neverServes): endWorker(index)
        case nil where saved.version < worker.served.version && !worker.isRetiring: workers[index].step = .save
        case nil: return
        }
    }

    /// Somebody comes; where the app sleeps or starts, they wait.
    private func visit() {
        guard !isCalm, chance(20), let index = workers.indices.last(where: { !workers[$0].isRetiring }) else { return }
        guard workers[index].app?.phase == .starting else { return }
        workers[index].holds = true
        call(index)
    }

    /// Whoever waits for a release that does not come up is told so in the end (H20).
    private var neverServes: Bool { ledger.current.map { ledger.row($0).isBad } ?? false }

    /// As `Loop.call` and `Control`: once for each table, to whoever has sent it.
    private func call(_ index: Int) {
        guard workers[index].app?.isAsleep == true, !workers[index].hasCalled else { return }
        workers[index].hasCalled = true
        if workers[index].isConnected, !workers[index].isNew { workers[index].outbox.append(.awaited) }
    }

    private func hasWork(_ worker: Worker) -> Bool {
        guard now >= worker.stalledUntil || isCalm else { return false }
        return !worker.isConnected || worker.step != nil || !worker.inbox.isEmpty || !worker.busy.isEmpty || worker.isRetiring
            || saved.version < worker.served.version
    }

    private func connect(_ index: Int) {
        let link = workers[index].link
        workers[index].isConnected = true
        runner?.links.opened(link)
        if let table = runner?.table, table.version > 0 { workers[index].inbox = [table] }
    }

    /// The newest table; a refusal changes nothing.
    private func take(_ index: Int) {
        guard let table = workers[index].inbox.last else { return }
        workers[index].inbox = []
        guard isCalm || !chance(4) else {
            sightings.saw(.tableRefused)
            return workers[index].outbox.append(.refused)
        }
        let before = Set(workers[index].served.apps.flatMap { $0.backends.map(\.id) })
        let after = Set(table.apps.flatMap { $0.backends.map(\.id) })
        for id in before.subtracting(after).sorted() where chance(50) { workers[index].busy.insert(id) }
        workers[index].busy.subtract(after)
        workers[index].served = table
        workers[index].isNew = false
        workers[index].hasCalled = false
        if table.apps.first?.phase != .starting { workers[index].holds = false }
        if workers[index].holds { call(index) }
        workers[index].step = .save
        note("worker \(workers[index].link): serves table \(table.version)")
        judge(table)
    }

    func endWorker(_ index: Int) {
        let worker = workers.remove(at: index)
        note("worker \(worker.link): ends")
        guard worker.isConnected else { return }
        runner?.links.closed(worker.link)
        agree()
    }
}
