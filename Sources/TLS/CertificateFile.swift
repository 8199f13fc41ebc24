import COpenSSL
import Model

/// A certificate with its chain and its private key, read out of PEM and put in order.
package struct CertificateFile {
    /// Of the PEM together: a chain of ten RSA certificates takes 20 KB.
    package static let bytesMax = 131_072
    private static let certificatesMax = 16

    package let details: CertificateDetails
    /// The certificate, those that signed it, then the private key: what the router reads.
    package let pem: String

    /// Takes the blocks in any order. What could not be served is refused, with the reason.
    ///
    /// - Parameter now: seconds since 1970.
    package init(pem bytes: [UInt8], now: Int64) throws(Failure) {
        guard bytes.count <= Self.bytesMax else {
            throw Failure(.limit, "a certificate with its chain and key has at most \(Self.bytesMax / 1024) KB")
        }
        let blocks = try PEMBlocks(bytes)
        guard let key = blocks.keys.first else {
            throw Failure(
                .invalid,
                "there is no private key",
                hint: "give the chain and the key: both files, or over SSH both in one stream"
            )
        }
        guard blocks.keys.count == 1 else { throw Failure(.invalid, "there are \(blocks.keys.count) private keys", hint: "give one") }
        guard !blocks.certificates.isEmpty else {
            throw Failure(.invalid, "there is no certificate", hint: "a certificate begins with -----BEGIN CERTIFICATE-----")
        }
        guard blocks.certificates.count <= Self.certificatesMax else {
            throw Failure(.limit, "there are \(blocks.certificates.count) certificates", hint: "give one and its chain")
        }
        let chain = try Self.chain(blocks.certificates, key)
        details = try chain[0].details(key)
        try Self.checkTime(details, now)
        try key.checkStrength()
        var text = ""
        for certificate in chain { text += try certificate.pem() }
        pem = text + (try key.pem())
    }

    /// The key's own certificate first, then each one's signer.
    private static func chain(_ certificates: [X509Certificate], _ key: PrivateKey) throws(Failure) -> [X509Certificate] {
        var rest = certificates
        guard let place = rest.firstIndex(where: key.belongs(to:)) else {
            throw Failure(
                .invalid,
                "the private key does not belong to the certificate",
                hint: "give the key that the certificate was asked for with"
            )
        }
        var chain = [rest.remove(at: place)]
        while let next = rest.firstIndex(where: { $0.signed(chain[chain.count - 1]) }) { chain.append(rest.remove(at: next)) }
        // The same certificate twice does no harm; one that leads nowhere is a mistake.
        if let stranger = rest.first(where: { other in !chain.contains(where: { $0.isSame(other) }) }) {
            throw Failure(
                .invalid,
                "the certificate of \(stranger.subject) is not in the chain of \(chain[0].subject)",
                hint: "give the certificate and those that signed it, nothing else"
            )
        }
        return chain
    }

    private static func checkTime(_ details: CertificateDetails, _ now: Int64) throws(Failure) {
        let days = abs(now - (details.notAfter <= now ? details.notAfter : details.notBefore)) / 86_400
        if details.notAfter <= now {
            throw Failure(.invalid, "the certificate expired \(days) days ago", hint: "get a new one")
        }
        if details.notBefore > now {
            throw Failure(.invalid, "the certificate is not valid before \(days) days from now", hint: "is the clock right?")
        }
    }
}
