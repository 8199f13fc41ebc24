import Glibc
import Ledger
import Linux
import Model
import Planning
import Sandbox

/// The release command, such as a migration: it runs with the new slug and before its dynos boot.
struct ReleasePhase {
    private let workshop: Workshop
    private let record: BuildRecord
    private let transcript: PushTranscript

    init(_ workshop: Workshop, _ record: BuildRecord, _ transcript: PushTranscript) {
        self.workshop = workshop
        self.record = record
        self.transcript = transcript
    }

    func run(_ slug: SlugWork.Slug) throws {
        guard let command = slug.manifest.release else { return }
        transcript.step("Running release command...")
        let owned = try OwnedDirectory.make(in: workshop.root.scratch, "\(getpid())-release-\(record.deploy)", mode: 0o711)
        let directory = owned.path
        defer {
            // What stays of a removal that failed is swept later.
            try? Files.removeTree(directory)
            withExtendedLifetime(owned) {}
        }
        let lease = try AddressLease.take(workshop)
        defer { lease.giveBack(workshop) }
        let result = try workshop.runtime.run(
            cage(slug, command, directory, lease.namespace),
            limits: RunLimits(
                seconds: workshop.configuration.build.releaseSecondsMax,
                disk: workshop.configuration.dyno.disk,
                floor: workshop.configuration.disk
            ),
            cancel: workshop.interruption.descriptor
        ) { transcript.output($0) }
        transcript.endOutput()
        try check(result, command)
        transcript.blank()
    }

    private func cage(_ slug: SlugWork.Slug, _ command: String, _ directory: String, _ namespace: String) -> Cage {
        let name = "release-\(record.app.name)-\(record.deploy)"
        var cage = Cage(
            id: name,
            directory: directory,
            lowers: slug.manifest.layers.map { workshop.store.path($0.key) },
            arguments: DynoCommand.arguments(command),
            uid: record.app.uid,
            gid: record.app.uid,
            cgroup: "\(workshop.cgroup)/\(name)"
        )
        cage.environment = slug.manifest.environment
        cage.environment.merge(record.config) { $1 }
        cage.environment.merge(["DYNO": "release.\(record.deploy)", "HOME": "/app", "PORT": "5000"]) { $1 }
        cage.hostname = "release"
        cage.limits.memoryBytes = workshop.configuration.dyno.memoryBytes
        cage.limits.processes = workshop.configuration.dyno.processesMax
        cage.limits.fileSizeBytes = workshop.configuration.dyno.diskBytesMax
        cage.network = .namespace(namespace)
        cage.nameServers = workshop.network.nameServers
        return cage
    }

    private func check(_ result: CageResult, _ command: String) throws {
        let what: String =
            switch result {
            case .exited(0): ""
            case .exited(let code): "ended with status \(code)"
            case .killed(let signal): "was ended by signal \(signal)"
            case .outOfMemory: "used more memory than a dyno may"
            case .timeLimit: "did not end within \(workshop.configuration.build.releaseSecondsMax) seconds"
            case .diskLimit(let excess, _): DiskText.excess(excess, of: workshop.configuration.dyno.disk, who: "a dyno")
            case .diskFull(let space): "was stopped because the disk is full: \(DiskText.left(space, workshop.configuration.disk))"
            case .cancelled: throw Failure(.cancelled, "the release command was cancelled")
            }
        guard what.isEmpty else {
            throw Failure(
                .buildFailed,
                "the release command `\(command)` \(what)",
                hint: "what it did outside of the app, such as in a database, stays; its output is above"
            )
        }
    }
}
