/// One request and its answer. A place of its own, so that one client connection may carry several at once.
struct Exchange: ~Copyable, Reusable {
    enum Phase {
        /// For the app's dynos to start.
        case waiting
        case connecting
        case exchanging
        /// After 101: bytes pass as they are.
        case tunnel
        /// The answer is complete but for what the client has not taken yet.
        case flushing
    }

    var phase = Phase.waiting
    var client: Int32 = -1
    /// The connection to a dyno, or -1.
    var dynoConnection: Int32 = -1
    var deadline = Deadline()

    // What the request was.
    var text = RequestText()
    /// As the newest routes that this request was looked up in have it.
    var app: LoopApp?
    /// Where it is counted as under way.
    var part: AppLoad.Part?
    var scheme = Scheme.http
    /// From the client's cookie, where some app has affinity.
    var affinity: AffinityMark?
    /// The request's head as dynos get it.
    var head: [UInt8] = []
    var isHead = false
    var isMinor0 = false
    /// The client reads chunks: neither HTTP/1.0 nor HTTP/2 do.
    var takesChunks = true
    var wantsUpgrade = false
    var hasBody = false
    var closesClient = false
    /// The client asked for that.
    var isLastOfClient = false

    var upload = Body()
    var download = Body()
    /// The dyno has the whole request.
    var isSent = false
    var hasResponseHead = false
    /// Bytes of an answer are on their way to the client.
    var hasBegunAnswer = false
    /// The dyno stopped taking the request; its answer may still come.
    var isUploadBroken = false
    /// How long the dyno's connection may wait for another request afterwards; 0: it is closed.
    var dynoIdleMilliseconds = 0
    /// While a large body passes.
    var pipe: Pipe?

    // Attempts.
    var tried: [String] = []
    var lastFailure = RouterError.refused
    /// The dyno has not accepted a single byte on the connection that it has now.
    var isUnseen = false
    /// An idle connection turned out to be dead: the next one is made anew.
    var wantsFreshConnection = false

    // For the log.
    var dynoName: [UInt8] = []
    var started: Int64 = 0
    var attempted: Int64 = 0
    var connectMilliseconds: Int64 = 0
    var status = 0
    var error: RouterError?
    var bytes = 0
    var frames = WebSocketFrames()
    /// When what goes on with a removed dyno is cut off; 0: its dyno is not removed.
    var graceEnds: Int64 = 0
    var clientEnded = false
    var dynoEnded = false

    init() {}

    /// What is kept of the request, and the head that dynos get.
    mutating func write(
        _ request: borrowing RequestHead,
        _ bytes: [UInt8],
        _ restatement: RequestRestatement,
        forwardedFor: [UInt8],
        _ random: inout Randomness
    ) {
        text.write(request, bytes, forwardedFor: forwardedFor, &random)
        restatement.write(request, bytes, text, forwardedFor: forwardedFor, into: &head)
    }

    /// Keeps the storage of what every request has.
    mutating func reset() {
        part?.end()
        var fresh = Exchange()
        deadline.clear()
        fresh.deadline = deadline
        swap(&text, &fresh.text)
        swap(&head, &fresh.head)
        fresh.text.clear()
        fresh.head.removeAll(keepingCapacity: true)
        self = fresh
    }
}
