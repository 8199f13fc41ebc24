@testable import Router

/// A client that sends requests one after the other without waiting for answers, and keeps what comes back.
final class SimulatedClient: SimulatedPeer {
    let requests: [SimulatedRequest]
    private(set) var wakesAt: Int64?
    private(set) var received: [UInt8] = []
    private(set) var lastByteAt: Int64 = 0

    private let output: [UInt8]
    private let sendsAtMost: Int
    private let takesAtMost: Int
    /// After so many bytes it resets the connection, ends its side, stops reading, or stops sending.
    private let resetsAfter: Int
    private let endsAfter: Int
    private let readsUpTo: Int
    private let sendsUpTo: Int
    private var sent = 0
    private var pausesLeft: Int
    private var hasEnded = false
    private var socket: Int32?

    init(_ requests: [SimulatedRequest], raw: [UInt8]? = nil, isWell: Bool, begins: Int64, in network: SimulatedNetwork) {
        self.requests = requests
        output = raw ?? requests.flatMap(\.bytes)
        wakesAt = begins
        pausesLeft = network.choices.below(3)
        sendsAtMost = network.pieceSize()
        takesAtMost = network.pieceSize()
        resetsAfter = !isWell && network.choices.oneIn(5) ? network.choices.below(output.count + 1) : .max
        endsAfter = !isWell && network.choices.oneIn(5) ? network.choices.below(output.count + 1) : .max
        readsUpTo = !isWell && network.choices.oneIn(6) ? network.choices.below(2_000) : .max
        sendsUpTo = !isWell && network.choices.oneIn(6) ? network.choices.below(output.count + 1) : .max
    }

    func act(in network: SimulatedNetwork) -> Bool {
        wakesAt = nil
        guard let socket else {
            self.socket = network.connectClient()
            return true
        }
        guard !hasEnded || !isOver(socket, network) else { return false }
        if network.choices.oneIn(2) { return send(socket, network) || take(socket, network) }
        return take(socket, network) || send(socket, network)
    }

    private func isOver(_ socket: Int32, _ network: SimulatedNetwork) -> Bool {
        network.sockets[socket].map { $0.isReset || ($0.outbound.isEmpty && $0.isClosedByRouter) } ?? true
    }

    private func send(_ socket: Int32, _ network: SimulatedNetwork) -> Bool {
        guard !hasEnded else { return false }
        if sent >= resetsAfter {
            hasEnded = true
            network.withSocket(socket) { $0.reset() }
            return true
        }
        if sent >= endsAfter {
            hasEnded = true
            network.withSocket(socket) { $0.end() }
            return true
        }
        let end = min(sent + 1 + network.choices.below(sendsAtMost), output.count, resetsAfter, endsAfter, sendsUpTo)
        // A kernel takes only so much for a reader that does not read.
        guard end > sent, let found = network.sockets[socket], found.inbound.count < 100_000 else { return false }
        network.withSocket(socket) { $0.send(output[sent..<end]) }
        sent = end
        if pausesLeft > 0, network.choices.oneIn(3) {
            pausesLeft -= 1
            wakesAt = network.clock + Int64(network.choices.below(2_500))
        }
        return true
    }

    private func take(_ socket: Int32, _ network: SimulatedNetwork) -> Bool {
        guard received.count < readsUpTo, let found = network.sockets[socket] else { return false }
        if found.outbound.isEmpty {
            guard found.outboundEnded, !hasEnded else { return false }
            // The router has said its last word: so has the client.
            hasEnded = true
            network.withSocket(socket) { $0.end() }
            return true
        }
        let count = min(1 + network.choices.below(takesAtMost), readsUpTo - received.count)
        received += network.withSocket(socket) { $0.take(count) } ?? []
        lastByteAt = network.clock
        return true
    }
}
