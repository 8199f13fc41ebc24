import Model

/// What the router says to the runner, one JSON object a line.
package enum RouterEvent: Codable, Sendable, Hashable {
    /// Every loop serves the table of this version: no new request goes to a dyno that it does not name. `busy`: dynos
    /// that no table names any more and that are not drained yet; nil from a router that does not say. `unsaved`: why the
    /// table is not on disk, where a worker that starts anew would find an older one; said again without it once it is.
    case applied(version: UInt64, busy: [String]? = nil, unsaved: String? = nil)
    /// The last request of a dyno that is in no table any more has ended.
    case drained(dyno: String)
    /// The table was not taken; the one before goes on.
    case refused(version: UInt64, reason: String)
    case report(RouterReport)
    /// A request waits for an app that the newest table says is asleep: said once for an app and table.
    case awaited(app: String)
    /// The worker takes no new connections and finishes what it has; another one may be at the same path by now.
    case retiring
}
