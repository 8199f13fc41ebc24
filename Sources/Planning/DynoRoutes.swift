/// What the router's tables have to do with one dyno: whether any has named it, and since when none that is served does.
package struct DynoRoutes: Hashable, Sendable {
    /// A table has named it, or may have: the router will say when its last request has ended.
    package private(set) var wasNamed: Bool
    /// The newest table that names it; 0: none of ours.
    private var namedIn: UInt64 = 0
    /// Since when no table that the router serves names it; monotonic milliseconds.
    package private(set) var leftAt: Int64?
    /// Its last request has ended.
    package private(set) var isDrained = false

    /// - Parameter wasNamed: true of one that an earlier runner left, which may have had it in its tables.
    package init(wasNamed: Bool = false) { self.wasNamed = wasNamed }

    /// A table names it. What it had before it left the routes the last time is not what it will have.
    package mutating func named(in version: UInt64) {
        wasNamed = true
        namedIn = version
        leftAt = nil
        isDrained = false
    }

    /// No further table will name it. Of one that the router never heard of there is no last request to wait for.
    package mutating func retired() {
        leftAt = nil
        if !wasNamed { isDrained = true }
    }

    package mutating func drained() { isDrained = true }

    /// To be called before a dyno that goes is judged: from here on its time counts where nobody serves it any more.
    /// - Parameter applied: the newest table that every worker serves.
    package mutating func look(applied: UInt64, now: Int64) {
        if leftAt == nil, !wasNamed || applied > namedIn { leftAt = now }
    }

    /// Whether the table that the router has on disk may name it.
    package func isOnDisk(saved: UInt64) -> Bool { wasNamed && saved <= namedIn }
}
