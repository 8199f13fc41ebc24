/// How the machine is that apps run on, as `renga status` shows it.
package struct MachineSummary: Codable, Sendable, Hashable {
    /// A certificate that ends soon and is not renewed automatically, or was not so far.
    package struct Ending: Codable, Sendable, Hashable {
        package var app: AppName
        package var host: String
        /// Seconds since 1970.
        package var notAfter: Int64

        package init(app: AppName, host: String, notAfter: Int64) {
            (self.app, self.host, self.notAfter) = (app, host, notAfter)
        }
    }

    /// A certificate that has no longer is named.
    package static let endingSeconds: Int64 = 14 * 86_400

    package var diskFreeBytes: Int64
    /// Below it, apps that grow are stopped.
    package var diskFloorBytes: Int64
    package var memoryBytes: Int64?
    package var memoryAvailableBytes: Int64?
    /// Of the last minute.
    package var load: Double?
    package var processors: Int
    /// That are under way or wait for their turn.
    package var builds: Int
    package var ending: [Ending]
    /// Of apps that were destroyed; nil: there is none, it was not counted yet, or whoever asks does not look after the machine.
    package var keptStorage: KeptStorage?
    /// What came of the last look at the team's list of keys, for who looks after the machine; nil: there was none.
    package var keySync: KeySyncReport?

    package init(
        diskFreeBytes: Int64,
        diskFloorBytes: Int64,
        memoryBytes: Int64?,
        memoryAvailableBytes: Int64?,
        load: Double?,
        processors: Int,
        builds: Int,
        ending: [Ending],
        keptStorage: KeptStorage? = nil
    ) {
        self.diskFreeBytes = diskFreeBytes
        self.diskFloorBytes = diskFloorBytes
        self.memoryBytes = memoryBytes
        self.memoryAvailableBytes = memoryAvailableBytes
        self.load = load
        self.processors = processors
        self.builds = builds
        self.ending = ending
        self.keptStorage = keptStorage
    }
}
