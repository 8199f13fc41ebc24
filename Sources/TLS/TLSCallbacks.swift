import COpenSSL

/// What OpenSSL asks in the middle of a handshake: which certificate, and which protocol.
enum TLSCallbacks {
    /// The protocol of ACME's tls-alpn-01 (RFC 8737).
    private static let challengeProtocol = Array("acme-tls/1".utf8)
    private static let applicationProtocols = [Array("h2".utf8), Array("http/1.1".utf8)]
    private static let alpnExtension: UInt32 = 16

    static func install(_ context: OpaquePointer) {
        SSL_CTX_set_client_hello_cb(context, { ssl, _, _ in TLSCallbacks.hello(ssl) }, nil)
        renga_ssl_on_server_name(context, { ssl, alert, _ in TLSCallbacks.serverName(ssl, alert) })
        SSL_CTX_set_alpn_select_cb(
            context,
            { ssl, chosen, count, offered, length, _ in TLSCallbacks.choose(ssl, chosen, count, offered, length) },
            nil
        )
    }

    private static func session(_ ssl: OpaquePointer?) -> TLSSession? {
        // SAFETY: the session put itself there and takes itself away before it ends.
        guard let ssl, let owner = renga_ssl_owner(ssl) else { return nil }
        return Unmanaged<TLSSession>.fromOpaque(owner).takeUnretainedValue()
    }

    /// Notes whether this is a challenge, before a certificate is chosen.
    private static func hello(_ ssl: OpaquePointer?) -> Int32 {
        var bytes: UnsafePointer<UInt8>?
        var count = 0
        guard let ssl, let session = session(ssl),
            SSL_client_hello_get0_ext(ssl, alpnExtension, &bytes, &count) == 1, let bytes, count > 2
        else { return SSL_CLIENT_HELLO_SUCCESS }
        // SAFETY: OpenSSL's bytes are valid until the callback returns. The first two are the length of the list.
        let list = UnsafeBufferPointer(start: bytes + 2, count: count - 2)
        session.isChallenge = protocols(in: list).contains(challengeProtocol)
        return SSL_CLIENT_HELLO_SUCCESS
    }

    private static func serverName(_ ssl: OpaquePointer?, _ alert: UnsafeMutablePointer<Int32>?) -> Int32 {
        guard let ssl, let session = session(ssl) else { return SSL_TLSEXT_ERR_NOACK }
        let name = renga_ssl_server_name(ssl).map { String(cString: $0) }
        guard let context = session.choose(name) else {
            alert?.pointee = SSL_AD_UNRECOGNIZED_NAME
            return SSL_TLSEXT_ERR_ALERT_FATAL
        }
        SSL_set_SSL_CTX(ssl, context.pointer)
        return name == nil ? SSL_TLSEXT_ERR_NOACK : SSL_TLSEXT_ERR_OK
    }

    private static func choose(
        _ ssl: OpaquePointer?,
        _ chosen: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
        _ count: UnsafeMutablePointer<UInt8>?,
        _ offered: UnsafePointer<UInt8>?,
        _ length: UInt32
    ) -> Int32 {
        guard let session = session(ssl), let offered, let chosen, let count else { return SSL_TLSEXT_ERR_NOACK }
        // SAFETY: OpenSSL's bytes are valid until the callback returns; what is chosen points into them.
        let list = UnsafeBufferPointer(start: offered, count: Int(length))
        let wanted = session.isChallenge ? [challengeProtocol] : applicationProtocols
        for name in wanted {
            var position = 0
            while position < list.count {
                let size = Int(list[position])
                guard position + 1 + size <= list.count else { break }
                if list[position + 1..<position + 1 + size].elementsEqual(name) {
                    chosen.pointee = offered + position + 1
                    count.pointee = UInt8(size)
                    session.isHTTP2 = name.count == 2
                    return SSL_TLSEXT_ERR_OK
                }
                position += 1 + size
            }
        }
        return SSL_TLSEXT_ERR_ALERT_FATAL
    }

    private static func protocols(in list: UnsafeBufferPointer<UInt8>) -> [[UInt8]] {
        var found: [[UInt8]] = []
        var position = 0
        while position < list.count {
            let end = position + 1 + Int(list[position])
            guard end <= list.count else { break }
            found.append(Array(list[position + 1..<end]))
            position = end
        }
        return found
    }
}
