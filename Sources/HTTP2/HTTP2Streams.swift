/// Who carries a session's streams. Its calls come while the session takes in what the client sent, or gathers what is to
/// be sent; none of them may call the session in its turn.
package protocol HTTP2Streams: AnyObject {
    /// A new stream; its name from now on, not 0. nil: there is no room for it.
    func begin(stream: Int32, of session: HTTP2Session) -> UInt64?
    /// The request's head as HTTP/1.1 would have it; nil where it is larger than it may be, or malformed.
    ///
    /// - Parameter isChunked: the head says that the body comes as chunks, though here it comes bare.
    func take(head: [UInt8]?, isChunked: Bool, for stream: UInt64)
    /// A part of the request's body.
    func take(data: [UInt8], _ range: Range<Int>, for stream: UInt64)
    /// The request is complete.
    ///
    /// - Parameter trailers: as HTTP/1.1 has them after the last chunk, nothing checked.
    func end(_ stream: UInt64, trailers: [UInt8])
    /// The stream is over, in order or not.
    func close(_ stream: UInt64)
    /// What there is of the answer's body.
    func supply(_ stream: UInt64) -> HTTP2Supply
    /// So much of it was taken.
    func supplied(_ count: Int, of stream: UInt64)
}
