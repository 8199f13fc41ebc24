import COpenSSL

/// A certificate with its key, ready to be served; the same one serves all threads.
// SAFETY: an SSL_CTX counts its references and locks itself; after `init` nothing here changes it.
package final class TLSContext: @unchecked Sendable {
    let pointer: OpaquePointer

    /// Without a certificate: what sessions begin with, until the client has said whom it wants.
    init() throws(TLSError) {
        guard let pointer = SSL_CTX_new(TLS_server_method()) else { throw .last("cannot make a TLS context") }
        self.pointer = pointer
        renga_ssl_prepare(pointer)
        // Forward secrecy and authenticated encryption alone; TLS 1.3 has nothing else.
        guard SSL_CTX_set_cipher_list(pointer, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1 else {
            throw .last("cannot choose the ciphers")
        }
        SSL_CTX_set_num_tickets(pointer, 1)
        let name = Array("renga".utf8)
        SSL_CTX_set_session_id_context(pointer, name, UInt32(name.count))
        TLSCallbacks.install(pointer)
    }

    /// - Parameters:
    ///   - chain: the certificate, then those that signed it, as PEM.
    ///   - key: its private key, not encrypted, as PEM; may be the same bytes.
    package convenience init(chain: [UInt8], key: [UInt8]) throws(TLSError) {
        try self.init()
        try Self.use(chain: chain, pointer)
        try Self.use(key: key, pointer)
        guard SSL_CTX_check_private_key(pointer) == 1 else { throw .last("the key is not that of the certificate") }
    }

    deinit { SSL_CTX_free(pointer) }

    private static func use(chain: [UInt8], _ pointer: OpaquePointer) throws(TLSError) {
        let bio = try memory(chain)
        defer { BIO_free(bio) }
        guard let leaf = PEM_read_bio_X509(bio, nil, nil, nil) else { throw .last("there is no certificate") }
        defer { X509_free(leaf) }
        guard SSL_CTX_use_certificate(pointer, leaf) == 1 else { throw .last("the certificate cannot be used") }
        while let next = PEM_read_bio_X509(bio, nil, nil, nil) {
            guard renga_ssl_add_chain(pointer, next) == 1 else {
                X509_free(next)
                throw .last("the chain cannot be used")
            }
        }
        // The end of the text, and not a part of it that is no certificate: clients would not find their way to the root.
        let code = ERR_peek_last_error()
        guard ERR_GET_LIB(code) == ERR_LIB_PEM, ERR_GET_REASON(code) == PEM_R_NO_START_LINE else {
            throw .last("the chain cannot be read")
        }
        ERR_clear_error()
    }

    private static func use(key: [UInt8], _ pointer: OpaquePointer) throws(TLSError) {
        let bio = try memory(key)
        defer { BIO_free(bio) }
        // A key that wants a password must not ask for it at a terminal.
        guard let key = PEM_read_bio_PrivateKey(bio, nil, { _, _, _, _ in 0 }, nil) else {
            throw .last("there is no private key, or it is encrypted")
        }
        defer { EVP_PKEY_free(key) }
        guard SSL_CTX_use_PrivateKey(pointer, key) == 1 else { throw .last("the key cannot be used") }
    }

    private static func memory(_ bytes: [UInt8]) throws(TLSError) -> OpaquePointer {
        guard let bio = BIO_new(BIO_s_mem()), BIO_write(bio, bytes, Int32(clamping: bytes.count)) == bytes.count else {
            throw .last("cannot read PEM")
        }
        return bio
    }
}
