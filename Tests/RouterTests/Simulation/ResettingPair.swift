@testable import Router

/// A client and a dyno in one: the dyno resets its idle connection in the very moment in which the client's next request
/// comes, so that the router may hear of the request first.
final class ResettingPair: SimulatedPeer {
    private(set) var wakesAt: Int64?
    /// What each connection to the dyno got.
    private(set) var seen: [[UInt8]] = []
    private(set) var answers: [UInt8] = []
    private var client: Int32?
    private var dynos: [Int32] = []
    private var sent = 0
    private var answered = 0

    static let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)
    static func request(_ number: Int) -> [UInt8] {
        Array("POST /\(number) HTTP/1.1\r\nHost: a.test\r\nContent-Length: 4\r\n\r\nend\(number)".utf8)
    }

    func connect(_ network: SimulatedNetwork, _ socket: Int32) -> ConnectOutcome {
        dynos.append(socket)
        seen.append([])
        return .connected(socket)
    }

    func act(in network: SimulatedNetwork) -> Bool {
        guard let client else {
            client = network.connectClient()
            return true
        }
        if sent == 0 { return send(network, client) }
        if takeRequests(network) { return true }
        guard let found = network.sockets[client], !found.outbound.isEmpty else { return false }
        answers += network.withSocket(client) { $0.take(1_000) } ?? []
        guard answered == 1, sent == 1, answers.suffix(4) == [13, 10, 13, 10] else { return true }
        network.withSocket(dynos[0]) { $0.reset() }
        return send(network, client)
    }

    private func send(_ network: SimulatedNetwork, _ client: Int32) -> Bool {
        sent += 1
        network.withSocket(client) { $0.send(Self.request(sent)) }
        return true
    }

    private func takeRequests(_ network: SimulatedNetwork) -> Bool {
        for (number, socket) in dynos.enumerated() {
            guard let found = network.sockets[socket], !found.outbound.isEmpty else { continue }
            seen[number] += network.withSocket(socket) { $0.take(1_000) } ?? []
            if seen[number].suffix(4) == Self.request(sent).suffix(4) {
                answered += 1
                network.withSocket(socket) { $0.send(Self.answer) }
            }
            return true
        }
        return false
    }
}
