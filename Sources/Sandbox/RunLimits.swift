import Model

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
