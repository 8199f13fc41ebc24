import Model
import Synchronization
import TLS

extension Loop {
    func acceptAll(_ listener: Listener) {
        while true {
            switch net.accept(listener.descriptor) {
            case .none: return
            case .exhausted: guard net.refuse(listener.descriptor) else { return }
            case .connection(let socket, let peer): admit(socket, peer, isSecure: listener.purpose == .https)
            }
        }
    }

    private func admit(_ socket: Int32, _ peer: [UInt8], isSecure: Bool) {
        let open = shared.connections.add(1, ordering: .relaxed).newValue
        guard open <= settings.connectionsMax, let index = connections.take() else {
            shared.connections.subtract(1, ordering: .relaxed)
            logTurnedAway(peer, isSecure: isSecure, .connectionLimit)
            return isSecure ? net.close(socket) : turnAway(socket)
        }
        connections[index].socket = socket
        connections[index].peer = peer
        connections[index].isTrusted = shared.trustedPeers.contains(peer)
        connections[index].writable = true
        if isSecure, !secure(index) { return closeConnection(index) }
        // A handshake is as long under way as a head may be.
        setDeadline(ofConnection: index, after: isSecure ? settings.firstByteMilliseconds : idleMilliseconds)
        if !net.watch(socket, token: connections.token(index)) { closeConnection(index) }
    }

    /// H22, as far as the socket takes it at once.
    private func turnAway(_ socket: Int32) {
        let error = RouterError.connectionLimit
        let body = ErrorPage.body(error, json: false, requestID: [])
        var answer: [UInt8] = []
        answer.append("HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ")
        answer.append(decimal: body.count)
        answer.append("\r\nConnection: close\r\nVia: 1.1 renga\r\n\r\n")
        answer += body
        _ = net.write(socket, answer, 0..<answer.count)
        net.close(socket)
    }

    /// A client between two requests: what is left of the last answer goes out, then the next head comes in.
    func driveClient(_ index: Int32) {
        if let http2 = connections[index].http2 { return driveHTTP2(index, http2) }
        if connections[index].role == .stream, connections[index].stream.isOver { return closeConnection(index) }
        if connections[index].stream.isMalformed { return refuse(index, .headTooLong) }
        if connections[index].isLingering { return discard(index) }
        guard flush(index) else { return closeConnection(index) }
        guard connections[index].isDrained else { return }
        if connections[index].closesAfterOutput { return linger(index) }
        while true {
            if readHead(index) { return }
            switch fill(index) {
            case .moved: continue
            case .ended, .failed: return closeConnection(index)
            case .blocked: return rest(index)
            }
        }
    }

    /// Looks at what has come of a head; true when a request has begun or was refused.
    private func readHead(_ index: Int32) -> Bool {
        if connections[index].role == .client, !connections[index].isReused, !connections[index].input.isEmpty,
            let begins = beginsHTTP2(index)
        {
            return begins
        }
        if !connections[index].hasBegunHead { skipEmptyLines(index) }
        guard !connections[index].input.isEmpty, connections[index].hasBegunHead || !isHalfEmptyLine(index) else { return false }
        if !connections[index].hasBegunHead {
            connections[index].hasBegunHead = true
            setDeadline(ofConnection: index, after: settings.firstByteMilliseconds)
        }
        if connections[index].scan.isFresh, isReadAtOnce(index) {
            beginRequest(index)
            return true
        }
        let outcome = connections[index].scan.look(
            at: connections[index].input.bytes,
            connections[index].input.range,
            firstLineMax: settings.requestLineBytesMax,
            lineMax: settings.headerLineBytesMax,
            headMax: settings.headBytesMax
        )
        switch outcome {
        case .incomplete: return false
        case .complete(let count): readWhole(index, count)
        case .bad(let refusal): refuse(index, refusal)
        }
        return true
    }

    private func isReadAtOnce(_ index: Int32) -> Bool {
        let limit = min(settings.requestLineBytesMax, settings.headerLineBytesMax, settings.headBytesMax)
        return connections[index].begins(with: &request, limit: limit)
    }

    private func readWhole(_ index: Int32, _ count: Int) {
        let start = connections[index].input.range.lowerBound
        do throws(Refusal) {
            try request.read(connections[index].input.bytes, start..<start + count)
        } catch {
            return refuse(index, error)
        }
        beginRequest(index)
    }

    /// RFC 9112, 2.2: empty lines before a request are not an error.
    private func skipEmptyLines(_ index: Int32) {
        while connections[index].input.count >= 2 {
            let start = connections[index].input.range.lowerBound
            guard connections[index].input.bytes[start] == ASCII.carriageReturn,
                connections[index].input.bytes[start + 1] == ASCII.lineFeed
            else { return }
            connections[index].input.consume(2)
        }
    }

    /// A CR that came alone: its LF is on the way, or it is no head.
    private func isHalfEmptyLine(_ index: Int32) -> Bool {
        let start = connections[index].input.range.lowerBound
        return connections[index].input.count == 1 && connections[index].input.bytes[start] == ASCII.carriageReturn
    }

    private func rest(_ index: Int32) {
        pool.takeBack(from: &connections[index].input)
        pool.takeBack(from: &connections[index].output)
        // The time of a handshake is set.
        if !connections[index].hasBegunHead, connections[index].tls?.session.isEstablished ?? true {
            setDeadline(ofConnection: index, after: idleMilliseconds)
        }
    }

    /// Says that nothing more comes, and waits a moment for the client to see it.
    func linger(_ index: Int32) {
        guard connections[index].role == .client else { return closeConnection(index) }
        if !connections[index].hungUp { closeSecured(index) }
        let isQuiet = !hasMore(index)
        if connections[index].hungUp || (connections[index].hasSaidLast && isQuiet) { return closeConnection(index) }
        connections[index].isLingering = true
        net.shutdownWriting(connections[index].socket)
        setDeadline(ofConnection: index, after: 2000)
        discard(index)
    }

    func discard(_ index: Int32) {
        connections[index].input.consume(connections[index].input.count)
        while true {
            switch fill(index) {
            case .moved: connections[index].input.consume(connections[index].input.count)
            case .blocked: return pool.takeBack(from: &connections[index].input)
            case .ended, .failed: return closeConnection(index)
            }
        }
    }

    func closeConnection(_ index: Int32) {
        if let link = connections[index].http2 { endStreams(of: link) }
        switch connections[index].role {
        case .stream: leaveStream(index)
        case .dyno:
            net.close(connections[index].socket)
            if connections[index].awaitsClose { connections[index].dyno?.closing -= 1 }
        case .client:
            net.close(connections[index].socket)
            shared.connections.subtract(1, ordering: .relaxed)
        }
        connections[index].input.consume(connections[index].input.count)
        pool.takeBack(from: &connections[index].input)
        connections.give(back: index)
    }
}
