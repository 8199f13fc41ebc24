import Model

// Dynos that new routes do not have any more: they get no new request, and what they have may go on for a while.

extension Loop {
    func retire(_ dyno: Dyno) {
        dyno.isRetired = true
        for token in dyno.idle { connections.index(of: token).map(closeConnection) }
        dyno.idle = []
    }

    /// Exchanges with removed dynos get a last while, and so do tunnels where the router ends; those whose dyno has come
    /// back lose their limit.
    func limitRetired() {
        exchanges.forEach { exchange in
            let connection = exchanges[exchange].dynoConnection
            guard connection >= 0, let dyno = connections[connection].dyno else { return }
            let isLimited = exchanges[exchange].graceEnds > 0
            let isTunnel = exchanges[exchange].phase == .tunnel
            let isLeaving = dyno.isRetired || (isTunnel && stopsAt != nil)
            if isLeaving, !isLimited {
                let grace = isTunnel ? settings.upgradeGraceMilliseconds : dyno.drainMilliseconds
                exchanges[exchange].graceEnds = now + Int64(max(grace, 1))
                wheel.shorten(&exchanges[exchange].deadline, to: exchanges[exchange].graceEnds, owner: .exchange(exchange))
            } else if !isLeaving, isLimited {
                exchanges[exchange].graceEnds = 0
                setDeadline(exchange, after: settings.idleMilliseconds)
            }
        }
    }

    /// Whether the time of an exchange with a removed dyno is over.
    func isGraceOver(_ exchange: Int32) -> Bool {
        exchanges[exchange].graceEnds > 0 && exchanges[exchange].graceEnds <= now && exchanges[exchange].dynoConnection >= 0
    }

    /// A connection has left its dyno; the last one of a removed dyno is reported.
    func leave(_ dyno: Dyno) {
        dyno.active -= 1
        guard dyno.isRetired, dyno.active == 0 else { return }
        if retired[dyno.id] === dyno { retired[dyno.id] = nil }
        shared.control.post(.idle(loop: number, dyno: dyno.id))
    }
}
