@testable import Router

/// A network in memory, with a clock of its own: the same choices give the same run, to the byte.
///
/// Everything that the peers do happens while the router waits. Reads and writes are cut anywhere, events come late and in
/// any order, time passes only when nobody has anything to do.
final class SimulatedNetwork: Network {
    static var listener: Int32 { 3 }

    var choices: Choices
    /// Milliseconds since the simulation's beginning.
    private(set) var clock: Int64 = 1_000
    private(set) var sockets: [Int32: SimulatedSocket] = [:]
    private(set) var isOver = false
    /// Large bodies in large pieces, or small ones in any.
    let isLarge: Bool
    /// What must never be; each says what it is.
    var violations: [String] = []
    /// Requests are the simulation's own, and dynos can tell them apart.
    var areRequestsMarked = true
    /// Cookies that bring a request to the dyno at a port; empty: there is no affinity.
    var cookies: [(port: Int, cookie: String)] = []
    /// Dynos come and go, and so a cookie's may be gone.
    var isChangingRoutes = false
    /// The loop's mailbox has something.
    var hasMessages = false
    /// Where each request's bytes have been, by its mark: never on two connections.
    private var seenOn: [String: Int32] = [:]
    /// One in so many events is lost; 0: none.
    var losesOneIn = 0
    var peers: [any SimulatedPeer] = []
    /// Decides what becomes of the router's connections to dynos.
    var connecting: (_ network: SimulatedNetwork, _ socket: Int32, _ port: UInt16) -> ConnectOutcome = { _, _, _ in .refused }

    private var listenerToken: UInt64?
    private var backlog: [Int32] = []
    private var hasListenerEdge = false
    private var events: [NetworkEvent] = []
    private var nextSocket: Int32 = 4
    private var emptyWaits = 0

    init(_ choices: Choices) {
        var choices = choices
        isLarge = choices.oneIn(12)
        self.choices = choices
    }

    // MARK: for peers

    /// How many bytes somebody sends or takes at most in one go.
    func pieceSize() -> Int { isLarge ? [3_000, 20_000, 70_000][choices.below(3)] : [2, 9, 60, 700][choices.below(4)] }

    /// How long a body is.
    func bodySize() -> Int { isLarge ? choices.below(150_000) : choices.below(80) }

    func withSocket<Result>(_ socket: Int32, _ body: (inout SimulatedSocket) -> Result) -> Result? {
        guard var found = sockets.removeValue(forKey: socket) else { return nil }
        defer { sockets[socket] = found }
        return body(&found)
    }

    /// A new socket of the router's; the kernel's buffer for what it writes may be as small as one byte.
    func makeSocket() -> Int32 {
        let number = nextSocket
        nextSocket += 1
        let room = isLarge ? 4_000 + choices.below(60_000) : choices.oneIn(3) ? 1 + choices.below(40) : 1 + choices.below(900)
        sockets[number] = SimulatedSocket(room: room)
        return number
    }

    /// A client's connection, which the router has yet to accept.
    func connectClient() -> Int32 {
        let socket = makeSocket()
        backlog.append(socket)
        hasListenerEdge = true
        return socket
    }

    /// Sometimes, where there is affinity.
    func dynoWithCookie() -> (port: Int, cookie: String)? {
        cookies.isEmpty || choices.oneIn(3) ? nil : cookies[choices.below(cookies.count)]
    }

    /// A dyno has a head, or more, of a request.
    func saw(_ mark: String, on socket: Int32) {
        if let other = seenOn.updateValue(socket, forKey: mark), other != socket {
            violations.append("request \(mark) was sent on two connections")
        }
    }

    // MARK: waiting

    func wait(milliseconds: Int32) -> Int {
        let deadline = milliseconds < 0 ? Int64.max : clock + Int64(milliseconds)
        events = []
        sockets = sockets.filter { !($0.value.isClosedByRouter && $0.value.outbound.isEmpty) }
        var steps = 0
        while true {
            // Late: an event may wait while others come, not for ever.
            if !choices.oneIn(4) || steps > 20 { collectEvents() }
            if !events.isEmpty || milliseconds == 0 { break }
            steps += 1
            if actOnce() || sockets.values.contains(where: \.hasEdge) || hasListenerEdge || hasMessages { continue }
            let next = min(peers.flatMap { [$0.wakesAt, $0.alarm] }.compactMap(\.self).filter { $0 > clock }.min() ?? .max, deadline)
            if next == .max {
                isOver = true
                break
            }
            clock = max(clock, next)
            if clock >= deadline { break }
        }
        emptyWaits = events.isEmpty ? emptyWaits + 1 : 0
        if emptyWaits > 4_000 {
            violations.append("the loop is busy without any event")
            isOver = true
        }
        return events.count
    }

