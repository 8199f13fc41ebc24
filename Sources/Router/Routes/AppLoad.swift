import Synchronization

/// How many requests of one app are under way, over all loops. It outlives the table that it came with.
///
/// Each loop counts in a part that it alone writes, and looks at the others' only where its own is large enough to matter:
/// counting takes no cache line from another loop. So an app whose clients are spread unevenly may come to a little more
/// than its limit, at most twice as much, and never to less.
final class AppLoad: Sendable {
    /// What one loop counts.
    final class Part: Sendable {
        private let count = Atomic<Int>(0)
        /// Parts of two loops must not share a cache line.
        private let padding: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0)

        var current: Int { count.load(ordering: .relaxed) }

        /// Called by its loop alone.
        func begin() { count.store(count.load(ordering: .relaxed) + 1, ordering: .relaxed) }
        func end() { count.store(count.load(ordering: .relaxed) - 1, ordering: .relaxed) }
    }

    let parts: [Part]

    init(loops: Int) { parts = (0..<max(loops, 1)).map { _ in Part() } }

    /// Whether there are more than so many, as far as this loop can tell by its own part or has to look at all.
    func exceeds(_ limit: Int, in part: Part) -> Bool {
        part.current * parts.count > limit && parts.reduce(0) { $0 + $1.current } > limit
    }
}
