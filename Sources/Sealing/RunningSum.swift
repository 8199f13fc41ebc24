import CCrypto
import Model

/// The checksum of bytes that come one part after the other.
package final class RunningSum {
    private let context: OpaquePointer
    private let algorithm: Toolchain.Checksum.Algorithm

    package init(_ algorithm: Toolchain.Checksum.Algorithm) throws(Failure) {
        guard let context = EVP_MD_CTX_new() else { throw Failure(.internal, "OpenSSL makes no checksum") }
        self.context = context
        self.algorithm = algorithm
        guard EVP_DigestInit_ex(context, algorithm == .sha256 ? EVP_sha256() : EVP_sha512(), nil) == 1 else {
            throw Failure(.internal, "OpenSSL makes no \(algorithm.rawValue)")
        }
    }

    deinit { EVP_MD_CTX_free(context) }

    package func add(_ bytes: [UInt8]) throws(Failure) {
        guard EVP_DigestUpdate(context, bytes, bytes.count) == 1 else { throw Failure(.internal, "OpenSSL makes no checksum") }
    }

    /// In hexadecimal digits; called once.
    package func end() throws(Failure) -> String {
        var digest = [UInt8](repeating: 0, count: algorithm.length / 2)
        var count: UInt32 = 0
        // SAFETY: OpenSSL writes as many bytes as the algorithm's sum has.
        guard EVP_DigestFinal_ex(context, &digest, &count) == 1, count == digest.count else {
            throw Failure(.internal, "OpenSSL makes no checksum")
        }
        return Hexadecimal.text(digest)
    }
}
