import COpenSSL

/// TLS from a client's side over a connected socket that does not block. One thread uses it.
package final class TLSClient {
    package enum Wish: Equatable { case toRead, toWrite }

    package enum Outcome: Equatable {
        case moved(Int)
        /// The socket has to become ready first.
        case waits(Wish)
        case ended
    }

    private let context: OpaquePointer
    private let ssl: OpaquePointer
    private let verifies: Bool

    /// - Parameters:
    ///   - host: a name, or an address where `isAddress`; who answers has to have a certificate for it.
    ///   - authorities: a file of certificates to believe; empty: the machine's.
    ///   - verifies: else every certificate is believed.
    package init(socket: Int32, host: String, isAddress: Bool, authorities: String, verifies: Bool) throws(TLSError) {
        self.verifies = verifies
        guard let context = SSL_CTX_new(TLS_client_method()) else { throw .last("cannot make a TLS context") }
        self.context = context
        renga_ssl_prepare_client(context)
        guard let ssl = SSL_new(context) else {
            SSL_CTX_free(context)
            throw .last("cannot make a TLS session")
        }
        self.ssl = ssl
        // From here on `deinit` frees both. A file that nobody asks may be unreadable: what OpenSSL then has to say would be taken
        // for the failure of whatever is done next.
        if verifies {
            let known =
                authorities.isEmpty
                ? SSL_CTX_set_default_verify_paths(context) : SSL_CTX_load_verify_locations(context, authorities, nil)
            guard known == 1 else {
                throw .last("cannot read the CA certificates of \(authorities.isEmpty ? "this machine" : authorities)")
            }
        }
        // A session takes its context's store when it is asked: the mode alone is its own.
        SSL_set_verify(ssl, verifies ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nil)
        let named = isAddress ? X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host) : SSL_set1_host(ssl, host)
        guard named == 1, isAddress || renga_ssl_ask_for(ssl, host) == 1, SSL_set_fd(ssl, socket) == 1 else {
            throw .last("cannot ask for \(host)")
        }
        SSL_set_connect_state(ssl)
    }

    deinit {
        SSL_free(ssl)
        SSL_CTX_free(context)
    }

    /// Bytes that went to the socket.
    package var bytesWritten: UInt64 { SSL_get_wbio(ssl).map { BIO_number_written($0) } ?? 0 }

    package func shakeHands() throws(TLSError) -> Outcome { try outcome(SSL_do_handshake(ssl)) }

    package func write(_ bytes: ArraySlice<UInt8>) throws(TLSError) -> Outcome {
        // SAFETY: OpenSSL reads within the slice, during the call.
        try outcome(bytes.withUnsafeBytes { SSL_write(ssl, $0.baseAddress, Int32(clamping: $0.count)) })
    }

    package func read(into bytes: inout [UInt8]) throws(TLSError) -> Outcome {
        // SAFETY: OpenSSL writes within the array, during the call.
        try outcome(bytes.withUnsafeMutableBytes { SSL_read(ssl, $0.baseAddress, Int32(clamping: $0.count)) })
    }

    private func outcome(_ result: Int32) throws(TLSError) -> Outcome {
        guard result <= 0 else { return .moved(Int(result)) }
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ: return .waits(.toRead)
        case SSL_ERROR_WANT_WRITE: return .waits(.toWrite)
        case SSL_ERROR_ZERO_RETURN: return .ended
        case SSL_ERROR_SYSCALL where ERR_peek_error() == 0: return .ended
        default:
            let verdict = SSL_get_verify_result(ssl)
            guard verifies, verdict != X509_V_OK, let words = X509_verify_cert_error_string(verdict) else { throw .last("TLS fails") }
            ERR_clear_error()
            throw TLSError("its certificate is not believed: \(String(cString: words))")
        }
    }
}
