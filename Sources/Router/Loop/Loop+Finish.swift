import Model
import Synchronization
import TLS

// How exchanges end, well or badly, and what is logged of them.

extension Loop {
    /// What the client has not taken yet; then the exchange is over.
    func flushAnswer(_ exchange: Int32) {
        let client = exchanges[exchange].client
        connections[client].stream.isFinished = true
        guard flush(client) else { return fail(exchange, .clientGone) }
        guard connections[client].isDrained else { return }
        writeLog(exchange)
        end(exchange)
    }

    /// Ends an exchange with a page, or, where an answer has begun already, by cutting it off.
    func fail(_ exchange: Int32, _ error: RouterError) {
        let client = exchanges[exchange].client
        releaseDyno(exchange, reuse: false)
        let isClientLost = error == .clientGone || error == .clientIdle
        if exchanges[exchange].error == nil { exchanges[exchange].error = error }
        if isClientLost { return abandon(exchange, client) }
        if exchanges[exchange].hasBegunAnswer { return cut(exchange, client) }
        let page = OwnAnswer.page(
            error,
            accept: exchanges[exchange].text.accept,
            requestID: exchanges[exchange].text.requestID,
            maintenance: exchanges[exchange].app?.maintenancePage ?? []
        )
        answer(exchange, page)
    }

    /// Ends an exchange, whose answer has not begun, with one of ours.
    func answer(_ exchange: Int32, _ answer: OwnAnswer) {
        exchanges[exchange].hasBegunAnswer = true
        if !exchanges[exchange].upload.isDone { exchanges[exchange].closesClient = true }
        if saysLast(exchange) { exchanges[exchange].closesClient = true }
        write(answer, exchange, exchanges[exchange].client)
        exchanges[exchange].phase = .flushing
        setDeadline(exchange, after: settings.idleMilliseconds)
        flushAnswer(exchange)
    }

    private func abandon(_ exchange: Int32, _ client: Int32) {
        writeLog(exchange)
        exchanges.give(back: exchange)
        // What the kernel still holds for somebody who does not read is dropped with it.
        cutOff(client)
    }

    private func cutOff(_ client: Int32) {
        if connections[client].role == .stream { resetStream(client) } else { net.resetOnClose(connections[client].socket) }
        closeConnection(client)
    }

    /// Ends an answer in its middle so that the client can tell: framing shows it, and where there is none, a reset.
    private func cut(_ exchange: Int32, _ client: Int32) {
        let isTunnel = exchanges[exchange].phase == .tunnel
        let framing = exchanges[exchange].download.framing
        let isBare = (framing == .chunked || framing == .untilClose) && !exchanges[exchange].download.isChunkedOut
        writeLog(exchange)
        exchanges.give(back: exchange)
        connections[client].exchange = -1
        if (isBare && !isTunnel) || connections[client].role == .stream { return cutOff(client) }
        connections[client].closesAfterOutput = true
        setDeadline(ofConnection: client, after: settings.idleMilliseconds)
        runnable.append(connections.token(client))
    }

    private func write(_ answer: OwnAnswer, _ exchange: Int32, _ client: Int32) {
        pool.lend(to: &connections[client].output)
        var out = connections[client].output.bytes
        connections[client].output.bytes = []
        out.append("HTTP/1.1 ")
        out.append(decimal: answer.status)
        out.append(" ")
        out.append(answer.reason)
        if let type = answer.type {
            out.append("\r\nContent-Type: ")
            out.append(type)
            out.append("\r\nCache-Control: no-store")
        }
        if !answer.location.isEmpty {
            out.append("\r\nLocation: ")
            out += answer.location
        }
        let hsts = strictTransport(exchange)
        if !hsts.isEmpty {
            out.append("\r\nStrict-Transport-Security: ")
            out += hsts
        }
        out.append("\r\nContent-Length: ")
        out.append(decimal: answer.body.count)
        out.append("\r\nX-Request-Id: ")
        out += exchanges[exchange].text.requestID
        if exchanges[exchange].closesClient { out.append("\r\nConnection: close") }
        out.append("\r\nVia: 1.1 renga\r\n\r\n")
        if !exchanges[exchange].isHead { out += answer.body }
        connections[client].output.bytes = out
    }

    private func end(_ exchange: Int32) {
        let client = exchanges[exchange].client
        // Not for a router that ends: where the answer did not say so, the next request may be on its way.
        let closes = exchanges[exchange].closesClient
        connections[client].hasSaidLast =
            exchanges[exchange].isLastOfClient && exchanges[exchange].upload.isDone && !exchanges[exchange].isUploadBroken
        exchanges.give(back: exchange)
        connections[client].exchange = -1
        guard connections[client].role == .client else { return closeConnection(client) }
        connections[client].isReused = true
        if closes { connections[client].closesAfterOutput = true }
        // The next request of this connection, if it is here already, is not begun on this stack.
        if closes || hasMore(client) || connections[client].hungUp {
            runnable.append(connections.token(client))
        } else {
            pool.takeBack(from: &connections[client].input)
            pool.takeBack(from: &connections[client].output)
            setDeadline(ofConnection: client, after: idleMilliseconds)
        }
    }

    private func writeLog(_ exchange: Int32) {
        let status = exchanges[exchange].error?.status ?? exchanges[exchange].status
        let hasDyno = !exchanges[exchange].dynoName.isEmpty
        let service = now - exchanges[exchange].attempted - exchanges[exchange].connectMilliseconds
        tally(exchange, status: status, service: hasDyno ? service : nil)
        let client = exchanges[exchange].client
        log.add(wall: wall, now: now, room: exchanges[exchange].logLineMax) { line in
            exchanges[exchange].write(to: &line, status: status, service: max(service, 0))
            appendProtocol(of: client, to: &line)
        }
        if log.bytes.count >= LogBatch.bytesMax { flushLog() }
    }

    private func appendProtocol(of client: Int32, to line: inout OutputSpan<UInt8>) {
        let isStream = connections[client].role == .stream
        if isStream {
            line.append(" protocol=http2.0")
        } else {
            line.append(connections[client].isSecure ? " protocol=https" : " protocol=http")
        }
        if connections[client].isSecure {
            let parent = isStream ? connections[client].stream.parent : client
            line.append(" tls=true tls_version=")
            line.append(parent >= 0 ? connections[parent].tls?.session.version ?? "unknown" : "unknown")
        }
        line.append(UInt8(ascii: "\n"))
    }

    /// The line of a client whose request was not even read.
    func logTurnedAway(_ peer: [UInt8], isSecure: Bool, _ error: RouterError) {
        shared.requests.add(1, ordering: .relaxed)
        tallyTurnedAway(error)
        let start = error.logStart
        log.add(wall: wall, now: now, room: start.utf8.count + peer.count + 128) { line in
            line.append("-\t")
            start.utf8.forEach { line.append($0) }
            line.append(" method= path= host= request_id= fwd=\"")
            line.append(peer)
            line.append("\" dyno= connect= service= status=")
            line.append(decimal: error.status)
            line.append(isSecure ? " bytes= protocol=https\n" : " bytes= protocol=http\n")
        }
        if log.bytes.count >= LogBatch.bytesMax { flushLog() }
    }
}
