import Git
import Model

/// The list of files that lies beside a layer, with its sum: what a push hides and leaves out goes by it.
enum SealedListing {
    private static let sumBytes = 2 * SHA256.digestBytes

    static func encode(_ entries: [TreeEntry]) -> [UInt8] {
        let list = TreeListing.encode(entries)
        return list + SHA256.hex(of: list).utf8
    }

    /// - Returns: nil where it is not what was written, or an older version wrote it, without a sum: then nobody knows what is in the
    ///   layer, and the next push writes all files anew.
    static func decode(_ bytes: [UInt8], limits: TreeLimits) -> [TreeEntry]? {
        let list = Array(bytes.dropLast(sumBytes))
        guard bytes.count >= sumBytes, bytes.suffix(sumBytes).elementsEqual(SHA256.hex(of: list).utf8) else { return nil }
        // What is over limits that have changed is written anew as well, and refused there.
        return try? TreeListing.decode(list[...], limits: limits)
    }
}
