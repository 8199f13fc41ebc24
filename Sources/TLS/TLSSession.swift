import COpenSSL

func makeSSL(_ context: OpaquePointer) -> OpaquePointer? { SSL_new(context) }

/// One connection's TLS, from the server's side. The handshake happens by itself while reading. One thread uses it.
package final class TLSSession {
    private let ssl: OpaquePointer
    private let wire: TLSWire
    private let directory: TLSDirectory
    /// The client asks for an ACME challenge: it gets nothing else.
    package internal(set) var isChallenge = false
    package internal(set) var isHTTP2 = false
    // SAFETY: one thread, each access for one statement.
    @exclusivity(unchecked) package private(set) var isEstablished = false

    package init(_ directory: TLSDirectory, _ wire: TLSWire) throws(TLSError) {
        guard let ssl = directory.makeSession() else { throw .last("cannot make a TLS session") }
        guard let bio = wire.makeBIO() else {
            SSL_free(ssl)
            throw .last("cannot make a BIO")
        }
        self.ssl = ssl
        self.wire = wire
        self.directory = directory
        SSL_set_bio(ssl, bio, bio)
        SSL_set_accept_state(ssl)
        // SAFETY: taken away in `deinit`.
        renga_ssl_set_owner(ssl, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        renga_ssl_set_owner(ssl, nil)
        SSL_free(ssl)
    }

    func choose(_ name: String?) -> TLSContext? { directory.find(name, isChallenge: isChallenge) }

    /// `TLSv1.2` or `TLSv1.3`, as the log has it.
    package var version: StaticString { SSL_version(ssl) == TLS1_3_VERSION ? "tls1.3" : "tls1.2" }

    /// Plaintext is left for which the last read had no room.
    package var hasPending: Bool { SSL_pending(ssl) > 0 }

    package var isResumed: Bool { SSL_session_reused(ssl) == 1 }

    /// Reads plaintext to `bytes[start...]` out of the ciphertext `input[range]`; says how much of that was taken.
    package func read(
        _ input: [UInt8],
        _ range: Range<Int>,
        ended: Bool,
        into bytes: inout [UInt8],
        from start: Int
    ) -> (outcome: TLSOutcome, taken: Int) {
        precondition(start >= 0 && start < bytes.count)
        var total = 0
        var position = range.lowerBound
        while start + total < bytes.count {
            let (count, taken) = wire.during(input, position..<range.upperBound, ended: ended) {
                // SAFETY: the pointer stays within the closure, the room after `start + total` was checked.
                bytes.withUnsafeMutableBytes { buffer in
                    SSL_read(ssl, buffer.baseAddress.map { $0 + start + total }, Int32(clamping: buffer.count - start - total))
                }
            }
            position += taken
            if !isEstablished, SSL_in_init(ssl) == 0 { isEstablished = true }
            guard count > 0 else {
                if total > 0 { break }
                return (reason(count), position - range.lowerBound)
            }
            total += Int(count)
            // Another call would only find that out, for the price of a buffer that is made and freed.
            if position == range.upperBound, SSL_has_pending(ssl) == 0 { break }
        }
        return (.moved(total), position - range.lowerBound)
    }

    /// Encrypts `bytes[range]` into the wire's output, as far as there is room: at least 64 KB where that is empty.
    package func write(_ bytes: [UInt8], _ range: Range<Int>) -> TLSOutcome {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        var total = 0
        while total < range.count, wire.outputCount + 2 * Self.recordBytesMax < TLSWire.outputBytes {
            let count = min(range.count - total, Self.recordBytesMax)
            let (written, _) = wire.during([], 0..<0, ended: false) {
                // SAFETY: the range was checked, the pointer stays within the closure.
                bytes.withUnsafeBytes { SSL_write(ssl, $0.baseAddress.map { $0 + range.lowerBound + total }, Int32(count)) }
            }
            guard written > 0 else {
                let reason = reason(written)
                return reason == .wantsInput && total > 0 ? .moved(total) : reason
            }
            total += Int(written)
        }
        return .moved(total)
    }

    private static let recordBytesMax = 16 << 10

    /// Says that nothing more comes.
    package func close() {
        guard isEstablished else { return }
        _ = wire.during([], 0..<0, ended: false) { SSL_shutdown(ssl) }
    }

    private func reason(_ result: Int32) -> TLSOutcome {
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .wantsInput
        case SSL_ERROR_ZERO_RETURN: return .ended
        default:
            ERR_clear_error()
            return .failed
        }
    }
}
