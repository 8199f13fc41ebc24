/// `config.yml`, with a default for every key: an empty file is a working installation.
package struct Configuration: Hashable, Sendable, Codable {
    /// Apps are served as `APP.<domain>`.
    package var domain = "localhost"
    /// What the URL in the push output says; the port is left out where it is 80.
    package var urlPort: UInt16?
    /// Where people reach git and the CLI, such as `git@example.com`; shown in hints.
    package var gitHost = "git@localhost"
    package var defaultStack = "debian-13"
    /// Where layers live; several installations on one machine may share one store. Empty: `layers` in the root.
    package var layers = ""
    package func layerDirectory(_ root: InstallationRoot) -> String { layers.isEmpty ? root.layers : layers }
    /// Where layers take more, what nothing names goes at once; 0: whenever it was unused for a day.
    package var storeBytesMax: Int64 = 50 << 30
    /// What is fetched from elsewhere than its publisher.
    package var mirrors = Mirrors()
    package var users = Users()
    package var router = RouterSettings()
    package var acme = ACMESettings()
    package var network = NetworkSettings()
    package var disk = DiskFloor()
    package var git = GitLimits()
    package var build = BuildLimits()
    package var dyno = DynoLimits()
    package var logs = LogLimits()
    package var outgoing = OutgoingSettings()
    package var keys = KeySyncSettings()
    package var preview = PreviewLimits()
    package var notify = NotifySettings()

    package init() {}

    /// - Parameter redirects: plain HTTP is answered by a redirect to HTTPS.
    package func url(of app: AppName, redirects: Bool = false) -> String {
        if redirects, let port = router.httpsPort { return "https://\(app).\(domain)\(port == 443 ? "" : ":\(port)")/" }
        let port = urlPort ?? router.httpPort
        return "http://\(app).\(domain)\(port == 80 ? "" : ":\(port)")/"
    }

    /// The system users of an installation.
    package struct Users: Hashable, Sendable, Codable {
        /// Receives pushes. `root` in a private installation such as the demo, which adds no users.
        package var git = "git"
        /// Runs the router.
        package var router = "renga"
        /// Apps get one uid each, from here on upwards.
        package var appUIDBase: UInt32 = 20000
        /// For the process that plans builds, which is no app; the first of them that no user of the machine has.
        package var plannerUIDs: ReversedCollection<Range<UInt32>> { (appUIDBase - 64..<appUIDBase).reversed() }
        /// The same for the processes that carry an app's log to strangers' servers. Each app begins with another of them, since
        /// those of one number can end each other, if nothing else: what they have in memory is hidden from each other.
        package func carrierUIDs(of app: Int64) -> [UInt32] {
            let numbers = Array((appUIDBase - 128..<appUIDBase - 64).reversed())
            let first = Int(app.magnitude % UInt64(numbers.count))
            return Array(numbers[first...] + numbers[..<first])
        }
        package init() {}
    }

    package struct NetworkSettings: Hashable, Sendable, Codable {
        /// Name of the bridge, at most 12 characters.
        package var bridge = "renga0"
        /// A /16 for dynos (and build steps), as its first two octets.
        package var prefix = "10.89"
        /// Name servers for dynos and builds; empty: the machine's.
        package var nameServers: [String] = []
        /// Of this machine and of networks that it alone has: all that dynos and builds reach there.
        package var allow: [NetworkAllowance] = []
        /// Open connections of one dyno or build, outwards, and as many inwards.
        package var connectionsMax = 10_000
        package init() {}
    }

    /// git itself, which unpacks what strangers push before anything else is asked.
    package struct GitLimits: Hashable, Sendable, Codable {
        /// Of one process of git: a file of `build.file_bytes_max` that came as a change of another takes twice that.
        package var memoryBytes: Int64 = 1536 << 20
        package var cpuSecondsMax = 600
        package var secondsMax = 3600
        package var pushBytesMax: Int64 = 2 << 30
        package init() {}
    }

    package struct BuildLimits: Hashable, Sendable, Codable {
        package var checkoutBytesMax: Int64 = 1 << 30
        package var slugBytesMax: Int64 = 500 << 20
        package var fileBytesMax: Int64 = 500 << 20
        package var checkoutFilesMax = 200_000
        package var memoryBytes: Int64 = 2560 << 20
        /// Percent of one CPU; 0: no ceiling, only a lower share than dynos have.
        package var cpuPercent = 0
        package var cpuShares = 256
        package var processesMax = 1024
        package var diskBytesMax: Int64 = 4 << 30
        package var diskFilesMax: Int64 = 500_000
        package var stepSecondsMax = 900
        /// All of a push from its turn on.
        package var secondsMax = 7200
        /// Of all apps; those that come after wait for their turn.
        package var atOnceMax = 4
        package var planSecondsMax = 20
        package var planMemoryBytes: Int64 = 512 << 20
        package var logBytesMax: Int64 = 20 << 20
        package var releaseSecondsMax = 3600
        /// Slugs of an app that are kept to go back to.
        package var releasesKept = 20
        /// Logs of builds that made none of the kept releases.
        package var logsKept = 50
        /// Environment of every build step, such as `PIP_INDEX_URL` for a mirror. Never secrets: it is part of the plan.
        package var environment: [String: String] = [:]
        /// A CA bundle of the machine that build steps trust instead of the stack's, for networks with a CA of their own.
        package var caBundle = ""
        package init() {}

        /// Of a step, with what is in the app's caches.
        package var disk: DiskLimits { DiskLimits(bytes: diskBytesMax, files: diskFilesMax) }
        /// Of what a step leaves behind: with holes it may be much more than what it wrote, and is all read.
        package var result: DiskLimits { DiskLimits(bytes: diskBytesMax, files: diskFilesMax, apparentBytes: diskBytesMax) }
    }

    package struct DynoLimits: Hashable, Sendable, Codable {
        package var memoryBytes: Int64 = 512 << 20
        package var sizes = DynoSizes()
        package var cpuShares = 1024
        package var cpuPercent = 0
        package var processesMax = 256
        package var openFilesMax = 10000
        package var diskBytesMax: Int64 = 2 << 30
        package var diskFilesMax: Int64 = 200_000
        /// All folders of an app that stay, together.
        package var storageBytesMax: Int64 = 20 << 30
        /// Copies of one such folder.
        package var storageSnapshotsMax = 5
        package var bootSecondsMax = 60
        package var stopSecondsMax = 30
        package var drainSecondsMax = 300
        package var quantityMax = 100
        /// One-off dynos of an app at once, and how long one may take.
        package var oneOffsMax = 20
        package var oneOffSecondsMax = 86_400
        /// A worker of a new release counts as up when it has lived this long.
        package var settleMilliseconds = 500
        /// First pause after a crash; doubles with every further one.
        package var backoffSecondsMin = 1
        package var backoffSecondsMax = 300
        /// After so long a dyno that is well is replaced; 0: never.
        package var cycleHours = 0
        /// The shortest time without traffic after which an app may be put to sleep.
        package var sleepSecondsMin = 60
        package init() {}

        package var disk: DiskLimits { DiskLimits(bytes: diskBytesMax, files: diskFilesMax) }
    }

    /// What is sent to servers that people name: drains, and messages.
    package struct OutgoingSettings: Hashable, Sendable, Codable {
        /// Of this machine and of local networks: all that is reached there.
        package var allow: [NetworkAllowance] = []
        /// A file of CA certificates to know servers by; empty: the machine's.
        package var caFile = ""
        package var drainsMax = 5
        /// Of all apps of one owner.
        package var drainsOfOwnerMax = 40
        /// Of all apps together: each is a process.
        package var drainsOnMachineMax = 100
        /// Of an app's log that waits for one drain, on disk; what is more is dropped, counted and said (L10).
        package var drainBytesMax: Int64 = 8 << 20
        package init() {}
    }

    package struct LogLimits: Hashable, Sendable, Codable {
        package var segmentBytesMax: Int64 = 4 << 20
        package var segmentsMax = 8
        package var lineBytesMax = 10_000
        /// What one dyno may print; what is more is dropped, counted and said (L12).
        package var linesPerSecondMax = 60_000
        package var bytesPerSecondMax: Int64 = 16 << 20
        /// So many seconds' worth may come at once.
        package var burstSeconds = 5
        /// A dyno's output that waits to be read, on disk; where it is more, the oldest is lost.
        package var dynoBytesMax: Int64 = 32 << 20
        package init() {}
    }
}
