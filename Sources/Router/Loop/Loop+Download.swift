import Model

// Dyno to client.

extension Loop {
    func pumpDownload(_ exchange: Int32) -> Step {
        let client = exchanges[exchange].client
        let dyno = exchanges[exchange].dynoConnection
        for _ in 0..<4 {
            if !exchanges[exchange].hasResponseHead {
                switch takeHead(exchange, client, dyno) {
                case .over: return .over
                case .blocked: return flush(client) ? .blocked : gone(exchange)
                case .again: break
                }
            }
            if !exchanges[exchange].download.isDone, connections[client].output.count < outputBytesMax {
                switch takeBody(exchange, client, dyno) {
                case .over: return .over
                case .blocked: return flush(client) ? .blocked : gone(exchange)
                case .again: break
                }
            }
            if exchanges[exchange].download.isDone { return complete(exchange) }
            if connections[dyno].input.isEmpty && connections[dyno].readable
                && connections[client].output.count < outputBytesMax / 2
            {
                continue
            }
            guard flush(client) else { return gone(exchange) }
            guard connections[client].output.isEmpty else { return .blocked }
        }
        return .again
    }

    private func gone(_ exchange: Int32) -> Step {
        fail(exchange, .clientGone)
        return .over
    }

    private func takeBody(_ exchange: Int32, _ client: Int32, _ dyno: Int32) -> Step {
        let remaining = exchanges[exchange].download.remaining
        if exchanges[exchange].download.framing == .length,
            splices(exchange, remaining: remaining, from: dyno, isDown: true)
        {
            return spliceBody(exchange, client, dyno, remaining)
        }
        if connections[dyno].input.isEmpty {
            switch fill(dyno) {
            case .moved: setDeadline(exchange, after: settings.idleMilliseconds)
            case .blocked: return .blocked
            case .ended where exchanges[exchange].download.framing == .untilClose: return endOfStream(exchange, client)
            case .ended, .failed:
                fail(exchange, .interrupted)
                return .over
            }
        }
        switch exchanges[exchange].download.framing {
        case .none: return .again
        case .length: return takeLength(exchange, client, dyno)
        case .chunked: return takeChunks(exchange, client, dyno)
        case .untilClose:
            let count = connections[dyno].input.count
            let isChunked = exchanges[exchange].download.isChunkedOut
            pool.lend(to: &connections[client].output)
            if isChunked {
                connections[client].output.bytes.append(hexadecimal: count)
                connections[client].output.bytes.append("\r\n")
            }
            copy(count, from: dyno, to: client)
            if isChunked { connections[client].output.bytes.append("\r\n") }
            exchanges[exchange].bytes += count
            return .again
        }
    }

    private func spliceBody(_ exchange: Int32, _ client: Int32, _ dyno: Int32, _ remaining: Int) -> Step {
        guard flush(client) else { return gone(exchange) }
        guard connections[client].output.isEmpty else { return .blocked }
        switch splice(exchange, remaining: remaining, from: dyno, to: client) {
        case .blocked: return .blocked
        case .sinkGone: return gone(exchange)
        case .sourceGone:
            fail(exchange, .interrupted)
            return .over
        case .moved(let count):
            exchanges[exchange].bytes += count
            exchanges[exchange].download.remaining -= count
            guard exchanges[exchange].download.remaining == 0 else { return .again }
            exchanges[exchange].download.isDone = true
            // Only a read tells that nothing follows, so that the connection may be used again.
            _ = fill(dyno)
            return .again
        }
    }

    private func endOfStream(_ exchange: Int32, _ client: Int32) -> Step {
        if exchanges[exchange].download.isChunkedOut { connections[client].output.bytes.append("0\r\n\r\n") }
        exchanges[exchange].download.isDone = true
        return .again
    }

    private func takeLength(_ exchange: Int32, _ client: Int32, _ dyno: Int32) -> Step {
        let count = min(exchanges[exchange].download.remaining, connections[dyno].input.count)
        var moved = count
        if connections[client].output.isEmpty {
            guard let written = pass(count, from: dyno, to: client) else { return gone(exchange) }
            moved = written
        } else {
            copy(count, from: dyno, to: client)
        }
        exchanges[exchange].bytes += moved
        exchanges[exchange].download.remaining -= moved
        if exchanges[exchange].download.remaining == 0 { exchanges[exchange].download.isDone = true }
        return moved < count ? .blocked : .again
    }

    private func takeChunks(_ exchange: Int32, _ client: Int32, _ dyno: Int32) -> Step {
        pool.lend(to: &connections[client].output)
        let before = exchanges[exchange].download.decoder?.payload ?? 0
        let outcome = decode(&exchanges[exchange].download, from: dyno, to: client)
        exchanges[exchange].bytes += (exchanges[exchange].download.decoder?.payload ?? 0) - before
        switch outcome {
        case .more: return .again
        case .done:
            exchanges[exchange].download.isDone = true
            if let trailers = exchanges[exchange].download.decoder?.trailers, !trailers.isEmpty { keep(trailers: trailers, for: client) }
            return .again
        case .bad:
            fail(exchange, .badResponse)
            return .over
        }
    }

    /// The whole answer is read: the dyno is free, the client gets the rest at its own pace.
    private func complete(_ exchange: Int32) -> Step {
        let isSent = exchanges[exchange].isSent && !exchanges[exchange].isUploadBroken
        if !isSent { exchanges[exchange].closesClient = true }
        releaseDyno(exchange, reuse: isSent && exchanges[exchange].dynoIdleMilliseconds > 0, isAnswered: isSent)
        exchanges[exchange].phase = .flushing
        setDeadline(exchange, after: settings.idleMilliseconds)
        flushAnswer(exchange)
        return .over
    }
}
