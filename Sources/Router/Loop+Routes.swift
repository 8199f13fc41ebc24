import HTTP2
import Model

extension Loop {
    func takeMessages() {
        for message in mailbox.take() {
            switch message {
            case .routes(let routes, let turn): apply(routes, turn: turn)
            case .stop(let grace): stop(graceMilliseconds: grace)
            }
        }
    }

    /// Serves new routes from the next request on. A dyno that is gone from them keeps what it has until that ends.
    private func apply(_ routes: Routes, turn: Int) {
        var known = retired
        if let table { known.merge(table.dynos) { $1 } }
        let next = LoopTable(routes, keeping: known, loop: number, settings: settings)
        retired = [:]
        for (id, dyno) in known where next.dynos[id] !== dyno {
            retire(dyno)
            if dyno.active > 0 { retired[id] = dyno }
        }
        for dyno in next.dynos.values { dyno.isRetired = false }
        table = next
        limitRetired()
        shared.control.post(.applied(loop: number, turn: turn, busy: Array(retired.keys)))
        let held = waiting
        waiting = []
        for token in held {
            if let exchange = exchanges.index(of: token), exchanges[exchange].phase == .waiting { dispatch(exchange) }
        }
    }

    /// Takes no new connections and lets go of idle ones.
    private func stop(graceMilliseconds: Int64) {
        guard stopsAt == nil else { return }
        stopsAt = now + graceMilliseconds
        acceptAll(listener, isSecure: false)
        acceptAll(secureListener, isSecure: true)
        net.close(listener)
        if secureListener >= 0 { net.close(secureListener) }
        listener = -1
        secureListener = -1
        connections.forEach { index in
            guard connections[index].exchange < 0 else { return }
            if let link = connections[index].http2 {
                link.session.sayGoodbye(isFinal: true)
                return queue(index)
            }
            let isClient = connections[index].role != .dyno
            if isClient && !(connections[index].input.isEmpty && connections[index].output.isEmpty) {
                connections[index].closesAfterOutput = !connections[index].output.isEmpty
            } else if isClient && !connections[index].isReused {
                // Its request is on its way: it was let in, and nobody told it to come again.
                setDeadline(ofConnection: index, after: 2000)
            } else {
                closeConnection(index)
            }
        }
    }
}
