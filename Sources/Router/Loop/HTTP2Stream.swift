/// What a connection that is a stream of another one knows of it.
struct HTTP2Stream {
    /// The connection that carries it; -1: gone.
    var parent: Int32 = -1
    var id: Int32 = 0
    /// The request's head cannot be used, and why is known to nobody but the library.
    var isMalformed = false
    /// The body comes bare, and is read as chunks.
    var isChunkedIn = false
    /// Bytes of the body that came in and that the client was not told may be followed by others.
    var unacknowledged = 0
    var isHeadSent = false
    /// The whole answer is in the output.
    var isFinished = false
    /// The library has no such stream any more.
    var isOver = false
}
