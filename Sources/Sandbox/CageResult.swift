import Model

/// How a cage in the foreground ended.
package enum CageResult: Hashable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)
    /// The kernel killed it, or one of its processes on which it then failed.
    case outOfMemory
    case timeLimit
    case diskLimit(DiskLimits.Excess, DiskAmount)
    /// It wrote while the machine had less left than has to stay free, or failed where next to nothing was left.
    case diskFull(DiskSpace)
    case cancelled
}
