import Model

/// Whom a look at the disk stops, and when the next look is due.
package enum DiskPlan {
    /// One dyno as two looks have seen it.
    package struct Growth: Hashable, Sendable {
        package var id: String
        package var before: DiskAmount?
        package var now: DiskAmount?
        /// What its processes have written since the look before, whether or not a tree shows it; nil where nobody can say.
        package var written: Int64?

        package init(id: String, before: DiskAmount?, now: DiskAmount?, written: Int64? = nil) {
            self.id = id
            self.before = before
            self.now = now
            self.written = written
        }

        var bytes: Int64 { max(0, (now?.bytes ?? 0) - (before?.bytes ?? 0)) }
        var files: Int64 { max(0, (now?.files ?? 0) - (before?.files ?? 0)) }
    }

    /// Less than that is nobody's fault: logs, caches of a page that is asked for.
    private static let growthBytesMin: Int64 = 1 << 20
    private static let growthFilesMin: Int64 = 100

    /// The dyno that has to go where less is left than has to stay free: that which has grown most since the look before.
    /// nil: none grows, so that none would help.
    package static func grower(_ dynos: [Growth], space: DiskSpace, before: DiskSpace?, floor: DiskFloor) -> Growth? {
        if space.freeBytes < floor.bytes {
            if let dyno = dynos.max(by: { $0.bytes < $1.bytes }), dyno.bytes >= growthBytesMin { return dyno }
            // What fills the disk can be seen nowhere: then it is who has written at least half of what is gone since.
            let lost = (before?.freeBytes ?? space.freeBytes) - space.freeBytes
            if let dyno = dynos.max(by: { ($0.written ?? 0) < ($1.written ?? 0) }), let written = dyno.written,
                lost >= growthBytesMin, written >= lost / 2
            {
                return dyno
            }
        }
        if let free = space.freeFiles, free < floor.files, let dyno = dynos.max(by: { $0.files < $1.files }),
            dyno.files >= growthFilesMin
        {
            return dyno
        }
        return nil
    }

    package static let pauseMillisecondsMax: Int64 = 10_000
    private static let pauseMillisecondsMin: Int64 = 250
    /// What a disk can take at most, so that a look comes before it could have filled.
    private static let bytesPerMillisecond: Int64 = 1 << 20
    private static let filesPerMillisecond: Int64 = 100

    /// Between two looks at what dynos have written: the shorter the less is left, but no more than a tenth of the time is
    /// spent looking, or half of it where the floor is near.
    /// - Parameter cost: milliseconds of the look before.
    package static func pause(space: DiskSpace, floor: DiskFloor, cost: Int64) -> Int64 {
        let untilBytes = max(0, space.freeBytes - floor.bytes) / bytesPerMillisecond
        let untilFiles = max(0, (space.freeFiles ?? .max) - floor.files) / filesPerMillisecond
        let wanted = min(max(min(untilBytes, untilFiles) / 2, pauseMillisecondsMin), pauseMillisecondsMax)
        return min(max(wanted, wanted < 1000 ? cost : cost * 9), 10 * pauseMillisecondsMax)
    }
}
