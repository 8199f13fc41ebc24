@testable import Router

/// A client that sends its requests as streams of one HTTP/2 connection, their frames mixed, and keeps each one's answer.
final class SimulatedHTTP2Client: SimulatedPeer {
    struct Answer {
        var statuses: [UInt8] = []
        var data: [UInt8] = []
        var isWhole = false
        var isReset = false
    }

    let letters: [UInt8]
    private(set) var wakesAt: Int64?
    private(set) var answers: [Answer]
    private(set) var isOver = false
    private var output: [UInt8]
    private var received: [UInt8] = []
    private let sendsAtMost: Int
    private let takesAtMost: Int
    /// After so many bytes it ends, one way or the other.
    private let leavesAfter: Int
    private var sent = 0
    private var hasSaidLast = false
    private var socket: Int32?

    init(_ marks: [(mark: String, letter: UInt8)], isWell: Bool, begins: Int64, in network: SimulatedNetwork) {
        letters = marks.map(\.letter)
        answers = marks.map { _ in Answer() }
        wakesAt = begins
        sendsAtMost = network.pieceSize()
        takesAtMost = network.pieceSize()
        output = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + Self.frame(4, 0, 0, [])
        var waiting = marks.enumerated().map { Self.frames($1.mark, $1.letter, stream: UInt8($0 * 2 + 1), isWell, network) }
        var open: [[[UInt8]]] = []
        // Streams begin in the order of their numbers; what follows their heads may be mixed.
        while !(waiting.isEmpty && open.isEmpty) {
            if !waiting.isEmpty, open.isEmpty || network.choices.oneIn(2) {
                var frames = waiting.removeFirst()
                output += frames.removeFirst()
                open.append(frames)
            }
            let next = network.choices.below(open.count)
            guard !open[next].isEmpty else {
                open.remove(at: next)
                continue
            }
            output += open[next].removeFirst()
        }
        leavesAfter = !isWell && network.choices.oneIn(3) ? network.choices.below(output.count + 1) : .max
    }

    private static func frames(
        _ mark: String,
        _ letter: UInt8,
        stream: UInt8,
        _ isWell: Bool,
        _ network: SimulatedNetwork
    ) -> [[UInt8]] {
        let method = ["GET", "POST", "HEAD", "PUT"][network.choices.below(4)]
        let body = [UInt8](repeating: letter, count: method == "GET" || method == "HEAD" ? 0 : network.bodySize() % 20_000)
        var fields = [(":method", method), (":scheme", "http"), (":authority", "a.test"), (":path", "/\(mark)"), ("x-mark", mark)]
        if !body.isEmpty, network.choices.oneIn(2) { fields.append(("content-length", "\(body.count)")) }
        var frames = [frame(1, body.isEmpty ? 5 : 4, stream, block(fields))]
        var rest = body[...]
        while !rest.isEmpty {
            let part = rest.prefix(min(1 + network.choices.below(rest.count), 16_000))
            rest = rest.dropFirst(part.count)
            frames.append(frame(0, rest.isEmpty ? 1 : 0, stream, Array(part)))
        }
        if !isWell, network.choices.oneIn(5) { frames.append(frame(3, 0, stream, [0, 0, 0, 8])) }
        return frames
    }

    static func frame(_ type: UInt8, _ flags: UInt8, _ stream: UInt8, _ payload: [UInt8]) -> [UInt8] {
        let size = [payload.count >> 16, payload.count >> 8 & 255, payload.count & 255].map { UInt8($0) }
        return size + [type, flags, 0, 0, 0, stream] + payload
    }

    private static func block(_ fields: [(String, String)]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (name, value) in fields {
            bytes += [0, UInt8(name.utf8.count)] + Array(name.utf8)
            bytes += [UInt8(value.utf8.count)] + Array(value.utf8)
        }
        return bytes
    }

    func act(in network: SimulatedNetwork) -> Bool {
        wakesAt = nil
        guard let socket else {
            self.socket = network.connectClient()
            return true
        }
        guard !hasSaidLast else { return false }
        if network.choices.oneIn(2) { return send(socket, network) || take(socket, network) }
        return take(socket, network) || send(socket, network)
    }

    private func send(_ socket: Int32, _ network: SimulatedNetwork) -> Bool {
        if sent >= leavesAfter {
            let withReset = network.choices.oneIn(2)
            return leave(socket, network, withReset: withReset)
        }
        let count = min(1 + network.choices.below(sendsAtMost), output.count, leavesAfter - sent)
        guard count > 0, let found = network.sockets[socket], found.inbound.count < 100_000 else { return false }
        network.withSocket(socket) { $0.send(output.prefix(count)) }
        output.removeFirst(count)
        sent += count
        return true
    }

    private func leave(_ socket: Int32, _ network: SimulatedNetwork, withReset: Bool) -> Bool {
        hasSaidLast = true
        network.withSocket(socket) { if withReset { $0.reset() } else { $0.end() } }
        return true
    }

    private func take(_ socket: Int32, _ network: SimulatedNetwork) -> Bool {
        guard let found = network.sockets[socket] else { return false }
        if found.outbound.isEmpty {
            guard found.outboundEnded || answers.allSatisfy({ $0.isWhole || $0.isReset }) else { return false }
            isOver = true
            return leave(socket, network, withReset: false)
        }
        received += network.withSocket(socket) { $0.take(1 + network.choices.below(takesAtMost)) } ?? []
        while let (type, flags, stream, payload) = nextFrame() { note(type, flags, stream, payload) }
        return true
    }

    private func nextFrame() -> (UInt8, UInt8, Int, [UInt8])? {
        guard received.count >= 9 else { return nil }
        let count = Int(received[0]) << 16 | Int(received[1]) << 8 | Int(received[2])
        guard received.count >= 9 + count else { return nil }
        defer { received.removeFirst(9 + count) }
        return (received[3], received[4], Int(received[8]), Array(received[9..<9 + count]))
    }

    private func note(_ type: UInt8, _ flags: UInt8, _ stream: Int, _ payload: [UInt8]) {
        guard stream % 2 == 1, stream / 2 < answers.count else { return }
        let number = stream / 2
        switch type {
        case 0:
            answers[number].data += payload
            guard !payload.isEmpty else { break }
            let size = [0, 0, UInt8(payload.count >> 8), UInt8(payload.count & 255)]
            output += Self.frame(8, 0, 0, size)
            if flags & 1 == 0 { output += Self.frame(8, 0, UInt8(stream), size) }
        case 1: answers[number].statuses.append(payload.first ?? 0)
        case 3: answers[number].isReset = true
        default: break
        }
        if type <= 1, flags & 1 == 1 { answers[number].isWhole = true }
    }

    /// What must not have been.
    func violations(isWell: Bool) -> [String] {
        var found: [String] = []
        for (answer, letter) in zip(answers, letters) {
            let isAnswer = answer.statuses.contains(0x88) || answer.statuses.contains(0x89)
            if isAnswer, !answer.data.allSatisfy({ $0 == letter }) { found.append("bytes of another answer in a stream") }
            if isWell, !(isAnswer && answer.isWhole && !answer.isReset) { found.append("a stream without its answer: \(answer.statuses)") }
        }
        return found
    }
}
