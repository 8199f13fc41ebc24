/// Requests per second between two looks that are at least a second apart. A pure value; milliseconds, monotonic.
struct RateMeter {
    static let millisecondsMin: Int64 = 1_000

    private var since: Int64
    private var count: UInt64 = 0
    private(set) var perSecond = 0.0
    private(set) var overMilliseconds: Int64 = 0

    init(now: Int64) { since = now }

    mutating func look(_ requests: UInt64, now: Int64) {
        let passed = now - since
        guard passed >= Self.millisecondsMin || overMilliseconds == 0, passed > 0 else { return }
        perSecond = Double(requests - count) * 1000 / Double(passed)
        overMilliseconds = passed
        since = now
        count = requests
    }
}
