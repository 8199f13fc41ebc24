import Model

extension Cage.Limits {
    /// What a build may use, in a step and around it.
    package init(build: Configuration.BuildLimits) {
        self.init()
        memoryBytes = build.memoryBytes
        cpuShares = build.cpuShares
        cpuPercent = build.cpuPercent
        processes = build.processesMax
        fileSizeBytes = build.diskBytesMax
    }
}
