import Git
import Model

/// The list of files that lies beside a layer, with its sum: what a push hides and leaves out goes by it.
enum SealedListing {
    private static let sumBytes = 2 * SHA256.digestBytes

    static func encode(_ entries: [TreeEntry]) -> [UInt8] {
        let list = TreeListing.encode(entries)
        return list + SHA256.hex(of: list).utf8
    }

    /// - Parameter isLowest: no layer of files is below.
    /// - Returns: nil where it is not what was written: then nobody knows what is in the layer.
    static func decode(_ bytes: [UInt8], isLowest: Bool, limits: TreeLimits) -> [TreeEntry]? {
        // Those of an older version have no sum: each file ends with a NUL. Above others it listed what is in that layer alone.
        guard isLowest || bytes.last != 0 else { return nil }
        let list = bytes.last == 0 ? bytes[...] : bytes.dropLast(sumBytes)
        guard list.count == bytes.count || bytes.suffix(sumBytes).elementsEqual(SHA256.hex(of: Array(list)).utf8) else { return nil }
        // What is over limits that have changed is written anew as well, and refused there.
        return try? TreeListing.decode(list, limits: limits)
    }
}
