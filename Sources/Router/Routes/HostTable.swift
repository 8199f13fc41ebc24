import Model

/// From a host's bytes to an app's number, whatever the case of the letters and however many hosts there are: one lookup
/// for the name itself, and where that is not there, one for each of its dots, if the table has wildcards at all.
struct HostTable: Sendable {
    private let names: Names
    /// `*.example.com` as `example.com`.
    private let wildcards: Names

    /// - Parameter hosts: lower-case, each once, with the number of its app.
    init(_ pairs: [(host: String, app: Int)], seed: UInt64) {
        names = Names(pairs.filter { !$0.host.hasPrefix("*.") }.map { (Array($0.host.utf8), $0.app) }, seed: seed)
        wildcards = Names(pairs.filter { $0.host.hasPrefix("*.") }.map { (Array($0.host.utf8.dropFirst(2)), $0.app) }, seed: seed)
    }

    /// The closest entry: the name, or else the wildcard that leaves the fewest labels open.
    func find(_ bytes: [UInt8], _ range: Range<Int>) -> Int? { find(bytes, range) { _ in } }

    /// How many entries a lookup compares or passes by.
    func probes(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        var count = 0
        _ = find(bytes, range) { count += $0 }
        return count
    }

    @inline(__always)
    private func find(_ bytes: [UInt8], _ range: Range<Int>, _ seen: (Int) -> Void) -> Int? {
        if let app = names.find(bytes, range, hash: names.hash(bytes, range), seen) { return app }
        return wildcards.isEmpty ? nil : findWildcard(bytes, range, seen)
    }

    /// From the right, because the hash of each suffix is on the way to that of the next longer one.
    private func findWildcard(_ bytes: [UInt8], _ range: Range<Int>, _ seen: (Int) -> Void) -> Int? {
        var closest: Int?
        var hash = wildcards.emptyHash
        var position = range.upperBound - 1
        while position > range.lowerBound {
            if bytes[position] == UInt8(ascii: "."),
                let app = wildcards.find(bytes, position + 1..<range.upperBound, hash: hash, seen)
            {
                closest = app
            }
            hash = wildcards.hash(hash, bytes[position])
            position -= 1
        }
        return closest
    }
}

extension HostTable {
    /// Open addressing, at most half full, with hashes that grow from a name's end to its beginning.
    private struct Names: Sendable {
        private var names: [[UInt8]] = []
        private var apps: [Int] = []
        private var slots: [Int32]
        let emptyHash: UInt64

        init(_ pairs: [(name: [UInt8], app: Int)], seed: UInt64) {
            emptyHash = seed ^ 14_695_981_039_346_656_037
            var size = 16
            while size < pairs.count * 2 { size *= 2 }
            slots = [Int32](repeating: -1, count: size)
            for (number, pair) in pairs.enumerated() {
                names.append(pair.name)
                apps.append(pair.app)
                var slot = slot(hash(pair.name, 0..<pair.name.count))
                while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
                slots[slot] = Int32(number)
            }
        }

        var isEmpty: Bool { names.isEmpty }

        @inline(__always)
        func hash(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(ASCII.lower(byte))) &* 1_099_511_628_211 }

        @inline(__always)
        func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
            var hash = emptyHash
            var position = range.upperBound
            while position > range.lowerBound {
                position -= 1
                hash = self.hash(hash, bytes[position])
            }
            return hash
        }

        @inline(__always)
        private func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash ^ hash >> 32) & (slots.count - 1) }

        @inline(__always)
        func find(_ bytes: [UInt8], _ range: Range<Int>, hash: UInt64, _ seen: (Int) -> Void) -> Int? {
            var slot = slot(hash)
            while slots[slot] >= 0 {
                let number = Int(slots[slot])
                seen(1)
                if bytes.equals(range, lower: names[number]) { return apps[number] }
                slot = (slot + 1) & (slots.count - 1)
            }
            return nil
        }
    }
}
