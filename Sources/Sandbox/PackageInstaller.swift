import Glibc
import Linux
import Model

/// Runs apt-get in a cage.
package struct PackageInstaller: Sendable {
    /// Where a CA bundle of the machine is seen inside, out of the way of the package ca-certificates.
    static let authoritiesPath = "/usr/libexec/renga/authorities.crt"
    private static let listSecondsMax: Int64 = 24 * 3600

    package var runtime: CageRuntime
    package var network: Cage.Network
    package var nameServers: [String]
    /// A CA bundle for mirrors over HTTPS; nil: the stack's.
    package var caBundle: String?
    /// Parent of the control group, such as `/renga-TAG`.
    package var cgroupParent: String
    package var limits: Cage.Limits
    package var run: RunLimits
    package var cancel: Int32?
    /// Files in which the app names packages, by these: what is not there is corrected there.
    package var namedIn: [String: String] = [:]
    /// Asked before anything is fetched, with what apt says that it takes; throws where that is too much.
    package var makeSureOfRoom: @Sendable (Int64) throws -> Void = { _ in }

    package init(
        runtime: CageRuntime,
        network: Cage.Network,
        nameServers: [String],
        cgroupParent: String,
        caBundle: String? = nil,
        run: RunLimits = RunLimits(seconds: 900),
        cancel: Int32? = nil
    ) {
        self.runtime = runtime
        self.network = network
        self.nameServers = nameServers
        self.cgroupParent = cgroupParent
        self.caBundle = caBundle
        self.run = run
        self.cancel = cancel
        limits = Cage.Limits()
        limits.memoryBytes = 2 << 30
        limits.processes = 1024
        limits.cpuShares = 256
    }

    struct Job {
        var packages: [String]
        var lowers: [String]
        /// apt's lists and archives, kept from one layer to the next.
        var shared: String
        var directory: String
    }

    func install(_ job: Job, _ progress: (String) throws -> Void) throws {
        for name in ["lists/partial", "archives/partial"] { try Files.makeDirectory("\(job.shared)/\(name)") }
        var fresh = false
        if !areListsRecent(job) {
            try update(job, progress)
            fresh = true
        }
        var report = try attempt(job, progress)
        // Old lists name packages that the mirror has replaced, or lack ones that it has got since.
        if let failed = report, !fresh, failed.isStale || !failed.unknownPackages.isEmpty {
            try update(job, progress)
            report = try attempt(job, progress)
        }
        if let report { throw Self.failure(report, namedIn: namedIn) }
    }

    static func failure(_ report: AptReport, namedIn: [String: String]) -> Failure {
        guard !report.unknownPackages.isEmpty else {
            return Failure(.buildFailed, "apt-get could not install the packages", detail: report.tail)
        }
        let places = Set(report.unknownPackages.map { namedIn[$0] ?? "the buildpack" }).sorted().joined(separator: " and in ")
        let names = report.unknownPackages.map { "`\($0)`" }.joined(separator: ", ")
        return Failure(
            .invalid,
            "the stack has no package \(names)",
            hint: "correct the name in \(places), or choose another stack",
            detail: report.tail.suffix(3)
        )
    }

    func stamp(_ job: Job) -> String { job.shared + "/updated" }

    private func areListsRecent(_ job: Job) -> Bool {
        guard let status = Files.status(stamp(job)) else { return false }
        return Int64(status.st_mtim.tv_sec) + Self.listSecondsMax > Moment.wallMicroseconds() / 1_000_000
    }

    private func update(_ job: Job, _ progress: (String) throws -> Void) throws {
        try progress("Fetching the list of packages")
        if let report = try apt(["update"], job, { _ in }) {
            throw Failure(
                .unavailable,
                "apt-get could not fetch the list of packages",
                hint: "is the mirror reachable from builds?",
                detail: report.tail
            )
        }
        try Files.replace(stamp(job), with: "")
    }

    private func attempt(_ job: Job, _ progress: (String) throws -> Void) throws -> AptReport? {
        let names = Set(job.packages).sorted()
        return try apt(["install", "-y", "--no-install-recommends", "--"] + names, job, progress)
    }

    /// - Returns: nil if it went well.
    private func apt(_ arguments: [String], _ job: Job, _ progress: (String) throws -> Void) throws -> AptReport? {
        var report = AptReport()
        var lines = LineSplitter()
        let cage = self.cage(arguments, job)
        let result = try runtime.run(cage, limits: run, cancel: cancel) { bytes in
            try lines.add(bytes) { line in
                let before = report.bytesNeeded
                if let news = report.read(line) { try progress(news) }
                if report.bytesNeeded > before { try makeSureOfRoom(report.bytesNeeded) }
            }
        }
        lines.end { _ = report.read($0) }
        switch result {
        case .exited(0): return nil
        case .exited:
            // Quicker than the look at the disk while it ran.
            guard report.tail.contains(where: { $0.contains("No space left on device") }) else { return report }
            throw Self.full(try Files.space(at: job.directory))
        case .cancelled: throw Failure(.cancelled, "the installation of packages was cancelled")
        case .timeLimit: throw Failure(.limit, "apt-get took over \(run.seconds) seconds", detail: report.tail)
        case .diskLimit: throw Failure(.limit, "the packages take over \(run.disk.bytes >> 20) MB or \(run.disk.files) files")
        case .diskFull(let space): throw Self.full(space)
        case .outOfMemory: throw Failure(.limit, "apt-get takes over \(limits.memoryBytes >> 20) MB of memory")
        case .killed(let signal): throw Failure(.internal, "apt-get was ended by signal \(signal)", detail: report.tail)
        }
    }

    private static func full(_ space: DiskSpace) -> Failure {
        Failure(.unavailable, "the disk is full: \(space.freeBytes >> 20) MB were free when the packages were unpacked")
    }

    func cage(_ arguments: [String], _ job: Job) -> Cage {
        // A pause of apt's own waits for nobody: a download that stalls is tried again, twice.
        var options = [
            "DPkg::Options::=--force-unsafe-io", "APT::Keep-Downloaded-Packages=true", "Acquire::Retries=2",
            "Acquire::http::Timeout=30", "Acquire::https::Timeout=30", "APT::Color=0", "Dpkg::Use-Pty=0",
        ]
        if caBundle != nil { options.append("Acquire::https::CaInfo=\(Self.authoritiesPath)") }
        let id = "apt-\(getpid())-\(Moment.wallMicroseconds())"
        var cage = Cage(
            id: id,
            directory: job.directory + "/cage",
            lowers: job.lowers,
            arguments: ["/usr/bin/apt-get"] + options.flatMap { ["-o", $0] } + arguments,
            uid: 0,
            gid: 0,
            cgroup: "\(cgroupParent)/\(id)"
        )
        cage.profile = .packages
        cage.environment = [
            "DEBIAN_FRONTEND": "noninteractive", "DEBCONF_NONINTERACTIVE_SEEN": "true", "LC_ALL": "C.UTF-8",
            "HOME": "/root", "PATH": Command.plainPath,
        ]
        cage.workingDirectory = "/"
        cage.limits = limits
        cage.network = network
        cage.nameServers = nameServers
        cage.hostname = "packages"
        cage.binds = [
            .init(job.shared + "/lists", at: "/var/lib/apt/lists", readOnly: false),
            .init(job.shared + "/archives", at: "/var/cache/apt/archives", readOnly: false),
        ]
        if let caBundle { cage.binds.append(.init(caBundle, at: Self.authoritiesPath, readOnly: true)) }
        return cage
    }

    /// Takes what nobody reads at run time out of a layer: logs, caches, and what mounts left behind.
    static func clean(_ upper: String) throws {
        // Packages have made it, as root: a link of theirs leads nowhere here.
        let tree = try GuardedDirectory.open(upper)
        for path in ["var/cache/apt", "var/lib/apt/lists", "tmp", "run", "dev", "proc", "sys"] { try tree.removeTree(path) }
        for name in try names(in: "var/log", of: tree) { try tree.removeTree("var/log/\(name)") }
        for folder in ["var/cache/debconf", "var/lib/dpkg"] {
            for name in try names(in: folder, of: tree) where name.hasSuffix("-old") { try tree.remove("\(folder)/\(name)") }
        }
    }

    private static func names(in folder: String, of tree: borrowing GuardedDirectory) throws -> [String] {
        tree.has(folder) ? try tree.directory(folder).list() : []
    }
}
