import Model

extension Loop {
    func setDeadline(_ exchange: Int32, after milliseconds: Int) {
        var time = now + Int64(milliseconds)
        let graceEnds = exchanges[exchange].graceEnds
        if graceEnds > 0 { time = min(time, graceEnds) }
        wheel.set(&exchanges[exchange].deadline, at: time, owner: .exchange(exchange))
    }

    func setDeadline(ofConnection index: Int32, after milliseconds: Int) {
        wheel.set(
            &connections[index].deadline,
            at: now + Int64(milliseconds),
            owner: .connection(index)
        )
    }

    func turnTimers() {
        wheel.turn(to: now)
        while let (owner, visit) = wheel.next() {
            switch owner {
            case .connection(let index):
                if wheel.isOver(&connections[index].deadline, visit: visit, owner: owner, now: now) {
                    connectionTimedOut(index)
                }
            case .exchange(let index):
                if wheel.isOver(&exchanges[index].deadline, visit: visit, owner: owner, now: now) {
                    exchangeTimedOut(index)
                }
            }
        }
    }

    private func connectionTimedOut(_ index: Int32) {
        switch connections[index].role {
        case .dyno: closeIdleDyno(index)
        case .client:
            if stopsAt != nil, let link = connections[index].http2, !link.isEnding { return end(index, link) }
            closeConnection(index)
        case .stream:
            // Half a head: nothing else of its connection can be read before the other half.
            let parent = connections[index].stream.parent
            if parent >= 0 { closeConnection(parent) } else { closeConnection(index) }
        }
    }

    private func exchangeTimedOut(_ exchange: Int32) {
        let client = exchanges[exchange].client
        if isGraceOver(exchange), exchanges[exchange].phase != .tunnel { return fail(exchange, .forcedClose) }
        switch exchanges[exchange].phase {
        case .waiting: fail(exchange, exchanges[exchange].lastFailure)
        case .connecting: connectFailed(exchange, .connectTimeout)
        case .flushing: fail(exchange, .clientIdle)
        case .tunnel: tunnelTimedOut(exchange)
        case .exchanging:
            let dyno = exchanges[exchange].dynoConnection
            if exchanges[exchange].hasResponseHead {
                fail(exchange, connections[client].writable ? .idleDyno : .clientIdle)
            } else if exchanges[exchange].isSent {
                fail(exchange, .timedOut)
            } else {
                fail(exchange, dyno >= 0 && !connections[dyno].writable ? .idleDyno : .clientIdle)
            }
        }
    }
}
