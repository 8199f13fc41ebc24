import Model

extension Loop {
    func takeMessages() {
        for message in mailbox.take() {
            switch message {
            case .routes(let routes, let turn): apply(routes, turn: turn)
            case .report: shared.control.post(.report(loop: number, report(), isLast: false))
            case .leave(let farewell): takeLeave(farewell)
            }
        }
    }

    /// Serves new routes from the next request on. A dyno that is gone from them keeps what it has until that ends.
    private func apply(_ routes: Routes, turn: Int) {
        var known = retired
        if let table { known.merge(table.dynos) { $1 } }
        let next = LoopTable(routes, keeping: known, loop: number, settings: settings)
        if let table { next.takeCounts(from: table) }
        retired = [:]
        for (id, dyno) in known where next.dynos[id] !== dyno {
            retire(dyno)
            if dyno.active > 0 { retired[id] = dyno }
        }
        for dyno in next.dynos.values { dyno.isRetired = false }
        table = next
        turnServed = turn
        limitRetired()
        shared.control.post(.applied(loop: number, turn: turn, busy: Array(retired.keys)))
        let held = waiting
        waiting = []
        for token in held {
            if let exchange = exchanges.index(of: token), exchanges[exchange].phase == .waiting { dispatch(exchange) }
        }
    }
}
