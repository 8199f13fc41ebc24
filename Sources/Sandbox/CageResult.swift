import Model

/// How a cage in the foreground ended.
package enum CageResult: Hashable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
    /// The kernel killed it, or one of its processes on which it then failed.
    case outOfMemory
    case timeLimit
    case diskLimit(DiskLimits.Excess, DiskAmount)
    /// It wrote while the machine had less left than has to stay free.
    case diskFull(DiskSpace)
    case cancelled

    package var diskExcess: DiskLimits.Excess? {
        if case .diskLimit(let excess, _) = self { excess } else { nil }
    }
}

/// What a cage in the foreground may take beyond its own limits.
package struct RunLimits: Hashable, Sendable {
    package var seconds: Int
    /// Over everything that it writes, what was in its binds before included.
    package var disk: DiskLimits
    /// Of every file system that it writes to.
    package var floor: DiskFloor

    package init(seconds: Int, disk: DiskLimits = .none, floor: DiskFloor = .none) {
        self.seconds = seconds
        self.disk = disk
        self.floor = floor
    }
}
