import Model

/// One line of an answer. A `result` or a `failure` is the last.
package enum ControlReply<Answer: Codable & Sendable>: Codable, Sendable {
    /// Progress for the person who waits.
    case line(String)
    /// Log lines, in order.
    case log([String])
    /// So many bytes follow as they are, then the next line.
    case bytes(Int64)
    /// The runner waits for whoever asks to hand over its input (`UnixSocket.send(descriptor:over:)`).
    case input
    case result(Answer)
    case failure(Failure)
}
