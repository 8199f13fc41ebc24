import Model

// Connections to dynos between two requests.
//
// A dyno may close one at any moment, and a request that is on its way by then is lost: whether the dyno has seen it cannot
// be known, so it is not sent again. Hence connections are used again only while the dyno is sure to keep them.

extension Loop {
    /// How many idle connections one loop keeps to one dyno.
    private var idlePerDynoMax: Int { 128 }
    /// One that is idle for longer is asked before it is used: an end that has come may not have been reported yet.
    private var trustedMilliseconds: Int64 { 10 }

    /// An idle connection that is still good for this request.
    func reuse(_ exchange: Int32, _ dyno: Dyno) -> Int32? {
        guard !exchanges[exchange].wantsFreshConnection else { return nil }
        while let token = dyno.idle.popLast() {
            guard let connection = connections.index(of: token) else { continue }
            guard isGood(connection) else {
                closeConnection(connection)
                continue
            }
            connections[connection].isReused = true
            connections[connection].deadline.clear()
            return connection
        }
        return nil
    }

    private func isGood(_ connection: Int32) -> Bool {
        guard !connections[connection].hungUp, now < connections[connection].idleUntil else { return false }
        let isTrusted = !connections[connection].readable && now - connections[connection].idleSince < trustedMilliseconds
        guard isTrusted || net.isQuiet(connections[connection].socket) else { return false }
        connections[connection].readable = false
        return true
    }

    /// How long a dyno gets to close a connection that it has said to close.
    private var dynoClosingMilliseconds: Int { 200 }
    /// For how many connections of one dyno at a time a loop waits so. One that never closes would hold a fifth of a second's worth.
    private var closingPerDynoMax: Int { 128 }

    /// The exchange and its dyno part; the connection waits for another request, or closes.
    /// - Parameter isAnswered: the dyno owes nothing any more. It closes first where it closes: whoever does keeps the port for a
    ///   minute, and a dyno that closes after each answer would use up all of ours at 500 requests a second.
    func releaseDyno(_ exchange: Int32, reuse: Bool, isAnswered: Bool = false) {
        releasePipe(exchange)
        let connection = exchanges[exchange].dynoConnection
        guard connection >= 0 else { return }
        exchanges[exchange].dynoConnection = -1
        exchanges[exchange].graceEnds = 0
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
            connections[connection].idleUntil = now + Int64(exchanges[exchange].dynoIdleMilliseconds)
            dyno.idle.append(connections.token(connection))
            setDeadline(ofConnection: connection, after: exchanges[exchange].dynoIdleMilliseconds)
        } else if isAnswered, !dyno.isRetired, stopsAt == nil, dyno.closing < closingPerDynoMax, !connections[connection].hungUp {
            dyno.closing += 1
            connections[connection].awaitsClose = true
            pool.takeBack(from: &connections[connection].input)
            pool.takeBack(from: &connections[connection].output)
            setDeadline(ofConnection: connection, after: dynoClosingMilliseconds)
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
