/// From a host's bytes to an app's number: one hash, one comparison, whatever the case of the letters.
struct HostTable: Sendable {
    private var hosts: [[UInt8]] = []
    private var apps: [Int] = []
    private var slots: [Int32]
    private let seed: UInt64

    /// - Parameter hosts: lower-case, each once, with the number of its app.
    init(_ pairs: [(host: String, app: Int)], seed: UInt64) {
        self.seed = seed
        var size = 16
        while size < pairs.count * 2 { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        for (number, pair) in pairs.enumerated() {
            let bytes = Array(pair.host.utf8)
            hosts.append(bytes)
            apps.append(pair.app)
            var slot = slot(bytes, 0..<bytes.count)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(number)
        }
    }

    func find(_ bytes: [UInt8], _ range: Range<Int>) -> Int? {
        var slot = slot(bytes, range)
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if equal(bytes, range, hosts[number]) { return apps[number] }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    private func slot(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
        var hash = seed ^ 14_695_981_039_346_656_037
        for position in range { hash = (hash ^ UInt64(ASCII.lower(bytes[position]))) &* 1_099_511_628_211 }
        hash ^= hash >> 32
        return Int(truncatingIfNeeded: hash) & (slots.count - 1)
    }
}
