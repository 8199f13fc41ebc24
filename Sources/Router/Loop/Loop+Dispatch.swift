import Model

// From an exchange to a dyno.

extension Loop {
    /// Finds a dyno for a request, by the routes of this moment.
    func dispatch(_ exchange: Int32) {
        guard let table else { return fail(exchange, .platform) }
        guard let number = table.hosts.find(exchanges[exchange].text.bytes, exchanges[exchange].text.hostRange) else {
            return fail(exchange, .unknownHost)
        }
        let app = table.apps[number]
        exchanges[exchange].app = app
        if app.redirectsToHTTPS, let port = securePort(exchange) { return redirect(exchange, port: port) }
        if app.isInMaintenance { return fail(exchange, .maintenance) }
        if app.isPaused { return wait(exchange, app, or: .pauseTimeout) }
        if app.dynos.isEmpty { return answerWithoutDynos(exchange, app) }
        guard count(exchange, app) else { return fail(exchange, .backlog) }
        guard exchanges[exchange].tried.count < settings.connectAttemptsMax, let dyno = choose(exchange, app) else {
            return fail(exchange, exchanges[exchange].lastFailure)
        }
        attach(exchange, dyno)
    }

    private func answerWithoutDynos(_ exchange: Int32, _ app: LoopApp) {
        switch app.phase {
        case .up, .starting: wait(exchange, app, or: .bootTimeout)
        case .crashed: fail(exchange, .crashed)
        case .noWeb: fail(exchange, app.lacksWeb ? .noWebType : .noWeb)
        case .blank: fail(exchange, .blank)
        }
    }

    /// Counts a request as under way, once; false where its app has too many.
    private func count(_ exchange: Int32, _ app: LoopApp) -> Bool {
        guard exchanges[exchange].part == nil else { return true }
        app.part.begin()
        counts(of: app).trafficAt = now
        exchanges[exchange].part = app.part
        return !app.load.exceeds(app.underWayMax, in: app.part)
    }

    /// Until new routes come, for as long in all as requests may wait.
    private func wait(_ exchange: Int32, _ app: LoopApp, or failure: RouterError) {
        guard count(exchange, app) else { return fail(exchange, .backlog) }
        call(app)
        exchanges[exchange].phase = .waiting
        exchanges[exchange].lastFailure = failure
        // Those who gave up waiting are forgotten now and then.
        if waiting.count & 1023 == 1023 { waiting.removeAll { exchanges.index(of: $0) == nil } }
        waiting.append(exchanges.token(exchange))
        let waited = now - exchanges[exchange].started
        setDeadline(exchange, after: max(settings.bootWaitMilliseconds - Int(waited), 1))
    }

    /// Has an app woken that sleeps, once for each table: where the word is lost, the next table brings it about again. One that
    /// is paused is not waited for by anybody before the pause ends.
    private func call(_ app: LoopApp) {
        guard app.isAsleep, !app.isPaused, !app.hasCalled else { return }
        app.hasCalled = true
        shared.control.post(.awaited(app: String(decoding: app.name, as: UTF8.self), turn: turnServed))
    }

    /// The dyno that the client's cookie stands for, where it can serve; else by the app's algorithm.
    private func choose(_ exchange: Int32, _ app: LoopApp) -> Dyno? {
        if app.hasAffinity, let mark = exchanges[exchange].affinity, exchanges[exchange].tried.isEmpty,
            let dyno = app.dynos.first(where: { $0.affinity == mark }), dyno.quarantinedUntil <= now
        {
            return dyno
        }
        return DynoChoice(algorithm: app.algorithm, now: now).pick(app.dynos, except: exchanges[exchange].tried, &random)
    }

    private func attach(_ exchange: Int32, _ dyno: Dyno) {
        exchanges[exchange].attempted = now
        exchanges[exchange].connectMilliseconds = 0
        exchanges[exchange].dynoName = dyno.name
        dyno.active += 1
        if let connection = reuse(exchange, dyno) {
            exchanges[exchange].dynoConnection = connection
            connections[connection].exchange = exchange
            return begin(exchange)
        }
        switch net.connect(dyno.address, port: dyno.port) {
        case .connected(let socket): open(exchange, dyno, socket, isPending: false)
        case .pending(let socket): open(exchange, dyno, socket, isPending: true)
        case .exhausted:
            leave(dyno)
            fail(exchange, .platform)
        case .refused:
            leave(dyno)
            setAside(dyno, exchange, .refused)
        }
    }

    private func open(_ exchange: Int32, _ dyno: Dyno, _ socket: Int32, isPending: Bool) {
        guard let connection = connections.take() else {
            net.close(socket)
            leave(dyno)
            return fail(exchange, .platform)
        }
        connections[connection].role = .dyno
        connections[connection].socket = socket
        connections[connection].dyno = dyno
        connections[connection].exchange = exchange
        connections[connection].writable = !isPending
        exchanges[exchange].dynoConnection = connection
        guard net.watch(socket, token: connections.token(connection)) else { return fail(exchange, .platform) }
        if !isPending { return begin(exchange) }
        exchanges[exchange].phase = .connecting
        setDeadline(exchange, after: settings.connectMilliseconds)
    }

    /// A connection that was being made is there, or is not.
    func finishConnecting(_ exchange: Int32) {
        let connection = exchanges[exchange].dynoConnection
        guard connections[connection].writable else { return }
        guard net.connectError(connections[connection].socket) == 0 else { return connectFailed(exchange, .refused) }
        exchanges[exchange].connectMilliseconds = now - exchanges[exchange].attempted
        begin(exchange)
    }

    /// No byte was sent: another dyno gets the request.
    func connectFailed(_ exchange: Int32, _ error: RouterError) {
        exchanges[exchange].connectMilliseconds = now - exchanges[exchange].attempted
        let connection = exchanges[exchange].dynoConnection
        let dyno = connection >= 0 ? connections[connection].dyno : nil
        releaseDyno(exchange, reuse: false)
        if let dyno { setAside(dyno, exchange, error) } else { fail(exchange, error) }
    }

    private func setAside(_ dyno: Dyno, _ exchange: Int32, _ error: RouterError) {
        dyno.quarantinedUntil = now + Int64(settings.quarantineMilliseconds)
        exchanges[exchange].tried.append(dyno.id)
        exchanges[exchange].lastFailure = error
        dispatch(exchange)
    }

    private func begin(_ exchange: Int32) {
        let connection = exchanges[exchange].dynoConnection
        exchanges[exchange].phase = .exchanging
        exchanges[exchange].isUnseen = true
        connections[connection].scan = HeadScan()
        // Storage for storage: the place of the exchange keeps one for its next request.
        pool.lend(to: &connections[connection].output)
        connections[connection].output.take(&exchanges[exchange].head)
        setDeadline(exchange, after: settings.idleMilliseconds)
        pump(exchange)
    }

    /// Where a connection broke before the dyno accepted a byte of the request, another one gets it: the only case in which
    /// no dyno can have seen it. False, and nothing has happened, in every other one.
    func sendElsewhere(_ exchange: Int32) -> Bool {
        guard exchanges[exchange].isUnseen else { return false }
        let connection = exchanges[exchange].dynoConnection
        // With the head goes what was taken of the body already.
        connections[connection].output.give(back: &exchanges[exchange].head)
        exchanges[exchange].isUnseen = false
        if connections[connection].isReused {
            exchanges[exchange].wantsFreshConnection = true
            releaseDyno(exchange, reuse: false)
            dispatch(exchange)
        } else {
            connectFailed(exchange, .closedWithoutResponse)
        }
        return true
    }
}
