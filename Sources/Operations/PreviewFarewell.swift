import Ledger
import Linux
import Model

/// app.json's `pr-predestroy`, before a preview is destroyed: with its release, config vars and folders, and bounded in time. Whatever comes of
/// it, the preview goes. It is run once for a release: where the preview could not be removed afterwards, it is not run again; where
/// somebody has died while it ran, it is. The log of its app has what it prints, and whoever waits hears it.
struct PreviewFarewell {
    /// Of what it prints.
    private static let linesMax = 200

    private let platform: Platform
    private let runner: any RunnerServices
    /// Monotonic milliseconds: all that go at once share the time of one, but for a second each.
    private let end: Int64

    init(_ platform: Platform, _ runner: any RunnerServices) {
        self.platform = platform
        self.runner = runner
        end = Moment.monotonicMilliseconds() + Int64(platform.configuration.preview.predestroySecondsMax) * 1000
    }

    /// - Parameter app: one that is no preview has none.
    func run(_ app: AppName, _ client: any Client) {
        let found: (order: ReleaseCommand.Order, row: AppRow, host: AppName)?
        do {
            found = try order(app)
        } catch {
            return runner.note("whether \(app) has a pr-predestroy command cannot be read, and none is run: \(error)")
        }
        guard let (order, row, host) = found else { return }
        do {
            // Before it: what cannot be written down would be run again and again.
            try platform.ledger.write { try $0.setFarewell(row.id, of: order.deploy, hasEnded: false) }
        } catch {
            return runner.note("the pr-predestroy command of \(app) is not run, since that cannot be written down: \(error)")
        }
        defer { noteEnd(row, order.deploy) }
        let listener = FarewellClient(client, linesMax: Self.linesMax) { runner.log(host, $0) }
        listener.say("Running app.json's pr-predestroy command of \(app)...")
        do {
            try runner.run(order, listener)
            listener.say("app.json's pr-predestroy command of \(app) has ended\(listener.leftOut)")
        } catch {
            let words = HarmlessText.text((error as? Failure)?.message ?? "\(error)")
            listener.say("\(words)\(listener.leftOut); the preview \(app) is destroyed all the same")
        }
    }

    private func noteEnd(_ row: AppRow, _ deploy: Int64) {
        do {
            try platform.ledger.write { db in
                // Gone meanwhile, there is nothing to be written of it.
                if try db.app(id: row.id) != nil { try db.setFarewell(row.id, of: deploy, hasEnded: true) }
            }
        } catch {
            runner.note("that the pr-predestroy command of \(row.name) has ended cannot be written down: \(error)")
        }
    }

    private func order(_ app: AppName) throws -> (order: ReleaseCommand.Order, row: AppRow, host: AppName)? {
        try platform.ledger.read { db in
            let row = try db.existing(app)
            guard row.preview != nil, let deploy = try row.currentDeploy.flatMap({ try db.deploy($0) }),
                let slug = try deploy.slug.flatMap({ try db.slug($0)?.manifest }), let command = slug.predestroy,
                try !db.hasEndedFarewell(row.id, of: deploy.id)
            else { return nil }
            var order = ReleaseCommand.Order(
                app: row.name,
                uid: row.uid,
                deploy: deploy.id,
                command: command,
                slug: slug,
                secrets: try db.secrets(of: slug, row.id),
                config: try db.configVars(row.id)
            )
            order.kind = .predestroy
            order.mounts = deploy.storage.map { StorageMount(row.name, $0) }
            order.secondsMax = max(1, Int((end - Moment.monotonicMilliseconds() + 999) / 1000))
            return (order, row, try db.host(of: app))
        }
    }
}
