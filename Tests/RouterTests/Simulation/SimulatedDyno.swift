@testable import Router

/// The dyno's end of one connection: reads requests strictly, answers each with its own mark and letter.
final class SimulatedDyno: SimulatedPeer {
    private(set) var wakesAt: Int64?
    private(set) var requestCount = 0

    /// When it closes the connection for want of a request.
    private(set) var alarm: Int64?
    private let port: UInt16
    private let socket: Int32
    private let isWell: Bool
    private let raw: [UInt8]?
    private let takesAtMost: Int
    private let sendsAtMost: Int
    /// How long it keeps an idle connection, and whether it says so; nil: for ever.
    private let keepsFor: Int64?
    private let saysHowLong: Bool
    private var isConnecting: Bool
    private var received: [UInt8] = []
    private var output: [UInt8] = []
    private var endsAfterOutput = false
    private var isSilent = false
    private var hasEnded = false

    /// - Parameters:
    ///   - connectsAt: When its listener answers; nil: the connection is there.
    ///   - raw: Sent, whatever comes, instead of answers.
    init(socket: Int32, port: UInt16, isWell: Bool, connectsAt: Int64?, raw: [UInt8]?, in network: SimulatedNetwork) {
        self.socket = socket
        self.port = port
        saysHowLong = network.choices.oneIn(2)
        keepsFor = network.choices.oneIn(2) ? nil : saysHowLong ? 2_000 : 1_200
        self.isWell = isWell
        self.raw = raw
        isConnecting = connectsAt != nil
        wakesAt = connectsAt
        takesAtMost = network.pieceSize()
        sendsAtMost = network.pieceSize()
    }

    func act(in network: SimulatedNetwork) -> Bool {
        wakesAt = nil
        guard let found = network.sockets[socket] else { return false }
        if isConnecting {
            isConnecting = false
            network.withSocket(socket) { $0.finishConnecting() }
            return true
        }
        guard !hasEnded else { return false }
        if found.isClosedByRouter, found.outbound.isEmpty {
            hasEnded = true
            return true
        }
        // A server that gives up on an idle connection does not look whether a request has just come.
        if let alarm, alarm <= network.clock { return finish(network, withReset: false) }
        // A reset of an idle connection can be known before anything is written, an end in the last moment cannot.
        if alarm != nil, found.inbound.isEmpty, found.outbound.isEmpty, network.choices.oneIn(12) {
            return finish(network, withReset: true)
        }
        if !isWell, network.choices.oneIn(200) { return finish(network, withReset: network.choices.oneIn(2)) }
        if network.choices.oneIn(2) { return send(network) || take(found, network) }
        return take(found, network) || send(network)
    }

    private func finish(_ network: SimulatedNetwork, withReset: Bool) -> Bool {
        hasEnded = true
        network.withSocket(socket) { if withReset { $0.reset() } else { $0.end() } }
        return true
    }

    private func take(_ found: SimulatedSocket, _ network: SimulatedNetwork) -> Bool {
        guard !found.outbound.isEmpty else { return false }
        let count = 1 + network.choices.below(takesAtMost)
        received += network.withSocket(socket) { $0.take(count) } ?? []
        alarm = nil
        if let raw, requestCount == 0 {
            requestCount = 1
            output += raw
        } else if raw == nil, !isSilent {
            readRequests(network)
        }
        return true
    }

    private func send(_ network: SimulatedNetwork) -> Bool {
        guard output.isEmpty else {
            let count = min(1 + network.choices.below(sendsAtMost), output.count)
            network.withSocket(socket) { $0.send(output.prefix(count)) }
            output.removeFirst(count)
            if output.isEmpty, received.isEmpty, requestCount > 0, !endsAfterOutput { alarm = keepsFor.map { network.clock + $0 } }
            return true
        }
        return endsAfterOutput ? finish(network, withReset: false) : false
    }

    private func readRequests(_ network: SimulatedNetwork) {
        // A head that has not ended is not worth a look yet.
        guard received.count > 60 else { return }
        while !endsAfterOutput {
            var reader = WireReader(received)
            switch reader.request() {
            case .incomplete(let request):
                if network.areRequestsMarked, let mark = request["x-mark"] { network.saw(mark, on: socket) }
                return
            case .malformed(let why): return network.violations.append("a dyno got \(why)")
            case .message(let request):
                received.removeFirst(reader.position)
                requestCount += 1
                check(request, network)
                answer(request, network)
            }
        }
    }

    /// A request's body is its own letter alone.
    private func check(_ request: WireReader.Message, _ network: SimulatedNetwork) {
        guard network.areRequestsMarked else { return }
        network.saw(request["x-mark"] ?? "", on: socket)
        if isWell, !network.isChangingRoutes, let wanted = request["x-wanted"], wanted != "\(port)" {
            network.violations.append("a client of dyno \(wanted) came to \(port)")
        }
        guard let letter = request["x-mark"]?.utf8.last, request.start.count == 3 else {
            return network.violations.append("a dyno got a request without a mark: \(request.start)")
        }
        if request.start[1] != "/" + (request["x-mark"] ?? "") || !request.body.allSatisfy({ $0 == letter }) {
            network.violations.append("bytes of one request in another: \(request.start)")
        }
    }

    private func answer(_ request: WireReader.Message, _ network: SimulatedNetwork) {
        let mark = request["x-mark"] ?? ""
        let letter = mark.utf8.last ?? 0
        let isHead = request.start.first == "HEAD"
        if !isWell, network.choices.oneIn(8) { return misbehave(mark, &network.choices) }
        if network.choices.oneIn(8) { output += Array("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".utf8) }
        let body = [UInt8](repeating: letter, count: network.bodySize())
        let keepAlive = keepsFor.map { saysHowLong ? "Keep-Alive: timeout=\($0 / 1000)\r\n" : "" } ?? ""
        let head = "HTTP/1.1 200 OK\r\nX-Mark: \(mark)\r\n\(keepAlive)"
        switch network.choices.below(8) {
        case 0: output += Array("HTTP/1.1 204 No Content\r\nX-Mark: \(mark)\r\n\(keepAlive)\r\n".utf8)
        case 1:
            // An answer to HEAD is whole without an end: only a word can announce it.
            output += Array("\(head)\(isHead ? "Connection: close\r\n" : "")\r\n".utf8) + (isHead ? [] : body)
            endsAfterOutput = true
        case 2, 3:
            output += Array("\(head)Transfer-Encoding: chunked\r\n\r\n".utf8)
            if !isHead { output += SimulatedRequest.chunked(body, choosing: &network.choices) }
        default: output += Array("\(head)Content-Length: \(body.count)\r\n\r\n".utf8) + (isHead ? [] : body)
        }
    }

    private func misbehave(_ mark: String, _ choices: inout Choices) {
        switch choices.below(5) {
        case 0: isSilent = true
        case 1: output += Array("HTTP/1.1 2oo OK\r\n\r\n".utf8)
        case 2:
            output += Array("HTTP/1.1 200 OK\r\nX-Mark: \(mark)\r\nContent-Length: 100\r\n\r\n".utf8)
            endsAfterOutput = choices.oneIn(2)
        case 3: output += Array("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n".utf8)
        default: endsAfterOutput = true
        }
    }
}
