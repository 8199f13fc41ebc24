import Glibc
import Ledger
import Linux
import Model
import Operations
import Wire

/// The release command of a push. Whoever pushed reads what it prints, and the app's log has it.
extension Build {
    func runReleaseCommand(_ slug: Slug) throws {
        guard let command = slug.manifest.release else { return }
        transcript.step("Running release command...")
        try run(command, .release, slug, lines: log)
    }

    /// What app.json wants done once, when the first deploy is all but there.
    func runPostdeploy(_ command: String, _ slug: Slug) throws {
        transcript.step("Running app.json's postdeploy command, this once...")
        try run(command, .postdeploy, slug) { _ in }
    }

    private func run(_ command: String, _ kind: ReleaseCommand.Kind, _ slug: Slug, lines: ([String]) throws -> Void) throws {
        let (secrets, storage) = try workshop.ledger.read { db in
            (try db.secrets(of: slug.manifest, record.app.id), try db.deploy(record.deploy)?.storage ?? [])
        }
        var order = ReleaseCommand.Order(
            app: record.app.name,
            uid: record.app.uid,
            deploy: record.deploy,
            command: command,
            slug: slug.manifest,
            secrets: secrets,
            config: record.config
        )
        order.kind = kind
        order.mounts = storage.map { StorageMount(record.app.name, $0) }
        let run = ReleaseCommand(workshop.machine, workshop.configuration)
        defer { transcript.endOutput() }
        try run.run(
            order,
            cancel: workshop.interruption.descriptor,
            output: { transcript.output($0) },
            lines: lines
        )
        transcript.endOutput()
        transcript.blank()
    }

    /// One conversation for what comes at once: a command that prints faster waits.
    private func log(_ lines: [String]) {
        // The runner may be away: the build log has all of it, and the boot that follows says what is wrong.
        let note = NoteReleaseOutput(app: record.app.name.first, deploy: record.deploy, lines: lines)
        _ = try? ControlClient(root: workshop.root).ask(note)
    }
}
