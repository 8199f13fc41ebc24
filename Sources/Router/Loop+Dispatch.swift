import Model

// From an exchange to a dyno.

extension Loop {
    /// How many idle connections one loop keeps to one dyno.
    private var idlePerDynoMax: Int { 128 }
    /// Longer idle connections are not trusted with what may not be sent twice.
    private var freshEnoughMilliseconds: Int64 { 1000 }

    /// Finds a dyno for a request, by the routes of this moment.
    func dispatch(_ exchange: Int32) {
        guard let table else { return fail(exchange, .platform) }
        let host = exchanges[exchange].host
        guard let number = table.hosts.find(host, 0..<host.count) else { return fail(exchange, .unknownHost) }
        let app = table.apps[number]
        exchanges[exchange].app = app.name
        if app.maintenance { return fail(exchange, .maintenance) }
        guard app.dynos.isEmpty else {
            guard exchanges[exchange].tried.count < settings.connectAttemptsMax, let dyno = choose(app.dynos, exchange)
            else { return fail(exchange, exchanges[exchange].lastFailure) }
            return attach(exchange, dyno)
        }
        switch app.phase {
        case .up, .starting: wait(exchange)
        case .crashed: fail(exchange, .crashed)
        case .noWeb: fail(exchange, .noWeb)
        case .blank: fail(exchange, .blank)
        }
    }

    private func wait(_ exchange: Int32) {
        exchanges[exchange].phase = .waiting
        // Those who gave up waiting are forgotten now and then.
        if waiting.count & 1023 == 1023 { waiting.removeAll { exchanges.index(of: $0) == nil } }
        waiting.append(exchanges.token(exchange))
        let waited = now - exchanges[exchange].started
        setDeadline(exchange, after: max(settings.bootWaitMilliseconds - Int(waited), 1))
    }

    /// Uniformly at random; one that is set aside only when no other is left.
    private func choose(_ dynos: [Dyno], _ exchange: Int32) -> Dyno? {
        let first = dynos[random.below(dynos.count)]
        if exchanges[exchange].tried.isEmpty, first.quarantinedUntil <= now { return first }
        let tried = exchanges[exchange].tried
        let open = dynos.filter { !tried.contains($0.id) }
        let free = open.filter { $0.quarantinedUntil <= now }
        let choices = free.isEmpty ? open : free
        return choices.isEmpty ? nil : choices[random.below(choices.count)]
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

    /// An idle connection that is still good for this request.
    private func reuse(_ exchange: Int32, _ dyno: Dyno) -> Int32? {
        guard !exchanges[exchange].hasRetriedStale else { return nil }
        while let token = dyno.idle.popLast() {
            guard let connection = connections.index(of: token) else { continue }
            let isSafeToRepeat = exchanges[exchange].isIdempotent && !exchanges[exchange].hasBody
            if !isSafeToRepeat, now - connections[connection].idleSince > freshEnoughMilliseconds {
                dyno.idle.append(token)
                return nil
            }
            guard !connections[connection].readable, !connections[connection].hungUp else {
                closeConnection(connection)
                continue
            }
            connections[connection].isReused = true
            connections[connection].deadline.clear()
            return connection
        }
        return nil
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
        connections[connection].scan = HeadScan()
        pool.lend(to: &connections[connection].output)
        connections[connection].output.bytes.append(contentsOf: exchanges[exchange].head)
        setDeadline(exchange, after: settings.idleMilliseconds)
        pump(exchange)
    }

    /// The exchange and its dyno part; the connection waits for another request, or closes.
    func releaseDyno(_ exchange: Int32, reuse: Bool) {
        releasePipe(exchange)
        let connection = exchanges[exchange].dynoConnection
        guard connection >= 0 else { return }
        exchanges[exchange].dynoConnection = -1
        connections[connection].exchange = -1
        guard let dyno = connections[connection].dyno else { return closeConnection(connection) }
        let keeps =
            reuse && !dyno.isRetired && stopsAt == nil && dyno.idle.count < idlePerDynoMax
            && !connections[connection].hungUp && connections[connection].input.isEmpty
            && connections[connection].output.isEmpty
        if keeps {
            pool.takeBack(from: &connections[connection].input)
            pool.takeBack(from: &connections[connection].output)
            connections[connection].idleSince = now
            dyno.idle.append(connections.token(connection))
            setDeadline(ofConnection: connection, after: settings.keepAliveMilliseconds)
        } else {
            closeConnection(connection)
        }
        leave(dyno)
    }

    func closeIdleDyno(_ connection: Int32) {
        let token = connections.token(connection)
        connections[connection].dyno?.idle.removeAll { $0 == token }
        closeConnection(connection)
    }
}
