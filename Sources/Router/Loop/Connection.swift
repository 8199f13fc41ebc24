/// A TCP connection, to a client or to a dyno; or one stream of a client's HTTP/2 connection, which is used like one.
struct Connection: ~Copyable, Reusable {
    enum Role { case client, dyno, stream }

    /// How bytes get to and from the peer.
    enum Transport { case plain, secure, stream }

    var role = Role.client
    var transport = Transport.plain
    var socket: Int32 = -1
    /// Edge-triggered: true until a call says otherwise.
    var readable = false
    var writable = false
    /// The peer has said that it sends nothing more, or is gone.
    var hungUp = false
    var input = Buffer()
    var output = Output()
    var exchange: Int32 = -1
    var deadline = Deadline()
    /// How far the current head was looked at.
    var scan = HeadScan()

    /// Where the transport is `secure`.
    var tls: SecureChannel?

    // Of a client.
    var peer: [UInt8] = []
    var isTrusted = false
    /// What is sent passes through TLS, also where this is a stream of a connection that does.
    var isSecure = false
    /// Set from the preface on: then this is no one's client any more, its streams are.
    var http2: HTTP2Link?
    var stream = HTTP2Stream()
    /// Is in one of the loop's lists of those who have more to do.
    var isQueued = false
    /// Its TLS handshake has not begun.
    var awaitsHello = false
    /// Bytes of a head have come, and its time runs.
    var hasBegunHead = false
    /// No further request: close when everything is written.
    var closesAfterOutput = false
    /// The client said itself that its request was the last one, and all of that was read: nothing is left to wait for.
    var hasSaidLast = false
    /// Our last byte is sent; what the client still sends is thrown away, so that no reset eats our answer.
    var isLingering = false

    /// Has carried a request before.
    var isReused = false

    // Of a dyno.
    var dyno: Dyno?
    /// When it began to wait for the next request, and until when it may be given one.
    var idleSince: Int64 = 0
    var idleUntil: Int64 = 0
    /// It owes nothing and has said that it closes: it counts in `Dyno.closing`.
    var awaitsClose = false

    init() {}

    mutating func reset() {
        var deadline = self.deadline
        deadline.clear()
        self = Connection()
        self.deadline = deadline
    }
}
