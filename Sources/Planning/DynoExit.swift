import Model

/// The way out of a dyno: out of the routes, its last requests, SIGTERM, SIGKILL. A dyno that the router serves, or may
/// serve, stays, however long that takes: its clock starts with the first table that is served without it.
package enum DynoExit: Hashable, Sendable {
    /// Nothing is due; look again then, or when something happens.
    case wait(until: Int64?)
    case terminate
    case kill(Cause)

    package enum Cause: Hashable, Sendable {
        /// SIGTERM has not ended it in its time (R12).
        case late
        /// It did not come up in its time (R10).
        case silent
        /// It was told to stop before there was anybody to hear it: it has done nothing yet that would need time.
        case unheard
        /// Its client has gone, and it has not ended by SIGHUP in its time (R16).
        case deaf
        /// It is there after a SIGKILL: what sends it may have failed.
        case again
    }

    package struct Limits: Hashable, Sendable {
        /// For its last requests; an app may have another.
        package var drainMilliseconds: Int64
        /// From SIGTERM to SIGKILL.
        package var stopMilliseconds: Int64
        /// For so long a dyno stays that only the table on disk names: the disk that takes no newer one may be full for days.
        package var unsavedMilliseconds: Int64 = 600_000
        /// From a SIGKILL that had no effect to the next.
        package var killAgainMilliseconds: Int64 = 5_000

        package init(drainMilliseconds: Int64, stopMilliseconds: Int64) {
            self.drainMilliseconds = drainMilliseconds
            self.stopMilliseconds = stopMilliseconds
        }
    }

    /// - Parameter drain: milliseconds; nil: as the limits say.
    package static func decide(_ dyno: ObservedDyno, drain: Int64?, limits: Limits, now: Int64) -> DynoExit {
        guard dyno.isAlive else { return .wait(until: nil) }
        if let killedAt = dyno.killedAt { return due(killedAt + limits.killAgainMilliseconds, now, .kill(.again)) }
        switch dyno.phase {
        case .draining:
            guard dyno.slot.isWeb else { return .terminate }
            guard let leftAt = dyno.leftAt else { return .wait(until: nil) }
            let unsaved = leftAt + limits.unsavedMilliseconds
            if dyno.isOnDisk, now < unsaved { return .wait(until: unsaved) }
            return dyno.isDrained ? .terminate : due(leftAt + (drain ?? limits.drainMilliseconds), now, .terminate)
        case .stopping:
            if let launchedAt = dyno.launchedAt, launchedAt >= dyno.since { return .kill(.unheard) }
            return due(dyno.since + limits.stopMilliseconds, now, .kill(.late))
        case .starting: return dyno.isSilent ? .kill(.silent) : .wait(until: nil)
        case .up, .ended: return .wait(until: nil)
        }
    }

    private static func due(_ time: Int64, _ now: Int64, _ exit: DynoExit) -> DynoExit { now >= time ? exit : .wait(until: time) }
}
