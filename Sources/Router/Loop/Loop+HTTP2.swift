import HTTP2
import Model
import TLS

// Connections that speak HTTP/2: what comes in goes to the session, which hands it to streams; what streams have goes out.

extension Loop {
    /// Whether a new connection speaks HTTP/2; begins it there.
    ///
    /// - Returns: nil: it does not. False: that is not known yet.
    func beginsHTTP2(_ index: Int32) -> Bool? {
        if let tls = connections[index].tls {
            guard tls.session.isHTTP2 else { return nil }
        } else {
            switch HTTP2Preface.match(connections[index].input) {
            case .no: return nil
            case .partly: return false
            case .whole: break
            }
        }
        var limits = HTTP2Limits()
        limits.headBytesMax = settings.headBytesMax
        guard let session = HTTP2Session(limits, self) else { return nil }
        let link = HTTP2Link(session)
        connections[index].http2 = link
        connections[index].hasBegunHead = false
        if stopsAt != nil { session.sayGoodbye(isFinal: false) }
        driveHTTP2(index, link)
        return true
    }

    func driveHTTP2(_ index: Int32, _ link: HTTP2Link) {
        guard !connections[index].isLingering else { return discard(index) }
        for _ in 0..<16 {
            if !connections[index].input.isEmpty { takeIn(index, link) }
            if link.isEnding { break }
            switch fill(index) {
            case .moved: continue
            case .blocked: return gather(index, link)
            case .ended, .failed: return closeConnection(index)
            }
        }
        if !link.isEnding { queue(index) }
        gather(index, link)
    }

    private func takeIn(_ index: Int32, _ link: HTTP2Link) {
        let bytes = connections[index].input.bytes
        let range = connections[index].input.range
        parent = index
        if !link.session.receive(bytes, range) { link.isEnding = true }
        parent = -1
        connections[index].input.consume(range.count)
    }

    /// Writes what the session has, as far as the socket takes it.
    private func gather(_ index: Int32, _ link: HTTP2Link) {
        while true {
            guard flush(index) else { return closeConnection(index) }
            guard connections[index].isDrained else { return setDeadline(ofConnection: index, after: settings.idleMilliseconds) }
            pool.lend(to: &connections[index].output)
            var out = connections[index].output.bytes
            connections[index].output.bytes = []
            _ = link.session.send(into: &out, limit: outputBytesMax)
            connections[index].output.bytes = out
            if out.isEmpty { break }
        }
        pool.takeBack(from: &connections[index].output)
        if connections[index].input.isEmpty { pool.takeBack(from: &connections[index].input) }
        if link.isEnding || link.session.isOver { return linger(index) }
        if !link.streams.isEmpty { return connections[index].deadline.clear() }
        setDeadline(ofConnection: index, after: stopsAt == nil ? idleMilliseconds : goodbyeMilliseconds)
    }

    /// The connection is gone, and every request on it.
    func endStreams(of link: HTTP2Link) {
        let streams = link.streams
        link.streams = []
        for stream in streams {
            connections[stream].stream.parent = -1
            connections[stream].stream.isOver = true
            connections[stream].hungUp = true
            connections[stream].readable = true
            queue(stream)
        }
    }

    /// Has a connection driven before the loop waits again.
    func queue(_ index: Int32) {
        guard !connections[index].isQueued else { return }
        connections[index].isQueued = true
        runnable.append(connections.token(index))
    }
}
