import Synchronization

// From a head to an exchange.

extension Loop {
    func beginRequest(_ client: Int32, headCount: Int) {
        let bytes = connections[client].input.bytes
        let start = connections[client].input.range.lowerBound
        do throws(Refusal) {
            try request.read(bytes, start..<start + headCount)
        } catch {
            return refuse(client, error)
        }
        guard let exchange = exchanges.take() else { return closeConnection(client) }
        shared.requests.add(1, ordering: .relaxed)
        describe(exchange, client, bytes)
        connections[client].exchange = exchange
        endHead(of: client, headCount)
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
        exchanges[exchange].host.append(bytes, request.hostName)
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
        if let accept = request.accept { exchanges[exchange].accept.append(bytes, accept) }
        let isLast = request.minorVersion == 0 || request.connection.close
        exchanges[exchange].isLastOfClient = isLast
        exchanges[exchange].closesClient = isLast
        switch request.framing {
        case .none: break
        case .length(let count): exchanges[exchange].upload = Body(length: count)
        case .chunked: exchanges[exchange].upload = Body(chunkedOut: true)
        }
        exchanges[exchange].hasBody = !exchanges[exchange].upload.isDone
        if let id = RequestRestatement.validRequestID(bytes, request.requestID) {
            exchanges[exchange].requestID.append(bytes, id)
        } else {
            random.appendUUID(to: &exchanges[exchange].requestID)
        }
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
        RequestRestatement(hop: hop, requestID: exchanges[exchange].requestID, passesUpgrade: passesUpgrade)
            .write(request, bytes, forwardedFor: forwardedFor, into: &exchanges[exchange].head)
        writeLogText(exchange, bytes, forwardedFor)
    }

    private func affinityMark(_ bytes: [UInt8]) -> AffinityMark? {
        for field in request.fields where field.name == .cookie {
            if let mark = AffinityMark.find(bytes, field.value) { return mark }
        }
        return nil
    }

    /// The middle of the log line, from the method to the forwarded addresses.
    private func writeLogText(_ exchange: Int32, _ bytes: [UInt8], _ forwardedFor: [UInt8]) {
        let requestID = exchanges[exchange].requestID
        // A quote becomes three characters.
        let quoted = 3 * (request.target.count + forwardedFor.count)
        let room = 64 + request.method.count + quoted + request.hostName.count + requestID.count
        exchanges[exchange].logText.append(addingCapacity: room) { text in
            text.append(" method=")
            text.append(bytes, request.method)
            text.append(" path=\"")
            if request.target.isEmpty { text.append(UInt8(ascii: "/")) }
            appendQuoted(bytes, request.target, to: &text)
            text.append("\" host=")
            text.append(bytes, request.hostName)
            text.append(" request_id=")
            text.append(requestID)
            text.append(" fwd=\"")
            appendQuoted(forwardedFor, 0..<forwardedFor.count, to: &text)
            text.append(UInt8(ascii: "\""))
        }
    }

    private func appendQuoted(_ bytes: [UInt8], _ range: Range<Int>, to text: inout OutputSpan<UInt8>) {
        let quote = bytes.firstIndex(of: UInt8(ascii: "\""), from: range.lowerBound, to: range.upperBound)
        text.append(bytes, range.lowerBound..<quote)
        for position in quote..<range.upperBound {
            if bytes[position] == UInt8(ascii: "\"") { text.append("%22") } else { text.append(bytes[position]) }
        }
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
        random.appendUUID(to: &exchanges[exchange].requestID)
        exchanges[exchange].logText.append(" method= path= host= request_id=")
        exchanges[exchange].logText += exchanges[exchange].requestID
        exchanges[exchange].logText.append(" fwd=\"")
        exchanges[exchange].logText += connections[client].peer
        exchanges[exchange].logText.append(UInt8(ascii: "\""))
        fail(exchange, .badRequest(refusal))
    }
}
