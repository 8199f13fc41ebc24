import Linux
import Model

/// What the archive has newer than layers.
extension PackageInstaller {
    /// One that cannot be reached is soon known: somebody waits, and nothing depends on it.
    private static let patience = [
        "-o", "Acquire::Retries=0", "-o", "Acquire::http::Timeout=15", "-o", "Acquire::https::Timeout=15",
        // Without it apt takes an old list for a new one, and ends well.
        "-o", "APT::Update::Error-Mode=any",
    ]

    /// Asks Debian's archive, and has apt compare: it knows what a newer version is.
    func news(_ job: Job) throws -> [FixedPackage] {
        for name in ["lists/partial", "archives/partial"] { try Files.makeDirectory("\(job.shared)/\(name)") }
        var tail: [String] = []
        guard try run(Self.patience + ["update"], job, { tail = tail.suffix(5) + [$0] }) == .exited(0) else {
            throw Failure(
                .unavailable,
                "Debian's archive could not be asked which fixed packages wait",
                hint: "is the mirror reachable from builds? What is known is older than now",
                detail: tail.map { HarmlessText.text($0) }
            )
        }
        try Files.replace(stamp(job), with: "")
        var simulation = AptSimulation()
        let words = ["--simulate", "--with-new-pkgs", "upgrade"]
        let result = try run(words, job) { line in
            tail = tail.suffix(5) + [line]
            simulation.read(line)
        }
        guard result == .exited(0) else {
            let detail = tail.map { HarmlessText.text($0) }
            throw Failure(.unavailable, "apt-get cannot say which fixed packages wait", detail: detail)
        }
        return simulation.packages
    }

    private func run(_ arguments: [String], _ job: Job, _ body: (String) -> Void) throws -> CageResult {
        var lines = LineSplitter()
        let result = try runtime.run(cage(arguments, job), limits: run, cancel: cancel) { lines.add($0, body) }
        lines.end(body)
        switch result {
        case .cancelled: throw Failure(.cancelled, "the question for fixed packages was cancelled")
        case .diskFull: throw Failure(.limit, "the disk is full: Debian's lists of packages find no room on it")
        default: break
        }
        // The next cage stands where this one stood.
        try Files.removeTree(job.directory + "/cage")
        return result
    }
}
