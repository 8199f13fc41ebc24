import HTTP2

/// An HTTP/2 connection with what it carries.
final class HTTP2Link {
    let session: HTTP2Session
    /// The places of its streams among the loop's connections.
    var streams: Set<Int32> = []
    /// Nothing more is read: the connection closes when its output is sent.
    var isEnding = false

    init(_ session: HTTP2Session) { self.session = session }
}
