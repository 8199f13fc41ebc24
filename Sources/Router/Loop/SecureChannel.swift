import TLS

/// The TLS of one connection, with what the socket did not take and what was read too early.
final class SecureChannel {
    let session: TLSSession
    // SAFETY: used by its loop's thread alone, each for one statement.
    /// Ciphertext to be sent.
    @exclusivity(unchecked) var sealed = Output()
    /// Ciphertext that came and for whose plaintext there was no room.
    @exclusivity(unchecked) var unread: [UInt8] = []

    /// There is something to read though the socket has nothing.
    var hasLeftover: Bool { !unread.isEmpty || session.hasPending }

    init(_ session: TLSSession) { self.session = session }
}
