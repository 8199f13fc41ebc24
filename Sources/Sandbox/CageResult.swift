/// How a cage in the foreground ended.
package enum CageResult: Hashable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
    /// The kernel killed it, or one of its processes on which it then failed.
    case outOfMemory
    case timeLimit
    case diskLimit
    case cancelled
}

/// What a cage in the foreground may take beyond its own limits.
package struct RunLimits: Hashable, Sendable {
    package var seconds: Int
    /// Over everything that it writes; 0: none.
    package var diskBytesMax: Int64

    package init(seconds: Int, diskBytesMax: Int64 = 0) {
        self.seconds = seconds
        self.diskBytesMax = diskBytesMax
    }
}
