import Glibc

/// Git's order of paths: by their bytes.
package enum PathOrder {
    /// Less than, equal to or greater than 0, as the first path stands before, at or behind the second.
    package static func compare(_ one: [UInt8], _ other: [UInt8]) -> Int {
        let common = min(one.count, other.count)
        let difference = one.withUnsafeBytes { one in
            other.withUnsafeBytes { other in
                // An empty array may have no address.
                guard common > 0, let one = one.baseAddress, let other = other.baseAddress else { return Int32(0) }
                return memcmp(one, other, common)
            }
        }
        return difference == 0 ? one.count - other.count : Int(difference)
    }

    package static func precedes(_ one: [UInt8], _ other: [UInt8]) -> Bool { compare(one, other) < 0 }
}
