import Glibc
import Ledger
import Linux
import Model
import Planning
import Sandbox
import Wire

/// Has the runner boot the new dynos, and keeps the deploy for the commit.
extension Build {
    func bootCandidates(_ slug: Slug) throws {
        transcript.step("Launching...")
        // Beside the boot: both have to be there before the deploy counts as prepared, and neither has to be waited for before.
        let (manifest, store, storing) = (workshop.root.slugManifest(slug.digest), workshop.store, slug.storing)
        let layers = slug.manifest.layers.filter { $0.role == .source || $0.role == .step }.map(\.key)
        let storage = try Beside("slug") {
            try Files.replace(manifest, with: slug.manifestJSON, mode: 0o600)
            try store.sync(layers)
            try storing.value()
        }
        // Nothing of it may come to be after the deploy was given up.
        defer { storage.join() }
        let (ledger, deploy) = (workshop.ledger, record.deploy)
        // The runner sees our connection close and gives the deploy up; the ledger is told as well, should it be away.
        let waiting = workshop.interruption.onRequest { [root = workshop.root, interruption = workshop.interruption] cause in
            let failure = cause.failure(root)
            do {
                try ledger.write { _ = try $0.move(deploy, .failed(reason: failure.message), now: Moment.wallMicroseconds()) }
            } catch let refusal as Failure where refusal.code == .conflict {
                // It is prepared: too late to take it back, and `boot` returns at this moment.
                return
            } catch {
                // The ledger could not be written: the push is refused all the same, and who settles it finds it booting.
            }
            interruption.sayLast(failure)
            _exit(failure.code.exitStatus)
        }
        defer { workshop.interruption.forget(waiting) }
        try record.move(.made(slug: slug.digest))
        let outcome = Result { try ask() }
        try storage.value()
        say(try outcome.get())
        // Without a ref the transaction that makes the release is the next, and the last.
        if record.kind.isRecordedByRef { try record.move(.answered) }
    }

    private func ask() throws -> BootCandidates.Answer {
        try ControlClient(root: workshop.root).ask(BootCandidates(app: record.app.name.first, deploy: record.deploy)) { progress in
            if case .line(let text) = progress { transcript.detail(transcript.mask.hide(text)) }
        }
    }

    private func say(_ booted: BootCandidates.Answer) {
        let answers = booted.answers
        guard !answers.isEmpty else { return transcript.detail("No dynos to start") }
        let names = answers.keys.sorted().joined(separator: ", ")
        transcript.detail("\(names) up in \(Quantity.short(milliseconds: booted.milliseconds))")
        // All dynos do the same: one is told of.
        if let (name, host) = booted.insecure.min(by: { $0.key < $1.key }) {
            let advice = RedirectAdvice.failure(
                name,
                of: record.app.name,
                host: host,
                workshop.configuration,
                command: workshop.command
            )
            transcript.warning(advice.message, hint: advice.hint)
        }
        for (name, status) in answers.sorted(by: { $0.key < $1.key }) where status >= 500 {
            transcript.warning(
                "\(name) answers GET / with status \(status)",
                hint: "the deploy goes on: see `\(workshop.command) logs -a \(record.app.name)`"
            )
        }
    }
}
