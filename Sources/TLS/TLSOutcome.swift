/// What became of a call.
package enum TLSOutcome: Equatable {
    /// So many bytes of plaintext.
    case moved(Int)
    /// More ciphertext is needed first.
    case wantsInput
    /// The peer's orderly end.
    case ended
    /// What is in the wire's output, an alert perhaps, is the last to be sent.
    case failed
}
