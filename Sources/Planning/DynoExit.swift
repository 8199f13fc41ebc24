import Model

/// The way out of a dyno: out of the routes, its last requests, SIGTERM, SIGKILL. A dyno that the router serves, or may
/// serve, stays, however long that takes: its clock starts with the first table that is served without it.
package enum DynoExit: Hashable, Sendable {
    /// Nothing is due; look again then, or when something happens.
    case wait(until: Int64?)
    case terminate
    case kill

    package struct Limits: Hashable, Sendable {
        /// For its last requests; an app may have another.
        package var drainMilliseconds: Int64
        /// From SIGTERM to SIGKILL.
        package var stopMilliseconds: Int64
        /// For so long a dyno stays that only the table on disk names: the disk that takes no newer one may be full for days.
        package var unsavedMilliseconds: Int64 = 600_000
        /// A signal that had no effect is sent again: what sends it may have failed.
        package var killAgainMilliseconds: Int64 = 5_000

        package init(drainMilliseconds: Int64, stopMilliseconds: Int64) {
            self.drainMilliseconds = drainMilliseconds
            self.stopMilliseconds = stopMilliseconds
        }
    }

    /// - Parameter drain: milliseconds; nil: as the limits say.
    package static func decide(_ dyno: ObservedDyno, drain: Int64?, limits: Limits, now: Int64) -> DynoExit {
        guard dyno.isAlive else { return .wait(until: nil) }
        if let killedAt = dyno.killedAt { return due(killedAt + limits.killAgainMilliseconds, now, .kill) }
        switch dyno.phase {
        case .draining:
            guard dyno.slot.isWeb else { return .terminate }
            guard let leftAt = dyno.leftAt else { return .wait(until: nil) }
            let unsaved = leftAt + limits.unsavedMilliseconds
            if dyno.isOnDisk, now < unsaved { return .wait(until: unsaved) }
            return dyno.isDrained ? .terminate : due(leftAt + (drain ?? limits.drainMilliseconds), now, .terminate)
        case .stopping: return due(dyno.since + limits.stopMilliseconds, now, .kill)
        case .starting, .up, .ended: return .wait(until: nil)
        }
    }

    private static func due(_ time: Int64, _ now: Int64, _ exit: DynoExit) -> DynoExit { now >= time ? exit : .wait(until: time) }
}
