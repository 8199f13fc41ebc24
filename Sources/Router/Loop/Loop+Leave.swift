import HTTP2
import Model

// The end of a router: nothing new comes in, what is there ends in its own time.

extension Loop {
    /// Takes no new connections. Those that are there may finish what they have begun, and begin what is on its way.
    func takeLeave(_ farewell: Farewell) {
        stopsAt = min(stopsAt ?? .max, now + farewell.graceMilliseconds)
        let isHurried = farewell.idleMilliseconds < idleMilliseconds
        idleMilliseconds = min(idleMilliseconds, farewell.idleMilliseconds)
        for listener in listeners {
            acceptAll(listener)
            net.unwatch(listener.descriptor)
            net.close(listener.descriptor)
        }
        listeners = []
        limitRetired()
        connections.forEach { index in
            guard connections[index].exchange < 0 else { return }
            if connections[index].role == .dyno { return closeIdleDyno(index) }
            if let link = connections[index].http2 {
                link.session.sayGoodbye(isFinal: false)
                return queue(index)
            }
            let isResting = connections[index].input.isEmpty && connections[index].output.isEmpty && !connections[index].isQueued
            guard isHurried, isResting, !connections[index].isLingering else { return }
            setDeadline(ofConnection: index, after: idleMilliseconds)
        }
    }

    /// How long a client that was told that there will be an end gets to make no new request any more.
    var goodbyeMilliseconds: Int { 2_000 }

    /// Requests that came on an HTTP/2 connection in spite of that were not begun, and the client is told so.
    func end(_ index: Int32, _ link: HTTP2Link) {
        link.session.sayGoodbye(isFinal: true)
        link.isEnding = true
        queue(index)
    }

    /// Whether the answer that begins is the last one of its connection because the router ends. Not where more has come
    /// already: who pipelines sent that in good faith.
    func saysLast(_ exchange: Int32) -> Bool {
        guard stopsAt != nil else { return false }
        guard exchanges[exchange].upload.isDone else { return true }
        return !hasMore(exchanges[exchange].client)
    }
}
