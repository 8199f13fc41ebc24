import Model

extension Cage {
    /// What a cage may take at most; 0 means no ceiling, but for memory, which always has one.
    package struct Limits: Hashable, Sendable, Codable {
        package var memoryBytes: Int64 = 512 << 20
        /// 1024 is an ordinary share.
        package var cpuShares = 1024
        /// Percent of one CPU.
        package var cpuPercent = 0
        /// Processes and threads together.
        package var processes = 256
        package var openFiles = 10_000
        /// The largest file that a process may write.
        package var fileSizeBytes: Int64 = 0

        package init() {}

        /// What a dyno may take, a release command's included: `dyno` in config.yml.
        package init(dyno: Configuration.DynoLimits) {
            memoryBytes = dyno.memoryBytes
            cpuShares = dyno.cpuShares
            cpuPercent = dyno.cpuPercent
            processes = dyno.processesMax
            openFiles = dyno.openFilesMax
            fileSizeBytes = dyno.diskBytesMax
        }

        /// What a build may take, in a step and around it: `build` in config.yml.
        package init(build: Configuration.BuildLimits) {
            memoryBytes = build.memoryBytes
            cpuShares = build.cpuShares
            cpuPercent = build.cpuPercent
            processes = build.processesMax
            fileSizeBytes = build.diskBytesMax
        }
    }
}

extension Cage.Limits {
    /// Of the conmon beside the cage once that is made. A quarter of a processor takes some hundred thousand lines a second, twice
    /// what anybody reads of one dyno: a cage that prints without end waits for it, as for a slow terminal, instead of weighing
    /// twice what one does that computes.
    var guardian: Cage.Limits {
        var limits = self
        limits.cpuShares = max(cpuShares / 8, 2)
        limits.cpuPercent = cpuPercent > 0 ? min(cpuPercent, Self.guardianPercent) : Self.guardianPercent
        return limits
    }

    private static let guardianPercent = 25

    /// As the control group has it.
    var resources: OCIConfiguration.Resources {
        let period: UInt64 = 100_000
        return .init(
            memory: .init(limit: memoryBytes, swap: memoryBytes),
            pids: processes > 0 ? .init(limit: processes) : nil,
            cpu: .init(
                shares: cpuShares > 0 ? cpuShares : nil,
                quota: cpuPercent > 0 ? Int64(cpuPercent) * 1000 : nil,
                period: cpuPercent > 0 ? period : nil
            )
        )
    }
}
