import Model

// After 101: bytes pass both ways as they are, until one side ends, falls silent, or the dyno is removed.

extension Loop {
    func enterTunnel(_ exchange: Int32, _ client: Int32, _ bytes: [UInt8]) {
        exchanges[exchange].phase = .tunnel
        exchanges[exchange].status = 101
        exchanges[exchange].hasBegunAnswer = true
        exchanges[exchange].closesClient = true
        pool.lend(to: &connections[client].output)
        ResponseRestatement(
            framing: .none,
            isChunkedOut: false,
            length: nil,
            closes: false,
            isUpgrade: true,
            setCookie: affinityCookie(exchange),
            hsts: strictTransport(exchange)
        ).write(response, bytes, into: &connections[client].output.bytes)
        // It is no backlog: it waits for nothing.
        exchanges[exchange].part?.end()
        exchanges[exchange].part = nil
        let dyno = exchanges[exchange].dynoConnection
        if stopsAt != nil || connections[dyno].dyno?.isRetired == true {
            exchanges[exchange].graceEnds = now + Int64(settings.upgradeGraceMilliseconds)
        }
        setDeadline(exchange, after: settings.idleMilliseconds)
        pumpTunnel(exchange)
    }

    func pumpTunnel(_ exchange: Int32) {
        let client = exchanges[exchange].client
        let dyno = exchanges[exchange].dynoConnection
        guard dyno >= 0 else { return finishTunnel(exchange) }
        for _ in 0..<16 {
            let up = carry(exchange, from: client, to: dyno, isDown: false)
            let down = carry(exchange, from: dyno, to: client, isDown: true)
            if up == .over || down == .over { return finishTunnel(exchange) }
            if up == .blocked, down == .blocked {
                if exchanges[exchange].clientEnded, exchanges[exchange].dynoEnded { finishTunnel(exchange) }
                return
            }
        }
        runnable.append(connections.token(client))
    }

    private func carry(_ exchange: Int32, from source: Int32, to sink: Int32, isDown: Bool) -> Step {
        guard flush(sink) else { return .over }
        guard connections[sink].output.isEmpty else { return .blocked }
        let hasEnded = isDown ? exchanges[exchange].dynoEnded : exchanges[exchange].clientEnded
        guard !hasEnded else { return .blocked }
        if connections[source].input.isEmpty {
            switch fill(source) {
            case .moved: setDeadline(exchange, after: settings.idleMilliseconds)
            case .blocked: return .blocked
            case .failed: return .over
            case .ended:
                net.shutdownWriting(connections[sink].socket)
                if isDown { exchanges[exchange].dynoEnded = true } else { exchanges[exchange].clientEnded = true }
                return .blocked
            }
        }
        let range = connections[source].input.range
        guard let written = pass(range.count, from: source, to: sink) else { return .over }
        if isDown {
            exchanges[exchange].bytes += written
            let sent = range.lowerBound..<range.lowerBound + written
            exchanges[exchange].frames.pass(connections[source].input.bytes, sent)
        }
        return written < range.count ? .blocked : .again
    }

    /// How long the end of a frame is waited for when the grace is over, and how often it is looked for; milliseconds.
    private var frameMillisecondsMax: Int64 { 1_000 }
    private var frameLookMilliseconds: Int64 { 20 }

    func tunnelTimedOut(_ exchange: Int32) {
        guard isGraceOver(exchange) else { return fail(exchange, .idleDyno) }
        let client = exchanges[exchange].client
        guard !exchanges[exchange].dynoEnded else { return finishTunnel(exchange) }
        if exchanges[exchange].frames.isBetweenFrames, connections[client].output.isEmpty {
            pool.lend(to: &connections[client].output)
            connections[client].output.bytes.append(contentsOf: WebSocketFrames.goingAway)
            return finishTunnel(exchange)
        }
        guard now < exchanges[exchange].graceEnds + frameMillisecondsMax else { return finishTunnel(exchange) }
        wheel.set(&exchanges[exchange].deadline, at: now + frameLookMilliseconds, owner: .exchange(exchange))
    }

    private func finishTunnel(_ exchange: Int32) {
        releaseDyno(exchange, reuse: false)
        exchanges[exchange].phase = .flushing
        setDeadline(exchange, after: settings.idleMilliseconds)
        flushAnswer(exchange)
    }
}
