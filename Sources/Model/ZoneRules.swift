/// How far clocks of a time zone are before UTC, from moment to moment: what a file of the system's zoneinfo (TZif, RFC 9636) says.
package struct ZoneRules: Hashable, Sendable {
    package static let utc = ZoneRules(changes: [], offsets: [], first: 0, later: nil)
    package static let bytesMax = 200_000

    private let changes: [Int64]
    /// From each change on; seconds.
    private let offsets: [Int64]
    private let first: Int64
    /// After the last change.
    private let later: ZoneYears?

    private init(changes: [Int64], offsets: [Int64], first: Int64, later: ZoneYears?) {
        self.changes = changes
        self.offsets = offsets
        self.first = first
        self.later = later
    }

    /// Seconds, eastwards.
    package func offset(at time: Int64) -> Int64 {
        guard let last = changes.last, time < last || later == nil else { return later?.offset(at: time) ?? first }
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= time { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? first : offsets[low - 1]
    }

    /// nil: it is no such file of version 2 or above.
    package init?(_ bytes: [UInt8]) {
        guard let old = Header(bytes, at: 0), old.version >= UInt8(ascii: "2"),
            let header = Header(bytes, at: Header.bytes + old.blockBytes(4)), bytes.count >= header.start + header.blockBytes(8)
        else { return nil }
        var place = header.start
        func number(_ count: Int) -> Int64 {
            defer { place += count }
            let value = bytes[place..<place + count].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return count == 8 ? Int64(bitPattern: value) : Int64(Int32(truncatingIfNeeded: value))
        }
        let times = (0..<header.changes).map { _ in number(8) }
        let kinds = (0..<header.changes).map { _ in Int(UInt8(truncatingIfNeeded: number(1))) }
        let types = (0..<header.types).map { _ in
            defer { place += 2 }
            return number(4)
        }
        guard let first = types.first, kinds.allSatisfy({ $0 < types.count }), zip(times, times.dropFirst()).allSatisfy(<),
            types.allSatisfy({ abs($0) < 30 * 3600 })
        else { return nil }
        let rest = bytes[(header.start + header.blockBytes(8))...].drop { $0 == 10 }.prefix { $0 != 10 }
        let later = ZoneYears(String(decoding: rest, as: UTF8.self))
        self.init(changes: times, offsets: kinds.map { types[$0] }, first: first, later: later)
    }

    private struct Header {
        static let bytes = 44

        let start: Int
        let version: UInt8
        let changes: Int
        let types: Int
        private let counts: [Int]

        init?(_ bytes: [UInt8], at place: Int) {
            guard bytes.count >= place + Self.bytes, bytes[place..<place + 4].elementsEqual("TZif".utf8) else { return nil }
            version = bytes[place + 4]
            counts = (0..<6).map { index in
                let from = place + 20 + index * 4
                return bytes[from..<from + 4].reduce(0) { $0 << 8 | Int($1) }
            }
            guard counts.allSatisfy({ $0 <= ZoneRules.bytesMax }) else { return nil }
            (changes, types) = (counts[3], counts[4])
            start = place + Self.bytes
        }

        func blockBytes(_ timeBytes: Int) -> Int {
            let (isUTC, isStandard, leaps, letters) = (counts[0], counts[1], counts[2], counts[5])
            return changes * (timeBytes + 1) + types * 6 + letters + leaps * (timeBytes + 4) + isStandard + isUTC
        }
    }
}
