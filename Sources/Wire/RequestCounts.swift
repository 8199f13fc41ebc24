/// What was counted of the requests of one app, or of those that belong to none.
package struct RequestCounts: Codable, Sendable, Hashable {
    /// Upper ends of the histogram's parts, in milliseconds; one part more is for what took longer.
    package static let limits: [Int64] = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000]

    /// By the first digit of their status, from 1xx to 5xx.
    package var classes = [UInt64](repeating: 0, count: 5)
    /// By H-code.
    package var codes: [String: UInt64] = [:]
    /// How long dynos took, tunnels left out: how many lie in each part of the histogram, and all of it in milliseconds.
    package var durations = [UInt64](repeating: 0, count: limits.count + 1)
    package var durationMilliseconds: UInt64 = 0
    /// Bytes of bodies to clients.
    package var bytes: UInt64 = 0
    /// Further dynos or connections that were tried for a request.
    package var retries: UInt64 = 0

    package init() {}

    package var requests: UInt64 { classes.reduce(0, +) }

    package mutating func add(_ other: RequestCounts) {
        for place in classes.indices where other.classes.indices.contains(place) { classes[place] += other.classes[place] }
        for place in durations.indices where other.durations.indices.contains(place) { durations[place] += other.durations[place] }
        codes.merge(other.codes, uniquingKeysWith: +)
        durationMilliseconds += other.durationMilliseconds
        bytes += other.bytes
        retries += other.retries
    }

    /// - Parameters:
    ///   - code: an H-code, or empty.
    ///   - service: milliseconds that a dyno took; nil: none was asked, or it is a tunnel.
    package mutating func count(status: Int, code: String, service: Int64?, bytes sent: Int, retries tried: Int) {
        classes[min(max(status / 100 - 1, 0), 4)] += 1
        bytes += UInt64(max(sent, 0))
        if tried > 0 { retries += UInt64(tried) }
        if !code.isEmpty { codes[code, default: 0] += 1 }
        guard let service else { return }
        var place = 0
        while place < Self.limits.count, service > Self.limits[place] { place += 1 }
        durations[place] += 1
        durationMilliseconds += UInt64(max(service, 0))
    }
}
