import HTTP2
import Model
import Synchronization
import TLS

/// One event loop: a listener, its clients, their requests and its own connections to dynos. Nothing in it is shared
/// with another loop but `LoopShared`; one thread calls it.
///
/// Everything that happens ends in `drive`, which does for one connection what is possible now. Nothing in here calls
/// `drive` for a second request of the same connection: that goes through `runnable`, so that the stack stays flat.
final class Loop<Net: Network> {
    static var mailboxToken: UInt64 { .max }
    /// Of the first listener; those of further ones go down from here.
    static var listenerToken: UInt64 { .max - 1 }

    let net: Net
    let number: Int
    let shared: LoopShared
    let settings: RouterSettings
    let mailbox: Mailbox<LoopMessage>
    let connections = Slab<Connection>()
    let exchanges = Slab<Exchange>()

    // SAFETY: one thread, and every access of these ends before another of the same one begins: nothing that is called
    // with one of them `inout` knows the loop.
    @exclusivity(unchecked) var listeners: [Listener]
    /// nil where TLS is not to be had.
    let wire: TLSWire?
    /// Ciphertext as it comes, until it is decrypted.
    @exclusivity(unchecked) var sealedInput: [UInt8]
    @exclusivity(unchecked) var handshakes = 0
    /// What belongs to no app.
    let strangers = AppCounts()
    /// The connection whose session is taking in bytes.
    @exclusivity(unchecked) var parent: Int32 = -1
    @exclusivity(unchecked) var http2Fields = HTTP2Fields()
    @exclusivity(unchecked) var pool = BufferPool()
    @exclusivity(unchecked) var pipes = PipePool()
    @exclusivity(unchecked) var wheel: TimerWheel
    @exclusivity(unchecked) var request: RequestHead
    @exclusivity(unchecked) var response: ResponseHead
    @exclusivity(unchecked) var random = Randomness()
    @exclusivity(unchecked) var log = LogBatch()
    /// Read once for each batch of events: monotonic milliseconds, wall microseconds.
    @exclusivity(unchecked) var now: Int64
    @exclusivity(unchecked) var wall: Int64
    /// Connections that have more to do without a new event.
    @exclusivity(unchecked) var runnable: [UInt64] = []
    /// Connections whose handshake is to begin, the oldest first.
    @exclusivity(unchecked) var hellos: [UInt64] = []
    /// Exchanges that wait for their app's dynos to start or for the end of a pause, the oldest first.
    @exclusivity(unchecked) var waiting: [UInt64] = []
    @exclusivity(unchecked) var table: LoopTable?
    /// Of the routes that are served.
    @exclusivity(unchecked) var turnServed = 0
    /// Monotonic milliseconds.
    let began: Int64
    @exclusivity(unchecked) var retired: [String: Dyno] = [:]
    /// When what still runs is cut off; nil: not stopping.
    @exclusivity(unchecked) var stopsAt: Int64?
    /// How long a client may keep a connection without a request.
    @exclusivity(unchecked) var idleMilliseconds: Int

    init(number: Int, net: Net, listeners: [Listener], shared: LoopShared, mailbox: Mailbox<LoopMessage>) {
        self.number = number
        self.net = net
        self.listeners = listeners
        let isSecure = listeners.contains { $0.purpose == .https }
        // Where OpenSSL cannot even begin, HTTP goes on.
        wire = isSecure ? try? TLSWire() : nil
        sealedInput = isSecure ? [UInt8](repeating: 0, count: 68 << 10) : []
        self.shared = shared
        self.settings = shared.settings
        idleMilliseconds = shared.settings.keepAliveMilliseconds
        self.mailbox = mailbox
        began = net.monotonicMilliseconds()
        now = began
        wall = net.wallMicroseconds()
        wheel = TimerWheel(now: now)
        request = RequestHead(headersMax: shared.settings.headersMax)
        response = ResponseHead(headersMax: shared.settings.headersMax)
    }

    func run() {
        // Routes that are here already come before the first client.
        takeMessages()
        guard net.watch(mailbox.eventDescriptor, token: Self.mailboxToken), watchListeners() else {
            return Diagnostics.say("loop \(number) cannot watch its sockets")
        }
        while !isOver { turn() }
        closeEverything()
    }

    func watchListeners() -> Bool {
        listeners.enumerated().allSatisfy { net.watch($1.descriptor, token: Self.listenerToken - UInt64($0)) }
    }

    /// Waits once and does everything that has become possible.
    func turn() {
        let count = net.wait(milliseconds: patience())
        now = net.monotonicMilliseconds()
        wall = net.wallMicroseconds()
        for number in 0..<count { take(net.event(number)) }
        var taken = 0
        while taken < runnable.count {
            if let index = connections.index(of: runnable[taken]) { drive(index) }
            taken += 1
            // What keeps itself runnable must not keep others from their events.
            if taken == 1024 { break }
        }
        runnable.removeFirst(taken)
        takeHellos(after: count)
        turnTimers()
        if log.isDue(now: now) { flushLog() }
    }

    private func patience() -> Int32 {
        guard runnable.isEmpty, hellos.isEmpty else { return 0 }
        var wait = wheel.wait(now: now)
        if let due = log.wait(now: now) { wait = min(wait ?? due, due) }
        if let stopsAt { wait = min(wait ?? .max, max(stopsAt - now, 0)) }
        return wait.map { Int32(clamping: $0 + 1) } ?? -1
    }

    private func take(_ event: NetworkEvent) {
        switch event.token {
        case Self.mailboxToken: takeMessages()
        default:
            let place = Self.listenerToken - event.token
            if place < UInt64(listeners.count) { return acceptAll(listeners[Int(place)]) }
            guard let index = connections.index(of: event.token) else { return }
            if event.readable { connections[index].readable = true }
            if event.writable { connections[index].writable = true }
            if event.hungUp { connections[index].hungUp = true }
            if connections[index].awaitsHello, connections[index].readable { return queueHello(index) }
            drive(index)
        }
    }

    func drive(_ index: Int32) {
        connections[index].isQueued = false
        let exchange = connections[index].exchange
        if exchange >= 0 {
            pump(exchange)
        } else if connections[index].role != .dyno {
            driveClient(index)
        } else if connections[index].hungUp || (connections[index].readable && !net.isQuiet(connections[index].socket)) {
            // Nobody asked this dyno anything: it closes, or it talks out of turn.
            closeIdleDyno(index)
        } else {
            // An event for bytes that had been read by the time it came.
            connections[index].readable = false
        }
    }

    func flushLog() {
        guard !log.bytes.isEmpty else { return }
        shared.log.add(log.take())
    }

    private var isOver: Bool {
        guard let stopsAt else { return false }
        return now >= stopsAt || connections.count == 0
    }

    private func closeEverything() {
        exchanges.forEach { releasePipe($0) }
        connections.forEach { closeConnection($0) }
        pipes.closeAll(net)
        flushLog()
        shared.control.post(.report(loop: number, report(), isLast: true))
    }
}