    /// One of the peers that can do something does it; false where none can.
    private func actOnce() -> Bool {
        let start = choices.below(max(peers.count, 1))
        for offset in peers.indices {
            let peer = peers[(start + offset) % peers.count]
            if let wakesAt = peer.wakesAt, wakesAt > clock { continue }
            guard peer.act(in: self) else { continue }
            if choices.oneIn(8) { clock += Int64(choices.below(5)) }
            return true
        }
        return false
    }

    private func collectEvents() {
        if hasMessages {
            hasMessages = false
            events.append(
                NetworkEvent(token: Loop<SimulatedNetwork>.mailboxToken, readable: true, writable: false, hungUp: false)
            )
        }
        if hasListenerEdge, let listenerToken {
            hasListenerEdge = false
            events.append(NetworkEvent(token: listenerToken, readable: true, writable: false, hungUp: false))
        }
        for socket in sockets.keys.sorted() {
            guard let found = sockets[socket], found.hasEdge, let token = found.token, !choices.oneIn(5) else { continue }
            sockets[socket]?.readableEdge = false
            sockets[socket]?.writableEdge = false
            sockets[socket]?.hungUpEdge = false
            if losesOneIn > 0, choices.oneIn(losesOneIn) { continue }
            events.append(
                NetworkEvent(
                    token: token,
                    readable: found.readableEdge,
                    writable: found.writableEdge,
                    hungUp: found.hungUpEdge
                )
            )
        }
        if events.count > 1, choices.oneIn(2) { events.reverse() }
    }

    func event(_ number: Int) -> NetworkEvent { events[number] }

    // MARK: the router's calls

    func watch(_ socket: Int32, token: UInt64) -> Bool {
        if socket == Self.listener {
            listenerToken = token
            hasListenerEdge = true
        } else {
            sockets[socket]?.watch(token)
        }
        return true
    }

    func accept(_ listener: Int32) -> AcceptOutcome {
        backlog.isEmpty ? .none : .connection(backlog.removeFirst(), peer: Array("192.0.2.1".utf8))
    }

    func refuse(_ listener: Int32) -> Bool { false }

    func connect(_ address: UInt32, port: UInt16) -> ConnectOutcome { connecting(self, makeSocket(), port) }

    func connectError(_ socket: Int32) -> Int32 { sockets[socket]?.connectFails == true ? 111 : 0 }

    func read(_ socket: Int32, into bytes: inout [UInt8], from start: Int) -> Transfer {
        guard let found = open(socket, "read") else { return .failed }
        if found.isReset { return .failed }
        guard !found.inbound.isEmpty else { return found.inboundEnded ? .ended : .blocked }
        // A short read means an empty socket, as in the kernel: what is cut here arrives later, with an edge of its own.
        let count = min(found.inbound.count, bytes.count - start)
        bytes.replaceSubrange(start..<start + count, with: found.inbound[..<count])
        sockets[socket]?.inbound.removeFirst(count)
        return .moved(count)
    }

    func isQuiet(_ socket: Int32) -> Bool {
        guard let found = open(socket, "ask") else { return false }
        return found.inbound.isEmpty && !found.inboundEnded && !found.isReset
    }

    func write(_ socket: Int32, _ bytes: [UInt8], _ range: Range<Int>) -> Transfer {
        guard let found = open(socket, "write") else { return .failed }
        if found.outboundEnded { violations.append("a write after the end") }
        if found.isReset { return .failed }
        let count = min(range.count, found.room - found.outbound.count)
        if count < range.count { sockets[socket]?.isWriterWaiting = true }
        guard count > 0 || range.isEmpty else { return .blocked }
        sockets[socket]?.outbound += bytes[range.lowerBound..<range.lowerBound + count]
        return .moved(count)
    }

    func shutdownWriting(_ socket: Int32) {
        if open(socket, "shutdown") != nil { sockets[socket]?.outboundEnded = true }
    }

    func resetOnClose(_ socket: Int32) { sockets[socket]?.outbound = [] }

    func close(_ socket: Int32) {
        guard socket != Self.listener, open(socket, "close") != nil else { return }
        sockets[socket]?.isClosedByRouter = true
        sockets[socket]?.outboundEnded = true
    }

    private func open(_ socket: Int32, _ call: String) -> SimulatedSocket? {
        guard let found = sockets[socket], !found.isClosedByRouter else {
            violations.append("\(call) on socket \(socket), which is closed")
            return nil
        }
        return found
    }

    func monotonicMilliseconds() -> Int64 { clock }
    func wallMicroseconds() -> Int64 { 1_700_000_000_000_000 + clock * 1000 }
}
