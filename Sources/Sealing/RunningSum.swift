import CCrypto
import Model

/// The checksum of bytes that come one part after the other.
package final class RunningSum {
    private let context: OpaquePointer
    private let name: String
    private let bytesCount: Int

    package convenience init(_ algorithm: Toolchain.Checksum.Algorithm) throws(Failure) {
        try self.init(algorithm == .sha256 ? EVP_sha256() : EVP_sha512(), algorithm.rawValue, bytes: algorithm.length / 2)
    }

    /// git's name of a file's contents, of so many bytes.
    package static func gitBlob(bytes: Int64) throws(Failure) -> RunningSum {
        let sum = try RunningSum(EVP_sha1(), "sha1", bytes: 20)
        try sum.add(Array("blob \(bytes)\0".utf8))
        return sum
    }

    private init(_ digest: OpaquePointer?, _ name: String, bytes: Int) throws(Failure) {
        guard let context = EVP_MD_CTX_new() else { throw Failure(.internal, "OpenSSL makes no checksum") }
        self.context = context
        self.name = name
        bytesCount = bytes
        guard EVP_DigestInit_ex(context, digest, nil) == 1 else { throw Failure(.internal, "OpenSSL makes no \(name)") }
    }

    deinit { EVP_MD_CTX_free(context) }

    package func add(_ bytes: [UInt8]) throws(Failure) {
        guard EVP_DigestUpdate(context, bytes, bytes.count) == 1 else { throw Failure(.internal, "OpenSSL makes no checksum") }
    }

    /// In hexadecimal digits; called once.
    package func end() throws(Failure) -> String {
        var digest = [UInt8](repeating: 0, count: bytesCount)
        var count: UInt32 = 0
        // SAFETY: OpenSSL writes as many bytes as the algorithm's sum has.
        guard EVP_DigestFinal_ex(context, &digest, &count) == 1, count == digest.count else {
            throw Failure(.internal, "OpenSSL makes no checksum")
        }
        return Hexadecimal.text(digest)
    }
}
