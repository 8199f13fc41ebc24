import Model

extension Cage.Limits {
    /// What a dyno may take, a release command's included.
    package init(dyno: Configuration.DynoLimits) {
        memoryBytes = dyno.memoryBytes
        cpuShares = dyno.cpuShares
        cpuPercent = dyno.cpuPercent
        processes = dyno.processesMax
        openFiles = dyno.openFilesMax
        fileSizeBytes = dyno.diskBytesMax
    }
}
