import Model

/// The runner's connections to the router's workers, as a value. There is one worker, or several while one replaces
/// another: what is served, and which removed dynos have no request any more, is what all of them agree about.
package struct RouterLinks: Sendable {
    private struct Link {
        /// The newest table that all its loops serve.
        var applied: UInt64 = 0
        /// The newest one that it has on disk as well.
        var saved: UInt64 = 0
        /// Why its newest table is not on disk; nil: it is.
        var unsaved: String?
        /// How often it has refused tables in a row, and why it did the last time.
        var refusals = 0
        var refusal: String?
        /// Removed dynos that it still has requests of; nil: it is of a version that does not say.
        var busy: Set<String>? = []
        /// What it called drained.
        var drained: Set<String> = []

        func isRid(of dyno: String) -> Bool { busy.map { !$0.contains(dyno) } ?? drained.contains(dyno) }
    }

    private var links: [Int: Link] = [:]
    /// Of our first table, and of our newest; 0: there is none yet.
    private var first: UInt64 = 0
    private var version: UInt64 = 0
    private var named: Set<String> = []
    /// Removed from the table, and not yet reported as drained.
    private var leaving: Set<String> = []

    package init() {}

    package var isEmpty: Bool { links.isEmpty }

    /// A runner before this one may have had these in its tables: those that the first table does not name are drained when
    /// the workers say so, as those that it removed itself.
    package mutating func adopted(_ dynos: [String]) { leaving.formUnion(Set(dynos).subtracting(named)) }

    package mutating func opened(_ link: Int) { links[link] = Link() }

    /// Whatever it still had has ended with it.
    package mutating func closed(_ link: Int) { links[link] = nil }

    /// All links get this table.
    package mutating func sent(_ table: RouteTable) {
        let ids = Set(table.apps.flatMap { $0.backends.map(\.id) })
        leaving.formUnion(named.subtracting(ids))
        leaving.subtract(ids)
        named = ids
        version = table.version
        if first == 0 { first = version }
    }

    /// - Parameter unsaved: why the table is not on disk; nil: it is.
    package mutating func applied(_ link: Int, version: UInt64, busy: [String]?, unsaved: String? = nil) {
        links[link]?.applied = version
        links[link]?.busy = busy.map { Set($0) }
        links[link]?.unsaved = unsaved
        if unsaved == nil { links[link]?.saved = version }
        links[link]?.refusals = 0
        links[link]?.refusal = nil
    }

    /// Returns the milliseconds after which the newest table is to be sent again.
    package mutating func refused(_ link: Int, reason: String) -> Int64 {
        let refusals = min((links[link]?.refusals ?? 0) + 1, 6)
        links[link]?.refusals = refusals
        links[link]?.refusal = reason
        return min(500 << refusals, 30_000)
    }

    /// What is wrong with the routes that are served, for people; nil: nothing.
    package var complaint: String? {
        let all = links.sorted { $0.key > $1.key }.map(\.value)
        if let refusal = all.compactMap(\.refusal).first { return "the router refuses the newest routes, which are sent again: \(refusal)" }
        return all.compactMap(\.unsaved).first.map { "the newest routes are served, but could not be saved yet: \($0)" }
    }

    package mutating func drained(_ link: Int, _ dyno: String) {
        links[link]?.busy?.remove(dyno)
        links[link]?.drained.insert(dyno)
        // A runner before this one may have removed it.
        if links[link] != nil, !named.contains(dyno) { leaving.insert(dyno) }
    }

    /// The newest of our tables that every worker serves; 0: none, or one of a runner before us, which may name dynos that are
    /// in none of ours.
    package var appliedVersion: UInt64 { newest(\.applied) }

    /// The newest of our tables that every worker has on disk; 0: none, as above.
    package var savedVersion: UInt64 { newest(\.saved) }

    /// Links whose worker has not said that it serves our newest table.
    package var behind: [Int] { links.filter { $0.value.applied != version }.keys.sorted() }

    private func newest(_ what: (Link) -> UInt64) -> UInt64 {
        links.values.map(what).map { first <= $0 && $0 <= version ? $0 : 0 }.min() ?? 0
    }

    /// The dynos that no worker has requests of any more, each said once.
    package mutating func takeDrained() -> [String] {
        // Before the first table nobody has said anything.
        guard version > 0, !leaving.isEmpty, !links.isEmpty, appliedVersion == version else { return [] }
        let done = leaving.filter { dyno in links.values.allSatisfy { $0.isRid(of: dyno) } }
        leaving.subtract(done)
        for link in links.keys { links[link]?.drained.subtract(done) }
        return done.sorted()
    }
}
