import Glibc
import Linux
import Model
import Planning
import Sandbox

/// Fetches what a publisher offers: curl of the stack, in a cage with a network, as a user who has nothing else.
struct Download {
    private static let redirectsMax = 5
    private static let secondsMax = 1800
    private static let progressMilliseconds: Int64 = 5000

    let workshop: Workshop
    /// Whose curl it is: the key of a layer.
    let stack: String

    /// - Parameters:
    ///   - url: the publisher's own; a mirror stands in for it.
    ///   - directory: on the store's file system; what comes is in it.
    ///   - what: for people, such as `Node.js 22.11.0`.
    /// - Returns: the path of a file that the cage's user has written: nothing about it is certain, not even that it is a file.
    func fetch(_ url: String, into directory: String, what: String, bytesMax: Int64, progress: (String) -> Void = { _ in }) throws -> String
    {
        let place = workshop.configuration.mirrors.place(of: url)
        let user = try FetchUser.uid(workshop)
        let folder = "\(directory)/fetched-\(Moment.wallMicroseconds())"
        try Files.makeDirectory(folder, mode: 0o700, owner: (user, user))
        var cage = FetchUser.cage("fetch", in: "\(folder).cage", lowers: [workshop.store.path(stack)], user, workshop)
        cage.arguments = Self.command(place, bytesMax: bytesMax)
        cage.binds = [Cage.Bind(folder, at: Self.folder, readOnly: false)]
        cage.limits.fileSizeBytes = bytesMax
        for (name, value) in workshop.configuration.build.environment where Self.isProxy(name) { cage.environment[name] = value }
        BuildTrust.add(workshop.configuration.build.caBundle, to: &cage)
        let lease = try AddressLease.take(workshop)
        defer { lease.giveBackSayingWhatFails() }
        cage.network = .namespace(lease.namespace)
        cage.nameServers = workshop.network.nameServers
        var report = CurlReport()
        var lines = LineSplitter()
        var said = Moment.monotonicMilliseconds()
        let result = try workshop.runtime.run(
            cage,
            limits: RunLimits(
                seconds: Self.secondsMax,
                disk: DiskLimits(bytes: bytesMax + (1 << 20), files: 16),
                floor: workshop.configuration.disk
            ),
            cancel: workshop.interruption.descriptor
        ) { bytes in
            lines.add(bytes) { report.read($0) }
            let now = Moment.monotonicMilliseconds()
            guard let state = report.state, now - said > Self.progressMilliseconds else { return }
            said = now
            progress(state)
        }
        lines.end { report.read($0) }
        if let failure = report.failure(result, what: what, url: place, bytesMax: bytesMax, secondsMax: Self.secondsMax) { throw failure }
        return folder + "/" + Self.name
    }

    private static let folder = "/fetched"
    private static let name = "file"

    private static func isProxy(_ name: String) -> Bool { name.lowercased().hasSuffix("_proxy") }

    private static func command(_ url: String, bytesMax: Int64) -> [String] {
        // A publisher's HTTPS does not become anything else on the way.
        let protocols = url.hasPrefix("https://") ? "=https" : "=http,https"
        return [
            "/usr/bin/curl", "--fail", "--location", "--max-redirs", "\(redirectsMax)", "--proto", protocols, "--proto-redir", protocols,
            "--globoff", "--retry", "2", "--connect-timeout", "30", "--max-time", "\(secondsMax)", "--speed-limit", "1000",
            "--speed-time", "60", "--max-filesize", "\(bytesMax)", "--output", "\(folder)/\(name)", "--write-out", CurlReport.writeOut,
            "--", url,
        ]
    }
}
