import Model

// The head of an answer.

extension Loop {
    /// Passes on the final head as soon as it is whole, and interim ones before it.
    func takeHead(_ exchange: Int32, _ client: Int32, _ dyno: Int32) -> Step {
        while true {
            if !connections[dyno].input.isEmpty {
                if connections[dyno].scan.isFresh, isReadAtOnce(dyno) {
                    let step = takeResponse(exchange, client, dyno)
                    if step == .over || exchanges[exchange].hasResponseHead { return step }
                    continue
                }
                let outcome = connections[dyno].scan.look(
                    at: connections[dyno].input.bytes,
                    connections[dyno].input.range,
                    firstLineMax: settings.requestLineBytesMax,
                    lineMax: settings.headBytesMax,
                    headMax: settings.headBytesMax
                )
                switch outcome {
                case .incomplete: break
                case .bad(let refusal):
                    fail(exchange, .ofResponse(refusal))
                    return .over
                case .complete(let count):
                    let step = readWhole(exchange, client, dyno, count)
                    if step == .over || exchanges[exchange].hasResponseHead { return step }
                    continue
                }
            }
            switch fill(dyno) {
            case .moved: setDeadline(exchange, after: settings.idleMilliseconds)
            case .blocked: return .blocked
            case .ended, .failed:
                endedWithoutHead(exchange, dyno)
                return .over
            }
        }
    }

    private func isReadAtOnce(_ dyno: Int32) -> Bool {
        connections[dyno].begins(with: &response, limit: min(settings.requestLineBytesMax, settings.headBytesMax))
    }

    private func readWhole(_ exchange: Int32, _ client: Int32, _ dyno: Int32, _ count: Int) -> Step {
        let start = connections[dyno].input.range.lowerBound
        do throws(Refusal) {
            try response.read(connections[dyno].input.bytes, start..<start + count)
        } catch {
            fail(exchange, .ofResponse(error))
            return .over
        }
        return takeResponse(exchange, client, dyno)
    }

    /// A head was read into `response`.
    private func takeResponse(_ exchange: Int32, _ client: Int32, _ dyno: Int32) -> Step {
        let bytes = connections[dyno].input.bytes
        let count = response.byteCount
        connections[dyno].scan = HeadScan()
        if response.status == 101 {
            guard exchanges[exchange].wantsUpgrade else {
                fail(exchange, .badResponse)
                return .over
            }
            connections[dyno].input.consume(count)
            enterTunnel(exchange, client, bytes)
            return .over
        }
        if response.status < 200 {
            passInterim(exchange, client, bytes)
        } else {
            beginAnswer(exchange, client, bytes)
        }
        connections[dyno].input.consume(count)
        return .again
    }

    /// 1xx: passed on to those who know it; 100 was said by us already.
    private func passInterim(_ exchange: Int32, _ client: Int32, _ bytes: [UInt8]) {
        guard response.status != 100, !exchanges[exchange].isMinor0 else { return }
        pool.lend(to: &connections[client].output)
        ResponseRestatement(framing: .none, isChunkedOut: false, length: nil, closes: false)
            .write(response, bytes, into: &connections[client].output.bytes)
    }

    private func beginAnswer(_ exchange: Int32, _ client: Int32, _ bytes: [UInt8]) {
        let takesChunks = exchanges[exchange].takesChunks
        let status = response.status
        var length: Int?
        var isChunkedOut = false
        var idleMilliseconds = response.idleMilliseconds(settings)
        if case .length(let count) = response.framing { length = count }
        if exchanges[exchange].isHead || status == 304 || status == 204 {
            exchanges[exchange].download = Body()
            if status == 204 { length = nil }
            isChunkedOut = exchanges[exchange].isHead && response.framing == .chunked && takesChunks && status == 200
        } else {
            isChunkedOut = length == nil && takesChunks
            switch response.framing {
            case .length(let count): exchanges[exchange].download = Body(length: count)
            case .chunked: exchanges[exchange].download = Body(chunkedOut: takesChunks)
            case .untilClose, .none:
                exchanges[exchange].download = Body(untilCloseChunkedOut: takesChunks)
                idleMilliseconds = 0
            }
        }
        if saysLast(exchange) { exchanges[exchange].closesClient = true }
        exchanges[exchange].dynoIdleMilliseconds = idleMilliseconds
        exchanges[exchange].status = status
        exchanges[exchange].hasResponseHead = true
        exchanges[exchange].hasBegunAnswer = true
        pool.lend(to: &connections[client].output)
        ResponseRestatement(
            framing: exchanges[exchange].download.framing,
            isChunkedOut: isChunkedOut,
            length: length,
            closes: exchanges[exchange].closesClient,
            setCookie: affinityCookie(exchange),
            hsts: strictTransport(exchange)
        ).write(response, bytes, into: &connections[client].output.bytes)
    }

    /// The value of a Set-Cookie header, where the client has to learn which dyno it belongs to; empty: it knows, or need not.
    func affinityCookie(_ exchange: Int32) -> [UInt8] {
        guard exchanges[exchange].app?.hasAffinity == true else { return [] }
        guard let mark = connections[exchanges[exchange].dynoConnection].dyno?.affinity, mark != exchanges[exchange].affinity else {
            return []
        }
        return mark.cookie(isSecure: exchanges[exchange].scheme == .https)
    }

    /// The value of Strict-Transport-Security, which counts over HTTPS alone (RFC 6797, 7.2); empty: none.
    func strictTransport(_ exchange: Int32) -> [UInt8] {
        exchanges[exchange].scheme == .https ? exchanges[exchange].app?.hsts ?? [] : []
    }

    /// The dyno closed before its answer.
    private func endedWithoutHead(_ exchange: Int32, _ dyno: Int32) {
        guard connections[dyno].input.isEmpty else { return fail(exchange, .interrupted) }
        if !sendElsewhere(exchange) { fail(exchange, .closedWithoutResponse) }
    }
}
