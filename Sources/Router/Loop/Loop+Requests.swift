import Synchronization

// From a head to an exchange.

extension Loop {
    /// The head was read into `request`.
    func beginRequest(_ client: Int32) {
        let bytes = connections[client].input.bytes
        guard let exchange = exchanges.take() else { return closeConnection(client) }
        shared.requests.add(1, ordering: .relaxed)
        describe(exchange, client, bytes)
        connections[client].exchange = exchange
        endHead(of: client, request.byteCount)
        if answersChallenge(exchange, client, bytes) { return }
        if let expect = request.expect {
            guard bytes.equals(expect, lower: RequestHead.continueExpectation) else { return fail(exchange, .badExpectation) }
            guard sayContinue(exchange, client) else { return }
        }
        dispatch(exchange)
    }

    private func endHead(of client: Int32, _ count: Int) {
        connections[client].input.consume(count)
        connections[client].scan = HeadScan()
        connections[client].hasBegunHead = false
        connections[client].deadline.clear()
    }

    /// Fills in what the request is, and writes the head that dynos will get.
    private func describe(_ exchange: Int32, _ client: Int32, _ bytes: [UInt8]) {
        exchanges[exchange].client = client
        exchanges[exchange].started = now
        exchanges[exchange].isHead = request.isHead
        exchanges[exchange].isMinor0 = request.minorVersion == 0
        exchanges[exchange].takesChunks = request.minorVersion == 1 && connections[client].role == .client
        exchanges[exchange].scheme = Scheme(
            isSecure: connections[client].isSecure,
            isTrusted: connections[client].isTrusted,
            request.forwardedProto,
            bytes
        )
        if table?.hasAffinity == true { exchanges[exchange].affinity = affinityMark(bytes) }
        let isLast = request.minorVersion == 0 || request.connection.close
        exchanges[exchange].isLastOfClient = isLast
        exchanges[exchange].closesClient = isLast
        switch request.framing {
        case .none: break
        case .length(let count): exchanges[exchange].upload = Body(length: count)
        case .chunked: exchanges[exchange].upload = Body(chunkedOut: true)
        }
        exchanges[exchange].hasBody = !exchanges[exchange].upload.isDone
        let hop = RequestRestatement.Hop(
            peer: connections[client].peer,
            isTrusted: connections[client].isTrusted,
            port: Int(connections[client].isSecure ? shared.securePort : shared.port),
            proto: connections[client].isSecure ? "https" : "http",
            isHTTP2: connections[client].role == .stream,
            wallMilliseconds: wall / 1000
        )
        let forwardedFor = RequestRestatement.forwardedFor(request, bytes, hop)
        let passesUpgrade = RequestRestatement.allowsUpgrade(request, bytes)
        exchanges[exchange].wantsUpgrade = passesUpgrade
        let restatement = RequestRestatement(hop: hop, passesUpgrade: passesUpgrade)
        exchanges[exchange].write(request, bytes, restatement, forwardedFor: forwardedFor, &random)
    }

    private func affinityMark(_ bytes: [UInt8]) -> AffinityMark? {
        for place in 0..<request.fields.count where request.fields[place].name == .cookie {
            if let mark = AffinityMark.find(bytes, request.fields[place].value) { return mark }
        }
        return nil
    }

    /// RFC 9110, 10.1.1: nothing is said to HTTP/1.0 clients, or where the body is on its way already.
    private func sayContinue(_ exchange: Int32, _ client: Int32) -> Bool {
        guard !exchanges[exchange].isMinor0, exchanges[exchange].hasBody, connections[client].input.isEmpty else {
            return true
        }
        pool.lend(to: &connections[client].output)
        connections[client].output.bytes.append("HTTP/1.1 100 Continue\r\n\r\n")
        if flush(client) { return true }
        fail(exchange, .clientGone)
        return false
    }

    /// 400: nothing of the request is passed on, and the connection ends.
    func refuse(_ client: Int32, _ refusal: Refusal) {
        guard let exchange = exchanges.take() else { return closeConnection(client) }
        shared.requests.add(1, ordering: .relaxed)
        connections[client].exchange = exchange
        connections[client].deadline.clear()
        connections[client].input.consume(connections[client].input.count)
        exchanges[exchange].client = client
        exchanges[exchange].started = now
        exchanges[exchange].closesClient = true
        exchanges[exchange].text.writeUnread(peer: connections[client].peer, &random)
        fail(exchange, .badRequest(refusal))
    }
}
