/// What comes before an answer is complete.
package enum ControlProgress: Sendable, Hashable {
    /// For the person who waits.
    case line(String)
    /// Log lines, in order.
    case log([String])
    /// What is no message, in pieces.
    case bytes([UInt8])
}
