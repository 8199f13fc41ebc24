/// One of the router's sockets in a simulated network, with what the kernel would know of it.
struct SimulatedSocket {
    /// Under which the router watches it; nil: not yet.
    var token: UInt64?
    /// What the router may read, and whether the end follows.
    var inbound: [UInt8] = []
    var inboundEnded = false
    /// The peer has reset the connection.
    var isReset = false
    /// What the router wrote and the peer has not taken yet; at most `room` bytes.
    var outbound: [UInt8] = []
    var room: Int
    var outboundEnded = false
    var isClosedByRouter = false
    /// A connection that is being made, and how that ends.
    var isPending = false
    var connectFails = false
    /// The router was told that no more fits: it waits for an edge.
    var isWriterWaiting = false

    // Edges that the router has not heard of.
    var readableEdge = false
    var writableEdge = false
    var hungUpEdge = false

    var hasEdge: Bool { token != nil && !isClosedByRouter && (readableEdge || writableEdge || hungUpEdge) }

    /// What is possible when the router begins to watch.
    mutating func watch(_ token: UInt64) {
        self.token = token
        readableEdge = !inbound.isEmpty || inboundEnded || isReset
        writableEdge = !isPending
        hungUpEdge = inboundEnded || isReset
    }

    // MARK: what the peer does

    mutating func send(_ bytes: some Sequence<UInt8>) {
        inbound += bytes
        readableEdge = true
    }

    mutating func end() {
        inboundEnded = true
        readableEdge = true
        hungUpEdge = true
    }

    mutating func reset() {
        isReset = true
        inbound = []
        readableEdge = true
        writableEdge = true
        hungUpEdge = true
    }

    mutating func finishConnecting() {
        isPending = false
        writableEdge = true
        if connectFails { reset() }
    }

    /// Takes up to so many bytes of what the router wrote.
    mutating func take(_ count: Int) -> [UInt8] {
        let taken = Array(outbound.prefix(count))
        outbound.removeFirst(taken.count)
        if isWriterWaiting, outbound.count < room {
            isWriterWaiting = false
            writableEdge = true
        }
        return taken
    }
}
