import Model

// The exchange itself: both directions, as far as the sockets go right now.

extension Loop {
    /// How much output is gathered before it is written.
    var outputBytesMax: Int { 64 << 10 }

    func pump(_ exchange: Int32) {
        let client = exchanges[exchange].client
        switch exchanges[exchange].phase {
        case .waiting:
            if connections[client].hungUp { fail(exchange, .clientGone) }
        case .connecting:
            if connections[client].hungUp { fail(exchange, .clientGone) } else { finishConnecting(exchange) }
        case .exchanging: pumpExchange(exchange)
        case .tunnel: pumpTunnel(exchange)
        case .flushing: flushAnswer(exchange)
        }
    }

    private func pumpExchange(_ exchange: Int32) {
        let client = exchanges[exchange].client
        if connections[client].hungUp, exchanges[exchange].upload.isDone { return fail(exchange, .clientGone) }
        for _ in 0..<16 {
            let up = pumpUpload(exchange)
            if up == .over { return }
            let down = pumpDownload(exchange)
            if down == .over { return }
            if up == .blocked, down == .blocked { return }
        }
        // A fast stream: the others get their turn first.
        runnable.append(connections.token(client))
    }

    // MARK: client to dyno

    private func pumpUpload(_ exchange: Int32) -> Step {
        let client = exchanges[exchange].client
        let dyno = exchanges[exchange].dynoConnection
        guard dyno >= 0, !exchanges[exchange].isSent else { return .blocked }
        for _ in 0..<4 {
            if !exchanges[exchange].upload.isDone, !connections[client].input.isEmpty {
                if moveUpload(exchange, from: client, to: dyno) == .over { return .over }
            }
            if !exchanges[exchange].isUploadBroken, !flush(dyno) {
                if sendElsewhere(exchange) { return .over }
                breakUpload(exchange, dyno)
            } else if exchanges[exchange].isUnseen, connections[dyno].output.hasBegun {
                exchanges[exchange].isUnseen = false
            }
            guard connections[dyno].output.isEmpty else { return .blocked }
            if exchanges[exchange].upload.isDone {
                exchanges[exchange].isSent = true
                if !exchanges[exchange].hasResponseHead { setDeadline(exchange, after: settings.firstByteMilliseconds) }
                return .blocked
            }
            guard connections[client].input.isEmpty else {
                // More has come than one output holds: nobody else says that it may go on.
                guard connections[dyno].writable else { return .blocked }
                continue
            }
            let remaining = exchanges[exchange].upload.remaining
            if exchanges[exchange].upload.framing == .length,
                splices(exchange, remaining: remaining, from: client, isDown: false)
            {
                switch spliceUpload(exchange, client, dyno, remaining) {
                case .again: continue
                case .blocked: return .blocked
                case .over: return .over
                }
            }
            switch fill(client) {
            case .moved: setDeadline(exchange, after: settings.idleMilliseconds)
            case .blocked: return .blocked
            case .ended, .failed:
                fail(exchange, .clientGone)
                return .over
            }
        }
        return .again
    }

    private func spliceUpload(_ exchange: Int32, _ client: Int32, _ dyno: Int32, _ remaining: Int) -> Step {
        switch splice(exchange, remaining: remaining, from: client, to: dyno) {
        case .blocked: return .blocked
        case .sinkGone: breakUpload(exchange, dyno)
        case .sourceGone:
            fail(exchange, .clientGone)
            return .over
        case .moved(let count):
            exchanges[exchange].upload.remaining -= count
            if exchanges[exchange].upload.remaining == 0 { exchanges[exchange].upload.isDone = true }
        }
        return .again
    }

    private func moveUpload(_ exchange: Int32, from client: Int32, to dyno: Int32) -> Step {
        guard connections[dyno].output.count < outputBytesMax else { return .again }
        switch exchanges[exchange].upload.framing {
        case .length:
            let count = min(exchanges[exchange].upload.remaining, connections[client].input.count)
            var moved = count
            if connections[dyno].output.isEmpty {
                guard let written = pass(count, from: client, to: dyno) else {
                    breakUpload(exchange, dyno)
                    return .again
                }
                moved = written
            } else {
                copy(count, from: client, to: dyno)
            }
            exchanges[exchange].upload.remaining -= moved
            if exchanges[exchange].upload.remaining == 0 { exchanges[exchange].upload.isDone = true }
        case .chunked:
            pool.lend(to: &connections[dyno].output)
            switch decode(&exchanges[exchange].upload, from: client, to: dyno) {
            case .more: break
            case .done: exchanges[exchange].upload.isDone = true
            case .bad:
                exchanges[exchange].closesClient = true
                fail(exchange, .badRequest(.badChunk))
                return .over
            }
        case .none, .untilClose: exchanges[exchange].upload.isDone = true
        }
        return .again
    }

    /// The dyno takes no more of the request; the answer that it may have sent still counts.
    private func breakUpload(_ exchange: Int32, _ dyno: Int32) {
        exchanges[exchange].isUploadBroken = true
        if !exchanges[exchange].upload.isDone { exchanges[exchange].closesClient = true }
        exchanges[exchange].upload.isDone = true
        connections[dyno].output.clear()
        if exchanges[exchange].pipe?.isDown == false { releasePipe(exchange) }
        connections[dyno].readable = true
    }

    func decode(_ body: inout Body, from source: Int32, to sink: Int32) -> ChunkDecoder.Outcome {
        guard var decoder = body.decoder else { return .bad }
        body.decoder = nil
        let (taken, outcome) = decoder.decode(
            connections[source].input.bytes,
            connections[source].input.range,
            into: &connections[sink].output.bytes,
            chunked: body.isChunkedOut,
            limit: outputBytesMax
        )
        body.decoder = decoder
        connections[source].input.consume(taken)
        return outcome
    }
}
