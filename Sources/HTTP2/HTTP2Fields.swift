import CNGHTTP2

/// The fields of an answer's head, names in lower case.
package struct HTTP2Fields {
    private var bytes: [UInt8] = []
    private var ends: [(name: Int, value: Int)] = []

    package init() {}

    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Adds a field out of ranges of `source`; letters of the name become small ones.
    package mutating func append(_ source: [UInt8], name: Range<Int>, value: Range<Int>) {
        for position in name {
            let byte = source[position]
            bytes.append(byte &- 65 < 26 ? byte | 32 : byte)
        }
        let nameEnd = bytes.count
        bytes.append(contentsOf: source[value])
        ends.append((nameEnd, bytes.count))
    }

    package mutating func append(status source: [UInt8], _ value: Range<Int>) {
        bytes.append(contentsOf: ":status".utf8)
        let nameEnd = bytes.count
        bytes.append(contentsOf: source[value])
        ends.append((nameEnd, bytes.count))
    }

    /// What the library takes, valid within the closure, which copies it.
    func withNames<Result>(_ body: ([nghttp2_nv]) -> Result) -> Result {
        // SAFETY: the pointers lie within `bytes` and do not leave the closure.
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = UnsafeMutablePointer(mutating: buffer.baseAddress) else { return body([]) }
            var start = 0
            var names: [nghttp2_nv] = []
            names.reserveCapacity(ends.count)
            for end in ends {
                names.append(
                    nghttp2_nv(
                        name: base + start,
                        value: base + end.name,
                        namelen: end.name - start,
                        valuelen: end.value - end.name,
                        flags: UInt8(NGHTTP2_NV_FLAG_NONE.rawValue)
                    )
                )
                start = end.value
            }
            return body(names)
        }
    }
}
